/** What access says of one service of a study, as arrays indexed by community in the study's order. */
import type { Catchments } from "../coverage/catchment.ts";
import type { GroupId } from "../model/demand.ts";
import type { Equity } from "./equity.ts";
import type { FacilityCapacity } from "./facility-capacity.ts";
import type { StateTotals } from "./measure-matrix.ts";

/** Why measures with capacity are not given; never 0 in their stead. */
export type CapacityFault = "no-facilities" | "no-capacity" | "capacity-missing";
/** Why the three states are not given. */
export type StateFault = CapacityFault | "capacity-is-staff" | "demand-is-not-people";

/** Means are of the group's people, NaN where a community has none. */
interface CapacityMeans {
  /** Capacity within the cutoff. */
  readonly cumulative: Float64Array;
  /** Capacity weighted by the Gaussian that ends at the cutoff. */
  readonly gravity: Float64Array;
  /** Capacity per person that competes for it, all within the cutoff alike. */
  readonly twoStep: Float64Array;
  /** The same with Luo & Qi's three zones. */
  readonly enhanced: Float64Array;
}

export interface ServiceAccess {
  readonly serviceId: string;
  readonly groupId: GroupId;
  readonly cutoffSeconds: number;
  readonly facilityCount: number;
  readonly capacity: FacilityCapacity | null;
  readonly capacityFault: CapacityFault | null;
  readonly stateFault: StateFault | null;
  readonly people: Float64Array;
  /** People with at least two facilities within the cutoff. */
  readonly peopleWithBackup: Float64Array;
  readonly peopleNotCovered: Float64Array;
  /** Null where the states cannot be told; else the three add up to `people`. */
  readonly peopleServed: Float64Array | null;
  readonly peopleOverCapacity: Float64Array | null;
  /** People with a place, by facility; never more than it can take. Null where the states cannot be told. */
  readonly servedAtFacility: Float64Array | null;
  /** Mean number of facilities within the cutoff. */
  readonly facilitiesReached: Float64Array;
  /** Median time to the second nearest facility; Infinity where half of the people have none within the cutoff. */
  readonly secondNearestSeconds: Float64Array;
  readonly means: CapacityMeans | null;
  /** Of the whole study, demand outside every community included. */
  readonly totals: {
    readonly people: number;
    readonly peopleByReached: Float64Array;
    readonly states: StateTotals | null;
    readonly capacity: number | null;
    /** Capacity of the facilities that people reach: what access × people adds up to. */
    readonly capacityReached: number | null;
  };
  readonly catchments: Catchments;
  /** Spread of the two-step score, or of the number of facilities reached where there is no capacity. */
  readonly equityOf: "twoStep" | "facilitiesReached";
  /** What orders people for the concentration index and Palma by rank; null where the study has no such figures. */
  readonly rankedBy: "share-of-people-under-60" | null;
  readonly equity: readonly { readonly groupId: GroupId; readonly measures: Equity }[];
}
