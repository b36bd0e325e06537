/**
 * The ways to travel by which a circle may be reached: its own, and the other one where
 * it has one. The run's choice of who travels, and how fast, is for the first alone: the
 * other keeps its own profile and pace.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import type { AnalysisParameters, ProfileId } from "../../model/parameters.ts";
import type { FacilityNeed, Reach } from "../target.ts";
import type { ServiceAreaRule } from "./judge-service-area.ts";
import { reachNeed } from "./reach-need.ts";
import type { PointBits, PointKind } from "./reached-points.ts";

export interface Way {
  readonly reach: Reach;
  readonly profileId: ProfileId | null;
  /** The run's, as they hold for this way. */
  readonly parameters: AnalysisParameters;
}

export type Travelled = Pick<ServiceAreaRule, "reach" | "profileId" | "otherWay">;

/** The rule's own way first. */
export function waysOf({ reach, profileId, otherWay }: Travelled, parameters: AnalysisParameters): readonly Way[] {
  const own: Way = { reach, profileId, parameters };
  if (otherWay === undefined) return [own];
  const kept = { ...parameters, profileId: null, speedMetresPerSecond: null };
  return [own, { reach: otherWay.reach ?? reach, profileId: otherWay.profileId, parameters: kept }];
}

/** A cost under one limit as the same part of another limit: within it where it is within its own, beyond where it is beyond. */
export function stretchCost(cost: number, cutoff: number, toCutoff: number): number {
  if (cutoff === toCutoff) return cost;
  const stretched = (cost / cutoff) * toCutoff;
  return cost <= cutoff ? Math.min(stretched, toCutoff) : Math.max(stretched, toCutoff * (1 + 2 ** -52));
}

/** The points that have a facility of the need within the limit of one way or the other: where people live, or samples of land. */
export function reachByAnyWay(
  session: AnalysisSession,
  rule: Travelled,
  need: FacilityNeed,
  parameters: AnalysisParameters,
  asked: PointKind = "demand",
): PointBits {
  const [own, other] = waysOf(rule, parameters).map((way) =>
    reachNeed(session, need, way.reach, way.profileId, way.parameters, asked),
  );
  if (other === undefined) return own as PointBits;
  return (own as PointBits).map((word, at) => word | (other[at] as number));
}
