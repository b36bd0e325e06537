/** What comes of the columns of a table without types when it is imported again; every value that would be another is counted. */
import { readCells } from "../spreadsheet/sheet-columns.ts";
import { attributeAt, type FeatureTable } from "../tables/feature-table.ts";
import type { CellValue } from "../tables/source-layer.ts";
import type { NoticeList } from "./notice-list.ts";

/**
 * @param names of the columns in the file
 * @param cellOf a value of a column as the file holds it
 */
export function checkReadBack(
  table: FeatureTable,
  names: readonly string[],
  notices: NoticeList,
  cellOf: (value: string | number | boolean) => CellValue,
): void {
  table.columns.forEach((column, place) => {
    const name = names[place] as string;
    const own = Array.from({ length: table.count }, (_, row) => attributeAt(column, row));
    const back = readCells(
      name,
      own.map((value) => (value === null || value === "" ? null : cellOf(value))),
    );
    own.forEach((value, row) => {
      // Empty text is told by itself.
      if (value !== "" && !Object.is(attributeAt(back, row), value)) notices.count("reads-otherwise", name);
    });
  });
}
