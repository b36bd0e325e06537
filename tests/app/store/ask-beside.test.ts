import { beforeEach, describe, expect, it, vi } from "vitest";
import { readBeside } from "../../../src/app/select/use-beside.ts";
import { useAnalysis } from "../../../src/app/store/analysis-store.ts";
import { askBeside, cancelBeside, forgetBeside, keyOfQuestion } from "../../../src/app/store/ask-beside.ts";
import { AnalysisError } from "../../../src/core/errors.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { AnalysisClient } from "../../../src/worker/protocol.ts";

interface Asked {
  readonly parameters: unknown;
  readonly answer: (value: unknown) => void;
  readonly fail: (error: Error) => void;
  readonly signal: AbortSignal | undefined;
}

const asked: Asked[] = [];
const client: AnalysisClient = {
  request: (_, parameters, control) =>
    new Promise((resolve, reject) => {
      asked.push({ parameters, answer: (value) => resolve(value as never), fail: reject, signal: control?.signal });
    }),
  dispose() {},
};

const question = (minutes: number, serviceId = "clinic") => ({
  parameters: { ...DEFAULT_PARAMETERS, cutoffSeconds: 60 * minutes },
  serviceId,
});
const state = () => useAnalysis.getState().beside.access;
const sent = async (count: number) => await vi.waitFor(() => expect(asked).toHaveLength(count));

describe("what stands beside the run", () => {
  beforeEach(() => {
    forgetBeside();
    asked.length = 0;
    useAnalysis.setState({ beside: {}, status: "done" });
  });

  it("is asked once the question has stood still, and only for the last one", async () => {
    for (const minutes of [10, 11, 12]) askBeside(client, "access", question(minutes));
    expect(state()?.status).toBe("waiting");
    await sent(1);
    expect(asked[0]?.parameters).toEqual(question(12));
    asked[0]?.answer("twelve");
    await vi.waitFor(() => expect(state()).toMatchObject({ status: "done", answer: "twelve" }));
  });

  it("waits for the run", async () => {
    useAnalysis.setState({ status: "running" });
    askBeside(client, "access", question(10));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(asked).toHaveLength(0);
    useAnalysis.setState({ status: "done" });
    await sent(1);
  });

  it("drops the answer to an earlier question and cancels it, but keeps the last one of the subject while waiting", async () => {
    askBeside(client, "access", question(10));
    await sent(1);
    askBeside(client, "access", question(20));
    expect(asked[0]?.signal?.aborted).toBe(true);
    asked[0]?.answer("ten");
    await sent(2);
    expect(state()?.answer).toBeUndefined();
    asked[1]?.answer("twenty");
    await vi.waitFor(() => expect(state()?.answer).toBe("twenty"));
    askBeside(client, "access", question(25));
    expect(readBeside<"access">(state(), question(25))).toMatchObject({ answer: "twenty", isFresh: false });
    askBeside(client, "access", question(25, "kindergarten"));
    expect(readBeside<"access">(state(), question(25, "kindergarten")).answer).toBeUndefined();
  });

  it("does not ask again for what is known, nor for what does not change the answer", async () => {
    askBeside(client, "access", question(10));
    await sent(1);
    asked[0]?.answer("ten");
    await vi.waitFor(() => expect(state()?.status).toBe("done"));
    const other = question(10);
    askBeside(client, "access", { ...other, parameters: { ...other.parameters, passShare: 0.5 } });
    await new Promise((resolve) => setTimeout(resolve, 450));
    expect(asked).toHaveLength(1);
    expect(keyOfQuestion(question(10))).not.toBe(keyOfQuestion(question(11)));
  });

  it("can be cancelled and asked again; a failure says why", async () => {
    askBeside(client, "access", question(10));
    await sent(1);
    cancelBeside("access");
    expect(state()?.status).toBe("cancelled");
    expect(asked[0]?.signal?.aborted).toBe(true);
    askBeside(client, "access", question(10));
    await sent(2);
    asked[1]?.fail(new AnalysisError("no-sources"));
    await vi.waitFor(() => expect(state()).toMatchObject({ status: "failed", failure: { code: "no-sources" } }));
  });
});
