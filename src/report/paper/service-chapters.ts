/** The first chapter, the answer in short, and the one of scenarios. */
import { formatCount, formatPoints, NO_VALUE } from "../../core/model/format-number.ts";
import type { ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import { answerSentence, threeFigures, wholeName } from "../words/answer-sentence.ts";
import { BASELINE_WORD } from "../words/baseline-word.ts";
import { basisLine, dateLine, passLine, reachLine } from "../words/basis-lines.ts";
import { afterHan, demandName, demandUnitName, writeDemand, writeShareOf } from "../words/demand-words.ts";
import { VERDICT_WORDS } from "../words/verdict-words.ts";
import type { DrawPicture, PaperBody } from "./paper-body.ts";
import type { PaperColumn } from "./paper-table.ts";
import { isMeasured, share, short, straightShare } from "./sum-words.ts";

/** 一、评估概况: the conclusion first. */
export async function writeOverview(body: PaperBody, facts: ReportFacts, drawPicture: DrawPicture): Promise<void> {
  const { study, result, services, targets, ledgerRows } = facts;
  body.chapter("评估概况");
  const measured = services.filter(isMeasured);
  const [first] = measured;
  if (!first) {
    body.text("研究里没有能够检验的服务。");
    for (const service of services) body.text(answerSentence(facts, service));
    return;
  }
  const worst = measured.reduce((least, each) => (shareOf(each) < shareOf(least) ? each : least), first);
  body.text(
    `${wholeName(study)}共评估 ${services.length} 类公共服务设施。覆盖最低的是${worst.service.title.zh}：${answerSentence(facts, worst)}`,
  );
  body.bigFigures(threeFigures(facts, worst));
  body.note(`上列三个数字为${worst.service.title.zh}。${basisLine(study, result, worst.coverage)}`);
  body.section("主要结论");
  const best = measured.reduce((most, each) => (shareOf(each) > shareOf(most) ? each : most), first);
  if (best !== worst)
    body.item(
      `各类设施差别明显。${best.service.title.zh}覆盖${afterHan(groupOf(facts, best))} ${share(best.whole)}，${worst.service.title.zh}只覆盖 ${share(worst.whole)}。`,
    );
  if (targets.length > 0) body.item(verdictSentence(facts));
  if (ledgerRows.length > 0)
    body.item(
      `问题台账共列 ${formatCount(ledgerRows.length)} 条，每条都有缺口、原因、建议措施和责任单位，见第四章和附表。`,
    );
  const detour = measured.reduce((most, each) => (gapToStraight(each) > gapToStraight(most) ? each : most), first);
  if (gapToStraight(detour) > 0)
    body.item(
      `直线距离高估了覆盖。${detour.service.title.zh}按直线计为 ${straightShare(detour.whole)}，沿街道实际为 ${share(detour.whole)}，相差 ${formatPoints(gapToStraight(detour))} 个百分点。`,
    );
  if (study.demonstration)
    body.item("本报告所用数据为演示数据，由种子模拟生成，不代表任何真实机构或社区，只用于说明方法，不得作为决策依据。");
  body.section("各类设施一览");
  body.table(
    "各类设施覆盖情况",
    `处、个、${demandUnitName(study.demand.unit)}、%`,
    { columns: overviewColumns(facts), rows: services },
    `口径：各服务的统计对象和步行速度见第二章各节；${passLine(result)}；${dateLine(study)}。`,
  );
  body.figure(
    await drawPicture("people-by-minutes"),
    "能到达各类设施的人口累计比例",
    `口径：沿街道，各服务自己的统计对象和步行速度；${dateLine(study)}。`,
    "",
  );
}

const shareOf = ({ whole }: ServiceFacts): number => whole.peopleCovered / whole.people;
const gapToStraight = ({ whole }: ServiceFacts): number =>
  (whole.peopleCoveredStraight - whole.peopleCovered) / whole.people;
const groupOf = ({ study }: ReportFacts, { coverage }: ServiceFacts): string =>
  demandName(coverage.groupId, study.demand.unit);

function verdictSentence({ targets }: ReportFacts): string {
  const count = (verdict: keyof typeof VERDICT_WORDS): string =>
    formatCount(targets.filter(({ result }) => result.verdict === verdict).length);
  return `规划 ${formatCount(targets.length)} 项目标中，${count("met")} 项达标，${count("not-met")} 项未达标，${count("no-number")} 项计划没有给出数值、只报结果，${count("not-testable")} 项现有数据不可检验。`;
}

function overviewColumns(facts: ReportFacts): PaperColumn<ServiceFacts>[] {
  const { unit } = facts.study.demand;
  return [
    { header: "服务", width: 32, align: "left", value: ({ service }) => service.title.zh },
    { header: "设施", width: 9, align: "right", value: ({ coverage }) => formatCount(coverage.facilityCount) },
    { header: "统计对象", width: 22, align: "left", value: (each) => groupOf(facts, each) },
    { header: "覆盖率", width: 12, align: "right", value: (each) => (isMeasured(each) ? share(each.whole) : NO_VALUE) },
    { header: "参评", width: 10, align: "right", value: ({ whole }) => formatCount(whole.tested) },
    { header: "达标", width: 10, align: "right", value: ({ whole }) => formatCount(whole.met) },
    { header: "达标率", width: 12, align: "right", value: ({ whole }) => writeShareOf(whole.met, whole.tested) },
    {
      header: "缺口",
      width: 16,
      align: "right",
      value: (each) => (isMeasured(each) ? writeDemand(short(each.whole), unit) : VERDICT_WORDS["not-testable"]),
      tone: () => "bad",
    },
  ];
}

/** 方案比较, where the report holds any. */
export async function writeScenarios(body: PaperBody, facts: ReportFacts, drawPicture: DrawPicture): Promise<void> {
  const { study, services, scenarios, result } = facts;
  if (scenarios.length === 0) return;
  const { unit } = study.demand;
  body.chapter("方案比较");
  for (const { name, edits, issues } of scenarios) {
    body.item(`${name}：${edits.length > 0 ? edits.join("；") : "没有生效的改动"}。`);
    if (issues.length > 0) body.note(`其中 ${formatCount(issues.length)} 处改动未能照原样生效，详见软件中的提示。`);
  }
  interface Held {
    readonly service: ServiceFacts;
    readonly name: string;
    readonly change: (typeof scenarios)[number]["changes"][number] | undefined;
  }
  const rows = services.flatMap((service, index): Held[] => [
    { service, name: BASELINE_WORD, change: undefined },
    ...scenarios.flatMap(({ name, services: held, changes }) => {
      const after = held[index];
      return after ? [{ service: after, name, change: changes[index] }] : [];
    }),
  ]);
  const moved = (value: number | undefined): string => (value === undefined ? NO_VALUE : formatCount(value));
  body.table(
    "各方案与现状比较",
    `处、个、${demandUnitName(unit)}、%`,
    {
      columns: [
        { header: "服务", width: 24, align: "left", value: ({ service }) => service.service.title.zh },
        { header: "方案", width: 22, align: "left", value: ({ name }) => name },
        {
          header: "设施",
          width: 10,
          align: "right",
          value: ({ service }) => formatCount(service.coverage.facilityCount),
        },
        { header: "达标", width: 10, align: "right", value: ({ service }) => formatCount(service.whole.met) },
        {
          header: "覆盖率",
          width: 12,
          align: "right",
          value: ({ service }) => (isMeasured(service) ? share(service.whole) : NO_VALUE),
        },
        {
          header: "缺口",
          width: 14,
          align: "right",
          value: ({ service }) => (isMeasured(service) ? formatCount(short(service.whole)) : NO_VALUE),
        },
        { header: "新增覆盖", width: 14, align: "right", value: ({ change }) => moved(change?.gained) },
        {
          header: "失去覆盖",
          width: 14,
          align: "right",
          value: ({ change }) => moved(change?.lost),
          tone: () => "bad",
        },
      ],
      rows,
    },
    `口径：${services.length === 1 && services[0] ? `${reachLine(services[0].coverage, result)}；` : ""}新增与失去覆盖逐户比较，不相抵；${passLine(result)}；${dateLine(study)}。`,
  );
  for (const { service } of services) {
    const chart = await drawPicture(`stages:${service.id}`);
    if (chart) body.figure(chart, `${service.title.zh}：各方案覆盖的变化`, `口径同上表；${dateLine(study)}。`, "");
  }
}
