/** Demand: where people are, how many, by group. */

/**
 * Age groups in completed years. `all` always exists. In a study without census
 * figures only `all` exists and `DemandUnit` says what it counts.
 */
export type GroupId = "all" | "0-2" | "3-6" | "6-15" | "60+" | "65+" | "80+";
export const GROUP_IDS: readonly GroupId[] = ["all", "0-2", "3-6", "6-15", "60+", "65+", "80+"];

/** The years of each group, first and last; infinite where it has no last. */
export const GROUP_YEARS: Readonly<Record<GroupId, readonly [first: number, last: number]>> = {
  all: [0, Number.POSITIVE_INFINITY],
  "0-2": [0, 2],
  "3-6": [3, 6],
  "6-15": [6, 15],
  "60+": [60, Number.POSITIVE_INFINITY],
  "65+": [65, Number.POSITIVE_INFINITY],
  "80+": [80, Number.POSITIVE_INFINITY],
};

/** What one unit of `people` is: persons, m² of residential floor, or metres of residential street. */
export type DemandUnit = "people" | "residential-floor-m2" | "residential-street-m";

export interface Demand {
  readonly count: number;
  /** Interleaved lon, lat. */
  readonly coordinates: Float64Array;
  /** Index of each point's community, -1 outside all of them. */
  readonly communityIndexes: Int32Array;
  readonly unit: DemandUnit;
  /** People (floats, ≥ 0) per point, one array per group that the study has. */
  readonly people: Readonly<Partial<Record<GroupId, Float64Array>>> & { readonly all: Float64Array };
  /** Residential land in m² that each point stands for; null where the study has none (land is then sampled over whole communities). */
  readonly landSquareMetres: Float64Array | null;
}
