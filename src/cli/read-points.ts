/**
 * Points of a CSV file: `id,lon,lat`, or `id,x,y` in a coordinate system. Ids stay
 * text. Every row that cannot be used is reported, and nothing is left out in silence.
 */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import Papa from "papaparse";
import type { Issue } from "../core/errors.ts";
import { tellApproximate, unknownSystem } from "../io/crs/choose-system.ts";
import { type CoordinateSystem, WGS84 } from "../io/crs/coordinate-system.ts";
import { findCoordinateSystem, isPlaneName } from "../io/crs/find-coordinate-system.ts";
import { parseCoordinate } from "../io/crs/parse-coordinate.ts";
import { decodeText } from "../io/tables/decode-text.ts";
import { IssueList, shown } from "../io/tables/labelled-table.ts";

export interface PointList {
  /** The file's name, for issues. */
  readonly layer: string;
  readonly count: number;
  readonly ids: readonly string[];
  /** Interleaved lon, lat in degrees. */
  readonly coordinates: Float64Array;
  /** The system that the file's numbers are in. */
  readonly system: CoordinateSystem;
  /** sha256 input: the bytes as read. */
  readonly bytes: Uint8Array;
}

export interface PointReading {
  /** Coordinate system as the user states it, null where it is not stated. */
  readonly crs: string | null;
  /** The system of the streets: that of `x,y` columns where none is stated, and of all points on a plane. */
  readonly streets: CoordinateSystem;
  /** True where the streets are taken for a plane only because nothing says what they are. */
  readonly planeIsAssumed: boolean;
}

interface PointsRead {
  /** Null where the file cannot be used; `issues` then hold an error. */
  readonly points: PointList | null;
  readonly issues: readonly Issue[];
}

const NAMES = {
  id: ["id", "fid", "osm_id", "osmid", "@id", "gid", "code", "编号", "编码", "代码", "序号"],
  degrees: [
    ["lon", "lng", "long", "longitude", "经度", "东经"],
    ["lat", "latitude", "纬度", "北纬"],
  ],
  plane: [
    ["x", "easting", "east", "e", "东坐标", "横坐标"],
    ["y", "northing", "north", "n", "北坐标", "纵坐标"],
  ],
} as const;

function plainHeader(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\s_\-\uFEFF"']/g, "")
    .toLowerCase();
}

function columnOf(header: readonly string[], names: readonly string[]): number {
  for (const name of names) {
    const index = header.indexOf(plainHeader(name));
    if (index >= 0) return index;
  }
  return -1;
}

interface Columns {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  /** True for columns that are named lon and lat. */
  readonly inDegrees: boolean;
}

function findColumns(header: readonly string[], layer: string, issues: IssueList): Columns | null {
  const plain = header.map(plainHeader);
  const id = columnOf(plain, NAMES.id);
  const [lon, lat] = NAMES.degrees.map((names) => columnOf(plain, names));
  const [x, y] = NAMES.plane.map((names) => columnOf(plain, names));
  const missing = (field: string, names: string): void =>
    issues.error("missing-column", layer, { row: 1, field, details: { names } });
  if (id < 0) missing("id", "id");
  const inDegrees = (lon ?? -1) >= 0 || (lat ?? -1) >= 0;
  const [across, upward] = inDegrees ? [lon ?? -1, lat ?? -1] : [x ?? -1, y ?? -1];
  if (across < 0) missing(inDegrees ? "lon" : "lon | x", inDegrees ? "lon" : "lon, x");
  if (upward < 0) missing(inDegrees ? "lat" : "lat | y", inDegrees ? "lat" : "lat, y");
  return id < 0 || across < 0 || upward < 0 ? null : { id, x: across, y: upward, inDegrees };
}

interface PointRow {
  /** 1-based line of the table, the header being row 1. */
  readonly row: number;
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** The system of one file's columns: degrees under `lon,lat` stay degrees when a projected system is stated for others. */
function choosePointSystem(
  rows: readonly PointRow[],
  { inDegrees }: Columns,
  { crs, streets, planeIsAssumed }: PointReading,
  layer: string,
  issues: IssueList,
): CoordinateSystem | null {
  const refuse = (value: string, what: string): null => {
    issues.error("bad-value", layer, { field: "crs", value, details: { what } });
    return null;
  };
  const namedDegrees = inDegrees && rows.every(({ x, y }) => WGS84.faultOf(x, y) === "");
  if (crs === null) {
    if (streets.isPlane && planeIsAssumed && namedDegrees) return refuse("lon, lat", "streets-on-plane");
    return streets.isPlane || !inDegrees ? streets : WGS84;
  }
  if (isPlaneName(crs)) return streets.isPlane ? streets : refuse(crs, "no-plane");
  const system = findCoordinateSystem(crs);
  if (!system) return unknownSystem(layer, crs, issues);
  if (streets.isPlane) return refuse(crs, "streets-on-plane");
  return system.unit === "metres" && namedDegrees ? WGS84 : system;
}

function readRows(
  cells: readonly string[][],
  columns: Columns,
  header: readonly string[],
  layer: string,
  issues: IssueList,
): PointRow[] {
  const rows: PointRow[] = [];
  const rowOfId = new Map<string, number>();
  cells.forEach((line, index) => {
    const row = index + 2;
    if (line.every((cell) => cell.trim() === "")) return;
    if (line.slice(header.length).some((cell) => cell.trim() !== "")) {
      const details = { expected: header.length };
      issues.error("bad-value", layer, { row, field: "columns", value: String(line.length), details });
    }
    const id = (line[columns.id] ?? "").trim();
    const first = rowOfId.get(id);
    if (id === "") issues.error("bad-value", layer, { row, field: "id", value: "", details: { expected: "id" } });
    else if (first !== undefined)
      issues.error("duplicate-id", layer, { row, field: "id", value: shown(id), details: { first } });
    else rowOfId.set(id, row);
    const read = (column: number): number => {
      const text = (line[column] ?? "").trim();
      const value = parseCoordinate(text, "metres");
      if (Number.isNaN(value))
        issues.error("bad-coordinate", layer, {
          row,
          field: header[column]?.trim(),
          value: shown(text),
          details: { what: "not-a-number" },
        });
      return value;
    };
    rows.push({ row, id, x: read(columns.x), y: read(columns.y) });
  });
  return rows;
}

function parsePoints(bytes: Uint8Array, layer: string, reading: PointReading, issues: IssueList): PointList | null {
  const decoded = bytes.length === 0 ? { text: "" } : decodeText(bytes);
  if (!decoded) {
    issues.error("unreadable-file", layer, { field: "encoding", details: { format: "CSV" } });
    return null;
  }
  const text = decoded.text.replace(/^\uFEFF/, "");
  // Told apart by the header alone: a lone column would leave Papa guessing.
  const delimiter = [",", ";", "\t"].find((mark) => text.slice(0, text.search(/\r?\n|$/)).includes(mark)) ?? ",";
  const parsed = Papa.parse<string[]>(text, { header: false, dynamicTyping: false, delimiter });
  for (const error of parsed.errors) {
    if (error.type !== "Quotes") continue;
    issues.error("bad-value", layer, { row: (error.row ?? 0) + 1, field: "quotes", value: shown(error.message) });
  }
  const [header, ...body] = parsed.data;
  if (!header || header.every((name) => name.trim() === "")) {
    issues.error("empty-file", layer, { details: { format: "CSV", rows: 0 } });
    return null;
  }
  const columns = findColumns(header, layer, issues);
  if (!columns) return null;
  const rows = readRows(body, columns, header, layer, issues);
  if (rows.length === 0) {
    issues.error("empty-file", layer, { details: { format: "CSV", rows: 0 } });
    return null;
  }
  const system = choosePointSystem(rows, columns, reading, layer, issues);
  if (!system) return null;
  tellApproximate({ system }, layer, issues);
  const coordinates = new Float64Array(2 * rows.length);
  rows.forEach(({ row, x, y }, index) => {
    const fault = system.faultOf(x, y);
    if (fault !== "" && !Number.isNaN(x) && !Number.isNaN(y))
      issues.error("bad-coordinate", layer, { row, value: `${x}, ${y}`, details: { what: fault, crs: system.id } });
    const [lon, lat] = fault === "" ? system.toDegrees(x, y) : [Number.NaN, Number.NaN];
    coordinates[2 * index] = lon;
    coordinates[2 * index + 1] = lat;
  });
  return { layer, count: rows.length, ids: rows.map(({ id }) => id), coordinates, system, bytes };
}

/** Reads a file of points; all faults are in `issues`, and `points` is null where one of them is an error. */
export async function readPoints(path: string, reading: PointReading): Promise<PointsRead> {
  const issues = new IssueList();
  const points = parsePoints(new Uint8Array(await readFile(path)), basename(path), reading, issues);
  return { points: issues.hasErrors ? null : points, issues: issues.all() };
}
