/**
 * Texts out of bytes of UTF-8, short ones remembered: names, keys and values of XML repeat by the million, and one text for all of
 * them is neither made nor kept twice. The memory is a fixed table; a newer text takes the place of an older one.
 */

const SLOTS = 1 << 13;
/** Longer texts seldom repeat. */
const LONGEST = 32;
const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

export class TextPool {
  private readonly texts: string[] = new Array(SLOTS).fill("");
  private readonly lengths = new Uint8Array(SLOTS);
  private readonly kept = new Uint8Array(SLOTS * LONGEST);

  /** The text of the bytes from `start` up to `end`; it does not keep them. */
  read(bytes: Uint8Array, start: number, end: number): string {
    const length = end - start;
    if (length > LONGEST) return DECODER.decode(bytes.subarray(start, end));
    if (length <= 0) return "";
    let hash = length;
    let letters = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      hash = Math.imul(hash ^ byte, 0x01000193);
      letters |= byte;
    }
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const first = slot * LONGEST;
    const { kept, lengths, texts } = this;
    if (lengths[slot] === length) {
      let same = 0;
      while (same < length && kept[first + same] === bytes[start + same]) same++;
      if (same === length) return texts[slot] as string;
    }
    const span = bytes.subarray(start, end);
    const text = letters < 128 ? String.fromCharCode.apply(null, span as unknown as number[]) : DECODER.decode(span);
    kept.set(span, first);
    lengths[slot] = length;
    texts[slot] = text;
    return text;
  }
}
