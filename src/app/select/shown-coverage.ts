/** The one service on screen with everything derived from it. */
import type { AnalysisResult } from "../../core/analysis-result.ts";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import type { Service } from "../../core/model/facility.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, type StudyChoices, useProject } from "../store/project-store.ts";
import { type CoverageAnswer, summariseCoverage } from "./coverage-answer.ts";
import { rememberLatest } from "./remember-latest.ts";
import { communitiesInScope } from "./scope.ts";
import { scopedCoverage } from "./scoped-coverage.ts";

export interface OpenStudy {
  readonly study: StudyView;
  readonly choices: StudyChoices;
  readonly service: Service | null;
}

export interface ShownCoverage extends OpenStudy {
  readonly service: Service;
  readonly result: AnalysisResult;
  readonly coverage: ServiceCoverage;
  /** Communities in scope. */
  readonly indexes: readonly number[];
  readonly answer: CoverageAnswer;
  /** The coverage with everything outside the scope taken out. */
  readonly mapCoverage: ServiceCoverage;
}

const indexesInScope = rememberLatest(communitiesInScope);
const answerOf = rememberLatest(summariseCoverage);
const scoped = rememberLatest(scopedCoverage);
const openStudy = rememberLatest((study: StudyView, choices: StudyChoices): OpenStudy => {
  const service = study.services.find(({ id }) => id === choices.serviceId) ?? null;
  return { study, choices, service };
});
const shown = rememberLatest((open: OpenStudy, result: AnalysisResult): ShownCoverage | null => {
  const { study, choices, service } = open;
  const coverage = result.services.find(({ serviceId }) => serviceId === service?.id);
  if (!service || !coverage || coverage.people.length !== study.communities.count) return null;
  const indexes = indexesInScope(study, choices.scope);
  return {
    study,
    choices,
    service,
    result,
    coverage,
    indexes,
    answer: answerOf(coverage, indexes, study.communities.parentIds, result.parameters.passShare),
    mapCoverage: scoped(coverage, indexes),
  };
});

/** The open study with what is asked of it; null while none is open. */
export function useOpenStudy(): OpenStudy | null {
  const study = useAnalysis((state) => state.study);
  const choices = useProject(currentChoices);
  const studyId = useProject((state) => state.studyId);
  return study && choices && studyId === study.id ? openStudy(study, choices) : null;
}

/** The answer on screen; null before the first run has ended or without a service. */
export function useShownCoverage(): ShownCoverage | null {
  const open = useOpenStudy();
  const result = useAnalysis((state) => state.result);
  return open && result ? shown(open, result) : null;
}
