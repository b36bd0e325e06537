import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumCompensated } from "../../../src/core/compensated-sum.ts";
import type { PeopleControl } from "../../../src/io/people/control-totals.ts";
import { box, csv, feature, geojson, importAll, peopleIn, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

const HOMES = csv(
  "people.csv",
  "id,lon,lat,人口,60岁以上\n1,113.002,40.005,10,4\n2,113.006,40.005,30,2\n3,113.014,40.005,5,5\n",
  "demand",
);

/** The exact sum of a group's points in a community. */
function exactSum(
  study: Awaited<ReturnType<typeof importAll>>["study"],
  community: number,
  groupId: "all" | "60+",
): number {
  const people = study.demand.people[groupId] ?? new Float64Array(0);
  return sumCompensated([...people].filter((_, row) => study.demand.communityIndexes[row] === community));
}

describe("people stated by community in a table without positions", () => {
  it("are told by code or by name, and spread along streets where no homes are known", async () => {
    for (const rows of ["0101,1000.1\n0102,77\n", "东社区,1000.1\n西社区,77\n", ' 东 社区 ,1000.1\n西社区,"77"\n']) {
      const header = rows.startsWith("0") ? "代码,常住人口" : "社区名称,常住人口";
      const { study, told } = await importAll([STREETS, QUARTERS, csv("人口.csv", `${header}\n${rows}`)]);
      expect(study.demand.unit).toBe("people");
      expect([exactSum(study, 0, "all"), exactSum(study, 1, "all")]).toEqual([1000.1, 77]);
      expect(told).toContain("people-over-streets");
      expect(study.assumptions.map(({ zh }) => zh)).toContain("社区人口按居住街道长度均匀分布到街道上");
    }
  });

  it("are told by names that differ from the study's in 社区 or 居委会 alone, and that is told", async () => {
    const table = csv("人口.csv", "村居名称,常住人口\n东社区居委会,1000\n西社区居民委员会,77\n");
    const { study, told } = await importAll([STREETS, QUARTERS, table]);
    expect([exactSum(study, 0, "all"), exactSum(study, 1, "all")]).toEqual([1000, 77]);
    expect(told).toContain("names-without-kind");
    // A village of the name of a quarter is another place, and a street office is no community at all.
    for (const name of ["东村委会", "东社区街道"])
      expect(
        await refused([STREETS, QUARTERS, csv("人口.csv", `村居名称,常住人口\n${name},1000\n西社区,77\n`)]),
      ).toEqual(["人口.csv unknown-id 2 community"]);
  });

  it("are never told by the number of a row where the table names townships", async () => {
    const quarter = (west: number, name: string, township: string): unknown =>
      feature("Polygon", [box(west, 40, 0.01)], { 名称: name, 街道: township });
    const quarters = geojson(
      "社区.geojson",
      [quarter(113, "东社区", "甲街道"), quarter(113.01, "西社区", "乙街道")],
      "communities",
    );
    const tables = [
      csv("社区人口.csv", "社区名称,常住人口\n东社区,1000\n西社区,77\n"),
      csv("街道汇总.csv", "序号,街道（乡镇）,常住人口\n1,乙街道,77\n2,甲街道,1000\n"),
    ];
    const { study } = await importAll([STREETS, quarters, ...tables]);
    expect([exactSum(study, 0, "all"), exactSum(study, 1, "all")]).toEqual([1000, 77]);
  });

  it("are spread over the study's homes in proportion, each group by its own", async () => {
    const base = (await importAll([STREETS, QUARTERS, HOMES])).study;
    const table = csv("统计.csv", "代码,总人口,60岁及以上\n0101,400,60\n0102,50,\n");
    const { study, told } = await importAll([table], { adminLevel: null, base });
    expect([...study.demand.people.all]).toEqual([100, 300, 50]);
    // 60 in the proportion 4 : 2; what is not stated stays.
    expect([...(study.demand.people["60+"] ?? [])]).toEqual([40, 20, 5]);
    expect(told).toContain("people-over-homes");
    expect(told).toContain("people-kept");
  });

  it("of some groups alone leave the others as they were, and that is told", async () => {
    const base = (await importAll([STREETS, QUARTERS, HOMES])).study;
    const { study, told } = await importAll([csv("老人.csv", "代码,60+\n0101,12\n0102,1\n")], {
      adminLevel: null,
      base,
    });
    expect([...study.demand.people.all]).toEqual([10, 30, 5]);
    expect([...(study.demand.people["60+"] ?? [])]).toEqual([8, 4, 1]);
    expect(told).toContain("groups-kept");
    expect(await refused([STREETS, QUARTERS, csv("老人.csv", "代码,60+\n0101,12\n")])).toEqual([
      "老人.csv missing-column",
    ]);
  });

  it("of communities that no row names are unknown, not nobody in silence", async () => {
    const { study, issues } = await importAll([STREETS, QUARTERS, csv("人口.csv", "代码,人口\n0101,10\n")]);
    expect(new Set(study.demand.communityIndexes)).toEqual(new Set([0]));
    expect(issues.find(({ details }) => details?.what === "people-unknown")?.details).toMatchObject({
      count: 1,
      total: 2,
    });
  });

  it("of a community without a street stand at one point inside, counted", async () => {
    const far = geojson(
      "far.geojson",
      [feature("Polygon", [box(113, 40, 0.01)], { id: "a" }), feature("Polygon", [box(113.02, 40, 0.01)], { id: "b" })],
      "communities",
    );
    const { study, issues } = await importAll([STREETS, far, csv("人口.csv", "id,people\na,10\nb,7\n")]);
    expect(peopleIn(study)).toEqual([expect.closeTo(10, 9), 7]);
    expect(issues.find(({ details }) => details?.what === "people-at-centre")?.details?.count).toBe(1);
    expect(study.assumptions.map(({ en }) => en).join()).toContain(
      "People of 1 communities without a known home or street",
    );
  });

  it("add up to the last bit, in whatever order rows come", async () => {
    const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
    const base = (await importAll([STREETS, QUARTERS, HOMES])).study;
    await fc.assert(
      fc.asyncProperty(amount, amount, async (east, west) => {
        const one = await importAll([csv("a.csv", `代码,人口\n0101,${east}\n0102,${west}\n`)], {
          adminLevel: null,
          base,
        });
        const other = await importAll([csv("a.csv", `代码,人口\n0102,${west}\n0101,${east}\n`)], {
          adminLevel: null,
          base,
        });
        expect([exactSum(one.study, 0, "all"), exactSum(one.study, 1, "all")]).toEqual([east, west]);
        expect(other.study.demand).toEqual(one.study.demand);
      }),
      { numRuns: 60 },
    );
  });

  it("skip rows that sum up others, and numbers of rows are no codes", async () => {
    const table = csv("人口.csv", '序号,社区名称,常住人口(人)\n0101,西社区,"1,200"\n2,东社区,３００人\n,合计,1500\n');
    const { study, told } = await importAll([STREETS, QUARTERS, table]);
    expect(peopleIn(study).map(Math.round)).toEqual([300, 1200]);
    expect(told).toContain("sum-row");
  });

  it("under two headers that mean the same are read from the first, and that is told", async () => {
    const table = csv("人口.csv", "代码,户籍人口,常住人口\n0101,120,100\n0102,9,10\n");
    const { study, issues } = await importAll([STREETS, QUARTERS, table]);
    expect(peopleIn(study).map(Math.round)).toEqual([100, 10]);
    expect(issues.find(({ details }) => details?.what === "rival-columns")).toMatchObject({
      value: "常住人口",
      details: { others: "户籍人口" },
    });
  });

  it("that are no numbers, negative, of unknown, double or contradicting communities are refused, each row told", async () => {
    const table = csv(
      "人口.csv",
      "代码,名称,人口,60+\n0101,东社区,-3,1\n0102,西社区,三百,1\n0103,北社区,5,1\n0101,东社区,7,1\n0101,西社区,7,1\n,西社区,NaN,Infinity\n",
    );
    expect(await refused([STREETS, QUARTERS, table])).toEqual([
      "人口.csv bad-value 2",
      "人口.csv bad-value 3",
      "人口.csv unknown-id 4 community",
      "人口.csv duplicate-id 5",
      "人口.csv bad-value 6 code-and-name",
      "人口.csv bad-value 7",
      "人口.csv bad-value 7",
      "人口.csv duplicate-id 7",
    ]);
  });

  it("of a name that two communities share need a code or the township", async () => {
    const twins = geojson(
      "q.geojson",
      [
        feature("Polygon", [box(113, 40, 0.01)], { id: "a", name: "新村", 乡镇: "甲镇" }),
        feature("Polygon", [box(113.01, 40, 0.01)], { id: "b", name: "新村", 乡镇: "乙镇" }),
      ],
      "communities",
    );
    expect(await refused([STREETS, twins, csv("p.csv", "name,people\n新村,5\n")])).toEqual([
      "p.csv bad-value 2 several-communities",
    ]);
    const { study } = await importAll([STREETS, twins, csv("p.csv", "name,乡镇,people\n新村,乙镇,5\n新村,甲镇,6\n")]);
    expect(peopleIn(study)).toEqual([expect.closeTo(6, 9), expect.closeTo(5, 9)]);
  });

  it("of age groups that contradict one another are refused, wherever they are stated", async () => {
    const table = csv("人口.csv", "代码,人口,60+,65+\n0101,100,20,30\n0102,100,120,5\n");
    expect(await refused([STREETS, QUARTERS, table])).toEqual([
      "people bad-value 0101 group-within",
      "people bad-value 0102 group-within",
    ]);
    const own = geojson(
      "q.geojson",
      [feature("Polygon", [box(113, 40, 0.01)], { id: "a", 人口: 10, "0-2岁": 4, "3-6岁": 4, "60岁以上": 4 })],
      "communities",
    );
    expect(await refused([STREETS, own])).toEqual(["people bad-value a group-within"]);
  });

  it("of men and women apart are added up only where that is asked for", async () => {
    const table = csv("人口.csv", "代码,男,女,60岁以上男,60岁以上女\n0101,40,60,5,6\n0102,1,2,0,1\n");
    const summed = await importAll([STREETS, QUARTERS, table], { adminLevel: null, sumSexes: true });
    expect(peopleIn(summed.study).map(Math.round)).toEqual([100, 3]);
    expect(peopleIn(summed.study, "60+").map(Math.round)).toEqual([11, 1]);
    expect((await refused([STREETS, QUARTERS, table])).length).toBeGreaterThan(0);
    const also = csv("人口.csv", "代码,人口,男,女\n0101,101,40,60\n0102,3,1,2\n");
    expect(
      peopleIn((await importAll([STREETS, QUARTERS, also], { adminLevel: null, sumSexes: true })).study).map(
        Math.round,
      ),
    ).toEqual([101, 3]);
  });
});

describe("a control total", () => {
  const withControl = (totals: PeopleControl["totals"], said: Partial<PeopleControl> = {}) => ({
    adminLevel: null,
    control: { totals, scales: false, source: "", date: "", own: {}, ...said },
  });
  const options = withControl({ all: 90, "60+": 22 });

  it("that differs is told with both figures, and nothing is scaled", async () => {
    const { study, issues } = await importAll([STREETS, QUARTERS, HOMES], options);
    expect([...study.demand.people.all]).toEqual([10, 30, 5]);
    expect(issues.filter(({ layer }) => layer === "control-total").map(({ details }) => details)).toEqual([
      { what: "control-differs", group: "all", control: 90, found: 45 },
      { what: "control-differs", group: "60+", control: 22, found: 11 },
    ]);
    const agreed = await importAll(
      [STREETS, QUARTERS, HOMES],
      withControl({ all: 45.2 }, { source: "七普公报", date: "2020-11-01" }),
    );
    expect(agreed.told).not.toContain("control-differs");
    expect(agreed.study.assumptions.map(({ zh }) => zh)).toContain(
      "总人口为 45 人，与控制总数（七普公报，2020-11-01） 45.2 人相符",
    );
  });

  it("is met to the last bit where scaling is asked for; groups without their own go with everybody", async () => {
    const { study } = await importAll([STREETS, QUARTERS, HOMES], withControl({ all: 100.1 }, { scales: true }));
    expect(sumCompensated(study.demand.people.all)).toBe(100.1);
    expect(sumCompensated(study.demand.people["60+"] ?? [])).toBeCloseTo((11 * 100.1) / 45, 9);
    expect(study.assumptions.map(({ en }) => en)).toContain(
      "People are scaled to a control total: all people from 45 to 100.1 (× 2.22444)",
    );
  });

  it("says of each group where its total is from, as all others unless it has a source or date of its own", async () => {
    const totals = { all: 90, "60+": 22 };
    const said = { source: "七普公报", date: "2020-11-01", own: { "60+": { source: "民政局台账", date: "" } } };
    const { study } = await importAll([STREETS, QUARTERS, HOMES], withControl(totals, said));
    const told = study.assumptions.map(({ zh }) => zh).filter((text) => text.includes("控制总数"));
    expect(told).toEqual([
      "总人口为 45 人，控制总数（七普公报，2020-11-01）为 90 人，相差 −50.00 %，未缩放",
      "60+ 岁人口为 11 人，控制总数（民政局台账，2020-11-01）为 22 人，相差 −50.00 %，未缩放",
    ]);
    const scaled = await importAll([STREETS, QUARTERS, HOMES], withControl(totals, { ...said, scales: true }));
    expect(scaled.study.assumptions.map(({ zh }) => zh)).toContain(
      "60+ 岁人口由 11 按控制总数（民政局台账，2020-11-01）缩放到 22（× 2.00000）",
    );
  });

  it("cannot be compared where no people are counted", async () => {
    const { told, study } = await importAll([STREETS, QUARTERS], withControl({ all: 90 }, { scales: true }));
    expect(study.demand.unit).toBe("residential-street-m");
    expect(told).toContain("control-no-people");
    const noGroup = await importAll([STREETS, QUARTERS, HOMES], withControl({ "80+": 3 }));
    expect(noGroup.told).toContain("control-no-group");
  });
});
