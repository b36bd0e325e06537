/** A layer's positions in its own coordinate system → longitude and latitude; every feature that does not fit is reported. */
import type { IssueList, LabelledTable } from "../tables/labelled-table.ts";
import type { CoordinateSystem } from "./coordinate-system.ts";

/** The same layer in degrees. Faults go to `issues`, one a feature. */
export function projectTable(labelled: LabelledTable, system: CoordinateSystem, issues: IssueList): LabelledTable {
  const { table, layer, labels } = labelled;
  const coordinates = new Float64Array(table.coordinates.length);
  for (let row = 0; row < table.count; row++) {
    const end = table.starts[row + 1] ?? 0;
    let told = false;
    for (let index = table.starts[row] ?? 0; index < end; index++) {
      const x = table.coordinates[2 * index] as number;
      const y = table.coordinates[2 * index + 1] as number;
      const fault = system.faultOf(x, y);
      if (fault !== "" && !told) {
        issues.error("bad-coordinate", layer, {
          row: labels[row],
          value: `${x}, ${y}`,
          details: { what: fault, crs: system.id },
        });
        told = true;
      }
      const [lon, lat] = system.toDegrees(x, y);
      coordinates[2 * index] = lon;
      coordinates[2 * index + 1] = lat;
    }
  }
  return { ...labelled, table: { ...table, coordinates, crsCode: 4326 } };
}
