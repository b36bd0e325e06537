/** For what a column of a table is taken: what it is called decides, and which columns stand before it. */
import { columnFor, type Meaning } from "../tables/column-names.ts";
import type { FeatureTable } from "../tables/feature-table.ts";

/** Meanings that a column may be given by hand, in the order in which they are offered. */
export const MEANINGS: readonly Meaning[] = [
  "id",
  "name",
  "lon",
  "lat",
  "people",
  "parentId",
  "kind",
  "service",
  "land",
  "levels",
  "floorArea",
  "use",
];

/** The meaning under which a column is found; null where it is an attribute like others. */
export function recogniseMeaning(table: Pick<FeatureTable, "columns">, name: string): Meaning | null {
  return MEANINGS.find((meaning) => columnFor(table, meaning)?.name === name) ?? null;
}
