/** A layer's positions in its own coordinate system → longitude and latitude; every feature that does not fit is reported. */
import type { IssueList, LabelledTable } from "../tables/labelled-table.ts";
import type { CoordinateSystem } from "./coordinate-system.ts";

/** The same layer in degrees. Faults go to `issues`, one a feature. */
export function projectTable(labelled: LabelledTable, system: CoordinateSystem, issues: IssueList): LabelledTable {
  const { table, layer, labels, format } = labelled;
  const coordinates = new Float64Array(table.coordinates.length);
  for (let row = 0; row < table.count; row++) {
    const end = table.starts[row + 1] ?? 0;
    let told = false;
    for (let index = table.starts[row] ?? 0; index < end; index++) {
      const x = table.coordinates[2 * index] as number;
      const y = table.coordinates[2 * index + 1] as number;
      const fault = system.faultOf(x, y);
      // The reader of tables has named the cell already.
      const isNamed = format === "CSV" && fault === "not-a-number";
      if (fault !== "" && !told && !isNamed) {
        issues.error("bad-coordinate", layer, {
          row: labels[row],
          value: `${x}, ${y}`,
          details: { what: fault, crs: system.id },
        });
        told = true;
      }
      // A position that does not fit lies nowhere: nothing else is to be said of it.
      const [lon, lat] = fault === "" ? system.toDegrees(x, y) : [Number.NaN, Number.NaN];
      coordinates[2 * index] = lon;
      coordinates[2 * index + 1] = lat;
    }
  }
  return { ...labelled, table: { ...table, coordinates, crsCode: 4326, crsText: "" } };
}
