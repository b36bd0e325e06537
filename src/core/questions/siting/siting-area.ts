/**
 * A siting question about part of a study: the people of some units (county, township) or communities alone, and only candidates
 * inside these. What stands outside still serves whoever reaches it. A point that no community's outline holds is in
 * none, but where outlines are missing it belongs to the community with the nearest centre.
 */
import { AnalysisError } from "../../errors.ts";
import type { Study } from "../../model/study.ts";
import { createCommunityFinder } from "./find-community.ts";
import { type CandidateTable, takeRows } from "./site-candidates.ts";

/** Communities by their own id or by that of any unit above them. */
export interface AreaWish {
  readonly unitIds: readonly string[];
  readonly communityIds: readonly string[];
}

type Ground = Pick<Study, "communities" | "units">;

const MOST_NAMED = 5;

/**
 * 1 for each community that is meant.
 * @throws AnalysisError `siting-impossible` (`area-unknown`) where the study lacks an id, or no community is meant.
 */
export function markCommunities({ communities, units }: Ground, wish: AreaWish): Uint8Array {
  const unitsById = new Map(units.map((unit) => [unit.id, unit]));
  const indexById = new Map(communities.ids.map((id, index) => [id, index]));
  const unknown = [
    ...wish.unitIds.filter((id) => !unitsById.has(id)),
    ...wish.communityIds.filter((id) => !indexById.has(id)),
  ];
  if (unknown.length > 0) throw refuse(unknown);
  const wanted = new Set(wish.unitIds);
  const isIn = new Uint8Array(communities.count);
  communities.parentIds.forEach((parentId, index) => {
    const seen = new Set<string>();
    for (let id = parentId; id !== "" && !seen.has(id); id = unitsById.get(id)?.parentId ?? "") {
      if (wanted.has(id)) isIn[index] = 1;
      seen.add(id);
    }
  });
  for (const id of wish.communityIds) isIn[indexById.get(id) as number] = 1;
  if (!isIn.includes(1)) throw refuse([...wish.unitIds, ...wish.communityIds]);
  return isIn;
}

function refuse(ids: readonly string[]): AnalysisError {
  const first = ids.slice(0, MOST_NAMED).join(", ");
  return new AnalysisError("siting-impossible", { cause: "area-unknown", points: ids.length, first });
}

/** People of the communities that are meant; nobody elsewhere. */
export function countWithin(people: Float64Array, communityIndexes: Int32Array, isIn: Uint8Array): Float64Array {
  return people.map((count, point) => (isIn[communityIndexes[point] as number] === 1 ? count : 0));
}

/**
 * The candidates inside.
 * @throws AnalysisError `siting-impossible` (`none-within`) where `outside` candidates are all that there are.
 */
export function keepWithin(
  table: CandidateTable,
  study: Ground,
  isIn: Uint8Array,
): { readonly table: CandidateTable; readonly outsideCount: number } {
  const find = createCommunityFinder(study);
  const { coordinates, count } = table;
  const kept = Array.from({ length: count }, (_, point) => point).filter(
    (point) => isIn[find(coordinates[2 * point] as number, coordinates[2 * point + 1] as number)] === 1,
  );
  const outsideCount = count - kept.length;
  if (kept.length === 0 && outsideCount > 0)
    throw new AnalysisError("siting-impossible", { cause: "none-within", outside: outsideCount });
  return { table: takeRows(table, kept), outsideCount };
}
