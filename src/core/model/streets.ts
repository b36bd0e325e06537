/**
 * Street lines as the study keeps them: flat coordinates, one row a line, and
 * who may move along it in which direction. Lines meet where they share a vertex
 * (equal to 1e-7°), as in OpenStreetMap.
 */

/** Permission bits of a street, relative to the direction in which it is drawn. */
export const WALK_FORWARD = 1;
export const WALK_BACKWARD = 2;
export const CYCLE_FORWARD = 4;
export const CYCLE_BACKWARD = 8;
export const WALK_BOTH = WALK_FORWARD | WALK_BACKWARD;
export const CYCLE_BOTH = CYCLE_FORWARD | CYCLE_BACKWARD;

/** Conditions of a street or of a point on one: who is stopped when, and what costs more. */
export const NIGHT_CLOSED_WALK = 1;
export const NIGHT_CLOSED_CYCLE = 2;
export const NIGHT_CLOSED = NIGHT_CLOSED_WALK | NIGHT_CLOSED_CYCLE;
export const NO_WHEELCHAIR = 4;
export const CROSSING = 8;
export const STEPS = 16;
/** On a bridge or in a tunnel: the ground's height is not the street's. */
export const OFF_GROUND = 32;
/** On steps: a wheelchair passes, by a ramp beside them. */
export const WHEELCHAIR_RAMP = 64;
/** Every condition bit. */
export const ALL_CONDITIONS = 127;

/**
 * The ground along the streets: metres above sea level at every position and, where
 * positions are far apart, evenly between them.
 */
export interface StreetElevations {
  /** Sample of each position of the streets; those between two positions of a line follow the first of them. */
  readonly samples: Uint32Array;
  /** Metres of each sample, NaN where the elevation model has none. */
  readonly metres: Float32Array;
}

export interface Streets {
  readonly count: number;
  /** Interleaved lon, lat of all lines, one after the other. */
  readonly coordinates: Float64Array;
  /** `count + 1` offsets into `coordinates`, in positions (pairs). */
  readonly starts: Uint32Array;
  /** Permission bits of each line; 0 is drawn but never walked or cycled. */
  readonly permissions: Uint8Array;
  /** OSM `highway` value of each line (`residential`, `steps` …), or `street` where unknown. */
  readonly classes: readonly string[];
  readonly names: readonly string[];
  readonly ids: readonly string[];
  /** Condition bits of each line; left out where no line has one. Lines of class `steps` need no bit. */
  readonly conditions?: Uint8Array;
  /** Left out where the study has no elevation. */
  readonly elevations?: StreetElevations;
}

/** Points on streets that somebody cannot pass, or not always: a locked gate, a turnstile, a park gate shut at night. */
export interface StreetBlocks {
  readonly count: number;
  /** Interleaved lon, lat; each equals a street vertex to 1e-7°. */
  readonly coordinates: Float64Array;
  /** WALK_BOTH and/or CYCLE_BOTH: the modes that are stopped here. */
  readonly stops: Uint8Array;
  /** NIGHT_CLOSED_WALK, NIGHT_CLOSED_CYCLE, NO_WHEELCHAIR of each; left out where no point has one. */
  readonly conditions?: Uint8Array;
}
