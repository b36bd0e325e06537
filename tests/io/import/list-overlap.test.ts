import { describe, expect, it } from "vitest";
import { csv, importAll, QUARTERS, STREETS } from "./toy-ground.ts";

/** A list of homes for the elderly: names and how many hundred-thousandths of a degree of longitude each stands from the corner. */
function list(file: string, ...homes: readonly (readonly [name: string, east: number])[]) {
  const rows = homes.map(([name, east]) => `${name},${(113 + east / 1e5).toFixed(6)},40.005`);
  return csv(file, `名称,经度,纬度\n${rows.join("\n")}\n`, "facilities:elderly-care-home");
}

const LAST_YEAR = list("2023.csv", ["甲敬老院", 100], ["乙敬老院", 300], ["丙敬老院", 500], ["丁敬老院", 700]);

describe("two lists of one service", () => {
  it("that repeat each other are told, with the names of both, and nothing is dropped in silence", async () => {
    const thisYear = list("2024.csv", ["甲养老院", 110], ["乙敬老院", 340], ["丙敬老院", 500], ["戊敬老院", 1200]);
    const { study, issues } = await importAll([STREETS, QUARTERS, LAST_YEAR, thisYear]);
    expect(study.facilities[0]?.count).toBe(8);
    const told = issues.filter(({ details }) => details?.what === "lists-overlap");
    expect(told.map(({ layer, value, details }) => [layer, value, details?.count, details?.total])).toEqual([
      ["2024.csv", "2023.csv", 3, 4],
    ]);
  });

  it("are told where one of them says no more than each place's name and community", async () => {
    const homes = ["甲社区敬老院", "乙社区敬老院", "丙社区敬老院"];
    const placed = list("名录.csv", ...homes.map((name, at) => [name, 100 + 200 * at] as const));
    const paid = (names: readonly string[]) =>
      csv(
        "补贴发放表.csv",
        `名称,所在社区,补贴金额\n${names.map((name) => `${name},东社区,5`).join("\n")}\n`,
        "facilities:elderly-care-home",
      );
    const likely = { adminLevel: null, ofAll: { acceptLikely: true } };
    const files = (names: readonly string[]) => [STREETS, QUARTERS, placed, paid(names)];
    expect((await importAll(files(homes), likely)).told).toContain("lists-overlap");
    const others = ["丁社区敬老院", "戊社区敬老院", "己社区敬老院"];
    expect((await importAll(files(others), likely)).told).not.toContain("lists-overlap");
    const generic = list("名录.csv", ["社区敬老院", 100], ["社区敬老院", 300], ["社区敬老院", 500]);
    const same = [STREETS, QUARTERS, generic, paid(["社区敬老院", "社区敬老院", "社区敬老院"])];
    expect((await importAll(same, likely)).told).not.toContain("lists-overlap");
  });

  it("of different places are two parts of one list", async () => {
    // A neighbour across the yard is another home, and so is one of the same name on the other side of town.
    const others = list("民办.csv", ["甲敬老院", 1500], ["辛敬老院", 340], ["壬敬老院", 540], ["丁敬老院", 1700]);
    expect((await importAll([STREETS, QUARTERS, LAST_YEAR, others])).told).not.toContain("lists-overlap");
  });
});
