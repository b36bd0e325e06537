/** Tables without shapes → the units above communities, as a study exports them: townships, counties, the city. */
import type { AdministrativeUnit, UnitLevel } from "../../core/model/community.ts";
import { type FeatureTable, findColumn, textAt } from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";

const LEVELS: readonly UnitLevel[] = ["township", "county", "city"];

/** Whether a table has the columns of units, and all rows a level. */
export function areUnits(table: FeatureTable): boolean {
  const [id, level] = [findColumn(table, "id"), findColumn(table, "level")];
  if (!id || !level || table.count === 0) return false;
  for (let row = 0; row < table.count; row++) if (!LEVELS.some((each) => each === textAt(level, row))) return false;
  return true;
}

/** Units in the order of their rows; a row without a known level, or with the id of another, is told. */
export function unitsFromTables(tables: readonly LabelledTable[], issues: IssueList): AdministrativeUnit[] {
  const seen = new Set<string>();
  return tables.flatMap(({ table, layer, labels }) => {
    const column = (name: string) => findColumn(table, name);
    return Array.from({ length: table.count }, (_, row): AdministrativeUnit[] => {
      const id = textAt(column("id"), row);
      const word = textAt(column("level"), row);
      const level = LEVELS.find((each) => each === word);
      if (level === undefined) {
        const details = { expected: LEVELS.join(", ") };
        issues.error("bad-value", layer, { row: labels[row], field: "level", value: shown(word), details });
      }
      if (seen.has(id)) issues.error("duplicate-id", layer, { row: labels[row], field: "id", value: shown(id) });
      seen.add(id);
      if (level === undefined) return [];
      const [name, parentId, type] = ["name", "parentId", "type"].map((each) => textAt(column(each), row));
      return [{ id, name: name || id, parentId: parentId ?? "", level, type: type ?? "" }];
    }).flat();
  });
}
