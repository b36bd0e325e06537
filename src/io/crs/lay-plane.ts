/**
 * Plane metres without a coordinate system (an engineering plane, a toy lattice),
 * laid on the ellipsoid at 0°, 0° so that lengths there equal lengths in the plane:
 * x along the equator, y along the meridian. Lengths along x shrink with the square
 * of y; half of that is taken off the scale, so the error is the same at the middle
 * and at the rim: height² / (16 R²), which is 6e-7 at 20 km and 1.5e-5 at 100 km.
 * Equal coordinates stay equal, so lines that meet in the plane meet here.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../core/geodesy.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import type { CoordinateSystem } from "./coordinate-system.ts";

/** The largest relative error of a length that is still taken. */
const LARGEST_ERROR = 1e-4;
/** Half of the plane's width may take up this much of the equator. */
const MOST_DEGREES = 90;
const EARTH_RADIUS_METRES = 6_371_000;

/** How far a plane of this extent (x, y from and to) is off, at most, as a share of lengths. */
function lengthErrorOf([, south, , north]: Bounds): number {
  const height = north - south;
  return (height * height) / (16 * EARTH_RADIUS_METRES * EARTH_RADIUS_METRES);
}

/** Lays out a plane of that extent in metres; null where it is too large to keep lengths to 1e-4. */
export function layPlane(bounds: Bounds): CoordinateSystem | null {
  const [west, south, east, north] = bounds;
  // Whole metres, so that whole coordinates stay whole.
  const originX = Math.round((west + east) / 2);
  const originY = Math.round((south + north) / 2);
  const metresPerLat = metresPerDegreeOfLatitude(0);
  const rimLatitude = (north - south) / 2 / metresPerLat;
  const metresPerLon = metresPerDegreeOfLongitude(Math.min(10, rimLatitude * Math.SQRT1_2));
  const lengthError = lengthErrorOf(bounds);
  if (!(lengthError <= LARGEST_ERROR && (east - west) / 2 / metresPerLon <= MOST_DEGREES)) return null;
  return {
    id: "local",
    title: "plane metres, no coordinate system",
    unit: "metres",
    isPlane: true,
    isApproximate: false,
    lengthError,
    toDegrees: (x, y) => [(x - originX) / metresPerLon, (y - originY) / metresPerLat],
    fromDegrees: (lon, lat) => [lon * metresPerLon + originX, lat * metresPerLat + originY],
    faultOf: (x, y) => {
      if (!Number.isFinite(x) || !Number.isFinite(y)) return "not-a-number";
      const reach = MOST_DEGREES * metresPerLon;
      return Math.abs(x - originX) <= reach && Math.abs(y - originY) <= reach / 2 ? "" : "outside-system";
    },
  };
}
