/**
 * The one service on screen with everything derived from it. The map, its legend and the
 * sentence follow the hand; tables, curves and cards follow once it rests.
 */
import type { AnalysisResult } from "../../core/analysis-result.ts";
import { type CoverageAnswer, summariseCoverage } from "../../core/coverage/coverage-answer.ts";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import { scopedCoverage } from "../../core/coverage/scoped-coverage.ts";
import type { Service } from "../../core/model/facility.ts";
import { communitiesInScope, type Scope } from "../../core/model/scope.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, useProject } from "../store/project-store.ts";
import { rememberLatest } from "./remember-latest.ts";

/** The study with the service and the communities that are asked about; parameters are not part of it. */
export interface OpenStudy {
  readonly study: StudyView;
  readonly scope: Scope;
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
const openStudy = rememberLatest((study: StudyView, scope: Scope, serviceId: string | null): OpenStudy => {
  const service = study.services.find(({ id }) => id === serviceId) ?? null;
  return { study, scope, service };
});

type DeriveShown = (open: OpenStudy, result: AnalysisResult) => ShownCoverage | null;

/** A look and a whole result are derived side by side: each remembers its own. */
function createDeriveShown(): DeriveShown {
  const answerOf = rememberLatest(summariseCoverage);
  const scoped = rememberLatest(scopedCoverage);
  return rememberLatest((open: OpenStudy, result: AnalysisResult): ShownCoverage | null => {
    const { study, scope, service } = open;
    const coverage = result.services.find(({ serviceId }) => serviceId === service?.id);
    if (!service || !coverage || coverage.people.length !== study.communities.count) return null;
    const indexes = indexesInScope(study, scope);
    return {
      study,
      scope,
      service,
      result,
      coverage,
      indexes,
      answer: answerOf(coverage, indexes, study.communities.parentIds, result.parameters.passShare),
      mapCoverage: scoped(coverage, indexes),
    };
  });
}

const shownOfResult = createDeriveShown();
const shownOfLook = createDeriveShown();

/** The open study with what is asked of it; null while none is open. */
export function useOpenStudy(): OpenStudy | null {
  const study = useAnalysis((state) => state.study);
  const scope = useProject((state) => currentChoices(state)?.scope);
  const serviceId = useProject((state) => currentChoices(state)?.serviceId ?? null);
  const studyId = useProject((state) => state.studyId);
  const projectId = useAnalysis((state) => state.projectId);
  return study && scope && studyId === (projectId ?? study.id) ? openStudy(study, scope, serviceId) : null;
}

/**
 * The latest answer, a look while the hand moves: for what must follow every frame.
 * Null before the first look or without a service.
 */
export function useShownCoverage(): ShownCoverage | null {
  const open = useOpenStudy();
  const look = useAnalysis((state) => state.look);
  const settled = useSettledCoverage();
  return (open && look && shownOfLook(open, look)) ?? settled;
}

/** The last whole result, for what may follow when the hand rests. The same object as the shown one at rest. */
export function useSettledCoverage(): ShownCoverage | null {
  const open = useOpenStudy();
  const result = useAnalysis((state) => state.result);
  return open && result ? shownOfResult(open, result) : null;
}
