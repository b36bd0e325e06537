/** Chapters of coverage: the answer in short, then a section a service with its map, its districts and its gaps. */
import { formatCount, formatMinutes, formatPoints, NO_VALUE } from "../../core/model/format-number.ts";
import type { CoverageSums, GapFacts, ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import { answerSentence, communityWord, threeFigures, wholeName } from "../words/answer-sentence.ts";
import { BASELINE_WORD } from "../words/baseline-word.ts";
import { basisLine, dateLine, passLine, reachLine } from "../words/basis-lines.ts";
import { afterHan, demandName, demandUnitName, writeDemand, writeShareOf } from "../words/demand-words.ts";
import { CAUSE_WORDS, VERDICT_WORDS } from "../words/verdict-words.ts";
import type { DrawPicture, PaperBody } from "./paper-body.ts";
import type { PaperColumn } from "./paper-table.ts";

/** So many gaps are listed in the report; all of them stand in the workbook. */
const GAPS_LISTED = 6;
const DISTRICTS_NAMED = 3;

interface Line {
  readonly name: string;
  readonly sums: CoverageSums;
  readonly facilities: number | null;
  readonly isTotal: boolean;
}

const share = ({ peopleCovered, people }: CoverageSums): string => writeShareOf(peopleCovered, people);
const straightShare = ({ peopleCoveredStraight, people }: CoverageSums): string =>
  writeShareOf(peopleCoveredStraight, people);
const short = ({ people, peopleCovered }: CoverageSums): number => people - peopleCovered;

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

/** Without facilities or people of the group there is no share, not even 0 %. */
const isMeasured = ({ whole, coverage }: ServiceFacts): boolean => coverage.facilityCount > 0 && whole.people > 0;
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

/** 二、各类设施覆盖情况. */
export async function writeServices(
  body: PaperBody,
  facts: ReportFacts,
  drawPicture: DrawPicture,
  step: () => Promise<void>,
): Promise<void> {
  body.chapter("各类设施覆盖情况");
  for (const service of facts.services) {
    await step();
    await writeService(body, facts, service, drawPicture);
  }
}

async function writeService(
  body: PaperBody,
  facts: ReportFacts,
  service: ServiceFacts,
  drawPicture: DrawPicture,
): Promise<void> {
  const { study, result } = facts;
  const { whole, coverage, districts, gaps } = service;
  const title = service.service.title.zh;
  const unit = demandUnitName(study.demand.unit);
  const basis = basisLine(study, result, coverage);
  body.section(title);
  body.text(answerSentence(facts, service));
  if (coverage.facilityCount === 0) return;
  body.text(`${districtSentence(facts, service)}${straightSentence(service)}`);
  const total: Line = {
    name: "合计",
    sums: whole,
    facilities: coverage.facilityCount,
    isTotal: true,
  };
  const lines = districts.map((district): Line => ({ ...district, sums: district, isTotal: false }));
  body.table(
    `各区县${title}覆盖情况`,
    `处、个、${unit}、%`,
    { columns: districtColumns(), rows: [...lines, total], isTotal: ({ isTotal }) => isTotal },
    `${basis}“直线”为同一时限按直线距离的覆盖率；设施按所在区县计，线状设施在经过的每个区县各计一处。`,
  );
  body.figure(
    await drawPicture(`map:${service.service.id}`),
    `${wholeName(study)}${title}覆盖情况`,
    `${basis}图随版面缩放，比例以图中线段为准。`,
    "研究范围没有可绘制的界线或点位",
  );
  if (gaps.length === 0) return;
  const listed = gaps.slice(0, GAPS_LISTED);
  const rest = gaps.length - listed.length;
  body.table(
    `${title}缺口最大的${communityWord(study)}`,
    `${unit}、%、分钟`,
    { columns: gapColumns(result.parameters.searchLimitSeconds), rows: listed },
    `口径同上表。${rest > 0 ? `其余 ${formatCount(rest)} 个未达标${communityWord(study)}见附表《缺口清单》。` : ""}用时为中位数。`,
  );
}

function straightSentence({ whole, coverage }: ServiceFacts): string {
  if (whole.people <= 0) return "";
  const difference = (whole.peopleCoveredStraight - whole.peopleCovered) / whole.people;
  const compared =
    Math.abs(difference) < 0.0005
      ? "与沿街道一致"
      : `比沿街道${difference > 0 ? "高" : "低"} ${formatPoints(difference)} 个百分点，差别来自绕路和阻隔`;
  const metres = formatCount(coverage.straightRadiusMetres);
  return `同一时限按直线距离（${metres} 米）计，覆盖率为 ${straightShare(whole)}，${compared}。`;
}

/** Which districts the shortfall gathers in. */
function districtSentence({ study }: ReportFacts, { districts, whole }: ServiceFacts): string {
  const all = short(whole);
  if (all <= 0 || districts.length < 2) return "";
  const sorted = districts.toSorted((a, b) => short(b) - short(a)).slice(0, DISTRICTS_NAMED);
  const named = sorted
    .filter((district) => short(district) > 0)
    .map((district) => `${district.name} ${writeDemand(short(district), study.demand.unit)}`);
  const held = sorted.reduce((sum, district) => sum + short(district), 0);
  return `缺口最大的是${named.join("、")}，合占全部缺口的 ${writeShareOf(held, all)}。`;
}

function districtColumns(): PaperColumn<Line>[] {
  return [
    { header: "区县", width: 30, align: "left", value: ({ name }) => name },
    {
      header: "设施",
      width: 10,
      align: "right",
      value: ({ facilities }) => (facilities === null ? NO_VALUE : formatCount(facilities)),
    },
    { header: "参评", width: 10, align: "right", value: ({ sums }) => formatCount(sums.tested) },
    { header: "达标", width: 10, align: "right", value: ({ sums }) => formatCount(sums.met) },
    { header: "达标率", width: 12, align: "right", value: ({ sums }) => writeShareOf(sums.met, sums.tested) },
    { header: "总量", width: 16, align: "right", value: ({ sums }) => formatCount(sums.people) },
    { header: "缺口", width: 16, align: "right", value: ({ sums }) => formatCount(short(sums)), tone: () => "bad" },
    { header: "覆盖率", width: 12, align: "right", value: ({ sums }) => share(sums) },
    { header: "直线", width: 12, align: "right", value: ({ sums }) => straightShare(sums) },
  ];
}

function gapColumns(limitSeconds: number): PaperColumn<GapFacts>[] {
  return [
    { header: "社区", width: 20, align: "left", value: ({ name }) => name },
    { header: "区县", width: 15, align: "left", value: ({ districtName }) => districtName || NO_VALUE },
    { header: "街道（乡镇）", width: 26, align: "left", value: ({ townshipName }) => townshipName || NO_VALUE },
    {
      header: "缺口",
      width: 13,
      align: "right",
      value: ({ peopleShort }) => formatCount(peopleShort),
      tone: () => "bad",
    },
    {
      header: "覆盖率",
      width: 12,
      align: "right",
      value: ({ people, peopleShort }) => writeShareOf(people - peopleShort, people),
    },
    {
      header: "用时",
      width: 10,
      align: "right",
      value: ({ medianSeconds }) => formatMinutes(medianSeconds, limitSeconds),
    },
    { header: "原因", width: 30, align: "left", value: ({ cause }) => CAUSE_WORDS[cause] },
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
