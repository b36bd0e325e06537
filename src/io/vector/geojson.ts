/**
 * GeoJSON → a table, feature by feature as `geojson-document` finds them. Positions that are no numbers
 * and shapes that do not fit their type are reported by feature.
 */
import { IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";
import { featuresInText, type StatedSystem } from "./geojson-document.ts";
import { GeometryReader } from "./geojson-geometry.ts";
import { columnsOfObjects } from "./json-columns.ts";
import { isObject, type JsonObject } from "./json-document.ts";
import { noteHeights } from "./layer-notes.ts";
import { readAtOnce } from "./read-in-steps.ts";

const FORMAT = "GeoJSON";

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

/** Takes features one by one; `format` is what messages call the file's. */
export class FeatureReader {
  private readonly shapes = new GeometryReader();
  private readonly properties: JsonObject[] = [];
  private readonly labels: (string | number)[] = [];
  private readonly issues = new IssueList();
  private readonly layer: string;
  private readonly format: string;

  constructor(layer: string, format = FORMAT) {
    this.layer = layer;
    this.format = format;
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
    const { layer, format, labels, properties, shapes } = this;
    for (const issue of this.issues.all()) issues.add(issue);
    if (properties.length === 0) {
      issues.error("empty-file", layer, { details: { format, features: 0 } });
      return null;
    }
    if (shapes.hasHeights) noteHeights(layer, issues);
    const steps = columnsOfObjects(properties, labels, layer, issues, format);
    let step = steps.next();
    for (; !step.done; step = steps.next()) yield length;
    const plain = shapes.collector.toTable(step.value, "", "", crsCode);
    const table = crsText === "" ? plain : { ...plain, crsText };
    return { layer, format, encoding: "utf-8", table, labels };
  }
}
