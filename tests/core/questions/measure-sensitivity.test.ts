import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import { judgeTargets } from "../../../src/core/plan/judge/judge-targets.ts";
import type { Rule, Target, TargetResult } from "../../../src/core/plan/target.ts";
import {
  measureSensitivity,
  type Sensitivity,
  type SensitivityRow,
} from "../../../src/core/questions/measure-sensitivity.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { createRandomStudy } from "../../support/random-study.ts";

type ServiceArea = Extract<Rule, { kind: "service-area" }>;

function createTarget(study: Study, change: Partial<ServiceArea>, value: number | null): Target {
  const template = createDefaultTargets(study.services).find(({ rule }) => rule.kind === "service-area") as Target;
  const rule: Rule = { ...(template.rule as ServiceArea), ...change };
  return { ...template, id: "X", rule, target: { value, text: "", measure: "" } };
}

function test(study: Study, target: Target): Sensitivity | null {
  const session = new AnalysisSession({ ...study, targets: [target] });
  return finishSteps(measureSensitivity(session, DEFAULT_PARAMETERS, target));
}

/** The study with everybody of a community in one home at the people-weighted centre, or at the label. */
function gather(study: Study, point: "people-centre" | "label"): Study {
  const { demand, communities } = study;
  const { all } = demand.people;
  const homes = communities.ids.map((_, community) => {
    const own = Array.from(all.keys()).filter((home) => demand.communityIndexes[home] === community);
    const people = own.reduce((sum, home) => sum + (all[home] as number), 0);
    const mean = (axis: number): number =>
      own.reduce((sum, home) => sum + (all[home] as number) * (demand.coordinates[2 * home + axis] as number), 0) /
      people;
    const label = [communities.centres[2 * community] as number, communities.centres[2 * community + 1] as number];
    return { people, position: point === "label" ? label : [mean(0), mean(1)] };
  });
  return {
    ...study,
    demand: {
      ...demand,
      count: homes.length,
      coordinates: Float64Array.from(homes.flatMap(({ position }) => position)),
      communityIndexes: Int32Array.from(homes.keys()),
      people: { all: Float64Array.from(homes, ({ people }) => people) },
      landSquareMetres: null,
    },
  };
}

/** What the judge of targets says of the changed rule: a second way to each row. */
function judged(study: Study, target: Target, change: Partial<ServiceArea>, changes: object = {}): TargetResult {
  const changed = { ...target, rule: { ...(target.rule as ServiceArea), ...change } };
  const session = new AnalysisSession({ ...study, targets: [changed] });
  return judgeTargets(session, [changed], { ...DEFAULT_PARAMETERS, ...changes })[0] as TargetResult;
}

describe("sensitivity of a circle", () => {
  for (let seed = 1; seed <= 6; seed++) {
    it(`every row is the verdict of the rule so changed (seed ${seed})`, () => {
      const study = createRandomStudy(seed);
      const services = study.facilities.map(({ serviceId }) => serviceId);
      const needs = [{ serviceIds: services }];
      const target = createTarget(study, { needs, reach: { kind: "time", seconds: 240 }, profileId: "adult" }, 0.5);
      const { rows, units } = test(study, target) as Sensitivity;
      expect(rows?.[0]).toMatchObject({ change: { kind: "none" }, isTurned: false });
      const base = rows?.[0] as SensitivityRow;
      for (const { change, isTurned, unitsLost, unitsGained, unattached, ...figures } of rows) {
        const expected =
          change.kind === "pace"
            ? judged(
                study,
                target,
                { reach: { kind: "time", seconds: 240 } },
                { speedMetresPerSecond: 1.2 * change.factor },
              )
            : change.kind === "pass-share"
              ? judged(study, target, { passShare: change.passShare })
              : change.kind === "snap-radius"
                ? judged(study, target, {}, { snapRadiusMetres: change.metres })
                : change.kind === "straight"
                  ? judged(study, target, { reach: { kind: "distance", metres: 240 * 1.2, measure: "straight" } })
                  : change.kind === "without"
                    ? judged(study, target, {
                        needs: [{ serviceIds: services.filter((id) => id !== change.serviceId) }],
                      })
                    : change.kind === "one-point"
                      ? judged(gather(study, change.point), target, {})
                      : judged(study, target, {});
        const { unitsTested, unitsMet, share, value, peopleShort, verdict } = expected;
        expect(figures, JSON.stringify(change)).toEqual({ unitsTested, unitsMet, share, value, peopleShort, verdict });
        expect(isTurned).toBe(verdict !== base.verdict);
        expect(unitsMet - base.unitsMet).toBe(unitsGained - unitsLost);
        expect(unattached).toBeLessThanOrEqual(change.kind === "one-point" ? unitsTested : 0);
      }
      // Unit by unit and row by row it is the same turns.
      expect(rows.map(({ unitsLost, unitsGained }) => unitsLost + unitsGained)).toEqual(
        rows.map((_, row) => units?.turnedBy.filter((turns) => turns.includes(row)).length),
      );
      expect(rows?.map(({ change }) => change.kind)).toEqual([
        ...[
          "none",
          "pace",
          "pace",
          "pace",
          "pace",
          "pass-share",
          "pass-share",
          "snap-radius",
          "snap-radius",
          "straight",
          "one-point",
          "one-point",
        ],
        ...services.map(() => "without"),
      ]);
    });
  }

  it("of metres changes the metres; of straight lines asks nothing of streets", () => {
    const study = createRandomStudy(2);
    const reach = { kind: "distance", metres: 300, measure: "straight" } as const;
    const rows = test(study, createTarget(study, { reach }, 0.5))?.rows;
    expect(rows?.map(({ change }) => change.kind)).toEqual([
      "none",
      "distance",
      "distance",
      "distance",
      "distance",
      "pass-share",
      "pass-share",
      "one-point",
      "one-point",
    ]);
    const shares = rows?.slice(1, 5).map(({ peopleShort }) => peopleShort) as number[];
    expect([...shares].sort((a, b) => b - a)).toEqual(shares);
  });

  it("turns no verdict where the plan gives no number, and is no question of other rules or missing layers", () => {
    const study = createRandomStudy(3);
    const rows = test(study, createTarget(study, { reach: { kind: "time", seconds: 240 } }, null))?.rows;
    expect(rows?.every(({ isTurned, verdict }) => !isTurned && verdict === "no-number")).toBe(true);
    expect(test(study, createTarget(study, { needs: [{ serviceIds: ["nowhere"] }] }, 1))).toBeNull();
    const other: Target = { ...createTarget(study, {}, 1), rule: { kind: "reported", what: "" } };
    expect(test(study, other)).toBeNull();
  });
});
