/** One multi-source field with labels over whole networks of 100 thousand to 3 million nodes. */
import { join } from "node:path";
import { runAlone } from "../alone.ts";
import { alternate, medianOf } from "../measure.ts";
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
import type { FieldFigures } from "../tasks/measure-field.ts";

const LEAST_TIMES_SCIPY = 4;
const MOST_TIMES_SWEEP = 6;
const MOST_GIGABYTES = 1.5;
const MOST_GROWTH = 1.5;
const REPEATS = 3;

export function compareFields(bench: Bench): RowGroup {
  const folder = join(bench.folder, "grid");
  const { scipy } = bench;
  const measured = alternate(
    isAbsent(scipy) ? 1 : REPEATS,
    () => ({
      small: runAlone("measureField", { size: 316, rounds: 31, folder: null }),
      middle: runAlone("measureField", { size: 1000, rounds: 9, folder }),
      large: runAlone("measureField", { size: 1732, rounds: 5, folder: null }),
    }),
    () => (isAbsent(scipy) ? scipy : askScipy(scipy, "field", folder, { limit: null })),
  );
  const [{ small, middle, large }] = measured.ours;
  const median = (size: "small" | "middle" | "large", key: keyof FieldFigures): number =>
    medianOf(measured.ours.map((figures) => figures[size][key]));
  const oursMs = median("middle", "medianMs");
  const work = `one field with labels, ${writeCount(middle.nodes)} nodes, ${writeCount(middle.sources)} sources`;
  const rows: TableRow[] = [];
  const notes = [
    `Fields: grids of junctions 60 to 100 m apart that keep 62.5 % of their streets, ${writeCount(middle.nodes)} nodes with ${writeCount(middle.arcs)} directed edges (and ${writeCount(small.nodes)} and ${writeCount(large.nodes)} nodes for the growth), a source for every 200 nodes, no limit: ${writeCount(middle.reachedNodes)} nodes are reached. Ours is \`searchCostField\`, from attached points to arrays of costs and labels of its own.`,
    "The sweep takes the least of (neighbour + arc) for every node once, over the same arrays. Memory is the most that a process which builds the grid, searches and sweeps ever held (its peak resident set).",
  ];
  if (isAbsent(scipy)) rows.push(missingRow(work, scipy.absent, `≥ ${LEAST_TIMES_SCIPY} ×`));
  else {
    const answers = measured.peer.flatMap((answer) => (isAbsent(answer) ? [] : [answer]));
    const plain = medianOf(answers.map(({ medianMs }) => medianMs));
    const labels = medianOf(answers.map(({ withLabelsMs }) => withLabelsMs));
    const peerMs = Math.min(plain, labels);
    rows.push(compareTimes({ work, oursMs, peerName: "scipy, `min_only=True`", peerMs, atLeast: LEAST_TIMES_SCIPY }));
    notes.push(
      `scipy: \`dijkstra(graph, indices=sources, min_only=True)\` gives costs alone and takes ${plain.toFixed(0)} ms, with labels (\`return_predecessors=True\`) ${labels.toFixed(0)} ms; the faster counts. The nodes have the same numbers, along the Hilbert curve, which serves it too.`,
    );
    const reached = answers[0]?.reachedNodes;
    if (reached !== middle.reachedNodes) {
      notes.push(`scipy reaches ${reached} nodes of the grid and we ${middle.reachedNodes}.`);
    }
  }
  rows.push(compareToFloor(work, oursMs, "one linear sweep", median("middle", "sweepMs"), MOST_TIMES_SWEEP));
  rows.push(
    compareTimes({
      work: `${work}: the search alone, on kept arrays`,
      oursMs: median("middle", "searchMs"),
      peerName: "the kernel's twin in plain TypeScript",
      peerMs: median("middle", "plainMs"),
      atLeast: null,
    }),
  );
  const gigabytes = Math.max(...measured.ours.map((figures) => figures.middle.peakBytes)) / 1e9;
  rows.push({
    work: `${work}: memory`,
    ours: `${gigabytes.toFixed(2)} GB`,
    peer: "",
    ratio: "",
    bar: `≤ ${MOST_GIGABYTES} GB`,
    holds: gigabytes <= MOST_GIGABYTES,
  });
  const perNode = (size: "small" | "middle" | "large"): number =>
    (median(size, "medianMs") * 1e6) / median(size, "reachedNodes");
  const growth = perNode("large") / perNode("small");
  rows.push({
    work: `time per settled node, ${writeCount(large.nodes)} nodes against ${writeCount(small.nodes)}`,
    ours: `${perNode("large").toFixed(0)} ns`,
    peer: `ours at ${writeCount(small.nodes)}: ${perNode("small").toFixed(0)} ns (at ${writeCount(middle.nodes)}: ${perNode("middle").toFixed(0)} ns)`,
    ratio: growth.toFixed(2),
    bar: `≤ ${MOST_GROWTH}`,
    holds: growth <= MOST_GROWTH,
  });
  return { rows, notes };
}
