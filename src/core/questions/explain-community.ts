/**
 * Why a community passes or does not, under a run's service or a need of a target's circle:
 * the home that stands for it, its walk against the straight line, what stands between,
 * the reasons of all who are short, one cause, and what would turn it.
 */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { distanceMetres } from "../geodesy.ts";
import type { GroupId } from "../model/demand.ts";
import type { Position } from "../model/geometry.ts";
import type { AnalysisParameters, ProfileId } from "../model/parameters.ts";
import { findLandObstacle, findObstacle } from "../plan/judge/obstacles.ts";
import { stretchCost } from "../plan/judge/ways.ts";
import type { OtherWay, Reach, Target } from "../plan/target.ts";
import {
  type AskedReach,
  askNeeds,
  askService,
  findRefusals,
  hasOthers,
  serviceIdsOf,
  sumAsked,
} from "./asked-reach.ts";
import { type Cause, chooseCause, type ShortPeople, StraightGoals, sortShortHomes } from "./find-cause.ts";
import { type CommunityPlaces, type FoundPlaces, findPlaces } from "./find-places.ts";
import { findRemedies, type Remedy, rankRemedies } from "./find-remedies.ts";
import { type ExplainedWalk, positionAt, traceToFacility, traceToNearest } from "./trace-walk.ts";
import {
  describeStreetsAround,
  listObstructions,
  type Obstruction,
  type StreetsAround,
} from "./what-stands-between.ts";

export interface ExplainQuestion {
  readonly parameters: AnalysisParameters;
  /** The run's service; not asked where a target is. */
  readonly serviceId: string;
  /** A circle of the plan, held to its own reach; null asks under the run's time. */
  readonly target: Target | null;
  readonly passShare: number;
  readonly communityIndex: number;
  /** Somewhere in the community: the home nearest to it is explained; null leaves the choice to the rule. */
  readonly place: Position | null;
  /** True where it is also asked whether those in reach find a place. */
  readonly withPlaces: boolean;
}

/** The home that is explained: asked for, the median of those who are short, of all, or the nearest of those who reach nothing. */
export type HomeChoice = "asked" | "median-short" | "median-all" | "unreached";

export interface CommunityExplanation {
  readonly communityIndex: number;
  readonly groupId: GroupId;
  /** Whether what is called people here is m² of residential land, by which the target judges. */
  readonly countsLand: boolean;
  readonly reach: Reach;
  /** Who travels, as the run has it, and the other way that will do as well. */
  readonly profileId: ProfileId | null;
  readonly otherWay: OtherWay | null;
  readonly cutoff: number;
  readonly passShare: number;
  /** Metres a second of each kind; 1 for a distance. */
  readonly metresPerUnit: readonly number[];
  /** Kinds of which any will do. */
  readonly serviceIds: readonly string[];
  /** Every need of the target with the people who reach it; one for a service. */
  readonly needs: readonly { readonly serviceIds: readonly string[]; readonly peopleCovered: number }[];
  readonly needIndex: number;
  readonly people: number;
  readonly peopleCovered: number;
  readonly share: number;
  /** The pass share is within reach and, where places are asked for and known, has a place. */
  readonly isMet: boolean;
  /** The cost at which the community would pass; Infinity where that is beyond the search. */
  readonly costToPass: number;
  readonly home: {
    readonly choice: HomeChoice;
    readonly position: Position;
    readonly people: number;
    /** 0 when attached, else a REFUSED_* code. */
    readonly refusal: number;
    readonly isWithin: boolean;
  };
  /** The walk to the nearest facility; null where none is reached or the circle is straight. */
  readonly walk: ExplainedWalk | null;
  /** The facility nearest in a straight line; null where there is none within 20 km. */
  readonly straight: {
    readonly serviceId: string;
    readonly facilityIndex: number;
    readonly position: Position;
    readonly metres: number;
    /** Within the straight distance that the cutoff would be. */
    readonly isWithin: boolean;
    /** The walk to that same facility; null where it is not reached. */
    readonly walk: ExplainedWalk | null;
    readonly between: readonly Obstruction[];
  } | null;
  readonly around: StreetsAround | null;
  readonly short: ShortPeople;
  /** Null where the community passes. */
  readonly cause: Cause | null;
  /** What brings people within reach, and where places are asked for, more of them. */
  readonly remedies: readonly Remedy[];
  /** Null where places are not asked for. */
  readonly places: CommunityPlaces | null;
}

/**
 * The explanation of a community; null where it has no people of the group or what is asked cannot be tested.
 * Throws AnalysisError for an unknown service.
 */
export function* explainCommunity(
  session: AnalysisSession,
  question: ExplainQuestion,
): Generator<Progress, CommunityExplanation | null> {
  yield { stage: "routing", done: 0, total: 1 };
  const candidates = listAsked(session, question);
  const homes = listHomes(session, question.communityIndex, candidates[0]);
  const asked = chooseWeakest(candidates, homes);
  if (asked === null || homes.length === 0) return null;
  const { communityIndex } = question;
  const sums = sumAsked(session, asked);
  const people = sums.total[communityIndex] as number;
  const peopleCovered = sums.covered[communityIndex] as number;
  const isReached = peopleCovered >= asked.passShare * people;
  const goals = new StraightGoals(session, asked);
  const { point, choice } = chooseHome(session, asked, homes, goals, question.place);
  const position = positionAt(session.study.demand.coordinates, point);
  const [field] = asked.fields;
  yield { stage: "routing", done: 0, total: 1 };
  const walk = nearestWalk(session, asked, point);
  const straight = describeStraight(session, asked, goals, point, walk);
  yield { stage: "routing", done: 0, total: 1 };
  const short = sortShortHomes(session, asked, homes, goals);
  const counted = new Map(asked.kinds.map(({ serviceId, facilityIndexes }) => [serviceId, facilityIndexes]));
  const facilityCount = [...counted].reduce(
    (sum, [serviceId, indexes]) => sum + (indexes?.length ?? session.facilities(serviceId)?.count ?? 0),
    0,
  );
  const share = peopleCovered / people;
  const reaching = yield* findRemedies(session, asked, candidates, sums, communityIndex, homes);
  const asksPlaces = question.target?.rule.kind === "service-area" && question.target.rule.withPlaces === true;
  const found =
    question.withPlaces || asksPlaces
      ? yield* findFewestPlaces(session, isReached ? candidates : [asked], communityIndex, homes)
      : null;
  const isFull = found !== null && found.places.fault === null && !found.places.isMet;
  // What brings people within reach gives nobody a place by itself.
  const remedies =
    (isReached || asksPlaces) && isFull ? reaching.map((remedy) => ({ ...remedy, passes: false })) : reaching;
  return {
    communityIndex,
    groupId: asked.groupId,
    countsLand: asked.countsLand,
    reach: asked.reach,
    profileId: asked.profileId,
    otherWay: asked.otherWay,
    cutoff: asked.cutoff,
    passShare: asked.passShare,
    metresPerUnit: asked.fields.map(({ metresPerUnit }) => metresPerUnit),
    serviceIds: serviceIdsOf(asked),
    needs: candidates.map((each) => ({
      serviceIds: serviceIdsOf(each),
      peopleCovered: sumCovered(each, homes),
    })),
    needIndex: candidates.indexOf(asked),
    people,
    peopleCovered,
    share,
    isMet: isReached && !isFull,
    costToPass: findCostToPass(asked, homes, people),
    home: {
      choice,
      position,
      people: asked.people[point] as number,
      refusal: findRefusals(session, asked)(point),
      isWithin: (asked.costs[point] as number) <= asked.cutoff,
    },
    walk,
    straight,
    around: field ? describeStreetsAround(session, field.search.travel, position) : null,
    short,
    cause: isReached ? (isFull ? "over-capacity" : null) : chooseCause(short, facilityCount, share, asked.passShare),
    remedies: rankRemedies([...remedies, ...(found?.remedies ?? [])]),
    places: found?.places ?? null,
  };
}

/** Of several needs the one at which fewest people have a place; needs without figures only where there are no others. */
function* findFewestPlaces(
  session: AnalysisSession,
  needs: readonly AskedReach[],
  communityIndex: number,
  homes: readonly number[],
): Generator<Progress, FoundPlaces | null> {
  let fewest: FoundPlaces | null = null;
  for (const asked of needs) {
    const found = yield* findPlaces(session, asked, communityIndex, homes);
    const isKnown = found.places.fault === null;
    const isFewer: boolean =
      fewest === null || (isKnown && (fewest.places.fault !== null || found.places.served < fewest.places.served));
    if (isFewer) fewest = found;
  }
  return fewest;
}

/** What could be explained: the run's service, or each need of the target; empty where the target cannot be tested. */
function listAsked(
  session: AnalysisSession,
  { parameters, serviceId, target, passShare }: ExplainQuestion,
): AskedReach[] {
  if (target === null) return [askService(session, parameters, serviceId, passShare)];
  const { rule } = target;
  if (rule.kind !== "service-area") return [];
  if ((findObstacle(session, rule.needs) ?? findLandObstacle(session, rule)) !== null) return [];
  return askNeeds(session, parameters, rule, passShare);
}

/** Homes of the community with people of the group. */
function listHomes(session: AnalysisSession, communityIndex: number, asked: AskedReach | undefined): number[] {
  const homes: number[] = [];
  session.study.demand.communityIndexes.forEach((community, point) => {
    if (community === communityIndex && (asked?.people[point] ?? 0) > 0) homes.push(point);
  });
  return homes;
}

function sumCovered(asked: AskedReach, homes: readonly number[]): number {
  return homes.reduce(
    (sum, point) => sum + ((asked.costs[point] as number) <= asked.cutoff ? (asked.people[point] as number) : 0),
    0,
  );
}

/** The need that fewest people of the community reach; the first of equal ones. */
function chooseWeakest(candidates: readonly AskedReach[], homes: readonly number[]): AskedReach | null {
  let weakest: AskedReach | null = null;
  for (const asked of candidates) {
    if (weakest === null || sumCovered(asked, homes) < sumCovered(weakest, homes)) weakest = asked;
  }
  return weakest;
}

function chooseHome(
  session: AnalysisSession,
  asked: AskedReach,
  homes: readonly number[],
  goals: StraightGoals,
  place: Position | null,
): { point: number; choice: HomeChoice } {
  const { coordinates } = session.study.demand;
  const straightTo =
    (to: Position) =>
    (point: number): number =>
      distanceMetres(...positionAt(coordinates, point), ...to);
  if (place !== null) return { point: leastOf(homes, straightTo(place)), choice: "asked" };
  const costOf = (point: number): number => asked.costs[point] as number;
  const short = homes.filter((point) => costOf(point) > asked.cutoff);
  const reached = (short.length > 0 ? short : homes).filter((point) => costOf(point) < Infinity);
  if (reached.length > 0) {
    return { point: medianOf(asked, reached, costOf), choice: short.length > 0 ? "median-short" : "median-all" };
  }
  const distance = new Map(
    short.map((point) => [point, goals.find(positionAt(coordinates, point))?.metres ?? Infinity]),
  );
  return { point: medianOf(asked, short, (point) => distance.get(point) ?? Infinity), choice: "unreached" };
}

function leastOf(points: readonly number[], costOf: (point: number) => number): number {
  return points.reduce((least, point) => (costOf(point) < costOf(least) ? point : least));
}

/** The point at which half of the people have been counted, in the order of a cost. */
function medianOf({ people }: AskedReach, points: readonly number[], costOf: (point: number) => number): number {
  const sorted = [...points].sort((a, b) => costOf(a) - costOf(b) || a - b);
  const total = sorted.reduce((sum, point) => sum + (people[point] as number), 0);
  let sum = 0;
  for (const point of sorted) {
    sum += people[point] as number;
    if (sum >= total / 2) return point;
  }
  return sorted.at(-1) as number;
}

/** The walk to the nearest of the kinds that will do. */
function nearestWalk(session: AnalysisSession, asked: AskedReach, point: number): ExplainedWalk | null {
  // Of two ways the one that is nearer to its own limit.
  const costOf = ({ costs, cutoff }: AskedReach["fields"][number]): number =>
    stretchCost(costs.demand.seconds[point] as number, cutoff, asked.cutoff);
  const [first, ...others] = asked.fields;
  if (!first) return null;
  const nearest = others.reduce((best, field) => (costOf(field) < costOf(best) ? field : best), first);
  return traceToNearest(session, nearest, point);
}

function describeStraight(
  session: AnalysisSession,
  asked: AskedReach,
  goals: StraightGoals,
  point: number,
  walk: ExplainedWalk | null,
): CommunityExplanation["straight"] {
  const home = positionAt(session.study.demand.coordinates, point);
  const goal = goals.find(home);
  if (goal === null) return null;
  const { serviceId, facilityIndex, position, metres, isWithin, kind } = goal;
  const field = asked.fields[kind];
  const isWalked = walk?.serviceId === serviceId && walk.facilityIndex === facilityIndex;
  return {
    serviceId,
    facilityIndex,
    position,
    metres,
    isWithin,
    walk: isWalked ? walk : field ? traceToFacility(session, field, point, facilityIndex) : null,
    between: listObstructions(session, field?.search.travel, home, position),
  };
}

/** The cost at which the pass share of the people would be within it. */
function findCostToPass(asked: AskedReach, homes: readonly number[], people: number): number {
  const sorted = homes
    .filter((point) => hasOthers(asked, point))
    .sort((a, b) => (asked.costs[a] as number) - (asked.costs[b] as number) || a - b);
  let sum = 0;
  for (const point of sorted) {
    sum += asked.people[point] as number;
    if (sum >= asked.passShare * people) return asked.costs[point] as number;
  }
  return Infinity;
}
