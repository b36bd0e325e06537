/**
 * Which columns of a sheet say where its rows are: told by their names and by what stands in them. In China a longitude
 * (73–136°) is never a latitude (3–54°), an easting has six digits or eight with its zone, a northing seven; so axes that are
 * exchanged, and X for the northing as in official use, show themselves.
 */
import { parseAngle, parsePair, type WrittenAngle } from "./angle-text.ts";
import { type AxisRole, axisOf } from "./axis-names.ts";
import type { SheetColumn } from "./sheet-columns.ts";

export interface PositionColumns {
  /** Places in the list of columns; the same twice where one cell holds both. */
  readonly east: number;
  readonly north: number;
  /** `pair`: both in one cell, `northFirst` says in which order. */
  readonly notation: "columns" | "pair";
  readonly northFirst: boolean;
  readonly unit: "degrees" | "metres";
  /** Written with minutes and seconds. */
  readonly isSexagesimal: boolean;
  /** What is called X, or longitude, holds northings or latitudes: in metres that is official use. */
  readonly isSwapped: boolean;
  /** `names`: what the columns are called agrees with what they hold; `contents`: told by what they hold alone. */
  readonly basis: "names" | "contents";
  /** 0–1, of the sampled rows with something in them: how many are such positions. */
  readonly fit: number;
}

interface Profile {
  readonly place: number;
  readonly role: AxisRole;
  /** The name without what makes its role: wgs84 of wgs84_lon. */
  readonly rest: string;
  readonly lon: number;
  readonly lat: number;
  readonly easting: number;
  readonly northing: number;
  readonly number: number;
  readonly globe: number;
  readonly isFine: boolean;
  readonly isSexagesimal: boolean;
}

const SAMPLED_ROWS = 500;
const MOST_COLUMNS = 200;
const LEAST_FIT = 0.5;
/** Without a name that says so, only columns that are nearly all positions count. */
const LEAST_NAMELESS_FIT = 0.9;

export const isChineseLon = (value: number): boolean => value >= 73 && value <= 136;
export const isChineseLat = (value: number): boolean => value >= 3 && value <= 54;

/** Northings of China in any of its plane systems, and of web Mercator. */
export const isNorthing = (value: number): boolean => value >= 1_800_000 && value < 7_300_000;

/** Eastings of six digits, of eight with a zone before them (13–45), and of web Mercator. */
export function isEasting(value: number): boolean {
  if (value >= 8_000_000 && value < 15_200_000) return true;
  const metres = value >= 13_000_000 && value < 46_000_000 ? value % 1_000_000 : value;
  return metres >= 100_000 && metres < 1_000_000;
}

/** Pairs of columns (or single ones) that hold positions, best first; no column is in two of them. */
export function findPositions(columns: readonly SheetColumn[]): readonly PositionColumns[] {
  const rows = sampleRows(columns);
  const taken = new Set<number>();
  const found: { readonly candidate: PositionColumns; readonly score: number }[] = [];
  const profiles: Profile[] = [];
  for (let place = 0; place < Math.min(columns.length, MOST_COLUMNS); place++) {
    const column = columns[place] as SheetColumn;
    if (column.kind === "empty" || column.kind === "yes-no" || column.kind === "date") continue;
    // What is called a longitude holds no pair, whatever commas it is written with.
    const mayBePair =
      (column.kind === "text" || column.kind === "code") &&
      (axisOf(column.name).role === "" || NAMES_BOTH.test(column.name));
    const pair = mayBePair ? profilePairs(column, place, rows) : null;
    if (pair) found.push({ candidate: pair, score: pair.fit + 0.3 });
    else profiles.push(profileColumn(column, place, rows));
  }
  for (const east of profiles)
    for (const north of profiles) {
      const match = east === north ? null : matchColumns(east, north);
      if (match) found.push(match);
    }
  found.sort((a, b) => b.score - a.score);
  return found.flatMap(({ candidate }) => {
    if (taken.has(candidate.east) || taken.has(candidate.north)) return [];
    taken.add(candidate.east).add(candidate.north);
    return [candidate];
  });
}

/** Rows that are looked at: spread over the table, so that one bad stretch does not decide. */
function sampleRows(columns: readonly SheetColumn[]): readonly number[] {
  const count = columns[0]?.texts.length ?? 0;
  const sampled = Math.min(count, SAMPLED_ROWS);
  return Array.from({ length: sampled }, (_, index) => Math.floor((index * count) / sampled));
}

/** The coordinate in a cell of a column; null where there is none. */
export function angleAt(column: SheetColumn, row: number): WrittenAngle | null {
  const text = column.texts[row] ?? "";
  if (text === "") return null;
  const found = parseAngle(text);
  if (found || column.kind !== "number") return found;
  const value = column.values.values[row] as number;
  return Number.isNaN(value) ? null : { value, axis: "", isSexagesimal: false };
}

function profileColumn(column: SheetColumn, place: number, rows: readonly number[]): Profile {
  let [present, lon, lat, easting, northing, number, globe, fine, sexagesimal] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (const row of rows) {
    const text = column.texts[row] ?? "";
    if (text === "") continue;
    present++;
    const angle = angleAt(column, row);
    if (!angle) continue;
    const { value } = angle;
    number++;
    if (angle.isSexagesimal) sexagesimal++;
    if (angle.isSexagesimal || /[.．]\d{3}/.test(text)) fine++;
    if (Math.abs(value) <= 180) globe++;
    if (isChineseLon(value) && angle.axis !== "lat") lon++;
    else if (isChineseLat(value) && angle.axis !== "lon") lat++;
    else if (isNorthing(value)) northing++;
    else if (isEasting(value)) easting++;
  }
  const share = (count: number): number => (present === 0 ? 0 : count / present);
  return {
    place,
    ...axisOf(column.name),
    lon: share(lon),
    lat: share(lat),
    easting: share(easting),
    northing: share(northing),
    number: share(number),
    globe: share(globe),
    isFine: fine >= 0.5 * present,
    isSexagesimal: 2 * sexagesimal > number,
  };
}

const ROLE_PAIRS: readonly (readonly [east: AxisRole, north: AxisRole])[] = [
  ["lon", "lat"],
  ["x", "y"],
  ["east", "north"],
];

function matchColumns(
  east: Profile,
  north: Profile,
): { readonly candidate: PositionColumns; readonly score: number } | null {
  const isNamed = ROLE_PAIRS.some(([first, second]) => east.role === first && north.role === second);
  const isSwapped = ROLE_PAIRS.some(([first, second]) => east.role === second && north.role === first);
  const degrees = Math.min(east.lon, north.lat);
  const metres = Math.min(east.easting, north.northing);
  const unit = degrees >= metres ? "degrees" : "metres";
  const isSexagesimal = east.isSexagesimal && north.isSexagesimal;
  const shared = {
    east: east.place,
    north: north.place,
    notation: "columns",
    northFirst: false,
    isSexagesimal,
  } as const;
  const nearness = (Math.abs(east.place - north.place) === 1 ? 0.1 : 0) + (east.rest === north.rest ? 0.15 : 0);
  const fit = Math.max(degrees, metres);
  if (isNamed || isSwapped) {
    if (fit >= LEAST_FIT) {
      const candidate = { ...shared, unit, isSwapped, basis: "names", fit } as const;
      return { candidate, score: fit + 0.5 + nearness };
    }
    // Elsewhere in the world, or on a plane of its own, names alone must do.
    const numbers = Math.min(east.number, north.number);
    if (!isNamed || numbers < LEAST_FIT || Math.min(north.lon, east.lat) >= LEAST_FIT) return null;
    if (Math.min(north.easting, east.northing) >= LEAST_FIT) return null;
    const isGlobe = Math.min(east.globe, north.globe) >= LEAST_FIT;
    if (east.role === "lon" && !isGlobe) return null;
    const elsewhere = isGlobe ? "degrees" : "metres";
    const candidate = { ...shared, unit: elsewhere, isSwapped: false, basis: "names", fit: numbers } as const;
    return { candidate, score: 0.5 * numbers + nearness };
  }
  const isNameless = east.role === "" || north.role === "";
  if (!isNameless || fit < LEAST_NAMELESS_FIT || (unit === "degrees" && !(east.isFine && north.isFine))) return null;
  return { candidate: { ...shared, unit, isSwapped: false, basis: "contents", fit }, score: fit + nearness };
}

const NAMES_BOTH = /[经經].*[纬緯]|[纬緯].*[经經]|lo?ng?.*lat|lat.*lo?ng?/i;
const PAIR_NAME = /坐标|经纬|位置|定位|地理|location|coord|lnglat|latlng|lonlat|latlon|wkt|geom|point|position/i;

function profilePairs(column: SheetColumn, place: number, rows: readonly number[]): PositionColumns | null {
  let [present, degrees, reversed, metres, reversedMetres, sexagesimal] = [0, 0, 0, 0, 0, 0];
  for (const row of rows) {
    const text = column.texts[row] ?? "";
    if (text === "") continue;
    present++;
    const pair = parsePair(text);
    if (!pair) continue;
    const [a, b] = [pair.first.value, pair.second.value];
    if (pair.first.isSexagesimal) sexagesimal++;
    if (isChineseLon(a) && isChineseLat(b)) degrees++;
    else if (isChineseLat(a) && isChineseLon(b)) reversed++;
    else if (isEasting(a) && isNorthing(b)) metres++;
    else if (isNorthing(a) && isEasting(b)) reversedMetres++;
    else if (pair.isWkt || pair.first.axis !== "") {
      if (pair.first.axis === "lat") reversed++;
      else if (Math.abs(a) <= 180 && Math.abs(b) <= 90) degrees++;
      else metres++;
    }
  }
  const most = Math.max(degrees, reversed, metres, reversedMetres);
  const isNamed = PAIR_NAME.test(column.name);
  if (present === 0 || most < (isNamed ? LEAST_FIT : LEAST_NAMELESS_FIT) * present) return null;
  const northFirst = most > degrees && most > metres;
  return {
    east: place,
    north: place,
    notation: "pair",
    northFirst,
    unit: most === degrees || most === reversed ? "degrees" : "metres",
    isSexagesimal: 2 * sexagesimal > present,
    isSwapped: false,
    basis: isNamed ? "names" : "contents",
    fit: most / present,
  };
}
