/**
 * A study as a set of named files: one FlatGeobuf per layer and plan.json, the
 * layout shared by study folders and study files. Column types are the smallest
 * that keep every value exactly, so reading back gives the same numbers, and the
 * same study gives the same bytes.
 */
import { type Demand, GROUP_IDS } from "../../core/model/demand.ts";
import type { AttributeValue, Facilities } from "../../core/model/facility.ts";
import { isEmptyPresentation } from "../../core/model/presentation.ts";
import type { StreetBlocks, StreetElevations, Streets } from "../../core/model/streets.ts";
import type { Study } from "../../core/model/study.ts";
import { hasEdits } from "../../core/plan/plan-edits.ts";
import {
  type Column,
  type ColumnType,
  type FeatureTable,
  GeometryCollector,
  tableOfLines,
  tableOfPoints,
} from "../tables/feature-table.ts";
import { GROUP_COLUMNS } from "../tables/group-columns.ts";
import { writeFlatGeobuf } from "../vector/write-flatgeobuf.ts";
import { writePlan } from "./plan-file.ts";
import { writePresentation } from "./presentation-file.ts";
import { writeScenarios } from "./scenario-file.ts";

export const STREETS_FILE = "streets.fgb";
export const ELEVATIONS_FILE = "street-elevations.fgb";
export const STREET_BLOCKS_FILE = "street-blocks.fgb";
export const COMMUNITIES_FILE = "communities.fgb";
export const DEMAND_FILE = "demand.fgb";
export const BARRIERS_FILE = "barriers.fgb";
export const CONTEXT_FILE = "context.fgb";
export const PLAN_FILE = "plan.json";
export const SCENARIOS_FILE = "scenarios.json";
export const PRESENTATION_FILE = "presentation.json";

export const LAND_COLUMN = "land_m2";

/** File name of a service's facilities. */
export function facilitiesFile(serviceId: string): string {
  return `facilities-${serviceId}.fgb`;
}

/** True for a file that a study with those services may have. */
export function isLayerFile(name: string, services: Study["services"]): boolean {
  const known = [
    STREETS_FILE,
    ELEVATIONS_FILE,
    STREET_BLOCKS_FILE,
    COMMUNITIES_FILE,
    DEMAND_FILE,
    BARRIERS_FILE,
    CONTEXT_FILE,
    PLAN_FILE,
    SCENARIOS_FILE,
    PRESENTATION_FILE,
  ];
  return known.includes(name) || services.some(({ id }) => name === facilitiesFile(id));
}

/** The smallest number type that keeps every value exactly (NaN is left out anyway). */
function exactNumberType(values: ArrayLike<number>): ColumnType {
  let short = true;
  let whole = true;
  let single = true;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (whole && (!Number.isInteger(value) || Object.is(value, -0) || Math.abs(value) > 0x7fffffff)) whole = false;
    if (short && !(whole && value >= 0 && value <= 0xffff)) short = false;
    if (single && Math.fround(value) !== value) single = false;
    if (!whole && !single) return "Double";
  }
  if (short) return "UShort";
  return whole ? "Int" : "Float";
}

/** Numbers as a column of the smallest type that keeps them. */
export function numberColumn(name: string, values: ArrayLike<number>): Column {
  return { name, type: exactNumberType(values), values };
}

/** Texts as a column; empty ones are null unless told otherwise. */
export function textColumn(name: string, values: readonly string[], emptyIsNull = true): Column {
  return { name, type: "String", values: emptyIsNull ? values.map((value) => (value === "" ? null : value)) : values };
}

function attributeColumn(name: string, values: readonly AttributeValue[]): Column {
  const present = values.filter((value) => value !== null);
  if (present.every((value) => typeof value === "boolean")) return { name, type: "Bool", values };
  if (present.every((value) => typeof value === "number")) return { name, type: exactNumberType(present), values };
  if (present.every((value) => typeof value === "string")) return { name, type: "String", values };
  return { name, type: "Json", values };
}

/** Street lines: id, highway, name, who may pass (`permissions`, bits of core/model/streets) and conditions. */
export function streetsTable(streets: Streets, title: string, description: string): FeatureTable {
  const columns: Column[] = [
    textColumn("id", streets.ids),
    textColumn("highway", streets.classes),
    textColumn("name", streets.names),
    { name: "permissions", type: "Short", values: streets.permissions },
  ];
  if (streets.conditions) columns.push({ name: "conditions", type: "Short", values: streets.conditions });
  return tableOfLines(streets.coordinates, streets.starts, columns, title, description);
}

/** Points that somebody cannot pass. */
export function streetBlocksTable(blocks: StreetBlocks, title: string, description: string): FeatureTable {
  const columns: Column[] = [{ name: "stops", type: "Short", values: blocks.stops }];
  if (blocks.conditions) columns.push({ name: "conditions", type: "Short", values: blocks.conditions });
  return tableOfPoints(blocks.coordinates, columns, title, description);
}

function demandTable(demand: Demand, title: string, description: string): FeatureTable {
  const columns: Column[] = [{ name: "communityRow", type: "Int", values: demand.communityIndexes }];
  for (const groupId of GROUP_IDS) {
    const values = demand.people[groupId];
    if (values) columns.push(numberColumn(GROUP_COLUMNS[groupId], values));
  }
  if (demand.landSquareMetres) columns.push(numberColumn(LAND_COLUMN, demand.landSquareMetres));
  return tableOfPoints(demand.coordinates, columns, title, description);
}

/** A service's facilities: id, name and their attributes. */
export function facilitiesTable(facilities: Facilities, title: string, description: string): FeatureTable {
  const columns = [textColumn("id", facilities.ids, false), textColumn("name", facilities.names)];
  for (const [name, values] of Object.entries(facilities.attributes)) columns.push(attributeColumn(name, values));
  return tableOfLines(facilities.coordinates, facilities.starts, columns, title, description);
}

/** Barriers or context with kind and name. */
export function shapesTable(
  shapes: Study["barriers"] | Study["context"],
  title: string,
  description: string,
): FeatureTable {
  const collector = new GeometryCollector();
  for (const shape of shapes) collector.add(shape.geometry);
  const columns = [
    textColumn(
      "kind",
      shapes.map((shape) => shape.kind),
    ),
    textColumn(
      "name",
      shapes.map((shape) => shape.name),
    ),
  ];
  return collector.toTable(columns, title, description, 4326);
}

function communitiesTable(study: Study, title: string, description: string): FeatureTable {
  const { communities } = study;
  const collector = new GeometryCollector();
  for (const area of communities.areas) collector.add(area);
  const columns: Column[] = [
    textColumn("id", communities.ids, false),
    textColumn("name", communities.names),
    textColumn("parentId", communities.parentIds),
    textColumn("kind", communities.kinds),
    { name: "labelLon", type: "Double", values: communities.centres.filter((_, index) => index % 2 === 0) },
    { name: "labelLat", type: "Double", values: communities.centres.filter((_, index) => index % 2 === 1) },
  ];
  return collector.toTable(columns, title, description, 4326);
}

/** The streets once more, with a height at each vertex and at each place between that was sampled. */
function elevationsTable(streets: Streets, { samples, metres }: StreetElevations, description: string): FeatureTable {
  const coordinates = new Float64Array(2 * metres.length);
  const starts = new Uint32Array(streets.count + 1);
  starts[streets.count] = metres.length;
  for (let street = 0; street < streets.count; street++) {
    const end = streets.starts[street + 1] as number;
    starts[street] = samples[streets.starts[street] as number] ?? metres.length;
    for (let position = streets.starts[street] as number; position < end; position++) {
      const first = samples[position] as number;
      const lon = streets.coordinates[2 * position] as number;
      const lat = streets.coordinates[2 * position + 1] as number;
      coordinates.set([lon, lat], 2 * first);
      if (position + 1 === end) continue;
      const steps = (samples[position + 1] as number) - first;
      const lonStep = ((streets.coordinates[2 * position + 2] as number) - lon) / steps;
      const latStep = ((streets.coordinates[2 * position + 3] as number) - lat) / steps;
      for (let step = 1; step < steps; step++)
        coordinates.set([lon + step * lonStep, lat + step * latStep], 2 * (first + step));
    }
  }
  const table = tableOfLines(coordinates, starts, [], "街道高程 Street elevations", description);
  return { ...table, elevations: Float64Array.from(metres) };
}

/** What the header of each file says of it: whose data, and 演示数据 where simulated. */
export function layerDescription(study: Study): string {
  const text = `${study.title.zh} ${study.title.en}`.trim();
  const demonstration = "演示数据 (simulated, not surveyed)";
  return study.demonstration ? `${demonstration}. ${text}` : text;
}

/** All files of a study but manifest.json, by name; layers that are empty have no file. */
export function writeStudyLayers(study: Study): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const about = layerDescription(study);
  const put = (name: string, table: FeatureTable): void => {
    files.set(name, writeFlatGeobuf(table));
  };
  const { streets, streetBlocks, demand } = study;
  put(STREETS_FILE, streetsTable(streets, "街道 Streets", about));
  if (streets.elevations) put(ELEVATIONS_FILE, elevationsTable(streets, streets.elevations, about));
  if (streetBlocks.count > 0)
    put(STREET_BLOCKS_FILE, streetBlocksTable(streetBlocks, "街道阻断点 Street blocks", about));
  put(COMMUNITIES_FILE, communitiesTable(study, "社区与行政村 Communities", about));
  put(DEMAND_FILE, demandTable(demand, "人口 Demand", about));
  for (const service of study.services) {
    const facilities = study.facilities.find((layer) => layer.serviceId === service.id);
    if (!facilities) continue;
    const title = `${service.title.zh} ${service.title.en}`;
    put(facilitiesFile(service.id), facilitiesTable(facilities, title, about));
  }
  if (study.barriers.length > 0) put(BARRIERS_FILE, shapesTable(study.barriers, "阻隔 Barriers", about));
  if (study.context.length > 0) put(CONTEXT_FILE, shapesTable(study.context, "底图 Context", about));
  if (study.targets.length > 0 || study.inconsistencies.length > 0 || hasEdits(study.edits)) {
    files.set(PLAN_FILE, new TextEncoder().encode(writePlan(study)));
  }
  if (study.scenarios.length > 0) files.set(SCENARIOS_FILE, new TextEncoder().encode(writeScenarios(study.scenarios)));
  const { presentation } = study;
  if (presentation && !isEmptyPresentation(presentation))
    files.set(PRESENTATION_FILE, new TextEncoder().encode(writePresentation(presentation)));
  return files;
}
