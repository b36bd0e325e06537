/** Two sides of a comparison as two maps have them: each with its study, its edits and its colours, in the same classes. */

import { scopedCoverage } from "../../core/coverage/scoped-coverage.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import type { ComparedSide } from "../../core/questions/compare-scenarios.ts";
import { type ColourClasses, createSharedClasses } from "../../report/map/colour-classes.ts";
import type { ScenarioComparisonAnswer, StudyView } from "../../worker/protocol.ts";
import type { Shape } from "../map/study-shapes.ts";
import { shapesOfScenario } from "../scenarios/draw/drawn-shapes.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { type ShownCoverage, useSettledCoverage } from "../select/shown-coverage.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { type ComparisonMode, chooseMapSides, idOfSide, useComparisonView } from "./comparison-view.ts";
import { studyOfSide, useChosenSides, useComparison, useIsComparing } from "./use-comparison.ts";

export interface MapSide {
  /** With the coverage of the communities asked about alone. */
  readonly side: ComparedSide;
  readonly study: StudyView;
  /** What its scenario changes, as shapes. */
  readonly drawn: readonly Shape[];
  /** Of the communities asked about. */
  readonly people: number;
  readonly covered: number;
}

export interface MapSides {
  readonly answer: ScenarioComparisonAnswer;
  readonly left: MapSide;
  readonly right: MapSide;
  readonly shown: ShownCoverage;
}

const NO_SHAPES: readonly Shape[] = [];
const NO_SCENARIOS: readonly Scenario[] = [];

const deriveSides = rememberLatest(
  (
    answer: ScenarioComparisonAnswer,
    leftId: string,
    rightId: string,
    baseline: StudyView,
    shown: ShownCoverage,
    scenarios: readonly Scenario[],
  ): MapSides | null => {
    const read = (id: string): MapSide | null => {
      const index = answer.sides.findIndex((side) => idOfSide(side) === id);
      const side = answer.sides[index];
      if (!side || side.coverage.people.length !== baseline.communities.count) return null;
      const { people, peopleCovered } = side.coverage;
      const sum = (values: Float64Array): number =>
        shown.indexes.reduce((total, community) => total + (values[community] as number), 0);
      return {
        side: { ...side, coverage: scopedCoverage(side.coverage, shown.indexes) },
        study: studyOfSide(baseline, answer.layers[index]),
        drawn: drawnOf(baseline, scenarios, id),
        people: sum(people),
        covered: sum(peopleCovered),
      };
    };
    const [left, right] = [read(leftId), read(rightId)];
    return left && right ? { answer, left, right, shown } : null;
  },
);

/** What a scenario changes, as shapes of the map; nothing of the study as it is. */
export function drawnOf(baseline: StudyView, scenarios: readonly Scenario[], id: string): readonly Shape[] {
  const scenario = scenarios.find((each) => each.id === id);
  return scenario ? shapesOfScenario(baseline, scenario) : NO_SHAPES;
}

/** Which two stand left and right, of those that are compared. */
export function useMapSideIds() {
  const { reference, others } = useChosenSides();
  const leftId = useComparisonView((state) => state.leftId);
  const rightId = useComparisonView((state) => state.rightId);
  const shownId = useComparisonView((state) => state.shownId);
  return chooseMapSides([reference, ...others].map(idOfSide), { leftId, rightId, shownId });
}

/** What the map shows of a comparison; the difference while none stands open. */
export function useComparisonMode(): ComparisonMode {
  const isComparing = useIsComparing();
  const mode = useComparisonView((state) => state.mode);
  return isComparing ? mode : "difference";
}

/** Null unless two sides are to be seen and both are answered. */
export function useMapSides(): MapSides | null {
  const mode = useComparisonMode();
  const { scenarios = NO_SCENARIOS } = useChosenSides();
  const { leftId, rightId } = useMapSideIds();
  const { answer } = useComparison();
  const baseline = useAnalysis((state) => state.baseline);
  const shown = useSettledCoverage();
  if (mode === "difference" || !answer || !baseline || !shown) return null;
  return deriveSides(answer, leftId, rightId, baseline, shown, scenarios);
}

const classify = rememberLatest(createSharedClasses);
const coveragesOf = rememberLatest((left: MapSide, right: MapSide) => [left.side.coverage, right.side.coverage]);

/** Left and right in the classes that the legend offers. */
export function useSideClasses(sides: MapSides | null): readonly [ColourClasses, ColourClasses] | null {
  const classification = useView((state) => state.classification);
  if (!sides) return null;
  const { passShare } = sides.shown.result.parameters;
  const [left, right] = classify(coveragesOf(sides.left, sides.right), classification, passShare);
  return left && right ? [left, right] : null;
}
