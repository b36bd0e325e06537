import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGeojsonLayers } from "../../../src/io/vector/read-plain-layers.ts";
import { issuesOf, lines, utf8 } from "../bad-data.ts";
import { features } from "./random-shapes.ts";
import { featuresOf, geojsonOf, onlyShapes, type ShapeFeature } from "./shape-texts.ts";

async function read(content: string): Promise<ReturnType<typeof onlyShapes>> {
  return onlyShapes(await readGeojsonLayers(utf8(content), "town.geojson"));
}

const LINE = {
  type: "LineString",
  coordinates: [
    [113, 40],
    [114, 41],
  ],
};
const POINT = { type: "Point", coordinates: [113, 40] };
const AREA = {
  type: "Polygon",
  coordinates: [
    [
      [0, 0],
      [0, 1],
      [1, 1],
      [0, 0],
    ],
  ],
};

async function shapeOf(geometry: object): Promise<{ shape: ShapeFeature["geometry"]; issues: string[] }> {
  const layer = await read(JSON.stringify({ type: "Feature", properties: {}, geometry }));
  return {
    shape: featuresOf(layer)[0]?.geometry ?? null,
    issues: layer.issues.map(({ details }) => `${details?.what}`),
  };
}

describe("GeoJSON", () => {
  it.each(["point", "multipoint", "line", "area"] as const)(
    "gives back every %s bit by bit, as one document, one feature a line, or a sequence",
    async (kind) => {
      await fc.assert(
        fc.asyncProperty(features(kind), async (written) => {
          const records = written.map((feature) => JSON.stringify({ type: "Feature", ...feature }));
          const pretty = written.map(
            (feature) => `\u001e${JSON.stringify({ type: "Feature", ...feature }, null, 2)}\n`,
          );
          for (const content of [geojsonOf(written), records.join("\n"), records.join("\r\n"), pretty.join("")]) {
            const layer = await read(content);
            expect(featuresOf(layer)).toEqual(written);
            expect(layer.issues).toEqual([]);
          }
        }),
        { numRuns: 40 },
      );
    },
  );

  it("takes a collection of one kind of shape for one shape of many parts", async () => {
    const lines2 = { type: "MultiLineString", coordinates: [LINE.coordinates, LINE.coordinates] };
    const nested = {
      type: "GeometryCollection",
      geometries: [{ type: "GeometryCollection", geometries: [LINE] }, lines2],
    };
    expect(await shapeOf(nested)).toEqual({
      shape: { type: "MultiLineString", coordinates: [LINE.coordinates, LINE.coordinates, LINE.coordinates] },
      issues: [],
    });
    expect(await shapeOf({ type: "GeometryCollection", geometries: [AREA] })).toEqual({ shape: AREA, issues: [] });
    expect(await shapeOf({ type: "GeometryCollection", geometries: [] })).toEqual({ shape: null, issues: [] });
  });

  it("keeps the highest dimension of a mixed collection, and says so", async () => {
    const mixed = { type: "GeometryCollection", geometries: [POINT, AREA, LINE] };
    expect(await shapeOf(mixed)).toEqual({ shape: AREA, issues: ["mixed-collection"] });
  });

  it("leaves out heights and says so once", async () => {
    const high = {
      type: "LineString",
      coordinates: [
        [113, 40, 1044],
        [114, 41, 1050],
      ],
    };
    expect(await shapeOf(high)).toEqual({ shape: LINE, issues: ["heights-dropped"] });
    expect(await shapeOf({ ...POINT, coordinates: [113, 40, 0] })).toEqual({ shape: POINT, issues: [] });
  });

  it("knows the system that an old document names", async () => {
    const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::4547" } };
    const layer = await read(
      JSON.stringify({
        type: "FeatureCollection",
        crs,
        features: [{ type: "Feature", properties: {}, geometry: POINT }],
      }),
    );
    expect(layer.table.crsCode).toBe(4547);
  });

  it.each([
    ["a collection of what is no shape", { type: "GeometryCollection", geometries: [POINT, { type: "Cube" }] }],
    [
      "a collection without an end",
      JSON.parse(`${'{"type":"GeometryCollection","geometries":['.repeat(400)}${"]}".repeat(400)}`),
    ],
    ["coordinates of the wrong depth", { ...LINE, coordinates: [113, 40] }],
    ["coordinates that are none", { ...AREA, coordinates: "113,40" }],
  ])("names the feature with %s", async (_, geometry) => {
    const layer = await read(JSON.stringify({ type: "Feature", id: "f1", properties: {}, geometry }));
    expect(lines(layer.issues)).toEqual(["town.geojson bad-value f1 geometry"]);
    expect(layer.table.count).toBe(1);
  });

  it("reads the whole lines of a file that stops within one, and names that one", async () => {
    const record = JSON.stringify({ type: "Feature", properties: { n: 1 }, geometry: POINT });
    const layer = await read(`${record}\n${record}\n${record.slice(0, -9)}`);
    expect(layer.table.count).toBe(2);
    expect(lines(layer.issues)).toEqual(["town.geojson bad-value 3 JSON"]);
  });

  it("survives values nested deeper than the stack", async () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const layer = await read(`{"type":"Feature","properties":{"name":"站","deep":${deep}},"geometry":null}`);
    expect(featuresOf(layer)[0]?.properties).toEqual({ name: "站", deep: null });
  });

  it("refuses features that each name columns of their own", async () => {
    const rows = Array.from({ length: 8000 }, (_, row) => ({
      type: "Feature",
      geometry: null,
      properties: { [`c${row}`]: 1 },
    }));
    expect(lines(await issuesOf(read(JSON.stringify({ type: "FeatureCollection", features: rows }))))).toEqual([
      "town.geojson too-large columns",
    ]);
  });
});
