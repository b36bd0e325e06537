/** A chart as a scene: quiet axes, values and names at the data themselves, in named groups that a page can link. */
import type { Mark, MeasureText, Scene } from "../scene/scene.ts";
import { drawBars } from "./bar-scene.ts";
import type { Chart } from "./chart.ts";
import { type ChartContext, type ChartLook, createContext } from "./chart-style.ts";
import { drawLines } from "./line-scene.ts";
import { drawWaterfall } from "./waterfall-scene.ts";

/**
 * Without a background, so that it can lie on any light ground. Bars are groups `bar:<categoryId>` (of a waterfall `bar:from`,
 * `bar:<stepId>`, `bar:to`), lines `line:<series>` with points `point:<series>:<x>`.
 */
export function chartScene(
  chart: Chart,
  widthMm: number,
  heightMm: number,
  measureText: MeasureText,
  look: ChartLook = {},
): Scene {
  const marks = drawChart(chart, createContext(widthMm, heightMm, measureText, look));
  return { widthMm, heightMm, background: null, marks };
}

function drawChart(chart: Chart, context: ChartContext): Mark[] {
  switch (chart.kind) {
    case "bars":
      return drawBars(chart, context);
    case "lines":
      return drawLines(chart, context);
    case "waterfall":
      return drawWaterfall(chart, context);
  }
}
