/**
 * Workers that share out one list of tasks. Each is set up once with the same parcel
 * (typed arrays on shared memory where the page is isolated, else copied), then takes
 * the next task as soon as it has answered the last, so that answers come as they are
 * ready and none waits for the slowest. A worker that fails or crashes ends the run
 * with its error; cancelling ends it at once. Answers are transferred, not copied.
 */
import { AnalysisError } from "../core/errors.ts";

/** What the pool needs of a worker, in a page or in Node; tests pass their own. */
export interface PoolPort {
  post(message: ToPoolWorker, transfer: ArrayBuffer[]): void;
  /** Called once, before anything is posted. */
  listen(onMessage: (message: FromPoolWorker) => void, onCrash: (message: string) => void): void;
  terminate(): void;
}

export type ToPoolWorker =
  | { readonly kind: "setup"; readonly parcel: unknown }
  | { readonly kind: "task"; readonly index: number; readonly task: unknown };

export type FromPoolWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "answer"; readonly index: number; readonly answer: unknown }
  | { readonly kind: "failure"; readonly code: string; readonly fields: Readonly<Record<string, string | number>> };

export interface PoolRun<Task, Answer> {
  readonly tasks: readonly Task[];
  /** Called for every task once, in whatever order the answers come. */
  readonly take: (answer: Answer, index: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A set of workers that know one parcel. */
export class WorkerPool<Parcel, Task, Answer> {
  private readonly start: () => PoolPort;
  private readonly parcel: Parcel;
  private readonly size: number;
  private ports: PoolPort[] = [];

  /** @param size most workers; none is started before the first run, and never more than there are tasks. */
  constructor(parcel: Parcel, size: number, start: () => PoolPort) {
    this.parcel = parcel;
    this.size = Math.max(1, Math.floor(size));
    this.start = start;
  }

  /**
   * Answers all tasks; one run at a time.
   * @throws AnalysisError of a task, `worker-crashed`, or `cancelled`; the workers are then ended and started afresh by the next run.
   */
  async run({ tasks, take, signal }: PoolRun<Task, Answer>): Promise<void> {
    if (signal?.aborted) throw new AnalysisError("cancelled");
    if (tasks.length === 0) return;
    let next = 0;
    let open = tasks.length;
    let stop = (): void => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const onAbort = (): void => reject(new AnalysisError("cancelled"));
        signal?.addEventListener("abort", onAbort, { once: true });
        stop = () => signal?.removeEventListener("abort", onAbort);
        const giveNext = (port: PoolPort): void => {
          if (next < tasks.length) port.post({ kind: "task", index: next, task: tasks[next++] }, []);
        };
        const onMessage = (port: PoolPort, message: FromPoolWorker): void => {
          if (message.kind === "failure") {
            reject(new AnalysisError(message.code as AnalysisError["code"], message.fields));
            return;
          }
          if (message.kind === "answer") {
            try {
              take(message.answer as Answer, message.index);
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
              return;
            }
            open--;
            if (open === 0) resolve();
          }
          giveNext(port);
        };
        const onCrash = (message: string): void => reject(new AnalysisError("worker-crashed", { message }));
        for (const port of this.ports) {
          port.listen((message) => onMessage(port, message), onCrash);
          giveNext(port);
        }
        while (this.ports.length < Math.min(this.size, tasks.length)) {
          const port = this.start();
          this.ports.push(port);
          port.listen((message) => onMessage(port, message), onCrash);
          port.post({ kind: "setup", parcel: this.parcel }, []);
        }
      });
    } catch (error) {
      this.close();
      throw error;
    } finally {
      stop();
    }
  }

  /** Ends the workers. */
  close(): void {
    for (const port of this.ports) port.terminate();
    this.ports = [];
  }
}
