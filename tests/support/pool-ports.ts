/** Workers of a pool without workers: the server's own code in this thread, a turn later, with messages cloned as on the way to a real one. */
import type { PoolPort, ToPoolWorker } from "../../src/worker/pool.ts";
import { type CreateJob, createPoolServer } from "../../src/worker/serve-pool.ts";

export interface PortLog {
  started: number;
  ended: number;
  /** Messages posted to all ports. */
  posted: ToPoolWorker[];
}

export function createPortLog(): PortLog {
  return { started: 0, ended: 0, posted: [] };
}

/** An error of any kind but AnalysisError in the job is a crash. */
export function createPorts<Parcel, Task, Answer>(
  createJob: CreateJob<Parcel, Task, Answer>,
  log: PortLog,
  startMs = 0,
): () => PoolPort {
  return () => {
    log.started++;
    const begun = Date.now();
    let isEnded = false;
    let onCrash: (message: string) => void = () => undefined;
    let serve: (message: ToPoolWorker) => void = () => undefined;
    return {
      listen(onMessage, crash) {
        onCrash = crash;
        serve = createPoolServer(createJob, (message, transfer) => {
          const received = structuredClone(message, { transfer });
          setTimeout(() => isEnded || onMessage(received));
        });
      },
      post(message) {
        log.posted.push(message);
        const received = structuredClone(message);
        const wait = Math.max(0, begun + startMs - Date.now());
        setTimeout(() => {
          if (isEnded) return;
          try {
            serve(received);
          } catch (error) {
            onCrash((error as Error).message);
          }
        }, wait);
      },
      terminate() {
        isEnded = true;
        log.ended++;
      },
    };
  };
}
