/** The whole on one slide: the best and the worst served, the plan's targets, each service and each chapter in a row. */
import { formatCount, formatShare } from "../../core/model/format-number.ts";
import { countVerdicts, groupByChapter } from "../../core/plan/scoreboard.ts";
import type { Verdict } from "../../core/plan/target.ts";
import type { ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import { communityWord, wholeName } from "../words/answer-sentence.ts";
import { dateLine, passLine, writePlain } from "../words/basis-lines.ts";
import { demandName, writeDemand, writeShareOf } from "../words/demand-words.ts";
import { VERDICT_WORDS } from "../words/verdict-words.ts";
import { addBigNumbers, type BigNumber } from "./big-numbers.ts";
import { addFramedSlide, addLine } from "./slide-deck.ts";
import { ACTION, BODY, DOMAIN_COLOURS, INK, MET, SHORTFALL } from "./slide-look.ts";
import type { Story } from "./slide-story.ts";
import type { SlideTable } from "./slide-table.ts";
import { planWord, shareWord, shortWord } from "./study-words.ts";
import { addTablePages } from "./table-slides.ts";

const VERDICTS: readonly Verdict[] = ["met", "not-met", "no-number", "not-testable"];
const TABLE_Y = 3.3;
const TABLE_HEIGHT = BODY.y + BODY.height - TABLE_Y;
const RIGHT_X = 7.25;

export function addOverview({ deck, facts }: Story): void {
  const { study, result } = facts;
  const minutes = writePlain(result.parameters.cutoffSeconds / 60);
  const frame = {
    kicker: "总览",
    title: overviewTitle(facts),
    basis: `口径：沿街道 ${minutes} 分钟内可达；人群和速度按各设施自身；${passLine(result)}；${dateLine(study)}。`,
    notes: [
      `覆盖率＝${minutes} 分钟内沿街道能到达设施的服务人群÷该设施服务人群的总数；各设施的人群与速度见其各自页面。`,
      "达标社区＝覆盖率不低于达标比例的社区；没有该人群的社区不参加检验。",
      "目标逐项判定；不可检验的目标没有相应数据，不等于未达标。",
    ],
  };
  const slide = addFramedSlide(deck, frame);
  addBigNumbers(deck, slide, overviewNumbers(facts), { x: BODY.x, y: 1.62, width: BODY.width, height: 1.2 }, 32);
  const left = { x: BODY.x, y: TABLE_Y, width: 6.3, height: TABLE_HEIGHT };
  const heading = { points: [12], colour: INK, bold: true } as const;
  addLine(deck, slide, "各类设施", { ...left, y: TABLE_Y - 0.34, height: 0.3 }, heading);
  addTablePages(deck, slide, frame, serviceTable(facts), left);
  if (facts.targets.length === 0) return;
  const right = { x: RIGHT_X, y: TABLE_Y, width: 5.48, height: TABLE_HEIGHT };
  const unit = `${planWord(study)}（单位：项，共 ${facts.targets.length} 项）`;
  addLine(deck, slide, unit, { ...right, y: TABLE_Y - 0.34, height: 0.3 }, heading);
  addTablePages(deck, slide, { ...frame, title: `${planWord(study)}按领域判定` }, verdictTable(facts), right);
}

interface Ranked {
  readonly facts: ServiceFacts;
  readonly share: number;
}

/** Services with a share, the worst covered first. */
export function rankServices({ services }: Pick<ReportFacts, "services">): Ranked[] {
  return services
    .filter(({ coverage, whole }) => coverage.facilityCount > 0 && whole.people > 0)
    .map((facts) => ({ facts, share: facts.whole.peopleCovered / facts.whole.people }))
    .sort((a, b) => a.share - b.share);
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
  const shareOf = (ranking: Ranked | undefined, words: string, colour: string): BigNumber[] => {
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

function serviceTable({ study, services }: ReportFacts): SlideTable {
  const { unit } = study.demand;
  return {
    name: "各类设施覆盖",
    points: 11,
    rowHeight: 0.36,
    columns: [
      { title: "设施", width: 2.1, align: "left" },
      { title: shareWord(unit), width: 1.05, align: "right" },
      { title: `达标${communityWord(study)}`, width: 1.55, align: "right" },
      { title: shortWord(unit), width: 1.4, align: "right" },
    ],
    rows: services.map(({ service, coverage, whole }) => {
      const isThere = coverage.facilityCount > 0;
      return [
        { text: service.title.zh, colour: DOMAIN_COLOURS[service.domain], bold: true },
        isThere ? writeShareOf(whole.peopleCovered, whole.people) : "不可检验",
        isThere ? `${formatCount(whole.met)} / ${formatCount(whole.tested)}` : "—",
        isThere ? writeDemand(whole.people - whole.peopleCovered, unit) : "—",
      ];
    }),
  };
}

function verdictTable({ study, targets }: ReportFacts): SlideTable {
  const resultsById = new Map(targets.map(({ target, result }) => [target.id, result]));
  const chapters = groupByChapter(targets.map(({ target }) => target));
  const cellsOf = (counts: Readonly<Record<Verdict, number>>) =>
    VERDICTS.map((verdict) => ({
      text: counts[verdict] === 0 ? "0" : String(counts[verdict]),
      ...(counts[verdict] === 0
        ? { colour: "A8A49B" }
        : verdict === "not-met"
          ? { colour: SHORTFALL, bold: true }
          : {}),
      ...(verdict === "met" && counts[verdict] > 0 ? { colour: MET, bold: true } : {}),
    }));
  return {
    name: `${planWord(study)}判定`,
    points: 11,
    rowHeight: 0.36,
    columns: [
      { title: "领域", width: 1.72, align: "left" },
      { title: VERDICT_WORDS.met, width: 0.7, align: "right" },
      { title: VERDICT_WORDS["not-met"], width: 0.85, align: "right" },
      { title: "无指标值", width: 1, align: "right" },
      { title: VERDICT_WORDS["not-testable"], width: 1.1, align: "right" },
    ],
    rows: chapters.map(([chapter, members]) => [
      chapter || planWord(study),
      ...cellsOf(countVerdicts(members.flatMap(({ id }) => resultsById.get(id) ?? []))),
    ]),
    ...(chapters.length > 1
      ? {
          total: [
            "合计",
            ...VERDICTS.map((verdict) => String(countVerdicts(targets.map(({ result }) => result))[verdict])),
          ],
        }
      : {}),
  };
}
