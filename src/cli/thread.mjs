/**
 * Entry of a thread: plain JavaScript that loads its job, which is TypeScript, as
 * `minsheng.mjs` loads the command line.
 */
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { serveThread } = await import("./serve-thread.ts");
await serveThread(workerData.job);
