import { describe, expect, it } from "vitest";
import { groupColumns } from "../../../src/io/tables/column-names.ts";
import { readGroupHeader } from "../../../src/io/tables/group-headers.ts";

const both = (header: string): string | null => {
  const read = readGroupHeader(header);
  return read?.sex === "" ? read.groupId : null;
};

describe("a header of people", () => {
  it.each([
    ["0-2岁", "0-2"],
    ["0～2周岁婴幼儿", "0-2"],
    ["3—6岁儿童", "3-6"],
    ["６至１５岁", "6-15"],
    ["60岁及以上", "60+"],
    ["60+", "60+"],
    ["≥60岁", "60+"],
    ["60 plus", "60+"],
    ["老年人口(60岁及以上)", "60+"],
    ["65岁以上", "65+"],
    ["65岁及以上老年人口数", "65+"],
    ["age_65_plus", "65+"],
    ["80岁以上老年人", "80+"],
    ["常住人口(人)", "all"],
    ["人口总数", "all"],
    ["population", "all"],
    ["老年人口 › 60岁以上", "60+"],
    ["常住总人口", "all"],
    ["60岁及以上老年人（常住） › 小计", "60+"],
    ["60岁及以上老年人（常住） › 65岁以上", "65+"],
    ["60岁及以上老年人（常住） › 其中：80岁以上", "80+"],
    ["老年人口情况 › 其中：65岁以上", "65+"],
    ["常住人口 › 年龄结构 › 80岁及以上", "80+"],
    ["60岁以上 › 小计", "60+"],
    ["其中：学龄前儿童 › 0—2岁", "0-2"],
    ["学龄前儿童 › 3—6岁", "3-6"],
    ["学龄前儿童（3-6岁）", "3-6"],
    ["适龄儿童情况 › 6-15岁", "6-15"],
  ])("%s is the group %s", (header, group) => {
    expect(both(header)).toBe(group);
  });

  it.each([
    "60-69岁",
    "0-3岁",
    "15-59岁",
    "60岁",
    "60",
    "2020",
    "60岁以上占比(%)",
    "人口密度",
    "人口(万人)",
    "面积",
    "空巢老人 › 60岁以上",
    "80岁以上老年人 › 60岁以上",
    "60岁以上空巢老人 › 80岁以上",
    "60岁以上老年人 › 空巢",
    "残疾人 › 65岁以上",
    "在园幼儿数 › 3-6岁",
    "入园儿童 › 3-6岁",
    "留守儿童 › 6-15岁",
    "在校学生 › 6-15岁",
    "困境儿童（0-2岁）",
    "失能 › 60岁以上 › 小计",
  ])("%s is no group", (header) => {
    expect(readGroupHeader(header)).toBeNull();
  });

  it("of men or women alone is not taken for both", () => {
    expect(readGroupHeader("60岁以上男")).toEqual({ groupId: "60+", sex: "male" });
    expect(readGroupHeader("80+(女)")).toEqual({ groupId: "80+", sex: "female" });
    expect(readGroupHeader("女")).toEqual({ groupId: "all", sex: "female" });
    const column = (name: string) => ({ name, type: "Double" as const, values: [1] });
    const columns = ["男", "女", "60岁以上男", "常住人口", "60-69岁", "80岁及以上"].map(column);
    const found = groupColumns({ columns });
    expect([...found].map(([groupId, { name }]) => [groupId, name])).toEqual([
      ["all", "常住人口"],
      ["80+", "80岁及以上"],
    ]);
  });

  it("of any length is read at once", () => {
    expect(readGroupHeader("人".repeat(100_000))).toBeNull();
    expect(readGroupHeader(`60${"_".repeat(100_000)}`)).toBeNull();
    expect(readGroupHeader(`${"9".repeat(100_000)}岁以上`)).toBeNull();
  });
});
