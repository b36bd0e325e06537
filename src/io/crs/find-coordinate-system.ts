/**
 * The coordinate system that a code, a name or a PROJ string stands for. Projected
 * systems are computed by proj4, which agrees with PROJ 9 to a tenth of a
 * millimetre in the zones that are known here.
 */
import proj4 from "proj4";
import type { Position } from "../../core/model/geometry.ts";
import { BD09, GCJ02, shiftProjected } from "./china-offsets.ts";
import {
  type CoordinateFault,
  type CoordinateSystem,
  degreesSystem,
  SWAPPED_ENDING,
  swapAxes,
} from "./coordinate-system.ts";
import { geographicDefinition, type ProjectedDefinition, projectedDefinition } from "./epsg-systems.ts";

/** Farther from its meridian than this a transverse Mercator zone is not in use. */
const WIDEST_ZONE_DEGREES = 15;

const NAMES: Readonly<Record<string, number>> = {
  wgs84: 4326,
  "wgs 84": 4326,
  crs84: 4326,
  "ogc:crs84": 4326,
  "urn:ogc:def:crs:ogc:1.3:crs84": 4326,
  cgcs2000: 4490,
  "web mercator": 3857,
  webmercator: 3857,
};

const SHIFTED: Readonly<Record<string, CoordinateSystem>> = {
  gcj02: GCJ02,
  gcj: GCJ02,
  火星坐标系: GCJ02,
  高德坐标系: GCJ02,
  bd09: BD09,
  bd09ll: BD09,
  百度坐标系: BD09,
};

/** `local` as a name of plane metres without a coordinate system. */
export function isPlaneName(text: string): boolean {
  return text.trim().toLowerCase() === "local";
}

/** The code in `EPSG:4547`, `4547`, `urn:ogc:def:crs:EPSG::4547`, `http://www.opengis.net/def/crs/EPSG/0/4547`; 0 where there is none. */
export function epsgCodeOf(text: string): number {
  const plain = text.trim().toLowerCase();
  const named = NAMES[plain];
  if (named !== undefined) return named;
  const code =
    /^(?:epsg:{1,2}|urn:(?:ogc|x-ogc):def:crs:epsg:[\d.]*:|https?:\/\/www\.opengis\.net\/def\/crs\/epsg\/[\d.]+\/)?(\d{4,6})$/.exec(
      plain,
    );
  return code ? Number(code[1]) : 0;
}

/** The system of an EPSG code, null where it is not known. */
export function systemOfEpsg(code: number): CoordinateSystem | null {
  const geographic = geographicDefinition(code);
  if (geographic) return degreesSystem(`EPSG:${code}`, geographic.title, geographic.isApproximate);
  const definition = projectedDefinition(code);
  return definition && projectedSystem(`EPSG:${code}`, definition);
}

/** The system that a text names, null where it is not known. Planes are laid by `layPlane`, not found here. */
export function findCoordinateSystem(text: string): CoordinateSystem | null {
  const plain = text.trim();
  const ending = /:(yx|gcj02|bd09)$/i.exec(plain);
  if (ending) return findModified(plain.slice(0, ending.index), (ending[1] as string).toLowerCase());
  const shifted = SHIFTED[plain.toLowerCase().replace(/[-_\s]/g, "")];
  if (shifted) return shifted;
  if (/^\+proj=/.test(plain)) return systemOfProjString(plain);
  const code = epsgCodeOf(plain);
  return code === 0 ? null : systemOfEpsg(code);
}

/** `EPSG:4547:yx`, `EPSG:3857:gcj02`, `EPSG:3857:gcj02:yx`: each ending once, and `yx` last. */
function findModified(inner: string, ending: string): CoordinateSystem | null {
  const system = inner.toLowerCase().endsWith(SWAPPED_ENDING) ? null : findCoordinateSystem(inner);
  if (!system || ending === "yx") return system && swapAxes(system);
  const isPlainProjection = system.unit === "metres" && !/:(gcj02|bd09)$/.test(system.id);
  return isPlainProjection ? shiftProjected(system, SHIFTED[ending] as CoordinateSystem) : null;
}

/** Ellipsoids of Xian 1980 and Beijing 1954 without a stated offset. */
function isApproximateProj(text: string): boolean {
  return /\+(a=6378245|a=6378140|ellps=krass|ellps=IAU76)\b/i.test(text) && !/\+(towgs84|nadgrids)=/.test(text);
}

/** Meridian and easting of a transverse Mercator that begins at the equator, null for anything else. */
function zoneOfProj(text: string): ProjectedDefinition["zone"] {
  const numberOf = (name: string): number => Number(new RegExp(`\\+${name}=(\\S+)`).exec(text)?.[1] ?? 0);
  if (!/^\+proj=tmerc\b/.test(text) || numberOf("lat_0") !== 0 || /\+to_meter=/.test(text)) return null;
  const zone = { centralMeridian: numberOf("lon_0"), falseEasting: numberOf("x_0") };
  return Number.isFinite(zone.centralMeridian) && Number.isFinite(zone.falseEasting) ? zone : null;
}

/** The system of a PROJ definition, null where it cannot be computed. */
export function systemOfProjString(text: string): CoordinateSystem | null {
  if (/^\+proj=(longlat|latlong|lonlat|latlon)\b/.test(text)) {
    // A datum shift between degrees is none of the systems that count as WGS84.
    return /\+(towgs84|nadgrids|pm)=/.test(text) ? null : degreesSystem(text, text, isApproximateProj(text));
  }
  try {
    return projectedSystem(text, {
      title: text,
      proj: text,
      zone: zoneOfProj(text),
      isApproximate: isApproximateProj(text),
    });
  } catch {
    return null;
  }
}

function projectedSystem(id: string, { title, proj, zone, isApproximate }: ProjectedDefinition): CoordinateSystem {
  const converter = proj4(proj);
  const toDegrees = (x: number, y: number): Position => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [Number.NaN, Number.NaN];
    const [lon, lat] = converter.inverse([x, y]);
    return [lon as number, lat as number];
  };
  const fromDegrees = (lon: number, lat: number): Position => {
    const [x, y] = converter.forward([lon, lat]);
    return [x as number, y as number];
  };
  const isNear = (x: number, y: number): boolean => {
    const [lon, lat] = toDegrees(x, y);
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return false;
    if (zone === null) return true;
    const away = Math.abs(((lon - zone.centralMeridian + 540) % 360) - 180);
    if (away > WIDEST_ZONE_DEGREES) return false;
    // Far outside its zone the series of the projection folds back onto other places.
    const [xAgain, yAgain] = fromDegrees(lon, lat);
    return Math.abs(xAgain - x) < 1 && Math.abs(yAgain - y) < 1;
  };
  const faultOf = (x: number, y: number): CoordinateFault => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return "not-a-number";
    if (zone !== null && Math.abs(x) <= 180 && Math.abs(y) <= 90) return "degrees";
    if (isNear(x, y)) return "";
    if (isNear(y, x)) return "swapped-axes";
    if (zone !== null && zone.falseEasting === 500_000 && x > 1e6 && isNear(x % 1e6, y)) return "zone-prefix";
    if (zone !== null && zone.falseEasting > 1e6 && isNear(x + zone.falseEasting - 500_000, y)) return "no-zone-prefix";
    return "outside-system";
  };
  return { id, title, unit: "metres", isPlane: false, isApproximate, lengthError: 0, toDegrees, fromDegrees, faultOf };
}
