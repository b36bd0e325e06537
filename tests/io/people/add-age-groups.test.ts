import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumCompensated } from "../../../src/core/compensated-sum.ts";
import type { GroupId } from "../../../src/core/model/demand.ts";
import type { ImportOptions } from "../../../src/io/import/import-files.ts";
import { csv, importAll, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

const FIVES = Array.from({ length: 17 }, (_, at) => `${5 * at}-${5 * at + 4}岁`);
const CENSUS = [...FIVES, "85岁及以上"];

function table(headers: readonly string[], ...rows: readonly (readonly (number | string)[])[]) {
  const lines = rows.map((cells, at) => [`010${at + 1}`, ...cells.map((cell) => `"${cell}"`)].join(","));
  return csv("分年龄人口.csv", `社区代码,${headers.join(",")}\n${lines.join("\n")}\n`);
}

async function totals(file: ReturnType<typeof table>, options: ImportOptions = { adminLevel: null }) {
  const result = await importAll([STREETS, QUARTERS, file], options);
  const { people, communityIndexes } = result.study.demand;
  const of = (groupId: GroupId, community: number): number | null => {
    const amounts = people[groupId];
    return amounts ? sumCompensated([...amounts].filter((_, row) => communityIndexes[row] === community)) : null;
  };
  return { ...result, of, groups: Object.keys(people).sort() };
}

describe("a table of people in classes of age", () => {
  it("gives everybody and every group of a census in classes of five years, with what was divided told in the study", async () => {
    const { of, study, told, groups } = await totals(
      table(
        CENSUS,
        CENSUS.map(() => 10),
        CENSUS.map((_, at) => at),
      ),
    );
    expect(groups).toEqual(["0-2", "3-6", "6-15", "60+", "65+", "80+", "all"]);
    expect([of("all", 0), of("60+", 0), of("65+", 0), of("80+", 0)]).toEqual([180, 60, 50, 20]);
    expect(of("all", 1)).toBe((17 * 18) / 2);
    // 3 of the 5 years of 0–4; 2 of 0–4 and 2 of 5–9; 4 of 5–9, 10–14, 1 of 15–19.
    expect([of("0-2", 0), of("3-6", 0), of("6-15", 0)]).toEqual([6, 8, 20]);
    expect(told).toContain("age-columns-added");
    expect(told).toContain("age-columns-divided");
    const told36 = study.assumptions.find(({ zh }) => zh.includes("按年数均分"));
    expect(told36?.zh).toContain("3-6 = 0–4 × 2/5 + 5–9 × 2/5");
    expect(told36?.zh).not.toContain("60+");
    expect(told).not.toContain("ages-unread");
  });

  it("takes a group that a column states before one that classes make up", async () => {
    const { of } = await totals(
      table(["总人口", ...CENSUS, "60岁及以上"], [500, ...CENSUS.map(() => 10), 77], [0, ...CENSUS.map(() => 0), 0]),
    );
    expect([of("all", 0), of("60+", 0), of("65+", 0)]).toEqual([500, 77, 50]);
  });

  it("reads classes of the years of school as civil affairs write them", async () => {
    const { of, groups } = await totals(
      table(
        ["常住人口", "0-2岁", "3-5岁", "6-11岁", "12-14岁", "15-17岁"],
        [1000, 30, 35, 60, 36, 27],
        [1000, 0, 0, 0, 0, 0],
      ),
    );
    expect(groups).toEqual(["0-2", "3-6", "6-15", "all"]);
    expect([of("3-6", 0), of("6-15", 0)]).toEqual([35 + 60 / 6, 60 + 36 + 27 / 3]);
  });

  it("divides no class of many years: what a yearbook counts as 0–14 and 15–59 says nothing of 3–6", async () => {
    const { groups, told } = await totals(
      table(["常住人口", "0-14岁", "15-59岁", "60岁及以上"], [1000, 150, 650, 200], [0, 0, 0, 0]),
    );
    expect(groups).toEqual(["60+", "all"]);
    expect(told).toContain("ages-unread");
  });

  it("reads no classes that cut across one another, for nobody knows whether 3 belongs to 0–3 or to 3–6", async () => {
    const { groups, told } = await totals(
      table(["常住人口", "0-3岁", "3-6岁", "6-12岁"], [1000, 30, 40, 60], [1, 1, 1, 1]),
    );
    expect(groups).toEqual(["3-6", "all"]);
    expect(told).toContain("ages-unread");
  });

  it("divides no class that stands alone: 0–3 may mean those below 3", async () => {
    const { groups, told } = await totals(table(["常住人口", "60岁以上", "0-3岁婴幼儿"], [1000, 200, 30], [1, 1, 1]));
    expect(groups).toEqual(["60+", "all"]);
    expect(told).toContain("ages-unread");
  });

  it("reads the ages of who lives there before those of who is registered there", async () => {
    const headers = [...CENSUS.map((name) => `户籍人口 ${name}`), ...CENSUS];
    const { of } = await totals(
      table(
        headers,
        headers.map((_, at) => (at < 18 ? 99 : 1)),
        headers.map(() => 0),
      ),
    );
    expect([of("all", 0), of("80+", 0)]).toEqual([18, 2]);
  });

  it("adds up men and women only where that is asked for, and says so where it is not", async () => {
    const headers = ["常住人口", "60-79岁男", "60-79岁女", "80岁及以上男", "80岁及以上女"];
    const file = table(headers, [100, 5, 6, 1, 2], [0, 0, 0, 0, 0]);
    const apart = await totals(file);
    expect([apart.groups, apart.told.includes("sexes-apart")]).toEqual([["all"], true]);
    const { of } = await totals(file, { adminLevel: null, sumSexes: true });
    expect([of("60+", 0), of("80+", 0)]).toEqual([14, 3]);
  });

  it("knows numbers however they are written; a row without one class has no number for the group, and a word is refused", async () => {
    const headers = ["常住人口", "60-79岁", "80岁及以上"];
    const { of } = await totals(table(headers, ["5,000", "1,200人", "３０"], [80, "", 3]));
    expect([of("60+", 0), of("80+", 0), of("80+", 1)]).toEqual([1230, 30, 3]);
    expect(await refused([STREETS, QUARTERS, table(headers, [5000, "很多", 30], [80, 7, 3])])).toEqual([
      "分年龄人口.csv bad-value 2",
    ]);
  });

  it("loses and invents nobody: all ages add up to everybody, whatever the numbers", async () => {
    const cells = fc.array(fc.nat(100_000), { minLength: 18, maxLength: 18 });
    await fc.assert(
      fc.asyncProperty(cells, async (numbers) => {
        const { of } = await totals(
          table(
            CENSUS,
            numbers,
            numbers.map(() => 1),
          ),
        );
        expect(of("all", 0)).toBe(numbers.reduce((sum, one) => sum + one, 0));
      }),
      { numRuns: 10, seed: 7 },
    );
  });

  it("is no list of kindergartens that states its children by year", async () => {
    const list = csv("幼儿园.csv", "园名,经度,纬度,3岁,4岁,5岁,6岁\n东幼儿园,113.005,40.005,20,20,20,3\n");
    const { study } = await importAll([STREETS, QUARTERS, list]);
    expect(study.facilities.map(({ serviceId, count }) => [serviceId, count])).toEqual([["kindergarten", 1]]);
    expect(Object.keys(study.facilities[0]?.attributes ?? {})).not.toContain("age_3_6");
  });
});
