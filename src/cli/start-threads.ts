/** Threads of the command line for a pool: one for each processor, at most eight. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { FromPoolWorker, PoolPort } from "../worker/pool.ts";
import type { ThreadJob } from "./serve-thread.ts";

const MOST_THREADS = 8;

/** How many threads are worth starting here. */
export function countThreads(): number {
  return Math.min(MOST_THREADS, availableParallelism());
}

/** Starts a thread that does a job. */
export function startThread(job: ThreadJob): PoolPort {
  const thread = new Worker(new URL("./thread.mjs", import.meta.url), { workerData: { job } });
  return {
    post: (message, transfer) => thread.postMessage(message, transfer),
    listen: (onMessage, onCrash) => {
      thread.removeAllListeners();
      thread.on("message", (message: FromPoolWorker) => onMessage(message));
      thread.on("error", (error) => onCrash(error.message));
      thread.on("messageerror", (error) => onCrash(error.message));
    },
    terminate: () => {
      thread.removeAllListeners();
      thread.on("error", () => undefined);
      void thread.terminate();
    },
  };
}
