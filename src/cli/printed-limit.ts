/** A limit of `costs`: metres or seconds, judged by the numbers as printed, so that it is inclusive whatever the last bits are. */

/** Exactly one of the two is given. */
export interface PrintedLimit {
  readonly metres: number | null;
  readonly seconds: number | null;
}

export type WithinLimit = (metres: number) => boolean;

/** Half a thousandth decides on the printed number; the search goes a little beyond. */
const PRINTED_METRES = 0.001;

function toPrinted(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** How far to search, in level metres: a little beyond what is within. */
export function searchMetresOf({ metres, seconds }: PrintedLimit, metresPerSecond: number): number {
  return seconds === null ? (metres ?? 0) + PRINTED_METRES : (seconds + PRINTED_METRES) * metresPerSecond;
}

/** Whether a cost in level metres is within the limit. */
export function createWithin({ metres, seconds }: PrintedLimit, metresPerSecond: number): WithinLimit {
  if (seconds === null) return (cost) => toPrinted(cost) <= (metres ?? 0);
  return (cost) => toPrinted(cost / metresPerSecond) <= seconds;
}
