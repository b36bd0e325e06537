/** Numbers read straight from the bytes of a text, without making a text of them. */
import { parseDecimal } from "./parse-decimal.ts";

const POWERS = Array.from({ length: 23 }, (_, power) => 10 ** power);
const EXACT_DIGITS = 15;
const DECODER = new TextDecoder();

/**
 * The decimal number that the bytes (UTF-8) from `start` up to `end` are, correctly rounded; NaN where they are none. Fifteen digits and
 * powers of ten up to 22 are exact, so one multiplication or division rounds once (Clinger 1990); longer ones go through text.
 */
export function spanNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === 45;
  if (negative || bytes[at] === 43) at++;
  let mantissa = 0;
  let digits = 0;
  let places = 0;
  let seen = false;
  let point = false;
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= 48 && byte <= 57) {
      seen = true;
      if (digits > 0 || byte !== 48) digits++;
      mantissa = mantissa * 10 + (byte - 48);
      if (point) places++;
    } else if (byte === 46 && !point) point = true;
    else break;
  }
  if (at < end) return parseDecimal(DECODER.decode(bytes.subarray(start, end)));
  if (!seen) return Number.NaN;
  if (digits > EXACT_DIGITS || places > 22)
    return Number(String.fromCharCode.apply(null, bytes.subarray(start, end) as unknown as number[]));
  const value = mantissa / (POWERS[places] as number);
  return negative ? -value : value;
}
