import { describe, expect, it } from "vitest";
import { describeIssue } from "../../../src/cli/describe-issue.ts";
import { readScaledUnit, scaleByTen, withoutUnit } from "../../../src/io/spreadsheet/scaled-units.ts";
import { drawGrid, type ReadGrid, readGrid } from "./drawn-grid.ts";

function numbersOf({ columns }: ReadGrid, name: string): number[] {
  const column = columns.find((one) => one.name === name);
  return Array.from((column?.values.values ?? []) as ArrayLike<number>);
}

function told({ issues }: ReadGrid): string[] {
  return issues.all().map(({ field, details }) => `${field} ${details?.what} ${details?.unit ?? ""}`.trim());
}

describe("a unit that counts by the ten thousand", () => {
  it("is known for people, households, places and floors, and for nothing else", () => {
    expect(readScaledUnit("万人")).toEqual({ unit: "人", exponent: 4 });
    expect(readScaledUnit("百万 人")).toEqual({ unit: "人", exponent: 6 });
    expect(readScaledUnit("千户")).toEqual({ unit: "户", exponent: 3 });
    expect(readScaledUnit("万㎡")).toEqual({ unit: "m2", exponent: 4 });
    for (const plain of ["人", "千米", "万元", "亩", "千", "公顷", ""]) expect(readScaledUnit(plain)).toBeNull();
  });

  it("moves the decimal point and changes no digit", () => {
    expect([0.57, 1.1, 5e-7, 3, 1e21, 0].map((value) => scaleByTen(value, 4))).toEqual([
      5700, 11000, 5e-3, 3e4, 1e25, 0,
    ]);
    expect(scaleByTen(Number.NaN, 4)).toBeNaN();
  });

  it("goes from the header with it", () => {
    expect(["总人口（万人）", "总人口 (万人)", "人口/万人", "类别（大类）"].map(withoutUnit)).toEqual([
      "总人口",
      "总人口",
      "人口",
      "类别（大类）",
    ]);
  });

  it("in the header, or in a row of units, is worked into the numbers, and that is said", async () => {
    const read = await readGrid(
      drawGrid(`
        社区 | 总人口（万人） | 户数 | 投资（万元） | 面积（平方米）
             |              | （百户） | |
        东社区 | 0.57 | 20 | 3 | 100
        西社区 | 1.1  | 18 | 4 | 200`),
    );
    expect(numbersOf(read, "总人口")).toEqual([5700, 11000]);
    expect(numbersOf(read, "户数")).toEqual([2000, 1800]);
    expect(numbersOf(read, "投资（万元）")).toEqual([3, 4]);
    expect(numbersOf(read, "面积（平方米）")).toEqual([100, 200]);
    expect(told(read)).toEqual(["总人口（万人） scaled-unit 万人", "户数 scaled-unit 百户"]);
    const [issue] = read.issues.all();
    expect(issue && describeIssue(issue)).toMatch(/以万人为单位，已乘以 10000[\s\S]*multiplied by 10000/);
  });

  it("in a line above the table counts for its people alone", async () => {
    const read = await readGrid(
      drawGrid(
        `
        各社区常住人口
        单位：万人、个
        社区 | 常住人口 | 60岁以上 | 设施数 | 80岁以上（人）
        东社区 | 0.57 | 0.1 | 20 | 31
        西社区 | 1.1  | 0.2 | 18 | 45`,
        ["A1:E1"],
      ),
    );
    expect(numbersOf(read, "常住人口")).toEqual([5700, 11000]);
    expect(numbersOf(read, "60岁以上")).toEqual([1000, 2000]);
    expect(numbersOf(read, "设施数")).toEqual([20, 18]);
    expect(numbersOf(read, "80岁以上（人）")).toEqual([31, 45]);
    expect(told(read)).toEqual(["常住人口 scaled-unit 万人", "60岁以上 scaled-unit 万人"]);
  });

  it("is not applied twice to cells that have a unit of their own", async () => {
    const read = await readGrid(
      drawGrid(`
        社区 | 人口（万人）
        东社区 | 0.5
        西社区 | 0.6万
        南社区 | 0.7万人
        北社区 | 8000人
        中社区 | 约0.9`),
    );
    expect(numbersOf(read, "人口")).toEqual([5000, 6000, 7000, 8000, 9000]);
  });

  it("leaves a header alone that would then be there twice", async () => {
    const read = await readGrid(
      drawGrid(`
        社区 | 人口 | 人口（万人）
        东社区 | 5700 | 0.57
        西社区 | 6000 | 0.6`),
    );
    expect(read.columns.map(({ name }) => name)).toEqual(["社区", "人口", "人口（人）"]);
    expect(numbersOf(read, "人口（人）")).toEqual([5700, 6000]);
  });
});
