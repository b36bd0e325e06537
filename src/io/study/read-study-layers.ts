/**
 * The files of a study back into the study held in memory. Every value that the
 * engine relies on is checked here once (coordinates, rows, kinds, people), and
 * all faults of all files are told together.
 */

import { BadDataError, type Issue } from "../../core/errors.ts";
import type { Communities, CommunityKind } from "../../core/model/community.ts";
import { type Demand, GROUP_IDS, type GroupId } from "../../core/model/demand.ts";
import type { AttributeValue, Facilities, Service } from "../../core/model/facility.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import { ALL_CONDITIONS, type StreetBlocks, type StreetElevations, type Streets } from "../../core/model/streets.ts";
import type { Barrier, ContextShape, Study } from "../../core/model/study.ts";
import { NO_EDITS } from "../../core/plan/plan-edits.ts";
import { attributeAt, type FeatureTable, findColumn, geometryAt, numberAt, textAt } from "../tables/feature-table.ts";
import { GROUP_COLUMNS } from "../tables/group-columns.ts";
import { IssueList } from "../tables/labelled-table.ts";
import { readFlatGeobuf } from "../vector/read-flatgeobuf.ts";
import { type PlanData, parsePlan } from "./plan-file.ts";
import { parsePresentation } from "./presentation-file.ts";
import { parseScenarios } from "./scenario-file.ts";
import type { StudyManifest } from "./study-manifest.ts";
import {
  BARRIERS_FILE,
  COMMUNITIES_FILE,
  CONTEXT_FILE,
  DEMAND_FILE,
  ELEVATIONS_FILE,
  facilitiesFile,
  LAND_COLUMN,
  PLAN_FILE,
  PRESENTATION_FILE,
  SCENARIOS_FILE,
  STREET_BLOCKS_FILE,
  STREETS_FILE,
} from "./write-study-layers.ts";

class LayerReader {
  readonly issues = new IssueList();
  private readonly files: ReadonlyMap<string, Uint8Array>;

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.files = files;
  }

  error(code: Issue["code"], layer: string, rest: Partial<Issue> = {}): void {
    this.issues.error(code, layer, rest);
  }

  /** A layer's table with its coordinates checked; null where it is absent or cannot be read. */
  table(name: string, required: boolean): FeatureTable | null {
    const bytes = this.files.get(name);
    if (!bytes) {
      if (required) this.error("missing-layer", name);
      return null;
    }
    try {
      const table = readFlatGeobuf(bytes, name);
      this.checkCoordinates(table, name);
      return table;
    } catch (error) {
      if (!(error instanceof BadDataError)) throw error;
      for (const issue of error.issues) this.issues.add(issue);
      return null;
    }
  }

  private checkCoordinates(table: FeatureTable, layer: string): void {
    for (let row = 0; row < table.count; row++) {
      const end = table.starts[row + 1] ?? 0;
      for (let index = table.starts[row] ?? 0; index < end; index++) {
        const lon = table.coordinates[2 * index] ?? Number.NaN;
        const lat = table.coordinates[2 * index + 1] ?? Number.NaN;
        if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) continue;
        this.error("bad-coordinate", layer, { row: row + 1, value: `${lon}, ${lat}` });
        break;
      }
    }
  }

  /** Bytes of a column as 8-bit numbers, each checked to lie between 0 and `largest`. */
  smallNumbers(table: FeatureTable, layer: string, field: string, largest: number): Uint8Array {
    const column = findColumn(table, field);
    if (!column) this.error("missing-column", layer, { field });
    return Uint8Array.from({ length: table.count }, (_, row) => {
      const value = numberAt(column, row);
      if (column && !(Number.isInteger(value) && value >= 0 && value <= largest)) {
        this.error("bad-value", layer, { row: row + 1, field, value: String(value) });
      }
      return value;
    });
  }
}

function texts(table: FeatureTable, name: string): string[] {
  const column = findColumn(table, name);
  return Array.from({ length: table.count }, (_, row) => textAt(column, row));
}

function readStreets(reader: LayerReader): Streets | null {
  const table = reader.table(STREETS_FILE, true);
  if (!table) return null;
  if (table.count === 0) reader.error("no-streets", STREETS_FILE);
  for (let row = 0; row < table.count; row++) {
    if ((table.starts[row + 1] ?? 0) - (table.starts[row] ?? 0) < 2) {
      reader.error("bad-value", STREETS_FILE, { row: row + 1, field: "geometry", value: "fewer than two positions" });
    }
  }
  return {
    count: table.count,
    coordinates: table.coordinates,
    starts: table.starts,
    permissions: reader.smallNumbers(table, STREETS_FILE, "permissions", 15),
    classes: texts(table, "highway"),
    names: texts(table, "name"),
    ids: texts(table, "id"),
    ...readConditions(reader, table, STREETS_FILE),
    ...readElevations(reader, table),
  };
}

function readConditions(reader: LayerReader, table: FeatureTable, layer: string): { conditions?: Uint8Array } {
  if (!findColumn(table, "conditions")) return {};
  return { conditions: reader.smallNumbers(table, layer, "conditions", ALL_CONDITIONS) };
}

/** Heights along the streets: a line a street, through all of its vertices in turn, with samples between. */
function readElevations(reader: LayerReader, streets: FeatureTable): { elevations?: StreetElevations } {
  const table = reader.table(ELEVATIONS_FILE, false);
  if (!table) return {};
  if (!table.elevations) {
    reader.error("bad-value", ELEVATIONS_FILE, { field: "geometry", details: { expected: "LineString Z" } });
    return {};
  }
  if (table.count !== streets.count) {
    const details = { expected: streets.count };
    reader.error("bad-value", ELEVATIONS_FILE, { field: "rows", value: String(table.count), details });
    return {};
  }
  const samples = new Uint32Array(streets.starts[streets.count] ?? 0);
  for (let row = 0; row < streets.count; row++) {
    const first = streets.starts[row] as number;
    const last = (streets.starts[row + 1] as number) - 1;
    const end = table.starts[row + 1] as number;
    let sample = table.starts[row] as number;
    for (let position = first; position <= last; position++) {
      const isAt = (): boolean =>
        table.coordinates[2 * sample] === streets.coordinates[2 * position] &&
        table.coordinates[2 * sample + 1] === streets.coordinates[2 * position + 1];
      while (sample < end && !isAt()) sample++;
      samples[position] = sample++;
    }
    if (sample === end) continue;
    reader.error("bad-value", ELEVATIONS_FILE, { row: row + 1, field: "geometry", value: "not the street's own line" });
  }
  return { elevations: { samples, metres: Float32Array.from(table.elevations) } };
}

function readStreetBlocks(reader: LayerReader): StreetBlocks {
  const table = reader.table(STREET_BLOCKS_FILE, false);
  if (!table) return { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) };
  return {
    count: table.count,
    coordinates: table.coordinates,
    stops: reader.smallNumbers(table, STREET_BLOCKS_FILE, "stops", 15),
    ...readConditions(reader, table, STREET_BLOCKS_FILE),
  };
}

function isCommunityKind(text: string): text is CommunityKind {
  return text === "urban" || text === "village" || text === "unit";
}

function readCommunities(reader: LayerReader, approximate: boolean): Communities | null {
  const table = reader.table(COMMUNITIES_FILE, true);
  if (!table) return null;
  if (table.count === 0) reader.error("no-communities", COMMUNITIES_FILE);
  const ids = texts(table, "id");
  const seen = new Set<string>();
  const centres = new Float64Array(2 * table.count);
  const labelLon = findColumn(table, "labelLon");
  const labelLat = findColumn(table, "labelLat");
  const areas: (Communities["areas"][number] | null)[] = [];
  const kinds = texts(table, "kind").map((kind, row): CommunityKind => {
    if (isCommunityKind(kind)) return kind;
    reader.error("bad-value", COMMUNITIES_FILE, { row: row + 1, field: "kind", value: kind.slice(0, 80) });
    return "unit";
  });
  for (let row = 0; row < table.count; row++) {
    const id = ids[row] ?? "";
    if (id === "") reader.error("bad-value", COMMUNITIES_FILE, { row: row + 1, field: "id", value: "" });
    else if (seen.has(id))
      reader.error("duplicate-id", COMMUNITIES_FILE, { row: row + 1, field: "id", value: id.slice(0, 80) });
    seen.add(id);
    const geometry = geometryAt(table, row);
    areas.push(geometry?.type === "Polygon" || geometry?.type === "MultiPolygon" ? geometry : null);
    centres[2 * row] = numberAt(labelLon, row);
    centres[2 * row + 1] = numberAt(labelLat, row);
    if (!(Math.abs(centres[2 * row] ?? Number.NaN) <= 180 && Math.abs(centres[2 * row + 1] ?? Number.NaN) <= 90)) {
      reader.error("bad-coordinate", COMMUNITIES_FILE, { row: row + 1, field: "labelLon, labelLat" });
    }
  }
  return {
    count: table.count,
    ids,
    names: texts(table, "name"),
    parentIds: texts(table, "parentId"),
    kinds,
    areas,
    centres,
    approximate,
  };
}

function readAmounts(reader: LayerReader, table: FeatureTable, field: string): Float64Array {
  const column = findColumn(table, field);
  return Float64Array.from({ length: table.count }, (_, row) => {
    const value = numberAt(column, row);
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      reader.error("bad-value", DEMAND_FILE, { row: row + 1, field, value: String(value) });
    }
    return value;
  });
}

function readDemand(reader: LayerReader, unit: Demand["unit"], communityCount: number): Demand | null {
  const table = reader.table(DEMAND_FILE, true);
  if (!table) return null;
  if (table.count === 0) reader.error("no-demand", DEMAND_FILE);
  for (const field of ["communityRow", GROUP_COLUMNS.all]) {
    if (!findColumn(table, field)) reader.error("missing-column", DEMAND_FILE, { field });
  }
  const rows = findColumn(table, "communityRow");
  const communityIndexes = Int32Array.from({ length: table.count }, (_, row) => {
    const value = numberAt(rows, row);
    if (rows && !(Number.isInteger(value) && value >= -1 && value < communityCount)) {
      reader.error("bad-value", DEMAND_FILE, { row: row + 1, field: "communityRow", value: String(value) });
    }
    return value;
  });
  const groups: Partial<Record<GroupId, Float64Array>> = {};
  for (const groupId of GROUP_IDS) {
    if (findColumn(table, GROUP_COLUMNS[groupId])) groups[groupId] = readAmounts(reader, table, GROUP_COLUMNS[groupId]);
  }
  return {
    count: table.count,
    coordinates: table.coordinates,
    communityIndexes,
    unit,
    people: { ...groups, all: groups.all ?? new Float64Array(table.count) },
    landSquareMetres: findColumn(table, LAND_COLUMN) ? readAmounts(reader, table, LAND_COLUMN) : null,
  };
}

function readFacilities(reader: LayerReader, service: Service): Facilities | null {
  const table = reader.table(facilitiesFile(service.id), false);
  if (!table) return null;
  const attributes: Record<string, AttributeValue[]> = {};
  for (const column of table.columns) {
    if (column.name === "id" || column.name === "name") continue;
    attributes[column.name] = Array.from({ length: table.count }, (_, row) => attributeAt(column, row));
  }
  for (let row = 0; row < table.count; row++) {
    if ((table.starts[row + 1] ?? 0) > (table.starts[row] ?? 0)) continue;
    reader.error("bad-value", facilitiesFile(service.id), { row: row + 1, field: "geometry", value: "none" });
  }
  return {
    serviceId: service.id,
    count: table.count,
    ids: texts(table, "id"),
    names: texts(table, "name"),
    coordinates: table.coordinates,
    starts: table.starts,
    attributes,
  };
}

const BARRIER_KINDS: readonly Barrier["kind"][] = ["water", "railway", "wall"];
const CONTEXT_KINDS: readonly ContextShape["kind"][] = ["county-border", "city-border", "green", "built-up", "place"];

function readBarriers(reader: LayerReader): Barrier[] {
  const table = reader.table(BARRIERS_FILE, false);
  if (!table) return [];
  const names = texts(table, "name");
  return texts(table, "kind").flatMap((text, row) => {
    const kind = BARRIER_KINDS.find((known) => known === text);
    const geometry = geometryAt(table, row);
    if (kind && geometry && geometry.type !== "Point") return [{ kind, name: names[row] ?? "", geometry }];
    reader.error("bad-value", BARRIERS_FILE, {
      row: row + 1,
      field: kind ? "geometry" : "kind",
      value: text.slice(0, 80),
    });
    return [];
  });
}

function readContext(reader: LayerReader): ContextShape[] {
  const table = reader.table(CONTEXT_FILE, false);
  if (!table) return [];
  const names = texts(table, "name");
  return texts(table, "kind").flatMap((text, row) => {
    const kind = CONTEXT_KINDS.find((known) => known === text);
    const geometry = geometryAt(table, row);
    if (kind && geometry) return [{ kind, name: names[row] ?? "", geometry }];
    reader.error("bad-value", CONTEXT_FILE, {
      row: row + 1,
      field: kind ? "geometry" : "kind",
      value: text.slice(0, 80),
    });
    return [];
  });
}

const NO_PLAN: PlanData = { targets: [], inconsistencies: [], edits: NO_EDITS };

function readPlan(reader: LayerReader, bytes: Uint8Array | undefined): PlanData {
  if (!bytes) return NO_PLAN;
  try {
    return parsePlan(new TextDecoder().decode(bytes));
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    for (const issue of error.issues) reader.issues.add(issue);
    return NO_PLAN;
  }
}

function readScenarios(reader: LayerReader, bytes: Uint8Array | undefined): readonly Scenario[] {
  if (!bytes) return [];
  try {
    return parseScenarios(new TextDecoder().decode(bytes), SCENARIOS_FILE);
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    for (const issue of error.issues) reader.issues.add(issue);
    return [];
  }
}

function readPresentation(reader: LayerReader, bytes: Uint8Array | undefined): Pick<Study, "presentation"> {
  if (!bytes) return {};
  try {
    return { presentation: parsePresentation(new TextDecoder().decode(bytes), PRESENTATION_FILE) };
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    for (const issue of error.issues) reader.issues.add(issue);
    return {};
  }
}

/** Builds the study from its files. Throws BadDataError with every fault of every file. */
export function readStudyLayers(manifest: StudyManifest, files: ReadonlyMap<string, Uint8Array>): Study {
  const reader = new LayerReader(files);
  const streets = readStreets(reader);
  const streetBlocks = readStreetBlocks(reader);
  const communities = readCommunities(reader, manifest.communitiesApproximate);
  const demand = readDemand(reader, manifest.demandUnit, communities?.count ?? Number.POSITIVE_INFINITY);
  const facilities = manifest.description.services.flatMap((service) => readFacilities(reader, service) ?? []);
  const barriers = readBarriers(reader);
  const context = readContext(reader);
  const plan = readPlan(reader, files.get(PLAN_FILE));
  const scenarios = readScenarios(reader, files.get(SCENARIOS_FILE));
  const presentation = readPresentation(reader, files.get(PRESENTATION_FILE));
  if (streets?.count === 0 && communities?.count === 0 && demand?.count === 0)
    reader.error("empty-study", manifest.description.id);
  if (!streets || !communities || !demand || reader.issues.hasErrors) throw new BadDataError(reader.issues.all());
  return {
    ...manifest.description,
    streets,
    streetBlocks,
    communities,
    demand,
    facilities,
    barriers,
    context,
    ...plan,
    scenarios,
    ...presentation,
  };
}
