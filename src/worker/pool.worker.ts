/** A worker of the page's pool: answers the analysis worker that started it until it is ended. */
import type { FromPoolWorker, ToPoolWorker } from "./pool.ts";
import { createRowJob } from "./row-job.ts";
import { createPoolServer } from "./serve-pool.ts";

const serve = createPoolServer(createRowJob, (message: FromPoolWorker, transfer) =>
  self.postMessage(message, { transfer }),
);

self.onmessage = (event: MessageEvent<ToPoolWorker>) => serve(event.data);
