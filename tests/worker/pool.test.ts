import { describe, expect, it } from "vitest";
import { AnalysisError } from "../../src/core/errors.ts";
import { TaskQueue, WorkerPool } from "../../src/worker/pool.ts";
import type { CreateJob } from "../../src/worker/serve-pool.ts";
import { createPortLog, createPorts, type PortLog } from "../support/pool-ports.ts";

/** A pool whose workers know a factor and multiply by it. */
function createPool(
  size: number,
  { log = createPortLog(), onTask = () => undefined, startMs = 0 }: Partial<PoolOptions> = {},
): WorkerPool<number, number, number> {
  const createJob: CreateJob<number, number, number> = (factor) => (task) => {
    onTask(task);
    return { answer: factor * task, transfer: [] };
  };
  return new WorkerPool(size, createPorts(createJob, log, startMs));
}

interface PoolOptions {
  readonly log: PortLog;
  readonly onTask: (task: number) => void;
  readonly startMs: number;
}

async function runAll(
  pool: WorkerPool<number, number, number>,
  tasks: number[],
  more: { factor?: number; signal?: AbortSignal; answerHere?: (task: number) => Promise<number> } = {},
): Promise<number[]> {
  const { factor = 10, ...control } = more;
  const answers: number[] = [];
  await pool.run({
    parcel: factor,
    queue: new TaskQueue(tasks),
    take: (answer, index) => {
      expect(answers[index]).toBeUndefined();
      answers[index] = answer;
    },
    ...control,
  });
  return answers;
}

const countUp = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const tenfold = (tasks: number[]): number[] => tasks.map((task) => 10 * task);

describe("worker pool", () => {
  it("answers every task once, each at its own index, with workers that stay for the next run", async () => {
    const log = createPortLog();
    const pool = createPool(3, { log });
    expect(await runAll(pool, countUp(20))).toEqual(tenfold(countUp(20)));
    expect(await runAll(pool, [5], { factor: 3 })).toEqual([15]);
    expect([log.started, log.ended]).toEqual([3, 0]);
    pool.close();
    expect(log.ended).toBe(3);
  });

  it("starts no more workers than there are tasks, and none for none", async () => {
    const log = createPortLog();
    const pool = createPool(8, { log });
    expect(await runAll(pool, [])).toEqual([]);
    expect(log.started).toBe(0);
    expect(await runAll(pool, [2, 3])).toEqual([20, 30]);
    expect(log.started).toBe(2);
  });

  it("runs one after the other, each with its own parcel", async () => {
    const pool = createPool(2);
    const runs = [1, 2, 3].map((factor) => runAll(pool, countUp(9), { factor }));
    expect(await Promise.all(runs)).toEqual([1, 2, 3].map((factor) => countUp(9).map((task) => factor * task)));
  });

  it("shares the tasks with whoever runs it, and waits for no worker that is still starting", async () => {
    const log = createPortLog();
    const here: number[] = [];
    const answerHere = async (task: number): Promise<number> => {
      here.push(task);
      await new Promise((resolve) => setTimeout(resolve));
      return 10 * task;
    };
    const both = createPool(2, { log });
    expect(await runAll(both, countUp(60), { answerHere })).toEqual(tenfold(countUp(60)));
    const shared = log.posted.filter(({ kind }) => kind === "task").length;
    expect(shared).toBeGreaterThan(0);
    expect(here.length).toBeGreaterThan(0);
    expect(shared + here.length).toBe(60);

    const late = createPortLog();
    const slow = createPool(2, { log: late, startMs: 60_000 });
    expect(await runAll(slow, countUp(20), { answerHere })).toEqual(tenfold(countUp(20)));
    expect([late.started, late.posted.filter(({ kind }) => kind === "task").length]).toEqual([2, 0]);
    slow.close();
  });

  it("a failing task ends the run with its error, and the next run starts afresh", async () => {
    const log = createPortLog();
    let isFailing = true;
    const onTask = (task: number): void => {
      if (isFailing && task === 7) throw new AnalysisError("bad-parameter", { field: "speed" });
    };
    const pool = createPool(2, { log, onTask });
    const tasks = [1, 2, 7, 8, 9, 10];
    await expect(runAll(pool, tasks)).rejects.toMatchObject({ code: "bad-parameter", fields: { field: "speed" } });
    expect(log.ended).toBe(2);
    isFailing = false;
    expect(await runAll(pool, tasks)).toEqual(tenfold(tasks));
    expect(log.started).toBe(4);
  });

  it("a crashed worker ends the run with an error that says so, and the next run starts afresh", async () => {
    const log = createPortLog();
    let isFailing = true;
    const onTask = (): void => {
      if (isFailing) throw new RangeError("out of memory");
    };
    const pool = createPool(2, { log, onTask });
    const expected = { code: "pool-crashed", fields: { message: "out of memory" } };
    await expect(runAll(pool, [1, 2, 3])).rejects.toMatchObject(expected);
    isFailing = false;
    expect(await runAll(pool, [1, 2, 3])).toEqual([10, 20, 30]);
    expect([log.started, log.ended]).toEqual([4, 2]);
  });

  it("an error here ends the run too, and the workers hear of no further task", async () => {
    const log = createPortLog();
    const pool = createPool(1, { log });
    const answerHere = async (): Promise<number> => {
      throw new AnalysisError("cancelled");
    };
    await expect(runAll(pool, countUp(50), { answerHere })).rejects.toMatchObject({ code: "cancelled" });
    const posted = log.posted.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(log.posted.length).toBe(posted);
  });

  it("cancelling ends the run at once; the workers do the next one, and late answers are dropped", async () => {
    const log = createPortLog();
    const pool = createPool(2, { log });
    const controller = new AbortController();
    let taken = 0;
    const run = pool.run({
      parcel: 10,
      queue: new TaskQueue(countUp(1000)),
      signal: controller.signal,
      take: () => {
        if (++taken === 3) controller.abort();
      },
    });
    await expect(run).rejects.toMatchObject({ code: "cancelled" });
    expect(await runAll(pool, countUp(9), { factor: 4 })).toEqual(countUp(9).map((task) => 4 * task));
    expect(taken).toBe(3);
    expect([log.started, log.ended]).toEqual([2, 0]);
    await expect(runAll(pool, [1], { signal: controller.signal })).rejects.toMatchObject({ code: "cancelled" });
  });

  it("closing in the middle of a run cancels it", async () => {
    const pool = createPool(1);
    const run = runAll(pool, countUp(100));
    setTimeout(() => pool.close(), 3);
    await expect(run).rejects.toMatchObject({ code: "cancelled" });
  });
});
