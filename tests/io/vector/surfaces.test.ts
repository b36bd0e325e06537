/** Surfaces in space: buildings of MultiPatch shapefiles, PolyhedralSurface and TIN of databases, as the areas that they cover from above. */
import { describe, expect, it } from "vitest";
import { GeometryCollector } from "../../../src/io/tables/feature-table.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";
import { runGdal } from "../../../src/io/vector/open-gdal.ts";
import { outlineSurfaces } from "../../../src/io/vector/outline-surfaces.ts";
import { readGeopackage } from "../../../src/io/vector/read-geopackage.ts";
import { readFlatGeobufLayers } from "../../../src/io/vector/read-plain-layers.ts";
import { readShapefile } from "../../../src/io/vector/read-shapefile.ts";
import { utf8 } from "../bad-data.ts";
import { featuresOf, onlyShapes, type Pair, type Shape } from "./shape-texts.ts";

type Corner = readonly [x: number, y: number, z: number];
/** 0 strip, 1 fan, 2 outer ring, 3 inner ring, 4 first ring, 5 ring. */
type Part = readonly [kind: number, ...corners: Corner[]];

function patchRecord(parts: readonly Part[], number: number): Uint8Array {
  const corners = parts.flatMap(([, ...own]) => own);
  const length = 44 + 8 * parts.length + 24 * corners.length + 16;
  const bytes = new Uint8Array(8 + length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, number, false);
  view.setInt32(4, length / 2, false);
  view.setInt32(8, 31, true);
  view.setInt32(8 + 36, parts.length, true);
  view.setInt32(8 + 40, corners.length, true);
  let first = 0;
  parts.forEach(([kind, ...own], part) => {
    view.setInt32(8 + 44 + 4 * part, first, true);
    view.setInt32(8 + 44 + 4 * parts.length + 4 * part, kind, true);
    first += own.length;
  });
  const at = 8 + 44 + 8 * parts.length;
  corners.forEach(([x, y, z], index) => {
    view.setFloat64(at + 16 * index, x, true);
    view.setFloat64(at + 16 * index + 8, y, true);
    view.setFloat64(at + 16 * corners.length + 16 + 8 * index, z, true);
  });
  return bytes;
}

function patchFile(...shapes: readonly (readonly Part[])[]): Uint8Array {
  const records = shapes.map((parts, row) => patchRecord(parts, row + 1));
  const length = 100 + records.reduce((sum, record) => sum + record.length, 0);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 9994, false);
  view.setInt32(24, length / 2, false);
  view.setInt32(28, 1000, true);
  view.setInt32(32, 31, true);
  let at = 100;
  for (const record of records) {
    bytes.set(record, at);
    at += record.length;
  }
  return bytes;
}

/** The doubled area that a shape covers, holes taken out. */
function coveredBy(shape: Shape | null): number {
  const ringArea = (ring: readonly Pair[]): number =>
    Math.abs(
      ring.reduce((sum, [x, y], at) => {
        const [nextX, nextY] = ring[(at + 1) % ring.length] as Pair;
        return sum + x * nextY - nextX * y;
      }, 0),
    );
  const polygons =
    shape?.type === "Polygon" ? [shape.coordinates] : shape?.type === "MultiPolygon" ? shape.coordinates : [];
  return polygons.reduce((sum, [outer = [], ...holes]) => {
    return sum + ringArea(outer) - holes.reduce((inner, hole) => inner + ringArea(hole), 0);
  }, 0);
}

const FLOOR: Part = [2, [0, 0, 0], [0, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 0]];
const ROOF: Part = [2, [0, 0, 3], [1, 0, 3], [1, 1, 3], [0, 1, 3], [0, 0, 3]];
const WALL: Part = [0, [0, 0, 0], [0, 0, 3], [1, 0, 0], [1, 0, 3]];
const EAVES: Part = [2, [0.5, 0, 3], [2, 0, 3], [2, 1, 3], [0.5, 1, 3], [0.5, 0, 3]];

async function readPatches(...shapes: readonly (readonly Part[])[]) {
  const layer = onlyShapes(await readShapefile({ shp: patchFile(...shapes) }, "a.shp"));
  const told = layer.issues.map(({ severity, row, details }) => [severity, row, details?.what, details?.count]);
  return { shapes: featuresOf(layer).map(({ geometry }) => geometry), told };
}

const HEIGHTS = ["warning", undefined, "heights-dropped", undefined];
const TABLE = ["warning", undefined, "attributes-missing", undefined];

describe("a MultiPatch", () => {
  it("of a block is its footprint, walls and roof of no matter, and that is told", async () => {
    const { shapes, told } = await readPatches([FLOOR, WALL, ROOF]);
    expect(shapes.map((shape) => [shape?.type, coveredBy(shape)])).toEqual([["Polygon", 2]]);
    expect(told).toEqual([TABLE, HEIGHTS, ["warning", undefined, "surfaces-outlined", 1]]);
  });

  it("covers what overlapping and separate parts cover together, once", async () => {
    const apart: Part = [1, [5, 5, 0], [6, 5, 0], [6, 6, 0], [5, 6, 0]];
    const { shapes } = await readPatches([FLOOR, EAVES], [FLOOR, apart], [EAVES]);
    expect(shapes.map((shape) => [shape?.type, coveredBy(shape)])).toEqual([
      ["Polygon", 4],
      ["MultiPolygon", 4],
      ["Polygon", 3],
    ]);
  });

  it("keeps its courtyard, whether the ring says that it is a hole or only lies within another", async () => {
    const yard: readonly Corner[] = [
      [0.25, 0.25, 3],
      [0.75, 0.25, 3],
      [0.75, 0.75, 3],
      [0.25, 0.75, 3],
      [0.25, 0.25, 3],
    ];
    const [, ...outer] = FLOOR;
    const { shapes } = await readPatches(
      [FLOOR, [3, ...yard]],
      [
        [4, ...outer],
        [5, ...yard],
      ],
    );
    for (const shape of shapes) {
      expect(shape?.type === "Polygon" ? shape.coordinates.length : 0).toBe(2);
      expect(coveredBy(shape)).toBe(1.5);
    }
  });

  it("made of strips and fans of triangles has no seams", async () => {
    const strip: Part = [0, [0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 0], [2, 0, 0], [2, 1, 0]];
    const { shapes, told } = await readPatches(...Array.from({ length: 50 }, () => [strip]));
    for (const shape of shapes) expect([shape?.type, coveredBy(shape)]).toEqual(["Polygon", 4]);
    expect(told).toEqual([TABLE, HEIGHTS, ["warning", undefined, "surfaces-outlined", 50]]);
  });

  it("that is nothing but a wall has no area, which is told of its row", async () => {
    const { shapes, told } = await readPatches([WALL], [FLOOR]);
    expect(shapes.map((shape) => shape?.type ?? null)).toEqual([null, "Polygon"]);
    expect(told).toContainEqual(["warning", 1, "unsupported-shape", undefined]);
  });

  it("never becomes more than it is, wherever its bytes are changed", async () => {
    const whole = patchFile([FLOOR, WALL], [FLOOR]);
    for (let at = 108; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at] = (changed[at] as number) ^ 0xff;
      const layer = onlyShapes(await readShapefile({ shp: changed }, "a.shp"));
      expect(layer.table.count).toBeLessThanOrEqual(2);
    }
  });
});

const SURFACES = [
  "POLYHEDRALSURFACE Z (((0 0 0,0 1 0,1 1 0,1 0 0,0 0 0)),((0 0 0,0 1 0,0 1 3,0 0 3,0 0 0)),((0 0 3,0 1 3,2 1 3,2 0 3,0 0 3)))",
  "TIN Z (((0 0 0,0 1 0,1 1 0,0 0 0)),((0 0 0,1 1 0,1 0 0,0 0 0)))",
  "POLYGON ((0 0,1 0,1 1,0 0))",
];

/** A layer of any kind of shape, as GDAL writes it. */
async function written(driver: string, ending: string, shapes: readonly string[]): Promise<Uint8Array> {
  const csv = `WKT,id\n${shapes.map((wkt, row) => `"${wkt}",${row}`).join("\n")}\n`;
  return runGdal({ layer: "made", format: "test", bytes: 1e6 }, (gdal) => {
    gdal.writeFile("/made/a.csv", utf8(csv));
    const options = ["-f", driver, "-nlt", "GEOMETRY", "-nln", "建筑"];
    if (!gdal.translate(`/made/a.${ending}`, gdal.open("/made/a.csv", ["CSV"]) ?? 0, options))
      throw new Error(gdal.messages.join("\n"));
    return gdal.readFile(`/made/a.${ending}`).slice();
  });
}

describe("surfaces of other programs", () => {
  it("are their outlines out of a GeoPackage and out of FlatGeobuf", async () => {
    const databases = [
      await readGeopackage({ gpkg: await written("GPKG", "gpkg", SURFACES) }, "a.gpkg"),
      await readFlatGeobufLayers(await written("FlatGeobuf", "fgb", SURFACES), "a.fgb"),
    ];
    for (const layers of databases) {
      const layer = onlyShapes(layers);
      const byNumber = featuresOf(layer).toSorted((a, b) => Number(a.properties.id) - Number(b.properties.id));
      expect(byNumber.map(({ geometry }) => coveredBy(geometry))).toEqual([4, 2, 1]);
      expect(layer.issues.map(({ details }) => details?.what)).toContain("surfaces-outlined");
    }
  });

  it("of more faces than a building has are told, not waited for", async () => {
    const collector = new GeometryCollector();
    const face = (at: number): Pair[][] => [
      [
        [at, 0],
        [at + 1, 0],
        [at + 1, 1],
        [at, 0],
      ],
    ];
    const faces = Array.from({ length: 3000 }, (_, at) =>
      face(at).map((ring) => ring.map(([x, y]): [number, number] => [x, y])),
    );
    collector.add({ type: "MultiPolygon", coordinates: faces });
    const table = await outlineSurfaces(collector.toTable([]), [0], "a", new IssueList());
    expect([...table.kinds]).toEqual([7]);
  });
});

describe("a layer of any kind of shape", () => {
  it("says that heights are left out where it has any", async () => {
    const said = async (wkt: string) => {
      const layer = onlyShapes(await readGeopackage({ gpkg: await written("GPKG", "gpkg", [wkt]) }, "a.gpkg"));
      return layer.issues.map(({ details }) => details?.what);
    };
    expect(await said("LINESTRING Z (0 0 3,1 1 4)")).toEqual(["heights-dropped"]);
    expect(await said("LINESTRING (0 0,1 1)")).toEqual([]);
  });
});
