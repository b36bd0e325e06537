/** A layer out of one format and into another, for every pair of formats of shapes: shapes to 1e-7 degrees, values exactly. */
import { beforeAll, describe, expect, it } from "vitest";
import { packZip } from "../../../src/io/archive/write-zip.ts";
import { WGS84 } from "../../../src/io/crs/coordinate-system.ts";
import { writeGeojson } from "../../../src/io/export/write-geojson.ts";
import { writeGeopackage } from "../../../src/io/export/write-geopackage.ts";
import { writeShapefile } from "../../../src/io/export/write-shapefile.ts";
import type { FeatureTable } from "../../../src/io/tables/feature-table.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";
import { readGeojson } from "../../../src/io/vector/geojson.ts";
import { readVectorLayers } from "../../../src/io/vector/read-vector-layers.ts";
import { writeFlatGeobuf } from "../../../src/io/vector/write-flatgeobuf.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { featuresOf, geojsonOf, onlyShapes, type Shape, type ShapeFeature } from "../vector/shape-texts.ts";

type Ring = readonly (readonly [number, number])[];
const ring = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const AREAS: readonly (Shape | null)[] = [
  { type: "Polygon", coordinates: [ring(113, 40, 1)] },
  { type: "Polygon", coordinates: [ring(113, 40, 1), ring(113.2, 40.2, 0.1), ring(113.6, 40.6, 1 / 3)] },
  { type: "MultiPolygon", coordinates: [[ring(113, 40, 1 / 7)], [ring(114, 41, 1), ring(114.3, 41.3, 0.2)]] },
  null,
];
const LINES: readonly (Shape | null)[] = [
  {
    type: "LineString",
    coordinates: [
      [113, 40],
      [113 + 1 / 3, 40.1],
      [113.2, 40],
    ],
  },
  {
    type: "MultiLineString",
    coordinates: [
      [
        [113, 40],
        [114, 41],
      ],
      [
        [115, 42],
        [116, 43],
        [117, 42],
      ],
    ],
  },
  {
    type: "LineString",
    coordinates: [
      [-0.1, -0.2],
      [0.1, 0.2],
    ],
  },
  null,
];
const POINTS: readonly (Shape | null)[] = [
  { type: "Point", coordinates: [113.123456789, 40.987654321] },
  { type: "Point", coordinates: [-113.1, -40.9] },
  { type: "Point", coordinates: [0, 0] },
  null,
];
/** Values that careless writers break; shapefiles have no empty text, no end of a text in blanks, and 254 bytes. */
const VALUES = {
  text: ["平城区卫生站", "=1+1", '引"号,逗\n行\t列', null],
  code: ["0123", "140213001001000001", "007", "1e5"],
  odd: ["<b>&amp;</b>", "__proto__", "\u{1f3e5} 医院", "'"],
  long: ["很长的说明".repeat(16), "x".repeat(254), null, "短"],
  day: ["2024-01-31", "1999-12-31T23:59:59", null, "昨天"],
  open: [true, false, null, true],
  whole: [1, -2_147_483_648, null, 9_007_199_254_740_991],
  part: [0.1, 1 / 3, -12345.678, null],
  tiny: [1e-300, -1e300, 5e-324, 0],
  empty: [null, null, null, null],
} as const;

function featuresWith(shapes: readonly (Shape | null)[]): ShapeFeature[] {
  return shapes.map((geometry, row) => ({
    geometry,
    properties: Object.fromEntries(Object.entries(VALUES).map(([name, values]) => [name, values[row] ?? null])),
  }));
}

const WRITERS: Readonly<Record<string, (table: FeatureTable) => Uint8Array>> = {
  fgb: (table) => writeFlatGeobuf(table),
  geojson: (table) => finishSteps(writeGeojson(table, "层", "", WGS84)),
  gpkg: (table) =>
    finishSteps(writeGeopackage([{ name: "层", identifier: "层", description: "", table }], WGS84, "2024-01-31")).bytes,
  zip: (table) =>
    finishSteps(packZip(Object.entries(finishSteps(writeShapefile(table, "层", "layer", [], WGS84)).files))),
};
const FORMATS = Object.keys(WRITERS);

async function through(table: FeatureTable, format: string): Promise<FeatureTable> {
  const bytes = WRITERS[format]?.(table) ?? new Uint8Array(0);
  const { groups } = await readVectorLayers([{ name: `layer.${format}`, bytes }]);
  const layer = onlyShapes(groups.flatMap(({ layers }) => layers));
  expect(layer.issues).toEqual([]);
  return layer.table;
}

function read(table: FeatureTable): ShapeFeature[] {
  const labels = Array.from({ length: table.count }, (_, row) => row + 1);
  const described = { file: "a", name: "", format: "", encoding: "", issues: [], crsText: "" };
  return featuresOf({ ...described, kind: "shapes", table, labels });
}

/** Positions of a shape, each ring from its lowest corner on and one way round: formats turn them as they like. */
function normal(geometry: Shape | null): unknown {
  const rounded = (ring: Ring): string[] => ring.map(([x, y]) => `${x.toFixed(7)} ${y.toFixed(7)}`);
  const turned = (ring: Ring): string[] => {
    const open = rounded(ring).slice(0, -1);
    const first = open.indexOf([...open].sort()[0] as string);
    const from = [...open.slice(first), ...open.slice(0, first)];
    const back = [from[0] as string, ...from.slice(1).reverse()];
    return (from[1] as string) < (back[1] as string) ? from : back;
  };
  switch (geometry?.type) {
    case "Polygon":
      return [geometry.coordinates.map(turned)];
    case "MultiPolygon":
      return geometry.coordinates.map((rings) => rings.map(turned));
    case "MultiLineString":
      return geometry.coordinates.map(rounded);
    case "LineString":
      return [rounded(geometry.coordinates)];
    case "Point":
      return [rounded([geometry.coordinates])];
    default:
      return null;
  }
}

describe.each([
  ["areas", AREAS],
  ["lines", LINES],
  ["points", POINTS],
] as const)("%s", (_, shapes) => {
  const wanted = featuresWith(shapes);
  let table: FeatureTable;

  beforeAll(() => {
    const own = readGeojson(geojsonOf(wanted), "own", new IssueList());
    if (!own) throw new Error("nothing read");
    table = own.table;
  });

  const pairs = FORMATS.flatMap((first) => FORMATS.map((second) => [first, second] as const));

  it.each(pairs)("out of %s into %s are what they were", { timeout: 60_000 }, async (first, second) => {
    const found = read(await through(await through(table, first), second));
    expect(found.map(({ geometry }) => normal(geometry))).toEqual(wanted.map(({ geometry }) => normal(geometry)));
    expect(found.map(({ properties }) => properties)).toEqual(wanted.map(({ properties }) => properties));
  });
});

describe("the sign of nothing", () => {
  it.each(["fgb", "geojson", "gpkg"])("is kept by %s", async (format) => {
    const values = Float64Array.of(-0, 0, -0, 0);
    const own = readGeojson(geojsonOf(featuresWith(POINTS)), "own", new IssueList())?.table as FeatureTable;
    const back = await through({ ...own, columns: [{ name: "n", type: "Double", values }] }, format);
    expect(read(back).map(({ properties }) => Object.is(properties.n, -0))).toEqual([true, false, true, false]);
  });
});
