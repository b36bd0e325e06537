/**
 * A layer as columns: what every reader of a format gives and what the
 * FlatGeobuf writer takes. Geometry lies in one flat array of positions, so a
 * layer of 100,000 points costs no object per point. A feature's positions are
 * those between two `starts`; polygons and multi-part lines also say where
 * their rings and parts end.
 */
import type { AttributeValue } from "../../core/model/facility.ts";
import type { AreaGeometry, LinearGeometry, PolygonRings, Position } from "../../core/model/geometry.ts";
import type { ColumnMeaning } from "./column-names.ts";

/** Geometry kinds by their OGC codes, as FlatGeobuf writes them; 0 is "no geometry", 7 what is not supported. */
export const NO_GEOMETRY = 0;
export const POINT = 1;
export const LINE = 2;
export const POLYGON = 3;
export const MULTI_POINT = 4;
export const MULTI_LINE = 5;
export const MULTI_POLYGON = 6;
export const OTHER_GEOMETRY = 7;

export type ColumnType = "Bool" | "Short" | "UShort" | "Int" | "Float" | "Double" | "String" | "Json";

/** One attribute of all features; null (NaN in numeric arrays) where a feature has none. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly values: ArrayLike<AttributeValue>;
  /** What it was decided to be, whatever its name says; null: an attribute like others. */
  readonly meaning?: ColumnMeaning | null;
}

export interface FeatureTable {
  readonly count: number;
  /** Interleaved lon, lat of all features. */
  readonly coordinates: Float64Array;
  /** `count + 1` offsets in positions. */
  readonly starts: Uint32Array;
  /** Geometry kind of each feature (POINT … MULTI_POLYGON). */
  readonly kinds: Uint8Array;
  /** Where each ring or part ends, in positions from the feature's start; null means that there is one. */
  readonly ringEnds: readonly (readonly number[] | null)[];
  /** For MULTI_POLYGON: where each polygon ends, in rings. */
  readonly polygonEnds: readonly (readonly number[] | null)[];
  readonly columns: readonly Column[];
  /** Metres above sea level of each position; left out where the layer has none. */
  readonly elevations?: Float64Array;
  readonly title: string;
  readonly description: string;
  /** EPSG code; 0 where the file does not say. */
  readonly crsCode: number;
  /** The system's definition in well-known text, where the file has one; left out where not. */
  readonly crsText?: string;
}

export type PointGeometry = { readonly type: "Point"; readonly coordinates: Position };
export type TableGeometry = PointGeometry | LinearGeometry | AreaGeometry;

/** The column of that name, or null. */
export function findColumn(table: FeatureTable, name: string): Column | null {
  return table.columns.find((column) => column.name === name) ?? null;
}

/** Text of a cell, "" where there is none. */
export function textAt(column: Column | null, row: number): string {
  const value = column?.values[row];
  if (value === null || value === undefined || (typeof value === "number" && Number.isNaN(value))) return "";
  return String(value);
}

/** Number of a cell, NaN where there is none or it is not a number. */
export function numberAt(column: Column | null, row: number): number {
  const value = column?.values[row];
  if (typeof value === "number") return value;
  if (typeof value === "string" && value.trim() !== "") return Number(value);
  return Number.NaN;
}

/** Value of a cell as the model keeps it: null where there is none. */
export function attributeAt(column: Column, row: number): AttributeValue {
  const value = column.values[row];
  return value === undefined || (typeof value === "number" && Number.isNaN(value)) ? null : value;
}

function positionsBetween(table: FeatureTable, from: number, to: number): Position[] {
  const positions: Position[] = new Array(to - from);
  for (let index = from; index < to; index++) {
    positions[index - from] = [
      table.coordinates[2 * index] ?? Number.NaN,
      table.coordinates[2 * index + 1] ?? Number.NaN,
    ];
  }
  return positions;
}

function partsAt(table: FeatureTable, row: number): Position[][] {
  const start = table.starts[row] ?? 0;
  const end = table.starts[row + 1] ?? start;
  const ends = table.ringEnds[row] ?? [end - start];
  let from = start;
  return ends.map((partEnd) => {
    const part = positionsBetween(table, from, start + partEnd);
    from = start + partEnd;
    return part;
  });
}

/** The polygons of a POLYGON or MULTI_POLYGON feature, as rings. */
function polygonsAt(table: FeatureTable, row: number): PolygonRings[] {
  const rings = partsAt(table, row);
  const ends = table.polygonEnds[row] ?? [rings.length];
  let from = 0;
  return ends.map((end) => {
    const polygon = rings.slice(from, end);
    from = end;
    return polygon;
  });
}

/** One feature's geometry as the model keeps it, or null where it has none or an unsupported one. */
export function geometryAt(table: FeatureTable, row: number): TableGeometry | null {
  const start = table.starts[row] ?? 0;
  const end = table.starts[row + 1] ?? start;
  if (end === start) return null;
  switch (table.kinds[row]) {
    case POINT:
    case MULTI_POINT:
      return { type: "Point", coordinates: positionsBetween(table, start, start + 1)[0] ?? [Number.NaN, Number.NaN] };
    case LINE:
      return { type: "LineString", coordinates: positionsBetween(table, start, end) };
    case MULTI_LINE: {
      const lines = partsAt(table, row);
      const [only] = lines;
      return lines.length === 1 && only
        ? { type: "LineString", coordinates: only }
        : { type: "MultiLineString", coordinates: lines };
    }
    case POLYGON:
    case MULTI_POLYGON: {
      const polygons = polygonsAt(table, row);
      const [only] = polygons;
      return polygons.length === 1 && only
        ? { type: "Polygon", coordinates: only }
        : { type: "MultiPolygon", coordinates: polygons };
    }
    default:
      return null;
  }
}

/** Interleaved positions that grow. */
export class PositionList {
  private buffer = new Float64Array(2048);
  /** In positions. */
  length = 0;

  push(lon: number, lat: number): void {
    if (2 * this.length + 2 > this.buffer.length) {
      const larger = new Float64Array(this.buffer.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[2 * this.length] = lon;
    this.buffer[2 * this.length + 1] = lat;
    this.length++;
  }

  /** Whether the position there is no numbers. */
  isNowhere(index: number): boolean {
    return Number.isNaN(this.buffer[2 * index]) && Number.isNaN(this.buffer[2 * index + 1]);
  }

  toArray(): Float64Array {
    return this.buffer.slice(0, 2 * this.length);
  }
}

/** Gathers features one by one into the columnar geometry of a table. */
export class GeometryCollector {
  readonly positions = new PositionList();
  readonly starts: number[] = [0];
  readonly kinds: number[] = [];
  readonly ringEnds: (readonly number[] | null)[] = [];
  readonly polygonEnds: (readonly number[] | null)[] = [];

  /** Ends a feature whose positions were pushed since the last one. */
  finish(kind: number, ringEnds: readonly number[] | null, polygonEnds: readonly number[] | null): void {
    this.starts.push(this.positions.length);
    this.kinds.push(kind);
    this.ringEnds.push(ringEnds);
    this.polygonEnds.push(polygonEnds);
  }

  add(geometry: TableGeometry | null): void {
    switch (geometry?.type) {
      case undefined:
        this.finish(NO_GEOMETRY, null, null);
        break;
      case "Point":
        this.positions.push(geometry.coordinates[0], geometry.coordinates[1]);
        this.finish(POINT, null, null);
        break;
      case "LineString":
        this.addParts([geometry.coordinates]);
        this.finish(LINE, null, null);
        break;
      case "MultiLineString":
        this.finish(MULTI_LINE, this.addParts(geometry.coordinates), null);
        break;
      case "Polygon":
        this.finish(POLYGON, this.addParts(geometry.coordinates), null);
        break;
      case "MultiPolygon": {
        let rings = 0;
        const polygonEnds = geometry.coordinates.map((polygon) => {
          rings += polygon.length;
          return rings;
        });
        this.finish(MULTI_POLYGON, this.addParts(geometry.coordinates.flat()), polygonEnds);
      }
    }
  }

  private addParts(parts: readonly (readonly Position[])[]): number[] {
    const start = this.positions.length;
    return parts.map((part) => {
      for (const [lon, lat] of part) this.positions.push(lon, lat);
      return this.positions.length - start;
    });
  }

  toTable(columns: readonly Column[], title = "", description = "", crsCode = 0): FeatureTable {
    return {
      count: this.kinds.length,
      coordinates: this.positions.toArray(),
      starts: Uint32Array.from(this.starts),
      kinds: Uint8Array.from(this.kinds),
      ringEnds: this.ringEnds,
      polygonEnds: this.polygonEnds,
      columns,
      title,
      description,
      crsCode,
    };
  }
}

/** A table of points that share the given arrays. */
export function tableOfPoints(
  coordinates: Float64Array,
  columns: readonly Column[],
  title: string,
  description: string,
): FeatureTable {
  const count = coordinates.length / 2;
  return {
    count,
    coordinates,
    starts: Uint32Array.from({ length: count + 1 }, (_, index) => index),
    kinds: new Uint8Array(count).fill(POINT),
    ringEnds: [],
    polygonEnds: [],
    columns,
    title,
    description,
    crsCode: 4326,
  };
}

/** A table of lines, or of points and lines, that share the given arrays; a feature of one position is a point. */
export function tableOfLines(
  coordinates: Float64Array,
  starts: Uint32Array,
  columns: readonly Column[],
  title: string,
  description: string,
): FeatureTable {
  const count = starts.length - 1;
  const kinds = Uint8Array.from({ length: count }, (_, row) =>
    (starts[row + 1] ?? 0) - (starts[row] ?? 0) === 1 ? POINT : LINE,
  );
  return {
    count,
    coordinates,
    starts,
    kinds,
    ringEnds: [],
    polygonEnds: [],
    columns,
    title,
    description,
    crsCode: 4326,
  };
}
