/**
 * A coordinate system as WKT 1, in two dialects: that of .prj files (`esri`, as ArcGIS and Chinese desktop software name things)
 * and that of OGC 01-009 with EPSG authorities (GeoPackage, FlatGeobuf). Made from the same PROJ parameters by which positions
 * are computed. GCJ-02 and BD-09 are geographic systems under their own names, so that no program takes them for WGS84.
 */
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { projectedDefinition } from "../crs/epsg-systems.ts";
import { epsgCodeOf } from "../crs/find-coordinate-system.ts";

export type WktDialect = "esri" | "ogc";

interface Geodetic {
  readonly esri: string;
  readonly esriDatum: string;
  readonly ogc: string;
  readonly ogcDatum: string;
  readonly ellipsoid: string;
  readonly semiMajorMetres: number;
  readonly inverseFlattening: number;
  /** EPSG code of the geographic system, 0 where it has none. */
  readonly code: number;
}

const WGS84: Geodetic = {
  esri: "GCS_WGS_1984",
  esriDatum: "D_WGS_1984",
  ogc: "WGS 84",
  ogcDatum: "WGS_1984",
  ellipsoid: "WGS 84",
  semiMajorMetres: 6378137,
  inverseFlattening: 298.257223563,
  code: 4326,
};
const GRS80 = { ellipsoid: "GRS 1980", semiMajorMetres: 6378137, inverseFlattening: 298.257222101 } as const;

/** Geographic systems by a word in the title of what rests on them. */
const GEODETIC: readonly (readonly [word: RegExp, geodetic: Geodetic])[] = [
  [
    /CGCS2000|China 2000/i,
    {
      ...GRS80,
      esri: "GCS_China_Geodetic_Coordinate_System_2000",
      esriDatum: "D_China_2000",
      ogc: "China Geodetic Coordinate System 2000",
      ogcDatum: "China_2000",
      ellipsoid: "CGCS2000",
      code: 4490,
    },
  ],
  [
    /Xian|西安/i,
    {
      esri: "GCS_Xian_1980",
      esriDatum: "D_Xian_1980",
      ogc: "Xian 1980",
      ogcDatum: "Xian_1980",
      ellipsoid: "Xian 1980",
      semiMajorMetres: 6378140,
      inverseFlattening: 298.257,
      code: 4610,
    },
  ],
  [
    /Beijing|北京/i,
    {
      esri: "GCS_Beijing_1954",
      esriDatum: "D_Beijing_1954",
      ogc: "Beijing 1954",
      ogcDatum: "Beijing_1954",
      ellipsoid: "Krassowsky 1940",
      semiMajorMetres: 6378245,
      inverseFlattening: 298.3,
      code: 4214,
    },
  ],
  [
    /RGF93/i,
    {
      ...GRS80,
      esri: "GCS_RGF_1993",
      esriDatum: "D_RGF_1993",
      ogc: "RGF93",
      ogcDatum: "Reseau_Geodesique_Francais_1993",
      code: 4171,
    },
  ],
  [
    /ETRS89/i,
    {
      ...GRS80,
      esri: "GCS_ETRS_1989",
      esriDatum: "D_ETRS_1989",
      ogc: "ETRS89",
      ogcDatum: "European_Terrestrial_Reference_System_1989",
      code: 4258,
    },
  ],
  [
    /NAD83/i,
    {
      ...GRS80,
      esri: "GCS_North_American_1983",
      esriDatum: "D_North_American_1983",
      ogc: "NAD83",
      ogcDatum: "North_American_Datum_1983",
      code: 4269,
    },
  ],
];

function geodeticOf(title: string): Geodetic {
  return GEODETIC.find(([word]) => word.test(title))?.[1] ?? WGS84;
}

/** A shifted datum: no ellipsoid is its own, positions are degrees. */
function shiftedGeodetic(name: string): Geodetic {
  return { ...WGS84, esri: name, esriDatum: `D_${name}`, ogc: name, ogcDatum: name, code: 0 };
}

interface Projection {
  readonly esri: string;
  readonly ogc: string;
  /** Names of parameters in both dialects by PROJ's own, in the order in which they are written. */
  readonly parameters: readonly (readonly [proj: string, esri: string, ogc: string, otherwise: number])[];
}

const EASTING = ["x_0", "False_Easting", "false_easting", 0] as const;
const NORTHING = ["y_0", "False_Northing", "false_northing", 0] as const;
const MERIDIAN = ["lon_0", "Central_Meridian", "central_meridian", 0] as const;
const ORIGIN = ["lat_0", "Latitude_Of_Origin", "latitude_of_origin", 0] as const;
const SCALE = ["k", "Scale_Factor", "scale_factor", 1] as const;

const PROJECTIONS: Readonly<Record<string, Projection>> = {
  tmerc: {
    esri: "Transverse_Mercator",
    ogc: "Transverse_Mercator",
    parameters: [EASTING, NORTHING, MERIDIAN, SCALE, ORIGIN],
  },
  lcc: {
    esri: "Lambert_Conformal_Conic",
    ogc: "Lambert_Conformal_Conic_2SP",
    parameters: [
      EASTING,
      NORTHING,
      MERIDIAN,
      ["lat_1", "Standard_Parallel_1", "standard_parallel_1", 0],
      ["lat_2", "Standard_Parallel_2", "standard_parallel_2", 0],
      ORIGIN,
    ],
  },
  laea: {
    esri: "Lambert_Azimuthal_Equal_Area",
    ogc: "Lambert_Azimuthal_Equal_Area",
    parameters: [
      EASTING,
      NORTHING,
      ["lon_0", "Central_Meridian", "longitude_of_center", 0],
      ["lat_0", "Latitude_Of_Origin", "latitude_of_center", 0],
    ],
  },
  merc: {
    esri: "Mercator",
    ogc: "Mercator_1SP",
    parameters: [EASTING, NORTHING, MERIDIAN, ["lat_ts", "Standard_Parallel_1", "scale_factor", 0]],
  },
};

/** A number with a point, as the format wants it. */
function number(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function geographicWkt(geodetic: Geodetic, dialect: WktDialect): string {
  const { semiMajorMetres, inverseFlattening, ellipsoid, code } = geodetic;
  const size = `${number(semiMajorMetres)},${inverseFlattening}`;
  if (dialect === "esri") {
    const spheroid = ellipsoid.replaceAll(" ", "_").replace("WGS_84", "WGS_1984").replace("Krassowsky", "Krasovsky");
    return `GEOGCS["${geodetic.esri}",DATUM["${geodetic.esriDatum}",SPHEROID["${spheroid}",${size}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`;
  }
  const authority = code === 0 ? "" : `,AUTHORITY["EPSG","${code}"]`;
  return `GEOGCS["${geodetic.ogc}",DATUM["${geodetic.ogcDatum}",SPHEROID["${ellipsoid}",${size}]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]${authority}]`;
}

function parametersOf(proj: string): ReadonlyMap<string, string> {
  return new Map([...proj.matchAll(/\+(\w+)(?:=(\S+))?/g)].map(([, key, value]) => [key ?? "", value ?? ""]));
}

/** CGCS2000_3_Degree_GK_CM_114E of "CGCS2000 / 3-degree Gauss-Kruger CM 114E". */
function esriName(title: string): string {
  return title
    .replace(/^WGS84 \/ UTM/, "WGS_1984_UTM")
    .replace(/^ETRS89/, "ETRS_1989")
    .replace(/^RGF93/, "RGF_1993")
    .replace(/^NAD83/, "NAD_1983")
    .replace(/^WGS84/, "WGS_1984")
    .replace("3-degree Gauss-Kruger", "3_Degree_GK")
    .replace("Gauss-Kruger", "GK")
    .replace("zone", "Zone")
    .replace(/[^A-Za-z0-9\u4e00-\u9fff]+/g, "_");
}

function projectedWkt(title: string, proj: string, code: number, dialect: WktDialect): string | null {
  const given = parametersOf(proj);
  const kind = given.get("proj") ?? "";
  const projection = PROJECTIONS[kind];
  if (!projection) return null;
  const base = geographicWkt(geodeticOf(title), dialect);
  const parameterOf = (name: string, otherwise: number): number => {
    const text = given.get(name) ?? (name === "k" ? given.get("k_0") : undefined);
    return text === undefined ? otherwise : Number(text);
  };
  const isWeb = kind === "merc" && given.has("a") && given.get("a") === given.get("b");
  const isScaled = (name: string, ogc: string): boolean => name === "lat_ts" && ogc === "scale_factor";
  const parameters = projection.parameters.map(([name, esri, ogc, otherwise]) =>
    dialect === "esri"
      ? `PARAMETER["${esri}",${number(parameterOf(name, otherwise))}]`
      : `PARAMETER["${ogc}",${isScaled(name, ogc) ? 1 : parameterOf(name, otherwise)}]`,
  );
  if (dialect === "esri") {
    const name = isWeb ? "WGS_1984_Web_Mercator_Auxiliary_Sphere" : esriName(title);
    const isGauss = kind === "tmerc" && /Gauss-Kruger/.test(title);
    const esri = isWeb ? "Mercator_Auxiliary_Sphere" : isGauss ? "Gauss_Kruger" : projection.esri;
    const sphere = isWeb ? ',PARAMETER["Auxiliary_Sphere_Type",0.0]' : "";
    return `PROJCS["${name}",${base},PROJECTION["${esri}"],${parameters.join(",")}${sphere},UNIT["Meter",1.0]]`;
  }
  const authority = code === 0 ? "" : `,AUTHORITY["EPSG","${code}"]`;
  const extension = isWeb ? `,EXTENSION["PROJ4","${proj}"]` : "";
  return `PROJCS["${title}",${base},PROJECTION["${projection.ogc}"],${parameters.join(",")},UNIT["metre",1]${extension}${authority}]`;
}

/** The system as WKT 1; null for one that has no words in that language. */
export function writeWkt(system: CoordinateSystem, dialect: WktDialect): string | null {
  if (system.id === "gcj02") return geographicWkt(shiftedGeodetic("GCJ-02"), dialect);
  if (system.id === "bd09") return geographicWkt(shiftedGeodetic("BD-09"), dialect);
  const code = epsgCodeOf(system.id);
  if (system.unit === "degrees") return geographicWkt(geodeticOf(system.title), dialect);
  const definition = projectedDefinition(code);
  if (definition) return projectedWkt(definition.title, definition.proj, code, dialect);
  return projectedWkt(system.title, system.id, 0, dialect);
}
