/**
 * A covering question without capacities, made small: demand points that the same sites can cover are one
 * class (people added), sites that stand already are taken out together with whom they cover. Classes
 * stand in the order of their sites, so the order of the demand points changes nothing.
 * Cost: one pass over the pairs and a sort of the classes.
 */
import type { CostRows } from "../../access/cost-rows.ts";
import { CompensatedSums } from "../../compensated-sum.ts";

/** Classes by the sites that can cover them; sites are numbered anew, ascending by their number in the problem. */
export interface CoverModel {
  /** Number in the problem of each site that may be opened. */
  readonly siteOf: Int32Array;
  readonly classCount: number;
  /** People of each class. */
  readonly weights: Float64Array;
  /** Open sites that a class still needs to be covered, ≥ 1. */
  readonly needs: Int32Array;
  /** By class: its sites, ascending. */
  readonly rowStarts: Int32Array;
  readonly rowSites: Int32Array;
  /** By site: its classes, ascending. */
  readonly columnStarts: Int32Array;
  readonly columnClasses: Int32Array;
  /** People who are covered whatever is opened. */
  readonly basePeople: number;
}

/** Sites by class in compressed rows, as they come. */
export interface RawClasses {
  readonly count: number;
  readonly weights: ArrayLike<number>;
  readonly needs: ArrayLike<number>;
  readonly starts: ArrayLike<number>;
  readonly sites: Int32Array;
}

/**
 * The demand points with people, with the sites that cover them within the cutoff.
 * @param atMostReached needs are lowered to the number of sites that a point can have at all (set cover), so that it asks for what there is.
 */
export function listCoverRows(
  rows: CostRows,
  people: Float64Array,
  cutoff: number,
  timesCovered: number,
  atMostReached: boolean,
): RawClasses {
  const starts: number[] = [0];
  const weights: number[] = [];
  const needs: number[] = [];
  const sites = new Int32Array(rows.costs.length);
  let at = 0;
  for (let demand = 0; demand < rows.demandCount; demand++) {
    const count = people[demand] as number;
    if (!(count > 0)) continue;
    const first = at;
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++)
      if ((rows.costs[pair] as number) <= cutoff) sites[at++] = rows.siteIndexes[pair] as number;
    const reached = at - first;
    if (reached === 0 || (reached < timesCovered && !atMostReached)) {
      at = first;
      continue;
    }
    starts.push(at);
    weights.push(count);
    needs.push(Math.min(timesCovered, reached));
  }
  return { count: weights.length, weights, needs, starts, sites: sites.subarray(0, at) };
}

/** Lays classes out: equal ones merged, ordered by their sites; `siteOf` gives the sites their numbers in the problem. */
export function buildCoverModel(raw: RawClasses, siteOf: Int32Array, basePeople: number): CoverModel {
  const merged = mergeEqual(raw);
  const order = Array.from({ length: merged.count }, (_, index) => index).sort((a, b) => merged.compare(a, b));
  const classCount = order.length;
  const weights = new Float64Array(classCount);
  const needs = new Int32Array(classCount);
  const rowStarts = new Int32Array(classCount + 1);
  order.forEach((from, index) => {
    weights[index] = merged.weights[from] as number;
    needs[index] = merged.needs[from] as number;
    rowStarts[index + 1] =
      (rowStarts[index] as number) + (merged.ends[from] as number) - (merged.starts[from] as number);
  });
  const rowSites = new Int32Array(rowStarts[classCount] as number);
  order.forEach((from, index) => {
    rowSites.set(raw.sites.subarray(merged.starts[from], merged.ends[from]), rowStarts[index]);
  });
  const { columnStarts, columnClasses } = turnRows(rowStarts, rowSites, siteOf.length);
  return { siteOf, classCount, weights, needs, rowStarts, rowSites, columnStarts, columnClasses, basePeople };
}

/** The same rows seen from the sites. */
function turnRows(
  rowStarts: Int32Array,
  rowSites: Int32Array,
  siteCount: number,
): { readonly columnStarts: Int32Array; readonly columnClasses: Int32Array } {
  const columnStarts = new Int32Array(siteCount + 1);
  for (const site of rowSites) columnStarts[site + 1]!++;
  for (let site = 0; site < siteCount; site++) columnStarts[site + 1]! += columnStarts[site] as number;
  const next = columnStarts.slice();
  const columnClasses = new Int32Array(rowSites.length);
  for (let row = 0; row + 1 < rowStarts.length; row++) {
    const end = rowStarts[row + 1] as number;
    for (let at = rowStarts[row] as number; at < end; at++) columnClasses[next[rowSites[at] as number]!++] = row;
  }
  return { columnStarts, columnClasses };
}

interface MergedClasses {
  readonly count: number;
  readonly weights: Float64Array;
  readonly needs: number[];
  readonly starts: number[];
  readonly ends: number[];
  /** Order of two classes: by their sites, then by need. */
  readonly compare: (a: number, b: number) => number;
}

function mergeEqual({ count, weights, needs, starts, sites }: RawClasses): MergedClasses {
  const size = 1 << Math.max(4, Math.ceil(Math.log2(2 * count + 1)));
  const table = new Int32Array(size).fill(-1);
  const sums = new CompensatedSums(count);
  const mergedStarts: number[] = [];
  const mergedEnds: number[] = [];
  const mergedNeeds: number[] = [];
  const compare = (a: number, b: number): number => {
    let [p, q] = [mergedStarts[a] as number, mergedStarts[b] as number];
    const [pEnd, qEnd] = [mergedEnds[a] as number, mergedEnds[b] as number];
    for (; p < pEnd && q < qEnd; p++, q++) {
      const apart = (sites[p] as number) - (sites[q] as number);
      if (apart !== 0) return apart;
    }
    return pEnd - p - (qEnd - q) || (mergedNeeds[a] as number) - (mergedNeeds[b] as number);
  };
  for (let index = 0; index < count; index++) {
    const first = starts[index] as number;
    const end = starts[index + 1] as number;
    const next = mergedStarts.length;
    mergedStarts.push(first);
    mergedEnds.push(end);
    mergedNeeds.push(needs[index] as number);
    let hash = needs[index] as number;
    for (let at = first; at < end; at++) hash = Math.imul(hash ^ (sites[at] as number), 0x9e3779b1) ^ (hash >>> 15);
    let slot = (hash ^ (hash >>> 13)) & (size - 1);
    while ((table[slot] as number) >= 0 && compare(table[slot] as number, next) !== 0) slot = (slot + 1) & (size - 1);
    if (table[slot] === -1) table[slot] = next;
    else {
      mergedStarts.pop();
      mergedEnds.pop();
      mergedNeeds.pop();
    }
    sums.add(table[slot] as number, weights[index] as number);
  }
  const merged = sums.values().subarray(0, mergedStarts.length);
  return {
    count: mergedStarts.length,
    weights: merged,
    needs: mergedNeeds,
    starts: mergedStarts,
    ends: mergedEnds,
    compare,
  };
}

/**
 * The model after some sites were opened and others closed for good: neither can be chosen any more. Classes
 * that are covered count among `basePeople`; classes that can no longer be covered are left out.
 * @returns the smaller model, and the people of the classes that were left out uncovered.
 */
export function restrictModel(
  model: CoverModel,
  isOpened: Uint8Array,
  isClosed: Uint8Array,
): { readonly model: CoverModel; readonly lostPeople: number } {
  const { siteOf, classCount, weights, needs, rowStarts, rowSites } = model;
  const renumbered = new Int32Array(siteOf.length).fill(-1);
  const keptSites: number[] = [];
  for (let site = 0; site < siteOf.length; site++) {
    if (isOpened[site] === 1 || isClosed[site] === 1) continue;
    renumbered[site] = keptSites.length;
    keptSites.push(siteOf[site] as number);
  }
  const sums = new CompensatedSums(2);
  sums.add(0, model.basePeople);
  const starts: number[] = [0];
  const keptWeights: number[] = [];
  const keptNeeds: number[] = [];
  const sites = new Int32Array(rowSites.length);
  let end = 0;
  for (let index = 0; index < classCount; index++) {
    const first = end;
    let need = needs[index] as number;
    for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++) {
      const site = rowSites[at] as number;
      if (isOpened[site] === 1) need--;
      else if (isClosed[site] !== 1) sites[end++] = renumbered[site] as number;
    }
    if (need <= 0 || end - first < need) {
      sums.add(need <= 0 ? 0 : 1, weights[index] as number);
      end = first;
      continue;
    }
    starts.push(end);
    keptWeights.push(weights[index] as number);
    keptNeeds.push(need);
  }
  const raw = {
    count: keptWeights.length,
    weights: keptWeights,
    needs: keptNeeds,
    starts,
    sites: sites.subarray(0, end),
  };
  return { model: buildCoverModel(raw, Int32Array.from(keptSites), sums.value(0)), lostPeople: sums.value(1) };
}
