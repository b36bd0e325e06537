/** Starts the worker for one siting question, where a browser lets workers start workers; null where it does not. */
import type { SitingNews, SitingPort } from "./siting-job.ts";

export function startSitingWorker(): SitingPort | null {
  if (typeof Worker === "undefined") return null;
  const worker = new Worker(new URL("./siting.worker.ts", import.meta.url), { type: "module", name: "siting" });
  return {
    post: (job) => worker.postMessage(job),
    listen: (onNews, onCrash) => {
      worker.onmessage = (event: MessageEvent<SitingNews>) => onNews(event.data);
      worker.onerror = (event) => {
        event.preventDefault();
        onCrash(event.message ?? "");
      };
      worker.onmessageerror = () => onCrash("unreadable message");
    },
    terminate: () => worker.terminate(),
  };
}
