import { beforeAll, describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { createDefaultTargets } from "../../src/core/plan/default-targets.ts";
import { listProblems } from "../../src/core/plan/ledger/ledger.ts";
import { NO_EDITS } from "../../src/core/plan/plan-edits.ts";
import type { Rule, Target } from "../../src/core/plan/target.ts";
import { explainCommunity } from "../../src/core/questions/explain-community.ts";
import { findMissingLinks } from "../../src/core/questions/find-missing-links.ts";
import { measureRobustness } from "../../src/core/questions/measure-robustness.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createInProcessClient } from "../../src/worker/in-process-client.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { createStreetStudy } from "../support/street-study.ts";

const study = createStreetStudy(11);
const client = createInProcessClient({ fetchBytes: async () => null });
const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 420 };

beforeAll(async () => {
  const bytes = await writeStudyFile(study);
  await client.request("openFiles", { files: [{ name: "street.mscircle", bytes }], adminLevel: null });
});

describe("questions about why, as the worker answers them", () => {
  it("explains a community as the engine does", async () => {
    const question = {
      ...{ parameters, serviceId: "clinic", target: null, passShare: 0.8 },
      ...{ communityIndex: 0, place: null, withPlaces: true },
    };
    const answer = await client.request("explain", question);
    expect(answer).toEqual(finishSteps(explainCommunity(new AnalysisSession(study), question)));
    expect(answer?.people).toBeGreaterThan(0);
  });

  it("finds the missing links as the engine does", async () => {
    const question = { parameters, serviceId: "clinic", target: null, passShare: 0.8 };
    const answer = await client.request("missingLinks", question);
    expect(answer).toEqual(finishSteps(findMissingLinks(new AnalysisSession(study), question)));
    expect(answer?.links.length).toBeGreaterThan(0);
  });

  it("shares places out by the norm that is asked with, on the rows that were searched before", async () => {
    const question = {
      parameters: DEFAULT_PARAMETERS,
      ...{ serviceId: "clinic", target: null, passShare: 0.8, communityIndex: 3, place: null, withPlaces: true },
    };
    const norm = {
      serviceId: "clinic",
      attribute: "places",
      value: 2,
      measure: "people-per-unit",
      source: "函",
      date: "2026-03-01",
      confirmedBy: "王工",
    } as const;
    const { facilities } = study;
    const withPlaces = {
      ...study,
      facilities: facilities.map((layer) => ({ ...layer, attributes: { places: layer.ids.map(() => 30) } })),
    };
    const other = createInProcessClient({ fetchBytes: async () => null });
    const bytes = await writeStudyFile(withPlaces);
    await other.request("openFiles", { files: [{ name: "places.mscircle", bytes }], adminLevel: null });
    const usual = (await other.request("explain", question))?.places;
    const stated = (await other.request("explain", { ...question, capacityNorms: [norm] }))?.places;
    expect(usual?.reachedPlaces).toBeGreaterThan(0);
    expect(stated?.reachedUnits).toBe(usual?.reachedUnits);
    expect(stated?.reachedPlaces).toBe(2 * (usual?.reachedPlaces ?? 0));
    const stages: string[] = [];
    const access = { parameters, serviceId: "clinic" };
    await other.request("access", access);
    await other.request(
      "access",
      { ...access, capacityNorms: [norm] },
      { onProgress: ({ stage }) => stages.push(stage) },
    );
    expect(stages).not.toContain("routing");
    const measured = await other.request("access", { ...access, capacityNorms: [norm] });
    expect(measured.capacity?.norm).toMatchObject({ peoplePerUnit: 2, stated: norm });
    other.dispose();
  });

  it("judges and lists a target that asks for places by the norm of the edits, as the command line does", async () => {
    const [base] = createDefaultTargets(study.services);
    if (!base) throw new Error("no target");
    const rule = { ...base.rule, withPlaces: true, passShare: 0.415, reach: { kind: "time", seconds: 900 } } as Rule;
    // Of a community of 588, 247 reach two clinics, which take 4 × 60 of them: 42.0 % in reach, 40.8 % with a place.
    const target: Target = { ...base, unit: "community", rule };
    const planned = {
      ...study,
      targets: [target],
      facilities: study.facilities.map((layer) => ({ ...layer, attributes: { places: layer.ids.map(() => 30) } })),
    };
    const norm = { serviceId: "clinic", attribute: "places", value: 4, measure: "people-per-unit" } as const;
    const capacityNorms = [{ ...norm, source: "函", date: "2026-03-01", confirmedBy: "王工" }];
    const edits = { ...NO_EDITS, capacityNorms };
    const other = createInProcessClient({ fetchBytes: async () => null });
    const bytes = await writeStudyFile(planned);
    await other.request("openFiles", { files: [{ name: "planned.mscircle", bytes }], adminLevel: null });
    const usual = await other.request("analyse", { parameters });
    const stated = await other.request("analyse", { parameters, edits });
    const alone = runAnalysis({ ...planned, edits }, parameters);
    expect(stated.targets).toEqual(alone.targets);
    expect(stated.targets[0]?.peopleShort).toBeLessThan(usual.targets[0]?.peopleShort ?? 0);
    const asked = { parameters, targets: [target], capacityNorms };
    expect(await other.request("judge", asked)).toEqual(alone.targets);
    const ledger = await other.request("ledger", { parameters, passShare: 0.8, edits });
    const session = new AnalysisSession({ ...planned, edits });
    expect(ledger).toEqual(listProblems(session, edits, alone.targets, parameters));
    expect(ledger.problems.some(({ cause }) => cause.kind === "over-capacity")).toBe(true);
    const lines = await other.request("robustness", { parameters, passShare: 0.8, edits });
    expect(lines).toEqual(finishSteps(measureRobustness(session, parameters, [target])));
    other.dispose();
  });

  it("refuses a service that the study does not have", async () => {
    const unknown = { parameters, serviceId: "opera", target: null, passShare: 0.8 };
    await expect(client.request("missingLinks", unknown)).rejects.toThrow("unknown-service");
    const question = { ...unknown, communityIndex: 0, place: null, withPlaces: false };
    await expect(client.request("explain", question)).rejects.toThrow("unknown-service");
  });
});
