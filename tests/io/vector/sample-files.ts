/** One small file, or set of files, of every format of shapes, with the features that are in it. */
import { zipSync } from "fflate";
import type { NamedFile } from "../../../src/io/vector/group-vector-files.ts";
import { utf8 } from "../bad-data.ts";
import { writeFiles, writeOneFile } from "./convert-shapes.ts";
import { encodeGbk } from "./encode-gbk.ts";
import { geojsonOf, type ShapeFeature } from "./shape-texts.ts";
import { writeShapefile } from "./write-shapefile.ts";

/** Areas of thirty communities, large enough that a cut at each hundredth of the file is another cut. */
export const SAMPLE: readonly ShapeFeature[] = Array.from({ length: 30 }, (_, row) => {
  const [west, south] = [113 + 0.01 * row, 40 + 0.01 * (row % 7)];
  const [east, north] = [west + 0.009, south + 0.009];
  const ring = [
    [west, south],
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ] as const;
  return {
    geometry: { type: "Polygon", coordinates: [ring] },
    properties: { 名称: `平城区第${row + 1}社区居民委员会<script>`, 人口: 1000 + row },
  };
});

function kml(): string {
  const placemarks = SAMPLE.map(({ geometry, properties }) => {
    const [ring = []] = (geometry?.coordinates ?? []) as (readonly [number, number])[][];
    const name = String(properties.名称).replace("<", "&lt;");
    const coordinates = ring.map(([x, y]) => `${x},${y},0`).join(" ");
    return `<Placemark><name>${name}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>${coordinates}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`;
  });
  return `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${placemarks.join("")}</Document></kml>`;
}

/** As a service of ArcGIS answers. */
function esriJson(): string {
  const fields = [
    { name: "名称", type: "esriFieldTypeString" },
    { name: "人口", type: "esriFieldTypeInteger" },
  ];
  const features = SAMPLE.map(({ geometry, properties }) => ({
    attributes: properties,
    geometry: { rings: geometry?.coordinates },
  }));
  const spatialReference = { wkid: 4490 };
  return JSON.stringify({ geometryType: "esriGeometryPolygon", spatialReference, fields, features });
}

/** A ring an arc. */
function topology(): string {
  const geometries = SAMPLE.map(({ properties }, row) => ({ type: "Polygon", arcs: [[row]], properties }));
  const arcs = SAMPLE.map(({ geometry }) => geometry?.coordinates[0]);
  return JSON.stringify({ type: "Topology", objects: { 社区: { type: "GeometryCollection", geometries } }, arcs });
}

const FIELDS = [
  { name: "名称", type: "C", length: 60 },
  { name: "人口", type: "N", length: 12 },
] as const;

function named(files: ReadonlyMap<string, Uint8Array>, rename: (name: string) => string): NamedFile[] {
  return Array.from(files, ([name, bytes]) => ({ name: rename(name), bytes }));
}

function zipOf(files: readonly NamedFile[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])));
}

/** By format: the files that are dropped together, the first of them the one to damage. */
export async function createSamples(): Promise<Readonly<Record<string, readonly NamedFile[]>>> {
  const { shp, shx, dbf } = writeShapefile(SAMPLE, FIELDS, { encode: encodeGbk });
  const shapefile = [
    { name: "社区.shp", bytes: shp },
    { name: "社区.shx", bytes: shx },
    { name: "社区.DBF", bytes: dbf },
    { name: "社区.prj", bytes: utf8('GEOGCS["GCS_WGS_1984"]') },
  ];
  const [table, ...beside] = [shapefile[2], shapefile[0], shapefile[1], shapefile[3]] as NamedFile[];
  const layers = [{ name: "社区", features: SAMPLE }];
  const geodatabase = named(
    await writeFiles("OpenFileGDB", "gdb", [{ name: "社区", features: SAMPLE, options: ["-nlt", "MULTIPOLYGON"] }]),
    (name) => `town.gdb/${name}`,
  ).sort((one, other) => Number(/09\.gdbtable$/.test(other.name)) - Number(/09\.gdbtable$/.test(one.name)));
  const tab = named(await writeFiles("MapInfo File", "tab", layers), (name) => name).sort(
    (one, other) => Number(other.name.endsWith("map")) - Number(one.name.endsWith("map")),
  );
  return {
    Shapefile: shapefile,
    "a shapefile's table": [table as NamedFile, ...beside],
    "zipped shapefile": [{ name: "town.zip", bytes: zipOf(shapefile) }],
    GeoJSON: [{ name: "town.geojson", bytes: utf8(geojsonOf(SAMPLE)) }],
    NDJSON: [
      {
        name: "town.ndjson",
        bytes: utf8(SAMPLE.map((feature) => JSON.stringify({ type: "Feature", ...feature })).join("\n")),
      },
    ],
    "ESRI JSON": [{ name: "town.json", bytes: utf8(esriJson()) }],
    TopoJSON: [{ name: "town.topojson", bytes: utf8(topology()) }],
    FlatGeobuf: [{ name: "town.fgb", bytes: await writeOneFile("FlatGeobuf", "fgb", layers) }],
    KML: [{ name: "town.kml", bytes: utf8(kml()) }],
    KMZ: [{ name: "town.kmz", bytes: zipSync({ "doc.kml": utf8(kml()) }) }],
    GeoPackage: [{ name: "town.gpkg", bytes: await writeOneFile("GPKG", "gpkg", layers) }],
    "file geodatabase": geodatabase,
    "zipped file geodatabase": [{ name: "town.gdb.zip", bytes: zipOf(geodatabase) }],
    MapInfo: tab,
    DXF: [
      {
        name: "town.dxf",
        bytes: await writeOneFile("DXF", "dxf", [
          { name: "entities", features: SAMPLE.map(({ geometry }) => ({ geometry, properties: {} })) },
        ]),
      },
    ],
  };
}
