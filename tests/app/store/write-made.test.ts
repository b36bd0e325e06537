import { beforeEach, describe, expect, it } from "vitest";
import { useAnalysis } from "../../../src/app/store/analysis-store.ts";
import { setClient } from "../../../src/app/store/ask-worker.ts";
import { finishWriting, writeMade } from "../../../src/app/store/write-made.ts";
import type { AnalysisClient } from "../../../src/worker/protocol.ts";

const asked: string[] = [];
let isBroken = false;

beforeEach(() => {
  asked.length = 0;
  isBroken = false;
  useAnalysis.setState({ status: "running", opening: null });
  const request = async (name: string) => {
    asked.push(name);
    if (isBroken) throw new Error("gone");
    return { name: "town.mscircle", bytes: Uint8Array.of(1), inputs: {} };
  };
  setClient({ request, dispose: () => undefined } as unknown as AnalysisClient);
});

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe("writing what was made of brought files", () => {
  it("waits for the first answer", async () => {
    const written: (string | undefined)[] = [];
    writeMade(async (file) => void written.push(file?.name));
    await turn();
    expect(asked).toEqual([]);
    useAnalysis.setState({ status: "done" });
    await turn();
    expect(asked).toEqual(["saveStudy"]);
    expect(written).toEqual(["town.mscircle"]);
    expect(finishWriting()).toBeNull();
  });

  it("is done at once before another study is opened", async () => {
    const written: (string | undefined)[] = [];
    writeMade(async (file) => void written.push(file?.name));
    await finishWriting();
    expect(written).toEqual(["town.mscircle"]);
  });

  it("says where it cannot be done", async () => {
    isBroken = true;
    const written: (string | undefined)[] = [];
    writeMade(async (file) => void written.push(file?.name));
    await finishWriting();
    expect(written).toEqual([undefined]);
  });
});
