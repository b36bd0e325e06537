/**
 * Places in a siting question about a study: how many people each standing facility and each new site can take, and how
 * many of them an answer uses.
 */
import { assignPlaces } from "../../access/assign-places.ts";
import { cutRows } from "../../access/cost-rows.ts";
import { countPeoplePlaces, findCapacity } from "../../access/facility-capacity.ts";
import type { AnalysisSession } from "../../analysis-session.ts";
import { AnalysisError } from "../../errors.ts";
import { markOpen } from "../../siting/best-answer.ts";
import type { SitingProblem } from "../../siting/siting-problem.ts";
import type { StudySites } from "./prepare-sites.ts";

export interface CapacityWish {
  /** People that each new site takes. */
  readonly newPlaces: number;
  /** What standing facilities take: their own figure (or `otherwise` where it is missing), a number each, or anybody. */
  readonly standing:
    | { readonly kind: "layer"; readonly otherwise: number | null }
    | { readonly kind: "each"; readonly places: number }
    | { readonly kind: "unlimited" };
}

/**
 * People that each site can take, by site.
 * @throws AnalysisError `siting-impossible` (`capacity-missing`) where facilities have no figure and none stands in for it.
 */
export function countSitePlaces(
  session: AnalysisSession,
  serviceId: string,
  sites: Pick<StudySites, "siteIds" | "standing">,
  wish: CapacityWish,
): Float64Array {
  const capacity = new Float64Array(sites.siteIds.length).fill(wish.newPlaces);
  const { standing } = wish;
  if (standing.kind !== "layer") {
    for (const site of sites.standing) capacity[site] = standing.kind === "each" ? standing.places : Infinity;
    return capacity;
  }
  const layer = session.facilities(serviceId);
  const found = layer ? findCapacity(layer, session.study.edits.capacityNorms) : null;
  const own = found ? countPeoplePlaces(found) : null;
  const rowOf = new Map((layer?.ids ?? []).map((id, row) => [id, row]));
  let missing = 0;
  for (const site of sites.standing) {
    const value = own?.[rowOf.get(sites.siteIds[site] as string) ?? -1] ?? Number.NaN;
    if (Number.isNaN(value) && standing.otherwise === null) missing++;
    capacity[site] = Number.isNaN(value) ? (standing.otherwise ?? 0) : value;
  }
  if (missing > 0)
    throw new AnalysisError("siting-impossible", {
      cause: "capacity-missing",
      points: missing,
      all: sites.standing.length,
      column: found?.attribute ?? "",
    });
  return capacity;
}

/** Who has a place under an answer: within the cutoff (where walks are weighed, within the longest), as many people as can be. */
export interface PlacesUsed {
  /** By demand point. */
  readonly served: Float64Array;
  /** By site; 0 where it is not open. */
  readonly servedAtSite: Float64Array;
}

export function fillPlaces({ rows, people, cutoff, capacity }: SitingProblem, open: Iterable<number>): PlacesUsed {
  const all = people.reduce((sum, count) => sum + count, 0);
  const isOpen = markOpen(rows.siteCount, open);
  const room = Float64Array.from({ length: rows.siteCount }, (_, site) =>
    isOpen[site] === 1 ? Math.min(capacity?.[site] ?? Infinity, all) : 0,
  );
  const { served, servedAtSite } = assignPlaces(cutRows(rows, cutoff ?? Infinity), people, room);
  return { served, servedAtSite };
}

/** The attribute of a service's layer that says what a facility takes, and how many people one unit of it stands for. */
export interface PlacesAttribute {
  readonly name: string;
  readonly peoplePerUnit: number;
}

/** Where the layer has none: `capacity`, in people. */
export function findPlacesAttribute(session: AnalysisSession, serviceId: string): PlacesAttribute {
  const layer = session.facilities(serviceId);
  const found = layer ? findCapacity(layer, session.study.edits.capacityNorms) : null;
  if (!found || countPeoplePlaces(found) === null) return { name: "capacity", peoplePerUnit: 1 };
  return { name: found.attribute, peoplePerUnit: found.norm?.peoplePerUnit ?? 1 };
}
