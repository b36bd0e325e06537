/** GeoJSON as other programs write it, within the standard and beside it. */
import { describe, expect, it } from "vitest";
import { readGeojsonLayers } from "../../../src/io/vector/read-plain-layers.ts";
import { lines, utf8 } from "../bad-data.ts";
import { featuresOf, onlyShapes } from "./shape-texts.ts";

const POINT = '{"type":"Point","coordinates":[113.3,40.1]}';

async function read(text: string) {
  return onlyShapes(await readGeojsonLayers(utf8(text), "town.geojson"));
}

function collection(members: string, properties = '{"名称":"站"}'): string {
  return `{"type":"FeatureCollection",${members}"features":[{"type":"Feature","properties":${properties},"geometry":${POINT}}]}`;
}

describe("GeoJSON of other programs", () => {
  it.each([
    ['{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4547"}}', 4547, ""],
    ['{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG:6.9:4490"}}', 4490, ""],
    ['{"type":"name","properties":{"name":"EPSG:4326"}}', 4326, ""],
    ['{"type":"EPSG","properties":{"code":4547}}', 4547, ""],
    ['{"type":"link","properties":{"href":"http://spatialreference.org/ref/epsg/4326/","type":"proj4"}}', 4326, ""],
    ['"EPSG:4490"', 4490, ""],
    ['{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}', 0, ""],
    ['{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:2:84"}}', 0, ""],
    ['{"type":"name","properties":{"name":"GCJ-02"}}', 0, "GCJ-02"],
    ['{"type":"name","properties":{"name":"BD09"}}', 0, "BD09"],
    ["null", 0, ""],
    ["{}", 0, ""],
  ])("that says crs %s is in the system it says", async (crs, code, text) => {
    const layer = await read(collection(`"crs":${crs},`));
    expect([layer.table.crsCode, layer.crsText, layer.table.crsText ?? ""]).toEqual([code, text, text]);
    expect(layer.issues).toEqual([]);
  });

  it("keeps all digits of a number that is longer than a double, for its whole column, and of an id", async () => {
    const features = ["140213001001000001", "12", "null"].map(
      (code, row) =>
        `{"type":"Feature","id":${row === 0 ? "9007199254740993" : row},"properties":{"code":${code},"big":1e300,"long":"140213001001000009"},"geometry":${POINT}}`,
    );
    const layer = await read(`{"type":"FeatureCollection","features":[${features.join(",")}]}`);
    expect(featuresOf(layer).map(({ properties }) => properties.code)).toEqual(["140213001001000001", "12", null]);
    expect(featuresOf(layer)[0]?.properties).toMatchObject({ big: 1e300, long: "140213001001000009" });
    expect(layer.labels).toEqual(["9007199254740993", 1, 2]);
  });

  it("reads positions with more decimals than doubles have as the nearest numbers", async () => {
    const layer = await read('{"type":"Point","coordinates":[113.30000000000000426325641,40.1000000000000014210854]}');
    expect(featuresOf(layer)[0]?.geometry).toEqual({ type: "Point", coordinates: [113.3, 40.1] });
  });

  it("reads NaN and Infinity, which Python writes, as no value, and counts them", async () => {
    const layer = await read(collection("", '{"a":NaN,"b":-Infinity,"name":"NaN","c":3}'));
    expect(featuresOf(layer)[0]?.properties).toEqual({ a: null, b: null, name: "NaN", c: 3 });
    expect(layer.issues).toMatchObject([
      { severity: "warning", code: "bad-value", details: { what: "no-numbers", count: 2 } },
    ]);
    const row = `{"type":"Feature","properties":{"a":NaN},"geometry":${POINT}}`;
    const sequence = await read(`${row}\n\n${row}\n`);
    expect(lines(sequence.issues)).toEqual(["town.geojson bad-value 1 JSON", "town.geojson bad-value 3 JSON"]);
    expect(sequence.table.count).toBe(2);
  });

  it("has no value where a number is beyond all numbers, and names the cell", async () => {
    const layer = await read(collection("", '{"人口":1e400,"n":1e308}'));
    expect(featuresOf(layer)[0]?.properties).toEqual({ 人口: null, n: 1e308 });
    expect(lines(layer.issues)).toEqual(["town.geojson bad-value 1 人口"]);
  });

  it("is read with foreign members, a bounding box, a mark of its byte order and values within values", async () => {
    const text = collection('"bbox":[113,40,114,41],"name":"社区","style":{"a":[1]},', '{"a":{"b":[1,"二"]},"c":[]}');
    const layer = await read(`\uFEFF${text}`);
    expect(featuresOf(layer)[0]?.properties).toEqual({ a: '{"b":[1,"二"]}', c: "[]" });
    expect(layer.issues).toEqual([]);
  });

  it("may be records between separators, of several lines each, and whole collections a line", async () => {
    const pretty = JSON.stringify(JSON.parse(collection("")), null, 2);
    const sequence = await read(`\u001e${pretty}\n\u001e${pretty}\n`);
    expect(sequence.table.count).toBe(2);
    const listed = await read(`${collection("")}\r\n\r\n${collection("")}`);
    expect([listed.table.count, ...listed.issues]).toEqual([2]);
  });

  it("mixes points, lines, areas and features without a shape in one collection", async () => {
    const shapes = [
      POINT,
      '{"type":"LineString","coordinates":[[1,2],[3,4]]}',
      '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}',
      '{"type":"MultiPoint","coordinates":[]}',
      '{"type":"Polygon","coordinates":[]}',
      "null",
    ];
    const features = shapes.map((shape) => `{"type":"Feature","properties":null,"geometry":${shape}}`);
    const layer = await read(`{"type":"FeatureCollection","features":[${features.join(",")}]}`);
    expect(featuresOf(layer).map(({ geometry }) => geometry?.type ?? null)).toEqual([
      "Point",
      "LineString",
      "Polygon",
      "MultiPoint",
      "Polygon",
      null,
    ]);
    expect(layer.issues).toEqual([]);
  });

  it.each([
    ["a number that is none", "01"],
    ["a word that JSON does not know", "nan"],
    ["a text that does not end", '"NaN'],
  ])("with %s for a value is refused", async (_, value) => {
    const layer = await read(collection("", `{"a":${value}}`));
    expect(layer.table.count).toBe(0);
    expect(layer.issues.filter(({ severity }) => severity === "error").length).toBeGreaterThan(0);
  });
});
