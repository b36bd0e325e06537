import { describe, expect, it } from "vitest";
import { findPositions } from "../../../src/io/spreadsheet/find-positions.ts";
import { findTable } from "../../../src/io/spreadsheet/find-table.ts";
import { readDelimited } from "../../../src/io/spreadsheet/read-delimited.ts";
import { readPositions } from "../../../src/io/spreadsheet/read-positions.ts";
import { readSheetColumns } from "../../../src/io/spreadsheet/sheet-columns.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";
import type { CellLayer } from "../../../src/io/tables/source-layer.ts";
import { readWorkbook } from "../../../src/io/workbook/read-workbook.ts";
import { utf8 } from "../bad-data.ts";
import { encodeGbk } from "../vector/encode-gbk.ts";
import { type WrittenCell, writeXlsx } from "../workbook/write-xlsx.ts";
import { describeTable } from "./drawn-grid.ts";

async function readAll([layer]: readonly CellLayer[]) {
  if (!layer) throw new Error("no layer");
  const issues = new IssueList();
  const table = findTable(layer.grid);
  const read = await readSheetColumns(layer.grid, table, layer.file, issues);
  const [chosen] = findPositions(read.columns);
  const positions = chosen ? await readPositions(read, chosen, layer.file, issues) : null;
  return { layer, table, ...read, chosen, positions, issues: issues.all() };
}

/** A list as an office keeps it: a title, a merged header, streets merged over their rows, totals, a note. */
const LIST: readonly (readonly WrittenCell[])[] = [
  ["大同市平城区养老服务设施一览表"],
  ["填报单位：民政局", null, null, null, null, "单位：张"],
  ["序号", "街道", "名称", "位置", null, "床位"],
  [null, null, null, "X坐标", "Y坐标", null],
  [1, "新旺街道", "新旺日间照料中心", 4438159.889, 38439704.062, "３０"],
  [2, null, "=1+1", 4438259.5, 38439804.5, "1,200"],
  ["小计", null, null, null, null, 1230],
  [3, "南关街道", "南关社区养老站", "4438359.5", "38439904.5", "约20"],
  [4, null, "北关社区养老站", "—", null, "—"],
  ["合计", null, null, null, null, 1250],
  ["注：床位为核定数。"],
];
const MERGES = ["A1:F1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "B5:B6", "B8:B9", "A7:C7", "A11:F11"];

describe("a list as an office keeps it", () => {
  it("is read to its rows, its positions and a word on everything else", async () => {
    const all = await readAll(
      await readWorkbook(writeXlsx({ sheets: [{ name: "养老", rows: LIST, merges: MERGES }] }), "a.xlsx"),
    );
    expect(describeTable(all.table)).toEqual({
      header: [3, 4],
      names: ["序号", "街道", "名称", "位置 › X坐标", "位置 › Y坐标", "床位"],
      rows: [5, 6, 8, 9],
      skipped: ["1-2 title", "7 total", "10 total", "11 note"],
    });
    expect(all.columns[1]?.texts).toEqual(["新旺街道", "新旺街道", "南关街道", "南关街道"]);
    expect(all.columns[2]?.texts[1]).toBe("=1+1");
    expect(Array.from(all.columns[5]?.values.values as Float64Array)).toEqual([30, 1200, 20, Number.NaN]);
    expect(all.chosen).toMatchObject({ unit: "metres", isSwapped: true });
    expect(all.positions).toMatchObject({ eastings: "zone", zone: 38, faults: [{ index: 3, fault: "missing" }] });
    expect([...(all.positions?.coordinates.slice(0, 2) ?? [])]).toEqual([38439704.062, 4438159.889]);
    expect(all.issues.map(({ row, field, details }) => [row, field, details?.what])).toEqual([
      [undefined, "街道", "merged-cells"],
      [8, "床位", "approximate"],
      [9, "位置 › Y坐标, 位置 › X坐标", "missing"],
    ]);
  });

  it("is the same table when it comes as text in GBK", async () => {
    const text = LIST.map((cells) =>
      cells.map((cell) => (/[,"]/.test(String(cell)) ? `"${cell}"` : (cell ?? ""))).join(","),
    ).join("\r\n");
    const all = await readAll(await readDelimited(encodeGbk(text), "a.csv"));
    expect(all.layer.encoding).toBe("gb18030");
    expect(describeTable(all.table)).toMatchObject({
      header: [3, 4],
      names: ["序号", "街道", "名称", "位置 › X坐标", "位置 › Y坐标", "床位"],
      rows: [5, 6, 8, 9],
    });
    expect(all.positions).toMatchObject({ eastings: "zone", zone: 38 });
  });

  it("has all its rows when there are thirty thousand of them", async () => {
    const rows = Array.from({ length: 30_000 }, (_, row): WrittenCell[] => [
      row + 1,
      `设施${row}`,
      `0${row}`,
      113 + (row % 1000) / 2000,
      40 + (row % 777) / 2000,
      `${row % 500}人`,
    ]);
    const header = ["序号", "名称", "编码", "经度", "纬度", "人数"];
    const all = await readAll(
      await readWorkbook(writeXlsx({ sheets: [{ name: "表", rows: [header, ...rows] }] }), "a.xlsx"),
    );
    expect(all.labels).toHaveLength(30_000);
    expect(all.positions?.faults).toEqual([]);
    expect(all.columns.map(({ kind }) => kind)).toEqual(["number", "text", "code", "number", "number", "number"]);
    expect(all.columns[2]?.texts.at(-1)).toBe("029999");
    expect(all.issues).toEqual([]);
  });

  it("gives rows and places to half a million lines of text", async () => {
    const lines = Array.from(
      { length: 500_000 },
      (_, row) => `${row},甲${row % 99},113.${row % 900_000},40.0${row % 90_000}`,
    );
    const all = await readAll(await readDelimited(utf8(`编号,名称,经度,纬度\n${lines.join("\n")}`), "a.csv"));
    expect(all.labels).toHaveLength(500_000);
    expect(all.positions?.faults).toEqual([]);
    expect(all.issues).toEqual([]);
  });

  it("never loses a row in silence, wherever the text breaks off", async () => {
    const text = utf8(
      LIST.map((cells) => cells.map((cell) => cell ?? "").join(","))
        .join("\n")
        .repeat(3),
    );
    for (let percent = 1; percent < 100; percent++) {
      const cut = text.subarray(0, Math.floor((text.length * percent) / 100));
      const { layer, table, labels } = await readAll(await readDelimited(cut, "a.csv"));
      const skipped = table.skipped.reduce((sum, { firstRow, lastRow }) => sum + lastRow - firstRow + 1, 0);
      expect(table.headerRows.length + labels.length + skipped).toBe(layer.grid.rows.length);
    }
  });
});
