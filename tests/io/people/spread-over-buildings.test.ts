import { describe, expect, it } from "vitest";
import { sumCompensated } from "../../../src/core/compensated-sum.ts";
import { box, csv, feature, geojson, importAll, peopleIn, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

const house = (lon: number, properties: Readonly<Record<string, unknown>>, size = 0.0002): unknown =>
  feature("Polygon", [box(lon, 40.005, size)], properties);

const BUILDINGS = geojson("建筑.geojson", [
  house(113.002, { 层数: 6 }),
  house(113.004, { 层数: "2层" }),
  house(113.006, { 层数: 0 }),
  house(113.03, { 层数: 3 }),
]);

describe("buildings as places for people", () => {
  it("share a community's total by footprint × storeys, group by group, to the last bit", async () => {
    const table = csv("人口.csv", "代码,人口,60+\n0101,1200.7,110.3\n0102,0,0\n");
    const { study, told, issues } = await importAll([STREETS, QUARTERS, BUILDINGS, table]);
    const { people, unit, count } = study.demand;
    expect([unit, count]).toEqual(["people", 3]);
    // 6 : 2 : 3, the median of 6, 2 and 3 standing in where 0 storeys are written.
    expect([...people.all].map((amount) => amount / 1200.7)).toEqual(
      [6 / 11, 2 / 11, 3 / 11].map((share) => expect.closeTo(share, 6)),
    );
    expect(sumCompensated(people.all)).toBe(1200.7);
    expect(sumCompensated(people["60+"] ?? [])).toBe(110.3);
    expect(told).toEqual(expect.arrayContaining(["people-over-floor", "levels", "buildings-outside"]));
    expect(issues.find(({ details }) => details?.what === "levels")).toMatchObject({
      value: "3",
      details: { count: 1, buildings: 4, basis: "median" },
    });
    expect(study.assumptions.map(({ zh }) => zh)).toEqual(
      expect.arrayContaining(["1 座未标层数的建筑按 3 层计", "社区人口按住宅建筑面积（占地面积 × 层数）分摊到建筑"]),
    );
  });

  it("that a community with people lacks are replaced by its streets, counted", async () => {
    const table = csv("人口.csv", "代码,人口\n0101,1200\n0102,80\n");
    const { study, issues } = await importAll([STREETS, QUARTERS, BUILDINGS, table]);
    expect(peopleIn(study)).toEqual([expect.closeTo(1200, 9), expect.closeTo(80, 9)]);
    expect(issues.find(({ details }) => details?.what === "people-on-streets")?.details?.count).toBe(1);
    expect(study.assumptions.map(({ en }) => en).join()).toContain(
      "People of 1 communities without a known home are spread along their streets",
    );
  });

  it("without any total are counted as floor area", async () => {
    const { study } = await importAll([STREETS, QUARTERS, BUILDINGS]);
    expect(study.demand.unit).toBe("residential-floor-m2");
    expect(study.assumptions.map(({ en }) => en).join()).toContain("Demand is counted as residential floor area");
  });

  it("that are no homes are left out, told by words or by OSM's kinds", async () => {
    const words = geojson("房屋.geojson", [
      house(113.002, { 用途: "住宅", 层数: 1 }),
      house(113.004, { 用途: "工业厂房", 层数: 1 }),
      house(113.006, { 用途: "商住混合", 层数: 1 }),
    ]);
    const osm = geojson("b.geojson", [
      house(113.002, { building: "apartments" }),
      house(113.004, { building: "warehouse" }),
      house(113.006, { building: "yes" }),
      house(113.008, { building: "yes", shop: "mall" }),
    ]);
    for (const file of [words, osm]) {
      const { study, told } = await importAll([STREETS, QUARTERS, file]);
      expect(study.demand.count).toBe(2);
      expect(told).toContain("no-homes");
    }
  });

  it("may state their floor area, even as points", async () => {
    const points = geojson(
      "建筑.geojson",
      [
        feature("Point", [113.002, 40.005], { 建筑面积: "1,500㎡" }),
        feature("Point", [113.004, 40.005], { 建筑面积: 500 }),
      ],
      "buildings",
    );
    const { study } = await importAll([STREETS, QUARTERS, points]);
    expect([...study.demand.people.all]).toEqual([1500, 500]);
  });

  it("with storeys or areas that are no numbers, or without a shape, are refused, each told", async () => {
    const bad = geojson(
      "b.geojson",
      [
        house(113.002, { levels: "many" }),
        house(113.004, { levels: -2 }),
        house(113.004, { levels: 900 }),
        feature("Point", [113.004, 40.005], { levels: 2 }),
      ],
      "buildings",
    );
    expect(await refused([STREETS, QUARTERS, bad])).toEqual([
      "b.geojson bad-value 1",
      "b.geojson bad-value 2",
      "b.geojson bad-value 3",
      "b.geojson bad-value 4",
    ]);
  });

  it("are not mistaken for communities, nor communities with people for buildings", async () => {
    const { study } = await importAll([STREETS, { ...QUARTERS, as: undefined }]);
    expect(study.communities.count).toBe(2);
  });
});
