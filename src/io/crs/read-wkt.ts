/**
 * The coordinate system that a definition in well-known text stands for (.prj, GeoPackage, file geodatabase, FlatGeobuf):
 * by its EPSG code where it has one that is known, else by datum, method and parameters, so that a zone that software names in
 * its own way is the same zone. What is not understood is null, never guessed; its name can be shown.
 */

import { BD09, GCJ02 } from "./china-offsets.ts";
import type { CoordinateSystem } from "./coordinate-system.ts";
import { systemOfEpsg, systemOfProjString } from "./find-coordinate-system.ts";
import { CHINA_DATUMS, type ChinaDatum, gaussKrugerCode } from "./gauss-kruger.ts";
import { findNode, nameOf, parseWkt, type WktNode } from "./parse-wkt.ts";

export interface WktSystem {
  /** Null where the definition is not understood, or its datum is not known. */
  readonly system: CoordinateSystem | null;
  /** What the definition calls itself; "" where the text is no definition. */
  readonly name: string;
}

/** A name without marks, blanks and case. */
function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}

/** Names of the shifted datums wherever they stand; nothing else in a definition tells them. */
function shiftedSystem(...names: readonly string[]): CoordinateSystem | null {
  const plain = names.map(plainName).join(" ");
  if (/bd09|baidu|百度/.test(plain)) return BD09;
  return /gcj|火星|高德|腾讯/.test(plain) ? GCJ02 : null;
}

export type Datum = ChinaDatum | "wgs84";

const DATUM_NAMES: readonly (readonly [RegExp, Datum])[] = [
  [/cgcs2000|china2000|chinageodeticcoordinatesystem2000|国家2000|2000国家大地|大地坐标系2000/, "cgcs2000"],
  [/xian(19)?80|西安80|1980西安|西安坐标/, "xian-1980"],
  // What is laid on Krasovsky's ellipsoid without a datum is Beijing 1954 as far as anybody can tell: of unknown offset.
  [/beijing(19)?54|北京54|1954北京|北京坐标|kras+o[vw]sky/, "beijing-1954"],
  [
    /wgs(19)?84|worldgeodeticsystem1984|etrs(19)?89|europeanterrestrialreferencesystem1989|nad(19)?83|northamerican(datum)?1983|rgf(19)?93/,
    "wgs84",
  ],
];

/** Names of datums that are none of the above although they look like one. */
const OTHER_DATUMS = /newbeijing|新北京|北京地方|西安地方/;

/** The datum that a name stands for; null where it is none that is known. */
export function datumNamed(text: string): Datum | null {
  const name = plainName(text);
  if (OTHER_DATUMS.test(name)) return null;
  return DATUM_NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

function datumOf(root: WktNode): Datum | null {
  const node = findNode(root, "DATUM", "ENSEMBLE", "GEODETICDATUM", "TRF", "GEODATUM");
  const geographic = root.keyword.startsWith("GEOG")
    ? root
    : findNode(root, "GEOGCS", "BASEGEOGCRS", "BASEGEODCRS", "GEOGCRS");
  const names = [nameOf(node), nameOf(geographic)].map(plainName);
  if (names.some((name) => OTHER_DATUMS.test(name))) return null;
  const named = names.map(datumNamed).find((datum) => datum !== null);
  if (named) return named;
  // A datum without a name has still its ellipsoid, which tells only where no older datum shares it.
  if (!/unknown|notspecified|^d?$/.test(names[0] ?? "")) return null;
  const ellipsoid = plainName(nameOf(findNode(root, "SPHEROID", "ELLIPSOID")));
  if (/cgcs2000/.test(ellipsoid)) return "cgcs2000";
  return /^wgs(19)?84$/.test(ellipsoid) ? "wgs84" : null;
}

const DEGREE = Math.PI / 180;

/** Whether angles are degrees from Greenwich, as all systems that are known here have them. */
function countsInDegrees(root: WktNode): boolean {
  const geographic = root.keyword.startsWith("GEOG") ? root : (findNode(root, "GEOGCS") ?? root);
  const unit = geographic.nodes.find(({ keyword }) => keyword === "UNIT" || keyword === "ANGLEUNIT");
  const factor = unit && geographic.keyword !== "PROJCRS" ? Number(unit.values[1]) : DEGREE;
  const meridian = findNode(root, "PRIMEM", "PRIMEMERIDIAN")?.values[1] ?? 0;
  return Math.abs(factor - DEGREE) < 1e-9 && meridian === 0;
}

/** PROJ's `+towgs84` of a definition that states its offset; "" where it states none. */
function statedOffset(root: WktNode): string {
  const numbers = (findNode(root, "TOWGS84")?.values ?? []).filter((value) => typeof value === "number");
  return (numbers.length === 3 || numbers.length === 7) && numbers.some((value) => value !== 0)
    ? `+towgs84=${numbers.join(",")}`
    : "";
}

const METHODS: readonly (readonly [RegExp, string])[] = [
  [/transversemercator|gausskruger|gaussconform/, "tmerc"],
  [/mercatorauxiliarysphere|popularvisualisationpseudomercator|pseudomercator/, "webmerc"],
  [/lambertconformal|lambertconicconformal/, "lcc"],
  [/^albers/, "aea"],
  [/^lambertazimuthalequalarea/, "laea"],
  [/^cylindricalequalarea/, "cea"],
  [/^sinusoidal/, "sinu"],
  [/^mollweide/, "moll"],
  [/^mercator/, "merc"],
];

/** Methods whose one parallel is where they are true to scale. */
const TRUE_AT_PARALLEL = new Set(["cea", "merc"]);

/** Parameter names → PROJ's. */
const PARAMETERS: readonly (readonly [RegExp, string])[] = [
  [/^(centralmeridian|longitudeofcenter|longitudeoforigin|longitudeofnaturalorigin|longitudeoffalseorigin)$/, "lon_0"],
  [/^(latitudeoforigin|latitudeofcenter|latitudeofnaturalorigin|latitudeoffalseorigin)$/, "lat_0"],
  [/^(scalefactor|scalefactoratnaturalorigin)$/, "k"],
  [/^(falseeasting|eastingatfalseorigin)$/, "x_0"],
  [/^(falsenorthing|northingatfalseorigin)$/, "y_0"],
  [/^(standardparallel1|latitudeof1ststandardparallel)$/, "lat_1"],
  [/^(standardparallel2|latitudeof2ndstandardparallel)$/, "lat_2"],
];

/** Null where a parameter is not known or no number: leaving it out would move everything. */
function parametersOf(projected: WktNode): Map<string, number> | null {
  const conversion = projected.nodes.find(({ keyword }) => keyword === "CONVERSION") ?? projected;
  const found = new Map<string, number>();
  for (const node of conversion.nodes) {
    if (node.keyword !== "PARAMETER") continue;
    const [name, value] = node.values;
    const plain = plainName(String(name));
    const known = PARAMETERS.find(([pattern]) => pattern.test(plain))?.[1];
    if (typeof value !== "number") return null;
    // ESRI writes more than its methods need, always as nothing.
    if (known === undefined && value !== 0) return null;
    if (known !== undefined) found.set(known, value);
  }
  return found;
}

/** Metres of the plane's unit; 1 where none is stated. */
function unitMetres(projected: WktNode): number {
  const own = projected.nodes.find(({ keyword }) => keyword === "UNIT" || keyword === "LENGTHUNIT");
  const axis = projected.nodes.find(({ keyword }) => keyword === "AXIS");
  const factor = Number((own ?? (axis && findNode(axis, "LENGTHUNIT")))?.values[1] ?? 1);
  return Number.isFinite(factor) && factor > 0 ? factor : Number.NaN;
}

function codeOf(root: WktNode): number {
  const own = root.nodes.find(({ keyword }) => keyword === "AUTHORITY" || keyword === "ID");
  const [authority, code] = own?.values ?? [];
  return String(authority).toUpperCase() === "EPSG" && /^\d{4,6}$/.test(String(code)) ? Number(code) : 0;
}

const DATUM_PROJ: Readonly<Record<Datum, string>> = {
  wgs84: "+datum=WGS84",
  cgcs2000: CHINA_DATUMS.cgcs2000.proj,
  "xian-1980": CHINA_DATUMS["xian-1980"].proj,
  "beijing-1954": CHINA_DATUMS["beijing-1954"].proj,
};

/** EPSG code of a zone of Gauss–Krüger or UTM with such parameters, 0 where none has them. */
function zoneCode(datum: Datum, value: (name: string, without: number) => number): number {
  const [meridian, easting, northing, scale] = [
    value("lon_0", Number.NaN),
    value("x_0", 0),
    value("y_0", 0),
    value("k", 1),
  ];
  if (datum !== "wgs84") return scale === 1 && northing === 0 ? gaussKrugerCode(datum, meridian, easting) : 0;
  const zone = (meridian + 183) / 6;
  const isUtm = scale === 0.9996 && easting === 500_000 && Number.isInteger(zone) && zone >= 1 && zone <= 60;
  if (!isUtm) return 0;
  return northing === 0 ? 32600 + zone : northing === 10_000_000 ? 32700 + zone : 0;
}

function projectedSystem(root: WktNode, projected: WktNode, datum: Datum): CoordinateSystem | null {
  const conversion = projected.nodes.find(({ keyword }) => keyword === "CONVERSION") ?? projected;
  const method = plainName(
    nameOf(conversion.nodes.find(({ keyword }) => keyword === "PROJECTION" || keyword === "METHOD") ?? null),
  );
  const kind = METHODS.find(([pattern]) => pattern.test(method))?.[1];
  const parameters = parametersOf(projected);
  const metres = unitMetres(projected);
  if (kind === undefined || parameters === null || Number.isNaN(metres)) return null;
  const value = (name: string, without: number): number => parameters.get(name) ?? without;
  if (!countsInDegrees(root)) return null;
  if (kind === "webmerc")
    return metres === 1 && value("lon_0", 0) === 0 && value("x_0", 0) === 0 ? systemOfEpsg(3857) : null;
  const isChina = datum !== "wgs84";
  const offset = isChina && CHINA_DATUMS[datum].isApproximate ? statedOffset(root) : "";
  const isZone = kind === "tmerc" && value("lat_0", 0) === 0 && metres === 1 && offset === "";
  const code = isZone ? zoneCode(datum, value) : 0;
  if (code !== 0) return systemOfEpsg(code);
  if (!parameters.has("lon_0") || (kind === "aea" && !parameters.has("lat_1"))) return null;
  if (kind === "lcc" && !parameters.has("lat_1")) parameters.set("lat_1", value("lat_0", 0));
  const parallel = parameters.get("lat_1");
  if (TRUE_AT_PARALLEL.has(kind) && parallel !== undefined) {
    parameters.delete("lat_1");
    parameters.set("lat_ts", parallel);
  }
  const written = [...parameters].map(([name, number]) => `+${name}=${number}`).join(" ");
  const unit = metres === 1 ? "+units=m" : `+to_meter=${metres}`;
  const text = `+proj=${kind} ${written} ${DATUM_PROJ[datum]}${offset === "" ? "" : ` ${offset}`} ${unit} +no_defs`;
  const system = systemOfProjString(text);
  const name = nameOf(projected);
  return system && (/^(unknown|unnamed)?$/i.test(name) ? system : { ...system, title: name });
}

/** Reads the definition of a .prj file, of a GeoPackage, a file geodatabase or a FlatGeobuf. */
export function readWkt(text: string): WktSystem {
  const root = parseWkt(text);
  if (!root) return { system: null, name: "" };
  // A compound system has the plane first; a bound one wraps what it binds.
  const wrapped = root.keyword.startsWith("COMP") || root.keyword === "BOUNDCRS";
  const projected = /^PROJ(CS|CRS)$|^PROJECTEDCRS$/.test(root.keyword)
    ? root
    : findNode(root, "PROJCS", "PROJCRS", "PROJECTEDCRS");
  const inner = projected ?? (wrapped ? findNode(root, "GEOGCS", "GEOGCRS", "GEODCRS", "GEOGRAPHICCRS") : root) ?? root;
  const name = nameOf(inner) || nameOf(root);
  return { system: systemOf(root, inner, projected, name), name };
}

function systemOf(root: WktNode, inner: WktNode, projected: WktNode | null, name: string): CoordinateSystem | null {
  const datumName = nameOf(findNode(inner, "DATUM", "ENSEMBLE"));
  const geographicName = nameOf(findNode(inner, "GEOGCS", "BASEGEOGCRS"));
  const shifted = shiftedSystem(name, datumName, geographicName);
  // A shifted datum under a projection is a product of its own (tiles, BD-09MC): not known here.
  if (shifted) return projected ? null : shifted;
  const coded = systemOfEpsg(codeOf(inner));
  if (coded && !(coded.isApproximate && statedOffset(root) !== "")) return coded;
  const datum = datumOf(inner);
  if (datum === null) return null;
  if (projected) return projectedSystem(root, projected, datum);
  if (!/^GEO(G|D|GRAPHIC|DETIC)(CS|CRS)$/.test(inner.keyword)) return null;
  return geographicSystem(root, datum);
}

/** A stated offset is not applied between degrees: they stay approximate, and say so. */
function geographicSystem(root: WktNode, datum: Datum): CoordinateSystem | null {
  if (!countsInDegrees(root)) return null;
  return systemOfEpsg(datum === "wgs84" ? 4326 : CHINA_DATUMS[datum].geographic);
}
