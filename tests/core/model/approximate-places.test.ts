import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import {
  communityStoodFor,
  countApproximate,
  describeApproximate,
} from "../../../src/core/model/approximate-places.ts";
import type { Facilities } from "../../../src/core/model/facility.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { FacilityEdit } from "../../../src/core/model/scenario.ts";
import { listStudyAssumptions } from "../../../src/core/model/study-assumptions.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import { listFilterColumns } from "../../../src/core/plan/filter-columns.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { editFacilities } from "../../../src/core/scenario/edit-facilities.ts";
import { createPointFacilities, createRandomStudy, RANDOM_STUDY_SERVICES } from "../../support/random-study.ts";

const layer: Facilities = {
  ...createPointFacilities("clinic", Float64Array.of(113.301, 40.081, 113.302, 40.082, 113.303, 40.083)),
  attributes: { approximate: [true, null, true], stands_in: ["c1", null, "c2"] },
};
const day = createPointFacilities("elderly-day-care", Float64Array.of(113.301, 40.081));
const study = { ...createRandomStudy(3), services: RANDOM_STUDY_SERVICES, facilities: [layer, day] };
const SENTENCE = "卫生服务站：3 处中有 2 处位于所属社区的居民点，不在其地址；到这些设施的距离为近似值";

describe("facilities that stand at their community", () => {
  it("are counted and said of each service that has any", () => {
    expect([countApproximate(layer), countApproximate(day)]).toEqual([2, 0]);
    expect(describeApproximate(study).map(({ zh }) => zh)).toEqual([SENTENCE]);
    expect(describeApproximate(study)[0]?.en).toContain(
      "2 of 3 facilities stand at their community, not at their address",
    );
    expect(describeApproximate(study, ["elderly-day-care"])).toEqual([]);
    expect(listStudyAssumptions(study)).toEqual([...study.assumptions, ...describeApproximate(study)]);
  });

  it("name their community, and others none", () => {
    expect([0, 1, 2, 9].map((index) => communityStoodFor(layer, index))).toEqual(["c1", null, "c2", null]);
    expect(communityStoodFor(day, 0)).toBeNull();
    expect(communityStoodFor({ attributes: { approximate: [true] } }, 0)).toBe("");
  });

  it("are among the assumptions of every target that counts them, and of no other", () => {
    const targets = createDefaultTargets(RANDOM_STUDY_SERVICES);
    const whole = { ...study, targets };
    const result = runAnalysis(whole, DEFAULT_PARAMETERS, new AnalysisSession(whole));
    const said = result.targets.map(({ assumptions }) => assumptions.some(({ zh }) => zh === SENTENCE));
    const counts = targets.map(({ rule }) => JSON.stringify(rule).includes("clinic"));
    expect(said).toEqual(counts);
    expect(new Set(said)).toEqual(new Set([true, false]));
  });

  it("stand at their own place once a scenario moves them", () => {
    const move: FacilityEdit = {
      id: "e1",
      kind: "move-facility",
      serviceId: "clinic",
      facilityId: "clinic-0",
      to: [113.305, 40.085],
    } as FacilityEdit;
    const { value } = editFacilities(layer, "clinic", [move]);
    expect(value && countApproximate(value)).toBe(1);
    expect(value && communityStoodFor(value, 0)).toBeNull();
  });

  it("are not told apart by the community at which they stand", () => {
    expect(listFilterColumns([layer]).map(({ attribute }) => attribute)).toEqual(["approximate"]);
  });
});
