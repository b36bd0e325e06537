/** One multi-source field with labels over whole networks of 100 thousand to 3 million nodes. */
import { join } from "node:path";
import { runAlone } from "../alone.ts";
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

const LEAST_TIMES_SCIPY = 4;
const MOST_TIMES_SWEEP = 6;
const MOST_GIGABYTES = 1.5;
const MOST_GROWTH = 1.5;

export function compareFields(bench: Bench): RowGroup {
  const folder = join(bench.folder, "grid");
  const small = runAlone("measureField", { size: 316, rounds: 31, folder: null });
  const middle = runAlone("measureField", { size: 1000, rounds: 9, folder });
  const large = runAlone("measureField", { size: 1732, rounds: 7, folder: null });
  const work = `one field with labels, ${writeCount(middle.nodes)} nodes, ${writeCount(middle.sources)} sources`;
  const rows: TableRow[] = [];
  const notes = [
    `Fields: grids of junctions 60 to 100 m apart that keep 62.5 % of their streets, ${writeCount(middle.nodes)} nodes with ${writeCount(middle.arcs)} directed edges (and ${writeCount(small.nodes)} and ${writeCount(large.nodes)} nodes for the growth), a source for every 200 nodes, no limit. Ours is \`searchCostField\`, which makes its arrays afresh; on kept arrays it takes ${middle.keptArraysMs.toFixed(0)} ms.`,
    "The sweep takes the least of (neighbour + arc) for every node once, over the same arrays. Memory is the most that a process which builds the grid, searches and sweeps ever held (its peak resident set).",
  ];
  if (isAbsent(bench.scipy)) rows.push(missingRow(work, bench.scipy.absent, `≥ ${LEAST_TIMES_SCIPY} ×`));
  else {
    const scipy = askScipy(bench.scipy, "field", folder, { limit: null });
    const peerMs = Math.min(scipy.medianMs, scipy.withLabelsMs);
    rows.push(
      compareTimes({
        work,
        oursMs: middle.medianMs,
        peerName: "scipy, `min_only=True`",
        peerMs,
        atLeast: LEAST_TIMES_SCIPY,
      }),
    );
    notes.push(
      `scipy: \`dijkstra(graph, indices=sources, min_only=True)\` gives costs alone; with labels (\`return_predecessors=True\`) it takes ${scipy.withLabelsMs.toFixed(0)} ms against ${scipy.medianMs.toFixed(0)} ms. The faster counts. Same numbering of nodes, along the Hilbert curve, which serves it too.`,
    );
    if (scipy.reachedNodes !== middle.reachedNodes) {
      notes.push(`scipy reaches ${scipy.reachedNodes} nodes of the grid and we ${middle.reachedNodes}.`);
    }
  }
  rows.push(compareToFloor(work, middle.medianMs, "one linear sweep", middle.sweepMs, MOST_TIMES_SWEEP));
  const gigabytes = middle.peakBytes / 1e9;
  rows.push({
    work: `${work}: memory`,
    ours: `${gigabytes.toFixed(2)} GB`,
    peer: "",
    ratio: "",
    bar: `≤ ${MOST_GIGABYTES} GB`,
    holds: gigabytes <= MOST_GIGABYTES,
  });
  const perNode = (figures: { medianMs: number; reachedNodes: number }): number =>
    (figures.medianMs * 1e6) / figures.reachedNodes;
  const growth = perNode(large) / perNode(small);
  rows.push({
    work: `time per settled node, ${writeCount(large.nodes)} nodes against ${writeCount(small.nodes)}`,
    ours: `${perNode(large).toFixed(0)} ns`,
    peer: `ours at ${writeCount(small.nodes)}: ${perNode(small).toFixed(0)} ns (at ${writeCount(middle.nodes)}: ${perNode(middle).toFixed(0)} ns)`,
    ratio: growth.toFixed(2),
    bar: `≤ ${MOST_GROWTH}`,
    holds: growth <= MOST_GROWTH,
  });
  return { rows, notes };
}
