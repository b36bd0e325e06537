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

/** A list of schools without a column of kinds. */
function plainList(...names: readonly string[]): string {
  return `学校名称,经度,纬度\n${names.map((name, at) => `${name},113.00${at + 2},40.005`).join("\n")}\n`;
}

describe("a list that is called after schools of several levels", () => {
  it("counts at each of them, whatever its schools call themselves", async () => {
    const nine = await countsOf("九年一贯制学校.csv", plainList("育才学校", "红旗小学", "北关实验学校"));
    expect(nine.counts).toEqual({ "primary-school": 3, "junior-high-school": 3 });
    expect(nine.issues.find(({ details }) => details?.what === "several-levels")).toMatchObject({
      details: { count: 3 },
    });
    expect((await countsOf("完中.csv", plainList("一中", "二中"))).counts).toEqual({
      "junior-high-school": 2,
      "senior-high-school": 2,
    });
  });

  it("is none where another kind is named beside, or it is said not to be one", async () => {
    for (const name of ["小学及九年一贯制学校.csv", "九年一贯制学校、完全中学.csv", "非一贯制学校.csv"]) {
      const { counts } = await countsOf(name, plainList("育才学校", "北关学校"));
      expect([name, counts]).toEqual([name, { school: 2 }]);
    }
  });

  it("is divided by its column of kinds without positions too", async () => {
    const rows = [
      "学校名称,办学类型,社区",
      "育才学校,小学,东社区",
      "东关学校,小学,西社区",
      "北关学校,初级中学,东社区",
      "南关学校,初级中学,西社区",
    ];
    const options = { adminLevel: null, ofAll: { acceptLikely: true } };
    const { study } = await importAll([STREETS, QUARTERS, csv("学校名录.csv", rows.join("\n"))], options);
    expect(study.facilities.map(({ serviceId, count }) => [serviceId, count])).toEqual([
      ["primary-school", 2],
      ["junior-high-school", 2],
    ]);
  });

  it("takes 城中小学 for a primary school among such alone", async () => {
    const towns = ["城中小学", "东关小学", "西关小学", "北关教学点"];
    expect((await countsOf("附件.csv", plainList(...towns))).counts).toEqual({ "primary-school": 4 });
    expect((await countsOf("附件.csv", plainList(...towns, "城关初级中学"))).counts).toMatchObject({ school: 1 });
    expect((await countsOf("附件.csv", plainList("明德中小学", "东关小学"))).counts).toMatchObject({ school: 1 });
  });

  it("does not count schools that train after school", async () => {
    const { counts } = await countsOf("学校.csv", list([...SCHOOLS, ...SCHOOLS]));
    const names = ["春芽小学托管中心", "博学英语培训学校", "东关小学", "西关小学"];
    const others = await countsOf("名录.csv", list(names.map((name, at) => [name, at < 2 ? "培训学校" : "小学"])));
    expect([counts["primary-school"], others.counts]).toEqual([8, { "primary-school": 2 }]);
  });
});
