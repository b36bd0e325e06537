/**
 * The crossings and gates that a city lacks: short links that would bring people within
 * reach who are beyond it now, ranked by those people, the best of each kind. Under a service it is
 * the run's reach, under a circle of the plan that target's own, with its units. The gain of
 * each is exact for that link alone; gains do not add up. Whether it can be built is not asked.
 */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { GROUP_IDS, type GroupId } from "../model/demand.ts";
import type { Position } from "../model/geometry.ts";
import type { LinkKind } from "../model/link-kind.ts";
import type { AnalysisParameters, ProfileId } from "../model/parameters.ts";
import { findLandObstacle, findObstacle } from "../plan/judge/obstacles.ts";
import { type CountedUnit, unitsOf } from "../plan/judge/target-units.ts";
import type { OtherWay, Reach, Target } from "../plan/target.ts";
import { type AskedReach, askNeeds, askService, counts, serviceIdsOf, sumAsked } from "./asked-reach.ts";
import { communitiesTurned, type Gain, type GainMeter, gainByCommunity } from "./gain-of-change.ts";
import { linkOf, type MeasuredLink, searchLinks, tellOnce } from "./search-links.ts";

export interface MissingLink {
  readonly kind: LinkKind;
  /** What it crosses, by the study's barriers, in order; empty at a dead end. */
  readonly barrierIndexes: readonly number[];
  /** The end nearer to a facility, and the end whose people gain. */
  readonly from: Position;
  readonly to: Position;
  readonly metres: number;
  /** Shore to shore, where it crosses water. */
  readonly waterMetres: number;
  /** Streets of the study at the two ends. */
  readonly streetIndexes: readonly [number, number];
  readonly peopleGained: number;
  /** Those who gain by each group that the study knows. */
  readonly groups: readonly { readonly groupId: GroupId; readonly people: number }[];
  /** Cost of the far end now and by the link, in seconds or metres, by another way in proportion to its own limit; Infinity beyond the search limit. */
  readonly costBefore: number;
  readonly costAfter: number;
  /** The cost of the median person who gains, now and by the link; of several needs the farthest. */
  readonly medianBefore: number;
  readonly medianAfter: number;
  /** Where most of those who gain live; -1 outside all communities. */
  readonly communityIndex: number;
  /** Communities that gain, those who gain most first, with the people. */
  readonly communities: readonly { readonly communityIndex: number; readonly people: number }[];
  /** Communities that would pass and do not now. */
  readonly communitiesTurned: readonly number[];
}

export interface CityLink extends MissingLink {
  /** Units of the target that would be met and are not now; communities where a service is asked for, none where places are. */
  readonly unitsTurned: readonly string[];
  /** Its place among the links of all kinds; null where others beside it or 50 others gain as much. */
  readonly rankInAll: number | null;
}

export interface MissingLinksQuestion {
  readonly parameters: AnalysisParameters;
  /** The run's service; not asked where a target is. */
  readonly serviceId: string;
  /** A circle of the plan, with its own reach, way to travel, group and facilities; null asks under the run's time. */
  readonly target: Target | null;
  readonly passShare: number;
}

export interface MissingLinks {
  /** The kinds of facility, need by need; any one of a need's will do. */
  readonly needs: readonly (readonly string[])[];
  readonly targetId: string | null;
  readonly groupId: GroupId;
  /** Whether what is called people here is m² of residential land, by which the target judges. */
  readonly countsLand: boolean;
  readonly reach: Reach;
  /** Who travels, as the run has it, and the other way that will do as well. */
  readonly profileId: ProfileId | null;
  readonly otherWay: OtherWay | null;
  readonly passShare: number;
  readonly metresPerUnit: readonly number[];
  /** People of the group beyond reach now, in the target's units; of all the study for a service. */
  readonly peopleShort: number;
  /** At most 50 of each kind, by people gained, the most first. */
  readonly links: readonly CityLink[];
  /** How many links were measured to find them, and how many places were looked at. */
  readonly measured: number;
  readonly places: number;
}

const MOST_LINKS = 50;

/** Null where the target cannot be tested, is no circle, or is drawn straight. Throws AnalysisError for an unknown service. */
export function* findMissingLinks(
  session: AnalysisSession,
  { parameters, serviceId, target, passShare }: MissingLinksQuestion,
): Generator<Progress, MissingLinks | null> {
  yield { stage: "routing", done: 0, total: 1 };
  const needs = target
    ? askCircle(session, parameters, target, passShare)
    : [askService(session, parameters, serviceId, passShare)];
  const [first] = needs;
  if (!first || needs.some(({ fields }) => fields.length === 0)) return null;
  const asksPlaces = target?.rule.kind === "service-area" && target.rule.withPlaces === true;
  const units = target ? unitsOf(session, target.unit) : null;
  const isWanted = isInUnits(session, units);
  const wish = { most: MOST_LINKS, byKind: true, bounds: null, isWanted };
  const { links, meter, measured, places } = yield* searchLinks(session, needs, wish);
  const sums = sumAsked(session, first);
  const ranks = rankTogether(links, first.people);
  let peopleShort = 0;
  first.people.forEach((people, point) => {
    if (isWanted(point) && !counts(first, point)) peopleShort += people;
  });
  return {
    needs: needs.map(serviceIdsOf),
    targetId: target?.id ?? null,
    groupId: first.groupId,
    countsLand: first.countsLand,
    reach: first.reach,
    profileId: first.profileId,
    otherWay: first.otherWay,
    passShare: first.passShare,
    metresPerUnit: needs.flatMap(({ fields }) => fields.map(({ metresPerUnit }) => metresPerUnit)),
    peopleShort,
    links: links.map((each) => ({
      ...describeLink(session, first, meter, each, sums),
      unitsTurned: asksPlaces ? [] : turnUnits(session, first, each.gain, sums, units),
      rankInAll: ranks.get(each) ?? null,
    })),
    measured,
    places,
  };
}

function askCircle(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  { rule }: Target,
  passShare: number,
): AskedReach[] {
  if (rule.kind !== "service-area") return [];
  if ((findObstacle(session, rule.needs) ?? findLandObstacle(session, rule)) !== null) return [];
  return askNeeds(session, parameters, rule, passShare);
}

function isInUnits(session: AnalysisSession, units: readonly CountedUnit[] | null): (point: number) => boolean {
  if (units === null) return () => true;
  const counted = new Set(units.flatMap(({ communityIndexes }) => communityIndexes));
  const { communityIndexes } = session.study.demand;
  return (point) => counted.has(communityIndexes[point] as number);
}

function rankTogether(links: readonly MeasuredLink[], people: Float64Array): ReadonlyMap<MeasuredLink, number> {
  return new Map(tellOnce(links, people, MOST_LINKS).map((link, index) => [link, index + 1]));
}

/** Units not met now that would be with the gain. */
function turnUnits(
  session: AnalysisSession,
  asked: AskedReach,
  gain: Gain,
  { total, covered }: ReturnType<typeof sumAsked>,
  units: readonly CountedUnit[] | null,
): string[] {
  const gained = gainByCommunity(session, asked, gain);
  if (units === null) {
    const { ids } = session.study.communities;
    return communitiesTurned({ total, covered }, gained, asked.passShare).map((community) => ids[community] as string);
  }
  return units.flatMap(({ id, communityIndexes }) => {
    const sum = (of: (community: number) => number): number =>
      communityIndexes.reduce((people, community) => people + of(community), 0);
    const more = sum((community) => gained.get(community) ?? 0);
    const needed = asked.passShare * sum((community) => total[community] as number);
    const now = sum((community) => covered[community] as number);
    return more > 0 && now < needed && now + more >= needed ? [id] : [];
  });
}

/** A measured link as it is told. */
export function describeLink(
  session: AnalysisSession,
  asked: AskedReach,
  meter: GainMeter,
  { link, gain, ground, need }: MeasuredLink,
  sums: ReturnType<typeof sumAsked>,
): MissingLink {
  const { places, kindOfBarrier } = ground;
  const { edgeStreetIndexes } = session.network;
  const positionOf = (place: number): Position => [places.lons[place] as number, places.lats[place] as number];
  const streetOf = (place: number): number => edgeStreetIndexes[places.edges[place] as number] as number;
  const gained = gainByCommunity(session, asked, gain);
  const communities = [...gained]
    .map(([communityIndex, people]) => ({ communityIndex, people }))
    .sort((a, b) => b.people - a.people || a.communityIndex - b.communityIndex);
  const waters = link.crossings.filter(({ barrierIndex }) => kindOfBarrier(barrierIndex) === "water");
  const costs = meter.costsByLink(linkOf(places, link));
  const end = meter.costsAtEnd(need, linkOf(places, link));
  return {
    kind: link.kind,
    barrierIndexes: link.crossings.map(({ barrierIndex }) => barrierIndex),
    from: positionOf(link.near),
    to: positionOf(link.far),
    metres: link.metres,
    waterMetres: waters.reduce((sum, { widthMetres }) => sum + widthMetres, 0),
    streetIndexes: [streetOf(link.near), streetOf(link.far)],
    peopleGained: gain.people,
    groups: countGroups(session, gain),
    costBefore: end.before,
    costAfter: end.after,
    medianBefore: medianOf(asked, gain, (point) => costs(point).before),
    medianAfter: medianOf(asked, gain, (point) => costs(point).after),
    communityIndex: communities[0]?.communityIndex ?? -1,
    communities,
    communitiesTurned: communitiesTurned(sums, gained, asked.passShare),
  };
}

function countGroups({ study }: AnalysisSession, { points }: Gain): MissingLink["groups"] {
  return GROUP_IDS.flatMap((groupId) => {
    const people = study.demand.people[groupId];
    return people ? [{ groupId, people: points.reduce((sum, point) => sum + (people[point] as number), 0) }] : [];
  });
}

/** The cost at which half of the people who gain have been counted. */
function medianOf({ people }: AskedReach, { points, people: all }: Gain, costOf: (point: number) => number): number {
  const sorted = Array.from(points, (point) => ({ point, cost: costOf(point) }));
  sorted.sort((a, b) => (a.cost < b.cost ? -1 : a.cost > b.cost ? 1 : a.point - b.point));
  let sum = 0;
  for (const { point, cost } of sorted) {
    sum += people[point] as number;
    if (sum >= all / 2) return cost;
  }
  return sorted.at(-1)?.cost ?? Number.NaN;
}
