/** The chapter of the plan: its targets judged, those that cannot be and what they need, and what contradicts itself. */
import { formatCount, NO_VALUE } from "../../core/model/format-number.ts";
import { groupByChapter } from "../../core/plan/scoreboard.ts";
import type { Verdict } from "../../core/plan/target.ts";
import { lineRanges } from "../../core/plan/words/line-ranges.ts";
import type { InconsistencyFacts, ReportFacts, TargetFacts } from "../facts/report-facts.ts";
import { dateLine } from "../words/basis-lines.ts";
import {
  askedWords,
  foundWords,
  neededData,
  notTestableReason,
  shortWords,
  sourceWords,
  unitsWords,
} from "../words/target-sentences.ts";
import { VERDICT_WORDS } from "../words/verdict-words.ts";
import type { PaperBody } from "./paper-body.ts";
import type { PaperColumn } from "./paper-table.ts";

const INCONSISTENCIES_LISTED = 8;
const VERDICTS: readonly Verdict[] = ["met", "not-met", "no-number", "not-testable"];

interface ChapterLine {
  readonly chapter: string;
  readonly members: readonly TargetFacts[];
  readonly isTotal: boolean;
}

/** 三、规划目标评估. */
export function writeTargets(body: PaperBody, facts: ReportFacts): void {
  const { study, targets } = facts;
  body.chapter("规划目标评估");
  if (targets.length === 0) {
    body.text("研究里没有规划目标，本章从略。");
    return;
  }
  const byId = new Map(targets.map((each) => [each.target.id, each]));
  const chapters = groupByChapter(targets.map(({ target }) => target)).map(
    ([chapter, members]): ChapterLine => ({
      chapter: chapter || "未分章",
      members: members.flatMap(({ id }) => byId.get(id) ?? []),
      isTotal: false,
    }),
  );
  const count = (members: readonly TargetFacts[], verdict: Verdict): number =>
    members.filter(({ result }) => result.verdict === verdict).length;
  body.section("总体情况");
  body.text(
    `规划共 ${formatCount(targets.length)} 项目标。${VERDICTS.map((verdict) => `${VERDICT_WORDS[verdict]} ${formatCount(count(targets, verdict))} 项`).join("，")}。“计划无指标值”是已经检验、但计划没有给出数值，只报结果；“不可检验”不等于未达标，也不等于零。`,
  );
  body.table(
    "规划目标评估结果",
    "项",
    {
      columns: [
        { header: "规划章节", width: 30, align: "left", value: ({ chapter }) => chapter },
        { header: "目标", width: 12, align: "right", value: ({ members }) => formatCount(members.length) },
        ...VERDICTS.map(
          (verdict): PaperColumn<ChapterLine> => ({
            header: VERDICT_WORDS[verdict],
            width: 18,
            align: "right",
            value: ({ members }) => formatCount(count(members, verdict)),
          }),
        ),
      ],
      isSmall: true,
      rows: [...chapters, { chapter: "合计", members: targets, isTotal: true }],
      isTotal: ({ isTotal }) => isTotal,
    },
    `口径：按规划各项目标自己的规则检验，时限、人群和单元随目标而定，见附表《目标评估》；${dateLine(study)}。`,
  );
  const ordered = chapters.flatMap(({ members }) => members);
  writeTested(body, facts, ordered);
  writeNotTestable(body, facts, ordered);
  writeInconsistencies(body, facts);
}

function writeTested(body: PaperBody, { study }: ReportFacts, ordered: readonly TargetFacts[]): void {
  const tested = ordered.filter(({ result }) => result.verdict !== "not-testable");
  body.section("已检验的目标");
  if (tested.length === 0) {
    body.text("没有可以检验的目标。");
    return;
  }
  const order: readonly Verdict[] = ["not-met", "no-number", "met"];
  const rows = order.flatMap((verdict) => tested.filter(({ result }) => result.verdict === verdict));
  const stated = tested.filter(({ result }) => result.stated !== null);
  body.table(
    "已检验目标的现状和结论",
    "",
    {
      columns: [
        { header: "编号", width: 11, align: "left", value: ({ target }) => target.id },
        { header: "目标", width: 50, align: "left", value: ({ target }) => target.title.zh },
        {
          header: "现状",
          width: 52,
          align: "left",
          value: (row) => [foundWords(row), unitsWords(row, study)].filter((text) => text !== "").join("，"),
        },
        { header: "要求", width: 24, align: "left", value: ({ target }) => askedWords(target) },
        { header: "缺口", width: 19, align: "right", value: (row) => shortWords(row, study) || NO_VALUE },
        {
          header: "结论",
          width: 18,
          align: "center",
          value: ({ result }) => VERDICT_WORDS[result.verdict],
          tone: ({ result }) => (result.verdict === "not-met" ? "bad" : "plain"),
        },
      ],
      isSmall: true,
      rows,
    },
    `口径：未达标的在前；比例为参评单元中达标的份额。${stated.length > 0 ? `${stated.map(({ target, result }) => `${target.id} 为${sourceWords(result)}`).join("；")}。` : ""}${dateLine(study)}。`,
  );
}

function writeNotTestable(body: PaperBody, { study }: ReportFacts, ordered: readonly TargetFacts[]): void {
  const rows = ordered.filter(({ result }) => result.verdict === "not-testable");
  if (rows.length === 0) return;
  const byChapter = groupBy(rows, ({ target }) => target.chapter || "未分章");
  const byReason = groupBy(rows, notTestableReason).sort(([, one], [, other]) => other.length - one.length);
  const wordsOf = (row: TargetFacts): string => {
    const needed = neededData(row, study);
    return `${row.target.id} ${row.target.title.zh}${needed === "" ? "" : `（${needed}）`}`;
  };
  body.section("不可检验的目标及所需数据");
  body.table(
    "不可检验的目标",
    "项",
    {
      columns: [
        { header: "规划章节", width: 22, align: "left", value: ([chapter]) => chapter },
        { header: "目标", width: 10, align: "right", value: ([, members]) => formatCount(members.length) },
        {
          header: "编号、目标（所需数据）",
          width: 119,
          align: "left",
          value: ([, members]) => `${members.map(wordsOf).join("；")}。`,
        },
      ],
      isSmall: true,
      mayBreak: true,
      rows: byChapter,
    },
    `原因：${byReason.map(([reason, members]) => `${reason} ${formatCount(members.length)} 项`).join("，")}。补齐数据或填报数值后可以重新检验；没有数据的目标不以零计。逐项的原因见附表《目标评估》。`,
  );
}

/** In the order in which each name is first met. */
function groupBy(rows: readonly TargetFacts[], nameOf: (row: TargetFacts) => string): [string, TargetFacts[]][] {
  const groups = new Map<string, TargetFacts[]>();
  for (const row of rows) {
    const name = nameOf(row);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups];
}

/** Those that somebody decided or that bear on a target that was tested; the others stand in the workbook. */
function writeInconsistencies(body: PaperBody, { inconsistencies, targets }: ReportFacts): void {
  if (inconsistencies.length === 0) return;
  const decided = inconsistencies.filter(({ choice }) => choice !== null).length;
  const testedIds = new Set(
    targets.filter(({ result }) => result.verdict !== "not-testable").map(({ target }) => target.id),
  );
  const weigh = ({ inconsistency, choice }: InconsistencyFacts): number =>
    choice !== null ? 2 : inconsistency.targetIds.some((id) => testedIds.has(id)) ? 1 : 0;
  const listed = inconsistencies
    .filter((each) => weigh(each) > 0)
    .toSorted((a, b) => weigh(b) - weigh(a))
    .slice(0, INCONSISTENCIES_LISTED);
  body.section("规划文本中的不一致");
  body.text(
    `规划文本中有 ${formatCount(inconsistencies.length)} 处前后不一致或留有空缺，${decided === 0 ? "均未作出选择" : `其中 ${formatCount(decided)} 处已作出选择`}。${listed.length === 0 ? "都不涉及已检验的目标，" : `下表列出${decided === 0 ? "" : "已作出选择或"}涉及已检验目标的 ${formatCount(listed.length)} 处，`}全部见附表《规划不一致》。`,
  );
  if (listed.length === 0) return;
  body.table(
    "规划文本中的不一致及处理",
    "",
    {
      columns: [
        { header: "编号", width: 10, align: "left", value: ({ inconsistency }) => inconsistency.id },
        { header: "问题", width: 56, align: "left", value: ({ inconsistency }) => inconsistency.title.zh },
        {
          header: "行号",
          width: 20,
          align: "left",
          value: ({ inconsistency }) => lineRanges(inconsistency.lines).join("、") || NO_VALUE,
        },
        { header: "处理", width: 62, align: "left", value: treatmentOf },
      ],
      rows: listed,
      isSmall: true,
    },
    "“行号”为规划文本的行号；依据和算式见附表《规划不一致》。",
  );
}

function treatmentOf({ inconsistency, choice, option }: InconsistencyFacts): string {
  if (!choice || !option) return `${inconsistency.treatment.zh}（未选择）`;
  const who = choice.decidedBy === "" ? "" : `，${choice.decidedBy}`;
  const note = choice.note === "" ? "" : `；${choice.note}`;
  return `选定：${option.title.zh}（${choice.date}${who}${note}）`;
}
