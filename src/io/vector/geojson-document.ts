/**
 * The features of a GeoJSON text one after the other: a FeatureCollection, one Feature, one geometry, one Feature a line (NDJSON) or a text
 * sequence (RFC 8142). Each is parsed by itself. What is wrong with the text as a whole ends it; a line that is none is told and passed over.
 */
import { type IssueList, shown } from "../tables/labelled-table.ts";
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
import { JsonFault, skipBlanks, skipValue, splitObject } from "./split-json.ts";

const GEOMETRY_TYPES = new Set([
  "Point",
  "MultiPoint",
  "LineString",
  "MultiLineString",
  "Polygon",
  "MultiPolygon",
  "GeometryCollection",
]);

/** What a document says of its coordinate system. */
export interface StatedSystem {
  /** EPSG code, 0 where it gives none or WGS84 by another name. */
  readonly crsCode: number;
  /** Its name where that is no code; "" else. */
  readonly crsText: string;
}

const NO_SYSTEM: StatedSystem = { crsCode: 0, crsText: "" };
const [LINE_FEED, RETURN, SEPARATOR, OPEN_OBJECT] = [10, 13, 0x1e, 123];

/** The system of the old `crs` member: a name (an URN, `EPSG:4547`, `GCJ-02`), a code, or a link. */
export function systemOf({ crs }: JsonObject): StatedSystem {
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

/** A feature, and the place behind it. */
export interface PlacedFeature {
  readonly feature: unknown;
  readonly end: number;
}

/** Yields features, and returns the system that the text states; null where it is no GeoJSON, or not to its end, which `issues` then tell. */
export type FeatureSteps = Generator<PlacedFeature, StatedSystem | null>;

const DECODER = new TextDecoder();

/** Whether the first line holds a whole object and others come after it: each line then is one. */
function isLines(bytes: Uint8Array, from: number): boolean {
  if (bytes[from] !== OPEN_OBJECT) return false;
  const end = endOfLine(bytes, from);
  if (skipBlanks(bytes, end) === bytes.length) return false;
  try {
    const line = bytes.subarray(from, end);
    return skipBlanks(line, skipValue(line, 0)) === line.length && isObject(parseSpan(line, 0, line.length).value);
  } catch {
    return false;
  }
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LINE_FEED, from);
  return end < 0 ? bytes.length : end > from && bytes[end - 1] === RETURN ? end - 1 : end;
}

/** Reads UTF-8, with or without its mark. */
export function* featuresInText(bytes: Uint8Array, layer: string, issues: IssueList): FeatureSteps {
  const markLength = markLengthOf(bytes);
  const from = skipBlanks(bytes, markLength);
  // A sequence marks the beginning of each text, which may then have lines of its own.
  if (bytes.includes(SEPARATOR)) return yield* featuresInRecords(bytes, markLength, SEPARATOR, layer, issues);
  if (isLines(bytes, from)) return yield* featuresInRecords(bytes, markLength, LINE_FEED, layer, issues);
  try {
    return yield* featuresInDocument(bytes, from, layer, issues);
  } catch (error) {
    tellJsonFault(error, layer, issues, "GeoJSON");
    return null;
  }
}

function* featuresInDocument(bytes: Uint8Array, from: number, layer: string, issues: IssueList): FeatureSteps {
  if (bytes[from] !== OPEN_OBJECT) {
    skipValue(bytes, from);
    parseSpan(bytes, from, bytes.length);
    return refuse(layer, issues);
  }
  const parts = splitObject(bytes, from, "features");
  let noNumbers = 0;
  let count = 0;
  let part = parts.next();
  for (; !part.done; part = parts.next(), count++) {
    const { start, end } = part.value;
    const parsed = parseSpan(bytes, start, end);
    noNumbers += parsed.noNumbers;
    yield { feature: parsed.value, end };
  }
  const { rest, end } = part.value;
  if (skipBlanks(bytes, end) < bytes.length) throw new JsonFault(false);
  const { value: root, noNumbers: others } = parseRest(rest);
  noteNoNumbers(noNumbers + others, layer, issues);
  const features = featuresOf(root);
  if (!features || !isObject(root)) return refuse(layer, issues);
  noteTransferLimit(root, count, layer, issues);
  for (const feature of features) yield { feature, end };
  return systemOf(root);
}

function refuse(layer: string, issues: IssueList): null {
  issues.error("unknown-format", layer, { details: { expected: "GeoJSON", found: "JSON" } });
  return null;
}

function* featuresInRecords(
  bytes: Uint8Array,
  from: number,
  separator: number,
  layer: string,
  issues: IssueList,
): FeatureSteps {
  let system = NO_SYSTEM;
  let row = 0;
  for (let at = from; at < bytes.length; ) {
    const next = bytes.indexOf(separator, at);
    const end = next < 0 ? bytes.length : next;
    const start = skipBlanks(bytes, at);
    row++;
    at = end + 1;
    if (start >= end) continue;
    const found: unknown[] = [];
    try {
      const { value, noNumbers } = parseSpan(bytes, start, end);
      const features = featuresOf(value);
      noteNoNumbers(noNumbers, layer, issues, row);
      if (isObject(value) && system === NO_SYSTEM) system = systemOf(value);
      if (features) found.push(...features);
      else issues.error("bad-value", layer, { row, field: "type", value: shownSpan(bytes, start, end) });
    } catch {
      issues.error("bad-value", layer, { row, field: "JSON", value: shownSpan(bytes, start, end) });
    }
    for (const feature of found) yield { feature, end };
  }
  return system;
}

/** The beginning of a part, as issues show it. */
function shownSpan(bytes: Uint8Array, start: number, end: number): string {
  return shown(DECODER.decode(bytes.subarray(start, Math.min(end, start + 400))).trim());
}
