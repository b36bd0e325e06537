/**
 * Rows of `costs --to`: for every pair within the limit, sorted by fromId and toId.
 * Sources are searched in groups of neighbouring ids, so that no more than some
 * hundred thousand pairs are held at a time; many groups are shared out to threads,
 * and written in their order.
 */
import { layOutTargets } from "../core/routing/matrix-targets.ts";
import type { SearchGraph } from "../core/routing/search-graph.ts";
import type { CsvRows } from "../io/tables/csv-rows.ts";
import type { AttachedPoints } from "./attach-points.ts";
import { createPairJob, type PairTask } from "./cost-pair-job.ts";
import type { PrintedLimit } from "./printed-limit.ts";
import { runInOrder } from "./run-in-order.ts";

export const PAIR_COLUMNS = ["fromId", "toId", "metres", "seconds"] as const;

const MOST_PAIRS_A_TASK = 500_000;
/** Fewer possible pairs are found faster than threads start. */
const LEAST_PAIRS_FOR_THREADS = 2_000_000;

interface PairSearch {
  /** Laid out for walking away from the sources. */
  readonly graph: SearchGraph;
  readonly from: AttachedPoints;
  readonly to: AttachedPoints;
  readonly limit: PrintedLimit;
  readonly onProgress: (sourcesDone: number) => void;
}

/** Searches all pairs and writes those within the limit. */
export async function writePairRows(rows: CsvRows, search: PairSearch): Promise<void> {
  const { graph, from, to, limit, onProgress } = search;
  const targets = layOutTargets(graph, to.snaps);
  await runInOrder({
    job: "cost-pairs",
    createJob: createPairJob,
    parcel: { targets, sources: from.snaps, fromIds: from.points.ids, toIds: to.points.ids, limit },
    tasks: listTasks(from.points.count, to.points.count),
    isLarge: from.points.count * to.points.count >= LEAST_PAIRS_FOR_THREADS,
    take: ({ bytes, rowCount }, { end }) => {
      rows.append(bytes, rowCount);
      onProgress(end);
    },
  });
}

function listTasks(sourceCount: number, targetCount: number): PairTask[] {
  const step = Math.max(1, Math.min(512, Math.floor(MOST_PAIRS_A_TASK / Math.max(1, targetCount))));
  const tasks: PairTask[] = [];
  for (let first = 0; first < sourceCount; first += step) {
    tasks.push({ first, end: Math.min(sourceCount, first + step) });
  }
  return tasks;
}
