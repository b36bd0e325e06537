/**
 * Native tables on slides: quiet rules, numbers to the right, rows as high as their text needs. What does not fit on one
 * slide is parted into pages, each with the header row again.
 */
import type PptxGenJS from "pptxgenjs";
import type { MeasureText } from "../scene/scene.ts";
import { cleanText, fitToRoom, heightOfLines } from "./fit-slide-text.ts";
import { ACTION, type Box, HAIRLINE, INK, QUIET } from "./slide-look.ts";

export interface TableColumn {
  readonly title: string;
  /** Inches. */
  readonly width: number;
  readonly align: "left" | "right" | "center";
  /** Lines that a cell may take; 1 where left out. */
  readonly maxLines?: number;
}

export interface StyledCell {
  readonly text: string;
  readonly colour?: string;
  readonly bold?: boolean;
  readonly fill?: string;
}
export type TableCell = string | StyledCell;

export interface SlideTable {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
  readonly points: number;
  /** Least height of a row in inches. */
  readonly rowHeight: number;
  /** Above and below the text of a cell, in inches; 0.03 where left out. */
  readonly marginY?: number;
  /** Lines that titles of columns may take; 1 where left out. */
  readonly headerLines?: number;
  /** A last row that stands out and is repeated on no other page. */
  readonly total?: readonly TableCell[];
}

export interface LaidCell extends StyledCell {
  /** The size in which the text fits. */
  readonly points: number;
}

export interface LaidRow {
  readonly cells: readonly LaidCell[];
  readonly height: number;
  readonly isTotal: boolean;
}

const MARGIN_X = 0.06;
const MARGIN_Y = 0.03;

/** Rows with their texts fitted and their heights. */
export function layRows(table: SlideTable, measureText: MeasureText): LaidRow[] {
  const lay = (cells: readonly TableCell[], isTotal: boolean): LaidRow => {
    let lines = 1;
    const laid = cells.map((cell, at): LaidCell => {
      const styled = typeof cell === "string" ? { text: cell } : cell;
      const column = table.columns[at] as TableColumn;
      const fitted = fitToRoom(
        styled.text,
        {
          widthInches: column.width - 2 * MARGIN_X,
          maxLines: column.maxLines ?? 1,
          points: [table.points, table.points - 1],
          bold: styled.bold ?? isTotal,
        },
        measureText,
      );
      lines = Math.max(lines, fitted.lines);
      return { ...styled, text: fitted.text, points: fitted.points };
    });
    const height = Math.max(table.rowHeight, heightOfLines(lines, table.points) + 2 * (table.marginY ?? MARGIN_Y));
    return { cells: laid, height, isTotal };
  };
  return [
    ...table.rows.map((cells) => lay(cells, false)),
    ...(table.total === undefined ? [] : [lay(table.total, true)]),
  ];
}

/** Rows page by page; a page holds at least one row. */
export function pageRows(rows: readonly LaidRow[], headerHeight: number, heightInches: number): LaidRow[][] {
  const pages: LaidRow[][] = [];
  let page: LaidRow[] = [];
  let used = headerHeight;
  for (const row of rows) {
    if (page.length > 0 && used + row.height > heightInches + 1e-9) {
      pages.push(page);
      page = [];
      used = headerHeight;
    }
    page.push(row);
    used += row.height;
  }
  if (page.length > 0) pages.push(page);
  return pages;
}

/** Draws a page of a table at the upper left of the box. */
export function drawTable(
  slide: PptxGenJS.Slide,
  table: SlideTable,
  rows: readonly LaidRow[],
  box: Box,
  measureText: MeasureText,
): void {
  const titleOf = ({ title, width }: TableColumn): string =>
    fitToRoom(
      title,
      { widthInches: width - 2 * MARGIN_X, maxLines: table.headerLines ?? 1, points: [table.points - 1], bold: true },
      measureText,
    ).text;
  const header: PptxGenJS.TableRow = table.columns.map((column) => ({
    text: titleOf(column),
    options: {
      ...cellLook(table, table.points - 1, column.align, QUIET, true),
      border: borders({ type: "solid", pt: 1, color: ACTION }),
    },
  }));
  const body = rows.map(
    ({ cells, isTotal }): PptxGenJS.TableRow =>
      cells.map(({ text, points, colour, bold, fill }, at) => ({
        text,
        options: {
          ...cellLook(table, points, table.columns[at]?.align ?? "left", colour ?? INK, bold ?? isTotal),
          ...(fill === undefined ? {} : { fill: { color: fill } }),
          border: borders({ type: "solid", pt: 0.5, color: isTotal ? ACTION : HAIRLINE }),
        },
      })),
  );
  slide.addTable([header, ...body], {
    objectName: cleanText(table.name),
    x: box.x,
    y: box.y,
    w: table.columns.reduce((sum, { width }) => sum + width, 0),
    colW: table.columns.map(({ width }) => width),
    rowH: [headerHeightOf(table), ...rows.map(({ height }) => height)],
  });
}

/** With its header and all its rows. */
export function heightOfTable(table: SlideTable, measureText: MeasureText): number {
  return layRows(table, measureText).reduce((sum, { height }) => sum + height, headerHeightOf(table));
}

export function headerHeightOf({ points, rowHeight, headerLines = 1, marginY = MARGIN_Y }: SlideTable): number {
  return Math.max(rowHeight, heightOfLines(headerLines, points - 1) + 2 * marginY);
}

function cellLook(
  { marginY = MARGIN_Y }: SlideTable,
  points: number,
  align: TableColumn["align"],
  color: string,
  bold: boolean,
): PptxGenJS.TableCellProps {
  return {
    fontSize: points,
    align,
    valign: "middle",
    color,
    bold,
    margin: [marginY, MARGIN_X, marginY, MARGIN_X],
  };
}

function borders(
  below: PptxGenJS.BorderProps,
): [PptxGenJS.BorderProps, PptxGenJS.BorderProps, PptxGenJS.BorderProps, PptxGenJS.BorderProps] {
  const none = { type: "none" } as const;
  return [none, none, below, none];
}
