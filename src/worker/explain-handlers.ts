/** What the worker does for questions about why: communities, units, links that a city lacks. */

import type { StatedNorm } from "../core/access/capacity-norms.ts";
import type { AnalysisSession } from "../core/analysis-session.ts";
import { explainCommunity } from "../core/questions/explain-community.ts";
import { explainUnit } from "../core/questions/explain-unit.ts";
import { findMissingLinks } from "../core/questions/find-missing-links.ts";
import type { ExplainRequests, RequestControl } from "./protocol.ts";
import { runSteps } from "./run-steps.ts";

type ExplainHandlers = {
  [Name in keyof ExplainRequests]: (
    parameters: ExplainRequests[Name][0],
    control: RequestControl,
  ) => Promise<ExplainRequests[Name][1]>;
};

/** @param session the open study's with the norms named, as the question's scenario makes it; throws where none is open */
export function createExplainHandlers(
  session: (control: RequestControl, capacityNorms?: readonly StatedNorm[]) => AnalysisSession,
): ExplainHandlers {
  return {
    async explain({ capacityNorms, ...question }, control) {
      return await runSteps(explainCommunity(session(control, capacityNorms), question), control);
    },
    async explainUnit({ target, communityIndex }, control) {
      return explainUnit(session(control), target, communityIndex);
    },
    async missingLinks(question, control) {
      return await runSteps(findMissingLinks(session(control), question), control);
    },
  };
}
