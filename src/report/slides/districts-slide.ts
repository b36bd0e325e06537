/** Districts against one another: bars of the service that is worst covered, and every service in a shaded table beside it. */
import { formatShare } from "../../core/model/format-number.ts";
import type { BarChart } from "../charts/chart.ts";
import type { DistrictFacts, ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import { basisLine, dateLine, passLine, writePlain } from "../words/basis-lines.ts";
import { demandName, writeShareOf } from "../words/demand-words.ts";
import { addBarChart } from "./native-chart.ts";
import { rankServices } from "./rank-services.ts";
import { addFramedSlide, addLine } from "./slide-deck.ts";
import { BODY, DOMAIN_COLOURS, INK, QUIET, WHITE } from "./slide-look.ts";
import type { Story } from "./slide-story.ts";
import type { SlideTable, StyledCell } from "./slide-table.ts";
import { districtWord, shareWord } from "./study-words.ts";
import { addTablePages } from "./table-slides.ts";

/** Of the page's own scheme for shares, light to dark; text turns white on the dark ones. */
const RAMP: readonly (readonly [below: number, fill: string, text: string])[] = [
  [0.2, "F7F4EA", INK],
  [0.4, "CFE6D8", INK],
  [0.6, "8CC9BF", INK],
  [0.8, "4AA0B0", WHITE],
  [0.95, "2A6F97", WHITE],
  [Number.POSITIVE_INFINITY, "1D4672", WHITE],
];
const MOST_BARS = 16;
const CHART_WIDTH = 5.1;
const TABLE_X = 6;
const TOP = 1.98;

export function addDistrictsSlide(story: Story): void {
  const { deck, facts } = story;
  const { study, result, services } = facts;
  const districts = services[0]?.districts ?? [];
  const worst = rankServices(facts)[0]?.facts;
  if (districts.length < 2 || !worst) return;
  const minutes = writePlain(result.parameters.cutoffSeconds / 60);
  const ordered = [...worst.districts]
    .filter(({ people }) => people > 0)
    .sort((a, b) => shareOf(a) - shareOf(b) || (a.id < b.id ? -1 : 1));
  const frame = {
    kicker: `各${districtWord(study)}覆盖`,
    title: titleOf(worst, ordered),
    basis: `口径：沿街道 ${minutes} 分钟内可达的比例；人群和速度按各设施自身；${passLine(result)}；${dateLine(study)}。`,
    notes: [
      "左图为全部设施中覆盖率最低的一类；右表为各类设施的覆盖率，颜色越深覆盖率越高。",
      "图表可直接编辑：右键图表→编辑数据。没有该人群的地方写“不可检验”，不画为 0。",
      basisLine(study, result, worst.coverage),
    ],
  };
  const slide = addFramedSlide(deck, frame);
  const group = demandName(worst.coverage.groupId, study.demand.unit);
  const heading = { points: [12, 11], colour: INK, bold: true } as const;
  const chartTitle = `${worst.service.title.zh}：各${districtWord(study)}${group}覆盖率`;
  const isCut = ordered.length > MOST_BARS;
  const suffix = isCut ? `（最低的 ${MOST_BARS} 个）` : "";
  addLine(deck, slide, chartTitle + suffix, { x: BODY.x, y: 1.62, width: CHART_WIDTH, height: 0.3 }, heading);
  const shown = ordered.slice(0, MOST_BARS);
  const box = { x: BODY.x, y: TOP, width: CHART_WIDTH, height: BODY.y + BODY.height - TOP };
  addBarChart(deck, slide, districtChart(chartTitle, frame.basis, worst, shown, deck.isDemonstration), box, {
    ...{ x: 0.32, y: 0.01, w: 0.66, h: 0.98 },
  });
  addLine(
    deck,
    slide,
    `各类设施${shareWord(study.demand.unit)}`,
    { x: TABLE_X, y: 1.62, width: 6.7, height: 0.3 },
    heading,
  );
  const tableBox = { x: TABLE_X, y: TOP, width: BODY.x + BODY.width - TABLE_X, height: BODY.y + BODY.height - TOP };
  addTablePages(deck, slide, frame, shareTable(facts, tableBox.width), tableBox);
}

function shareOf({ people, peopleCovered }: Pick<DistrictFacts, "people" | "peopleCovered">): number {
  return peopleCovered / people;
}

function titleOf({ service, whole }: ServiceFacts, ordered: readonly DistrictFacts[]): string {
  const [lowest, highest] = [ordered[0], ordered.at(-1)];
  const average = formatShare(shareOf(whole));
  if (!lowest || !highest || lowest === highest) return `${service.title.zh}覆盖率 ${average}`;
  return `短板是${service.title.zh}：全域覆盖 ${average}，最低的${lowest.name}仅 ${formatShare(shareOf(lowest))}`;
}

function districtChart(
  title: string,
  basis: string,
  { service }: ServiceFacts,
  districts: readonly DistrictFacts[],
  isDemonstration: boolean,
): BarChart {
  return {
    kind: "bars",
    id: `coverage-by-district:${service.id}`,
    title,
    basis,
    isDemonstration,
    unit: "share",
    categories: districts.map(({ id, name }) => ({ id, name })),
    series: [{ name: "覆盖率", colour: `#${DOMAIN_COLOURS[service.domain]}`, values: districts.map(shareOf) }],
    mark: null,
  };
}

/** Districts by services; a service a column, as many as the width takes. */
function shareTable({ study, services }: ReportFacts, width: number): SlideTable {
  const nameWidth = 1.55;
  const columnWidth = Math.max(0.62, (width - nameWidth) / Math.max(1, services.length));
  const shown = services.slice(0, Math.max(1, Math.floor((width - nameWidth) / columnWidth + 1e-6)));
  const cellOf = ({ coverage }: ServiceFacts, sums: DistrictFacts | ServiceFacts["whole"] | undefined): StyledCell => {
    if (!sums || sums.people === 0 || coverage.facilityCount === 0) return { text: "不可检验", colour: QUIET };
    const share = shareOf(sums);
    const [, fill, colour] = RAMP.find(([below]) => share < below) ?? ([1, WHITE, INK] as const);
    return { text: writeShareOf(sums.peopleCovered, sums.people), fill, colour };
  };
  return {
    name: "各类设施覆盖率",
    points: 10.5,
    rowHeight: 0.345,
    headerLines: 2,
    columns: [
      { title: districtWord(study), width: nameWidth, align: "left" },
      ...shown.map(({ service }) => ({ title: service.title.zh, width: columnWidth, align: "center" as const })),
    ],
    rows: (services[0]?.districts ?? []).map(({ name }, at) => [
      name,
      ...shown.map((service) => cellOf(service, service.districts[at])),
    ]),
    total: ["合计", ...shown.map((service) => ({ ...cellOf(service, service.whole), bold: true }))],
  };
}
