import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findTable } from "../../../src/io/spreadsheet/find-table.ts";
import type { CellValue } from "../../../src/io/tables/source-layer.ts";
import { describeTable, drawGrid } from "./drawn-grid.ts";

describe("where a sheet's table is", () => {
  it("is the whole sheet where it is plain", () => {
    const grid = drawGrid("名称|经度|纬度\n甲园|113.29|40.07\n乙园|113.3|40.08");
    expect(describeTable(findTable(grid))).toEqual({
      header: [1],
      names: ["名称", "经度", "纬度"],
      rows: [2, 3],
      skipped: [],
    });
  });

  it("is found below titles, under a merged header, between totals, above notes", () => {
    const grid = drawGrid(
      `
大同市平城区幼儿园一览表
填报单位：平城区教育局|||填报日期：2024年3月||单位：人
序号|名称|位置||学位|
||经度|纬度|合计|其中：公办
|||°||人
甲|乙|1|2|3|4
1|第一幼儿园|113.29|40.07|300|300
2|第二幼儿园|113.3|40.08|180|
小　计||||480|300

序号|名称|位置||学位|
||经度|纬度|合计|其中：公办
3|第三幼儿园|113.31|40.09|90|90
|南关街道小计|||90|90
合计||||570|390
注：1. 学位数为备案数。
2. 数据截至2023年底。
填表人：张三||审核人：李四
`,
      ["A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:F3"],
    );
    const found = describeTable(findTable(grid));
    expect(found).toEqual({
      header: [3, 4],
      names: ["序号", "名称", "位置 › 经度", "位置 › 纬度", "学位 › 合计", "学位 › 其中:公办".replace(":", "：")],
      rows: [7, 8, 13],
      skipped: [
        "1-2 title",
        "5 units",
        "6 column-numbers",
        "9 total",
        "10 blank",
        "11-12 repeated-header",
        "14-15 total",
        "16-18 note",
      ],
    });
    const { columns, countingColumn } = findTable(grid);
    expect(columns.map(({ unit }) => unit)).toEqual(["", "", "", "°", "", "人"]);
    expect(columns[countingColumn]?.name).toBe("序号");
  });

  it("is the same in a text file, where groups are only left blank to the right", () => {
    const grid = drawGrid(`
某市养老设施
序号|名称|位置|||床位|
||经度|纬度|地址|核定|实有
1|甲站|113.29|40.07|迎宾街|30|28
2|乙站|113.3|40.08|南环路|20|20`);
    const found = describeTable(findTable(grid));
    expect(found.header).toEqual([2, 3]);
    expect(found.names).toEqual([
      "序号",
      "名称",
      "位置 › 经度",
      "位置 › 纬度",
      "位置 › 地址",
      "床位 › 核定",
      "床位 › 实有",
    ]);
    expect(found.rows).toEqual([4, 5]);
  });

  it("takes a sparse row of groups above the names into the header", () => {
    const grid = drawGrid(`
基本情况||||2023年|
名称|街道|编码|类型|人口|户数
甲社区|新旺|"0012"|城镇|3000|1000
乙社区|南关|"0013"|城镇|4000|1500`);
    expect(describeTable(findTable(grid)).names).toEqual([
      "基本情况 › 名称",
      "基本情况 › 街道",
      "基本情况 › 编码",
      "基本情况 › 类型",
      "2023年 › 人口",
      "2023年 › 户数",
    ]);
  });

  it("has no header where the first row is data, and its columns are called by their letters", () => {
    const grid = drawGrid("甲园|113.29|40.07|300\n乙园|113.3|40.08|180");
    expect(describeTable(findTable(grid))).toEqual({
      header: [],
      names: ["A", "B", "C", "D"],
      rows: [1, 2],
      skipped: [],
    });
  });

  it("keeps years and age groups as names", () => {
    const grid = drawGrid("社区|2020|2021年|60+|0-3岁\n甲|10|11|3|1\n乙|12|13|4|2");
    expect(describeTable(findTable(grid)).names).toEqual(["社区", "2020", "2021年", "60+", "0-3岁"]);
  });

  it("says whether the header is told by more than its place", () => {
    const basis = (text: string, settings = {}): string => findTable(drawGrid(text), settings).headerBasis;
    expect(basis("甲园|公办|迎宾街\n乙园|民办|南关街")).toBe("guessed");
    expect(basis("名称|性质|地址\n乙园|民办|南关街")).toBe("told");
    expect(basis("某某|某数\n乙园|3")).toBe("told");
    expect(basis("甲园|公办|迎宾街\n乙园|民办|南关街", { headerRows: [] })).toBe("stated");
  });

  it("takes lone lines below a table for notes, whatever they begin with", () => {
    const grid = drawGrid("名称|类型|人口\n甲|公办|1\n\n乙|民办|2\n丙\n\n以上数据仅供参考\n平城区教育局");
    expect(describeTable(findTable(grid))).toMatchObject({
      rows: [2, 4, 5],
      skipped: ["3 blank", "6 blank", "7-8 note"],
    });
  });

  it("does not take the table for over at a note between two pages", () => {
    const grid = drawGrid("名称|类型|人口\n甲|公办|1\n注：见附表\n乙\n丙|民办|2");
    expect(describeTable(findTable(grid)).rows).toEqual([2, 4, 5]);
  });

  it("takes a second row of field names into the header", () => {
    const grid = drawGrid("机构名称|经度|纬度\nname|lon|lat\n甲|113.29|40.07\n乙|113.3|40.08");
    expect(describeTable(findTable(grid)).names).toEqual(["机构名称 › name", "经度 › lon", "纬度 › lat"]);
  });

  it("keeps numbers as names beside a name that is known", () => {
    const grid = drawGrid("名称|5|10|15\n甲|0.1|0.2|0.3\n乙|0.2|0.3|0.4");
    expect(describeTable(findTable(grid))).toMatchObject({
      header: [1],
      names: ["名称", "5", "10", "15"],
      rows: [2, 3],
    });
  });

  it("takes small whole numbers under a header for data, not for the numbers of columns", () => {
    const grid = drawGrid("id|people|beds|doctors\n1|2|3|4\n2|4|6|8");
    expect(describeTable(findTable(grid)).rows).toEqual([2, 3]);
  });

  it("names columns apart that are called the same, and those that are not called at all", () => {
    const grid = drawGrid("__proto__|人口|人口||人口 (2)\n甲|1|2|x|3\n乙|1|2|y|3");
    const { columns } = findTable(grid);
    expect(columns.map(({ name, renamed }) => [name, renamed])).toEqual([
      ["__proto__", ""],
      ["人口", ""],
      ["人口 (2)", "duplicate"],
      ["D", "unnamed"],
      ["人口 (2) (2)", "duplicate"],
    ]);
  });

  it("takes line breaks and blanks out of names and finds units in their brackets", () => {
    const grid = drawGrid("名　称|常住\\n人口（人）|用地面积/公顷|备注(可不填)\n甲|1|2|x\n乙|2|3|y");
    const rows = grid.rows.map((cells) =>
      cells.map((cell) => (typeof cell === "string" ? cell.replace("\\n", "\n") : cell)),
    );
    const { columns } = findTable({ ...grid, rows });
    expect(columns.map(({ name, unit }) => [name, unit])).toEqual([
      ["名称", ""],
      ["常住人口（人）", "人"],
      ["用地面积/公顷", "公顷"],
      ["备注(可不填)", ""],
    ]);
  });

  it("leaves out lone headings between rows, but keeps a row that has only a name", () => {
    const grid = drawGrid(
      `
名称|类型|人口
一、平城区
甲园|公办|300
云冈区||
乙园|民办|200
丙园||
`,
      ["A4:C4"],
    );
    const found = describeTable(findTable(grid));
    expect(found.rows).toEqual([3, 5, 6]);
    expect(found.skipped).toEqual(["2 group-heading", "4 group-heading"]);
  });

  it.each(["合计", "合　计", "总计：", "Total", "平城区小计", "合计（人）", "合计16处", "共计 3 个", "全市", "平均"])(
    "takes %s for a total in any of the first cells",
    (word) => {
      const grid = drawGrid(`序号|名称|人口\n1|甲|2\n2|乙|3\n${word}||5\n|${word}|5\n3|丙|1`);
      expect(describeTable(findTable(grid)).rows).toEqual([2, 3, 6]);
    },
  );

  it.each(["总计科技园", "小计村幼儿园", "合计街社区", "合计1号公园"])("takes %s for a name", (word) => {
    const grid = drawGrid(`序号|名称|人口\n1|甲|2\n2|${word}|3`);
    expect(describeTable(findTable(grid)).rows).toEqual([2, 3]);
  });

  it("does as it is told where rows are set by hand", () => {
    const grid = drawGrid("某表\n甲|乙\n名称|人口\n合计|1\n乙|2\n丙|3\n丁|4");
    const settings = { headerRows: [3], lastRow: 6, keptRows: [4], leftOutRows: [5] };
    expect(describeTable(findTable(grid, settings))).toEqual({
      header: [3],
      names: ["名称", "人口"],
      rows: [4, 6],
      skipped: ["1-2 title", "5 outside", "7 outside"],
    });
    expect(describeTable(findTable(grid, { headerRows: [], firstRow: 5 })).rows).toEqual([5, 6, 7]);
    const wild = { headerRows: [1e9, -1, Number.NaN], firstRow: -3, lastRow: 1e9 };
    expect(describeTable(findTable(grid, wild))).toMatchObject({ header: [], names: ["A", "B"] });
  });

  it("is empty in an empty sheet", () => {
    expect(describeTable(findTable({ rows: [], merges: [] }))).toEqual({
      header: [],
      names: [],
      rows: [],
      skipped: [],
    });
  });

  it("counts 序号 as nothing but a number, unless it is a code", () => {
    const counting = (text: string): number => findTable(drawGrid(text)).countingColumn;
    expect(counting("序号|名称|人口\n1|甲|3\n2|乙|4\n3|丙|5")).toBe(0);
    expect(counting("名称|序号|人口\n甲|1|3\n乙|2|4\n丙|1|5")).toBe(1);
    expect(counting("序号|名称|人口\n140213|甲|3\n140299|乙|4\n140211|丙|5")).toBe(-1);
    expect(counting("编码|名称|人口\n1|甲|3\n2|乙|4\n3|丙|5")).toBe(-1);
  });

  it("gives each row of any sheet to the header, the data or the skipped ones, exactly once", () => {
    const words = [
      "",
      "",
      "名称",
      "合计",
      "注：x",
      "1",
      "2",
      "300",
      "甲",
      "经度",
      "人",
      "一、x",
      "__proto__",
      "2023年",
    ];
    const cell = fc.oneof(
      fc.constantFrom<CellValue>(...words).map((word) => (word === "" ? null : word)),
      fc.double({ noNaN: true }),
      fc.boolean(),
    );
    const merge = fc.tuple(fc.nat(14), fc.nat(6), fc.nat(14), fc.nat(6)).map(([top, left, bottom, right]) => ({
      top: Math.min(top, bottom),
      bottom: Math.max(top, bottom),
      left: Math.min(left, right),
      right: Math.max(left, right),
    }));
    const rows = fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 15 });
    fc.assert(
      fc.property(rows, fc.array(merge, { maxLength: 4 }), (cells, merges) => {
        const table = findTable({ rows: cells, merges });
        const skipped = table.skipped.flatMap(({ firstRow, lastRow }) =>
          Array.from({ length: lastRow - firstRow + 1 }, (_, index) => firstRow + index),
        );
        const all = [...table.headerRows, ...[...table.dataRows].map((row) => row + 1), ...skipped];
        expect(all.sort((a, b) => a - b)).toEqual(cells.map((_, index) => index + 1));
        const names = table.columns.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 20000 },
    );
  });

  it("leaves out what is counted in the row above, but not the first place below a total", () => {
    const grid = drawGrid(`
社区|人口|60岁以上
合计|300|60
其中：东社区|100|20
其中：男|50|8
　女|50|12
西社区|200|40
#其中：女|90|25`);
    const found = describeTable(findTable(grid));
    expect(found.rows).toEqual([3, 6]);
    expect(found.skipped).toEqual(["2 total", "4-5 part", "7 part"]);
  });

  it("ends above lines of labels, however many cells they fill, and skips the lines of printed pages", () => {
    const grid = drawGrid(`
名称|社区|床位
甲|东社区|20
第 1 页|共 2 页
名称|社区|床位
（续表）
乙|西社区|30
填表单位（盖章）：某区民政局|负责人：某甲|联系电话：0352-1234567
制表：|某乙|审核：|某丙|2024年3月5日`);
    const found = describeTable(findTable(grid));
    expect(found.rows).toEqual([2, 6]);
    expect(found.skipped).toEqual(["3 title", "4 repeated-header", "5 title", "7-8 note"]);
  });
});
