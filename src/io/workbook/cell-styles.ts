/** The looks of cells, each written once into styles.xml and named by its number in the sheets. */
import type { CellKind, CellTone } from "./spreadsheet.ts";

export interface CellLook {
  readonly kind: CellKind | "title" | "basis" | "heading" | "header" | "header-number" | "name" | "note";
  readonly tone: CellTone;
  /** Text that a spreadsheet would run as a formula when it is edited. */
  readonly isQuoted: boolean;
}

const INK = "FF22282F";
const QUIET = "FF6A665E";
const ACTION = "FF1D4672";
const SHORTFALL = "FFA3450F";
const HEADER_GROUND = "FFE3EDF3";
const TOTAL_GROUND = "FFF4F2EC";
const HAIRLINE = "FFE6E3DC";
const FONT_NAME = "微软雅黑";

/** Numbers of formats; those from 164 on are our own. */
const FORMATS: Readonly<Record<CellKind, number>> = {
  text: 49,
  long: 0,
  count: 3,
  amount: 164,
  decimal: 2,
  share: 165,
  minutes: 166,
  date: 167,
  number: 0,
};
const OWN_FORMATS: readonly (readonly [id: number, code: string])[] = [
  [164, "#,##0.0"],
  [165, "0.0%"],
  [166, "0.0"],
  [167, "yyyy-mm-dd"],
];

interface Font {
  readonly size: number;
  readonly colour: string;
  readonly isBold: boolean;
}

const FONTS = {
  plain: { size: 10, colour: INK, isBold: false },
  quiet: { size: 10, colour: QUIET, isBold: false },
  bad: { size: 10, colour: SHORTFALL, isBold: true },
  bold: { size: 10, colour: INK, isBold: true },
  header: { size: 10, colour: ACTION, isBold: true },
  title: { size: 16, colour: INK, isBold: true },
  heading: { size: 12, colour: ACTION, isBold: true },
  small: { size: 9, colour: QUIET, isBold: false },
} as const satisfies Readonly<Record<string, Font>>;
const FONT_NAMES = Object.keys(FONTS) as (keyof typeof FONTS)[];

const FILLS: readonly (string | null)[] = [null, HEADER_GROUND, TOTAL_GROUND];
const BORDERS: readonly (readonly [style: string, colour: string] | null)[] = [
  null,
  ["hair", HAIRLINE],
  ["thin", ACTION],
];

export class StyleTable {
  private readonly numbers = new Map<string, number>();
  private readonly formats: string[] = [];

  /** The number of a look, for the `s` of cells. */
  numberOf({ kind, tone, isQuoted }: CellLook): number {
    const key = `${kind} ${tone} ${isQuoted}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    // The first is what cells without a style have.
    if (this.formats.length === 0) this.formats.push(formatXml(0, "plain", 0, 0, "", false));
    this.numbers.set(key, this.formats.length);
    this.formats.push(lookXml({ kind, tone, isQuoted }));
    return this.formats.length - 1;
  }

  /** styles.xml. */
  toXml(): string {
    const fonts = FONT_NAMES.map((name) => fontXml(FONTS[name]));
    const fills = [
      '<fill><patternFill patternType="none"/></fill>',
      '<fill><patternFill patternType="gray125"/></fill>',
    ];
    for (const colour of FILLS) if (colour !== null) fills.push(fillXml(colour));
    const borders = BORDERS.map((border) => borderXml(border));
    const codes = OWN_FORMATS.map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`);
    return [
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
      list("numFmts", codes),
      list("fonts", fonts),
      list("fills", fills),
      list("borders", borders),
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
      list("cellXfs", this.formats.length > 0 ? this.formats : [formatXml(0, "plain", 0, 0, "", false)]),
      '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>',
      "</styleSheet>",
    ].join("");
  }
}

function list(tag: string, items: readonly string[]): string {
  return `<${tag} count="${items.length}">${items.join("")}</${tag}>`;
}

function fontXml({ size, colour, isBold }: Font): string {
  return `<font>${isBold ? "<b/>" : ""}<sz val="${size}"/><color rgb="${colour}"/><name val="${FONT_NAME}"/><family val="2"/><charset val="134"/></font>`;
}

function fillXml(colour: string): string {
  return `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
}

function borderXml(border: readonly [style: string, colour: string] | null): string {
  const bottom = border === null ? "<bottom/>" : `<bottom style="${border[0]}"><color rgb="${border[1]}"/></bottom>`;
  return `<border><left/><right/><top/>${bottom}<diagonal/></border>`;
}

function formatXml(
  format: number,
  font: keyof typeof FONTS,
  fill: number,
  border: number,
  alignment: string,
  isQuoted: boolean,
): string {
  // Fills count from the two that every file has to begin with.
  const fillId = fill === 0 ? 0 : fill + 1;
  const quote = isQuoted ? ' quotePrefix="1"' : "";
  const inside = alignment === "" ? "/>" : ` applyAlignment="1"><alignment ${alignment}/></xf>`;
  return `<xf numFmtId="${format}" fontId="${FONT_NAMES.indexOf(font)}" fillId="${fillId}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${quote}${inside}`;
}

const MIDDLE = 'vertical="center"';
/** A step away from figures that end where the text begins. */
const TEXT = `${MIDDLE} horizontal="left" indent="1"`;

function lookXml({ kind, tone, isQuoted }: CellLook): string {
  switch (kind) {
    case "title":
      return formatXml(0, "title", 0, 0, MIDDLE, isQuoted);
    case "basis":
      return formatXml(0, "small", 0, 0, MIDDLE, isQuoted);
    case "heading":
      return formatXml(0, "heading", 0, 2, 'vertical="bottom"', isQuoted);
    case "header":
      return formatXml(0, "header", 1, 2, `${TEXT} wrapText="1"`, isQuoted);
    case "header-number":
      return formatXml(0, "header", 1, 2, `${MIDDLE} horizontal="right" wrapText="1"`, isQuoted);
    case "name":
      return formatXml(0, "quiet", 0, 1, `${MIDDLE} wrapText="1"`, isQuoted);
    case "note":
      return formatXml(0, "plain", 0, 1, `${MIDDLE} wrapText="1"`, isQuoted);
    default:
      return formatXml(
        FORMATS[kind],
        tone === "total" ? "bold" : tone,
        tone === "total" ? 2 : 0,
        1,
        alignmentOf(kind),
        isQuoted,
      );
  }
}

function alignmentOf(kind: CellKind): string {
  if (kind === "text") return TEXT;
  if (kind === "long") return `${TEXT} wrapText="1"`;
  if (kind === "date") return TEXT;
  return MIDDLE;
}
