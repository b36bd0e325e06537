/** Columns under the names that the model looks for, where somebody decided which column has which meaning. */
import type { Column, FeatureTable } from "../tables/feature-table.ts";
import { type ColumnMeaning, columnOfMeaning, headerOfMeaning } from "./column-meaning.ts";

function rename(columns: readonly Column[], from: Column, name: string): Column[] {
  return columns.map((column) => (column === from ? { ...column, name } : column));
}

/** A name that no meaning is found under, for a column that is decided to have none. */
function asideName(name: string, columns: readonly Column[]): string {
  let aside = `${name} (–)`;
  while (columns.some((column) => column.name === aside)) aside += " ";
  return aside;
}

/** The same table; columns that were decided about are found under their meanings, and no others are. */
export function assignMeanings(
  table: FeatureTable,
  decided: Readonly<Partial<Record<ColumnMeaning, string | null>>>,
): FeatureTable {
  let { columns } = table;
  for (const [meaning, name] of Object.entries(decided) as [ColumnMeaning, string | null][]) {
    const chosen = table.columns.find((column) => column.name === name);
    for (;;) {
      const found = columnOfMeaning({ columns }, meaning);
      if (!found || found.values === chosen?.values) break;
      const aside = asideName(found.name, columns);
      columns = rename(columns, found, aside);
      // A header of many words may still be understood: its values are then kept under a plain one.
      if (columnOfMeaning({ columns }, meaning)?.name === aside)
        columns = columns.map((column) =>
          column.name === aside ? { ...column, name: asideName("–", columns) } : column,
        );
    }
    const present = chosen && columns.find((column) => column.values === chosen.values);
    if (present && columnOfMeaning({ columns }, meaning) !== present)
      columns = rename(columns, present, headerOfMeaning(meaning));
  }
  return columns === table.columns ? table : { ...table, columns };
}
