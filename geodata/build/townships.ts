/** Groups communities into neutral townships, as many of each type as the division codes count. */
import type { AdministrativeUnit } from "../../src/core/model/community.ts";
import type { City } from "./build-city.ts";
import { COUNTY_FACTS } from "./census.ts";
import { distance, type Point } from "./plane.ts";

const CITY_ID = "140200";

export interface Townships {
  readonly units: readonly AdministrativeUnit[];
  /** Id of the township of each community. */
  readonly ofCommunity: readonly string[];
}

/** Lloyd's method from spread-out starts; deterministic. */
function clusterPoints(points: readonly Point[], count: number): number[] {
  const centres: Point[] = [points[0] as Point];
  while (centres.length < Math.min(count, points.length)) {
    let farthest = points[0] as Point;
    let most = -1;
    for (const point of points) {
      const away = Math.min(...centres.map((centre) => distance(centre, point)));
      if (away > most) {
        most = away;
        farthest = point;
      }
    }
    centres.push(farthest);
  }
  let labels: number[] = [];
  for (let round = 0; round < 15; round++) {
    labels = points.map((point) =>
      centres.reduce(
        (best, centre, index) => (distance(centre, point) < distance(centres[best] as Point, point) ? index : best),
        0,
      ),
    );
    centres.forEach((_, index) => {
      const own = points.filter((_, i) => labels[i] === index);
      if (own.length === 0) return;
      centres[index] = [own.reduce((s, [x]) => s + x, 0) / own.length, own.reduce((s, [, y]) => s + y, 0) / own.length];
    });
  }
  return labels;
}

/** Townships of every county: 街道 gather urban communities, 镇 and 乡 the rest (all, where there are no 街道). */
export function groupTownships(city: City): Townships {
  const units: AdministrativeUnit[] = [{ id: CITY_ID, name: "大同市", parentId: "", level: "city", type: "市" }];
  const ofCommunity = new Array<string>(city.communities.length).fill("");
  for (const county of COUNTY_FACTS) {
    units.push({ id: county.code, name: county.name, parentId: CITY_ID, level: "county", type: county.type });
    const own = city.communities.flatMap((community, index) =>
      community.county.code === county.code ? [{ community, index }] : [],
    );
    const addGroup = (members: typeof own, counts: readonly (readonly [string, number])[]): void => {
      const total = counts.reduce((sum, [, count]) => sum + count, 0);
      if (total === 0 || members.length === 0) return;
      const labels = clusterPoints(
        members.map(({ community }) => community.centre),
        total,
      );
      const order = Array.from({ length: total }, (_, label) => label).sort(
        (a, b) => labels.filter((label) => label === b).length - labels.filter((label) => label === a).length || a - b,
      );
      const types = counts.flatMap(([type, count]) =>
        Array.from({ length: count }, (_, number) => ({ type, number: number + 1 })),
      );
      order.forEach((label, rank) => {
        const { type, number } = types[rank] as { type: string; number: number };
        const letter = type === "街道" ? "J" : type === "镇" ? "Z" : "X";
        const id = `${county.code}-${letter}${String(number).padStart(2, "0")}`;
        units.push({
          id,
          name: `${county.short}示例${type} ${String(number).padStart(2, "0")}`,
          parentId: county.code,
          level: "township",
          type,
        });
        members.forEach(({ index }, i) => {
          if (labels[i] === label) ofCommunity[index] = id;
        });
      });
    };
    const rural = [
      ["镇", county.towns],
      ["乡", county.townships],
    ] as const;
    const ruralCount = county.towns + county.townships;
    if (county.streets === 0) addGroup(own, rural);
    else if (ruralCount === 0) addGroup(own, [["街道", county.streets]]);
    else {
      addGroup(
        own.filter(({ community }) => community.urban),
        [["街道", county.streets]],
      );
      addGroup(
        own.filter(({ community }) => !community.urban),
        rural,
      );
    }
  }
  return { units, ofCommunity };
}
