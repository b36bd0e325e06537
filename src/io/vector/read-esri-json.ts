/**
 * Esri's JSON (a FeatureSet, as ArcGIS services and “Features To JSON” write it) → a layer, feature by feature. Rows without any shape are
 * the cells of a table. A document that only describes a layer, or whose positions are quantized, is refused.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { decodeToUtf8 } from "../tables/decode-text.ts";
import { type Column, type FeatureTable, GeometryCollector } from "../tables/feature-table.ts";
import { IssueList, shown } from "../tables/labelled-table.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { columnsAsCells } from "./columns-as-cells.ts";
import { datesOf, readEsriFields } from "./esri-fields.ts";
import { EsriGeometryReader } from "./esri-geometry.ts";
import { columnsOfObjects } from "./json-columns.ts";
import {
  isObject,
  type JsonObject,
  markLengthOf,
  noteNoNumbers,
  noteTransferLimit,
  parseRest,
  parseSpan,
  tellJsonFault,
} from "./json-document.ts";
import { noteHeights, noteUnreadShapes } from "./layer-notes.ts";
import { nameFields } from "./name-fields.ts";
import { readInSteps } from "./read-in-steps.ts";
import { JsonFault, skipBlanks, splitObject } from "./split-json.ts";

const FORMAT = "ESRI JSON";

interface Reading {
  readonly columns: readonly Column[];
  readonly shapes: EsriGeometryReader;
  readonly crsCode: number;
  readonly crsText: string;
}

/** The latest number of a system, the older one as its name where it differs; a definition where it has no number. */
function systemOf(reference: unknown): { readonly crsCode: number; readonly crsText: string } {
  const { wkid, latestWkid, wkt } = isObject(reference) ? reference : {};
  const [latest = 0, older = 0] = [latestWkid, wkid].map(Number).filter((code) => code > 0);
  const text = typeof wkt === "string" ? wkt.trim() : older > 0 && older !== latest ? `EPSG:${older}` : "";
  return { crsCode: latest, crsText: text };
}

/** The system of all: what the document says, else what each of its shapes does; null where those differ. */
function systemOfAll(root: JsonObject, stated: ReadonlySet<string>): ReturnType<typeof systemOf> | null {
  if (isObject(root.spatialReference)) return systemOf(root.spatialReference);
  if (stated.size > 1) return null;
  const [only] = stated;
  return systemOf(only === undefined ? null : JSON.parse(only));
}

class FeatureReader {
  readonly shapes = new EsriGeometryReader();
  readonly rows: JsonObject[] = [];
  readonly labels: number[] = [];
  /** Systems that shapes name themselves, as JSON. */
  readonly systems = new Set<string>();
  readonly issues = new IssueList();
  private readonly layer: string;

  constructor(layer: string) {
    this.layer = layer;
  }

  add(feature: unknown): void {
    const { shapes, issues, layer } = this;
    const { attributes, geometry } = isObject(feature) ? feature : {};
    const row = this.rows.length + 1;
    this.rows.push(isObject(attributes) ? attributes : {});
    this.labels.push(row);
    if (!isObject(feature)) issues.error("bad-value", layer, { row, field: "features", value: shown(feature) });
    const reference = isObject(geometry) ? geometry.spatialReference : null;
    if (isObject(reference)) this.systems.add(JSON.stringify(reference));
    if (!shapes.add(geometry))
      issues.error("bad-value", layer, { row, field: "geometry", value: shown(JSON.stringify(geometry)) });
  }
}

function* readFeatures(bytes: Uint8Array, layer: string, issues: IssueList): Generator<number, Reading | null> {
  const reader = new FeatureReader(layer);
  const parts = splitObject(bytes, skipBlanks(bytes, markLengthOf(bytes)), "features");
  let noNumbers = 0;
  let part = parts.next();
  for (; !part.done; part = parts.next()) {
    const { start, end } = part.value;
    const parsed = parseSpan(bytes, start, end);
    noNumbers += parsed.noNumbers;
    reader.add(parsed.value);
    yield end;
  }
  const { rest, end } = part.value;
  if (skipBlanks(bytes, end) < bytes.length) throw new JsonFault(false);
  const { value, noNumbers: others } = parseRest(rest);
  noteNoNumbers(noNumbers + others, layer, issues);
  const root = isObject(value) ? value : {};
  const system = systemOfAll(root, reader.systems);
  const refuse = (what: string): null => {
    issues.error("unreadable-file", layer, { details: { format: FORMAT, what } });
    return null;
  };
  if (!Array.isArray(root.features)) return refuse("layer-description");
  if (isObject(root.transform)) return refuse("quantized-positions");
  if (system === null) return refuse("several-systems");
  for (const issue of reader.issues.all()) issues.add(issue);
  if (reader.rows.length === 0) {
    issues.error("empty-file", layer, { details: { format: FORMAT, features: 0 } });
    return null;
  }
  noteTransferLimit(root, reader.rows.length, layer, issues);
  if (reader.shapes.hasHeights) noteHeights(layer, issues);
  const steps = columnsOfObjects(reader.rows, reader.labels, layer, issues, FORMAT);
  let step = steps.next();
  for (; !step.done; step = steps.next()) yield bytes.length;
  const fields = readEsriFields(root);
  const dates = new Set(fields.filter(({ isDate }) => isDate).map(({ name }) => name));
  const dated = step.value.map((column) => (dates.has(column.name) ? datesOf(column, layer, issues) : column));
  return { columns: nameFields(dated, fields, layer, issues), shapes: reader.shapes, ...system };
}

function* readInSpans(bytes: Uint8Array, layer: string, issues: IssueList): Generator<number, Reading | null> {
  try {
    return yield* readFeatures(bytes, layer, issues);
  } catch (error) {
    tellJsonFault(error, layer, issues, FORMAT);
    return null;
  }
}

/** Reads a document. What cannot be read gives a layer without features whose issues say why. Throws AnalysisError("cancelled"). */
export async function readEsriJson(
  bytes: Uint8Array,
  file: string,
  encoding: string | null = null,
  control: WorkControl = {},
): Promise<SourceLayer[]> {
  const issues = new IssueList();
  const decoded = await decodeToUtf8(bytes, encoding ?? undefined, control);
  if (!decoded) issues.error("unreadable-file", file, { field: "encoding", details: { format: FORMAT } });
  const read = decoded
    ? await readInSteps(readInSpans(decoded.bytes, file, issues), decoded.bytes.length, control)
    : null;
  const described = { file, name: "", format: FORMAT, encoding: decoded?.encoding ?? "" };
  const collector = read?.shapes.collector ?? new GeometryCollector();
  if (read && !read.shapes.hasShapes) {
    const grid = columnsAsCells(read.columns, collector.kinds.length);
    return [{ ...described, kind: "cells", grid, issues: issues.all() }];
  }
  const table: FeatureTable = collector.toTable(read?.columns ?? [], "", "", read?.crsCode ?? 0);
  const labels = Array.from({ length: table.count }, (_, row) => row + 1);
  noteUnreadShapes(table, labels, file, issues);
  return [{ ...described, kind: "shapes", table, labels, crsText: read?.crsText ?? "", issues: issues.all() }];
}
