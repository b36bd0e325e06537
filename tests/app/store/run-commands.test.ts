import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { useAnalysis } from "../../../src/app/store/analysis-store.ts";
import { cancelOpening, openStudyFiles } from "../../../src/app/store/open-study.ts";
import { useProject } from "../../../src/app/store/project-store.ts";
import {
  cancelAnalysis,
  connectClient,
  holdWholeRuns,
  letGo,
  requestAnalysis,
} from "../../../src/app/store/run-commands.ts";
import type { AnalysisResult } from "../../../src/core/analysis-result.ts";
import { AnalysisError, BadDataError } from "../../../src/core/errors.ts";
import type { AnalysisParameters } from "../../../src/core/model/parameters.ts";
import type { Scenario } from "../../../src/core/model/scenario.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import type { AnalysisClient, OpenedStudy, RequestName, Requests, StudyView } from "../../../src/worker/protocol.ts";

interface Asked {
  readonly name: RequestName;
  readonly parameters: unknown;
  readonly answer: (value: unknown) => void;
  readonly fail: (error: Error) => void;
  readonly signal: AbortSignal | undefined;
  readonly scenario: Scenario | undefined;
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
        scenario: control?.scenario,
      });
    });
  },
  dispose() {},
};

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const createStudy = (id: string, serviceIds: readonly string[] = []): StudyView =>
  ({
    id,
    services: serviceIds.map((serviceId) => ({ id: serviceId, title: { zh: "", en: "" }, circle: true })),
    facilities: [],
    units: [],
    targets: [],
    edits: NO_EDITS,
    scenarios: [],
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
const open = async (id: string, serviceIds: readonly string[] = []): Promise<void> => {
  const done = openStudyFiles([{ name: `${id}.mscircle`, bytes: new Uint8Array(1) }]);
  last().answer({ study: createStudy(id, serviceIds), issues: [] } satisfies OpenedStudy);
  await done;
};
const setMinutes = (value: number): void => useProject.getState().editParameters({ cutoffSeconds: value * 60 });

beforeAll(() => connectClient(client));

describe("what the page asks of the worker", () => {
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

  it("runs under the scenario on screen, and shows its layers before its result", async () => {
    const scenario = { id: "scenario-1", name: "方案一", edits: [] };
    const { editScenario, showScenario } = useProject.getState();
    const before = asked.length;
    editScenario(scenario);
    expect(asked).toHaveLength(before);
    const baseline = useAnalysis.getState().study;
    showScenario("scenario-1");
    expect(last()).toMatchObject({ name: "analyse", scenario });
    const { parameters } = last().parameters as { parameters: AnalysisParameters };
    last().answer(createResult(parameters));
    await settle();
    expect(last()).toMatchObject({ name: "viewScenario", parameters: { scenario } });
    expect(useAnalysis.getState().status).toBe("running");
    const facilities: StudyView["facilities"] = [];
    last().answer({ layers: { facilities }, issues: [] });
    await settle();
    expect(useAnalysis.getState().status).toBe("done");
    expect(useAnalysis.getState().study?.facilities).toBe(facilities);
    expect(useAnalysis.getState().study?.communities).toBe(baseline?.communities);
    showScenario(null);
    expect(last()).toMatchObject({ name: "analyse", scenario: undefined });
    await answerAnalysis();
    expect(useAnalysis.getState().study).toBe(baseline);
  });
});

/** What an analysis was asked for: a look at the clinic alone, or the whole run. */
const analysesAsked = (): { minutes: number; isLook: boolean }[] =>
  asked
    .filter(({ name }) => name === "analyse")
    .map(({ parameters }) => {
      const { parameters: chosen, firstLook = false } = parameters as Requests["analyse"][0];
      expect(chosen.serviceIds).toEqual(firstLook ? ["clinic"] : null);
      return { minutes: chosen.cutoffSeconds / 60, isLook: firstLook };
    });
const shownMinutes = () => {
  const { look, result } = useAnalysis.getState();
  return { look: (look?.parameters.cutoffSeconds ?? 0) / 60, settled: (result?.parameters.cutoffSeconds ?? 0) / 60 };
};
const wholeRun = async (): Promise<Asked> =>
  await vi.waitFor(() => {
    expect(analysesAsked().at(-1)?.isLook).toBe(false);
    return last();
  }, 5000);

describe("while the slider is dragged", () => {
  beforeAll(() => {
    vi.stubGlobal("document", { body: { dataset: { choropleth: "visible" } } });
  });
  afterAll(() => vi.unstubAllGlobals());
  beforeEach(async () => {
    useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
    asked.length = 0;
    await open("first", ["clinic"]);
    await answerAnalysis();
    await wholeRun();
    await answerAnalysis();
    expect(useAnalysis.getState()).toMatchObject({ status: "done", look: null });
    asked.length = 0;
  });

  it("the worker is asked for the service on screen alone, one look at a time, and for the whole once the hand rests", async () => {
    for (const minutes of [16, 17, 18]) setMinutes(minutes);
    await answerAnalysis();
    expect(shownMinutes()).toEqual({ look: 16, settled: 15 });
    await answerAnalysis();
    expect(shownMinutes()).toEqual({ look: 18, settled: 15 });
    expect(useAnalysis.getState().status).toBe("running");
    await wholeRun();
    expect(analysesAsked()).toEqual([
      { minutes: 16, isLook: true },
      { minutes: 18, isLook: true },
      { minutes: 18, isLook: false },
    ]);
    await answerAnalysis();
    expect(useAnalysis.getState()).toMatchObject({ status: "done", look: null });
    expect(shownMinutes().settled).toBe(18);
  });

  it("a move during the whole run cancels it, and its late answer is dropped", async () => {
    setMinutes(20);
    await answerAnalysis();
    const whole = await wholeRun();
    setMinutes(21);
    expect(whole.signal?.aborted).toBe(true);
    whole.answer(createResult({ cutoffSeconds: 1200 }));
    await settle();
    expect(shownMinutes()).toEqual({ look: 20, settled: 15 });
    expect(analysesAsked().at(-1)).toEqual({ minutes: 21, isLook: true });
    await answerAnalysis();
    await wholeRun();
    await answerAnalysis();
    expect(useAnalysis.getState()).toMatchObject({ status: "done", look: null });
    expect(shownMinutes().settled).toBe(21);
  });

  it("while something is in the hand no whole run begins, however long it rests; put down, everything is counted", async () => {
    holdWholeRuns();
    setMinutes(20);
    await answerAnalysis();
    await new Promise((resolve) => setTimeout(resolve, 250));
    setMinutes(21);
    await settle();
    await answerAnalysis();
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(analysesAsked().every(({ isLook }) => isLook)).toBe(true);
    expect(shownMinutes()).toEqual({ look: 21, settled: 15 });
    letGo();
    await wholeRun();
    await answerAnalysis();
    expect(shownMinutes()).toEqual({ look: 0, settled: 21 });
    letGo();
    await settle();
    expect(useAnalysis.getState().status).toBe("done");
  });

  it("cancelling brings the last whole result back", async () => {
    setMinutes(20);
    await answerAnalysis();
    cancelAnalysis();
    await settle();
    expect(useAnalysis.getState()).toMatchObject({ status: "done", look: null });
    expect(shownMinutes().settled).toBe(15);
    setMinutes(22);
    await answerAnalysis();
    expect(shownMinutes()).toEqual({ look: 22, settled: 15 });
    await wholeRun();
    await answerAnalysis();
  });

  it("bad files dropped meanwhile leave no run hanging", async () => {
    setMinutes(20);
    await answerAnalysis();
    const done = openStudyFiles([{ name: "broken.osm.pbf", bytes: new Uint8Array(0) }]);
    last().fail(new BadDataError([{ code: "empty-file", severity: "error", layer: "broken.osm.pbf" }]));
    await done;
    await settle();
    expect(useAnalysis.getState()).toMatchObject({ status: "done", look: null });
  });
});
