/** A thread of the command line: the jobs that it can do, by name. */
import { parentPort } from "node:worker_threads";
import type { ToPoolWorker } from "../worker/pool.ts";
import { type CreateJob, createPoolServer } from "../worker/serve-pool.ts";

const JOBS = {
  "cost-pairs": async () => (await import("./cost-pair-job.ts")).createPairJob,
  isochrones: async () => (await import("./isochrone-job.ts")).createIsochroneJob,
} as const;

export type ThreadJob = keyof typeof JOBS;

/** Answers the pool that started this thread until it is ended. */
export async function serveThread(job: ThreadJob): Promise<void> {
  const createJob = (await JOBS[job]()) as CreateJob<never, never, unknown>;
  const serve = createPoolServer(createJob, (message, transfer) => parentPort?.postMessage(message, transfer));
  parentPort?.on("message", (message: ToPoolWorker) => serve(message));
}
