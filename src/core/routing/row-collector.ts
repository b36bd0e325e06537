/**
 * One row of a cost matrix: the targets that a finished search reaches, ascending. The
 * targets of each reached edge are read once, one after the other, marked in a bit set and
 * read out of it in order; a source on the same edge is reached straight along it.
 */
import { type BoundedSearch, UNREACHED } from "./bounded-search.ts";
import type { CostSources } from "./cost-field.ts";
import type { MatrixTargets } from "./matrix-targets.ts";
import { legAbreast, metresAlongEdge } from "./point-costs.ts";

/** The points from which rows are searched. */
type RowSources = Pick<CostSources, "snaps" | "evenToNext">;

/** Collects rows for one list of sources; its arrays are reused by the next row. */
export class RowCollector {
  readonly targets: Int32Array;
  readonly metres: Float64Array;
  private readonly layout: MatrixTargets;
  private readonly sources: RowSources;
  private readonly limitMetres: number;
  private readonly best: Float64Array;
  private readonly isFound: Int32Array;
  /** The row in which an edge was last looked through. */
  private readonly lastRow: Int32Array;
  private row = 0;

  constructor(layout: MatrixTargets, sources: RowSources, limitMetres: number) {
    const { count } = layout.snaps;
    this.layout = layout;
    this.sources = sources;
    this.limitMetres = limitMetres;
    this.targets = new Int32Array(count);
    this.metres = new Float64Array(count);
    this.best = new Float64Array(count);
    this.isFound = new Int32Array((count + 31) >>> 5);
    this.lastRow = new Int32Array(layout.edgeIndexes.length);
  }

  /** Fills `targets` and `metres` from a search that was started at some of the sources' points; answers how many there are. */
  collect(search: BoundedSearch, points: Int32Array): number {
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
    for (const point of points) this.collectAlongEdge(point);
    return this.readOut();
  }

  /** Targets on a point's own edge, straight along it. */
  private collectAlongEdge(point: number): void {
    const { layout, sources, best, isFound, limitMetres } = this;
    const { graph, snaps, slotStarts, targetOfSlot } = layout;
    const edge = sources.snaps.edgeIndexes[point] as number;
    const place = findPlace(layout.edgeIndexes, edge);
    if (place < 0) return;
    const pointOff = sources.snaps.offStreetMetres[point] as number;
    for (let slot = slotStarts[place] as number; slot < (slotStarts[place + 1] as number); slot++) {
      const target = targetOfSlot[slot] as number;
      const off = snaps.offStreetMetres[target] as number;
      const along = metresAlongEdge(graph, snaps, target, sources.snaps, point) + off + pointOff;
      const abreast = off + legAbreast(sources, point, edge, snaps.fromStartMetres[target] as number);
      const cost = Math.min(along, abreast);
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
