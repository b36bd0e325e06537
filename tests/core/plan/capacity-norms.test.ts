import { describe, expect, it } from "vitest";
import { findCapacity } from "../../../src/core/access/facility-capacity.ts";
import { measureFacilityRows } from "../../../src/core/access/facility-rows.ts";
import { measureAccess } from "../../../src/core/access/measure-access.ts";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import type { AttributeValue } from "../../../src/core/model/facility.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import {
  findCapacityNorm,
  findNormFaults,
  peoplePerUnitOf,
  type StatedNorm,
} from "../../../src/core/plan/capacity-norms.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import { mergeEdits, NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import type { Target } from "../../../src/core/plan/target.ts";
import { describeFacility } from "../../../src/core/questions/describe-facility.ts";
import { explainCapacity } from "../../../src/core/questions/explain-capacity.ts";
import { measureTargetCapacity } from "../../../src/core/questions/measure-target-capacity.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { searchOf } from "../../../src/core/service-search.ts";
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

function explainWest(study: Study) {
  const session = new AnalysisSession(study);
  const [service] = study.services;
  if (!service) throw new Error("no service");
  const rows = finishSteps(measureFacilityRows(session, searchOf(service, PARAMETERS), 600));
  return finishSteps(explainCapacity(session, PARAMETERS, "clinic", rows, 0));
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
      ...{ fault: null, people: 700, served: 500, overCapacity: 200, notCovered: 0 },
      ...{ reachedPlaces: 20, reachedTakes: 500 },
      column: { serviceId: "clinic", attribute: "beds", norm: { peoplePerUnit: 25 } },
      remedies: [{ facilityIndex: 0, capacity: 20, morePlaces: 8, peopleHere: 200, peopleInCity: 200 }],
    });
    // Without a norm a bed is one person's: 20 served, 680 more needed.
    expect(explainWest(createTown({ beds: [20, 20] }))).toMatchObject({
      ...{ served: 20, overCapacity: 680, reachedTakes: 20 },
      remedies: [{ morePlaces: 680 }],
    });
  });

  it("the default counts people too: a tenth of a doctor is for 200, and 1 doctor more is enough for the other 500", () => {
    // 0.1 × 2,000 = 200 of 700; 500 ÷ 2,000 = a quarter of a doctor, rounded up.
    expect(explainWest(createTown({ doctors: [0.1, 1] }))).toMatchObject({
      ...{ served: 200, overCapacity: 500, reachedPlaces: 0.1, reachedTakes: 200 },
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
