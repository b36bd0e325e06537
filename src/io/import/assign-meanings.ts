/** Columns under the names that the model looks for, where somebody decided which column has which meaning. */
import { columnFor, type Meaning } from "../tables/column-names.ts";
import type { Column, FeatureTable } from "../tables/feature-table.ts";

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
  decided: Readonly<Partial<Record<Meaning, string | null>>>,
): FeatureTable {
  let { columns } = table;
  for (const [meaning, name] of Object.entries(decided) as [Meaning, string | null][]) {
    const chosen = table.columns.find((column) => column.name === name);
    for (;;) {
      const found = columnFor({ columns }, meaning);
      if (!found || found.name === name) break;
      columns = rename(columns, found, asideName(found.name, columns));
    }
    const present = chosen && columns.find((column) => column.values === chosen.values);
    if (present && columnFor({ columns }, meaning) !== present) columns = rename(columns, present, meaning);
  }
  return columns === table.columns ? table : { ...table, columns };
}
