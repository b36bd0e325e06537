/** Chapters of the plan: its targets judged, what contradicts itself, the problems with their causes, what is proposed. */
import { formatCount, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import type { Cause } from "../../core/plan/ledger/ledger-problem.ts";
import { groupByChapter } from "../../core/plan/scoreboard.ts";
import type { Verdict } from "../../core/plan/target.ts";
import { lineRanges } from "../../core/plan/words/line-ranges.ts";
import type { InconsistencyFacts, LedgerFacts, ReportFacts, TargetFacts } from "../facts/report-facts.ts";
import { dateLine } from "../words/basis-lines.ts";
import { LEDGER_CAUSE_WORDS } from "../words/cause-words.ts";
import { afterHan, demandUnitName, writeDemand } from "../words/demand-words.ts";
import {
  askedWords,
  foundWords,
  quoteTitle,
  shortWords,
  sourceWords,
  unitsWords,
  whyNotTestable,
} from "../words/target-sentences.ts";
import { VERDICT_WORDS } from "../words/verdict-words.ts";
import type { PaperBody } from "./paper-body.ts";
import type { PaperColumn } from "./paper-table.ts";

const ROWS_LISTED = 8;
const SUGGESTIONS_LISTED = 5;
const VERDICTS: readonly Verdict[] = ["met", "not-met", "no-number", "not-testable"];

interface ChapterLine {
  readonly chapter: string;
  readonly members: readonly TargetFacts[];
  readonly isTotal: boolean;
}

/** 三、规划目标评估. */
export function writeTargets(body: PaperBody, facts: ReportFacts): void {
  const { study, targets, inconsistencies } = facts;
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
      rows: [...chapters, { chapter: "合计", members: targets, isTotal: true }],
      isTotal: ({ isTotal }) => isTotal,
    },
    `口径：按规划各项目标自己的规则检验，时限、人群和单元随目标而定，见附表《目标评估》；${dateLine(study)}。`,
  );
  const ordered = chapters.flatMap(({ members }) => members);
  writeTested(body, facts, ordered);
  writeNotTestable(body, facts, ordered);
  writeInconsistencies(body, inconsistencies);
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
        { header: "编号", width: 12, align: "left", value: ({ target }) => target.id },
        { header: "目标", width: 42, align: "left", value: ({ target }) => target.title.zh },
        {
          header: "现状",
          width: 46,
          align: "left",
          value: (row) => [foundWords(row), unitsWords(row, study)].filter((text) => text !== "").join("，"),
        },
        { header: "要求", width: 26, align: "left", value: ({ target }) => askedWords(target) },
        { header: "缺口", width: 23, align: "right", value: (row) => shortWords(row, study) || NO_VALUE },
        {
          header: "结论",
          width: 18,
          align: "center",
          value: ({ result }) => VERDICT_WORDS[result.verdict],
          tone: ({ result }) => (result.verdict === "not-met" ? "bad" : "plain"),
        },
      ],
      rows,
    },
    `口径：未达标的在前；比例为参评单元中达标的份额。${stated.length > 0 ? `${stated.map(({ target, result }) => `${target.id} 为${sourceWords(result)}`).join("；")}。` : ""}${dateLine(study)}。`,
  );
}

function writeNotTestable(body: PaperBody, { study }: ReportFacts, ordered: readonly TargetFacts[]): void {
  const rows = ordered.filter(({ result }) => result.verdict === "not-testable");
  if (rows.length === 0) return;
  body.section("不可检验的目标及所需数据");
  body.table(
    "不可检验的目标",
    "",
    {
      columns: [
        { header: "编号", width: 11, align: "left", value: ({ target }) => target.id },
        { header: "目标", width: 50, align: "left", value: ({ target }) => target.title.zh },
        {
          header: "原因和所需数据",
          width: 90,
          align: "left",
          value: (row) => whyNotTestable(row, study),
          tone: () => "quiet",
        },
      ],
      isSmall: true,
      rows,
    },
    "补齐数据或填报数值后可以重新检验；没有数据的目标不以零计。",
  );
}

function writeInconsistencies(body: PaperBody, inconsistencies: readonly InconsistencyFacts[]): void {
  if (inconsistencies.length === 0) return;
  const decided = inconsistencies.filter(({ choice }) => choice !== null).length;
  body.section("规划文本中的不一致");
  body.text(
    `规划文本中有 ${formatCount(inconsistencies.length)} 处前后不一致或留有空缺，${decided === 0 ? "均未作出选择，按下列方式处理" : `其中 ${formatCount(decided)} 处已作出选择，其余按下列方式处理`}。`,
  );
  body.table(
    "规划文本中的不一致及处理",
    "",
    {
      columns: [
        { header: "编号", width: 10, align: "left", value: ({ inconsistency }) => inconsistency.id },
        { header: "问题", width: 50, align: "left", value: ({ inconsistency }) => inconsistency.title.zh },
        {
          header: "行号",
          width: 22,
          align: "left",
          value: ({ inconsistency }) => lineRanges(inconsistency.lines).join("、") || NO_VALUE,
        },
        { header: "处理", width: 66, align: "left", value: treatmentOf },
      ],
      rows: inconsistencies,
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

interface Tally {
  readonly name: string;
  readonly rows: readonly LedgerFacts[];
  readonly isTotal: boolean;
}

const openRows = ({ ledgerRows }: ReportFacts): LedgerFacts[] => ledgerRows.filter(({ row }) => row.state === "open");
const shortOf = ({ row }: LedgerFacts): number => (row.problem?.gap.kind === "amount" ? 0 : (row.peopleShort ?? 0));
const sumShort = (rows: readonly LedgerFacts[]): number => rows.reduce((sum, row) => sum + shortOf(row), 0);

function tally(rows: readonly LedgerFacts[], nameOf: (row: LedgerFacts) => string): Tally[] {
  const byName = new Map<string, LedgerFacts[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const list = byName.get(name);
    if (list) list.push(row);
    else byName.set(name, [row]);
  }
  return [...byName].map(([name, members]) => ({ name, rows: members, isTotal: false }));
}

function tallyColumns(header: string, all: number, facts: ReportFacts): PaperColumn<Tally>[] {
  return [
    { header, width: 40, align: "left", value: ({ name }) => name },
    { header: "问题（条）", width: 20, align: "right", value: ({ rows }) => formatCount(rows.length) },
    { header: "占比", width: 16, align: "right", value: ({ rows }) => formatShare(rows.length / all) },
    {
      header: facts.study.demand.unit === "people" ? "缺口（人次）" : "缺口",
      width: 24,
      align: "right",
      value: ({ rows }) => formatCount(sumShort(rows)),
    },
  ];
}

/** 四、缺口与原因. */
export function writeCauses(body: PaperBody, facts: ReportFacts): void {
  const rows = openRows(facts);
  body.chapter("缺口与原因");
  if (rows.length === 0) {
    body.text(facts.targets.length === 0 ? "研究里没有规划目标，没有问题台账。" : "已检验的目标中没有未达标的单元。");
    return;
  }
  const { study } = facts;
  const all = { name: "合计", rows, isTotal: true } as const;
  const isTotal = (line: Tally): boolean => line.isTotal;
  const basis = `口径：每条为一个未达标的单元和目标；同一居民可在多个目标下各计一次，故称人次；${dateLine(study)}。`;
  const causes = tally(rows, ({ row }) => LEDGER_CAUSE_WORDS[row.problem?.cause.kind ?? "too-far"]);
  causes.sort((a, b) => b.rows.length - a.rows.length);
  const [first] = causes;
  body.text(
    `问题台账共列 ${formatCount(rows.length)} 条。最常见的原因是${quoteTitle(first?.name ?? "")}，占 ${formatShare((first?.rows.length ?? 0) / rows.length)}。原因由规则推出，未经现场核实。`,
  );
  body.section("按原因");
  body.table(
    "问题按原因分布",
    "",
    { columns: tallyColumns("原因", rows.length, facts), rows: [...causes, all], isTotal },
    basis,
  );
  body.section("按区县");
  const districts = tally(rows, ({ districtName }) => districtName || "全市");
  body.table(
    "问题按区县分布",
    "",
    { columns: tallyColumns("区县", rows.length, facts), rows: [...districts, all], isTotal },
    basis,
  );
  body.section("缺口最大的问题");
  const largest = rows.toSorted((a, b) => shortOf(b) - shortOf(a)).slice(0, ROWS_LISTED);
  body.table(
    "缺口最大的问题",
    demandUnitName(study.demand.unit),
    { columns: problemColumns(), rows: largest },
    `口径同上表；全部 ${formatCount(rows.length)} 条见附表《问题台账》。`,
  );
}

function placeOf({ districtName, unitName }: LedgerFacts): string {
  return districtName === "" || districtName === unitName ? unitName : `${districtName} ${unitName}`;
}

function problemColumns(): PaperColumn<LedgerFacts>[] {
  return [
    { header: "单元", width: 26, align: "left", value: placeOf },
    { header: "目标", width: 34, align: "left", value: ({ target }) => target?.title.zh ?? "" },
    { header: "缺口", width: 20, align: "right", value: (row) => formatCount(shortOf(row)), tone: () => "bad" },
    { header: "原因", width: 80, align: "left", value: ({ texts }) => texts.cause.text.zh },
  ];
}

/** 建议: the smallest changes first, then the largest needs, then who is asked. */
export function writeAdvice(body: PaperBody, facts: ReportFacts): void {
  const rows = openRows(facts);
  body.chapter("建议");
  if (rows.length === 0) {
    body.text("没有需要处理的问题。");
    return;
  }
  const entered = rows.filter(({ texts }) => texts.measure.isEntered).length;
  body.text(
    `以下措施${entered > 0 ? `除 ${formatCount(entered)} 条为规划人员填写外，均` : "均"}由规则推出，是现场核实和比选的起点，不是定论。先做改动最小的，再补缺口最大的。`,
  );
  const ofKind = (kind: Cause["kind"]): LedgerFacts[] => rows.filter(({ row }) => row.problem?.cause.kind === kind);
  suggest(body, facts, "接近达标的，差一点就够", ofKind("near-miss"));
  suggest(body, facts, "绕路的，打通比新建省", ofKind("detour"));
  const built = rows.filter(({ row }) => !["near-miss", "detour"].includes(row.problem?.cause.kind ?? ""));
  suggest(body, facts, "缺口最大的，需要新增或扩建", built);
  body.section("责任单位");
  const units = tally(rows, ({ texts }) => texts.responsible.text.zh || "未定");
  units.sort((a, b) => b.rows.length - a.rows.length || (a.name < b.name ? -1 : 1));
  const listed = units.slice(0, ROWS_LISTED);
  body.table(
    "各责任单位的问题数量",
    "",
    { columns: tallyColumns("责任单位", rows.length, facts), rows: listed },
    `责任单位按目标的领域和所在区县推定，可以改写；${units.length > listed.length ? `其余 ${formatCount(units.length - listed.length)} 个单位见附表《问题台账》；` : ""}${dateLine(facts.study)}。`,
  );
}

function suggest(body: PaperBody, { study }: ReportFacts, title: string, rows: readonly LedgerFacts[]): void {
  if (rows.length === 0) return;
  body.section(title);
  const listed = rows.toSorted((a, b) => shortOf(b) - shortOf(a)).slice(0, SUGGESTIONS_LISTED);
  body.text(
    `共 ${formatCount(rows.length)} 条，缺口合计${afterHan(writeDemand(sumShort(rows), study.demand.unit))}${study.demand.unit === "people" ? "次" : ""}。下表列出缺口最大的 ${formatCount(listed.length)} 条。`,
  );
  body.table(
    title,
    demandUnitName(study.demand.unit),
    {
      columns: [
        { header: "单元", width: 26, align: "left", value: placeOf },
        { header: "目标", width: 34, align: "left", value: ({ target }) => target?.title.zh ?? "" },
        { header: "缺口", width: 20, align: "right", value: (row) => formatCount(shortOf(row)), tone: () => "bad" },
        { header: "建议措施", width: 52, align: "left", value: ({ texts }) => texts.measure.text.zh },
        { header: "责任单位", width: 28, align: "left", value: ({ texts }) => texts.responsible.text.zh },
      ],
      rows: listed,
    },
    `口径：按缺口从大到小；${dateLine(study)}。`,
  );
}
