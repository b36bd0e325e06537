/**
 * Rows of `costs --to`: for every pair within the limit, sorted by fromId and toId.
 * Sources are searched in groups of neighbouring ids, so that no more than some
 * hundred thousand pairs are held at a time; many groups are shared out to threads,
 * and written in their order.
 */
import { layOutTargets } from "../core/routing/matrix-targets.ts";
import type { SearchGraph } from "../core/routing/search-graph.ts";
import type { CsvRows } from "../io/csv-rows.ts";
import { WorkerPool } from "../worker/pool.ts";
import { shareArrays } from "../worker/share-arrays.ts";
import type { AttachedPoints } from "./attach-points.ts";
import { createPairJob, type PairParcel, type PairRows, type PairTask } from "./cost-pair-job.ts";
import type { PrintedLimit } from "./printed-limit.ts";
import { countThreads, startThread } from "./start-threads.ts";

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
  const parcel = { targets, sources: from.snaps, fromIds: from.points.ids, toIds: to.points.ids, limit };
  const tasks = listTasks(from.points.count, to.points.count);
  const waiting = new Map<number, PairRows>();
  let written = 0;
  const take = (answer: PairRows, index: number): void => {
    waiting.set(index, answer);
    for (let ready = waiting.get(written); ready; ready = waiting.get(written)) {
      rows.append(ready.bytes, ready.rowCount);
      waiting.delete(written);
      onProgress((tasks[written++] as PairTask).end);
    }
  };
  const threads = from.points.count * to.points.count < LEAST_PAIRS_FOR_THREADS ? 1 : countThreads();
  if (threads === 1) await runHere(parcel, tasks, take);
  else await runInThreads(parcel, tasks, take, threads);
}

function listTasks(sourceCount: number, targetCount: number): PairTask[] {
  const step = Math.max(1, Math.min(512, Math.floor(MOST_PAIRS_A_TASK / Math.max(1, targetCount))));
  const tasks: PairTask[] = [];
  for (let first = 0; first < sourceCount; first += step) {
    tasks.push({ first, end: Math.min(sourceCount, first + step) });
  }
  return tasks;
}

type Take = (answer: PairRows, index: number) => void;

async function runHere(parcel: PairParcel, tasks: readonly PairTask[], take: Take): Promise<void> {
  const job = createPairJob(parcel);
  for (const [index, task] of tasks.entries()) {
    take(job(task).answer, index);
    // Lets the signal in that breaks the run off.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function runInThreads(
  parcel: PairParcel,
  tasks: readonly PairTask[],
  take: Take,
  threads: number,
): Promise<void> {
  const start = () => startThread("cost-pairs");
  const pool = new WorkerPool<PairParcel, PairTask, PairRows>(shareArrays(parcel), threads, start);
  try {
    await pool.run({ tasks, take });
  } finally {
    pool.close();
  }
}
