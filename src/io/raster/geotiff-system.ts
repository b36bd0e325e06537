/**
 * The coordinate system of a GeoTIFF: by the EPSG code in its keys, by the definition that ESRI writes among them, else by the projection
 * that they spell out, which is read as the same definition in well-known text is: what layers of shapes may lie in, rasters may too.
 */
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { systemOfEpsg } from "../crs/find-coordinate-system.ts";
import { datumNamed, readWkt } from "../crs/read-wkt.ts";

type GeoKeys = Readonly<Record<string, unknown>>;

const USER_DEFINED = 32767;
const [PROJECTED_MODEL, GEOGRAPHIC_MODEL, NO_MODEL] = [1, 2, 0];
const [GREENWICH, DEGREES, METRES] = [8901, 9102, 9001];
const FEET: Readonly<Record<number, number>> = { 9002: 0.3048, 9003: 1200 / 3937 };

/** Names of datums by the codes of systems, datums and ellipsoids; an ellipsoid tells only where no datum is named. */
const DATUM_OF_SYSTEM: Readonly<Record<number, string>> = {
  4326: "WGS_1984",
  4979: "WGS_1984",
  4258: "ETRS_1989",
  4269: "North_American_1983",
  4490: "CGCS2000",
  4480: "CGCS2000",
  4610: "Xian_1980",
  4214: "Beijing_1954",
};
const DATUM_OF_DATUM: Readonly<Record<number, string>> = {
  6326: "WGS_1984",
  6258: "ETRS_1989",
  6269: "North_American_1983",
  1043: "CGCS2000",
  6610: "Xian_1980",
  6214: "Beijing_1954",
};
const DATUM_OF_ELLIPSOID: Readonly<Record<number, string>> = {
  7030: "WGS_1984",
  7019: "WGS_1984",
  1024: "CGCS2000",
  7049: "Xian_1980",
  7024: "Krasovsky_1940",
};
const DATUM_OF_AXIS: Readonly<Record<number, string>> = {
  6378137: "WGS_1984",
  6378140: "Xian_1980",
  6378245: "Krasovsky_1940",
};

function numberOf(keys: GeoKeys, ...names: readonly string[]): number | null {
  for (const name of names) {
    const value = keys[name];
    if (value !== undefined && value !== null && Number.isFinite(Number(value))) return Number(value);
  }
  return null;
}

/** `GCS Name = …|Datum = …|`, as GDAL writes what has no code, or a name alone. */
function citedDatum(keys: GeoKeys): string {
  const cited = String(keys.GeogCitationGeoKey ?? "").replace(/\0/g, "");
  const named = /(?:^|\|)\s*Datum\s*=\s*([^|]*)/i.exec(cited)?.[1] ?? cited.split("|")[0] ?? "";
  return /unknown|not[_ ]specified|user/i.test(named) ? "" : named.replace(/^.*=\s*/, "").trim();
}

/** A name that the reader of well-known text knows the datum by; null where the keys name another one. */
function datumOfKeys(keys: GeoKeys): string | null {
  const system = numberOf(keys, "GeographicTypeGeoKey") ?? 0;
  if (system !== 0 && system !== USER_DEFINED) return DATUM_OF_SYSTEM[system] ?? null;
  const datum = numberOf(keys, "GeogGeodeticDatumGeoKey") ?? 0;
  if (DATUM_OF_DATUM[datum] !== undefined) return DATUM_OF_DATUM[datum];
  const cited = citedDatum(keys);
  if (datumNamed(cited) !== null) return cited.replaceAll('"', "");
  const axis = numberOf(keys, "GeogSemiMajorAxisGeoKey");
  const told = DATUM_OF_ELLIPSOID[numberOf(keys, "GeogEllipsoidGeoKey") ?? 0] ?? DATUM_OF_AXIS[axis ?? 0];
  // Datums of today differ by less than a cell; those that share an old ellipsoid do not.
  if (told === "WGS_1984" || cited === "") return told ?? (system === 0 && axis === null ? "WGS_1984" : null);
  return null;
}

type Parameters = readonly (readonly [name: string, ...keys: string[]])[];

const EASTING = ["false_easting", "ProjFalseEastingGeoKey", "ProjFalseOriginEastingGeoKey", "ProjCenterEastingGeoKey"];
const NORTHING = [
  "false_northing",
  "ProjFalseNorthingGeoKey",
  "ProjFalseOriginNorthingGeoKey",
  "ProjCenterNorthingGeoKey",
];
const MERIDIAN = ["central_meridian", "ProjNatOriginLongGeoKey", "ProjFalseOriginLongGeoKey", "ProjCenterLongGeoKey"];
const ORIGIN = ["latitude_of_origin", "ProjNatOriginLatGeoKey", "ProjFalseOriginLatGeoKey", "ProjCenterLatGeoKey"];
const SCALE = ["scale_factor", "ProjScaleAtNatOriginGeoKey"];
const PARALLEL = ["standard_parallel_1", "ProjStdParallel1GeoKey"];
const SECOND_PARALLEL = ["standard_parallel_2", "ProjStdParallel2GeoKey"];
const NOTHING_WITHOUT = new Set(["false_easting", "false_northing", "latitude_of_origin"]);
const PLANE = [MERIDIAN, EASTING, NORTHING];

/** By the number that GeoTIFF gives the method. */
const METHODS: Readonly<Record<number, readonly [name: string, parameters: readonly (readonly string[])[]]>> = {
  1: ["Transverse_Mercator", [...PLANE, ORIGIN, SCALE]],
  7: ["Mercator", [...PLANE, SCALE, PARALLEL]],
  8: ["Lambert_Conformal_Conic_2SP", [...PLANE, ORIGIN, PARALLEL, SECOND_PARALLEL]],
  9: ["Lambert_Conformal_Conic_1SP", [...PLANE, ORIGIN, SCALE]],
  10: ["Lambert_Azimuthal_Equal_Area", [...PLANE, ORIGIN]],
  11: ["Albers_Conic_Equal_Area", [...PLANE, ORIGIN, PARALLEL, SECOND_PARALLEL]],
  24: ["Sinusoidal", PLANE],
  28: ["Cylindrical_Equal_Area", [...PLANE, PARALLEL]],
};

/** Metres of the plane's unit; null where it is not known. */
function unitOfPlane(keys: GeoKeys): number | null {
  const unit = numberOf(keys, "ProjLinearUnitsGeoKey") ?? METRES;
  if (unit === METRES) return 1;
  return unit === USER_DEFINED ? numberOf(keys, "ProjLinearUnitSizeGeoKey") : (FEET[unit] ?? null);
}

function nameOfPlane(keys: GeoKeys): string {
  const cited = String(keys.PCSCitationGeoKey ?? keys.GTCitationGeoKey ?? "").replace(/\0/g, "");
  return (/PCS Name\s*=\s*([^|]*)/i.exec(cited)?.[1] ?? cited.split("|")[0] ?? "").replaceAll('"', "").slice(0, 80);
}

function geographicWkt(keys: GeoKeys): string | null {
  const datum = datumOfKeys(keys);
  if (datum === null) return null;
  if ((numberOf(keys, "GeogPrimeMeridianGeoKey") ?? GREENWICH) !== GREENWICH) return null;
  if ((numberOf(keys, "GeogAngularUnitsGeoKey") ?? DEGREES) !== DEGREES) return null;
  const offset = keys.GeogTOWGS84GeoKey;
  const numbers = Array.isArray(offset) || ArrayBuffer.isView(offset) ? Array.from(offset as ArrayLike<number>) : [];
  const shift = numbers.length > 0 ? `,TOWGS84[${numbers.map(Number).join(",")}]` : "";
  return `GEOGCS["${datum}",DATUM["${datum}",SPHEROID["",1,1]${shift}],PRIMEM["Greenwich",0],UNIT["Degree",${Math.PI / 180}]]`;
}

function planeWkt(keys: GeoKeys, method: string, parameters: Parameters): string | null {
  const geographic = geographicWkt(keys);
  const unit = unitOfPlane(keys);
  if (geographic === null || unit === null) return null;
  const written = parameters.flatMap(([name, ...from]) => {
    const value = numberOf(keys, ...from) ?? (NOTHING_WITHOUT.has(name) ? 0 : null);
    return value === null ? [] : [`PARAMETER["${name}",${value}]`];
  });
  return `PROJCS["${nameOfPlane(keys)}",${[geographic, `PROJECTION["${method}"]`, ...written, `UNIT["",${unit}]`].join(",")}]`;
}

function readDefinition(wkt: string | null): CoordinateSystem | null {
  return wkt === null ? null : readWkt(wkt).system;
}

/** What ESRI writes of a system that GeoTIFF has no keys for. */
function definitionOfEsri(keys: GeoKeys): string {
  for (const cited of [keys.PCSCitationGeoKey, keys.GTCitationGeoKey, keys.GeogCitationGeoKey]) {
    const found = /ESRI PE String\s*=\s*((?:PROJCS|GEOGCS)\[[\s\S]*)$/.exec(String(cited ?? ""));
    if (found) return found[1] ?? "";
  }
  return "";
}

/** The system; null where the keys name none that is known. */
export function systemOfGeoKeys(keys: GeoKeys): CoordinateSystem | null {
  const projected = numberOf(keys, "ProjectedCSTypeGeoKey") ?? 0;
  const model = numberOf(keys, "GTModelTypeGeoKey") ?? NO_MODEL;
  if (projected !== 0 && projected !== USER_DEFINED) return unitOfPlane(keys) === 1 ? systemOfEpsg(projected) : null;
  const stated = readDefinition(definitionOfEsri(keys) || null);
  if (stated) return stated;
  if (model !== GEOGRAPHIC_MODEL && model !== NO_MODEL) {
    const method = METHODS[numberOf(keys, "ProjCoordTransGeoKey") ?? 0];
    if (method && (projected === USER_DEFINED || model === PROJECTED_MODEL))
      return readDefinition(planeWkt(keys, method[0], method[1] as unknown as Parameters));
    // A projection that GeoTIFF has no keys for is told by its name alone; GHS-POP comes in this one.
    const cited = `${keys.PCSCitationGeoKey ?? ""} ${keys.GTCitationGeoKey ?? ""}`;
    return /mollweide/i.test(cited) ? mollweide(keys) : null;
  }
  if (projected === USER_DEFINED) return null;
  const geographic = numberOf(keys, "GeographicTypeGeoKey") ?? 0;
  if (geographic === 0) return null;
  const system = geographic === USER_DEFINED ? readDefinition(geographicWkt(keys)) : systemOfEpsg(geographic);
  return system?.unit === "degrees" ? system : null;
}

function mollweide(keys: GeoKeys): CoordinateSystem | null {
  const zero = { ...keys, ProjNatOriginLongGeoKey: numberOf(keys, "ProjNatOriginLongGeoKey") ?? 0 };
  return readDefinition(planeWkt(zero, "Mollweide", PLANE as unknown as Parameters));
}

/** Whether the keys name any system, known or not. */
export function namesSystem(keys: GeoKeys): boolean {
  const named = ["ProjectedCSTypeGeoKey", "GeographicTypeGeoKey", "ProjCoordTransGeoKey", "GeogGeodeticDatumGeoKey"];
  return named.some((name) => (numberOf(keys, name) ?? 0) !== 0) || definitionOfEsri(keys) !== "";
}
