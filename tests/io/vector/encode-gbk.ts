/** Text in GBK, which the platform only decodes: by turning its table round. */
const CODES = new Map<string, readonly [number, number]>();

function fillCodes(): void {
  const decoder = new TextDecoder("gbk");
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if ([...letter].length === 1 && !CODES.has(letter)) CODES.set(letter, [lead, trail]);
    }
  }
}

export function encodeGbk(text: string): Uint8Array {
  if (CODES.size === 0) fillCodes();
  return Uint8Array.from(
    [...text].flatMap((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      if (code < 0x80) return [code];
      const pair = CODES.get(letter);
      if (!pair) throw new Error(`${letter} is not in GBK`);
      return pair;
    }),
  );
}
