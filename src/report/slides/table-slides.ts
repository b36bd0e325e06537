/** A table that takes as many slides as it needs, those after the first marked （续）. */
import type PptxGenJS from "pptxgenjs";
import { addFramedSlide, type Deck, type Frame } from "./slide-deck.ts";
import type { Box } from "./slide-look.ts";
import { drawTable, headerHeightOf, layRows, pageRows, type SlideTable } from "./slide-table.ts";

const MOST_PAGES = 30;

/**
 * The first page stands on the slide that is handed in, the others on slides of their own over the whole body.
 * @param rest where further pages stand; the box of the first where left out
 * @returns the slides, the first one included
 */
export function addTablePages(
  deck: Deck,
  first: PptxGenJS.Slide,
  frame: Frame,
  table: SlideTable,
  box: Box,
  rest: Box = box,
): PptxGenJS.Slide[] {
  const rows = layRows(table, deck.measureText);
  const header = headerHeightOf(table);
  const [head = [], ...others] = pageRows(rows, header, box.height);
  drawTable(first, table, head, box, deck.measureText);
  const left = others.flat();
  const pages = left.length === 0 ? [] : pageRows(left, header, rest.height).slice(0, MOST_PAGES);
  return [
    first,
    ...pages.map((page) => {
      const slide = addFramedSlide(deck, { ...frame, title: `${frame.title}（续）` });
      drawTable(slide, table, page, rest, deck.measureText);
      return slide;
    }),
  ];
}
