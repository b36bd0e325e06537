/**
 * A layer as its file holds it → a table with named columns and, where it has any, positions in the numbers of the file. Of a sheet
 * the table is found first: its header, its rows of data, the columns that hold positions.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import type { Issue } from "../../core/errors.ts";
import { findPositions, type PositionColumns } from "../spreadsheet/find-positions.ts";
import { type FoundTable, findTable } from "../spreadsheet/find-table.ts";
import {
  isEmptyPosition,
  type PositionFault,
  readPositions,
  type SheetPositions,
} from "../spreadsheet/read-positions.ts";
import { readSheetColumns, type SheetColumn, type SheetColumns } from "../spreadsheet/sheet-columns.ts";
import { systemInHeaders } from "../spreadsheet/system-in-headers.ts";
import { addBinaryShape } from "../spreadsheet/wkb-shapes.ts";
import { addShape, findShapes, type ShapeColumn } from "../spreadsheet/wkt-shapes.ts";
import { hasMeaning } from "../tables/column-names.ts";
import {
  type Column,
  type FeatureTable,
  GeometryCollector,
  geometryAt,
  NO_GEOMETRY,
  POINT,
} from "../tables/feature-table.ts";
import { IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";
import { type CellLayer, nameOfRow, type ShapeLayer, type SourceLayer, titleOfSource } from "../tables/source-layer.ts";
import { assignMeanings, tellByContent } from "./assign-meanings.ts";
import type { LayerSettings } from "./layer-settings.ts";
import { takeMark } from "./own-marks.ts";
import { systemInNotes } from "./system-in-notes.ts";
import { systemInTitle, withSystem } from "./system-in-title.ts";

/** How a sheet was read; null for shapes. */
export interface SheetLayout {
  readonly found: FoundTable;
  readonly columns: readonly SheetColumn[];
  /** Pairs of columns that may hold positions, best first. */
  readonly positionChoices: readonly PositionColumns[];
  readonly positions: PositionColumns | null;
  readonly eastings: SheetPositions["eastings"];
}

export interface UnplacedRows {
  readonly labels: ReadonlySet<string | number>;
  readonly issues: readonly Issue[];
}

const NONE_UNPLACED: UnplacedRows = { labels: new Set(), issues: [] };

export interface LaidOutLayer {
  readonly source: SourceLayer;
  /** In the file's own numbers; features without a position have no geometry. Columns are named as somebody decided. */
  readonly labelled: LabelledTable;
  /** False for a list: nothing in it says where its rows are. */
  readonly isPlaced: boolean;
  readonly sheet: SheetLayout | null;
  /** Rows left out because they cannot be placed, by label. */
  readonly leftOut: readonly (string | number)[];
  /** Rows of a table of positions that state none, by label, and an error for each: they are among the rows, without geometry, until somebody decides. */
  readonly unplaced: UnplacedRows;
  /** Warnings and errors of reading and of laying out. */
  readonly issues: IssueList;
}

/** Columns with their meanings: as decided, else by header, else by cells. */
function nameColumns(
  table: FeatureTable,
  { layer, settings, issues }: { readonly layer: string; readonly settings: LayerSettings; readonly issues: IssueList },
): FeatureTable {
  const decided = settings.columns ?? {};
  return tellByContent(assignMeanings(table, decided), decided, layer, issues);
}

function layOutShapes(source: ShapeLayer, settings: LayerSettings): LaidOutLayer {
  const issues = new IssueList();
  for (const issue of source.issues) issues.add(issue);
  const layer = titleOfSource(source);
  const table = nameColumns(withSystem(source), { layer, settings, issues });
  const { format, encoding, labels } = source;
  const labelled = { layer, format, encoding, table, labels };
  return { source, labelled, isPlaced: true, sheet: null, leftOut: [], unplaced: NONE_UNPLACED, issues };
}

/** The columns that are decided to hold positions, else the best pair. */
function choosePositions(
  choices: readonly PositionColumns[],
  columns: readonly SheetColumn[],
  { columns: chosen = {}, placing }: LayerSettings,
): PositionColumns | null {
  if (placing === "communities" || chosen.lon === null || chosen.lat === null) return null;
  const [best] = choices;
  if (best && chosen.lon === undefined && chosen.lat === undefined) return best;
  const placeOf = (name: string | undefined): number => columns.findIndex((column) => column.name === name);
  // Columns that are called so hold positions even where no cell can be read: then every row is told.
  const called = (meaning: "lon" | "lat"): number => columns.findIndex(({ name }) => hasMeaning(name, meaning));
  const east = chosen.lon === undefined ? (best?.east ?? called("lon")) : placeOf(chosen.lon);
  const north = chosen.lat === undefined ? (best?.north ?? called("lat")) : placeOf(chosen.lat);
  if (east < 0 || north < 0) return null;
  // Of a form whose columns of positions nobody filled in the rows stand where they say.
  const isUnfilled = columns[east]?.kind === "empty" && columns[north]?.kind === "empty";
  if (isUnfilled && chosen.lon === undefined && chosen.lat === undefined) return null;
  const known = choices.find((choice) => choice.east === east && choice.north === north);
  if (known) return known;
  const isPair = east === north;
  const pair = [columns[east], columns[north]] as [SheetColumn, SheetColumn];
  const [found] = findPositions(isPair ? [pair[0]] : pair);
  return {
    northFirst: false,
    isSexagesimal: false,
    isSwapped: false,
    fit: 0,
    unit: "degrees",
    ...found,
    east,
    north,
    notation: isPair ? "pair" : "columns",
    basis: "names",
  };
}

function tableOfSheet({ columns }: SheetColumns, positions: SheetPositions | null, taken: PositionColumns | null) {
  const kept = columns.filter((_, place) => taken === null || (place !== taken.east && place !== taken.north));
  const count = columns[0]?.texts.length ?? 0;
  return buildTable(
    count,
    positions?.coordinates ?? null,
    kept.map(({ values }) => values),
  );
}

/** A table of points, one a row; rows whose position is no number have no geometry. */
function buildTable(count: number, coordinates: Float64Array | null, columns: readonly Column[]): FeatureTable {
  const starts = new Uint32Array(count + 1);
  const kinds = new Uint8Array(count);
  let at = 0;
  for (let row = 0; row < count; row++) {
    const isPlaced = coordinates !== null && !Number.isNaN(coordinates[2 * row] as number);
    kinds[row] = isPlaced ? POINT : NO_GEOMETRY;
    if (isPlaced) at++;
    starts[row + 1] = at;
  }
  const placed = coordinates?.filter((value) => !Number.isNaN(value)) ?? new Float64Array(0);
  return {
    count,
    coordinates: placed,
    starts,
    kinds,
    ringEnds: [],
    polygonEnds: [],
    columns,
    title: "",
    description: "",
    crsCode: 0,
  };
}

/** What a table says of its coordinate system. */
function statementOf({ crsCode, crsText }: FeatureTable): Pick<FeatureTable, "crsCode" | "crsText"> {
  return { crsCode, ...(crsText === undefined ? {} : { crsText }) };
}

/** The rows of a table for which `isKept` says so. */
export function keepRows(labelled: LabelledTable, isKept: (row: number) => boolean): LabelledTable {
  const { table, labels } = labelled;
  const rows: number[] = [];
  for (let row = 0; row < table.count; row++) if (isKept(row)) rows.push(row);
  if (table.kinds.some((kind) => kind > POINT)) return keepShapes(labelled, rows);
  const coordinates = new Float64Array(2 * rows.length).fill(Number.NaN);
  rows.forEach((row, index) => {
    const at = table.starts[row] as number;
    if (table.kinds[row] === POINT) coordinates.set(table.coordinates.subarray(2 * at, 2 * at + 2), 2 * index);
  });
  return {
    ...labelled,
    labels: rows.map((row) => labels[row] as string | number),
    table: { ...buildTable(rows.length, coordinates, keepCells(table.columns, rows)), ...statementOf(table) },
  };
}

function keepCells(columns: readonly Column[], rows: readonly number[]): Column[] {
  return columns.map((column): Column => {
    const { values } = column;
    const kept = rows.map((row) => values[row] ?? null);
    return { ...column, values: values instanceof Float64Array ? Float64Array.from(kept, Number) : kept };
  });
}

function keepShapes(labelled: LabelledTable, rows: readonly number[]): LabelledTable {
  const { table, labels } = labelled;
  const shapes = new GeometryCollector();
  for (const row of rows) shapes.add(geometryAt(table, row));
  return {
    ...labelled,
    labels: rows.map((row) => labels[row] as string | number),
    table: { ...shapes.toTable(keepCells(table.columns, rows)), ...statementOf(table) },
  };
}

/** Rows that sum up others, or are a part of another, are passed over, and named. */
function tellSums({ grid }: CellLayer, { skipped }: FoundTable, layer: string, issues: IssueList): void {
  for (const { firstRow, lastRow, reason } of skipped) {
    if (reason !== "total" && reason !== "part") continue;
    for (let row = firstRow; row <= lastRow; row++) {
      const value = grid.rows[row - 1]?.find((cell) => cell !== null && cell !== "");
      issues.warn("assumed", layer, {
        row,
        value: shown(value),
        details: { what: reason === "total" ? "sum-row" : "part-row" },
      });
    }
  }
}

/** Whether nobody has decided that positions stand elsewhere. */
function wantsShapes({ columns = {}, placing }: LayerSettings): boolean {
  return placing !== "communities" && columns.lon === undefined && columns.lat === undefined;
}

interface ShapeSheet {
  readonly found: FoundTable;
  readonly sheet: SheetColumns;
  readonly shapes: ShapeColumn;
  readonly issues: IssueList;
}

/** A sheet whose shapes stand in a column of text. */
function layOutShapeColumn(
  source: CellLayer,
  settings: LayerSettings,
  { found, sheet, shapes, issues }: ShapeSheet,
): LaidOutLayer {
  const layer = titleOfSource(source);
  const { columns, labels } = sheet;
  const column = columns[shapes.place] as SheetColumn;
  const isLenient = settings.leaveOutFaulty === true;
  const collector = new GeometryCollector();
  const faulty = new Set<number>();
  const srids = new Set<number>();
  const addCell = shapes.notation === "wkb" ? addBinaryShape : addShape;
  for (const [row, text] of column.texts.entries()) {
    const { state, srid } = addCell(text, collector);
    if (srid !== 0) srids.add(srid);
    if (state === "shape") continue;
    faulty.add(row);
    const what = state === "empty" ? "missing" : shapes.notation;
    issues.add({
      code: state === "empty" ? "bad-coordinate" : "bad-value",
      severity: isLenient ? "warning" : "error",
      layer,
      row: labels[row],
      field: column.name,
      value: shown(text),
      details: { what },
    });
  }
  const [srid = 0, otherSrid] = srids;
  if (otherSrid !== undefined) {
    const details = { what: "several-systems", first: srid, other: otherSrid };
    issues.error("bad-value", layer, { field: column.name, value: [...srids].slice(0, 5).join(", "), details });
  }
  const cells = columns.flatMap(({ values }, place) => (place === shapes.place ? [] : [values]));
  const { format, encoding } = source;
  const table = nameColumns(collector.toTable(cells, "", "", srid), { layer, settings, issues });
  const whole: LabelledTable = { layer, format, encoding, table, labels: Array.from(labels) };
  return {
    source,
    labelled: faulty.size > 0 ? keepRows(whole, (row) => !faulty.has(row)) : whole,
    isPlaced: true,
    sheet: { found, columns, positionChoices: [], positions: null, eastings: "" },
    leftOut: isLenient ? [...faulty].map((row) => labels[row] as number) : [],
    unplaced: NONE_UNPLACED,
    issues,
  };
}

interface ReadSheet {
  readonly sheet: SheetColumns;
  readonly found: FoundTable;
  readonly taken: PositionColumns;
  readonly positions: SheetPositions;
}

/** The system that a sheet names for its positions: in their headers, in lines beside the table, in its own name. */
function systemInSheet(source: CellLayer, { sheet, found, taken, positions }: ReadSheet): string {
  const named = systemInHeaders(sheet.columns, taken) || systemInNotes(source.grid, found, positions);
  return named === "" && positions.unit === "degrees" ? systemInTitle(titleOfSource(source)) : named;
}

async function layOutSheet(source: CellLayer, settings: LayerSettings, control: WorkControl): Promise<LaidOutLayer> {
  const issues = new IssueList();
  for (const issue of source.issues) issues.add(issue);
  const layer = titleOfSource(source);
  const found = findTable(source.grid, { ...(source.grid.hasNames ? { headerRows: [1] } : {}), ...settings.table });
  tellSums(source, found, layer, issues);
  const sheet = await readSheetColumns(source.grid, found, layer, issues, control);
  const shapes = wantsShapes(settings) ? findShapes(sheet.columns) : null;
  if (shapes) return layOutShapeColumn(source, settings, { found, sheet, shapes, issues });
  const positionChoices = findPositions(sheet.columns);
  const taken = choosePositions(positionChoices, sheet.columns, settings);
  const placing = new IssueList();
  const positions = taken && (await readPositions(sheet, taken, layer, placing, control));
  const faults = new Map<number, PositionFault>(positions?.faults.map(({ index, fault }) => [index, fault]) ?? []);
  const isLenient = settings.leaveOutFaulty === true;
  const isOpen = (row: number): boolean => {
    const fault = faults.get(row);
    if (isLenient || taken === null || (fault !== "zero" && fault !== "missing")) return false;
    const cells = [taken.east, taken.north].map((place) => sheet.columns[place]?.texts[row] ?? "");
    // Half a position states something.
    return fault === "zero" || cells.every(isEmptyPosition);
  };
  const open = new Set([...faults.keys()].flatMap((row) => (isOpen(row) ? [sheet.labels[row] as number] : [])));
  const isOfOpen = ({ severity, row }: Issue): boolean => severity === "error" && open.has(row as number);
  for (const issue of placing.all())
    if (!isOfOpen(issue)) issues.add(isLenient ? { ...issue, severity: "warning" } : issue);
  const headed = taken && positions ? systemInSheet(source, { sheet, found, taken, positions }) : "";
  const crsText = headed === "" ? {} : { crsText: headed };
  const table = nameColumns({ ...tableOfSheet(sheet, positions, taken), ...crsText }, { layer, settings, issues });
  const whole: LabelledTable = {
    layer,
    format: source.format,
    encoding: source.encoding,
    table,
    labels: Array.from(sheet.labels),
  };
  const leftOut = isLenient ? [...faults.keys()].map((row) => sheet.labels[row] as number) : [];
  return {
    source,
    // What cannot be placed has been told; nothing further is said of it.
    labelled: faults.size > open.size ? keepRows(whole, (row) => !faults.has(row) || isOpen(row)) : whole,
    isPlaced: positions !== null,
    sheet: { found, columns: sheet.columns, positionChoices, positions: taken, eastings: positions?.eastings ?? "" },
    leftOut,
    unplaced: open.size > 0 ? { labels: open, issues: placing.all().filter(isOfOpen) } : NONE_UNPLACED,
    issues,
  };
}

/** Rows of a grid that was put together of several sheets, called as whoever opens the file counts them. */
function nameRows(laid: LaidOutLayer): LaidOutLayer {
  const { source, labelled, leftOut } = laid;
  if (source.kind !== "cells" || source.sheets === undefined) return laid;
  const nameOf = (label: string | number): string | number =>
    typeof label === "number" ? nameOfRow(source, label) : label;
  const issues = new IssueList();
  const called = (issue: Issue): Issue => (issue.row === undefined ? issue : { ...issue, row: nameOf(issue.row) });
  for (const issue of laid.issues.all()) issues.add(called(issue));
  const { unplaced } = laid;
  return {
    ...laid,
    issues,
    labelled: { ...labelled, labels: labelled.labels.map(nameOf) },
    leftOut: leftOut.map(nameOf),
    unplaced: { labels: new Set([...unplaced.labels].map(nameOf)), issues: unplaced.issues.map(called) },
  };
}

/** The layer without its rows that state no position. */
export function withoutUnplaced(laid: LaidOutLayer): LaidOutLayer {
  const { labels } = laid.unplaced;
  if (labels.size === 0) return laid;
  const labelled = keepRows(laid.labelled, (row) => !labels.has(laid.labelled.labels[row] as string | number));
  return { ...laid, labelled, unplaced: NONE_UNPLACED };
}

/**
 * The same, each such row told as the error that it is to whoever needs a position. A few of them stop nothing where nobody named their file:
 * they are left out.
 */
export function refuseUnplaced(laid: LaidOutLayer): LaidOutLayer {
  const { source, issues, unplaced, labelled, leftOut } = laid;
  const [count, total] = [unplaced.labels.size, labelled.table.count];
  const arePassed = source.isFound === true && 2 * count < total;
  if (arePassed && count > 0)
    issues.warn("assumed", labelled.layer, { field: "position", details: { what: "unstated-left", count, total } });
  for (const issue of unplaced.issues) issues.add(arePassed ? { ...issue, severity: "warning" } : issue);
  return { ...withoutUnplaced(laid), leftOut: arePassed ? [...leftOut, ...unplaced.labels] : leftOut };
}

/** Lays a layer out as its settings say. Throws AnalysisError("cancelled"). */
export async function layOutLayer(
  source: SourceLayer,
  settings: LayerSettings,
  control: WorkControl = {},
): Promise<LaidOutLayer> {
  const laid =
    source.kind === "shapes" ? layOutShapes(source, settings) : nameRows(await layOutSheet(source, settings, control));
  return { ...laid, labelled: takeMark(laid.labelled) };
}
