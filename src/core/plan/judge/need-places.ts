/**
 * The places of a need: which facilities count, how many people each can take, and who reaches
 * which of them within a cutoff along streets. Kinds of which any one will do share out their
 * places together, sites numbered on from kind to kind.
 */
import type { StateFault } from "../../access/access-result.ts";
import type { CapacityNorm } from "../../access/capacity-norms.ts";
import { buildCostRows, type CostRows } from "../../access/cost-rows.ts";
import { countPeoplePlaces, findCapacity } from "../../access/facility-capacity.ts";
import { measureFacilityRows } from "../../access/facility-rows.ts";
import type { Progress } from "../../analysis-result.ts";
import type { AnalysisSession } from "../../analysis-session.ts";
import { LatestValues } from "../../latest-values.ts";
import type { AnalysisParameters, ProfileId } from "../../model/parameters.ts";
import { type AnySearch, keyOfSearch, paceOf, type ServiceSearch } from "../../service-search.ts";
import type { FacilityNeed, Reach } from "../target.ts";
import { passingFacilities, searchOfNeed } from "./facility-needs.ts";

/** Why places are not shared out; capacity is shared out along streets only. */
export type PlacesFault = StateFault | "straight-reach";

/** A kind of facility with those that count (null: all). */
export interface CountedKind {
  readonly serviceId: string;
  readonly facilityIndexes: readonly number[] | null;
}

/** The facilities of a need, one service after the other: people that each can take, 0 for those that do not count. */
export interface NeedSites {
  readonly fault: PlacesFault | null;
  /** The columns that the capacity comes from. */
  readonly attributes: readonly string[];
  /** For how many people a unit stands, where it is not one each. */
  readonly norms: readonly CapacityNorm[];
  readonly places: Float64Array;
  readonly counted: number;
  /** Facilities that count and have no figure, for `capacity-missing`. */
  readonly missing: number;
  /** Services with a layer, where the sites of each begin, and for how many people one unit of the capacity stands. */
  readonly services: readonly {
    readonly serviceId: string;
    readonly first: number;
    readonly count: number;
    readonly attribute: string;
    readonly peoplePerUnit: number;
  }[];
}

/** The kinds of a need that have a layer, each with the facilities that pass its filters. */
export function kindsOf(session: AnalysisSession, need: FacilityNeed): CountedKind[] {
  return need.serviceIds.flatMap((serviceId) => {
    const layer = session.facilities(serviceId);
    return layer ? [{ serviceId, facilityIndexes: passingFacilities(layer, need) }] : [];
  });
}

/** The searches along streets of some kinds under a rule; empty where it is straight. */
export function searchesOf(
  session: AnalysisSession,
  kinds: readonly CountedKind[],
  reach: Reach,
  profileId: ProfileId | null,
  parameters: AnalysisParameters,
): AnySearch[] {
  return kinds.flatMap(({ serviceId, facilityIndexes }) => {
    const search = searchOfNeed(session, serviceId, reach, profileId, parameters);
    return search ? [{ ...search, facilityIndexes }] : [];
  });
}

/** @param kinds those with a layer, of one need */
export function listNeedSites(session: AnalysisSession, kinds: readonly CountedKind[], isStraight: boolean): NeedSites {
  const places: number[] = [];
  const attributes: string[] = [];
  const norms: CapacityNorm[] = [];
  const services: NeedSites["services"][number][] = [];
  let [counted, missing] = [0, 0];
  let fault: PlacesFault | null = isStraight ? "straight-reach" : null;
  if (session.study.demand.unit !== "people") fault ??= "demand-is-not-people";
  for (const { serviceId, facilityIndexes } of kinds) {
    const layer = session.facilities(serviceId);
    if (!layer) continue;
    const listed = facilityIndexes ?? Array.from({ length: layer.count }, (_, index) => index);
    const capacity = findCapacity(layer);
    const { attribute = "", norm = null } = capacity ?? {};
    const first = places.length;
    services.push({ serviceId, first, count: layer.count, attribute, peoplePerUnit: norm?.peoplePerUnit ?? 1 });
    const own = new Float64Array(layer.count);
    const takes = capacity && countPeoplePlaces(capacity);
    for (const index of listed) own[index] = takes?.[index] ?? Number.NaN;
    places.push(...own);
    counted += listed.length;
    const empty = own.filter(Number.isNaN).length;
    missing += empty;
    if (capacity) attributes.push(attribute);
    if (norm) norms.push(norm);
    if (capacity === null) fault ??= "no-capacity";
    else if (takes === null) fault ??= "capacity-is-staff";
    else if (empty > 0) fault ??= "capacity-missing";
  }
  if (counted === 0) fault ??= "no-facilities";
  return { fault, attributes, norms, places: Float64Array.from(places), counted, missing, services };
}

/** A search along streets in seconds: a distance goes at one metre a second, where nothing costs extra. */
function inSeconds(search: AnySearch): ServiceSearch {
  if (search.measure === "time") return search;
  const { measure: _, limitMetres, travel, ...base } = search;
  return {
    ...base,
    measure: "time",
    travel: { ...travel, slope: false, stairsFactor: 1, crossingSeconds: 0 },
    pace: paceOf(search),
    limitSeconds: limitMetres,
  };
}

/** Pairs of home and facility take 20 bytes each. */
const MOST_BYTES_KEPT = 128 * 2 ** 20;
const BYTES_A_PAIR = 20;

/**
 * Who reaches which site within the cutoff, by home; searched once and kept among the latest.
 * @param searches one a service of the sites, in their order
 */
export function* reachSites(
  session: AnalysisSession,
  searches: readonly AnySearch[],
  sites: NeedSites,
  cutoff: number,
): Generator<Progress, CostRows> {
  const kept = session.remember(
    "rows of places",
    () => new LatestValues<CostRows>(MOST_BYTES_KEPT, ({ costs }) => BYTES_A_PAIR * costs.length),
  );
  const key = [...searches.map(keyOfSearch), cutoff].join(" | ");
  const known = kept.get(key);
  if (known) return known;
  const parts: CostRows[] = [];
  for (const search of searches) {
    const steps = measureFacilityRows(session, inSeconds(search), cutoff);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        parts.push(step.value);
        break;
      }
      yield { stage: "routing", done: step.value, total: sites.places.length };
    }
  }
  return kept.find(key, () => joinRows(parts, sites));
}

/** The rows of all services as those of one, sites numbered on from service to service. */
function joinRows(parts: readonly CostRows[], { services, places }: NeedSites): CostRows {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const count = parts.reduce((sum, { costs }) => sum + costs.length, 0);
  const pairs = {
    count,
    demandIndexes: new Int32Array(count),
    siteIndexes: new Int32Array(count),
    costs: new Float64Array(count),
  };
  let at = 0;
  for (const [part, rows] of parts.entries()) {
    const first = services[part]?.first ?? 0;
    for (let home = 0; home < rows.demandCount; home++) {
      for (let pair = rows.rowStarts[home] as number; pair < (rows.rowStarts[home + 1] as number); pair++) {
        pairs.demandIndexes[at] = home;
        pairs.siteIndexes[at] = first + (rows.siteIndexes[pair] as number);
        pairs.costs[at++] = rows.costs[pair] as number;
      }
    }
  }
  return buildCostRows(pairs, parts[0]?.demandCount ?? 0, places.length);
}
