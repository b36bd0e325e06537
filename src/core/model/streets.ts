/**
 * Street lines as the study keeps them: flat coordinates, one row a line, and
 * who may move along it in which direction. Lines meet where they share a vertex
 * (equal to 1e-7°), as in OpenStreetMap.
 */
import { distanceMetres } from "../geodesy.ts";

/** Permission bits of a street, relative to the direction in which it is drawn. */
export const WALK_FORWARD = 1;
export const WALK_BACKWARD = 2;
export const CYCLE_FORWARD = 4;
export const CYCLE_BACKWARD = 8;
export const WALK_BOTH = WALK_FORWARD | WALK_BACKWARD;
export const CYCLE_BOTH = CYCLE_FORWARD | CYCLE_BACKWARD;

/** Condition bits of a street: what makes it harder, or closes it to some people or at some hours. */
export const CONDITION_CROSSING = 1;
export const CONDITION_STEPS = 2;
export const CONDITION_NO_WHEELCHAIR = 4;
export const CONDITION_NIGHT_NO_WALK = 8;
export const CONDITION_NIGHT_NO_CYCLE = 16;
/** A bridge or tunnel: it does not follow the ground, its height runs evenly between its ends. */
export const CONDITION_SPAN = 32;
export const ALL_CONDITIONS = 63;

/** More bits of `StreetBlocks.stops`: who is stopped besides the modes, or only at night. */
export const STOPS_WHEELCHAIR = 16;
export const STOPS_WALK_AT_NIGHT = 32;
export const STOPS_CYCLE_AT_NIGHT = 64;
export const ALL_STOPS = 127;

/**
 * Heights along the streets: one sample at every position and, on long segments, more between two
 * positions, evenly spaced. A street's samples between its positions p and p + 1 are those from `ofPosition[p]` to `ofPosition[p + 1]`.
 */
export interface StreetElevations {
  /** Metres above the elevation model's own level; NaN where it has no value. */
  readonly metres: Float64Array;
  /** Sample that lies at each position of `Streets.coordinates`. */
  readonly ofPosition: Uint32Array;
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
  /** CONDITION_* bits of each line; absent where only the class tells (see `conditionsOfStreet`). */
  readonly conditions?: Uint8Array;
  /** Absent where the study has no elevation. */
  readonly elevations?: StreetElevations;
}

/** CONDITION_* bits of a street; a street layer without conditions still knows its steps by their class. */
export function conditionsOfStreet(streets: Streets, street: number): number {
  if (streets.conditions) return streets.conditions[street] as number;
  return streets.classes[street] === "steps" ? CONDITION_STEPS | CONDITION_NO_WHEELCHAIR : 0;
}

/** Metres along a street. */
export function lengthOfStreet({ coordinates, starts }: Streets, street: number): number {
  let metres = 0;
  const end = starts[street + 1] as number;
  for (let position = (starts[street] as number) + 1; position < end; position++) {
    metres += distanceMetres(
      coordinates[2 * position - 2] as number,
      coordinates[2 * position - 1] as number,
      coordinates[2 * position] as number,
      coordinates[2 * position + 1] as number,
    );
  }
  return metres;
}

/** Points on streets that not everybody can pass: a locked gate, a turnstile for cycles, a gate that is shut at night. */
export interface StreetBlocks {
  readonly count: number;
  /** Interleaved lon, lat; each equals a street vertex to 1e-7°. */
  readonly coordinates: Float64Array;
  /** WALK_BOTH and/or CYCLE_BOTH: the modes that are always stopped here; STOPS_* bits: who else is, or when. */
  readonly stops: Uint8Array;
}
