/** Our multi-source field with labels over a whole grid, and the floor: one linear sweep over the same arcs. */
import { BoundedSearch, UNREACHED } from "../../src/core/routing/bounded-search.ts";
import { type CostSources, searchCostField, toLimitTicks } from "../../src/core/routing/cost-field.ts";
import { buildSearchGraph, MOST_TICKS, type SearchGraph } from "../../src/core/routing/search-graph.ts";
import { writeArray, writeGraph } from "../graph-files.ts";
import { measure } from "../measure.ts";
import { ADULT, buildGridNetwork, drawStartNodes, snapToNodes } from "../networks.ts";
import { PlainSearch } from "../wasm/plain-search.ts";

/** No walk on these grids is longer; the whole network is searched. */
const WHOLE_NETWORK_METRES = 65_000;
const NODES_PER_SOURCE = 200;
const SEED = 3;

export interface FieldFigures {
  readonly nodes: number;
  readonly arcs: number;
  readonly sources: number;
  readonly reachedNodes: number;
  /** `searchCostField`: fresh arrays each time. */
  readonly medianMs: number;
  /** The search alone, on arrays that are kept and cleared; and the same in plain TypeScript. */
  readonly searchMs: number;
  readonly plainMs: number;
  readonly sweepMs: number;
  /** Most memory that the process ever held, network, field and sweep included. */
  readonly peakBytes: number;
}

/** Measures a grid of size × size nodes; leaves graph and sources in the folder where one is given. */
export function measureField(parameters: { size: number; rounds: number; folder: string | null }): FieldFigures {
  const graph = buildSearchGraph(buildGridNetwork(parameters.size), ADULT, "onwards");
  const nodes = drawStartNodes(graph, Math.round(graph.nodeCount / NODES_PER_SOURCE), SEED);
  const snaps = snapToNodes(graph, nodes);
  const sources: CostSources = { snaps, sourceOfPoint: Int32Array.from(nodes, (_, index) => index) };

  let field = searchCostField(graph, sources, WHOLE_NETWORK_METRES);
  const measured = measure(parameters.rounds, () => {
    field = searchCostField(graph, sources, WHOLE_NETWORK_METRES);
  });
  const search = new BoundedSearch(graph);
  const alone = measure(parameters.rounds, () => searchAll(search, nodes, toLimitTicks(graph, WHOLE_NETWORK_METRES)));
  const sweep = measureSweep(graph, field.ticks, parameters.rounds);
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const plainSearch = new PlainSearch(graph);
  const plain = measure(parameters.rounds, () =>
    searchAll(plainSearch, nodes, toLimitTicks(graph, WHOLE_NETWORK_METRES)),
  );
  if (parameters.folder !== null) {
    writeGraph(parameters.folder, graph);
    writeArray(parameters.folder, "sources.i32", nodes);
  }
  return {
    nodes: graph.nodeCount,
    arcs: graph.arcSides.length,
    sources: nodes.length,
    reachedNodes: search.touchedCount,
    medianMs: measured.medianMs,
    searchMs: alone.medianMs,
    plainMs: plain.medianMs,
    sweepMs: sweep,
    peakBytes,
  };
}

function searchAll(search: BoundedSearch | PlainSearch, nodes: Int32Array, limitTicks: number): void {
  search.clear();
  search.open(limitTicks, nodes.length);
  for (let source = 0; source < nodes.length; source++) search.start(nodes[source] as number, 0, source);
  search.run(limitTicks);
}

/** Every node's least of (neighbour + arc), once over all arcs in the order of memory. */
function measureSweep(graph: SearchGraph, field: Int32Array, rounds: number): number {
  const { arcStarts, arcs, nodeCount } = graph;
  const ticks = field.map((cost) => (cost === UNREACHED ? MOST_TICKS - 1 : cost));
  const next = new Int32Array(nodeCount);
  return measure(2 * rounds, () => {
    for (let node = 0; node < nodeCount; node++) {
      let least = ticks[node] as number;
      const end = arcStarts[node + 1] as number;
      for (let arc = arcStarts[node] as number; arc < end; arc += 2) {
        const cost = ((ticks[arcs[arc] as number] as number) + (arcs[arc + 1] as number)) | 0;
        if (cost < least) least = cost;
      }
      next[node] = least;
    }
  }).medianMs;
}
