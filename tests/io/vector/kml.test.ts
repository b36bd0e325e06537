import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readKml } from "../../../src/io/vector/read-kml.ts";
import { issuesOf, lines, utf8 } from "../bad-data.ts";
import { SHAPES } from "./random-shapes.ts";
import { featuresOf, onlyShapes, type Pair, type Shape } from "./shape-texts.ts";

function document(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><name>平城区</name>${body}</Document></kml>`;
}

const text = (pairs: readonly Pair[]): string =>
  `<coordinates>\n${pairs.map(([x, y]) => `${x},${y},0`).join("\n ")}\n</coordinates>`;
const ring = (pairs: readonly Pair[], side: string): string =>
  `<${side}BoundaryIs><LinearRing>${text(pairs)}</LinearRing></${side}BoundaryIs>`;
const polygon = (rings: readonly (readonly Pair[])[]): string =>
  `<Polygon>${rings.map((each, index) => ring(each, index === 0 ? "outer" : "inner")).join("")}</Polygon>`;

function kmlOf(shape: Shape): string {
  const many = (parts: readonly string[]): string => `<MultiGeometry>${parts.join("")}</MultiGeometry>`;
  switch (shape.type) {
    case "Point":
      return `<Point>${text([shape.coordinates])}</Point>`;
    case "MultiPoint":
      return many(shape.coordinates.map((pair) => `<Point>${text([pair])}</Point>`));
    case "LineString":
      return `<LineString>${text(shape.coordinates)}</LineString>`;
    case "MultiLineString":
      return many(shape.coordinates.map((line) => `<LineString>${text(line)}</LineString>`));
    case "Polygon":
      return polygon(shape.coordinates);
    case "MultiPolygon":
      return many(shape.coordinates.map(polygon));
  }
}

/** A collection of one is read as the one. */
function plain(shape: Shape): Shape {
  const [only] = shape.coordinates as readonly unknown[];
  const isOne = shape.type.startsWith("Multi") && shape.coordinates.length === 1;
  return isOne ? ({ type: shape.type.slice(5), coordinates: only } as Shape) : shape;
}

async function read(body: string): Promise<ReturnType<typeof onlyShapes>> {
  return onlyShapes(await readKml(utf8(document(body)), "town.kml"));
}

describe("KML", () => {
  it.each(["point", "multipoint", "line", "area"] as const)("gives back every %s bit by bit", async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(SHAPES[kind], { minLength: 1, maxLength: 8 }), async (shapes) => {
        const layer = await read(shapes.map((shape) => `<Placemark>${kmlOf(shape)}</Placemark>`).join("\n"));
        expect(featuresOf(layer).map(({ geometry }) => geometry)).toEqual(shapes.map(plain));
        expect(layer.issues).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("makes columns of plain fields, of data and of folders", async () => {
    const layer = await read(`
      <Schema name="站" id="s"><SimpleField type="int" name="床位"><displayName>床</displayName></SimpleField></Schema>
      <Folder><name>古城</name>
        <Placemark id="p1"><name>卫生站 &amp; 药房</name><description><![CDATA[<b>二楼</b>]]></description>
          <ExtendedData><Data name="电话"><value>0352</value></Data>
            <SchemaData schemaUrl="#s"><SimpleData name="床位">12</SimpleData></SchemaData></ExtendedData>
          <Point><coordinates>113.3,40.1</coordinates></Point></Placemark>
        <Folder><name>东街</name><Placemark><name>小学</name></Placemark></Folder>
      </Folder>`);
    expect(featuresOf(layer)).toEqual([
      {
        geometry: { type: "Point", coordinates: [113.3, 40.1] },
        properties: { name: "卫生站 & 药房", description: "<b>二楼</b>", 电话: "0352", 床位: 12, folder: "古城" },
      },
      {
        geometry: null,
        properties: { name: "小学", description: null, 电话: null, 床位: null, folder: "古城 / 东街" },
      },
    ]);
    expect(layer.table).toMatchObject({ title: "平城区", crsCode: 4326 });
  });

  it("reads prefixed elements, blanks after commas, and letters in UTF-16", async () => {
    const prefixed = `<k:kml xmlns:k="http://www.opengis.net/kml/2.2"><k:Placemark><k:name>站</k:name><k:Point><k:coordinates> 113.3, 40.1, 0 </k:coordinates></k:Point></k:Placemark></k:kml>`;
    const wide = Uint8Array.from([
      0xff,
      0xfe,
      ...[...prefixed].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]),
    ]);
    for (const bytes of [utf8(prefixed), wide])
      expect(featuresOf(onlyShapes(await readKml(bytes, "a.kml")))).toEqual([
        { geometry: { type: "Point", coordinates: [113.3, 40.1] }, properties: { name: "站" } },
      ]);
  });

  it("reads tracks as lines, markup in a description as text, and passes over rings of nothing", async () => {
    const layer = await read(`
      <Placemark><description>二楼<br/><i>内科</i></description>
        <gx:Track><when>2024-01-01</when><gx:coord>113 40 0</gx:coord><gx:coord>113.5 40.5 0</gx:coord></gx:Track></Placemark>
      <Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates/></LinearRing></outerBoundaryIs>
        <innerBoundaryIs><LinearRing><coordinates>0,0 0,1 1,1 0,0</coordinates></LinearRing></innerBoundaryIs></Polygon></Placemark>
      <Placemark><LineString><coordinates> </coordinates></LineString></Placemark>`);
    expect(featuresOf(layer)).toEqual([
      {
        geometry: {
          type: "LineString",
          coordinates: [
            [113, 40],
            [113.5, 40.5],
          ],
        },
        properties: { description: "二楼  内科" },
      },
      { geometry: null, properties: { description: null } },
      { geometry: null, properties: { description: null } },
    ]);
  });

  it("tells once of heights, and of each feature what of it was not read", async () => {
    const layer = await read(`
      <Placemark><Point><coordinates>113,40,1044</coordinates></Point></Placemark>
      <Placemark><Model><Location><longitude>113</longitude></Location></Model></Placemark>
      <Placemark><MultiGeometry><Point><coordinates>113,40</coordinates></Point><LineString><coordinates>113,40 114,41</coordinates></LineString></MultiGeometry></Placemark>
      <Placemark><LineString><coordinates>113,40 a,b 114,41,7</coordinates></LineString></Placemark>`);
    expect(layer.issues.map(({ row, details }) => [row, details?.what])).toEqual([
      [2, "unsupported-shape"],
      [3, "mixed-collection"],
      [4, "positions-skipped"],
      [undefined, "heights-dropped"],
    ]);
    expect(featuresOf(layer).map(({ geometry }) => geometry?.type)).toEqual([
      "Point",
      undefined,
      "LineString",
      "LineString",
    ]);
  });

  it("expands no entities, and refuses a document that defines some", async () => {
    const bomb = `<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>`;
    const hostile = document("<Placemark><name>&b;</name></Placemark>").replace("<kml", `${bomb}<kml`);
    expect(lines(await issuesOf(readKml(utf8(hostile), "a.kml")))).toEqual(["a.kml unreadable-file 2"]);
    const unknown = document("<Placemark><name>&b;</name></Placemark>");
    expect(lines(await issuesOf(readKml(utf8(unknown), "a.kml")))).toEqual(["a.kml unreadable-file 2"]);
  });

  it.each([
    ["a document of something else", "<gpx></gpx>", "unknown-format"],
    ["elements in elements without end", "<kml>".repeat(100_000), "unreadable-file"],
    ["one that stops midway", document("<Placemark><name>站</name></Placemark>").slice(0, -30), "truncated-file"],
    ["nothing but blanks", "   ", "unknown-format"],
    ["tags that do not close each other", "<kml><Document></kml>", "unreadable-file"],
  ])("says what is wrong with %s", async (_, content, code) => {
    expect((await issuesOf(readKml(utf8(content), "a.kml"))).map((issue) => issue.code)).toEqual([code]);
  });

  it("keeps names with scripts in them as the text that they are", async () => {
    const layer = await read("<Placemark><name>&lt;script&gt;alert(1)&lt;/script&gt;</name></Placemark>");
    expect(featuresOf(layer)[0]?.properties.name).toBe("<script>alert(1)</script>");
  });

  it("refuses more placemarks, or a longer document, than a page could hold", async () => {
    const placemarks = document("<Placemark/>".repeat(1_000_001));
    expect(await issuesOf(readKml(utf8(placemarks), "a.kml"))).toMatchObject([
      { code: "too-large", details: { unit: "rows", limit: 1_000_000 } },
    ]);
    expect(await issuesOf(readKml(new Uint8Array((1 << 28) + 1), "a.kml"))).toMatchObject([
      { code: "too-large", details: { limit: 1 << 28 } },
    ]);
  });
});
