/** KML and KMZ as other programs write them, within the standard and beside it. */
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readKml } from "../../../src/io/vector/read-kml.ts";
import { readVectorLayers } from "../../../src/io/vector/read-vector-layers.ts";
import { issuesOf, lines, utf8 } from "../bad-data.ts";
import { encodeGbk } from "./encode-gbk.ts";
import { featuresOf, onlyShapes } from "./shape-texts.ts";

const POINT = "<Point><coordinates>113.3,40.1</coordinates></Point>";

async function read(content: string | Uint8Array) {
  return onlyShapes(await readKml(typeof content === "string" ? utf8(content) : content, "town.kml"));
}

const kml = (body: string): string => `<kml xmlns="http://www.opengis.net/kml/2.2">${body}</kml>`;

describe("KML of other programs", () => {
  it.each([
    ["a placemark alone", `<Placemark><name>站</name>${POINT}</Placemark>`],
    ["a folder alone", `<Folder><Placemark><name>站</name>${POINT}</Placemark></Folder>`],
    ["a document alone", `<Document><Placemark><name>站</name>${POINT}</Placemark></Document>`],
  ])("may be %s, without the outermost element", async (_, text) => {
    const { groups, others } = await readVectorLayers([{ name: "town.kml", bytes: utf8(text) }]);
    expect(others).toEqual([]);
    expect(featuresOf(onlyShapes(groups[0]?.layers ?? []))).toEqual([
      { geometry: { type: "Point", coordinates: [113.3, 40.1] }, properties: { name: "站" } },
    ]);
  });

  it("has placemarks of kinds that it declares, each with fields of its own", async () => {
    const layer = await read(
      kml(`<Document><Schema parent="Placemark" name="S_站"><SimpleField type="string" name="等级"/><SimpleField type="int" name="人口"/></Schema>
        <S_站><name>东站</name><等级>一级</等级><人口>12</人口>${POINT}</S_站><S_站><name>西站</name></S_站></Document>`),
    );
    expect(featuresOf(layer).map(({ properties }) => properties)).toEqual([
      { name: "东站", 等级: "一级", 人口: 12 },
      { name: "西站", 等级: null, 人口: null },
    ]);
  });

  it("takes changes to another document for no features", async () => {
    const change = `<NetworkLinkControl><Update><targetHref>http://example.org/a.kml</targetHref><Change><Placemark targetId="a">${POINT}</Placemark></Change></Update></NetworkLinkControl>`;
    const layer = await read(kml(`${change}<Placemark><name>站</name>${POINT}</Placemark>`));
    expect(featuresOf(layer).map(({ properties }) => properties.name)).toEqual(["站"]);
  });

  it("says that links are not followed and pictures left out", async () => {
    const link = "<NetworkLink><name>更多</name><Link><href>http://example.org/b.kml</href></Link></NetworkLink>";
    const overlays = "<GroundOverlay/><ScreenOverlay><name>图例</name></ScreenOverlay>";
    const layer = await read(kml(`<Document>${link}${link}${overlays}<Placemark>${POINT}</Placemark></Document>`));
    expect(layer.table.count).toBe(1);
    expect(layer.issues).toMatchObject([
      { severity: "warning", field: "NetworkLink", details: { what: "links-not-followed", count: 2 } },
      { severity: "warning", field: "Overlay", details: { what: "overlays-left", count: 2 } },
    ]);
    const alone = await read(kml(link));
    expect(lines(alone.issues)).toEqual(["town.kml assumed NetworkLink", "town.kml empty-file"]);
  });

  it("may have commas alone between its numbers, as positions of three or of two", async () => {
    const lineOf = (text: string): string =>
      kml(`<Placemark><LineString><coordinates>${text}</coordinates></LineString></Placemark>`);
    const wanted = {
      type: "LineString",
      coordinates: [
        [113, 40],
        [114, 41],
      ],
    };
    expect(featuresOf(await read(lineOf("113,40,0,114,41,0")))[0]?.geometry).toEqual(wanted);
    expect(featuresOf(await read(lineOf("113,40,114,41")))[0]?.geometry).toEqual(wanted);
    const odd = await read(lineOf("113,40,114,41,115"));
    expect(featuresOf(odd)[0]?.geometry).toEqual(wanted);
    expect(odd.issues).toMatchObject([{ row: 1, value: "1", details: { what: "positions-skipped" } }]);
  });

  it.each(["GBK", "gb2312", "GB18030"])("is read in the encoding %s that it declares", async (encoding) => {
    const text = `<?xml version="1.0" encoding="${encoding}"?>${kml(`<Placemark><name>平城区卫生站</name>${POINT}</Placemark>`)}`;
    expect(featuresOf(await read(encodeGbk(text)))[0]?.properties).toEqual({ name: "平城区卫生站" });
  });

  it("keeps typed fields of a schema, text in CDATA and characters by number", async () => {
    const schema =
      '<Schema id="s"><SimpleField type="double" name="面积"/><SimpleField type="bool" name="开放"/><SimpleField type="string" name="代码"/></Schema>';
    const data =
      '<ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="面积">1.5</SimpleData><SimpleData name="开放">1</SimpleData><SimpleData name="代码">007</SimpleData></SchemaData></ExtendedData>';
    const layer = await read(
      kml(
        `<Document>${schema}<Placemark><name>&#x5E73;&#22478;&amp;</name><description><![CDATA[<b>一 & 二</b>]]></description>${data}${POINT}</Placemark></Document>`,
      ),
    );
    expect(featuresOf(layer)[0]?.properties).toEqual({
      name: "平城&",
      description: "<b>一 & 二</b>",
      面积: 1.5,
      开放: true,
      代码: "007",
    });
  });
});

describe("KMZ of other programs", () => {
  it.each(["doc.kml", "平城区.kml", "files/town.KML"])("may call its document %s", async (name) => {
    const bytes = zipSync({ [name]: utf8(kml(`<Placemark>${POINT}</Placemark>`)), "files/icon.png": utf8("x") });
    const { groups } = await readVectorLayers([{ name: "town.kmz", bytes }]);
    const layer = onlyShapes(groups[0]?.layers ?? []);
    expect([layer.name, layer.table.count]).toEqual(["", 1]);
  });

  it("gives each of its documents, and of one that is none an issue", async () => {
    const bytes = zipSync({
      "doc.kml": utf8(kml(`<Placemark>${POINT}</Placemark>`)),
      "more/other.kml": utf8(kml(`<Placemark>${POINT}</Placemark>`)),
      "more/broken.kml": utf8("<kml><Document>"),
    });
    const { groups } = await readVectorLayers([{ name: "town.kmz", bytes }]);
    expect(groups[0]?.layers.map(({ name }) => name)).toEqual(["doc.kml", "more/other.kml"]);
    expect(lines(groups[0]?.issues ?? [])).toEqual(["town.kmz › more/broken.kml truncated-file 1"]);
  });

  it("without a document is handed back", async () => {
    const bytes = zipSync({ "hi.txt": utf8("hi") });
    expect((await readVectorLayers([{ name: "town.kmz", bytes }])).others).toHaveLength(1);
  });
});

describe("what is no KML", () => {
  it("is refused by name of its outermost element", async () => {
    expect(lines(await issuesOf(readKml(utf8("<gpx><Placemark/></gpx>"), "a.kml")))).toEqual([
      "a.kml unknown-format 1",
    ]);
  });
});
