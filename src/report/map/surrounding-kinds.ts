/** Which walls and names stand out among those of their kind. */
import type { Bounds } from "../../core/model/geometry.ts";

/** Walls of at least this extent, and city walls by name, stand out; those of compounds stay in the background. */
const LONG_WALL_DEGREES = 0.02;
const CITY_WALL_NAME = /城墙|city wall|ramparts?/i;

export function isGrandWall(kind: string, name: string, [west, south, east, north]: Bounds): boolean {
  if (kind !== "wall") return false;
  return CITY_WALL_NAME.test(name) || Math.hypot(east - west, north - south) >= LONG_WALL_DEGREES;
}

/** Counties, districts and cities are named before townships. */
export function isCountyName(name: string): boolean {
  return /[县区市]$/.test(name);
}
