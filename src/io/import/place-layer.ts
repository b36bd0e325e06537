/**
 * A layer of an import in degrees, whatever system it came in: what the user states for the file, else what the file says, else WGS84. A
 * layer of metres that nobody names a system for is refused: each such plane would lie elsewhere.
 */
import { type SystemBasis, systemOfFile, tellApproximate, unknownSystem } from "../crs/choose-system.ts";
import { type CoordinateSystem, WGS84 } from "../crs/coordinate-system.ts";
import { findCoordinateSystem } from "../crs/find-coordinate-system.ts";
import { projectTable } from "../crs/project-table.ts";
import type { FeatureTable } from "../tables/feature-table.ts";
import type { IssueList, LabelledTable } from "../tables/labelled-table.ts";

export interface PlacedLayer {
  readonly labelled: LabelledTable;
  readonly system: CoordinateSystem;
  /** The system in words, with its id, and whether it was assumed or stands only approximately. */
  readonly datum: string;
}

/** Whether most positions are farther from zero than degrees can be, on both axes. */
function areMetres({ coordinates }: FeatureTable): boolean {
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

interface Chosen {
  readonly system: CoordinateSystem;
  readonly basis: SystemBasis;
}

function chooseSystem(labelled: LabelledTable, stated: string | undefined, issues: IssueList): Chosen | null {
  const { table, layer, format } = labelled;
  if (stated !== undefined) {
    const system = findCoordinateSystem(stated);
    return system ? { system, basis: "stated" } : unknownSystem(layer, stated, issues);
  }
  const own = systemOfFile({ crsCode: table.crsCode, crsText: table.crsText ?? "" });
  if (own.system) return { system: own.system, basis: "file" };
  if (own.name !== "") return unknownSystem(layer, own.name, issues);
  if (areMetres(table)) {
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

function describeDatum({ system, basis }: Chosen): string {
  if (basis === "assumed") return `${system.title} (assumed)`;
  const notes = [
    system.id,
    ...(basis === "stated" ? ["stated"] : []),
    ...(system.isApproximate ? ["approximate"] : []),
  ];
  return `${system.title} (${notes.join(", ")})`;
}

/** The layer in degrees; null, with an issue, where its system is not known. Positions that do not fit it are issues, one a feature. */
export function placeLayer(labelled: LabelledTable, stated: string | undefined, issues: IssueList): PlacedLayer | null {
  const chosen = tellApproximate(chooseSystem(labelled, stated, issues), labelled.layer, issues);
  if (!chosen) return null;
  const { system } = chosen;
  return { labelled: projectTable(labelled, system, issues), system, datum: describeDatum(chosen) };
}
