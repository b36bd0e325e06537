/**
 * One bounded search from all facilities of a service at once: for every node the
 * least cost of walking from it to a facility, and which facility that is. One-way
 * walks count as people walk them. Equal costs go to the lower source index.
 */
import { AnalysisError, checkPositive } from "../errors.ts";
import type { Snaps } from "../network/snap.ts";
import { type BoundedSearch, giveBackSearch, takeSearch, UNREACHED } from "./bounded-search.ts";
import { edgeFactor, MOST_TICKS, type SearchGraph } from "./search-graph.ts";

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
  /** 1 where the source lies along the street from this point to the next, with a leg that changes evenly; absent where all are points. */
  readonly evenToNext?: Uint8Array;
}

/**
 * Searches outwards from the sources up to a limit in level metres (inclusive).
 * @throws AnalysisError `no-sources` for an empty list, `bad-parameter` for an impossible speed or limit.
 */
export function searchCostField(graph: SearchGraph, sources: CostSources, limitMetres: number): CostField {
  checkPositive("metresPerSecond", graph.pace.metresPerSecond);
  if (sources.snaps.count === 0) throw new AnalysisError("no-sources");
  const search = takeSearch(graph);
  runFrom(search, sources, limitMetres);
  const field = { graph, ticks: search.ticks.slice(), sourceIndexes: search.labels.slice() };
  giveBackSearch(search);
  return field;
}

/** The field of no source at all: nothing is reached. */
export function createEmptyField(graph: SearchGraph): CostField {
  const { nodeCount } = graph;
  return {
    graph,
    ticks: new Int32Array(nodeCount).fill(UNREACHED),
    sourceIndexes: new Int32Array(nodeCount).fill(-1),
  };
}

/** Runs a cleared search from attached points, labelled by their source. */
export function runFrom(search: BoundedSearch, sources: CostSources, limitMetres: number): void {
  const limitTicks = toLimitTicks(search.graph, limitMetres);
  const { snaps, sourceOfPoint } = sources;
  search.open(limitTicks, snaps.count);
  for (let point = 0; point < snaps.count; point++) {
    startAtPoint(search, snaps, point, sourceOfPoint[point] as number, limitTicks);
  }
  search.run(limitTicks);
}

/** Starts at both ends of the edge that a point is attached to, as far as the edge may be walked that way. */
export function startAtPoint(
  search: Pick<BoundedSearch, "graph" | "start">,
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

/**
 * A limit in whole ticks; sums of ticks are compared with it.
 * @throws AnalysisError for a limit that is not above 0, or beyond what the graph's ticks can count.
 */
export function toLimitTicks(graph: SearchGraph, limitMetres: number): number {
  checkPositive("limitMetres", limitMetres);
  const ticks = Math.floor(limitMetres * graph.ticksPerMetre);
  if (ticks < MOST_TICKS) return ticks;
  throw new AnalysisError("bad-parameter", {
    field: "limitMetres",
    value: String(limitMetres),
    most: MOST_TICKS / graph.ticksPerMetre,
  });
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
