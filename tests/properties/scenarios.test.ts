import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../geodata/build/random.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Scenario, ScenarioEdit } from "../../src/core/model/scenario.ts";
import type { Study } from "../../src/core/model/study.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { applyScenario } from "../../src/core/scenario/apply-scenario.ts";
import { ScenarioSessions } from "../../src/core/scenario/scenario-sessions.ts";
import { searchOf } from "../../src/core/service-search.ts";
import { parseScenarios, writeScenarios } from "../../src/io/study/scenario-file.ts";
import { readStudyFile, writeStudyFile } from "../../src/io/study/study-file.ts";
import { createRandomEdit, type RandomEditKind } from "../support/random-scenario.ts";
import { createPointFacilities, createRandomStudy } from "../support/random-study.ts";

const PARAMETERS = { ...DEFAULT_PARAMETERS, cutoffSeconds: 400, snapRadiusMetres: 120 };
const seeds = fc.integer({ min: 1, max: 1e6 });

function scenarioOf(edits: readonly ScenarioEdit[]): Scenario {
  return { id: "scenario-1", name: "方案一", edits };
}

/** A study with so many clinics that an edit leaves most as they are, some of them on the same spots. */
function createStudy(seed: number): Study {
  const study = createRandomStudy(seed);
  const random = createRandom(seed + 17);
  const places = Array.from({ length: 24 }, () => [113.3 + random() * 0.0125, 40.08 + random() * 0.0125]);
  const coordinates = Float64Array.from([...places, ...places.slice(0, 4)].flat());
  const clinics = createPointFacilities("clinic", coordinates);
  return { ...study, facilities: study.facilities.map((layer) => (layer.serviceId === "clinic" ? clinics : layer)) };
}

/** Everything that a run says, and the costs behind it, of a study by itself. */
function answers(study: Study, session: AnalysisSession) {
  const result = runAnalysis(study, PARAMETERS, session);
  const costs = study.services.map((service) => {
    const { field, demand, landSeconds, sources } = session.costs(searchOf(service, PARAMETERS, study.profileSpeeds));
    return {
      ticks: field.ticks,
      nodeSources: field.sourceIndexes,
      seconds: demand.seconds,
      pointSources: demand.sourceIndexes,
      landSeconds,
      snaps: sources.snaps,
      sourceOfPoint: sources.sourceOfPoint,
    };
  });
  return { result, costs, straight: study.services.map(({ id }) => session.straightDemandMetres(id, null)) };
}

/** Edits one after the other, some taken away or switched, each state compared with a run from nothing. */
function checkSequence(studySeed: number, editSeeds: readonly number[], kinds?: readonly RandomEditKind[]): void {
  const study = createStudy(studySeed);
  const sessions = new ScenarioSessions(new AnalysisSession(study));
  let edits: readonly ScenarioEdit[] = [];
  editSeeds.forEach((seed, index) => {
    if (seed % 7 === 0 && edits.length > 0) {
      const switched = seed % edits.length;
      edits = edits.map((edit, at) => (at === switched ? { ...edit, isOff: !edit.isOff } : edit));
    } else if (seed % 11 === 0) edits = edits.slice(0, -1);
    else edits = [...edits, createRandomEdit(study, seed, index, kinds)];
    const derived = sessions.open(scenarioOf(edits));
    const whole = applyScenario(study, scenarioOf(edits));
    expect(derived.study).toEqual(whole.study);
    expect(derived.issues).toEqual(whole.issues);
    expect(answers(derived.study, derived.session)).toEqual(answers(whole.study, new AnalysisSession(whole.study)));
  });
}

describe("scenarios", () => {
  it("what an edit changes, computed alone, equals a run from nothing to the bit: edits of every kind", () => {
    fc.assert(
      fc.property(seeds, fc.array(seeds, { minLength: 1, maxLength: 6 }), (studySeed, editSeeds) => {
        checkSequence(studySeed, editSeeds);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it("long sequences of facility edits, moved onto one another, closed and opened, equal a run from nothing", () => {
    const kinds = ["add-facility", "move-facility", "move-onto-other", "close-facility"] as const;
    fc.assert(
      fc.property(seeds, fc.array(seeds, { minLength: 6, maxLength: 14 }), (studySeed, editSeeds) => {
        checkSequence(studySeed, editSeeds, kinds);
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  it("closing every facility of a service, one by one, equals a run from nothing", () => {
    const study = createRandomStudy(3);
    const sessions = new ScenarioSessions(new AnalysisSession(study));
    const layer = study.facilities[1];
    let edits: ScenarioEdit[] = [];
    for (const facilityId of layer?.ids ?? []) {
      const id = `close-${facilityId}`;
      edits = [...edits, { id, isOff: false, kind: "close-facility", serviceId: "elderly-day-care", facilityId }];
      const derived = sessions.open(scenarioOf(edits));
      const whole = applyScenario(study, scenarioOf(edits)).study;
      expect(answers(derived.study, derived.session)).toEqual(answers(whole, new AnalysisSession(whole)));
    }
    expect(sessions.open(scenarioOf(edits)).study.facilities[1]?.count).toBe(0);
  });

  it("applying edits and taking them back leaves the study as it was, byte for byte, and as the same object", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.array(seeds, { minLength: 1, maxLength: 8 }), async (studySeed, editSeeds) => {
        const study = createRandomStudy(studySeed);
        const before = await writeStudyFile(study);
        const edits = editSeeds.map((seed, index) => createRandomEdit(study, seed, index));
        for (let count = 1; count <= edits.length; count++) applyScenario(study, scenarioOf(edits.slice(0, count)));
        for (let count = edits.length - 1; count >= 0; count--) {
          const back = applyScenario(study, scenarioOf(edits.slice(0, count)));
          if (count === 0) expect(back.study).toBe(study);
        }
        const off = edits.map((edit) => ({ ...edit, isOff: true }));
        expect(applyScenario(study, scenarioOf(off)).study).toBe(study);
        expect(await writeStudyFile(study)).toEqual(before);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it("layers that no edit touches are the same objects", () => {
    fc.assert(
      fc.property(seeds, seeds, (studySeed, seed) => {
        const study = createRandomStudy(studySeed);
        const edit = { ...createRandomEdit(study, seed, 0), isOff: false };
        const { study: derived } = applyScenario(study, scenarioOf([edit]));
        const touches = edit.kind;
        expect(derived.communities).toBe(study.communities);
        expect(derived.streetBlocks).toBe(study.streetBlocks);
        if (!touches.endsWith("street")) expect(derived.streets).toBe(study.streets);
        if (touches !== "add-barrier") expect(derived.barriers).toBe(study.barriers);
        if (touches !== "add-estate") expect(derived.demand).toBe(study.demand);
        for (const [index, layer] of study.facilities.entries()) {
          const isOwn = "serviceId" in edit && edit.serviceId === layer.serviceId;
          if (!isOwn) expect(derived.facilities[index]).toBe(layer);
        }
      }),
    );
  });

  it("scenarios come back from their file, and from a study's, as they were", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.array(seeds, { maxLength: 8 }), async (studySeed, editSeeds) => {
        const study = createRandomStudy(studySeed);
        const edits = editSeeds.map((seed, index) => createRandomEdit(study, seed, index));
        const scenarios = [scenarioOf(edits), { id: "scenario-2", name: "方案二", edits: [] }];
        expect(parseScenarios(writeScenarios(scenarios))).toEqual(scenarios);
        const bytes = await writeStudyFile({ ...study, scenarios });
        const read = await readStudyFile(bytes);
        expect(read.scenarios).toEqual(scenarios);
        expect(await writeStudyFile(read)).toEqual(bytes);
      }),
      { numRuns: 20 },
    );
  });
});
