/** Writes shapefiles for tests: any kind of shape, with Z and M, attributes in any encoding. */
import type { Pair, ShapeFeature } from "./shape-texts.ts";

export interface DbfField {
  readonly name: string;
  readonly type: "C" | "N" | "F" | "L" | "D";
  readonly length: number;
  readonly decimals?: number;
}

export interface ShapefileOptions {
  readonly encode: (text: string) => Uint8Array;
  /** Byte 29 of the table: 0x4d is GBK, 0 says nothing. */
  readonly language?: number;
  /** Adds Z and M to every position. */
  readonly isMeasured?: boolean;
  /** Rows to mark as deleted. */
  readonly deleted?: readonly number[];
}

export interface WrittenShapefile {
  readonly shp: Uint8Array;
  readonly shx: Uint8Array;
  readonly dbf: Uint8Array;
}

const BASE_TYPES: Readonly<Record<string, number>> = {
  Point: 1,
  MultiPoint: 8,
  LineString: 3,
  MultiLineString: 3,
  Polygon: 5,
  MultiPolygon: 5,
};

function partsOf({ geometry }: ShapeFeature): readonly (readonly Pair[])[] {
  switch (geometry?.type) {
    case undefined:
      return [];
    case "Point":
      return [[geometry.coordinates]];
    case "MultiPoint":
    case "LineString":
      return [geometry.coordinates];
    case "MultiLineString":
    case "Polygon":
      return geometry.coordinates;
    case "MultiPolygon":
      return geometry.coordinates.flat();
  }
}

function boxOf(positions: readonly Pair[]): number[] {
  const [xs, ys] = [positions.map(([x]) => x), positions.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

class ByteList {
  private readonly bytes: number[] = [];

  get length(): number {
    return this.bytes.length;
  }

  int(value: number, isLittle: boolean): void {
    const view = new DataView(new ArrayBuffer(4));
    view.setInt32(0, value, isLittle);
    this.bytes.push(...new Uint8Array(view.buffer));
  }

  doubles(...values: readonly number[]): void {
    for (const value of values) this.bytes.push(...new Uint8Array(Float64Array.of(value).buffer));
  }

  add(bytes: Iterable<number>): void {
    this.bytes.push(...bytes);
  }

  toArray(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}

/** The content of one record. */
function recordOf(feature: ShapeFeature, isMeasured: boolean): Uint8Array {
  const bytes = new ByteList();
  const { geometry } = feature;
  if (!geometry) {
    bytes.int(0, true);
    return bytes.toArray();
  }
  const base = BASE_TYPES[geometry.type] ?? 0;
  const parts = partsOf(feature);
  const positions = parts.flat();
  bytes.int(isMeasured ? base + 10 : base, true);
  if (base !== 1) bytes.doubles(...boxOf(positions));
  if (base === 3 || base === 5) bytes.int(parts.length, true);
  if (base !== 1) bytes.int(positions.length, true);
  let start = 0;
  if (base === 3 || base === 5) {
    for (const part of parts) {
      bytes.int(start, true);
      start += part.length;
    }
  }
  for (const pair of positions) bytes.doubles(...pair);
  if (isMeasured) {
    for (const measure of [1044.5, 7]) {
      if (base !== 1) bytes.doubles(measure, measure);
      bytes.doubles(...positions.map(() => measure));
    }
  }
  return bytes.toArray();
}

function fileOf(type: number, box: readonly number[], body: Uint8Array): Uint8Array {
  const bytes = new ByteList();
  for (const value of [9994, 0, 0, 0, 0, 0, (100 + body.length) / 2]) bytes.int(value, false);
  bytes.int(1000, true);
  bytes.int(type, true);
  bytes.doubles(...box, 0, 0, 0, 0);
  return Uint8Array.from([...bytes.toArray(), ...body]);
}

function cellOf(
  value: string | number | boolean | null | undefined,
  field: DbfField,
  encode: ShapefileOptions["encode"],
): number[] {
  const cell = new Array<number>(field.length).fill(0x20);
  if (value === null || value === undefined) return cell;
  const text =
    field.type === "L" ? (value ? "T" : "F") : field.decimals ? Number(value).toFixed(field.decimals) : String(value);
  const bytes = [...encode(text)].slice(0, field.length);
  const at = field.type === "N" || field.type === "F" ? field.length - bytes.length : 0;
  bytes.forEach((byte, index) => {
    cell[at + index] = byte;
  });
  return cell;
}

export function writeDbf(
  rows: readonly ShapeFeature["properties"][],
  fields: readonly DbfField[],
  { encode, language = 0, deleted = [] }: ShapefileOptions,
): Uint8Array {
  const rowLength = 1 + fields.reduce((sum, { length }) => sum + length, 0);
  const header = new Uint8Array(32 + 32 * fields.length + 1);
  const view = new DataView(header.buffer);
  header.set([3, 126, 1, 31]);
  view.setUint32(4, rows.length, true);
  view.setUint16(8, header.length, true);
  view.setUint16(10, rowLength, true);
  header[29] = language;
  fields.forEach(({ name, type, length, decimals = 0 }, index) => {
    header.set(encode(name).subarray(0, 10), 32 + 32 * index);
    header.set([type.charCodeAt(0)], 43 + 32 * index);
    header.set([length, decimals], 48 + 32 * index);
  });
  header[header.length - 1] = 0x0d;
  const body = rows.flatMap((row, index) => [
    deleted.includes(index) ? 0x2a : 0x20,
    ...fields.flatMap((field) => cellOf(row[field.name], field, encode)),
  ]);
  return Uint8Array.from([...header, ...body, 0x1a]);
}

export function writeShapefile(
  features: readonly ShapeFeature[],
  fields: readonly DbfField[],
  options: ShapefileOptions,
): WrittenShapefile {
  const { isMeasured = false } = options;
  const body = new ByteList();
  const index = new ByteList();
  features.forEach((feature, row) => {
    const record = recordOf(feature, isMeasured);
    index.int((100 + body.length) / 2, false);
    index.int(record.length / 2, false);
    body.int(row + 1, false);
    body.int(record.length / 2, false);
    body.add(record);
  });
  const shape = features.find(({ geometry }) => geometry)?.geometry;
  const type = shape ? (BASE_TYPES[shape.type] ?? 0) + (isMeasured ? 10 : 0) : 0;
  const box = shape ? boxOf(features.flatMap((feature) => partsOf(feature).flat())) : [0, 0, 0, 0];
  return {
    shp: fileOf(type, box, body.toArray()),
    shx: fileOf(type, box, index.toArray()),
    dbf: writeDbf(
      features.map(({ properties }) => properties),
      fields,
      options,
    ),
  };
}
