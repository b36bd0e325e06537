/**
 * EPSG codes → projections, by the rules by which the codes were given out rather
 * than from a table: the Gauss–Krüger zones of CGCS2000, the UTM zones of WGS84,
 * ETRS89 and NAD83, and a few single systems. Checked against PROJ 9.
 */

export interface ProjectedDefinition {
  readonly title: string;
  /** As PROJ writes it. */
  readonly proj: string;
  /** Of transverse Mercator systems: where they are used, and how eastings are written. */
  readonly zone: { readonly centralMeridian: number; readonly falseEasting: number } | null;
}

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
  "EPSG:4326, EPSG:4490, EPSG:4491–4554 (CGCS2000 Gauss–Krüger, 3° and 6°), EPSG:32601–32660 and 32701–32760 (UTM), EPSG:25828–25838, EPSG:26901–26923, EPSG:3857, 3395, 2154, 3035, gcj02, bd09, a PROJ string (+proj=…), local";

/** Title of a geographic system that counts as WGS84, null for any other code. */
export function geographicTitle(code: number): string | null {
  return GEOGRAPHIC[code] ?? null;
}

function transverseMercator(
  title: string,
  ellipsoid: "WGS84" | "GRS80",
  centralMeridian: number,
  falseEasting: number,
  scale = 1,
  falseNorthing = 0,
): ProjectedDefinition {
  const datum = ellipsoid === "WGS84" ? "+datum=WGS84" : "+ellps=GRS80 +towgs84=0,0,0,0,0,0,0";
  return {
    title,
    proj: `+proj=tmerc +lat_0=0 +lon_0=${centralMeridian} +k=${scale} +x_0=${falseEasting} +y_0=${falseNorthing} ${datum} +units=m +no_defs`,
    zone: { centralMeridian, falseEasting },
  };
}

/** 4491–4501 6° zones 13–23, 4502–4512 the same without prefix, 4513–4533 3° zones 25–45, 4534–4554 the same without prefix. */
function gaussKruger(code: number): ProjectedDefinition | null {
  const name = "CGCS2000 / Gauss-Kruger";
  const name3 = "CGCS2000 / 3-degree Gauss-Kruger";
  if (code >= 4491 && code <= 4501) {
    const zone = code - 4491 + 13;
    return transverseMercator(`${name} zone ${zone}`, "GRS80", 6 * zone - 3, zone * 1e6 + 500_000);
  }
  if (code >= 4502 && code <= 4512) {
    const meridian = 75 + 6 * (code - 4502);
    return transverseMercator(`${name} CM ${meridian}E`, "GRS80", meridian, 500_000);
  }
  if (code >= 4513 && code <= 4533) {
    const zone = code - 4513 + 25;
    return transverseMercator(`${name3} zone ${zone}`, "GRS80", 3 * zone, zone * 1e6 + 500_000);
  }
  if (code >= 4534 && code <= 4554) {
    const meridian = 75 + 3 * (code - 4534);
    return transverseMercator(`${name3} CM ${meridian}E`, "GRS80", meridian, 500_000);
  }
  return null;
}

function utm(code: number): ProjectedDefinition | null {
  const zoned = (name: string, zone: number, south: boolean, ellipsoid: "WGS84" | "GRS80"): ProjectedDefinition => {
    const title = `${name} / UTM zone ${zone}${south ? "S" : "N"}`;
    return transverseMercator(title, ellipsoid, 6 * zone - 183, 500_000, 0.9996, south ? 10_000_000 : 0);
  };
  if (code >= 32601 && code <= 32660) return zoned("WGS84", code - 32600, false, "WGS84");
  if (code >= 32701 && code <= 32760) return zoned("WGS84", code - 32700, true, "WGS84");
  if (code >= 25828 && code <= 25838) return zoned("ETRS89", code - 25800, false, "GRS80");
  if (code >= 26901 && code <= 26923) return zoned("NAD83", code - 26900, false, "GRS80");
  return null;
}

/** The projection of an EPSG code, null where it is not known. */
export function projectedDefinition(code: number): ProjectedDefinition | null {
  const known = OTHER_NAMES[code] ?? code;
  const single = SINGLE[known];
  if (single) return { title: single[0], proj: single[1], zone: null };
  return gaussKruger(known) ?? utm(known);
}
