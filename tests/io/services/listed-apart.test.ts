/** Lists of which a title says that their facilities are gone, or not there yet. */
import { describe, expect, it } from "vitest";
import type { ImportFile } from "../../../src/io/import/import-files.ts";
import { csv, importAll, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

const STANDING = csv("名录/小学.csv", "学校名称,经度,纬度\n东关小学,113.005,40.005\n");
const ROWS = "学校名称,经度,纬度,备注\n西关小学,113.012,40.005,\n南关小学,113.013,40.005,\n";

async function counted(name: string, text = ROWS, as?: ImportFile["as"]) {
  const { study, told } = await importAll([STREETS, QUARTERS, STANDING, csv(name, text, as)]);
  const count = study.facilities.find(({ serviceId }) => serviceId === "primary-school")?.count;
  return { count, told };
}

describe("lists that a title sets apart", () => {
  it.each(["撤并小学一览表.csv", "2018—2023年撤并中小学（教学点）.csv", "已停办的小学名单.csv", "小学撤并情况.csv"])(
    "%s is of facilities that are gone: they do not count, and that is told",
    async (name) => {
      const { count, told } = await counted(name);
      expect([count, told.includes("closed-facilities")]).toEqual([1, true]);
    },
  );

  it.each(["规划小学.csv", "“十四五”拟新建小学一览.csv", "2024年新建改扩建计划（小学）.csv", "规划新建小学点位.csv"])(
    "%s is of what is to be built",
    async (name) => {
      const { count, told } = await counted(name);
      expect([count, told.includes("planned-projects")]).toEqual([1, true]);
    },
  );

  it("a line above the table is a title too", async () => {
    const { count, told } = await counted("附件2 小学.csv", `撤并学校一览表,,,\n${ROWS}`);
    expect([count, told.includes("closed-facilities")]).toEqual([1, true]);
  });

  it.each([
    "小学名录（不含撤并）.csv",
    "小学名录（已剔除停办学校）.csv",
    "撤并后小学名录.csv",
    "拟撤并小学名单.csv",
    "现有及撤并小学名单.csv",
    "规划局小学点位.csv",
    "自然资源和规划局提供小学.csv",
    "国土空间规划小学.csv",
    "小学布局规划.csv",
    "规划小学（现状）.csv",
    "规划/小学名录.csv",
  ])("%s may be of what stands", async (name) => {
    const { count, told } = await counted(name);
    expect([count, told.includes("closed-facilities") || told.includes("planned-projects")]).toEqual([3, false]);
  });

  it("says nothing where the rows have states of their own", async () => {
    const { count } = await counted("规划小学.csv", ROWS.replace("备注", "现状").replace("005,\n南", "005,在办\n南"));
    expect(count).toBe(3);
  });

  it("is what somebody says it is, and alone it is refused with what to do", async () => {
    expect((await counted("撤并小学.csv", ROWS, "facilities:primary-school")).count).toBe(3);
    expect(await refused([csv("撤并小学.csv", ROWS)])).toContain("撤并小学.csv unknown-service closed-facilities");
  });
});
