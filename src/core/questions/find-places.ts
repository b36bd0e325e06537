/**
 * Whether a community's people find a place under what is asked: those in reach of facilities
 * that are full, and the smallest number of places at which facility would turn it. All of the study
 * competes; each number is found by sharing out the whole city's places anew.
 */
import type { CostRows } from "../access/cost-rows.ts";
import { type MatrixStates, measureStates } from "../access/measure-matrix.ts";
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { sumByCommunity } from "../coverage/sum-by-community.ts";
import { LatestValues } from "../latest-values.ts";
import type { Position } from "../model/geometry.ts";
import {
  type CapacityColumn,
  listNeedSites,
  type NeedSites,
  type PlacesFault,
  reachSites,
  type SearchedWay,
} from "../plan/judge/need-places.ts";
import { keyOfSearch } from "../service-search.ts";
import { type AskedReach, serviceIdsOf } from "./asked-reach.ts";
import { positionAt } from "./trace-walk.ts";

/** A community's people in the three states. */
export interface CommunityPlaces {
  /** Why nothing can be said of places; the figures are then 0. */
  readonly fault: PlacesFault | null;
  readonly attributes: readonly string[];
  /** Facilities without a figure, for `capacity-missing`. */
  readonly missing: number;
  readonly serviceIds: readonly string[];
  /** The columns, each with for how many people one of it stands. */
  readonly columns: readonly CapacityColumn[];
  readonly people: number;
  readonly served: number;
  readonly overCapacity: number;
  readonly notCovered: number;
  /** The pass share of the people has a place. */
  readonly isMet: boolean;
  /** Facilities that the community's people reach, and the people whom these can take together. */
  readonly reachedFacilities: number;
  readonly reachedPlaces: number;
  /** The same in units of the column; null where kinds with different columns are reached. */
  readonly reachedUnits: number | null;
}

/** So many more places (beds, seats) at a facility. */
export interface PlacesRemedy {
  readonly kind: "places";
  readonly serviceId: string;
  readonly facilityIndex: number;
  readonly position: Position;
  readonly attribute: string;
  /** In the unit of the attribute, each for so many people. */
  readonly capacity: number;
  readonly morePlaces: number;
  readonly peoplePerUnit: number;
  /** People over capacity who would be served, of the community and of the whole study. */
  readonly peopleHere: number;
  readonly peopleInCity: number;
  /** Share of the community's people who would have a place. */
  readonly shareHere: number;
  /** The pass share would have a place, with no place fewer. */
  readonly passes: boolean;
  /** Communities of which the pass share would have a place and has none now. */
  readonly communitiesTurned: readonly number[];
}

export interface FoundPlaces {
  readonly places: CommunityPlaces;
  readonly remedies: readonly PlacesRemedy[];
}

/** Facilities that are tried: those that most people without a place reach. */
const MOST_TRIED = 2;
const MOST_STATES_KEPT = 4;
const NOBODY = {
  served: 0,
  overCapacity: 0,
  notCovered: 0,
  isMet: false,
  reachedFacilities: 0,
  reachedPlaces: 0,
  reachedUnits: null,
};
const COUNTING: Progress = { stage: "coverage", done: 0, total: 1 };

/** @param homes of the community, with people of the group */
export function* findPlaces(
  session: AnalysisSession,
  asked: AskedReach,
  communityIndex: number,
  homes: readonly number[],
): Generator<Progress, FoundPlaces> {
  const serviceIds = serviceIdsOf(asked);
  // With two ways every kind stands there twice.
  const sites = listNeedSites(session, asked.kinds.slice(0, serviceIds.length), asked);
  const { attributes, columns, missing } = sites;
  const fault = asked.countsLand ? "judges-land" : sites.fault;
  const sumHere = (values: Float64Array): number => homes.reduce((sum, point) => sum + (values[point] as number), 0);
  const people = sumHere(asked.people);
  const base = { fault, attributes, missing, serviceIds, columns, people };
  if (fault !== null) return { places: { ...base, ...NOBODY }, remedies: [] };
  const ways = searchedWays(asked, serviceIds.length);
  const rows = yield* reachSites(session, ways, sites);
  yield COUNTING;
  const share = (capacity: Float64Array): MatrixStates =>
    measureStates({ rows, people: asked.people, capacity, cutoff: asked.cutoff });
  const norms = JSON.stringify(session.study.edits.capacityNorms);
  const reaches = asked.fields.map(({ search, cutoff }) => `${keyOfSearch(search)} within ${cutoff}`);
  const key = [asked.groupId, norms, ...reaches].join(" | ");
  const kept = session.remember("shared places", () => new LatestValues<MatrixStates>(MOST_STATES_KEPT));
  const now = kept.find(key, () => share(sites.places));
  const served = sumHere(now.served);
  const reached = sumByFacility(rows, homes, asked.people);
  const reachedPlaces = [...reached.keys()].reduce((sum, site) => sum + (sites.places[site] as number), 0);
  const only = sites.services.length === 1 ? sites.services[0] : null;
  const places = {
    ...base,
    served,
    overCapacity: sumHere(now.overCapacity),
    notCovered: sumHere(now.notCovered),
    isMet: served >= asked.passShare * people,
    reachedFacilities: reached.size,
    reachedPlaces,
    reachedUnits: only ? reachedPlaces / only.peoplePerUnit : null,
  };
  const inReach = served + places.overCapacity;
  const trial: Trial = { session, asked, sites, now, share, communityIndex, served, reached: inReach, people };
  const wanting = [...sumByFacility(rows, homes, now.overCapacity)].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const remedies: PlacesRemedy[] = [];
  for (const [site, waiting] of wanting.slice(0, MOST_TRIED)) {
    const remedy = yield* addPlaces(trial, site, waiting);
    if (remedy) remedies.push(remedy);
  }
  return { places, remedies };
}

/** The fields way by way: each has every kind once, in the order of the sites. */
function searchedWays({ fields }: AskedReach, kindCount: number): SearchedWay[] {
  return Array.from({ length: fields.length / kindCount }, (_, way) => {
    const own = fields.slice(way * kindCount, (way + 1) * kindCount);
    return { searches: own.map(({ search }) => search), cutoff: own[0]?.cutoff ?? 0 };
  });
}

interface Trial {
  readonly session: AnalysisSession;
  readonly asked: AskedReach;
  readonly sites: NeedSites;
  readonly now: MatrixStates;
  readonly share: (capacity: Float64Array) => MatrixStates;
  readonly communityIndex: number;
  readonly served: number;
  /** People of the community in reach, with a place or without. */
  readonly reached: number;
  readonly people: number;
}

/** The last bits of a sum of people. */
const CLOSE = 1e-9;

/** The fewest places at a site that turn the community; where no number does, or it passes already, as many as people wait here. */
function* addPlaces(trial: Trial, site: number, waiting: number): Generator<Progress, PlacesRemedy | null> {
  const { asked, sites, now, share, served, reached, people } = trial;
  const service = sites.services.find(({ first, count }) => site >= first && site < first + count);
  if (!service) return null;
  const { peoplePerUnit } = service;
  const unitsFor = (count: number): number => Math.ceil(count / peoplePerUnit - CLOSE);
  const tried = new Map<number, PlacesRemedy>();
  const withPlaces = (more: number): PlacesRemedy => {
    const known = tried.get(more);
    if (known) return known;
    const capacity = sites.places.slice();
    capacity[site]! += more * peoplePerUnit;
    const remedy = describeAddition(trial, site, service, more, share(capacity));
    tried.set(more, remedy);
    return remedy;
  };
  const needed = asked.passShare * people - served;
  const all = unitsFor(now.totals.overCapacity);
  // Nobody finds a place at what he does not reach.
  const canPass = reached >= asked.passShare * people - CLOSE;
  let best: PlacesRemedy | null = null;
  if (needed > 0 && canPass) {
    let low = Math.max(1, unitsFor(needed)) - 1;
    let high = low + 1;
    while (!withPlaces(high).passes && high < all) {
      yield COUNTING;
      low = high;
      high = Math.min(all, 2 * high);
    }
    if (withPlaces(high).passes) {
      while (high - low > 1) {
        yield COUNTING;
        const middle = (low + high) >> 1;
        if (withPlaces(middle).passes) high = middle;
        else low = middle;
      }
      best = withPlaces(high);
    }
  }
  best ??= withPlaces(Math.max(1, unitsFor(waiting)));
  return best.peopleHere > CLOSE ? best : null;
}

function describeAddition(
  { session, asked, sites, now, communityIndex, served, people }: Trial,
  site: number,
  { serviceId, first, attribute, peoplePerUnit }: NeedSites["services"][number],
  morePlaces: number,
  after: MatrixStates,
): PlacesRemedy {
  const layer = session.facilities(serviceId);
  const facilityIndex = site - first;
  const { demand, communities } = session.study;
  const [totals, before, then] = [asked.people, now.served, after.served].map((values) =>
    sumByCommunity(demand, communities.count, values),
  ) as [Float64Array, Float64Array, Float64Array];
  const passesOf = (sums: Float64Array, community: number): boolean =>
    (sums[community] as number) >= asked.passShare * (totals[community] as number);
  const peopleHere = (then[communityIndex] as number) - served;
  return {
    kind: "places",
    serviceId,
    facilityIndex,
    position: layer ? positionAt(layer.coordinates, layer.starts[facilityIndex] as number) : [0, 0],
    attribute,
    capacity: (sites.places[site] as number) / peoplePerUnit,
    morePlaces,
    peoplePerUnit,
    peopleHere,
    peopleInCity: now.totals.overCapacity - after.totals.overCapacity,
    shareHere: (then[communityIndex] as number) / people,
    passes: passesOf(then, communityIndex),
    communitiesTurned: [...totals.keys()].filter((each) => !passesOf(before, each) && passesOf(then, each)),
  };
}

/** Σ values of the homes that reach each facility, for facilities that any of them reaches. */
function sumByFacility(rows: CostRows, homes: readonly number[], values: Float64Array): Map<number, number> {
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
