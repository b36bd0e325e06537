/** What the charts are asked for, out of what is on screen. */
import type { Language } from "../../../core/model/format-number.ts";
import { BASELINE_NAME, type Scenario } from "../../../core/model/scenario.ts";
import { communitiesInScope, type Scope, WHOLE_STUDY } from "../../../core/model/scope.ts";
import { unitTree } from "../../../core/model/unit-tree.ts";
import type { BarChart } from "../../../report/charts/chart.ts";
import type { ChartQuestion, GainQuestion } from "../../../report/charts/study-charts.ts";
import type { DistrictLevel } from "../../../report/facts/scoped-facts.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import type { SitingState } from "../../siting/siting-store.ts";
import type { StudyChoices } from "../../store/project-store.ts";

/** Fewer counties than these are no comparison: their townships are. */
const FEWEST_COUNTIES = 3;
const MOST_GAINS = 21;

function scopeOfCharts(scopeOf: "page" | "study", scope: Scope): Scope {
  return scopeOf === "study" ? WHOLE_STUDY : scope;
}

/** Counties where the scope holds enough of them, else townships. */
function levelOfScope(study: StudyView, scope: Scope): DistrictLevel {
  const { countyIds, townshipIds } = unitTree(study);
  const count = (ids: readonly string[]): number =>
    new Set(communitiesInScope(study, scope).map((index) => ids[index] ?? "")).size;
  return count(countyIds) >= FEWEST_COUNTIES || count(townshipIds) < 2 ? "county" : "township";
}

/** The unit of each community at a level. */
export function unitIdsOf(study: StudyView, level: DistrictLevel): readonly string[] {
  const { counties, countyIds, townshipIds } = unitTree(study);
  return level === "county" && counties.length > 0 ? countyIds : townshipIds;
}

/** The level whose units a chart has bars for. */
export function levelOfChart(study: StudyView, { categories }: Pick<BarChart, "categories">): DistrictLevel {
  const ids = new Set(unitTree(study).townshipIds);
  return categories.some(({ id }) => id !== "" && ids.has(id)) ? "township" : "county";
}

/** The scenario whose steps are told: the one that was picked, the one on screen, the first. */
export function scenarioOfSteps({ scenarios, scenarioId }: StudyChoices, picked: string | null): Scenario | undefined {
  return scenarios.find(({ name }) => name === picked) ?? scenarios.find(({ id }) => id === scenarioId) ?? scenarios[0];
}

/** Why a siting answer has no curve of people gained. */
export type GainFault = "none" | "walk" | "stopped";

type AnsweredSiting = Pick<SitingState, "report" | "askedQuestion" | "askedScenario">;

/** The last siting answer's curve of a service, or why there is none. */
export function gainOfSiting(
  { report, askedQuestion, askedScenario }: AnsweredSiting,
  serviceId: string,
  communityCount: number,
): GainQuestion | GainFault {
  if (!report || !askedQuestion || report.serviceId !== serviceId) return "none";
  if (report.summary.walks) return "walk";
  const [first] = report.curve ?? [];
  if (!first || !report.curve || report.curve.length < 2) return "stopped";
  const shown = report.curve.slice(0, Math.max(MOST_GAINS, 2 * report.summary.sites.length + 1));
  return {
    points: shown.map(({ sites, value }) => [sites - first.sites, value - first.value]),
    asked: {
      serviceId,
      groupId: report.groupId,
      profileId: report.profileId,
      speedMetresPerSecond: report.metresPerSecond,
      cutoffSeconds: report.cutoffSeconds,
    },
    parameters: askedQuestion.parameters,
    communityCount: report.isWithin?.reduce((sum, each) => sum + each, 0) ?? communityCount,
    scenarioName: askedScenario?.name ?? null,
  };
}

/** Null without a service. */
export function askCharts(
  study: StudyView,
  choices: StudyChoices,
  charts: {
    readonly scopeOf: "page" | "study";
    readonly level: DistrictLevel | null;
    readonly stepsOf: string | null;
  },
  siting: AnsweredSiting,
  language: Language,
): ChartQuestion | null {
  const { serviceId, parameters, scenarios, scenarioId } = choices;
  if (serviceId === null) return null;
  const scope = scopeOfCharts(charts.scopeOf, choices.scope);
  const gain = gainOfSiting(siting, serviceId, study.communities.count);
  return {
    language,
    serviceId,
    parameters,
    scope,
    level: charts.level ?? levelOfScope(study, scope),
    scenarioName: scenarios.find(({ id }) => id === scenarioId)?.name ?? BASELINE_NAME,
    stepsOf: scenarioOfSteps(choices, charts.stepsOf)?.name ?? null,
    gain: typeof gain === "string" ? null : gain,
  };
}
