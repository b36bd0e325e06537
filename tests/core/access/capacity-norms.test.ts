import { describe, expect, it } from "vitest";
import {
  findCapacityNorm,
  findNormFaults,
  peoplePerUnitOf,
  type StatedNorm,
} from "../../../src/core/access/capacity-norms.ts";
import { findCapacity } from "../../../src/core/access/facility-capacity.ts";
import { measureAccess } from "../../../src/core/access/measure-access.ts";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import type { AttributeValue } from "../../../src/core/model/facility.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import { judgeTargets } from "../../../src/core/plan/judge/judge-targets.ts";
import { listProblems } from "../../../src/core/plan/ledger/ledger.ts";
import { mergeEdits, NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import type { Target } from "../../../src/core/plan/target.ts";
import { describeFacility } from "../../../src/core/questions/describe-facility.ts";
import { explainCommunity } from "../../../src/core/questions/explain-community.ts";
import { measureTargetCapacity } from "../../../src/core/questions/measure-target-capacity.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { finishSteps } from "../../support/finish-steps.ts";

const BEDS: StatedNorm = {
  serviceId: "clinic",
  attribute: "beds",
  value: 40,
  measure: "units-per-thousand",
  source: "市卫健委函",
  date: "2026-03-01",
  confirmedBy: "王工",
};

/** Homes of 100, 200, 400 in the west and 300 in the east; clinics A and B; a cell is 100 m, a minute 72 m. */
const TOWN = `
1-A-2-4-----------B-3
`;
const PARAMETERS = { ...DEFAULT_PARAMETERS, cutoffSeconds: 600 };

function createTown(attributes: Record<string, AttributeValue[]>, capacityNorms: readonly StatedNorm[] = []): Study {
  const study = createDrawnStudy(TOWN, { spacingMetres: 100, communityColumns: [10] });
  const [clinics] = study.facilities;
  if (!clinics) throw new Error("no clinics");
  return { ...study, facilities: [{ ...clinics, attributes }], edits: { ...NO_EDITS, capacityNorms } };
}

function explainWest(study: Study, passShare = 1) {
  const question = { parameters: PARAMETERS, serviceId: "clinic", target: null, communityIndex: 0, place: null };
  const steps = explainCommunity(new AnalysisSession(study), { ...question, passShare, withPlaces: true });
  const explanation = finishSteps(steps);
  if (!explanation?.places) throw new Error("no places");
  const { places, cause, remedies } = explanation;
  return { ...places, cause, remedies: remedies.filter(({ kind }) => kind === "places") };
}

function circle(study: Study): Target {
  const [target] = createDefaultTargets(study.services) as [Target];
  const reach = { kind: "time", seconds: 600 } as const;
  return { ...target, unit: "community", rule: { ...target.rule, reach } as Target["rule"] };
}

describe("a norm of capacity that a planner states", () => {
  it("is the same either way about: 40 beds for 1,000 people are one bed for 25", () => {
    expect(peoplePerUnitOf(BEDS)).toBe(25);
    expect(peoplePerUnitOf({ value: 25, measure: "people-per-unit" })).toBe(25);
  });

  it("stands in the place of the default, whatever the language of the column's name, and says by whom", () => {
    const usual = findCapacityNorm("elderly-day-care", "床位数", []);
    expect(usual).toMatchObject({ peoplePerUnit: 1000 / 35, stated: null });
    expect(usual?.source.zh).toContain("（默认值）");
    const stated = { ...BEDS, serviceId: "elderly-day-care" };
    const own = findCapacityNorm("elderly-day-care", "床位数", [stated]);
    expect(own).toMatchObject({ peoplePerUnit: 25, stated });
    expect(own?.source.zh).toBe(
      "“床位 beds”每千人 40 个，折合每 1 个对应 25 人，来源：市卫健委函；王工于 2026-03-01 确认（已改，非默认值）",
    );
    // A norm of beds says nothing of doctors, nor of another service's beds.
    expect(findCapacityNorm("elderly-day-care", "doctors", [stated])).toBeNull();
    expect(findCapacityNorm("clinic", "beds", [stated])).toBeNull();
  });

  it("counts people: A's 20 beds take 500 of the 700 in reach, 200 find none, and 8 more beds serve exactly them", () => {
    // 720 m: all 700 of the west reach A. 20 beds × 25 = 500; 200 ÷ 25 = 8 beds.
    expect(explainWest(createTown({ beds: [20, 20] }, [BEDS]))).toMatchObject({
      ...{ fault: null, cause: "over-capacity", people: 700, served: 500, overCapacity: 200, notCovered: 0 },
      ...{ reachedUnits: 20, reachedPlaces: 500 },
      columns: [{ serviceId: "clinic", attribute: "beds", norm: { peoplePerUnit: 25 } }],
      remedies: [{ facilityIndex: 0, capacity: 20, morePlaces: 8, peopleHere: 200, peopleInCity: 200 }],
    });
    // 80 % of 700 is 560: 60 more, 2.4 beds, rounded up to 3 for 75.
    expect(explainWest(createTown({ beds: [20, 20] }, [BEDS]), 0.8)).toMatchObject({
      remedies: [{ morePlaces: 3, peopleHere: 75, passes: true }],
    });
    // Without a norm a bed is one person's: 20 served, 680 more needed.
    expect(explainWest(createTown({ beds: [20, 20] }))).toMatchObject({
      ...{ served: 20, overCapacity: 680, reachedPlaces: 20 },
      remedies: [{ morePlaces: 680 }],
    });
  });

  it("the default counts people too: a tenth of a doctor is for 200, and 1 doctor more is enough for the other 500", () => {
    // 0.1 × 2,000 = 200 of 700; 500 ÷ 2,000 = a quarter of a doctor, rounded up.
    expect(explainWest(createTown({ doctors: [0.1, 1] }))).toMatchObject({
      ...{ served: 200, overCapacity: 500, reachedUnits: 0.1, reachedPlaces: 200 },
      remedies: [{ morePlaces: 1, peopleHere: 500 }],
    });
  });

  it("makes staff testable that had no norm", () => {
    const teachers: StatedNorm = { ...BEDS, attribute: "teachers", value: 100, measure: "people-per-unit" };
    expect(explainWest(createTown({ teachers: [3, 3] })).fault).toBe("capacity-is-staff");
    expect(explainWest(createTown({ teachers: [3, 3] }, [teachers]))).toMatchObject({ fault: null, served: 300 });
  });

  it("says the same of a target, of access, and of a facility", () => {
    const study = createTown({ beds: [20, 20] }, [BEDS]);
    const session = new AnalysisSession(study);
    const [need] = finishSteps(measureTargetCapacity(session, PARAMETERS, circle(study)))?.needs ?? [];
    // B's 500 take the 300 of the east.
    expect(need?.states?.totals).toEqual({ served: 800, overCapacity: 200, notCovered: 0 });
    expect(need?.columns).toMatchObject([{ serviceId: "clinic", attribute: "beds", norm: { stated: BEDS } }]);
    const [access] = measureAccess(session, runAnalysis(study, PARAMETERS, session));
    expect(access?.totals.states).toEqual({ served: 800, overCapacity: 200, notCovered: 0 });
    // Beds stay beds where they are shared out per person.
    expect(access?.totals.capacity).toBe(40);
    expect(describeFacility(session, PARAMETERS, "clinic", 0)).toMatchObject({ capacity: 20, takesPeople: 500 });
  });

  it("decides a target that asks for places: 20 of the west's 700 without it, 500 with it, each judged by its own norm", () => {
    const study = createTown({ beds: [20, 20] });
    const target = circle(study);
    const asking = { ...target, rule: { ...target.rule, withPlaces: true, passShare: 0.7 } as Target["rule"] };
    const session = new AnalysisSession(study);
    const judge = (own: AnalysisSession) => {
      const [result, other] = judgeTargets(own, [asking, target], PARAMETERS);
      return { result, other, short: Array.from(result?.units.peopleShort ?? []), met: result?.unitsMet };
    };
    const usual = judge(session);
    expect(usual).toMatchObject({ short: [680, 280], met: 0 });
    const changed = session.withNorms([BEDS]);
    const stated = judge(changed);
    // 500 ÷ 700 = 71 %; the 300 of the east all have one.
    expect(stated).toMatchObject({ short: [200, 0], met: 2 });
    const said = stated.result?.assumptions.find(({ zh }) => zh.includes("每 1 个对应 25 人，来源：市卫健委函"));
    expect(said?.isDefault).toBe(false);
    expect(usual.result?.assumptions.map(({ zh }) => zh).join()).not.toContain("市卫健委函");
    // What rests on no norm is judged once; what rests on one is kept by it.
    expect(stated.other).toBe(usual.other);
    expect(judge(session).result).toBe(usual.result);
    expect(judge(session.withNorms([{ ...BEDS }])).result).toBe(stated.result);
  });

  it("is in what the ledger says of a full community", () => {
    const town = createTown({ beds: [20, 20] });
    const target = circle(town);
    const asking = { ...target, rule: { ...target.rule, withPlaces: true, passShare: 0.8 } as Target["rule"] };
    const session = new AnalysisSession({ ...town, targets: [asking] });
    const problemsOf = (own: AnalysisSession) =>
      listProblems(own, NO_EDITS, judgeTargets(own, [asking], PARAMETERS), PARAMETERS).problems;
    const full = { kind: "over-capacity", inReach: 700, facilities: 1 } as const;
    expect(problemsOf(session)).toMatchObject([{ cause: { ...full, served: 20, places: 20 } }, {}]);
    expect(problemsOf(session.withNorms([BEDS]))).toMatchObject([{ cause: { ...full, served: 500, places: 500 } }]);
  });

  it("routes nothing when it is changed: the same rows are shared out anew", () => {
    const study = createTown({ beds: [20, 20] });
    const session = new AnalysisSession(study);
    const stagesOf = (norms: readonly StatedNorm[]): string[] => {
      const steps = measureTargetCapacity(session, PARAMETERS, circle(study), norms);
      const stages: string[] = [];
      for (let step = steps.next(); !step.done; step = steps.next()) stages.push(step.value.stage);
      return stages;
    };
    expect(stagesOf([])).toContain("routing");
    expect(stagesOf([BEDS])).toEqual(["coverage"]);
    expect(stagesOf([{ ...BEDS, value: 20 }])).toEqual(["coverage"]);
  });

  it("is refused with every field that cannot stand", () => {
    expect(findNormFaults(BEDS)).toEqual([]);
    const faulty = { ...BEDS, value: 0, source: " ", date: "2026-02-30", confirmedBy: "" };
    expect(findNormFaults(faulty).map(({ field, code }) => `${field} ${code}`)).toEqual([
      "value bad-norm",
      "source no-source",
      "date bad-day",
      "confirmedBy nobody-confirmed",
    ]);
    for (const value of [Number.NaN, -1, Infinity, 1e12]) expect(findNormFaults({ ...BEDS, value })).toHaveLength(1);
    const unknown = { ...BEDS, measure: "per-mille" } as unknown as StatedNorm;
    expect(findNormFaults(unknown).map(({ field }) => field)).toContain("measure");
  });

  it("of two files the later one's holds, one a service and column", () => {
    const other = { ...BEDS, attribute: "Beds", value: 50 };
    const doctors = { ...BEDS, attribute: "doctors" };
    const merged = mergeEdits({ ...NO_EDITS, capacityNorms: [BEDS, doctors] }, { ...NO_EDITS, capacityNorms: [other] });
    expect(merged.capacityNorms).toEqual([doctors, other]);
    const [layer] = createTown({ beds: [20, 20] }).facilities;
    expect(layer && findCapacity(layer, merged.capacityNorms)?.norm?.peoplePerUnit).toBe(20);
  });
});
