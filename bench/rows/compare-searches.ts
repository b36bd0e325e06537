/** One bounded search from one start, averaged over a thousand starts in a real city. */
import { join } from "node:path";
import { runAlone } from "../alone.ts";
import { alternate, medianOf } from "../measure.ts";
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
  writeTime,
} from "../table.ts";
import type { CityNodes } from "../tasks/measure-searches.ts";

const LEAST_TIMES_SCIPY = 8;
const REPEATS = 3;

const NODES: Readonly<Record<CityNodes, string>> = {
  junctions: "nodes are junctions (the product's network)",
  vertices: "every vertex a node",
};

export function compareSearches(bench: Bench): RowGroup {
  const groups = (["vertices", "junctions"] as const).map((nodes) => compareOn(bench, nodes));
  return {
    rows: groups.flatMap(({ rows }) => rows),
    notes: [
      ...groups.flatMap(({ notes }) => notes),
      "The searches' floor reads the arcs of the reached nodes once, in the order of memory.",
      "scipy: `csgraph.dijkstra(graph, indices=…, limit=1080)` on a float64 CSR matrix built beforehand, both a call a start and one call for all starts; the faster counts. pgRouting: `pgr_drivingDistance` over an unlogged table of arcs, rows counted in the server, likewise both ways. Valhalla has no search without a raster or a matrix around it: see its rows.",
    ],
  };
}

function compareOn(bench: Bench, nodes: CityNodes): RowGroup {
  const folder = join(bench.folder, nodes);
  const { scipy } = bench;
  const measured = alternate(
    isAbsent(scipy) ? 1 : REPEATS,
    () => runAlone("measureSearches", { nodes, folder }),
    () => (isAbsent(scipy) ? scipy : askScipy(scipy, "searches", folder, { limit: LIMIT_METRES })),
  );
  const [ours] = measured.ours;
  const oursMs = medianOf(measured.ours.map(({ medianMs }) => medianMs));
  const work = `one search of ${writeCount(LIMIT_METRES)} m, ${NODES[nodes]}`;
  const rows: TableRow[] = [];
  const notes = [
    `Searches, ${NODES[nodes]}: ${ours.city}, ${writeCount(ours.nodes)} nodes, ${writeCount(ours.arcs)} directed edges; ${writeCount(ours.starts)} starts drawn from the nodes, islands left out; ${writeCount(ours.reachedNodes)} nodes reached on average.`,
  ];
  if (isAbsent(scipy)) rows.push(missingRow(work, scipy.absent, `≥ ${LEAST_TIMES_SCIPY} ×`));
  else {
    const answers = measured.peer.flatMap((answer) => (isAbsent(answer) ? [] : [answer]));
    const single = medianOf(answers.map(({ oneByOneMs }) => oneByOneMs));
    const all = medianOf(answers.map(({ allAtOnceMs }) => allAtOnceMs));
    const peerName = `scipy, ${single < all ? "a call a start" : "one call for all starts"}`;
    rows.push(compareTimes({ work, oursMs, peerName, peerMs: Math.min(single, all), atLeast: LEAST_TIMES_SCIPY }));
    notes.push(
      `scipy there takes ${writeTime(single)} a search in a call a start, ${writeTime(all)} in one call for all starts.`,
    );
    const reached = answers[0]?.reachedNodes;
    if (reached !== ours.reachedNodes)
      notes.push(`scipy reaches ${reached} nodes a search and we ${ours.reachedNodes}.`);
  }
  const pgRouting = measurePgRouting(folder, LIMIT_METRES);
  if (isAbsent(pgRouting)) rows.push(missingRow(work, pgRouting.absent));
  else {
    const { oneByOneMs, allAtOnceMs } = pgRouting;
    const peerName = `pgRouting, ${oneByOneMs < allAtOnceMs ? "a call a start" : "one call for all starts"}`;
    rows.push(compareTimes({ work, oursMs, peerName, peerMs: Math.min(oneByOneMs, allAtOnceMs), atLeast: null }));
    notes.push(`pgRouting is ${pgRouting.version}; a call a start takes ${oneByOneMs.toFixed(0)} ms.`);
    if (pgRouting.reachedNodes !== ours.reachedNodes) {
      notes.push(`pgRouting reaches ${pgRouting.reachedNodes} nodes a search and we ${ours.reachedNodes}.`);
    }
  }
  const plainMs = medianOf(measured.ours.map((figures) => figures.plainMs));
  const floorMs = medianOf(measured.ours.map((figures) => figures.floorMs));
  rows.push(
    compareTimes({ work, oursMs, peerName: "the kernel's twin in plain TypeScript", peerMs: plainMs, atLeast: null }),
    compareToFloor(work, oursMs, "the floor", floorMs, null),
  );
  return { rows, notes };
}
