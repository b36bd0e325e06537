/** The charts of the page: one service over the communities that are asked about, as the study or a scenario of it stands. */
import type { AnalysisResult } from "../../core/analysis-result.ts";
import type { AnalysisSession } from "../../core/analysis-session.ts";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import { AnalysisError } from "../../core/errors.ts";
import { nameOfEdit } from "../../core/model/edit-words.ts";
import type { Language } from "../../core/model/format-number.ts";
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import { activeEdits, BASELINE_NAME, type Scenario } from "../../core/model/scenario.ts";
import { communitiesInScope, type Scope } from "../../core/model/scope.ts";
import { analyseInSteps } from "../../core/run-analysis.ts";
import type { ScenarioSessions } from "../../core/scenario/scenario-sessions.ts";
import { type DistrictLevel, factsOfScope } from "../facts/scoped-facts.ts";
import type { Chart, LineChart, WaterfallChart } from "./chart.ts";
import { type ChartedService, districtChart, lorenzChart, minutesChart, servicesChart } from "./coverage-charts.ts";
import { marginalGainChart, stepsChart } from "./scenario-charts.ts";
import { chartWords } from "./words/chart-words.ts";

/** The curve of a siting answer, and what it was asked. */
export interface GainQuestion {
  readonly points: readonly (readonly [added: number, gained: number])[];
  /** Who was asked about, how far they go. */
  readonly asked: Pick<
    ServiceCoverage,
    "serviceId" | "groupId" | "profileId" | "speedMetresPerSecond" | "cutoffSeconds"
  >;
  /** As the question had them. */
  readonly parameters: AnalysisParameters;
  readonly communityCount: number;
  /** null: the study as it is. */
  readonly scenarioName: string | null;
}

export interface ChartQuestion {
  /** In which the charts are named and told. */
  readonly language: Language;
  readonly serviceId: string;
  readonly parameters: AnalysisParameters;
  readonly scope: Scope;
  readonly level: DistrictLevel;
  /** On screen; the baseline's name for the study as it is. */
  readonly scenarioName: string;
  /** The scenario whose steps are told one by one; null: none. */
  readonly stepsOf: string | null;
  readonly gain: GainQuestion | null;
}

export interface ChartedRun {
  readonly scenarioName: string;
  readonly session: AnalysisSession;
  readonly result: AnalysisResult;
}

/**
 * Districts, minutes of the service and of all services, Lorenz curve, and the siting answer's gains where there are some.
 * @throws AnalysisError where the run has not the service
 */
export function makeStudyCharts({ scenarioName, session, result }: ChartedRun, question: ChartQuestion): Chart[] {
  const { serviceId, scope, level, gain, language } = question;
  const { study } = session;
  const indexes = communitiesInScope(study, scope);
  const { basis } = chartWords(language);
  const about = [...(scenarioName === BASELINE_NAME ? [] : [basis.scenario(scenarioName)]), basis.scope(study, scope)];
  const run = { study, result, about, language };
  const services = result.services.map((each) => factsOfScope(session, each, result.parameters, indexes, level));
  const own = services.find(({ service }) => service.id === serviceId);
  if (!own) throw new AnalysisError("unknown-service", { serviceId });
  return [
    districtChart(run, own),
    minutesChart(run, own),
    servicesChart({ ...run, services }),
    lorenzChart(run, own),
    gain && chartGain(run, own, gain),
  ].filter((chart) => chart !== null);
}

/** On the basis of the siting question, which may be another than the page's now. */
function chartGain(run: Parameters<typeof districtChart>[0], own: ChartedService, gain: GainQuestion): LineChart {
  const { asked, parameters, communityCount, scenarioName, points } = gain;
  const { basis } = chartWords(run.language);
  const about = [basis.siting(scenarioName), basis.sitingScope(communityCount)];
  const coverage = { ...own.coverage, ...asked };
  return marginalGainChart({ ...run, result: { ...run.result, parameters }, about }, { ...own, coverage }, points);
}

/**
 * What each edit in force of a scenario adds to the people covered, taken one after the other on the study as it is.
 * Told of steps as they are done; null for a scenario without edits.
 */
export function makeStepsChart(
  base: ChartedRun,
  sessions: ScenarioSessions,
  scenario: Scenario,
  { serviceId, parameters, scope, language }: ChartQuestion,
  onStep: (done: number, total: number) => void = () => {},
): WaterfallChart | null {
  const edits = activeEdits(scenario);
  if (edits.length === 0) return null;
  const { study } = base.session;
  const indexes = communitiesInScope(study, scope);
  const sumOf = ({ peopleCovered }: ServiceCoverage): number =>
    indexes.reduce((sum, index) => sum + (peopleCovered[index] ?? 0), 0);
  const first = base.result.services.find((each) => each.serviceId === serviceId);
  const service = study.services.find(({ id }) => id === serviceId);
  if (!first || !service) throw new AnalysisError("unknown-service", { serviceId });
  const { basis, changes } = chartWords(language);
  let before = sumOf(first);
  const steps = edits.map((edit, at) => {
    onStep(at, edits.length);
    const opened = sessions.open({ ...scenario, edits: edits.slice(0, at + 1) });
    const covered = coverOf(opened.session, serviceId, parameters);
    const change = sumOf(covered) - before;
    before += change;
    return { id: edit.id, name: changes.step(edit.kind, nameOfEdit(edit, scenario, study)), change };
  });
  const run = { study, result: base.result, about: [basis.scope(study, scope)], language };
  return stepsChart(run, { service, coverage: first }, scenario.name, sumOf(first), steps);
}

function coverOf(session: AnalysisSession, serviceId: string, parameters: AnalysisParameters): ServiceCoverage {
  const steps = analyseInSteps(session.study, { ...parameters, serviceIds: [serviceId] }, session, false);
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    const [coverage] = step.value.services;
    if (!coverage) throw new AnalysisError("unknown-service", { serviceId });
    return coverage;
  }
}
