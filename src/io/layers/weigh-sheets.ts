/**
 * Whether the sheets of a layer that was put together of several are all in its coordinate system: one county may have picked its
 * positions from a web map. Each sheet is held against the streets by itself; one that beyond doubt is in another system is told.
 */
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { samplePositions } from "../crs/sample-positions.ts";
import type { StreetReference } from "../crs/street-reference.ts";
import { weighSystems } from "../crs/weigh-systems.ts";
import { keepRows, type LaidOutLayer } from "./lay-out-layer.ts";

/** Tells sheets whose positions are surely in another system than the one that all are read in (`assumed`, `sheet-system`). */
export function tellSheetSystems(
  laid: LaidOutLayer,
  system: CoordinateSystem,
  reference: StreetReference | null,
): void {
  const { source, labelled, issues } = laid;
  if (source.kind !== "cells" || source.sheets === undefined || reference === null) return;
  const { crsCode, crsText = "" } = labelled.table;
  for (const { sheet } of source.sheets) {
    const { table } = keepRows(labelled, (row) => String(labelled.labels[row]).startsWith(`${sheet}!`));
    const { proposal, sureness } = weighSystems(samplePositions(table), { crsCode, crsText }, reference);
    if (sureness !== "sure" || proposal === null || proposal.system.id === system.id) continue;
    issues.warn("assumed", labelled.layer, {
      row: sheet,
      field: "datum",
      value: proposal.system.title,
      details: { what: "sheet-system", count: table.count },
    });
  }
}
