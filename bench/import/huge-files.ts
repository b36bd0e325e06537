/** Files of a gigabyte, of every kind that somebody may bring, sound and hostile: written a piece at a time. */
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Zip, ZipDeflate } from "fflate";
import { createRandom } from "../../geodata/build/random.ts";
import { MONACO } from "../places.ts";
import { tileExtract } from "./tile-extract.ts";

const PIECE_BYTES = 1 << 23;
const EXCEL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export interface HugeFile {
  readonly name: string;
  /** What it is, in a few words. */
  readonly what: string;
  readonly write: (path: string, bytes: number) => void;
}

/** Rows until the file is as long as asked. */
function writeRows(path: string, bytes: number, head: string, rowAt: (row: number) => string, foot = ""): void {
  writeFileSync(path, head);
  let length = Buffer.byteLength(head);
  let piece: string[] = [];
  let pieceLength = 0;
  for (let row = 0; length + pieceLength < bytes; row++) {
    const text = rowAt(row);
    piece.push(text);
    pieceLength += Buffer.byteLength(text);
    if (pieceLength < PIECE_BYTES) continue;
    appendFileSync(path, piece.join(""));
    length += pieceLength;
    [piece, pieceLength] = [[], 0];
  }
  appendFileSync(path, piece.join("") + foot);
}

const placeOf = (row: number): [lon: string, lat: string] => [
  (113.1 + ((row * 7919) % 400_000) / 1e6).toFixed(6),
  (40 + ((row * 104_729) % 200_000) / 1e6).toFixed(6),
];
/** So long that a gigabyte has fewer rows than are read at most. */
const LONG_NOTE = "平城区迎宾街道某某小区某号楼某单元".repeat(20);
const LONG_ADDRESS = "平城区迎宾街道某某小区某号楼某单元".repeat(9);

function csvRow(row: number, separator: string, quote: string, filler: string): string {
  const cells = [`${row + 1}`, `第${row + 1}号楼`, ...placeOf(row), `${1 + (row % 40)}`, filler];
  return `${cells.map((cell) => quote + cell + quote).join(separator)}\n`;
}

function csv(separator: string, quote: string, filler: string): HugeFile["write"] {
  const head = `${["编号", "小区名称", "经度", "纬度", "人口", "地址"].join(separator)}\n`;
  return (path, bytes) => writeRows(path, bytes, head, (row) => csvRow(row, separator, quote, filler));
}

const feature = (row: number, filler: string): string =>
  `{"type":"Feature","properties":{"name":"第${row + 1}号楼","people":${1 + (row % 40)},"address":"${filler}"},"geometry":{"type":"Point","coordinates":[${placeOf(row).join(",")}]}}`;

function writeGeojson(path: string, bytes: number): void {
  const rowAt = (row: number): string => `${row === 0 ? "" : ","}\n${feature(row, LONG_ADDRESS)}`;
  writeRows(path, bytes, '{"type":"FeatureCollection","features":[', rowAt, "\n]}\n");
}

function writeKml(path: string, bytes: number): void {
  const rowAt = (row: number): string =>
    `<Placemark><name>第${row + 1}号楼</name><description>${LONG_ADDRESS}</description><Point><coordinates>${placeOf(row).join(",")}</coordinates></Point></Placemark>\n`;
  writeRows(path, bytes, '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>', rowAt, "</Document></kml>");
}

/** Streets of nine nodes, 10 m from one to the next, in a grid of streets 100 m apart. */
function osmRow(row: number): string {
  const street = Math.floor(row / 9);
  const lon = (113 + ((street % 2000) + (row % 9) / 9) / 1000).toFixed(7);
  const lat = (40 + Math.floor(street / 2000) / 1000).toFixed(7);
  const about = `version="3" timestamp="2024-05-06T07:08:09Z" changeset="${10_000_000 + row}" uid="${row % 977}" user="mapper_${row % 977}"`;
  const node = `<node id="${row + 1}" ${about} lat="${lat}" lon="${lon}"/>\n`;
  if (row % 9 !== 8) return node;
  const refs = Array.from({ length: 9 }, (_, back) => `<nd ref="${row + 1 - back}"/>`).join("");
  // Ways among the nodes: nobody promises an order.
  return `${node}<way id="${street + 1}" ${about}>${refs}<tag k="highway" v="residential"/><tag k="name" v="第${street}路"/></way>\n`;
}

interface RepeatedUnit {
  readonly head?: string;
  readonly unit: string;
  readonly foot?: string;
  readonly bytes: number;
}

/** A zip whose entries are made a piece at a time. */
function writeZip(path: string, entries: Readonly<Record<string, string | RepeatedUnit>>): void {
  writeFileSync(path, "");
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    appendFileSync(path, piece);
  });
  for (const [name, content] of Object.entries(entries)) {
    const entry = new ZipDeflate(name, { level: 1 });
    zip.add(entry);
    if (typeof content === "string") entry.push(Buffer.from(content), true);
    else {
      entry.push(Buffer.from(content.head ?? ""));
      const piece = Buffer.from(content.unit.repeat(Math.ceil(PIECE_BYTES / Buffer.byteLength(content.unit))));
      for (let at = 0; at < content.bytes; at += piece.length) entry.push(piece);
      entry.push(Buffer.from(content.foot ?? ""), true);
    }
  }
  zip.end();
}

function writeWorkbook(path: string, unit: string, bytes: number): void {
  writeZip(path, {
    "_rels/.rels": `<Relationships><Relationship Id="a" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${EXCEL}" xmlns:r="${OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": {
      head: `<worksheet xmlns="${EXCEL}"><sheetData><row><c t="inlineStr"><is><t>名称</t></is></c><c t="inlineStr"><is><t>经度</t></is></c><c t="inlineStr"><is><t>纬度</t></is></c></row>`,
      unit,
      foot: "</sheetData></worksheet>",
      bytes,
    },
  });
}

function writePbf(path: string, bytes: number): void {
  writeFileSync(path, "");
  const extract = new Uint8Array(readFileSync(MONACO));
  const side = Math.max(1, Math.round(Math.sqrt(bytes / extract.length)));
  for (const part of tileExtract(extract, { columns: side, rows: side, stepDegrees: 0.06 })) appendFileSync(path, part);
}

function writeUnit(path: string, bytes: number, head: string | Uint8Array, unit: string | Uint8Array): void {
  writeFileSync(path, head);
  const piece = Buffer.concat(Array(Math.ceil(PIECE_BYTES / unit.length)).fill(Buffer.from(unit)));
  for (let length = head.length; length < bytes; length += piece.length) appendFileSync(path, piece);
}

function writeRandom(path: string, bytes: number): void {
  const random = createRandom(3);
  const piece = Uint8Array.from({ length: PIECE_BYTES }, () => Math.floor(256 * random()));
  writeUnit(path, bytes, new Uint8Array(0), piece);
}

/** What GDAL's own program makes of a list of places. */
function convert(driver: string): HugeFile["write"] {
  return (path, bytes) => {
    const source = `${path}.geojsonl`;
    writeRows(source, bytes, "", (row) => `${feature(row, LONG_ADDRESS)}\n`);
    execFileSync(
      "ogr2ogr",
      ["-f", driver, path, source, "-lco", driver === "GPKG" ? "SPATIAL_INDEX=NO" : "ENCODING=UTF-8"].slice(
        0,
        driver === "FlatGeobuf" ? 4 : 6,
      ),
    );
    truncateSync(source, 0);
  };
}

function writeTiff(path: string, bytes: number): void {
  const side = Math.floor(Math.sqrt(bytes / 4));
  const bounds = ["-a_srs", "EPSG:4326", "-a_ullr", "113", "41", "114", "40"];
  execFileSync("gdal_create", [
    "-of",
    "GTiff",
    "-ot",
    "Float32",
    "-burn",
    "1",
    "-outsize",
    `${side}`,
    `${side}`,
    ...bounds,
    path,
  ]);
}

const hasGdal = existsSync("/usr/bin/ogr2ogr");

export const HUGE_FILES: readonly HugeFile[] = [
  {
    name: "nodes.osm",
    what: "OSM XML, nodes and ways",
    write: (path, bytes) =>
      writeRows(path, bytes, '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n', osmRow, "</osm>\n"),
  },
  ...(existsSync(MONACO)
    ? [
        {
          name: "province.osm.pbf",
          what: "OSM PBF, Monaco again and again, a quarter as long",
          write: (path: string, bytes: number) => writePbf(path, bytes / 4),
        },
      ]
    : []),
  { name: "short.csv", what: "CSV, short rows", write: csv(",", "", "") },
  { name: "short-quoted.csv", what: "CSV, short rows, every cell quoted", write: csv(",", '"', "") },
  { name: "long.csv", what: "CSV, long rows", write: csv(",", "", LONG_NOTE) },
  { name: "long-quoted.csv", what: "CSV, long rows, every cell quoted", write: csv(",", '"', LONG_NOTE) },
  { name: "long.tsv", what: "TSV, long rows", write: csv("\t", "", LONG_NOTE) },
  { name: "places.geojson", what: "GeoJSON, points", write: writeGeojson },
  {
    name: "places.ndjson",
    what: "NDJSON, points",
    write: (path, bytes) => writeRows(path, bytes, "", (row) => `${feature(row, LONG_ADDRESS)}\n`),
  },
  {
    name: "places-quarter.kml",
    what: "KML, points, a quarter as long",
    write: (path, bytes) => writeKml(path, bytes / 4),
  },
  {
    name: "places.kml",
    what: "KML, points",
    write: writeKml,
  },
  {
    name: "sheet.xlsx",
    what: "XLSX, a sheet of so much XML",
    write: (path, bytes) =>
      writeWorkbook(
        path,
        '<row><c t="inlineStr"><is><t>第一号楼</t></is></c><c><v>113.25</v></c><c><v>40.125</v></c></row>',
        bytes,
      ),
  },
  {
    name: "sheet-half.xlsx",
    what: "XLSX, a sheet of half as much XML",
    write: (path, bytes) =>
      writeWorkbook(
        path,
        '<row><c t="inlineStr"><is><t>第一号楼</t></is></c><c><v>113.25</v></c><c><v>40.125</v></c></row>',
        bytes / 2,
      ),
  },
  {
    name: "bomb.zip",
    what: "a zip bomb: a layer of zeros",
    write: (path, bytes) => writeZip(path, { "layer.geojson": { unit: "\0", bytes } }),
  },
  ...(hasGdal
    ? [
        { name: "places.shp", what: "shapefile, points with attributes", write: convert("ESRI Shapefile") },
        { name: "places.gpkg", what: "GeoPackage, points", write: convert("GPKG") },
        { name: "places.fgb", what: "FlatGeobuf, points", write: convert("FlatGeobuf") },
        { name: "heights.tif", what: "GeoTIFF of one band", write: writeTiff },
      ]
    : []),
  { name: "zeros.csv", what: "zeros, called .csv", write: (path, bytes) => writeUnit(path, bytes, "", "\0") },
  { name: "zeros.kml", what: "zeros, called .kml", write: (path, bytes) => writeUnit(path, bytes, "", "\0") },
  { name: "random.csv", what: "random bytes, called .csv", write: writeRandom },
  { name: "random.gpkg", what: "random bytes, called .gpkg", write: writeRandom },
  { name: "line.csv", what: "one endless line of CSV", write: (path, bytes) => writeUnit(path, bytes, "a,b,c,", "1,") },
  {
    name: "letters.csv",
    what: "one endless cell of CSV",
    write: (path, bytes) => writeUnit(path, bytes, "a,b\n", "x"),
  },
  {
    name: "quote.csv",
    what: "one endless quoted cell of CSV",
    write: (path, bytes) => writeUnit(path, bytes, 'a,b\n"', "x,\n"),
  },
  {
    name: "attribute.osm",
    what: "one endless attribute of OSM XML",
    write: (path, bytes) => writeUnit(path, bytes, '<osm version="', "x"),
  },
  {
    name: "attribute.kml",
    what: "one endless attribute of KML",
    write: (path, bytes) => writeUnit(path, bytes.valueOf(), '<kml a="', "x"),
  },
  {
    name: "string.geojson",
    what: "one endless text of GeoJSON",
    write: (path, bytes) =>
      writeUnit(path, bytes, '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"', "x"),
  },
  {
    name: "arrays.geojson",
    what: "arrays within arrays without end",
    write: (path, bytes) => writeUnit(path, bytes, '{"type":"FeatureCollection","features":[', "["),
  },
];

/** Writes a file into a folder; answers its length in bytes with what lies beside it. */
export function writeHugeFile({ name, write }: HugeFile, folder: string, bytes: number): number {
  write(join(folder, name), bytes);
  return readdirSync(folder).reduce((sum, one) => sum + statSync(join(folder, one)).size, 0);
}
