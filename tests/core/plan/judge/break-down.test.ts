import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../../src/core/analysis-session.ts";
import type { Study } from "../../../../src/core/model/study.ts";
import { breakDown } from "../../../../src/core/plan/judge/break-down.ts";
import type { AmountRule } from "../../../../src/core/plan/judge/measure-amount.ts";
import { createPointFacilities, createRandomStudy } from "../../../support/random-study.ts";

const square = (west: number): Study["communities"]["areas"][number] => ({
  type: "Polygon",
  coordinates: [
    [
      [west, 40],
      [west + 0.01, 40],
      [west + 0.01, 40.01],
      [west, 40.01],
      [west, 40],
    ],
  ],
});

/** A district of 1,000 older people with homes of 20 and 12 beds, a county of 500 with one of 30; one home stands in neither. */
function createTwoCounties(): Study {
  const base = createRandomStudy(1);
  const homes = createPointFacilities(
    "elderly-care-home",
    Float64Array.of(113.001, 40.001, 113.002, 40.002, 113.021, 40.001, 113.5, 40.5),
  );
  const ownership = ["公办", "民办", "公办", "公办"];
  return {
    ...base,
    units: [
      { id: "D", name: "示例区", parentId: "", level: "county", type: "区" },
      { id: "C", name: "示例县", parentId: "", level: "county", type: "县" },
    ],
    communities: {
      ...base.communities,
      count: 2,
      ids: ["d1", "c1"],
      names: ["甲", "乙"],
      parentIds: ["D", "C"],
      kinds: ["urban", "village"],
      areas: [square(113), square(113.02)],
      centres: Float64Array.of(113.005, 40.005, 113.025, 40.005),
    },
    demand: {
      ...base.demand,
      count: 3,
      coordinates: Float64Array.of(113.001, 40.001, 113.003, 40.003, 113.021, 40.002),
      communityIndexes: Int32Array.of(0, 0, 1),
      unit: "people",
      people: { all: Float64Array.of(2000, 2000, 2000), "60+": Float64Array.of(400, 600, 500) },
      landSquareMetres: null,
    },
    facilities: [{ ...homes, attributes: { beds: [20, 12, 30, 7], ownership } }],
  };
}

const session = new AnalysisSession(createTwoCounties());
const need = { serviceIds: ["elderly-care-home"] };
const beds = { of: "sum", attribute: "beds" } as const;

describe("a value of the whole, county by county", () => {
  it("32 beds for 1,000 older people are 32 per thousand, 30 for 500 are 60; a home in no county stands apart", () => {
    const rule: AmountRule = { kind: "ratio", what: "床位", need, amount: beds, groupId: "60+", per: 1000 };
    expect(breakDown(session, rule)).toEqual([
      { unitId: "D", facilities: 2, amount: 32, whole: 1000, value: 32 },
      { unitId: "C", facilities: 1, amount: 30, whole: 500, value: 60 },
      { unitId: "", facilities: 1, amount: 7, whole: null, value: null },
    ]);
  });

  it("20 of 32 beds are public in the district, all in the county", () => {
    const having = [{ attribute: "ownership", oneOf: ["公办"] }];
    const rule: AmountRule = { kind: "share-with-property", of: "床位", property: "公办", need, having, amount: beds };
    expect(breakDown(session, rule).map(({ amount, whole, value }) => [amount, whole, value])).toEqual([
      [20, 32, 0.625],
      [30, 30, 1],
      [7, 7, 1],
    ]);
  });

  it("a county without facilities has a ratio of 0 and no share", () => {
    const none = { ...need, filters: [{ attribute: "ownership", oneOf: ["民办"] }] };
    const ratio: AmountRule = { kind: "ratio", what: "床位", need: none, amount: beds, groupId: "60+", per: 1000 };
    expect(breakDown(session, ratio).map(({ value }) => value)).toEqual([12, 0]);
    const share: AmountRule = {
      kind: "share-with-property",
      of: "",
      property: "",
      need: none,
      having: [],
      amount: beds,
    };
    expect(breakDown(session, share).map(({ value }) => value)).toEqual([1, null]);
  });

  it("lengths are not broken down, nor what has no layer", () => {
    const length: AmountRule = { kind: "ratio", what: "", need, amount: { of: "length" }, groupId: "all", per: 1 };
    expect(breakDown(session, length)).toEqual([]);
    expect(breakDown(session, { ...length, amount: { of: "count" }, need: null })).toEqual([]);
  });
});
