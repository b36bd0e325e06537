/** Appendices: how it was counted, from the run's own parameters; where the data come from; how to make the numbers again. */

import type { SnapCounts } from "../../core/coverage/coverage-result.ts";
import { formatCount, formatMetres } from "../../core/model/format-number.ts";
import { listStudyAssumptions } from "../../core/model/study-assumptions.ts";
import type { ReportFacts } from "../facts/report-facts.ts";
import { communityWord } from "../words/answer-sentence.ts";
import { dateLine, reachLine } from "../words/basis-lines.ts";
import { demandName } from "../words/demand-words.ts";
import { layerName } from "../words/layer-words.ts";
import type { Trace, TraceParameter } from "../words/trace.ts";
import type { PaperBody } from "./paper-body.ts";
import type { PaperColumn } from "./paper-table.ts";

const lost = ({ tooFar, behindBarrier, onIsland }: SnapCounts): number => tooFar + behindBarrier + onIsland;

/** 附录一 方法与口径. */
export function writeMethods(body: PaperBody, facts: ReportFacts, trace: Trace): void {
  const { study, result, services } = facts;
  const { demand, network } = result.counts;
  const word = communityWord(study);
  body.appendix("附录一  方法与口径", true);
  body.section("怎样计算");
  const steps: string[] = [];
  steps.push(
    `路网。街道按通行规则连成网络，共 ${formatCount(network.edges)} 段、${formatMetres(network.metres)}；水面、铁路和围墙只能从桥梁、道口和出入口穿过。`,
  );
  steps.push(
    `接入。住处和设施接到附近最近的可走街道，隔着水面、铁路、围墙的不算。${formatCount(demand.attached)} 个住处接入，${formatCount(lost(demand))} 个没有接入（太远 ${formatCount(demand.tooFar)}，隔断 ${formatCount(demand.behindBarrier)}，孤立路段 ${formatCount(demand.onIsland)}），没有接入的按到不了计。`,
  );
  steps.push("用时。从每个住处到最近一处设施，沿街道按各服务的速度计算，不取整；不超过时限即为覆盖。");
  steps.push(
    `达标。${word}内统计对象在时限内能到达的比例不低于达标比例，即为达标；没有统计对象的${word}不可检验，不计入分母。`,
  );
  steps.push("直线。同一速度、同一时限换算成半径，作对照用，不用于判定。");
  steps.push(
    result.landBasis === "residential"
      ? "用地覆盖率以居住用地面积为分母，按住处逐点计。"
      : "研究里没有居住用地，用地覆盖率以整个社区的面积为分母。",
  );
  if (result.counts.demandOutside > 0)
    steps.push(`${formatCount(result.counts.demandOutside)} 个住处在所有${word}界线之外，不计入任何${word}。`);
  for (const [index, step] of steps.entries()) body.line(`${index + 1}. ${step}`);
  body.section("各服务的口径和本次运行的参数");
  body.table(
    "各服务的统计对象和可达范围",
    "",
    {
      columns: [
        { header: "服务", width: 30, align: "left", value: ({ service }) => service.title.zh },
        {
          header: "统计对象",
          width: 26,
          align: "left",
          value: ({ coverage }) => demandName(coverage.groupId, study.demand.unit),
        },
        { header: "可达范围", width: 70, align: "left", value: ({ coverage }) => reachLine(coverage, result) },
        {
          header: "直线对照",
          width: 20,
          align: "right",
          value: ({ coverage }) => formatMetres(coverage.straightRadiusMetres),
        },
      ],
      rows: services,
      isSmall: true,
    },
    `“默认”为无人选定的取值；${dateLine(study)}。`,
  );
  body.table(
    "本次运行的参数",
    "",
    {
      columns: [0, 1].flatMap((half): PaperColumn<readonly TraceParameter[]>[] => [
        { header: "参数", width: 26, align: "left", value: (pair) => pair[half]?.name ?? "" },
        { header: "取值", width: 34, align: "left", value: (pair) => pair[half]?.value ?? "" },
        {
          header: "来历",
          width: 15,
          align: "center",
          value: (pair) => markOf(pair[half]),
          tone: (pair) => (pair[half]?.isDefault ? "quiet" : "plain"),
        },
      ]),
      rows: inPairs(trace.parameters),
      isSmall: true,
    },
    "“默认”为软件的初始值，没有人选定，可以修改后重算；“已选定”为使用者选定。各目标自己的假设见附表《假设》。",
  );
}

/** 默认 or 已选定. */
function markOf(parameter: TraceParameter | undefined): string {
  if (!parameter) return "";
  return parameter.isDefault ? "默认" : "已选定";
}

/** Read down the left half, then down the right one. */
function inPairs<Item>(items: readonly Item[]): (readonly Item[])[] {
  const half = Math.ceil(items.length / 2);
  return items.slice(0, half).map((item, at) => [item, ...items.slice(half + at, half + at + 1)]);
}

/** A note without what it says again in English, in brackets of its own. */
function chineseOnly(note: string): string {
  return note.replace(/\s*\([^()\p{Script=Han}]*[a-z][^()\p{Script=Han}]*\)/giu, "").trim();
}

/** 附录二 数据来源. */
export function writeSources(body: PaperBody, { study }: ReportFacts): void {
  body.appendix("附录二  数据来源", false);
  const assumptions = listStudyAssumptions(study);
  if (assumptions.length > 0) {
    body.section("数据的前提");
    for (const [index, { zh }] of assumptions.entries()) body.line(`${index + 1}. ${zh}`);
  }
  if (study.sources.length === 0) {
    body.text("研究没有注明数据来源。");
    return;
  }
  body.section("各图层的来源");
  body.table(
    "数据来源",
    "",
    {
      columns: [
        { header: "图层", width: 22, align: "left", value: ({ layer }) => layerName(layer, study) },
        { header: "来源", width: 34, align: "left", value: ({ source }) => source },
        { header: "许可", width: 17, align: "left", value: ({ licence }) => licence },
        { header: "日期", width: 19, align: "left", value: ({ date }) => date || "未注明" },
        {
          header: "性质",
          width: 16,
          align: "center",
          value: ({ simulated }) => (simulated ? "模拟或估算" : "采集或公布"),
        },
        { header: "说明", width: 74, align: "left", value: ({ note }) => chineseOnly(note), tone: () => "quiet" },
      ],
      rows: study.sources,
      isSmall: true,
    },
    `${dateLine(study)}。`,
  );
}

/** The last page: what makes the same numbers again. */
export function writeTrace(body: PaperBody, trace: Trace): void {
  body.appendix("附录三  溯源", true);
  body.line("用下列研究、输入文件、参数和版本重新运行，得到与本报告相同的数字。命令：");
  body.code(trace.command);
  body.table(
    "研究与版本",
    "",
    {
      columns: [
        { header: "项目", width: 30, align: "left", value: ({ name }) => name },
        { header: "内容", width: 90, align: "left", value: ({ value }) => value },
      ],
      rows: trace.study,
      isSmall: true,
    },
    "运行参数见附录一。",
  );
  if (trace.inputs.length > 0)
    body.table(
      "输入文件及其 SHA-256",
      "",
      {
        columns: [
          { header: "文件", width: 42, align: "left", value: ({ name }) => name },
          { header: "SHA-256", width: 88, align: "left", value: ({ sha256 }) => sha256 },
        ],
        rows: trace.inputs,
        isSmall: true,
      },
      "文件有任何改动，其 SHA-256 就不同。",
    );
}
