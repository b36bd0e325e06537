import { describe, expect, it } from "vitest";
import { type FromPoolWorker, type PoolPort, type ToPoolWorker, WorkerPool } from "../../src/worker/pool.ts";

interface Log {
  started: number;
  ended: number;
  parcels: unknown[];
}

/** A worker of the same thread: answers after its parcel and each task, a turn later. */
function createPorts(work: (task: number, parcel: unknown) => FromPoolWorker | "crash", log: Log): () => PoolPort {
  return () => {
    log.started++;
    let parcel: unknown;
    let isEnded = false;
    let onMessage: (message: FromPoolWorker) => void = () => undefined;
    let onCrash: (message: string) => void = () => undefined;
    return {
      listen(hear, crash) {
        onMessage = hear;
        onCrash = crash;
      },
      post(message: ToPoolWorker) {
        setTimeout(() => {
          if (isEnded) return;
          if (message.kind === "setup") {
            parcel = message.parcel;
            log.parcels.push(parcel);
            onMessage({ kind: "ready" });
            return;
          }
          const answer = work(message.task as number, parcel);
          if (answer === "crash") onCrash("out of memory");
          else onMessage(answer.kind === "answer" ? { ...answer, index: message.index } : answer);
        });
      },
      terminate() {
        isEnded = true;
        log.ended++;
      },
    };
  };
}

const newLog = (): Log => ({ started: 0, ended: 0, parcels: [] });
const square = (task: number): FromPoolWorker => ({ kind: "answer", index: 0, answer: task * task });

async function runAll(pool: WorkerPool<unknown, number, number>, tasks: number[]): Promise<number[]> {
  const answers: number[] = [];
  await pool.run({
    tasks,
    take: (answer, index) => {
      expect(answers[index]).toBeUndefined();
      answers[index] = answer;
    },
  });
  return answers;
}

describe("worker pool", () => {
  it("answers every task once, each at its own index, and sets each worker up once", async () => {
    const log = newLog();
    const pool = new WorkerPool<unknown, number, number>("streets", 3, createPorts(square, log));
    const tasks = Array.from({ length: 20 }, (_, index) => index);
    expect(await runAll(pool, tasks)).toEqual(tasks.map((task) => task * task));
    expect(await runAll(pool, [5])).toEqual([25]);
    expect(log).toEqual({ started: 3, ended: 0, parcels: ["streets", "streets", "streets"] });
    pool.close();
    expect(log.ended).toBe(3);
  });

  it("starts no more workers than there are tasks, and none for none", async () => {
    const log = newLog();
    const pool = new WorkerPool<unknown, number, number>(null, 8, createPorts(square, log));
    expect(await runAll(pool, [])).toEqual([]);
    expect(log.started).toBe(0);
    expect(await runAll(pool, [2, 3])).toEqual([4, 9]);
    expect(log.started).toBe(2);
  });

  it("a failing task ends the run with its error, and the next run starts afresh", async () => {
    const log = newLog();
    let isFailing = true;
    const work = (task: number): FromPoolWorker =>
      isFailing && task === 7 ? { kind: "failure", code: "bad-parameter", fields: { field: "speed" } } : square(task);
    const pool = new WorkerPool<unknown, number, number>(null, 2, createPorts(work, log));
    const tasks = [1, 2, 7, 8, 9, 10];
    await expect(runAll(pool, tasks)).rejects.toMatchObject({ code: "bad-parameter", fields: { field: "speed" } });
    expect(log.ended).toBe(2);
    isFailing = false;
    expect(await runAll(pool, tasks)).toEqual([1, 4, 49, 64, 81, 100]);
  });

  it("a crashed worker leaves no promise hanging", async () => {
    const pool = new WorkerPool<unknown, number, number>(
      null,
      2,
      createPorts(() => "crash", newLog()),
    );
    await expect(runAll(pool, [1, 2, 3])).rejects.toMatchObject({ code: "worker-crashed" });
  });

  it("cancelling ends the workers at once", async () => {
    const log = newLog();
    const pool = new WorkerPool<unknown, number, number>(null, 2, createPorts(square, log));
    const controller = new AbortController();
    let taken = 0;
    const run = pool.run({
      tasks: Array.from({ length: 1000 }, (_, index) => index),
      signal: controller.signal,
      take: () => {
        if (++taken === 3) controller.abort();
      },
    });
    await expect(run).rejects.toMatchObject({ code: "cancelled" });
    expect(taken).toBeLessThan(10);
    expect(log.ended).toBe(2);
    await expect(pool.run({ tasks: [1], take: () => undefined, signal: controller.signal })).rejects.toMatchObject({
      code: "cancelled",
    });
  });
});
