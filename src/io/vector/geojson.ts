/**
 * GeoJSON → a table, feature by feature as `geojson-document` finds them. Positions that are no numbers
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
import { IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";
import { featuresInText, isObject, type JsonObject, type StatedSystem } from "./geojson-document.ts";
import { checkCellCount } from "./layer-bounds.ts";
import { noteHeights } from "./layer-notes.ts";
import { isLongInteger } from "./parse-json.ts";
import { readAtOnce } from "./read-in-steps.ts";

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

/** Yields the number of each column before it is made. */
function* columnsOf(
  properties: readonly JsonObject[],
  labels: readonly (string | number)[],
  layer: string,
  issues: IssueList,
): Generator<number, Column[]> {
  const names = new Set<string>();
  for (const row of properties) for (const name of Object.keys(row)) names.add(name);
  checkCellCount(layer, "GeoJSON", names.size, properties.length);
  const columns: Column[] = [];
  for (const name of names) {
    yield columns.length;
    const cells = properties.map((row) => cellOf(row[name]));
    const values = textsOfLongNumbers(tellEndless(cells, name, labels, layer, issues));
    columns.push({ name, type: typeOf(values.filter((value) => value !== null)), values });
  }
  return columns;
}

function typeOf(present: readonly AttributeValue[]): Column["type"] {
  if (present.every((value) => typeof value === "number")) return "Double";
  if (present.every((value) => typeof value === "boolean")) return "Bool";
  return present.every((value) => typeof value === "string") ? "String" : "Json";
}

/** Where some numbers of a column have more digits than a double holds, all of them are text. */
function textsOfLongNumbers(values: readonly AttributeValue[]): readonly AttributeValue[] {
  const isNumber = (value: AttributeValue): boolean =>
    value === null || typeof value === "number" || (typeof value === "string" && isLongInteger(value));
  if (!values.some((value) => typeof value === "string") || !values.every(isNumber)) return values;
  return values.map((value) => (value === null ? null : String(value)));
}

/**
 * Reads GeoJSON in UTF-8, a feature a step; yields how many bytes are done. Returns null where nothing can be read. Faults go to `issues`
 * once all is read: what is wrong with the text as a whole goes before what is wrong with its features.
 */
export function* readGeojsonInSteps(
  bytes: Uint8Array,
  layer: string,
  issues: IssueList,
): Generator<number, LabelledTable | null> {
  const reader = new FeatureReader(layer);
  const steps = featuresInText(bytes, layer, issues);
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    reader.add(step.value.feature);
    yield step.value.end;
  }
  return step.value && (yield* reader.finish(step.value, bytes.length, issues));
}

/** Reads GeoJSON text. Faults go to `issues`; null where nothing can be read. */
export function readGeojson(text: string, layer: string, issues: IssueList): LabelledTable | null {
  return readAtOnce(readGeojsonInSteps(new TextEncoder().encode(text), layer, issues));
}

class FeatureReader {
  private readonly shapes = new GeometryReader();
  private readonly properties: JsonObject[] = [];
  private readonly labels: (string | number)[] = [];
  private readonly issues = new IssueList();
  private readonly layer: string;

  constructor(layer: string) {
    this.layer = layer;
  }

  add(feature: unknown): void {
    const { shapes, issues, layer } = this;
    const known = isObject(feature) ? feature : {};
    const label = typeof known.id === "string" || typeof known.id === "number" ? known.id : this.labels.length + 1;
    const own = isObject(known.properties) ? known.properties : {};
    this.properties.push(own.id === undefined && known.id !== undefined ? { id: known.id, ...own } : own);
    this.labels.push(label);
    if (!isObject(feature) || feature.type !== "Feature")
      issues.error("bad-value", layer, { row: label, field: "type", value: shown(known.type) });
    const type = isObject(known.geometry) ? known.geometry.type : known.geometry;
    if (!shapes.add(known.geometry))
      issues.error("bad-value", layer, { row: label, field: "geometry", value: shown(type) });
    else if (shapes.wasMixed) {
      const details = { what: "mixed-collection" };
      issues.warn("bad-value", layer, { row: label, field: "geometry", value: shown(type), details });
    }
  }

  *finish(
    { crsCode, crsText }: StatedSystem,
    length: number,
    issues: IssueList,
  ): Generator<number, LabelledTable | null> {
    const { layer, labels, properties, shapes } = this;
    for (const issue of this.issues.all()) issues.add(issue);
    if (properties.length === 0) {
      issues.error("empty-file", layer, { details: { format: "GeoJSON", features: 0 } });
      return null;
    }
    if (shapes.hasHeights) noteHeights(layer, issues);
    const steps = columnsOf(properties, labels, layer, issues);
    let step = steps.next();
    for (; !step.done; step = steps.next()) yield length;
    const plain = shapes.collector.toTable(step.value, "", "", crsCode);
    const table = crsText === "" ? plain : { ...plain, crsText };
    return { layer, format: "GeoJSON", encoding: "utf-8", table, labels };
  }
}
