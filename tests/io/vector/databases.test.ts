import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ShapeLayer, SourceLayer } from "../../../src/io/tables/source-layer.ts";
import { runGdal } from "../../../src/io/vector/open-gdal.ts";
import { readGeodatabase } from "../../../src/io/vector/read-geodatabase.ts";
import { readGeopackage } from "../../../src/io/vector/read-geopackage.ts";
import { issuesOf, lines, utf8 } from "../bad-data.ts";
import { type Written, writeFiles, writeOneFile } from "./convert-shapes.ts";
import { features } from "./random-shapes.ts";
import { featuresOf, onlyShapes, type Pair, type Shape, type ShapeFeature, sortedPositions } from "./shape-texts.ts";

const POINT: ShapeFeature = {
  geometry: { type: "Point", coordinates: [113.3, 40.1] },
  properties: { 名称: "平城区卫生站", 人口: 12 },
};

async function readPackage(layers: readonly Written[]): Promise<SourceLayer[]> {
  return readGeopackage({ gpkg: await writeOneFile("GPKG", "gpkg", layers) }, "town.gpkg");
}

/** Geodatabases keep positions as whole numbers of a small step; a millionth of a degree is a multiple of it. */
function onGrid({ geometry, properties }: ShapeFeature): ShapeFeature {
  const rounded = JSON.stringify(geometry, (_, value) =>
    typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value,
  );
  return { geometry: JSON.parse(rounded) as Shape | null, properties };
}

/** A column that only some features have is a column of them all. */
function filled(written: readonly ShapeFeature[]): ShapeFeature[] {
  return written.map(({ geometry, properties }) => ({
    geometry,
    properties: { 名称: null, 人口: null, ...properties },
  }));
}

describe("GeoPackages", () => {
  it.each(["point", "multipoint", "line", "area"] as const)(
    "give back every %s bit by bit, its attributes and the rows without a shape",
    async (kind) => {
      await fc.assert(
        fc.asyncProperty(features(kind), async (written) => {
          const layer = onlyShapes(await readPackage([{ name: "层", features: [POINT, ...written] }]));
          expect(featuresOf(layer)).toEqual([POINT, ...filled(written)]);
          expect(layer.table.crsCode).toBe(4326);
          expect(layer.issues).toEqual([]);
        }),
        { numRuns: 6 },
      );
    },
  );

  it("give each of their layers, tables without shapes as cells", async () => {
    const layers = await readPackage([
      { name: "卫生站", features: [POINT] },
      { name: "小学", features: [POINT, POINT], options: ["-a_srs", "EPSG:4547"] },
      { name: "名册", features: [{ ...POINT, geometry: null }], options: ["-nlt", "NONE"] },
    ]);
    expect(layers.map(({ name, kind }) => [name, kind])).toEqual([
      ["卫生站", "shapes"],
      ["小学", "shapes"],
      ["名册", "cells"],
    ]);
    const [clinics, schools, list] = layers;
    expect(clinics?.kind === "shapes" && clinics.table.crsCode).toBe(4326);
    expect(schools?.kind === "shapes" && schools.table.crsCode).toBe(4547);
    expect(schools?.kind === "shapes" && schools.crsText).toContain("CGCS2000");
    expect(list?.kind === "cells" && list.grid.rows).toEqual([
      ["名称", "人口"],
      ["平城区卫生站", 12],
    ]);
  });

  it("keep all digits of a number that is longer than a double", async () => {
    const source = utf8(
      '{"type":"Feature","properties":{"a":140213001001000001,"b":9007199254740991},"geometry":null}',
    );
    const bytes = await runGdal({ layer: "a", format: "GPKG", bytes: 1e6 }, (gdal) => {
      gdal.writeFile("/made/a.geojson", source);
      gdal.translate("/made/a.gpkg", gdal.open("/made/a.geojson", ["GeoJSON"]) ?? 0, ["-f", "GPKG"]);
      return gdal.readFile("/made/a.gpkg").slice();
    });
    const [feature] = featuresOf(onlyShapes(await readGeopackage({ gpkg: bytes }, "a.gpkg")));
    expect(feature?.properties).toEqual({ a: "140213001001000001", b: 9_007_199_254_740_991 });
  });

  it("say that heights are left out and curves made into lines", async () => {
    const high = { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [113, 40, 1044] } };
    const make = (path: string, content: string, options: string[]): Promise<Uint8Array> =>
      runGdal({ layer: "a", format: "GPKG", bytes: 1e6 }, (gdal) => {
        gdal.writeFile(path, utf8(content));
        gdal.translate("/made/a.gpkg", gdal.open(path, ["GeoJSON", "CSV"]) ?? 0, ["-f", "GPKG", ...options]);
        return gdal.readFile("/made/a.gpkg").slice();
      });
    const raised = onlyShapes(
      await readGeopackage({ gpkg: await make("/made/a.json", JSON.stringify(high), []) }, "a.gpkg"),
    );
    expect(raised.issues).toMatchObject([
      { code: "assumed", severity: "warning", details: { what: "heights-dropped" } },
    ]);
    expect(featuresOf(raised)[0]?.geometry).toEqual({ type: "Point", coordinates: [113, 40] });
    const circle = 'id,WKT\n1,"CURVEPOLYGON(CIRCULARSTRING(0 0,1 1,2 0,1 -1,0 0))"\n';
    const round = onlyShapes(
      await readGeopackage({ gpkg: await make("/made/a.csv", circle, ["-nlt", "CURVEPOLYGON"]) }, "a.gpkg"),
    );
    expect(round.issues).toMatchObject([{ code: "assumed", details: { what: "curves-stroked" } }]);
    const [ring = []] = (featuresOf(round)[0]?.geometry?.coordinates ?? []) as Pair[][];
    expect(ring.length).toBeGreaterThan(60);
    for (const [x, y] of ring) expect(Math.hypot(x - 1, y)).toBeCloseTo(1, 9);
  });

  it("keep of a feature whose shape is of two kinds the higher one, and say so", async () => {
    const mixed = {
      type: "GeometryCollection",
      geometries: [
        POINT.geometry,
        {
          type: "LineString",
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
      ],
    };
    const layer = onlyShapes(
      await readPackage([{ name: "a", features: [POINT, { ...POINT, geometry: mixed as never }] }]),
    );
    expect(featuresOf(layer)).toEqual([POINT, { ...POINT, geometry: mixed.geometries[1] }]);
    expect(lines(layer.issues)).toEqual(["town.gpkg › a bad-value 2 geometry"]);
  });
});

describe("file geodatabases", () => {
  it.each([
    ["point", "POINT"],
    ["multipoint", "MULTIPOINT"],
    ["line", "MULTILINESTRING"],
    ["area", "MULTIPOLYGON"],
  ] as const)("give back every %s to a hundred-millionth of a degree, and its attributes", async (kind, type) => {
    await fc.assert(
      fc.asyncProperty(features(kind), async (random) => {
        const written = random.map(onGrid);
        const parts = await writeFiles("OpenFileGDB", "gdb", [
          { name: "层", features: written, options: ["-nlt", type] },
        ]);
        const layer = onlyShapes(await readGeodatabase(parts, "town.gdb")) as ShapeLayer;
        const read = featuresOf(layer);
        expect(read.map(({ geometry }) => sortedPositions(geometry, 8))).toEqual(
          written.map(({ geometry }) => sortedPositions(geometry, 8)),
        );
        expect(read.map(({ properties }) => properties)).toEqual(
          written.map(({ properties }) => expect.objectContaining(properties)),
        );
        expect(layer.issues).toEqual([]);
      }),
      { numRuns: 4 },
    );
  });

  it("give each of their feature classes with its system", async () => {
    const parts = await writeFiles("OpenFileGDB", "gdb", [
      { name: "卫生站", features: [POINT], options: ["-nlt", "POINT"] },
      { name: "小学", features: [POINT], options: ["-nlt", "POINT", "-a_srs", "EPSG:4547"] },
    ]);
    const layers = await readGeodatabase(parts, "town.gdb");
    expect(layers.map(({ name }) => name)).toEqual(["卫生站", "小学"]);
    expect(layers.map((layer) => layer.kind === "shapes" && layer.table.crsCode)).toEqual([4326, 4547]);
  });

  it("with tables that ArcGIS compressed give the others, and say what to do about those", async () => {
    const parts = await writeFiles("OpenFileGDB", "gdb", [
      { name: "卫生站", features: [POINT], options: ["-nlt", "POINT"] },
      { name: "小学", features: [POINT], options: ["-nlt", "POINT"] },
    ]);
    const tables = [...parts.keys()].filter((name) => /^a[0-9a-f]{8}\.gdbtable$/.test(name)).sort();
    const compress = (table: string): void => {
      const stem = table.replace(".gdbtable", "");
      for (const name of [...parts.keys()]) if (name.startsWith(`${stem}.`)) parts.delete(name);
      parts.set(
        `${stem}.cdf`,
        Uint8Array.from({ length: 500 }, (_, at) => at % 251),
      );
    };
    compress(tables.at(-1) as string);
    const layers = await readGeodatabase(parts, "town.gdb");
    expect(layers.map(({ name }) => name)).toEqual(["卫生站"]);
    const told = layers[0]?.issues.map(({ severity, details }) => [severity, details?.what, details?.count]);
    expect(told).toEqual([["warning", "compressed-tables", 1]]);
    compress(tables.at(-2) as string);
    const [issue] = await issuesOf(readGeodatabase(parts, "town.gdb"));
    expect(issue).toMatchObject({ severity: "error", details: { what: "compressed-tables", count: 2 } });
  });

  it("without their catalogue are an issue", async () => {
    const parts = await writeFiles("OpenFileGDB", "gdb", [
      { name: "a", features: [POINT], options: ["-nlt", "POINT"] },
    ]);
    parts.delete("a00000001.gdbtable");
    expect(lines(await issuesOf(readGeodatabase(parts, "town.gdb")))).toEqual(["town.gdb unreadable-file"]);
  });
});
