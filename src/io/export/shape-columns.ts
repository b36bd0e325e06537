/**
 * Shapes as columns of a table without shapes: `lon`, `lat` (or `x`, `y` in metres) of points, `wkt` (OGC well-known text, the
 * same order of axes) of layers with lines or areas; and `crs`, the system that they are in.
 */
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import {
  type FeatureTable,
  LINE,
  MULTI_LINE,
  MULTI_POINT,
  NO_GEOMETRY,
  POINT,
  POLYGON,
} from "../tables/feature-table.ts";
import { SYSTEM_COLUMN } from "../tables/own-columns.ts";
import { closedRing, isArea, partsOfFeature, polygonsOfFeature } from "./feature-parts.ts";
import { decimalsOf } from "./move-table.ts";

export interface ShapeColumns {
  readonly names: readonly string[];
  /** Texts of numbers and WKT of a row, "" where it has none. */
  readonly cellsAt: (row: number) => readonly string[];
  /** Which of them are numbers. */
  readonly areNumbers: readonly boolean[];
}

/** The columns that a layer needs: none for a table without shapes. Where it has lines or areas, its points stand as text beside them. */
export function shapeColumns(table: FeatureTable, system: CoordinateSystem): ShapeColumns {
  const hasPoints = table.kinds.includes(POINT);
  const hasOthers = table.kinds.some((kind) => kind !== POINT && kind !== NO_GEOMETRY);
  const scale = 10 ** decimalsOf(system);
  const number = (value: number): string => String(Math.round(value * scale) / scale);
  if (hasOthers) return { names: ["wkt"], areNumbers: [false], cellsAt: (row) => [wktAt(table, row, number)] };
  if (!hasPoints) return { names: [], areNumbers: [], cellsAt: () => [] };
  return {
    names: system.unit === "degrees" ? ["lon", "lat"] : ["x", "y"],
    areNumbers: [true, true],
    cellsAt: (row) => {
      const [point] = table.kinds[row] === POINT ? partsOfFeature(table, row) : [];
      if (!point) return ["", ""];
      const at = 2 * point.from;
      return [number(table.coordinates[at] as number), number(table.coordinates[at + 1] as number)];
    },
  };
}

/** The column that says in each row in which system its shape is; null for a table without shapes. */
export function systemColumn({ names }: ShapeColumns): string | null {
  return names.length > 0 ? SYSTEM_COLUMN : null;
}

/** A feature as well-known text, "" where it has no shape. */
function wktAt(table: FeatureTable, row: number, number: (value: number) => string): string {
  const listOf = (positions: ArrayLike<number>): string => {
    const texts: string[] = [];
    for (let at = 0; at < positions.length; at += 2)
      texts.push(`${number(positions[at] as number)} ${number(positions[at + 1] as number)}`);
    return `(${texts.join(", ")})`;
  };
  const kind = table.kinds[row];
  if (isArea(kind)) {
    const polygons = polygonsOfFeature(table, row).map(
      (rings) => `(${rings.map((ring) => listOf(closedRing(table, ring))).join(", ")})`,
    );
    if (polygons.length === 0) return "";
    return polygons.length === 1 && kind === POLYGON
      ? `POLYGON ${polygons[0]}`
      : `MULTIPOLYGON (${polygons.join(", ")})`;
  }
  const lists = partsOfFeature(table, row).map(({ from, to }) => listOf(table.coordinates.subarray(2 * from, 2 * to)));
  if (lists.length === 0) return "";
  if (kind === POINT) return `POINT ${lists[0]}`;
  if (kind === LINE) return `LINESTRING ${lists[0]}`;
  if (kind === MULTI_LINE) return `MULTILINESTRING (${lists.join(", ")})`;
  return kind === MULTI_POINT ? `MULTIPOINT ${lists[0]}` : "";
}
