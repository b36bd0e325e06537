/**
 * One circle under several readings (the five of the tool, as the plan keeps them, and its own) side by side: people, communities and residential land within reach, the
 * verdict of every community, and which communities change verdict from one reading to another. Costs come from the
 * session; a distance never routes twice. A reading without a value for the service, or without the land that it
 * judges, is not tested, never 0 %.
 */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../coverage/coverage-result.ts";
import { AnalysisError } from "../errors.ts";
import type { GroupId } from "../model/demand.ts";
import { type AnalysisParameters, PROFILES, type ProfileId } from "../model/parameters.ts";
import { cutoffOf, measureNeed, profileOfNeed } from "../plan/judge/facility-needs.ts";
import type { ServiceAreaRule } from "../plan/judge/judge-service-area.ts";
import { findObstacle } from "../plan/judge/obstacles.ts";
import { unitsOf } from "../plan/judge/target-units.ts";
import { waysOf } from "../plan/judge/ways.ts";
import type { NormReading } from "../plan/norm-readings.ts";
import { readingsOfPlan } from "../plan/plan-reading.ts";
import { kindsNotGiven, needsInReading, type ReadingNeed } from "../plan/reading-rules.ts";
import type { OtherWay, Reach, Target, TargetUnit } from "../plan/target.ts";

/** Units that are communities: the readings judge nothing larger. */
export type CommunityUnit = Extract<TargetUnit, "urban-community" | "village" | "community">;

export type ReadingSubject =
  | { readonly kind: "service"; readonly serviceId: string; readonly unit: CommunityUnit }
  | { readonly kind: "target"; readonly target: Target };

/** Why a reading was not tested; `tested` where it was. */
export type ReadingState = "tested" | "not-given" | "urban-only" | "missing-data" | "no-residential-land" | "no-people";

export interface ReadingFigures {
  readonly readingId: string;
  /** What was tested: the reading may have been changed or deleted since. */
  readonly reading: NormReading;
  readonly state: ReadingState;
  /** The kinds that count, each with its reach; and the kinds to which the reading gives no value. */
  readonly reaches: readonly { readonly serviceId: string; readonly reach: Reach }[];
  readonly kindsNotGiven: readonly string[];
  /** Who travels; at whose speed where time counts. */
  readonly profileId: ProfileId;
  readonly speedMetresPerSecond: number;
  /** Who may travel instead, with the limit of that way where it is another; null where one way counts. */
  readonly otherWay: {
    readonly profileId: ProfileId;
    readonly speedMetresPerSecond: number;
    readonly reach: Reach | null;
  } | null;
  /** Whether residential land was judged, else people. */
  readonly judgesLand: boolean;
  readonly passShare: number;
  readonly unitsTested: number;
  readonly unitsMet: number;
  readonly people: number;
  readonly peopleCovered: number;
  /** null where the study has no residential land. */
  readonly landSquareMetres: number | null;
  readonly landCovered: number;
  /** VERDICT_* by community in the study's order. */
  readonly verdicts: Uint8Array;
  /** The share by which each community was judged, 0–1; NaN where it was not tested. */
  readonly shares: Float64Array;
}

export interface ReadingComparison {
  readonly unit: CommunityUnit;
  readonly groupId: GroupId;
  readonly readings: readonly ReadingFigures[];
  /** Communities that are met in one reading and not met in another, most people first. */
  readonly changingIndexes: Int32Array;
  /** People of the group in each community. */
  readonly people: Float64Array;
}

const DEFAULT_REACH: Reach = { kind: "time", seconds: 900 };
const COMMUNITY_UNITS: readonly TargetUnit[] = ["urban-community", "village", "community"];

interface Circle {
  readonly rule: ServiceAreaRule;
  readonly unit: CommunityUnit;
}

/** Null for a target that is no circle of communities, and where nobody of its group lives. */
export function* compareReadings(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  subject: ReadingSubject,
  asked: readonly NormReading[] = readingsOfPlan(session.study.edits.circleReadings),
): Generator<Progress, ReadingComparison | null> {
  const circle = circleOf(session, subject);
  if (circle === null) return null;
  const { demand, communities } = session.study;
  const groupId = demand.people[circle.rule.groupId] ? circle.rule.groupId : "all";
  const weights = demand.people[groupId] ?? demand.people.all;
  const people = new Float64Array(communities.count);
  const isCounted = new Uint8Array(communities.count);
  for (const { communityIndexes } of unitsOf(session, circle.unit))
    for (const index of communityIndexes) isCounted[index] = 1;
  for (let point = 0; point < demand.count; point++) {
    const community = demand.communityIndexes[point] as number;
    if (community >= 0 && isCounted[community] === 1) people[community]! += weights[point] as number;
  }
  const readings: ReadingFigures[] = [];
  for (const [done, reading] of asked.entries()) {
    yield { stage: "targets", done, total: asked.length };
    readings.push(judgeReading(session, parameters, circle, reading, isCounted, weights));
  }
  const changing = Array.from(people.keys()).filter((community) => changesVerdict(readings, community));
  changing.sort((a, b) => (people[b] as number) - (people[a] as number) || a - b);
  return { unit: circle.unit, groupId, readings, changingIndexes: Int32Array.from(changing), people };
}

function changesVerdict(readings: readonly ReadingFigures[], community: number): boolean {
  const verdicts = new Set(readings.map(({ verdicts: each }) => each[community]));
  return verdicts.has(VERDICT_MET) && verdicts.has(VERDICT_NOT_MET);
}

/** The circle that is asked about: a target's own, else 15 minutes at the service's profile. */
function circleOf(session: AnalysisSession, subject: ReadingSubject): Circle | null {
  if (subject.kind === "target") {
    const { rule, unit } = subject.target;
    if (rule.kind !== "service-area" || !COMMUNITY_UNITS.includes(unit)) return null;
    return { rule, unit: unit as CommunityUnit };
  }
  const { serviceId, unit } = subject;
  const service = session.study.services.find(({ id }) => id === serviceId);
  if (!service) throw new AnalysisError("unknown-service", { serviceId });
  const { groupId, profileId } = service;
  const needs = [{ serviceIds: [serviceId] }];
  return { rule: { kind: "service-area", needs, reach: DEFAULT_REACH, profileId, groupId, passShare: null }, unit };
}

function judgeReading(
  session: AnalysisSession,
  run: AnalysisParameters,
  { rule, unit }: Circle,
  reading: NormReading,
  isCounted: Uint8Array,
  weights: Float64Array,
): ReadingFigures {
  const isOwn = reading.reaches === null;
  // The run's choice of who travels is the plan's to follow; a norm keeps its own.
  const parameters = isOwn ? run : { ...run, profileId: null, speedMetresPerSecond: null };
  const profileId = isOwn ? rule.profileId : reading.profileId;
  const otherWay = isOwn
    ? (rule.otherWay ?? null)
    : reading.otherProfileId
      ? { profileId: reading.otherProfileId, reach: null }
      : null;
  const judgesLand = isOwn ? rule.denominator === "land" : reading.judgedBy === "residential-land";
  const needs = needsInReading(rule, reading);
  const first = rule.needs[0]?.serviceIds[0] ?? "";
  const profile = profileOfNeed(session, first, profileId, parameters);
  const { count } = session.study.communities;
  const base = {
    readingId: reading.id,
    reading,
    reaches: (needs ?? []).flat().map(({ need, reach }) => ({ serviceId: need.serviceIds[0] as string, reach })),
    kindsNotGiven: kindsNotGiven(rule, reading),
    profileId: profile.id,
    speedMetresPerSecond: profile.speedMetresPerSecond,
    otherWay: otherWay && { ...otherWay, speedMetresPerSecond: PROFILES[otherWay.profileId].speedMetresPerSecond },
    judgesLand,
    passShare: reading.passShare ?? rule.passShare ?? run.passShare,
  };
  const obstacle = findReadingObstacle(session, reading, needs, unit, judgesLand);
  if (obstacle !== null || needs === null) {
    const verdicts = new Uint8Array(count).fill(VERDICT_NOT_TESTABLE);
    const shares = new Float64Array(count).fill(Number.NaN);
    return { ...base, ...NO_FIGURES, state: obstacle ?? "not-given", verdicts, shares };
  }
  const { kinds } = session.study.communities;
  const isAsked = reading.urbanOnly ? isCounted.map((one, index) => (kinds[index] === "village" ? 0 : one)) : isCounted;
  const within = markWithin(session, needs, profileId, otherWay, parameters);
  const { landSquareMetres } = session.study.demand;
  const people = sumWithin(session, isAsked, weights, within);
  const land = landSquareMetres && sumWithin(session, isAsked, landSquareMetres, within);
  const judged = judgesLand && land ? land : people;
  const verdicts = new Uint8Array(count).fill(VERDICT_NOT_TESTABLE);
  const shares = new Float64Array(count).fill(Number.NaN);
  for (let community = 0; community < count; community++) {
    const total = judged.total[community] as number;
    if (total <= 0) continue;
    const covered = judged.covered[community] as number;
    shares[community] = covered / total;
    verdicts[community] = covered >= base.passShare * total ? VERDICT_MET : VERDICT_NOT_MET;
  }
  const unitsTested = verdicts.filter((verdict) => verdict !== VERDICT_NOT_TESTABLE).length;
  return {
    ...base,
    state: unitsTested > 0 ? "tested" : "no-people",
    unitsTested,
    unitsMet: verdicts.filter((verdict) => verdict === VERDICT_MET).length,
    people: sum(people.total),
    peopleCovered: sum(people.covered),
    landSquareMetres: land ? sum(land.total) : null,
    landCovered: land ? sum(land.covered) : 0,
    verdicts,
    shares,
  };
}

const NO_FIGURES = { unitsTested: 0, unitsMet: 0, people: 0, peopleCovered: 0, landSquareMetres: null, landCovered: 0 };

function findReadingObstacle(
  session: AnalysisSession,
  reading: NormReading,
  needs: readonly ReadingNeed[] | null,
  unit: CommunityUnit,
  judgesLand: boolean,
): ReadingState | null {
  if (reading.urbanOnly && unit === "village") return "urban-only";
  if (needs === null) return "not-given";
  // Of kinds that stand for one another one layer is enough.
  const joined = needs.map((kinds) => ({
    ...kinds[0]?.need,
    serviceIds: kinds.flatMap(({ need }) => need.serviceIds),
  }));
  if (findObstacle(session, joined) !== null) return "missing-data";
  return judgesLand && session.study.demand.landSquareMetres === null ? "no-residential-land" : null;
}

/** 1 for every demand point that has a kind of each need within its reach, by either way where there are two. */
function markWithin(
  session: AnalysisSession,
  needs: readonly ReadingNeed[],
  profileId: ProfileId | null,
  otherWay: OtherWay | null,
  parameters: AnalysisParameters,
): Uint8Array {
  const within = new Uint8Array(session.study.demand.count).fill(1);
  for (const kinds of needs) {
    const costs = kinds.flatMap(({ need, reach }) =>
      waysOf({ reach, profileId, ...(otherWay ? { otherWay } : {}) }, parameters).map((way) => ({
        of: measureNeed(session, need, way.reach, way.profileId, way.parameters),
        cutoff: cutoffOf(way.reach),
      })),
    );
    for (let point = 0; point < within.length; point++)
      if (!costs.some(({ of, cutoff }) => (of[point] as number) <= cutoff)) within[point] = 0;
  }
  return within;
}

function sumWithin(
  session: AnalysisSession,
  isCounted: Uint8Array,
  weights: Float64Array,
  within: Uint8Array,
): { readonly total: Float64Array; readonly covered: Float64Array } {
  const { communityIndexes, count } = session.study.demand;
  const total = new Float64Array(isCounted.length);
  const covered = new Float64Array(isCounted.length);
  for (let point = 0; point < count; point++) {
    const community = communityIndexes[point] as number;
    if (community < 0 || isCounted[community] === 0) continue;
    total[community]! += weights[point] as number;
    if (within[point] === 1) covered[community]! += weights[point] as number;
  }
  return { total, covered };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
