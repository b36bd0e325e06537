/**
 * The coordinate system that a GeoTIFF's keys name by an EPSG code, or spell out: a
 * transverse Mercator of its own, as software writes zones of Gauss–Krüger that it
 * knows no code for, Albers' conic, or Mollweide by its name. Only datums that count as WGS84 are taken.
 */
import { type CoordinateSystem, degreesSystem } from "../crs/coordinate-system.ts";
import { findCoordinateSystem, systemOfEpsg } from "../crs/find-coordinate-system.ts";

type GeoKeys = Readonly<Record<string, unknown>>;

const USER_DEFINED = 32767;
const TRANSVERSE_MERCATOR = 1;
const ALBERS = 11;
const [GEOGRAPHIC_MODEL, NO_MODEL] = [2, 0];
/** 0 where the file names no datum: the ellipsoid's axis tells then. */
const LIKE_WGS84 = new Set([0, 4326, 4490, 4258, 4269]);
const AXIS_METRES = 6378137;

/** The system; null where the keys name none that is known. */
export function systemOfGeoKeys(keys: GeoKeys): CoordinateSystem | null {
  const projected = Number(keys.ProjectedCSTypeGeoKey ?? 0);
  if (projected !== 0 && projected !== USER_DEFINED) return exactSystem(projected);
  if (projected === USER_DEFINED || Number(keys.GTModelTypeGeoKey ?? 0) === 1) return spelledOut(keys);
  // A projection that GeoTIFF has no keys for is told by its name alone; GHS-POP comes in this one.
  const model = Number(keys.GTModelTypeGeoKey ?? NO_MODEL);
  if (model !== GEOGRAPHIC_MODEL && model !== NO_MODEL)
    return /mollweide/i.test(String(keys.PCSCitationGeoKey ?? keys.GTCitationGeoKey ?? "")) ? mollweide(keys) : null;
  const geographic = Number(keys.GeographicTypeGeoKey ?? 0);
  if (geographic === 0 || geographic === USER_DEFINED) return null;
  const system = exactSystem(geographic);
  return system?.unit === "degrees" ? degreesSystem(system.id, system.title) : null;
}

function exactSystem(code: number): CoordinateSystem | null {
  const system = systemOfEpsg(code);
  return system?.isApproximate ? null : system;
}

function isOfWgs84(keys: GeoKeys): boolean {
  const datum = Number(keys.GeographicTypeGeoKey ?? 0);
  return datum === USER_DEFINED ? keys.GeogSemiMajorAxisGeoKey === AXIS_METRES : LIKE_WGS84.has(datum);
}

/** Numbers of a definition for proj; metres on the ellipsoid of WGS84. */
function systemOfNumbers(projection: string, numbers: Readonly<Record<string, number>>): CoordinateSystem | null {
  const written = Object.entries(numbers).map(([name, value]) => `+${name}=${value}`);
  return findCoordinateSystem(
    `+proj=${projection} ${written.join(" ")} +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs`,
  );
}

function mollweide(keys: GeoKeys): CoordinateSystem | null {
  const meridian = /"Central_Meridian",(-?[\d.]+)/i.exec(String(keys.PCSCitationGeoKey ?? ""))?.[1];
  return isOfWgs84(keys) ? systemOfNumbers("moll", { lon_0: Number(meridian ?? 0), x_0: 0, y_0: 0 }) : null;
}

function spelledOut(keys: GeoKeys): CoordinateSystem | null {
  const number = (name: string, without: number): number => Number(keys[name] ?? without);
  const meridian = number("ProjNatOriginLongGeoKey", Number(keys.ProjCenterLongGeoKey ?? Number.NaN));
  if (!Number.isFinite(meridian) || !isOfWgs84(keys)) return null;
  const origin = {
    lat_0: number("ProjNatOriginLatGeoKey", Number(keys.ProjCenterLatGeoKey ?? 0)),
    lon_0: meridian,
    x_0: number("ProjFalseEastingGeoKey", 0),
    y_0: number("ProjFalseNorthingGeoKey", 0),
  };
  const kind = number("ProjCoordTransGeoKey", 0);
  if (kind === TRANSVERSE_MERCATOR)
    return systemOfNumbers("tmerc", { ...origin, k: number("ProjScaleAtNatOriginGeoKey", 1) });
  const [lat_1, lat_2] = [number("ProjStdParallel1GeoKey", Number.NaN), number("ProjStdParallel2GeoKey", Number.NaN)];
  return kind === ALBERS && Number.isFinite(lat_1 + lat_2) ? systemOfNumbers("aea", { ...origin, lat_1, lat_2 }) : null;
}
