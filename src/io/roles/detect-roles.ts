/**
 * Which part of a study a table is: what the user says, else what its columns
 * and shapes say, else its file's name. Points whose service nobody names are
 * refused with the way to name it; a table may hold several services.
 */

import { contextOf } from "../parts/context-from-tables.ts";
import { demandUnitOf } from "../parts/demand-from-tables.ts";
import { areBarriers } from "../parts/layer-from-features.ts";
import { areStreetBlocks } from "../parts/street-blocks-from-tables.ts";
import { findClassColumn, readStreetClass } from "../parts/street-classes.ts";
import { areUnits } from "../parts/units-from-tables.ts";
import { isServiceId, KNOWN_SERVICE_IDS } from "../services/known-services.ts";
import { areServedAreas } from "../services/served-areas.ts";
import {
  findServiceColumn,
  levelsOfLayer,
  serviceOfLayer,
  servicesOfCell,
  umbrellaOf,
} from "../services/service-column.ts";
import { columnFor, groupColumns } from "../tables/column-names.ts";
import {
  findColumn,
  LINE,
  MULTI_LINE,
  MULTI_POINT,
  MULTI_POLYGON,
  NO_GEOMETRY,
  POINT,
  POLYGON,
  textAt,
} from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";
import { LABEL_COLUMNS } from "../tables/own-columns.ts";

export type LayerRole = PlainRole | `facilities:${string}` | RasterRole;

const PLAIN_ROLES = [
  "streets",
  "street-blocks",
  "communities",
  "units",
  "demand",
  "barriers",
  "context",
  "boundary",
  "people",
  "buildings",
] as const;
type PlainRole = (typeof PLAIN_ROLES)[number];

/** What a raster may be; the measure of a population is told by the file unless the role says it. */
export type RasterRole = "elevation" | "population" | "population:count" | "population:density";

const RASTER_ROLES: readonly string[] = [
  "elevation",
  "population",
  "population:count",
  "population:density",
] satisfies RasterRole[];

/** True for a role that only a raster plays. */
export function isRasterRole(role: string): role is RasterRole {
  return RASTER_ROLES.includes(role);
}

/** True for a role as it may be written after `--as`. */
export function isLayerRole(text: string): text is LayerRole {
  return [...PLAIN_ROLES, ...RASTER_ROLES].includes(text) || (text.startsWith("facilities:") && text.length > 11);
}

/** A table, the part it plays and the rows that play it. */
export interface RoledTable {
  readonly role: LayerRole;
  readonly labelled: LabelledTable;
  readonly rows: readonly number[];
}

function shapeOf({ table }: LabelledTable): "points" | "lines" | "areas" {
  const counts = { points: 0, lines: 0, areas: 0 };
  for (const kind of table.kinds) {
    if (kind === POINT || kind === MULTI_POINT) counts.points++;
    else if (kind === LINE || kind === MULTI_LINE) counts.lines++;
    else if (kind === POLYGON || kind === MULTI_POLYGON) counts.areas++;
  }
  if (counts.areas >= counts.lines && counts.areas > counts.points) return "areas";
  return counts.lines > counts.points ? "lines" : "points";
}

const BARRIER_FILE = /barrier|river|water|rail|wall|阻隔|河|水系|铁路|城墙/i;
const BOUNDARY_FILE = /boundary|extent|范围|边界/i;
const BUILDINGS_FILE = /building|建筑|房屋|楼栋|楼幢/i;
const STREETS_FILE = /street|road|highway|道路|路网|公路|马路|街巷/i;
/** Streets, or the subdistrict that a layer is of. */
const STREETS_OR_SUBDISTRICT = /街道/;

/** Classes that trails have as well as streets. */
const TRAIL_CLASSES: ReadonlySet<string | null> = new Set(["footway", "path", "pedestrian", "cycleway", "steps", null]);

/** Whether a column says of lines that some of them are carriageways. */
function haveRoads({ table }: LabelledTable): boolean {
  const column = findClassColumn(table);
  if (column === null) return false;
  for (let row = 0; row < table.count; row++) if (!TRAIL_CLASSES.has(readStreetClass(textAt(column, row)))) return true;
  return false;
}

function allRows(labelled: LabelledTable): number[] {
  return Array.from({ length: labelled.table.count }, (_, row) => row);
}

function hasColumn({ table }: LabelledTable, ...names: readonly string[]): boolean {
  return table.columns.some(({ name }) => names.includes(name.toLowerCase()));
}

/** Rows by the service that the table's own column names; null where there is no such column. */
function byServiceColumn(labelled: LabelledTable, issues: IssueList): RoledTable[] | null {
  const column = findServiceColumn(labelled);
  const levels = levelsOfLayer(labelled);
  if (!column) return levels.length === 0 ? null : ofLevels(labelled, levels, issues);
  const isCalled = column === columnFor(labelled.table, "service");
  const untold = new Map<string, number[]>();
  if (!isCalled)
    issues.warn("assumed", labelled.layer, {
      field: column.name,
      value: shown(textAt(column, 0)),
      details: { what: "services-by-cells" },
    });
  const umbrella = umbrellaOf(labelled);
  // What a sheet of nine-year schools is called says more than the names of those schools.
  const saysLevels = (named: readonly string[]): boolean =>
    levels.length > 0 && (column === columnFor(labelled.table, "name") || named.every((one) => one === umbrella));
  const rowsOf = new Map<string, number[]>();
  const ofSeveral: number[] = [];
  for (const row of allRows(labelled)) {
    const cell = textAt(column, row);
    const ofCell = servicesOfCell(cell);
    const named = saysLevels(ofCell) ? levels : ofCell;
    if (named.length > 1) ofSeveral.push(row);
    const services = named.length > 0 || umbrella === null ? named : [umbrella];
    if (services.length === 0 && !isCalled) {
      const rows = untold.get(cell);
      if (rows) rows.push(row);
      else untold.set(cell, [row]);
      continue;
    }
    if (services.length === 0) {
      const details = { known: KNOWN_SERVICE_IDS.join(", ") };
      issues.error("unknown-service", labelled.layer, {
        row: labelled.labels[row],
        field: column.name,
        value: shown(cell),
        details,
      });
      continue;
    }
    for (const serviceId of services) {
      const rows = rowsOf.get(serviceId);
      if (rows) rows.push(row);
      else rowsOf.set(serviceId, [row]);
    }
  }
  if (column === columnFor(labelled.table, "name")) joinTownPrimary(rowsOf, (row) => textAt(column, row));
  for (const [cell, rows] of untold) {
    const place = { row: labelled.labels[rows[0] as number], field: column.name, value: shown(cell) };
    issues.warn("assumed", labelled.layer, { ...place, details: { what: "rows-untold", count: rows.length } });
  }
  const [first] = ofSeveral;
  if (first !== undefined)
    issues.warn("assumed", labelled.layer, {
      field: column.name,
      value: shown([...new Set(ofSeveral.map((row) => textAt(column, row)))].slice(0, MOST_NAMED).join("、")),
      details: { what: "several-levels", count: ofSeveral.length },
    });
  return [...rowsOf].map(([serviceId, rows]) => ({ role: `facilities:${serviceId}`, labelled, rows }));
}

/** 城中小学 is the primary school of 城中 where all other rows are primary schools; elsewhere it may be a school of all levels. */
function joinTownPrimary(rowsOf: Map<string, number[]>, nameOf: (row: number) => string): void {
  const [primary = [], others] = [rowsOf.get("primary-school"), rowsOf.get("school")];
  if (others === undefined || rowsOf.size !== 2 || primary.length < FEWEST_BESIDE * others.length) return;
  if (!others.every((row) => /\S中小学$/.test(nameOf(row)))) return;
  rowsOf.set(
    "primary-school",
    [...primary, ...others].sort((a, b) => a - b),
  );
  rowsOf.delete("school");
}

/** All rows of a list of schools of several levels, at each. */
function ofLevels(labelled: LabelledTable, levels: readonly string[], issues: IssueList): RoledTable[] {
  const value = shown(labelled.layer.replace(/^.*[\\/›]\s*/, ""));
  const details = { what: "several-levels", count: labelled.table.count };
  issues.warn("assumed", labelled.layer, { field: "service", value, details });
  return levels.map((serviceId) => ({ role: `facilities:${serviceId}`, labelled, rows: allRows(labelled) }));
}

/** So many sure rows for one that may be read either way. */
const FEWEST_BESIDE = 3;

/** Kinds that one sentence names at most. */
const MOST_NAMED = 3;

function statedRole(labelled: LabelledTable, role: LayerRole, issues: IssueList): RoledTable[] {
  if (isRasterRole(role)) {
    issues.error("bad-value", labelled.layer, { field: "as", value: role, details: { expected: "GeoTIFF" } });
    return [];
  }
  if (role.startsWith("facilities:")) {
    const serviceId = role.slice("facilities:".length);
    if (!isServiceId(serviceId)) {
      const details = { known: KNOWN_SERVICE_IDS.join(", ") };
      issues.error("unknown-service", labelled.layer, { field: "as", value: shown(serviceId), details });
      return [];
    }
    if (!KNOWN_SERVICE_IDS.includes(serviceId)) {
      issues.warn("assumed", labelled.layer, {
        field: "service",
        value: serviceId,
        details: { what: "new-service", known: KNOWN_SERVICE_IDS.join(", ") },
      });
    }
  }
  return [{ role, labelled, rows: allRows(labelled) }];
}

/** The parts that a table plays, each with its rows; none where it cannot be told (an issue says so). */
export function detectRoles(labelled: LabelledTable, stated: LayerRole | null, issues: IssueList): RoledTable[] {
  if (stated !== null) return statedRole(labelled, stated, issues);
  const { layer } = labelled;
  const name = layer.split(/[\\/]/).pop() ?? layer;
  const rows = allRows(labelled);
  const one = (role: LayerRole): RoledTable[] => [{ role, labelled, rows }];
  if (labelled.table.kinds.every((kind) => kind === NO_GEOMETRY)) {
    if (areUnits(labelled.table)) return one("units");
    const named = groupColumns(labelled.table).size === 0 ? byServiceColumn(labelled, issues) : null;
    return named ?? one("people");
  }
  const exported = contextOf(labelled.table);
  if (exported !== null) return one(exported === "borders" ? "boundary" : "context");
  if (areBarriers(labelled.table)) return one("barriers");
  const shape = shapeOf(labelled);
  const named = serviceOfLayer(labelled);
  if (shape === "areas") {
    if (hasColumn(labelled, "waterway", "natural") || BARRIER_FILE.test(name)) return one("barriers");
    if (areServedAreas(labelled)) {
      const details = { what: "served-areas", known: KNOWN_SERVICE_IDS.join(", ") };
      issues.error("unknown-service", layer, { field: "as", details });
      return [];
    }
    if (BOUNDARY_FILE.test(name) && labelled.table.count === 1) return one("boundary");
    if (named) return one(`facilities:${named}`);
    const areBuildings =
      hasColumn(labelled, "building", "building:levels") ||
      (BUILDINGS_FILE.test(name) && columnFor(labelled.table, "people") === null) ||
      (columnFor(labelled.table, "levels") !== null && groupColumns(labelled.table).size === 0);
    return one(areBuildings ? "buildings" : "communities");
  }
  if (shape === "lines") {
    if (hasColumn(labelled, "permissions", "highway", "fclass", "foot")) return one("streets");
    if (STREETS_FILE.test(name) || haveRoads(labelled)) return one("streets");
    if (named) return one(`facilities:${named}`);
    if (STREETS_OR_SUBDISTRICT.test(name) || findClassColumn(labelled.table)) return one("streets");
    const barriers = hasColumn(labelled, "railway", "waterway") || BARRIER_FILE.test(name);
    return one(barriers ? "barriers" : "streets");
  }
  const services = byServiceColumn(labelled, issues);
  if (services) return services;
  if (named) return one(`facilities:${named}`);
  if (groupColumns(labelled.table).has("all") || demandUnitOf(labelled.table) !== "people") return one("demand");
  if (areStreetBlocks(labelled.table)) return one("street-blocks");
  // Communities without outlines, as a study exports them.
  const has = (wanted: string): boolean => findColumn(labelled.table, wanted) !== null;
  if (LABEL_COLUMNS.some(({ lon, lat }) => has(lon) && has(lat))) return one("communities");
  tellUnknown(labelled, issues);
  return [];
}

/** Asks for the part that a layer plays. */
export function tellUnknown({ layer }: LabelledTable, issues: IssueList): void {
  const details = { what: "name-the-role", known: KNOWN_SERVICE_IDS.join(", ") };
  issues.error("unknown-service", layer, { field: "as", details });
}
