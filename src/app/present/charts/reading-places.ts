/** Where the values of a drawn chart stand from left to right, so that they can be read one by one: points of lines, columns of a waterfall. */
import type { Chart } from "../../../report/charts/chart.ts";
import type { Mark, Scene } from "../../../report/scene/scene.ts";
import { findBars } from "./bar-boxes.ts";

/** In shares of the drawing's width and height. */
export interface ReadingPlace {
  /** Of the row in the chart's table. */
  readonly id: string;
  readonly middle: number;
  /** Of a column; 0 at points. */
  readonly width: number;
  /** Height of each line's point, from above, in the order of the series; columns have none. */
  readonly points: readonly { readonly series: number; readonly top: number }[];
}

const LINE = /^line:(\d+)$/u;

/** None for bars: these are buttons of their own. */
export function findReadingPlaces(chart: Chart, scene: Scene): ReadingPlace[] {
  if (chart.kind === "bars") return [];
  if (chart.kind === "waterfall") {
    return findBars(scene, false).map(({ id, left, width }) => ({ id, middle: left + width / 2, width, points: [] }));
  }
  const places = new Map<number, { middle: number; points: { series: number; top: number }[] }>();
  for (const mark of scene.marks) {
    const series = mark.kind === "group" ? Number(LINE.exec(mark.name ?? "")?.[1] ?? Number.NaN) : Number.NaN;
    const line = chart.series[series];
    if (mark.kind !== "group" || !line) continue;
    const corners = cornersOf(mark.marks);
    line.points.forEach(([x], index) => {
      const [drawnX, drawnY] = [corners[2 * index], corners[2 * index + 1]];
      if (drawnX === undefined || drawnY === undefined) return;
      const place = places.get(x) ?? { middle: drawnX / scene.widthMm, points: [] };
      place.points.push({ series, top: drawnY / scene.heightMm });
      places.set(x, place);
    });
  }
  return [...places]
    .sort(([one], [other]) => one - other)
    .map(([x, { middle, points }]) => ({ id: String(x), middle, width: 0, points }));
}

/** The line's own path, else (a single value) its dot. */
function cornersOf(marks: readonly Mark[]): ArrayLike<number> {
  for (const mark of marks) if (mark.kind === "path") return mark.parts[0] ?? [];
  for (const mark of marks) {
    const [dot] = mark.kind === "group" ? mark.marks : [];
    if (dot?.kind === "circle") return [dot.x, dot.y];
  }
  return [];
}

/** The place nearest to a share of the width; -1 where there is none. */
export function nearestPlace(places: readonly ReadingPlace[], share: number): number {
  let nearest = -1;
  places.forEach(({ middle }, index) => {
    const best = places[nearest];
    if (!best || Math.abs(middle - share) < Math.abs(best.middle - share)) nearest = index;
  });
  return nearest;
}
