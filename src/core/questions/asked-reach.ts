/**
 * What a question about reach is asked of: one kind of facility held to one reach, with
 * the cost fields that answer it. It is the run's service under its own time, or a need of
 * a target's circle under the target's; homes that fail another need of the target
 * cannot be gained by this one.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import { AnalysisError } from "../errors.ts";
import type { ServiceCosts } from "../known-search.ts";
import type { GroupId } from "../model/demand.ts";
import type { AnalysisParameters, ProfileId } from "../model/parameters.ts";
import { cutoffOf, measureNeed, profileOfNeed } from "../plan/judge/facility-needs.ts";
import type { ServiceAreaRule } from "../plan/judge/judge-service-area.ts";
import { type CountedKind, kindsOf, searchesOf } from "../plan/judge/need-places.ts";
import { stretchCost, waysOf } from "../plan/judge/ways.ts";
import type { FacilityNeed, OtherWay, Reach } from "../plan/target.ts";
import type { Direction, SearchGraph } from "../routing/search-graph.ts";
import { type AnySearch, chooseServices, paceOf, resolveGroup, searchOf } from "../service-search.ts";

/** One service of the need with its costs, in seconds or, for a distance, in metres. */
export interface ReachField {
  readonly serviceId: string;
  readonly search: AnySearch;
  readonly costs: ServiceCosts;
  /** Level metres for each unit of cost: the pace, or 1. */
  readonly metresPerUnit: number;
  /** The largest cost that counts in this field. */
  readonly cutoff: number;
}

export interface AskedReach {
  readonly groupId: GroupId;
  /** What is counted at each demand point: people of the group, or m² of residential land. */
  readonly people: Float64Array;
  readonly countsLand: boolean;
  readonly passShare: number;
  readonly reach: Reach;
  /** Who travels, as the run has it; null where no rule names anybody. */
  readonly profileId: ProfileId | null;
  /** The other way to travel that will do as well. */
  readonly otherWay: OtherWay | null;
  /** The largest cost that counts, in seconds or metres. */
  readonly cutoff: number;
  /** Kinds of facility of which any one will do, with those that count (null: all); each once for every way to travel, in the order of `fields`. */
  readonly kinds: readonly CountedKind[];
  /** Empty for a straight distance. */
  readonly fields: readonly ReachField[];
  /** Straight metres that the cutoff would be, by kind. */
  readonly straightLimits: readonly number[];
  /** Cost of every demand point to the nearest of the kinds; by the other way in proportion to its own limit. */
  readonly costs: Float64Array;
  /** Costs of the target's other needs, by the same cutoff. */
  readonly others: readonly Float64Array[];
  /** Which need of the target this is, and how many there are. */
  readonly needIndex: number;
  readonly needs: readonly FacilityNeed[];
}

/** Distances are looked at this many times as far as they are allowed, so that a walk can be shown. */
const LOOK_BEYOND = 2;

/** A run's service under the run's own time. Throws AnalysisError for an unknown service. */
export function askService(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  serviceId: string,
  passShare: number = parameters.passShare,
): AskedReach {
  const [service] = chooseServices(session.study, { ...parameters, serviceIds: [serviceId] });
  if (!service) throw new AnalysisError("unknown-service", { serviceId });
  const search = searchOf(service, parameters, session.study.profileSpeeds);
  const groupId = resolveGroup(session.study, service, parameters);
  const { demand } = session.study;
  const costs = session.costs(search);
  const { metresPerSecond } = search.pace;
  return {
    groupId,
    people: demand.people[groupId] ?? demand.people.all,
    countsLand: false,
    passShare,
    profileId: null,
    otherWay: null,
    reach: { kind: "time", seconds: parameters.cutoffSeconds },
    cutoff: parameters.cutoffSeconds,
    kinds: [{ serviceId, facilityIndexes: null }],
    fields: [{ serviceId, search, costs, metresPerUnit: metresPerSecond, cutoff: parameters.cutoffSeconds }],
    straightLimits: [parameters.cutoffSeconds * metresPerSecond],
    costs: costs.demand.seconds,
    others: [],
    needIndex: 0,
    needs: [{ serviceIds: [serviceId] }],
  };
}

/** A need of a target's circle under the target's own reach, group and profile. */
export function askNeed(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  rule: ServiceAreaRule,
  needIndex: number,
  passShare: number,
): AskedReach {
  const { reach } = rule;
  const { demand } = session.study;
  const ways = waysOf(rule, parameters);
  const cutoff = cutoffOf(reach);
  const costsOf = (need: FacilityNeed): Float64Array => {
    const [own, other] = ways.map((way) => measureNeed(session, need, way.reach, way.profileId, way.parameters));
    const otherCutoff = cutoffOf(ways[1]?.reach ?? reach);
    return other ? takeNearer(own as Float64Array, cutoff, other, otherCutoff) : (own as Float64Array);
  };
  const need = rule.needs[needIndex] ?? { serviceIds: [] };
  const counted = kindsOf(session, need);
  const kinds = ways.flatMap((way) => counted.map((kind) => ({ kind, way })));
  const land = rule.denominator === "land" ? demand.landSquareMetres : null;
  return {
    groupId: demand.people[rule.groupId] ? rule.groupId : "all",
    people: land ?? demand.people[rule.groupId] ?? demand.people.all,
    countsLand: land !== null,
    passShare: rule.passShare ?? passShare,
    reach,
    profileId: parameters.profileId ?? rule.profileId,
    otherWay: rule.otherWay ?? null,
    cutoff,
    kinds: kinds.map(({ kind }) => kind),
    fields: ways.flatMap((way) =>
      searchesOf(session, counted, way.reach, way.profileId, way.parameters).map((search) =>
        fieldOfSearch(session, search, cutoffOf(way.reach)),
      ),
    ),
    straightLimits: kinds.map(({ kind: { serviceId }, way }) =>
      way.reach.kind === "distance"
        ? way.reach.metres
        : way.reach.seconds * profileOfNeed(session, serviceId, way.profileId, way.parameters).speedMetresPerSecond,
    ),
    costs: costsOf(need),
    others: rule.needs.filter((_, index) => index !== needIndex).map(costsOf),
    needIndex,
    needs: rule.needs,
  };
}

/** Every need of a target's circle. */
export function askNeeds(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  rule: ServiceAreaRule,
  passShare: number,
): AskedReach[] {
  return rule.needs.map((_, need) => askNeed(session, parameters, rule, need, passShare));
}

/** The judge's own search; a distance is looked at farther, so that a walk can be shown. */
function fieldOfSearch(session: AnalysisSession, judged: AnySearch, cutoff: number): ReachField {
  const { serviceId } = judged;
  const search = judged.measure === "time" ? judged : { ...judged, limitMetres: LOOK_BEYOND * judged.limitMetres };
  return { serviceId, search, costs: session.costs(search), metresPerUnit: paceOf(search).metresPerSecond, cutoff };
}

/** The least of two ways' costs, the other's stretched so that its own limit falls on the first's: whatever is within either limit stays within, and nothing else does. */
function takeNearer(own: Float64Array, cutoff: number, other: Float64Array, otherCutoff: number): Float64Array {
  return own.map((cost, point) => Math.min(cost, stretchCost(other[point] as number, otherCutoff, cutoff)));
}

/** The level metres within which somebody may count, by the farthest of the ways. */
export function farthestMetres({ fields }: Pick<AskedReach, "fields">): number {
  return Math.max(...fields.map(({ cutoff, metresPerUnit }) => cutoff * metresPerUnit));
}

/** The kinds by name, each once. */
export function serviceIdsOf({ kinds }: Pick<AskedReach, "kinds">): string[] {
  return [...new Set(kinds.map(({ serviceId }) => serviceId))];
}

/** Why a demand point is attached to no street by any way to travel; 0 where it is by one, or where none is asked for. */
export function findRefusals(session: AnalysisSession, { fields }: AskedReach): (point: number) => number {
  const codes = fields.map(({ search }) => session.demandSnaps(search.travel, search.snapRadiusMetres).refusals);
  return (point) => (codes.every((refusals) => refusals[point] !== 0) ? (codes[0]?.[point] ?? 0) : 0);
}

/** The streets of a field, in either direction. */
export function graphOf(session: AnalysisSession, { search }: ReachField, direction: Direction): SearchGraph {
  return session.graphOf(search, direction);
}

/** Whether every other need of the target is within reach of a home. */
export function hasOthers({ others, cutoff }: AskedReach, point: number): boolean {
  return others.every((costs) => (costs[point] as number) <= cutoff);
}

/** Whether a home counts: this need and every other. */
export function counts(asked: AskedReach, point: number): boolean {
  return (asked.costs[point] as number) <= asked.cutoff && hasOthers(asked, point);
}

/** People (or m² of land) of each community, in all and those who count. */
export function sumAsked(session: AnalysisSession, asked: AskedReach): { total: Float64Array; covered: Float64Array } {
  const { communities, demand } = session.study;
  const total = new Float64Array(communities.count);
  const covered = new Float64Array(communities.count);
  for (let point = 0; point < demand.count; point++) {
    const community = demand.communityIndexes[point] as number;
    if (community < 0) continue;
    const people = asked.people[point] as number;
    total[community]! += people;
    if (counts(asked, point)) covered[community]! += people;
  }
  return { total, covered };
}
