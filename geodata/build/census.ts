/**
 * The 2020 census by county, and the divisions of 2023: real figures. Population and
 * ages from the census county tables; counts of divisions from the statistics
 * bureau's division codes.
 */

export interface CountyFacts {
  readonly code: string;
  readonly name: string;
  /** Short name for neutral names of communities. */
  readonly short: string;
  readonly type: "区" | "县" | "开发区";
  readonly people: number;
  readonly urban: number;
  readonly age0to4: number;
  readonly age5to9: number;
  readonly over60: number;
  readonly over65: number;
  readonly over80: number;
  readonly streets: number;
  readonly towns: number;
  readonly townships: number;
  readonly urbanCommunities: number;
  readonly villages: number;
}

type Row = [string, string, string, CountyFacts["type"], ...number[]];

const ROWS: readonly Row[] = [
  ["140212", "新荣区", "新荣", "区", 88664, 35636, 2562, 3235, 21654, 14833, 2871, 0, 3, 4, 5, 112],
  ["140213", "平城区", "平城", "区", 1101942, 1101942, 54732, 59092, 182876, 118771, 24365, 18, 0, 0, 155, 47],
  ["140214", "云冈区", "云冈", "区", 684753, 595284, 25216, 29934, 149874, 101849, 21222, 21, 2, 4, 150, 94],
  ["140215", "云州区", "云州", "区", 138035, 59834, 4535, 6079, 34354, 24006, 4597, 0, 3, 6, 12, 128],
  ["140221", "阳高县", "阳高", "县", 191981, 87063, 6954, 9139, 50472, 35551, 7119, 0, 7, 4, 15, 197],
  ["140222", "天镇县", "天镇", "县", 160691, 67380, 5962, 7660, 39753, 28398, 5834, 0, 5, 6, 16, 172],
  ["140223", "广灵县", "广灵", "县", 154253, 54843, 6206, 7973, 32876, 23581, 4303, 0, 5, 3, 9, 129],
  ["140224", "灵丘县", "灵丘", "县", 212771, 77999, 11145, 13614, 44654, 31513, 4883, 0, 3, 8, 14, 186],
  ["140225", "浑源县", "浑源", "县", 237749, 101237, 9827, 12554, 57819, 40662, 7255, 0, 6, 10, 11, 213],
  ["140226", "左云县", "左云", "县", 117943, 59504, 3635, 4287, 24214, 16426, 3030, 0, 3, 5, 9, 145],
];

/** The whole city, which the county figures do not quite add up to. */
const CITY = { people: 3105591, age0to4: 131340, age5to9: 154341, over60: 640901, over65: 437083, over80: 85708 };

const COUNTIES: readonly CountyFacts[] = ROWS.map(([code, name, short, type, ...numbers]) => {
  const at = (index: number): number => numbers[index] as number;
  return {
    code,
    name,
    short,
    type,
    people: at(0),
    urban: at(1),
    age0to4: at(2),
    age5to9: at(3),
    over60: at(4),
    over65: at(5),
    over80: at(6),
    streets: at(7),
    towns: at(8),
    townships: at(9),
    urbanCommunities: at(10),
    villages: at(11),
  };
});

const rest = (total: number, of: (county: CountyFacts) => number): number =>
  total - COUNTIES.reduce((sum, county) => sum + of(county), 0);

/** The development zone is what the city has beyond its ten counties. */
const DEVELOPMENT_ZONE: CountyFacts = {
  code: "140271",
  name: "大同经济技术开发区",
  short: "经开",
  type: "开发区",
  people: rest(CITY.people, (county) => county.people),
  urban: Math.round(rest(CITY.people, (county) => county.people) * 0.8),
  age0to4: rest(CITY.age0to4, (county) => county.age0to4),
  age5to9: rest(CITY.age5to9, (county) => county.age5to9),
  over60: rest(CITY.over60, (county) => county.over60),
  over65: rest(CITY.over65, (county) => county.over65),
  over80: rest(CITY.over80, (county) => county.over80),
  streets: 0,
  towns: 0,
  townships: 1,
  urbanCommunities: 5,
  villages: 3,
};

/** All eleven units. */
export const COUNTY_FACTS: readonly CountyFacts[] = [...COUNTIES, DEVELOPMENT_ZONE];

/** Children of 0, 1 and 2 completed years: three of the five years of 0–4. */
export function countInfants(county: CountyFacts): number {
  return Math.round((county.age0to4 * 3) / 5);
}

/** Kindergarten age, 3, 4 and 5 completed years: two years of 0–4 and one of 5–9. */
export function countKindergartenAge(county: CountyFacts): number {
  return Math.round((county.age0to4 * 2) / 5 + county.age5to9 / 5);
}
