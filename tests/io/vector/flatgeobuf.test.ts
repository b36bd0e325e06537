import fc from "fast-check";
import * as flatbuffers from "flatbuffers";
import { ColumnType } from "flatgeobuf/lib/mjs/flat-geobuf/column-type.js";
import { Crs } from "flatgeobuf/lib/mjs/flat-geobuf/crs.js";
import { GeometryType } from "flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js";
import { Header } from "flatgeobuf/lib/mjs/flat-geobuf/header.js";
import { buildFeature } from "flatgeobuf/lib/mjs/generic/feature.js";
import { buildHeader } from "flatgeobuf/lib/mjs/generic/featurecollection.js";
import { deserialize } from "flatgeobuf/lib/mjs/geojson.js";
import { calcTreeSize } from "flatgeobuf/lib/mjs/packedrtree.js";
import { describe, expect, it } from "vitest";
import { BadDataError } from "../../../src/core/errors.ts";
import type { Position } from "../../../src/core/model/geometry.ts";
import {
  attributeAt,
  GeometryCollector,
  geometryAt,
  type TableGeometry,
  tableOfPoints,
} from "../../../src/io/tables/feature-table.ts";
import { readFlatGeobuf } from "../../../src/io/vector/read-flatgeobuf.ts";
import { writeFlatGeobuf } from "../../../src/io/vector/write-flatgeobuf.ts";

const position: fc.Arbitrary<Position> = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);
const line = fc.array(position, { minLength: 2, maxLength: 6 });
const ring = fc.array(position, { minLength: 4, maxLength: 6 });
const polygon = fc.array(ring, { minLength: 1, maxLength: 3 });
const geometry: fc.Arbitrary<TableGeometry | null> = fc.oneof(
  fc.constant(null),
  position.map((coordinates) => ({ type: "Point" as const, coordinates })),
  line.map((coordinates) => ({ type: "LineString" as const, coordinates })),
  fc
    .array(line, { minLength: 2, maxLength: 3 })
    .map((coordinates) => ({ type: "MultiLineString" as const, coordinates })),
  polygon.map((coordinates) => ({ type: "Polygon" as const, coordinates })),
  fc
    .array(polygon, { minLength: 2, maxLength: 3 })
    .map((coordinates) => ({ type: "MultiPolygon" as const, coordinates })),
);
const text = fc.option(fc.string({ unit: "grapheme" }), { nil: null });
const number = fc.option(fc.double({ noNaN: true }), { nil: null });

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof BadDataError) return error.issues.map((issue) => issue.code).join();
    throw error;
  }
  return "none";
}

/** Two lines with Z and a spatial index, as another program would write them. */
function foreignFile(): Uint8Array {
  const columns = [
    ["name", ColumnType.String],
    ["levels", ColumnType.UByte],
    ["osm_id", ColumnType.Long],
    ["height", ColumnType.Float],
  ] as const;
  const header = {
    geometryType: GeometryType.Unknown,
    columns: columns.map(([name, type]) => ({
      name,
      type,
      title: null,
      description: null,
      width: -1,
      precision: -1,
      scale: -1,
      nullable: true,
      unique: false,
      primary_key: false,
    })),
    envelope: null,
    featuresCount: 2,
    indexNodeSize: 16,
    crs: null,
    title: null,
    description: null,
    metadata: null,
  };
  const written = header.columns.filter(({ name }) => name !== "levels");
  const feature = (xy: number[], name: string): Uint8Array =>
    buildFeature(
      {
        xy,
        z: [5, 6],
        m: undefined,
        ends: undefined,
        parts: undefined,
        type: GeometryType.LineString,
      } as never,
      { name, osm_id: 123456789012, height: 2.5 },
      { ...header, columns: written.map((column) => ({ ...column })) },
    );
  const headerBytes = Uint8Array.from(buildHeader({ ...header, columns: written, indexNodeSize: 16 } as never, 4490));
  // The package writes node size 0; here it is set to 16 in place, as a file with an index has it.
  const withIndex = setIndexNodeSize(headerBytes);
  const parts = [
    Uint8Array.of(0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0),
    withIndex,
    new Uint8Array(calcTreeSize(2, 16)).fill(7),
    feature([1, 2, 3, 4], "一"),
    feature([5, 6, 7, 8], "二"),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function setIndexNodeSize(header: Uint8Array): Uint8Array {
  const buffer = new flatbuffers.ByteBuffer(header);
  const table = buffer.readInt32(4) + 4;
  const vtable = table - buffer.readInt32(table);
  const slot = buffer.readUint16(vtable + 22);
  if (slot !== 0) new DataView(header.buffer).setUint16(table + slot, 16, true);
  return header;
}

/** A file without features that names its system by a definition alone. */
function writeDefinition(wkt: string): Uint8Array {
  const builder = new flatbuffers.Builder();
  const text = builder.createString(wkt);
  Crs.startCrs(builder);
  Crs.addWkt(builder, text);
  const crs = Crs.endCrs(builder);
  Header.startHeader(builder);
  Header.addCrs(builder, crs);
  builder.finishSizePrefixed(Header.endHeader(builder));
  return Uint8Array.from([0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0, ...builder.asUint8Array()]);
}

describe("a FlatGeobuf file", () => {
  it("names its coordinate system by a definition where it has no code", () => {
    expect(readFlatGeobuf(writeDefinition('PROJCS["x"]'), "a.fgb")).toMatchObject({
      crsCode: 0,
      crsText: 'PROJCS["x"]',
    });
  });

  it("gives back every geometry and value that was written, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(geometry, text, number), { maxLength: 12 }), (rows) => {
        const collector = new GeometryCollector();
        for (const [shape] of rows) collector.add(shape);
        const columns = [
          { name: "文", type: "String" as const, values: rows.map(([, value]) => value) },
          { name: "n", type: "Double" as const, values: rows.map(([, , value]) => value) },
        ];
        const table = readFlatGeobuf(writeFlatGeobuf(collector.toTable(columns, "标题", "演示数据")), "f");
        expect(table).toMatchObject({ count: rows.length, title: "标题", description: "演示数据", crsCode: 4326 });
        rows.forEach(([shape, word, value], row) => {
          expect(geometryAt(table, row)).toEqual(shape);
          expect(table.columns.map((column) => attributeAt(column, row))).toEqual([word, value]);
        });
      }),
    );
  });

  it("keeps values of each column type", () => {
    const values = {
      Bool: [true, false, null],
      Short: [-5, 15, null],
      UShort: [0, 65535, null],
      Int: [-1, 2147483647, null],
      Float: [0.5, -1.25, null],
      Double: [0.1, 1e300, null],
      String: ["", "大同", null],
      Json: ["a", 3, null],
    } as const;
    const columns = Object.entries(values).map(([type, list]) => ({
      name: type,
      type: type as keyof typeof values,
      values: list,
    }));
    const table = readFlatGeobuf(writeFlatGeobuf(tableOfPoints(new Float64Array(6), columns, "", "")), "f");
    for (const column of table.columns) {
      const read = [0, 1, 2].map((row) => attributeAt(column, row));
      expect(read, column.name).toEqual(values[column.name as keyof typeof values]);
    }
  });

  it("can be read by the format's own library", async () => {
    const collector = new GeometryCollector();
    collector.add({ type: "Point", coordinates: [113, 40] });
    collector.add({
      type: "Polygon",
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    });
    const bytes = writeFlatGeobuf(collector.toTable([{ name: "a", type: "Short", values: [1, 2] }]));
    const features = [];
    for await (const feature of deserialize(bytes)) features.push(feature);
    expect(features.map((feature) => feature.properties)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(features[0]?.geometry).toEqual({ type: "Point", coordinates: [113, 40] });
  });

  it("of another program is read past its index, without Z", () => {
    const table = readFlatGeobuf(foreignFile(), "f");
    expect(table.crsCode).toBe(4490);
    expect([0, 1].map((row) => geometryAt(table, row))).toEqual([
      {
        type: "LineString",
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
      {
        type: "LineString",
        coordinates: [
          [5, 6],
          [7, 8],
        ],
      },
    ]);
    expect(table.columns.map((column) => attributeAt(column, 1))).toEqual(["二", 123456789012, 2.5]);
  });

  it("is refused when it is empty or of another kind", () => {
    expect(codeOf(() => readFlatGeobuf(new Uint8Array(0), "f"))).toBe("empty-file");
    expect(codeOf(() => readFlatGeobuf(new TextEncoder().encode('{"type":"Feature"}'), "f"))).toBe("unknown-format");
  });

  it("is refused wherever it is cut off, and never crashes", () => {
    const columns = [{ name: "a", type: "String" as const, values: ["x", "y", "z"] }];
    const bytes = writeFlatGeobuf(tableOfPoints(new Float64Array(6), columns, "t", ""));
    for (let length = 8; length < bytes.length; length++) {
      expect(
        codeOf(() => readFlatGeobuf(bytes.slice(0, length), "f")),
        `${length} bytes`,
      ).toBe("truncated-file");
    }
  });

  it("with damaged bytes is read or refused, and never crashes", () => {
    const columns = [{ name: "a", type: "String" as const, values: ["x", "y", "z"] }];
    const bytes = writeFlatGeobuf(tableOfPoints(new Float64Array(6), columns, "t", ""));
    fc.assert(
      fc.property(fc.nat(bytes.length - 9), fc.nat(255), (at, value) => {
        const damaged = bytes.slice();
        damaged[8 + at] = value;
        expect(["none", "truncated-file", "unreadable-file"]).toContain(codeOf(() => readFlatGeobuf(damaged, "f")));
      }),
      { numRuns: 500 },
    );
  });
});
