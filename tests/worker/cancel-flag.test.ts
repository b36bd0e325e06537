import { afterEach, describe, expect, it, vi } from "vitest";
import { createCancelFlag, hearCancelFlag, raiseCancelFlag } from "../../src/worker/cancel-flag.ts";
import { createWorkerClient, type WorkerLike } from "../../src/worker/client.ts";
import type { ToWorker } from "../../src/worker/protocol.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a cancellation in shared memory", () => {
  it("is seen at once, without the message, which still comes", () => {
    vi.stubGlobal("crossOriginIsolated", true);
    const flag = createCancelFlag();
    const controller = new AbortController();
    const signal = hearCancelFlag(controller.signal, flag ?? undefined);
    let heard = 0;
    signal.addEventListener("abort", () => heard++);
    expect(signal.aborted).toBe(false);
    if (flag) raiseCancelFlag(flag);
    expect([signal.aborted, heard]).toEqual([true, 0]);
    controller.abort();
    expect([signal.aborted, heard]).toEqual([true, 1]);
  });

  it("follows the signal alone where memory cannot be shared", () => {
    expect(createCancelFlag()).toBe(null);
    const controller = new AbortController();
    const signal = hearCancelFlag(controller.signal, undefined);
    expect(signal.aborted).toBe(false);
    controller.abort();
    expect(signal.aborted).toBe(true);
  });

  it("is raised by the page as soon as somebody gives up, whatever the worker is doing", async () => {
    vi.stubGlobal("crossOriginIsolated", true);
    const sent: ToWorker[] = [];
    const worker: WorkerLike = {
      postMessage: (message) => void sent.push(message),
      terminate: () => undefined,
      onmessage: null,
      onerror: null,
      onmessageerror: null,
    };
    const client = createWorkerClient(() => worker);
    const controller = new AbortController();
    const asked = client.request("endImport", null as never, { signal: controller.signal });
    const [request] = sent;
    const flag = request?.kind === "request" ? request.cancelFlag : undefined;
    expect(flag?.[0]).toBe(0);
    controller.abort();
    expect(flag?.[0]).toBe(1);
    expect(sent.map(({ kind }) => kind)).toEqual(["request", "cancel"]);
    client.dispose();
    await expect(asked).rejects.toThrow("cancelled");
  });
});
