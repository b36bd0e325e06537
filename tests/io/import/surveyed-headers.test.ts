/** Layers and lists whose headers are those of land surveys, or none at all: what they are is told by field names and by cells. */
import { describe, expect, it } from "vitest";
import { STANDS_IN_ATTRIBUTE } from "../../../src/core/model/facility.ts";
import { box, csv, feature, geojson, importAll, peopleIn, refused, STREETS } from "./toy-ground.ts";

const [EAST, WEST] = ["140225100010", "140225100011"];

/** The quarters of the toy ground under field names of a survey, with numbers of features that say nothing. */
function surveyed(first: Readonly<Record<string, unknown>>, second: Readonly<Record<string, unknown>>) {
  return geojson(
    "村级行政区.geojson",
    [feature("Polygon", [box(113, 40, 0.01)], first), feature("Polygon", [box(113.01, 40, 0.01)], second)],
    "communities",
  );
}

const PEOPLE = csv("各村人口.csv", `行政区划代码,村（社区）名称,常住人口\n${EAST},东关村,120\n${WEST},西关村,80\n`);

describe("communities under the field names of surveys", () => {
  it.each([
    ["XZQDM", "XZQMC", "XIANGMC"],
    ["ZLDWDM", "ZLDWMC", "XZMC"],
    ["社区编码", "社区（村）名称", "乡镇街道名称"],
    ["F1", "F2", "F3"],
  ])("%s and %s are their codes and names, whatever number a program gave them", async (code, name, township) => {
    const quarters = surveyed(
      { FID: 1, id: 1, [code]: EAST, [name]: "东关村", [township]: "永安镇" },
      { FID: 2, id: 2, [code]: WEST, [name]: "西关村", [township]: "永安镇" },
    );
    const { study } = await importAll([STREETS, quarters, PEOPLE]);
    expect(study.communities.ids).toEqual([EAST, WEST]);
    expect(study.communities.names).toEqual(["东关村", "西关村"]);
    expect(study.communities.parentIds).toEqual(["永安镇", "永安镇"]);
    expect(peopleIn(study)).toEqual([120, 80]);
  });

  it("a code that all share is none of theirs", async () => {
    const quarters = surveyed({ XZQDM: "140225", XZQMC: "东关村" }, { XZQDM: "140225", XZQMC: "西关村" });
    const { study } = await importAll([STREETS, quarters]);
    expect(study.communities.ids).toHaveLength(2);
    expect(new Set(study.communities.ids).size).toBe(2);
    expect(study.communities.names).toEqual(["东关村", "西关村"]);
  });

  it("a code said twice among many is a fault", async () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      feature("Polygon", [box(113 + at * 0.001, 40, 0.001)], { XZQDM: `1402251000${10 + Math.min(at, 10)}` }),
    );
    expect(await refused([STREETS, geojson("村.geojson", many, "communities")])).toEqual([
      "村.geojson duplicate-id 12",
    ]);
  });

  it("rows of one code and name are parts of one community, and that is said", async () => {
    const own = { XZQDM: EAST, XZQMC: "东关村" };
    const part = feature("Polygon", [box(113.02, 40, 0.001)], own);
    const first = feature("Polygon", [box(113, 40, 0.01)], own);
    const others = Array.from({ length: 10 }, (_, at) =>
      feature("Polygon", [box(113.011 + at * 0.0005, 40, 0.0005)], { XZQDM: `1402251000${20 + at}`, XZQMC: `村${at}` }),
    );
    const layer = (last: unknown) => geojson("村.geojson", [first, ...others, last], "communities");
    const { study, issues } = await importAll([STREETS, layer(part)]);
    expect(study.communities.count).toBe(11);
    expect(study.communities.areas[0]?.type).toBe("MultiPolygon");
    expect(issues.find(({ details }) => details?.what === "parts-joined")?.details?.count).toBe(1);
    // What stands in hundreds of rows is no community of many parts, and an outline of many pieces loses none.
    const named = { 编号: "甲", 名称: "东关村" };
    const strewn = Array.from({ length: 300 }, (_, at) => feature("Polygon", [box(113 + at * 1e-5, 40, 1e-5)], named));
    expect((await refused([STREETS, geojson("村.geojson", strewn, "communities")])).length).toBeGreaterThan(1);
    const pieces = Array.from({ length: 150 }, (_, at) => [box(113 + at * 1e-5, 40, 1e-5)]);
    const scattered = geojson("村.geojson", [feature("MultiPolygon", pieces, own), ...others, part], "communities");
    const [area] = (await importAll([STREETS, scattered])).study.communities.areas;
    expect(area?.coordinates).toHaveLength(151);
    // The same outline twice is no part, and another name no part of it.
    expect(await refused([STREETS, layer(first)])).toEqual(["村.geojson duplicate-id 12"]);
    const foreign = feature("Polygon", [box(113.02, 40, 0.001)], { ...own, XZQMC: "西关村" });
    expect(await refused([STREETS, layer(foreign)])).toEqual(["村.geojson duplicate-id 12"]);
  });

  it("what cells told is said, for each column", async () => {
    const quarters = surveyed({ F1: EAST, F2: "东关村" }, { F1: WEST, F2: "西关村" });
    const { issues } = await importAll([STREETS, quarters]);
    const told = issues.filter(({ details }) => details?.what === "told-by-cells");
    expect(told.map(({ field, value, details }) => [field, value, details?.meaning])).toEqual([
      ["F1", EAST, "id"],
      ["F2", "东关村", "name"],
    ]);
  });
});

describe("lists without headers that say anything", () => {
  it("are matched by the cells that name a community, and keep the facility's name", async () => {
    const quarters = surveyed(
      { XZQDM: EAST, XZQMC: "东关村", XZMC: "永安镇" },
      { XZQDM: WEST, XZQMC: "西关村", XZMC: "永安镇" },
    );
    const rows = ["幸福日间照料中心,西关村,永安镇,20", "夕阳红服务站,东关村,永安镇,30"];
    const list = csv("日间照料中心.csv", `栏一,栏二,栏三,栏四\n${rows.join("\n")}\n`);
    const { study } = await importAll([STREETS, quarters, list]);
    const [layer] = study.facilities;
    expect(layer?.names).toEqual(["幸福日间照料中心", "夕阳红服务站"]);
    expect(layer?.attributes.栏四).toEqual([20, 30]);
    expect(layer?.attributes[STANDS_IN_ATTRIBUTE]).toEqual([WEST, EAST]);
  });
});

describe("streets with a column of Chinese road classes", () => {
  const line = (at: number, kind: string) =>
    feature(
      "LineString",
      [
        [113.001, 40.001 + at * 0.001],
        [113.0145, 40.001 + at * 0.001],
      ],
      { DLLX: kind },
    );

  it("are closed to walkers where they are motorways, and that is said", async () => {
    const kinds = ["高速公路", "主干路", "主干路", "支路", "支路", "支路", "支路", "人行道", "支路"];
    const streets = geojson(
      "道路中心线.geojson",
      kinds.map((kind, at) => line(at, kind)),
    );
    const quarters = surveyed({ XZQMC: "东关村" }, { XZQMC: "西关村" });
    const { study, issues } = await importAll([streets, quarters]);
    expect(study.streets.permissions[0]).toBe(0);
    expect([...study.streets.permissions].slice(1).every((bits) => bits > 0)).toBe(true);
    expect(study.streets.classes.slice(0, 3)).toEqual(["motorway", "primary", "primary"]);
    const told = issues.find(({ details }) => details?.what === "street-classes");
    expect(told?.value).toContain("高速公路 → motorway (1)");
  });
});

describe("a list of several kinds of facility", () => {
  const rows = (kind: readonly [string, string]): string =>
    `机构类型,名称,经度,纬度\n${kind[0]},甲,113.003,40.005\n${kind[1]},乙,113.006,40.005\n`;

  it("is divided by a column of types, whatever it is called, or by the facilities' own names", async () => {
    const quarters = surveyed({ XZQMC: "东关村" }, { XZQMC: "西关村" });
    const byKind = csv("设施.csv", rows(["公办幼儿园", "村卫生室"]).replace("机构类型", "类型"));
    const byName = csv("设施.csv", "名称,经度,纬度\n向阳幼儿园,113.003,40.005\n东关卫生室,113.006,40.005\n");
    for (const list of [byKind, byName]) {
      const { study, told } = await importAll([STREETS, quarters, list]);
      expect(study.facilities.map(({ serviceId, count }) => [serviceId, count])).toEqual([
        ["kindergarten", 1],
        ["clinic", 1],
      ]);
      expect(told).toContain("services-by-cells");
    }
  });

  it("is asked about where neither says it", async () => {
    const quarters = surveyed({ XZQMC: "东关村" }, { XZQMC: "西关村" });
    expect(await refused([STREETS, quarters, csv("设施.csv", rows(["甲类", "乙类"]))])).toEqual([
      "设施.csv unknown-service name-the-role",
    ]);
  });
});
