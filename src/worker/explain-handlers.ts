/** What the worker does for questions about why: communities, units, places that lack, links that a city lacks. */
import type { AnalysisSession } from "../core/analysis-session.ts";
import { AnalysisError } from "../core/errors.ts";
import { explainCapacity } from "../core/questions/explain-capacity.ts";
import { explainCommunity } from "../core/questions/explain-community.ts";
import { explainUnit } from "../core/questions/explain-unit.ts";
import { findMissingLinks } from "../core/questions/find-missing-links.ts";
import { chooseServices, searchOf } from "../core/service-search.ts";
import type { ExplainRequests, RequestControl } from "./protocol.ts";
import { runSteps } from "./run-steps.ts";
import type { RowSearcher } from "./search-rows.ts";

type ExplainHandlers = {
  [Name in keyof ExplainRequests]: (
    parameters: ExplainRequests[Name][0],
    control: RequestControl,
  ) => Promise<ExplainRequests[Name][1]>;
};

/** @param session the open study's, as the question's scenario makes it; throws where none is open */
export function createExplainHandlers(
  session: (control: RequestControl) => AnalysisSession,
  rowSearcher: RowSearcher,
): ExplainHandlers {
  return {
    async explain(question, control) {
      return await runSteps(explainCommunity(session(control), question), control);
    },
    async explainUnit({ target, communityIndex }, control) {
      return explainUnit(session(control), target, communityIndex);
    },
    async explainCapacity({ parameters, serviceId, communityIndex, capacityNorms }, control) {
      const open = session(control);
      const [service] = chooseServices(open.study, { ...parameters, serviceIds: [serviceId] });
      if (!service) throw new AnalysisError("unknown-service", { serviceId });
      const search = searchOf(service, parameters, open.study.profileSpeeds);
      const rows = await rowSearcher.searchOnce(open, search, parameters.cutoffSeconds, control);
      const steps = explainCapacity(open, parameters, serviceId, rows, communityIndex, capacityNorms);
      return await runSteps(steps, control);
    },
    async missingLinks({ parameters, serviceId, kind, passShare }, control) {
      return await runSteps(findMissingLinks(session(control), parameters, serviceId, kind, passShare), control);
    },
  };
}
