/** What the worker does to check a study's data. The study as it is is checked, whatever scenario is on screen: remedies are edits of it. */
import type { AnalysisSession } from "../core/analysis-session.ts";
import type { CheckUpRequests, RequestControl } from "./protocol.ts";
import { runSteps } from "./run-steps.ts";

type CheckUpHandlers = {
  [Name in keyof CheckUpRequests]: (
    parameters: CheckUpRequests[Name][0],
    control: RequestControl,
  ) => Promise<CheckUpRequests[Name][1]>;
};

/** @param session the open study's, without any scenario; throws where none is open */
export function createCheckUpHandlers(session: () => AnalysisSession): CheckUpHandlers {
  return {
    async checkUp({ parameters }, control) {
      // Nobody waits for a check-up: its code comes when it is asked for.
      const [{ checkStudy }, { checkDatums }] = await Promise.all([
        import("../core/questions/check-up/check-study.ts"),
        import("../io/crs/check-datums.ts"),
      ]);
      return await runSteps(checkStudy(session(), parameters, [checkDatums]), control);
    },
  };
}
