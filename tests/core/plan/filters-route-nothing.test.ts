import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import type { AttributeValue, Facilities } from "../../../src/core/model/facility.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import { cutoffOf, measureNeed } from "../../../src/core/plan/judge/facility-needs.ts";
import { judgeTargets } from "../../../src/core/plan/judge/judge-targets.ts";
import { reachNeed } from "../../../src/core/plan/judge/reach-need.ts";
import { hasPoint } from "../../../src/core/plan/judge/reached-points.ts";
import type { AttributeFilter, FacilityNeed, Reach, Rule, Target } from "../../../src/core/plan/target.ts";
import { BoundedSearch } from "../../../src/core/routing/bounded-search.ts";
import { createPointFacilities, createRandomStudy } from "../../support/random-study.ts";

const OWNERS = ["公办", "普惠", "民办"] as const;
const GRADES = ["一级", "二级", null] as const;

/** The columns of a layer, in turns. */
function withColumns(layer: Facilities): Facilities {
  const column = (values: readonly AttributeValue[]): AttributeValue[] =>
    Array.from({ length: layer.count }, (_, index) => values[index % values.length] as AttributeValue);
  return {
    ...layer,
    attributes: {
      ownership: column(OWNERS),
      grade: column(GRADES),
      open: column([true, false, true, true]),
      places: column([90, 120, 150, 180, 210]),
    },
  };
}

/** A random study whose clinics have columns, and a trail as one of them. */
function createColumnStudy(seed: number): Study {
  const study = createRandomStudy(seed);
  const [clinics, ...others] = study.facilities as [Facilities, Facilities];
  const ends = clinics.coordinates.slice(0, 4);
  const all = createPointFacilities("clinic", Float64Array.of(...clinics.coordinates, ...ends));
  const trail: Facilities = {
    ...all,
    count: clinics.count + 1,
    ids: [...clinics.ids, "trail"],
    names: [...clinics.names, "trail"],
    starts: Uint32Array.of(...clinics.starts, clinics.count + 2),
  };
  return { ...study, facilities: [withColumns(trail), ...others] };
}

function createTarget(needs: readonly FacilityNeed[], passShare: number | null = 0.5): Target {
  const [template] = createDefaultTargets(createRandomStudy(1).services) as [Target];
  const rule: Rule = {
    kind: "service-area",
    needs,
    reach: { kind: "time", seconds: 400 },
    profileId: "adult",
    groupId: "all",
    passShare,
  };
  return { ...template, unit: "community", rule, target: { value: 1, text: "", measure: "" } };
}

const clinics = (...filters: AttributeFilter[]): FacilityNeed => ({ serviceIds: ["clinic"], filters });

afterEach(() => vi.restoreAllMocks());

describe("changing a pass mark or a filter", () => {
  it("routes nothing after the first judging with a filter: other values, other columns, other pass marks", () => {
    const search = vi.spyOn(BoundedSearch.prototype, "run");
    const session = new AnalysisSession(createColumnStudy(7));
    const judge = (target: Target, parameters: Partial<AnalysisParameters> = {}) =>
      judgeTargets(session, [target], { ...DEFAULT_PARAMETERS, ...parameters })[0]?.unitsMet;
    judge(createTarget([clinics({ attribute: "ownership", oneOf: ["公办"] })]));
    const routed = search.mock.calls.length;
    expect(routed).toBeGreaterThan(0);
    const met = [
      judge(createTarget([clinics({ attribute: "ownership", oneOf: ["普惠", "公办"] })])),
      judge(createTarget([clinics({ attribute: "grade", oneOf: ["二级"] })])),
      judge(createTarget([clinics({ attribute: "grade", oneOf: ["二级"] }, { attribute: "open", oneOf: [true] })])),
      judge(createTarget([clinics({ attribute: "places", oneOf: [90] })])),
      judge(createTarget([clinics({ attribute: "places", oneOf: [90] })], 0.95)),
      judge(createTarget([clinics({ attribute: "ownership", oneOf: ["公办"] })], null), { passShare: 0.05 }),
    ];
    expect(search.mock.calls.length).toBe(routed);
    expect(new Set(met).size).toBeGreaterThan(1);
  });

  it("sums nothing anew for another pass mark, nor for another unit", () => {
    const session = new AnalysisSession(createColumnStudy(7));
    const need = clinics({ attribute: "ownership", oneOf: ["公办"] });
    const people = session.study.demand.communityIndexes;
    judgeTargets(session, [createTarget([need])], DEFAULT_PARAMETERS);
    // From here on whoever looked at the places where people live would fail.
    Object.assign(session.study.demand, { communityIndexes: null });
    const strict = judgeTargets(session, [createTarget([need], 1)], DEFAULT_PARAMETERS)[0];
    const loose = judgeTargets(session, [createTarget([need], 0.01)], DEFAULT_PARAMETERS)[0];
    const town = judgeTargets(session, [{ ...createTarget([need], 0.01), unit: "township" }], DEFAULT_PARAMETERS)[0];
    Object.assign(session.study.demand, { communityIndexes: people });
    expect(strict?.unitsMet).toBeLessThan(loose?.unitsMet as number);
    expect(town?.unitsTested).toBe(1);
  });

  it("reaches exactly whom a search from the facilities that pass reaches", () => {
    const reaches: Reach[] = [
      { kind: "time", seconds: 120 },
      { kind: "time", seconds: 500 },
      // As far as the search goes.
      { kind: "time", seconds: 4000 },
      { kind: "distance", metres: 300, measure: "network" },
      { kind: "distance", metres: 300, measure: "straight" },
    ];
    let reached = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.constantFrom(...reaches),
        fc.constantFrom("adult" as const, "elderly" as const, "cycle" as const, "wheelchair" as const),
        fc.subarray([...OWNERS], { minLength: 1 }),
        fc.subarray([90, 120, 150, 180, 210], { minLength: 1 }),
        fc.boolean(),
        (seed, reach, profileId, owners, places, together) => {
          const session = new AnalysisSession(createColumnStudy(seed));
          const byOwner = { attribute: "ownership", oneOf: owners };
          const filters = together ? [byOwner, { attribute: "places", oneOf: places }] : [byOwner];
          const need: FacilityNeed = { serviceIds: ["clinic"], filters };
          const parameters = { ...DEFAULT_PARAMETERS, crossingSeconds: 5 };
          const bits = reachNeed(session, need, reach, profileId, parameters);
          const costs = measureNeed(new AnalysisSession(session.study), need, reach, profileId, parameters);
          const points = Array.from(costs, (_, point) => point);
          const found = points.filter((point) => hasPoint(bits, point));
          expect(found).toEqual(points.filter((point) => (costs[point] as number) <= cutoffOf(reach)));
          reached += found.length;
        },
      ),
      { numRuns: 120 },
    );
    expect(reached).toBeGreaterThan(0);
  });
});

describe("land within reach of a filter's facilities", () => {
  it("is the land of a study that has these facilities alone", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.constantFrom<Reach>(
          { kind: "time", seconds: 300 },
          { kind: "distance", metres: 400, measure: "network" },
          { kind: "distance", metres: 250, measure: "straight" },
        ),
        fc.subarray([...OWNERS], { minLength: 1 }),
        (seed, reach, owners) => {
          const study = createRandomStudy(seed);
          const [bare, ...others] = study.facilities as [Facilities, Facilities];
          const layer = withColumns(bare);
          const passing = layer.ids.flatMap((_, index) =>
            owners.includes(layer.attributes.ownership?.[index] as (typeof OWNERS)[number]) ? [index] : [],
          );
          const positions = passing.flatMap((index) => [...layer.coordinates.slice(2 * index, 2 * index + 2)]);
          const alone = createPointFacilities("clinic", Float64Array.from(positions));
          const landOf = (facilities: readonly Facilities[], need: FacilityNeed) => {
            const session = new AnalysisSession({ ...study, facilities });
            return [...reachNeed(session, need, reach, "adult", DEFAULT_PARAMETERS, "land")];
          };
          const filtered = landOf([layer, ...others], clinics({ attribute: "ownership", oneOf: owners }));
          expect(filtered).toEqual(landOf([alone, ...others], { serviceIds: ["clinic"] }));
          expect(filtered.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("a filter on what a layer does not say", () => {
  it("is not testable, with the layer and the column, where no facility has a value in it", () => {
    const study = createColumnStudy(7);
    const [layer, ...others] = study.facilities as [Facilities, Facilities];
    const nameless = { ...layer, attributes: { ...layer.attributes, grade: layer.ids.map(() => null) } };
    const judge = (facilities: readonly Facilities[], attribute: string) =>
      judgeTargets(
        new AnalysisSession({ ...study, facilities }),
        [createTarget([clinics({ attribute, oneOf: ["二级"] })])],
        DEFAULT_PARAMETERS,
      )[0];
    for (const result of [judge([nameless, ...others], "grade"), judge(study.facilities, "sponsor")]) {
      expect(result).toMatchObject({ verdict: "not-testable", reason: "needs-other-data", share: null });
    }
    expect(judge(study.facilities, "sponsor")?.missingAttributes).toEqual([
      { serviceId: "clinic", attribute: "sponsor" },
    ]);
    expect(judge(study.facilities, "grade")?.verdict).not.toBe("not-testable");
  });

  it("tells how many facilities have an empty cell and do not count", () => {
    const [result] = judgeTargets(
      new AnalysisSession(createColumnStudy(7)),
      [createTarget([clinics({ attribute: "grade", oneOf: ["二级"] })])],
      DEFAULT_PARAMETERS,
    );
    const empty = (createColumnStudy(7).facilities[0]?.attributes.grade ?? []).filter((value) => value === null).length;
    expect(empty).toBeGreaterThan(0);
    expect(result?.assumptions.map(({ zh }) => zh)).toContain(`${empty} 处设施没有填“等级 grade”，不计入`);
  });
});
