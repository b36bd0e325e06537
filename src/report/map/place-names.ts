/**
 * Names on a map without two that overlap: the more important first, each at the first of its places that is free of names
 * and hides the fewest icons; a name that finds none is left out. Greedy, with a grid of what is taken.
 */
import type { FontWeight, Mark, MeasureText } from "../scene/scene.ts";
import { type TextBlock, wrapText } from "../scene/wrap-text.ts";
import type { PaperBox } from "./cut-geometry.ts";

export interface NameWish {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly sizeMm: number;
  readonly weight: FontWeight;
  readonly colour: string;
  readonly haloColour: string;
  /** Free space around it. */
  readonly paddingMm: number;
  /** Whether it may stand beside its place, or only on it. */
  readonly mayShift: boolean;
  /** Whether it may lie over icons where every place of it does. */
  readonly mayHideIcons: boolean;
}

export interface PlacedName extends PaperBox {
  readonly text: string;
}

export interface NameObstacle {
  readonly x: number;
  readonly y: number;
  readonly radiusMm: number;
}

const CELL_MM = 12;
const LINE_HEIGHT = 1.22;
/** Names are broken into lines of about this many ems. */
const LONGEST_EMS = 8.2;
const MOST_LINES = 3;
/** From the frame. */
const EDGE_MM = 1;
/** Of the letters above the baseline, in ems. */
const ASCENT = 0.86;

/** What stands where, by cell. */
class TakenSpace<T> {
  private readonly cells = new Map<string, { readonly box: PaperBox; readonly item: T }[]>();

  add(box: PaperBox, item: T): void {
    for (const key of this.keys(box)) {
      const list = this.cells.get(key);
      if (list) list.push({ box, item });
      else this.cells.set(key, [{ box, item }]);
    }
  }

  meeting(box: PaperBox): Set<T> {
    const found = new Set<T>();
    for (const key of this.keys(box))
      for (const other of this.cells.get(key) ?? []) if (boxesMeet(box, other.box)) found.add(other.item);
    return found;
  }

  private *keys({ x, y, width, height }: PaperBox): Generator<string> {
    for (let row = Math.floor(y / CELL_MM); row <= Math.floor((y + height) / CELL_MM); row++)
      for (let column = Math.floor(x / CELL_MM); column <= Math.floor((x + width) / CELL_MM); column++)
        yield `${row},${column}`;
  }
}

export function boxesMeet(a: PaperBox, b: PaperBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * @param wishes the most important first
 * @param icons what names should not hide
 */
export function placeNames(
  wishes: readonly NameWish[],
  icons: readonly NameObstacle[],
  frame: { readonly widthMm: number; readonly heightMm: number },
  measureText: MeasureText,
): { readonly marks: Mark[]; readonly names: PlacedName[] } {
  const names = new TakenSpace<number>();
  const obstacles = new TakenSpace<number>();
  icons.forEach(({ x, y, radiusMm }, index) => {
    obstacles.add({ x: x - radiusMm, y: y - radiusMm, width: 2 * radiusMm, height: 2 * radiusMm }, index);
  });
  const marks: Mark[] = [];
  const placed: PlacedName[] = [];
  for (const wish of wishes) {
    const { text, sizeMm, weight } = wish;
    if (!(wish.x > 0 && wish.y > 0 && wish.x < frame.widthMm && wish.y < frame.heightMm) || text.trim() === "")
      continue;
    const lines = balanceLines(text, { sizeMm, weight, measureText });
    const width = Math.max(...lines.map((line) => measureText(line, sizeMm, weight)));
    const height = lines.length * LINE_HEIGHT * sizeMm;
    const box = choosePlace(wish, width, height, frame, names, obstacles);
    if (!box) continue;
    names.add(box, placed.length);
    placed.push({ text, ...box });
    lines.forEach((line, row) => {
      marks.push({
        kind: "text",
        x: box.x + width / 2,
        y: box.y + (row * LINE_HEIGHT + ASCENT + (LINE_HEIGHT - 1) / 2) * sizeMm,
        text: line,
        sizeMm,
        weight,
        colour: wish.colour,
        anchor: "middle",
        halo: { colour: wish.haloColour, widthMm: 0.15 * sizeMm },
      });
    });
  }
  return { marks, names: placed };
}

/** Lines of about the same length. */
function balanceLines(text: string, look: Pick<TextBlock, "sizeMm" | "weight" | "measureText">): string[] {
  const { sizeMm, weight, measureText } = look;
  const lines = wrapText(text, { ...look, widthMm: LONGEST_EMS * sizeMm, maxLines: MOST_LINES });
  if (lines.length === 1) return lines;
  const widthMm = measureText(text, sizeMm, weight) / lines.length + 0.6 * sizeMm;
  const balanced = wrapText(text, { ...look, widthMm: Math.min(widthMm, LONGEST_EMS * sizeMm), maxLines: MOST_LINES });
  return balanced.length === lines.length ? balanced : lines;
}

function grow({ x, y, width, height }: PaperBox, by: number): PaperBox {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function choosePlace(
  { x, y, sizeMm, mayShift, mayHideIcons, paddingMm }: NameWish,
  width: number,
  height: number,
  { widthMm, heightMm }: { readonly widthMm: number; readonly heightMm: number },
  names: TakenSpace<number>,
  obstacles: TakenSpace<number>,
): PaperBox | null {
  const gap = 0.75 * sizeMm;
  const [middleX, middleY] = [x - width / 2, y - height / 2];
  const places: readonly (readonly [number, number])[] = mayShift
    ? [
        [middleX, middleY],
        [middleX, y - height - gap],
        [middleX, y + gap],
        [x + gap, middleY],
        [x - width - gap, middleY],
      ]
    : [[middleX, middleY]];
  let best: PaperBox | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const [left, top] of places) {
    const box = { x: left, y: top, width, height };
    const isInside =
      left >= EDGE_MM && top >= EDGE_MM && left + width <= widthMm - EDGE_MM && top + height <= heightMm - EDGE_MM;
    if (!isInside || names.meeting(grow(box, paddingMm)).size > 0) continue;
    const hidden = obstacles.meeting(box).size;
    if (hidden >= fewest || (hidden > 0 && !mayHideIcons)) continue;
    [best, fewest] = [box, hidden];
    if (hidden === 0) break;
  }
  return best;
}
