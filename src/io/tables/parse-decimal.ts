/** A number as people write it: full-width digits, exponents; NaN for anything else. */
export function parseDecimal(text: string): number {
  const plain = text.normalize("NFKC").trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
}
