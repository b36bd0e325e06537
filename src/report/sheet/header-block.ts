/** Title, answer and 口径 of a sheet, with its stamps at the right. */
import type { Mark } from "../scene/scene.ts";
import { wrapText } from "../scene/wrap-text.ts";
import { type Block, LINE_HEIGHT, SHEET_COLOURS, type SheetStyle, textLine } from "./sheet-style.ts";

export interface SheetStamp {
  readonly text: string;
  /** `notice`: about the data; `rule`: about who may see the sheet. */
  readonly kind: "notice" | "rule";
}

const TITLE_LINE = 1.25;
/** Stamps take at most this share of the width. */
const STAMPS_SHARE = 0.42;

export function headerBlock(
  { title, answer, basis }: { readonly title: string; readonly answer: string; readonly basis: string },
  stamps: readonly SheetStamp[],
  width: number,
  style: SheetStyle,
): Block {
  const { unit, measureText } = style;
  const stamped = stampsBlock(stamps, width * STAMPS_SHARE, style);
  const titleWidth = width - stamped.width - (stamps.length > 0 ? 6 * unit : 0);
  const wrap = (text: string, sizeMm: number, weight: 400 | 700, widthMm: number, maxLines: number): string[] =>
    text === "" ? [] : wrapText(text, { widthMm, sizeMm, weight, measureText, maxLines });
  const titleSize = fitTitle(title, titleWidth, style);
  const titles = wrap(title, titleSize, 700, titleWidth, 2);
  const answers = wrap(answer, style.answer, 400, width, 2);
  const bases = wrap(basis, style.text, 400, width, 2);
  const titleHeight = Math.max(titles.length * TITLE_LINE * titleSize, stamped.height) + 1.2 * unit;
  const answerHeight = answers.length * LINE_HEIGHT * style.answer;
  const height = titleHeight + answerHeight + bases.length * LINE_HEIGHT * style.text;
  const draw = (x: number, y: number): Mark[] => [
    ...titles.map((line, row) =>
      textLine(line, x, y + (row * TITLE_LINE - 0.1) * titleSize, { sizeMm: titleSize, weight: 700 }),
    ),
    ...stamped.draw(x + width - stamped.width, y + 0.6 * unit),
    ...answers.map((line, row) =>
      textLine(line, x, y + titleHeight + row * LINE_HEIGHT * style.answer, { sizeMm: style.answer }),
    ),
    ...bases.map((line, row) =>
      textLine(line, x, y + titleHeight + answerHeight + row * LINE_HEIGHT * style.text, {
        sizeMm: style.text,
        colour: SHEET_COLOURS.quiet,
      }),
    ),
  ];
  return { name: "header", width, height, draw };
}

/** Long titles are set smaller before they take a second line. */
function fitTitle(title: string, width: number, { title: size, measureText }: SheetStyle): number {
  const full = measureText(title, size, 700);
  return full <= width ? size : Math.max(0.72 * size, (size * width) / full);
}

/** Stamps side by side, in as many rows as they need. */
function stampsBlock(stamps: readonly SheetStamp[], widest: number, style: SheetStyle): Block {
  const { unit, text: sizeMm, measureText } = style;
  const [padding, gap, height] = [2.4 * unit, 2 * unit, 6.4 * unit];
  const placed: {
    readonly stamp: SheetStamp;
    readonly lines: string[];
    x: number;
    y: number;
    readonly width: number;
  }[] = [];
  let [x, y, width] = [0, 0, 0];
  for (const stamp of stamps) {
    const text = wrapText(stamp.text, { widthMm: widest - 2 * padding, sizeMm, weight: 700, measureText, maxLines: 1 });
    const own = measureText(text[0] ?? "", sizeMm, 700) + 2 * padding;
    if (x > 0 && x + own > widest) [x, y] = [0, y + height + gap];
    placed.push({ stamp, lines: text, x, y, width: own });
    x += own + gap;
    width = Math.max(width, x - gap);
  }
  const draw = (left: number, top: number): Mark[] =>
    placed.flatMap(({ stamp, lines, x: atX, y: atY, width: own }): Mark[] => {
      const isNotice = stamp.kind === "notice";
      return [
        {
          kind: "rect",
          x: left + atX,
          y: top + atY,
          width: own,
          height,
          radiusMm: 0.8 * unit,
          fill: { colour: isNotice ? SHEET_COLOURS.notice : SHEET_COLOURS.paper },
          stroke: { colour: isNotice ? SHEET_COLOURS.noticeLine : SHEET_COLOURS.stamp, widthMm: 0.3 * unit },
        },
        textLine(lines[0] ?? "", left + atX + own / 2, top + atY + (height - LINE_HEIGHT * sizeMm) / 2, {
          sizeMm,
          weight: 700,
          colour: isNotice ? SHEET_COLOURS.noticeText : SHEET_COLOURS.stamp,
          anchor: "middle",
        }),
      ];
    });
  return { name: "stamps", width, height: stamps.length > 0 ? y + height : 0, draw };
}
