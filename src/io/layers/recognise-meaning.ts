/** For what a column of a table is taken: what it is called decides, and which columns stand before it. */
import { type ColumnMeaning, columnOfMeaning } from "../tables/column-names.ts";
import type { FeatureTable } from "../tables/feature-table.ts";
import { OFFERED_MEANINGS } from "../tables/offered-meanings.ts";

/** In the order in which a column is asked for them. */
const MEANINGS: readonly ColumnMeaning[] = [
  ...OFFERED_MEANINGS,
  "group:0-2",
  "group:3-6",
  "group:6-15",
  "group:60+",
  "group:65+",
  "group:80+",
];

/** The meaning under which a column is found; null where it is an attribute like others. */
export function recogniseMeaning(table: Pick<FeatureTable, "columns">, name: string): ColumnMeaning | null {
  return MEANINGS.find((meaning) => columnOfMeaning(table, meaning)?.name === name) ?? null;
}
