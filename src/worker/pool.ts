/**
 * Workers that share out one list of tasks. Each is set up with the run's parcel
 * (typed arrays on shared memory where the page is isolated, else copied; what a worker
 * has of an earlier parcel is not sent again), then gets a task for each that it has
 * answered: answers come as they are ready, and none waits for the slowest, nor for a
 * worker that is still starting. Whoever runs the pool may take tasks beside it. A worker
 * that fails or crashes ends the run with its error and all workers; a cancelled run ends
 * at once, and its workers do the next one. Answers are transferred, not copied.
 */
import { AnalysisError } from "../core/errors.ts";
import { ArrayPacker, type PackedParcel } from "./pack-arrays.ts";

/** What the pool needs of a worker, in a page or in Node; tests pass their own. */
export interface PoolPort {
  post(message: ToPoolWorker, transfer: ArrayBuffer[]): void;
  /** Called once, before anything is posted. */
  listen(onMessage: (message: FromPoolWorker) => void, onCrash: (message: string) => void): void;
  terminate(): void;
}

/** `run` numbers the runs of a pool, so that what is left of an earlier one is known. */
export type ToPoolWorker =
  | { readonly kind: "setup"; readonly run: number; readonly parcel: PackedParcel }
  | { readonly kind: "task"; readonly run: number; readonly index: number; readonly task: unknown };

export type FromPoolWorker =
  | { readonly kind: "ready"; readonly run: number }
  | { readonly kind: "answer"; readonly run: number; readonly index: number; readonly answer: unknown }
  | {
      readonly kind: "failure";
      readonly run: number;
      readonly code: string;
      readonly fields: Readonly<Record<string, string | number>>;
    };

/** Tasks that a worker has at hand: one to do while its last answer is on the way. */
const TASKS_AT_HAND = 2;

/** Tasks from which whoever is free takes the next. */
export class TaskQueue<Task> {
  private readonly tasks: readonly Task[];
  private taken = 0;

  constructor(tasks: readonly Task[]) {
    this.tasks = tasks;
  }

  /** Tasks that nobody has taken. */
  get left(): number {
    return this.tasks.length - this.taken;
  }

  /** Takes the next task; undefined when none is left. */
  next(): { readonly index: number; readonly task: Task } | undefined {
    if (this.left === 0) return undefined;
    const index = this.taken++;
    return { index, task: this.tasks[index] as Task };
  }
}

export interface PoolRun<Parcel, Task, Answer> {
  readonly parcel: Parcel;
  readonly queue: TaskQueue<Task>;
  /** Called for every task once, in whatever order the answers come. */
  readonly take: (answer: Answer, index: number) => void;
  readonly signal?: AbortSignal | undefined;
  /** Answers a task here, while the workers do others; lets messages in from time to time. */
  readonly answerHere?: ((task: Task) => Promise<Answer>) | undefined;
}

interface Member {
  readonly port: PoolPort;
  readonly packer: ArrayPacker;
}

interface RunUnderWay {
  readonly number: number;
  hear(member: Member, message: FromPoolWorker): void;
  fail(error: Error): void;
}

/** A set of workers that know one parcel at a time. */
export class WorkerPool<Parcel, Task, Answer> {
  private readonly start: () => PoolPort;
  private readonly size: number;
  private members: Member[] = [];
  private underWay: RunUnderWay | null = null;
  private runs = 0;
  private last: Promise<unknown> = Promise.resolve();

  /** @param size most workers; none is started before the first run, and never more than there are tasks. */
  constructor(size: number, start: () => PoolPort) {
    this.size = Math.max(1, Math.floor(size));
    this.start = start;
  }

  /**
   * Answers all tasks that are left in the queue; a run waits for the one before it.
   * @throws AnalysisError of a task, or `pool-crashed`: the workers are then ended, and started afresh by the next run; or `cancelled`.
   */
  async run(run: PoolRun<Parcel, Task, Answer>): Promise<void> {
    const before = this.last;
    const own = before.catch(() => undefined).then(() => this.runAlone(run));
    this.last = own.catch(() => undefined);
    await own;
  }

  private async runAlone(run: PoolRun<Parcel, Task, Answer>): Promise<void> {
    const { queue, take, signal } = run;
    if (signal?.aborted) throw new AnalysisError("cancelled");
    if (queue.left === 0) return;
    const number = ++this.runs;
    let open = queue.left;
    let stop = (): void => undefined;
    const isOver = (): boolean => this.underWay?.number !== number;
    try {
      await new Promise<void>((resolve, reject) => {
        const finish = (error?: Error): void => {
          if (isOver()) return;
          this.underWay = null;
          if (error) reject(error);
          else resolve();
        };
        const onAbort = (): void => finish(new AnalysisError("cancelled"));
        signal?.addEventListener("abort", onAbort, { once: true });
        stop = () => {
          signal?.removeEventListener("abort", onAbort);
          if (!isOver()) this.underWay = null;
        };
        const accept = (answer: Answer, index: number): void => {
          try {
            take(answer, index);
            if (--open === 0) finish();
          } catch (error) {
            finish(errorOf(error));
          }
        };
        this.underWay = {
          number,
          fail: finish,
          hear: ({ port }, message) => {
            if (message.kind === "failure") {
              finish(new AnalysisError(message.code as AnalysisError["code"], message.fields));
              return;
            }
            if (message.kind === "answer") accept(message.answer as Answer, message.index);
            for (let room = message.kind === "ready" ? TASKS_AT_HAND : 1; room > 0 && !isOver(); room--) {
              const next = queue.next();
              if (next) port.post({ kind: "task", run: number, ...next }, []);
            }
          },
        };
        this.setUp(run.parcel, number, open);
        void workHere(run, isOver, accept).catch((error) => finish(errorOf(error)));
      });
    } catch (error) {
      if (!(error instanceof AnalysisError && error.code === "cancelled")) this.close();
      throw error;
    } finally {
      stop();
    }
  }

  /** Starts workers while there are tasks for them, and sends everyone the parcel. */
  private setUp(parcel: Parcel, run: number, taskCount: number): void {
    while (this.members.length < Math.min(this.size, taskCount)) {
      const member: Member = { port: this.start(), packer: new ArrayPacker() };
      this.members.push(member);
      member.port.listen(
        (message) => {
          if (message.run === this.underWay?.number) this.underWay.hear(member, message);
        },
        (message) => this.lose(member, message),
      );
    }
    for (const { port, packer } of this.members) port.post({ kind: "setup", run, parcel: packer.pack(parcel) }, []);
  }

  /** A worker crashed: with it the run, if there is one. */
  private lose(member: Member, message: string): void {
    if (!this.members.includes(member)) return;
    member.port.terminate();
    this.members = this.members.filter((other) => other !== member);
    this.underWay?.fail(new AnalysisError("pool-crashed", { message }));
  }

  /** Ends the workers; a run under way is cancelled. */
  close(): void {
    this.underWay?.fail(new AnalysisError("cancelled"));
    for (const { port } of this.members) port.terminate();
    this.members = [];
  }
}

/** Takes tasks here until none is left or the run is over. */
async function workHere<Parcel, Task, Answer>(
  { queue, answerHere }: PoolRun<Parcel, Task, Answer>,
  isOver: () => boolean,
  accept: (answer: Answer, index: number) => void,
): Promise<void> {
  if (!answerHere) return;
  for (let next = queue.next(); next !== undefined; next = queue.next()) {
    const answer = await answerHere(next.task);
    if (isOver()) return;
    accept(answer, next.index);
    if (isOver()) return;
  }
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
