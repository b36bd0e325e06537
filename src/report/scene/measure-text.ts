/** Widths of text out of the typeface itself, so that a layout holds wherever it is painted. */
import type { ReportTools } from "../report-tools.ts";
import { MISSING_MARK } from "./cover-text.ts";
import { toDrawnText } from "./drawn-text.ts";
import type { FontWeight, MeasureText } from "./scene.ts";
import { readTrueType, type TrueType } from "./true-type.ts";

const MISSING = MISSING_MARK.codePointAt(0) ?? 0;

/** Advances of one typeface in ems, each glyph looked up once. Neither kerned nor joined: the painters do neither. */
function createAdvances(bytes: Uint8Array): (codePoint: number) => number {
  let font: TrueType | null = null;
  const known = new Map<number, number>();
  return (codePoint) => {
    const kept = known.get(codePoint);
    if (kept !== undefined) return kept;
    font ??= readTrueType(bytes);
    const glyph = font.glyphOf(codePoint) || font.glyphOf(MISSING);
    const advance = font.advanceOf(glyph) / font.unitsPerEm;
    known.set(codePoint, advance);
    return advance;
  };
}

/** A character that the typeface lacks counts as wide as the mark that is drawn for it. */
export function createMeasureText(fonts: ReportTools["fonts"]): MeasureText {
  const advances: Readonly<Record<FontWeight, (codePoint: number) => number>> = {
    400: createAdvances(fonts.regular),
    700: createAdvances(fonts.bold),
  };
  return (text, sizeMm, weight) => {
    let ems = 0;
    for (const character of toDrawnText(text)) ems += advances[weight](character.codePointAt(0)!);
    return ems * sizeMm;
  };
}
