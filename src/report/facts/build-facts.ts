/**
 * The facts of a report: every number that any document prints, made once from a run. Nothing is routed that the run has
 * not routed already.
 */
import type { AnalysisResult } from "../../core/analysis-result.ts";
import type { AnalysisSession } from "../../core/analysis-session.ts";
import { writeSteps } from "../../core/model/edit-words.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import type { Study } from "../../core/model/study.ts";
import { chosenOption } from "../../core/plan/inconsistency-choice.ts";
import { judgedTargets } from "../../core/plan/judged-targets.ts";
import { listProblems } from "../../core/plan/ledger/ledger.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { withUserEntries } from "../../core/plan/user-entries.ts";
import { measureCoverChange } from "../../core/questions/compare-scenarios.ts";
import type { EditIssue } from "../../core/scenario/edit-issue.ts";
import { VERSION } from "../../io/version.ts";
import { factsOfLedger } from "./ledger-facts.ts";
import type { InconsistencyFacts, ReportFacts, ScenarioFacts, ServiceFacts, TargetFacts } from "./report-facts.ts";
import { factsOfService } from "./service-facts.ts";

/** A scenario that was run with the baseline's parameters. */
export interface ScenarioRun {
  readonly scenario: Scenario;
  /** Of the study that the scenario makes. */
  readonly session: AnalysisSession;
  readonly result: AnalysisResult;
  readonly issues: readonly EditIssue[];
}

/**
 * @param session of the study, in which `result` was run
 * @param scenarios held against the study, in the order of the report
 */
export function buildFacts(
  study: Study,
  session: AnalysisSession,
  result: AnalysisResult,
  scenarios: readonly ScenarioRun[] = [],
): ReportFacts {
  const { parameters } = result;
  const targets = judgedTargets(study, study.edits);
  const results = withUserEntries(result.targets, targets, study.edits);
  const ledger = listProblems(session, study.edits, result.targets, parameters);
  return {
    study,
    result,
    services: factsOfServices(session, result),
    targets: joinTargets(targets, results),
    inconsistencies: factsOfInconsistencies(study),
    ledger,
    ledgerRows: factsOfLedger(study, ledger, targets, results, parameters),
    scenarios: scenarios.map((run) => factsOfScenario(session, result, run)),
    version: VERSION,
  };
}

function factsOfServices(session: AnalysisSession, { services, parameters }: AnalysisResult): ServiceFacts[] {
  return services.map((coverage) => factsOfService(session, coverage, parameters));
}

/** Targets that the run has judged. */
function joinTargets(targets: readonly Target[], results: readonly TargetResult[]): TargetFacts[] {
  const resultsById = new Map(results.map((each) => [each.targetId, each]));
  return targets.flatMap((target) => {
    const result = resultsById.get(target.id);
    return result ? [{ target, result }] : [];
  });
}

function factsOfInconsistencies({ inconsistencies, edits }: Study): InconsistencyFacts[] {
  return inconsistencies.map((inconsistency) => {
    const choice = edits.choices.find(({ inconsistencyId }) => inconsistencyId === inconsistency.id);
    const option = choice && chosenOption(choice, inconsistencies);
    return { inconsistency, choice: option ? choice : null, option: option ?? null };
  });
}

function factsOfScenario(
  baseline: AnalysisSession,
  before: AnalysisResult,
  { scenario, session, result, issues }: ScenarioRun,
): ScenarioFacts {
  return {
    name: scenario.name,
    result,
    services: factsOfServices(session, result),
    changes: result.services.map((coverage, index) =>
      measureCoverChange(
        { session: baseline, coverage: before.services[index] ?? coverage },
        { session, coverage },
        result.parameters,
      ),
    ),
    edits: writeSteps(scenario, baseline.study),
    issues,
  };
}
