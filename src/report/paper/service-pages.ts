/** The chapter of services: a page each with its answer, its map beside its districts, then the largest gaps of all of them. */
import { formatCount, formatMinutes, formatPoints, NO_VALUE } from "../../core/model/format-number.ts";
import type { Study } from "../../core/model/study.ts";
import type { CoverageSums, GapFacts, ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import { answerSentence, communityWord, wholeName } from "../words/answer-sentence.ts";
import { basisLine, dateLine } from "../words/basis-lines.ts";
import { demandUnitName, writeDemand, writeShareOf } from "../words/demand-words.ts";
import { CAUSE_WORDS } from "../words/verdict-words.ts";
import type { DrawPicture, PaperBody } from "./paper-body.ts";
import type { PaperColumn } from "./paper-table.ts";
import { share, short, straightShare } from "./sum-words.ts";

/** Of each service; all of them stand in the workbook. */
const GAPS_LISTED = 3;
const DISTRICTS_NAMED = 3;
/** More rows do not fit beside a map. */
const DISTRICTS_BESIDE = 16;

interface Line {
  readonly name: string;
  readonly sums: CoverageSums;
  readonly facilities: number | null;
  readonly isTotal: boolean;
}

interface GapLine {
  readonly gap: GapFacts;
  /** "" where the line above has the same. */
  readonly service: string;
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
  writeLargestGaps(body, facts);
}

async function writeService(
  body: PaperBody,
  facts: ReportFacts,
  service: ServiceFacts,
  drawPicture: DrawPicture,
): Promise<void> {
  const { study, result } = facts;
  const { whole, coverage, districts } = service;
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
  const rows = [...lines, total];
  const isTotal = (line: Line): boolean => line.isTotal;
  const picture = await drawPicture(`upright-map:${service.service.id}`);
  const figureTitle = `${wholeName(study)}${title}覆盖情况`;
  const tableTitle = `各区县${title}覆盖情况`;
  if (picture && districts.length <= DISTRICTS_BESIDE) {
    body.figureBesideTable(
      { picture, title: figureTitle, basis },
      {
        title: "各区县覆盖情况",
        unit: `${unit}、个、%`,
        columns: shortDistrictColumns(),
        rows,
        isTotal,
        isSmall: true,
      },
      basis,
    );
    return;
  }
  body.table(
    tableTitle,
    `处、个、${unit}、%`,
    { columns: districtColumns(), rows, isTotal },
    `${basis}“直线”为同一时限按直线距离的覆盖率；设施按所在区县计，线状设施在经过的每个区县各计一处。`,
  );
  body.figure(picture, figureTitle, `${basis}图随版面缩放，比例以图中线段为准。`, "研究范围没有可绘制的界线或点位");
}

/** The communities with the largest gaps, service by service. */
function writeLargestGaps(body: PaperBody, { study, services, result }: ReportFacts): void {
  const rows = services.flatMap((service) =>
    service.coverage.facilityCount === 0
      ? []
      : service.gaps
          .slice(0, GAPS_LISTED)
          .map((gap, at): GapLine => ({ gap, service: at === 0 ? service.service.title.zh : "" })),
  );
  if (rows.length === 0) return;
  const all = services.reduce((sum, { gaps }) => sum + gaps.length, 0);
  body.section(`缺口最大的${communityWord(study)}`);
  body.table(
    `各类设施缺口最大的${communityWord(study)}`,
    `${demandUnitName(study.demand.unit)}、%、分钟`,
    { columns: gapColumns(study, result.parameters.searchLimitSeconds), rows, isSmall: true },
    `口径同上各表，每类设施列缺口最大的 ${GAPS_LISTED} 个；全部 ${formatCount(all)} 条未达标见附表《缺口清单》，各区县设施数、总量和直线对照见附表《分区汇总》。用时为中位数。${dateLine(study)}。`,
  );
}

function straightSentence({ whole, coverage }: ServiceFacts): string {
  if (whole.people <= 0) return "";
  const difference = (whole.peopleCoveredStraight - whole.peopleCovered) / whole.people;
  const compared =
    Math.abs(difference) < 0.0005
      ? "与沿街道一致"
      : `比沿街道${difference > 0 ? "高" : "低"} ${formatPoints(difference)} 个百分点`;
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

/** Of a table that stands beside a map. */
function shortDistrictColumns(): PaperColumn<Line>[] {
  return [
    { header: "区县", width: 22, align: "left", value: ({ name }) => name },
    {
      header: "缺口",
      width: 14,
      align: "right",
      value: ({ sums }) => formatCount(short(sums)),
      tone: () => "bad",
    },
    {
      header: "未达标",
      width: 20,
      align: "right",
      value: ({ sums }) => `${formatCount(sums.notMet)}/${formatCount(sums.tested)}`,
    },
    { header: "覆盖率", width: 12.5, align: "right", value: ({ sums }) => share(sums) },
  ];
}

function gapColumns(study: Study, limitSeconds: number): PaperColumn<GapLine>[] {
  return [
    { header: "设施", width: 26, align: "left", value: ({ service }) => service },
    { header: communityWord(study), width: 20, align: "left", value: ({ gap }) => gap.name },
    {
      header: "区县、街道（乡镇）",
      width: 40,
      align: "left",
      value: ({ gap }) => joinPlaces([gap.districtName, gap.townshipName]) || NO_VALUE,
    },
    {
      header: "缺口",
      width: 13,
      align: "right",
      value: ({ gap }) => formatCount(gap.peopleShort),
      tone: () => "bad",
    },
    {
      header: "覆盖率",
      width: 12,
      align: "right",
      value: ({ gap: { people, peopleShort } }) => writeShareOf(people - peopleShort, people),
    },
    {
      header: "用时",
      width: 10,
      align: "right",
      value: ({ gap }) => formatMinutes(gap.medianSeconds, limitSeconds),
    },
    { header: "原因", width: 31, align: "left", value: ({ gap }) => CAUSE_WORDS[gap.cause] },
  ];
}

function joinPlaces(names: readonly string[]): string {
  return [...new Set(names)].filter((name) => name !== "").join(" ");
}
