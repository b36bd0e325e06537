/** The body of a report as it grows: chapters 一、, sections （一）, items 1., texts, tables and figures, numbered as they come. */
import { type FileChild, HeadingLevel, ImageRun, Paragraph, TextRun } from "docx";
import { TEXT_MM } from "./paper-style.ts";
import { layOutBeside, layOutFigures, layOutTable, type PaperTable } from "./paper-table.ts";
import { plainText } from "./plain-text.ts";

/** A picture and its size on paper. */
export interface Picture {
  readonly png: Uint8Array;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** The picture of an id (`map:<service>` or a chart's); null where there is nothing to draw. */
export type DrawPicture = (id: string) => Promise<Picture | null>;

const DIGITS = "〇一二三四五六七八九";
const PIXELS_PER_MM = 96 / 25.4;
/** The tallest that a picture stands on a page with its caption and a paragraph. */
const TALLEST_MM = 104;

/** 一 … 九十九. */
function chineseNumber(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return DIGITS[ones] ?? "";
  return `${tens > 1 ? DIGITS[tens] : ""}十${ones > 0 ? DIGITS[ones] : ""}`;
}

/** Of a picture beside a table, in millimetres. */
const BESIDE_MM = { picture: 84, gap: 3, table: TEXT_MM - 87, tallest: 104 } as const;

function paragraph(style: string, text: string): Paragraph {
  return new Paragraph({ style, children: [new TextRun(plainText(text))] });
}

/** As large as its proportions, the width and the height allow. */
function imageOf(
  { png, widthMm, heightMm }: Picture,
  width: number,
  height: number,
  name: string,
  description: string,
): ImageRun {
  const scale = Math.min(width / widthMm, height / heightMm);
  return new ImageRun({
    type: "png",
    data: png,
    transformation: {
      width: Math.round(widthMm * scale * PIXELS_PER_MM),
      height: Math.round(heightMm * scale * PIXELS_PER_MM),
    },
    altText: { name, title: name, description: plainText(description) },
  });
}

export class PaperBody {
  readonly children: FileChild[] = [];
  private chapters = 0;
  private sections = 0;
  private items = 0;
  private tables = 0;
  private figures = 0;
  private isAppendix = false;

  /** 一、… */
  chapter(title: string): void {
    this.chapters++;
    this.sections = 0;
    this.items = 0;
    this.head(`${chineseNumber(this.chapters)}、${title}`, HeadingLevel.HEADING_1);
  }

  /** 附录 …, on a page of its own where it is asked for. */
  appendix(title: string, onOwnPage: boolean): void {
    this.sections = 0;
    this.items = 0;
    this.isAppendix = true;
    this.head(title, HeadingLevel.HEADING_1, onOwnPage);
  }

  /** （一）… */
  section(title: string): void {
    this.sections++;
    this.items = 0;
    // Sections of appendices are left out of the contents, so that these fill one page.
    const level = this.isAppendix ? HeadingLevel.HEADING_3 : HeadingLevel.HEADING_2;
    this.head(`（${chineseNumber(this.sections)}）${title}`, level);
  }

  /** 1. … with its sentence. */
  item(text: string): void {
    this.items++;
    this.text(`${this.items}. ${text}`);
  }

  private head(
    text: string,
    level: (typeof HeadingLevel)["HEADING_1" | "HEADING_2" | "HEADING_3"],
    pageBreakBefore = false,
  ): void {
    this.children.push(new Paragraph({ heading: level, pageBreakBefore, children: [new TextRun(plainText(text))] }));
  }

  text(text: string): void {
    this.styled("PaperText", text);
  }

  note(text: string): void {
    this.styled("PaperNote", text);
  }

  code(text: string): void {
    this.styled("PaperCode", text);
  }

  /** A line of a long list, in the size of tables. */
  line(text: string): void {
    this.styled("PaperCell", text);
  }

  private styled(style: string, text: string): void {
    this.children.push(paragraph(style, text));
  }

  bigFigures(figures: readonly { readonly value: string; readonly name: string }[]): void {
    this.children.push(layOutFigures(figures));
  }

  /** A table under its number, title and unit, over its basis. */
  table<Row>(title: string, unit: string, table: PaperTable<Row>, basis: string): void {
    this.tables++;
    this.styled("PaperCaption", `表 ${this.tables}  ${title}`);
    if (unit !== "") this.styled("PaperUnit", `单位：${unit}`);
    this.children.push(layOutTable(table));
    this.note(basis);
  }

  /** A picture at the left and a table at its right, each under its own number, over one basis. */
  figureBesideTable<Row>(
    figure: { readonly picture: Picture; readonly title: string; readonly basis: string },
    table: PaperTable<Row> & { readonly title: string; readonly unit: string },
    basis: string,
  ): void {
    this.figures++;
    this.tables++;
    const name = plainText(`图 ${this.figures}  ${figure.title}`);
    const image = imageOf(
      figure.picture,
      BESIDE_MM.picture,
      BESIDE_MM.tallest,
      name,
      `${figure.title}。${figure.basis}`,
    );
    const left = [new Paragraph({ style: "PaperPicture", children: [image] }), paragraph("PaperCaption", name)];
    const right = [
      paragraph("PaperCaption", `表 ${this.tables}  ${table.title}`),
      paragraph("PaperUnit", `单位：${table.unit}`),
      layOutTable(table, BESIDE_MM.table),
    ];
    this.children.push(layOutBeside(left, right, BESIDE_MM.picture + BESIDE_MM.gap));
    this.note(basis);
  }

  /** A picture over its number, title and basis; where there is none, the reason in its place. */
  figure(picture: Picture | null, title: string, basis: string, whyNot: string): void {
    if (picture === null) {
      if (whyNot !== "") this.note(`（本处未附图：${whyNot}）`);
      return;
    }
    this.figures++;
    const name = plainText(`图 ${this.figures}  ${title}`);
    const image = imageOf(picture, TEXT_MM, TALLEST_MM, name, `${title}。${basis}`);
    this.children.push(new Paragraph({ style: "PaperPicture", children: [image] }));
    this.styled("PaperCaption", name);
    this.note(basis);
  }
}
