/**
 * XML out of bytes of UTF-8, a piece at a time: elements, attributes, text, CDATA. It looks for the next mark and makes a text only of
 * what somebody asks for, so that a gigabyte takes seconds. Prefixes of elements are left off, as some programs write `x:row`.
 * Strict where that tells a broken file: every element is closed by its own name, attributes are quoted, there is one root. Depth, and the
 * length of what must be in one piece, are bounded; entities of a document's own are never expanded.
 */
import { TextPool } from "./text-pool.ts";
import { XmlAttributes } from "./xml-attributes.ts";
import { decodeEntities, LONGEST_ENTITY, XmlFault } from "./xml-entities.ts";

export interface XmlVisitor {
  readonly open: (name: string, attributes: XmlAttributes) => void;
  readonly close?: (name: string) => void;
  /** May come in pieces. */
  readonly text?: (text: string) => void;
  /** Whether text is wanted now; always where it is left out. No text is made of what is not. */
  readonly listens?: () => boolean;
}

export interface XmlBounds {
  /** Elements within elements. */
  readonly mostDepth: number;
  /** A document type that declares no entities is passed over; without it any is refused, since its entities could blow up. */
  readonly passesDoctype?: boolean;
}

/** A tag is no longer than this. */
const MOST_TOKEN_BYTES = 1 << 20;
const LONGEST_NAME = 100;
const [BLANK, SLASH, QUESTION, EXCLAMATION, EQUALS, LESS, GREATER] = [32, 47, 63, 33, 61, 60, 62];
const [DOUBLE_QUOTE, SINGLE_QUOTE, AMPERSAND, SEMICOLON, COLON] = [34, 39, 38, 59, 58];
const [DASH, BRACKET] = [45, 93];
/** Bytes in which a loop finds a mark sooner than a call would. */
const NEAR = 64;
const NOT_IN_NAMES = "\"'<>/=&;,!?()[]{}+*%$#@|~^`\\";

/** 2: may begin a name; 1: may go on one; 0: neither. */
const NAME_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte <= BLANK || byte === 127 || NOT_IN_NAMES.includes(String.fromCharCode(byte))) return 0;
  return /[\d.:-]/.test(String.fromCharCode(byte)) ? 1 : 2;
});

/** What runs on to a mark of its own, however far that is. */
interface Section {
  readonly mark: readonly [number, number, number?];
  readonly isText: boolean;
}

const COMMENT: Section = { mark: [DASH, DASH, GREATER], isText: false };
const CDATA: Section = { mark: [BRACKET, BRACKET, GREATER], isText: true };
const INSTRUCTION: Section = { mark: [QUESTION, GREATER], isText: false };

export class XmlScanner {
  /** Where the element, text or section begins that was looked at last. */
  at = 0;
  private hasRoot = false;
  private section: Section | null = null;
  private readonly path: string[] = [];
  private readonly pool = new TextPool();
  private readonly attributes = new XmlAttributes(this.pool);
  private readonly visitor: XmlVisitor;
  private readonly bounds: XmlBounds;

  constructor(visitor: XmlVisitor, bounds: XmlBounds) {
    this.visitor = visitor;
    this.bounds = bounds;
  }

  /**
   * Scans as much as is whole and answers how many bytes that is; the next piece begins with the rest.
   * @throws XmlFault, and whatever the visitor throws.
   */
  scan(bytes: Uint8Array): number {
    this.attributes.bytes = bytes;
    let at = 0;
    while (at < bytes.length) {
      this.at = at;
      const next =
        this.section !== null
          ? this.passSection(bytes, at, this.section)
          : bytes[at] === LESS
            ? this.scanTag(bytes, at)
            : this.scanText(bytes, at);
      if (next < 0) break;
      at = next;
    }
    if (bytes.length - at > MOST_TOKEN_BYTES) throw new XmlFault("token");
    return at;
  }

  /** True where there was a root and every element was closed. */
  get isWhole(): boolean {
    return this.hasRoot && this.path.length === 0 && this.section === null;
  }

  /** Whether an element was opened at all. */
  get hasBegun(): boolean {
    return this.hasRoot;
  }

  /** Text up to the next tag; a letter or an entity that is cut off waits for its rest. */
  private scanText(bytes: Uint8Array, from: number): number {
    let end = findByte(bytes, LESS, from);
    if (end === bytes.length) end = endOfLetters(bytes, from);
    if (end === from) return -1;
    if (this.path.length > 0) this.tell(bytes, from, end, true);
    else
      for (let at = from; at < end; at++)
        if (!isBlank(bytes[at] as number)) throw new XmlFault("text outside the root");
    return end;
  }

  private tell(bytes: Uint8Array, from: number, end: number, hasEntities: boolean): void {
    const { text, listens } = this.visitor;
    if (!text || end === from || listens?.() === false) return;
    const raw = this.pool.read(bytes, from, end);
    text(hasEntities ? decodeEntities(raw) : raw);
  }

  private scanTag(bytes: Uint8Array, from: number): number {
    const mark = bytes[from + 1];
    if (mark === undefined) return -1;
    if (mark === SLASH) return this.scanClose(bytes, from);
    if (mark === EXCLAMATION) return this.scanDeclaration(bytes, from);
    if (mark === QUESTION) return this.enterSection(INSTRUCTION, from + 2);
    return this.scanOpen(bytes, from);
  }

  private scanClose(bytes: Uint8Array, from: number): number {
    let at = from + 2;
    let start = at;
    for (; at < bytes.length && NAME_BYTES[bytes[at] as number] !== 0; at++) if (bytes[at] === COLON) start = at + 1;
    const end = at;
    while (at < bytes.length && isBlank(bytes[at] as number)) at++;
    if (at >= bytes.length) return -1;
    const name = this.pool.read(bytes, start, Math.min(end, start + LONGEST_NAME));
    if (bytes[at] !== GREATER || this.path.pop() !== name) throw new XmlFault(`</${name}>`);
    this.visitor.close?.(name);
    return at + 1;
  }

  private scanDeclaration(bytes: Uint8Array, from: number): number {
    if (startsWith(bytes, from, "<!--")) return this.enterSection(COMMENT, from + 4);
    if (startsWith(bytes, from, "<![CDATA[") && this.path.length > 0) return this.enterSection(CDATA, from + 9);
    if (bytes.length - from < 9) return -1;
    const start = this.pool.read(bytes, from, from + 9);
    if (start !== "<!DOCTYPE") throw new XmlFault(start);
    if (this.bounds.passesDoctype !== true || this.hasRoot) throw new XmlFault("DOCTYPE");
    return this.scanDoctype(bytes, from);
  }

  private scanDoctype(bytes: Uint8Array, from: number): number {
    let end = findByte(bytes, GREATER, from);
    const inner = findByte(bytes.subarray(0, end), 91, from);
    if (inner < end) {
      const close = findByte(bytes, BRACKET, inner);
      end = findByte(bytes, GREATER, close);
    }
    if (end >= bytes.length) return -1;
    if (/<!ENTITY/i.test(new TextDecoder().decode(bytes.subarray(from, end)))) throw new XmlFault("ENTITY");
    return end + 1;
  }

  private enterSection(section: Section, from: number): number {
    this.section = section;
    return from;
  }

  private passSection(bytes: Uint8Array, from: number, { mark, isText }: Section): number {
    const length = mark[2] === undefined ? 2 : 3;
    let at = from;
    for (; ; at++) {
      at = findByte(bytes, mark[0], at);
      if (at + length > bytes.length) break;
      if (bytes[at + 1] === mark[1] && (length === 2 || bytes[at + 2] === mark[2])) {
        if (isText) this.tell(bytes, from, at, false);
        this.section = null;
        return at + length;
      }
    }
    // What may be the beginning of the mark, or of a letter, waits.
    const end = endOfLetters(bytes.subarray(0, Math.max(from, bytes.length - length + 1)), from);
    if (isText) this.tell(bytes, from, end, false);
    return end === from ? -1 : end;
  }

  private scanOpen(bytes: Uint8Array, from: number): number {
    const { attributes } = this;
    const { length } = bytes;
    let at = from + 1;
    let start = at;
    if (NAME_BYTES[bytes[at] as number] !== 2) throw new XmlFault(this.shownTag(bytes, from));
    for (; at < length; at++) {
      const byte = bytes[at] as number;
      if (NAME_BYTES[byte] === 0) break;
      if (byte === COLON) start = at + 1;
    }
    const end = at;
    if (end >= length && end - from <= LONGEST_NAME) return -1;
    if (end - from > LONGEST_NAME || end === start) throw new XmlFault(this.shownTag(bytes, from));
    attributes.count = 0;
    for (;;) {
      while (at < length && isBlank(bytes[at] as number)) at++;
      if (at >= length) return -1;
      const code = bytes[at] as number;
      if (code === GREATER) break;
      if (code === SLASH) {
        if (at + 1 >= length) return -1;
        if (bytes[at + 1] !== GREATER) throw new XmlFault(this.shownTag(bytes, from));
        break;
      }
      const next = this.scanAttribute(bytes, at, from);
      if (next < 0) return -1;
      at = next;
    }
    const isEmpty = bytes[at] === SLASH;
    this.enter(this.pool.read(bytes, start, end), isEmpty);
    return at + (isEmpty ? 2 : 1);
  }

  private scanAttribute(bytes: Uint8Array, from: number, tag: number): number {
    const { length } = bytes;
    let at = from;
    while (at < length && NAME_BYTES[bytes[at] as number] !== 0) at++;
    const nameEnd = at;
    while (at < length && isBlank(bytes[at] as number)) at++;
    if (at >= length) return -1;
    const isName = NAME_BYTES[bytes[from] as number] === 2 && nameEnd - from <= LONGEST_NAME;
    if (!isName || bytes[at] !== EQUALS) throw new XmlFault(this.shownTag(bytes, tag));
    at++;
    while (at < length && isBlank(bytes[at] as number)) at++;
    if (at >= length) return -1;
    const quote = bytes[at] as number;
    if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) throw new XmlFault(this.shownTag(bytes, tag));
    const close = findByte(bytes, quote, at + 1);
    if (close === length) return -1;
    this.attributes.add(from, nameEnd, at + 1, close);
    return close + 1;
  }

  private enter(name: string, isEmpty: boolean): void {
    const { path, visitor } = this;
    if (path.length === 0 && this.hasRoot) throw new XmlFault("second root");
    if (path.length >= this.bounds.mostDepth) throw new XmlFault("nesting");
    this.hasRoot = true;
    path.push(name);
    visitor.open(name, this.attributes);
    if (!isEmpty) return;
    path.pop();
    visitor.close?.(name);
  }

  private shownTag(bytes: Uint8Array, from: number): string {
    let end = from + 1;
    while (end < bytes.length && end < from + 40 && NAME_BYTES[bytes[end] as number] !== 0) end++;
    return this.pool.read(bytes, from, end);
  }
}

/** The next place of a byte from `from` on; the length where there is none. */
function findByte(bytes: Uint8Array, byte: number, from: number): number {
  const { length } = bytes;
  const near = Math.min(length, from + NEAR);
  for (let at = from; at < near; at++) if (bytes[at] === byte) return at;
  if (near >= length) return length;
  const found = bytes.indexOf(byte, near);
  return found < 0 ? length : found;
}

/** How far text goes that ends with a whole letter and no entity without its end. */
function endOfLetters(bytes: Uint8Array, from: number): number {
  let end = bytes.length;
  for (let at = end - 1; at >= Math.max(from, end - LONGEST_ENTITY) && bytes[at] !== SEMICOLON; at--)
    if (bytes[at] === AMPERSAND) {
      end = at;
      break;
    }
  for (let at = end - 1; at >= Math.max(from, end - 3); at--) {
    const byte = bytes[at] as number;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (at + size > end) end = at;
    break;
  }
  return end;
}

function startsWith(bytes: Uint8Array, from: number, text: string): boolean {
  for (let at = 0; at < text.length; at++) if (bytes[from + at] !== text.charCodeAt(at)) return false;
  return true;
}

function isBlank(code: number): boolean {
  return code === BLANK || code === 10 || code === 13 || code === 9;
}
