/** Where all people are whole, a better answer covers one more at least: bounds are whole too, and parts that promise less are shut. */
import type { CoverModel } from "./cover-model.ts";

export interface LeastGain {
  /** A bound that holds of whole people as well. */
  readonly lower: (bound: number) => number;
  /** No answer that covers more than `known` covers less than this. */
  readonly better: (known: number) => number;
}

/** Parts of whole people below this are rounding, as are gains below this share of people in parts. */
const WHOLE_ROOM = 1e-6;
const LEAST_SHARE = 1e-9;

export function createLeastGain({ weights, basePeople }: CoverModel): LeastGain {
  if (Number.isInteger(basePeople) && weights.every(Number.isInteger))
    return { lower: (bound) => Math.floor(bound + WHOLE_ROOM), better: (known) => known + 1 - WHOLE_ROOM };
  return { lower: (bound) => bound, better: (known) => known * (1 + LEAST_SHARE) };
}
