/** Sheets of coverage: every community and service, districts, gaps. Numbers have the decimals of communities.csv. */

import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import { VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import { causeOfGap } from "../../core/coverage/gap-rows.ts";
import type { CommunityKind } from "../../core/model/community.ts";
import type { Study } from "../../core/model/study.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import { fixed } from "../../io/tables/csv-writer.ts";
import {
  type CellTone,
  type CellValue,
  type Column,
  type TableSheet,
  tableSheet,
} from "../../io/workbook/spreadsheet.ts";
import type { CoverageSums, DistrictFacts, GapFacts, ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import { districtIdsOf } from "../facts/sum-coverage.ts";
import { communityWord, wholeName } from "../words/answer-sentence.ts";
import { dateLine, passLine, reachLine } from "../words/basis-lines.ts";
import { demandName, demandUnitName } from "../words/demand-words.ts";
import { CAUSE_WORDS, communityVerdict } from "../words/verdict-words.ts";

/** A sheet holds 1,048,576 rows; a table that is longer goes on in a next one. */
const MOST_ROWS = 1_000_000;

const KIND_WORDS: Readonly<Record<CommunityKind, string>> = { urban: "城市社区", village: "行政村", unit: "统计单元" };

interface CommunityRow {
  readonly index: number;
  readonly service: ServiceFacts;
}

/** What a sheet of all services rests on; each service's own reach stands in its rows. */
function basisOf({ study, result }: ReportFacts, parts: readonly string[]): string {
  return [...parts, passLine(result), dateLine(study)].join("；");
}

const people = (value: number): CellValue => fixed(value, 2);
const share = (part: number, whole: number): CellValue => fixed(whole > 0 ? part / whole : null, 6);
/** Beyond the search limit, or without people: empty. */
const minutes = (seconds: number): CellValue => fixed(Number(fixed(seconds, 1).number || Number.NaN) / 60, 4);
const hectares = (squareMetres: number): CellValue => fixed(squareMetres / 10_000, 4);

function verdictTone(code: number | undefined): CellTone {
  const word = communityVerdict(code);
  return word === "未达标" ? "bad" : word === "不可检验" ? "quiet" : "plain";
}

/** Every community and service, as communities.csv has them. */
export function communitySheets(facts: ReportFacts): TableSheet[] {
  const { study, services } = facts;
  const rows = study.communities.count * services.length;
  const sheetCount = Math.max(1, Math.ceil(rows / MOST_ROWS));
  const perSheet = Math.ceil(study.communities.count / sheetCount);
  return Array.from({ length: sheetCount }, (_, sheet) =>
    tableSheet<CommunityRow>({
      name: sheetCount === 1 ? "社区覆盖" : `社区覆盖 ${sheet + 1}`,
      title: `各${communityWord(study)}公共服务覆盖情况`,
      basis: basisOf(facts, [
        `单位：${demandUnitName(study.demand.unit)}、%、分钟`,
        "每行一个社区和一项服务，数值与 communities.csv 一致",
        "空白为没有该人群或搜索上限内到不了",
      ]),
      columns: communityColumns(facts),
      rows: listCommunities(services, sheet * perSheet, Math.min(study.communities.count, (sheet + 1) * perSheet)),
      frozenColumns: 2,
    }),
  );
}

function* listCommunities(services: readonly ServiceFacts[], from: number, to: number): Generator<CommunityRow> {
  for (let index = from; index < to; index++) for (const service of services) yield { index, service };
}

function communityColumns({ study, result }: ReportFacts): Column<CommunityRow>[] {
  const { communities, demand, facilities } = study;
  const unit = demandUnitName(demand.unit);
  const { unitsById, townshipIds } = unitTree(study);
  const districtIds = districtIdsOf(study);
  const nameOf = (id: string | undefined): string => unitsById.get(id ?? "")?.name ?? "";
  const layers = new Map(facilities.map((layer) => [layer.serviceId, layer]));
  const nearest = ({ index, service: { coverage } }: CommunityRow): { id: string; name: string } => {
    const layer = layers.get(coverage.serviceId);
    const at = coverage.nearestFacilityIndexes[index] ?? -1;
    return { id: layer?.ids[at] ?? "", name: layer?.names[at] ?? "" };
  };
  const at = (values: (coverage: ServiceCoverage) => Float64Array) => (row: CommunityRow) =>
    values(row.service.coverage)[row.index] ?? Number.NaN;
  const all = at(({ people: values }) => values);
  const covered = at(({ peopleCovered }) => peopleCovered);
  return [
    { header: "社区代码", width: 16, kind: "text", value: ({ index }) => communities.ids[index] ?? "" },
    { header: "社区", width: 18, kind: "text", value: ({ index }) => communities.names[index] ?? "" },
    { header: "类型", width: 10, kind: "text", value: ({ index }) => KIND_WORDS[communities.kinds[index] ?? "unit"] },
    { header: "区县", width: 14, kind: "text", value: ({ index }) => nameOf(districtIds[index]) },
    { header: "街道（乡镇）", width: 20, kind: "text", value: ({ index }) => nameOf(townshipIds[index]) },
    { header: "上级代码", width: 14, kind: "text", value: ({ index }) => communities.parentIds[index] ?? "" },
    { header: "服务", width: 20, kind: "text", value: ({ service }) => service.service.title.zh },
    { header: "服务代码", width: 18, kind: "text", value: ({ service }) => service.service.id },
    {
      header: "统计对象",
      width: 15,
      kind: "text",
      value: ({ service }) => demandName(service.coverage.groupId, demand.unit),
    },
    { header: "可达口径", width: 40, kind: "text", value: ({ service }) => reachLine(service.coverage, result) },
    { header: `总量（${unit}）`, width: 12, kind: "count", value: (row) => people(all(row)) },
    { header: `范围内（${unit}）`, width: 12, kind: "count", value: (row) => people(covered(row)) },
    {
      header: `缺口（${unit}）`,
      width: 12,
      kind: "count",
      value: (row) => people(Math.max(0, all(row) - covered(row))),
    },
    { header: "覆盖率（路网）", width: 12, kind: "share", value: (row) => share(covered(row), all(row)) },
    {
      header: "覆盖率（直线）",
      width: 12,
      kind: "share",
      value: (row) => share(at(({ peopleCoveredStraight }) => peopleCoveredStraight)(row), all(row)),
    },
    {
      header: result.landBasis === "residential" ? "居住用地覆盖率" : "土地覆盖率",
      width: 12,
      kind: "share",
      value: (row) => fixed(at(({ landShare }) => landShare)(row), 6),
    },
    {
      header: "用时中位数（分钟）",
      width: 12,
      kind: "minutes",
      value: (row) => minutes(at(({ medianSeconds }) => medianSeconds)(row)),
    },
    { header: "最近设施代码", width: 22, kind: "text", value: (row) => nearest(row).id },
    { header: "最近设施", width: 22, kind: "text", value: (row) => nearest(row).name },
    {
      header: "是否达标",
      width: 11,
      kind: "text",
      value: ({ index, service }) => communityVerdict(service.coverage.verdicts[index]),
      tone: ({ index, service }) => verdictTone(service.coverage.verdicts[index]),
    },
    {
      header: "原因",
      width: 20,
      kind: "text",
      value: ({ index, service: { coverage } }) =>
        coverage.verdicts[index] === VERDICT_NOT_MET
          ? CAUSE_WORDS[causeOfGap(coverage, index, result.parameters.passShare)]
          : "",
    },
  ];
}

interface DistrictRow {
  readonly service: ServiceFacts;
  readonly name: string;
  readonly sums: CoverageSums;
  readonly facilities: number | null;
  readonly isTotal: boolean;
}

/** NaN, an empty cell, where the study has no facility: nothing was tested. */
const whereTested = ({ service }: DistrictRow, value: number): number =>
  service.coverage.facilityCount > 0 ? value : Number.NaN;

/** A service by district, its total last. */
export function districtSheet(facts: ReportFacts): TableSheet {
  const { study, services } = facts;
  const unit = demandUnitName(study.demand.unit);
  const tone = ({ isTotal }: DistrictRow): CellTone => (isTotal ? "total" : "plain");
  const columns: Column<DistrictRow>[] = [
    { header: "服务", width: 22, kind: "text", value: ({ service }) => service.service.title.zh },
    { header: "区县", width: 18, kind: "text", value: ({ name }) => name },
    {
      header: "统计对象",
      width: 15,
      kind: "text",
      value: ({ service }) => demandName(service.coverage.groupId, study.demand.unit),
    },
    { header: "可达口径", width: 40, kind: "text", value: ({ service }) => reachLine(service.coverage, facts.result) },
    { header: "设施（处）", width: 10, kind: "count", value: ({ facilities }) => facilities },
    { header: "参评社区（个）", width: 11, kind: "count", value: ({ sums }) => sums.tested },
    { header: "达标（个）", width: 10, kind: "count", value: ({ sums }) => sums.met },
    { header: "未达标（个）", width: 11, kind: "count", value: ({ sums }) => sums.notMet },
    { header: "不可检验（个）", width: 11, kind: "count", value: ({ sums }) => sums.notTestable },
    { header: "社区达标率", width: 11, kind: "share", value: ({ sums }) => share(sums.met, sums.tested) },
    { header: `总量（${unit}）`, width: 13, kind: "count", value: ({ sums }) => people(sums.people) },
    {
      header: `范围内（${unit}）`,
      width: 13,
      kind: "count",
      value: (row) => people(whereTested(row, row.sums.peopleCovered)),
    },
    {
      header: `缺口（${unit}）`,
      width: 13,
      kind: "count",
      value: (row) => people(whereTested(row, row.sums.people - row.sums.peopleCovered)),
    },
    {
      header: "覆盖率（路网）",
      width: 11,
      kind: "share",
      value: (row) => share(whereTested(row, row.sums.peopleCovered), row.sums.people),
    },
    {
      header: "覆盖率（直线）",
      width: 11,
      kind: "share",
      value: (row) => share(whereTested(row, row.sums.peopleCoveredStraight), row.sums.people),
    },
    {
      header: facts.result.landBasis === "residential" ? "居住用地（公顷）" : "土地（公顷）",
      width: 12,
      kind: "amount",
      value: ({ sums }) => hectares(sums.land),
    },
    {
      header: "用地覆盖率",
      width: 11,
      kind: "share",
      value: (row) => share(whereTested(row, row.sums.landCovered), row.sums.land),
    },
  ];
  return tableSheet<DistrictRow>({
    name: "分区汇总",
    title: "各区县公共服务覆盖汇总",
    basis: basisOf(facts, [
      `单位：处、个、${unit}、%、公顷`,
      "设施按所在区县计，线状设施在经过的每个区县各计一处；空白为没有界线或没有该人群，无法计算",
    ]),
    columns: columns.map((column) => ({ ...column, tone })),
    rows: services.flatMap((service) => listDistrictRows(study, service)),
    frozenColumns: 2,
  });
}

function listDistrictRows(study: Study, service: ServiceFacts): DistrictRow[] {
  const rows = service.districts.map((district: DistrictFacts): DistrictRow => {
    const { name, facilities } = district;
    return { service, name, sums: district, facilities, isTotal: false };
  });
  const whole = { service, name: `${wholeName(study)}合计`, sums: service.whole, isTotal: true } as const;
  return [...rows, { ...whole, facilities: service.coverage.facilityCount }];
}

interface GapRow {
  readonly service: ServiceFacts;
  readonly gap: GapFacts;
  readonly rank: number;
}

/** Communities that are not met, the most people short first within each service. */
export function gapSheet(facts: ReportFacts): TableSheet {
  const { study, services } = facts;
  const unit = demandUnitName(study.demand.unit);
  const columns: Column<GapRow>[] = [
    { header: "服务", width: 22, kind: "text", value: ({ service }) => service.service.title.zh },
    { header: "位次", width: 8, kind: "count", value: ({ rank }) => rank },
    { header: "社区", width: 18, kind: "text", value: ({ gap }) => gap.name },
    { header: "社区代码", width: 16, kind: "text", value: ({ gap }) => gap.id },
    { header: "区县", width: 14, kind: "text", value: ({ gap }) => gap.districtName },
    { header: "街道（乡镇）", width: 20, kind: "text", value: ({ gap }) => gap.townshipName },
    {
      header: "统计对象",
      width: 15,
      kind: "text",
      value: ({ service }) => demandName(service.coverage.groupId, study.demand.unit),
    },
    { header: `总量（${unit}）`, width: 12, kind: "count", value: ({ gap }) => people(gap.people) },
    {
      header: `缺口（${unit}）`,
      width: 12,
      kind: "count",
      value: ({ gap }) => people(gap.peopleShort),
      tone: () => "bad",
    },
    { header: "覆盖率（路网）", width: 12, kind: "share", value: ({ gap }) => fixed(gap.share, 6) },
    { header: "覆盖率（直线）", width: 12, kind: "share", value: ({ gap }) => fixed(gap.straightShare, 6) },
    { header: "用时中位数（分钟）", width: 12, kind: "minutes", value: ({ gap }) => minutes(gap.medianSeconds) },
    { header: "最近设施", width: 22, kind: "text", value: ({ gap }) => gap.nearestFacilityName },
    { header: "原因", width: 22, kind: "text", value: ({ gap }) => CAUSE_WORDS[gap.cause] },
  ];
  return tableSheet<GapRow>({
    name: "缺口清单",
    title: `未达标${communityWord(study)}清单`,
    basis: basisOf(facts, [`单位：${unit}、%、分钟`, "各服务内按缺口从大到小"]),
    columns,
    rows: services.flatMap((service) => service.gaps.map((gap, index) => ({ service, gap, rank: index + 1 }))),
    frozenColumns: 3,
  });
}
