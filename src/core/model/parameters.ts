/** What a run may choose, and the defaults. SI units throughout. */
import type { GroupId } from "./demand.ts";

export type ProfileId = "adult" | "elderly" | "child" | "wheelchair" | "cycle";
export type Mode = "walk" | "cycle";

export interface Profile {
  readonly id: ProfileId;
  readonly mode: Mode;
  readonly speedMetresPerSecond: number;
}

/**
 * Default speeds (editable): norms.md of the plan's method note; 15 min = 1080 / 720 / 900 / 3150 m.
 * A wheelchair's is a default of our own between two published means (docs/methods.md).
 */
export const PROFILES: Readonly<Record<ProfileId, Profile>> = {
  adult: { id: "adult", mode: "walk", speedMetresPerSecond: 1.2 },
  elderly: { id: "elderly", mode: "walk", speedMetresPerSecond: 0.8 },
  child: { id: "child", mode: "walk", speedMetresPerSecond: 1.0 },
  wheelchair: { id: "wheelchair", mode: "walk", speedMetresPerSecond: 0.8 },
  cycle: { id: "cycle", mode: "cycle", speedMetresPerSecond: 3.5 },
};

export interface AnalysisParameters {
  /** Services to analyse; null means every circle service of the study. */
  readonly serviceIds: readonly string[] | null;
  /** null means each service's own profile. */
  readonly profileId: ProfileId | null;
  /** Overrides the profile's speed; null keeps it. */
  readonly speedMetresPerSecond: number | null;
  /** null means each service's own group. */
  readonly groupId: GroupId | null;
  /** The largest cost that counts: a place is covered when its unrounded time ≤ cutoff. */
  readonly cutoffSeconds: number;
  /** Share of a community's people that must be covered for it to count as met (the plan gives none). */
  readonly passShare: number;
  /** Farthest that a point may lie from the edge it is attached to. */
  readonly snapRadiusMetres: number;
  /** Costs beyond this are not searched; also the far end of medians and curves. */
  readonly searchLimitSeconds: number;
  /** Walkers take slopes into account where the streets have elevation. */
  readonly slope: boolean;
  /** Time on steps against the same length of level street, for walkers; 1 costs nothing extra. */
  readonly stairsFactor: number;
  /** Seconds lost at each crossing of a carriageway. */
  readonly crossingSeconds: number;
  /** Streets and gates that are closed at night are closed. */
  readonly night: boolean;
  /** Wheelchairs use no street that rises more (metres per metre) where elevation is known; null: however steep. */
  readonly steepestIncline: number | null;
}

/** Published factor for steps (docs/methods.md), offered where stairs are made to count. */
export const PUBLISHED_STAIRS_FACTOR = 2;
/** 1:12, the steepest ramp that GB 50763 allows. */
const RAMP_INCLINE = 1 / 12;

export const DEFAULT_PARAMETERS: AnalysisParameters = {
  serviceIds: null,
  profileId: null,
  speedMetresPerSecond: null,
  groupId: null,
  cutoffSeconds: 900,
  passShare: 0.8,
  snapRadiusMetres: 300,
  searchLimitSeconds: 3600,
  slope: false,
  stairsFactor: 1,
  crossingSeconds: 0,
  night: false,
  steepestIncline: RAMP_INCLINE,
};
