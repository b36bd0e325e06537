/**
 * From nodes to points: the cost of each attached point is the lower of its ways
 * over the two ends of its edge, plus its leg off the street; a source on the same
 * edge is reached directly along it.
 */
import type { Snaps } from "../network/snap.ts";
import { type CostField, type CostSources, levelMetres, nodeMetres } from "./cost-field.ts";
import { edgeFactor, type SearchGraph } from "./search-graph.ts";

/** Costs that differ by less are equal: sums of the same metres in another order. */
export const TIE_METRES = 1e-6;
/** Feet this close are one place, so that nobody is sent round the block by the last bit of a one-way street. */
const SAME_PLACE_METRES = 1e-6;

export interface PointCosts {
  /** Seconds from each point to its nearest source; Infinity where none is within the limit. */
  readonly seconds: Float64Array;
  /** Index of that source, -1 where there is none. */
  readonly sourceIndexes: Int32Array;
}

/** Costs that are known of some of the points already. */
export interface KnownPointCosts extends PointCosts {
  /** 1 for each point to be measured; the others keep what is known. */
  readonly isOpen: Uint8Array;
}

/** Costs of the attached points; those that were refused stay at Infinity. `known` is written into and answered. */
export function measurePointCosts(
  field: CostField,
  sources: CostSources,
  points: Snaps,
  limitMetres: number,
  known: KnownPointCosts | null = null,
): PointCosts {
  const seconds = known?.seconds ?? new Float64Array(points.count).fill(Infinity);
  const sourceIndexes = known?.sourceIndexes ?? new Int32Array(points.count).fill(-1);
  const sourcesOnEdge = groupByEdge(sources.snaps);
  const { graph } = field;
  const { edgeFromNodes, edgeToNodes } = graph.network;
  const { metresPerSecond } = graph.pace;
  let best = Infinity;
  let bestSource = -1;
  const consider = (metres: number, source: number): void => {
    // Written so that Infinity is never taken.
    if (!(metres < best + TIE_METRES)) return;
    if (metres < best - TIE_METRES || source < bestSource) bestSource = source;
    if (metres < best) best = metres;
  };
  for (let point = 0; point < points.count; point++) {
    if (known !== null && known.isOpen[point] === 0) continue;
    const edge = points.edgeIndexes[point] as number;
    if (edge < 0) continue;
    const off = points.offStreetMetres[point] as number;
    const { toStart, toEnd } = legsOf(graph, points, point);
    best = Infinity;
    bestSource = -1;
    const first = edgeFromNodes[edge] as number;
    const last = edgeToNodes[edge] as number;
    if (toStart < Infinity) consider(nodeMetres(field, first) + (toStart + off), field.sourceIndexes[first] as number);
    if (toEnd < Infinity) consider(nodeMetres(field, last) + (toEnd + off), field.sourceIndexes[last] as number);
    const neighbours = sourcesOnEdge.get(edge);
    if (neighbours !== undefined) {
      for (const neighbour of neighbours) {
        const along = metresAlongEdge(graph, points, point, sources.snaps, neighbour);
        const metres = along + off + (sources.snaps.offStreetMetres[neighbour] as number);
        const abreast = off + legAbreast(sources, neighbour, edge, points.fromStartMetres[point] as number);
        consider(Math.min(metres, abreast), sources.sourceOfPoint[neighbour] as number);
      }
    }
    if (best <= limitMetres) {
      seconds[point] = best / metresPerSecond;
      sourceIndexes[point] = bestSource;
    }
  }
  return { seconds, sourceIndexes };
}

/** Level metres between a point's foot and the two ends of its edge, as walked towards (or away from) the sources. */
export function legsOf(graph: SearchGraph, points: Snaps, point: number): { toStart: number; toEnd: number } {
  const edge = points.edgeIndexes[point] as number;
  const towards = graph.direction === "towards";
  const startFactor = edgeFactor(graph, edge, !towards);
  const endFactor = edgeFactor(graph, edge, towards);
  return {
    toStart: levelMetres(points.fromStartMetres[point] as number, startFactor),
    toEnd: levelMetres(points.toEndMetres[point] as number, endFactor),
  };
}

/** Level metres along the shared edge between a point's foot and a source's; Infinity where that way is closed. */
export function metresAlongEdge(
  graph: SearchGraph,
  points: Snaps,
  point: number,
  sources: Snaps,
  source: number,
): number {
  const edge = points.edgeIndexes[point] as number;
  const ahead = (sources.fromStartMetres[source] as number) - (points.fromStartMetres[point] as number);
  if (Math.abs(ahead) < SAME_PLACE_METRES) return 0;
  const factor = edgeFactor(graph, edge, ahead > 0 === (graph.direction === "towards"));
  return levelMetres(Math.abs(ahead), factor);
}

/**
 * Metres off the street from a place of an edge to a line that runs beside it, between one of the line's points and
 * its next; Infinity where the line does not run abreast of the place.
 */
export function legAbreast(
  { snaps, evenToNext }: Pick<CostSources, "snaps" | "evenToNext">,
  point: number,
  edge: number,
  fromStart: number,
): number {
  if (!evenToNext?.[point] || snaps.edgeIndexes[point + 1] !== edge) return Infinity;
  const here = snaps.fromStartMetres[point] as number;
  const next = snaps.fromStartMetres[point + 1] as number;
  const share = (fromStart - here) / (next - here);
  if (!(share >= 0 && share <= 1)) return Infinity;
  const leg = snaps.offStreetMetres[point] as number;
  return leg + share * ((snaps.offStreetMetres[point + 1] as number) - leg);
}

/** Attached points by edge. */
export function groupByEdge(snaps: Snaps): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let point = 0; point < snaps.count; point++) {
    const edge = snaps.edgeIndexes[point] as number;
    if (edge < 0) continue;
    const group = groups.get(edge);
    if (group === undefined) groups.set(edge, [point]);
    else group.push(point);
  }
  return groups;
}
