/**
 * Simulated facilities under neutral names, placed unevenly so that the city has a
 * story: the new district is short of day care, the mining valley of kindergartens,
 * and some places are near only across the river or the railway.
 */
import type { AttributeValue, Facilities, Service } from "../../src/core/model/facility.ts";
import type { City, CityHome } from "./build-city.ts";
import { COUNTY_FACTS } from "./census.ts";
import { distance, type Point, toDegrees } from "./plane.ts";
import { createRandom, type Random } from "./random.ts";

export const SERVICES: readonly Service[] = [
  service("kindergarten", "幼儿园", "Kindergarten", "education", "3-6", "child"),
  service("elderly-day-care", "老年人日间照料中心", "Elderly day-care centre", "elderly", "60+", "elderly"),
  service("fitness-trail", "健身步道", "Fitness trail", "sport", "all", "adult"),
  service("fitness-square", "全民健身广场", "Fitness square", "sport", "all", "adult"),
  service("clinic", "社区卫生服务", "Community clinic", "health", "all", "adult"),
  service("culture-room", "文化活动室", "Culture room", "culture", "all", "adult"),
  service("elderly-care-home", "县级供养服务设施（敬老院）", "County care home", "elderly", "60+", "elderly", false),
  service("sports-venue", "公共体育场馆", "Public sports venue", "sport", "all", "adult", false),
  service("fitness-park", "体育健身公园", "Fitness park", "sport", "all", "adult", false),
  service("fitness-centre", "全民健身中心", "Fitness centre", "sport", "all", "adult", false),
  service("museum", "博物馆", "Museum", "culture", "all", "adult", false),
  service("heritage-hall", "非遗展示馆", "Heritage hall", "culture", "all", "adult", false),
  service("tcm-hospital", "公立中医医院", "Chinese-medicine hospital", "health", "all", "adult", false),
  service("social-assistance-centre", "社会救助服务中心", "Social assistance centre", "other", "all", "adult", false),
  service(
    "public-service-centre",
    "就业社保服务平台",
    "Employment and social-security desk",
    "other",
    "all",
    "adult",
    false,
  ),
];

function service(
  id: string,
  zh: string,
  en: string,
  domain: Service["domain"],
  groupId: Service["groupId"],
  profileId: Service["profileId"],
  circle = true,
): Service {
  return { id, title: { zh, en }, domain, groupId, profileId, circle };
}

interface Site {
  readonly point: Point;
  readonly community: number;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

const isNewDistrict = ([x, y]: Point): boolean => x > 4000 && x < 9000 && Math.abs(y) < 6500;
const isMiningValley = ([x, y]: Point): boolean => x < -8000 && x > -29000 && y < 1200 && y > -9000;

/** Chooses sites among urban homes by people × liking, no two within the spacing. */
function chooseUrban(
  city: City,
  count: number,
  spacing: number,
  random: Random,
  weightOf: (home: CityHome) => number,
  attributesOf: () => Readonly<Record<string, AttributeValue>>,
): Site[] {
  const homes = city.homes.filter(({ urban }) => urban);
  const sums: number[] = [];
  let total = 0;
  for (const home of homes) {
    total += weightOf(home);
    sums.push(total);
  }
  const sites: Site[] = [];
  for (let tries = 0; sites.length < count && tries < count * 60; tries++) {
    const draw = random() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) < draw) low = middle + 1;
      else high = middle;
    }
    const home = homes[low] as CityHome;
    if (sites.some(({ point }) => distance(point, home.point) < spacing)) continue;
    sites.push({ point: home.point, community: home.community, attributes: attributesOf() });
  }
  return sites;
}

/** One site in a share of the villages that pass a test, in the middle of their homes. */
function chooseVillages(
  city: City,
  share: number,
  random: Random,
  passes: (people: number) => boolean,
  attributesOf: () => Readonly<Record<string, AttributeValue>>,
): Site[] {
  const people = new Map<number, number>();
  for (const home of city.homes) people.set(home.community, (people.get(home.community) ?? 0) + home.people);
  return city.communities.flatMap(({ urban, centre }, community) => {
    if (urban || !passes(people.get(community) ?? 0) || random() >= share) return [];
    return [{ point: [centre[0] + 14, centre[1] + 11] as Point, community, attributes: attributesOf() }];
  });
}

export function placeFacilities(city: City, townshipOfCommunity: readonly string[], random: Random): Facilities[] {
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const opened = (): number => 2004 + Math.floor(random() * 17);
  const kindergarten = () => ({
    ownership: pick(["公办", "公办", "普惠", "普惠", "民办"]),
    centre: false,
    places: 90 + 30 * Math.floor(random() * 9),
    opened: opened(),
  });
  const dayCare = () => ({
    beds: 10 + 5 * Math.floor(random() * 9),
    area_m2: 200 + 50 * Math.floor(random() * 20),
    grade: pick(["一级", "二级", "三级"]),
    opened: opened(),
  });
  const clinic = (levels: readonly string[]) => () => ({
    level: pick(levels),
    doctors: 2 + Math.floor(random() * 9),
    opened: opened(),
  });
  const plain = () => ({ opened: opened() });

  const layers: [string, string, Site[]][] = [
    [
      "kindergarten",
      "幼儿园",
      [
        ...chooseUrban(
          city,
          400,
          330,
          random,
          (home) => home.kindergarten * (isMiningValley(home.point) ? 0.18 : 1),
          kindergarten,
        ),
        ...chooseVillages(city, 0.2, random, (people) => people > 700, kindergarten),
      ],
    ],
    [
      "elderly-day-care",
      "日间照料中心",
      [
        ...chooseUrban(
          city,
          215,
          480,
          random,
          (home) => home.over60 * (isNewDistrict(home.point) ? 0.22 : isMiningValley(home.point) ? 0.6 : 1),
          dayCare,
        ),
        ...chooseVillages(city, 0.748, random, (people) => people >= 1000, dayCare),
      ],
    ],
    [
      "fitness-square",
      "健身广场",
      [
        ...chooseUrban(city, 230, 480, random, ({ people }) => people, plain),
        ...chooseVillages(city, 0.12, random, (people) => people > 300, plain),
      ],
    ],
    [
      "clinic",
      "卫生服务站",
      [
        ...chooseUrban(
          city,
          260,
          430,
          random,
          ({ people, point }) => people * (isNewDistrict(point) ? 0.5 : 1),
          clinic(["社区卫生服务站", "社区卫生服务站", "社区卫生服务站", "社区卫生服务中心"]),
        ),
        ...chooseVillages(city, 0.14, random, (people) => people > 400, clinic(["村卫生室", "村卫生室", "乡镇卫生院"])),
      ],
    ],
    [
      "culture-room",
      "文化活动室",
      [
        ...chooseUrban(city, 260, 420, random, ({ people }) => people, plain),
        ...chooseVillages(city, 0.4, random, () => true, plain),
      ],
    ],
  ];
  addCentreKindergartens(city, townshipOfCommunity, layers, random, kindergarten);
  const townships = firstCommunityOf(city, townshipOfCommunity);
  const atTownships = (share: number): Site[] =>
    townships.filter(() => random() < share).map((community) => siteAt(city, community, plain()));
  const atCounties = (
    missing: readonly string[],
    attributes: () => Readonly<Record<string, AttributeValue>> = plain,
  ): Site[] =>
    firstOfCounties(city)
      .filter((community) => !missing.includes(city.communities[community]?.county.code ?? ""))
      .map((community) => siteAt(city, community, attributes()));
  layers.push(
    ["social-assistance-centre", "社会救助服务中心", atTownships(0.86)],
    ["public-service-centre", "就业社保服务平台", atTownships(0.95)],
    ["elderly-care-home", "县级敬老院", atCounties(["140271", "140214", "140226"])],
    ["sports-venue", "公共体育场馆", atCounties(["140271"])],
    ["fitness-park", "体育健身公园", atCounties(["140271", "140223", "140226"])],
    ["fitness-centre", "全民健身中心", atCounties(["140271", "140212", "140222"])],
    ["museum", "博物馆", atCounties(["140271", "140212", "140214", "140226"])],
    ["heritage-hall", "非遗展示馆", atCounties(["140271", "140213", "140221", "140222"])],
    [
      "tcm-hospital",
      "中医医院",
      atCounties(["140271", "140212", "140213", "140214", "140215", "140224"], () => ({
        grade: random() < 0.75 ? "二甲" : "二乙",
      })),
    ],
  );
  const pointLayers = layers.map(([id, label, sites]) => pointLayer(city, id, label, sites));
  return [trailLayer(city), ...addHomeBeds(pointLayers)].sort(
    (a, b) => SERVICES.findIndex(({ id }) => id === a.serviceId) - SERVICES.findIndex(({ id }) => id === b.serviceId),
  );
}

/** The plan's baseline of 2020, with which the simulated beds agree. */
const BEDS_PER_THOUSAND = 30.3;
const OVER_60 = COUNTY_FACTS.reduce((sum, { over60 }) => sum + over60, 0);
const BEDS_SEED = 60_030_030;

/**
 * Beds of the county homes: the plan's baseline, shared out by the older people of each county. A home's figure stands
 * for all homes of its county. 38–52 % of them are nursing beds. A stream of its own, so that nothing else moves.
 */
function addHomeBeds(layers: readonly Facilities[]): Facilities[] {
  const random = createRandom(BEDS_SEED);
  const wanted = (OVER_60 / 1000) * BEDS_PER_THOUSAND;
  return layers.map((layer) => {
    if (layer.serviceId !== "elderly-care-home") return layer;
    const older = (layer.attributes.county ?? []).map(
      (name) => COUNTY_FACTS.find((county) => county.name === name)?.over60 ?? 0,
    );
    const all = older.reduce((sum, people) => sum + people, 0);
    const beds = older.map((people) => 10 * Math.round((wanted * people) / all / 10));
    const nursing_beds = beds.map((count) => Math.round(count * (0.38 + 0.14 * random())));
    return { ...layer, attributes: { ...layer.attributes, beds, nursing_beds } };
  });
}

/** Most townships have one public centre kindergarten; some do not, as the plan's target supposes. */
function addCentreKindergartens(
  city: City,
  townshipOfCommunity: readonly string[],
  layers: [string, string, Site[]][],
  random: Random,
  kindergarten: () => Readonly<Record<string, AttributeValue>>,
): void {
  const sites = layers.find(([id]) => id === "kindergarten")?.[2];
  for (const community of firstCommunityOf(city, townshipOfCommunity)) {
    if (random() < 0.88) sites?.push(siteAt(city, community, { ...kindergarten(), ownership: "公办", centre: true }));
  }
}

function siteAt(city: City, community: number, attributes: Readonly<Record<string, AttributeValue>>): Site {
  const homes = city.homes.filter((home) => home.community === community);
  const home = homes[Math.floor(homes.length / 2)];
  return { point: home?.point ?? (city.communities[community]?.centre as Point), community, attributes };
}

function firstCommunityOf(city: City, townshipOfCommunity: readonly string[]): number[] {
  const first = new Map<string, number>();
  city.communities.forEach((_, community) => {
    const township = townshipOfCommunity[community] as string;
    if (!first.has(township)) first.set(township, community);
  });
  return [...first.values()];
}

function firstOfCounties(city: City): number[] {
  const first = new Map<string, number>();
  city.communities.forEach(({ county }, community) => {
    if (!first.has(county.code)) first.set(county.code, community);
  });
  return [...first.values()];
}

function pointLayer(city: City, serviceId: string, label: string, sites: readonly Site[]): Facilities {
  const ordered = [...sites].sort((a, b) => a.community - b.community || a.point[0] - b.point[0]);
  const numbers = ordered.map((_, index) => String(index + 1).padStart(3, "0"));
  const keys = [...new Set(ordered.flatMap(({ attributes }) => Object.keys(attributes)))];
  return {
    serviceId,
    count: ordered.length,
    ids: numbers.map((number) => `${serviceId}-${number}`),
    names: numbers.map((number) => `${label} ${number}`),
    coordinates: Float64Array.from(ordered.flatMap(({ point }) => toDegrees(point))),
    starts: Uint32Array.from({ length: ordered.length + 1 }, (_, index) => index),
    attributes: {
      county: ordered.map(({ community }) => city.communities[community]?.county.name ?? null),
      ...Object.fromEntries(keys.map((key) => [key, ordered.map(({ attributes }) => attributes[key] ?? null)])),
    },
  };
}

function trailLayer(city: City): Facilities {
  const starts = [0];
  const coordinates: number[] = [];
  for (const { points } of city.trails) {
    for (const point of points) coordinates.push(...toDegrees(point));
    starts.push(coordinates.length / 2);
  }
  const numbers = city.trails.map((_, index) => String(index + 1).padStart(3, "0"));
  return {
    serviceId: "fitness-trail",
    count: city.trails.length,
    ids: numbers.map((number) => `fitness-trail-${number}`),
    names: city.trails.map(({ name }, index) => `${name} ${numbers[index]}`),
    coordinates: Float64Array.from(coordinates),
    starts: Uint32Array.from(starts),
    attributes: {
      length_m: city.trails.map(({ points }) => {
        let metres = 0;
        for (let i = 1; i < points.length; i++) metres += distance(points[i - 1] as Point, points[i] as Point);
        return Math.round(metres);
      }),
    },
  };
}
