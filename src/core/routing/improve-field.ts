/**
 * What a shortcut changes: a place on the streets is given a lower cost, and the search
 * runs on from there only where it beats the cost field, so it costs what it improves.
 * Exact: whoever is better off walks over places that are better off. Costs are the
 * field's own ticks; with a start cost of 0 the shortcut is a new facility at the street.
 */
import type { Snaps } from "../network/snap.ts";
import { UNREACHED } from "./bounded-search.ts";
import { type CostField, type CostSources, levelMetres } from "./cost-field.ts";
import type { MatrixTargets } from "./matrix-targets.ts";
import { groupByEdge } from "./point-costs.ts";
import { edgeFactor } from "./search-graph.ts";
import { TickHeap } from "./tick-heap.ts";

/** A place on a street. */
export interface StreetPlace {
  readonly edge: number;
  readonly fromStartMetres: number;
}

/** Told of each waiting point whose cost falls to the limit or below; a point once only. */
export type TakeImproved = (point: number, levelMetres: number) => void;

const FIRST_SETTLED = 1024;

export class FieldImprover {
  private readonly field: CostField;
  private readonly sources: CostSources;
  private readonly doors: MatrixTargets;
  private readonly limitMetres: number;
  private readonly limitTicks: number;
  private readonly sourcesOnEdge: ReadonlyMap<number, readonly number[]>;
  private readonly best: Int32Array;
  private readonly stamps: Int32Array;
  private readonly doorStamps: Int32Array;
  private stamp = 0;
  private readonly heap = new TickHeap();
  private settled = new Int32Array(FIRST_SETTLED);
  private settledCount = 0;

  /** @param doors the points that wait to come within the limit, laid out on the field's graph. */
  constructor(field: CostField, sources: CostSources, doors: MatrixTargets, limitMetres: number) {
    this.field = field;
    this.sources = sources;
    this.doors = doors;
    this.limitMetres = limitMetres;
    this.limitTicks = Math.ceil(limitMetres * field.graph.ticksPerMetre);
    this.sourcesOnEdge = groupByEdge(sources.snaps);
    this.best = new Int32Array(field.graph.nodeCount);
    this.stamps = new Int32Array(field.graph.nodeCount);
    this.doorStamps = new Int32Array(doors.edgeIndexes.length);
  }

  /** Ticks from a place to its nearest facility; Infinity where none is reached. */
  costAt(place: StreetPlace): number {
    const { graph, ticks } = this.field;
    const { network, ticksPerMetre } = graph;
    const { edge, fromStartMetres } = place;
    const towards = graph.direction === "towards";
    const length = network.edgeMetres[edge] as number;
    const startFactor = edgeFactor(graph, edge, !towards);
    const endFactor = edgeFactor(graph, edge, towards);
    const over = (node: number, metres: number, factor: number): number => {
      const cost = ticks[node] as number;
      return cost === UNREACHED ? Infinity : cost + Math.round(levelMetres(metres, factor) * ticksPerMetre);
    };
    let least = Math.min(
      over(network.edgeFromNodes[edge] as number, fromStartMetres, startFactor),
      over(network.edgeToNodes[edge] as number, length - fromStartMetres, endFactor),
    );
    const { snaps } = this.sources;
    for (const source of this.sourcesOnEdge.get(edge) ?? []) {
      const back = fromStartMetres - (snaps.fromStartMetres[source] as number);
      const metres =
        levelMetres(Math.abs(back), back > 0 ? startFactor : endFactor) + (snaps.offStreetMetres[source] as number);
      least = Math.min(least, Math.round(metres * ticksPerMetre));
    }
    return least;
  }

  /** Gives a place a cost in ticks and tells every waiting point that comes within the limit by it. */
  improve(place: StreetPlace, startTicks: number, take: TakeImproved): void {
    const { graph } = this.field;
    const { network, ticksPerMetre } = graph;
    const { edge, fromStartMetres } = place;
    const towards = graph.direction === "towards";
    this.stamp++;
    const forward = edgeFactor(graph, edge, towards);
    const backward = edgeFactor(graph, edge, !towards);
    const startAt = (node: number, metres: number, factor: number): void => {
      const ticks = startTicks + Math.round(levelMetres(metres, factor) * ticksPerMetre);
      if (ticks <= this.limitTicks) this.offer(node, ticks);
    };
    startAt(network.edgeFromNodes[edge] as number, fromStartMetres, forward);
    startAt(network.edgeToNodes[edge] as number, (network.edgeMetres[edge] as number) - fromStartMetres, backward);
    this.settledCount = 0;
    while (this.heap.size > 0) this.settleNext();
    const own = this.doorsOn(edge);
    if (own >= 0) this.takeEdge(own, place, startTicks, take);
    const { nodeStarts, edgesAtNode } = this.doors;
    for (let i = 0; i < this.settledCount; i++) {
      const node = this.settled[i] as number;
      const end = nodeStarts[node + 1] as number;
      for (let at = nodeStarts[node] as number; at < end; at++) {
        this.takeEdge(edgesAtNode[at] as number, place, startTicks, take);
      }
    }
  }

  /** Where an edge stands among those that hold waiting points, -1 where it holds none. */
  private doorsOn(edge: number): number {
    const { nodeStarts, edgesAtNode, edgeIndexes } = this.doors;
    const node = this.field.graph.network.edgeFromNodes[edge] as number;
    for (let at = nodeStarts[node] as number; at < (nodeStarts[node + 1] as number); at++) {
      const door = edgesAtNode[at] as number;
      if (edgeIndexes[door] === edge) return door;
    }
    return -1;
  }

  /** The lowest cost known of a node. */
  private costOf(node: number): number {
    return this.stamps[node] === this.stamp ? (this.best[node] as number) : (this.field.ticks[node] as number);
  }

  private offer(node: number, ticks: number): void {
    if (ticks >= this.costOf(node)) return;
    this.best[node] = ticks;
    this.stamps[node] = this.stamp;
    this.heap.push(node, ticks);
  }

  private settleNext(): void {
    const { topNode: node, topTicks: ticks } = this.heap;
    this.heap.pop();
    if (ticks !== this.best[node]) return;
    if (this.settledCount === this.settled.length) {
      const before = this.settled;
      this.settled = new Int32Array(2 * before.length);
      this.settled.set(before);
    }
    this.settled[this.settledCount++] = node;
    const { arcStarts, arcs } = this.field.graph;
    const end = arcStarts[node + 1] as number;
    for (let arc = arcStarts[node] as number; arc < end; arc += 2) {
      const next = ticks + (arcs[arc + 1] as number);
      if (next <= this.limitTicks) this.offer(arcs[arc] as number, next);
    }
  }

  private takeEdge(door: number, place: StreetPlace, startTicks: number, take: TakeImproved): void {
    if (this.doorStamps[door] === this.stamp) return;
    this.doorStamps[door] = this.stamp;
    const { edgeIndexes, slotStarts, targetOfSlot, toStart, toEnd, snaps } = this.doors;
    const { graph } = this.field;
    const { network, ticksPerMetre } = graph;
    const edge = edgeIndexes[door] as number;
    const first = this.costOf(network.edgeFromNodes[edge] as number) / ticksPerMetre;
    const last = this.costOf(network.edgeToNodes[edge] as number) / ticksPerMetre;
    const end = slotStarts[door + 1] as number;
    for (let slot = slotStarts[door] as number; slot < end; slot++) {
      const point = targetOfSlot[slot] as number;
      let metres = Math.min(first + (toStart[slot] as number), last + (toEnd[slot] as number));
      if (edge === place.edge) metres = Math.min(metres, this.alongEdge(point, place, startTicks, snaps));
      if (metres <= this.limitMetres) take(point, metres);
    }
  }

  private alongEdge(point: number, place: StreetPlace, startTicks: number, points: Snaps): number {
    const { graph } = this.field;
    const ahead = place.fromStartMetres - (points.fromStartMetres[point] as number);
    const factor = edgeFactor(graph, place.edge, ahead > 0 === (graph.direction === "towards"));
    return (
      startTicks / graph.ticksPerMetre +
      levelMetres(Math.abs(ahead), factor) +
      (points.offStreetMetres[point] as number)
    );
  }
}
