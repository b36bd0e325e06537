/** New sites that are settled before anything is asked: they join the candidates, and every answer has them. */
import { AreaIndex } from "../../areas.ts";
import { AnalysisError } from "../../errors.ts";
import type { AreaGeometry, Position } from "../../model/geometry.ts";
import type { SitingProblem } from "../../siting/siting-problem.ts";
import type { StudySites } from "./prepare-sites.ts";
import type { CandidateTable } from "./site-candidates.ts";

/** Why settled sites contradict the rest of a question. Numbers are places in the list, from 1. */
export type RequiredFault =
  /** `first` of `count` lies where nothing may be built. */
  | "required-excluded"
  /** No street is near `first` of `count`. */
  | "required-refused"
  /** They cost `cost` together, the budget is `total`. */
  | "required-over-budget";

function refuse(cause: RequiredFault, fields: Readonly<Record<string, number>>): AnalysisError {
  return new AnalysisError("siting-impossible", { cause, ...fields });
}

/** @throws AnalysisError `siting-impossible` (`required-excluded`). */
export function refuseExcluded(required: readonly Position[], excluded: readonly AreaGeometry[]): void {
  if (required.length === 0 || excluded.length === 0) return;
  const index = new AreaIndex(excluded);
  const within = required.flatMap(([lon, lat], place) => (index.find(lon, lat) >= 0 ? [place + 1] : []));
  const [first] = within;
  if (first !== undefined) throw refuse("required-excluded", { first, count: within.length });
}

/** The candidates with the settled sites after them, under ids that nobody else has. */
export function addRequired(
  table: CandidateTable,
  required: readonly Position[],
  standingIds: readonly string[],
): { readonly table: CandidateTable; readonly requiredIds: readonly string[] } {
  if (required.length === 0) return { table, requiredIds: [] };
  const taken = new Set([...table.ids, ...standingIds]);
  const requiredIds = required.map((_, place) => {
    const id = `required-${String(place + 1).padStart(3, "0")}`;
    return taken.has(id) ? `required/${id}` : id;
  });
  const columns = Object.entries(table.columns).map(([name, values]) => [
    name,
    [...values, ...required.map(() => null)],
  ]);
  return {
    table: {
      count: table.count + required.length,
      ids: [...table.ids, ...requiredIds],
      coordinates: Float64Array.from([...table.coordinates, ...required.flat()]),
      columns: Object.fromEntries(columns),
    },
    requiredIds,
  };
}

/**
 * The settled sites among those that were searched.
 * @throws AnalysisError `siting-impossible` (`required-refused`) where no street is near one of them.
 */
export function findRequired({ siteIds, refusedIds }: StudySites, requiredIds: readonly string[]): number[] {
  const refused = new Set(refusedIds);
  const lost = requiredIds.flatMap((id, place) => (refused.has(id) ? [place + 1] : []));
  const [first] = lost;
  if (first !== undefined) throw refuse("required-refused", { first, count: lost.length });
  const wanted = new Set(requiredIds);
  return siteIds.flatMap((id, site) => (wanted.has(id) ? [site] : []));
}

/**
 * What is left of the money for the sites that are still to be chosen.
 * @throws AnalysisError `siting-impossible` (`required-over-budget`).
 */
export function leaveMoney(
  siteCosts: Float64Array,
  total: number,
  required: readonly number[],
): NonNullable<SitingProblem["budget"]> {
  const cost = required.reduce((sum, site) => sum + (siteCosts[site] as number), 0);
  if (cost > total) throw refuse("required-over-budget", { cost, total });
  return { siteCosts, total: total - cost };
}
