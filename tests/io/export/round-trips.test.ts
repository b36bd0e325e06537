/** Layers out and in again, through the product's own readers and through GDAL. */
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Facilities } from "../../../src/core/model/facility.ts";
import { findCoordinateSystem } from "../../../src/io/crs/find-coordinate-system.ts";
import { type ExportedFile, type ExportRequest, exportLayers } from "../../../src/io/export/export-layers.ts";
import type { ExportFormat, ExportLayerId } from "../../../src/io/export/export-request.ts";
import { layerToExport } from "../../../src/io/export/layer-table.ts";
import { layOutLayer } from "../../../src/io/layers/lay-out-layer.ts";
import { readDelimited } from "../../../src/io/spreadsheet/read-delimited.ts";
import { type FeatureTable, geometryAt } from "../../../src/io/tables/feature-table.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";
import { readGeojson } from "../../../src/io/vector/geojson.ts";
import { readFlatGeobuf } from "../../../src/io/vector/read-flatgeobuf.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { readWithOgr } from "../../support/read-with-ogr.ts";
import { readXlsx } from "../../support/read-xlsx.ts";
import { createStudy } from "../create-study.ts";

const LONG = "很长的说明".repeat(30);
const HOSTILE = [
  "=1+1",
  "@SUM(A1)",
  "-2",
  "+86 352",
  '引"号,逗\n行',
  "<script>alert(1)</script>",
  "__proto__",
  " 空 ",
  LONG,
];

/** Facilities with names that break careless writers. */
function hostileClinics(): Facilities {
  const count = HOSTILE.length;
  return {
    serviceId: "clinic",
    count,
    ids: HOSTILE.map((_, index) => `00${index}`),
    names: HOSTILE,
    coordinates: Float64Array.from({ length: 2 * count }, (_, index) =>
      index % 2 === 0 ? 113 + index / 977 : 40 + index / 1013,
    ),
    starts: Uint32Array.from({ length: count + 1 }, (_, index) => index),
    attributes: {
      beds: HOSTILE.map((_, index) => (index === 1 ? null : index * 7)),
      share: HOSTILE.map((_, index) => (index === 2 ? null : 1 / (index + 3))),
      open: HOSTILE.map((_, index) => (index === 3 ? null : index % 2 === 0)),
      设施等级名称: HOSTILE.map((_, index) => (index === 4 ? null : `等级${index}`)),
      设施等级代码: HOSTILE.map((_, index) => `0${index}`),
      fid: HOSTILE.map((_, index) => index * 10),
      wkt: HOSTILE.map((text) => text),
    },
  };
}

const STUDY = createStudy({ facilities: [hostileClinics(), ...createStudy().facilities.slice(1)] });

function exportOne(layer: ExportLayerId, format: ExportFormat, changes: Partial<ExportRequest> = {}): ExportedFile {
  const request: ExportRequest = {
    layers: [layer],
    format,
    system: "EPSG:4326",
    columns: null,
    coverage: null,
    ...changes,
  };
  return finishSteps(exportLayers(STUDY, request));
}

function tableOf(layer: ExportLayerId): FeatureTable {
  const found = layerToExport(STUDY, layer);
  if (!found) throw new Error(layer);
  return found.table;
}

/** Values by column, nothing as null. */
function valuesOf({ columns, count }: FeatureTable): Record<string, unknown[]> {
  return Object.fromEntries(
    columns.map(({ name, values }) => [
      name,
      Array.from({ length: count }, (_, row) => {
        const value = values[row];
        return value === undefined || Number.isNaN(value) ? null : value;
      }),
    ]),
  );
}

/** Shapes, rings turned one way and begun at their westernmost position, so that only real differences count. */
function shapesOf(
  table: FeatureTable,
  move: (position: readonly number[]) => readonly number[] = (each) => each,
): unknown[] {
  const plain = (value: unknown): unknown =>
    Array.isArray(value) && typeof value[0] === "number" ? move(value as number[]) : (value as unknown[]).map(plain);
  const normal = (value: unknown, depth: number): unknown => {
    const list = value as unknown[];
    if (depth > 0) return list.map((each) => normal(each, depth - 1));
    const ring = (list as number[][]).slice(0, -1);
    // Corners are metres apart: rounding tells them apart and the same corner never.
    const place = (at: number): number => 1e6 * Math.round(1e6 * (ring[at]?.[0] ?? 0)) + 1e6 * (ring[at]?.[1] ?? 0);
    const first = ring.reduce((least, _, at) => (place(at) < place(least) ? at : least), 0);
    const turned = [...ring.slice(first), ...ring.slice(0, first)];
    const backward = [turned[0], ...turned.slice(1).reverse()];
    const [second, last] = [turned[1] as number[], turned.at(-1) as number[]];
    const isFirst = (second[1] as number) < (last[1] as number);
    return isFirst ? turned : backward;
  };
  return Array.from({ length: table.count }, (_, row) => {
    const geometry = geometryAt(table, row);
    if (!geometry) return null;
    const moved = plain(geometry.coordinates);
    if (geometry.type === "Polygon") return [geometry.type, normal(moved, 1)];
    return [geometry.type, geometry.type === "MultiPolygon" ? normal(moved, 2) : moved];
  });
}

function expectClose(found: unknown, wanted: unknown, most: number): void {
  if (typeof wanted === "number") {
    expect(Math.abs((found as number) - wanted)).toBeLessThanOrEqual(most);
  } else if (Array.isArray(wanted)) {
    expect(found).toHaveLength(wanted.length);
    for (const [index, each] of wanted.entries()) expectClose((found as unknown[])[index], each, most);
  } else {
    expect(found).toEqual(wanted);
  }
}

const LAYERS = [
  "streets",
  "communities",
  "demand",
  "facilities:clinic",
  "facilities:fitness-trail",
  "barriers",
  "context",
] as const;
const decode = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

describe.each(LAYERS)("the layer %s", (layer) => {
  const table = tableOf(layer);

  it("comes back from FlatGeobuf, positions to the bit and values exactly", () => {
    const read = readFlatGeobuf(exportOne(layer, "fgb").bytes, "a.fgb");
    expect(shapesOf(read)).toEqual(shapesOf(table));
    expect(valuesOf(read)).toEqual(valuesOf(table));
  });

  it("comes back from GeoJSON within 1e-9 degrees and values exactly", () => {
    const issues = new IssueList();
    const read = readGeojson(decode(exportOne(layer, "geojson").bytes), "a.geojson", issues);
    expect(issues.all()).toEqual([]);
    if (!read) throw new Error("nothing read");
    expectClose(shapesOf(read.table), shapesOf(table), 1e-9);
    expect(valuesOf(read.table)).toEqual(valuesOf(table));
  });

  it.each(["EPSG:4547", "EPSG:4526", "EPSG:32649", "EPSG:3857", "gcj02", "bd09", "EPSG:4490"])(
    "goes into %s and back within 1e-7 degrees",
    (system) => {
      const known = findCoordinateSystem(system);
      const read = readFlatGeobuf(exportOne(layer, "fgb", { system }).bytes, "a.fgb");
      const back = shapesOf(read, ([x, y]) => known?.toDegrees(x as number, y as number) ?? []);
      expectClose(back, shapesOf(table), 1e-7);
      expect(read.crsCode).toBe(system.startsWith("EPSG:") ? Number(system.slice(5)) : 0);
    },
  );

  it("is read by GDAL out of a GeoPackage as it was written", { timeout: 60_000 }, async () => {
    const { bytes, notices } = exportOne(layer, "gpkg");
    const { layer: told, table: read } = await readWithOgr(bytes, "a.gpkg");
    expectClose(shapesOf(read), shapesOf(table), 1e-12);
    const renamed = notices.flatMap((notice) => (notice.code === "renamed" ? notice.names : []));
    const wanted = valuesOf(table);
    for (const [written, own] of renamed) {
      expect(valuesOf(read)[written]).toEqual(asGdal(wanted[own]));
      delete wanted[own];
    }
    for (const [name, values] of Object.entries(wanted)) expect(valuesOf(read)[name], name).toEqual(asGdal(values));
    expect(told.metadata[""]?.DESCRIPTION).toContain("演示数据");
  });
});

/** GDAL tells yes and no of a GeoPackage as such, mixed values as text. */
function asGdal(values: unknown[] | undefined): unknown {
  const kinds = new Set(values?.filter((value) => value !== null).map((value) => typeof value));
  return kinds.size > 1 ? values?.map((value) => (value === null ? null : String(value))) : values;
}

describe("a shapefile", () => {
  it("is read by GDAL with Chinese names and fields, nulls, numbers to the last digit", {
    timeout: 60_000,
  }, async () => {
    const { bytes, notices } = exportOne("facilities:clinic", "zip");
    const { layer, table } = await readWithOgr(bytes, "a.zip");
    const wanted = valuesOf(tableOf("facilities:clinic"));
    const read = valuesOf(table);
    expectClose(shapesOf(table), shapesOf(tableOf("facilities:clinic")), 1e-12);
    expect(read.beds).toEqual(wanted.beds);
    expect(read.share).toEqual(wanted.share);
    // GDAL gives the letters of a yes or no.
    expect(read.open).toEqual(wanted.open?.map((value) => (value === null ? "?" : value ? "T" : "F")));
    expect(read.id).toEqual(wanted.id);
    expect(read.设施等).toEqual(wanted.设施等级名称);
    expect(layer.fields.every(({ name }) => new TextEncoder().encode(name).length <= 10)).toBe(true);
    const renamed = notices.find(({ code }) => code === "renamed");
    expect(renamed).toMatchObject({
      names: [
        ["设施等", "设施等级名称"],
        ["设施_1", "设施等级代码"],
      ],
    });
    expect(notices).toContainEqual({
      code: "text-cut",
      layer: "facilities:clinic",
      field: "name",
      count: 1,
      limit: 254,
      unit: "bytes",
    });
  });

  it("brings a legend of its fields and says what its data are and what was cut", () => {
    const files = unzipSync(exportOne("facilities:clinic", "zip").bytes);
    const texts = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, decode(bytes)]));
    expect(Object.keys(files).sort()).toEqual([
      "README.txt",
      ...["cpg", "dbf", "prj", "shp", "shx"].map((ending) => `facilities-clinic.${ending}`),
      "fields.csv",
    ]);
    expect(texts["fields.csv"]).toContain("设施等,设施等级名称,text");
    expect(texts["facilities-clinic.cpg"]).toBe("UTF-8");
    expect(texts["README.txt"]).toContain("演示数据");
    expect(texts["README.txt"]).toContain("超过 254 字节");
  });

  it("becomes one for each kind of shape where a layer has several, and says so", () => {
    const { bytes, notices } = exportOne("facilities:fitness-trail", "zip");
    const names = Object.keys(unzipSync(bytes)).filter((name) => name.endsWith(".shp"));
    expect(names).toEqual(["facilities-fitness-trail-line.shp", "facilities-fitness-trail-point.shp"]);
    expect(notices.map(({ code }) => code)).toContain("split");
  });

  it("keeps holes and several polygons", { timeout: 60_000 }, async () => {
    const ring = (west: number, width: number): [number, number][] => [
      [west, 40],
      [west + width, 40],
      [west + width, 40 + width],
      [west, 40],
    ];
    const hole: [number, number][] = ring(113.04, 0.002).map(([lon, lat]) => [lon, lat + 0.004]);
    const holed = [ring(113.03, 0.02), hole];
    const toy = createStudy();
    const areas = [
      { type: "Polygon" as const, coordinates: holed },
      { type: "MultiPolygon" as const, coordinates: [[ring(113, 0.01)], holed] },
      { type: "Polygon" as const, coordinates: [ring(113.1, 0.01)] },
    ];
    const study = { ...toy, communities: { ...toy.communities, areas } };
    const request = {
      layers: ["communities"],
      format: "zip",
      system: "EPSG:4547",
      columns: null,
      coverage: null,
    } as const;
    const { bytes } = finishSteps(exportLayers(study, request));
    const { layer, table } = await readWithOgr(bytes, "a.zip");
    const own = layerToExport(study, "communities")?.table as FeatureTable;
    const system = findCoordinateSystem("EPSG:4547");
    expectClose(
      shapesOf(table, ([x, y]) => system?.toDegrees(x as number, y as number) ?? []),
      shapesOf(own),
      1e-9,
    );
    expect(layer.geometryFields[0]?.coordinateSystem?.projjson?.id?.code).toBe(4547);
  });
});

describe("a CSV", () => {
  it("comes back with its points and values, formulas guarded and said", async () => {
    const { bytes, notices } = exportOne("facilities:clinic", "csv");
    const [source] = await readDelimited(bytes, "a.csv");
    if (!source) throw new Error("nothing read");
    const { labelled: read, issues } = await layOutLayer(source, {});
    expect(issues.hasErrors).toBe(false);
    const wanted = valuesOf(tableOf("facilities:clinic"));
    expectClose(shapesOf(read.table), shapesOf(tableOf("facilities:clinic")), 1e-9);
    const values = valuesOf(read.table);
    expect(values.id).toEqual(wanted.id);
    expect(values.beds).toEqual(wanted.beds);
    expect(values.name).toEqual(HOSTILE.map((name) => name.trim()));
    expect(notices).toContainEqual({ code: "formula-guarded", layer: "facilities:clinic", field: "name", count: 3 });
    expect(decode(bytes).startsWith("\uFEFFlon,lat,id,name")).toBe(true);
  });

  it.each(["streets", "communities", "barriers", "context"] as const)(
    "gives GDAL the shapes of %s as text",
    { timeout: 60_000 },
    async (layer) => {
      const { table } = await readWithOgr(exportOne(layer, "csv").bytes, "a.csv", null, [
        "GEOM_POSSIBLE_NAMES=wkt",
        "KEEP_GEOM_COLUMNS=NO",
        "EMPTY_STRING_AS_NULL=YES",
      ]);
      const own = shapesOf(tableOf(layer));
      const read = shapesOf(table);
      // Points of a mixed layer stand in their own columns.
      own.forEach((shape, row) => {
        if ((shape as unknown[] | null)?.[0] !== "Point") expectClose(read[row], shape, 1e-9);
      });
    },
  );

  it("names metres x and y, and labels with them", () => {
    const [header = ""] = decode(exportOne("communities", "csv", { system: "EPSG:4547" }).bytes).split("\n");
    expect(header).toBe("\uFEFFwkt,id,name,parentId,parentName,kind,labelX,labelY,approximate,dataNote,crs");
  });
});

describe("an XLSX", () => {
  it("holds every layer asked for on a sheet of its own, header first, values typed, nothing run", () => {
    const request = {
      layers: ["facilities:clinic", "units"],
      format: "xlsx",
      system: "EPSG:4326",
      columns: null,
      coverage: null,
    } as const;
    const { bytes } = finishSteps(exportLayers(STUDY, request));
    const sheets = readXlsx(bytes);
    expect(sheets.map(({ name }) => name)).toEqual(["说明", "诊所", "行政单元"]);
    const xml = decode(unzipSync(bytes)["xl/worksheets/sheet2.xml"] ?? new Uint8Array(0));
    expect(xml).not.toContain("<f>");
    expect(xml).toContain("=1+1");
    expect(xml).toContain("&lt;script&gt;");
  });

  it("leaves shapes longer than a cell empty and says how many", () => {
    const lines = Array.from({ length: 4000 }, (_, index): [number, number] => [
      113 + index * 1e-5,
      40 + (index % 7) * 1e-5,
    ]);
    const study = createStudy({
      barriers: [{ kind: "water", name: "长河", geometry: { type: "LineString", coordinates: lines } }],
    });
    const request = {
      layers: ["barriers"],
      format: "xlsx",
      system: "EPSG:4326",
      columns: null,
      coverage: null,
    } as const;
    expect(finishSteps(exportLayers(study, request)).notices).toEqual([
      { code: "shape-too-long", layer: "barriers", count: 1, limit: 32_767 },
    ]);
  });
});
