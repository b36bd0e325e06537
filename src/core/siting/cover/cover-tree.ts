/**
 * Closes on a maximal cover by branch and bound. Where sites overlap much, to forbid one changes nothing: its neighbours
 * stand in for it. So parts are divided by how many sites of a neighbourhood are open (at most k, or at least k + 1), which
 * moves the bounds of both (branching on general disjunctions; Karamanov & Cornuéjols 2011); which neighbourhood is tried out
 * (strong branching; Applegate & others 1995). The part with the highest bound is divided first.
 */
import type { CoverModel } from "./cover-model.ts";
import { listNeighbours } from "./cover-neighbours.ts";
import { type CountRule, type CoverPart, decideByCounts, PartBounds, type PartEffort, splitPart } from "./cover-part.ts";

export interface CoverTreeLimits {
  readonly isOver: () => boolean;
  /** People of the best answer. */
  readonly known: () => number;
  /** Divided parts after which the search gives up. */
  readonly mostParts: number;
  /** Takes sites that may lead to a good answer. */
  readonly offer: (sites: readonly number[]) => void;
}

const ROOT_EFFORT: PartEffort = { steps: 1500, firstLength: 0.03, lastLength: 0.0003 };
const BRANCH_EFFORT: PartEffort = { steps: 100, firstLength: 0.004, lastLength: 0.0003 };
const TRIAL_EFFORT: PartEffort = { steps: 25, firstLength: 0.004, lastLength: 0.001 };
/** Neighbourhoods that are tried out for each part. */
const TRIALS = 8;
/** Counts beyond these say too little. */
const MOST_INSIDE = 4;
/** Rules after which single sites are decided, so that the search ends. */
const MOST_RULES = 40;
/** Prices kept for open parts, as numbers (8 bytes each); beyond that the search goes deep instead of wide. */
const MOST_PRICES = 12e6;
/** Gains below this share of all people are rounding. */
const LEAST_GAIN = 1e-9;

/**
 * @param openCount sites in every answer, no more than there are.
 * @param prices a set of prices to begin with, by class.
 * @returns the proven bound; yields it as it falls.
 */
export function* searchCoverTree(
  model: CoverModel,
  openCount: number,
  prices: Float64Array,
  { isOver, known, mostParts, offer }: CoverTreeLimits,
): Generator<number, number> {
  const count = model.siteOf.length;
  const bounds = new PartBounds(model, openCount);
  const cut = (): number => known() * (1 + LEAST_GAIN);
  const root: CoverPart = {
    status: new Int8Array(count),
    rules: [],
    prices: prices.slice(),
    rulePrices: new Float64Array(0),
    shares: new Float64Array(count),
    bound: Infinity,
  };
  if (!bounds.lower(root, ROOT_EFFORT, cut(), isOver)) return known();
  yield root.bound;
  const neighbours = listNeighbours(model);
  const open: CoverPart[] = [root];
  for (let divided = 0; open.length > 0; divided++) {
    const isWide = open.length * (model.classCount + 2 * count) < MOST_PRICES;
    const at = isWide ? findHighest(open) : open.length - 1;
    const highest = isWide ? (open[at] as CoverPart).bound : (open[findHighest(open)] as CoverPart).bound;
    if (isOver() || divided >= mostParts) return Math.max(highest, known());
    yield Math.max(highest, known());
    const [part] = open.splice(at, 1) as [CoverPart];
    if (part.bound < cut()) continue;
    for (const child of dividePart(part, bounds, neighbours, cut(), isOver)) {
      if (!decideByCounts(child, openCount)) continue;
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

/** The sites that were wanted most. */
function listWanted({ status, shares }: CoverPart, openCount: number): number[] {
  const wish = (site: number): number => 2 * (status[site] as number) + (shares[site] as number);
  return Array.from(status.keys())
    .sort((a, b) => wish(b) - wish(a) || a - b)
    .slice(0, openCount);
}

/** Two parts that hold all answers of one. */
function dividePart(
  part: CoverPart,
  bounds: PartBounds,
  neighbours: readonly Int32Array[],
  cut: number,
  isOver: () => boolean,
): CoverPart[] {
  const rules = part.rules.length < MOST_RULES ? listRules(part, neighbours) : [];
  let best: CoverPart[] | null = null;
  let most = -Infinity;
  for (const rule of rules) {
    if (isOver()) break;
    const pair = splitBy(part, rule);
    const falls = pair.map((child) =>
      bounds.lower(child, TRIAL_EFFORT, cut, isOver) ? part.bound - child.bound : part.bound - cut,
    );
    const score = Math.min(...falls) + 0.1 * Math.max(...falls);
    if (score <= most) continue;
    [best, most] = [pair, score];
  }
  if (best !== null && most > 0) return best;
  return splitBy(part, { sites: Int32Array.of(findUndecided(part)), count: 0, sense: 1 });
}

function splitBy(part: CoverPart, { sites, count }: CountRule): CoverPart[] {
  return [splitPart(part, { sites, count, sense: 1 }), splitPart(part, { sites, count: count + 1, sense: -1 })];
}

/** Neighbourhoods of which half a site more or less was wanted, each about another site. */
function listRules({ status, shares }: CoverPart, neighbours: readonly Int32Array[]): CountRule[] {
  const found: { readonly rule: CountRule; readonly apart: number; readonly centre: number }[] = [];
  neighbours.forEach((near, centre) => {
    if (status[centre] === -1) return;
    let sum = 0;
    let nearest: (typeof found)[number] | null = null;
    for (let size = 1; size <= near.length && sum < MOST_INSIDE; size++) {
      sum += shares[near[size - 1] as number] as number;
      const count = Math.floor(sum);
      const apart = Math.abs(sum - count - 0.5) + PREFERENCE * Math.abs(count - 1);
      if (nearest === null || apart < nearest.apart)
        nearest = { rule: { sites: near.slice(0, size), count, sense: 1 }, apart, centre };
    }
    if (nearest !== null) found.push(nearest);
  });
  found.sort((a, b) => a.apart - b.apart || a.centre - b.centre);
  const taken: typeof found = [];
  const isNear = new Set<number>();
  for (const each of found) {
    if (taken.length === TRIALS) break;
    if (isNear.has(each.centre)) continue;
    taken.push(each);
    for (const site of (neighbours[each.centre] as Int32Array).subarray(0, NEAR)) isNear.add(site);
  }
  return taken.map(({ rule }) => rule);
}

/** Neighbourhoods with one site or two are told from others best. */
const PREFERENCE = 0.1;
/** Neighbours of a site that are not tried out as well. */
const NEAR = 10;

/** The free site that was wanted nearest to half the time. */
function findUndecided({ status, shares }: CoverPart): number {
  let [chosen, best] = [-1, -1];
  for (let site = 0; site < status.length; site++) {
    if (status[site] !== 0) continue;
    const share = shares[site] as number;
    const value = Math.min(share, 1 - share);
    if (value > best) [chosen, best] = [site, value];
  }
  return chosen;
}
