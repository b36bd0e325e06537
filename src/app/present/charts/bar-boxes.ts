/** Where the bars of a drawn chart are, so that the page can lay its own controls over them. */
import type { Mark, Scene } from "../../../report/scene/scene.ts";

/** In shares of the drawing's width and height. */
export interface BarBox {
  /** Of the category, or the waterfall's step. */
  readonly id: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const PREFIX = "bar:";

/** `across`: a bar's box goes over the whole width (level bars), else over the whole height. */
export function findBars({ marks, widthMm, heightMm }: Scene, across: boolean): BarBox[] {
  const bars = marks.flatMap((mark) => {
    if (mark.kind !== "group" || !mark.name?.startsWith(PREFIX)) return [];
    const [low, high] = extentOf(mark.marks, across);
    return [{ id: mark.name.slice(PREFIX.length), low, high }];
  });
  const size = across ? heightMm : widthMm;
  return bars.map(({ id, low, high }) => {
    const [from, length] = [low / size, (high - low) / size];
    return across
      ? { id, left: 0, top: from, width: 1, height: length }
      : { id, left: from, top: 0, width: length, height: 1 };
  });
}

/** From above to below (or from left to right) of boxes, and of texts where there are none. */
function extentOf(marks: readonly Mark[], across: boolean): readonly [number, number] {
  const boxes = marks.flatMap((mark) => {
    if (mark.kind !== "rect") return [];
    return [across ? ([mark.y, mark.y + mark.height] as const) : ([mark.x, mark.x + mark.width] as const)];
  });
  const lines = marks.flatMap((mark) => {
    if (mark.kind !== "text" || !across) return [];
    return [[mark.y - 0.9 * mark.sizeMm, mark.y + 0.3 * mark.sizeMm] as const];
  });
  const all = [...boxes, ...lines];
  return [Math.min(...all.map(([low]) => low)), Math.max(...all.map(([, high]) => high))];
}
