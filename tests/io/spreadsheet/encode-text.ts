/** Text in encodings that the platform only decodes. */

/** Text in Big5, by turning the decoder's table round. */
export function encodeBig5(text: string): Uint8Array {
  const decoder = new TextDecoder("big5");
  const pairs = new Map<string, readonly [number, number]>();
  for (let lead = 0xa1; lead < 0xfa; lead++)
    for (let trail = 0x40; trail < 0xff; trail++) {
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if (letter.length === 1 && !pairs.has(letter)) pairs.set(letter, [lead, trail]);
    }
  const bytes = [...text].flatMap((letter) => {
    const pair = letter.charCodeAt(0) < 0x80 ? [letter.charCodeAt(0)] : pairs.get(letter);
    if (!pair) throw new Error(`${letter} is not in Big5`);
    return pair;
  });
  return Uint8Array.from(bytes);
}

/** Text in UTF-16, little end first, without a mark. */
export function encodeUtf16(text: string): Uint8Array {
  return new Uint8Array(Uint16Array.from(text, (letter) => letter.charCodeAt(0)).buffer);
}
