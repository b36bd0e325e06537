/**
 * Sheets of one workbook that go on with the same table, one for each place (a sheet a county) → one layer, so that it is looked at and
 * decided about once. Only sheets named after places are taken together: those of years, or of kinds of facilities, stay apart. A sheet
 * that repeats the rows of the others is left out, and both are said.
 */
import type { Issue } from "../../core/errors.ts";
import { shown } from "../tables/labelled-table.ts";
import {
  type CellLayer,
  type CellValue,
  type MergedCells,
  type SheetRows,
  titleOfSource,
} from "../tables/source-layer.ts";
import { type FoundTable, findTable, type SkipReason } from "./find-table.ts";
import { plainText } from "./row-meanings.ts";

/** Fewer columns are too few to tell that two headers are one table's. */
const FEWEST_COLUMNS = 3;
/** How many rows of a sheet must stand on the others for it to be their collection. */
const REPEATED_SHARE = 0.9;
const COUNTY = /.(?:区|县|旗|市|州|盟)$/;
const TOWNSHIP = /.(?:街道|街道办|街道办事处|镇|乡|苏木)$/;
/** What is run by the city itself stands on a sheet beside those of its counties. */
const CITY_ITSELF = /^(?:市|州|盟|区|县|局)?(?:直属?|本级)(?:学校|单位|机构)?$/;
const COLLECTION = /^(?:全|各|总|所有)|[汇总合]/;
/** Headers that say of which county a row is. */
const COUNTY_HEADER = /县区|区县|县市|市县|行政区|(?:所属|所在)(?:区|县)|^[区县]$/;
/** Rows around the data that a sheet keeps to itself. */
const LEFT: ReadonlySet<SkipReason> = new Set<SkipReason>(["title", "note", "blank", "outside"]);

interface Sheet {
  readonly layer: CellLayer;
  readonly found: FoundTable;
}

function plainName({ name }: CellLayer): string {
  return plainText(name).replace(/^[\d.、\-_]+|[(（].*$/g, "");
}

type PlaceKind = "county" | "township" | null;

function kindOfPlace(name: string): PlaceKind {
  if (COLLECTION.test(name)) return null;
  if (COUNTY.test(name) || CITY_ITSELF.test(name)) return "county";
  return TOWNSHIP.test(name) ? "township" : null;
}

/** What two sheets of one table have in common; null where a sheet has no table that can be told. */
function keyOf(layer: CellLayer, found: FoundTable): string | null {
  if (found.columns.length < FEWEST_COLUMNS || found.headerBasis !== "told" || found.dataRows.length === 0) return null;
  const isWhole = layer.issues.every(
    ({ severity, details }) => severity !== "error" && details?.what !== "hidden-sheet",
  );
  return isWhole ? JSON.stringify(found.columns.map(({ columnIndex, name }) => [columnIndex, plainText(name)])) : null;
}

/** A row as it is compared: without the first cell, which may count rows or be merged. */
function textOfRow(cells: readonly CellValue[] | undefined): string {
  return (cells ?? []).slice(1).map(plainText).join("|");
}

/** Whether nearly all rows of a sheet stand on the others. */
function isCollection({ layer, found }: Sheet, others: readonly Sheet[]): boolean {
  const known = new Set(
    others.flatMap((other) => Array.from(other.found.dataRows, (row) => textOfRow(other.layer.grid.rows[row]))),
  );
  const repeated = found.dataRows.filter((row) => known.has(textOfRow(layer.grid.rows[row])));
  return repeated.length >= REPEATED_SHARE * found.dataRows.length;
}

/** The rows of a sheet that the joined one takes, zero-based: the first sheet's from the top, the others' below their headers. */
function rowsTaken({ layer, found }: Sheet, isFirst: boolean): number[] {
  const count = layer.grid.rows.length;
  const end = isFirst ? (found.headerRows.at(-1) ?? 0) : 0;
  const left = new Uint8Array(count);
  for (const { firstRow, lastRow, reason } of found.skipped) if (LEFT.has(reason)) left.fill(1, firstRow - 1, lastRow);
  for (const row of isFirst ? [] : found.headerRows) left[row - 1] = 1;
  return Array.from({ length: count }, (_, row) => row).filter((row) => row < end || left[row] === 0);
}

/** Merged cells where the rows stand now; those of rows that are left out go with them. */
function moveMerges(merges: readonly MergedCells[], rows: readonly number[], offset: number): MergedCells[] {
  const placeOf = new Map(rows.map((row, place) => [row, place + offset]));
  return merges.flatMap(({ top, left, bottom, right }) => {
    const first = placeOf.get(top);
    if (first === undefined) return [];
    let last = first;
    for (let row = bottom; row > top && last === first; row--) last = placeOf.get(row) ?? first;
    return [{ top: first, left, bottom: last, right }];
  });
}

function join(sheets: readonly [Sheet, ...Sheet[]], place: PlaceKind, repeated: readonly Sheet[]): CellLayer {
  const [{ layer: first, found }] = sheets;
  const name = `${first.name}…${sheets.at(-1)?.layer.name} (${sheets.length})`;
  const title = titleOfSource({ ...first, name });
  const width = Math.max(0, ...found.columns.map(({ columnIndex }) => columnIndex + 1));
  const header = place === "county" ? "区县" : "街道乡镇";
  const says = place === "county" ? COUNTY_HEADER : /街道|乡镇|镇街/;
  const isPlaceNew = !found.columns.some((column) => says.test(plainText(column.name)));
  const rows: (readonly CellValue[])[] = [];
  const merges: MergedCells[] = [];
  const origins: SheetRows[] = [];
  const issues: Issue[] = [];
  const add = (cells: readonly CellValue[], value: string): readonly CellValue[] =>
    Array.from({ length: Math.max(width + 1, cells.length) }, (_, at) => (at === width ? value : (cells[at] ?? null)));
  for (const sheet of sheets) {
    const { grid, name: own, issues: ofSheet } = sheet.layer;
    const taken = rowsTaken(sheet, sheet.layer === first);
    const data = new Set(sheet.found.dataRows);
    merges.push(...moveMerges(grid.merges, taken, rows.length));
    origins.push({ sheet: own, first: rows.length + 1, rows: Uint32Array.from(taken, (row) => row + 1) });
    for (const row of taken) {
      const cells = grid.rows[row] ?? [];
      const isHeader = sheet.layer === first && row + 1 === found.headerRows.at(-1);
      const value = isHeader ? header : data.has(row) ? own : null;
      rows.push(isPlaceNew && value !== null ? add(cells, value) : cells);
    }
    for (const issue of ofSheet)
      issues.push({
        ...issue,
        layer: title,
        ...(typeof issue.row === "number" ? { row: `${own}!${issue.row}` } : { row: own }),
      });
  }
  const details = {
    what: isPlaceNew ? "sheets-joined-place" : "sheets-joined",
    count: sheets.length,
    header,
    names: shown(sheets.map(({ layer }) => layer.name).join("、")),
  };
  issues.unshift({ code: "assumed", severity: "warning", layer: title, field: "sheet", details });
  for (const { layer, found: own } of repeated)
    issues.push({
      code: "assumed",
      severity: "warning",
      layer: title,
      field: "sheet",
      value: shown(layer.name),
      details: { what: "sheet-repeats", count: own.dataRows.length },
    });
  return { ...first, name, grid: { rows, merges }, sheets: origins, issues };
}

/** The same layers, those of one table on sheets of several places as one, in the place of the first. */
export function joinSheets(layers: readonly CellLayer[]): readonly CellLayer[] {
  if (layers.filter((layer) => kindOfPlace(plainName(layer)) !== null).length < 2) return layers;
  const groups = new Map<string, Sheet[]>();
  for (const layer of layers) {
    const found = findTable(layer.grid);
    const key = keyOf(layer, found);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), { layer, found }]);
  }
  const joined = new Map<CellLayer, CellLayer | null>();
  for (const group of groups.values()) {
    const placed = group.filter(({ layer }) => kindOfPlace(plainName(layer)) !== null);
    const kinds = new Set(placed.map(({ layer }) => kindOfPlace(plainName(layer))));
    const [first, ...others] = placed;
    if (!first || others.length === 0 || kinds.size > 1) continue;
    const repeated = group.filter((sheet) => !placed.includes(sheet) && isCollection(sheet, placed));
    for (const { layer } of [...placed, ...repeated]) joined.set(layer, null);
    joined.set(first.layer, join([first, ...others], [...kinds][0] ?? null, repeated));
  }
  return layers.flatMap((layer) => (joined.has(layer) ? (joined.get(layer) ?? []) : layer));
}
