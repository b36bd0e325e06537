/**
 * The encoding of a text file of unknown origin. UTF-8 proves itself; UTF-16 without a mark shows by its zero bytes; GB18030
 * (which holds GBK and GB2312) and Big5 accept almost any bytes, so they are told by how many of their characters are common
 * ones: the levels into which both standards sort their characters by use.
 */

/** `certain`: a mark, plain ASCII or many valid UTF-8 characters; `likely`: the characters are common ones; `guessed`: nothing fits better. */
export type Certainty = "stated" | "certain" | "likely" | "guessed";

export interface DetectedEncoding {
  /** A label that TextDecoder knows. */
  readonly encoding: string;
  readonly certainty: Certainty;
  /** Bytes of the mark at the start. */
  readonly markLength: number;
}

/** Bytes that are looked at; a longer file is judged by its beginning. */
const MOST_EXAMINED = 1 << 26;
/** Fewer zero bytes on one side may be damage. */
const LEAST_ZEROS = 4;
/** A text may have been damaged by so large a share of zero bytes; those at its end are not counted. */
const MOST_ZERO_SHARE = 0.03;
/** Beyond this share of broken bytes a text is in another encoding. */
const MOST_BROKEN_SHARE = 0.02;
/** So few accented letters may be Chinese characters of GBK by chance. */
const FEW_CHARACTERS = 8;
const COMMON_SHARE = 0.7;
const RIVAL_SHARE = 0.85;

/** The encoding of the bytes, or the stated one; null where they are no text, or the stated one is not known. */
export function detectEncoding(bytes: Uint8Array, stated?: string): DetectedEncoding | null {
  const marked = findMark(bytes);
  if (stated !== undefined && stated !== "") {
    const encoding = knownLabel(stated);
    if (encoding === null) return null;
    return { encoding, certainty: "stated", markLength: marked?.encoding === encoding ? marked.markLength : 0 };
  }
  if (isUtf32(bytes)) return null;
  if (marked) return marked;
  const examined = bytes.subarray(0, Math.min(MOST_EXAMINED, endOfText(bytes)));
  const wide = findWideText(examined);
  if (wide) return { encoding: wide, certainty: "likely", markLength: 0 };
  if (hasControls(examined)) return null;
  const utf8 = countUtf8(examined);
  const isShort = utf8.longest === 2 && utf8.characters < FEW_CHARACTERS;
  if (utf8.broken === 0 && !isShort) return { encoding: "utf-8", certainty: "certain", markLength: 0 };
  const gb = countDoubleBytes(examined, isCommonGb);
  if (utf8.broken === 0) {
    const isChinese = gb.broken === 0 && gb.common === gb.characters;
    return { encoding: isChinese ? "gb18030" : "utf-8", certainty: "guessed", markLength: 0 };
  }
  if (utf8.broken <= utf8.characters * MOST_BROKEN_SHARE)
    return { encoding: "utf-8", certainty: "likely", markLength: 0 };
  const big5 = countDoubleBytes(examined, isCommonBig5);
  if (shareOf(gb) < COMMON_SHARE && big5.broken === 0 && shareOf(big5) >= RIVAL_SHARE)
    return { encoding: "big5", certainty: "likely", markLength: 0 };
  const isLikely = shareOf(gb) >= COMMON_SHARE && gb.broken <= gb.characters * MOST_BROKEN_SHARE;
  if (isLikely || gb.broken === 0)
    return { encoding: "gb18030", certainty: isLikely ? "likely" : "guessed", markLength: 0 };
  return { encoding: "windows-1252", certainty: "guessed", markLength: 0 };
}

function knownLabel(label: string): string | null {
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return null;
  }
}

/** UTF-32, which no decoder here knows. */
function isUtf32([a, b, c, d]: Uint8Array): boolean {
  return (a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff);
}

/** Where zero bytes begin that fill the file up, as a disk does when power fails; one may belong to a letter of UTF-16. */
function endOfText(bytes: Uint8Array): number {
  let end = bytes.length;
  if (bytes.byteOffset % 4 === 0) {
    // Four at a time: a gigabyte of them is soon passed.
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    let count = words.length;
    while (end > 4 * count && bytes[end - 1] === 0) end--;
    if (end === 4 * count) {
      while (count > 0 && words[count - 1] === 0) count--;
      end = 4 * count;
    }
  }
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.length - end > 3 ? end : bytes.length;
}

function findMark(bytes: Uint8Array): DetectedEncoding | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf)
    return { encoding: "utf-8", certainty: "certain", markLength: 3 };
  if (first === 0xff && second === 0xfe) return { encoding: "utf-16le", certainty: "certain", markLength: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: "utf-16be", certainty: "certain", markLength: 2 };
  return null;
}

/** UTF-16 without a mark: separators and digits leave zero bytes on one side. */
function findWideText(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, 1 << 16) & ~1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  const least = Math.max(Math.min(LEAST_ZEROS, length / 4), length / 40);
  // A few letters end in a zero byte themselves: 一 is U+4E00.
  if (odd >= least && 4 * even < odd) return "utf-16le";
  return even >= least && 4 * odd < even ? "utf-16be" : null;
}

/** Whether the bytes hold control characters that no text has. */
function hasControls(bytes: Uint8Array): boolean {
  let found = 0;
  let zeros = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === 0) {
      if (++zeros > bytes.length * MOST_ZERO_SHARE) return true;
    } else if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 0x1a && byte !== 0x1e) found++;
  }
  return found > bytes.length / 1000;
}

interface Utf8Count {
  /** Valid characters of two bytes and more. */
  readonly characters: number;
  readonly broken: number;
  /** Bytes of the longest character. */
  readonly longest: number;
}

/** A character cut off at the end is not counted as broken. */
function countUtf8(bytes: Uint8Array): Utf8Count {
  let [characters, broken, longest] = [0, 0, 0];
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at++] as number;
    if (lead < 0x80) continue;
    const more =
      lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
    let seen = 0;
    while (seen < more && ((bytes[at + seen] ?? 0) & 0xc0) === 0x80) seen++;
    if (more > 0 && seen === more) {
      characters++;
      if (more >= longest) longest = more + 1;
      at += more;
    } else if (more === 0 || at + seen < bytes.length) broken++;
    else at += seen;
  }
  return { characters, broken, longest };
}

interface DoubleByteCount {
  readonly characters: number;
  readonly common: number;
  readonly broken: number;
}

function shareOf({ common, characters }: DoubleByteCount): number {
  return characters === 0 ? 0 : common / characters;
}

function countDoubleBytes(bytes: Uint8Array, isCommon: (lead: number, trail: number) => boolean): DoubleByteCount {
  let [characters, common, broken] = [0, 0, 0];
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at++] as number;
    if (lead < 0x80) continue;
    if (at >= bytes.length) break;
    const trail = bytes[at] as number;
    if (lead === 0x80 || lead === 0xff || trail < 0x40 || trail === 0x7f || trail === 0xff) {
      if (lead > 0x80 && lead < 0xff && isFourBytes(bytes, at)) {
        characters++;
        at += 3;
      } else broken++;
      continue;
    }
    at++;
    characters++;
    if (isCommon(lead, trail)) common++;
  }
  return { characters, common, broken };
}

/** The rest of a GB18030 character of four bytes. */
function isFourBytes(bytes: Uint8Array, at: number): boolean {
  const [second, third, fourth] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
  return isDigit(second) && third > 0x80 && third < 0xff && isDigit(fourth);
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** GB 2312: signs, full-width letters and the 3,755 characters of the first level. */
function isCommonGb(lead: number, trail: number): boolean {
  return trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3));
}

/** Big5: signs and the 5,401 characters of the first level. */
function isCommonBig5(lead: number, trail: number): boolean {
  return lead >= 0xa1 && lead <= 0xc6 && (trail >= 0xa1 || trail <= 0x7e);
}
