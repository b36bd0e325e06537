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
}

/** Points on streets that cannot be passed: a locked gate, a turnstile for cycles. */
export interface StreetBlocks {
  readonly count: number;
  /** Interleaved lon, lat; each equals a street vertex to 1e-7°. */
  readonly coordinates: Float64Array;
  /** WALK_BOTH and/or CYCLE_BOTH: the modes that are stopped here. */
  readonly stops: Uint8Array;
}
