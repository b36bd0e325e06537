/** The worker's side of a pool: sets itself up with the parcel, then answers one task after the other. */
import { AnalysisError } from "../core/errors.ts";
import type { FromPoolWorker, ToPoolWorker } from "./pool.ts";

export interface JobAnswer<Answer> {
  readonly answer: Answer;
  /** Buffers of the answer that are handed over instead of copied. */
  readonly transfer: ArrayBuffer[];
}

/** Makes of a parcel what answers its tasks. */
export type CreateJob<Parcel, Task, Answer> = (parcel: Parcel) => (task: Task) => JobAnswer<Answer>;

/** What a worker does with each message of its pool; `send` posts back. */
export function createPoolServer<Parcel, Task, Answer>(
  createJob: CreateJob<Parcel, Task, Answer>,
  send: (message: FromPoolWorker, transfer: ArrayBuffer[]) => void,
): (message: ToPoolWorker) => void {
  let job: ((task: Task) => JobAnswer<Answer>) | null = null;
  return (message) => {
    try {
      if (message.kind === "setup") {
        job = createJob(message.parcel as Parcel);
        send({ kind: "ready" }, []);
      } else if (job !== null) {
        const { answer, transfer } = job(message.task as Task);
        send({ kind: "answer", index: message.index, answer }, transfer);
      }
    } catch (error) {
      if (!(error instanceof AnalysisError)) throw error;
      send({ kind: "failure", code: error.code, fields: error.fields }, []);
    }
  };
}
