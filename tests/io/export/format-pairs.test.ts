/** A layer out of one format and into another, for every pair of formats: shapes to 1e-7 degrees, values exactly. */
import { describe, expect, it } from "vitest";
import { packZip } from "../../../src/io/archive/write-zip.ts";
import { WGS84 } from "../../../src/io/crs/coordinate-system.ts";
import type { ExportNotice } from "../../../src/io/export/export-notice.ts";
import { writeGeojson } from "../../../src/io/export/write-geojson.ts";
import { writeGeopackage } from "../../../src/io/export/write-geopackage.ts";
import { writeLayerCsv } from "../../../src/io/export/write-layer-csv.ts";
import { writeLayerSheets } from "../../../src/io/export/write-layer-sheets.ts";
import { writeShapefile } from "../../../src/io/export/write-shapefile.ts";
import { openSources } from "../../../src/io/import/open-sources.ts";
import { layOutLayer } from "../../../src/io/layers/lay-out-layer.ts";
import { readSystemColumn, withoutColumn } from "../../../src/io/layers/system-column.ts";
import type { FeatureTable } from "../../../src/io/tables/feature-table.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";
import { titleOfSource } from "../../../src/io/tables/source-layer.ts";
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

interface Written {
  readonly bytes: Uint8Array;
  readonly notices: readonly ExportNotice[];
}

const WRITERS: Readonly<Record<string, (table: FeatureTable) => Written>> = {
  fgb: (table) => ({ bytes: writeFlatGeobuf(table), notices: [] }),
  geojson: (table) => ({ bytes: finishSteps(writeGeojson(table, "层", "", WGS84)), notices: [] }),
  gpkg: (table) =>
    finishSteps(writeGeopackage([{ name: "层", identifier: "层", description: "", table }], WGS84, "2024-01-31")),
  zip: (table) => {
    const { files, notices } = finishSteps(writeShapefile(table, "层", "layer", [], WGS84));
    return { bytes: finishSteps(packZip(Object.entries(files))), notices };
  },
  csv: (table) => finishSteps(writeLayerCsv(table, "层", WGS84)),
  xlsx: (table) =>
    finishSteps(writeLayerSheets([{ id: "层", title: "层", about: ["说明"], table }], "层", "2024-01-31", "", WGS84)),
};
const FORMATS = Object.keys(WRITERS);
const SHEETS = ["csv", "xlsx"];

/** A table without shapes gives its columns of text and numbers the shapes and system that stand in them. */
async function readSheet(bytes: Uint8Array, name: string): Promise<FeatureTable> {
  const { layers, issues } = await openSources([{ name, bytes }]);
  expect(issues).toEqual([]);
  const source = layers.find((layer) => titleOfSource(layer) !== `${name} › 说明`);
  if (!source) throw new Error("no sheet");
  const laid = await layOutLayer(source, {});
  expect(laid.issues.hasErrors).toBe(false);
  const system = readSystemColumn(laid);
  expect(system?.id).toBe("EPSG:4326");
  return system ? withoutColumn(laid, system.column).labelled.table : laid.labelled.table;
}

async function readBack(bytes: Uint8Array, format: string): Promise<FeatureTable> {
  if (SHEETS.includes(format)) return readSheet(bytes, `layer.${format}`);
  const { groups } = await readVectorLayers([{ name: `layer.${format}`, bytes }]);
  const layer = onlyShapes(groups.flatMap(({ layers }) => layers));
  expect(layer.issues).toEqual([]);
  return layer.table;
}

async function through(table: FeatureTable, format: string): Promise<FeatureTable> {
  return readBack(WRITERS[format]?.(table).bytes ?? new Uint8Array(0), format);
}

function read(table: FeatureTable): ShapeFeature[] {
  const labels = Array.from({ length: table.count }, (_, row) => row + 1);
  const described = { file: "a", name: "", format: "", encoding: "", issues: [], crsText: "" };
  return featuresOf({ ...described, kind: "shapes", table, labels });
}

function tableOf(features: readonly ShapeFeature[]): FeatureTable {
  const own = readGeojson(geojsonOf(features), "own", new IssueList());
  if (!own) throw new Error("nothing read");
  return own.table;
}

function isNowhere(geometry: Shape | null): boolean {
  return geometry === null || (geometry.type === "Point" && geometry.coordinates.every((value) => value === 0));
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
  const all = featuresWith(shapes);

  const pairs = FORMATS.flatMap((first) => FORMATS.map((second) => [first, second] as const));

  it.each(pairs)("out of %s into %s are what they were", { timeout: 60_000 }, async (first, second) => {
    // A row of a sheet without a place, or at zero, is refused when it is imported, and told.
    const isSheet = [first, second].some((format) => SHEETS.includes(format));
    const wanted = all.map((each) =>
      isSheet && isNowhere(each.geometry) ? { ...each, geometry: shapes[0] as Shape } : each,
    );
    const found = read(await through(await through(tableOf(wanted), first), second));
    expect(found.map(({ geometry }) => normal(geometry))).toEqual(wanted.map(({ geometry }) => normal(geometry)));
    expect(found.map(({ properties }) => properties)).toEqual(wanted.map(({ properties }) => properties));
  });
});

describe("the sign of nothing", () => {
  it.each(["fgb", "geojson", "gpkg", "csv", "xlsx"])("is kept by %s", async (format) => {
    const values = Float64Array.of(-0, 0, -0);
    const own = tableOf(featuresWith([...POINTS.slice(0, 2), ...POINTS.slice(0, 1)]));
    const back = await through({ ...own, columns: [{ name: "n", type: "Double", values }] }, format);
    expect(read(back).map(({ properties }) => Object.is(properties.n, -0))).toEqual([true, false, true]);
  });
});

/** What is in columns of all sorts of foreign tables; some of it no format but the product's own can hold. */
const FOREIGN: Readonly<Record<string, readonly (string | number | boolean | null)[]>> = {
  fid: [7, 8, 9],
  geom: ["a", "b", "c"],
  OGC_FID: [1, 1, 1],
  name: ["甲", "乙", "丙"],
  Name: ["甲甲", "乙乙", "丙丙"],
  large: ["9007199254740993", "123456789012345678901", "1"],
  signed: [-0, 0, -1],
  tiny: [1e-300, 5e-324, -2.5e-310],
  huge: [1.7e308, -1e21, 1e15],
  zeros: ["007", "0", "00"],
  onlyZeros: ["01", "02", "03"],
  digits: ["12", "15", "18"],
  day: ["2024-01-31", "2024-02-29", null],
  moment: ["2024-01-31T08:00:00+08:00", "2024-01-31T00:00:00Z", "2024-01-31T08:00:00.123456"],
  truth: [true, false, null],
  truths: ["true", "false", "TRUE"],
  nothing: ["", null, "—"],
  words: ["无", "N/A", "null"],
  long: ["长".repeat(400), "y".repeat(300), "z".repeat(254)],
  lines: ["一\n二", "三\r\n四", "五\r六"],
  formulas: ["=1+1", "@SUM(A1)", "+8613800000000"],
  guarded: ["'=1", "'007", "''x"],
  minus: ["-", "-1-2", "−5"],
  emoji: ["🏥", "👨‍👩‍👧‍👦", "𠮷野家"],
  quotes: ['"', '""', '",'],
  blanks: [" a", "b ", "\t"],
  units: ["300人", "12%", "3.5万"],
  mixed: [1, "1", true],
  "a very long name of a column, with a comma": [1, 2, 3],
  "设施等级名称（按二〇二四年标准）": ["一", "二", "三"],
  "设施等级名称（按二〇二三年标准）": ["三", "二", "一"],
  select: ["from", "where", "group"],
  __proto__x: ["constructor", "__proto__", "toString"],
  电话: ["03521234567", "13800000000", "2024001"],
  "x›y": [1, 2, 3],
  postcode: [37006, 37008, 37009],
};

/** Names and values of a table that differ, by the name in the first. */
function differences(one: FeatureTable, other: FeatureTable): string[] {
  const cellAt = (values: ArrayLike<unknown>, row: number): unknown => {
    const value = values[row];
    return value === undefined || Number.isNaN(value) ? null : value;
  };
  return one.columns.flatMap(({ name, values }) => {
    const found = other.columns.find((column) => column.name === name);
    if (!found) return [name];
    const rows = Array.from({ length: one.count }, (_, row) => row);
    return rows.every((row) => Object.is(cellAt(values, row), cellAt(found.values, row))) ? [] : [name];
  });
}

describe("a foreign table with columns of all sorts", () => {
  const features = [...POINTS.slice(0, 2), ...POINTS.slice(0, 1)].map(
    (geometry, row): ShapeFeature => ({
      geometry,
      properties: Object.fromEntries(Object.entries(FOREIGN).map(([name, values]) => [name, values[row] ?? null])),
    }),
  );

  it.each(FORMATS)("comes back from %s as it was, but for what is told at export", async (format) => {
    // JSON writes no -0, and reads one.
    const table = tableOf(features);
    const signed = { name: "signed", type: "Double" as const, values: FOREIGN.signed as readonly number[] };
    const own = { ...table, columns: [...table.columns.filter(({ name }) => name !== "signed"), signed] };
    const written = WRITERS[format]?.(own);
    if (!written) throw new Error(format);
    const told = new Set(
      written.notices.flatMap((notice) =>
        notice.code === "renamed" ? notice.names.flat() : "field" in notice ? [notice.field] : [],
      ),
    );
    expect(differences(own, await readBack(written.bytes, format)).filter((name) => !told.has(name))).toEqual([]);
  });

  it.each(["fgb", "geojson"])("comes back from %s without anything to tell", async (format) => {
    const table = tableOf(features);
    expect(differences(table, await through(table, format))).toEqual([]);
  });
});
