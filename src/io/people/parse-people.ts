/** A number as tables of people write it: full-width digits, thousands set apart, 人 behind it; NaN for anything else. */
export function parsePeople(text: string): number {
  const plain = text.normalize("NFKC").replace(/\s/g, "").replace(/人$/, "");
  const isNumber = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(plain);
  return isNumber && /\d/.test(plain) ? Number(plain.replaceAll(",", "")) : Number.NaN;
}
