/**
 * Shapes in a column of a sheet as well-known text (OGC 06-103r4, with PostGIS's `SRID=4547;` before it), as GIS software and databases export
 * them: points, lines and polygons with their multi-part forms; heights and measures are left out.
 */
import {
  type GeometryCollector,
  LINE,
  MULTI_LINE,
  MULTI_POINT,
  MULTI_POLYGON,
  NO_GEOMETRY,
  POINT,
  POLYGON,
} from "../tables/feature-table.ts";
import type { SheetColumn } from "./sheet-columns.ts";
import { looksLikeWkb } from "./wkb-shapes.ts";

const HEAD = /^\s*(?:SRID\s*=\s*(\d{1,6})\s*;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)\s*(?:ZM|Z|M)?\s*(?=\(|EMPTY)/i;
const EMPTY = /^EMPTY\s*$/i;
const SAMPLED = 500;
const LEAST_SHARE = 0.9;

/** What a column of shapes is written in. */
export interface ShapeColumn {
  /** Its place in the list of columns. */
  readonly place: number;
  readonly notation: "wkt" | "wkb";
}

/** The first column that holds shapes beyond plain points; null where there is none. */
export function findShapes(columns: readonly SheetColumn[]): ShapeColumn | null {
  for (const [place, { texts, kind }] of columns.entries()) {
    if (kind !== "text" && kind !== "code") continue;
    let [present, wkt, wkb, beyondPoints] = [0, 0, 0, 0];
    const step = Math.max(1, Math.floor(texts.length / SAMPLED));
    for (let row = 0; row < texts.length; row += step) {
      const text = texts[row] as string;
      if (text === "") continue;
      present++;
      const head = HEAD.exec(text);
      if (head) wkt++;
      else if (looksLikeWkb(text)) wkb++;
      if (head && (head[2] || head[3]?.toUpperCase() !== "POINT")) beyondPoints++;
    }
    if (present === 0) continue;
    if (wkt >= LEAST_SHARE * present && beyondPoints > 0) return { place, notation: "wkt" };
    if (wkb >= LEAST_SHARE * present) return { place, notation: "wkb" };
  }
  return null;
}

/** Reads the groups of a text: each call of `take` answers whether that sign comes next. */
class WktScanner {
  private at: number;
  private readonly text: string;

  constructor(text: string, from: number) {
    this.text = text;
    this.at = from;
  }

  take(sign: string): boolean {
    while (this.text.charCodeAt(this.at) <= 32) this.at++;
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  isAtEnd(): boolean {
    return this.text.slice(this.at).trim() === "";
  }

  /** Positions up to the closing bracket, which is taken too; false where something else stands there. */
  readPositions(collector: GeometryCollector): boolean {
    const end = this.text.indexOf(")", this.at);
    if (end < 0) return false;
    for (const position of this.text.slice(this.at, end).split(",")) {
      const [x, y, ...others] = position.trim().split(/\s+/).map(Number);
      if (x === undefined || y === undefined || others.length > 2) return false;
      if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
      collector.positions.push(x, y);
    }
    this.at = end + 1;
    return true;
  }

  /** `(…), (…))` with `read` for each; the first bracket has been taken. */
  readList(read: () => boolean): boolean {
    do {
      if (!this.take("(") || !read()) return false;
    } while (this.take(","));
    return this.take(")");
  }
}

/** What a cell holds: `shape`, added to the collector; `empty` or `faulty`, for which it gets a feature without geometry. */
export type ReadShape = { readonly state: "shape" | "empty" | "faulty"; readonly srid: number };

/** Adds the shape of a cell to the collector as its next feature. */
export function addShape(text: string, collector: GeometryCollector): ReadShape {
  const nothing = (state: "empty" | "faulty", srid = 0): ReadShape => {
    collector.finish(NO_GEOMETRY, null, null);
    return { state, srid };
  };
  if (text.trim() === "") return nothing("empty");
  const head = HEAD.exec(text);
  if (!head) return nothing("faulty");
  const srid = Number(head[1] ?? 0);
  if (EMPTY.test(text.slice(head[0].length))) return nothing("empty", srid);
  const before = collector.positions.length;
  const scanner = new WktScanner(text, head[0].length);
  const read = readBody(scanner, `${head[2] ?? ""}${head[3]}`.toUpperCase(), collector);
  if (read === null || !scanner.isAtEnd()) {
    // What was read of it is given back.
    collector.positions.length = before;
    return nothing("faulty", srid);
  }
  collector.finish(read.kind, read.ringEnds, read.polygonEnds);
  return { state: "shape", srid };
}

interface ShapeBody {
  readonly kind: number;
  readonly ringEnds: readonly number[] | null;
  readonly polygonEnds: readonly number[] | null;
}

function readBody(scanner: WktScanner, type: string, collector: GeometryCollector): ShapeBody | null {
  if (!scanner.take("(")) return null;
  const start = collector.positions.length;
  const ringEnds: number[] = [];
  const polygonEnds: number[] = [];
  const readPart = (): boolean => {
    const isRead = scanner.readPositions(collector);
    ringEnds.push(collector.positions.length - start);
    return isRead;
  };
  const shape = (isRead: boolean, kind: number, isMany: boolean): ShapeBody | null =>
    isRead
      ? { kind, ringEnds: isMany ? ringEnds : null, polygonEnds: kind === MULTI_POLYGON ? polygonEnds : null }
      : null;
  switch (type) {
    case "POINT": {
      const isRead = readPart() && collector.positions.length === start + 1;
      return shape(isRead, POINT, false);
    }
    case "LINESTRING":
      return shape(readPart() && collector.positions.length > start + 1, LINE, false);
    case "POLYGON":
      return shape(scanner.readList(readPart), POLYGON, true);
    case "MULTILINESTRING":
      return shape(scanner.readList(readPart), MULTI_LINE, true);
    case "MULTIPOINT":
      return shape(readPoints(scanner, readPart), MULTI_POINT, false);
    case "MULTIPOLYGON":
      return shape(
        scanner.readList(() => {
          const isRead = scanner.readList(readPart);
          polygonEnds.push(ringEnds.length);
          return isRead;
        }),
        MULTI_POLYGON,
        true,
      );
    default:
      return null;
  }
}

/** `(1 2), (3 4))`, or `1 2, 3 4)` as older software writes it. */
function readPoints(scanner: WktScanner, readPart: () => boolean): boolean {
  if (!scanner.take("(")) return readPart();
  do {
    if (!readPart()) return false;
  } while (scanner.take(",") && scanner.take("("));
  return scanner.take(")");
}
