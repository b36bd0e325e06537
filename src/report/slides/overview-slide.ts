/** The whole on one slide: the best and the worst served, the plan's targets, each service in a row, and how reach grows with time. */
import { formatCount, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import { countVerdicts } from "../../core/plan/scoreboard.ts";
import type { ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import { communityWord, wholeName } from "../words/answer-sentence.ts";
import { dateLine, passLine, travelVerb, writePlain } from "../words/basis-lines.ts";
import { demandName, writeDemand, writeShareOf } from "../words/demand-words.ts";
import { addBigNumbers, type BigNumber } from "./big-numbers.ts";
import { addCurvePanel, type CurveLine, shareWithin } from "./curve-panel.ts";
import { type RankedService, rankServices } from "./rank-services.ts";
import { addFramedSlide, addLine } from "./slide-deck.ts";
import { ACTION, BODY, coloursOf, DOMAIN_COLOURS, INK, QUIET, SHORTFALL } from "./slide-look.ts";
import type { Story } from "./slide-story.ts";
import type { SlideTable, TableCell } from "./slide-table.ts";
import { planWord, shortWord } from "./study-words.ts";
import { addTablePages } from "./table-slides.ts";

/** Minutes whose shares stand in the table, besides the cutoff. */
const STEPS = [5, 10, 15, 20, 30];
const TOP = 3.02;
const HEADING_HEIGHT = 0.34;
const TABLE_WIDTH = 6.95;
const CHART_X = 7.8;
const BOTTOM = BODY.y + BODY.height;

export function addOverview({ deck, facts }: Story): void {
  const { study, result } = facts;
  const minutes = writePlain(result.parameters.cutoffSeconds / 60);
  const frame = {
    kicker: "总览",
    title: overviewTitle(facts),
    basis: `口径：沿街道在该时间内可达的比例，评估时限 ${minutes} 分钟；人群和速度按各设施自身；${passLine(result)}；${dateLine(study)}。`,
    notes: [
      `覆盖率＝${minutes} 分钟内沿街道能到达设施的服务人群÷该设施服务人群的总数；各设施的人群与速度见其各自页面。`,
      "达标社区＝覆盖率不低于达标比例的社区；没有该人群的社区不参加检验。",
      "曲线为累计：横轴是出行时间（分钟），纵轴是在该时间内能到达最近一处设施的比例；虚线为评估时限。图表可直接编辑数据。",
      ...curveSentence(facts),
      "目标逐项判定；不可检验的目标没有相应数据，不等于未达标。",
    ],
  };
  const slide = addFramedSlide(deck, frame);
  addBigNumbers(deck, slide, overviewNumbers(facts), { x: BODY.x, y: 1.6, width: BODY.width, height: 1.15 }, 32);
  const ranked = rankServices(facts).reverse();
  const colours = coloursOf(ranked.map(({ facts: { service } }) => service.domain));
  const lines = ranked.map((each, at): CurveLine => ({ facts: each.facts, colour: colours[at] ?? INK }));
  const left = { x: BODY.x, y: TOP, width: TABLE_WIDTH, height: HEADING_HEIGHT };
  addLine(deck, slide, "各类设施：按出行时间的覆盖率、达标与缺口", left, { points: [12], colour: INK, bold: true });
  const box = { ...left, y: TOP + HEADING_HEIGHT, height: BOTTOM - TOP - HEADING_HEIGHT };
  addTablePages(deck, slide, frame, serviceTable(facts, lines), box);
  const right = { x: CHART_X, y: TOP, width: BODY.x + BODY.width - CHART_X, height: BOTTOM - TOP };
  if (lines.length > 0) addCurvePanel(deck, slide, facts, lines, frame.basis, right);
}

/** What twice the time would change for the service that is worst covered. */
function curveSentence(facts: ReportFacts): string[] {
  const worst = rankServices(facts)[0]?.facts;
  const cutoff = facts.result.parameters.cutoffSeconds / 60;
  if (!worst) return [];
  const [now, twice] = [shareWithin(worst, cutoff), shareWithin(worst, 2 * cutoff)];
  if (now === null || twice === null) return [];
  const verb = travelVerb(worst.coverage.profileId);
  return [
    `${worst.service.title.zh}在${verb} ${cutoff} 分钟内覆盖 ${formatShare(now)}，放宽到 ${2 * cutoff} 分钟为 ${formatShare(twice)}。`,
  ];
}

function overviewTitle(facts: ReportFacts): string {
  const ranked = rankServices(facts);
  const [worst, best] = [ranked[0], ranked.at(-1)];
  const counts = countVerdicts(facts.targets.map(({ result }) => result));
  const plan =
    counts.met + counts["not-met"] === 0
      ? ""
      : `；${facts.targets.length} 项${planWord(facts.study)}中 ${counts["not-met"]} 项未达标`;
  if (!worst || !best) return `${wholeName(facts.study)}没有可检验的设施覆盖${plan}`;
  if (worst === best)
    return `${wholeName(facts.study)}${worst.facts.service.title.zh}覆盖率 ${formatShare(worst.share)}${plan}`;
  return `${wholeName(facts.study)} ${ranked.length} 类设施覆盖率 ${formatShare(worst.share)} 至 ${formatShare(best.share)}，短板是${worst.facts.service.title.zh}${plan}`;
}

function overviewNumbers(facts: ReportFacts): BigNumber[] {
  const ranked = rankServices(facts);
  const [worst, best] = [ranked[0], ranked.at(-1)];
  const counts = countVerdicts(facts.targets.map(({ result }) => result));
  const shareOf = (ranking: RankedService | undefined, words: string, colour: string): BigNumber[] => {
    if (!ranking) return [];
    const { service, coverage } = ranking.facts;
    const group = demandName(coverage.groupId, facts.study.demand.unit);
    return [{ value: formatShare(ranking.share), name: `${words}：${service.title.zh}（${group}）`, colour }];
  };
  return [
    ...shareOf(best, "覆盖率最高", ACTION),
    ...(worst === best ? [] : shareOf(worst, "覆盖率最低", SHORTFALL)),
    counts.met + counts["not-met"] === 0
      ? {
          value: worst ? `${formatCount(worst.facts.whole.notMet)} 个` : "—",
          name: worst
            ? `未达标${communityWord(facts.study)}：${worst.facts.service.title.zh}`
            : `没有可以判定的${planWord(facts.study)}`,
          colour: SHORTFALL,
        }
      : {
          value: `${counts["not-met"]} 项`,
          name: `${planWord(facts.study)}未达标；另有 ${counts["not-testable"]} 项不可检验`,
          colour: SHORTFALL,
        },
  ];
}

function serviceTable({ study, services, result }: ReportFacts, lines: readonly CurveLine[]): SlideTable {
  const { unit } = study.demand;
  const cutoff = result.parameters.cutoffSeconds / 60;
  const minutes = [...new Set([...STEPS, cutoff])].sort((a, b) => a - b);
  const shownIds = new Set(lines.map(({ facts }) => facts.service.id));
  const untested = services.filter(({ service }) => !shownIds.has(service.id));
  const widths = { name: 1.78, met: 1.2, short: 1.02 };
  const minuteWidth = (TABLE_WIDTH - widths.name - widths.met - widths.short) / minutes.length;
  const shareCell = (facts: ServiceFacts, each: number): TableCell => {
    const { peopleCovered, people } = facts.whole;
    if (each === cutoff) return { text: writeShareOf(peopleCovered, people).replace("%", ""), bold: true };
    const share = shareWithin(facts, each);
    return { text: share === null ? NO_VALUE : formatShare(share).replace("%", ""), colour: QUIET };
  };
  return {
    name: "各类设施按出行时间的覆盖率、达标与缺口",
    points: 10.5,
    rowHeight: 0.4,
    columns: [
      { title: "设施（%）", width: widths.name, align: "left" },
      ...minutes.map((each) => ({ title: `${writePlain(each)} 分`, width: minuteWidth, align: "right" as const })),
      { title: `达标${communityWord(study)}`, width: widths.met, align: "right" },
      { title: shortWord(unit), width: widths.short, align: "right" },
    ],
    rows: [
      ...lines.map(({ facts, colour }) => [
        { text: `━ ${facts.service.title.zh}`, colour, bold: true },
        ...minutes.map((each) => shareCell(facts, each)),
        `${formatCount(facts.whole.met)} / ${formatCount(facts.whole.tested)}`,
        writeDemand(facts.whole.people - facts.whole.peopleCovered, unit),
      ]),
      ...untested.map(({ service }) => [
        { text: service.title.zh, colour: DOMAIN_COLOURS[service.domain], bold: true },
        ...minutes.map(() => NO_VALUE),
        { text: "不可检验", colour: QUIET },
        NO_VALUE,
      ]),
    ],
  };
}
