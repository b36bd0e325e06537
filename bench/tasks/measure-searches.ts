/** Our bounded searches from one start each, and the floor: one pass over the arcs that such a search has to read. */
import { BoundedSearch, UNREACHED } from "../../src/core/routing/bounded-search.ts";
import { toLimitTicks } from "../../src/core/routing/cost-field.ts";
import { buildSearchGraph, type SearchGraph } from "../../src/core/routing/search-graph.ts";
import { writeArray, writeGraph } from "../graph-files.ts";
import { measure } from "../measure.ts";
import {
  ADULT,
  buildJunctionNetwork,
  buildVertexNetwork,
  drawStartNodes,
  LIMIT_METRES,
  readCity,
} from "../networks.ts";
import { PlainSearch } from "../wasm/plain-search.ts";

export type CityNodes = "junctions" | "vertices";

const STARTS = 1000;
const SEED = 3;
const ROUNDS = 15;

/** What the kernel and its twin in plain TypeScript share. */
type Search = Pick<BoundedSearch, "clear" | "open" | "start" | "run" | "touchedCount" | "touched" | "ticks">;

export interface SearchesFigures {
  readonly city: string;
  readonly nodes: number;
  readonly arcs: number;
  readonly starts: number;
  /** Per search, as for the others. */
  readonly medianMs: number;
  readonly floorMs: number;
  /** The same search in plain TypeScript. */
  readonly plainMs: number;
  readonly reachedNodes: number;
  readonly ticksPerMetre: number;
}

/** Measures, and leaves the graph and its starts in the folder for the peers. */
export async function measureSearches(parameters: { nodes: CityNodes; folder: string }): Promise<SearchesFigures> {
  const city = await readCity();
  const network = parameters.nodes === "junctions" ? buildJunctionNetwork(city) : buildVertexNetwork(city).network;
  const graph = buildSearchGraph(network, ADULT, "onwards");
  const starts = drawStartNodes(graph, STARTS, SEED);
  writeGraph(parameters.folder, graph);
  writeArray(parameters.folder, "sources.i32", starts);

  const limitTicks = toLimitTicks(graph, LIMIT_METRES);
  const search = new BoundedSearch(graph);
  const measured = measureAll(search, starts, limitTicks);
  return {
    city: city.name,
    nodes: network.nodeCount,
    arcs: graph.arcSides.length,
    starts: starts.length,
    medianMs: measured.medianMs,
    floorMs: measureFloor(graph, search, starts, limitTicks) / starts.length,
    plainMs: measureAll(new PlainSearch(graph), starts, limitTicks).medianMs,
    reachedNodes: measured.reachedNodes,
    ticksPerMetre: graph.ticksPerMetre,
  };
}

function searchFrom(search: Search, start: number, limitTicks: number): void {
  search.clear();
  search.open(limitTicks, 1, false);
  search.start(start, 0, 0);
  search.run(limitTicks);
}

/** Milliseconds and reached nodes of a search, averaged over the starts. */
function measureAll(
  search: Search,
  starts: Int32Array,
  limitTicks: number,
): { readonly medianMs: number; readonly reachedNodes: number } {
  let reached = 0;
  const { medianMs } = measure(ROUNDS, () => {
    reached = 0;
    for (const start of starts) {
      searchFrom(search, start, limitTicks);
      reached += search.touchedCount;
    }
  });
  return { medianMs: medianMs / starts.length, reachedNodes: reached / starts.length };
}

/** Milliseconds for all starts together: the arcs of each search's nodes, in the order of memory, once. */
function measureFloor(graph: SearchGraph, search: BoundedSearch, starts: Int32Array, limitTicks: number): number {
  const rounds: number[] = [];
  let kept = 0;
  for (let round = 0; round < 5; round++) {
    let milliseconds = 0;
    for (const start of starts) {
      searchFrom(search, start, limitTicks);
      const { ticks } = search;
      const nodes = search.touched.slice(0, search.touchedCount).sort();
      const began = performance.now();
      kept ^= sweepArcs(graph, ticks, nodes);
      milliseconds += performance.now() - began;
    }
    rounds.push(milliseconds);
  }
  if (kept === 1) rounds.push(Infinity);
  return rounds.sort((a, b) => a - b)[rounds.length >> 1] as number;
}

function sweepArcs({ arcStarts, arcs }: SearchGraph, ticks: Int32Array, nodes: Int32Array): number {
  let kept = 0;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] as number;
    let least = ticks[node] as number;
    const end = arcStarts[node + 1] as number;
    for (let arc = arcStarts[node] as number; arc < end; arc += 2) {
      const known = ticks[arcs[arc] as number] as number;
      if (known === UNREACHED) continue;
      const cost = (known + (arcs[arc + 1] as number)) | 0;
      if (cost < least) least = cost;
    }
    kept ^= least;
  }
  return kept;
}
