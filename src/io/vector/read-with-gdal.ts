/**
 * Layers of any format that GDAL reads, by way of FlatGeobuf: each layer is copied into one, curves stroked and Z and M left
 * out, and read back by our own reader. Positions are copied bit by bit; whole numbers of 64 bits go as text and become
 * numbers again only where a double holds them, so that an identity number keeps all its digits. Tables without shapes
 * become cells.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import { breathe } from "../breathe.ts";
import { type FeatureTable, OTHER_GEOMETRY } from "../tables/feature-table.ts";
import { IssueList } from "../tables/labelled-table.ts";
import { type SourceLayer, titleOfSource } from "../tables/source-layer.ts";
import { columnsAsCells } from "./columns-as-cells.ts";
import { type CopyLayer, copyAsFlatGeobuf, copyAsGeojson, type DescribedLayer, type LayerCopy } from "./copy-layer.ts";
import type { JsonObject } from "./json-document.ts";
import { noteCurves, noteHeights, noteMixedShapes, noteUnreadShapes } from "./layer-notes.ts";
import { nameFields, type StatedField } from "./name-fields.ts";
import { type Gdal, GdalCrash, runGdal } from "./open-gdal.ts";
import { outlineSurfaces } from "./outline-surfaces.ts";

/** The files of one data set and how it is to be read. */
export interface GdalSource {
  /** The file's name, as messages show it. */
  readonly file: string;
  /** As people know it: `GeoPackage` … */
  readonly format: string;
  /** Names of the drivers that may read it, as GDAL calls them. */
  readonly drivers: readonly string[];
  /** Of the file or folder to open, within `files`' paths. */
  readonly path: string;
  /** Whether the format's files hold one layer, whose name then says nothing. */
  readonly isOneLayer?: boolean;
  /** By how much the number of features that is told before reading is too large. */
  readonly overcount?: number;
  /** Whether a layer of that name is wanted; all are where it is left out. */
  readonly isRead?: (name: string) => boolean;
  /** Absolute paths and contents. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const MOST_LAYERS = 1000;
/** Any kind of geometry may stand in the copy, whatever the layer promises, in two dimensions. */
const AS_IT_IS = ["-dim", "XY", "-nlt", "GEOMETRY"];
/** Where the layer promises nothing about heights, they are copied, so that it is known whether there are any. */
const WITH_HEIGHTS = ["-dim", "XYZ", "-nlt", "GEOMETRYZ"];
const STROKED = [...AS_IT_IS, "-nlt", "CONVERT_TO_LINEAR"];

/** After so many layers at which the library broke, a data set is given up. */
const MOST_CRASHES = 4;

/** Reads every layer of a data set. Throws BadDataError where nothing of it can be read, AnalysisError("cancelled"). */
export async function readWithGdal(source: GdalSource, control: WorkControl): Promise<SourceLayer[]> {
  const broken = new Set<string>();
  for (;;) {
    let current = "";
    try {
      const copyLayer: CopyLayer = (...asked) => {
        current = asked[2].name;
        return broken.has(current) ? copyAsGeojson(...asked) : copyAsFlatGeobuf(...asked);
      };
      return await readAll(source, copyLayer, control);
    } catch (error) {
      // Its writer of FlatGeobuf breaks at an area without rings; an instance that broke is of no more use.
      if (!(error instanceof GdalCrash) || broken.has(current) || broken.size >= MOST_CRASHES) throw error;
      broken.add(current);
    }
  }
}

async function readAll(source: GdalSource, copyLayer: CopyLayer, control: WorkControl): Promise<SourceLayer[]> {
  const { file: layer, format } = source;
  let bytes = 0;
  for (const content of source.files.values()) bytes += content.length;
  const readLayers = async (gdal: Gdal): Promise<ReadLayer[]> => {
    for (const [path, content] of source.files) gdal.writeFile(path, content);
    const dataset = gdal.open(source.path, source.drivers);
    const described = dataset === null ? null : gdal.describe(dataset, ["-json", "-so"]);
    if (dataset === null || described === null) throw unreadable(source, gdal);
    const { layers: all, domains = {} } = JSON.parse(described) as DescribedSet;
    const layers = all.filter(({ name }) => source.isRead?.(name) ?? true);
    if (layers.length > MOST_LAYERS)
      throw new BadDataError([
        {
          code: "too-large",
          severity: "error",
          layer,
          details: { what: "too-many-layers", format, limit: MOST_LAYERS },
        },
      ]);
    const opened = { gdal, dataset, source, domains, copyLayer, control, fault: gdal.lastFault() };
    const read: ReadLayer[] = [];
    for (const each of layers) {
      await breathe(control);
      read.push(await readLayer(opened, each));
    }
    return read;
  };
  const read = await runGdal({ layer, format, bytes }, readLayers, control);
  return await Promise.all(read.map(finishLayer));
}

/** A layer whose surfaces have outlines; nothing of that needs the library, which others may be waiting for. */
async function finishLayer({ layer, surfaceRows }: ReadLayer): Promise<SourceLayer> {
  if (layer.kind !== "shapes") return layer;
  const issues = new IssueList();
  for (const issue of layer.issues) issues.add(issue);
  const title = titleOfSource(layer);
  const table = await outlineSurfaces(layer.table, surfaceRows, title, issues);
  noteUnreadShapes(table, layer.labels, title, issues);
  return { ...layer, table, issues: issues.all() };
}

function unreadable({ file, format }: GdalSource, gdal: Gdal): BadDataError {
  const value = gdal.lastFault();
  return new BadDataError([{ code: "unreadable-file", severity: "error", layer: file, value, details: { format } }]);
}

type Domains = Readonly<Record<string, { readonly type?: string; readonly codedValues?: JsonObject }>>;

/** A data set as `ogrinfo -json` tells of it. */
interface DescribedSet {
  readonly layers: readonly DescribedLayer[];
  readonly domains?: Domains;
}

/** What the data set says of a layer's fields. */
function statedFields({ fields = [] }: DescribedLayer, domains: Domains): StatedField[] {
  return fields.map(({ name, alias = "", domainName = "" }) => {
    const { codedValues } = Object.hasOwn(domains, domainName) ? (domains[domainName] ?? {}) : {};
    const words = Object.entries(codedValues ?? {}).flatMap(([code, word]): [string, string][] =>
      typeof word === "string" && word.trim() !== "" ? [[code.trim(), word.trim()]] : [],
    );
    return { name, alias: alias.trim(), words: codedValues ? new Map(words) : null };
  });
}

interface OpenedSource {
  readonly gdal: Gdal;
  readonly dataset: number;
  readonly source: GdalSource;
  readonly domains: Domains;
  readonly copyLayer: CopyLayer;
  readonly control: WorkControl;
  /** What was told while it was opened and described. */
  readonly fault: string | undefined;
}

/** Whether any position is above or below zero: the copy gives those without a height zero. */
function hasElevations({ elevations }: FeatureTable): boolean {
  return elevations?.some((metres) => metres !== 0 && !Number.isNaN(metres)) ?? false;
}

interface ReadLayer {
  readonly layer: SourceLayer;
  readonly surfaceRows: readonly number[];
}

async function readLayer(opened: OpenedSource, described: DescribedLayer): Promise<ReadLayer> {
  const { gdal, dataset, source, domains, copyLayer, control } = opened;
  const { file, format } = source;
  const [geometry] = described.geometryFields ?? [];
  const description = { file, name: source.isOneLayer ? "" : described.name, format, encoding: "" };
  const title = titleOfSource({ ...description, issues: [] });
  const issues = new IssueList();
  const said = gdal.messages.length;
  const copy = (shaping: readonly string[]): Promise<LayerCopy> =>
    copyLayer(gdal, dataset, described, title, shaping, control);
  const isOpen = /^(Unknown|Geometry)\b/i.test(geometry?.type ?? "");
  const asItIs = await copy(geometry ? (isOpen ? WITH_HEIGHTS : AS_IT_IS) : []);
  const unread = asItIs.table.kinds.filter((kind) => kind === OTHER_GEOMETRY).length;
  const { isWhole, table: copied, mixedRows, surfaceRows } = unread === 0 ? asItIs : await copy(STROKED);
  const hasHeights = /(Z|M)$|3D|Measured/.test(geometry?.type ?? "") || hasElevations(asItIs.table);
  const { elevations: _, ...flat } = copied;
  const columns = nameFields(flat.columns, statedFields(described, domains), title, issues);
  const table = { ...flat, columns };
  if (table.kinds.filter((kind) => kind === OTHER_GEOMETRY).length < unread) noteCurves(title, issues);
  const fault = gdal.lastFault(said);
  const expected =
    described.featureCount === undefined ? table.count : described.featureCount - (source.overcount ?? 0);
  // A table that cannot be opened seems to be empty.
  const isLost = table.count === 0 && opened.fault !== undefined;
  if (!isWhole || isLost || table.count < expected) {
    const details = { format, features: table.count, expected };
    issues.error("unreadable-file", title, { value: fault ?? opened.fault, details });
  } else if (fault !== undefined) issues.warn("assumed", title, { value: fault, details: { what: "reader-warned" } });
  if (!geometry) {
    const grid = columnsAsCells(table.columns, table.count);
    return { layer: { ...description, kind: "cells", grid, issues: issues.all() }, surfaceRows };
  }
  if (hasHeights) noteHeights(title, issues);
  const labels = Array.from({ length: table.count }, (_, row) => row + 1);
  noteMixedShapes(mixedRows, labels, title, issues);
  const crsText = statedSystem(geometry.coordinateSystem?.wkt ?? table.crsText ?? "");
  return { layer: { ...description, kind: "shapes", table, labels, crsText, issues: issues.all() }, surfaceRows };
}

/** GeoPackages have two definitions that say of a layer that its system is not known. */
function statedSystem(wkt: string): string {
  return /^\w+\["Undefined (Cartesian|geographic) SRS"/i.test(wkt) ? "" : wkt;
}
