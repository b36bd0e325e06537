/**
 * The parts of streets within a cutoff. A street reached from both ends is split
 * where the two walks cost the same (the watershed); the cutoff cuts it inside its
 * own shape; a street that holds sources is split at their feet first. Every part
 * is one ramp: its cost grows evenly from one end to the other.
 */
import type { BoundedSearch } from "../routing/bounded-search.ts";
import { UNREACHED } from "../routing/bounded-search.ts";
import type { CostSources } from "../routing/cost-field.ts";
import { edgeFactor, type SearchGraph } from "../routing/search-graph.ts";

/** Reached parts of edges; the arrays are reused by the next reach, `count` entries count. */
export interface Reach {
  count: number;
  edgeIndexes: Int32Array;
  /** Metres along the edge, from its first node, of the part's nearer end as the walk goes … */
  nearMetres: Float64Array;
  /** … and of its farther end; less than `nearMetres` where the walk goes against the edge's direction. */
  farMetres: Float64Array;
  /** Level metres from the source to the part's nearer end. */
  nearCosts: Float64Array;
  /** Level metres per metre along the part. */
  factors: Float64Array;
}

/** An empty reach that grows as it is filled. */
export function createReach(): Reach {
  const size = 1024;
  return {
    count: 0,
    edgeIndexes: new Int32Array(size),
    nearMetres: new Float64Array(size),
    farMetres: new Float64Array(size),
    nearCosts: new Float64Array(size),
    factors: new Float64Array(size),
  };
}

/** Fills a reach from a finished search, up to a cutoff in level metres that the search's limit covers. */
export function collectReach(search: BoundedSearch, sources: CostSources, cutoffMetres: number, reach: Reach): void {
  reach.count = 0;
  const { graph, ticks, touched, touchedCount } = search;
  const { arcStarts, arcs, arcSides, ticksPerMetre, network, factors } = graph;
  const { edgeMetres } = network;
  const sourceEdges = groupSources(sources);
  for (let i = 0; i < touchedCount; i++) {
    const node = touched[i] as number;
    const here = (ticks[node] as number) / ticksPerMetre;
    if (here > cutoffMetres) continue;
    const end = arcStarts[node + 1] as number;
    for (let arc = arcStarts[node] as number; arc < end; arc += 2) {
      const side = arcSides[arc >> 1] as number;
      const edge = side >> 1;
      if (sourceEdges.has(edge)) continue;
      const forward = (side & 1) === 0;
      const length = edgeMetres[edge] as number;
      const other = arcs[arc] as number;
      const there = ticks[other] as number;
      let share = length;
      let factor = 1;
      let back = 1;
      if (factors !== null || there !== UNREACHED) {
        factor = searchFactor(graph, edge, forward);
        back = searchFactor(graph, edge, !forward);
        if (there !== UNREACHED && back !== Infinity) {
          share = Math.max(0, (there / ticksPerMetre - here + back * length) / (factor + back));
        }
      }
      addPart(reach, edge, forward ? 0 : length, forward ? 1 : -1, Math.min(share, length), here, factor, cutoffMetres);
    }
  }
  for (const [edge, points] of sourceEdges) addSourceEdge(search, sources, edge, points, cutoffMetres, reach);
}

/** Metres of street in a reach, up to a cutoff no greater than the one it was collected for. */
export function sumReachMetres(reach: Reach, cutoffMetres: number): number {
  let metres = 0;
  for (let part = 0; part < reach.count; part++) {
    const length = Math.abs((reach.farMetres[part] as number) - (reach.nearMetres[part] as number));
    const left = (cutoffMetres - (reach.nearCosts[part] as number)) / (reach.factors[part] as number);
    if (left > 0) metres += Math.min(length, left);
  }
  return metres;
}

/** Level metres per metre when the search itself moves along an edge. */
function searchFactor(graph: SearchGraph, edge: number, forward: boolean): number {
  return edgeFactor(graph, edge, forward === (graph.direction === "onwards"));
}

/** Adds what is within the cutoff of a ramp of `length` metres that begins at `near` with a cost. */
function addPart(
  reach: Reach,
  edge: number,
  near: number,
  step: 1 | -1,
  length: number,
  cost: number,
  factor: number,
  cutoff: number,
): void {
  const metres = Math.min(length, (cutoff - cost) / factor);
  if (!(metres > 0)) return;
  const part = reach.count++;
  if (part === reach.edgeIndexes.length) growReach(reach);
  reach.edgeIndexes[part] = edge;
  reach.nearMetres[part] = near;
  reach.farMetres[part] = near + step * metres;
  reach.nearCosts[part] = cost;
  reach.factors[part] = factor;
}

function growReach(reach: Reach): void {
  const larger = <Values extends Int32Array | Float64Array>(values: Values, copy: Values): Values => {
    copy.set(values);
    return copy;
  };
  const size = reach.edgeIndexes.length * 2;
  reach.edgeIndexes = larger(reach.edgeIndexes, new Int32Array(size));
  reach.nearMetres = larger(reach.nearMetres, new Float64Array(size));
  reach.farMetres = larger(reach.farMetres, new Float64Array(size));
  reach.nearCosts = larger(reach.nearCosts, new Float64Array(size));
  reach.factors = larger(reach.factors, new Float64Array(size));
}

/** An edge with sources on it: costs are settled at its ends and feet, then each stretch between two of them is split. */
function addSourceEdge(
  search: BoundedSearch,
  sources: CostSources,
  edge: number,
  points: readonly number[],
  cutoff: number,
  reach: Reach,
): void {
  const { graph, ticks } = search;
  const { network, ticksPerMetre } = graph;
  const costAt = (node: number): number => {
    const known = ticks[node] as number;
    return known === UNREACHED ? Infinity : known / ticksPerMetre;
  };
  const length = network.edgeMetres[edge] as number;
  const knots = [
    { at: 0, cost: costAt(network.edgeFromNodes[edge] as number) },
    ...points
      .map((point) => ({
        at: sources.snaps.fromStartMetres[point] as number,
        cost: sources.snaps.offStreetMetres[point] as number,
      }))
      .sort((a, b) => a.at - b.at),
    { at: length, cost: costAt(network.edgeToNodes[edge] as number) },
  ];
  const onward = searchFactor(graph, edge, true);
  const back = searchFactor(graph, edge, false);
  const settle = (from: { at: number; cost: number }, to: { at: number; cost: number }, factor: number): void => {
    const metres = Math.abs(to.at - from.at);
    const cost = from.cost + (metres === 0 ? 0 : metres * factor);
    if (cost < to.cost) to.cost = cost;
  };
  const pairs = knots.slice(1).map((knot, index) => [knots[index], knot] as [typeof knot, typeof knot]);
  for (const [a, b] of pairs) settle(a, b, onward);
  for (const [a, b] of [...pairs].reverse()) settle(b, a, back);
  for (const [a, b] of pairs) {
    const stretch = b.at - a.at;
    if (stretch <= 0) continue;
    const bothWays = onward !== Infinity && back !== Infinity && a.cost < Infinity && b.cost < Infinity;
    const share = bothWays
      ? Math.max(0, Math.min(stretch, (b.cost - a.cost + back * stretch) / (onward + back)))
      : stretch;
    if (onward !== Infinity) addPart(reach, edge, a.at, 1, share, a.cost, onward, cutoff);
    if (back !== Infinity) addPart(reach, edge, b.at, -1, bothWays ? stretch - share : stretch, b.cost, back, cutoff);
  }
}

function groupSources(sources: CostSources): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let point = 0; point < sources.snaps.count; point++) {
    const edge = sources.snaps.edgeIndexes[point] as number;
    if (edge < 0) continue;
    const group = groups.get(edge);
    if (group) group.push(point);
    else groups.set(edge, [point]);
  }
  return groups;
}
