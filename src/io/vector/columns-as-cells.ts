/** A table that has no shapes, as the cells of a sheet: names in the first row. */
import { attributeAt, type Column } from "../tables/feature-table.ts";
import type { CellGrid, CellValue } from "../tables/source-layer.ts";

/** The first `count` rows of columns as cells. */
export function columnsAsCells(columns: readonly Column[], count: number): CellGrid {
  const rows = Array.from({ length: count }, (_, row) => columns.map((column): CellValue => attributeAt(column, row)));
  return { rows: [columns.map(({ name }) => name), ...rows], merges: [], hasNames: true };
}
