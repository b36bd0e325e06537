/**
 * Where the parts of a long JSON lie, found without parsing it: a member of the outermost object that is a list, element by element. Each
 * element is then parsed by itself, so that no text is longer than one of them and nobody waits for all. Only brackets, texts and commas
 * are looked at; what is wrong within an element its own parsing tells.
 */

/** Thrown where the text ends too early (`isCut`), or no JSON can go on as it does. */
export class JsonFault extends Error {
  readonly isCut: boolean;
  constructor(isCut: boolean) {
    super(isCut ? "cut" : "broken");
    this.isCut = isCut;
  }
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];
/** Deeper than anything that was written by somebody; a file of nothing but brackets would fill the memory. */
const MOST_DEPTH = 1_000_000;
/** Bytes in which a loop finds a quote sooner than a call would. */
const NEAR = 64;

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

/** The first place from `at` on that is not blank; the length where there is none. */
export function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && isBlank(bytes[at] as number)) at++;
  return at;
}

function skipText(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  for (;;) {
    const near = Math.min(bytes.length, at + NEAR);
    while (at < near && bytes[at] !== QUOTE) at++;
    if (at === near) at = bytes.indexOf(QUOTE, near);
    if (at < 0 || at >= bytes.length) throw new JsonFault(true);
    let slashes = 0;
    while (bytes[at - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at + 1;
    at++;
  }
}

/** Behind the value that begins at a place that is not blank. Throws JsonFault. */
export function skipValue(bytes: Uint8Array, from: number): number {
  const first = bytes[from];
  if (first === undefined) throw new JsonFault(true);
  if (first === QUOTE) return skipText(bytes, from);
  if (first !== OPEN_LIST && first !== OPEN_OBJECT) {
    let at = from;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT || isBlank(byte)) break;
    }
    if (at === from) throw new JsonFault(false);
    return at;
  }
  let depth = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) at = skipText(bytes, at) - 1;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      if (++depth > MOST_DEPTH) throw new JsonFault(false);
    } else if ((byte === CLOSE_LIST || byte === CLOSE_OBJECT) && --depth === 0) return at + 1;
  }
  throw new JsonFault(true);
}

/** A part of the bytes. */
export interface JsonSpan {
  readonly start: number;
  readonly end: number;
}

export interface SplitObject {
  /** The object without the elements of its list, as JSON. */
  readonly rest: string;
  /** Behind the object. */
  readonly end: number;
}

/**
 * Yields each element of the list that the member `name` of the object at `from` is, and returns what else is in the object.
 * Throws JsonFault, also where two members have that name.
 */
export function* splitObject(bytes: Uint8Array, from: number, name: string): Generator<JsonSpan, SplitObject> {
  if (bytes[from] !== OPEN_OBJECT) throw new JsonFault(from >= bytes.length);
  const kept: string[] = [];
  const decoder = new TextDecoder();
  let keptFrom = from;
  let isSplit = false;
  let at = skipBlanks(bytes, from + 1);
  if (bytes[at] === CLOSE_OBJECT) return { rest: "{}", end: at + 1 };
  for (;;) {
    if (at >= bytes.length || bytes[at] !== QUOTE) throw new JsonFault(at >= bytes.length);
    const keyEnd = skipText(bytes, at);
    const isNamed = decoder.decode(bytes.subarray(at + 1, Math.min(keyEnd - 1, at + 1 + 4 * name.length))) === name;
    at = skipBlanks(bytes, keyEnd);
    if (bytes[at] !== COLON) throw new JsonFault(at >= bytes.length);
    at = skipBlanks(bytes, at + 1);
    if (isNamed && bytes[at] === OPEN_LIST) {
      if (isSplit) throw new JsonFault(false);
      isSplit = true;
      kept.push(decoder.decode(bytes.subarray(keptFrom, at + 1)));
      at = yield* splitList(bytes, at);
      keptFrom = at - 1;
    } else at = skipValue(bytes, at);
    at = skipBlanks(bytes, at);
    if (bytes[at] === CLOSE_OBJECT) break;
    if (bytes[at] !== COMMA) throw new JsonFault(at >= bytes.length);
    at = skipBlanks(bytes, at + 1);
  }
  kept.push(decoder.decode(bytes.subarray(keptFrom, at + 1)));
  return { rest: kept.join(""), end: at + 1 };
}

/** Yields each element of the list at `from`; answers the place behind it. */
function* splitList(bytes: Uint8Array, from: number): Generator<JsonSpan, number> {
  let at = skipBlanks(bytes, from + 1);
  if (bytes[at] === CLOSE_LIST) return at + 1;
  for (;;) {
    const end = skipValue(bytes, at);
    yield { start: at, end };
    at = skipBlanks(bytes, end);
    if (bytes[at] === CLOSE_LIST) return at + 1;
    if (bytes[at] !== COMMA) throw new JsonFault(at >= bytes.length);
    at = skipBlanks(bytes, at + 1);
  }
}
