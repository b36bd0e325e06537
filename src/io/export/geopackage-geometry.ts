/** A feature's shape as a GeoPackage holds it: a header with its system and extent, then well-known binary, little-endian. */
import {
  type FeatureTable,
  LINE,
  MULTI_LINE,
  MULTI_POINT,
  MULTI_POLYGON,
  NO_GEOMETRY,
  POINT,
  POLYGON,
} from "../tables/feature-table.ts";
import { GrowingBytes } from "../tables/growing-bytes.ts";
import { closedRing, partsOfFeature, polygonsOfFeature } from "./feature-parts.ts";

const LITTLE_ENDIAN = 1;
/** Flags: little-endian, with an extent of two axes. */
const WITH_ENVELOPE = 0b11;

/** One a table, used again for each row. */
class ByteWriter extends GrowingBytes {
  byte(value: number): void {
    const at = this.reserve(1);
    this.view.setUint8(at, value);
  }

  int(value: number): void {
    const at = this.reserve(4);
    this.view.setInt32(at, value, true);
  }

  doubles(values: ArrayLike<number>): void {
    const at = this.reserve(8 * values.length);
    for (let index = 0; index < values.length; index++)
      this.view.setFloat64(at + 8 * index, values[index] as number, true);
  }

  take(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

/** Shapes of a table, each in the system of that id in the GeoPackage. */
export class GeopackageShapes {
  private readonly writer = new ByteWriter(1 << 16);
  private readonly table: FeatureTable;
  private readonly systemId: number;

  /** The multiple kind as which single shapes are written too; other kinds change nothing. */
  private readonly layerKind: number | null;

  constructor(table: FeatureTable, systemId: number, layerKind: number | null) {
    this.table = table;
    this.layerKind = layerKind;
    this.systemId = systemId;
  }

  /** The shape of a row, null where it has none. */
  at(row: number): Uint8Array | null {
    const { table, writer } = this;
    const kind = table.kinds[row] ?? NO_GEOMETRY;
    const [start, end] = [table.starts[row] ?? 0, table.starts[row + 1] ?? 0];
    if (end === start || kind === NO_GEOMETRY || kind > MULTI_POLYGON) return null;
    writer.clear();
    for (const byte of [0x47, 0x50, 0, kind === POINT ? LITTLE_ENDIAN : WITH_ENVELOPE]) writer.byte(byte);
    writer.int(this.systemId);
    if (kind !== POINT) writer.doubles(envelopeOf(table.coordinates, start, end));
    const isSingle = kind === POINT || kind === LINE || kind === POLYGON;
    const { layerKind } = this;
    if (isSingle && (layerKind === MULTI_POINT || layerKind === MULTI_LINE || layerKind === MULTI_POLYGON)) {
      this.begin(layerKind);
      writer.int(1);
    }
    this.writeShape(row, kind);
    return writer.take();
  }

  private begin(kind: number): void {
    this.writer.byte(LITTLE_ENDIAN);
    this.writer.int(kind);
  }

  private writeShape(row: number, kind: number): void {
    const { table, writer } = this;
    const positionsOf = (from: number, to: number): Float64Array => table.coordinates.subarray(2 * from, 2 * to);
    const writePolygon = (rings: readonly { readonly from: number; readonly to: number }[]): void => {
      this.begin(POLYGON);
      writer.int(rings.length);
      for (const range of rings) {
        const ring = closedRing(table, range);
        writer.int(ring.length / 2);
        writer.doubles(ring);
      }
    };
    const writeLine = (from: number, to: number): void => {
      this.begin(LINE);
      writer.int(to - from);
      writer.doubles(positionsOf(from, to));
    };
    const [start, end] = [table.starts[row] ?? 0, table.starts[row + 1] ?? 0];
    if (kind === POINT) {
      this.begin(POINT);
      writer.doubles(positionsOf(start, start + 1));
    } else if (kind === LINE) {
      writeLine(start, end);
    } else if (kind === POLYGON) {
      writePolygon(polygonsOfFeature(table, row)[0] ?? []);
    } else if (kind === MULTI_POINT) {
      this.begin(MULTI_POINT);
      writer.int(end - start);
      for (let at = start; at < end; at++) {
        this.begin(POINT);
        writer.doubles(positionsOf(at, at + 1));
      }
    } else if (kind === MULTI_LINE) {
      const parts = partsOfFeature(table, row);
      this.begin(MULTI_LINE);
      writer.int(parts.length);
      for (const { from, to } of parts) writeLine(from, to);
    } else {
      const polygons = polygonsOfFeature(table, row);
      this.begin(MULTI_POLYGON);
      writer.int(polygons.length);
      for (const rings of polygons) writePolygon(rings);
    }
  }
}

/** West, east, south, north, as the format orders them. */
function envelopeOf(coordinates: Float64Array, from: number, to: number): number[] {
  const [west, south, east, north] = extentOf(coordinates, from, to);
  return [west, east, south, north];
}

/** West, south, east, north of positions. */
export function extentOf(
  coordinates: Float64Array,
  from = 0,
  to = coordinates.length / 2,
): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = from; at < to; at++) {
    const [x, y] = [coordinates[2 * at] as number, coordinates[2 * at + 1] as number];
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  return [west, south, east, north];
}
