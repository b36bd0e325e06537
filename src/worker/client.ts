/**
 * The page's side of the worker: sends typed requests, settles every promise. A
 * worker that crashes fails all that is under way with `worker-crashed` and is
 * started afresh by the next request; the study must then be opened again.
 */
import { restoreError } from "../core/carried-failure.ts";
import { AnalysisError } from "../core/errors.ts";
import { createCancelFlag, raiseCancelFlag } from "./cancel-flag.ts";
import type { AnalysisClient, FromWorker, RequestName, Requests, ToWorker } from "./protocol.ts";

interface Pending {
  readonly resolve: (answer: Requests[RequestName][1]) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: Extract<FromWorker, { kind: "progress" }>["progress"]) => void) | undefined;
}

/** The few members of `Worker` that the client needs; tests pass their own. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

function startAnalysisWorker(): WorkerLike {
  return new Worker(new URL("./analysis.worker.ts", import.meta.url), { type: "module", name: "analysis" });
}

/** Starts the worker on the first request. */
export function createWorkerClient(startWorker: () => WorkerLike = startAnalysisWorker): AnalysisClient {
  let worker: WorkerLike | null = null;
  let nextId = 1;
  const pending = new Map<number, Pending>();

  const failAll = (error: Error): void => {
    const waiting = [...pending.values()];
    pending.clear();
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting) reject(error);
  };

  const receive = (message: FromWorker): void => {
    const waiting = pending.get(message.id);
    if (!waiting) return;
    if (message.kind === "progress") {
      waiting.onProgress?.(message.progress);
      return;
    }
    pending.delete(message.id);
    if (message.kind === "answer") waiting.resolve(message.answer);
    else waiting.reject(restoreError(message.failure));
  };

  const ensureWorker = (): WorkerLike => {
    if (worker) return worker;
    worker = startWorker();
    worker.onmessage = (event) => receive(event.data);
    worker.onerror = (event) => failAll(new AnalysisError("worker-crashed", { message: event.message ?? "" }));
    worker.onmessageerror = () => failAll(new AnalysisError("worker-crashed", { message: "unreadable message" }));
    return worker;
  };

  return {
    request(name, parameters, control = {}) {
      return new Promise((resolve, reject) => {
        if (control.signal?.aborted) {
          reject(new AnalysisError("cancelled"));
          return;
        }
        const id = nextId++;
        const target = ensureWorker();
        const cancelFlag = control.signal ? createCancelFlag() : null;
        const onAbort = (): void => {
          if (cancelFlag) raiseCancelFlag(cancelFlag);
          target.postMessage({ kind: "cancel", id });
        };
        control.signal?.addEventListener("abort", onAbort, { once: true });
        const settle = (): void => control.signal?.removeEventListener("abort", onAbort);
        pending.set(id, {
          resolve: (answer) => {
            settle();
            resolve(answer as Requests[typeof name][1]);
          },
          reject: (error) => {
            settle();
            reject(error);
          },
          onProgress: control.onProgress,
        });
        const { scenario } = control;
        const circumstances = { ...(scenario ? { scenario } : {}), ...(cancelFlag ? { cancelFlag } : {}) };
        target.postMessage({ kind: "request", id, name, parameters, ...circumstances });
      });
    },
    dispose() {
      failAll(new AnalysisError("cancelled"));
    },
  };
}
