/** The coordinate system of an export by its name. */
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { findCoordinateSystem } from "../crs/find-coordinate-system.ts";

/** A system with northing (latitude) first, as some tables are read; every format that is written here has x first. */
const NORTHING_FIRST = /:yx$/i;

/** The system that a text names; null where it is not known, or not one that files are written in. */
export function findExportSystem(text: string): CoordinateSystem | null {
  return NORTHING_FIRST.test(text.trim()) ? null : findCoordinateSystem(text);
}
