/** What the plan asks for and does not have yet: targets that are not met first, those that are met after them. */
import { countVerdicts } from "../../core/plan/scoreboard.ts";
import type { Verdict } from "../../core/plan/target.ts";
import type { TargetFacts } from "../facts/report-facts.ts";
import { dateLine } from "../words/basis-lines.ts";
import { askedWords, baselineWords, foundWords, shortWords, targetSentence } from "../words/target-sentences.ts";
import { VERDICT_WORDS } from "../words/verdict-words.ts";
import { addFramedSlide, addLine } from "./slide-deck.ts";
import { BODY, INK, MET, QUIET, SHORTFALL } from "./slide-look.ts";
import type { Story } from "./slide-story.ts";
import type { SlideTable } from "./slide-table.ts";
import { planWord } from "./study-words.ts";
import { addTablePages } from "./table-slides.ts";

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
  const box = { ...BODY, y: 1.6, height: BODY.height + 0.06 };
  if (listed.length === 0) {
    addLine(deck, slide, "没有可以列出的判定结果。", { ...box, height: 0.4 }, { points: [14], colour: INK });
    return;
  }
  addTablePages(deck, slide, frame, targetTable(story, listed), box);
}

function targetTable({ facts: { study } }: Story, listed: readonly TargetFacts[]): SlideTable {
  return {
    name: planWord(study),
    points: 10.5,
    rowHeight: 0.32,
    columns: [
      { title: "领域", width: 1.25, align: "left" },
      { title: "目标", width: 3.7, align: "left", maxLines: 2 },
      { title: "基期", width: 1.75, align: "right", maxLines: 2 },
      { title: "现状", width: 1.8, align: "right", maxLines: 2 },
      { title: "要求", width: 1.8, align: "right", maxLines: 2 },
      { title: "缺口", width: 1.05, align: "right" },
      { title: "判定", width: 0.78, align: "center" },
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
