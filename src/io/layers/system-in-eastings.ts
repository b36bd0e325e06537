/**
 * The zone that eight-digit eastings name (38 439 302), of a layer of metres that says nothing else of its system. It is taken only where
 * it puts the layer into the study. Which of China's datums it is the numbers do not say: CGCS2000, in use since 2018, is assumed.
 */
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { systemOfEpsg } from "../crs/find-coordinate-system.ts";
import { gaussKrugerCode } from "../crs/gauss-kruger.ts";
import { samplePositions } from "../crs/sample-positions.ts";
import type { StreetReference } from "../crs/street-reference.ts";
import type { FeatureTable } from "../tables/feature-table.ts";

const ZONE_METRES = 1_000_000;
/** Zones 13–15 of six degrees may be web Mercator. */
const SIX_DEGREES = { first: 16, last: 23 } as const;
const THREE_DEGREES = { first: 25, last: 45 } as const;
const INSIDE_SHARE = 0.9;

function systemOfZone(zone: number): CoordinateSystem | null {
  const isOfThree = zone >= THREE_DEGREES.first && zone <= THREE_DEGREES.last;
  if (!isOfThree && !(zone >= SIX_DEGREES.first && zone <= SIX_DEGREES.last)) return null;
  const meridian = isOfThree ? 3 * zone : 6 * zone - 3;
  const code = gaussKrugerCode("cgcs2000", meridian, zone * ZONE_METRES + 500_000);
  return code === 0 ? null : (systemOfEpsg(code) ?? null);
}

/** Null where the eastings carry no zone, or several, or where the layer would not lie in the study. */
export function systemInEastings(table: FeatureTable, reference: StreetReference | null): CoordinateSystem | null {
  if (!reference?.bounds) return null;
  const { count, coordinates } = samplePositions(table);
  const zone = Math.floor((coordinates[0] ?? 0) / ZONE_METRES);
  const system = systemOfZone(zone);
  if (system === null) return null;
  let inside = 0;
  for (let at = 0; at < count; at++) {
    const [x, y] = [coordinates[2 * at] as number, coordinates[2 * at + 1] as number];
    if (Math.floor(x / ZONE_METRES) !== zone) return null;
    if (system.faultOf(x, y) === "" && reference.isInside(...system.toDegrees(x, y))) inside++;
  }
  return inside >= INSIDE_SHARE * count ? system : null;
}
