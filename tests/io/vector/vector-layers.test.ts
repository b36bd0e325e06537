import { zipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import type { NamedFile } from "../../../src/io/vector/group-vector-files.ts";
import { readVectorLayers } from "../../../src/io/vector/read-vector-layers.ts";
import { lines, utf8 } from "../bad-data.ts";
import { encodeGbk } from "./encode-gbk.ts";
import { createSamples, SAMPLE } from "./sample-files.ts";
import { featuresOf, onlyShapes, type ShapeFeature } from "./shape-texts.ts";

let samples: Readonly<Record<string, readonly NamedFile[]>> = {};

beforeAll(async () => {
  samples = await createSamples();
}, 120_000);

const sample = (format: string): readonly NamedFile[] => samples[format] ?? [];

describe("the door to shapes", () => {
  it.each([
    ["Shapefile", "Shapefile", "社区.shp", ""],
    ["zipped shapefile", "Shapefile", "town.zip", "社区.shp"],
    ["GeoJSON", "GeoJSON", "town.geojson", ""],
    ["NDJSON", "GeoJSON", "town.ndjson", ""],
    ["ESRI JSON", "ESRI JSON", "town.json", ""],
    ["TopoJSON", "TopoJSON", "town.topojson", ""],
    ["FlatGeobuf", "FlatGeobuf", "town.fgb", ""],
    ["KML", "KML", "town.kml", ""],
    ["KMZ", "KML", "town.kmz", ""],
    ["GeoPackage", "GeoPackage", "town.gpkg", "社区"],
    ["file geodatabase", "File Geodatabase", "town.gdb", "社区"],
    ["zipped file geodatabase", "File Geodatabase", "town.gdb.zip", "town.gdb › 社区"],
    ["MapInfo", "MapInfo", "out.tab", ""],
    ["DXF", "DXF", "town.dxf", ""],
  ])("reads a %s and calls it what it is", async (format, called, file, name) => {
    const { groups, others } = await readVectorLayers(sample(format));
    expect(others).toEqual([]);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.issues).toEqual([]);
    expect(groups[0]?.parts.length).toBe(sample(format).length);
    const layer = onlyShapes(groups[0]?.layers ?? []);
    expect(layer).toMatchObject({ file, name, format: called });
    expect(layer.issues.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(layer.table.count).toBe(SAMPLE.length);
    // Drawings have no attributes, and this writer of tables cannot write these letters.
    if (format === "DXF" || format === "MapInfo") return;
    const namesOf = (rows: readonly ShapeFeature[]): string[] =>
      rows.map(({ properties }) => String(properties.名称 ?? properties.name)).sort();
    expect(namesOf(featuresOf(layer))).toEqual(namesOf(SAMPLE));
  });

  it("reads a MapInfo exchange file in GBK, and says which system it is in", async () => {
    const head = `Version 300\nCharset "WindowsSimpChinese"\nDelimiter ","\nCoordSys Earth Projection 1, 104\n`;
    const mif = `${head}Columns 2\n  名称 Char(20)\n  人口 Integer\nData\n\nPoint 113.3 40.1\nNone\n`;
    const { groups } = await readVectorLayers([
      { name: "站.MID", bytes: encodeGbk('"平城区卫生站",5\n"东街",6\n') },
      { name: "站.MIF", bytes: encodeGbk(mif) },
    ]);
    const layer = onlyShapes(groups[0]?.layers ?? []);
    expect(layer).toMatchObject({ file: "站.MIF", format: "MapInfo", issues: [] });
    expect(layer.table.crsCode).toBe(4326);
    expect(featuresOf(layer)).toEqual([
      { geometry: { type: "Point", coordinates: [113.3, 40.1] }, properties: { 名称: "平城区卫生站", 人口: 5 } },
      { geometry: null, properties: { 名称: "东街", 人口: 6 } },
    ]);
  });

  it("tells apart what was dropped together, in any letters, and hands back the rest", async () => {
    const shout = sample("Shapefile").map(({ name, bytes }) => ({
      name: name.replace("社区", "TOWN").toUpperCase(),
      bytes,
    }));
    const whisper = sample("Shapefile").map(({ name, bytes }) => ({ name: `b/${name.toLowerCase()}`, bytes }));
    const table = { name: "人口.csv", bytes: utf8("名称,人口\n站,3\n") };
    const tabs = { name: "人口.tab", bytes: utf8("名称\t人口\n站\t3\n") };
    const { groups, others } = await readVectorLayers([
      table,
      ...shout,
      ...sample("GeoJSON"),
      tabs,
      ...whisper.toReversed(),
      ...sample("file geodatabase"),
    ]);
    expect(groups.map(({ file, layers }) => [file, layers.length])).toEqual([
      ["TOWN.SHP", 1],
      ["town.geojson", 1],
      ["b/社区.shp", 1],
      ["town.gdb", 1],
    ]);
    expect(others).toEqual([table, tabs]);
  });

  it("reads what it can of an archive and tells of the rest", async () => {
    const [shapes, , table] = sample("Shapefile");
    const bytes = zipSync({
      "数据/社区.shp": shapes?.bytes ?? utf8(""),
      "数据/社区.dbf": table?.bytes ?? utf8(""),
      "数据/站.kml": utf8("<kml><Document>"),
      "名册.dbf": table?.bytes ?? utf8(""),
      "__MACOSX/数据/._社区.shp": utf8("Mac"),
      "说明.docx": utf8("x"),
    });
    const { groups } = await readVectorLayers([{ name: "town.zip", bytes }]);
    expect(groups[0]?.layers.map(({ name, kind }) => [name, kind])).toEqual([
      ["数据/社区.shp", "shapes"],
      ["名册.dbf", "cells"],
    ]);
    expect(lines(groups[0]?.issues ?? [])).toEqual(["town.zip › 数据/站.kml truncated-file 1"]);
  });

  it("hands back an archive without shapes", async () => {
    const workbook = { name: "a.xlsx", bytes: zipSync({ "xl/workbook.xml": utf8("<workbook/>") }) };
    expect(await readVectorLayers([workbook])).toEqual({ groups: [], others: [workbook] });
  });

  it.each(["../out.shp", "/etc/a.shp", "C:\\a.shp", "a/../../b.shp"])(
    "refuses an archive with an entry %s",
    async (name) => {
      const { groups } = await readVectorLayers([
        { name: "a.zip", bytes: zipSync({ [name]: sample("Shapefile")[0]?.bytes ?? utf8("") }) },
      ]);
      expect(groups.map(({ layers, issues }) => [layers.length, ...lines(issues)])).toEqual([
        [0, "a.zip bad-value name"],
      ]);
    },
  );

  it("refuses an archive that would unfold without bound", async () => {
    const bytes = zipSync({ "a.shp": new Uint8Array(40 * 2 ** 20) }, { level: 9 });
    // The directory claims a hundred times the size: more than deflate can reach.
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 4 < bytes.length; at++)
      if (view.getUint32(at, true) === 40 * 2 ** 20) view.setUint32(at, 2 ** 31, true);
    const { groups } = await readVectorLayers([{ name: "a.zip", bytes }]);
    expect(groups.flatMap(({ issues }) => lines(issues))).toEqual(["a.zip too-large"]);
  });

  it("gives a table to the shapes of its name, else to the MapInfo table, else to itself", async () => {
    const [shp, , dbf] = sample("Shapefile");
    const tab = utf8("!table\n!version 300\n");
    const named = (name: string, bytes = tab): NamedFile => ({ name, bytes });
    const { groups } = await readVectorLayers([
      named("a.tab"),
      named("a.dbf", dbf?.bytes),
      named("a.shp", shp?.bytes),
      named("b.tab"),
      named("b.dbf", dbf?.bytes),
      named("c.dbf", dbf?.bytes),
    ]);
    expect(groups.map(({ parts }) => parts)).toEqual([["a.tab"], ["a.dbf", "a.shp"], ["b.tab", "b.dbf"], ["c.dbf"]]);
  });

  it("tells of a geodatabase that came without its tables", async () => {
    const stray = sample("file geodatabase").filter(({ name }) => !/\.gdbtable$/.test(name));
    expect((await readVectorLayers(stray)).groups).toEqual([]);
  });
});
