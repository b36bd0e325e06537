import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import type { AttributeValue } from "../../../src/core/model/facility.ts";
import type { AreaGeometry, Position } from "../../../src/core/model/geometry.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { CYCLE_BOTH, WALK_BOTH } from "../../../src/core/model/streets.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import { judgeTargets } from "../../../src/core/plan/judge/judge-targets.ts";
import type { AttributeFilter, Reach, Rule, Target, TargetResult } from "../../../src/core/plan/target.ts";
import { unitIdsNotMet } from "../../../src/core/plan/unit-figures.ts";
import { createPointFacilities, createRandomStudy } from "../../support/random-study.ts";

const WEST = 113.3;
const SOUTH = 40;
const EAST_METRES = distanceMetres(WEST, SOUTH, WEST + 1e-3, SOUTH) * 1000;
const NORTH_METRES = distanceMetres(WEST, SOUTH, WEST, SOUTH + 1e-3) * 1000;
const at = (east: number, north: number): Position => [WEST + east / EAST_METRES, SOUTH + north / NORTH_METRES];

function strip(from: number, to: number): AreaGeometry {
  return {
    type: "Polygon",
    coordinates: [[at(from, -50), at(to, -50), at(to, 350), at(from, 350), at(from, -50)]],
  };
}

/**
 * One street in the shape of a U lying on its side, walked at 1 m/s. Metres east and north; people in brackets:
 *
 *   A            B                 C
 *   K1 ──────── h3 (300) ──────── K2     300 north     K1 公办 二级 open, K2 民办 一级 not open,
 *                                  │                   K3 普惠, grade unknown, open
 *   h1 (100) ── K3 ─────────────── h2 (200)    0 north
 *   0           500               1000 east
 *
 * Along the street h1 is 500 from K3, 1300 from K2, 2300 from K1; h2 is 300 from K2, 500 from K3, 1300 from K1;
 * h3 is 500 from K1 and from K2, 1300 from K3. Straight, h1 is 300 from K1.
 */
function createTown(): Study {
  const base = createRandomStudy(1);
  const line = [at(0, 0), at(1000, 0), at(1000, 300), at(0, 300)].flat();
  const columns: Record<string, readonly AttributeValue[]> = {
    ownership: ["公办", "民办", "普惠"],
    grade: ["二级", "一级", null],
    open_to_public: [true, false, true],
  };
  return {
    ...base,
    units: [{ id: "t1", name: "示例街道", parentId: "", level: "township", type: "街道" }],
    streets: {
      count: 1,
      coordinates: Float64Array.from(line),
      starts: Uint32Array.of(0, 4),
      permissions: Uint8Array.of(WALK_BOTH | CYCLE_BOTH),
      classes: ["residential"],
      names: [""],
      ids: ["w"],
    },
    streetBlocks: { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) },
    communities: {
      count: 3,
      ids: ["A", "B", "C"],
      names: ["A", "B", "C"],
      parentIds: ["t1", "t1", "t1"],
      kinds: ["urban", "urban", "urban"],
      areas: [strip(-50, 250), strip(250, 750), strip(750, 1050)],
      centres: Float64Array.from([at(100, 150), at(500, 150), at(900, 150)].flat()),
      approximate: false,
    },
    demand: {
      count: 3,
      coordinates: Float64Array.from([at(0, 0), at(1000, 0), at(500, 300)].flat()),
      communityIndexes: Int32Array.of(0, 2, 1),
      unit: "people",
      people: { all: Float64Array.of(100, 200, 300) },
      landSquareMetres: null,
    },
    facilities: [
      {
        ...createPointFacilities("clinic", Float64Array.from([at(0, 300), at(1000, 300), at(500, 0)].flat())),
        attributes: columns,
      },
    ],
  };
}

function judge(rule: Rule, unit: Target["unit"] = "urban-community"): TargetResult {
  const [template] = createDefaultTargets(createRandomStudy(1).services) as [Target];
  const target: Target = { ...template, unit, rule, target: { value: 1, text: "", measure: "" } };
  const parameters = { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1 };
  return judgeTargets(new AnalysisSession(createTown()), [target], parameters)[0] as TargetResult;
}

/** Units met of those tested, people short, units not met. */
const tell = (result: TargetResult): string =>
  `${result.unitsMet}/${result.unitsTested}, ${result.peopleShort} short: ${unitIdsNotMet(result.units).join("")}`;

const circle = (reach: Reach, ...filters: AttributeFilter[]): Rule => ({
  kind: "service-area",
  needs: [{ serviceIds: ["clinic"], filters }],
  reach,
  profileId: "adult",
  groupId: "all",
  passShare: 1,
});
const straight = (metres: number): Reach => ({ kind: "distance", metres, measure: "straight" });
const network = (metres: number): Reach => ({ kind: "distance", metres, measure: "network" });
const publicOnes = { attribute: "ownership", oneOf: ["公办"] };

describe("circles by straight distance, by distance along streets, by time", () => {
  it("tell the same homes apart as the drawing does", () => {
    // K1 alone: h1 is 300 m away straight and 2300 m along the street, h3 500 m both ways, h2 1044 m and 1300 m.
    expect(tell(judge(circle(straight(400), publicOnes)))).toBe("1/3, 500 short: BC");
    expect(tell(judge(circle(straight(600), publicOnes)))).toBe("2/3, 200 short: C");
    expect(tell(judge(circle(network(600), publicOnes)))).toBe("1/3, 300 short: AC");
    expect(tell(judge(circle(network(1400), publicOnes)))).toBe("2/3, 100 short: A");
    expect(tell(judge(circle({ kind: "time", seconds: 1400 }, publicOnes)))).toBe("2/3, 100 short: A");
  });

  it("a township is met by the share of all its people, 500 of 600 within 1400 m", () => {
    const share = (passShare: number): string =>
      tell(judge({ ...circle(network(1400), publicOnes), passShare } as Rule, "township"));
    expect(share(0.83)).toBe("1/1, 100 short: ");
    expect(share(0.84)).toBe("0/1, 100 short: t1");
  });
});

describe("facilities that count by ownership, by grade, by being open", () => {
  const within = (...filters: AttributeFilter[]): string => tell(judge(circle(network(550), ...filters)));

  it("circles of 550 m along the street", () => {
    expect(within(publicOnes)).toBe("1/3, 300 short: AC");
    expect(within({ attribute: "ownership", oneOf: ["公办", "普惠"] })).toBe("3/3, 0 short: ");
    expect(within({ attribute: "ownership", oneOf: ["民办"] })).toBe("2/3, 100 short: A");
    expect(within({ attribute: "grade", oneOf: ["二级", "三级"] })).toBe("1/3, 300 short: AC");
    expect(within({ attribute: "open_to_public", oneOf: [true] })).toBe("3/3, 0 short: ");
    expect(within({ attribute: "open_to_public", oneOf: [true] }, publicOnes)).toBe("1/3, 300 short: AC");
  });

  it("a facility of no known grade is told and does not count", () => {
    const { assumptions } = judge(circle(network(550), { attribute: "grade", oneOf: ["二级"] }));
    expect(assumptions.map(({ zh }) => zh)).toContain("1 处设施没有填“等级 grade”，不计入");
  });

  it("at least one public one in each community, and only in those with enough people", () => {
    const rule: Rule = {
      kind: "at-least-per-unit",
      needs: [{ serviceIds: ["clinic"], filters: [publicOnes] }],
      count: 1,
    };
    expect(tell(judge(rule))).toBe("1/3, 500 short: BC");
    expect(tell(judge({ ...rule, minimumPeople: 200 }))).toBe("0/2, 500 short: BC");
    expect(tell(judge({ ...rule, minimumPeople: 201 }))).toBe("0/1, 300 short: B");
    expect(judge({ ...rule, minimumPeople: 301 })).toMatchObject({ verdict: "not-testable", reason: "no-people" });
  });
});

describe("a share of facilities of which there are none", () => {
  it("says that there are no such facilities, never 0 %", () => {
    const rule: Rule = {
      kind: "share-with-property",
      of: "",
      property: "",
      need: { serviceIds: ["clinic"], filters: [{ attribute: "grade", oneOf: ["三级"] }] },
      having: [publicOnes],
      amount: { of: "count" },
    };
    expect(judge(rule, "facility")).toMatchObject({
      verdict: "not-testable",
      reason: "no-such-facilities",
      value: null,
      share: null,
    });
    const both = { ...rule, need: { serviceIds: ["clinic"] } };
    expect(judge(both, "facility")).toMatchObject({ value: 1 / 3, verdict: "not-met" });
  });
});
