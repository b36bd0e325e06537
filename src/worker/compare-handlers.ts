/** What the worker does for scenarios side by side. */
import type { AnalysisSession } from "../core/analysis-session.ts";
import { checkParameters } from "../core/check-parameters.ts";
import type { Scenario } from "../core/model/scenario.ts";
import type { Study } from "../core/model/study.ts";
import { compareScenarios, type SideToCompare } from "../core/questions/compare-scenarios.ts";
import type { EditIssue } from "../core/scenario/edit-issue.ts";
import type { CompareRequests, EditedByUser, RequestControl, ScenarioView } from "./protocol.ts";
import { runSteps } from "./run-steps.ts";

type CompareHandlers = {
  [Name in keyof CompareRequests]: (
    parameters: CompareRequests[Name][0],
    control: RequestControl,
  ) => Promise<CompareRequests[Name][1]>;
};

interface OpenedSide {
  readonly study: Study;
  readonly session: AnalysisSession;
  readonly issues: readonly EditIssue[];
}

/**
 * @param openSide the open study as a scenario (null: none) makes it, with what was added to the plan; throws where none is open
 * @param layersOf what the second study does not share with the first, as the page holds it
 */
export function createCompareHandlers(
  openSide: (scenario: Scenario | null, edits: EditedByUser["edits"]) => OpenedSide,
  layersOf: (base: Study, study: Study) => ScenarioView["layers"],
): CompareHandlers {
  return {
    async compareScenarios({ parameters, serviceId, sides, communityIndexes, edits }, control) {
      checkParameters(parameters);
      const base = openSide(null, edits);
      const opened = sides.map((scenario) => ({ scenario, ...openSide(scenario, edits) }));
      const toCompare = opened.map(
        ({ scenario, session, issues }): SideToCompare => ({
          id: scenario?.id ?? null,
          name: scenario?.name ?? null,
          session,
          issues,
        }),
      );
      const question = { serviceId, communityIndexes, edits: edits ?? base.study.edits };
      const comparison = await runSteps(compareScenarios(base.session, toCompare, parameters, question), control);
      return { ...comparison, layers: opened.map(({ study }) => layersOf(base.study, study)) };
    },
  };
}
