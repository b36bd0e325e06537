/**
 * KML → one layer a document: folders, plain fields and ExtendedData become columns. A MultiGeometry becomes one
 * shape where its parts are of one kind; of mixed ones those of the highest dimension are kept, and it is told.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import {
  type Column,
  GeometryCollector,
  LINE,
  MULTI_LINE,
  MULTI_POINT,
  MULTI_POLYGON,
  NO_GEOMETRY,
  POINT,
  POLYGON,
} from "../tables/feature-table.ts";
import { IssueList } from "../tables/labelled-table.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { readDescribedFields } from "./described-fields.ts";
import { type KmlDocument, type KmlPart, type KmlPartKind, type Placemark, parseKml } from "./kml-document.ts";
import { checkCellCount } from "./layer-bounds.ts";
import { noteHeights } from "./layer-notes.ts";

const FORMAT = "KML";
const KINDS: readonly KmlPartKind[] = ["point", "line", "area"];
const NUMBER_TYPES = /^(int|uint|short|ushort|float|double)$/;

function addShape(collector: GeometryCollector, kind: KmlPartKind, parts: readonly KmlPart[]): void {
  const start = collector.positions.length;
  const ringEnds: number[] = [];
  const polygonEnds: number[] = [];
  for (const { rings } of parts) {
    // A point is one position, whatever else stands there.
    for (const ring of rings.slice(0, kind === "area" ? rings.length : 1)) {
      const end = kind === "point" ? 2 : ring.length;
      for (let at = 0; at + 1 < end; at += 2) collector.positions.push(ring[at] as number, ring[at + 1] as number);
      ringEnds.push(collector.positions.length - start);
    }
    polygonEnds.push(ringEnds.length);
  }
  const isOne = parts.length === 1;
  if (kind === "point") collector.finish(isOne ? POINT : MULTI_POINT, null, null);
  else if (kind === "line") collector.finish(isOne ? LINE : MULTI_LINE, isOne ? null : ringEnds, null);
  else collector.finish(isOne ? POLYGON : MULTI_POLYGON, ringEnds, isOne ? null : polygonEnds);
}

/** Adds a placemark's shape and tells what of it was not read. */
function addPlacemark(collector: GeometryCollector, placemark: Placemark, row: number, tell: Teller): void {
  const { parts, unknown, badPositions } = placemark;
  if (unknown.length > 0) tell("unsupported-shape", row, unknown.join(", "));
  if (badPositions > 0) tell("positions-skipped", row, String(badPositions));
  const kind = KINDS.findLast((each) => parts.some((part) => part.kind === each));
  if (kind === undefined) {
    collector.finish(NO_GEOMETRY, null, null);
    return;
  }
  const kept = parts.filter((part) => part.kind === kind);
  if (kept.length < parts.length) tell("mixed-collection", row, "MultiGeometry");
  addShape(collector, kind, kept);
}

/** The share of a document's descriptions that must be pairs for them to be its fields. */
const DESCRIBING_SHARE = 0.5;

/** Makes fields of what descriptions say in pairs, where most do; fields that are there already stay. */
function takeDescriptions({ placemarks }: KmlDocument, layer: string, issues: IssueList): void {
  const described = placemarks.flatMap(({ fields }) => {
    const text = fields.get("description") ?? "";
    return text.trim() === "" ? [] : [{ fields, told: readDescribedFields(text) }];
  });
  const read = described.flatMap(({ fields, told }) => (told === null ? [] : [{ fields, told }]));
  if (read.length === 0 || read.length < DESCRIBING_SHARE * described.length) return;
  const names = new Set<string>();
  for (const { fields, told } of read) {
    for (const [name, value] of told) {
      if (fields.has(name)) continue;
      fields.set(name, value);
      names.add(name);
    }
    fields.delete("description");
  }
  const details = { what: "described-fields", count: read.length, names: [...names].slice(0, MOST_NAMED).join(", ") };
  issues.warn("assumed", layer, { field: "description", details });
}

const MOST_NAMED = 12;

type Teller = (what: string, row: number, value: string) => void;

function columnOf(name: string, type: string, values: readonly (string | null)[]): Column {
  if (NUMBER_TYPES.test(type)) {
    const numbers = values.map((value) => (value === null || value === "" ? Number.NaN : Number(value)));
    const isNumeric = numbers.every((number, row) => !Number.isNaN(number) || !values[row]);
    const isExact = numbers.every((number) => !Number.isInteger(number) || Number.isSafeInteger(number));
    if (isNumeric && isExact) return { name, type: "Double", values: Float64Array.from(numbers) };
  }
  if (type === "bool" && values.every((value) => value === null || /^(0|1|true|false)$/i.test(value)))
    return { name, type: "Bool", values: values.map((value) => (value === null ? null : /^(1|true)$/i.test(value))) };
  return { name, type: "String", values };
}

function columnsOf({ placemarks, fieldTypes }: KmlDocument, layer: string): Column[] {
  const names = new Set<string>();
  for (const { fields } of placemarks) for (const name of fields.keys()) names.add(name);
  checkCellCount(layer, FORMAT, names.size, placemarks.length);
  const columns = [...names].map((name) =>
    columnOf(
      name,
      fieldTypes.get(name) ?? "string",
      placemarks.map(({ fields }) => fields.get(name) ?? null),
    ),
  );
  if (placemarks.some(({ folder }) => folder !== "") && !names.has("folder"))
    columns.push({ name: "folder", type: "String", values: placemarks.map(({ folder }) => folder || null) });
  return columns;
}

/** Nothing is fetched, and pictures are no data: both are told once. */
function noteLeftOut({ links, overlays }: KmlDocument, layer: string, issues: IssueList): void {
  if (links > 0)
    issues.warn("assumed", layer, { field: "NetworkLink", details: { what: "links-not-followed", count: links } });
  if (overlays > 0)
    issues.warn("assumed", layer, { field: "Overlay", details: { what: "overlays-left", count: overlays } });
}

/** Reads a KML document. Throws BadDataError where it cannot be read, AnalysisError("cancelled"). */
export async function readKml(bytes: Uint8Array, layer: string, control: WorkControl = {}): Promise<SourceLayer[]> {
  const document = await parseKml(bytes, layer, control);
  const issues = new IssueList();
  const collector = new GeometryCollector();
  const tell: Teller = (what, row, value) =>
    issues.warn("bad-value", layer, { row, field: "geometry", value, details: { what } });
  document.placemarks.forEach((placemark, index) => {
    addPlacemark(collector, placemark, index + 1, tell);
  });
  takeDescriptions(document, layer, issues);
  if (document.hasHeights) noteHeights(layer, issues);
  noteLeftOut(document, layer, issues);
  if (document.placemarks.length === 0) issues.error("empty-file", layer, { details: { format: FORMAT, features: 0 } });
  const table = collector.toTable(columnsOf(document, layer), document.title, "", 4326);
  const labels = document.placemarks.map((_, index) => index + 1);
  const described = { file: layer, name: "", format: FORMAT, encoding: "", issues: issues.all() };
  return [{ ...described, kind: "shapes", table, labels, crsText: "" }];
}
