/**
 * Proves the best p-median answer: branch and bound over the sites, with the Lagrangian bound in every node
 * (Beasley 1985, "A note on solving large p-median problems"; Christofides and Beasley 1982). The part with the
 * lowest bound is divided first, so the bound of the whole rises as long as the search goes on.
 */

import { NumberSeries } from "../number-series.ts";
import { BRANCH_EFFORT, ROOT_EFFORT } from "./p-median-dual.ts";
import { dropClosedSites, type MedianInstance } from "./p-median-instance.ts";
import { MedianState } from "./p-median-interchange.ts";
import { kickSites } from "./p-median-kicks.ts";
import {
  boundNode,
  copyNode,
  cutAt,
  decideByLimits,
  type Incumbent,
  type MedianNode,
  type MedianValuer,
} from "./p-median-node.ts";

export interface TreeProgress {
  readonly bound: number;
  readonly stage: "bounding" | "proving";
  readonly nodes: number;
}

export interface TreeLimits {
  readonly isOver: () => boolean;
  /** Nodes after which the search gives up. */
  readonly mostNodes: number;
  /** The relative gap at which it stops. */
  readonly gap: number;
  /** Goes deep first, to meet an answer soon: where any answer at all is the end of the search. */
  readonly isDeep?: boolean;
  /** Asked once, where the first parts did not settle the question: betters the incumbent, and says whether nothing better is left. Pauses while it works. */
  readonly decide?: (instance: MedianInstance, root: MedianNode) => Generator<void, boolean>;
}

/** Pairs are dropped where at least this share of them belongs to decided sites. */
const WORTH_DROPPING = 0.2;
/** Prices kept for open parts, as numbers (8 bytes each); beyond that the search goes deep instead of wide. */
const MOST_PRICES = 16e6;
const NODES_A_STEP = 8;
/** With more pairs the first steps are few where prices are good from the start. */
const PAIRS_LOOKED_AT_FAST = 200_000;
const FIRST_ITERATIONS = 25;
const ROOT_KICKS = 100;
const KICKS_A_STEP = 4;
/** Parts looked at before somebody else is asked to decide. */
const NODES_BEFORE_ASKED = 400;

/**
 * @param incumbent is bettered in place.
 * @param status sites decided from the start: 1 open, −1 closed.
 * @returns the proven bound: the incumbent's cost where nothing better exists.
 */
export function* searchTree(
  valuer: MedianValuer,
  whole: MedianInstance,
  incumbent: Incumbent,
  status: Int8Array,
  limits: TreeLimits,
): Generator<TreeProgress, number> {
  const { isOver } = limits;
  const root: MedianNode = {
    status,
    search: {
      bound: -Infinity,
      prices: valuer.startPrices?.(whole, incumbent) ?? guessPrices(whole, incumbent),
      budgetPrice: 0,
      shares: new Float64Array(whole.siteCount),
    },
  };
  let instance = whole;
  // Good prices close most sites after a few steps: what is left is looked at faster.
  const isShort = valuer.startPrices !== undefined && whole.sites.length > PAIRS_LOOKED_AT_FAST;
  let effort = isShort ? { ...ROOT_EFFORT, iterations: FIRST_ITERATIONS, firstStep: 0.3, polished: 1 } : ROOT_EFFORT;
  let proven = -Infinity;
  const series = new NumberSeries();
  for (let turn = 0; ; turn++) {
    const rounds = boundNode(valuer, valuer.createDual(instance), root, effort, incumbent, isOver);
    let round = rounds.next();
    for (; !round.done; round = rounds.next())
      yield { bound: Math.max(proven, root.search.bound), stage: "bounding", nodes: 0 };
    const isAlive = round.value;
    if (!isAlive) return incumbent.cost;
    proven = Math.max(proven, root.search.bound);
    yield { bound: proven, stage: "bounding", nodes: 0 };
    if (isOver() || isNear(proven, incumbent, limits)) return proven;
    const isBettered = kickSites(
      valuer,
      instance,
      root.status,
      root.search.shares,
      incumbent,
      series,
      valuer.countKicks?.(instance, ROOT_KICKS) ?? ROOT_KICKS,
      isOver,
    );
    const smaller = dropClosedSites(instance, root.status);
    const isFirst = isShort && turn === 0;
    if (!isFirst && !isBettered && smaller.sites.length >= (1 - WORTH_DROPPING) * instance.sites.length) break;
    instance = smaller;
    effort = { ...ROOT_EFFORT, iterations: 600, firstStep: 0.3, polished: isShort ? 3 : ROOT_EFFORT.polished };
  }

  const dual = valuer.createDual(instance);
  const kept = copyNode(root);
  let { decide } = limits;
  const open: MedianNode[] = [root];
  let nodes = 0;
  while (open.length > 0) {
    const isWide = !limits.isDeep && open.length * (instance.demandCount + 2 * instance.siteCount) < MOST_PRICES;
    const at = isWide ? findLowest(open) : open.length - 1;
    const node = open[at] as MedianNode;
    const lowest = Math.max(proven, isWide ? node.search.bound : findBound(open));
    if (node.search.bound > cutAt(incumbent, instance)) {
      open.splice(at, 1);
      continue;
    }
    if (isOver() || nodes >= limits.mostNodes || isNear(lowest, incumbent, limits))
      return Math.min(lowest, incumbent.cost);
    if (decide && nodes >= NODES_BEFORE_ASKED) {
      const asked = decide(instance, kept);
      decide = undefined;
      let turn = asked.next();
      for (; !turn.done; turn = asked.next())
        yield { bound: Math.min(lowest, incumbent.cost), stage: "proving", nodes };
      if (turn.value) return incumbent.cost;
      continue;
    }
    open.splice(at, 1);
    const { bound } = node.search;
    for (const child of divideNode(node)) {
      nodes++;
      if (!decideByLimits(instance, child.status)) continue;
      if (child.status.includes(0)) {
        const rounds = boundNode(valuer, dual, child, BRANCH_EFFORT, incumbent, isOver);
        let round = rounds.next();
        for (; !round.done; round = rounds.next())
          yield { bound: Math.min(lowest, incumbent.cost), stage: "proving", nodes };
        if (!round.value) continue;
        child.search.bound = Math.max(bound, child.search.bound);
      }
      if (child.status.includes(0)) open.push(child);
      else offerLeaf(valuer, instance, child.status, incumbent);
    }
    if (nodes % NODES_A_STEP === 0)
      kickSites(
        valuer,
        instance,
        status,
        node.search.shares,
        incumbent,
        series,
        valuer.countKicks?.(instance, KICKS_A_STEP) ?? KICKS_A_STEP,
        isOver,
      );
    if (nodes % NODES_A_STEP === 0) yield { bound: Math.min(lowest, incumbent.cost), stage: "proving", nodes };
  }
  return incumbent.cost;
}

function isNear(bound: number, { cost, sites }: Incumbent, { gap }: TreeLimits): boolean {
  return gap > 0 && sites !== null && cost - bound <= gap * Math.abs(cost);
}

function findLowest(open: readonly MedianNode[]): number {
  let lowest = 0;
  for (let at = 1; at < open.length; at++)
    if ((open[at] as MedianNode).search.bound < (open[lowest] as MedianNode).search.bound) lowest = at;
  return lowest;
}

function findBound(open: readonly MedianNode[]): number {
  return open.reduce((bound, { search }) => Math.min(bound, search.bound), Infinity);
}

/** The free site that was taken nearest to half the time is tried both ways. */
function divideNode(node: MedianNode): MedianNode[] {
  const { status, search } = node;
  let chosen = -1;
  let best = -1;
  for (let site = 0; site < status.length; site++) {
    if (status[site] !== 0) continue;
    const share = search.shares[site] as number;
    const value = Math.min(share, 1 - share);
    if (value > best) [chosen, best] = [site, value];
  }
  if (chosen < 0) return [node];
  const other = copyNode(node);
  node.status[chosen] = 1;
  other.status[chosen] = -1;
  // The last is looked at first where the search goes deep.
  return [other, node];
}

function offerLeaf(valuer: MedianValuer, instance: MedianInstance, status: Int8Array, incumbent: Incumbent): void {
  const sites: number[] = [];
  for (let site = 0; site < status.length; site++) if (status[site] === 1) sites.push(site);
  const cost = valuer.measure(instance, sites);
  if (cost < incumbent.cost) {
    incumbent.cost = cost;
    incumbent.sites = Int32Array.from(sites);
  }
}

/** A demand's first price: half way between its cheapest and second cheapest site in the answer. */
function guessPrices(instance: MedianInstance, { sites }: Incumbent): Float64Array {
  const { demandCount, starts, costs, unserved } = instance;
  const prices = new Float64Array(demandCount);
  if (sites === null) {
    for (let demand = 0; demand < demandCount; demand++) {
      const start = starts[demand] as number;
      const end = starts[demand + 1] as number;
      const most = unserved[demand] as number;
      prices[demand] = end > start ? Math.min(most, costs[(start + end) >> 1] as number) : most;
    }
    return prices;
  }
  const { first, second } = new MedianState(instance, sites);
  for (let demand = 0; demand < demandCount; demand++) {
    const [near, next] = [first[demand] as number, second[demand] as number];
    const cost = near < 0 ? (unserved[demand] as number) : (costs[near] as number);
    prices[demand] = next < 0 ? cost : (cost + (costs[next] as number)) / 2;
  }
  return prices;
}
