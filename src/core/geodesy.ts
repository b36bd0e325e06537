/**
 * Lengths on the WGS84 ellipsoid over walking distances, from the radii of
 * curvature at the middle latitude. Error below 1e-6 of the length up to 20 km
 * (against Karney's geodesic). Only + - * / and sqrt are used, so that every
 * machine gives the same bits; Math.cos may differ in its last digit.
 */

const EQUATORIAL_RADIUS_METRES = 6378137;
const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
const RADIANS_PER_DEGREE = 0.017453292519943295;

/** sin² and cos of an angle of at most 90° by the Taylor series about 0 or 90°, the same bits everywhere. */
function cosineOfDegrees(degrees: number): number {
  const absolute = degrees < 0 ? -degrees : degrees;
  return absolute <= 45
    ? cosineSeries(absolute * RADIANS_PER_DEGREE)
    : sineSeries((90 - absolute) * RADIANS_PER_DEGREE);
}

function cosineSeries(x: number): number {
  const s = x * x;
  return (
    1 -
    (s / 2) *
      (1 -
        (s / 12) * (1 - (s / 30) * (1 - (s / 56) * (1 - (s / 90) * (1 - (s / 132) * (1 - (s / 182) * (1 - s / 240)))))))
  );
}

function sineSeries(x: number): number {
  const s = x * x;
  return (
    x *
    (1 - (s / 6) * (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - (s / 110) * (1 - (s / 156) * (1 - s / 210)))))))
  );
}

/** Metres per degree of longitude at a latitude. */
export function metresPerDegreeOfLongitude(latitude: number): number {
  const cosine = cosineOfDegrees(latitude);
  const w = 1 - ECCENTRICITY_SQUARED * (1 - cosine * cosine);
  return (RADIANS_PER_DEGREE * EQUATORIAL_RADIUS_METRES * cosine) / Math.sqrt(w);
}

/** Metres per degree of latitude at a latitude. */
export function metresPerDegreeOfLatitude(latitude: number): number {
  const cosine = cosineOfDegrees(latitude);
  const w = 1 - ECCENTRICITY_SQUARED * (1 - cosine * cosine);
  return (RADIANS_PER_DEGREE * EQUATORIAL_RADIUS_METRES * (1 - ECCENTRICITY_SQUARED)) / (w * Math.sqrt(w));
}

/** Beyond this latitude a degree of longitude is too short for lengths measured in a plane: streets there are refused. */
export const MOST_LATITUDE = 89;

/** From one longitude to another the short way round: never more than 180° either way. */
export function longitudeDifference(from: number, to: number): number {
  const degrees = to - from;
  if (degrees > 180) return degrees - 360;
  return degrees < -180 ? degrees + 360 : degrees;
}

/** Geodesic distance in metres between two positions in degrees, for distances up to some 20 km, across the antimeridian too. */
export function distanceMetres(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const middle = (lat1 + lat2) / 2;
  const cosine = cosineOfDegrees(middle);
  const w = 1 - ECCENTRICITY_SQUARED * (1 - cosine * cosine);
  const root = Math.sqrt(w);
  const x = (longitudeDifference(lon1, lon2) * RADIANS_PER_DEGREE * EQUATORIAL_RADIUS_METRES * cosine) / root;
  const y = ((lat2 - lat1) * RADIANS_PER_DEGREE * EQUATORIAL_RADIUS_METRES * (1 - ECCENTRICITY_SQUARED)) / (w * root);
  return Math.sqrt(x * x + y * y);
}

/** Metres along interleaved positions, from one of them to another farther on. */
export function lineMetres(coordinates: Float64Array, first: number, last: number): number {
  let metres = 0;
  for (let position = first; position < last; position++) {
    metres += distanceMetres(
      coordinates[2 * position] as number,
      coordinates[2 * position + 1] as number,
      coordinates[2 * position + 2] as number,
      coordinates[2 * position + 3] as number,
    );
  }
  return metres;
}
