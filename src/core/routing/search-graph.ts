/**
 * The network as one profile walks it: who may move along which edge in which
 * direction, and at what cost, in the tightest layout for a search. Costs are whole
 * ticks of a level metre at the profile's own speed, so sums are exact, do not depend
 * on the order of work, and split edges add up. A tick is 1/16384 m (0.06 mm); each
 * edge is rounded by at most half of it, a walk of a thousand edges by 3 cm.
 */
import { AnalysisError, checkPositive } from "../errors.ts";
import type { Mode } from "../model/parameters.ts";
import { backwardBit, forwardBit, type Network } from "../network/network.ts";

/** Pace of a profile on level streets. */
export interface Pace {
  readonly mode: Mode;
  readonly metresPerSecond: number;
}

/**
 * What makes an edge harder or easier than level ground: level metres per metre of edge,
 * one value an edge and direction. `Infinity` closes it. Slopes, stairs and crossings are told this way.
 */
export interface EdgeFactors {
  /** From the edge's first node to its last. */
  readonly forward: Float64Array;
  readonly backward: Float64Array;
}

/** `towards`: costs of walking to the sources; `onwards`: costs of walking away from them. */
export type Direction = "towards" | "onwards";

export interface SearchGraph {
  readonly network: Network;
  readonly pace: Pace;
  readonly direction: Direction;
  /** Null where every street is level. */
  readonly factors: EdgeFactors | null;
  readonly ticksPerMetre: number;
  readonly nodeCount: number;
  /** `nodeCount + 1` offsets into `arcs` (two entries an arc). */
  readonly arcStarts: Int32Array;
  /** Interleaved: the node on the arc's other side, its cost in ticks. */
  readonly arcs: Int32Array;
  /** Per arc (half the offset into `arcs`): twice its edge, plus 1 where the search moves from the edge's last node to its first. */
  readonly arcSides: Int32Array;
  /** Buckets of a wide search are `2 ** bucketShift` ticks wide: one to two typical edges. */
  readonly bucketShift: number;
}

const FINEST_TICKS_PER_METRE = 2 ** 14;
/** Costs and limits stay below this, so that a sum of two is a 32-bit integer. */
export const MOST_TICKS = 2 ** 30;
const BUCKET_EDGES = 1;

/** Ticks a metre for searches up to a limit: the finest up to 65 km, coarser beyond. Throws AnalysisError for an impossible limit. */
export function chooseTicksPerMetre(limitMetres: number): number {
  checkPositive("limitMetres", limitMetres);
  let ticks = FINEST_TICKS_PER_METRE;
  while (limitMetres * ticks >= MOST_TICKS) ticks /= 2;
  return ticks;
}

/** Level metres per metre when moving along an edge in a direction; Infinity where that is not allowed. */
export function edgeFactor(graph: SearchGraph, edge: number, forward: boolean): number {
  const { factors, network, pace } = graph;
  const bit = forward ? forwardBit(pace.mode) : backwardBit(pace.mode);
  if (((network.edgePermissions[edge] as number) & bit) === 0) return Infinity;
  if (factors === null) return 1;
  return (forward ? factors.forward[edge] : factors.backward[edge]) as number;
}

/**
 * Lays out the arcs of a profile, grouped by the node from which a search reaches them.
 * @throws AnalysisError for a speed that is not above 0, or a factor below 0 or not a number.
 */
export function buildSearchGraph(
  network: Network,
  pace: Pace,
  direction: Direction = "towards",
  factors: EdgeFactors | null = null,
  ticksPerMetre: number = FINEST_TICKS_PER_METRE,
): SearchGraph {
  checkPositive("metresPerSecond", pace.metresPerSecond);
  if (factors !== null) checkFactors(factors);
  const { nodeCount, edgeCount, edgeFromNodes, edgeToNodes, edgeMetres, edgePermissions } = network;
  const forward = forwardBit(pace.mode);
  const backward = backwardBit(pace.mode);
  const ticksOf = (edge: number, along: boolean): number => {
    if (((edgePermissions[edge] as number) & (along ? forward : backward)) === 0) return -1;
    const factor = factors === null ? 1 : ((along ? factors.forward[edge] : factors.backward[edge]) as number);
    return toTicks(edgeMetres[edge] as number, factor, ticksPerMetre);
  };
  const towards = direction === "towards";
  const arcStarts = new Int32Array(nodeCount + 1);
  const edgeTicks = new Int32Array(2 * edgeCount);
  for (let edge = 0; edge < edgeCount; edge++) {
    const along = ticksOf(edge, true);
    const against = ticksOf(edge, false);
    edgeTicks[2 * edge] = along;
    edgeTicks[2 * edge + 1] = against;
    const from = edgeFromNodes[edge] as number;
    const to = edgeToNodes[edge] as number;
    if (along >= 0) arcStarts[(towards ? to : from) + 1]! += 2;
    if (against >= 0) arcStarts[(towards ? from : to) + 1]! += 2;
  }
  for (let node = 0; node < nodeCount; node++) arcStarts[node + 1]! += arcStarts[node] as number;

  const size = arcStarts[nodeCount] as number;
  const arcs = new Int32Array(size);
  const arcSides = new Int32Array(size / 2);
  const next = arcStarts.slice(0, nodeCount);
  const addArc = (reachedFrom: number, other: number, ticks: number, side: number): void => {
    const at = next[reachedFrom] as number;
    next[reachedFrom] = at + 2;
    arcs[at] = other;
    arcs[at + 1] = ticks;
    arcSides[at / 2] = side;
  };
  for (let edge = 0; edge < edgeCount; edge++) {
    const from = edgeFromNodes[edge] as number;
    const to = edgeToNodes[edge] as number;
    const along = edgeTicks[2 * edge] as number;
    const against = edgeTicks[2 * edge + 1] as number;
    if (along >= 0) addArc(towards ? to : from, towards ? from : to, along, 2 * edge + (towards ? 1 : 0));
    if (against >= 0) addArc(towards ? from : to, towards ? to : from, against, 2 * edge + (towards ? 0 : 1));
  }
  return finishGraph({ network, pace, direction, factors, ticksPerMetre, nodeCount, arcStarts, arcs, arcSides });
}

/** Ticks of an edge in a direction that is allowed; -1 where it is closed or beyond what can be counted. */
export function toTicks(metres: number, factor: number, ticksPerMetre: number): number {
  const ticks = Math.round(metres * factor * ticksPerMetre);
  return ticks < MOST_TICKS ? ticks : -1;
}

/** A graph with the width of its buckets, which follows from its arcs. */
export function finishGraph(graph: Omit<SearchGraph, "bucketShift">): SearchGraph {
  const { arcs, arcSides } = graph;
  let totalTicks = 0;
  for (let arc = 1; arc < arcs.length; arc += 2) totalTicks += arcs[arc] as number;
  const typicalTicks = Math.max(1, (BUCKET_EDGES * totalTicks) / Math.max(1, arcSides.length));
  return { ...graph, bucketShift: Math.ceil(Math.log2(typicalTicks)) };
}

/** The arcs by which a search leaves a node over some of its edges (ascending), three numbers each: other node, ticks, side. */
export function listArcsOf(graph: SearchGraph, node: number, edges: readonly number[]): readonly number[] {
  const { network, ticksPerMetre, direction } = graph;
  const towards = direction === "towards";
  const arcs: number[] = [];
  const add = (edge: number, isAlong: boolean, reachedFrom: number, other: number): void => {
    if (reachedFrom !== node) return;
    const factor = edgeFactor(graph, edge, isAlong);
    const ticks = factor === Infinity ? -1 : toTicks(network.edgeMetres[edge] as number, factor, ticksPerMetre);
    if (ticks >= 0) arcs.push(other, ticks, 2 * edge + (towards === isAlong ? 1 : 0));
  };
  for (const edge of edges) {
    const from = network.edgeFromNodes[edge] as number;
    const to = network.edgeToNodes[edge] as number;
    add(edge, true, towards ? to : from, towards ? from : to);
    add(edge, false, towards ? from : to, towards ? to : from);
  }
  return arcs;
}

function checkFactors({ forward, backward }: EdgeFactors): void {
  for (const [field, values] of [
    ["factors.forward", forward],
    ["factors.backward", backward],
  ] as const) {
    for (let edge = 0; edge < values.length; edge++) {
      const value = values[edge] as number;
      if (!(value >= 0)) throw new AnalysisError("bad-parameter", { field, edge, value: String(value) });
    }
  }
}
