/**
 * Many to many, sparse: from each source the cost of every target within the limit.
 * One bounded search a source on reused arrays, then the targets of every reached edge
 * once, so a search pays only for what it finds. Sources are searched in the order of
 * their streets in memory.
 */
import { AnalysisError, checkPositive } from "../errors.ts";
import type { Snaps } from "../network/snap.ts";
import { type BoundedSearch, giveBackSearch, takeSearch, UNREACHED } from "./bounded-search.ts";
import { startAtPoint, toLimitTicks } from "./cost-field.ts";
import { layOutTargets, type MatrixTargets } from "./matrix-targets.ts";
import { metresAlongEdge } from "./point-costs.ts";
import type { SearchGraph } from "./search-graph.ts";

/** Rows by source (compressed), targets ascending within a row. */
export interface CostMatrix {
  /** Where each source's row begins; `sources + 1` offsets. */
  readonly rowStarts: Float64Array;
  readonly targetIndexes: Int32Array;
  /** Level metres, both legs off the street included. */
  readonly metres: Float64Array;
}

/** Receives one source's row; the arrays are reused, `count` entries of them count. */
export type TakeRow = (source: number, targets: Int32Array, metres: Float64Array, count: number) => void;

/**
 * Costs between attached points up to a limit in level metres (inclusive); refused points have none.
 * @throws AnalysisError `no-sources` for an empty list, `bad-parameter` for an impossible speed or limit.
 */
export function measureCostMatrix(
  graph: SearchGraph,
  sources: Snaps,
  targets: Snaps,
  limitMetres: number,
  onProgress?: (sourcesDone: number) => void,
): CostMatrix {
  const counts = new Float64Array(sources.count + 1);
  const rowTargets = new Array<Int32Array>(sources.count);
  const rowMetres = new Array<Float64Array>(sources.count);
  let done = 0;
  searchRows(layOutTargets(graph, targets), sources, limitMetres, (source, found, metres, count) => {
    counts[source + 1] = count;
    rowTargets[source] = found.slice(0, count);
    rowMetres[source] = metres.slice(0, count);
    onProgress?.(++done);
  });
  for (let source = 0; source < sources.count; source++) counts[source + 1]! += counts[source] as number;
  const total = counts[sources.count] as number;
  const targetIndexes = new Int32Array(total);
  const metres = new Float64Array(total);
  for (let source = 0; source < sources.count; source++) {
    const row = rowTargets[source];
    if (row === undefined) continue;
    targetIndexes.set(row, counts[source]);
    metres.set(rowMetres[source] as Float64Array, counts[source]);
  }
  return { rowStarts: counts, targetIndexes, metres };
}

/** Hands over the row of every attached source, in the order in which they are searched; throws as `measureCostMatrix`. */
export function searchRows(targets: MatrixTargets, sources: Snaps, limitMetres: number, takeRow: TakeRow): void {
  const { graph } = targets;
  checkPositive("metresPerSecond", graph.pace.metresPerSecond);
  if (sources.count === 0) throw new AnalysisError("no-sources");
  const limitTicks = toLimitTicks(graph, limitMetres);
  const search = takeSearch(graph);
  const row = new RowCollector(targets, limitMetres);
  for (const source of orderByStreet(graph, sources)) {
    search.clear();
    search.open(limitTicks);
    startAtPoint(search, sources, source, 0, limitTicks);
    search.run(limitTicks);
    const count = row.collect(search, sources, source);
    takeRow(source, row.targets, row.metres, count);
  }
  giveBackSearch(search);
}

/** Collects the targets that a finished search reaches, ascending: marked in a bit set, read out of it in order. */
class RowCollector {
  readonly targets: Int32Array;
  readonly metres: Float64Array;
  private readonly layout: MatrixTargets;
  private readonly limitMetres: number;
  private readonly best: Float64Array;
  private readonly isFound: Int32Array;
  /** The row in which an edge was last looked through. */
  private readonly lastRow: Int32Array;
  private row = 0;

  constructor(layout: MatrixTargets, limitMetres: number) {
    const { count } = layout.snaps;
    this.layout = layout;
    this.limitMetres = limitMetres;
    this.targets = new Int32Array(count);
    this.metres = new Float64Array(count);
    this.best = new Float64Array(count);
    this.isFound = new Int32Array((count + 31) >>> 5);
    this.lastRow = new Int32Array(layout.edgeIndexes.length);
  }

  /** Fills `targets` and `metres`; answers how many there are. */
  collect(search: BoundedSearch, sources: Snaps, source: number): number {
    const { layout, lastRow, best, isFound, limitMetres } = this;
    const { edgeIndexes, slotStarts, targetOfSlot, toStart, toEnd, nodeStarts, edgesAtNode } = layout;
    const { ticksPerMetre, network } = layout.graph;
    const { edgeFromNodes, edgeToNodes } = network;
    const { ticks, touched, touchedCount } = search;
    const row = ++this.row;
    for (let i = 0; i < touchedCount; i++) {
      const node = touched[i] as number;
      const end = nodeStarts[node + 1] as number;
      for (let at = nodeStarts[node] as number; at < end; at++) {
        const place = edgesAtNode[at] as number;
        if (lastRow[place] === row) continue;
        lastRow[place] = row;
        const edge = edgeIndexes[place] as number;
        const fromTicks = ticks[edgeFromNodes[edge] as number] as number;
        const toTicks = ticks[edgeToNodes[edge] as number] as number;
        const startCost = fromTicks === UNREACHED ? Infinity : fromTicks / ticksPerMetre;
        const endCost = toTicks === UNREACHED ? Infinity : toTicks / ticksPerMetre;
        const slotEnd = slotStarts[place + 1] as number;
        for (let slot = slotStarts[place] as number; slot < slotEnd; slot++) {
          const overStart = startCost + (toStart[slot] as number);
          const overEnd = endCost + (toEnd[slot] as number);
          const cost = Math.min(overStart, overEnd);
          if (!(cost <= limitMetres)) continue;
          const target = targetOfSlot[slot] as number;
          best[target] = cost;
          isFound[target >>> 5]! |= 1 << (target & 31);
        }
      }
    }
    this.collectAlongEdge(sources, source);
    return this.readOut();
  }

  /** Targets on the source's own edge, straight along it. */
  private collectAlongEdge(sources: Snaps, source: number): void {
    const { layout, best, isFound, limitMetres } = this;
    const { graph, snaps, slotStarts, targetOfSlot } = layout;
    const place = findPlace(layout.edgeIndexes, sources.edgeIndexes[source] as number);
    if (place < 0) return;
    const off = sources.offStreetMetres[source] as number;
    for (let slot = slotStarts[place] as number; slot < (slotStarts[place + 1] as number); slot++) {
      const target = targetOfSlot[slot] as number;
      const along = metresAlongEdge(graph, snaps, target, sources, source);
      const cost = along + (snaps.offStreetMetres[target] as number) + off;
      const bit = 1 << (target & 31);
      const isKnown = ((isFound[target >>> 5] as number) & bit) !== 0;
      if (!(cost <= limitMetres) || (isKnown && cost >= (best[target] as number))) continue;
      best[target] = cost;
      isFound[target >>> 5]! |= bit;
    }
  }

  private readOut(): number {
    const { isFound, best, targets, metres } = this;
    let count = 0;
    for (let word = 0; word < isFound.length; word++) {
      let bits = isFound[word] as number;
      if (bits === 0) continue;
      isFound[word] = 0;
      while (bits !== 0) {
        const target = (word << 5) + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        targets[count] = target;
        metres[count++] = best[target] as number;
      }
    }
    return count;
  }
}

/** Place of a value in an ascending list, -1 where it is not. */
function findPlace(ascending: Int32Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = ascending[middle] as number;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Attached points in the order of their streets' first nodes: neighbours one after the other. */
export function orderByStreet(graph: SearchGraph, points: Snaps): number[] {
  const attached: number[] = [];
  for (let point = 0; point < points.count; point++) {
    if ((points.edgeIndexes[point] as number) >= 0) attached.push(point);
  }
  const nodeOf = (point: number): number => graph.network.edgeFromNodes[points.edgeIndexes[point] as number] as number;
  return attached.sort((a, b) => nodeOf(a) - nodeOf(b) || a - b);
}
