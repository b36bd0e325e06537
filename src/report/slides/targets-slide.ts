/** What the plan asks for and does not have yet: verdicts chapter by chapter, and beside them the targets that are not met, those that are met after them. */
import { countVerdicts, groupByChapter } from "../../core/plan/scoreboard.ts";
import type { Verdict } from "../../core/plan/target.ts";
import type { ReportFacts, TargetFacts } from "../facts/report-facts.ts";
import { dateLine } from "../words/basis-lines.ts";
import { askedWords, baselineWords, foundWords, shortWords, targetSentence } from "../words/target-sentences.ts";
import { VERDICT_WORDS } from "../words/verdict-words.ts";
import { addFramedSlide, addLine } from "./slide-deck.ts";
import { BODY, INK, MET, QUIET, SHORTFALL } from "./slide-look.ts";
import type { Story } from "./slide-story.ts";
import { heightOfTable, type SlideTable } from "./slide-table.ts";
import { planWord } from "./study-words.ts";
import { addTablePages } from "./table-slides.ts";

const VERDICT_ORDER: readonly Verdict[] = ["met", "not-met", "no-number", "not-testable"];
const LEFT_WIDTH = 3.55;
const RIGHT_X = 4.4;
const TOP = 1.92;
const NOTE =
  "无指标：计划没有给出数值，只报结果。不可检验：没有相应数据，不等于未达标，也不等于零；所需数据逐项见附表。";
const NOTE_HEIGHT = 0.75;
const NOTE_LOOK = { points: [10, 9], colour: QUIET, maxLines: 4, valign: "top" } as const;
const ORDER: readonly Verdict[] = ["not-met", "met"];
/** As short as the column is. */
const VERDICTS = { ...VERDICT_WORDS, "no-number": "无指标" };
const COLOURS: Readonly<Record<Verdict, string>> = {
  "not-met": SHORTFALL,
  met: MET,
  "no-number": QUIET,
  "not-testable": QUIET,
};

export function addTargetsSlide(story: Story): void {
  const { deck, facts } = story;
  const { study, targets } = facts;
  if (targets.length === 0) return;
  const word = planWord(study);
  const counts = countVerdicts(targets.map(({ result }) => result));
  const judged = counts.met + counts["not-met"];
  const others = `${counts["no-number"]} 项未给指标值，${counts["not-testable"]} 项不可检验`;
  const frame = {
    kicker: word,
    title:
      judged === 0
        ? counts["no-number"] > 0
          ? `${counts["no-number"]} 项${word}没有指标值可以对照，下表列出测算结果`
          : `${targets.length} 项${word}都无法判定：${others}`
        : `能够判定的 ${judged} 项${word}中，${counts["not-met"]} 项未达标${counts.met > 0 ? `，${counts.met} 项达标` : ""}`,
    basis: `口径：现状按各目标自身的规则测算或填报；另有 ${others}，逐项见附表；${dateLine(study)}。`,
    notes: targets
      .filter(({ result }) => result.verdict !== "not-testable")
      .slice(0, 30)
      .map((each) => targetSentence(each, study)),
  };
  const slide = addFramedSlide(deck, frame);
  const shown = judged > 0 ? ORDER : (["no-number"] as const);
  const listed = shown.flatMap((verdict) => targets.filter(({ result }) => result.verdict === verdict));
  const box = { x: RIGHT_X, y: TOP, width: BODY.x + BODY.width - RIGHT_X, height: BODY.y + BODY.height + 0.06 - TOP };
  const left = { ...box, x: BODY.x, width: LEFT_WIDTH };
  const heading = { points: [12, 11], colour: INK, bold: true } as const;
  const above = { y: TOP - 0.34, height: 0.3 };
  addLine(deck, slide, `按领域（单位：项，共 ${targets.length} 项）`, { ...left, ...above }, heading);
  const verdicts = verdictTable(facts);
  addTablePages(deck, slide, { ...frame, title: `${word}按领域判定` }, verdicts, left);
  const used = heightOfTable(verdicts, deck.measureText) + 0.2;
  if (used + NOTE_HEIGHT <= left.height)
    addLine(deck, slide, NOTE, { ...left, y: TOP + used, height: NOTE_HEIGHT }, NOTE_LOOK);
  addLine(deck, slide, judged === 0 ? "测算结果" : "逐项判定", { ...box, ...above }, heading);
  if (listed.length === 0) {
    addLine(deck, slide, "没有可以列出的判定结果。", { ...box, height: 0.4 }, { points: [14], colour: INK });
    return;
  }
  addTablePages(deck, slide, frame, targetTable(story, listed), box);
}

function targetTable({ facts: { study } }: Story, listed: readonly TargetFacts[]): SlideTable {
  return {
    name: planWord(study),
    points: 9.5,
    rowHeight: 0.28,
    marginY: 0.02,
    columns: [
      { title: "领域", width: 0.92, align: "left" },
      { title: "目标", width: 2.3, align: "left", maxLines: 2 },
      { title: "基期", width: 1.52, align: "right", maxLines: 3 },
      { title: "现状", width: 1.15, align: "right", maxLines: 3 },
      { title: "要求", width: 1.05, align: "right", maxLines: 3 },
      { title: "缺口", width: 0.8, align: "right" },
      { title: "判定", width: 0.58, align: "center" },
    ],
    rows: listed.map((each) => [
      { text: each.target.chapter || "—", colour: QUIET },
      each.target.title.zh,
      { text: baselineWords(each.target), colour: QUIET },
      { text: foundWords(each), bold: true },
      askedWords(each.target),
      shortWords(each, study) || "—",
      { text: VERDICTS[each.result.verdict], colour: COLOURS[each.result.verdict], bold: true },
    ]),
  };
}

function verdictTable({ study, targets }: ReportFacts): SlideTable {
  const resultsById = new Map(targets.map(({ target, result }) => [target.id, result]));
  const chapters = groupByChapter(targets.map(({ target }) => target));
  const cellsOf = (counts: Readonly<Record<Verdict, number>>) =>
    VERDICT_ORDER.map((verdict) => ({
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
    points: 10,
    rowHeight: 0.36,
    columns: [
      { title: "领域", width: 1.3, align: "left" },
      ...VERDICT_ORDER.map((verdict) => ({
        title: VERDICTS[verdict],
        width: verdict === "met" ? 0.47 : verdict === "not-testable" ? 0.7 : 0.54,
        align: "right" as const,
      })),
    ],
    rows: chapters.map(([chapter, members]) => [
      chapter || planWord(study),
      ...cellsOf(countVerdicts(members.flatMap(({ id }) => resultsById.get(id) ?? []))),
    ]),
    ...(chapters.length > 1
      ? {
          total: [
            "合计",
            ...VERDICT_ORDER.map((verdict) => String(countVerdicts(targets.map(({ result }) => result))[verdict])),
          ],
        }
      : {}),
  };
}
