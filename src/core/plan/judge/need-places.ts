/**
 * The places of a need: which facilities count, how many people each can take, and who reaches
 * which of them within a limit along streets, by any of the ways to travel. Kinds of which any one will do
 * share out their places together, sites numbered on from kind to kind.
 */
import type { StateFault } from "../../access/access-result.ts";
import type { CapacityNorm, StatedNorm } from "../../access/capacity-norms.ts";
import { buildCostRows, type CostRows } from "../../access/cost-rows.ts";
import { countPeoplePlaces, type FacilityCapacity, findCapacity } from "../../access/facility-capacity.ts";
import { searchRowsOnce } from "../../access/kept-rows.ts";
import type { Progress } from "../../analysis-result.ts";
import type { AnalysisSession } from "../../analysis-session.ts";
import { LatestValues } from "../../latest-values.ts";
import type { AnalysisParameters, ProfileId } from "../../model/parameters.ts";
import { type AnySearch, keyOfSearch, paceOf, type ServiceSearch } from "../../service-search.ts";
import type { FacilityNeed, Reach } from "../target.ts";
import { cutoffOf, passingFacilities, searchOfNeed } from "./facility-needs.ts";
import { stretchCost, type Travelled, waysOf } from "./ways.ts";

/** Why places are not shared out: along streets alone, and among people. */
export type PlacesFault = StateFault | "straight-reach" | "judges-land";

/** A kind of facility with those that count (null: all). */
export interface CountedKind {
  readonly serviceId: string;
  readonly facilityIndexes: readonly number[] | null;
}

/** A column of capacity and for how many people one of it stands. */
export interface CapacityColumn {
  readonly serviceId: string;
  readonly attribute: string;
  readonly kind: FacilityCapacity["kind"];
  /** null where a place is one person's, and where nobody says for how many one of staff stands. */
  readonly norm: CapacityNorm | null;
}

/** The facilities of a need, one service after the other: people that each can take, 0 for those that do not count. */
export interface NeedSites {
  readonly fault: PlacesFault | null;
  /** The columns that the capacity comes from. */
  readonly attributes: readonly string[];
  /** For how many people a unit stands, where it is not one each. */
  readonly norms: readonly CapacityNorm[];
  /** The columns with their norms, one a service that has one. */
  readonly columns: readonly CapacityColumn[];
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

/** One way to travel to the places of a need. */
export interface SearchedWay {
  /** One a service of the sites, in their order. */
  readonly searches: readonly AnySearch[];
  /** The largest cost that counts, in the unit of the searches. */
  readonly cutoff: number;
}

/** The ways to travel to some kinds under a rule, its own first. */
export function searchWays(
  session: AnalysisSession,
  kinds: readonly CountedKind[],
  rule: Travelled,
  parameters: AnalysisParameters,
): SearchedWay[] {
  return waysOf(rule, parameters).map((way) => ({
    searches: searchesOf(session, kinds, way.reach, way.profileId, way.parameters),
    cutoff: cutoffOf(way.reach),
  }));
}

/**
 * @param kinds those with a layer, of one need
 * @param stated norms of the plan, in the place of the defaults
 */
export function listNeedSites(
  session: AnalysisSession,
  kinds: readonly CountedKind[],
  { reach }: { readonly reach: Reach },
  stated: readonly StatedNorm[] = session.study.edits.capacityNorms,
): NeedSites {
  const places: number[] = [];
  const attributes: string[] = [];
  const norms: CapacityNorm[] = [];
  const columns: CapacityColumn[] = [];
  const services: NeedSites["services"][number][] = [];
  let [counted, missing] = [0, 0];
  let fault: PlacesFault | null = reach.kind === "distance" && reach.measure === "straight" ? "straight-reach" : null;
  if (session.study.demand.unit !== "people") fault ??= "demand-is-not-people";
  for (const { serviceId, facilityIndexes } of kinds) {
    const layer = session.facilities(serviceId);
    if (!layer) continue;
    const listed = facilityIndexes ?? Array.from({ length: layer.count }, (_, index) => index);
    const capacity = findCapacity(layer, stated);
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
    if (capacity) columns.push({ serviceId, attribute, kind: capacity.kind, norm });
    if (capacity === null) fault ??= "no-capacity";
    else if (takes === null) fault ??= "capacity-is-staff";
    else if (empty > 0) fault ??= "capacity-missing";
  }
  if (counted === 0) fault ??= "no-facilities";
  return { fault, attributes, norms, columns, places: Float64Array.from(places), counted, missing, services };
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

/** Pairs of several services together take 20 bytes each. */
const MOST_BYTES_KEPT = 128 * 2 ** 20;
const BYTES_A_PAIR = 20;

/**
 * Who reaches which site by any of the ways within its limit, by home; searched once and kept among the latest.
 * @returns costs by the first way, or by another that is nearer in proportion to its own limit: then the same part of the first's
 */
export function* reachSites(
  session: AnalysisSession,
  ways: readonly SearchedWay[],
  sites: NeedSites,
): Generator<Progress, CostRows> {
  const cutoff = ways[0]?.cutoff ?? 0;
  const searched = ways.flatMap((way) => way.searches.map((search, kind) => ({ search, kind, limit: way.cutoff })));
  const [only] = searched;
  if (only && searched.length === 1) return yield* searchRowsOnce(session, inSeconds(only.search), cutoff);
  const kept = session.remember(
    "rows of places",
    () => new LatestValues<CostRows>(MOST_BYTES_KEPT, ({ costs }) => BYTES_A_PAIR * costs.length),
  );
  const key = searched.map(({ search, limit }) => `${keyOfSearch(search)} within ${limit}`).join(" | ");
  const known = kept.known(key);
  if (known) return known;
  const parts: RowsOfKind[] = [];
  for (const { search, kind, limit } of searched) {
    const rows = yield* searchRowsOnce(session, inSeconds(search), limit);
    parts.push({ rows, kind, costOf: (cost) => stretchCost(cost, limit, cutoff) });
  }
  return kept.find(key, () => joinRows(parts, sites));
}

/** Rows of one service by one way, and what a cost by that way counts as. */
interface RowsOfKind {
  readonly rows: CostRows;
  readonly kind: number;
  readonly costOf: (cost: number) => number;
}

/** The rows of all services and ways as those of one, sites numbered on from service to service; of two ways the lower cost. */
function joinRows(parts: readonly RowsOfKind[], { services, places }: NeedSites): CostRows {
  const count = parts.reduce((sum, { rows }) => sum + rows.costs.length, 0);
  const pairs = {
    count,
    demandIndexes: new Int32Array(count),
    siteIndexes: new Int32Array(count),
    costs: new Float64Array(count),
  };
  let at = 0;
  for (const { rows, kind, costOf } of parts) {
    const first = services[kind]?.first ?? 0;
    for (let home = 0; home < rows.demandCount; home++) {
      for (let pair = rows.rowStarts[home] as number; pair < (rows.rowStarts[home + 1] as number); pair++) {
        pairs.demandIndexes[at] = home;
        pairs.siteIndexes[at] = first + (rows.siteIndexes[pair] as number);
        pairs.costs[at++] = costOf(rows.costs[pair] as number);
      }
    }
  }
  return buildCostRows(pairs, parts[0]?.rows.demandCount ?? 0, places.length);
}
