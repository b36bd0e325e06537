/**
 * Places for everybody from so many sites and no more: the site that serves most of those who wait is opened, the one that can
 * best be spared is closed, and neither goes back for a while (tabu search; Glover 1989), until nobody waits.
 */
import type { PlaceSearch } from "./place-search.ts";

/** Exchanges for which a site stays as it was put, and how much longer by turns. */
const TENURE = 5;
const TURNS = 7;

/**
 * Pauses after each exchange. The best choice stands at the end.
 * @param patience exchanges in a row that may bring nothing.
 * @returns whether everybody has a place.
 */
export function* swapUntilSeated(search: PlaceSearch, patience: number): Generator<void, boolean> {
  const { flow, isFixed } = search;
  const heldUntil = new Int32Array(isFixed.length);
  let kept = search.listNew();
  let fewest = flow.sumLeft();
  let sinceBetter = 0;
  for (let round = 1; sinceBetter < patience && !flow.isComplete; round++) {
    const open = search.listNew();
    const into = yield* findMostWanted(search, open, (site) => (heldUntil[site] as number) >= round);
    if (into < 0) break;
    flow.open(into);
    heldUntil[into] = round + TENURE + (round % TURNS);
    if (open.length >= search.limits.most) {
      const out = yield* findMostSpared(search, (site) => (heldUntil[site] as number) >= round);
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

/** The closed site that lets most people have a place, −1 where none lets anybody. */
function* findMostWanted(
  search: PlaceSearch,
  open: readonly number[],
  isHeld: (site: number) => boolean,
): Generator<void, number> {
  const { flow } = search;
  const isShort = flow.markShort();
  const free = { ...search.sumSpent(open), count: -1 };
  const wanted: { readonly site: number; readonly most: number }[] = [];
  for (let site = 0; site < search.isFixed.length; site++) {
    if (isHeld(site) || !search.mayOpen(site, free)) continue;
    const most = search.boundGain(site, isShort);
    if (most > flow.least) wanted.push({ site, most });
  }
  wanted.sort((a, b) => b.most - a.most || a.site - b.site);
  let [best, gain] = [-1, flow.least];
  for (const { site, most } of wanted) {
    if (most <= gain) break;
    const gained = search.weigh(site);
    if (gained > gain) [best, gain] = [site, gained];
    yield;
  }
  return best;
}

/** The open site, none of the fixed ones, without which fewest people lose their place. */
function* findMostSpared(search: PlaceSearch, isHeld: (site: number) => boolean): Generator<void, number> {
  const { flow } = search;
  const losses = flow.boundLosses();
  const sites = search.listNew().filter((site) => !isHeld(site));
  sites.sort((a, b) => (losses[a] as number) - (losses[b] as number) || a - b);
  let [best, least] = [-1, Infinity];
  for (const site of sites) {
    if ((losses[site] as number) >= least) break;
    const mark = flow.begin();
    const lost = flow.close(site, least);
    flow.undo(mark);
    flow.keep();
    if (lost < least) [best, least] = [site, lost];
    yield;
  }
  return best;
}
