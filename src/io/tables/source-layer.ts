/**
 * A layer as its file holds it, before anybody has decided what it means: shapes in the file's own coordinates, or the cells of a
 * sheet. Readers of formats end here; `import` decides about header, columns, coordinate system and part.
 */
import type { Issue } from "../../core/errors.ts";
import type { FeatureTable } from "./feature-table.ts";

/** A cell as the file types it; dates are ISO text, null is empty. */
export type CellValue = string | number | boolean | null;

/** Zero-based rows and columns, both ends within. */
export interface MergedCells {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Columns of a sheet, as spreadsheets have them. */
export const MOST_COLUMNS = 16_384;
/** Cells with content in one sheet: more would not fit into a page's memory. */
export const MOST_CELLS = 24_000_000;

/** A sheet's cells. */
export interface CellGrid {
  /** All rows from the first of the file on, empty ones too, so that row `i` is row `i + 1` to whoever opens the file; lengths differ. */
  readonly rows: readonly (readonly CellValue[])[];
  /** Where the format tells; their value stands in the first cell. */
  readonly merges: readonly MergedCells[];
  /** True where the first row is the names of the columns by the format itself. */
  readonly hasNames?: boolean;
}

interface SourceDescription {
  /** The file's name. */
  readonly file: string;
  /** Sheet, feature class or inner file; "" where the file is one layer. */
  readonly name: string;
  /** As people know it: `Shapefile`, `GeoPackage`, `XLSX` … */
  readonly format: string;
  /** Text encoding (`utf-8`, `gb18030` …); "" where the format has only one. */
  readonly encoding: string;
  /** True where its file lay in a folder or an archive that was brought: nobody asked for it by name. */
  readonly isFound?: boolean;
  /** Of rows without a position that were set apart from a layer of rows with one: that layer's title. */
  readonly restOf?: string;
  /** What was noticed while reading; errors mean that the layer cannot be used as it is. */
  readonly issues: readonly Issue[];
}

export interface ShapeLayer extends SourceDescription {
  readonly kind: "shapes";
  /** In the coordinates of the file; `crsCode` 0 where it names no EPSG code. */
  readonly table: FeatureTable;
  /** What to call each feature in messages: its number from 1, or its id. */
  readonly labels: readonly (string | number)[];
  /** The system's definition in the file (WKT of a .prj, srs_wkt …); "" where there is none. */
  readonly crsText: string;
}

/** Rows of a grid that stand on one sheet of the file. */
export interface SheetRows {
  readonly sheet: string;
  /** The grid's first row of the sheet, from 1. */
  readonly first: number;
  /** Their numbers on the sheet, from 1. */
  readonly rows: Uint32Array;
}

export interface CellLayer extends SourceDescription {
  readonly kind: "cells";
  readonly grid: CellGrid;
  /** Where the grid was put together of several sheets: whence its rows are, in their order. */
  readonly sheets?: readonly SheetRows[];
}

export type SourceLayer = ShapeLayer | CellLayer;

/** The layer's name in issues and lists: its file's, and its own where the file has several. */
export function titleOfSource({ file, name }: SourceDescription): string {
  return name === "" ? file : `${file} › ${name}`;
}

/** What to call a row of a grid, from 1: its number, with its sheet where there are several (`平城区!20`). */
export function nameOfRow({ sheets = [] }: Pick<CellLayer, "sheets">, row: number): string | number {
  const own = sheets.findLast(({ first }) => first <= row);
  const onSheet = own?.rows[row - own.first];
  return own === undefined || onSheet === undefined ? row : `${own.sheet}!${onSheet}`;
}
