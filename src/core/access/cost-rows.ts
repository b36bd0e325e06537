/**
 * The sparse cost matrix on which access is measured: for each demand point the sites
 * that it has a cost to, in compressed rows. Pairs may come in any order; two counting
 * sorts put them in the order of the rows, so equal input gives equal bits. The unit of
 * a cost (seconds, metres, minutes) is the caller's; a cutoff has the same unit.
 */

/** Rows by demand point, sites ascending within a row, each pair once. */
export interface CostRows {
  readonly demandCount: number;
  readonly siteCount: number;
  /** Where each demand point's row begins; `demandCount + 1` offsets. */
  readonly rowStarts: Float64Array;
  readonly siteIndexes: Int32Array;
  /** Finite, ≥ 0. */
  readonly costs: Float64Array;
}

/** Pairs in any order; the first `count` entries of each array count. */
export interface CostPairs {
  readonly count: number;
  readonly demandIndexes: Int32Array;
  readonly siteIndexes: Int32Array;
  readonly costs: Float64Array;
}

/**
 * Lays pairs out in rows. Of equal pairs the lower cost is kept, as for the several entrances of one site;
 * `onDuplicate` hears of each repetition with the places of the pair's first and its further row in the input.
 */
export function buildCostRows(
  pairs: CostPairs,
  demandCount: number,
  siteCount: number,
  onDuplicate?: (first: number, again: number) => void,
): CostRows {
  const { count } = pairs;
  const demandIndexes = pairs.demandIndexes.subarray(0, count);
  const siteIndexes = pairs.siteIndexes.subarray(0, count);
  const costs = pairs.costs.subarray(0, count);
  const rowStarts = countStarts(demandIndexes, demandCount);
  if (isInOrder(demandIndexes, siteIndexes)) return { demandCount, siteCount, rowStarts, siteIndexes, costs };

  const bySite = isAscending(siteIndexes) ? null : orderBy(siteIndexes, siteCount, null);
  const order = orderBy(demandIndexes, demandCount, bySite);
  const sortedSites = new Int32Array(count);
  const sortedCosts = new Float64Array(count);
  let kept = 0;
  let lastDemand = -1;
  let lastSite = -1;
  let lastPair = -1;
  const keptStarts = new Float64Array(demandCount + 1);
  for (let i = 0; i < count; i++) {
    const pair = order[i] as number;
    const demand = demandIndexes[pair] as number;
    const site = siteIndexes[pair] as number;
    const cost = costs[pair] as number;
    if (demand === lastDemand && site === lastSite) {
      onDuplicate?.(lastPair, pair);
      if (cost < (sortedCosts[kept - 1] as number)) sortedCosts[kept - 1] = cost;
      continue;
    }
    sortedSites[kept] = site;
    sortedCosts[kept++] = cost;
    keptStarts[demand + 1]!++;
    lastDemand = demand;
    lastSite = site;
    lastPair = pair;
  }
  for (let demand = 0; demand < demandCount; demand++) keptStarts[demand + 1]! += keptStarts[demand] as number;
  return {
    demandCount,
    siteCount,
    rowStarts: keptStarts,
    siteIndexes: sortedSites.subarray(0, kept),
    costs: sortedCosts.subarray(0, kept),
  };
}

/** True where pairs already stand in strictly ascending order, so that there is nothing to sort or to merge. */
function isInOrder(demandIndexes: Int32Array, siteIndexes: Int32Array): boolean {
  for (let i = 1; i < demandIndexes.length; i++) {
    const step = (demandIndexes[i] as number) - (demandIndexes[i - 1] as number);
    if (step < 0 || (step === 0 && (siteIndexes[i] as number) <= (siteIndexes[i - 1] as number))) return false;
  }
  return true;
}

function isAscending(keys: Int32Array): boolean {
  for (let i = 1; i < keys.length; i++) if ((keys[i] as number) < (keys[i - 1] as number)) return false;
  return true;
}

function countStarts(keys: Int32Array, keyCount: number): Float64Array {
  const starts = new Float64Array(keyCount + 1);
  for (let i = 0; i < keys.length; i++) starts[(keys[i] as number) + 1]!++;
  for (let key = 0; key < keyCount; key++) starts[key + 1]! += starts[key] as number;
  return starts;
}

/** Places in the order of their keys; equal keys stay as they stand in `before`. */
function orderBy(keys: Int32Array, keyCount: number, before: Int32Array | null): Int32Array {
  const next = countStarts(keys, keyCount);
  const order = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const place = before === null ? i : (before[i] as number);
    order[next[keys[place] as number]!++] = place;
  }
  return order;
}

/** The same pairs seen from the sites: for each site its demand points, ascending, and where each pair stands in the rows. */
export interface CostColumns {
  /** `siteCount + 1` offsets. */
  readonly columnStarts: Float64Array;
  /** Places of the pairs in the rows. */
  readonly pairIndexes: Int32Array;
  readonly demandIndexes: Int32Array;
}

export function listColumns(rows: CostRows): CostColumns {
  const { demandCount, siteCount, rowStarts, siteIndexes } = rows;
  const columnStarts = countStarts(siteIndexes, siteCount);
  const next = columnStarts.slice();
  const pairIndexes = new Int32Array(siteIndexes.length);
  const demandIndexes = new Int32Array(siteIndexes.length);
  for (let demand = 0; demand < demandCount; demand++) {
    const end = rowStarts[demand + 1] as number;
    for (let pair = rowStarts[demand] as number; pair < end; pair++) {
      const at = next[siteIndexes[pair] as number]!++;
      pairIndexes[at] = pair;
      demandIndexes[at] = demand;
    }
  }
  return { columnStarts, pairIndexes, demandIndexes };
}

/** The pairs whose cost is within the cutoff (≤). */
export function cutRows(rows: CostRows, cutoff: number): CostRows {
  const { demandCount, siteCount } = rows;
  const rowStarts = new Float64Array(demandCount + 1);
  let kept = 0;
  for (let pair = 0; pair < rows.costs.length; pair++) if ((rows.costs[pair] as number) <= cutoff) kept++;
  if (kept === rows.costs.length) return rows;
  const siteIndexes = new Int32Array(kept);
  const costs = new Float64Array(kept);
  let at = 0;
  for (let demand = 0; demand < demandCount; demand++) {
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
      const cost = rows.costs[pair] as number;
      if (cost > cutoff) continue;
      siteIndexes[at] = rows.siteIndexes[pair] as number;
      costs[at++] = cost;
    }
    rowStarts[demand + 1] = at;
  }
  return { demandCount, siteCount, rowStarts, siteIndexes, costs };
}
