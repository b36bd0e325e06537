/** Large figures with what they count below, side by side. */
import type PptxGenJS from "pptxgenjs";
import { cleanText } from "./fit-slide-text.ts";
import { addLine, type Deck } from "./slide-deck.ts";
import { type Box, INK, QUIET } from "./slide-look.ts";

export interface BigNumber {
  readonly value: string;
  readonly name: string;
  readonly colour?: string;
}

const GAP = 0.2;

/** All in the size in which the longest fits. */
export function addBigNumbers(
  deck: Deck,
  slide: PptxGenJS.Slide,
  numbers: readonly BigNumber[],
  box: Box,
  points: number,
): void {
  const width = (box.width - GAP * (numbers.length - 1)) / numbers.length;
  const valueHeight = (points * 1.4) / 72;
  const longest = Math.max(
    ...numbers.map(({ value }) => deck.measureText(cleanText(value), (points * 25.4) / 72, 700) / 25.4),
  );
  const shared = Math.floor(points * Math.min(1, (width * 0.95) / longest));
  numbers.forEach(({ value, name, colour }, at) => {
    const x = box.x + at * (width + GAP);
    const look = {
      points: [shared, shared - 2, shared - 4],
      colour: colour ?? INK,
      bold: true,
      valign: "bottom",
    } as const;
    addLine(deck, slide, value, { x, y: box.y, width, height: valueHeight }, look);
    const below = { x, y: box.y + valueHeight + 0.03, width, height: box.height - valueHeight - 0.03 };
    addLine(deck, slide, name, below, { points: [11, 10, 9], colour: QUIET, valign: "top", maxLines: 2 });
  });
}
