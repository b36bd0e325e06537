/**
 * A laid-out layer's coordinate system: what somebody decided, else what the streets that are loaded tell beyond doubt, else what the
 * file says, else degrees. What was not stated is said.
 */
import { type SystemBasis, systemOfFile, tellApproximate, unknownSystem } from "../crs/choose-system.ts";
import { type CoordinateSystem, WGS84 } from "../crs/coordinate-system.ts";
import { findCoordinateSystem } from "../crs/find-coordinate-system.ts";
import { projectTable } from "../crs/project-table.ts";
import { samplePositions } from "../crs/sample-positions.ts";
import type { StreetReference } from "../crs/street-reference.ts";
import { type SystemWeighing, weighSystems } from "../crs/weigh-systems.ts";
import { type FeatureTable, NO_GEOMETRY } from "../tables/feature-table.ts";
import { IssueList, type LabelledTable } from "../tables/labelled-table.ts";
import { keepRows, type LaidOutLayer } from "./lay-out-layer.ts";
import { moveColumnsToDegrees } from "./move-columns.ts";
import { systemInEastings } from "./system-in-eastings.ts";

export interface SettledSystem {
  readonly system: CoordinateSystem;
  /** `weighed`: told by the streets. */
  readonly basis: SystemBasis | "weighed";
}

export interface SettledLayer {
  /** In degrees. */
  readonly labelled: LabelledTable;
  readonly settled: SettledSystem;
  /** Rows left out because they lie nowhere, by label. */
  readonly leftOut: readonly (string | number)[];
}

/** What the streets say of the layer's system; null without streets or positions. */
export function weighLayer({ labelled, isPlaced }: LaidOutLayer, reference: StreetReference | null) {
  if (reference === null || !isPlaced) return null;
  const { table } = labelled;
  return weighSystems(samplePositions(table), { crsCode: table.crsCode, crsText: table.crsText ?? "" }, reference);
}

/** How the id of a system with its axes exchanged ends. */
const SWAPPED = ":yx";

/** Whether most positions are farther from zero than degrees can be, on both axes. */
export function areMetres({ coordinates }: FeatureTable): boolean {
  let metres = 0;
  let others = 0;
  for (let at = 0; at < coordinates.length; at += 2) {
    const [x, y] = [Math.abs(coordinates[at] as number), Math.abs(coordinates[at + 1] as number)];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    if (x > 1000 && y > 1000) metres++;
    else others++;
  }
  return metres > others;
}

/** What was decided, what the file says, or degrees; a layer of metres that nobody names a system for is refused: each such plane would lie elsewhere. */
function chooseUnweighed(
  { labelled, sheet }: LaidOutLayer,
  crs: string | null,
  reference: StreetReference | null,
  issues: IssueList,
): SettledSystem | null {
  const { table, layer, format } = labelled;
  if (crs !== null) {
    const system = findCoordinateSystem(crs);
    if (!system) return unknownSystem(layer, crs, issues);
    // Of a sheet whose northings come first that has been seen already.
    const isTurned = sheet?.positions?.isSwapped === true && crs.endsWith(SWAPPED);
    const read = isTurned ? findCoordinateSystem(crs.slice(0, -SWAPPED.length)) : system;
    return { system: read ? { ...read, id: system.id, title: system.title } : system, basis: "stated" };
  }
  const own = systemOfFile({ crsCode: table.crsCode, crsText: table.crsText ?? "" });
  if (own.system) return { system: own.system, basis: "file" };
  if (own.name !== "") return unknownSystem(layer, own.name, issues);
  if (areMetres(table)) {
    const ofZone = systemInEastings(table, reference);
    if (ofZone) {
      issues.warn("assumed", layer, { field: "crs", value: ofZone.title, details: { what: "zone-told" } });
      return { system: ofZone, basis: "assumed" };
    }
    const [x, y] = table.coordinates;
    issues.error("bad-value", layer, { field: "crs", value: `${x}, ${y}`, details: { what: "no-system" } });
    return null;
  }
  // GeoJSON is WGS84 by its own rule; nothing in a table says which datum it is in, and Amap and Baidu shift theirs.
  if (format === "GeoJSON") return { system: WGS84, basis: "file" };
  if (table.coordinates.length > 0)
    issues.warn("assumed", layer, { field: "datum", value: "WGS84", details: { what: "datum" } });
  return { system: WGS84, basis: "assumed" };
}

function choose(
  laid: LaidOutLayer,
  crs: string | null,
  weighing: SystemWeighing | null,
  reference: StreetReference | null,
): SettledSystem | null {
  const { layer } = laid.labelled;
  const { issues } = laid;
  const decided = crs === null ? undefined : weighing?.systems.find(({ system }) => system.id === crs);
  if (decided) return { system: decided.system, basis: "stated" };
  const { proposal = null, sureness } = weighing ?? {};
  // What a file says of itself gives way only to what is beyond doubt.
  const { crsCode, crsText = "" } = laid.labelled.table;
  const isToldEnough = sureness === "sure" || (sureness === "likely" && crsCode === 0 && crsText === "");
  if (crs !== null || !proposal || proposal.isStated || !isToldEnough)
    return chooseUnweighed(laid, crs, reference, issues);
  // Plain degrees that the streets confirm are what anybody would take them for.
  if (proposal.system.id === WGS84.id) return { system: WGS84, basis: "weighed" };
  const metres = proposal.medianMetres === null ? "" : Math.round(proposal.medianMetres);
  const details = { what: "datum-weighed", count: proposal.insideCount, metres };
  issues.warn("assumed", layer, { field: "datum", value: proposal.system.title, details });
  return { system: proposal.system, basis: "weighed" };
}

/** The coordinate system in words, with its id, and whether it was assumed, told by the streets, or stands only approximately. */
export function describeSystem({ system, basis }: SettledSystem): string {
  if (basis === "assumed") return `${system.title} (assumed)`;
  const notes = [system.id, ...(basis === "file" ? [] : [basis]), ...(system.isApproximate ? ["approximate"] : [])];
  return `${system.title} (${notes.join(", ")})`;
}

function hasPosition({ table }: LabelledTable, row: number, isInside: (lon: number, lat: number) => boolean): boolean {
  if (table.kinds[row] === NO_GEOMETRY) return false;
  const at = 2 * (table.starts[row] as number);
  const [lon, lat] = [table.coordinates[at] as number, table.coordinates[at + 1] as number];
  return Number.isFinite(lon) && Number.isFinite(lat) && isInside(lon, lat);
}

/**
 * Moves a layer into degrees.
 * @param crs what somebody decided; null where nothing.
 * @param isLenient rows of a sheet that lie nowhere, or outside the study, are left out and named instead of refusing the layer.
 * @returns null, with issues, where the system cannot be known or used.
 */
export function settleSystem(
  laid: LaidOutLayer,
  crs: string | null,
  weighing: SystemWeighing | null,
  reference: StreetReference | null,
  isLenient: boolean,
): SettledLayer | null {
  const { issues } = laid;
  const settled = tellApproximate(choose(laid, crs, weighing, reference), laid.labelled.layer, issues);
  if (!settled) return null;
  const faults = new IssueList();
  const projected = projectTable(laid.labelled, settled.system, faults);
  const labelled = { ...projected, table: moveColumnsToDegrees(projected.table, settled.system) };
  if (!isLenient || laid.sheet === null) {
    for (const issue of faults.all()) issues.add(issue);
    return { labelled, settled, leftOut: [] };
  }
  for (const issue of faults.all()) issues.add({ ...issue, severity: "warning" });
  const isInside = reference?.bounds ? reference.isInside : () => true;
  const kept = Array.from({ length: labelled.table.count }, (_, row) => hasPosition(labelled, row, isInside));
  const leftOut = labelled.labels.filter((_, row) => !kept[row]);
  for (const label of leftOut) issues.warn("outside-study", labelled.layer, { row: label });
  return { labelled: keepRows(labelled, (row) => kept[row] === true), settled, leftOut };
}
