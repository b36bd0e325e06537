/** Coordinate system, sources, who made the sheet and when: three columns of small print. */
import type { Mark } from "../scene/scene.ts";
import { wrapText } from "../scene/wrap-text.ts";
import { type Block, LINE_HEIGHT, rule, SHEET_COLOURS, type SheetStyle, textLine } from "./sheet-style.ts";

export interface FooterWords {
  readonly system: string;
  /** "" without. */
  readonly notice: string;
  readonly sources: string;
  /** "" leaves a line to be filled by hand. */
  readonly organisation: string;
  readonly date: string;
}

const MOST_LINES = 3;
/** Shares of the width: system, sources, who and when. */
const COLUMNS = [0.3, 0.42, 0.28] as const;

export function footerBlock(words: FooterWords, width: number, style: SheetStyle): Block {
  const { unit, small, measureText } = style;
  const gap = 5 * unit;
  const widths = COLUMNS.map((share) => share * (width - 2 * gap));
  const wrap = (text: string, column: number, maxLines = MOST_LINES): string[] =>
    text === "" ? [] : wrapText(text, { widthMm: widths[column]!, sizeMm: small, weight: 400, measureText, maxLines });
  const notice = wrap(words.notice, 0, 1);
  const columns = [
    [...wrap(`坐标系统：${words.system}`, 0, MOST_LINES - notice.length), ...notice],
    wrap(`数据来源：${words.sources}`, 1),
    [...wrap(`制图单位：${words.organisation}`, 2, 2), `制图日期：${words.date}`],
  ];
  const lineHeight = LINE_HEIGHT * small;
  const height = Math.max(...columns.map(({ length }) => length)) * lineHeight;
  const draw = (x: number, y: number): Mark[] => {
    const lefts = [x, x + widths[0]! + gap, x + widths[0]! + widths[1]! + 2 * gap];
    const marks = columns.flatMap((lines, column) =>
      lines.map((line, row) =>
        textLine(line, lefts[column]!, y + row * lineHeight, { sizeMm: small, colour: SHEET_COLOURS.quiet }),
      ),
    );
    if (words.organisation === "") {
      const from = lefts[2]! + measureText("制图单位：", small, 400);
      marks.push(
        rule(
          from,
          y + 1.25 * small,
          from + Math.min(38 * unit, widths[2]! * 0.6),
          y + 1.25 * small,
          0.12 * unit,
          SHEET_COLOURS.line,
        ),
      );
    }
    return marks;
  };
  return { name: "footer", width, height, draw };
}
