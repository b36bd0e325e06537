import { describe, expect, it } from "vitest";
import { findTable } from "../../../src/io/spreadsheet/find-table.ts";
import { splitTables } from "../../../src/io/spreadsheet/split-tables.ts";
import { describeTable, drawGrid } from "./drawn-grid.ts";

function tablesIn(text: string, merges: readonly string[] = []) {
  return splitTables(drawGrid(text, merges)).map((grid) => describeTable(findTable(grid)));
}

describe("tables one below the other", () => {
  it("are divided where blank rows are followed by another header; titles go with the table below, notes with that above", () => {
    const tables = tablesIn(`
汇总
街道|数量
南街道|3
北街道|2
注：截至年底

明细

名称|经度|纬度
甲|113.291|40.081
乙|113.302|40.092
`);
    expect(tables).toEqual([
      { header: [2], names: ["街道", "数量"], rows: [3, 4], skipped: ["1 title", "5 note", "6 blank"] },
      { header: [9], names: ["名称", "经度", "纬度"], rows: [10, 11], skipped: ["1-6 blank", "7 title", "8 blank"] },
    ]);
  });

  it("stay one where the header is repeated, where rows are only missing, and where notes follow", () => {
    for (const text of [
      `
名称|经度|纬度
甲|113.291|40.081

名称|经度|纬度
乙|113.302|40.092
`,
      `
名称|经度|纬度
甲|113.291|40.081

乙|113.302|40.092
丙|113.302|40.092
`,
      `
标题

名称|经度|纬度
甲|113.291|40.081

注：数据来自七普
填表人：甲|审核人：乙
`,
    ])
      expect(splitTables(drawGrid(text))).toHaveLength(1);
  });

  it("keep their own merged cells", () => {
    const [first, second] = splitTables(
      drawGrid("街道|数量\n南街道|3\n|4\n\n名称|经度|纬度\n甲|113.291|40.081\n|113.302|40.092", ["A2:A3", "A6:A7"]),
    );
    expect([first?.merges.map(({ top }) => top), second?.merges.map(({ top }) => top)]).toEqual([[1], [5]]);
  });

  it("are no more than twenty, and a list with hundreds of gaps is one", () => {
    const list = Array.from({ length: 500 }, (_, at) => `名称${at}|经度${at}\n甲|${at}.5\n`).join("\n");
    expect(splitTables(drawGrid(list))).toHaveLength(1);
    const tables = Array.from({ length: 40 }, (_, at) => `名称${at}|数量${at}\n甲|${at}.5\n`).join("\n");
    expect(splitTables(drawGrid(tables)).length).toBe(20);
  });
});
