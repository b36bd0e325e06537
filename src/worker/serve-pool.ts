/** The worker's side of a pool: sets itself up with each run's parcel, then answers one task after the other. */
import { AnalysisError } from "../core/errors.ts";
import { ArrayUnpacker } from "./pack-arrays.ts";
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
  const unpacker = new ArrayUnpacker();
  let job: ((task: Task) => JobAnswer<Answer>) | null = null;
  return (message) => {
    const { run } = message;
    try {
      if (message.kind === "setup") {
        job = null;
        job = createJob(unpacker.unpack(message.parcel) as Parcel);
        send({ kind: "ready", run }, []);
      } else if (job !== null) {
        const { answer, transfer } = job(message.task as Task);
        send({ kind: "answer", run, index: message.index, answer }, transfer);
      }
    } catch (error) {
      if (!(error instanceof AnalysisError)) throw error;
      send({ kind: "failure", run, code: error.code, fields: error.fields }, []);
    }
  };
}
