/**
 * Columns that the product writes beside a layer's own when it exports one, and understands when such a file is imported again. They are
 * no attributes: what they say goes back to where the study keeps it.
 */
import type { FeatureTable } from "./feature-table.ts";

/** Says 演示数据 in each row of a layer that is simulated. */
export const MARK_COLUMN = "dataNote";
export const DEMONSTRATION_MARK = "演示数据";
export const SIMULATED_MARK = "模拟或估算 simulated or estimated";

/** The coordinate system of a row's position, in a table of text or a workbook, which have no other place for it. */
export const SYSTEM_COLUMN = "crs";

/** Where a community's label stands, in the file's own system: degrees, or metres of a plane. */
export const LABEL_COLUMNS = [
  { lon: "labelLon", lat: "labelLat" },
  { lon: "labelX", lat: "labelY" },
] as const;

/** True in each row of communities whose outlines are not surveyed. */
export const APPROXIMATE_COLUMN = "approximate";

/** The name of the unit that `parentId` names. */
export const PARENT_NAME_COLUMN = "parentName";

/** The community in which a demand point counts. */
export const COMMUNITY_COLUMN = "communityId";

/** What the amounts of demand are where they are not people (`DemandUnit`), and the column that holds them then. */
export const DEMAND_UNIT_COLUMN = "demandUnit";
export const AMOUNT_COLUMN = "amount";

/** Names longer than a shapefile's field, by which their layer is understood: such a file knows their first ten letters. */
const LONG_NAMES = ["permissions", COMMUNITY_COLUMN, APPROXIMATE_COLUMN];
const FIELD_LETTERS = 10;

/** The columns of a shapefile under the names that they had before these were cut. */
export function restoreLongNames<Table extends Pick<FeatureTable, "columns">>(table: Table): Table {
  const names = new Set(table.columns.map(({ name }) => name));
  const columns = table.columns.map((column) => {
    const long = LONG_NAMES.find((name) => column.name === name.slice(0, FIELD_LETTERS) && !names.has(name));
    return long === undefined ? column : { ...column, name: long };
  });
  return { ...table, columns };
}
