/**
 * Access on a given cost matrix: one value a demand point by the method asked for, and
 * what else a planner wants to know of it. The methods are in the files beside this one.
 */
import { CompensatedSums, settleParts, sumCompensated } from "../compensated-sum.ts";
import { assignPlaces, type PlaceAssignment } from "./assign-places.ts";
import { type CostRows, cutRows } from "./cost-rows.ts";
import { createWeight, type Decay } from "./decay.ts";
import { measureFloatingCatchment } from "./floating-catchment.ts";
import { countReachedSites, findNearestSites, type NearestSites, sumPeopleByReached } from "./nearest-sites.ts";
import { sumOpportunities } from "./opportunities.ts";

export const ACCESS_METHODS = ["nearest", "backup", "cumulative", "gravity", "2sfca", "e2sfca"] as const;
export type AccessMethod = (typeof ACCESS_METHODS)[number];

export interface MatrixAccessRequest {
  readonly rows: CostRows;
  /** By demand point and by site, finite and ≥ 0. */
  readonly people: Float64Array;
  readonly capacity: Float64Array;
  readonly method: AccessMethod;
  readonly decay: Decay;
  readonly cutoff: number;
  /** How many nearest sites are named. */
  readonly k: number;
}

export interface MatrixAccess {
  /**
   * One value a demand point: the least cost (nearest; Infinity without a site), the number of sites reached
   * (backup), or the access score, which is 0 where no site is reached.
   */
  readonly access: Float64Array;
  /** Only of the method `nearest`. */
  readonly nearest: NearestSites | null;
  readonly people: number;
  /** People by the number of sites within the cutoff: none, one, two … */
  readonly peopleByReached: Float64Array;
  readonly pairsWithinCutoff: number;
  /** Only of the floating catchments: Σ people × access, and Σ capacity of the sites that people reach; they are equal but for rounding. */
  readonly handedOut: number | null;
  readonly capacityReached: number | null;
}

/** @throws AnalysisError `bad-parameter` where cutoff or decay cannot be used. */
export function measureMatrixAccess(request: MatrixAccessRequest): MatrixAccess {
  const { people, capacity, method, decay, cutoff, k } = request;
  const weightOf = createWeight(decay, cutoff);
  const rows = cutRows(request.rows, cutoff);
  const reached = countReachedSites(rows, cutoff);
  const common = {
    people: sumCompensated(people),
    peopleByReached: sumPeopleByReached(reached, people),
    pairsWithinCutoff: rows.costs.length,
    ...{ nearest: null, handedOut: null, capacityReached: null },
  };
  switch (method) {
    case "nearest": {
      const nearest = findNearestSites(rows, cutoff, k);
      return { ...common, access: nearest.costs.filter((_, place) => place % k === 0), nearest };
    }
    case "backup":
      return { ...common, access: Float64Array.from(reached) };
    case "cumulative":
    case "gravity":
      return { ...common, access: sumOpportunities(rows, capacity, weightOf) };
    case "2sfca":
    case "e2sfca": {
      const { access, demandAtSite } = measureFloatingCatchment(rows, people, capacity, weightOf);
      const sums = new CompensatedSums(2);
      for (let demand = 0; demand < people.length; demand++)
        sums.add(0, (people[demand] as number) * (access[demand] as number));
      for (let site = 0; site < capacity.length; site++)
        if ((demandAtSite[site] as number) > 0) sums.add(1, capacity[site] as number);
      return { ...common, access, handedOut: sums.value(0), capacityReached: sums.value(1) };
    }
  }
}

/** People in the three states; they add up to all people to the last bit of a compensated sum. */
export interface StateTotals {
  readonly served: number;
  readonly overCapacity: number;
  readonly notCovered: number;
}

export interface MatrixStates extends PlaceAssignment {
  readonly totals: StateTotals;
}

/** Who is served, over capacity and not covered within the cutoff. */
export function measureStates({
  rows,
  people,
  capacity,
  cutoff,
}: Pick<MatrixAccessRequest, "rows" | "people" | "capacity" | "cutoff">): MatrixStates {
  const assignment = assignPlaces(cutRows(rows, cutoff), people, capacity);
  return { ...assignment, totals: totalStates(assignment, sumCompensated(people)) };
}

/** Totals of the three states, settled so that they add up to `people`. */
function totalStates(
  { served, overCapacity, notCovered }: Pick<PlaceAssignment, "served" | "overCapacity" | "notCovered">,
  people: number,
): StateTotals {
  const sums = new CompensatedSums(3);
  for (let demand = 0; demand < served.length; demand++) {
    sums.add(0, served[demand] as number);
    sums.add(1, overCapacity[demand] as number);
    sums.add(2, notCovered[demand] as number);
  }
  const [servedTotal, overTotal, notCoveredTotal] = settleParts(sums, people);
  return {
    served: servedTotal as number,
    overCapacity: overTotal as number,
    notCovered: notCoveredTotal as number,
  };
}
