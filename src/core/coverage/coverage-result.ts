/** What one run says of one service, as arrays indexed by community in the study's order. */
import type { GroupId } from "../model/demand.ts";
import type { ProfileId } from "../model/parameters.ts";

export const VERDICT_NOT_TESTABLE = 0;
export const VERDICT_NOT_MET = 1;
export const VERDICT_MET = 2;

export interface ServiceCoverage {
  readonly serviceId: string;
  readonly profileId: ProfileId;
  readonly speedMetresPerSecond: number;
  readonly groupId: GroupId;
  readonly cutoffSeconds: number;
  /** Straight-line radius that the comparison uses: speed × cutoff. */
  readonly straightRadiusMetres: number;
  readonly facilityCount: number;
  /** People of the group in each community, in the study's demand unit. */
  readonly people: Float64Array;
  readonly peopleCovered: Float64Array;
  readonly peopleCoveredStraight: Float64Array;
  /** Share of the community's (residential) land within the cutoff, 0–1; NaN where it has none. */
  readonly landShare: Float64Array;
  readonly landShareStraight: Float64Array;
  /** m² that `landShare` is a share of. */
  readonly landSquareMetres: Float64Array;
  /** Median time of the group's people, seconds; Infinity beyond the search limit, NaN without people. */
  readonly medianSeconds: Float64Array;
  /** Facility that is nearest to most of the group's people; -1 where none is within the search limit. */
  readonly nearestFacilityIndexes: Int32Array;
  /** VERDICT_* codes. */
  readonly verdicts: Uint8Array;
  /** Share of the whole study's people within 0, 1, 2 … 60 minutes, on streets and straight. */
  readonly curve: { readonly network: Float64Array; readonly straight: Float64Array };
}

/** How many points could be attached to streets, and why others could not. */
export interface SnapCounts {
  readonly attached: number;
  readonly tooFar: number;
  /** Only streets beyond water, a railway or a wall lay within the radius. */
  readonly behindBarrier: number;
  /** Only streets of an island (a small piece not joined to the network) lay within the radius. */
  readonly onIsland: number;
}
