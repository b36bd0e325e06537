/** Sheets of the plan: its targets judged, the problem ledger, what every figure rests on. */
import { judgedTargets } from "../../core/plan/judged-targets.ts";
import { groupOfRule } from "../../core/plan/scoreboard.ts";
import { isShareTarget } from "../../core/plan/stated-value.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { lineRanges } from "../../core/plan/words/line-ranges.ts";
import { KIND_WORDS } from "../../core/plan/words/rule-words.ts";
import { listAssumptions } from "../../io/outputs/assumptions-csv.ts";
import { type CsvCell, fixed } from "../../io/tables/csv-writer.ts";
import {
  type CellKind,
  type CellTone,
  type CellValue,
  type Column,
  type TableSheet,
  tableSheet,
} from "../../io/workbook/spreadsheet.ts";
import type { InconsistencyFacts, LedgerFacts, ReportFacts, TargetFacts } from "../facts/report-facts.ts";
import { dateLine } from "../words/basis-lines.ts";
import { demandName, demandUnitName } from "../words/demand-words.ts";
import { sourceWords, unitName, whyNotTestable } from "../words/target-sentences.ts";
import { BINDING_WORDS, STATE_WORDS, STATUS_WORDS, VERDICT_WORDS } from "../words/verdict-words.ts";

const PROPOSED = "系统建议";
const ENTERED = "人工填写";

function verdictTone({ verdict }: Pick<TargetResult, "verdict">): CellTone {
  if (verdict === "not-met") return "bad";
  return verdict === "not-testable" ? "quiet" : "plain";
}

const figureKind = ({ target }: TargetFacts): CellKind => (isShareTarget(target) ? "share" : "decimal");

/** All targets of the plan, tested or not. */
export function targetSheet(facts: ReportFacts): TableSheet {
  const { study, targets } = facts;
  const unit = demandUnitName(study.demand.unit);
  const isTested = ({ verdict }: TargetResult): boolean => verdict !== "not-testable";
  const columns: Column<TargetFacts>[] = [
    { header: "编号", width: 8, kind: "text", value: ({ target }) => target.id },
    { header: "目标", width: 36, kind: "long", value: ({ target }) => target.title.zh },
    { header: "章节", width: 16, kind: "text", value: ({ target }) => target.chapter },
    { header: "规划原文", width: 44, kind: "long", value: ({ target }) => target.quotation },
    { header: "出处", width: 14, kind: "text", value: ({ target }) => placeOf(target) },
    { header: "属性", width: 10, kind: "text", value: ({ target }) => target.binding && BINDING_WORDS[target.binding] },
    { header: "责任部门", width: 14, kind: "text", value: ({ target }) => target.bureau?.zh ?? "" },
    { header: "检验方式", width: 18, kind: "text", value: ({ target }) => KIND_WORDS[target.rule.kind].zh },
    { header: "统计单元", width: 16, kind: "text", value: ({ target }) => unitName(target, study) },
    { header: "统计人群", width: 14, kind: "text", value: ({ target }) => groupName(target, facts) },
    { header: "基期值", width: 10, kind: figureKind, value: ({ target }) => target.baseline.value },
    { header: "基期年", width: 8, kind: "number", value: ({ target }) => target.baseline.year },
    {
      header: "参评单元（个）",
      width: 11,
      kind: "count",
      value: ({ result }) => (isTested(result) ? result.unitsTested : null),
    },
    {
      header: "达标单元（个）",
      width: 11,
      kind: "count",
      value: ({ result }) => (isTested(result) ? result.unitsMet : null),
    },
    { header: "达标比例", width: 10, kind: "share", value: ({ result }) => fixed(result.share, 6) },
    { header: "现状值", width: 10, kind: figureKind, value: ({ result }) => fixed(result.value, 6) },
    { header: "目标值", width: 10, kind: figureKind, value: ({ target }) => target.target.value },
    { header: "目标原文", width: 18, kind: "long", value: ({ target }) => target.target.text },
    {
      header: "结论",
      width: 14,
      kind: "text",
      value: ({ result }) => VERDICT_WORDS[result.verdict],
      tone: ({ result }) => verdictTone(result),
    },
    {
      header: `缺口（${unit}）`,
      width: 12,
      kind: "count",
      value: ({ result }) => fixed(isTested(result) && result.value === null ? result.peopleShort : null, 2),
    },
    { header: "不可检验的原因", width: 44, kind: "long", value: (row) => whyNotTestable(row, study) },
    {
      header: "数值来源",
      width: 24,
      kind: "long",
      value: ({ result }) => (isTested(result) ? sourceWords(result) : ""),
    },
    {
      header: "假设与口径",
      width: 70,
      kind: "long",
      value: ({ result }) => result.assumptions.map(({ zh }) => zh).join("；"),
    },
  ];
  return tableSheet<TargetFacts>({
    name: "目标评估",
    title: "规划目标逐项评估",
    basis: ["比例为参评单元中达标的份额", "空白为计划未给数值或不可检验，不等于零", dateLine(study)].join("；"),
    columns,
    rows: targets,
    frozenColumns: 2,
  });
}

function placeOf({ place, lines }: Target): string {
  const where = lines.length > 0 ? `第 ${lineRanges(lines).join("、")} 行` : "";
  return [place, where].filter((text) => text !== "").join("，");
}

function groupName(target: Target, { study }: ReportFacts): string {
  const group = groupOfRule(target.rule);
  return group === null ? "" : demandName(group, study.demand.unit);
}

interface LedgerLine {
  readonly number: number;
  readonly facts: LedgerFacts;
}

/** The problem ledger: who, what is short, why, what is proposed, who answers for it, where it stands. */
export function ledgerSheet({ study, ledger, ledgerRows }: ReportFacts): TableSheet {
  const unit = demandUnitName(study.demand.unit);
  const isWhole = ({ row }: LedgerFacts): boolean => row.problem?.gap.kind === "amount";
  const written = (field: "cause" | "measure" | "responsible", header: string, width: number): Column<LedgerLine>[] => [
    { header, width, kind: width > 20 ? "long" : "text", value: ({ facts }) => facts.texts[field].text.zh },
    {
      header: `${header}来源`,
      width: 11,
      kind: "text",
      value: ({ facts: { texts } }) => (texts[field].text.zh === "" ? "" : texts[field].isEntered ? ENTERED : PROPOSED),
    },
  ];
  const groups = ledger.groupIds.map(
    (groupId, at): Column<LedgerLine> => ({
      header: `${demandName(groupId, study.demand.unit)}（${unit}）`,
      width: 12,
      kind: "count",
      value: ({ facts }) => fixed(ledger.peopleByUnit.get(facts.row.unitId)?.[at] ?? null, 2),
    }),
  );
  const columns: Column<LedgerLine>[] = [
    { header: "序号", width: 8, kind: "count", value: ({ number }) => number },
    { header: "区县", width: 14, kind: "text", value: ({ facts }) => facts.districtName },
    { header: "街道（乡镇）", width: 20, kind: "text", value: ({ facts }) => facts.townshipName },
    { header: "单元", width: 18, kind: "text", value: ({ facts }) => facts.unitName },
    { header: "目标编号", width: 9, kind: "text", value: ({ facts }) => facts.row.targetId },
    { header: "目标", width: 34, kind: "long", value: ({ facts }) => facts.target?.title.zh ?? "" },
    { header: "服务", width: 12, kind: "text", value: ({ facts }) => facts.target?.serviceLabel.zh ?? "" },
    {
      header: "状态",
      width: 11,
      kind: "text",
      value: ({ facts }) => STATE_WORDS[facts.row.state],
      tone: ({ facts }) => (facts.row.state === "open" ? "bad" : "quiet"),
    },
    {
      header: `人群总量（${unit}）`,
      width: 12,
      kind: "count",
      value: ({ facts }) => fixed(isWhole(facts) ? null : facts.row.people, 2),
    },
    {
      header: `缺口（${unit}）`,
      width: 12,
      kind: "count",
      value: ({ facts }) => fixed(isWhole(facts) ? null : facts.row.peopleShort, 2),
    },
    { header: "现状比例", width: 10, kind: "share", value: ({ facts }) => fixed(facts.row.problem?.share ?? null, 6) },
    {
      header: "要求比例",
      width: 10,
      kind: "share",
      value: ({ facts }) => fixed(facts.row.problem?.neededShare ?? null, 6),
    },
    { header: "缺什么", width: 32, kind: "long", value: ({ facts }) => facts.texts.shortfall.zh },
    ...written("cause", "原因", 46),
    ...written("measure", "措施", 36),
    ...written("responsible", "责任单位", 18),
    { header: "办理情况", width: 12, kind: "text", value: ({ facts }) => STATUS_WORDS[facts.texts.status] },
    { header: "备注", width: 24, kind: "long", value: ({ facts }) => facts.texts.note },
    ...groups,
  ];
  return tableSheet<LedgerLine>({
    name: "问题台账",
    title: "公共服务设施问题台账",
    basis: [
      `单位：${unit}、%`,
      "每行一个未达标的单元和目标",
      "“系统建议”由规则推出，未经确认；“人工填写”为规划人员所写",
      "末尾各列为单元内人口",
      dateLine(study),
    ].join("；"),
    columns,
    rows: ledgerRows.map((facts, index) => ({ number: index + 1, facts })),
    frozenColumns: 4,
  });
}

/** Where the plan contradicts itself, and what was decided; null where it does not. */
export function inconsistencySheet({ study, inconsistencies }: ReportFacts): TableSheet | null {
  if (inconsistencies.length === 0) return null;
  const columns: Column<InconsistencyFacts>[] = [
    { header: "编号", width: 8, kind: "text", value: ({ inconsistency }) => inconsistency.id },
    { header: "问题", width: 36, kind: "long", value: ({ inconsistency }) => inconsistency.title.zh },
    { header: "依据", width: 80, kind: "long", value: ({ inconsistency }) => inconsistency.evidence.zh },
    {
      header: "行号",
      width: 16,
      kind: "text",
      value: ({ inconsistency }) => lineRanges(inconsistency.lines).join("、"),
    },
    { header: "涉及目标", width: 16, kind: "text", value: ({ inconsistency }) => inconsistency.targetIds.join("、") },
    { header: "处理方式", width: 40, kind: "long", value: ({ inconsistency }) => inconsistency.treatment.zh },
    { header: "选定的读法", width: 36, kind: "long", value: ({ option }) => option?.title.zh ?? "未选择" },
    { header: "决定人", width: 12, kind: "text", value: ({ choice }) => choice?.decidedBy ?? "" },
    { header: "决定日期", width: 12, kind: "date", value: ({ choice }) => choice?.date ?? "" },
    { header: "备注", width: 30, kind: "long", value: ({ choice }) => choice?.note ?? "" },
  ];
  return tableSheet<InconsistencyFacts>({
    name: "规划不一致",
    title: "规划文本中的不一致及处理",
    basis: ["行号为规划文本的行号", dateLine(study)].join("；"),
    columns,
    rows: inconsistencies,
    frozenColumns: 2,
  });
}

const SCOPES: Readonly<Record<string, string>> = {
  study: "数据",
  run: "本次运行",
  capacity: "容量标准",
  reading: "生活圈读法",
};

/** On what every figure rests, and which of it nobody chose. */
export function assumptionSheet({ study, result, targets }: ReportFacts): TableSheet {
  const rows = listAssumptions(
    study,
    result,
    targets.map((each) => each.result),
  );
  const titles = new Map(judgedTargets(study, study.edits).map(({ id, title }) => [id, title.zh]));
  const text = (cell: CsvCell | undefined): string => (typeof cell === "string" ? cell : (cell?.number ?? ""));
  const value = (row: readonly CsvCell[]): CellValue => row[2] ?? "";
  const columns: Column<readonly CsvCell[]>[] = [
    { header: "适用范围", width: 12, kind: "text", value: (row) => SCOPES[text(row[0])] ?? text(row[0]) },
    { header: "目标", width: 34, kind: "long", value: (row) => titles.get(text(row[0])) ?? "" },
    { header: "假设或口径", width: 100, kind: "long", value: (row) => text(row[5]) },
    { header: "取值", width: 12, kind: "number", value },
    { header: "单位", width: 14, kind: "text", value: (row) => text(row[3]) },
    {
      header: "默认或选定",
      width: 12,
      kind: "text",
      value: (row) => ({ yes: "默认", no: "已选定" })[text(row[4])] ?? "",
    },
    { header: "参数名", width: 28, kind: "text", value: (row) => text(row[1]) },
  ];
  return tableSheet<readonly CsvCell[]>({
    name: "假设",
    title: "假设与口径",
    basis: ["“默认”为无人选定的取值，可以修改；“已选定”为使用者选定；空白为事实陈述", dateLine(study)].join("；"),
    columns,
    rows,
    frozenColumns: 1,
  });
}
