/**
 * GeoJSON → a table: a FeatureCollection, one Feature, one geometry, or one
 * Feature a line (NDJSON, GeoJSON text sequences). Positions that are no numbers
 * and shapes that do not fit their type are reported by feature. Of a
 * GeometryCollection the members of the highest dimension become one shape.
 */
import type { AttributeValue } from "../../core/model/facility.ts";
import {
  type Column,
  GeometryCollector,
  LINE,
  MULTI_LINE,
  MULTI_POINT,
  MULTI_POLYGON,
  NO_GEOMETRY,
  OTHER_GEOMETRY,
  POINT,
  POLYGON,
} from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";
import { checkCellCount } from "./layer-bounds.ts";
import { noteHeights } from "./layer-notes.ts";
import { isLongInteger, parseJson } from "./parse-json.ts";

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const GEOMETRY_TYPES = new Set([
  "Point",
  "MultiPoint",
  "LineString",
  "MultiLineString",
  "Polygon",
  "MultiPolygon",
  "GeometryCollection",
]);

const MULTI_TYPES = ["MultiPoint", "MultiLineString", "MultiPolygon"];
const DEEPEST_COLLECTION = 50;

/** Nesting of `coordinates` for each type: a position is 0 deep. */
const DEPTHS: Readonly<Record<string, readonly [kind: number, depth: number]>> = {
  Point: [POINT, 0],
  MultiPoint: [MULTI_POINT, 1],
  LineString: [LINE, 1],
  MultiLineString: [MULTI_LINE, 2],
  Polygon: [POLYGON, 2],
  MultiPolygon: [MULTI_POLYGON, 3],
};

/** Members of collections within collections, flat; null where something in it is no geometry. */
function flattenCollection(geometry: JsonObject, depth: number, into: JsonObject[]): boolean {
  if (geometry.type !== "GeometryCollection") {
    into.push(geometry);
    return DEPTHS[String(geometry.type)] !== undefined && Array.isArray(geometry.coordinates);
  }
  const { geometries } = geometry;
  if (!Array.isArray(geometries) || depth > DEEPEST_COLLECTION) return false;
  return geometries.every((member) => isObject(member) && flattenCollection(member, depth + 1, into));
}

/** A collection as one geometry of the members' highest dimension; null where there is nothing in it. */
function mergeCollection(members: readonly JsonObject[]): {
  readonly merged: JsonObject | null;
  readonly isMixed: boolean;
} {
  const dimensionOf = ({ type }: JsonObject): number => MULTI_TYPES.findIndex((multi) => multi.endsWith(String(type)));
  const dimensions = members.map((member) => dimensionOf({ type: String(member.type).replace("Multi", "") }));
  const highest = Math.max(...dimensions);
  const kept = members.filter((_, index) => dimensions[index] === highest);
  const [only] = kept;
  const isMixed = kept.length < members.length;
  if (!only || kept.length === 1) return { merged: only ?? null, isMixed };
  const coordinates = kept.flatMap((member) => {
    const own = member.coordinates as unknown[];
    return String(member.type).startsWith("Multi") ? own : [own];
  });
  return { merged: { type: MULTI_TYPES[highest], coordinates }, isMixed };
}

class GeometryReader {
  readonly collector = new GeometryCollector();
  hasHeights = false;
  /** Whether the last geometry was a collection of which only some members were kept. */
  wasMixed = false;

  private pushPosition(value: unknown): boolean {
    if (!Array.isArray(value) || value.length < 2) return false;
    const [lon, lat, height]: unknown[] = value;
    if (height) this.hasHeights = true;
    this.collector.positions.push(
      typeof lon === "number" ? lon : Number.NaN,
      typeof lat === "number" ? lat : Number.NaN,
    );
    return true;
  }

  private pushPart(value: unknown): boolean {
    return Array.isArray(value) && value.every((position) => this.pushPosition(position));
  }

  private pushParts(value: unknown, start: number, ends: number[]): boolean {
    if (!Array.isArray(value)) return false;
    return value.every((part) => {
      const fits = this.pushPart(part);
      ends.push(this.collector.positions.length - start);
      return fits;
    });
  }

  /** Adds one geometry; false where its coordinates do not fit its type (it is then added without one). */
  add(geometry: unknown): boolean {
    this.wasMixed = false;
    if (isObject(geometry) && geometry.type === "GeometryCollection") return this.addCollection(geometry);
    return this.addOne(geometry);
  }

  private addCollection(geometry: JsonObject): boolean {
    const members: JsonObject[] = [];
    if (!flattenCollection(geometry, 0, members)) {
      this.collector.finish(NO_GEOMETRY, null, null);
      return false;
    }
    const { merged, isMixed } = mergeCollection(members);
    this.wasMixed = isMixed;
    return this.addOne(merged);
  }

  private addOne(geometry: unknown): boolean {
    const { collector } = this;
    const start = collector.positions.length;
    if (!isObject(geometry)) {
      collector.finish(NO_GEOMETRY, null, null);
      return geometry === null || geometry === undefined;
    }
    const [kind, depth] = DEPTHS[String(geometry.type)] ?? [OTHER_GEOMETRY, -1];
    const ringEnds: number[] = [];
    const polygonEnds: number[] = [];
    const { coordinates } = geometry;
    let fits = false;
    if (depth === 0) fits = this.pushPosition(coordinates);
    else if (depth === 1) fits = this.pushPart(coordinates);
    else if (depth === 2) fits = this.pushParts(coordinates, start, ringEnds);
    else if (depth === 3 && Array.isArray(coordinates)) {
      fits = coordinates.every((polygon) => {
        const partFits = this.pushParts(polygon, start, ringEnds);
        polygonEnds.push(ringEnds.length);
        return partFits;
      });
    }
    if (!fits) {
      collector.positions.length = start;
      collector.finish(kind === OTHER_GEOMETRY ? OTHER_GEOMETRY : NO_GEOMETRY, null, null);
      return false;
    }
    collector.finish(kind, depth >= 2 ? ringEnds : null, depth === 3 ? polygonEnds : null);
    return true;
  }
}

function cellOf(value: unknown): AttributeValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the stack: nothing that anybody wrote down.
    return null;
  }
}

/** A number such as 1e400 is beyond what can be counted with: no value, and said. */
function tellEndless(
  values: readonly AttributeValue[],
  name: string,
  labels: readonly (string | number)[],
  layer: string,
  issues: IssueList,
): readonly AttributeValue[] {
  return values.map((value, row) => {
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    issues.warn("bad-value", layer, { row: labels[row], field: name, details: { what: "number-too-large" } });
    return null;
  });
}

function columnsOf(
  properties: readonly JsonObject[],
  labels: readonly (string | number)[],
  layer: string,
  issues: IssueList,
): Column[] {
  const names = new Set<string>();
  for (const row of properties) for (const name of Object.keys(row)) names.add(name);
  checkCellCount(layer, "GeoJSON", names.size, properties.length);
  return [...names].map((name) => {
    const cells = properties.map((row) => cellOf(row[name]));
    const values = textsOfLongNumbers(tellEndless(cells, name, labels, layer, issues));
    const present = values.filter((value) => value !== null);
    const type = present.every((value) => typeof value === "number")
      ? "Double"
      : present.every((value) => typeof value === "boolean")
        ? "Bool"
        : "Json";
    return {
      name,
      type: type === "Json" && present.every((value) => typeof value === "string") ? "String" : type,
      values,
    };
  });
}

/** Where some numbers of a column have more digits than a double holds, all of them are text. */
function textsOfLongNumbers(values: readonly AttributeValue[]): readonly AttributeValue[] {
  const isNumber = (value: AttributeValue): boolean =>
    value === null || typeof value === "number" || (typeof value === "string" && isLongInteger(value));
  if (!values.some((value) => typeof value === "string") || !values.every(isNumber)) return values;
  return values.map((value) => (value === null ? null : String(value)));
}

/** What a document says of its coordinate system. */
interface StatedSystem {
  /** EPSG code, 0 where it gives none or WGS84 by another name. */
  readonly crsCode: number;
  /** Its name where that is no code; "" else. */
  readonly crsText: string;
}

const NO_SYSTEM: StatedSystem = { crsCode: 0, crsText: "" };

/** The system of the old `crs` member: a name (an URN, `EPSG:4547`, `GCJ-02`), a code, or a link. */
function systemOf({ crs }: JsonObject): StatedSystem {
  const properties = isObject(crs) && isObject(crs.properties) ? crs.properties : {};
  const stated = typeof crs === "string" ? crs : (properties.name ?? properties.code ?? properties.href ?? "");
  const name = String(stated).trim();
  if (/(^|[:/])(CRS:?84h?|OGC:2:84)$/i.test(name)) return NO_SYSTEM;
  const code = /(?:^|[:/#])(\d{4,6})\/?$/.exec(name);
  return code ? { crsCode: Number(code[1]), crsText: "" } : { crsCode: 0, crsText: name.slice(0, 200) };
}

/** Features of a parsed document, or null where it is no GeoJSON. */
function featuresOf(root: unknown): unknown[] | null {
  if (!isObject(root)) return null;
  if (root.type === "FeatureCollection") return Array.isArray(root.features) ? root.features : null;
  if (root.type === "Feature") return [root];
  return GEOMETRY_TYPES.has(String(root.type)) ? [{ type: "Feature", geometry: root, properties: {} }] : null;
}

interface Document {
  readonly features: unknown[];
  readonly system: StatedSystem;
}

/** Whether a line is a whole JSON object: the first of a document that goes on in the next line is none. */
function isRecord(line: string): boolean {
  try {
    return isObject(parseJson(line).value);
  } catch {
    return false;
  }
}

function noteNoNumbers(count: number, layer: string, issues: IssueList, row?: number): void {
  if (count > 0) issues.warn("bad-value", layer, { row, field: "JSON", details: { what: "no-numbers", count } });
}

function parseDocument(text: string, layer: string, issues: IssueList): Document | null {
  try {
    const { value: root, noNumbers } = parseJson(text);
    const features = featuresOf(root);
    noteNoNumbers(noNumbers, layer, issues);
    if (features) return { features, system: isObject(root) ? systemOf(root) : NO_SYSTEM };
    issues.error("unknown-format", layer, { details: { expected: "GeoJSON", found: "JSON" } });
    return null;
  } catch (error) {
    // A sequence marks the beginning of each text, which may then have lines of its own.
    const isMarked = text.includes("\u001e");
    const lines = (isMarked ? text.split("\u001e") : text.split(/\r?\n/)).map((line) => line.trim());
    if (isMarked || isRecord(lines.find((line) => line !== "") ?? "")) return parseLines(lines, layer, issues);
    const cut = error instanceof Error && /end of (JSON|data)|Unterminated/i.test(error.message);
    issues.error(cut ? "truncated-file" : "unreadable-file", layer, { details: { format: "JSON" } });
    return null;
  }
}

function parseLines(lines: readonly string[], layer: string, issues: IssueList): Document | null {
  const features: unknown[] = [];
  let system = NO_SYSTEM;
  lines.forEach((line, index) => {
    if (line === "") return;
    try {
      const { value, noNumbers } = parseJson(line);
      const found = featuresOf(value);
      noteNoNumbers(noNumbers, layer, issues, index + 1);
      if (isObject(value) && system === NO_SYSTEM) system = systemOf(value);
      if (found) features.push(...found);
      else issues.error("bad-value", layer, { row: index + 1, field: "type", value: shown(line) });
    } catch {
      issues.error("bad-value", layer, { row: index + 1, field: "JSON", value: shown(line) });
    }
  });
  return { features, system };
}

/** Reads GeoJSON text. Faults go to `issues`; null where nothing can be read. */
export function readGeojson(text: string, layer: string, issues: IssueList): LabelledTable | null {
  const document = parseDocument(text.replace(/^\uFEFF/, ""), layer, issues);
  if (!document) return null;
  const reader = new GeometryReader();
  const properties: JsonObject[] = [];
  const labels: (string | number)[] = [];
  document.features.forEach((feature, index) => {
    const known = isObject(feature) ? feature : {};
    const label = typeof known.id === "string" || typeof known.id === "number" ? known.id : index + 1;
    const own = isObject(known.properties) ? known.properties : {};
    properties.push(own.id === undefined && known.id !== undefined ? { id: known.id, ...own } : own);
    labels.push(label);
    if (!isObject(feature) || feature.type !== "Feature")
      issues.error("bad-value", layer, { row: label, field: "type", value: shown(known.type) });
    const type = isObject(known.geometry) ? known.geometry.type : known.geometry;
    if (!reader.add(known.geometry))
      issues.error("bad-value", layer, { row: label, field: "geometry", value: shown(type) });
    else if (reader.wasMixed) {
      const details = { what: "mixed-collection" };
      issues.warn("bad-value", layer, { row: label, field: "geometry", value: shown(type), details });
    }
  });
  if (properties.length === 0) {
    issues.error("empty-file", layer, { details: { format: "GeoJSON", features: 0 } });
    return null;
  }
  if (reader.hasHeights) noteHeights(layer, issues);
  const { crsCode, crsText } = document.system;
  const plain = reader.collector.toTable(columnsOf(properties, labels, layer, issues), "", "", crsCode);
  const table = crsText === "" ? plain : { ...plain, crsText };
  return { layer, format: "GeoJSON", encoding: "utf-8", table, labels };
}
