/**
 * Writes FlatGeobuf (flatgeobuf.org, version 3) with chosen column types, a
 * title, a description and the CRS (EPSG:4326 unless told otherwise). There is no
 * spatial index, so rows keep their order; the same table gives the same bytes.
 */
import * as flatbuffers from "flatbuffers";
import { Column as FgbColumn } from "flatgeobuf/lib/mjs/flat-geobuf/column.js";
import { ColumnType as FgbType } from "flatgeobuf/lib/mjs/flat-geobuf/column-type.js";
import { Crs } from "flatgeobuf/lib/mjs/flat-geobuf/crs.js";
import { Feature } from "flatgeobuf/lib/mjs/flat-geobuf/feature.js";
import { Geometry } from "flatgeobuf/lib/mjs/flat-geobuf/geometry.js";
import { Header } from "flatgeobuf/lib/mjs/flat-geobuf/header.js";
import {
  type Column,
  type ColumnType,
  type FeatureTable,
  MULTI_POLYGON,
  NO_GEOMETRY,
  POLYGON,
} from "../tables/feature-table.ts";
import { GrowingBytes } from "../tables/growing-bytes.ts";

const MAGIC_BYTES = Uint8Array.of(0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62, 0x00);

/** The coordinate system that a file states. */
export interface StatedCrs {
  /** EPSG code, 0 for a system without one. */
  readonly code: number;
  readonly name: string;
  /** WKT 1. */
  readonly wkt: string;
}

const WGS84: StatedCrs = { code: 4326, name: "", wkt: "" };

const FGB_TYPES: Readonly<Record<ColumnType, FgbType>> = {
  Bool: FgbType.Bool,
  Short: FgbType.Short,
  UShort: FgbType.UShort,
  Int: FgbType.Int,
  Float: FgbType.Float,
  Double: FgbType.Double,
  String: FgbType.String,
  Json: FgbType.Json,
};

const NUMBER_BYTES: Partial<Readonly<Record<ColumnType, number>>> = { Bool: 1, Short: 2, UShort: 2, Int: 4, Float: 4 };

const textEncoder = new TextEncoder();

const PIECE_BYTES = 1 << 22;

/** Values of one feature, encoded one after the other as FlatGeobuf wants them. */
class PropertyBuffer extends GrowingBytes {
  private addText(text: string): void {
    const encoded = textEncoder.encode(text);
    const at = this.reserve(4 + encoded.length);
    this.view.setUint32(at, encoded.length, true);
    this.bytes.set(encoded, at + 4);
  }

  private addNumber(type: ColumnType, value: number): void {
    const at = this.reserve(NUMBER_BYTES[type] ?? 8);
    if (type === "Bool") this.view.setUint8(at, value);
    else if (type === "Short") this.view.setInt16(at, value, true);
    else if (type === "UShort") this.view.setUint16(at, value, true);
    else if (type === "Int") this.view.setInt32(at, value, true);
    else if (type === "Float") this.view.setFloat32(at, value, true);
    else this.view.setFloat64(at, value, true);
  }

  /** The values of one row; valid until the next call. */
  encode(columns: readonly Column[], row: number): Uint8Array {
    this.clear();
    for (const [index, { type, values }] of columns.entries()) {
      const value = values[row];
      if (value === null || value === undefined || (typeof value === "number" && Number.isNaN(value))) continue;
      const tag = this.reserve(2);
      this.view.setUint16(tag, index, true);
      if (type === "String") this.addText(String(value));
      else if (type === "Json") this.addText(JSON.stringify(value));
      else this.addNumber(type, Number(value));
    }
    return this.bytes.subarray(0, this.length);
  }
}

function buildSimpleGeometry(
  builder: flatbuffers.Builder,
  xy: Float64Array,
  ends: readonly number[] | null,
  type: number,
  elevations: Float64Array | null = null,
): flatbuffers.Offset {
  const zOffset = elevations === null ? 0 : Geometry.createZVector(builder, elevations);
  const endsOffset = ends === null || ends.length < 2 ? 0 : Geometry.createEndsVector(builder, [...ends]);
  const xyOffset = Geometry.createXyVector(builder, xy);
  Geometry.startGeometry(builder);
  if (endsOffset) Geometry.addEnds(builder, endsOffset);
  Geometry.addXy(builder, xyOffset);
  if (zOffset) Geometry.addZ(builder, zOffset);
  Geometry.addType(builder, type);
  return Geometry.endGeometry(builder);
}

function buildMultiPolygon(
  builder: flatbuffers.Builder,
  xy: Float64Array,
  ringEnds: readonly number[],
  polygonEnds: readonly number[],
): flatbuffers.Offset {
  let firstRing = 0;
  const parts = polygonEnds.map((lastRing) => {
    const from = firstRing === 0 ? 0 : (ringEnds[firstRing - 1] ?? 0);
    const ends = ringEnds.slice(firstRing, lastRing);
    const to = ends[ends.length - 1] ?? from;
    firstRing = lastRing;
    return buildSimpleGeometry(
      builder,
      xy.subarray(2 * from, 2 * to),
      ends.map((end) => end - from),
      POLYGON,
    );
  });
  const partsOffset = Geometry.createPartsVector(builder, parts);
  Geometry.startGeometry(builder);
  Geometry.addType(builder, MULTI_POLYGON);
  Geometry.addParts(builder, partsOffset);
  return Geometry.endGeometry(builder);
}

function buildGeometry(builder: flatbuffers.Builder, table: FeatureTable, row: number): flatbuffers.Offset {
  const kind = table.kinds[row] ?? NO_GEOMETRY;
  const xy = table.coordinates.subarray(2 * (table.starts[row] ?? 0), 2 * (table.starts[row + 1] ?? 0));
  const ringEnds = table.ringEnds[row] ?? null;
  if (kind === MULTI_POLYGON) {
    const ends = ringEnds ?? [xy.length / 2];
    return buildMultiPolygon(builder, xy, ends, table.polygonEnds[row] ?? [ends.length]);
  }
  const elevations = table.elevations?.subarray(table.starts[row] ?? 0, table.starts[row + 1] ?? 0) ?? null;
  return buildSimpleGeometry(builder, xy, ringEnds, kind, elevations);
}

/** Valid until the next call. */
function buildFeature(
  builder: flatbuffers.Builder,
  table: FeatureTable,
  row: number,
  properties: PropertyBuffer,
): Uint8Array {
  builder.clear();
  // Keeps every feature a multiple of eight bytes long, which readers of doubles in place rely on.
  builder.prep(8, 0);
  const encoded = properties.encode(table.columns, row);
  const propertiesOffset = encoded.length > 0 ? Feature.createPropertiesVector(builder, encoded) : 0;
  const geometryOffset = table.kinds[row] === NO_GEOMETRY ? 0 : buildGeometry(builder, table, row);
  Feature.startFeature(builder);
  if (geometryOffset) Feature.addGeometry(builder, geometryOffset);
  if (propertiesOffset) Feature.addProperties(builder, propertiesOffset);
  builder.finishSizePrefixed(Feature.endFeature(builder));
  return builder.asUint8Array();
}

/** Bytes one after the other, in pieces that each hold many features: an array for every feature would take more than its bytes. */
class ByteCollector {
  private readonly full: Uint8Array[] = [];
  private current = new Uint8Array(1 << 16);
  private used = 0;
  private before = 0;

  add(bytes: Uint8Array): void {
    if (this.used + bytes.length > this.current.length) {
      this.full.push(this.current.subarray(0, this.used));
      this.before += this.used;
      this.current = new Uint8Array(Math.max(PIECE_BYTES, bytes.length));
      this.used = 0;
    }
    this.current.set(bytes, this.used);
    this.used += bytes.length;
  }

  join(): Uint8Array {
    const all = new Uint8Array(this.before + this.used);
    let at = 0;
    for (const piece of [...this.full, this.current.subarray(0, this.used)]) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }
}

function boundsOf(coordinates: Float64Array): [number, number, number, number] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < coordinates.length; index += 2) {
    const lon = coordinates[index] ?? Number.NaN;
    const lat = coordinates[index + 1] ?? Number.NaN;
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  return west <= east && south <= north ? [west, south, east, north] : null;
}

/** The one kind of all features that have a geometry; 0 ("mixed") where they differ. */
function commonKind(kinds: Uint8Array): number {
  let common = NO_GEOMETRY;
  for (const kind of kinds) {
    if (kind === NO_GEOMETRY) continue;
    if (common !== NO_GEOMETRY && kind !== common) return NO_GEOMETRY;
    common = kind;
  }
  return common;
}

function buildHeader(table: FeatureTable, stated: StatedCrs): Uint8Array {
  const builder = new flatbuffers.Builder(1024);
  builder.prep(8, 0);
  const columns = table.columns.map((column) => {
    const name = builder.createString(column.name);
    FgbColumn.startColumn(builder);
    FgbColumn.addName(builder, name);
    FgbColumn.addType(builder, FGB_TYPES[column.type]);
    return FgbColumn.endColumn(builder);
  });
  const columnsOffset = columns.length > 0 ? Header.createColumnsVector(builder, columns) : 0;
  const bounds = boundsOf(table.coordinates);
  const envelopeOffset = bounds ? Header.createEnvelopeVector(builder, bounds) : 0;
  const name = builder.createString(table.title || "layer");
  const title = builder.createString(table.title);
  const description = builder.createString(table.description);
  const organisation = builder.createString("EPSG");
  const crsName = stated.name === "" ? 0 : builder.createString(stated.name);
  const wkt = stated.wkt === "" ? 0 : builder.createString(stated.wkt);
  Crs.startCrs(builder);
  if (stated.code !== 0) {
    Crs.addOrg(builder, organisation);
    Crs.addCode(builder, stated.code);
  }
  if (crsName) Crs.addName(builder, crsName);
  if (wkt) Crs.addWkt(builder, wkt);
  const crs = Crs.endCrs(builder);
  Header.startHeader(builder);
  Header.addName(builder, name);
  if (envelopeOffset) Header.addEnvelope(builder, envelopeOffset);
  Header.addGeometryType(builder, commonKind(table.kinds));
  if (table.elevations) Header.addHasZ(builder, true);
  if (columnsOffset) Header.addColumns(builder, columnsOffset);
  Header.addFeaturesCount(builder, BigInt(table.count));
  Header.addIndexNodeSize(builder, 0);
  Header.addCrs(builder, crs);
  if (table.title) Header.addTitle(builder, title);
  if (table.description) Header.addDescription(builder, description);
  builder.finishSizePrefixed(Header.endHeader(builder));
  return builder.asUint8Array().slice();
}

/**
 * Writes a table, positions in the system stated (WGS84 degrees). Values must fit their column's type; null and NaN are left
 * out. A feature of kind NO_GEOMETRY is written without a geometry.
 */
export function writeFlatGeobuf(table: FeatureTable, crs: StatedCrs = WGS84): Uint8Array {
  const collected = new ByteCollector();
  collected.add(MAGIC_BYTES);
  collected.add(buildHeader(table, crs));
  const builder = new flatbuffers.Builder(1024);
  const properties = new PropertyBuffer(1024);
  for (let row = 0; row < table.count; row++) collected.add(buildFeature(builder, table, row, properties));
  return collected.join();
}
