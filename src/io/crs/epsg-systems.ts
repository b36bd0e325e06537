/**
 * EPSG codes → projections, by the rules by which the codes were given out rather
 * than from a table: the Gauss–Krüger zones of China, the UTM zones of WGS84,
 * ETRS89 and NAD83, and a few single systems. Checked against PROJ 9.
 */
import { CHINA_DATUMS, gaussKrugerZone } from "./gauss-kruger.ts";

export interface ProjectedDefinition {
  readonly title: string;
  /** As PROJ writes it. */
  readonly proj: string;
  /** Of transverse Mercator systems: where they are used, and how eastings are written. */
  readonly zone: { readonly centralMeridian: number; readonly falseEasting: number } | null;
  /** See `CoordinateSystem.isApproximate`. */
  readonly isApproximate: boolean;
}

const WGS84_DATUM = "+datum=WGS84";
const GRS80_DATUM = "+ellps=GRS80 +towgs84=0,0,0,0,0,0,0";

const GEOGRAPHIC: Readonly<Record<number, string>> = {
  4326: "WGS84",
  4979: "WGS84 (3D)",
  4490: "CGCS2000, taken as WGS84",
  4480: "CGCS2000 (3D), taken as WGS84",
  4258: "ETRS89, taken as WGS84",
  4269: "NAD83, taken as WGS84",
};

const SINGLE: Readonly<Record<number, readonly [title: string, proj: string]>> = {
  3857: [
    "WGS84 / Pseudo-Mercator",
    "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs",
  ],
  3395: ["WGS84 / World Mercator", "+proj=merc +lon_0=0 +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs"],
  2154: [
    "RGF93 / Lambert-93",
    "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs",
  ],
  3035: [
    "ETRS89 / LAEA Europe",
    "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs",
  ],
};
const OTHER_NAMES: Readonly<Record<number, number>> = { 900913: 3857, 3785: 3857, 102100: 3857, 102113: 3857 };

/** What is known, as a message lists it. */
export const KNOWN_SYSTEMS =
  "EPSG:4326, EPSG:4490, EPSG:4491–4554 (CGCS2000 Gauss–Krüger, 3° and 6°), approximately EPSG:4610, 2327–2390 (Xian 1980), 4214, 2401–2442, 21413–21423 and 21453–21463 (Beijing 1954), EPSG:32601–32660 and 32701–32760 (UTM), EPSG:25828–25838, EPSG:26901–26923, EPSG:3857, 3395, 2154, 3035, gcj02, bd09, a PROJ string (+proj=…), a projection with :gcj02 or :bd09 behind it where shifted degrees were projected, any with :yx behind it where northing or latitude come first, local";

/** A geographic system that counts as WGS84 or stands for it approximately, null for any other code. */
export function geographicDefinition(code: number): { readonly title: string; readonly isApproximate: boolean } | null {
  const title = GEOGRAPHIC[code];
  if (title !== undefined) return { title, isApproximate: false };
  const old = Object.values(CHINA_DATUMS).find(({ geographic }) => geographic === code);
  return old ? { title: old.name, isApproximate: old.isApproximate } : null;
}

function transverseMercator(
  title: string,
  datum: string,
  centralMeridian: number,
  falseEasting: number,
  scale = 1,
  falseNorthing = 0,
): ProjectedDefinition {
  return {
    title,
    isApproximate: false,
    proj: `+proj=tmerc +lat_0=0 +lon_0=${centralMeridian} +k=${scale} +x_0=${falseEasting} +y_0=${falseNorthing} ${datum} +units=m +no_defs`,
    zone: { centralMeridian, falseEasting },
  };
}

function gaussKruger(code: number): ProjectedDefinition | null {
  const zone = gaussKrugerZone(code);
  if (!zone) return null;
  const { proj, isApproximate } = CHINA_DATUMS[zone.datum];
  return { ...transverseMercator(zone.title, proj, zone.centralMeridian, zone.falseEasting), isApproximate };
}

function utm(code: number): ProjectedDefinition | null {
  const zoned = (name: string, zone: number, south: boolean, datum: string): ProjectedDefinition => {
    const title = `${name} / UTM zone ${zone}${south ? "S" : "N"}`;
    return transverseMercator(title, datum, 6 * zone - 183, 500_000, 0.9996, south ? 10_000_000 : 0);
  };
  if (code >= 32601 && code <= 32660) return zoned("WGS84", code - 32600, false, WGS84_DATUM);
  if (code >= 32701 && code <= 32760) return zoned("WGS84", code - 32700, true, WGS84_DATUM);
  if (code >= 25828 && code <= 25838) return zoned("ETRS89", code - 25800, false, GRS80_DATUM);
  if (code >= 26901 && code <= 26923) return zoned("NAD83", code - 26900, false, GRS80_DATUM);
  return null;
}

/** The projection of an EPSG code, null where it is not known. */
export function projectedDefinition(code: number): ProjectedDefinition | null {
  const known = OTHER_NAMES[code] ?? code;
  const single = SINGLE[known];
  if (single) return { title: single[0], proj: single[1], zone: null, isApproximate: false };
  return gaussKruger(known) ?? utm(known);
}
