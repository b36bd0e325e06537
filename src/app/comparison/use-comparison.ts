/** The comparison as components read it: asked for while it is open, and known to be stale when it is. */

import { scopedCoverage } from "../../core/coverage/scoped-coverage.ts";
import type { ComparedSide, SideChange } from "../../core/questions/compare-scenarios.ts";
import type { ScenarioComparisonAnswer, StudyView } from "../../worker/protocol.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { type ShownCoverage, useSettledCoverage } from "../select/shown-coverage.ts";
import { type Beside, useBeside } from "../select/use-beside.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, currentEdits, currentParameters, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { chooseSides, idOfSide, useComparisonView } from "./comparison-view.ts";

const NO_SCENARIOS = [] as const;

/** Whether a comparison stands open in the siting workspace, or is shown on the stage. */
export function useIsComparing(): boolean {
  const isOpen = useComparisonView((state) => state.isOpen);
  const isOnStage = useComparisonView((state) => state.isOnStage);
  return useView(({ workspace }) => workspace === "siting" && isOpen) || isOnStage;
}

/** Scenarios that are compared as they are now. */
export function useChosenSides() {
  const scenarios = useProject((state) => currentChoices(state)?.scenarios) ?? NO_SCENARIOS;
  const referenceId = useComparisonView((state) => state.referenceId);
  const chosenIds = useComparisonView((state) => state.chosenIds);
  return { scenarios, ...chooseSides(scenarios, { referenceId, chosenIds }) };
}

/** What is known of the comparison on screen; asks for nothing while it is closed or has nobody to compare. */
export function useComparison(): Beside<ScenarioComparisonAnswer> {
  const isComparing = useIsComparing();
  const { reference, others } = useChosenSides();
  const edits = useProject(currentEdits);
  const passShare = useProject((state) => currentParameters(state).passShare);
  const shown = useSettledCoverage();
  const question =
    isComparing && shown && others.length > 0
      ? {
          passShare,
          serviceId: shown.service.id,
          sides: [reference, ...others],
          communityIndexes: shown.indexes,
          edits,
        }
      : null;
  return useBeside("comparison", question, question !== null);
}

/** One scenario against the reference, as the map and the accounts show it. */
export interface ShownComparison {
  readonly answer: ScenarioComparisonAnswer;
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  readonly change: SideChange;
  /** The study as each side has it. */
  readonly studyBefore: StudyView;
  readonly studyAfter: StudyView;
  /** Communities asked about. */
  readonly indexes: readonly number[];
  readonly shown: ShownCoverage;
}

/** The study as a side of the comparison has it. */
export function studyOfSide(
  baseline: StudyView,
  layers: ScenarioComparisonAnswer["layers"][number] | undefined,
): StudyView {
  return layers && Object.keys(layers).length > 0 ? { ...baseline, ...layers } : baseline;
}

const createDerive = () =>
  rememberLatest(
    (
      answer: ScenarioComparisonAnswer,
      shownId: string | null,
      baseline: StudyView,
      shown: ShownCoverage,
    ): ShownComparison | null => {
      const isShown = ({ sideIndex }: SideChange): boolean => idOfSide(answer.sides[sideIndex] ?? null) === shownId;
      const change = answer.changes.find(isShown) ?? answer.changes[0];
      const [before, after] = [answer.sides[0], answer.sides[change?.sideIndex ?? -1]];
      if (!change || !before || !after || before.coverage.people.length !== baseline.communities.count) return null;
      return {
        answer,
        before: { ...before, coverage: scopedCoverage(before.coverage, shown.indexes) },
        after: { ...after, coverage: scopedCoverage(after.coverage, shown.indexes) },
        change,
        studyBefore: studyOfSide(baseline, answer.layers[0]),
        studyAfter: studyOfSide(baseline, answer.layers[change.sideIndex]),
        indexes: shown.indexes,
        shown,
      };
    },
  );

const derive = createDerive();

/** Null while no comparison is open or none is answered. */
export function useShownComparison(): ShownComparison | null {
  const shownId = useComparisonView((state) => state.shownId);
  return useDerived(derive, shownId);
}

const deriveAside = createDerive();

/** The same of the scenario named, whichever the map shows. */
export function useComparisonOf(scenarioId: string | null): ShownComparison | null {
  return useDerived(deriveAside, scenarioId);
}

function useDerived(read: ReturnType<typeof createDerive>, scenarioId: string | null): ShownComparison | null {
  const { answer } = useComparison();
  const baseline = useAnalysis((state) => state.baseline);
  const shown = useSettledCoverage();
  return answer && baseline && shown ? read(answer, scenarioId, baseline, shown) : null;
}
