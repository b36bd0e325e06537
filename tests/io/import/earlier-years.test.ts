import { describe, expect, it } from "vitest";
import { findShapeWords } from "../../../src/core/model/shape-words.ts";
import { type WrittenSheet, writeXlsx } from "../workbook/write-xlsx.ts";
import { csv, importAll, peopleIn, QUARTERS, refused, STREETS } from "./toy-ground.ts";

const PEOPLE = ["代码", "社区名称", "常住人口"];
const QUARTER = [
  ["0101", "东社区"],
  ["0102", "西社区"],
  ["0103", "南社区"],
] as const;
const THREE = [
  ...JSON.parse(new TextDecoder().decode(QUARTERS.bytes)).features,
  JSON.parse(
    '{"type":"Feature","properties":{"代码":"0103","名称":"南社区","街道":"南街道"},"geometry":{"type":"Polygon","coordinates":[[[113,39.99],[113.01,39.99],[113.01,40],[113,40],[113,39.99]]]}}',
  ),
];
const COMMUNITIES = csv(
  "quarters.geojson",
  JSON.stringify({ type: "FeatureCollection", features: THREE }),
  "communities",
);

function peopleSheet(name: string, people: number): WrittenSheet {
  return { name, rows: [PEOPLE, ...QUARTER.map(([code, quarter], at) => [code, quarter, people + at])] };
}

function book(name: string, sheets: readonly WrittenSheet[]) {
  return { name, bytes: writeXlsx({ sheets }) };
}

const KINDERGARTENS = (year: number, names: readonly string[]) =>
  csv(
    `${year}年幼儿园.csv`,
    `名称,经度,纬度\n${names.map((name, at) => `${name},${113.002 + (year - 2020 + at) / 1000},40.005`).join("\n")}\n`,
  );

describe("a table of several years", () => {
  it("counts as it is in the newest, and says which were left out", async () => {
    const years = book("人口（2021-2023）.xlsx", [
      peopleSheet("2021年", 100),
      peopleSheet("2023年", 300),
      peopleSheet("2022年", 200),
    ]);
    const { study, issues } = await importAll([STREETS, COMMUNITIES, years]);
    expect(peopleIn(study).map(Math.round)).toEqual([300, 301, 302]);
    const told = issues.filter(({ details }) => details?.what === "earlier-year");
    expect(told.map(({ details }) => [details?.year, details?.newest])).toEqual([
      [2021, 2023],
      [2022, 2023],
    ]);
    const words = findShapeWords({ value: told[0]?.value, details: told[0]?.details });
    expect(words?.happened.zh).toContain("2021 年");
    expect(words?.happened.en).not.toMatch(/undefined/);
  });

  it("is told by the names of files, too", async () => {
    const old = ["东园", "西园", "南园"];
    const { study, told } = await importAll([
      STREETS,
      COMMUNITIES,
      KINDERGARTENS(2022, old),
      KINDERGARTENS(2023, ["新园", ...old]),
    ]);
    expect(study.facilities.find(({ serviceId }) => serviceId === "kindergarten")?.count).toBe(4);
    expect(told.filter((what) => what === "earlier-year")).toHaveLength(1);
  });

  it("is none where each year lists what was added in it: all of them count", async () => {
    const { study, told } = await importAll([
      STREETS,
      COMMUNITIES,
      KINDERGARTENS(2022, ["东园", "西园", "南园"]),
      KINDERGARTENS(2023, ["北园", "中园", "河园"]),
    ]);
    expect(study.facilities.find(({ serviceId }) => serviceId === "kindergarten")?.count).toBe(6);
    expect(told).not.toContain("earlier-year");
  });

  it("is none where the titles differ in more than the year: two tables that contradict each other are refused", async () => {
    const files = [book("人口2022.xlsx", [peopleSheet("表", 1)]), book("户籍2023.xlsx", [peopleSheet("表", 2)])];
    expect((await refused([STREETS, COMMUNITIES, ...files])).length).toBeGreaterThan(0);
  });
});
