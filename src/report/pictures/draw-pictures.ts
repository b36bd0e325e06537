/** Pictures of a report by id, each drawn once however many documents show it. */

import type { WorkControl } from "../../core/analysis-result.ts";
import { BASELINE_NAME } from "../../core/model/scenario.ts";
import type { Chart } from "../charts/chart.ts";
import { chartScene } from "../charts/chart-scene.ts";
import { makeCharts } from "../charts/make-charts.ts";
import type { ReportFacts } from "../facts/report-facts.ts";
import { boundsOfStudy } from "../map/shape-bounds.ts";
import type { ReportRequest } from "../report-request.ts";
import type { ReportTools } from "../report-tools.ts";
import type { TextCover } from "../scene/cover-text.ts";
import { paintPng } from "../scene/paint-png.ts";
import type { MeasureText, Scene } from "../scene/scene.ts";
import { layoutPicture } from "../sheet/layout-picture.ts";
import type { SheetSource } from "../sheet/sheet-source.ts";

/** A picture of a map or chart, and its size on paper. */
export interface Picture {
  readonly png: Uint8Array;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** The picture of that id (`map:<service>`, `upright-map:<service>`, or a chart's); null where there is nothing to draw. */
export type DrawPicture = (id: string) => Promise<Picture | null>;

/** Sharp on a projector and in print at the size of a slide's picture. */
const DOTS_PER_INCH = 200;
/** As wide as a map's place on a slide, so that its text has the size that it was set in. */
const PICTURE_MM = { widthMm: 176, heightMm: 131 } as const;
/** Beside a table on a page of a report, with its legend below. */
const UPRIGHT_MM = { widthMm: 84, heightMm: 104 } as const;
/** As wide as the text of a page of A4 between its margins. */
const CHART_WIDTH_MM = 156;
const CHART_HEIGHT_MM = 88;
const BAR_MM = 5.2;
const TALLEST_CHART_MM = 200;
const MAPS = [
  { prefix: "map:", size: PICTURE_MM },
  { prefix: "upright-map:", size: UPRIGHT_MM },
] as const;

/** Room for every bar. */
function heightOf(chart: Chart): number {
  if (chart.kind !== "bars") return CHART_HEIGHT_MM;
  const bars = chart.categories.length * chart.series.length;
  return Math.min(TALLEST_CHART_MM, Math.max(CHART_HEIGHT_MM, 34 + BAR_MM * bars));
}

/** @param texts told of characters that could not be drawn */
export function createPictures(
  facts: ReportFacts,
  source: SheetSource,
  request: Pick<ReportRequest, "stamp">,
  tools: ReportTools,
  measureText: MeasureText,
  texts: TextCover,
  control: Pick<WorkControl, "signal"> = {},
): DrawPicture {
  const signal = control.signal ? { signal: control.signal } : {};
  const drawn = new Map<string, Promise<Picture | null>>();
  let charts: ReadonlyMap<string, Chart> | null = null;
  const hasPlaces = boundsOfStudy(source.study) !== null;
  const sceneOf = (id: string): Scene | null => {
    const asked = MAPS.find(({ prefix }) => id.startsWith(prefix));
    if (!asked) {
      charts ??= new Map(makeCharts(facts).map((chart) => [chart.id, chart]));
      const chart = charts.get(id);
      return chart ? chartScene(chart, CHART_WIDTH_MM, heightOf(chart), measureText) : null;
    }
    if (!hasPlaces) return null;
    const map = {
      serviceId: id.slice(asked.prefix.length),
      scenarioName: BASELINE_NAME,
      measure: "peopleShare",
    } as const;
    return layoutPicture(source, [map], { ...asked.size, stamp: request.stamp }, measureText);
  };
  const draw = async (id: string): Promise<Picture | null> => {
    const scene = sceneOf(id);
    if (!scene) return null;
    const png = await paintPng(texts.cover(scene), DOTS_PER_INCH, tools, signal);
    return { png, widthMm: scene.widthMm, heightMm: scene.heightMm };
  };
  return (id) => {
    const known = drawn.get(id) ?? draw(id);
    drawn.set(id, known);
    return known;
  };
}
