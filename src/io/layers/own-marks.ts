/** What an exported layer says of itself in columns of its own, taken out of them: whether its data are simulated. */
import { type FeatureTable, findColumn, textAt } from "../tables/feature-table.ts";
import type { DataMark, LabelledTable } from "../tables/labelled-table.ts";
import { DEMONSTRATION_MARK, MARK_COLUMN, restoreLongNames, SIMULATED_MARK } from "../tables/own-columns.ts";

const MARKS: Readonly<Record<string, DataMark>> = {
  [DEMONSTRATION_MARK]: "demonstration",
  [SIMULATED_MARK]: "simulated",
};

/** The mark that all rows carry; null where one has another, or none. */
function markOf(table: FeatureTable): DataMark | null {
  const column = findColumn(table, MARK_COLUMN);
  if (!column || table.count === 0) return null;
  const text = textAt(column, 0);
  const mark = Object.hasOwn(MARKS, text) ? MARKS[text] : undefined;
  if (mark === undefined) return null;
  for (let row = 1; row < table.count; row++) if (textAt(column, row) !== text) return null;
  return mark;
}

/** The layer with its mark in the place of the column that holds it, and columns of a shapefile under their long names. */
export function takeMark(labelled: LabelledTable): LabelledTable {
  const table = labelled.format === "Shapefile" ? restoreLongNames(labelled.table) : labelled.table;
  const mark = markOf(table);
  if (mark === null) return { ...labelled, table };
  return { ...labelled, mark, table: { ...table, columns: table.columns.filter(({ name }) => name !== MARK_COLUMN) } };
}
