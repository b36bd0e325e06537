import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readTargets } from "../../../src/app/select/target-results.ts";
import { useAnalysis } from "../../../src/app/store/analysis-store.ts";
import { editTarget, restoreTarget } from "../../../src/app/store/edit-target.ts";
import { openStudyFiles } from "../../../src/app/store/open-study.ts";
import { currentEdits, useProject } from "../../../src/app/store/project-store.ts";
import { connectClient } from "../../../src/app/store/run-commands.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import type { Rule, Target, TargetResult } from "../../../src/core/plan/target.ts";
import { writeStudyFile } from "../../../src/io/study/study-file.ts";
import { createInProcessClient } from "../../../src/worker/in-process-client.ts";
import type { Requests } from "../../../src/worker/protocol.ts";
import { createRandomStudy } from "../../support/random-study.ts";

const client = createInProcessClient({ fetchBytes: async () => null });
const request = vi.spyOn(client, "request");
const random = createRandomStudy(7);
const study = {
  ...random,
  facilities: random.facilities.map((layer) => ({ ...layer, attributes: { places: layer.ids.map(() => 1) } })),
};
const targets = createDefaultTargets(study.services);

const resultOf = (id: string): TargetResult | undefined =>
  useAnalysis.getState().result?.targets.find(({ targetId }) => targetId === id);
const targetOf = (id: string): Target => readTargets().find((target) => target.id === id) as Target;
const withPassShare = (target: Target, passShare: number): Target => ({
  ...target,
  rule: { ...target.rule, passShare } as Rule,
});
const asked = (name: string): unknown[] => request.mock.calls.filter(([each]) => each === name).map(([, what]) => what);
const judged = (): string[][] =>
  (asked("judge") as Requests["judge"][0][]).map((each) => each.targets.map(({ id }) => id));
const [CLINIC, DAY_CARE] = targets.map(({ id }) => id) as [string, string];

beforeAll(() => {
  vi.stubGlobal("requestAnimationFrame", (then: () => void) => setTimeout(then));
  vi.stubGlobal("document", { body: { dataset: { choropleth: "visible" } } });
  connectClient(client);
});

beforeEach(async () => {
  useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
  const bytes = await writeStudyFile({ ...study, targets });
  await openStudyFiles([{ name: "random.mscircle", bytes }]);
  await vi.waitFor(() => expect(useAnalysis.getState()).toMatchObject({ status: "done" }));
  await vi.waitFor(() => expect(useAnalysis.getState().judged).toHaveLength(2));
  request.mockClear();
});

describe("an edit of the plan", () => {
  it("judges the target that it changed and no other, without a run, and comes back with undo", async () => {
    const before = resultOf(CLINIC);
    const other = resultOf(DAY_CARE);
    editTarget(withPassShare(targetOf(CLINIC), 0.01));
    await vi.waitFor(() => expect(resultOf(CLINIC)?.unitsMet).toBeGreaterThan(before?.unitsMet as number));
    expect(judged()).toEqual([[CLINIC]]);
    expect(resultOf(DAY_CARE)).toBe(other);
    expect(asked("analyse")).toEqual([]);
    expect(resultOf(CLINIC)?.assumptions.some(({ zh }) => zh.startsWith("已改口径"))).toBe(true);
    useProject.getState().undo();
    await vi.waitFor(() => expect(resultOf(CLINIC)).toEqual(before));
  });

  it("the newest of several edits in a row is the one whose result stands", async () => {
    for (const share of [0.9, 0.6, 0.3, 0.01]) editTarget(withPassShare(targetOf(CLINIC), share), "typing");
    await vi.waitFor(() => expect(useAnalysis.getState().judged).toBe(readTargets()));
    expect(judged().length).toBeLessThanOrEqual(2);
    expect(resultOf(CLINIC)?.unitsMet).toBe(resultOf(CLINIC)?.unitsTested);
    // One merge key, one step back.
    useProject.getState().undo();
    expect(currentEdits(useProject.getState()).targets).toEqual([]);
  });

  it("is one of the draft that is judged, and leaves the plan alone", async () => {
    const draft = { id: "next", title: "下一轮", createdOn: "2026-01-01", targets };
    useProject.getState().editPlan({ drafts: [draft], draftId: "next" });
    editTarget(withPassShare(targetOf(CLINIC), 0.01));
    const edits = currentEdits(useProject.getState());
    expect(edits.targets).toEqual([]);
    expect(edits.drafts[0]?.targets[0]?.rule).toMatchObject({ passShare: 0.01 });
    await vi.waitFor(() => expect(resultOf(CLINIC)?.unitsMet).toBe(resultOf(CLINIC)?.unitsTested));
    restoreTarget(CLINIC);
    expect(currentEdits(useProject.getState()).drafts[0]?.targets[0]).toEqual(targets[0]);
  });

  it("back at the plan's own words leaves no edit behind", () => {
    const own = targetOf(CLINIC);
    editTarget(withPassShare(own, 0.5));
    expect(currentEdits(useProject.getState()).targets).toHaveLength(1);
    editTarget({ ...own });
    expect(currentEdits(useProject.getState()).targets).toEqual([]);
    editTarget(withPassShare(own, 0.5));
    restoreTarget(CLINIC);
    expect(targetOf(CLINIC)).toBe(own);
  });

  it("another norm of capacity judges anew what asks for places, and that alone", async () => {
    const own = targetOf(CLINIC);
    editTarget({ ...own, rule: { ...own.rule, withPlaces: true } as Rule });
    await vi.waitFor(() => expect(judged()).toEqual([[CLINIC]]));
    await vi.waitFor(() => expect(useAnalysis.getState().judged).toBe(readTargets()));
    const [before, other] = [resultOf(CLINIC), resultOf(DAY_CARE)];
    request.mockClear();
    const norm = { serviceId: "clinic", attribute: "places", value: 5000, measure: "people-per-unit" } as const;
    const capacityNorms = [{ ...norm, source: "函", date: "2026-03-01", confirmedBy: "王工" }];
    useProject.getState().editPlan({ capacityNorms });
    await vi.waitFor(() => expect(resultOf(CLINIC)?.peopleShort).toBeLessThan(before?.peopleShort as number));
    expect(judged()).toEqual([[CLINIC]]);
    expect(resultOf(DAY_CARE)).toBe(other);
    useProject.getState().undo();
    await vi.waitFor(() => expect(resultOf(CLINIC)).toEqual(before));
  });

  it("that changes no target asks for nothing", async () => {
    const note = { inconsistencyId: "I01", optionId: "a", decidedBy: "", date: "2026-01-01", note: "" };
    useProject.getState().editPlan({ choices: [note] });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(request).not.toHaveBeenCalled();
  });

  it("a pass mark of the run judges the whole plan anew at once", async () => {
    const before = resultOf(CLINIC)?.unitsMet as number;
    useProject.getState().editParameters({ passShare: 0.01 });
    await vi.waitFor(() => expect(resultOf(CLINIC)?.unitsMet).toBeGreaterThan(before));
  });
});
