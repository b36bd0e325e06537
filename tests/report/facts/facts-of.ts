/** The facts of a study under its scenarios, as documents get them. */
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Scenario } from "../../../src/core/model/scenario.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { ScenarioSessions } from "../../../src/core/scenario/scenario-sessions.ts";
import { buildFacts, type ScenarioRun } from "../../../src/report/facts/build-facts.ts";
import type { ReportFacts } from "../../../src/report/facts/report-facts.ts";

/** Five minutes: 360 m at 1.2 m/s. */
export const FIVE_MINUTES = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 };

export function factsOf(
  study: Study,
  scenarios: readonly Scenario[] = [],
  parameters: typeof DEFAULT_PARAMETERS = FIVE_MINUTES,
): ReportFacts {
  const session = new AnalysisSession(study);
  const result = runAnalysis(study, parameters, session);
  const sessions = new ScenarioSessions(session);
  const runs = scenarios.map((scenario): ScenarioRun => {
    const made = sessions.open(scenario);
    return { scenario, ...made, result: runAnalysis(made.study, parameters, made.session) };
  });
  return buildFacts(study, session, result, runs);
}
