/**
 * The coordinate systems that a layer's numbers may be in, given where the study lies: degrees may be WGS84, GCJ-02 or BD-09; metres
 * any zone of Gauss–Krüger (with its number before the easting or without) or UTM over the study, or Web Mercator, all of them of true degrees
 * or of shifted ones that somebody projected; each with its axes either way round. What the file itself says always comes first.
 */
import type { Bounds } from "../../core/model/geometry.ts";
import { BD09, GCJ02, shiftProjected } from "./china-offsets.ts";
import { type CoordinateSystem, swapAxes, WGS84 } from "./coordinate-system.ts";
import { systemOfEpsg } from "./find-coordinate-system.ts";
import { type ChinaDatum, gaussKrugerZonesOver } from "./gauss-kruger.ts";
import type { PositionSample } from "./sample-positions.ts";

export interface Hypothesis {
  readonly system: CoordinateSystem;
  /** True for the system that the file names. */
  readonly isStated: boolean;
}

const WEB_MERCATOR = 3857;
const DATUMS: readonly ChinaDatum[] = ["cgcs2000", "xian-1980", "beijing-1954"];

/** Whether most numbers may be longitude and latitude, in whichever order. */
function looksLikeDegrees({ count, coordinates }: PositionSample): boolean {
  let fitting = 0;
  for (let at = 0; at < count; at++) {
    const [x, y] = [Math.abs(coordinates[2 * at] as number), Math.abs(coordinates[2 * at + 1] as number)];
    if (Math.max(x, y) <= 180 && Math.min(x, y) <= 90) fitting++;
  }
  return 2 * fitting >= count;
}

function systemsOfMetres([west, , east]: Bounds): CoordinateSystem[] {
  const zones = DATUMS.flatMap((datum) => gaussKrugerZonesOver(datum, west, east).map(({ code }) => code));
  const utm: number[] = [];
  for (let zone = Math.floor((west + 180) / 6) + 1; zone <= Math.floor((east + 180) / 6) + 1; zone++)
    if (zone >= 1 && zone <= 60) utm.push(32600 + zone);
  const systems = [...zones, ...utm, WEB_MERCATOR].flatMap((code) => systemOfEpsg(code) ?? []);
  const exact = systems.filter(({ isApproximate }) => !isApproximate);
  return [...systems, ...[GCJ02, BD09].flatMap((shifted) => exact.map((system) => shiftProjected(system, shifted)))];
}

/** @param stated what the file names, null where it names none that is known. @param bounds of the study, in degrees. */
export function listHypotheses(
  sample: PositionSample,
  stated: CoordinateSystem | null,
  bounds: Bounds,
): readonly Hypothesis[] {
  const plain = looksLikeDegrees(sample) ? [WGS84, GCJ02, BD09] : systemsOfMetres(bounds);
  // CGCS2000 and WGS84 are one, so the file's own name stands for both.
  const others = plain.filter(
    ({ id }) => id !== stated?.id && !(id === WGS84.id && stated?.unit === "degrees" && isLikeWgs84(stated)),
  );
  const own = stated ? [{ system: stated, isStated: true }] : [];
  const unstated = [...others, ...(stated ? [swapAxes(stated)] : []), ...others.map(swapAxes)];
  return [...own, ...unstated.map((system) => ({ system, isStated: false }))];
}

function isLikeWgs84(system: CoordinateSystem): boolean {
  return system.id !== GCJ02.id && system.id !== BD09.id && !system.isApproximate;
}
