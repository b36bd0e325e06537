/** Text that fits its box on a slide: shrunk first, then cut with an ellipsis. Measured in the typeface of the sheets. */
import { toDrawnText } from "../scene/drawn-text.ts";
import type { MeasureText } from "../scene/scene.ts";
import { fitText, wrapText } from "../scene/wrap-text.ts";

const MM_PER_INCH = 25.4;
const MM_PER_POINT = MM_PER_INCH / 72;
/** Readers draw with typefaces of their own: figures and Latin letters up to so many ems wider than measured, and a gap where they meet Chinese. */
const LATIN_EXTRA = { 400: 0.09, 700: 0.15 } as const;
const GAP_EXTRA = 0.25;
const LATIN = /[\w%.,:;/()+-]/g;
const MEETINGS = /(?<=[\u3001-\u9fff\uff00-\uffef])(?=[\w%(+-])|(?<=[\w%)])(?=[\u3001-\u9fff\uff00-\uffef])/g;
/** Height of a line over its size, in the tallest of the usual Chinese typefaces. */
const LINE_HEIGHT = 1.4;

export interface FittedText {
  readonly text: string;
  readonly points: number;
  readonly lines: number;
}

export interface TextRoom {
  readonly widthInches: number;
  readonly maxLines: number;
  /** Sizes to try, the largest first. */
  readonly points: readonly number[];
  readonly bold?: boolean;
  /** Spaces stay as they are, as in a command. */
  readonly isExact?: boolean;
}

/** Characters that files of slides allow, on one line; figures stand close to Chinese, as official papers set them. */
export function cleanText(text: string): string {
  return toDrawnText(text)
    .replace(/(?<=[\u3400-\u9fff\u3001-\u301f\uff00-\uffef])[ \u00a0]+(?=[\w“−+])/g, "")
    .replace(/(?<=\d)[ \u00a0]+(?=%)/g, "")
    .replace(/(?<=[\w%”])[ \u00a0]+(?=[\u3400-\u9fff])/g, "");
}

/** Widths for whichever typeface a reader has, rather too wide than too narrow. */
export function widenMeasure(measureText: MeasureText): MeasureText {
  return (text, sizeMm, weight) => {
    const latin = text.match(LATIN)?.length ?? 0;
    const meetings = text.match(MEETINGS)?.length ?? 0;
    return measureText(text, sizeMm, weight) + sizeMm * (LATIN_EXTRA[weight] * latin + GAP_EXTRA * meetings);
  };
}

/** The text in the largest size in which it takes no more lines than there are, cut at the smallest. */
export function fitToRoom(text: string, room: TextRoom, measureText: MeasureText): FittedText {
  const clean = room.isExact ? toDrawnText(text) : cleanText(text);
  const widthMm = room.widthInches * MM_PER_INCH;
  const weight = room.bold ? 700 : 400;
  const smallest = room.points.at(-1) ?? 10;
  for (const points of room.points) {
    const lines = wrapText(clean, { widthMm, sizeMm: points * MM_PER_POINT, weight, measureText }).length;
    if (lines <= room.maxLines) return { text: clean, points, lines };
  }
  const block = { widthMm, sizeMm: smallest * MM_PER_POINT, weight, measureText } as const;
  const cut = room.maxLines === 1 ? [fitText(clean, block)] : wrapText(clean, { ...block, maxLines: room.maxLines });
  return { text: joinLines(cut), points: smallest, lines: cut.length };
}

/** Lines as one text again; Latin words that a line end parted get their space back. */
function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => (/[\w,.;:]$/.test(text) && /^\w/.test(line) ? `${text} ${line}` : text + line));
}

/** Height of so many lines in inches. */
export function heightOfLines(lines: number, points: number): number {
  return (lines * points * LINE_HEIGHT) / 72;
}
