/**
 * Betters a covering answer that no single exchange betters: a few of its sites are thrown out for others that a better
 * answer may have, and the result is exchanged to a local optimum again (iterated local search; Lourenço, Martin and
 * Stützle 2003).
 */

import { NumberSeries } from "../number-series.ts";
import type { CoverState } from "./cover-search.ts";

const MOST_REPLACED = 6;
const MOST_ROUNDS = 12;

/**
 * Kicks until `patience` in a row brought nothing.
 * @param state where answers are tried; left as the last one.
 * @param start the model's sites of the best answer.
 * @param isOut sites that no better answer has.
 * @param offer takes an answer; true where it is the best so far.
 */
export function* kickCover(
  state: CoverState,
  start: readonly number[],
  isOut: Uint8Array,
  patience: number,
  offer: () => boolean,
): Generator<void> {
  const series = new NumberSeries();
  let kept = start;
  for (let waited = 0; waited < patience; waited++) {
    state.reset(kept);
    const into: number[] = [];
    for (let site = 0; site < isOut.length; site++) if (isOut[site] === 0 && state.isOpen[site] === 0) into.push(site);
    const out = [...kept];
    const replaced = Math.min(2 + series.below(MOST_REPLACED - 1), out.length);
    if (replaced === 0 || into.length === 0) return;
    for (let at = 0; at < replaced; at++) state.close(out.splice(series.below(out.length), 1)[0] as number);
    for (let at = 0; at < replaced && into.length > 0; at++) {
      const [site] = into.splice(series.below(into.length), 1) as [number];
      if (state.mayOpen(site)) state.open(site);
    }
    for (const _ of state.addGreedily(false)) yield;
    yield* state.exchange(MOST_ROUNDS);
    if (!offer()) continue;
    kept = state.list();
    waited = 0;
  }
}
