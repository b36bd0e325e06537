/**
 * One file of any readable kind → streets to walk on: an OSM file, or any layer of
 * lines, projected or not. Of an OSM file only streets, gates and barriers are kept.
 */
import { BadDataError, type Issue } from "../core/errors.ts";
import type { StreetBlocks, Streets } from "../core/model/streets.ts";
import type { Barrier } from "../core/model/study.ts";
import { VertexIndex } from "../core/network/vertex-index.ts";
import { chooseLayerSystem, type SystemBasis } from "./crs/choose-system.ts";
import { type CoordinateSystem, WGS84 } from "./crs/coordinate-system.ts";
import { projectTable } from "./crs/project-table.ts";
import { detectFormat, FORMAT_NAMES, READABLE_FORMATS } from "./import/detect-format.ts";
import { unreadTimesIssues } from "./osm/layer-conditions.ts";
import { readOsmData } from "./osm/osm-data.ts";
import { openOsmPbf } from "./osm/osm-pbf.ts";
import type { OsmSource } from "./osm/osm-source.ts";
import { openOsmXml } from "./osm/osm-xml.ts";
import { barriersFromOsm } from "./osm/shapes-from-osm.ts";
import { collectOsmStreets, streetBlocksFromOsm } from "./osm/streets-from-osm.ts";
import { streetsFromTables } from "./parts/streets-from-table.ts";
import { LINES, readOtherShapes } from "./read-other-shapes.ts";
import { decodeText } from "./tables/decode-text.ts";
import { IssueList, type LabelledTable } from "./tables/labelled-table.ts";
import { readGeojson } from "./vector/geojson.ts";
import type { NamedFile } from "./vector/group-vector-files.ts";
import { readFlatGeobuf } from "./vector/read-flatgeobuf.ts";

/** Streets and what stands on and between them, in degrees. */
export interface StreetLayers {
  readonly streets: Streets;
  readonly blocks: StreetBlocks;
  readonly barriers: readonly Barrier[];
  /** The system that the file's numbers are in. */
  readonly system: CoordinateSystem;
  readonly basis: SystemBasis;
  /** OSM node id of each position of `streets`; null where the source has none. */
  readonly osmNodeIds: Float64Array | null;
  /** Warnings. */
  readonly issues: readonly Issue[];
}

export interface StreetReading {
  /** Coordinate system of a layer whose file names none, as the user states it. */
  readonly crs: string | null;
  /** Column of a line layer that says in which direction people may walk (`yes`, `-1`, `no`). */
  readonly oneWayColumn: string | null;
}

const NO_BLOCKS: StreetBlocks = { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) };

async function streetsOfOsm(source: OsmSource, layer: string): Promise<StreetLayers> {
  const data = await readOsmData(source, layer, {});
  const { streets, nodeIds, unreadTimes } = collectOsmStreets(data);
  if (!streets.permissions.some((bits) => bits !== 0))
    throw new BadDataError([{ code: "no-streets", severity: "error", layer, details: { ways: data.ways.length } }]);
  return {
    streets,
    blocks: streetBlocksFromOsm(data),
    barriers: barriersFromOsm(data),
    system: WGS84,
    basis: "file",
    osmNodeIds: nodeIds,
    issues: unreadTimesIssues(layer, unreadTimes + data.unreadTimes),
  };
}

const DIRECTIONS: Readonly<Record<string, string>> = {
  f: "yes",
  t: "-1",
  b: "no",
  ft: "yes",
  tf: "-1",
  y: "yes",
  n: "no",
};

/** The table with the column that the user names as the one that binds walkers. */
function nameOneWay(labelled: LabelledTable, column: string, issues: IssueList): LabelledTable {
  const { table, layer } = labelled;
  if (!table.columns.some(({ name }) => name === column)) {
    const names = table.columns.map(({ name }) => name).join(", ");
    issues.error("missing-column", layer, { field: column, details: { names } });
    return labelled;
  }
  const columns = table.columns
    .filter(({ name }) => name === column || (name !== "oneway:foot" && name !== "oneway_foot"))
    .map((one) => {
      if (one.name !== column) return one;
      const values = Array.from(one.values, (value) => {
        const text = String(value ?? "")
          .trim()
          .toLowerCase();
        return value === null || text === "" ? null : (DIRECTIONS[text] ?? text);
      });
      return { ...one, name: "oneway:foot", type: "String" as const, values };
    });
  return { ...labelled, table: { ...table, columns } };
}

/** How many vertices of a plane lie so near another that they are one (1e-7°, 1 cm) although their numbers differ. */
function countJoined(given: Float64Array, degrees: Float64Array): number {
  const index = new VertexIndex(given.length / 2);
  const firstAt: number[] = [];
  let joined = 0;
  for (let at = 0; at < given.length; at += 2) {
    const vertex = index.add(degrees[at] as number, degrees[at + 1] as number);
    if (vertex === firstAt.length) firstAt.push(at);
    const first = firstAt[vertex] as number;
    if (given[first] !== given[at] || given[first + 1] !== given[at + 1]) joined++;
  }
  return joined;
}

function streetsOfTable(labelled: LabelledTable, reading: StreetReading, issues: IssueList): StreetLayers | null {
  const { layer } = labelled;
  if (labelled.table.count === 0) {
    issues.error("empty-file", layer, { details: { format: labelled.format, features: 0 } });
    return null;
  }
  const chosen = chooseLayerSystem(labelled.table, layer, reading.crs, issues);
  if (!chosen) return null;
  const { system, basis } = chosen;
  if (system.isPlane && basis === "assumed")
    issues.warn("assumed", layer, { field: "crs", value: system.title, details: { what: "plane" } });
  const named = reading.oneWayColumn === null ? labelled : nameOneWay(labelled, reading.oneWayColumn, issues);
  const projected = projectTable(named, system, issues);
  const joined = system.isPlane ? countJoined(named.table.coordinates, projected.table.coordinates) : 0;
  if (joined > 0) issues.warn("assumed", layer, { field: "geometry", details: { what: "joined", count: joined } });
  const streets = streetsFromTables([projected], issues);
  if (!issues.hasErrors && !streets.permissions.some((bits) => bits !== 0))
    issues.error("no-streets", layer, { details: { ways: streets.count } });
  return { streets, blocks: NO_BLOCKS, barriers: [], system, basis, osmNodeIds: null, issues: [] };
}

function readLines(name: string, bytes: Uint8Array, issues: IssueList): LabelledTable | null {
  const detected = detectFormat(name, bytes);
  if (detected.kind === "truncated") {
    issues.error("truncated-file", name, { details: { format: detected.name } });
    return null;
  }
  if (detected.kind === "unknown" || detected.format === "csv" || detected.format === "geotiff") {
    const found = detected.kind === "unknown" ? detected.found : FORMAT_NAMES[detected.format];
    const expected = detected.kind === "unknown" ? detected.expected : "";
    issues.error("unknown-format", name, {
      details: { found, expected, readable: READABLE_FORMATS.replace(", .csv", "").replace(", .tif", "") },
    });
    return null;
  }
  if (detected.format === "flatgeobuf") {
    const table = readFlatGeobuf(bytes, name);
    const labels = Array.from({ length: table.count }, (_, row) => row + 1);
    return { layer: name, format: "FlatGeobuf", encoding: "", table, labels };
  }
  const decoded = decodeText(bytes);
  if (decoded) return readGeojson(decoded.text, name, issues);
  issues.error("unreadable-file", name, { field: "encoding", details: { format: "GeoJSON" } });
  return null;
}

/** Reads the streets of one file; `parts` lie beside it and belong to it. Throws BadDataError with every fault. */
export async function readStreets(
  name: string,
  bytes: Uint8Array,
  reading: StreetReading,
  parts: readonly NamedFile[] = [],
): Promise<StreetLayers> {
  const issues = new IssueList();
  if (bytes.length === 0) throw new BadDataError([{ code: "empty-file", severity: "error", layer: name }]);
  const detected = detectFormat(name, bytes);
  if (detected.kind === "readable" && detected.format === "osm-pbf") return streetsOfOsm(openOsmPbf(bytes, name), name);
  if (detected.kind === "readable" && detected.format === "osm-xml")
    return streetsOfOsm(await openOsmXml(bytes, name, {}), name);
  const others =
    detected.kind === "readable" ? undefined : await readOtherShapes([{ name, bytes }, ...parts], LINES, issues);
  const labelled = others === undefined ? readLines(name, bytes, issues) : others;
  const layers = labelled && streetsOfTable(labelled, reading, issues);
  if (!layers || issues.hasErrors) throw new BadDataError(issues.all());
  return { ...layers, issues: issues.all() };
}
