/** Charts of one run: districts against one another, people by minutes walked, how evenly the minutes are spread. */

import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import type { CoverageSums, DistrictFacts, ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import { DOMAIN_COLOURS } from "../map/colour-ramps.ts";
import { basisParts, dateLine, travelVerb, writePlain } from "../words/basis-lines.ts";
import { afterHan, demandName } from "../words/demand-words.ts";
import type { BarChart, LineChart } from "./chart.ts";
import { CHART_COLOURS } from "./chart-style.ts";

const ON_STREETS = "沿街道";
const STRAIGHT = "直线距离";
/** The curve of a run goes on to this many minutes. */
const LAST_MINUTE = 60;

type Run = Pick<ReportFacts, "study" | "result"> & {
  /** Of which communities and which scenario, where it is not the whole study as it is; begins the basis. */
  readonly about?: readonly string[];
};

/** What charts read of a service. */
export type ChartedService = Pick<ServiceFacts, "service" | "coverage" | "lorenz"> & {
  readonly districts: readonly ChartedDistrict[];
};
type ChartedDistrict = Pick<DistrictFacts, "id" | "name" | "people" | "peopleCovered" | "peopleCoveredStraight">;
type ChartedSums = Pick<CoverageSums, "people" | "peopleCovered" | "peopleCoveredStraight">;

/** What every chart of a run has. */
export function chartBase({ study }: Pick<ReportFacts, "study">): Pick<BarChart, "isDemonstration" | "demandUnit"> {
  return { isDemonstration: study.demonstration, demandUnit: study.demand.unit };
}

/** 口径 of a chart, in one line. */
export function basisOf({ study, result, about = [] }: Run, coverage: ServiceCoverage): string {
  return `口径：${[...about, ...basisParts(study, result, coverage)].join("；")}。`;
}

const shareOf = ({ people, peopleCovered }: ChartedSums): number | null => (people > 0 ? peopleCovered / people : null);
const straightShareOf = ({ people, peopleCoveredStraight }: ChartedSums): number | null =>
  people > 0 ? peopleCoveredStraight / people : null;

/** The best covered first, those without people of the group last; equal ones in the study's order. */
function rankDistricts(districts: readonly ChartedDistrict[]): ChartedDistrict[] {
  return [...districts].sort((a, b) => (shareOf(b) ?? -1) - (shareOf(a) ?? -1));
}

/** Share of people covered by district, on streets and as straight lines would promise, against the pass mark. */
export function districtChart(
  facts: Run,
  { service, coverage, districts }: Pick<ChartedService, "service" | "coverage" | "districts">,
): BarChart {
  const ranked = rankDistricts(districts);
  const { passShare } = facts.result.parameters;
  return {
    ...chartBase(facts),
    kind: "bars",
    id: `coverage-by-district:${service.id}`,
    title: `${service.title.zh}：${demandName(coverage.groupId, facts.study.demand.unit)}覆盖率（按分区）`,
    basis: basisOf(facts, coverage),
    unit: "share",
    categories: ranked.map(({ id, name }) => ({ id, name })),
    series: [
      { name: ON_STREETS, colour: CHART_COLOURS.accent, values: ranked.map(shareOf) },
      { name: STRAIGHT, colour: CHART_COLOURS.pale, values: ranked.map(straightShareOf) },
    ],
    mark: { value: passShare, name: `社区达标线 ${writePlain(passShare * 100)}%` },
    amounts: [
      { name: "合计", values: ranked.map(({ people }) => people) },
      { name: "沿街道可达", values: ranked.map(({ peopleCovered }) => peopleCovered) },
      { name: "直线可达", values: ranked.map(({ peopleCoveredStraight }) => peopleCoveredStraight) },
    ],
  };
}

/** To twice the cutoff in whole fives, within what the run knows. */
function lastMinute(cutoffSeconds: number): number {
  return Math.min(LAST_MINUTE, Math.max(10, Math.ceil(cutoffSeconds / 30 / 5) * 5));
}

function cutCurve(curve: Float64Array, upTo: number): [number, number][] {
  return Array.from(curve.subarray(0, upTo + 1), (share, minute) => [minute, share]);
}

function cutoffMark(cutoffSeconds: number): LineChart["mark"] {
  const minutes = cutoffSeconds / 60;
  return { value: minutes, name: `时限 ${writePlain(minutes)} 分钟` };
}

/** Share of people within so many minutes of a service, on streets and straight. */
export function minutesChart(
  facts: Run,
  { service, coverage }: Pick<ChartedService, "service" | "coverage">,
): LineChart {
  const upTo = lastMinute(coverage.cutoffSeconds);
  const verb = travelVerb(coverage.profileId);
  return {
    ...chartBase(facts),
    kind: "lines",
    id: `people-by-minutes:${service.id}`,
    title: `${service.title.zh}：${verb}时间与可达的${afterHan(demandName(coverage.groupId, facts.study.demand.unit))}`,
    basis: basisOf(facts, coverage),
    x: { name: `${verb}时间（分钟）`, unit: "minutes", upTo },
    y: { name: "累计比例", unit: "share" },
    series: [
      {
        name: ON_STREETS,
        colour: CHART_COLOURS.accent,
        isDashed: false,
        points: cutCurve(coverage.curve.network, upTo),
      },
      { name: STRAIGHT, colour: CHART_COLOURS.axis, isDashed: true, points: cutCurve(coverage.curve.straight, upTo) },
    ],
    mark: cutoffMark(coverage.cutoffSeconds),
  };
}

/** The same for all services in one drawing, on streets alone; null for fewer than two. */
export function servicesChart(
  facts: Run & { readonly services: readonly Pick<ChartedService, "service" | "coverage">[] },
): LineChart | null {
  const { services, study, result, about = [] } = facts;
  if (services.length < 2) return null;
  const { cutoffSeconds } = result.parameters;
  const upTo = lastMinute(cutoffSeconds);
  const colours = serviceColours(services);
  return {
    ...chartBase(facts),
    kind: "lines",
    id: "people-by-minutes",
    title: "出行时间与各类设施可达的服务人群",
    basis: `口径：${about.map((part) => `${part}；`).join("")}各设施服务人群沿街道在该时间内可达的比例；人群和速度按各设施自身；${dateLine(study)}。`,
    x: { name: "出行时间（分钟）", unit: "minutes", upTo },
    y: { name: "累计比例", unit: "share" },
    series: services.map(({ service, coverage }, index) => ({
      name: service.title.zh,
      colour: colours[index]!,
      isDashed: false,
      points: cutCurve(coverage.curve.network, upTo),
    })),
    mark: cutoffMark(cutoffSeconds),
  };
}

/** Each service in the colour of its domain; further ones of a domain lighter. */
function serviceColours(services: readonly Pick<ChartedService, "service">[]): string[] {
  const seen = new Map<string, number>();
  return services.map(({ service: { domain } }) => {
    const before = seen.get(domain) ?? 0;
    seen.set(domain, before + 1);
    return lighten(DOMAIN_COLOURS[domain], 1 - 0.62 ** before);
  });
}

function lighten(colour: string, share: number): string {
  const value = Number.parseInt(colour.slice(1), 16);
  const channels = [value >> 16, (value >> 8) & 255, value & 255];
  return `#${channels
    .map((each) =>
      Math.round(each + (255 - each) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** How unevenly minutes are spread over the people who get there at all; null without any. */
export function lorenzChart(
  facts: Run,
  { service, coverage, lorenz }: Pick<ChartedService, "service" | "coverage" | "lorenz">,
): LineChart | null {
  if (!lorenz) return null;
  const verb = travelVerb(coverage.profileId);
  return {
    ...chartBase(facts),
    kind: "lines",
    id: `lorenz:${service.id}`,
    title: `${service.title.zh}：${verb}时间的基尼系数 ${lorenz.gini.toFixed(2)}（0 为人人相同，1 为最不均）`,
    basis: `只计搜索范围内能到达设施的人。${basisOf(facts, coverage)}`,
    x: { name: `${demandName(coverage.groupId, facts.study.demand.unit)}累计比例（由近到远）`, unit: "share", upTo: 1 },
    y: { name: `${verb}时间累计比例`, unit: "share" },
    series: [
      {
        name: "人人相同",
        colour: CHART_COLOURS.axis,
        isDashed: true,
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      { name: "实际分布", colour: CHART_COLOURS.accent, isDashed: false, points: lorenz.points },
    ],
    mark: null,
  };
}
