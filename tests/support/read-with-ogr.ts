/** Reads files with GDAL, a second reader that knows nothing of the product. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FeatureTable } from "../../src/io/tables/feature-table.ts";
import { IssueList } from "../../src/io/tables/labelled-table.ts";
import { readGeojson } from "../../src/io/vector/geojson.ts";

interface Dataset {
  readonly info: { readonly layers: readonly { readonly name: string }[] };
}

interface OgrLayer {
  readonly name: string;
  readonly featureCount: number;
  readonly metadata: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly geometryFields: readonly {
    readonly type: string;
    readonly coordinateSystem?: {
      readonly wkt: string;
      readonly projjson?: { readonly name: string; readonly id?: { readonly code: number } };
    };
  }[];
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

interface OgrLibrary {
  open(
    path: string,
    options?: readonly string[],
    handlers?: readonly string[],
  ): Promise<{ datasets: readonly Dataset[] }>;
  close(dataset: Dataset): Promise<void>;
  ogrinfo(dataset: Dataset, options: readonly string[]): Promise<{ readonly layers: readonly OgrLayer[] }>;
  ogr2ogr(dataset: Dataset, options: readonly string[]): Promise<{ readonly local: string }>;
  getFileBytes(path: { readonly local: string }): Promise<Uint8Array>;
}

let library: Promise<OgrLibrary> | null = null;

function loadOgr(): Promise<OgrLibrary> {
  const start = createRequire(import.meta.url)("gdal3.js/node.js") as (options: object) => Promise<OgrLibrary>;
  library ??= start({ path: "node_modules/gdal3.js/dist/package", useWorker: false });
  return library;
}

export interface OgrRead {
  readonly layer: OgrLayer;
  /** As GDAL gives it, in the file's own coordinates. */
  readonly table: FeatureTable;
}

/** One layer of a file; a zip is read as the shapefile in it. `options` are those of opening (`X_POSSIBLE_NAMES=…`). */
export async function readWithOgr(
  bytes: Uint8Array,
  fileName: string,
  layerName: string | null = null,
  options: readonly string[] = [],
): Promise<OgrRead> {
  const ogr = await loadOgr();
  const folder = mkdtempSync(join(tmpdir(), "minsheng-ogr-"));
  try {
    writeFileSync(join(folder, fileName), bytes);
    const handlers = fileName.endsWith(".zip") ? ["vsizip"] : [];
    const { datasets } = await ogr.open(join(folder, fileName), options, handlers);
    const [dataset] = datasets;
    if (!dataset) throw new Error(`GDAL does not open ${fileName}`);
    const { layers } = await ogr.ogrinfo(dataset, ["-so", "-json"]);
    const layer = layers.find(({ name }) => layerName === null || name === layerName);
    if (!layer) throw new Error(`no layer ${layerName} among ${layers.map(({ name }) => name).join(", ")}`);
    const flags = ["-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=15", "-lco", "SIGNIFICANT_FIGURES=17"];
    const out = await ogr.ogr2ogr(dataset, [...flags, "-lco", "RFC7946=NO", "-a_srs", "", layer.name]);
    const issues = new IssueList();
    const read = readGeojson(new TextDecoder().decode(await ogr.getFileBytes(out)), fileName, issues);
    await ogr.close(dataset);
    if (!read || issues.hasErrors) throw new Error(JSON.stringify(issues.all()));
    return { layer, table: read.table };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The one value that a question in SQL gives, as GDAL's own SQLite answers it. */
export async function askWithOgr(bytes: Uint8Array, fileName: string, sql: string): Promise<unknown> {
  const ogr = await loadOgr();
  const folder = mkdtempSync(join(tmpdir(), "minsheng-ogr-"));
  try {
    writeFileSync(join(folder, fileName), bytes);
    const { datasets } = await ogr.open(join(folder, fileName));
    const [dataset] = datasets;
    if (!dataset) throw new Error(`GDAL does not open ${fileName}`);
    const out = await ogr.ogr2ogr(dataset, ["-f", "GeoJSON", "-sql", sql]);
    const answer = JSON.parse(new TextDecoder().decode(await ogr.getFileBytes(out)));
    await ogr.close(dataset);
    return Object.values(answer.features[0]?.properties ?? {})[0];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
