/** How much a file of vector layers may unfold into. */
import { BadDataError } from "../../core/errors.ts";
import { isInnerPath } from "../archive/bounded-zip.ts";

/** What an archive may hold, and which names in it may be used. */
export const ARCHIVE_BOUNDS = { mostEntries: 5000, mostBytes: 1024 * 2 ** 20, isName: isInnerPath } as const;

/** Columns times rows of one layer: formats that name the columns in each feature let a small file ask for any number. */
const MOST_CELLS = 5e7;

/** Throws BadDataError (too-large) where a layer would have more cells than memory should hold. */
export function checkCellCount(layer: string, format: string, columns: number, rows: number): void {
  if (columns * rows <= MOST_CELLS) return;
  throw new BadDataError([
    {
      code: "too-large",
      severity: "error",
      layer,
      field: "columns",
      details: { what: "too-many-columns", format, limit: MOST_CELLS, columns },
    },
  ]);
}
