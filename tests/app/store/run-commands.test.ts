import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useAnalysis } from "../../../src/app/store/analysis-store.ts";
import { useProject } from "../../../src/app/store/project-store.ts";
import {
  cancelAnalysis,
  cancelOpening,
  connectClient,
  openStudyFiles,
  requestAnalysis,
} from "../../../src/app/store/run-commands.ts";
import type { AnalysisResult } from "../../../src/core/analysis-result.ts";
import { AnalysisError, BadDataError } from "../../../src/core/errors.ts";
import type { AnalysisParameters } from "../../../src/core/model/parameters.ts";
import type { AnalysisClient, OpenedStudy, RequestName, StudyView } from "../../../src/worker/protocol.ts";

interface Asked {
  readonly name: RequestName;
  readonly parameters: unknown;
  readonly answer: (value: unknown) => void;
  readonly fail: (error: Error) => void;
  readonly signal: AbortSignal | undefined;
}

/** A client whose answers come when the test gives them. */
const asked: Asked[] = [];
const client: AnalysisClient = {
  request(name, parameters, control) {
    return new Promise((resolve, reject) => {
      asked.push({
        name,
        parameters,
        answer: (value) => resolve(value as never),
        fail: reject,
        signal: control?.signal,
      });
    });
  },
  dispose() {},
};

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const createStudy = (id: string): StudyView =>
  ({
    id,
    services: [],
    facilities: [],
    units: [],
    communities: { count: 0, ids: [], names: [], parentIds: [], kinds: [], areas: [], centres: new Float64Array() },
    demand: { count: 0, unit: "people", totals: { all: 0 } },
  }) as unknown as StudyView;
const createResult = (parameters: unknown): AnalysisResult =>
  ({ parameters: parameters as AnalysisParameters, services: [], targets: [] }) as unknown as AnalysisResult;
const minutesAsked = (): number[] =>
  asked
    .filter(({ name }) => name === "analyse")
    .map(({ parameters }) => (parameters as { parameters: AnalysisParameters }).parameters.cutoffSeconds / 60);
const last = (): Asked => asked.at(-1) as Asked;
const answerAnalysis = async (): Promise<void> => {
  const request = last();
  request.answer(createResult((request.parameters as { parameters: AnalysisParameters }).parameters));
  await settle();
};
const open = async (id: string): Promise<void> => {
  const done = openStudyFiles([{ name: `${id}.mscircle`, bytes: new Uint8Array(1) }]);
  last().answer({ study: createStudy(id), issues: [] } satisfies OpenedStudy);
  await done;
};
const setMinutes = (value: number): void => useProject.getState().editParameters({ cutoffSeconds: value * 60 });

describe("what the page asks of the worker", () => {
  beforeAll(() => connectClient(client));
  beforeEach(async () => {
    useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
    asked.length = 0;
    await open("first");
    await answerAnalysis();
    asked.length = 0;
  });

  it("is an analysis for every edit of the parameters", async () => {
    setMinutes(20);
    expect(useAnalysis.getState().status).toBe("running");
    await answerAnalysis();
    expect(useAnalysis.getState()).toMatchObject({ status: "done" });
    expect(useAnalysis.getState().result?.parameters.cutoffSeconds).toBe(1200);
  });

  it("is one analysis at a time, and after it only the latest wish", async () => {
    for (const value of [16, 17, 18, 19]) setMinutes(value);
    expect(minutesAsked()).toEqual([16]);
    await answerAnalysis();
    expect(minutesAsked()).toEqual([16, 19]);
    await answerAnalysis();
    expect(useAnalysis.getState().result?.parameters.cutoffSeconds).toBe(1140);
  });

  it("drops the answer about a study that is no longer open", async () => {
    setMinutes(20);
    const stale = last();
    const done = openStudyFiles([{ name: "second.mscircle", bytes: new Uint8Array(1) }]);
    last().answer({ study: createStudy("second"), issues: [] });
    await done;
    stale.answer(createResult({ cutoffSeconds: 1200 }));
    await settle();
    expect(useAnalysis.getState().study?.id).toBe("second");
    expect(useAnalysis.getState().result?.parameters.cutoffSeconds).not.toBe(1200);
    await answerAnalysis();
    expect(useAnalysis.getState().result?.parameters.cutoffSeconds).toBe(900);
  });

  it("leaves the open study as it was when files are bad", async () => {
    const before = useAnalysis.getState();
    const done = openStudyFiles([{ name: "broken.osm.pbf", bytes: new Uint8Array(0) }]);
    last().fail(new BadDataError([{ code: "empty-file", severity: "error", layer: "broken.osm.pbf" }]));
    await done;
    const after = useAnalysis.getState();
    expect(after.study).toBe(before.study);
    expect(after.result).toBe(before.result);
    expect(after.openingFailure).toMatchObject({ fileNames: ["broken.osm.pbf"], failure: { kind: "bad-data" } });
  });

  it("gives up an opening that is cancelled, even when its answer comes later", async () => {
    const done = openStudyFiles([{ name: "slow.osm.pbf", bytes: new Uint8Array(1) }]);
    const slow = last();
    cancelOpening();
    expect(slow.signal?.aborted).toBe(true);
    slow.answer({ study: createStudy("slow"), issues: [] });
    await done;
    expect(useAnalysis.getState().study?.id).toBe("first");
    expect(useAnalysis.getState().opening).toBeNull();
  });

  it("keeps the last result when a run is cancelled", async () => {
    const before = useAnalysis.getState().result;
    setMinutes(20);
    cancelAnalysis();
    expect(last().signal?.aborted).toBe(true);
    last().fail(new AnalysisError("cancelled"));
    await settle();
    expect(useAnalysis.getState()).toMatchObject({ status: "done", result: before });
  });

  it("says why a run failed and can be asked again", async () => {
    setMinutes(20);
    last().fail(new AnalysisError("worker-crashed", { message: "memory" }));
    await settle();
    expect(useAnalysis.getState()).toMatchObject({
      status: "failed",
      failure: { kind: "analysis", code: "worker-crashed" },
    });
    requestAnalysis();
    await answerAnalysis();
    expect(useAnalysis.getState().status).toBe("done");
  });
});
