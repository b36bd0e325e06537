/**
 * The parts of streets within a cutoff. A street reached from both ends is split
 * where the two walks cost the same (the watershed); the cutoff cuts it inside its
 * own shape; a street that holds sources is split at their feet first. Every part
 * is one ramp: its cost grows evenly from one end to the other, and no metre of
 * street is in two parts. Streets well within the cutoff may be asked for as whole
 * edges, whose costs nobody needs. Costs what the search reached; nothing is allocated
 * per edge.
 */
import { UNREACHED } from "../routing/bounded-search.ts";
import type { CostSources } from "../routing/cost-field.ts";
import { legAbreast } from "../routing/point-costs.ts";
import { edgeFactor, MOST_TICKS, type SearchGraph } from "../routing/search-graph.ts";
import { larger } from "./grow-array.ts";

/** Reached parts of edges; the arrays are reused by the next reach, `count` entries count. */
export interface Reach {
  readonly count: number;
  readonly edgeIndexes: Int32Array;
  /** Metres along the edge, from its first node, of the part's nearer end as the walk goes … */
  readonly nearMetres: Float64Array;
  /** … and of its farther end; less than `nearMetres` where the walk goes against the edge's direction. */
  readonly farMetres: Float64Array;
  /** Level metres from the source to the part's nearer end. */
  readonly nearCosts: Float64Array;
  /** Level metres per metre along the part. */
  readonly factors: Float64Array;
  /** Edges that hold no part because all of them is within the cost asked for; `wholeCount` count, and their metres. */
  readonly wholeEdges: Int32Array;
  readonly wholeCount: number;
  readonly wholeMetres: number;
}

/** A finished search, as far as its limit (a BoundedSearch is one). */
export interface ReachedNodes {
  readonly graph: SearchGraph;
  readonly ticks: Int32Array;
  readonly touched: Int32Array;
  readonly touchedCount: number;
}

/** Collects the reach of one search after the other on the same graph, on reused arrays. */
export class ReachCollector implements Reach {
  count = 0;
  edgeIndexes = new Int32Array(1024);
  nearMetres = new Float64Array(1024);
  farMetres = new Float64Array(1024);
  nearCosts = new Float64Array(1024);
  factors = new Float64Array(1024);
  wholeEdges = new Int32Array(1024);
  wholeCount = 0;
  wholeMetres = 0;
  /** 1 for edges that nodes have no say in any more: those with sources, and whole ones. */
  private readonly isTaken: Uint8Array;
  private cutoff = 0;
  /** Ends and feet of an edge with sources: where they are, what they cost. */
  private knotMetres = new Float64Array(16);
  private knotCosts = new Float64Array(16);

  constructor(graph: SearchGraph) {
    this.isTaken = new Uint8Array(graph.network.edgeCount);
  }

  /**
   * Fills the reach from a finished search that started at `points` of `sources`, up to a
   * cutoff in level metres that the search's limit covers. Refused points are passed over.
   * Level edges open both ways that cost nowhere more than `wholeMetres` are given as whole edges.
   */
  collect(
    nodes: ReachedNodes,
    sources: CostSources,
    points: Int32Array,
    cutoffMetres: number,
    wholeMetres = -Infinity,
  ): Reach {
    this.count = 0;
    this.wholeCount = 0;
    this.wholeMetres = 0;
    this.cutoff = cutoffMetres;
    const order = orderByEdge(sources, points);
    const { edgeIndexes } = sources.snaps;
    for (const point of order) this.isTaken[edgeIndexes[point] as number] = 1;
    this.collectFromNodes(nodes, wholeMetres);
    for (let first = 0; first < order.length; ) {
      const edge = edgeIndexes[order[first] as number] as number;
      let end = first + 1;
      while (end < order.length && edgeIndexes[order[end] as number] === edge) end++;
      this.collectSourceEdge(nodes, sources, edge, order, first, end);
      first = end;
    }
    for (const point of order) this.isTaken[edgeIndexes[point] as number] = 0;
    for (let i = 0; i < this.wholeCount; i++) this.isTaken[this.wholeEdges[i] as number] = 0;
    return this;
  }

  private collectFromNodes(nodes: ReachedNodes, wholeMetres: number): void {
    const { graph, ticks, touched, touchedCount } = nodes;
    const { arcStarts, arcs, arcSides, ticksPerMetre, network, factors } = graph;
    const { edgeMetres } = network;
    const { isTaken, cutoff } = this;
    // An edge costs most where the walks from both ends meet: half of their sum with the edge itself.
    const mostSum = factors === null ? 2 * Math.min(wholeMetres * ticksPerMetre, MOST_TICKS) : -1;
    for (let i = 0; i < touchedCount; i++) {
      const node = touched[i] as number;
      const hereTicks = ticks[node] as number;
      const here = hereTicks / ticksPerMetre;
      if (here > cutoff) continue;
      const end = arcStarts[node + 1] as number;
      for (let arc = arcStarts[node] as number; arc < end; arc += 2) {
        const side = arcSides[arc >> 1] as number;
        const edge = side >> 1;
        if (isTaken[edge] !== 0) continue;
        const there = ticks[arcs[arc] as number] as number;
        if (hereTicks + there + (arcs[arc + 1] as number) <= mostSum && isTwoWay(graph, edge)) {
          this.addWhole(edge, edgeMetres[edge] as number);
          continue;
        }
        const forward = (side & 1) === 0;
        const length = edgeMetres[edge] as number;
        let share = length;
        let factor = 1;
        if (factors !== null || there !== UNREACHED) {
          factor = searchFactor(graph, edge, forward);
          if (there !== UNREACHED) {
            const back = searchFactor(graph, edge, !forward);
            if (back !== Infinity) share = watershed(here, there / ticksPerMetre, length, factor, back, forward);
          }
        }
        this.addPart(edge, forward ? 0 : length, forward ? 1 : -1, share, here, factor);
      }
    }
  }

  private addWhole(edge: number, metres: number): void {
    this.isTaken[edge] = 1;
    if (this.wholeCount === this.wholeEdges.length) this.wholeEdges = larger(this.wholeEdges, 2 * this.wholeCount);
    this.wholeEdges[this.wholeCount++] = edge;
    this.wholeMetres += metres;
  }

  /** An edge with sources on it: costs are settled at its ends and feet, then each stretch between two of them is split. */
  private collectSourceEdge(
    nodes: ReachedNodes,
    sources: CostSources,
    edge: number,
    order: Int32Array,
    first: number,
    end: number,
  ): void {
    const { graph, ticks } = nodes;
    const { network, ticksPerMetre } = graph;
    const costAt = (node: number): number => {
      const known = ticks[node] as number;
      return known === UNREACHED ? Infinity : known / ticksPerMetre;
    };
    const length = network.edgeMetres[edge] as number;
    const last = end - first + 1;
    if (this.knotMetres.length <= last) {
      this.knotMetres = new Float64Array(2 * last);
      this.knotCosts = new Float64Array(2 * last);
    }
    const { knotMetres, knotCosts } = this;
    knotMetres[0] = 0;
    knotCosts[0] = costAt(network.edgeFromNodes[edge] as number);
    for (let knot = 1; knot < last; knot++) {
      const point = order[first + knot - 1] as number;
      knotMetres[knot] = Math.min(length, sources.snaps.fromStartMetres[point] as number);
      knotCosts[knot] = sources.snaps.offStreetMetres[point] as number;
    }
    knotMetres[last] = length;
    knotCosts[last] = costAt(network.edgeToNodes[edge] as number);
    const onward = searchFactor(graph, edge, true);
    const back = searchFactor(graph, edge, false);
    const beside = order.subarray(first, end).filter((point) => isBeside(sources, point, edge));
    for (let knot = 0; beside.length > 0 && knot <= last; knot++) {
      const leg = leastAbreast(sources, beside, edge, knotMetres[knot] as number);
      if (leg < (knotCosts[knot] as number)) knotCosts[knot] = leg;
    }
    for (let knot = 0; knot < last; knot++) this.settle(knot, knot + 1, onward);
    for (let knot = last; knot > 0; knot--) this.settle(knot, knot - 1, back);
    for (let knot = 0; knot < last; knot++) {
      const from = knotMetres[knot] as number;
      const to = knotMetres[knot + 1] as number;
      const near = knotCosts[knot] as number;
      const far = knotCosts[knot + 1] as number;
      const along = to - from;
      if (beside.length > 0 && along > 0 && this.addBeside(sources, beside, edge, knot, onward, back)) continue;
      const bothWays = onward !== Infinity && back !== Infinity && near < Infinity && far < Infinity;
      const share = bothWays ? watershed(near, far, along, onward, back, true) : along;
      if (onward !== Infinity) this.addPart(edge, from, 1, share, near, onward);
      if (back !== Infinity) this.addPart(edge, to, -1, bothWays ? along - share : along, far, back);
    }
  }

  /**
   * A stretch beside which a line facility runs: its legs are even, and where walking along the
   * street from either knot is no cheaper they are the cost. False where they nowhere are.
   */
  private addBeside(
    sources: CostSources,
    beside: Int32Array,
    edge: number,
    knot: number,
    onward: number,
    back: number,
  ): boolean {
    const from = this.knotMetres[knot] as number;
    const to = this.knotMetres[knot + 1] as number;
    const near = this.knotCosts[knot] as number;
    const far = this.knotCosts[knot + 1] as number;
    const along = to - from;
    const legs = leastBeside(sources, beside, edge, from, to);
    if (legs === null) return false;
    const slope = (legs.to - legs.from) / along;
    // Steeper than walking: the lower knot's own walk is cheaper all the way.
    if (slope >= onward || -slope >= back) return false;
    const first = onward === Infinity ? 0 : Math.max(0, (legs.from - near) / (onward - slope));
    const last = back === Infinity ? along : Math.min(along, along - (legs.to - far) / (back + slope));
    if (first >= last) return false;
    if (onward !== Infinity) this.addPart(edge, from, 1, first, near, onward);
    if (back !== Infinity) this.addPart(edge, to, -1, along - last, far, back);
    const rise = slope * (last - first);
    const start = legs.from + slope * first;
    if (slope >= 0) this.addPart(edge, from + first, 1, last - first, start, slope);
    else this.addPart(edge, from + last, -1, last - first, start + rise, -slope);
    return true;
  }

  /** Lowers a knot's cost to that of its neighbour and the walk between them. */
  private settle(from: number, to: number, factor: number): void {
    const metres = Math.abs((this.knotMetres[to] as number) - (this.knotMetres[from] as number));
    const cost = (this.knotCosts[from] as number) + (metres === 0 ? 0 : metres * factor);
    if (cost < (this.knotCosts[to] as number)) this.knotCosts[to] = cost;
  }

  /** Adds what is within the cutoff of a ramp of `length` metres that begins at `near` with a cost. */
  private addPart(edge: number, near: number, step: 1 | -1, length: number, cost: number, factor: number): void {
    const left = this.cutoff - cost;
    if (!(length > 0 && left >= 0)) return;
    const metres = factor * length <= left ? length : left / factor;
    if (!(metres > 0)) return;
    const part = this.count++;
    if (part === this.edgeIndexes.length) this.grow();
    this.edgeIndexes[part] = edge;
    this.nearMetres[part] = near;
    this.farMetres[part] = near + step * metres;
    this.nearCosts[part] = cost;
    this.factors[part] = factor;
  }

  private grow(): void {
    const size = this.edgeIndexes.length * 2;
    this.edgeIndexes = larger(this.edgeIndexes, size);
    this.nearMetres = larger(this.nearMetres, size);
    this.farMetres = larger(this.farMetres, size);
    this.nearCosts = larger(this.nearCosts, size);
    this.factors = larger(this.factors, size);
  }
}

/** Metres of street in a reach, up to a cutoff no greater than the one it was collected for, nor less than what its whole edges are within. */
export function sumReachMetres(reach: Reach, cutoffMetres: number): number {
  let metres = reach.wholeMetres;
  for (let part = 0; part < reach.count; part++) {
    const length = Math.abs((reach.farMetres[part] as number) - (reach.nearMetres[part] as number));
    const left = cutoffMetres - (reach.nearCosts[part] as number);
    if (left < 0) continue;
    const factor = reach.factors[part] as number;
    metres += factor * length <= left ? length : left / factor;
  }
  return metres;
}

/** Level metres per metre when the search itself moves along an edge. */
function searchFactor(graph: SearchGraph, edge: number, forward: boolean): number {
  return edgeFactor(graph, edge, forward === (graph.direction === "onwards"));
}

function isTwoWay(graph: SearchGraph, edge: number): boolean {
  return edgeFactor(graph, edge, true) === 1 && edgeFactor(graph, edge, false) === 1;
}

/** Metres from the near end that are cheaper from there than from the far end, between 0 and the whole length. */
function watershed(near: number, far: number, length: number, onward: number, back: number, forward: boolean): number {
  const slopes = onward + back;
  // Where walking costs nothing either way, the whole of it belongs to the forward walk.
  if (slopes === 0) return forward ? length : 0;
  const share = (far - near + back * length) / slopes;
  return Math.max(0, Math.min(length, share));
}

/** Whether a line facility runs beside the edge from this point to its next. */
function isBeside(sources: CostSources, point: number, edge: number): boolean {
  return sources.evenToNext?.[point] === 1 && sources.snaps.edgeIndexes[point + 1] === edge;
}

function leastAbreast(sources: CostSources, beside: Int32Array, edge: number, metres: number): number {
  let least = Infinity;
  for (const point of beside) least = Math.min(least, legAbreast(sources, point, edge, metres));
  return least;
}

/** The lowest even legs beside a stretch that holds no turn of them, at both its ends. */
function leastBeside(
  sources: CostSources,
  beside: Int32Array,
  edge: number,
  from: number,
  to: number,
): { from: number; to: number } | null {
  let best: { from: number; to: number } | null = null;
  for (const point of beside) {
    const legs = { from: legAbreast(sources, point, edge, from), to: legAbreast(sources, point, edge, to) };
    if (legs.from + legs.to < (best === null ? Infinity : best.from + best.to)) best = legs;
  }
  return best;
}

/** The attached ones among the points, by edge and then along it. */
export function orderByEdge({ snaps }: CostSources, points: Int32Array): Int32Array {
  const { edgeIndexes, fromStartMetres } = snaps;
  const attached = points.filter((point) => (edgeIndexes[point] as number) >= 0);
  if (attached.length < 2) return attached;
  return attached.sort(
    (a, b) =>
      (edgeIndexes[a] as number) - (edgeIndexes[b] as number) ||
      (fromStartMetres[a] as number) - (fromStartMetres[b] as number) ||
      a - b,
  );
}
