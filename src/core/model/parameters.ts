/** What a run may choose, and the defaults. SI units throughout. */
import type { GroupId } from "./demand.ts";

export type ProfileId = "adult" | "elderly" | "child" | "wheelchair" | "cycle";
export const PROFILE_IDS: readonly [ProfileId, ...ProfileId[]] = ["adult", "elderly", "child", "wheelchair", "cycle"];
export type Mode = "walk" | "cycle";

export interface Profile {
  readonly id: ProfileId;
  readonly mode: Mode;
  readonly speedMetresPerSecond: number;
  /** True where steps, stiles and other ways that wheels cannot take are closed. */
  readonly stepFree: boolean;
}

/** Default speeds (editable, see docs/methods.md); 15 min = 1080 / 720 / 900 / 720 / 3150 m. */
export const PROFILES: Readonly<Record<ProfileId, Profile>> = {
  adult: { id: "adult", mode: "walk", speedMetresPerSecond: 1.2, stepFree: false },
  elderly: { id: "elderly", mode: "walk", speedMetresPerSecond: 0.8, stepFree: false },
  child: { id: "child", mode: "walk", speedMetresPerSecond: 1.0, stepFree: false },
  wheelchair: { id: "wheelchair", mode: "walk", speedMetresPerSecond: 0.8, stepFree: true },
  cycle: { id: "cycle", mode: "cycle", speedMetresPerSecond: 3.5, stepFree: false },
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
  /** True: walks cost what Tobler's hiking function says of their slope. Needs a study with elevation. */
  readonly slope: boolean;
  /** Time on steps as a multiple of level time, for walkers. */
  readonly stairsFactor: number;
  /** Seconds lost at each street crossing that is mapped as a way of its own. */
  readonly crossingSeconds: number;
  /** Rise over run beyond which a street is closed to wheelchairs, where elevation is known. */
  readonly steepestIncline: number;
  /** `night` closes the streets and gates that are shut at 02:00 on a weekday. */
  readonly timeOfDay: TimeOfDay;
}

export type TimeOfDay = "day" | "night";

/** Stairs and crossings that cost more than this are taken for a slip of the pen. */
export const MOST_STAIRS_FACTOR = 20;
export const MOST_CROSSING_SECONDS = 600;

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
  stairsFactor: 2,
  crossingSeconds: 0,
  steepestIncline: 1 / 12,
  timeOfDay: "day",
};
