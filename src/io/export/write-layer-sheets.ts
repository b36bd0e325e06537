/**
 * Layers as an XLSX workbook: a sheet each with its header in the first row, so that programs read it as it is, positions first
 * (lon, lat or x, y; WKT of lines and areas) and their system last, and a page before them that says what the data are.
 */
import type { Progress } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { attributeAt, type Column, type FeatureTable } from "../tables/feature-table.ts";
import type { Column as SheetColumn, TableSheet } from "../workbook/spreadsheet.ts";
import { tableSheet } from "../workbook/spreadsheet.ts";
import { writeSpreadsheet } from "../workbook/write-spreadsheet.ts";
import { hasForbiddenCharacters, LONGEST_TEXT } from "../workbook/xml-text.ts";
import { checkReadBack } from "./check-read-back.ts";
import type { ExportNotice } from "./export-notice.ts";
import { NoticeList } from "./notice-list.ts";
import { shapeColumns, systemColumn } from "./shape-columns.ts";
import { columnNames, uniqueNames } from "./unique-names.ts";

/** Sheets' names have at most so many characters, and none of those. */
const LONGEST_SHEET_NAME = 31;
const NOT_IN_SHEET_NAMES = /[\\/*?:[\]']/g;
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_380;
const PRODUCT = "民生圈";
const NUMBER_WIDTH = 12;
const TEXT_WIDTH = 18;

export interface SheetLayer {
  readonly id: string;
  readonly title: string;
  readonly about: readonly string[];
  readonly table: FeatureTable;
}

/** Throws BadDataError (bad-value) where a layer has more rows or columns than a sheet. */
function checkSize({ id, table }: SheetLayer): void {
  if (table.count < MOST_ROWS && table.columns.length < MOST_COLUMNS) return;
  const details = { expected: `${MOST_ROWS - 1} rows and ${MOST_COLUMNS} columns at most (XLSX)` };
  const value = `${table.count} rows, ${table.columns.length} columns`;
  throw new BadDataError([{ code: "bad-value", severity: "error", layer: id, field: "rows", value, details }]);
}

function sheetNames(layers: readonly SheetLayer[]): string[] {
  const plain = layers.map(({ title, id }) => title.replace(NOT_IN_SHEET_NAMES, " ").trim() || id);
  // Bytes are at least as many as characters, a Chinese one three.
  return uniqueNames(plain, ["说明"], LONGEST_SHEET_NAME);
}

function isText(column: Column): boolean {
  return column.type === "String" || column.type === "Json" || column.type === "Bool";
}

function columnsOf(table: FeatureTable, system: CoordinateSystem, notices: NoticeList): SheetColumn<number>[] {
  const shapes = shapeColumns(table, system);
  const own = table.columns.map(({ name }) => name);
  const crs = [systemColumn(shapes) ?? []].flat();
  const names = columnNames(own, [...shapes.names, ...crs]);
  notices.renamed(names, own);
  checkReadBack(table, names, notices, (value) => value);
  let [longShapes, lastRow] = [0, -1];
  let cells: readonly string[] = [];
  const shapeCell = (row: number, index: number): string => {
    if (row !== lastRow) cells = shapes.cellsAt(row);
    lastRow = row;
    return cells[index] ?? "";
  };
  const placed = shapes.names.map((header, index): SheetColumn<number> => {
    const isNumber = shapes.areNumbers[index] === true;
    return {
      header,
      width: isNumber ? NUMBER_WIDTH : TEXT_WIDTH,
      kind: isNumber ? "number" : "text",
      value: (row) => {
        const text = shapeCell(row, index);
        if (isNumber) return text === "" ? null : { number: text };
        if (text.length <= LONGEST_TEXT) return text === "" ? null : text;
        longShapes++;
        return null;
      },
    };
  });
  const others = table.columns.map((column, index): SheetColumn<number> => {
    const name = names[index] as string;
    return {
      header: name,
      width: isText(column) ? TEXT_WIDTH : NUMBER_WIDTH,
      kind: isText(column) ? "text" : "number",
      value: (row) => {
        const value = attributeAt(column, row);
        if (Object.is(value, -0)) return { number: "-0" };
        if (typeof value !== "string") return value;
        if (value === "") notices.count("empty-is-null", name);
        if (value.length > LONGEST_TEXT) notices.count("text-cut", name);
        if (hasForbiddenCharacters(value)) notices.count("characters-dropped", name);
        return value;
      },
    };
  });
  notices.whenDone(() =>
    longShapes > 0 ? [{ code: "shape-too-long", layer: notices.layer, count: longShapes, limit: LONGEST_TEXT }] : [],
  );
  const stated = crs.map(
    (header): SheetColumn<number> => ({ header, width: NUMBER_WIDTH, kind: "text", value: () => system.id }),
  );
  return [...placed, ...others, ...stated];
}

function* rowsOf({ count }: FeatureTable): Generator<number> {
  for (let row = 0; row < count; row++) yield row;
}

/** Writes in steps. @param date of the data, ISO */
export function* writeLayerSheets(
  layers: readonly SheetLayer[],
  title: string,
  date: string,
  mark: string,
  system: CoordinateSystem,
): Generator<Progress, { readonly bytes: Uint8Array; readonly notices: readonly ExportNotice[] }> {
  const lists = layers.map(({ id }) => new NoticeList(id, { limit: LONGEST_TEXT, unit: "characters" }));
  for (const layer of layers) checkSize(layer);
  const names = sheetNames(layers);
  const sheets = layers.map(
    ({ table }, index): TableSheet =>
      tableSheet<number>({
        name: names[index] as string,
        title: null,
        basis: "",
        columns: columnsOf(table, system, lists[index] as NoticeList),
        rows: rowsOf(table),
        frozenColumns: 0,
      }),
  );
  const sections = layers.map(({ about }, index) => ({
    heading: names[index] as string,
    rows: about.map((line) => ["", line]),
  }));
  const bytes = yield* writeSpreadsheet({
    title,
    author: PRODUCT,
    date: /^\d{4}-\d{2}-\d{2}/.exec(date)?.[0] ?? "1970-01-01",
    mark,
    sheets: [{ name: "说明", title, sections }, ...sheets],
  });
  return { bytes, notices: lists.flatMap((list) => list.all()) };
}
