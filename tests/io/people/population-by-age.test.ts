import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumCompensated } from "../../../src/core/compensated-sum.ts";
import type { GroupId } from "../../../src/core/model/demand.ts";
import type { Study } from "../../../src/core/model/study.ts";
import type { ImportFile } from "../../../src/io/import/import-files.ts";
import { createPopulation } from "../../support/create-population.ts";
import { importAll, peopleIn, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

type RasterOptions = Parameters<typeof createPopulation>[0];

/** 20 × 10 cells of 0.001° over the two quarters. */
const OVER: RasterOptions = { width: 20, height: 10, west: 113, north: 40.01, cell: 0.001, peopleOf: () => 1 };
const CELLS = 200;

function raster(name: string, options: Partial<RasterOptions> = {}, ages?: string): ImportFile {
  return { name, bytes: createPopulation({ ...OVER, ...options }), ages };
}

const STARTS = [0, 1, ...Array.from({ length: 16 }, (_, at) => 5 + 5 * at)];

/** All classes of both sexes as WorldPop names them; `peopleOf` a class, women and men alike. */
function worldPop(peopleOf: (start: number, column: number, row: number) => number): ImportFile[] {
  return STARTS.flatMap((start) =>
    ["f", "m"].map((sex) =>
      raster(`chn_${sex}_${start}_2020.tif`, { peopleOf: (column, row) => peopleOf(start, column, row) }),
    ),
  );
}

function totalOf({ demand }: Study, groupId: GroupId): number {
  return sumCompensated(demand.people[groupId] ?? [Number.NaN]);
}

describe("population rasters by age", () => {
  it("of WorldPop's classes become the model's groups, classes across a border divided by years", async () => {
    const { study, issues } = await importAll([STREETS, QUARTERS, ...worldPop((start) => 10 + start)]);
    const { demand } = study;
    expect([demand.count, demand.unit]).toEqual([CELLS, "people"]);
    const both = (start: number): number => 2 * (10 + start) * CELLS;
    const over = (from: number): number =>
      STARTS.filter((start) => start >= from).reduce((sum, start) => sum + both(start), 0);
    expect(totalOf(study, "all")).toBe(over(0));
    expect(totalOf(study, "0-2")).toBe(both(0) + both(1) / 2);
    expect(totalOf(study, "3-6")).toBeCloseTo(both(1) / 2 + both(5) * 0.4, 9);
    expect(totalOf(study, "6-15")).toBeCloseTo(both(5) * 0.8 + both(10) + both(15) * 0.2, 9);
    expect([totalOf(study, "60+"), totalOf(study, "65+"), totalOf(study, "80+")]).toEqual([
      over(60),
      over(65),
      over(80),
    ]);
    const divided = issues.filter(({ details }) => details?.what === "ages-divided");
    expect(divided.map(({ details }) => `${details?.group} = ${details?.parts}`)).toContain(
      "3-6 = 1–4 × 2/4 + 5–9 × 2/5",
    );
    expect(study.assumptions.map(({ en }) => en).join("\n")).toContain("0-2 = 0 + 1–4 × 2/4");
    expect(study.assumptions.map(({ zh }) => zh).join("\n")).toContain("chn_f_0_2020.tif 等 36 份");
  });

  it("keep the sum of all classes in each community to the last bit, wherever borders cut the cells", async () => {
    const place = fc.record({ west: fc.double({ min: 112.995, max: 113.005, noNaN: true }), seed: fc.nat(1000) });
    await fc.assert(
      fc.asyncProperty(place, async ({ west, seed }) => {
        const amount = (band: number, column: number, row: number): number =>
          Math.fround((((column * 31 + row * 17 + band * 7 + seed) % 23) + 1) / 7);
        const file = raster("pop.tif", {
          west,
          bands: 3,
          bandNames: ["0-59", "60-64", "65+"],
          peopleOf: (column, row, band) => amount(band, column, row),
        });
        const { study } = await importAll([STREETS, QUARTERS, file]);
        const { communityIndexes, people } = study.demand;
        const alone = await Promise.all(
          [0, 1, 2].map(async (band) => {
            const one = raster("pop.tif", { west, peopleOf: (column, row) => amount(band, column, row) });
            return (await importAll([STREETS, QUARTERS, one])).study.demand;
          }),
        );
        for (const community of [0, 1]) {
          const within = (amounts: Float64Array | undefined, indexes: Int32Array): number =>
            sumCompensated((amounts ?? new Float64Array(0)).filter((_, at) => indexes[at] === community));
          const classes = alone.map((demand) => within(demand.people.all, demand.communityIndexes));
          expect(within(people.all, communityIndexes)).toBe(sumCompensated(classes));
          expect(within(people["60+"], communityIndexes)).toBe(sumCompensated(classes.slice(1)));
          expect(within(people["65+"], communityIndexes)).toBe(classes[2]);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("may be bands of one file named by group, or told by hand; bands that say nothing are named and left out", async () => {
    const peopleOf = (_column: number, _row: number, band: number): number => [100, 3, 20, 7][band] as number;
    const named = await importAll([
      STREETS,
      QUARTERS,
      raster("人口.tif", { bands: 4, bandNames: ["总人口", "0-2岁", "60岁及以上", "quality"], peopleOf }),
    ]);
    expect(peopleIn(named.study)).toEqual([10_000, 10_000]);
    expect(peopleIn(named.study, "0-2")).toEqual([300, 300]);
    expect(peopleIn(named.study, "60+")).toEqual([2000, 2000]);
    expect(Object.keys(named.study.demand.people).toSorted()).toEqual(["0-2", "60+", "all"]);
    expect(named.issues.find(({ details }) => details?.what === "bands-left-out")?.value).toBe("4 quality");
    const stated = await importAll([STREETS, QUARTERS, raster("x.tif", { bands: 4, peopleOf }, "all,-,65+,-")]);
    expect(peopleIn(stated.study, "65+")).toEqual([2000, 2000]);
    expect(stated.study.demand.people["0-2"]).toBeUndefined();
  });

  it("beside one of everybody keep its sum; ages that are more than everybody are told", async () => {
    const files = [
      raster("chn_ppp_2020.tif", { peopleOf: () => 5 }),
      raster("chn_t_80_2020.tif", { peopleOf: () => 6 }),
    ];
    const { study, told } = await importAll([STREETS, QUARTERS, ...files]);
    expect([peopleIn(study), peopleIn(study, "80+")]).toEqual([
      [500, 500],
      [600, 600],
    ]);
    expect(told).toContain("groups-apart");
  });

  it("say which groups cannot be put together", async () => {
    const files = [raster("pop.tif", { peopleOf: () => 50 }), raster("chn_t_0_2020.tif"), raster("chn_t_65_2020.tif")];
    const { issues, study } = await importAll([STREETS, QUARTERS, ...files]);
    const missing = issues.filter(({ details }) => details?.what === "ages-missing");
    expect(missing.map(({ details }) => `${details?.group} ${details?.from}`)).toEqual(["0-2 1", "65+ 70"]);
    expect(Object.keys(study.demand.people)).toEqual(["all"]);
  });

  it("may have cells of different sizes: each is spread by itself and keeps its sum, and that is said", async () => {
    const files = [
      raster("pop.tif", {
        width: 5,
        height: 4,
        cell: 0.004,
        north: 40.012,
        peopleOf: (column, row) => 100 + column + row,
      }),
      raster("chn_f_80_2020.tif", { peopleOf: () => 0.5 }),
      raster("chn_m_80_2020.tif", { peopleOf: () => 0.25 }),
      raster("pop_60+.tif", { width: 10, height: 5, cell: 0.002, peopleOf: () => 3 }),
    ];
    const { study, issues } = await importAll([STREETS, QUARTERS, ...files]);
    const { demand } = study;
    expect(Object.keys(demand.people).sort()).toEqual(["60+", "80+", "all"]);
    const outside = issues.find(({ details, layer }) => details?.what === "raster-outside" && layer === "pop.tif");
    const all = 5 * 4 * 100 + 4 * (0 + 1 + 2 + 3 + 4) + 5 * (0 + 1 + 2 + 3);
    expect(totalOf(study, "all") + Number(outside?.details?.people ?? 0)).toBeCloseTo(all, 0);
    expect(totalOf(study, "60+")).toBe(150);
    expect(totalOf(study, "80+")).toBe(150);
    for (const amounts of Object.values(demand.people)) expect(amounts).toHaveLength(demand.count);
    const told = issues.find(({ details }) => details?.what === "raster-grids");
    expect(told).toMatchObject({ severity: "warning", details: { count: 3 } });
    expect(study.assumptions.map(({ zh }) => zh).join("\n")).toContain("各按自己的格子分摊，各自总数不变");
  });

  it("may come in tiles that lie side by side; one that is not over the study is nothing amiss", async () => {
    const west = raster("pop_C1.tif", { width: 12 });
    const east = raster("pop_C2.tif", { width: 8, west: 113.012 });
    const far = raster("pop_C3.tif", { west: 113.02 + 0.5 });
    const whole = await importAll([STREETS, QUARTERS, raster("pop.tif")]);
    const tiled = await importAll([STREETS, QUARTERS, west, east, far]);
    expect(peopleIn(tiled.study)).toEqual(peopleIn(whole.study));
    expect(await refused([STREETS, QUARTERS, west, raster("pop_C4.tif", { west: 113.006 })])).toEqual([
      "pop_C4.tif bad-value two-populations",
    ]);
    expect(await refused([STREETS, QUARTERS, west, { ...far, name: "pop_60+.tif" }])).toEqual([
      "pop_60+.tif outside-study population",
    ]);
  });

  it("are refused where everybody or one sex is missing, or ages come twice, with each reason", async () => {
    const of = async (...files: readonly ImportFile[]): Promise<string[]> => refused([STREETS, QUARTERS, ...files]);
    expect(await of(raster("chn_t_60_2020.tif"))).toEqual(["chn_t_60_2020.tif bad-value no-everybody"]);
    expect(await of(raster("pop.tif"), raster("chn_f_60_2020.tif"))).toEqual(["chn_f_60_2020.tif bad-value one-sex"]);
    expect(await of(raster("pop.tif"), raster("pop_60+.tif"), raster("b.tif", {}, "60+"))).toEqual([
      "b.tif bad-value same-ages",
    ]);
    expect(await of(raster("pop.tif", { bands: 2 }))).toEqual(["pop.tif bad-value ages-of-bands"]);
    expect(await of(raster("pop.tif", { bands: 2 }, "all"))).toEqual(["pop.tif bad-value ages-of-bands"]);
    expect(await of(raster("pop.tif", {}, "老人"))).toEqual(["pop.tif bad-value ages"]);
    expect(await of({ ...STREETS, ages: "60+" })).toEqual(["streets.geojson bad-value"]);
  });
});
