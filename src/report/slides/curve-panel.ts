/** How many people are reached as the walk may take longer: a native chart with a line a service and the cutoff marked. */
import type PptxGenJS from "pptxgenjs";
import type { LineChart } from "../charts/chart.ts";
import type { ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import { writePlain } from "../words/basis-lines.ts";
import { addLineChart, LINE_STEP } from "./native-chart.ts";
import { addLine, type Deck } from "./slide-deck.ts";
import { type Box, INK, QUIET, SHORTFALL } from "./slide-look.ts";

const PLOT = { x: 0.1, y: 0.03, w: 0.88, h: 0.85 } as const;
const HEADING_HEIGHT = 0.3;
const AXIS_HEIGHT = 0.24;

/** Services with the colours of their lines, the best covered first. */
export interface CurveLine {
  readonly facts: ServiceFacts;
  /** Without #. */
  readonly colour: string;
}

/** Chart, heading and axis within the box. */
export function addCurvePanel(
  deck: Deck,
  slide: PptxGenJS.Slide,
  facts: ReportFacts,
  lines: readonly CurveLine[],
  basis: string,
  box: Box,
): void {
  const heading = { ...box, height: HEADING_HEIGHT };
  addLine(deck, slide, "出行时间与累计覆盖（%）", heading, { points: [12], colour: INK, bold: true });
  const inner: Box = { ...box, y: box.y + HEADING_HEIGHT, height: box.height - HEADING_HEIGHT - AXIS_HEIGHT };
  const chart = curveChart(facts, lines, basis);
  addLineChart(deck, slide, chart, inner, PLOT);
  addCutoffMark(deck, slide, facts.result.parameters.cutoffSeconds / 60, chart.x.upTo, inner);
  const axis = { ...box, y: inner.y + inner.height, height: AXIS_HEIGHT };
  addLine(deck, slide, "出行时间（分钟）", axis, { points: [10], colour: QUIET, align: "right" });
}

/** Share within so many minutes, between whole minutes not read off; null beyond the curve. */
export function shareWithin({ coverage }: ServiceFacts, minutes: number): number | null {
  return Number.isInteger(minutes) ? (coverage.curve.network[minutes] ?? null) : null;
}

function curveChart({ study }: ReportFacts, lines: readonly CurveLine[], basis: string): LineChart {
  const upTo = Math.max(1, ...lines.map(({ facts }) => facts.coverage.curve.network.length - 1));
  return {
    kind: "lines",
    id: "curve",
    title: "出行时间与累计覆盖比例",
    basis,
    isDemonstration: study.demonstration,
    x: { name: "出行时间", unit: "minutes", upTo },
    y: { name: "累计比例", unit: "share" },
    series: lines.map(({ facts: { service, coverage }, colour }) => ({
      name: service.title.zh,
      colour: `#${colour}`,
      isDashed: false,
      points: [...coverage.curve.network].map((share, minute) => [minute, share] as const),
    })),
    mark: null,
  };
}

/** A dashed line upwards over the chart, where its axis has the cutoff. */
function addCutoffMark(deck: Deck, slide: PptxGenJS.Slide, cutoff: number, upTo: number, box: Box): void {
  const width = box.width * PLOT.w;
  const x = box.x + box.width * PLOT.x + (width * (cutoff / LINE_STEP + 0.5)) / (Math.floor(upTo / LINE_STEP) + 1);
  const y = box.y + box.height * PLOT.y;
  const height = box.height * PLOT.h;
  slide.addShape("line", { x, y, w: 0, h: height, line: { color: SHORTFALL, width: 1.25, dashType: "dash" } });
  const words = { x: x + 0.06, y: y + height - 0.3, width: 1.3, height: 0.26 };
  addLine(deck, slide, `时限 ${writePlain(cutoff)} 分钟`, words, { points: [10], colour: SHORTFALL, bold: true });
}
