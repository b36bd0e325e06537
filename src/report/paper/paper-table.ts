/** Tables of a report: caption and 单位 above, 口径 below, header repeated on every page, no row broken between pages. */
import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  type FileChild,
  type IBorderOptions,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import { HAIRLINE, HEADER_GROUND, QUIET, RULE, SHORTFALL, TEXT_MM, TEXT_TWIPS, TOTAL_GROUND } from "./paper-style.ts";
import { plainText } from "./plain-text.ts";

export interface PaperColumn<Row> {
  readonly header: string;
  /** Its part of the table's width, in whatever unit the others have. */
  readonly width: number;
  readonly align: "left" | "center" | "right";
  readonly value: (row: Row) => string;
  readonly tone?: (row: Row) => "plain" | "bad" | "quiet";
}

export interface PaperTable<Row> {
  readonly columns: readonly PaperColumn<Row>[];
  readonly rows: readonly Row[];
  /** In small print: long lists that are looked up rather than read. */
  readonly isSmall?: boolean;
  /** May go on on a further page however short it is: its rows are long. */
  readonly mayBreak?: boolean;
  /** Printed bold on a ground of its own. */
  readonly isTotal?: (row: Row) => boolean;
}

const NONE: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: "auto" };
const THICK: IBorderOptions = { style: BorderStyle.SINGLE, size: 12, color: RULE };
const MEDIUM: IBorderOptions = { style: BorderStyle.SINGLE, size: 6, color: RULE };
const THIN: IBorderOptions = { style: BorderStyle.SINGLE, size: 4, color: HAIRLINE };
const ALIGNMENTS = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const TONES = { plain: undefined, bad: SHORTFALL, quiet: QUIET } as const;
const MARGINS = { top: 20, bottom: 20, left: 60, right: 60 } as const;
/** A table of no more rows stands on one page. */
const KEPT_TOGETHER = 10;
const LAST_TOGETHER = 3;

/**
 * The table alone.
 * @param widthMm that of the text where left out
 */
export function layOutTable<Row>(
  { columns, rows, isSmall = false, mayBreak = false, isTotal = () => false }: PaperTable<Row>,
  widthMm: number = TEXT_MM,
): Table {
  const textTwips = convertMillimetersToTwip(widthMm);
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => Math.floor((textTwips * width) / whole));
  const cellOf = (
    index: number,
    paragraph: Paragraph,
    ground: string | undefined,
    bottom?: IBorderOptions,
  ): TableCell =>
    new TableCell({
      children: [paragraph],
      width: { size: widths[index] as number, type: WidthType.DXA },
      margins: MARGINS,
      verticalAlign: VerticalAlign.CENTER,
      ...(ground === undefined ? {} : { shading: { fill: ground, color: "auto", type: "clear" } }),
      ...(bottom === undefined ? {} : { borders: { bottom } }),
    });
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ header: text }, index) =>
      cellOf(
        index,
        new Paragraph({ style: isSmall ? "PaperSmallHead" : "PaperHead", children: [new TextRun(plainText(text))] }),
        HEADER_GROUND,
        MEDIUM,
      ),
    ),
  });
  const isShort = rows.length <= KEPT_TOGETHER && !mayBreak;
  const body = rows.map((row, at) => {
    const bold = isTotal(row);
    return new TableRow({
      cantSplit: true,
      // The last rows stay with one another and with the note below, so that no total and no note stands alone on a page.
      keepNext: isShort || at + LAST_TOGETHER >= rows.length,
      children: columns.map(({ value, align, tone }, index) => {
        const colour = TONES[tone?.(row) ?? "plain"];
        const run = new TextRun({ text: plainText(value(row)), bold, ...(colour ? { color: colour } : {}) });
        const paragraph = new Paragraph({
          style: isSmall ? "PaperSmall" : "PaperCell",
          alignment: ALIGNMENTS[align],
          children: [run],
        });
        return cellOf(index, paragraph, bold ? TOTAL_GROUND : undefined);
      }),
    });
  });
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: {
      top: THICK,
      bottom: THICK,
      left: NONE,
      right: NONE,
      insideHorizontal: THIN,
      insideVertical: NONE,
    },
    rows: [header, ...body],
  });
}

/** Figures side by side with their names below, large. */
export function layOutFigures(figures: readonly { readonly value: string; readonly name: string }[]): Table {
  const width = Math.floor(TEXT_TWIPS / figures.length);
  return new Table({
    width: { size: width * figures.length, type: WidthType.DXA },
    columnWidths: figures.map(() => width),
    layout: TableLayoutType.FIXED,
    borders: { top: MEDIUM, bottom: MEDIUM, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: THIN },
    rows: [
      new TableRow({
        cantSplit: true,
        children: figures.map(
          ({ value, name }) =>
            new TableCell({
              width: { size: width, type: WidthType.DXA },
              verticalAlign: VerticalAlign.CENTER,
              children: [
                new Paragraph({ style: "PaperFigures", children: [new TextRun(plainText(value))] }),
                new Paragraph({ style: "PaperFigureNames", children: [new TextRun(plainText(name))] }),
              ],
            }),
        ),
      }),
    ],
  });
}

/**
 * Two things beside one another, without rules.
 * @param leftMm width of the left one
 */
export function layOutBeside(left: readonly FileChild[], right: readonly FileChild[], leftMm: number): Table {
  const widths = [convertMillimetersToTwip(leftMm), TEXT_TWIPS - convertMillimetersToTwip(leftMm)];
  const cellOf = (children: readonly FileChild[], width: number): TableCell =>
    new TableCell({
      // A cell ends with a paragraph; this one is as low as a line can be.
      children: [...children, new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT } })] as Paragraph[],
      width: { size: width, type: WidthType.DXA },
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
    });
  return new Table({
    width: { size: TEXT_TWIPS, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE },
    rows: [
      new TableRow({
        cantSplit: true,
        children: [cellOf(left, widths[0] as number), cellOf(right, widths[1] as number)],
      }),
    ],
  });
}
