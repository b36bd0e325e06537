/** A table in WGS84 degrees → the same in another system, with the positions that stand in its columns. */
import type { Progress } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import { ENTRANCES_ATTRIBUTE } from "../../core/model/facility.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { epsgCodeOf } from "../crs/find-coordinate-system.ts";
import { attributeAt, type Column, type FeatureTable, numberAt } from "../tables/feature-table.ts";
import { IssueList } from "../tables/labelled-table.ts";
import type { PositionColumns } from "./layer-table.ts";

const ROWS_A_STEP = 2000;

/** Decimals that keep a position to a tenth of a millimetre. */
export function decimalsOf({ unit }: CoordinateSystem): number {
  return unit === "degrees" ? 9 : 4;
}

/**
 * Moves in steps. Throws BadDataError (bad-coordinate) where the system does not reach.
 * @param layer its name in issues
 */
export function* moveTable(
  table: FeatureTable,
  layer: string,
  positions: PositionColumns | null,
  system: CoordinateSystem,
): Generator<Progress, FeatureTable> {
  const issues = new IssueList();
  const coordinates = new Float64Array(table.coordinates.length);
  for (let row = 0; row < table.count; row++) {
    if (row % ROWS_A_STEP === 0) yield { stage: "writing", done: row, total: table.count };
    const end = table.starts[row + 1] ?? 0;
    for (let index = table.starts[row] ?? 0; index < end; index++) {
      const [x, y] = system.fromDegrees(
        table.coordinates[2 * index] as number,
        table.coordinates[2 * index + 1] as number,
      );
      coordinates[2 * index] = x;
      coordinates[2 * index + 1] = y;
      const fault = system.faultOf(x, y);
      if (fault === "") continue;
      const value = `${table.coordinates[2 * index]}, ${table.coordinates[2 * index + 1]}`;
      issues.error("bad-coordinate", layer, {
        row: row + 1,
        value,
        details: { what: "outside-system", crs: system.id },
      });
      break;
    }
  }
  if (issues.hasErrors) throw new BadDataError(issues.all());
  const columns = moveColumns(table, positions, system);
  return { ...table, coordinates, columns, crsCode: epsgCodeOf(system.id) };
}

function moveColumns(table: FeatureTable, positions: PositionColumns | null, system: CoordinateSystem): Column[] {
  const isWgs84 = system.id === "EPSG:4326";
  const lon = table.columns.find(({ name }) => name === positions?.lon);
  const lat = table.columns.find(({ name }) => name === positions?.lat);
  const axis = (of: 0 | 1): Float64Array =>
    Float64Array.from(
      { length: table.count },
      (_, row) => system.fromDegrees(numberAt(lon ?? null, row), numberAt(lat ?? null, row))[of],
    );
  const nameOf = (name: string, plane: string): string =>
    system.unit === "degrees" ? name : name.replace(/(Lon|Lat)$/, plane);
  return table.columns.map((column): Column => {
    if (isWgs84) return column;
    if (column === lon) return { name: nameOf(column.name, "X"), type: "Double", values: axis(0) };
    if (column === lat) return { name: nameOf(column.name, "Y"), type: "Double", values: axis(1) };
    if (column.name !== ENTRANCES_ATTRIBUTE) return column;
    return {
      ...column,
      values: Array.from({ length: table.count }, (_, row) => {
        const value = attributeAt(column, row);
        return typeof value === "string" ? moveEntrances(value, system) : value;
      }),
    };
  });
}

/** "lon lat; lon lat" in the other system; what is no such text stays as it is. */
function moveEntrances(text: string, system: CoordinateSystem): string {
  const pairs = text.split(";").map((pair) => pair.trim().split(/\s+/).map(Number));
  if (!pairs.every((pair) => pair.length === 2 && pair.every(Number.isFinite))) return text;
  const decimals = decimalsOf(system);
  return pairs
    .map(([lon, lat]) =>
      system
        .fromDegrees(lon as number, lat as number)
        .map((value) => Number(value.toFixed(decimals)))
        .join(" "),
    )
    .join("; ");
}
