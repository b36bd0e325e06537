/** One bounded search from one start, averaged over a thousand starts in a real city. */
import { join } from "node:path";
import { runAlone } from "../alone.ts";
import { LIMIT_METRES } from "../networks.ts";
import { measurePgRouting } from "../peers/pgrouting.ts";
import { askScipy } from "../peers/scipy.ts";
import type { Bench } from "../prepare-bench.ts";
import {
  compareTimes,
  compareToFloor,
  isAbsent,
  missingRow,
  type RowGroup,
  type TableRow,
  writeCount,
} from "../table.ts";
import type { CityNodes } from "../tasks/measure-searches.ts";

const LEAST_TIMES_SCIPY = 8;

const NODES: Readonly<Record<CityNodes, string>> = {
  junctions: "nodes are junctions (the product's network)",
  vertices: "every vertex a node",
};

export function compareSearches(bench: Bench): RowGroup {
  const rows: TableRow[] = [];
  const notes: string[] = [];
  for (const nodes of ["vertices", "junctions"] as const) {
    const folder = join(bench.folder, nodes);
    const ours = runAlone("measureSearches", { nodes, folder });
    const work = `one search of ${writeCount(LIMIT_METRES)} m, ${NODES[nodes]}`;
    if (isAbsent(bench.scipy)) rows.push(missingRow(work, bench.scipy.absent, `≥ ${LEAST_TIMES_SCIPY} ×`));
    else {
      const scipy = askScipy(bench.scipy, "searches", folder, { limit: LIMIT_METRES });
      const faster = Math.min(scipy.oneByOneMs, scipy.allAtOnceMs);
      const peerName = `scipy, ${faster === scipy.oneByOneMs ? "a call a start" : "one call for all starts"}`;
      rows.push(compareTimes({ work, oursMs: ours.medianMs, peerName, peerMs: faster, atLeast: LEAST_TIMES_SCIPY }));
      if (scipy.reachedNodes !== ours.reachedNodes) {
        notes.push(`scipy reaches ${scipy.reachedNodes} nodes a search and we ${ours.reachedNodes} (${NODES[nodes]}).`);
      }
    }
    const pgRouting = measurePgRouting(folder, LIMIT_METRES);
    if (isAbsent(pgRouting)) rows.push(missingRow(work, pgRouting.absent));
    else {
      const faster = Math.min(pgRouting.oneByOneMs, pgRouting.allAtOnceMs);
      const peerName = `pgRouting, ${faster === pgRouting.oneByOneMs ? "a call a start" : "one call for all starts"}`;
      rows.push(compareTimes({ work, oursMs: ours.medianMs, peerName, peerMs: faster, atLeast: null }));
      if (nodes === "vertices")
        notes.push(
          `pgRouting is ${pgRouting.version}; asked a start at a time it takes ${pgRouting.oneByOneMs.toFixed(0)} ms.`,
        );
    }
    rows.push(compareToFloor(work, ours.medianMs, "the floor", ours.floorMs, null));
    notes.push(
      `Searches, ${NODES[nodes]}: ${ours.city}, ${writeCount(ours.nodes)} nodes, ${writeCount(ours.arcs)} directed edges; ${writeCount(ours.starts)} starts drawn from the nodes, islands left out; ${writeCount(ours.reachedNodes)} nodes reached on average. The floor reads each reached node's arcs once, in the order of memory.`,
    );
  }
  notes.push(
    "scipy: `csgraph.dijkstra(graph, indices=…, limit=1080)` on a float64 CSR matrix built beforehand, once a call a start and once with all starts in a call; the faster counts. pgRouting: `pgr_drivingDistance` over an unlogged table of arcs, counted in the server, likewise twice. Valhalla has no search without a raster or a matrix around it: see the rows below.",
  );
  return { rows, notes };
}
