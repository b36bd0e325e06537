/** Tables and shapefiles of other programs: types of FoxPro, code pages by every name, parts that are missing, archives in archives. */
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readShapefile } from "../../../src/io/vector/read-shapefile.ts";
import { readVectorLayers } from "../../../src/io/vector/read-vector-layers.ts";
import { unpackArchive } from "../../../src/io/vector/unpack-archive.ts";
import { lines, utf8 } from "../bad-data.ts";
import { encodeGbk } from "./encode-gbk.ts";
import { featuresOf, onlyShapes, type ShapeFeature } from "./shape-texts.ts";
import { writeShapefile } from "./write-shapefile.ts";

interface RawField {
  readonly name: string;
  readonly type: string;
  readonly cell: Uint8Array;
}

/** A table of one row, its cells as bytes. */
function tableOf(fields: readonly RawField[], version = 0x30): Uint8Array {
  const rowLength = 1 + fields.reduce((sum, { cell }) => sum + cell.length, 0);
  const headerLength = 33 + 32 * fields.length;
  const bytes = new Uint8Array(headerLength + rowLength + 1);
  const view = new DataView(bytes.buffer);
  bytes[0] = version;
  view.setUint32(4, 1, true);
  view.setUint16(8, headerLength, true);
  view.setUint16(10, rowLength, true);
  let at = headerLength + 1;
  fields.forEach(({ name, type, cell }, index) => {
    const start = 32 + 32 * index;
    bytes.set(utf8(name), start);
    bytes[start + 11] = type.charCodeAt(0);
    bytes[start + 16] = cell.length;
    bytes.set(cell, at);
    at += cell.length;
  });
  bytes[headerLength - 1] = 0x0d;
  bytes[headerLength] = 0x20;
  bytes[bytes.length - 1] = 0x1a;
  return bytes;
}

function cellOf(length: number, put: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(length);
  put(new DataView(bytes.buffer));
  return bytes;
}

async function rowsOf(dbf: Uint8Array) {
  const [layer] = await readShapefile({ dbf }, "a.dbf");
  return { rows: layer?.kind === "cells" ? layer.grid.rows : [], issues: lines(layer?.issues ?? []) };
}

describe("a table of FoxPro", () => {
  it("gives whole numbers, doubles, money, moments and days", async () => {
    const day = 2_460_341;
    const moment = cellOf(8, (view) => {
      view.setInt32(0, day, true);
      view.setInt32(4, 30_615_000, true);
    });
    const { rows, issues } = await rowsOf(
      tableOf([
        { name: "i", type: "I", cell: cellOf(4, (view) => view.setInt32(0, -7, true)) },
        { name: "b", type: "B", cell: cellOf(8, (view) => view.setFloat64(0, 1e-300, true)) },
        { name: "y", type: "Y", cell: cellOf(8, (view) => view.setBigInt64(0, 123_456n, true)) },
        { name: "t", type: "T", cell: moment },
        { name: "none", type: "T", cell: new Uint8Array(8) },
        { name: "d", type: "D", cell: utf8("20240131") },
        { name: "_NullFlags", type: "0", cell: new Uint8Array(1) },
      ]),
    );
    expect(rows).toEqual([
      ["i", "b", "y", "t", "none", "d"],
      [-7, 1e-300, 12.3456, "2024-01-31T08:30:15", null, "2024-01-31"],
    ]);
    expect(issues).toEqual([]);
  });

  it("says of which columns the texts stand in another file", async () => {
    const { rows, issues } = await rowsOf(
      tableOf([
        { name: "name", type: "C", cell: utf8("Anna") },
        { name: "memo", type: "M", cell: utf8("         1") },
        { name: "blob", type: "B", cell: utf8("         2") },
      ]),
    );
    expect(rows).toEqual([
      ["name", "memo", "blob"],
      ["Anna", null, null],
    ]);
    expect(issues).toEqual(["a.dbf assumed memo", "a.dbf assumed blob"]);
  });

  it("of a version that describes its fields in another way is refused, not misread", async () => {
    const { issues } = await rowsOf(tableOf([{ name: "a", type: "C", cell: utf8("x") }], 0x04));
    expect(issues).toEqual(["a.dbf unreadable-file"]);
  });
});

const STATION: ShapeFeature = {
  geometry: { type: "Point", coordinates: [113.3, 40.1] },
  properties: { 名称: "平城区卫生站" },
};
const FIELDS = [{ name: "名称", type: "C", length: 20 }] as const;
const GBK = writeShapefile([STATION], FIELDS, { encode: encodeGbk });

describe("the code page of a shapefile", () => {
  it.each([
    "936",
    "GB2312",
    "gbk",
    "ANSI 936",
    "CP936",
    "OEM 936",
    "MS936",
    "windows-936",
    "EUC-CN",
    "x-gbk",
    "\uFEFF936\r\n",
    "GB18030\0",
  ])("may be called %j", async (name) => {
    const layer = onlyShapes(await readShapefile({ ...GBK, cpg: utf8(name) }, "a.shp"));
    expect([layer.encoding, ...layer.issues]).toEqual(["gb18030"]);
    expect(featuresOf(layer)).toEqual([STATION]);
  });

  it.each(["UTF-8", "utf8", "UTF8\n", "65001", "\uFEFFUTF-8", "CP65001"])("may be UTF-8, called %j", async (name) => {
    const files = writeShapefile([STATION], FIELDS, { encode: utf8 });
    const layer = onlyShapes(await readShapefile({ ...files, cpg: utf8(name) }, "a.shp"));
    expect([layer.encoding, ...layer.issues]).toEqual(["utf-8"]);
    expect(featuresOf(layer)).toEqual([STATION]);
  });
});

describe("an archive", () => {
  const parts = { shp: GBK.shp, shx: GBK.shx, dbf: GBK.dbf };
  const inFolder = (folder: string, stem: string): Record<string, Uint8Array> =>
    Object.fromEntries(Object.entries(parts).map(([ending, bytes]) => [`${folder}${stem}.${ending}`, bytes]));

  it("holds several shapefiles in folders, in capital letters too, beside what systems leave behind", async () => {
    const bytes = zipSync({
      ...inFolder("规划/", "社区"),
      "规划/卫生站.SHP": GBK.shp,
      "规划/卫生站.DBF": GBK.dbf,
      "__MACOSX/规划/._社区.shp": utf8("x"),
      "规划/.DS_Store": utf8("x"),
      "规划/._卫生站.shp": utf8("x"),
      "规划/Thumbs.db": utf8("x"),
    });
    const { groups } = await readVectorLayers([{ name: "town.zip", bytes }]);
    expect(groups[0]?.layers.map(({ name }) => name)).toEqual(["规划/社区.shp", "规划/卫生站.SHP"]);
    expect(groups[0]?.issues).toEqual([]);
  });

  it("may hold archives, each a folder of its own", async () => {
    const inner = zipSync(inFolder("", "社区"));
    const kmz = zipSync({
      "doc.kml": utf8("<kml><Placemark><Point><coordinates>113,40</coordinates></Point></Placemark></kml>"),
    });
    const bytes = zipSync({
      "一.zip": inner,
      "深/二.zip": zipSync({ "三.zip": inner }),
      "站.kmz": kmz,
      ...inFolder("", "校"),
    });
    const { groups } = await readVectorLayers([{ name: "town.zip", bytes }]);
    expect(groups[0]?.issues).toEqual([]);
    expect(groups[0]?.layers.map(({ file, name }) => [file, name])).toEqual([
      ["town.zip", "一.zip/社区.shp"],
      ["town.zip", "深/二.zip/三.zip/社区.shp"],
      ["town.zip", "站.kmz"],
      ["town.zip", "校.shp"],
    ]);
  });

  it("is refused where archives nest deeper than anybody packs them", async () => {
    let bytes = zipSync(inFolder("", "社区"));
    for (let depth = 0; depth < 12; depth++) bytes = zipSync({ "a.zip": bytes });
    const deep = await readVectorLayers([{ name: "deep.zip", bytes }]);
    expect(deep.groups.flatMap(({ issues }) => lines(issues))).toEqual([
      expect.stringMatching(/^deep.zip › .* too-large$/),
    ]);
  });

  it("keeps within bounds together with the archives in it", async () => {
    const inner = zipSync({ "a.shp": new Uint8Array(1000) });
    const bytes = zipSync({ "1.zip": inner, "2.zip": inner, "3.zip": inner });
    const bounds = { mostEntries: 100, mostBytes: 2000 + 3 * inner.length, isName: () => true };
    const { files, issues } = await unpackArchive({ name: "many.zip", bytes }, {}, bounds);
    expect(files.map(({ name }) => name)).toEqual(["1.zip/a.shp", "2.zip/a.shp"]);
    expect(lines(issues)).toEqual(["many.zip › 3.zip too-large"]);
    const few = await unpackArchive({ name: "many.zip", bytes }, {}, { ...bounds, mostEntries: 4 });
    expect(lines(few.issues)).toEqual(["many.zip › 2.zip too-large", "many.zip › 3.zip too-large"]);
  });

  it("names the inner archive that is broken and reads the others", async () => {
    const inner = zipSync(inFolder("", "社区"));
    const bytes = zipSync({ "一.zip": inner, "二.zip": inner.subarray(0, inner.length - 30) });
    const { groups } = await readVectorLayers([{ name: "town.zip", bytes }]);
    expect(groups[0]?.layers.map(({ name }) => name)).toEqual(["一.zip/社区.shp"]);
    expect(lines(groups[0]?.issues ?? [])).toEqual(["town.zip › 二.zip truncated-file"]);
  });
});
