import { describe, expect, it } from "vitest";
import { AnalysisError, BadDataError } from "../../src/core/errors.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { createWorkerClient, type WorkerLike } from "../../src/worker/client.ts";
import type { FromWorker, ToWorker } from "../../src/worker/protocol.ts";

/** A worker that answers only when told to. */
class ScriptedWorker implements WorkerLike {
  readonly received: ToWorker[] = [];
  terminated = false;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  onmessageerror: ((event: MessageEvent) => void) | null = null;

  postMessage(message: ToWorker): void {
    this.received.push(message);
  }

  terminate(): void {
    this.terminated = true;
  }

  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }

  crash(): void {
    this.onerror?.({ message: "out of memory" } as ErrorEvent);
  }
}

function createScriptedClient() {
  const workers: ScriptedWorker[] = [];
  const client = createWorkerClient(() => {
    const worker = new ScriptedWorker();
    workers.push(worker);
    return worker;
  });
  return { client, workers };
}

const analyse = { parameters: DEFAULT_PARAMETERS };

describe("worker client", () => {
  it("starts no worker before the first request", () => {
    const { workers } = createScriptedClient();
    expect(workers).toHaveLength(0);
  });

  it("hands each answer to the request that it belongs to, in any order", async () => {
    const { client, workers } = createScriptedClient();
    const first = client.request("saveStudy", {});
    const second = client.request("saveStudy", {});
    const [a, b] = workers[0]?.received ?? [];
    const named = (name: string) => ({ name, bytes: new Uint8Array(0) });
    workers[0]?.say({ kind: "answer", id: b?.id as number, answer: named("second") });
    workers[0]?.say({ kind: "answer", id: a?.id as number, answer: named("first") });
    expect((await first).name).toBe("first");
    expect((await second).name).toBe("second");
  });

  it("passes progress on and forgets the request once it is answered", async () => {
    const { client, workers } = createScriptedClient();
    const seen: number[] = [];
    const answer = client.request("saveStudy", {}, { onProgress: ({ done }) => seen.push(done) });
    const id = workers[0]?.received[0]?.id as number;
    workers[0]?.say({ kind: "progress", id, progress: { stage: "writing", done: 1, total: 3 } });
    workers[0]?.say({ kind: "answer", id, answer: { name: "x", bytes: new Uint8Array(0) } });
    workers[0]?.say({ kind: "progress", id, progress: { stage: "writing", done: 2, total: 3 } });
    await answer;
    expect(seen).toEqual([1]);
  });

  it("turns failures back into the errors they were", async () => {
    const { client, workers } = createScriptedClient();
    const bad = client.request("openFiles", { files: [], adminLevel: null });
    const impossible = client.request("analyse", analyse);
    const issue = { code: "empty-file", severity: "error", layer: "a.csv" } as const;
    workers[0]?.say({ kind: "failure", id: 1, failure: { type: "bad-data", issues: [issue] } });
    workers[0]?.say({ kind: "failure", id: 2, failure: { type: "analysis", code: "unknown-service", fields: {} } });
    await expect(bad).rejects.toBeInstanceOf(BadDataError);
    await expect(bad).rejects.toMatchObject({ issues: [issue] });
    await expect(impossible).rejects.toMatchObject({ code: "unknown-service" });
  });

  it("a crash leaves no promise hanging, and the next request gets a new worker", async () => {
    const { client, workers } = createScriptedClient();
    const waiting = [client.request("saveStudy", {}), client.request("analyse", analyse)];
    workers[0]?.crash();
    for (const request of waiting) await expect(request).rejects.toMatchObject({ code: "worker-crashed" });
    expect(workers[0]?.terminated).toBe(true);
    const again = client.request("saveStudy", {});
    expect(workers).toHaveLength(2);
    const id = workers[1]?.received[0]?.id as number;
    workers[1]?.say({ kind: "answer", id, answer: { name: "again", bytes: new Uint8Array(0) } });
    expect((await again).name).toBe("again");
  });

  it("tells the worker of a cancelled request once, and sends nothing that was cancelled before", async () => {
    const { client, workers } = createScriptedClient();
    const controller = new AbortController();
    const request = client.request("analyse", analyse, { signal: controller.signal });
    controller.abort();
    expect(workers[0]?.received.map(({ kind }) => kind)).toEqual(["request", "cancel"]);
    workers[0]?.say({ kind: "failure", id: 1, failure: { type: "analysis", code: "cancelled", fields: {} } });
    await expect(request).rejects.toBeInstanceOf(AnalysisError);
    await expect(client.request("analyse", analyse, { signal: controller.signal })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(workers[0]?.received).toHaveLength(2);
  });
});
