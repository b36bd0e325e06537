/** The workbook of a report: annexes and the problem ledger with real numbers, filters and frozen headers. */
import type { Progress } from "../../core/analysis-result.ts";
import type { NotesSheet, Spreadsheet, TableSheet } from "../../io/workbook/spreadsheet.ts";
import { writeSpreadsheet } from "../../io/workbook/write-spreadsheet.ts";
import type { ReportFacts } from "../facts/report-facts.ts";
import type { ReportRequest } from "../report-request.ts";
import { DEMONSTRATION } from "../words/basis-lines.ts";
import { type Trace, traceOf } from "../words/trace.ts";
import { communitySheets, districtSheet, gapSheet } from "./coverage-sheets.ts";
import { assumptionSheet, inconsistencySheet, ledgerSheet, targetSheet } from "./plan-sheets.ts";
import { scenarioSheet } from "./scenario-sheet.ts";

const PRODUCT = "民生圈";

/** Writes the workbook in steps, so that the caller may tell progress and stop between them. */
export function* makeWorkbook(
  facts: ReportFacts,
  request: ReportRequest,
): Generator<Progress, Uint8Array<ArrayBuffer>> {
  return yield* writeSpreadsheet(layOutWorkbook(facts, request));
}

/** The sheets of the workbook as data. */
function layOutWorkbook(facts: ReportFacts, request: ReportRequest): Spreadsheet {
  const { study, targets } = facts;
  const scenarios = scenarioSheet(facts);
  const inconsistencies = inconsistencySheet(facts);
  const tables: TableSheet[] = [
    districtSheet(facts),
    ...communitySheets(facts),
    ...(targets.length > 0 ? [targetSheet(facts), ledgerSheet(facts)] : []),
    gapSheet(facts),
    ...(scenarios ? [scenarios] : []),
    ...(inconsistencies ? [inconsistencies] : []),
    assumptionSheet(facts),
  ];
  const title = request.title || `${study.title.zh || study.id}：公共服务覆盖评估附表`;
  return {
    title,
    author: request.organisation || PRODUCT,
    date: request.date,
    mark: markOf(facts, request),
    sheets: [aboutSheet(title, facts, request, tables), ...tables],
  };
}

/** 演示数据 · 内部资料 · 未经审图, or the number under which it was reviewed. */
function markOf({ study }: ReportFacts, { stamp }: ReportRequest): string {
  const review = stamp.kind === "internal" ? "内部资料" : `审图号：${stamp.number}`;
  return study.demonstration ? `${DEMONSTRATION} · ${review}` : review;
}

function aboutSheet(
  title: string,
  facts: ReportFacts,
  request: ReportRequest,
  tables: readonly TableSheet[],
): NotesSheet {
  const trace = traceOf(facts, request);
  const { study } = facts;
  const demonstration = study.demonstration
    ? [["说明", "演示数据：由种子模拟生成，不代表任何真实机构或社区，不得用作决策依据。"]]
    : [];
  return {
    name: "说明",
    title,
    sections: [
      {
        heading: "概况",
        rows: [
          ...trace.study.map(({ name, value }) => [name, value]),
          ["编制单位", request.organisation || "（待填）"],
          ...demonstration,
        ],
      },
      { heading: "本册各表", rows: tables.map((table) => [table.name, table.title ?? "", table.basis]) },
      {
        heading: "读表须知",
        rows: [
          ["空白单元格", "没有该数值（不可检验、计划未给数值、搜索上限内到不了），不等于零。"],
          ["比例", "以小数保存、按百分数显示，可直接计算。"],
          ["默认", "没有人选定的取值，可在软件中修改后重算。"],
        ],
      },
      ...traceSections(trace),
    ],
  };
}

function traceSections({ parameters, sources, inputs, command }: Trace): NotesSheet["sections"] {
  return [
    {
      heading: "运行参数",
      rows: parameters.map(({ name, value, isDefault }) => [name, value, isDefault ? "默认" : "已选定"]),
    },
    {
      heading: "数据来源",
      rows: sources.map(({ layer, source, licence, date, isSimulated }) => [
        layer,
        source,
        [licence, date, ...(isSimulated ? ["模拟或估算"] : [])].filter((text) => text !== "").join("；"),
      ]),
    },
    {
      heading: "输入文件的 SHA-256",
      rows: inputs.length > 0 ? inputs.map(({ name, sha256 }) => [name, sha256]) : [["无", "本次没有记录输入文件"]],
    },
    { heading: "重算这些数字的命令", rows: [["命令", command]] },
  ];
}
