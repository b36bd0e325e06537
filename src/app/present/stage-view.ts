/** Views of the stage: made of what is on screen, and shown again. */
import type { ShownMeasure, StageView } from "../../core/model/presentation.ts";
import { BASELINE_NAME, nextId, type Scenario } from "../../core/model/scenario.ts";
import { scopeExists } from "../../core/model/scope.ts";
import type { MapMeasure } from "../../report/map/map-measure.ts";
import { BASELINE_ID, useComparisonView } from "../comparison/comparison-view.ts";
import { stageCamera } from "../stage-camera.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, currentScenario, type StudyChoices, useProject } from "../store/project-store.ts";
import { type ColourMethod, type ColourSubject, mapMeasure, useView } from "../store/view-store.ts";

const SHOWN_AS: Readonly<Record<ShownMeasure, { readonly method: ColourMethod; readonly subject: ColourSubject }>> = {
  peopleShare: { method: "network", subject: "people" },
  landShare: { method: "network", subject: "land" },
  verdict: { method: "network", subject: "verdict" },
  straightShare: { method: "straight", subject: "people" },
  difference: { method: "network", subject: "difference" },
};

function isShownMeasure(measure: MapMeasure): measure is ShownMeasure {
  return Object.hasOwn(SHOWN_AS, measure);
}

/** What is on screen as a view; null while no service is. */
export function recordView(): StageView | null {
  const project = useProject.getState();
  const choices = currentChoices(project);
  const pose = stageCamera.pose();
  if (!choices || choices.serviceId === null || !pose) return null;
  const measure = mapMeasure(useView.getState());
  return {
    id: nextId(
      "view",
      choices.presentation.views.map(({ id }) => id),
    ),
    sentence: "",
    serviceId: choices.serviceId,
    scope: choices.scope,
    scenarioName: currentScenario(project)?.name ?? BASELINE_NAME,
    beforeScenarioName: null,
    measure: isShownMeasure(measure) ? measure : "peopleShare",
    cutoffMinutes: choices.parameters.cutoffSeconds / 60,
    camera: { center: [pose.longitude, pose.latitude], zoom: pose.zoom },
    notes: "",
  };
}

/** The id by which a comparison and the project know a scenario; null: the study has none of that name any more. */
function idOfName(scenarios: readonly Scenario[], name: string): string | null {
  if (name === BASELINE_NAME) return BASELINE_ID;
  return scenarios.find((scenario) => scenario.name === name)?.id ?? null;
}

/** What keeps a view from being shown as it was recorded. */
export type ViewFault = "service" | "scenario" | "before";

export function faultsOfView(
  { serviceId, scenarioName, beforeScenarioName }: StageView,
  { serviceIds, scenarios }: { readonly serviceIds: readonly string[]; readonly scenarios: readonly Scenario[] },
): ViewFault[] {
  return [
    ...(serviceIds.includes(serviceId) ? [] : (["service"] as const)),
    ...(idOfName(scenarios, scenarioName) === null ? (["scenario"] as const) : []),
    ...(beforeScenarioName !== null && idOfName(scenarios, beforeScenarioName) === null ? (["before"] as const) : []),
  ];
}

/** The choices under which a view is seen; a scenario that is gone leaves the study as it is. */
function choicesOfView(view: StageView, choices: StudyChoices): StudyChoices {
  const study = useAnalysis.getState().study;
  const hasScope = study !== null && scopeExists(study, view.scope);
  const id = idOfName(choices.scenarios, view.scenarioName);
  return {
    ...choices,
    serviceId: view.serviceId,
    scope: hasScope ? view.scope : choices.scope,
    parameters: { ...choices.parameters, cutoffSeconds: 60 * view.cutoffMinutes },
    scenarioId: id === null || id === BASELINE_ID ? null : id,
  };
}

/** Puts a view on the map. Choices are visited, not edited: see `endViews`. */
export function showView(view: StageView): void {
  const project = useProject.getState();
  const choices = currentChoices(project);
  if (!choices) return;
  beginViews(choices);
  project.visit(choicesOfView(view, choices));
  const before = view.beforeScenarioName === null ? null : idOfName(choices.scenarios, view.beforeScenarioName);
  const after = idOfName(choices.scenarios, view.scenarioName);
  const isSwiped = before !== null && after !== null && before !== after;
  useComparisonView.getState().put(
    isSwiped
      ? {
          isOnStage: true,
          mode: "swipe",
          referenceId: before,
          chosenIds: [after],
          shownId: after,
          leftId: before,
          rightId: after,
        }
      : { isOnStage: false },
  );
  const { show, fly } = useView.getState();
  show({ ...SHOWN_AS[view.measure], selectedCommunityIndex: null, selectedFacilityIndex: null, route: null });
  fly({ kind: "camera", ...view.camera });
}

interface BeforeViews {
  readonly studyId: string | null;
  readonly choices: StudyChoices;
  readonly view: Pick<ReturnType<typeof useView.getState>, "method" | "subject">;
  readonly comparison: Pick<
    ReturnType<typeof useComparisonView.getState>,
    "mode" | "referenceId" | "chosenIds" | "shownId" | "leftId" | "rightId"
  >;
}

let beforeViews: BeforeViews | null = null;

function beginViews(choices: StudyChoices): void {
  if (beforeViews) return;
  const { method, subject } = useView.getState();
  const { mode, referenceId, chosenIds, shownId, leftId, rightId } = useComparisonView.getState();
  beforeViews = {
    studyId: useProject.getState().studyId,
    choices,
    view: { method, subject },
    comparison: { mode, referenceId, chosenIds, shownId, leftId, rightId },
  };
}

/** Puts back what stood before the first view was shown; what was edited meanwhile stays. */
export function endViews(): void {
  if (!beforeViews) return;
  const { studyId, choices: before, view, comparison } = beforeViews;
  beforeViews = null;
  const project = useProject.getState();
  const now = currentChoices(project);
  useComparisonView.getState().put({ ...comparison, isOnStage: false });
  useView.getState().show(view);
  if (!now || project.studyId !== studyId) return;
  const { serviceId, scope, scenarioId, parameters } = before;
  const isKnown = scenarioId === null || now.scenarios.some(({ id }) => id === scenarioId);
  project.visit({
    ...now,
    serviceId,
    scope,
    scenarioId: isKnown ? scenarioId : null,
    parameters: { ...now.parameters, cutoffSeconds: parameters.cutoffSeconds },
  });
}
