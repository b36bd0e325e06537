/** For what a column may be taken, by hand or by its header: a meaning that the model knows, or people of a group. */
import type { GroupId } from "../../core/model/demand.ts";
import { GROUP_IDS } from "../../core/model/demand.ts";
import { columnFor, groupColumns, type Meaning } from "../tables/column-names.ts";
import type { Column, FeatureTable } from "../tables/feature-table.ts";
import { GROUP_COLUMNS } from "../tables/group-columns.ts";

export type ColumnMeaning = Meaning | `group:${Exclude<GroupId, "all">}`;

function groupOf(meaning: ColumnMeaning): GroupId | null {
  return GROUP_IDS.find((groupId) => meaning === `group:${groupId}`) ?? null;
}

/** The column that is found under a meaning; null where none is. */
export function columnOfMeaning(table: Pick<FeatureTable, "columns">, meaning: ColumnMeaning): Column | null {
  const groupId = groupOf(meaning);
  if (groupId === null) return columnFor(table, meaning as Meaning);
  return groupColumns(table).get(groupId) ?? null;
}

/** The name under which a column is sure to be found. */
export function headerOfMeaning(meaning: ColumnMeaning): string {
  const groupId = groupOf(meaning);
  return groupId === null ? meaning : GROUP_COLUMNS[groupId];
}
