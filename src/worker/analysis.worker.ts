/** The worker: receives requests, answers each exactly once, listens for cancellations in between. */
import { carryError } from "../core/carried-failure.ts";
import { BadDataError } from "../core/errors.ts";
import { provideGdal } from "../io/vector/gdal-files.ts";
import { hearCancelFlag } from "./cancel-flag.ts";
import { GDAL_FILES } from "./fetch-gdal.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";
import { createRequestHandler } from "./request-handler.ts";
import { findHelp } from "./start-pool-worker.ts";
import { startSitingWorker } from "./start-siting-worker.ts";

provideGdal(GDAL_FILES);
const handler = createRequestHandler({ fetchBytes: fetchFromOrigin, help: findHelp(), startSiting: startSitingWorker });
type Asked = Extract<ToWorker, { kind: "request" }>;

const underWay = new Map<number, AbortController>();

self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind === "cancel") underWay.get(message.id)?.abort();
  else void answer(message);
};

async function answer({ id, name, parameters, scenario, cancelFlag }: Asked): Promise<void> {
  const controller = new AbortController();
  underWay.set(id, controller);
  try {
    const result = await handler(name, parameters as never, {
      signal: hearCancelFlag(controller.signal, cancelFlag),
      scenario,
      onProgress: (progress) => send({ kind: "progress", id, progress }),
    });
    send({ kind: "answer", id, answer: result });
  } catch (error) {
    send({ kind: "failure", id, failure: carryError(error) });
  } finally {
    underWay.delete(id);
  }
}

function send(message: FromWorker): void {
  self.postMessage(message);
}

/** Bytes of a file on the page's own origin; null where it does not exist. */
async function fetchFromOrigin(url: string): Promise<Uint8Array | null> {
  const response = await fetch(url);
  if (response.status === 404) return null;
  if (!response.ok) {
    throw new BadDataError([
      { code: "unreadable-file", severity: "error", layer: url, details: { status: response.status } },
    ]);
  }
  // A single-page server may answer a missing file with its start page.
  if ((response.headers.get("content-type") ?? "").startsWith("text/html")) return null;
  return new Uint8Array(await response.arrayBuffer());
}
