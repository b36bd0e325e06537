import { afterEach, describe, expect, it, vi } from "vitest";
import { measureAccess } from "../../src/core/access/measure-access.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { initialServiceId } from "../../src/core/model/initial-service.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Scenario } from "../../src/core/model/scenario.ts";
import { createDefaultTargets } from "../../src/core/plan/default-targets.ts";
import type { PlanDraft } from "../../src/core/plan/plan-draft.ts";
import { NO_EDITS } from "../../src/core/plan/plan-edits.ts";
import type { Target, TargetResult } from "../../src/core/plan/target.ts";
import { gridOfGain, measureMarginalGain } from "../../src/core/questions/marginal-gain.ts";
import { measureRobustness } from "../../src/core/questions/measure-robustness.ts";
import { BoundedSearch } from "../../src/core/routing/bounded-search.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { applyScenario } from "../../src/core/scenario/apply-scenario.ts";
import { readStudyFile, writeStudyFile } from "../../src/io/study/study-file.ts";
import { createInProcessClient } from "../../src/worker/in-process-client.ts";
import type { NamedBytes } from "../../src/worker/protocol.ts";
import { nextTurn } from "../../src/worker/run-steps.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { createRandomStudy } from "../support/random-study.ts";

const client = createInProcessClient({ fetchBytes: async () => null });

async function openRandomStudy(): Promise<void> {
  const bytes = await writeStudyFile(createRandomStudy(7));
  await client.request("openFiles", { files: [{ name: "random.mscircle", bytes }], adminLevel: null });
}

afterEach(() => vi.restoreAllMocks());

describe("what the worker does ahead of the first analysis", () => {
  it("attaches everybody to a street without being asked", async () => {
    const snaps = vi.spyOn(AnalysisSession.prototype, "demandSnaps");
    await openRandomStudy();
    await vi.waitFor(() =>
      expect(snaps).toHaveBeenCalledWith(
        expect.objectContaining({ mode: "walk", atNight: false }),
        DEFAULT_PARAMETERS.snapRadiusMetres,
      ),
    );
  });

  it("counts the service that is looked at first", async () => {
    const first = initialServiceId(createRandomStudy(7));
    const costs = vi.spyOn(AnalysisSession.prototype, "costs");
    await openRandomStudy();
    await vi.waitFor(() => expect(costs).toHaveBeenCalledWith(expect.objectContaining({ serviceId: first })));
  });

  it("counts nothing ahead once the page has asked for itself", async () => {
    // A study that is told from those of other tests, whose work ahead may still be under way.
    const study = { ...createRandomStudy(7), id: "asked-early" };
    const first = initialServiceId(study);
    const serviceId = study.services.find(({ id }) => id !== first)?.id ?? "";
    const parameters = { ...DEFAULT_PARAMETERS, serviceIds: [serviceId] };
    const costs = vi.spyOn(AnalysisSession.prototype, "costs");
    const { demandSnaps } = AnalysisSession.prototype;
    const page = createInProcessClient({ fetchBytes: async () => null });
    // The page asks while everybody is being attached, which is the step before that service is counted.
    const answer = new Promise((resolve, reject) => {
      let isAsked = false;
      vi.spyOn(AnalysisSession.prototype, "demandSnaps").mockImplementation(function (this: AnalysisSession, ...given) {
        if (this.study.id === study.id && !isAsked) {
          isAsked = true;
          page.request("analyse", { parameters, firstLook: true }).then(resolve, reject);
        }
        return demandSnaps.apply(this, given);
      });
    });
    const bytes = await writeStudyFile(study);
    await page.request("openFiles", { files: [{ name: "asked.mscircle", bytes }], adminLevel: null });
    await answer;
    for (let turn = 0; turn < 20; turn++) await nextTurn();
    const counted = costs.mock.calls.flatMap(([search], call) =>
      (costs.mock.contexts[call] as AnalysisSession | undefined)?.study.id === study.id ? [search.serviceId] : [],
    );
    expect(counted).toContain(serviceId);
    expect(counted).not.toContain(first);
  });

  it("leaves the study usable when it fails", async () => {
    const components = vi.spyOn(AnalysisSession.prototype, "components").mockImplementationOnce(() => {
      throw new Error("no memory");
    });
    await openRandomStudy();
    await vi.waitFor(() => expect(components).toHaveBeenCalled());
    const result = await client.request("analyse", { parameters: DEFAULT_PARAMETERS });
    expect(result.services.length).toBeGreaterThan(0);
  });
});

describe("what stands beside the run", () => {
  const study = createRandomStudy(7);
  const serviceId = study.facilities[0]?.serviceId ?? "";
  const parameters = DEFAULT_PARAMETERS;

  it("gives the access of one service as the core measures it", async () => {
    await openRandomStudy();
    const session = new AnalysisSession(study);
    const asked = { ...parameters, serviceIds: [serviceId] };
    const [expected] = measureAccess(session, runAnalysis(study, asked, session));
    const access = await client.request("access", { parameters, serviceId });
    expect(Array.from(access.peopleWithBackup)).toEqual(Array.from(expected?.peopleWithBackup ?? []));
    expect(access.totals).toEqual(expected?.totals);
    expect(access.equity).toEqual(expected?.equity);
  });

  it("gives the catchments that the access answer gives, without searching or waiting for it", async () => {
    await openRandomStudy();
    await client.request("analyse", { parameters });
    const costs = vi.spyOn(AnalysisSession.prototype, "searchGraph");
    const catchments = await client.request("catchments", { parameters, serviceId });
    expect(costs).not.toHaveBeenCalled();
    const access = await client.request("access", { parameters, serviceId });
    expect(catchments).toEqual({ ...access.catchments, groupId: access.groupId, cutoffSeconds: access.cutoffSeconds });
    expect(catchments?.people.some((people) => people > 0)).toBe(true);
  });

  it("gives facts of a facility, choices of a community and bands, which all survive the way to the page", async () => {
    await openRandomStudy();
    const facts = await client.request("facility", { parameters, serviceId, facilityIndex: 0 });
    expect(facts?.catchmentPeople).toBeGreaterThanOrEqual(0);
    const choices = await client.request("choices", { parameters, serviceId, communityIndex: 0 });
    expect(choices?.nearest.length).toBeLessThanOrEqual(3);
    const all = await client.request("isochrone", { parameters, serviceId, facilityIndex: null });
    expect(all.bands).toHaveLength(3);
    expect(all.counted?.peopleCovered).toHaveLength(study.communities.count);
    expect((await client.request("isochrone", { parameters, serviceId, facilityIndex: 0 })).counted).toBeNull();
  });

  it("judges targets by themselves as a run does, on what the run has searched", async () => {
    await openRandomStudy();
    const run = await client.request("analyse", { parameters });
    const costs = vi.spyOn(BoundedSearch.prototype, "run");
    const targets = createDefaultTargets(study.services);
    const results = await client.request("judge", { parameters, targets: targets.slice(1) });
    expect(results).toEqual(run.targets.slice(1));
    expect(costs).not.toHaveBeenCalled();
    const impossible = { parameters: { ...parameters, passShare: 2 }, targets };
    await expect(client.request("judge", impossible)).rejects.toMatchObject({ code: "bad-parameter" });
  });

  it("tells how firmly the study's targets stand, with what was edited, and can be cancelled at it", async () => {
    await openRandomStudy();
    const targets = createDefaultTargets(study.services);
    const strict = targets.map((target) => ({ ...target, target: { ...target.target, value: 1 } }));
    const draft = { id: "d", title: "下一期", note: "", targets: strict };
    const edits = { ...NO_EDITS, drafts: [draft as unknown as PlanDraft], draftId: "d" };
    const asked = { parameters, passShare: parameters.passShare, edits };
    const lines = await client.request("robustness", asked);
    const session = new AnalysisSession(study);
    expect(lines).toEqual(finishSteps(measureRobustness(session, parameters, strict)));
    expect(lines.map(({ verdict }) => verdict)).not.toContain("no-number");
    const target = strict[0] as Target;
    const capacity = await client.request("targetCapacity", { parameters, target, passShare: parameters.passShare });
    expect(capacity?.needs[0]).toMatchObject({ fault: "no-capacity", states: null });

    await openRandomStudy();
    const clock = vi.spyOn(Date, "now");
    let now = 0;
    clock.mockImplementation(() => (now += 1000));
    const controller = new AbortController();
    const request = client.request("robustness", asked, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(request).rejects.toMatchObject({ code: "cancelled" });
  });

  it("names an unknown service", async () => {
    await openRandomStudy();
    for (const name of ["access", "isochrone", "catchments"] as const) {
      const question = { parameters, serviceId: "nowhere", facilityIndex: null };
      await expect(client.request(name, question)).rejects.toMatchObject({ code: "unknown-service" });
    }
  });

  it("can be cancelled between steps, and the study stays open", async () => {
    await openRandomStudy();
    const clock = vi.spyOn(Date, "now");
    let now = 0;
    clock.mockImplementation(() => (now += 1000));
    for (const name of ["access", "isochrone"] as const) {
      const controller = new AbortController();
      const question = { parameters, serviceId, facilityIndex: null };
      const request = client.request(name, question, {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      });
      await expect(request).rejects.toMatchObject({ code: "cancelled" });
    }
    clock.mockRestore();
    expect((await client.request("access", { parameters, serviceId })).serviceId).toBe(serviceId);
  });
});

describe("a plan alone", () => {
  const study = createRandomStudy(7);
  const planOf = (content: object): NamedBytes => ({
    name: "next.json",
    bytes: new TextEncoder().encode(JSON.stringify(content)),
  });
  const [template] = createDefaultTargets(study.services);
  const targets = [{ ...(template as Target), id: "N01", target: { value: 0.5, text: "", measure: "share" } }];

  it("is put on top of the open study, which keeps its layers; what the page saves of it gives the same results", async () => {
    await openRandomStudy();
    const files = [planOf({ targets, inconsistencies: [] })];
    const opened = await client.request("openFiles", { files, adminLevel: null });
    expect(opened).toMatchObject({ onTop: true, study: { id: `${study.id}-next`, targets: [{ id: "N01" }] } });
    expect(opened.study.communities.ids).toEqual(study.communities.ids);
    const [result] = (await client.request("analyse", { parameters: DEFAULT_PARAMETERS })).targets;
    expect(result).toMatchObject({ targetId: "N01", verdict: expect.stringMatching(/^(not-)?met$/) });
    const saved = await client.request("savePlan", { edits: { ...NO_EDITS, targets } });
    await openRandomStudy();
    const again = await client.request("openFiles", { files: [saved], adminLevel: null });
    expect(again.study.edits.targets).toEqual(targets);
    expect((await client.request("analyse", { parameters: DEFAULT_PARAMETERS })).targets[0]).toEqual(result);
  });

  it("with a fault is refused with every field named, and the open study stays", async () => {
    await openRandomStudy();
    const bad = planOf({ targets: [{ ...targets[0], unit: "street", domain: "space" }], inconsistencies: [] });
    await expect(client.request("openFiles", { files: [bad], adminLevel: null })).rejects.toMatchObject({
      issues: [
        { row: "N01", field: "domain" },
        { row: "N01", field: "unit" },
      ],
    });
    const result = await client.request("analyse", { parameters: DEFAULT_PARAMETERS });
    expect(result.targets.map(({ targetId }) => targetId)).not.toContain("N01");
  });

  it("two of them are one too many", async () => {
    await openRandomStudy();
    const files = [
      planOf({ targets, inconsistencies: [] }),
      { ...planOf({ targets: [], inconsistencies: [] }), name: "b.json" },
    ];
    await expect(client.request("openFiles", { files, adminLevel: null })).rejects.toMatchObject({
      issues: [{ layer: "b.json", details: { what: "two-plans" } }],
    });
  });
});

describe("plans side by side, and figures of other days", () => {
  it("each plan is judged as a run would judge it, whatever the study's own", async () => {
    const study = createRandomStudy(7);
    await openRandomStudy();
    const plan = createDefaultTargets(study.services);
    const shorter = plan.map((target) =>
      target.rule.kind === "service-area"
        ? { ...target, rule: { ...target.rule, reach: { kind: "time" as const, seconds: 120 } } }
        : target,
    );
    const parameters = { ...DEFAULT_PARAMETERS, passShare: 0.5 };
    const [first, second] = await client.request("judgePlans", { parameters, passShare: 0.5, plans: [plan, shorter] });
    // The study's own plan is named in the sentences; the figures are of the plan that was asked for.
    const figuresOf = (results: readonly TargetResult[] = []) =>
      results.map((result) => ({ ...result, assumptions: [] }));
    for (const [judged, targets] of [
      [first, plan],
      [second, shorter],
    ] as const)
      expect(figuresOf(judged)).toEqual(figuresOf(runAnalysis({ ...study, targets }, parameters).targets));
    expect(second).not.toEqual(first);
  });

  it("a run's file is read back as a snapshot, a bad one is refused", async () => {
    await openRandomStudy();
    const files = await client.request("exportRun", { parameters: DEFAULT_PARAMETERS });
    const file = files.find(({ name }) => name === "scoreboard.csv");
    if (!file) throw new Error("no scoreboard");
    const asked = { title: "去年", dataDate: "2019-11-01", targetIds: ["circle-clinic"] };
    const snapshot = await client.request("readSnapshot", { ...asked, file });
    expect(snapshot.figures.map(({ targetId }) => targetId)).toEqual(["circle-clinic", "circle-elderly-day-care"]);
    const bad = { name: "x.csv", bytes: new TextEncoder().encode("a,b\n1,2\n") };
    await expect(client.request("readSnapshot", { ...asked, file: bad })).rejects.toMatchObject({
      issues: expect.arrayContaining([expect.objectContaining({ code: "missing-column", field: "verdict" })]),
    });
  });
});

describe("questions under a scenario", () => {
  const study = createRandomStudy(7);
  const clinic = study.facilities.find(({ serviceId }) => serviceId === "clinic");
  const scenario = (lon: number): Scenario => ({
    id: "scenario-1",
    name: "搬迁",
    edits: [
      {
        id: "e1",
        isOff: false,
        kind: "move-facility",
        serviceId: "clinic",
        facilityId: clinic?.ids[0] as string,
        to: [lon, 40.085],
      },
      { id: "e2", isOff: false, kind: "close-facility", serviceId: "clinic", facilityId: "gone" },
    ],
  });

  it("are answered as a run of the scenario's study from nothing; those without one as before", async () => {
    await openRandomStudy();
    const parameters = DEFAULT_PARAMETERS;
    const before = await client.request("analyse", { parameters });
    for (const lon of [113.302, 113.304, 113.302]) {
      const answer = await client.request("analyse", { parameters }, { scenario: scenario(lon) });
      expect(answer).toEqual(runAnalysis(applyScenario(study, scenario(lon)).study, parameters));
    }
    expect(await client.request("analyse", { parameters })).toEqual(before);
  });

  it("tell what one more facility would gain as the engine does, cell by cell", async () => {
    await openRandomStudy();
    const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 };
    const question = { parameters, serviceId: "clinic", cellMetres: 200 };
    const answer = await client.request("marginalGain", question, { scenario: scenario(113.302) });
    const session = new AnalysisSession(applyScenario(study, scenario(113.302)).study);
    const gain = finishSteps(measureMarginalGain(session, parameters, "clinic"));
    expect(answer.uncovered).toBe(gain.uncovered);
    expect(answer.grid).toEqual(gridOfGain(session.network, gain, 200));
    await expect(client.request("marginalGain", { ...question, cellMetres: 0 })).rejects.toThrow("bad-parameter");
  });

  it("tell which layers the scenario has of its own, and what its edits could not do", async () => {
    await openRandomStudy();
    const { layers, issues } = await client.request("viewScenario", { scenario: scenario(113.302) });
    expect(Object.keys(layers)).toEqual(["facilities"]);
    expect(layers.facilities?.[0]?.coordinates.slice(0, 2)).toEqual(Float64Array.of(113.302, 40.085));
    expect(issues.map(({ editId, code }) => `${editId} ${code}`)).toEqual(["e2 unknown-facility"]);
  });

  it("name the scenario in every file of the run, and the study is saved with the page's scenarios", async () => {
    await openRandomStudy();
    const files = await client.request(
      "exportRun",
      { parameters: DEFAULT_PARAMETERS },
      { scenario: scenario(113.302) },
    );
    const text = (name: string): string =>
      new TextDecoder().decode(files.find((file) => file.name === name)?.bytes ?? new Uint8Array());
    expect(text("communities.csv").split("\n")[0]).toMatch(/,scenario$/);
    expect(JSON.parse(text("run.json")).scenario.name).toBe("搬迁");
    const scenarios = [scenario(113.302)];
    const saved = await client.request("saveStudy", { scenarios });
    expect((await readStudyFile(saved.bytes)).scenarios).toEqual(scenarios);
  });
});
