/** Tables that count men and women apart: added up where that is asked for, told where it is not. */
import type { GroupId } from "../../core/model/demand.ts";
import { groupColumns } from "../tables/column-names.ts";
import { type Column, textAt } from "../tables/feature-table.ts";
import { GROUP_COLUMNS } from "../tables/group-columns.ts";
import { readGroupHeader } from "../tables/group-headers.ts";
import type { IssueList, LabelledTable } from "../tables/labelled-table.ts";
import { parsePeople } from "./parse-people.ts";

interface Pair {
  readonly male: Column[];
  readonly female: Column[];
}

/** The table with a column for both where it has one for each and none for both. A row without one of them has no sum. */
export function sumSexes(labelled: LabelledTable, asked: boolean, issues: IssueList): LabelledTable {
  const { table, layer } = labelled;
  const pairs = new Map<GroupId, Pair>();
  for (const column of table.columns) {
    const header = readGroupHeader(column.name);
    if (!header || header.sex === "") continue;
    const pair = pairs.get(header.groupId) ?? { male: [], female: [] };
    pairs.set(header.groupId, pair);
    pair[header.sex].push(column);
  }
  const known = groupColumns(table);
  const sums: Column[] = [];
  for (const [groupId, { male, female }] of pairs) {
    const [men, women] = [male[0], female[0]];
    if (known.has(groupId) || !men || !women || male.length > 1 || female.length > 1) continue;
    const details = { what: asked ? "sexes-summed" : "sexes-apart", columns: `${men.name}, ${women.name}` };
    issues.warn("assumed", layer, { field: men.name, details });
    if (!asked) continue;
    const values = Array.from({ length: table.count }, (_, row) => {
      const parts = [men, women].map((column) => parsePeople(textAt(column, row)));
      // A cell that holds no number keeps its text, so that it is found and told as any other.
      const faulty = [men, women].find((column, at) => textAt(column, row) !== "" && !((parts[at] as number) >= 0));
      const sum = (parts[0] as number) + (parts[1] as number);
      return faulty ? textAt(faulty, row) : Number.isNaN(sum) ? null : sum;
    });
    sums.push({ name: GROUP_COLUMNS[groupId], type: "String", values });
  }
  return sums.length === 0 ? labelled : { ...labelled, table: { ...table, columns: [...table.columns, ...sums] } };
}
