/** A map in its cell: its frame, degrees around it, its name and figures above it. */
import type { MapLayout } from "../../core/model/presentation.ts";
import type { PaperBox } from "../map/cut-geometry.ts";
import type { DrawnMap } from "../map/draw-map.ts";
import type { MapFrame } from "../map/map-frame.ts";
import type { Mark } from "../scene/scene.ts";
import { fitText } from "../scene/wrap-text.ts";
import { drawGrid } from "./draw-grid.ts";
import type { MapCell } from "./map-cells.ts";
import type { PreparedMap } from "./sheet-maps.ts";
import { LINE_HEIGHT, SHEET_COLOURS, type SheetStyle, textLine } from "./sheet-style.ts";
import * as words from "./sheet-words.ts";

/** @param map undefined where a layout has none */
export function drawCell(
  { outer, inner }: MapCell,
  map: PreparedMap | undefined,
  drawn: DrawnMap | undefined,
  index: number,
  mapCount: number,
  frame: MapFrame,
  layout: MapLayout,
  style: SheetStyle,
): Mark[] {
  const { unit, heading, small, measureText } = style;
  const marks: Mark[] = [];
  const grid = layout.withGrid ? drawGrid(frame, style) : null;
  if (drawn) marks.push({ ...drawn.group, x: inner.x, y: inner.y, name: `map:${index + 1}` });
  if (grid) {
    const clip = { x: 0, y: 0, width: inner.width, height: inner.height };
    marks.push({ kind: "group", name: "grid", x: inner.x, y: inner.y, clip, marks: grid.lines });
    marks.push({ kind: "group", name: "degrees", x: inner.x, y: inner.y, marks: grid.labels });
  }
  marks.push({ kind: "rect", ...inner, stroke: { colour: SHEET_COLOURS.ink, widthMm: 0.28 * unit } });
  if (!map?.classes) marks.push(...drawMessage(map ? words.captionFigures(map) : "没有可显示的地图", inner, style));
  if (!map || mapCount <= 1) return marks;
  const block = { widthMm: outer.width, measureText };
  const name = fitText(captionName(map, index, layout), { ...block, sizeMm: heading, weight: 700 });
  const figures = fitText(words.captionFigures(map), { ...block, sizeMm: small, weight: 400 });
  marks.push(textLine(name, outer.x, outer.y, { sizeMm: heading, weight: 700 }));
  const top = outer.y + LINE_HEIGHT * heading;
  marks.push(textLine(figures, outer.x, top, { sizeMm: small, colour: SHEET_COLOURS.quiet }));
  return marks;
}

function captionName({ service, asked }: PreparedMap, index: number, { maps }: MapLayout): string {
  const scenarios = new Set(maps.map(({ scenarioName }) => scenarioName));
  const services = new Set(maps.map(({ serviceId }) => serviceId));
  const parts = [
    ...(services.size > 1 || scenarios.size === 1 ? [service?.title.zh || asked.serviceId] : []),
    ...(scenarios.size > 1 ? [words.scenarioTitle(asked.scenarioName)] : []),
    ...(new Set(maps.map(({ measure }) => measure)).size > 1 ? [words.measureName(asked)] : []),
  ];
  return `${words.circledNumber(index)} ${parts.join(" · ")}`;
}

function drawMessage(text: string, { x, y, width }: PaperBox, { unit, answer, measureText }: SheetStyle): Mark[] {
  const line = fitText(text, { widthMm: width - 12 * unit, sizeMm: answer, weight: 400, measureText });
  const boxWidth = measureText(line, answer, 400) + 6 * unit;
  const height = LINE_HEIGHT * answer + 2 * unit;
  return [
    {
      kind: "rect",
      x: x + 3 * unit,
      y: y + 3 * unit,
      width: boxWidth,
      height,
      radiusMm: 0.8 * unit,
      fill: { colour: "#ffffff", opacity: 0.92 },
      stroke: { colour: SHEET_COLOURS.hairline, widthMm: 0.15 * unit },
    },
    textLine(line, x + 6 * unit, y + 4 * unit, { sizeMm: answer, colour: SHEET_COLOURS.quiet }),
  ];
}
