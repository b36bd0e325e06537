/**
 * Workers that the analysis worker starts to help it, where a browser lets workers start
 * workers. All in all as many processors are used as there are, at most eight.
 */
import type { FromPoolWorker, PoolPort } from "./pool.ts";
import type { HelpOptions } from "./search-rows.ts";

const MOST_PROCESSORS = 8;

/** Help for the analysis worker: a worker for each processor beside its own. Null where there is none to be had. */
export function findHelp(): HelpOptions | null {
  const size = Math.min(MOST_PROCESSORS, navigator.hardwareConcurrency || 1) - 1;
  return size > 0 && typeof Worker !== "undefined" ? { size, start: startPoolWorker } : null;
}

function startPoolWorker(): PoolPort {
  const worker = new Worker(new URL("./pool.worker.ts", import.meta.url), { type: "module", name: "pool" });
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen: (onMessage, onCrash) => {
      worker.onmessage = (event: MessageEvent<FromPoolWorker>) => onMessage(event.data);
      worker.onerror = (event) => {
        // Told to whoever asked; the page's own handlers need not hear of it again.
        event.preventDefault();
        onCrash(event.message ?? "");
      };
      worker.onmessageerror = () => onCrash("unreadable message");
    },
    terminate: () => worker.terminate(),
  };
}
