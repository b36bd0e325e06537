/**
 * The coordinate system that a GeoTIFF's keys name by an EPSG code, or spell out as a
 * transverse Mercator of their own, as software writes zones of Gauss–Krüger that it
 * knows no code for. Only datums that count as WGS84 are taken.
 */
import { type CoordinateSystem, degreesSystem } from "../crs/coordinate-system.ts";
import { findCoordinateSystem, systemOfEpsg } from "../crs/find-coordinate-system.ts";

type GeoKeys = Readonly<Record<string, unknown>>;

const USER_DEFINED = 32767;
const TRANSVERSE_MERCATOR = 1;
/** 0 where the file names no datum: the ellipsoid's axis tells then. */
const LIKE_WGS84 = new Set([0, 4326, 4490, 4258, 4269]);
const AXIS_METRES = 6378137;

/** The system; null where the keys name none that is known. */
export function systemOfGeoKeys(keys: GeoKeys): CoordinateSystem | null {
  const projected = Number(keys.ProjectedCSTypeGeoKey ?? 0);
  if (projected !== 0 && projected !== USER_DEFINED) return exactSystem(projected);
  if (projected === USER_DEFINED || Number(keys.GTModelTypeGeoKey ?? 0) === 1) return spelledOut(keys);
  const geographic = Number(keys.GeographicTypeGeoKey ?? 0);
  if (geographic === 0 || geographic === USER_DEFINED) return null;
  const system = exactSystem(geographic);
  return system?.unit === "degrees" ? degreesSystem(system.id, system.title) : null;
}

function exactSystem(code: number): CoordinateSystem | null {
  const system = systemOfEpsg(code);
  return system?.isApproximate ? null : system;
}

function spelledOut(keys: GeoKeys): CoordinateSystem | null {
  const number = (name: string, without: number): number => Number(keys[name] ?? without);
  const datum = number("GeographicTypeGeoKey", 0);
  const isLikeWgs84 = datum === USER_DEFINED ? keys.GeogSemiMajorAxisGeoKey === AXIS_METRES : LIKE_WGS84.has(datum);
  const meridian = number("ProjNatOriginLongGeoKey", Number.NaN);
  if (number("ProjCoordTransGeoKey", 0) !== TRANSVERSE_MERCATOR || !Number.isFinite(meridian) || !isLikeWgs84)
    return null;
  const numbers = {
    lat_0: number("ProjNatOriginLatGeoKey", 0),
    lon_0: meridian,
    k: number("ProjScaleAtNatOriginGeoKey", 1),
    x_0: number("ProjFalseEastingGeoKey", 0),
    y_0: number("ProjFalseNorthingGeoKey", 0),
  };
  const written = Object.entries(numbers).map(([name, value]) => `+${name}=${value}`);
  return findCoordinateSystem(`+proj=tmerc ${written.join(" ")} +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs`);
}
