/**
 * The Gauss–Krüger zones of China: code ↔ datum, central meridian and easting, by the
 * rules by which EPSG gave the codes out. Each datum has 11 zones of 6° and 21 of 3°, each once with its number
 * before the easting and once without. Checked against PROJ 9.
 */

export type ChinaDatum = "cgcs2000" | "xian-1980" | "beijing-1954";

export interface ChinaDatumFacts {
  readonly name: string;
  /** Code of its longitudes and latitudes. */
  readonly geographic: number;
  /** The datum as PROJ writes it. */
  readonly proj: string;
  /**
   * True where the offset from CGCS2000 is local and not public: only the ellipsoid is
   * known, and positions are off by some tens of metres to over a hundred.
   */
  readonly isApproximate: boolean;
  /** First code of each series: 6° zones 13–23 with number and without, 3° zones 25–45 with number and without. */
  readonly first: readonly [sixNumbered: number, sixPlain: number, threeNumbered: number, threePlain: number];
}

export const CHINA_DATUMS: Readonly<Record<ChinaDatum, ChinaDatumFacts>> = {
  cgcs2000: {
    name: "CGCS2000",
    geographic: 4490,
    proj: "+ellps=GRS80 +towgs84=0,0,0,0,0,0,0",
    isApproximate: false,
    first: [4491, 4502, 4513, 4534],
  },
  "xian-1980": {
    name: "Xian 1980",
    geographic: 4610,
    proj: "+a=6378140 +rf=298.257",
    isApproximate: true,
    first: [2327, 2338, 2349, 2370],
  },
  "beijing-1954": {
    name: "Beijing 1954",
    geographic: 4214,
    proj: "+a=6378245 +rf=298.3",
    isApproximate: true,
    first: [21413, 21453, 2401, 2422],
  },
};

/** Degrees of a zone, first zone, how many there are, and whether eastings carry the number, in the order of `first`. */
const SERIES = [
  { width: 6, firstZone: 13, count: 11, isNumbered: true },
  { width: 6, firstZone: 13, count: 11, isNumbered: false },
  { width: 3, firstZone: 25, count: 21, isNumbered: true },
  { width: 3, firstZone: 25, count: 21, isNumbered: false },
] as const;

export interface GaussKrugerZone {
  readonly code: number;
  readonly title: string;
  readonly datum: ChinaDatum;
  readonly centralMeridian: number;
  readonly falseEasting: number;
}

function meridianOf(width: 3 | 6, zone: number): number {
  return width === 6 ? 6 * zone - 3 : 3 * zone;
}

function zonesOf(datum: ChinaDatum): GaussKrugerZone[] {
  const { name, first } = CHINA_DATUMS[datum];
  return SERIES.flatMap(({ width, firstZone, count, isNumbered }, series) =>
    Array.from({ length: count }, (_, nth): GaussKrugerZone => {
      const zone = firstZone + nth;
      const centralMeridian = meridianOf(width, zone);
      const which = isNumbered ? `zone ${zone}` : `CM ${centralMeridian}E`;
      return {
        code: (first[series] as number) + nth,
        title: `${name} / ${width === 3 ? "3-degree " : ""}Gauss-Kruger ${which}`,
        datum,
        centralMeridian,
        falseEasting: isNumbered ? zone * 1e6 + 500_000 : 500_000,
      };
    }),
  );
}

const DATUMS: readonly ChinaDatum[] = ["cgcs2000", "xian-1980", "beijing-1954"];
const ZONES: ReadonlyMap<number, GaussKrugerZone> = new Map(
  DATUMS.flatMap(zonesOf).map((zone) => [zone.code, zone] as const),
);

/** The zone of an EPSG code, null for any other code. */
export function gaussKrugerZone(code: number): GaussKrugerZone | null {
  return ZONES.get(code) ?? null;
}

/** The zones that cross a range of longitudes, those of 3° first; of equal projections (6° and 3° on one meridian, without number) one only. */
export function gaussKrugerZonesOver(datum: ChinaDatum, west: number, east: number): GaussKrugerZone[] {
  const near = zonesOf(datum)
    .reverse()
    .filter(({ centralMeridian }) => centralMeridian >= west - 3 && centralMeridian <= east + 3);
  const told = new Set<string>();
  return near.filter(({ centralMeridian, falseEasting }) => {
    const key = `${centralMeridian} ${falseEasting}`;
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
}

/** The code of a zone, that of 3° where both widths have it; 0 where no code was given to such a zone. */
export function gaussKrugerCode(datum: ChinaDatum, centralMeridian: number, falseEasting: number): number {
  const found = zonesOf(datum).findLast(
    (zone) => zone.centralMeridian === centralMeridian && zone.falseEasting === falseEasting,
  );
  return found?.code ?? 0;
}
