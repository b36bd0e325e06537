/** What every chart has around its data: title, 演示数据, the basis below the title; and the key where names cannot stand at the data. */
import type { Mark } from "../scene/scene.ts";
import { wrapText } from "../scene/wrap-text.ts";
import type { Chart } from "./chart.ts";
import {
  BASIS_SIZE,
  CHART_COLOURS,
  type ChartContext,
  drawBox,
  drawText,
  LABEL_SIZE,
  type PlotArea,
  TITLE_SIZE,
} from "./chart-style.ts";
import { chartWords } from "./words/chart-words.ts";

export interface ChartFrame {
  readonly marks: readonly Mark[];
  /** What is left for the data, their axes and labels. */
  readonly area: PlotArea;
}

export function drawFrame(chart: Chart, context: ChartContext): ChartFrame {
  const { widthMm, heightMm, unit, measureText } = context;
  if (context.isBare) return { marks: [], area: { left: 0, top: 0, right: widthMm, bottom: heightMm } };
  const margin = 3 * unit;
  const marks: Mark[] = [];
  let right = widthMm - margin;
  if (chart.isDemonstration) {
    const { demonstration } = chartWords(chart.language);
    const size = BASIS_SIZE * unit;
    const width = measureText(demonstration, size, 400) + 2.4 * unit;
    const height = size * 1.7;
    marks.push({
      kind: "group",
      x: right - width,
      y: margin,
      name: "demonstration",
      marks: [
        drawBox(0, 0, width, height, {
          radiusMm: 0.7 * unit,
          fill: { colour: CHART_COLOURS.notice },
          stroke: { colour: CHART_COLOURS.noticeLine, widthMm: 0.15 * unit },
        }),
        drawText(width / 2, height / 2 + 0.36 * size, demonstration, size, {
          anchor: "middle",
          colour: CHART_COLOURS.noticeText,
        }),
      ],
    });
    right -= width + 2 * unit;
  }
  const title = { sizeMm: TITLE_SIZE * unit, weight: 700 as const, measureText, widthMm: right - margin, maxLines: 2 };
  let y = margin;
  const titleLines = wrapText(chart.title, title);
  for (const line of titleLines) {
    marks.push(drawText(margin, y + 0.9 * title.sizeMm, line, title.sizeMm, { weight: 700 }));
    y += 1.3 * title.sizeMm;
  }
  if (chart.basis !== "") {
    const size = BASIS_SIZE * unit;
    y += 0.3 * unit;
    for (const line of wrapText(chart.basis, {
      sizeMm: size,
      weight: 400,
      measureText,
      widthMm: widthMm - 2 * margin,
    })) {
      marks.push(drawText(margin, y + 0.9 * size, line, size, { colour: CHART_COLOURS.quiet }));
      y += 1.45 * size;
    }
  }
  return {
    marks,
    area: { left: margin, top: y + 2 * unit, right: widthMm - margin, bottom: heightMm - margin },
  };
}

/** Names of series with a patch of their look each, in a row from the left; wraps into further rows. */
export function drawKey(
  entries: readonly {
    readonly name: string;
    readonly patch: (x: number, y: number, width: number, height: number) => Mark;
  }[],
  left: number,
  top: number,
  right: number,
  context: ChartContext,
): { readonly marks: readonly Mark[]; readonly height: number } {
  const { unit, measureText } = context;
  const size = LABEL_SIZE * unit;
  const row = 1.7 * size;
  const marks: Mark[] = [];
  let x = left;
  let y = top;
  for (const { name, patch } of entries) {
    const width = measureText(name, size, 400) + 1.9 * size;
    if (x > left && x + width > right) {
      x = left;
      y += row;
    }
    marks.push(patch(x, y + 0.25 * size, size, 0.75 * size));
    marks.push(drawText(x + 1.35 * size, y + 0.95 * size, name, size, { colour: CHART_COLOURS.quiet }));
    x += width + size;
  }
  return { marks: [{ kind: "group", x: 0, y: 0, name: "key", marks }], height: y - top + row };
}
