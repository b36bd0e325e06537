/** Tables that state people for whole townships or counties. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumCompensated } from "../../../src/core/compensated-sum.ts";
import type { AdministrativeUnit, Communities } from "../../../src/core/model/community.ts";
import { indexUnits } from "../../../src/io/people/find-unit.ts";
import { shareUnitTotals, type UnitStatement } from "../../../src/io/people/share-unit-totals.ts";
import type { Places } from "../../../src/io/people/spread-people.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";
import { box, csv, feature, geojson, importAll, peopleIn, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

const HOMES = csv("homes.csv", "id,lon,lat,人口,60岁以上\n1,113.002,40.005,30,3\n2,113.014,40.005,10,6\n", "demand");

describe("people of a township in a table", () => {
  it("are shared among its communities in proportion to their homes, and that is said", async () => {
    for (const table of [
      "街道,常住人口,60岁及以上\n南街道,1000,90\n",
      "名称,常住人口,60岁及以上\n南街道办事处,1000,90\n",
    ]) {
      const { study, told } = await importAll([STREETS, QUARTERS, HOMES, csv("人口.csv", table, "people")]);
      expect(peopleIn(study)).toEqual([750, 250]);
      // Of those above 60 the homes know their own numbers.
      expect(peopleIn(study, "60+")).toEqual([30, 60]);
      expect(told).toContain("people-of-units");
      expect(study.assumptions.map(({ zh }) => zh).join()).toContain("社区人数为推算");
    }
  });

  it("are shared by metres of street where no homes are known", async () => {
    const { study } = await importAll([STREETS, QUARTERS, csv("人口.csv", "街道,常住人口\n南街道,1000\n", "people")]);
    const [east = 0, west = 0] = peopleIn(study);
    expect(east + west).toBeCloseTo(1000, 9);
    expect(east).toBeGreaterThan(west);
  });

  it("leave communities that are stated as they are; the rest is shared", async () => {
    const table = csv("人口.csv", "街道,社区名称,常住人口\n南街道,东社区,600\n南街道,,1000\n", "people");
    const { study } = await importAll([STREETS, QUARTERS, HOMES, table]);
    expect(peopleIn(study)).toEqual([600, 400]);
  });

  it("below the sum of their communities are refused, above it told", async () => {
    const all = (total: number) =>
      csv("人口.csv", `街道,社区名称,常住人口\n南街道,东社区,600\n南街道,西社区,300\n南街道,,${total}\n`, "people");
    expect(await refused([STREETS, QUARTERS, HOMES, all(800)])).toEqual(["人口.csv bad-value 4 unit-below-parts"]);
    const { study, told } = await importAll([STREETS, QUARTERS, HOMES, all(1000)]);
    expect(peopleIn(study)).toEqual([600, 300]);
    expect(told).toContain("unit-above-parts");
  });

  it("that were rounded agree with their communities within half of their last digit", async () => {
    const rounded = (header: string, total: string) =>
      csv("人口.csv", `社区名称,街道,${header}\n东社区,,0.3933\n西社区,,0.2\n,南街道,${total}\n`, "people");
    const { study, told } = await importAll([STREETS, QUARTERS, HOMES, rounded("常住人口（万人）", "0.59")]);
    expect(peopleIn(study)).toEqual([3933, 2000]);
    expect(told).not.toContain("unit-above-parts");
    // A hundred less is more than rounding.
    expect(await refused([STREETS, QUARTERS, HOMES, rounded("常住人口（万人）", "0.58")])).toEqual([
      "人口.csv bad-value 4 unit-below-parts",
    ]);
  });

  it("of a name that the study does not have are refused", async () => {
    const table = csv("人口.csv", "街道,常住人口\n北街道,1000\n", "people");
    expect(await refused([STREETS, QUARTERS, HOMES, table])).toEqual(["人口.csv unknown-id 2 community"]);
  });

  it("stay what they are where rows are matched one by one", async () => {
    const table = csv("人口.csv", "街道,社区名称,常住人口\n南街道,东社区,600\n南街道,,1000\n", "people");
    const options = { adminLevel: null, settings: { "人口.csv": { role: "people", placing: "communities" } } } as const;
    const { study, told } = await importAll([STREETS, QUARTERS, HOMES, table], options);
    expect(peopleIn(study)).toEqual([600, 400]);
    expect(told).not.toContain("unmatched");
  });

  it("may be told by the codes of statistics, which end in noughts", async () => {
    const quarters = geojson(
      "quarters.geojson",
      [
        feature("Polygon", [box(113, 40, 0.01)], { 代码: "140213001001", 名称: "东社区", parentId: "140213001" }),
        feature("Polygon", [box(113.01, 40, 0.01)], { 代码: "140213001002", 名称: "西社区", parentId: "140213001" }),
      ],
      "communities",
    );
    const table = csv("人口.csv", "统计用区划代码,常住人口\n140213001000,1000\n", "people");
    const { study } = await importAll([STREETS, quarters, HOMES, table]);
    expect(peopleIn(study)).toEqual([750, 250]);
  });
});

describe("totals of units within one another", () => {
  const units: AdministrativeUnit[] = [
    { id: "c", name: "县", parentId: "", level: "county", type: "县" },
    { id: "t1", name: "东镇", parentId: "c", level: "township", type: "镇" },
    { id: "t2", name: "西镇", parentId: "c", level: "township", type: "镇" },
  ];
  const communities = (parentIds: readonly string[]): Communities => ({
    count: parentIds.length,
    ids: parentIds.map((_, at) => `k${at}`),
    names: parentIds.map((_, at) => `村${at}`),
    parentIds,
    kinds: parentIds.map(() => "village"),
    areas: parentIds.map(() => null),
    centres: new Float64Array(2 * parentIds.length),
    approximate: false,
  });
  const placesOf = (weights: readonly number[]): Places => ({
    basis: "homes",
    demand: {
      count: weights.length,
      coordinates: new Float64Array(2 * weights.length),
      communityIndexes: Int32Array.from(weights, (_, at) => at),
      unit: "people",
      people: { all: Float64Array.from(weights) },
      landSquareMetres: null,
    },
  });

  it("the narrower are shared first; what a county states beyond goes to its other communities", () => {
    const index = indexUnits(units, communities(["t1", "t1", "t2", "c"]));
    const say = (unit: number, people: number): UnitStatement => ({
      unit,
      groupId: "all",
      people,
      layer: "表",
      label: 2,
    });
    const issues = new IssueList();
    const places = placesOf([1, 3, 2, 6]);
    const { totals } = shareUnitTotals([say(0, 1000), say(1, 400)], new Map(), 4, index, places, () => places, issues);
    expect([...(totals.get("all") ?? [])]).toEqual([100, 300, 150, 450]);
    expect(issues.hasErrors).toBe(false);
  });

  it("communities add up to the total of their unit, whatever the weights", () => {
    const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 12 }), (people, weights) => {
        const index = indexUnits(units, communities(weights.map(() => "t1")));
        const places = placesOf(weights);
        const statement: UnitStatement = { unit: 1, groupId: "all", people, layer: "表", label: 2 };
        const shared = shareUnitTotals(
          [statement],
          new Map(),
          weights.length,
          index,
          places,
          () => places,
          new IssueList(),
        );
        expect(sumCompensated(shared.totals.get("all") ?? [])).toBe(people);
      }),
    );
  });

  it("a ring of units ends", () => {
    const ring = units.map((unit) => (unit.id === "c" ? { ...unit, parentId: "t1" } : unit));
    expect(indexUnits(ring, communities(["t1"])).members.map(({ length }) => length)).toEqual([1, 1, 0]);
  });
});
