/**
 * People stated for whole communities → places inside them: each community's total, group by group, is shared out in proportion
 * to what its places hold (people of the same group, else of all; floor area; metres of street), and the parts add up to the total to the
 * last bit. A community whose places hold nothing falls back to its streets, and one without streets to a point inside it.
 */
import type { Communities } from "../../core/model/community.ts";
import { type Demand, GROUP_IDS, type GroupId } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Streets } from "../../core/model/streets.ts";
import { assignCommunities } from "../osm/demand-from-osm.ts";
import { sampleStreets } from "../osm/sample-streets.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { shareExactly } from "./share-exactly.ts";

/** People by group and community; NaN where nothing is stated. */
export type CommunityTotals = ReadonlyMap<GroupId, Float64Array>;

/** What people are spread over. */
export type PlacesBasis = "homes" | "floor" | "raster" | "streets";

export interface Places {
  readonly basis: PlacesBasis;
  readonly demand: Demand;
}

/** Metres of street as places. Throws BadDataError (too-large). */
export function placesOnStreets(streets: Streets, communities: Communities): Places {
  const { coordinates, metres } = sampleStreets(streets, "streets");
  const communityIndexes = assignCommunities(coordinates, communities);
  const demand: Demand = {
    count: metres.length,
    coordinates,
    communityIndexes,
    unit: "residential-street-m",
    people: { all: metres },
    landSquareMetres: null,
  };
  return { basis: "streets", demand };
}

function rowsByCommunity({ communityIndexes }: Demand, count: number): number[][] {
  const rows: number[][] = Array.from({ length: count }, () => []);
  communityIndexes.forEach((community, row) => {
    rows[community]?.push(row);
  });
  return rows;
}

/** Positions and weights that stand in where a community's own places hold nothing. */
interface FallbackPoints {
  readonly coordinates: number[];
  readonly owners: number[];
  readonly weights: number[];
  onStreets: number;
  atCentre: number;
}

function fallBack(wanting: readonly number[], communities: Communities, streets: Places): FallbackPoints {
  const points: FallbackPoints = { coordinates: [], owners: [], weights: [], onStreets: 0, atCentre: 0 };
  if (wanting.length === 0) return points;
  const rows = rowsByCommunity(streets.demand, communities.count);
  for (const community of wanting) {
    const own = rows[community] as number[];
    if (own.length === 0) {
      points.atCentre++;
      const [lon, lat] = communities.centres.subarray(2 * community, 2 * community + 2) as unknown as [number, number];
      points.coordinates.push(lon, lat);
      points.owners.push(community);
      points.weights.push(1);
      continue;
    }
    points.onStreets++;
    for (const row of own) {
      points.coordinates.push(...streets.demand.coordinates.subarray(2 * row, 2 * row + 2));
      points.owners.push(community);
      points.weights.push(streets.demand.people.all[row] as number);
    }
  }
  return points;
}

const BASIS_WORDS: Readonly<Record<PlacesBasis, LocalizedText>> = {
  homes: {
    zh: "社区人口按研究中已有的人口点的比例分摊到住处",
    en: "People of each community are spread over the study's own homes in proportion to their people",
  },
  floor: {
    zh: "社区人口按住宅建筑面积（占地面积 × 层数）分摊到建筑",
    en: "People of each community are spread over its buildings by floor area (footprint × storeys)",
  },
  raster: {
    zh: "社区人口按人口栅格的比例分摊到格网",
    en: "People of each community are spread over the cells of the population raster in proportion to them",
  },
  streets: {
    zh: "社区人口按居住街道长度均匀分布到街道上",
    en: "People of each community are spread evenly along its residential streets",
  },
};

export interface SpreadPeople {
  readonly demand: Demand;
  readonly assumptions: readonly LocalizedText[];
}

/** Demand in people: stated totals on their places; where nothing is stated, people that the places themselves count stay as they are. */
export function spreadPeople(
  totals: CommunityTotals,
  places: Places,
  communities: Communities,
  streets: Streets,
  issues: IssueList,
): SpreadPeople {
  const { demand } = places;
  const countsPeople = demand.unit === "people";
  const rows = rowsByCommunity(demand, communities.count);
  const isStated = (community: number): boolean =>
    [...totals.values()].some((amounts) => !Number.isNaN(amounts[community]));
  const hasPeople = (community: number): boolean =>
    [...totals.values()].some((amounts) => (amounts[community] as number) > 0);
  const everyone = Array.from({ length: communities.count }, (_, community) => community);
  const stated = everyone.filter(isStated);
  const wanting = stated.filter(
    (community) =>
      hasPeople(community) && !(rows[community] as number[]).some((row) => (demand.people.all[row] as number) > 0),
  );
  const streetPlaces = places.basis === "streets" ? places : placesOnStreets(streets, communities);
  const fallback = fallBack(wanting, communities, streetPlaces);

  // Floor and street are no people: without a total nothing is known of a place.
  const kept = Array.from({ length: demand.count }, (_, row) => row).filter((row) => {
    const community = demand.communityIndexes[row] as number;
    return countsPeople || (community >= 0 && isStated(community));
  });
  const count = kept.length + fallback.owners.length;
  const newRow = new Int32Array(demand.count).fill(-1);
  kept.forEach((row, at) => {
    newRow[row] = at;
  });
  const wantingRows = new Map<number, number[]>();
  fallback.owners.forEach((community, at) => {
    const own = wantingRows.get(community) ?? [];
    wantingRows.set(community, own);
    own.push(at);
  });

  const people: Partial<Record<GroupId, Float64Array>> = {};
  for (const groupId of GROUP_IDS) {
    const before = countsPeople ? demand.people[groupId] : undefined;
    const amounts = totals.get(groupId);
    if (!amounts && !before) continue;
    const after = new Float64Array(count);
    if (before) for (const [at, row] of kept.entries()) after[at] = before[row] as number;
    people[groupId] = after;
    if (!amounts) continue;
    let missing = 0;
    for (const community of everyone) {
      const total = amounts[community] as number;
      if (Number.isNaN(total)) {
        missing++;
        continue;
      }
      const own = wantingRows.get(community);
      if (own) {
        const parts = shareExactly(
          total,
          own.map((at) => fallback.weights[at] as number),
        );
        own.forEach((at, part) => {
          after[kept.length + at] = parts[part] as number;
        });
        for (const row of rows[community] as number[]) after[newRow[row] as number] = 0;
        continue;
      }
      const ownRows = rows[community] as number[];
      const sameGroup = ownRows.map((row) => before?.[row] ?? 0);
      const weights = sameGroup.some((weight) => weight > 0)
        ? sameGroup
        : ownRows.map((row) => demand.people.all[row] as number);
      // Nobody in the community, and nowhere to put nobody.
      if (!weights.some((weight) => weight > 0)) continue;
      const parts = shareExactly(total, weights);
      ownRows.forEach((row, part) => {
        after[newRow[row] as number] = parts[part] as number;
      });
    }
    if (missing > 0)
      issues.warn("assumed", "people", {
        field: groupId,
        details: {
          what: before ? "people-kept" : "people-unknown",
          count: missing,
          total: communities.count,
          group: groupId,
        },
      });
  }
  const unstated = [...GROUP_IDS].filter((groupId) => people[groupId] && !totals.has(groupId));
  if (unstated.length > 0)
    issues.warn("assumed", "people", {
      field: "groups",
      details: { what: "groups-kept", groups: unstated.join(", ") },
    });
  return {
    demand: {
      count,
      coordinates: Float64Array.from([
        ...kept.flatMap((row) => [demand.coordinates[2 * row] as number, demand.coordinates[2 * row + 1] as number]),
        ...fallback.coordinates,
      ]),
      communityIndexes: Int32Array.from([
        ...kept.map((row) => demand.communityIndexes[row] as number),
        ...fallback.owners,
      ]),
      unit: "people",
      people: { ...people, all: people.all ?? new Float64Array(count) },
      landSquareMetres:
        demand.landSquareMetres &&
        Float64Array.from({ length: count }, (_, at) => demand.landSquareMetres?.[kept[at] ?? -1] ?? 0),
    },
    assumptions: [BASIS_WORDS[places.basis], ...describeFallback(places.basis, fallback, count, issues)],
  };
}

function describeFallback(
  basis: PlacesBasis,
  fallback: FallbackPoints,
  count: number,
  issues: IssueList,
): LocalizedText[] {
  const { onStreets, atCentre } = fallback;
  issues.warn("assumed", "people", { field: "people", details: { what: `people-over-${basis}`, count } });
  const sentences: LocalizedText[] = [];
  if (onStreets > 0) {
    issues.warn("assumed", "people", { field: "streets", details: { what: "people-on-streets", count: onStreets } });
    sentences.push({
      zh: `${onStreets} 个社区有人口而没有住处数据，人口沿其街道分摊`,
      en: `People of ${onStreets} communities without a known home are spread along their streets`,
    });
  }
  if (atCentre > 0) {
    issues.warn("assumed", "people", { field: "centre", details: { what: "people-at-centre", count: atCentre } });
    sentences.push({
      zh: `${atCentre} 个社区有人口而没有住处与街道，人口放在社区内一点`,
      en: `People of ${atCentre} communities without a known home or street stand at one point inside`,
    });
  }
  return sentences;
}
