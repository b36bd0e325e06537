import { describe, expect, it } from "vitest";
import { csv, importAll, QUARTERS, STREETS } from "../import/toy-ground.ts";

/** Rows of a list: its names and what they are; all within the two quarters. */
function list(rows: readonly (readonly [name: string, kind: string])[], header = "办学类型"): string {
  const lines = rows.map(([name, kind], at) => `${name},${kind},${(113.002 + 0.001 * at).toFixed(4)},40.005`);
  return `学校名称,${header},经度,纬度\n${lines.join("\n")}\n`;
}

const SCHOOLS = [
  ["东关实验学校", "小学"],
  ["东关育才学校", "小学"],
  ["西关学校", "九年一贯制学校"],
  ["南关学校", "九年一贯制学校"],
  ["第一学校", "完全中学"],
  ["第二学校", "完全中学"],
  ["职教中心", "中等职业学校"],
  ["职业技术学校", "中等职业学校"],
] as const;

async function countsOf(name: string, text: string) {
  const { study, issues } = await importAll([STREETS, QUARTERS, csv(name, text)]);
  return { issues, counts: Object.fromEntries(study.facilities.map(({ serviceId, count }) => [serviceId, count])) };
}

describe("a list of schools of all kinds", () => {
  it("is divided by its column of kinds though its file is called after schools; schools of several levels count at each", async () => {
    const { counts, issues } = await countsOf("学校（机构）一览表.csv", list(SCHOOLS));
    expect(counts).toEqual({
      "primary-school": 4,
      "junior-high-school": 4,
      "senior-high-school": 2,
      school: 2,
    });
    const told = issues.find(({ details }) => details?.what === "several-levels");
    expect(told).toMatchObject({ field: "办学类型", value: "九年一贯制学校、完全中学", details: { count: 4 } });
  });

  it("keeps as schools the rows whose kind is not known", async () => {
    const rows = [...SCHOOLS, ...SCHOOLS, ["青少年宫", "校外机构"]] as const;
    const { counts } = await countsOf("学校名单.csv", list(rows));
    expect(counts.school).toBe(5);
  });

  it("names such rows and leaves them out where nothing says that they are schools", async () => {
    const rows = [...SCHOOLS, ...SCHOOLS, ["青少年宫", "校外机构"]] as const;
    const { counts, issues } = await countsOf("名单.csv", list(rows));
    expect(counts).toEqual({
      "primary-school": 8,
      "junior-high-school": 8,
      "senior-high-school": 4,
      school: 4,
    });
    expect(issues.filter(({ details }) => details?.what === "rows-untold")).toMatchObject([
      { row: 18, value: "校外机构", details: { count: 1 } },
    ]);
  });

  it("is not divided by a column of who runs them, nor by one whose words differ from row to row", async () => {
    const owners = SCHOOLS.map(([name], at) => [name, at % 2 === 0 ? "公办" : "民办"] as const);
    expect((await countsOf("学校名单.csv", list(owners, "办学性质"))).counts).toEqual({ school: 8 });
    const beside = SCHOOLS.map(([name], at) => [name, at % 2 === 0 ? `第${at}小学` : `第${at}幼儿园`] as const);
    expect((await countsOf("学校名单.csv", list(beside, "附近设施"))).counts).toEqual({ school: 8 });
  });
});

describe("a list called after one kind", () => {
  it("is that kind whatever its grades are called", async () => {
    const rows = [
      ["蓝天托育园", "独立托育机构"],
      ["红星托育园", "独立托育机构"],
      ["东关园", "幼儿园托班"],
      ["西关园", "幼儿园托班"],
    ] as const;
    expect((await countsOf("托育机构备案信息.csv", list(rows, "机构形式"))).counts).toEqual({ nursery: 4 });
  });
});
