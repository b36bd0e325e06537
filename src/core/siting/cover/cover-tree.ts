/**
 * Closes on a maximal cover by branch and bound over the sites, with the Lagrangian bound in every part (as Beasley 1985
 * does for the p-median). The part with the highest bound is divided first, so the bound of the whole falls as long as the
 * search goes on.
 */
import type { CoverModel } from "./cover-model.ts";
import { type CoverPart, copyPart, PartBounds, type PartEffort } from "./cover-part.ts";
import { createLeastGain } from "./least-gain.ts";

export interface CoverTreeLimits {
  readonly isOver: () => boolean;
  /** People of the best answer. */
  readonly known: () => number;
  /** Whether a bound is low enough. */
  readonly isNear: (bound: number) => boolean;
  /** The prices given are near the best already. */
  readonly isSettled: boolean;
  /** Parts divided after which the search gives up. */
  readonly mostParts: number;
  /** Takes the sites that a part wants most. */
  readonly offer: (sites: readonly number[]) => void;
}

const ROOT_EFFORT: PartEffort = { steps: 1500, firstLength: 0.03, lastLength: 0.0003 };
const SETTLED_EFFORT: PartEffort = { steps: 200, firstLength: 0.005, lastLength: 0.0003 };
const BRANCH_EFFORT: PartEffort = { steps: 100, firstLength: 0.02, lastLength: 0.0003 };
/** Prices kept for open parts, as numbers (8 bytes each); beyond that the search goes deep instead of wide. */
const MOST_PRICES = 12e6;

/**
 * @param openCount sites in every answer, no more than there are.
 * @param prices a set of prices to begin with, by class.
 * @returns the proven bound; yields it as it falls. It is what is known where no answer covers more.
 */
export function* searchCoverTree(
  model: CoverModel,
  openCount: number,
  prices: Float64Array,
  { isOver, known, isNear, isSettled, mostParts, offer }: CoverTreeLimits,
): Generator<number, number> {
  const count = model.siteOf.length;
  const bounds = new PartBounds(model, openCount);
  const gain = createLeastGain(model);
  const cut = (): number => gain.better(known());
  const status = new Int8Array(count);
  const root: CoverPart = { status, prices: prices.slice(), shares: new Float64Array(count), bound: Infinity };
  if (!bounds.lower(root, isSettled ? SETTLED_EFFORT : ROOT_EFFORT, cut(), isOver)) return known();
  offer(listWanted(root, openCount));
  const open = [root];
  for (let divided = 0; open.length > 0; divided++) {
    const top = findHighest(open);
    const highest = Math.max((open[top] as CoverPart).bound, known());
    if (isOver() || divided >= mostParts || isNear(highest)) return highest;
    yield highest;
    const isWide = open.length * (model.classCount + 2 * count) < MOST_PRICES;
    const [part] = open.splice(isWide ? top : open.length - 1, 1) as [CoverPart];
    if (part.bound < cut()) continue;
    for (const child of dividePart(part)) {
      if (!bounds.lower(child, BRANCH_EFFORT, cut(), isOver)) continue;
      offer(listWanted(child, openCount));
      if (child.status.includes(0)) open.push(child);
    }
  }
  return known();
}

function findHighest(open: readonly CoverPart[]): number {
  let highest = 0;
  for (let at = 1; at < open.length; at++)
    if ((open[at] as CoverPart).bound > (open[highest] as CoverPart).bound) highest = at;
  return highest;
}

/** The sites that are open, and those that were wanted most. */
function listWanted({ status, shares }: CoverPart, openCount: number): number[] {
  const wish = (site: number): number => 2 * (status[site] as number) + (shares[site] as number);
  const order = Array.from(status.keys()).sort((a, b) => wish(b) - wish(a) || a - b);
  return order.slice(0, openCount);
}

/** The free site that was wanted nearest to half the time, shut and open. */
function dividePart(part: CoverPart): readonly CoverPart[] {
  const { status, shares } = part;
  let [chosen, best] = [-1, -1];
  for (let site = 0; site < status.length; site++) {
    if (status[site] !== 0) continue;
    const share = shares[site] as number;
    const value = Math.min(share, 1 - share);
    if (value > best) [chosen, best] = [site, value];
  }
  const other = copyPart(part);
  part.status[chosen] = -1;
  other.status[chosen] = 1;
  // The last is looked at first where the search goes deep.
  return [part, other];
}
