/**
 * A laid-out layer's coordinate system: what somebody decided, else what the streets that are loaded tell beyond doubt, else what the
 * file says, else degrees. What was not stated is said.
 */
import { chooseLayerSystem, type SystemBasis, tellApproximate } from "../crs/choose-system.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { projectTable } from "../crs/project-table.ts";
import { samplePositions } from "../crs/sample-positions.ts";
import type { StreetReference } from "../crs/street-reference.ts";
import { type SystemWeighing, weighSystems } from "../crs/weigh-systems.ts";
import { NO_GEOMETRY } from "../tables/feature-table.ts";
import { IssueList, type LabelledTable } from "../tables/labelled-table.ts";
import { keepRows, type LaidOutLayer } from "./lay-out-layer.ts";

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
export function weighLayer({ labelled, crsText, isPlaced }: LaidOutLayer, reference: StreetReference | null) {
  if (reference === null || !isPlaced) return null;
  const { table } = labelled;
  return weighSystems(samplePositions(table), { crsCode: table.crsCode, crsText }, reference);
}

function choose(
  { labelled, crsText, sheet }: LaidOutLayer,
  crs: string | null,
  weighing: SystemWeighing | null,
  issues: IssueList,
): SettledSystem | null {
  const { table, layer } = labelled;
  const weighed = crs === null ? null : weighing?.systems.find(({ system }) => system.id === crs);
  if (weighed) return tellApproximate({ system: weighed.system, basis: "stated" as const }, layer, issues);
  const { proposal = null, sureness } = weighing ?? {};
  if (crs === null && proposal && !proposal.isStated && (sureness === "sure" || sureness === "likely")) {
    const metres = proposal.medianMetres === null ? "" : Math.round(proposal.medianMetres);
    const details = { what: "datum-weighed", count: proposal.insideCount, metres };
    issues.warn("assumed", layer, { field: "datum", value: proposal.system.title, details });
    return { system: proposal.system, basis: "weighed" };
  }
  const chosen = chooseLayerSystem(table, layer, crs, issues, crsText);
  // Nothing in a sheet says which datum it is in; Amap and Baidu shift theirs by hundreds of metres.
  if (chosen?.basis === "assumed" && sheet !== null)
    issues.warn("assumed", layer, { field: "datum", value: chosen.system.title, details: { what: "datum" } });
  return chosen;
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
  const settled = choose(laid, crs, weighing, issues);
  if (!settled) return null;
  const faults = new IssueList();
  const labelled = projectTable(laid.labelled, settled.system, faults);
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
