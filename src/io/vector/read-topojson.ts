/** TopoJSON → a layer for each of its objects: the members of a collection, or the one shape that an object is. */
import type { WorkControl } from "../../core/analysis-result.ts";
import { decodeToUtf8 } from "../tables/decode-text.ts";
import { GeometryCollector } from "../tables/feature-table.ts";
import { IssueList, shown } from "../tables/labelled-table.ts";
import { type SourceLayer, titleOfSource } from "../tables/source-layer.ts";
import { FeatureReader } from "./geojson.ts";
import { systemOf } from "./geojson-document.ts";
import { isObject, type JsonObject, markLengthOf, noteNoNumbers, parseSpan, tellJsonFault } from "./json-document.ts";
import { readInSteps } from "./read-in-steps.ts";
import { JsonFault, skipBlanks, skipValue } from "./split-json.ts";
import { MOST_TOPOLOGY_POSITIONS, Topology, TopologyFault } from "./topojson-arcs.ts";

const FORMAT = "TopoJSON";
const MOST_LAYERS = 1000;

/** The document; null, with an issue, where it is none. */
function parseDocument(bytes: Uint8Array, layer: string, issues: IssueList): JsonObject | null {
  try {
    const from = skipBlanks(bytes, markLengthOf(bytes));
    const end = skipValue(bytes, from);
    if (skipBlanks(bytes, end) < bytes.length) throw new JsonFault(false);
    const { value, noNumbers } = parseSpan(bytes, from, end);
    noteNoNumbers(noNumbers, layer, issues);
    if (isObject(value) && isObject(value.objects)) return value;
    throw new JsonFault(false);
  } catch (error) {
    tellJsonFault(error, layer, issues, FORMAT);
    return null;
  }
}

/** The members of an object that is a collection without properties of its own, else the object itself. */
function membersOf(object: JsonObject): readonly unknown[] {
  const isList = object.type === "GeometryCollection" && Array.isArray(object.geometries) && !object.properties;
  return isList ? (object.geometries as readonly unknown[]) : [object];
}

/** Reads one object as a layer, a member a step; yields how many are done. */
function* readObject(
  topology: Topology,
  members: readonly unknown[],
  described: Pick<SourceLayer, "file" | "name" | "encoding">,
  crs: ReturnType<typeof systemOf>,
): Generator<number, SourceLayer> {
  const layer = { ...described, format: FORMAT, issues: [] };
  const title = titleOfSource(layer);
  const issues = new IssueList();
  const reader = new FeatureReader(title, FORMAT);
  for (const [index, member] of members.entries()) {
    const own = isObject(member) ? member : {};
    const { id, properties } = own;
    let geometry: JsonObject | null = null;
    try {
      geometry = topology.geometryOf(own);
    } catch (error) {
      if (!(error instanceof TopologyFault) || error.isTooLarge) throw error;
      issues.error("bad-value", title, { row: index + 1, field: "geometry", value: shown(own.type) });
    }
    reader.add({ type: "Feature", geometry, properties, ...(id === undefined ? {} : { id }) });
    yield index;
  }
  const steps = reader.finish(crs, members.length, issues);
  let step = steps.next();
  for (; !step.done; step = steps.next()) yield members.length;
  const table = step.value?.table ?? new GeometryCollector().toTable([]);
  const labels = step.value?.labels ?? [];
  return { ...layer, kind: "shapes", table, labels, crsText: crs.crsText, issues: issues.all() };
}

function nothing(file: string, encoding: string, issues: IssueList): SourceLayer[] {
  const described = { file, name: "", format: FORMAT, encoding, issues: issues.all() };
  const table = new GeometryCollector().toTable([]);
  return [{ ...described, kind: "shapes", table, labels: [], crsText: "" }];
}

/** Reads a document. What cannot be read gives a layer without features whose issues say why. Throws AnalysisError("cancelled"). */
export async function readTopojson(
  bytes: Uint8Array,
  file: string,
  encoding: string | null = null,
  control: WorkControl = {},
): Promise<SourceLayer[]> {
  const issues = new IssueList();
  const decoded = await decodeToUtf8(bytes, encoding ?? undefined, control);
  if (!decoded) issues.error("unreadable-file", file, { field: "encoding", details: { format: FORMAT } });
  const root = decoded && parseDocument(decoded.bytes, file, issues);
  if (!root) return nothing(file, decoded?.encoding ?? "", issues);
  const objects = Object.entries(root.objects as JsonObject).slice(0, MOST_LAYERS + 1);
  if (objects.length > MOST_LAYERS) {
    const details = { what: "too-many-layers", format: FORMAT, limit: MOST_LAYERS };
    issues.error("too-large", file, { details });
    return nothing(file, decoded.encoding, issues);
  }
  if (objects.length === 0) issues.error("empty-file", file, { details: { format: FORMAT, features: 0 } });
  const layers: SourceLayer[] = [];
  try {
    const topology = new Topology(root);
    for (const [key, object] of objects) {
      const name = objects.length === 1 ? "" : key;
      const members = membersOf(isObject(object) ? object : {});
      const steps = readObject(topology, members, { file, name, encoding: decoded.encoding }, systemOf(root));
      layers.push(await readInSteps(steps, members.length, control));
    }
  } catch (error) {
    if (!(error instanceof TopologyFault)) throw error;
    if (error.isTooLarge)
      issues.error("too-large", file, {
        details: { format: FORMAT, limit: MOST_TOPOLOGY_POSITIONS, unit: "positions" },
      });
    else issues.error("unreadable-file", file, { field: "arcs", details: { format: FORMAT } });
    return nothing(file, decoded.encoding, issues);
  }
  const [first, ...rest] = layers;
  return first
    ? [{ ...first, issues: [...issues.all(), ...first.issues] }, ...rest]
    : nothing(file, decoded.encoding, issues);
}
