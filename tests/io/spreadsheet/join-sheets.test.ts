import { describe, expect, it } from "vitest";
import type { ImportFile } from "../../../src/io/import/import-files.ts";
import { joinSheets } from "../../../src/io/spreadsheet/join-sheets.ts";
import type { CellLayer } from "../../../src/io/tables/source-layer.ts";
import { importAll, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";
import { type WrittenSheet, writeXlsx } from "../workbook/write-xlsx.ts";
import { drawGrid } from "./drawn-grid.ts";

const HEADER = "乡镇|学校名称|在校生|经度|纬度";

function sheet(name: string, text: string, rest: Partial<CellLayer> = {}): CellLayer {
  return {
    kind: "cells",
    file: "学校.xlsx",
    name,
    format: "XLSX",
    encoding: "",
    issues: [],
    grid: drawGrid(text),
    ...rest,
  };
}

const EAST = sheet(
  "东城区",
  `东城区学校一览表\n${HEADER}\n城关镇|一小|300|113.001|40.005\n城关镇|二小|400|113.002|40.005\n填表人：王敏`,
);
const WEST = sheet(
  "西山县",
  `西山县学校一览表\n\n${HEADER}\n河西乡|三小|500|113.011|40.005\n河西乡|小计|500||\n注：不含教学点`,
);

const namesOf = (layers: readonly CellLayer[]): string[] => layers.map(({ name }) => name);
const toldBy = ({ issues }: CellLayer): unknown[] => issues.map(({ details }) => details?.what);

describe("sheets of one table", () => {
  it("are one layer where each is of one place, without the titles and notes of each; the place goes into a column", () => {
    const [joined, ...others] = joinSheets([EAST, WEST]);
    expect(others).toEqual([]);
    expect(joined?.name).toBe("东城区…西山县 (2)");
    expect(joined?.grid.rows.map((cells) => cells.join("|"))).toEqual([
      "东城区学校一览表",
      `${HEADER}|区县`,
      "城关镇|一小|300|113.001|40.005|东城区",
      "城关镇|二小|400|113.002|40.005|东城区",
      "河西乡|三小|500|113.011|40.005|西山县",
      "河西乡|小计|500||",
    ]);
    expect(joined?.issues).toMatchObject([
      { field: "sheet", details: { what: "sheets-joined-place", count: 2, names: "东城区、西山县", header: "区县" } },
    ]);
  });

  it("keep the column that says of which county rows are", () => {
    const text = "所属区县|学校名称|在校生|经度|纬度\n东城区|一小|300|113.001|40.005";
    const [joined] = joinSheets([
      sheet("东城区", text),
      sheet("西山县", text.replaceAll("东", "西").replace("一小", "三小")),
    ]);
    expect(joined?.grid.rows[0]).toEqual(["所属区县", "学校名称", "在校生", "经度", "纬度"]);
    expect(joined && toldBy(joined)).toEqual(["sheets-joined"]);
  });

  it("keep cells merged downwards, each on its own sheet", () => {
    const merged = { top: 2, left: 0, bottom: 3, right: 0 };
    const [joined] = joinSheets([
      { ...EAST, grid: { ...EAST.grid, merges: [{ top: 0, left: 0, bottom: 0, right: 4 }, merged] } },
      { ...EAST, name: "西山县", grid: { ...EAST.grid, merges: [{ top: 0, left: 0, bottom: 0, right: 4 }, merged] } },
    ]);
    expect(joined?.grid.merges).toEqual([
      { top: 0, left: 0, bottom: 0, right: 4 },
      merged,
      { top: 4, left: 0, bottom: 5, right: 0 },
    ]);
  });

  it("include what the city itself runs, and leave out the sheet that repeats the rows of all others", () => {
    const all = sheet(
      "全市汇总",
      `${HEADER}\n城关镇|一小|300|113.001|40.005\n城关镇|二小|400|113.002|40.005\n河西乡|三小|500|113.011|40.005`,
    );
    const city = sheet("市直", `${HEADER}\n城关镇|实验小学|900|113.003|40.005`);
    const layers = joinSheets([all, EAST, WEST, city]);
    expect(namesOf(layers)).toEqual(["东城区…市直 (3)"]);
    expect(layers[0]?.issues.at(-1)).toMatchObject({ value: "全市汇总", details: { what: "sheet-repeats", count: 3 } });
  });

  it.each([
    ["years", "2022年", "2023年"],
    ["kinds of facilities", "幼儿园", "养老院"],
    ["unnamed sheets", "Sheet1", "Sheet2"],
    ["a place and the whole", "东城区", "全市"],
    ["counties and townships", "东城区", "河西镇"],
  ])("stay apart where their names are %s", (_, one, other) => {
    const layers = [
      { ...EAST, name: one },
      { ...WEST, name: other },
    ];
    expect(joinSheets(layers)).toEqual(layers);
  });

  it("stay apart where a column differs, or a sheet is hidden or broken", () => {
    const wider = sheet("西山县", `${HEADER}|班数\n河西乡|三小|500|113.011|40.005|12`);
    const issue = {
      code: "assumed",
      severity: "warning",
      layer: "",
      field: "sheet",
      details: { what: "hidden-sheet" },
    } as const;
    const broken = { code: "truncated-file", severity: "error", layer: "" } as const;
    for (const other of [wider, { ...WEST, issues: [issue] }, { ...WEST, issues: [broken] }])
      expect(namesOf(joinSheets([EAST, other]))).toEqual(["东城区", "西山县"]);
  });
});

describe("a workbook with a sheet for each county", () => {
  const rows = (first: number, east: number, count: number): WrittenSheet["rows"] => [
    ["学校名称", "班数", "经度", "纬度"],
    ...Array.from({ length: count }, (_, at) => [`第${first + at}小学`, 12, east + at * 0.0002, 40.005]),
  ];
  const book = (...sheets: readonly WrittenSheet[]): ImportFile => ({
    name: "小学.xlsx",
    bytes: writeXlsx({ sheets }),
  });

  it("is one list, whose rows are called by sheet and row", async () => {
    const broken = [...rows(3, 113.011, 1), ["第四小学", 6, "见图", "见图"]];
    const file = book({ name: "东城区", rows: rows(1, 113.001, 2) }, { name: "西山县", rows: broken });
    expect(await refused([STREETS, QUARTERS, file])).toEqual([
      "小学.xlsx › 东城区…西山县 (2) bad-coordinate 西山县!3 not-a-number",
    ]);
    const settings = { "小学.xlsx › 东城区…西山县 (2)": { leaveOutFaulty: true } };
    const { study } = await importAll([STREETS, QUARTERS, file], { adminLevel: null, settings });
    expect(study.facilities[0]).toMatchObject({ serviceId: "primary-school", count: 3 });
    expect(study.facilities[0]?.attributes.区县).toEqual(["东城区", "东城区", "西山县"]);
  });
});
