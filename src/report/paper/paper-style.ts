/**
 * The look of a government report after GB/T 9704-2012: A4, margins of 37, 28, 35 and 26 mm, title in 小标宋 of 22 pt, text in
 * 仿宋 of 16 pt on lines of 28 pt, headings in 黑体 and 楷体. Typefaces are asked for by name; the reader's office program
 * takes its own where it lacks one.
 */
import {
  AlignmentType,
  convertMillimetersToTwip,
  type IFontAttributesProperties,
  type IParagraphStyleOptions,
  type IStylesOptions,
  LineRuleType,
} from "docx";

export const PAGE_MM = { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 } as const;
/** Between the margins. */
export const TEXT_MM = PAGE_MM.width - PAGE_MM.left - PAGE_MM.right;
export const TEXT_TWIPS = convertMillimetersToTwip(TEXT_MM);

const LATIN = "Times New Roman";
const face = (eastAsia: string): IFontAttributesProperties => ({
  ascii: LATIN,
  hAnsi: LATIN,
  cs: LATIN,
  eastAsia,
});
export const FACES = {
  title: face("方正小标宋简体"),
  text: face("仿宋"),
  heading: face("黑体"),
  section: face("楷体"),
  page: face("宋体"),
} as const;

const INK = "22282F";
export const QUIET = "6A665E";
export const SHORTFALL = "A3450F";
export const RULE = "1D4672";
export const HAIRLINE = "CFCAC0";
export const HEADER_GROUND = "EAF0F4";
export const TOTAL_GROUND = "F4F2EC";

/** In half points, as Word counts. */
const HALF = { title: 44, text: 32, table: 21, small: 18, tiny: 17, page: 28 } as const;
/** In twentieths of a point. */
const LINE = 28 * 20;
const TABLE_LINE = 15 * 20;
const TWO_LETTERS = 2 * 16 * 20;

const exact = (line: number, before = 0, after = 0) => ({ line, lineRule: LineRuleType.EXACT, before, after });
/** Two letters of the text's size, whatever the size. */
const INDENT = { firstLine: TWO_LETTERS, firstLineChars: 200 } as const;

const heading = (font: IFontAttributesProperties, before: number, bold = false) => ({
  run: { font, size: HALF.text, bold, color: INK },
  paragraph: { spacing: exact(LINE, before), indent: INDENT, keepNext: true },
});

function style(id: string, name: string, size: number, more: Partial<IParagraphStyleOptions>): IParagraphStyleOptions {
  const { run, paragraph } = more;
  return {
    id,
    name,
    basedOn: "Normal",
    quickFormat: true,
    run: { font: FACES.text, size, color: INK, ...run },
    paragraph: { ...paragraph },
  };
}

export const PAPER_STYLES: IStylesOptions = {
  default: {
    document: {
      run: { font: FACES.text, size: HALF.text, color: INK, language: { value: "en-US", eastAsia: "zh-CN" } },
      paragraph: { spacing: exact(LINE) },
    },
    title: {
      run: { font: FACES.title, size: HALF.title, color: INK },
      paragraph: { alignment: AlignmentType.CENTER, spacing: exact(36 * 20, 0, 12 * 20) },
    },
    heading1: heading(FACES.heading, 10 * 20),
    heading2: heading(FACES.section, 6 * 20),
    heading3: heading(FACES.section, 6 * 20),
    heading4: heading(FACES.text, 0),
  },
  paragraphStyles: [
    style("PaperText", "正文段落", HALF.text, {
      paragraph: { alignment: AlignmentType.BOTH, indent: INDENT, spacing: exact(LINE) },
    }),
    style("PaperCover", "封面行", HALF.text, {
      paragraph: { alignment: AlignmentType.CENTER, spacing: exact(LINE) },
    }),
    style("PaperStamp", "密级标识", HALF.text, {
      run: { font: FACES.heading, size: HALF.text, color: INK },
      paragraph: { spacing: exact(LINE) },
    }),
    style("PaperContents", "目录标题", HALF.title, {
      run: { font: FACES.title, size: 36, color: INK },
      paragraph: { alignment: AlignmentType.CENTER, spacing: exact(LINE, 0, 4 * 20) },
    }),
    style("PaperFigures", "关键数字", 52, {
      run: { font: FACES.heading, size: 52, color: RULE, bold: true },
      paragraph: { alignment: AlignmentType.CENTER, spacing: exact(36 * 20, 4 * 20) },
    }),
    style("PaperFigureNames", "关键数字名称", HALF.table, {
      run: { font: FACES.text, size: HALF.table, color: QUIET },
      paragraph: { alignment: AlignmentType.CENTER, spacing: exact(TABLE_LINE, 0, 6 * 20) },
    }),
    style("PaperCaption", "图表标题", HALF.table, {
      run: { font: FACES.heading, size: 24, color: INK },
      paragraph: { alignment: AlignmentType.CENTER, spacing: exact(20 * 20, 8 * 20, 0), keepNext: true },
    }),
    style("PaperUnit", "单位", HALF.small, {
      run: { font: FACES.text, size: HALF.small, color: QUIET },
      paragraph: { alignment: AlignmentType.RIGHT, spacing: exact(14 * 20), keepNext: true },
    }),
    style("PaperCell", "表格文字", HALF.table, { paragraph: { spacing: exact(TABLE_LINE) } }),
    style("PaperSmall", "表格小字", HALF.tiny, { paragraph: { spacing: exact(13 * 20) } }),
    style("PaperHead", "表头", HALF.table, {
      run: { font: FACES.heading, size: HALF.table, color: RULE },
      paragraph: { alignment: AlignmentType.CENTER, spacing: exact(TABLE_LINE), keepNext: true },
    }),
    style("PaperSmallHead", "表头小字", HALF.small, {
      run: { font: FACES.heading, size: HALF.small, color: RULE },
      paragraph: { alignment: AlignmentType.CENTER, spacing: exact(13 * 20), keepNext: true },
    }),
    style("PaperNote", "口径", HALF.small, {
      run: { font: FACES.text, size: HALF.small, color: QUIET },
      paragraph: { alignment: AlignmentType.LEFT, spacing: exact(13 * 20, 3 * 20, 8 * 20) },
    }),
    style("PaperPicture", "图片", HALF.text, {
      paragraph: {
        alignment: AlignmentType.CENTER,
        keepNext: true,
        spacing: { line: 240, lineRule: LineRuleType.AUTO, before: 6 * 20, after: 0 },
      },
    }),
    style("PaperCode", "命令", HALF.table, {
      run: { font: face("仿宋"), size: HALF.table, color: INK },
      paragraph: { spacing: exact(TABLE_LINE) },
    }),
    ...[1, 2].map((level) =>
      style(`TOC${level}`, `toc ${level}`, 26, {
        run: { font: level === 1 ? FACES.heading : FACES.text, size: level === 1 ? 26 : 24, color: INK },
        paragraph: {
          spacing: exact(level === 1 ? 22 * 20 : 19 * 20, level === 1 ? 30 : 0),
          indent: { left: level === 1 ? 0 : 420 },
        },
      }),
    ),
  ],
};

export const PAGE_NUMBER_SIZE = HALF.page;
