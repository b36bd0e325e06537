/** What sports and parks departments hand over: layers whose names say less, or more, than they are. */
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { BadDataError, type Issue } from "../../../src/core/errors.ts";
import { importFiles } from "../../../src/io/import/import-files.ts";
import { utf8 } from "../bad-data.ts";
import { box, csv, feature, geojson, QUARTERS, STREETS } from "../import/toy-ground.ts";

async function bring(...files: Parameters<typeof importFiles>[0][number][]) {
  try {
    const { study, issues } = await importFiles([STREETS, QUARTERS, ...files], { adminLevel: null });
    const served = Object.fromEntries(study.facilities.map(({ serviceId, count }) => [serviceId, count]));
    return { served, communities: study.communities.count, streets: study.streets.count, issues };
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    return { served: {}, communities: 0, streets: 0, issues: error.issues };
  }
}

const told = (issues: readonly Issue[]): string[] =>
  issues.map(({ code, layer, details }) => `${layer} ${details?.what ?? code}`);
const places = Array.from({ length: 10 }, (_, row) => `113.00${row + 1},40.005`);
const trail = (width: number): unknown =>
  feature(
    "LineString",
    [
      [113.002, 40.0051],
      [113.002 + width, 40.0051],
    ],
    { 名称: `步道${width}`, 类型: "健身步道" },
  );

describe("layers of a sports department", () => {
  it("a census of sports grounds is divided by its kinds, and kinds that are no service are counted", async () => {
    const kinds = [
      "篮球场",
      "健身路径",
      "体育馆",
      "全民健身中心",
      "篮球场",
      "健身路径",
      "台球房",
      "台球房",
      "篮球场",
      "体育馆",
    ];
    const text = `场地名称,场地类型,经度,纬度\n${kinds.map((kind, row) => `第${row}处,${kind},${places[row]}`).join("\n")}`;
    const { served, issues } = await bring(csv("体育场地普查.csv", text));
    expect(served).toEqual({ "fitness-square": 5, "sports-venue": 2, "fitness-centre": 1 });
    expect(issues.find(({ details }) => details?.what === "rows-untold")).toMatchObject({
      value: "台球房",
      details: { count: 2 },
    });
  });

  it("trails are facilities though a column calls them so, and a subdistrict's trails too", async () => {
    const { served, streets } = await bring(geojson("永泰街道健身步道.geojson", [trail(0.004), trail(0.006)]));
    expect([served, streets]).toEqual([{ "fitness-trail": 2 }, 2]);
  });

  it("roads beside a park are streets like the two there are, whatever their file is called", async () => {
    const road = (kind: string): unknown =>
      feature(
        "LineString",
        [
          [113.002, 40.0051],
          [113.008, 40.0051],
        ],
        { 名称: kind, 等级: kind },
      );
    const { streets, served } = await bring(
      geojson("公园周边.geojson", [road("主干路"), road("人行道"), road("支路")]),
    );
    expect([streets, served]).toEqual([5, {}]);
  });
});

describe("outlines that nothing says are communities", () => {
  const square = (row: number): unknown =>
    feature("Polygon", [box(113.002 + row * 0.003, 40.006, 0.0002)], { mc: `${row}号`, mj: 12 });

  it("are asked about beside communities that were brought", async () => {
    const { issues } = await bring(geojson("现状.geojson", [0, 1, 2].map(square)));
    expect(issues.find(({ layer }) => layer === "现状.geojson")?.details?.what).toMatch(
      /name-the-role|untold-left-out/,
    );
  });

  it("are asked about where they would take the place of a study's communities", async () => {
    const { study } = await importFiles([STREETS, QUARTERS], { adminLevel: null });
    const files = [geojson("现状.geojson", [0, 1, 2].map(square))];
    await expect(importFiles(files, { adminLevel: null, base: study })).rejects.toMatchObject({
      issues: [{ code: "unknown-service", layer: "现状.geojson" }],
    });
  });

  it("take a study's communities' place where they lie side by side", async () => {
    const { study } = await importFiles([STREETS, QUARTERS], { adminLevel: null });
    const halves = [0, 1].map((row) => feature("Polygon", [box(113 + row * 0.01, 40, 0.01)], { mc: `${row}号` }));
    const result = await importFiles([geojson("新.geojson", halves)], { adminLevel: null, base: study });
    expect(result.study.communities.count).toBe(2);
  });

  it("a park's division code in every row makes no community of it", async () => {
    const parks = [0, 1, 2].map((row) =>
      feature("Polygon", [box(113.002 + row * 0.003, 40.006, 0.0002)], { MC: `绿地${row}`, XZQDM: "140213" }),
    );
    const { issues } = await bring(geojson("LDGC.geojson", parks));
    expect(
      told(issues).some((one) => one.startsWith("LDGC.geojson") && /name-the-role|untold-left-out/.test(one)),
    ).toBe(true);
  });
});

describe("an archive's name", () => {
  const lawns = JSON.stringify({
    type: "FeatureCollection",
    features: [0, 1].map((row) => feature("Point", [113.003 + row * 0.001, 40.005], { 名称: `绿地${row}` })),
  });
  const toilets = lawns.replaceAll("绿地", "处");

  it("says nothing of a layer beside the one that it names", async () => {
    const zip = zipSync({ "公厕.geojson": utf8(toilets), "LD.geojson": utf8(lawns) });
    const { issues, served } = await bring({ name: "绿地及公厕.zip", bytes: zip });
    expect(served["public-toilet"] ?? 2).toBe(2);
    expect(told(issues).some((one) => one.includes("LD.geojson") && /name-the-role|untold-left-out/.test(one))).toBe(
      true,
    );
  });

  it("tells of what is alone in it", async () => {
    const { served } = await bring({ name: "公厕.zip", bytes: zipSync({ "LD.geojson": utf8(lawns) }) });
    expect(served).toEqual({ "public-toilet": 2 });
  });
});

describe("states in the words of sports and health offices", () => {
  it("do not hide what is shut, under repair or struck off", async () => {
    const states = ["对外开放", "停用", "维修中", "执业", "注销", "试营业", "改造中", "已改造"];
    const text = `名称,运营状态,经度,纬度\n${states.map((state, row) => `第${row}处,${state},${places[row]}`).join("\n")}`;
    const { served, issues } = await bring(csv("健身广场.csv", text));
    expect(served).toEqual({ "fitness-square": 4 });
    expect(issues.find(({ details }) => details?.what === "not-operating")?.details).toMatchObject({
      count: 4,
      total: 8,
    });
  });
});
