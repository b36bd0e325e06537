/**
 * Figures of the shipped Datong study (演示数据) that were counted a second time, by other code, from the raw files. Facilities
 * are simulated: the figures hold the tool to its data, and say nothing of the city.
 */
import { describe, expect, it } from "vitest";
import { loadStudy } from "../../src/cli/load-study.ts";
import { measureAccess } from "../../src/core/access/measure-access.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { judgeTargets } from "../../src/core/plan/judge/judge-targets.ts";
import type { Target } from "../../src/core/plan/target.ts";
import { compareReadings } from "../../src/core/questions/compare-readings.ts";
import { findMissingLinks } from "../../src/core/questions/find-missing-links.ts";
import { measureSensitivity } from "../../src/core/questions/measure-sensitivity.ts";
import { measureTargetCapacity } from "../../src/core/questions/measure-target-capacity.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { finishSteps } from "../support/finish-steps.ts";

const LONG = 120_000;
const { study } = await loadStudy("geodata/datong");
const session = new AnalysisSession(study);

function targetOf(id: string): Target {
  const target = study.targets.find((each) => each.id === id);
  if (!target) throw new Error(`no ${id}`);
  return target;
}

describe("the shipped Datong study, counted a second time by other code", () => {
  it(
    "T04, day care within 15 minutes of four fifths of people over 60: by four readings 90, 6, 204 and 6 of 401 communities",
    () => {
      const subject = { kind: "target", target: targetOf("T04") } as const;
      const readings = finishSteps(compareReadings(session, DEFAULT_PARAMETERS, subject))?.readings ?? [];
      const tested = readings.filter(({ state }) => state === "tested");
      expect(tested.map(({ readingId, unitsMet, unitsTested }) => [readingId, unitsMet, unitsTested])).toEqual([
        ["plan", 90, 401],
        ["gb-50180", 6, 401],
        ["tdt-1062", 204, 401],
        ["tdt-1063", 6, 401],
      ]);
    },
    LONG,
  );

  it(
    "T04 at a pace one fifth slower: 29 communities are met, 61 of the 90 are lost",
    () => {
      const sensitivity = finishSteps(measureSensitivity(session, DEFAULT_PARAMETERS, targetOf("T04")));
      const slower = sensitivity?.rows.find(({ change }) => change.kind === "pace" && change.factor === 0.8);
      expect(slower).toMatchObject({ unitsMet: 29, unitsTested: 401, unitsLost: 61 });
    },
    LONG,
  );

  it(
    "kindergarten places within 15 minutes serve 53,575 of the children aged 3 to 6",
    () => {
      const parameters = { ...DEFAULT_PARAMETERS, serviceIds: ["kindergarten"] };
      const [access] = measureAccess(session, runAnalysis(study, parameters, session));
      expect(access?.totals.states?.served).toBe(53_575);
    },
    LONG,
  );

  it(
    "day-care beds within 15 minutes serve 194,096.571 people over 60 in all communities (T07), at 1000 ÷ 35 people a bed",
    () => {
      const capacity = finishSteps(measureTargetCapacity(session, DEFAULT_PARAMETERS, targetOf("T07")));
      expect(capacity?.needs[0]?.norms).toMatchObject([{ peoplePerUnit: 1000 / 35, stated: null }]);
      expect(capacity?.needs[0]?.states?.totals.served).toBeCloseTo(194_096.571, 3);
    },
    LONG,
  );

  it(
    "the five best missing links to day care bring 1,221, 1,006, 781, 746 and 671 people over 60 within 15 minutes",
    () => {
      const question = { parameters: DEFAULT_PARAMETERS, serviceId: "elderly-day-care", target: null, passShare: 0.8 };
      const { links = [], groupId } = finishSteps(findMissingLinks(session, question)) ?? {};
      expect(groupId).toBe("60+");
      expect(links.slice(0, 5).map(({ peopleGained }) => peopleGained)).toEqual([1221, 1006, 781, 746, 671]);
    },
    LONG,
  );

  it(
    "49.25 % of the residential land of all communities (T07) lies within the straight buffer of a day-care centre",
    () => {
      const [result] = judgeTargets(session, [targetOf("T07")], DEFAULT_PARAMETERS);
      if (result?.coverage?.kind !== "reach") throw new Error("no circle");
      expect((result.coverage.straight.land ?? 0) * 100).toBeCloseTo(49.25, 2);
    },
    LONG,
  );
});
