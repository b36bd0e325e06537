/**
 * One bounded search from all facilities of a service at once: for every node the
 * least cost of walking from it to a facility, and which facility that is. One-way
 * walks count as people walk them. Equal costs go to the lower source index.
 */
import type { Snaps } from "../network/snap.ts";
import { BoundedSearch, UNREACHED } from "./bounded-search.ts";
import { edgeFactor, type SearchGraph } from "./search-graph.ts";

export interface CostField {
  readonly graph: SearchGraph;
  /** Whole ticks (see search-graph) from each node to its nearest source; UNREACHED beyond the limit. */
  readonly ticks: Int32Array;
  /** Index of that source, -1 where there is none. */
  readonly sourceIndexes: Int32Array;
}

/** Attached points from which the search starts, each standing for a source (a line facility has many points). */
export interface CostSources {
  readonly snaps: Snaps;
  /** Source that each snapped point belongs to. */
  readonly sourceOfPoint: Int32Array;
}

/** Searches outwards from the sources up to a limit in level metres (inclusive). */
export function searchCostField(graph: SearchGraph, sources: CostSources, limitMetres: number): CostField {
  const search = new BoundedSearch(graph);
  runFrom(search, sources, limitMetres);
  return { graph, ticks: search.ticks, sourceIndexes: search.labels };
}

/** Runs a cleared search from attached points, labelled by their source. */
export function runFrom(search: BoundedSearch, sources: CostSources, limitMetres: number): void {
  const limitTicks = toLimitTicks(search.graph, limitMetres);
  search.open(limitTicks);
  const { snaps, sourceOfPoint } = sources;
  for (let point = 0; point < snaps.count; point++) {
    startAtPoint(search, snaps, point, sourceOfPoint[point] as number, limitTicks);
  }
  search.run(limitTicks);
}

/** Starts at both ends of the edge that a point is attached to, as far as the edge may be walked that way. */
export function startAtPoint(
  search: BoundedSearch,
  snaps: Snaps,
  point: number,
  label: number,
  limitTicks: number,
): void {
  const edge = snaps.edgeIndexes[point] as number;
  if (edge < 0) return;
  const { network, ticksPerMetre } = search.graph;
  const first = Math.round(metresToStart(search.graph, snaps, point) * ticksPerMetre);
  if (first <= limitTicks) search.start(network.edgeFromNodes[edge] as number, first, label);
  const last = Math.round(metresToEnd(search.graph, snaps, point) * ticksPerMetre);
  if (last <= limitTicks) search.start(network.edgeToNodes[edge] as number, last, label);
}

/** Level metres between an attached source and its edge's first node, its leg off the street included. */
export function metresToStart(graph: SearchGraph, snaps: Snaps, point: number): number {
  const edge = snaps.edgeIndexes[point] as number;
  const factor = edgeFactor(graph, edge, graph.direction === "towards");
  return levelMetres(snaps.fromStartMetres[point] as number, factor) + (snaps.offStreetMetres[point] as number);
}

/** Level metres between an attached source and its edge's last node, its leg off the street included. */
export function metresToEnd(graph: SearchGraph, snaps: Snaps, point: number): number {
  const edge = snaps.edgeIndexes[point] as number;
  const factor = edgeFactor(graph, edge, graph.direction !== "towards");
  return levelMetres(snaps.toEndMetres[point] as number, factor) + (snaps.offStreetMetres[point] as number);
}

/** A foot this near a node stands at it: the grain at which vertices are one. */
const AT_NODE_METRES = 0.01;

/** Level metres of a part of an edge. From a foot at a node one leaves by any street there, even where the edge's own direction is closed. */
export function levelMetres(metres: number, factor: number): number {
  if (factor === Infinity) return metres <= AT_NODE_METRES ? metres : Infinity;
  return metres * factor;
}

/** A limit in whole ticks; sums of ticks are compared with it. */
export function toLimitTicks(graph: SearchGraph, limitMetres: number): number {
  return Math.floor(limitMetres * graph.ticksPerMetre);
}

/** Level metres from a node to its nearest source; Infinity where none was reached. */
export function nodeMetres(field: CostField, node: number): number {
  const ticks = field.ticks[node] as number;
  return ticks === UNREACHED ? Infinity : ticks / field.graph.ticksPerMetre;
}

/** Seconds from a node to its nearest source; Infinity where none was reached. */
export function nodeSeconds(field: CostField, node: number): number {
  return nodeMetres(field, node) / field.graph.pace.metresPerSecond;
}
