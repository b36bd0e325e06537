/** Tasks of a command, here or shared out to threads; their answers are taken in the order of the tasks either way. */
import { TaskQueue, WorkerPool } from "../worker/pool.ts";
import type { CreateJob } from "../worker/serve-pool.ts";
import { shareArrays } from "../worker/share-arrays.ts";
import type { ThreadJob } from "./serve-thread.ts";
import { countThreads, startThread } from "./start-threads.ts";

interface OrderedWork<Parcel, Task, Answer> {
  /** The name under which threads find the job … */
  readonly job: ThreadJob;
  /** … and the job itself, for running it here. */
  readonly createJob: CreateJob<Parcel, Task, Answer>;
  readonly parcel: Parcel;
  readonly tasks: readonly Task[];
  /** Whether there is more to do than threads take to start. */
  readonly isLarge: boolean;
  readonly take: (answer: Answer, task: Task) => void;
}

export async function runInOrder<Parcel, Task, Answer>(work: OrderedWork<Parcel, Task, Answer>): Promise<void> {
  const { job, createJob, parcel, tasks, isLarge, take } = work;
  const threads = isLarge ? Math.min(countThreads(), tasks.length) : 1;
  if (threads <= 1) {
    const answerTask = createJob(parcel);
    for (const task of tasks) {
      take(answerTask(task).answer, task);
      // Lets the signal in that breaks the run off.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return;
  }
  const waiting = new Map<number, Answer>();
  let taken = 0;
  const pool = new WorkerPool<Parcel, Task, Answer>(threads, () => startThread(job));
  try {
    await pool.run({
      parcel: shareArrays(parcel),
      queue: new TaskQueue(tasks),
      take: (answer, index) => {
        waiting.set(index, answer);
        for (let ready = waiting.get(taken); ready !== undefined; ready = waiting.get(taken)) {
          waiting.delete(taken);
          take(ready, tasks[taken++] as Task);
        }
      },
    });
  } finally {
    pool.close();
  }
}
