/** FlatGeobuf of other programs: collections, numbers of 64 bits. */
import * as flatbuffers from "flatbuffers";
import { Column as FgbColumn } from "flatgeobuf/lib/mjs/flat-geobuf/column.js";
import { ColumnType } from "flatgeobuf/lib/mjs/flat-geobuf/column-type.js";
import { Feature } from "flatgeobuf/lib/mjs/flat-geobuf/feature.js";
import { Geometry } from "flatgeobuf/lib/mjs/flat-geobuf/geometry.js";
import { GeometryType } from "flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js";
import { Header } from "flatgeobuf/lib/mjs/flat-geobuf/header.js";
import { describe, expect, it } from "vitest";
import { runGdal } from "../../../src/io/vector/open-gdal.ts";
import { readFlatGeobufLayers } from "../../../src/io/vector/read-plain-layers.ts";
import { lines, utf8 } from "../bad-data.ts";
import { featuresOf, onlyShapes } from "./shape-texts.ts";

/** Rows of a geometry as well-known text and a number of 64 bits, as GDAL writes them. */
async function written(
  rows: readonly (readonly [wkt: string, long: string])[],
  index: "YES" | "NO",
  type = "GEOMETRY",
): Promise<Uint8Array> {
  const csv = `WKT,"long"\n${rows.map(([wkt, long]) => `"${wkt}",${long}`).join("\n")}\n`;
  return runGdal({ layer: "made", format: "test", bytes: 1e6 }, (gdal) => {
    gdal.writeFile("/made/a.csv", utf8(csv));
    gdal.writeFile("/made/a.csvt", utf8("WKT,Integer64\n"));
    const options = ["-f", "FlatGeobuf", "-lco", `SPATIAL_INDEX=${index}`, "-nlt", type];
    if (!gdal.translate("/made/a.fgb", gdal.open("/made/a.csv", ["CSV"]) ?? 0, options))
      throw new Error(gdal.messages.join("\n"));
    return gdal.readFile("/made/a.fgb").slice();
  });
}

const read = async (...asked: Parameters<typeof written>) =>
  onlyShapes(await readFlatGeobufLayers(await written(...asked), "a.fgb"));

describe("FlatGeobuf of other programs", () => {
  it("says that heights and measures are left out; heights of streets are not", async () => {
    const said = async (wkt: string, type: string) =>
      (await read([[wkt, "1"]], "NO", type)).issues.map(({ details }) => details?.what);
    expect(await said("POINT M (1 2 7)", "POINTM")).toEqual(["heights-dropped"]);
    expect(await said("POINT ZM (1 2 3 7)", "POINTZM")).toEqual(["heights-dropped"]);
    expect(await said("POINT Z (1 2 3)", "POINT25D")).toEqual(["heights-dropped"]);
    expect(await said("LINESTRING M (1 2 7,2 3 8)", "LINESTRINGM")).toEqual(["heights-dropped"]);
    expect(await said("LINESTRING Z (1 2 3,2 3 4)", "LINESTRING25D")).toEqual([]);
    expect(await said("POINT (1 2)", "POINT")).toEqual([]);
  });

  it("has every kind of shape, collections as one shape of their highest dimension", async () => {
    const rows = [
      "POINT (1 2)",
      "LINESTRING (0 0,1 1)",
      "POLYGON ((0 0,1 0,1 1,0 0),(0.5 0.2,0.6 0.2,0.6 0.3,0.5 0.2))",
      "MULTIPOINT (1 2,3 4)",
      "MULTILINESTRING ((0 0,1 1),(2 2,3 3))",
      "MULTIPOLYGON (((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))",
      "GEOMETRYCOLLECTION (POINT (1 2),POINT (3 4))",
      "GEOMETRYCOLLECTION (LINESTRING (0 0,1 1),GEOMETRYCOLLECTION (MULTILINESTRING ((2 2,3 3),(4 4,5 5))))",
      "GEOMETRYCOLLECTION (POINT (9 9),POLYGON ((0 0,1 0,1 1,0 0)))",
    ].map((wkt, row) => [wkt, String(row)] as const);
    for (const index of ["NO", "YES"] as const) {
      const layer = await read(rows, index);
      const byNumber = featuresOf(layer).toSorted((a, b) => Number(a.properties.long) - Number(b.properties.long));
      expect(byNumber.map(({ geometry }) => geometry?.type)).toEqual([
        "Point",
        "LineString",
        "Polygon",
        "MultiPoint",
        "MultiLineString",
        "MultiPolygon",
        "MultiPoint",
        "MultiLineString",
        "MultiPolygon",
      ]);
      expect(byNumber[7]?.geometry?.coordinates).toEqual([
        [
          [0, 0],
          [1, 1],
        ],
        [
          [2, 2],
          [3, 3],
        ],
        [
          [4, 4],
          [5, 5],
        ],
      ]);
      expect(byNumber[2]?.geometry?.coordinates).toHaveLength(2);
      expect(layer.issues.map(({ details }) => details?.what)).toEqual(["mixed-collection"]);
      expect(lines(layer.issues)).toHaveLength(1);
    }
  });

  it("keeps all digits of its numbers, for a whole column where one is longer than a double", async () => {
    const long = await read(
      [
        ["POINT (1 2)", "140213001001000001"],
        ["POINT (1 2)", "-5"],
        ["POINT (1 2)", ""],
      ],
      "NO",
    );
    expect(featuresOf(long).map(({ properties }) => properties.long)).toEqual(["140213001001000001", "-5", null]);
    const short = await read([["POINT (1 2)", "9007199254740991"]], "NO");
    expect(featuresOf(short)[0]?.properties.long).toBe(9_007_199_254_740_991);
  });
});

/** A file whose header lists no columns; each feature lists its own: name, type, value. */
function withOwnColumns(
  features: readonly (readonly (readonly [name: string, type: ColumnType, value: string | number])[])[],
) {
  const sized = (build: (builder: flatbuffers.Builder) => number): Uint8Array => {
    const builder = new flatbuffers.Builder(256);
    builder.finishSizePrefixed(build(builder));
    return builder.asUint8Array();
  };
  const valueBytes = (type: ColumnType, value: string | number): number[] => {
    if (typeof value === "string") return [value.length, 0, 0, 0, ...utf8(value)];
    const view = new DataView(new ArrayBuffer(8));
    if (type === ColumnType.Double) view.setFloat64(0, value, true);
    else view.setInt32(0, value, true);
    return [...new Uint8Array(view.buffer, 0, type === ColumnType.Double ? 8 : 4)];
  };
  const header = sized((builder) => {
    const name = builder.createString("own");
    Header.startHeader(builder);
    Header.addName(builder, name);
    Header.addGeometryType(builder, GeometryType.Point);
    Header.addFeaturesCount(builder, BigInt(features.length));
    Header.addIndexNodeSize(builder, 0);
    return Header.endHeader(builder);
  });
  const bodies = features.map((cells, row) =>
    sized((builder) => {
      const xy = Geometry.createXyVector(builder, [113 + row, 40]);
      Geometry.startGeometry(builder);
      Geometry.addXy(builder, xy);
      const geometry = Geometry.endGeometry(builder);
      const properties = Feature.createPropertiesVector(
        builder,
        Uint8Array.from(cells.flatMap(([, type, value], index) => [index, 0, ...valueBytes(type, value)])),
      );
      const listed = cells.map(([name, type]) => {
        const text = builder.createString(name);
        FgbColumn.startColumn(builder);
        FgbColumn.addName(builder, text);
        FgbColumn.addType(builder, type);
        return FgbColumn.endColumn(builder);
      });
      const columns = Feature.createColumnsVector(builder, listed);
      Feature.startFeature(builder);
      Feature.addGeometry(builder, geometry);
      Feature.addProperties(builder, properties);
      Feature.addColumns(builder, columns);
      return Feature.endFeature(builder);
    }),
  );
  return Uint8Array.from([0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0, ...header, ...bodies.flatMap((body) => [...body])]);
}

describe("FlatGeobuf whose features list their columns themselves", () => {
  const bytes = withOwnColumns([
    [
      ["name", ColumnType.String, "a"],
      ["beds", ColumnType.Int, 3],
    ],
    [
      ["beds", ColumnType.Double, 4.5],
      ["level", ColumnType.String, "2"],
    ],
    [],
    [["beds", ColumnType.String, "many"]],
  ]);

  it("has each of them once, numbers of several widths as one, text beside numbers as another", async () => {
    const { table, issues } = onlyShapes(await readFlatGeobufLayers(bytes, "a.fgb"));
    expect(issues).toEqual([]);
    expect(table.columns.map(({ name, values }) => [name, ...Array.from(values)])).toEqual([
      ["name", "a", null, null, null],
      ["beds", 3, 4.5, Number.NaN, Number.NaN],
      ["level", null, "2", null, null],
      ["beds_2", null, null, null, "many"],
    ]);
  });

  it("cut anywhere is an issue", async () => {
    for (let end = 8; end < bytes.length; end++) {
      const read = readFlatGeobufLayers(bytes.subarray(0, end), "a.fgb");
      await expect(Promise.resolve(read), String(end)).rejects.toThrow();
    }
  });
});
