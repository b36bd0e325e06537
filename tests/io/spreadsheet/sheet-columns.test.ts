import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meansNothing, parseAmount } from "../../../src/io/spreadsheet/number-text.ts";
import type { CellValue } from "../../../src/io/tables/source-layer.ts";
import { drawGrid, type ReadGrid, readGrid } from "./drawn-grid.ts";

/** One column of cells below a header, beside a column of names. */
async function readColumn(header: string, cells: readonly CellValue[]): Promise<ReadGrid> {
  const rows = cells.map((cell, index): CellValue[] => [`设施${"甲乙丙丁戊己庚辛"[index % 8]}`, cell]);
  return readGrid({ rows: [["名称", header], ...rows], merges: [] });
}

function valuesOf(read: ReadGrid): unknown[] {
  return Array.from((read.columns[1]?.values.values ?? []) as ArrayLike<unknown>);
}

function notes({ issues }: ReadGrid): string[] {
  return issues
    .all()
    .map(({ severity, row, field, value, details }) => [severity, row, field, value, details?.what].join(" "));
}

describe("a number as people write it", () => {
  it.each([
    ["300", 300],
    ["３００．５", 300.5],
    ["1,234,567.8", 1234567.8],
    ["１，２３４", 1234],
    [" 12 345 ", 12345],
    ["-5", -5],
    ["−5", -5],
    ["+.5", 0.5],
    ["1.2e3", 1200],
    ["300人", 300],
    ["1.2万", 12000],
    ["1.2万人", 12000],
    ["3亿", 3e8],
    ["12.5%", 0.125],
    ["12.5‰", 0.0125],
    ["约300", 300],
    ["300余人", 300],
    ["300左右", 300],
    ["113.29°", 113.29],
    ["120（人）", 120],
    ["约 30(张)", 30],
  ])("is read: %s", (text, value) => {
    expect(parseAmount(text)?.value).toBeCloseTo(value, 9);
  });

  it.each([
    "",
    "-",
    ".",
    "1,23",
    "1.2.3",
    "300-400",
    "3号楼",
    "一百",
    "12abc",
    "0x10",
    "1e999",
    "人",
    "=1+1",
    "约",
    "5:30",
    "2024-01-05",
    "120（待定）",
    "120（含托班20）",
    "(人)",
    "（人）120",
  ])("is not read: %s", (text) => {
    expect(parseAmount(text)).toBeNull();
  });

  it("says what is approximate and in which unit", () => {
    expect(parseAmount("约３００余户")).toEqual({
      value: 300,
      unit: "户",
      isApproximate: true,
      isShare: false,
      isScaled: false,
    });
    expect(parseAmount("300人左右")).toMatchObject({ unit: "人", isApproximate: true });
  });

  it.each(["—", "－", "/", "无", "N/A", "……", "暂无", " - "])("may stand for nothing: %s", (text) => {
    expect(meansNothing(text)).toBe(true);
  });

  it("reads back every number that was written", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseAmount(String(value))?.value).toBe(value + 0);
        const wide = String(value).replace(/[\d.]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
        expect(parseAmount(wide)?.value).toBe(value + 0);
      }),
    );
  });
});

describe("the columns of a sheet", () => {
  it("are numbers where they are written as text, and name each cell that says more or less than a number", async () => {
    const read = await readColumn("学位", [
      "1,200",
      "３００",
      "约250",
      "180人",
      "—",
      null,
      "210",
      90,
      "12",
      "13",
      "14",
      "不清楚",
    ]);
    expect(read.columns[1]).toMatchObject({ kind: "number", unit: "人" });
    expect(valuesOf(read)).toEqual([1200, 300, 250, 180, Number.NaN, Number.NaN, 210, 90, 12, 13, 14, Number.NaN]);
    expect(notes(read)).toEqual(["warning 4 学位 约250 approximate", "warning 13 学位 不清楚 number"]);
  });

  it("stay text where too few are numbers", async () => {
    const read = await readColumn("规模", ["大", "中", "300", "小"]);
    expect(read.columns[1]?.kind).toBe("text");
    expect(valuesOf(read)).toEqual(["大", "中", "300", "小"]);
    expect(notes(read)).toEqual([]);
  });

  it.each([
    ["编码", [140213, 140214], ["140213", "140214"]],
    ["社区代码", ["140213001", "无"], ["140213001", "无"]],
    ["值", ["0012", "0013"], ["0012", "0013"]],
    ["值", ["００１２", "1"], ["００１２", "1"]],
    ["值", ["140213198001010012", "1"], ["140213198001010012", "1"]],
    ["值", ['="0012"', "'0013"], ["0012", "0013"]],
    ["联系电话", [3521234567, "0352-1234567"], ["3521234567", "0352-1234567"]],
  ])("are codes, digit for digit, where they are called so or look so: %s %j", async (name, cells, values) => {
    const read = await readColumn(name, cells);
    expect(read.columns[1]?.kind).toBe("code");
    expect(valuesOf(read)).toEqual(values);
  });

  it("hold shares from 0 to 1, and leave out a number that may be either", async () => {
    const read = await readColumn("覆盖率", ["12.5%", "80％", 0.4, "15", "100%", "0"]);
    expect(read.columns[1]?.kind).toBe("share");
    expect(valuesOf(read)).toEqual([0.125, 0.8, 0.4, Number.NaN, 1, 0]);
    expect(notes(read)).toEqual(["warning 5 覆盖率 15 share"]);
  });

  it("say where units differ", async () => {
    const read = await readColumn("距离（m）", ["300m", "1.2km", "5m"]);
    expect(notes(read)).toEqual(["warning  距离（m） m, km units"]);
  });

  it("know days, yes and no, and nothing at all", async () => {
    expect((await readColumn("日期", ["2024-05-01", "2024-05-02T08:00:00", null])).columns[1]?.kind).toBe("date");
    const flags = await readColumn("公办", [true, false, null]);
    expect([flags.columns[1]?.kind, valuesOf(flags)]).toEqual(["yes-no", [true, false, null]]);
    expect((await readColumn("备注", [null, "—", " "])).columns[1]?.kind).toBe("empty");
  });

  it("never take a formula or a sign for more than text", async () => {
    const read = await readColumn("备注", ["=1+1", "@SUM(A1)", "+cmd", "-cmd"]);
    expect(valuesOf(read)).toEqual(["=1+1", "@SUM(A1)", "+cmd", "-cmd"]);
  });

  it("say in each row what cells merged downwards say once", async () => {
    const grid = drawGrid("街道|社区|人口\n新旺|甲|1\n|乙|2\n南关|丙|3\n|丁|4\n|戊|5", ["A2:A3", "A4:A6"]);
    const read = await readGrid(grid);
    expect(read.columns[0]?.texts).toEqual(["新旺", "新旺", "南关", "南关", "南关"]);
    expect(read.issues.all()).toMatchObject([{ field: "街道", details: { what: "merged-cells", count: 3 } }]);
    expect([...read.labels]).toEqual([2, 3, 4, 5, 6]);
  });

  it("hold out against areas that claim more cells than there are", async () => {
    const merges = Array.from({ length: 2000 }, (_, top) => ({ top, left: 0, bottom: 1e6, right: 16000 }));
    const rows = Array.from({ length: 2000 }, (_, row): CellValue[] => [`甲${row}`, row * 7]);
    const read = await readGrid({ rows: [["名称", "人口"], ...rows], merges });
    expect(read.columns).toHaveLength(2);
  });

  it("read any cells to a value or nothing, one for each row", async () => {
    const cell = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom("1%", "约3", "0012"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 30 }), async (cells) => {
        const { columns, labels } = await readColumn("值", cells as CellValue[]);
        for (const { texts, values } of columns) {
          expect(texts).toHaveLength(labels.length);
          expect(values.values).toHaveLength(labels.length);
        }
      }),
    );
  });
});

describe("codes of divisions", () => {
  it("are read whole however they are grouped, and what only looks so stays as it is", async () => {
    const read = await readColumn("社区代码", [
      "140213 001201",
      "'140213001202",
      "140213-001-203",
      "140213 0012",
      "0352 5001234",
    ]);
    expect(valuesOf(read)).toEqual(["140213001201", "140213001202", "140213001203", "140213 0012", "0352 5001234"]);
  });
});

describe("ditto marks", () => {
  it("stand for what is above them, and their number is told", async () => {
    const read = await readColumn("街道", ["〃", "甲街道", "〃", "同上", "乙街道", "″", "同上处理"]);
    expect(valuesOf(read)).toEqual(["〃", "甲街道", "甲街道", "甲街道", "乙街道", "乙街道", "同上处理"]);
    expect(read.issues.all()).toMatchObject([{ field: "街道", details: { what: "ditto-marks", count: 3 } }]);
    // A stroke says that nothing is there.
    expect(valuesOf(await readColumn("街道", ["甲街道", "—", "/"]))).toEqual(["甲街道", "—", "/"]);
  });
});
