import { describe, expect, it } from "vitest";
import { csv, importAll, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

/** Names of the homes for the elderly that a list with such a column of states leaves. */
async function taken(
  header: string,
  ...states: readonly string[]
): Promise<{ names: string[]; told: readonly string[] }> {
  const rows = states.map((state, row) => `${row + 1},院${row + 1},113.00${row + 1},40.005,${state}`);
  const list = csv(
    "养老机构.csv",
    `编号,名称,经度,纬度,${header}\n${rows.join("\n")}\n`,
    "facilities:elderly-care-home",
  );
  const { study, told } = await importAll([STREETS, QUARTERS, list]);
  return { names: [...(study.facilities[0]?.names ?? [])], told };
}

describe("facilities that nobody can use", () => {
  it("are left out of a list that says so, and their number is told", async () => {
    const { names, told } = await taken("运营状态", "正常", "停业", "在建", "已注销（2023年）", "");
    expect(names).toEqual(["院1", "院5"]);
    expect(told).toContain("not-operating");
    expect((await taken("是否正常运行", "√", "×", "√", "√", "√")).names).toEqual(["院1", "院3", "院4", "院5"]);
  });

  it("are told by remarks that begin with it, beside a column of states, too", async () => {
    const remarks = ["暂停服务，预计年底恢复", "2023年3月注销", "已于2022年底关停。", "停业", "扩建中", "拟建"];
    const { names, told } = await taken("备注", ...remarks);
    expect([names, told.includes("not-operating")]).toEqual([["院5"], true]);
    const rows = ["在营,", "在营,已关停", "停业,", "在营,2021年6月建成"];
    expect((await taken("状态,备注", ...rows)).names).toEqual(["院1", "院4"]);
    expect((await taken("YYZT", "正常", "停业")).names).toEqual(["院1"]);
  });

  it("are told in the words of schools", async () => {
    const { names, told } = await taken("办学状态", "在办", "停办", "规划", "在建");
    expect(names).toEqual(["院1"]);
    expect(told).toContain("not-operating");
  });

  it("are told in the words of sports and parks offices", async () => {
    expect((await taken("使用情况", "完好", "损坏停用", "已拆除", "待安装")).names).toEqual(["院1"]);
    expect((await taken("开放情况", "部分时段开放", "全天开放", "不开放")).names).toEqual(["院1", "院2"]);
    expect((await taken("状态", "建成开放", "因地铁施工关闭", "规划", "在建")).names).toEqual(["院1"]);
  });

  it("stay where the words beside them are not known, and that is told", async () => {
    const { names, told } = await taken("运营状态", "正常", "民政代管", "停业");
    expect([names.length, told.includes("states-unread")]).toEqual([3, true]);
    expect((await taken("运营状态", "正常", "民政代管")).told).not.toContain("states-unread");
    expect((await taken("使用情况", "损坏", "因停电未关闭")).told).not.toContain("not-operating");
  });

  it("are not guessed from columns that have words of their own, or ask something else", async () => {
    for (const [header, ...states] of [
      ["房屋状态", "自有", "租赁", "在建"],
      ["设施状态", "正常", "民政代管", "停业"],
      ["关闭时间", "22:00", "21:30", "全天"],
      ["是否拟撤并", "是", "否", "否"],
      ["撤并时间", "—", "无", ""],
      ["是否公办", "是", "否", "否"],
      ["是否24小时营业情况说明", "是", "否", "否"],
      ["备注", "由原址迁至现址，原址已关闭", "停用的澡堂改建", "2023年3月开业"],
      ["备注", "规划床位120张", "闲置校舍改建", "门前道路在建，须绕行"],
      ["备注联系人", "停业", "", ""],
    ] as const) {
      const { names, told } = await taken(header, ...states);
      expect([header, names.length, told.includes("not-operating")]).toEqual([header, 3, false]);
    }
  });

  it("are told by the day on which they went, and by the question whether they are gone", async () => {
    expect((await taken("撤并时间", "2019年8月", "", "2021.09", "—")).names).toEqual(["院2", "院4"]);
    expect((await taken("是否撤并", "否", "是", "", "√")).names).toEqual(["院1", "院3"]);
    expect((await taken("备案状态", "备案", "注销", "筹设")).names).toEqual(["院1"]);
    expect((await taken("招生情况", "正常", "暂停招生", "停招")).names).toEqual(["院1"]);
  });

  it("alone make no list", async () => {
    const list = csv("养老院.csv", "名称,经度,纬度,状态\n甲,113.001,40.005,在建\n", "facilities:elderly-care-home");
    expect(await refused([STREETS, QUARTERS, list])).toContain("养老院.csv no-facilities");
    // In a folder nobody asked for it by name.
    const found = csv("资料/旧养老院.csv", "名称,经度,纬度,状态\n甲养老院,113.001,40.005,停办\n");
    const { study, told } = await importAll([
      STREETS,
      QUARTERS,
      csv("资料/养老院.csv", "名称,经度,纬度\n乙养老院,113.003,40.005\n"),
      found,
    ]);
    expect([study.facilities[0]?.names, told.includes("not-operating")]).toEqual([["乙养老院"], true]);
  });
});
