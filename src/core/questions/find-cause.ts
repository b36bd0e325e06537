/**
 * Why people of a community are beyond the cutoff, home by home, and the one cause that
 * stands for the community. Each short home has the first reason that holds of it: it, or
 * the facility nearest to it, is attached to no street; no facility is near enough even in a straight
 * line; a barrier stands on that line; the streets go round. The cause is the reason of most
 * people, unless the pass mark is missed by no more than five points.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import { StraightIndex, type StraightNearest } from "../coverage/nearest-straight.ts";
import type { Position } from "../model/geometry.ts";
import { REFUSED_BEHIND_BARRIER, REFUSED_ON_ISLAND, REFUSED_TOO_FAR } from "../network/snap.ts";
import { type AskedReach, findRefusals } from "./asked-reach.ts";
import { positionAt } from "./trace-walk.ts";

/** Why a home is short. */
export type ShortReason = "unattached" | "far" | "barrier" | "detour";
/** `none`: the study has no facility of the kind; `narrow`: the pass mark is missed by little; `other-need`: another need of the target fails. */
export type Cause = ShortReason | "none" | "narrow" | "other-need";

/** In this order where as many people are short for several. */
const REASONS: readonly ShortReason[] = ["unattached", "barrier", "detour", "far"];
/** Missing this share of the people or less is little. */
const NARROW_SHARE = 0.05;
/** Straight distances beyond this are not looked for. */
const STRAIGHT_LIMIT_METRES = 20_000;

export interface ShortPeople {
  readonly byReason: Readonly<Record<ShortReason, number>>;
  /** What stands on the straight lines of those who are cut off, by name, with the people behind it; most people first. */
  readonly behind: readonly { readonly barrierIndex: number; readonly people: number }[];
  /** People who reach this kind and are short of another need of the target. */
  readonly ofOtherNeeds: number;
  /** People of the community who are attached to no street, by why. */
  readonly unattached: { readonly tooFar: number; readonly behindBarrier: number; readonly onIsland: number };
}

/** The facility nearest in a straight line, among all the kinds that will do. */
export interface StraightGoal extends StraightNearest {
  readonly serviceId: string;
  readonly kind: number;
  /** Within the straight distance that the cutoff would be. */
  readonly isWithin: boolean;
}

export class StraightGoals {
  private readonly asked: AskedReach;
  private readonly indexes: readonly (StraightIndex | null)[];

  constructor(session: AnalysisSession, asked: AskedReach) {
    this.asked = asked;
    this.indexes = asked.kinds.map(({ serviceId, facilityIndexes }) => {
      const layer = session.facilities(serviceId);
      const counted = facilityIndexes === null ? "all" : facilityIndexes.join(",");
      return layer
        ? session.remember(`straight index ${serviceId} ${counted}`, () => new StraightIndex(layer, facilityIndexes))
        : null;
    });
  }

  /** The nearest that is within reach of its kind, else the nearest of all; null where there is none within 20 km. */
  find(position: Position): StraightGoal | null {
    let best: StraightGoal | null = null;
    this.indexes.forEach((index, kind) => {
      const found = index?.find(position, STRAIGHT_LIMIT_METRES);
      if (!found) return;
      const isWithin = found.metres <= (this.asked.straightLimits[kind] as number);
      const isBetter = best === null || (isWithin !== best.isWithin ? isWithin : found.metres < best.metres);
      if (isBetter) best = { ...found, serviceId: this.asked.kinds[kind]?.serviceId ?? "", kind, isWithin };
    });
    return best;
  }
}

/** The homes of a community that are short of this need, each with its reason. */
export function sortShortHomes(
  session: AnalysisSession,
  asked: AskedReach,
  homes: readonly number[],
  goals: StraightGoals,
): ShortPeople {
  const { coordinates } = session.study.demand;
  const byReason = { unattached: 0, far: 0, barrier: 0, detour: 0 };
  const unattached = { tooFar: 0, behindBarrier: 0, onIsland: 0 };
  const behind = new Map<string, { barrierIndex: number; people: number }>();
  let ofOtherNeeds = 0;
  const refusalOf = findRefusals(session, asked);
  const lost = asked.fields.map((each) => findUnattachedFacilities(session, each));
  for (const point of homes) {
    const people = asked.people[point] as number;
    const refusal = refusalOf(point);
    if (refusal === REFUSED_TOO_FAR) unattached.tooFar += people;
    else if (refusal === REFUSED_BEHIND_BARRIER) unattached.behindBarrier += people;
    else if (refusal === REFUSED_ON_ISLAND) unattached.onIsland += people;
    if ((asked.costs[point] as number) <= asked.cutoff) {
      if (asked.others.some((costs) => (costs[point] as number) > asked.cutoff)) ofOtherNeeds += people;
      continue;
    }
    const position = positionAt(coordinates, point);
    const goal = goals.find(position);
    const reason: ShortReason =
      refusal !== 0
        ? "unattached"
        : !goal?.isWithin
          ? "far"
          : lost[goal.kind]?.has(goal.facilityIndex)
            ? "unattached"
            : session.barrierIndex.crosses(position, goal.position)
              ? "barrier"
              : "detour";
    byReason[reason] += people;
    if (reason === "barrier" && goal) addBarriers(session, behind, position, goal.position, people);
  }
  const listed = [...behind.values()].sort((a, b) => b.people - a.people || a.barrierIndex - b.barrierIndex);
  return { byReason, behind: listed, ofOtherNeeds, unattached };
}

/** Counts people once behind each kind and name of barrier that their line crosses. */
function addBarriers(
  session: AnalysisSession,
  behind: Map<string, { barrierIndex: number; people: number }>,
  from: Position,
  to: Position,
  people: number,
): void {
  const { barriers } = session.study;
  const met = new Map<string, number>();
  for (const { barrierIndex } of session.barrierIndex.listCrossings(from, to)) {
    const { kind, name } = barriers[barrierIndex] ?? { kind: "wall", name: "" };
    if (!met.has(`${kind} ${name}`)) met.set(`${kind} ${name}`, barrierIndex);
  }
  for (const [key, barrierIndex] of met) {
    const known = behind.get(key);
    if (known) known.people += people;
    else behind.set(key, { barrierIndex, people });
  }
}

/** Facilities of a field that count and meet no street, with why. */
export function findUnattachedFacilities(
  session: AnalysisSession,
  { search }: AskedReach["fields"][number],
): Map<number, number> {
  const { serviceId, travel, snapRadiusMetres, facilityIndexes } = search;
  const snaps = session.facilitySnaps(serviceId, travel, snapRadiusMetres);
  const { facilityOfPoint } = session.facilityPoints(serviceId, travel, snapRadiusMetres);
  const counted = facilityIndexes === null ? null : new Set(facilityIndexes);
  const refusals = new Map<number, number>();
  const attached = new Set<number>();
  facilityOfPoint.forEach((facility, point) => {
    if (counted !== null && !counted.has(facility)) return;
    if (snaps.refusals[point] === 0) attached.add(facility);
    else if (!refusals.has(facility)) refusals.set(facility, snaps.refusals[point] as number);
  });
  for (const facility of attached) refusals.delete(facility);
  return refusals;
}

/** The cause that stands for a community that does not pass; `share` is what counts of its people. */
export function chooseCause(
  { byReason, ofOtherNeeds }: ShortPeople,
  facilityCount: number,
  share: number,
  passShare: number,
): Cause {
  if (facilityCount === 0) return "none";
  if (passShare - share <= NARROW_SHARE) return "narrow";
  const first = REASONS.reduce((most, reason) => (byReason[reason] > byReason[most] ? reason : most));
  return ofOtherNeeds > byReason[first] ? "other-need" : first;
}
