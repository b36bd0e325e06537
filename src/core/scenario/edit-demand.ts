/** Housing estates: demand points after all that the study has, so that what is known of those stays. */
import { AreaIndex, areaSquareMetres, pointInside } from "../areas.ts";
import { sampleCommunityLand } from "../coverage/land-samples.ts";
import type { Communities } from "../model/community.ts";
import { type Demand, GROUP_IDS, type GroupId } from "../model/demand.ts";
import type { AddEstate } from "../model/scenario.ts";
import type { EditIssue } from "./edit-issue.ts";

interface Homes {
  /** Interleaved lon, lat. */
  readonly coordinates: Float64Array;
  readonly squareMetres: number;
}

const indexes = new WeakMap<Communities, AreaIndex>();

function indexOf(communities: Communities): AreaIndex {
  const known = indexes.get(communities) ?? new AreaIndex(communities.areas);
  indexes.set(communities, known);
  return known;
}

export function addEstates(
  demand: Demand,
  communities: Communities,
  edits: readonly AddEstate[],
): { readonly value: Demand; readonly issues: readonly EditIssue[] } {
  const issues: EditIssue[] = [];
  const index = indexOf(communities);
  const groups = GROUP_IDS.filter((groupId) => demand.people[groupId] !== undefined);
  const coordinates: number[] = [];
  const communityIndexes: number[] = [];
  const land: number[] = [];
  const people = new Map(groups.map((groupId): [GroupId, number[]] => [groupId, []]));
  for (const edit of edits) {
    const homes = layOutHomes(edit);
    const count = homes.coordinates.length / 2;
    const warn = (code: EditIssue["code"], subject: string): void => {
      issues.push({ editId: edit.id, code, severity: "warning", subject });
    };
    let outside = 0;
    for (let home = 0; home < count; home++) {
      const lon = homes.coordinates[2 * home] as number;
      const lat = homes.coordinates[2 * home + 1] as number;
      const community = index.find(lon, lat);
      if (community < 0) outside++;
      coordinates.push(lon, lat);
      communityIndexes.push(community);
      land.push(homes.squareMetres / count);
    }
    if (outside > 0) warn("outside-communities", edit.name);
    for (const groupId of GROUP_IDS) {
      const given = edit.people[groupId];
      const column = people.get(groupId);
      if (given !== undefined && column === undefined) warn("unknown-group", groupId);
      if (given === undefined && column !== undefined) warn("group-not-given", groupId);
      for (let home = 0; home < count; home++) column?.push((given ?? 0) / count);
    }
  }
  const columns = [...people].map(([groupId, added]) => [groupId, append(demand.people[groupId], added)] as const);
  const indexesBefore = demand.communityIndexes;
  const allIndexes = new Int32Array(indexesBefore.length + communityIndexes.length);
  allIndexes.set(indexesBefore);
  allIndexes.set(communityIndexes, indexesBefore.length);
  const value: Demand = {
    count: allIndexes.length,
    coordinates: append(demand.coordinates, coordinates),
    communityIndexes: allIndexes,
    unit: demand.unit,
    people: Object.fromEntries(columns) as unknown as Demand["people"],
    landSquareMetres: demand.landSquareMetres === null ? null : append(demand.landSquareMetres, land),
  };
  return { value, issues };
}

function append(before: Float64Array = new Float64Array(0), added: readonly number[]): Float64Array {
  const all = new Float64Array(before.length + added.length);
  all.set(before);
  all.set(added, before.length);
  return all;
}

/** A point; or points 20 m or more apart inside the polygon, about a hundred of them. */
function layOutHomes({ geometry }: AddEstate): Homes {
  if (geometry.type === "Point") return { coordinates: Float64Array.from(geometry.coordinates), squareMetres: 0 };
  const { coordinates } = sampleCommunityLand({
    count: 1,
    ids: [""],
    names: [""],
    parentIds: [""],
    kinds: ["unit"],
    areas: [geometry],
    centres: Float64Array.from(pointInside(geometry)),
    approximate: false,
  });
  return { coordinates, squareMetres: areaSquareMetres(geometry) };
}
