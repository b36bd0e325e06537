/**
 * Places for everybody from so many sites and no more: the site that serves most of those who wait is opened, the one that can
 * best be spared is closed, and neither goes back for a while (tabu search; Glover 1989), until nobody waits.
 */
import type { Effort, PlaceSearch } from "./place-search.ts";

/** Exchanges for which a site stays as it was put, and how much longer by turns. */
const TENURE = 5;
const TURNS = 7;

/**
 * Pauses after each exchange. The best choice stands at the end.
 * @param patience exchanges in a row that may bring nothing.
 * @returns whether everybody has a place.
 */
export function* swapUntilSeated(search: PlaceSearch, patience: number, effort: Effort): Generator<void, boolean> {
  const { flow, isFixed } = search;
  const heldUntil = new Int32Array(isFixed.length);
  let kept = search.listNew();
  let fewest = flow.sumLeft();
  let sinceBetter = 0;
  for (let round = 1; sinceBetter < patience && !flow.isComplete; round++) {
    const open = search.listNew();
    // One more than allowed, until one is closed.
    const spent = { ...search.sumSpent(open), count: -1 };
    const mayTake = (site: number): boolean => (heldUntil[site] as number) < round && search.mayOpen(site, spent);
    const into = yield* search.findWanted(mayTake, effort);
    if (into < 0) break;
    flow.open(into, effort.mostMoves);
    if (effort.mostMoves < Infinity) yield* flow.settle();
    heldUntil[into] = round + TENURE + (round % TURNS);
    if (open.length >= search.limits.most) {
      const out = yield* search.findSpared((site) => (heldUntil[site] as number) >= round);
      if (out < 0) break;
      flow.close(out);
      heldUntil[out] = round + TENURE + ((round + 3) % TURNS);
    }
    const waiting = flow.sumLeft();
    sinceBetter++;
    if (waiting < fewest - flow.least && search.listNew().length <= search.limits.most) {
      fewest = waiting;
      kept = search.listNew();
      sinceBetter = 0;
    }
    yield;
  }
  if (!flow.isComplete || search.listNew().length > search.limits.most) search.reset(kept);
  return flow.isComplete && search.listNew().length <= search.limits.most;
}
