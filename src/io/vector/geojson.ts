/**
 * GeoJSON → a table: a FeatureCollection, one Feature, one geometry, or one
 * Feature a line (NDJSON, GeoJSON text sequences). Positions that are no numbers
 * and shapes that do not fit their type are reported by feature.
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

/** Nesting of `coordinates` for each type: a position is 0 deep. */
const DEPTHS: Readonly<Record<string, readonly [kind: number, depth: number]>> = {
  Point: [POINT, 0],
  MultiPoint: [MULTI_POINT, 1],
  LineString: [LINE, 1],
  MultiLineString: [MULTI_LINE, 2],
  Polygon: [POLYGON, 2],
  MultiPolygon: [MULTI_POLYGON, 3],
};

class GeometryReader {
  readonly collector = new GeometryCollector();

  private pushPosition(value: unknown): boolean {
    if (!Array.isArray(value) || value.length < 2) return false;
    const [lon, lat]: unknown[] = value;
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
  return JSON.stringify(value);
}

function columnsOf(properties: readonly JsonObject[]): Column[] {
  const names = new Set<string>();
  for (const row of properties) for (const name of Object.keys(row)) names.add(name);
  return [...names].map((name) => {
    const values = properties.map((row) => cellOf(row[name]));
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

/** EPSG code of the old `crs` member, 0 where there is none or it is WGS84 by another name. */
function crsCodeOf(root: JsonObject): number {
  const name = isObject(root.crs) && isObject(root.crs.properties) ? String(root.crs.properties.name ?? "") : "";
  if (name === "" || /CRS84$/i.test(name)) return 0;
  const code = /(\d{4,6})$/.exec(name);
  return code ? Number(code[1]) : 0;
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
  readonly crsCode: number;
}

function parseDocument(text: string, layer: string, issues: IssueList): Document | null {
  try {
    const root: unknown = JSON.parse(text);
    const features = featuresOf(root);
    if (features) return { features, crsCode: isObject(root) ? crsCodeOf(root) : 0 };
    issues.error("unknown-format", layer, { details: { expected: "GeoJSON", found: "JSON" } });
    return null;
  } catch (error) {
    const lines = text.split(/\r?\n/).map((line) => line.replaceAll("\u001e", "").trim());
    const filled = lines.filter((line) => line !== "");
    if (filled.length > 1 && filled.every((line) => line.startsWith("{") && line.endsWith("}")))
      return parseLines(lines, layer, issues);
    const cut = error instanceof Error && /end of (JSON|data)|Unterminated/i.test(error.message);
    issues.error(cut ? "truncated-file" : "unreadable-file", layer, { details: { format: "JSON" } });
    return null;
  }
}

function parseLines(lines: readonly string[], layer: string, issues: IssueList): Document | null {
  const features: unknown[] = [];
  lines.forEach((line, index) => {
    if (line === "") return;
    try {
      const found = featuresOf(JSON.parse(line));
      if (found) features.push(...found);
      else issues.error("bad-value", layer, { row: index + 1, field: "type", value: shown(line) });
    } catch {
      issues.error("bad-value", layer, { row: index + 1, field: "JSON", value: shown(line) });
    }
  });
  return { features, crsCode: 0 };
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
    if (!reader.add(known.geometry)) {
      const type = isObject(known.geometry) ? known.geometry.type : known.geometry;
      issues.error("bad-value", layer, { row: label, field: "geometry", value: shown(type) });
    }
  });
  if (properties.length === 0) {
    issues.error("empty-file", layer, { details: { format: "GeoJSON", features: 0 } });
    return null;
  }
  const table = reader.collector.toTable(columnsOf(properties), "", "", document.crsCode);
  return { layer, format: "GeoJSON", encoding: "utf-8", table, labels };
}
