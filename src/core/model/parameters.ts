/** What a run may choose, and the defaults. SI units throughout. */
import type { GroupId } from "./demand.ts";

export type ProfileId = "adult" | "elderly" | "child" | "cycle";
export type Mode = "walk" | "cycle";

export interface Profile {
  readonly id: ProfileId;
  readonly mode: Mode;
  readonly speedMetresPerSecond: number;
}

/** Default speeds (editable): norms.md of the plan's method note; 15 min = 1080 / 720 / 900 / 3150 m. */
export const PROFILES: Readonly<Record<ProfileId, Profile>> = {
  adult: { id: "adult", mode: "walk", speedMetresPerSecond: 1.2 },
  elderly: { id: "elderly", mode: "walk", speedMetresPerSecond: 0.8 },
  child: { id: "child", mode: "walk", speedMetresPerSecond: 1.0 },
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
}

export const DEFAULT_PARAMETERS: AnalysisParameters = {
  serviceIds: null,
  profileId: null,
  speedMetresPerSecond: null,
  groupId: null,
  cutoffSeconds: 900,
  passShare: 0.8,
  snapRadiusMetres: 300,
  searchLimitSeconds: 3600,
};
