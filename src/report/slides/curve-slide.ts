/** How many people are reached as the walk may take longer: lines of all services, and the same figures in a table. */
import { formatShare } from "../../core/model/format-number.ts";
import type { LineChart } from "../charts/chart.ts";
import type { ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import { dateLine, travelVerb, writePlain } from "../words/basis-lines.ts";
import { addLineChart, LINE_STEP } from "./native-chart.ts";
import { rankServices } from "./overview-slide.ts";
import { addFramedSlide, addLine } from "./slide-deck.ts";
import { BODY, coloursOf, INK, QUIET, SHORTFALL } from "./slide-look.ts";
import type { Story } from "./slide-story.ts";
import type { SlideTable } from "./slide-table.ts";
import { addTablePages } from "./table-slides.ts";

const CHART_BOX = { x: BODY.x, y: 1.95, width: 7.1, height: 4.45 } as const;
const PLOT = { x: 0.075, y: 0.03, w: 0.91, h: 0.88 } as const;
const TABLE_X = 8.05;
const STEPS = [5, 10, 15, 20, 30];

export function addCurveSlide(story: Story): void {
  const { deck, facts } = story;
  const ranked = rankServices(facts).map((each) => each.facts);
  const worst = ranked[0];
  if (!worst) return;
  const { study, result } = facts;
  const cutoff = result.parameters.cutoffSeconds / 60;
  const frame = {
    kicker: "步行时间与覆盖",
    title: titleOf(worst, cutoff),
    basis: `口径：全域各设施服务人群沿街道在该时间内可达的比例；单位 %；人群和速度按各设施自身；${dateLine(study)}。`,
    notes: [
      "曲线为累计：横轴是出行时间（分钟），纵轴是在该时间内能到达最近一处设施的比例。",
      `虚线为本次评估的时限 ${writePlain(cutoff)} 分钟。图表可直接编辑数据。`,
    ],
  };
  const slide = addFramedSlide(deck, frame);
  const services = [...ranked].reverse();
  const colours = coloursOf(services.map(({ service }) => service.domain));
  const chart = curveChart(facts, services, colours, frame.basis);
  addLine(deck, slide, "累计比例（%）", { ...CHART_BOX, y: 1.62, height: 0.28 }, { points: [11], colour: QUIET });
  addLineChart(deck, slide, chart, CHART_BOX, PLOT);
  addCutoffMark(story, slide, cutoff, chart.x.upTo);
  const below = { ...CHART_BOX, y: CHART_BOX.y + CHART_BOX.height, height: 0.28 };
  addLine(deck, slide, "出行时间（分钟）", below, { points: [10], colour: QUIET, align: "right" });
  const minutes = [...new Set([...STEPS, ...(Number.isInteger(cutoff) ? [cutoff] : [])])].sort((a, b) => a - b);
  const box = { x: TABLE_X, y: 1.95, width: BODY.x + BODY.width - TABLE_X, height: 4.7 };
  addTablePages(deck, slide, frame, minuteTable(services, colours, minutes, cutoff, box.width), box);
}

/** Share within so many minutes, between whole minutes not read off; null beyond the curve. */
function shareAt({ coverage }: ServiceFacts, minutes: number): number | null {
  return Number.isInteger(minutes) ? (coverage.curve.network[minutes] ?? null) : null;
}

function titleOf(worst: ServiceFacts, cutoff: number): string {
  const [now, twice] = [shareAt(worst, cutoff), shareAt(worst, 2 * cutoff)];
  const name = worst.service.title.zh;
  const verb = travelVerb(worst.coverage.profileId);
  if (now === null || twice === null) return `${name}：${verb}时间放宽，覆盖随之增加多少`;
  return `${name}在${verb} ${cutoff} 分钟内覆盖 ${formatShare(now)}，放宽到 ${2 * cutoff} 分钟也只到 ${formatShare(twice)}`.replace(
    "也只到",
    twice < 0.9 ? "也只到" : "可到",
  );
}

function curveChart(
  { study }: ReportFacts,
  services: readonly ServiceFacts[],
  colours: readonly string[],
  basis: string,
): LineChart {
  const upTo = Math.max(1, ...services.map(({ coverage }) => coverage.curve.network.length - 1));
  return {
    kind: "lines",
    id: "curve",
    title: "出行时间与累计覆盖比例",
    basis,
    isDemonstration: study.demonstration,
    x: { name: "出行时间", unit: "minutes", upTo },
    y: { name: "累计比例", unit: "share" },
    series: services.map(({ service, coverage }, at) => ({
      name: service.title.zh,
      colour: `#${colours[at]}`,
      isDashed: false,
      points: [...coverage.curve.network].map((share, minute) => [minute, share] as const),
    })),
    mark: null,
  };
}

/** A dashed line upwards over the chart, where its axis has the cutoff. */
function addCutoffMark({ deck }: Story, slide: ReturnType<typeof addFramedSlide>, cutoff: number, upTo: number): void {
  const width = CHART_BOX.width * PLOT.w;
  const x =
    CHART_BOX.x + CHART_BOX.width * PLOT.x + (width * (cutoff / LINE_STEP + 0.5)) / (Math.floor(upTo / LINE_STEP) + 1);
  const y = CHART_BOX.y + CHART_BOX.height * PLOT.y;
  const height = CHART_BOX.height * PLOT.h;
  slide.addShape("line", { x, y, w: 0, h: height, line: { color: SHORTFALL, width: 1.25, dashType: "dash" } });
  const words = { x: x + 0.06, y: y + height - 0.32, width: 1.5, height: 0.26 };
  addLine(deck, slide, `时限 ${writePlain(cutoff)} 分钟`, words, { points: [10], colour: SHORTFALL, bold: true });
}

function minuteTable(
  services: readonly ServiceFacts[],
  colours: readonly string[],
  minutes: readonly number[],
  cutoff: number,
  width: number,
): SlideTable {
  const nameWidth = 1.42;
  const columnWidth = (width - nameWidth) / minutes.length;
  return {
    name: "各类设施按出行时间的覆盖率",
    points: 10,
    rowHeight: 0.44,
    columns: [
      { title: "设施（%）", width: nameWidth, align: "left", maxLines: 2 },
      ...minutes.map((each) => ({ title: `${writePlain(each)} 分`, width: columnWidth, align: "right" as const })),
    ],
    rows: services.map((service, at) => [
      { text: `━ ${service.service.title.zh}`, colour: colours[at] ?? INK, bold: true },
      ...minutes.map((each) => {
        const share = shareAt(service, each);
        return { text: share === null ? "—" : formatShare(share).replace("%", ""), bold: each === cutoff };
      }),
    ]),
  };
}
