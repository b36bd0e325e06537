/** Charts of one run: districts against one another, people by minutes walked, how evenly the minutes are spread. */

import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import type { Language } from "../../core/model/format-number.ts";
import type { CoverageSums, DistrictFacts, ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import { DOMAIN_COLOURS } from "../map/colour-ramps.ts";
import type { BarChart, LineChart } from "./chart.ts";
import { CHART_COLOURS } from "./chart-style.ts";
import { type ChartWords, chartWords, type Served } from "./words/chart-words.ts";

/** The curve of a run goes on to this many minutes. */
const LAST_MINUTE = 60;

type Run = Pick<ReportFacts, "study" | "result"> & {
  /** Of which communities and which scenario, where it is not the whole study as it is; begins the basis. */
  readonly about?: readonly string[];
  /** Chinese where left out, as in all documents. */
  readonly language?: Language;
};

/** What charts read of a service. */
export type ChartedService = Pick<ServiceFacts, "service" | "coverage" | "lorenz"> & {
  readonly districts: readonly ChartedDistrict[];
};
type ChartedDistrict = Pick<DistrictFacts, "id" | "name" | "people" | "peopleCovered" | "peopleCoveredStraight">;
type ChartedSums = Pick<CoverageSums, "people" | "peopleCovered" | "peopleCoveredStraight">;

/** What every chart of a run has. */
export function chartBase({ study, language }: Run): Pick<BarChart, "isDemonstration" | "demandUnit" | "language"> {
  return { isDemonstration: study.demonstration, demandUnit: study.demand.unit, ...(language ? { language } : {}) };
}

/** The names that titles are made of. */
export function nameServed(
  { study, language }: Run,
  { service, coverage }: Pick<ChartedService, "service" | "coverage">,
): Served {
  const words = chartWords(language);
  return { service: words.local(service.title), group: words.group(coverage.groupId, study.demand.unit) };
}

/** 口径 of a chart, in one line. */
export function basisOf({ study, result, about = [], language }: Run, coverage: ServiceCoverage): string {
  const { basis } = chartWords(language);
  return basis.line([...about, ...basis.parts(study, result, coverage)]);
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
  charted: Pick<ChartedService, "service" | "coverage" | "districts">,
): BarChart {
  const { service, coverage, districts } = charted;
  const { districts: words, minutes } = chartWords(facts.language);
  const ranked = rankDistricts(districts);
  const { passShare } = facts.result.parameters;
  return {
    ...chartBase(facts),
    kind: "bars",
    id: `coverage-by-district:${service.id}`,
    title: words.title(nameServed(facts, charted)),
    basis: basisOf(facts, coverage),
    unit: "share",
    categories: ranked.map(({ id, name }) => ({ id, name: id === "" ? words.none : name })),
    series: [
      { name: minutes.onStreets, colour: CHART_COLOURS.accent, values: ranked.map(shareOf) },
      { name: minutes.straight, colour: CHART_COLOURS.pale, values: ranked.map(straightShareOf) },
    ],
    mark: { value: passShare, name: words.passMark(passShare) },
    amounts: [
      { name: words.total, values: ranked.map(({ people }) => people) },
      { name: words.reached, values: ranked.map(({ peopleCovered }) => peopleCovered) },
      { name: words.reachedStraight, values: ranked.map(({ peopleCoveredStraight }) => peopleCoveredStraight) },
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

function cutoffMark(cutoffSeconds: number, words: ChartWords): LineChart["mark"] {
  const minutes = cutoffSeconds / 60;
  return { value: minutes, name: words.minutes.cutoff(minutes) };
}

/** Share of people within so many minutes of a service, on streets and straight. */
export function minutesChart(facts: Run, charted: Pick<ChartedService, "service" | "coverage">): LineChart {
  const { service, coverage } = charted;
  const words = chartWords(facts.language);
  const { minutes } = words;
  const upTo = lastMinute(coverage.cutoffSeconds);
  return {
    ...chartBase(facts),
    kind: "lines",
    id: `people-by-minutes:${service.id}`,
    title: minutes.title(nameServed(facts, charted), coverage.profileId),
    basis: basisOf(facts, coverage),
    x: { name: minutes.axis(coverage.profileId), unit: "minutes", upTo },
    y: { name: words.minutes.share, unit: "share" },
    series: [
      {
        name: minutes.onStreets,
        colour: CHART_COLOURS.accent,
        isDashed: false,
        points: cutCurve(coverage.curve.network, upTo),
      },
      {
        name: minutes.straight,
        colour: CHART_COLOURS.axis,
        isDashed: true,
        points: cutCurve(coverage.curve.straight, upTo),
      },
    ],
    mark: cutoffMark(coverage.cutoffSeconds, words),
  };
}

/** The same for all services in one drawing, on streets alone; null for fewer than two. */
export function servicesChart(
  facts: Run & { readonly services: readonly Pick<ChartedService, "service" | "coverage">[] },
): LineChart | null {
  const { services, study, result, about = [], language } = facts;
  if (services.length < 2) return null;
  const words = chartWords(language);
  const { cutoffSeconds } = result.parameters;
  const upTo = lastMinute(cutoffSeconds);
  const colours = serviceColours(services);
  return {
    ...chartBase(facts),
    kind: "lines",
    id: "people-by-minutes",
    title: words.minutes.servicesTitle,
    basis: words.basis.line([...about, words.basis.services, words.basis.date(study)]),
    x: { name: words.minutes.servicesAxis, unit: "minutes", upTo },
    y: { name: words.minutes.share, unit: "share" },
    series: services.map(({ service, coverage }, index) => ({
      name: words.local(service.title),
      colour: colours[index]!,
      isDashed: false,
      points: cutCurve(coverage.curve.network, upTo),
    })),
    mark: cutoffMark(cutoffSeconds, words),
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
  charted: Pick<ChartedService, "service" | "coverage" | "lorenz">,
): LineChart | null {
  const { service, coverage, lorenz } = charted;
  if (!lorenz) return null;
  const { lorenz: words, basis } = chartWords(facts.language);
  const served = nameServed(facts, charted);
  return {
    ...chartBase(facts),
    kind: "lines",
    id: `lorenz:${service.id}`,
    title: words.title(served, coverage.profileId, lorenz.gini.toFixed(2)),
    basis: `${basis.reachedOnly}${basisOf(facts, coverage)}`,
    x: { name: words.people(served.group), unit: "share", upTo: 1 },
    y: { name: words.time(coverage.profileId), unit: "share" },
    series: [
      {
        name: words.even,
        colour: CHART_COLOURS.axis,
        isDashed: true,
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      { name: words.actual, colour: CHART_COLOURS.accent, isDashed: false, points: lorenz.points },
    ],
    mark: null,
  };
}
