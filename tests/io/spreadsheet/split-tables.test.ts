import { describe, expect, it } from "vitest";
import { findTable } from "../../../src/io/spreadsheet/find-table.ts";
import { listTables, splitTables } from "../../../src/io/spreadsheet/split-tables.ts";
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

describe("tables side by side", () => {
  function beside(text: string, merges: readonly string[] = []) {
    return listTables(drawGrid(text, merges)).map(({ grid, firstColumn }) => {
      const { header, names, rows } = describeTable(findTable(grid));
      return `${firstColumn}: ${header.join()} ${names.join()} ${rows.join()}`;
    });
  }

  it("are divided behind an empty column where the name of a row begins anew, each under its own title", () => {
    const text = `
养老设施||||医疗设施
名称|社区|床位||序号|名称|医生
甲|东社区|20||1|丙诊所|3
乙|西社区|30||2|丁诊所|5
|||||戊诊所|2`;
    expect(beside(text, ["A1:C1", "E1:G1"])).toEqual(["0: 2 名称,社区,床位 3,4", "4: 2 序号,名称,医生 3,4,5"]);
  });

  it("are divided where a long list is set in columns, with or without a gap", () => {
    const rows = `
1|甲|20|4|丁|3
2|乙|30|5|戊|5
3|丙|10|6|己|2`;
    expect(beside(`序号|名称|床位|序号|名称|床位${rows}`)).toEqual([
      "0: 1 序号,名称,床位 2,3,4",
      "3: 1 序号,名称,床位 2,3,4",
    ]);
    expect(beside(`名称||名称||名称\n甲||乙||丙\n丁||戊||己`)).toEqual([
      "0: 1 名称 2,3",
      "2: 1 名称 2,3",
      "4: 1 名称 2,3",
    ]);
  });

  it("are one where a column is only empty, where figures repeat under groups, and where no name comes again", () => {
    for (const text of [
      "名称||社区||床位\n甲||东社区||20\n乙||西社区||30",
      "名称|地址||经度|纬度\n甲|南街1号||113.29|40.07\n乙|南街2号||113.3|40.08",
      "社区|2022年||2023年|\n|男|女|男|女\n东社区|1|2|3|4\n西社区|5|6|7|8",
    ])
      expect(listTables(drawGrid(text))).toHaveLength(1);
  });

  it("keep the merged cells that lie within them", () => {
    const [left, right] = listTables(drawGrid("街道|名称||街道|名称\n南|甲||北|丙\n|乙|||丁", ["A2:A3", "D2:D3"]));
    expect(left?.grid.merges).toEqual([{ top: 1, left: 0, bottom: 2, right: 0 }]);
    expect(right?.grid.merges).toEqual([{ top: 1, left: 3, bottom: 2, right: 3 }]);
  });
});
