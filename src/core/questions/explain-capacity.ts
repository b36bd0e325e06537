/**
 * Whether a community's people find a place: those who are in reach of facilities and are
 * still over capacity, and how many places at which facility would serve them. Worth is
 * found by assigning the whole city anew with those places added, so it is exact.
 */
import type { StateFault } from "../access/access-result.ts";
import type { CostRows } from "../access/cost-rows.ts";
import { countPeoplePlaces, findCapacity } from "../access/facility-capacity.ts";
import { faultOfCapacity, faultOfStates } from "../access/measure-access.ts";
import { measureStates } from "../access/measure-matrix.ts";
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import type { StatedNorm } from "../plan/capacity-norms.ts";
import { askService } from "./asked-reach.ts";
import type { CapacityColumn } from "./measure-target-capacity.ts";

/** So many more places (beds, doctors) at a facility. */
export interface PlacesRemedy {
  readonly facilityIndex: number;
  /** In units of the column, as `morePlaces` is. */
  readonly capacity: number;
  readonly morePlaces: number;
  /** People over capacity who would be served, of the community and of the whole study. */
  readonly peopleHere: number;
  readonly peopleInCity: number;
}

export interface CapacityExplanation {
  readonly fault: StateFault | null;
  readonly attribute: string | null;
  /** The column and for how many people one of it stands; null without capacity. */
  readonly column: CapacityColumn | null;
  /** Facilities without a figure, for `capacity-missing`. */
  readonly missingCount: number;
  readonly cutoffSeconds: number;
  readonly people: number;
  readonly served: number;
  readonly overCapacity: number;
  readonly notCovered: number;
  /** Facilities that the community's people reach. */
  readonly reachedFacilities: number;
  /** Their places together, in units of the column, and the people that these take. */
  readonly reachedPlaces: number;
  readonly reachedTakes: number;
  readonly remedies: readonly PlacesRemedy[];
}

const MOST_REMEDIES = 2;
/** What people × people per unit may be off by in the last bits, so that 2 beds are not rounded up to 3. */
const ROUNDING_ROOM = 1e-9;
const NOBODY = {
  ...{ people: 0, served: 0, overCapacity: 0, notCovered: 0 },
  ...{ reachedFacilities: 0, reachedPlaces: 0, reachedTakes: 0 },
};

/** @param rows of the service within the cutoff, as `measureFacilityRows` gives them. Throws AnalysisError for an unknown service. */
export function* explainCapacity(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  serviceId: string,
  rows: CostRows,
  communityIndex: number,
  norms: readonly StatedNorm[] = session.study.edits.capacityNorms,
): Generator<Progress, CapacityExplanation> {
  const { people } = askService(session, parameters, serviceId);
  const layer = session.facilities(serviceId);
  const capacity = layer ? findCapacity(layer, norms) : null;
  const fault = faultOfStates(faultOfCapacity(layer?.count ?? 0, capacity), capacity, session.study);
  const { cutoffSeconds } = parameters;
  const base = {
    fault,
    attribute: capacity?.attribute ?? null,
    column: capacity && { serviceId, attribute: capacity.attribute, kind: capacity.kind, norm: capacity.norm },
    missingCount: capacity?.missingCount ?? 0,
    cutoffSeconds,
  };
  const takes = capacity && countPeoplePlaces(capacity);
  if (fault !== null || capacity === null || takes === null) return { ...base, ...NOBODY, remedies: [] };
  const peoplePerUnit = capacity.norm?.peoplePerUnit ?? 1;
  const counting: Progress = { stage: "coverage", done: 0, total: 1 };
  yield counting;
  const homes: number[] = [];
  session.study.demand.communityIndexes.forEach((community, point) => {
    if (community === communityIndex && (people[point] as number) > 0) homes.push(point);
  });
  const request = { rows, people, cutoff: cutoffSeconds };
  const states = measureStates({ ...request, capacity: takes });
  const sumHere = (values: Float64Array): number => homes.reduce((sum, point) => sum + (values[point] as number), 0);
  const overCapacity = sumHere(states.overCapacity);
  const wanting = wantingByFacility(rows, homes, states.overCapacity);
  const reached = wantingByFacility(rows, homes, people);
  const remedies: PlacesRemedy[] = [];
  const best = [...wanting].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_REMEDIES);
  for (const [facilityIndex, count] of best) {
    yield counting;
    const morePlaces = Math.ceil(count / peoplePerUnit - ROUNDING_ROOM);
    if (morePlaces <= 0) continue;
    const more = takes.slice();
    more[facilityIndex]! += morePlaces * peoplePerUnit;
    const after = measureStates({ ...request, capacity: more });
    remedies.push({
      facilityIndex,
      capacity: capacity.values[facilityIndex] as number,
      morePlaces,
      peopleHere: overCapacity - sumHere(after.overCapacity),
      peopleInCity: states.totals.overCapacity - after.totals.overCapacity,
    });
  }
  const sumReached = (values: Float64Array): number =>
    [...reached.keys()].reduce((sum, facility) => sum + (values[facility] as number), 0);
  return {
    ...base,
    people: sumHere(people),
    served: sumHere(states.served),
    overCapacity,
    notCovered: sumHere(states.notCovered),
    reachedFacilities: reached.size,
    reachedPlaces: sumReached(capacity.values),
    reachedTakes: sumReached(takes),
    remedies,
  };
}

/** Σ values of the homes that reach each facility, for facilities that any of them reaches. */
function wantingByFacility(rows: CostRows, homes: readonly number[], values: Float64Array): Map<number, number> {
  const sums = new Map<number, number>();
  for (const point of homes) {
    const value = values[point] as number;
    if (value <= 0) continue;
    for (let at = rows.rowStarts[point] as number; at < (rows.rowStarts[point + 1] as number); at++) {
      const site = rows.siteIndexes[at] as number;
      sums.set(site, (sums.get(site) ?? 0) + value);
    }
  }
  return sums;
}
