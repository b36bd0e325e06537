/**
 * XML as office documents have it, a piece of text at a time: elements, attributes, text, CDATA, the five entities and
 * numbers of letters. Several times as fast as a general parser, since it looks for the next mark instead of at each letter.
 * Document types are refused: entities could blow up. Prefixes of names are left off, as some programs write `x:row`.
 */

export interface XmlVisitor {
  readonly open: (name: string, attributes: XmlAttributes) => void;
  readonly close?: (name: string) => void;
  /** May come in pieces. */
  readonly text?: (text: string) => void;
}

/** By whole name, prefixes included (`r:id`). */
export type XmlAttributes = Readonly<Record<string, string | undefined>>;

/** Thrown at what is no XML, or none of an office document. */
export class XmlFault extends Error {}

const MOST_DEPTH = 64;
/** A tag, comment or CDATA section of more letters is none. */
const MOST_TOKEN_LENGTH = 1 << 20;
const [BLANK, SLASH, QUESTION, EXCLAMATION, EQUALS, GREATER] = [32, 47, 63, 33, 61, 62];
const [DOUBLE_QUOTE, SINGLE_QUOTE] = [34, 39];
const NAME = /^[\p{L}_][\p{L}\p{N}._:-]*$/u;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

export class XmlScanner {
  private waiting = "";
  private readonly path: string[] = [];
  private hasRoot = false;
  private readonly visitor: XmlVisitor;

  constructor(visitor: XmlVisitor) {
    this.visitor = visitor;
  }

  /** @throws XmlFault, and whatever the visitor throws. */
  push(piece: string): void {
    const text = this.waiting + piece;
    let at = 0;
    while (at < text.length) {
      const next = text.charCodeAt(at) === 60 ? this.scanTag(text, at) : this.scanText(text, at);
      if (next < 0) break;
      at = next;
    }
    this.waiting = text.slice(at);
    if (this.waiting.length > MOST_TOKEN_LENGTH) throw new XmlFault("token");
  }

  /** True where every element was closed and nothing is left over. */
  finish(): boolean {
    return this.hasRoot && this.path.length === 0 && this.waiting.trim() === "";
  }

  /** Text up to the next tag; an entity that is cut off waits for its rest. */
  private scanText(text: string, from: number): number {
    let end = text.indexOf("<", from);
    if (end < 0) {
      const entity = text.lastIndexOf("&");
      end = entity >= from && text.indexOf(";", entity) < 0 ? entity : text.length;
      if (end === from) return -1;
    }
    if (this.path.length > 0) {
      if (this.visitor.text) this.visitor.text(decodeEntities(text.slice(from, end)));
    } else if (/[^\s\uFEFF]/.test(text.slice(from, end))) throw new XmlFault("text outside the root");
    return end;
  }

  private scanTag(text: string, from: number): number {
    const code = text.charCodeAt(from + 1);
    if (code === SLASH) return this.scanClose(text, from);
    if (code === EXCLAMATION) return this.scanDeclaration(text, from);
    if (code === QUESTION) return after(text, "?>", from);
    return this.scanOpen(text, from);
  }

  private scanClose(text: string, from: number): number {
    const end = text.indexOf(">", from);
    if (end < 0) return -1;
    const name = localName(text.slice(from + 2, end).trimEnd());
    if (this.path.pop() !== name) throw new XmlFault(`</${name.slice(0, 40)}>`);
    this.visitor.close?.(name);
    return end + 1;
  }

  private scanDeclaration(text: string, from: number): number {
    if (text.startsWith("<!--", from)) return after(text, "-->", from + 4);
    if (text.startsWith("<![CDATA[", from) && this.path.length > 0) {
      const end = text.indexOf("]]>", from);
      if (end >= 0) this.visitor.text?.(text.slice(from + 9, end));
      return end < 0 ? -1 : end + 3;
    }
    if (text.length - from < 9) return -1;
    throw new XmlFault(text.slice(from, from + 9));
  }

  private scanOpen(text: string, from: number): number {
    let at = from + 1;
    while (at < text.length && !endsName(text.charCodeAt(at))) at++;
    if (at >= text.length) return -1;
    const name = text.slice(from + 1, at);
    const attributes: Record<string, string> = {};
    for (;;) {
      while (isBlank(text.charCodeAt(at))) at++;
      if (at >= text.length) return -1;
      const code = text.charCodeAt(at);
      if (code === GREATER) break;
      if (code === SLASH) {
        if (at + 1 >= text.length) return -1;
        if (text.charCodeAt(at + 1) !== GREATER) throw new XmlFault(`<${name.slice(0, 40)}`);
        break;
      }
      const equals = text.indexOf("=", at);
      if (equals < 0) return this.wait(text, at, name);
      let open = equals + 1;
      while (isBlank(text.charCodeAt(open))) open++;
      if (open >= text.length) return -1;
      const quote = text.charCodeAt(open);
      if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) throw new XmlFault(`<${name.slice(0, 40)}`);
      const close = text.indexOf(quote === DOUBLE_QUOTE ? '"' : "'", open + 1);
      if (close < 0) return -1;
      const key = text.slice(at, equals).trimEnd();
      if (key.length > 100 || !NAME.test(key)) throw new XmlFault(`<${name.slice(0, 40)}`);
      attributes[key] = decodeEntities(text.slice(open + 1, close));
      at = close + 1;
    }
    const isEmpty = text.charCodeAt(at) === SLASH;
    this.enter(name, attributes, isEmpty);
    return at + (isEmpty ? 2 : 1);
  }

  /** A tag without its end waits for it; one that has an end, but no `=` where one must be, is broken. */
  private wait(text: string, at: number, name: string): number {
    if (text.indexOf(">", at) >= 0) throw new XmlFault(`<${name.slice(0, 40)}`);
    return -1;
  }

  private enter(whole: string, attributes: XmlAttributes, isEmpty: boolean): void {
    const { path, visitor } = this;
    if (whole.length > 100 || !NAME.test(whole)) throw new XmlFault(`<${whole.slice(0, 40)}`);
    if (path.length === 0 && this.hasRoot) throw new XmlFault("second root");
    if (path.length >= MOST_DEPTH) throw new XmlFault("nesting");
    this.hasRoot = true;
    const name = localName(whole);
    path.push(name);
    visitor.open(name, attributes);
    if (!isEmpty) return;
    path.pop();
    visitor.close?.(name);
  }
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

function isBlank(code: number): boolean {
  return code === BLANK || code === 10 || code === 13 || code === 9;
}

function endsName(code: number): boolean {
  return isBlank(code) || code === GREATER || code === SLASH || code === EQUALS;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{1,10});/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] as string) : whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
