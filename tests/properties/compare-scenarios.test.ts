import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Scenario, ScenarioEdit } from "../../src/core/model/scenario.ts";
import type { Study } from "../../src/core/model/study.ts";
import {
  compareScenarios,
  type ScenarioComparison,
  type SideChange,
} from "../../src/core/questions/compare-scenarios.ts";
import { applyScenario } from "../../src/core/scenario/apply-scenario.ts";
import { ScenarioSessions } from "../../src/core/scenario/scenario-sessions.ts";
import { searchOf } from "../../src/core/service-search.ts";
import { createAtLeast, createCircle } from "../support/drawn-targets.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { createRandomEdit, type RandomEditKind } from "../support/random-scenario.ts";
import { createRandomStudy } from "../support/random-study.ts";

const PARAMETERS = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300, snapRadiusMetres: 120 };
const seeds = fc.integer({ min: 1, max: 1e6 });
const services = fc.constantFrom("clinic", "elderly-day-care");

function createStudy(seed: number): Study {
  return { ...createRandomStudy(seed), targets: [createCircle("T1", 300), createAtLeast("T2", 1)] };
}

function scenarioOf(id: string, edits: readonly ScenarioEdit[]): Scenario {
  return { id, name: id, edits };
}

function compare(study: Study, serviceId: string, scenarios: readonly Scenario[]): ScenarioComparison {
  const base = new AnalysisSession(study);
  const sessions = new ScenarioSessions(base);
  const sides = scenarios.map((scenario) => ({ ...sessions.open(scenario), id: scenario.id, name: scenario.name }));
  const question = { serviceId, communityIndexes: null, edits: study.edits };
  return finishSteps(compareScenarios(base, sides, PARAMETERS, question));
}

function editsOf(study: Study, editSeeds: readonly number[], kinds?: readonly RandomEditKind[]): ScenarioEdit[] {
  return editSeeds.map((seed, index) => createRandomEdit(study, seed, index, kinds));
}

const change = ({ changes }: ScenarioComparison): SideChange => changes[0] as SideChange;
const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

describe("scenarios compared", () => {
  it("a scenario against itself: nobody gains, nobody loses, no target changes", () => {
    fc.assert(
      fc.property(seeds, services, fc.array(seeds, { maxLength: 6 }), (seed, serviceId, editSeeds) => {
        const study = createStudy(seed);
        const edits = editsOf(study, editSeeds);
        const { gained, lost, arrivedCovered, departedCovered, districts, targets } = change(
          compare(study, serviceId, [scenarioOf("a", edits), scenarioOf("b", edits)]),
        );
        for (const sums of [gained, lost, arrivedCovered, departedCovered]) expect(total(sums)).toBe(0);
        for (const each of districts) expect(each.coveredAfter).toBe(each.coveredBefore);
        for (const each of targets)
          expect(each).toMatchObject({
            hasChanged: false,
            isTurned: false,
            turned: { met: [], lost: [] },
            units: null,
          });
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it("gained less lost, with those who moved in and out, is the difference of the people covered: everywhere, for edits of every kind", () => {
    const many = fc.array(seeds, { maxLength: 5 });
    fc.assert(
      fc.property(seeds, services, many, many, (seed, serviceId, first, second) => {
        const study = createStudy(seed);
        const sides = [scenarioOf("a", editsOf(study, first)), scenarioOf("b", editsOf(study, second))];
        const comparison = compare(study, serviceId, sides);
        const { gained, lost, arrivedCovered, departedCovered, districts, total: all } = change(comparison);
        const [before, after] = comparison.sides.map(({ coverage }) => coverage.peopleCovered);
        for (let index = 0; index < study.communities.count; index++) {
          const moves =
            (gained[index] as number) -
            (lost[index] as number) +
            (arrivedCovered[index] as number) -
            (departedCovered[index] as number);
          expect(moves).toBeCloseTo((after?.[index] as number) - (before?.[index] as number), 6);
        }
        const sums = [...districts, all].map((each) => [
          each.gained - each.lost + each.arrivedCovered - each.departedCovered,
          each.coveredAfter - each.coveredBefore,
        ]);
        for (const [moves, difference] of sums) expect(moves).toBeCloseTo(difference as number, 6);
        expect(districts.reduce((sum, each) => sum + each.gained, 0)).toBeCloseTo(all.gained, 6);
      }),
      { numRuns: 80 },
    );
  }, 120_000);

  it("the other way round, who gained has lost and who moved in has moved out", () => {
    const many = fc.array(seeds, { maxLength: 5 });
    fc.assert(
      fc.property(seeds, services, many, many, (seed, serviceId, first, second) => {
        const study = createStudy(seed);
        const [a, b] = [scenarioOf("a", editsOf(study, first)), scenarioOf("b", editsOf(study, second))];
        const there = change(compare(study, serviceId, [a, b]));
        const back = change(compare(study, serviceId, [b, a]));
        expect(total(back.lost)).toBeCloseTo(total(there.gained), 6);
        expect(total(back.gained)).toBeCloseTo(total(there.lost), 6);
        expect(total(back.arrivedCovered)).toBeCloseTo(total(there.departedCovered), 6);
        there.targets.forEach((target, index) => {
          const other = back.targets[index];
          expect(other?.turned).toEqual({ met: target.turned.lost, lost: target.turned.met });
          expect(other?.hasChanged).toBe(target.hasChanged);
          expect(other?.gained ?? 0).toBeCloseTo(target.lost ?? 0, 6);
        });
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it("facilities added never cost anybody cover or a community its target; facilities closed never give any", () => {
    fc.assert(
      fc.property(seeds, services, fc.array(seeds, { minLength: 1, maxLength: 4 }), (seed, serviceId, editSeeds) => {
        const study = createStudy(seed);
        const nothing = scenarioOf("a", []);
        const added = editsOf(study, editSeeds, ["add-facility"]);
        const more = change(compare(study, serviceId, [nothing, scenarioOf("b", added)]));
        expect(total(more.lost)).toBe(0);
        for (const { turned, lost } of more.targets) expect([turned.lost, lost]).toEqual([[], 0]);
        const closed = editsOf(study, editSeeds, ["close-facility"]);
        const fewer = change(compare(study, serviceId, [nothing, scenarioOf("b", closed)]));
        expect(total(fewer.gained)).toBe(0);
        for (const { turned } of fewer.targets) expect(turned.met).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it("equals a count home by home over two studies that know nothing of each other", () => {
    const kinds = [
      "add-facility",
      "move-facility",
      "close-facility",
      "close-street",
      "add-street",
      "change-profile",
    ] as const;
    fc.assert(
      fc.property(seeds, services, fc.array(seeds, { minLength: 1, maxLength: 5 }), (seed, serviceId, editSeeds) => {
        const study = createStudy(seed);
        const scenario = scenarioOf("b", editsOf(study, editSeeds, kinds));
        const { gained, lost, targets } = change(compare(study, serviceId, [scenarioOf("a", []), scenario]));
        const service = study.services.find(({ id }) => id === serviceId);
        if (!service) throw new Error("no such service");
        const within = (each: Study): boolean[] => {
          const { seconds } = new AnalysisSession(each).costs(searchOf(service, PARAMETERS, each.profileSpeeds)).demand;
          return [...seconds].map((cost) => cost <= PARAMETERS.cutoffSeconds);
        };
        const [was, is] = [within(study), within(applyScenario(study, scenario).study)];
        const people = study.demand.people[service.groupId] ?? study.demand.people.all;
        let [more, fewer] = [0, 0];
        people.forEach((count, point) => {
          if ((study.demand.communityIndexes[point] as number) < 0) return;
          if (is[point] && !was[point]) more += count;
          if (was[point] && !is[point]) fewer += count;
        });
        expect([total(gained), total(lost)]).toEqual([more, fewer]);
        for (const target of targets) {
          const [short, stillShort] = [target.before.peopleShort, target.after.peopleShort];
          expect((target.gained ?? 0) - (target.lost ?? 0)).toBeCloseTo(short - stillShort, 6);
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
