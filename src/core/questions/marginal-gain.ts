/**
 * What one more facility of a service would gain, at every street node: people of the group that none reaches within the
 * cutoff and that this one would. Exact, by searching outwards from where uncovered people meet their streets: a node gains whoever walks
 * to it in time. Each end of a street is searched once, as far as the most patient of its people get; the two ends of
 * a street are read together, so that nobody counts twice. Cost: a bounded search for each node beside uncovered people.
 */

import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { checkPositive } from "../errors.ts";
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import { LatestValues } from "../latest-values.ts";
import type { GroupId } from "../model/demand.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import type { CellLayout } from "../network/grid-room.ts";
import type { Network } from "../network/network.ts";
import type { Snaps } from "../network/snap.ts";
import { type BoundedSearch, giveBackSearch, takeSearch } from "../routing/bounded-search.ts";
import { legsOf } from "../routing/point-costs.ts";
import { MOST_TICKS, type SearchGraph } from "../routing/search-graph.ts";
import { askService, counts } from "./asked-reach.ts";

export interface MarginalGain {
  readonly serviceId: string;
  readonly groupId: GroupId;
  readonly cutoffSeconds: number;
  /** People whom none reaches within the cutoff. */
  readonly uncovered: number;
  /** People that a facility at each node of the network would gain. */
  readonly people: Float64Array;
}

/** Nodes and ticks of the searches that are kept: some 32 MB. */
const MOST_TICKS_KEPT = 4_000_000;
const EDGES_A_STEP = 200;

/** Nodes within reach of a node, with ticks. */
interface Reached {
  readonly nodes: Int32Array;
  readonly ticks: Int32Array;
}

/** Uncovered people on one edge: how far each gets from its two ends, in ticks; below 0 not at all. */
interface WaitingEdge {
  readonly edge: number;
  readonly people: readonly number[];
  readonly fromStart: readonly number[];
  readonly fromEnd: readonly number[];
}

/**
 * Measures the gain of a service under a run's parameters, pausing between steps.
 * @throws AnalysisError for an unknown service or group.
 */
export function* measureMarginalGain(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  serviceId: string,
): Generator<Progress, MarginalGain> {
  const asked = askService(session, parameters, serviceId);
  const [field] = asked.fields;
  const { demand } = session.study;
  const people = new Float64Array(session.network.nodeCount);
  const answer = { serviceId, groupId: asked.groupId, cutoffSeconds: asked.cutoff, people };
  if (!field) return { ...answer, uncovered: 0 };
  const { search } = field;
  const graph = session.graphOf(search, "onwards");
  const snaps = session.demandSnaps(search.travel, search.snapRadiusMetres);
  let uncovered = 0;
  const waits = (point: number): boolean => {
    const isWaiting =
      !counts(asked, point) && (asked.people[point] as number) > 0 && (demand.communityIndexes[point] as number) >= 0;
    if (isWaiting) uncovered += asked.people[point] as number;
    return isWaiting;
  };
  const towards = session.graphOf(search);
  const edges = listWaiting(towards, snaps, asked.people, waits, asked.cutoff);
  const searcher = new NodeSearcher(graph, edges);
  const meeting = new EdgeMeeting(graph.nodeCount);
  for (let at = 0; at < edges.length; at++) {
    if (at % EDGES_A_STEP === 0) yield { stage: "coverage", done: at, total: edges.length };
    const waiting = edges[at] as WaitingEdge;
    const start = searcher.from(graph.network.edgeFromNodes[waiting.edge] as number);
    const end = searcher.from(graph.network.edgeToNodes[waiting.edge] as number);
    meeting.add(waiting, start, end, people);
  }
  searcher.close();
  return { ...answer, uncovered };
}

/** Whoever waits, by edge, edges of neighbours after one another. */
function listWaiting(
  graph: SearchGraph,
  snaps: Snaps,
  people: Float64Array,
  waits: (point: number) => boolean,
  cutoff: number,
): WaitingEdge[] {
  interface Group extends WaitingEdge {
    readonly people: number[];
    readonly fromStart: number[];
    readonly fromEnd: number[];
  }
  const groups = new Map<number, Group>();
  for (let point = 0; point < snaps.count; point++) {
    if (!waits(point)) continue;
    const edge = snaps.edgeIndexes[point] as number;
    if (edge < 0) continue;
    const { toStart, toEnd } = legsOf(graph, snaps, point);
    const off = snaps.offStreetMetres[point] as number;
    const group = groups.get(edge) ?? { edge, people: [], fromStart: [], fromEnd: [] };
    groups.set(edge, group);
    group.people.push(people[point] as number);
    group.fromStart.push(ticksLeft(graph, toStart + off, cutoff));
    group.fromEnd.push(ticksLeft(graph, toEnd + off, cutoff));
  }
  const { edgeFromNodes, edgeToNodes } = graph.network;
  const placeOf = ({ edge }: Group): number => Math.min(edgeFromNodes[edge] as number, edgeToNodes[edge] as number);
  return [...groups.values()].sort((a, b) => placeOf(a) - placeOf(b) || a.edge - b.edge);
}

/** The most ticks that can be walked after a leg without exceeding the cutoff, by the arithmetic of the costs themselves; -1 where the leg does. */
function ticksLeft({ ticksPerMetre, pace }: SearchGraph, legMetres: number, cutoff: number): number {
  if (legMetres === Infinity) return -1;
  const isInTime = (ticks: number): boolean => (ticks / ticksPerMetre + legMetres) / pace.metresPerSecond <= cutoff;
  let ticks = Math.max(-1, Math.floor((cutoff * pace.metresPerSecond - legMetres) * ticksPerMetre));
  while (isInTime(ticks + 1)) ticks++;
  while (ticks >= 0 && !isInTime(ticks)) ticks--;
  return Math.min(ticks, MOST_TICKS - 1);
}

/** Searches from nodes, each as far as anybody gets from it; the latest are kept for the other streets at the same node. */
class NodeSearcher {
  private readonly limits: Int32Array;
  private readonly search: BoundedSearch;
  private readonly kept = new LatestValues<Reached>(MOST_TICKS_KEPT, ({ nodes }) => nodes.length);

  constructor(graph: SearchGraph, edges: readonly WaitingEdge[]) {
    const { edgeFromNodes, edgeToNodes } = graph.network;
    this.limits = new Int32Array(graph.nodeCount).fill(-1);
    for (const { edge, fromStart, fromEnd } of edges) {
      this.raise(edgeFromNodes[edge] as number, fromStart);
      this.raise(edgeToNodes[edge] as number, fromEnd);
    }
    this.search = takeSearch(graph);
  }

  private raise(node: number, ticks: readonly number[]): void {
    for (const each of ticks) if (each > (this.limits[node] as number)) this.limits[node] = each;
  }

  from(node: number): Reached {
    const limit = this.limits[node] as number;
    return this.kept.find(String(node), () => {
      if (limit < 0) return { nodes: new Int32Array(0), ticks: new Int32Array(0) };
      const { search } = this;
      search.open(limit, 1, false);
      search.start(node, 0, 0);
      search.run(limit);
      const nodes = search.touched.slice(0, search.touchedCount);
      const known = search.ticks;
      const ticks = nodes.map((each) => known[each] as number);
      search.clear();
      return { nodes, ticks };
    });
  }

  close(): void {
    giveBackSearch(this.search);
  }
}

/** Reads what is reached from both ends of an edge together. */
class EdgeMeeting {
  private readonly endTicks: Int32Array;
  private readonly stamps: Int32Array;
  private stamp = 0;

  constructor(nodeCount: number) {
    this.endTicks = new Int32Array(nodeCount);
    this.stamps = new Int32Array(nodeCount);
  }

  /** Adds the edge's people to every node that they reach in time. */
  add({ people, fromStart, fromEnd }: WaitingEdge, start: Reached, end: Reached, gain: Float64Array): void {
    const { endTicks, stamps } = this;
    this.stamp += 2;
    const { stamp } = this;
    for (let at = 0; at < end.nodes.length; at++) {
      const node = end.nodes[at] as number;
      endTicks[node] = end.ticks[at] as number;
      stamps[node] = stamp;
    }
    for (let at = 0; at < start.nodes.length; at++) {
      const node = start.nodes[at] as number;
      const byStart = start.ticks[at] as number;
      const byEnd = stamps[node] === stamp ? (endTicks[node] as number) : MOST_TICKS;
      stamps[node] = stamp + 1;
      for (let point = 0; point < people.length; point++) {
        if (byStart <= (fromStart[point] as number) || byEnd <= (fromEnd[point] as number))
          gain[node]! += people[point] as number;
      }
    }
    for (let at = 0; at < end.nodes.length; at++) {
      const node = end.nodes[at] as number;
      if (stamps[node] !== stamp) continue;
      for (let point = 0; point < people.length; point++) {
        if ((end.ticks[at] as number) <= (fromEnd[point] as number)) gain[node]! += people[point] as number;
      }
    }
  }
}

/** A surface over square cells: in each that has a street node the best that one of its nodes would gain. */
export interface GainGrid extends CellLayout {
  /** The cells that have a node, ascending: row × columns + column, from the south-west. The arrays below are by their place here. */
  readonly cellIndexes: Uint32Array;
  readonly people: Float64Array;
  /** The node that gains it, the lowest among equals, and its interleaved lon, lat. */
  readonly nodeIndexes: Int32Array;
  readonly coordinates: Float64Array;
}

const MOST_CELLS = 2 ** 31;

/**
 * Lays cells of some metres over the network, larger where the city would need too many.
 * @throws AnalysisError for a size that is not above 0.
 */
export function gridOfGain(network: Network, { people }: MarginalGain, cellMetres: number): GainGrid {
  checkPositive("cellMetres", cellMetres);
  const { nodeCount, nodeLons, nodeLats } = network;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let node = 0; node < nodeCount; node++) {
    west = Math.min(west, nodeLons[node] as number);
    east = Math.max(east, nodeLons[node] as number);
    south = Math.min(south, nodeLats[node] as number);
    north = Math.max(north, nodeLats[node] as number);
  }
  if (nodeCount === 0) [west, south, east, north] = [0, 0, 0, 0];
  const perLon = metresPerDegreeOfLongitude((south + north) / 2);
  const perLat = metresPerDegreeOfLatitude((south + north) / 2);
  const side = Math.max(cellMetres, Math.sqrt(((east - west) * perLon * (north - south) * perLat) / MOST_CELLS));
  const [cellLon, cellLat] = [side / perLon, side / perLat];
  const columns = Math.floor((east - west) / cellLon) + 1;
  const rows = Math.floor((north - south) / cellLat) + 1;
  const best = new Map<number, number>();
  for (let node = 0; node < nodeCount; node++) {
    const column = Math.floor(((nodeLons[node] as number) - west) / cellLon);
    const row = Math.floor(((nodeLats[node] as number) - south) / cellLat);
    const cell = row * columns + column;
    const known = best.get(cell);
    if (known === undefined || (people[node] as number) > (people[known] as number)) best.set(cell, node);
  }
  const cellIndexes = Uint32Array.from(best.keys()).sort();
  const nodeIndexes = Int32Array.from(cellIndexes, (cell) => best.get(cell) as number);
  const coordinates = new Float64Array(2 * nodeIndexes.length);
  nodeIndexes.forEach((node, at) => {
    coordinates[2 * at] = nodeLons[node] as number;
    coordinates[2 * at + 1] = nodeLats[node] as number;
  });
  const gains = Float64Array.from(nodeIndexes, (node) => people[node] as number);
  return { west, south, cellLon, cellLat, columns, rows, cellIndexes, people: gains, nodeIndexes, coordinates };
}
