/** Figures of the legend and the scale bar. */
import { formatCount } from "../../core/model/format-number.ts";

function perCent(share: number): string {
  return String(Number((share * 100).toFixed(1)));
}

/** A threshold in per cent, without decimals where it is whole. */
export function formatThreshold(share: number): string {
  return `${perCent(share)}%`;
}

/** Ends of a class in per cent, without decimals where both are whole. */
export function formatRangeEnds(from: number, to: number): [from: string, to: string] {
  return [perCent(from), `${perCent(to)}%`];
}

/** Ends of a class of amounts: thin-space thousands, decimals where the amounts are small. */
export function formatAmountEnds(from: number, to: number): [from: string, to: string] {
  const digits = to >= 20 ? 0 : to >= 2 ? 1 : 2;
  const format = (value: number): string =>
    value >= 1000 ? formatCount(value) : String(Number(value.toFixed(value >= 20 ? 0 : digits)));
  return [format(from), format(to)];
}

/** A difference of shares in percentage points, with its sign. */
export function formatSignedPoints(difference: number): string {
  const points = Number((difference * 100).toFixed(1));
  return points < 0 ? `−${-points}` : points > 0 ? `+${points}` : "0";
}

export interface ScaleBar {
  readonly metres: number;
  readonly pixels: number;
  /** n of 1:n, to three figures. */
  readonly denominator: number;
}

/** CSS reference pixel. */
const METRES_PER_SCREEN_PIXEL = 0.0254 / 96;

/** The longest bar of 1, 2 or 5 × 10ⁿ metres that fits, and the scale as a number. */
export function scaleBar(metresPerPixel: number, widestPixels: number): ScaleBar {
  const longest = metresPerPixel * widestPixels;
  const power = 10 ** Math.floor(Math.log10(longest));
  const metres = [5, 2, 1].map((step) => step * power).find((length) => length <= longest) ?? power;
  const denominator = metresPerPixel / METRES_PER_SCREEN_PIXEL;
  const rounding = 10 ** Math.max(0, Math.floor(Math.log10(denominator)) - 2);
  return { metres, pixels: metres / metresPerPixel, denominator: Math.round(denominator / rounding) * rounding };
}
