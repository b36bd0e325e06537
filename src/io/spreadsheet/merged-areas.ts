/** Merged cells by row, and what stands in a cell that a merged area covers. */
import type { CellGrid, CellValue, MergedCells } from "../tables/source-layer.ts";

export class MergedAreas {
  private readonly byTop = new Map<number, MergedCells[]>();
  private readonly grid: CellGrid;

  constructor(grid: CellGrid) {
    this.grid = grid;
    for (const area of grid.merges) {
      const list = this.byTop.get(area.top);
      if (list) list.push(area);
      else this.byTop.set(area.top, [area]);
    }
    // Areas do not overlap, so those of one first row lie side by side.
    for (const list of this.byTop.values()) list.sort((a, b) => a.left - b.left);
  }

  /** Areas whose first row this is. */
  startingAt(row: number): readonly MergedCells[] {
    return this.byTop.get(row) ?? [];
  }

  /** The area over a cell, looked for in the rows from `firstRow` on; null where there is none. */
  areaOver(row: number, column: number, firstRow: number): MergedCells | null {
    for (let top = row; top >= firstRow; top--) {
      const area = lastFrom(this.startingAt(top), column);
      if (area && area.bottom >= row && column <= area.right) return area;
    }
    return null;
  }

  /** A cell's value, that of its area's first cell where it is covered. */
  valueAt(row: number, column: number, firstRow: number): CellValue {
    const area = this.areaOver(row, column, firstRow);
    return this.grid.rows[area?.top ?? row]?.[area?.left ?? column] ?? null;
  }
}

/** The last area that begins at the column or to the left of it. */
function lastFrom(areas: readonly MergedCells[], column: number): MergedCells | undefined {
  let [low, high] = [0, areas.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((areas[middle] as MergedCells).left <= column) low = middle + 1;
    else high = middle;
  }
  return areas[low - 1];
}
