/** A study opened once, for all documents, sheets and charts that are made of it. */
import { AnalysisSession } from "../core/analysis-session.ts";
import type { Study } from "../core/model/study.ts";
import { ScenarioSessions } from "../core/scenario/scenario-sessions.ts";

export interface StudySessions {
  /** Of the study as it is. */
  readonly base: AnalysisSession;
  /** Of its scenarios, which share what their edits leave alone. */
  readonly scenarios: ScenarioSessions;
}

export function openSessions(study: Study): StudySessions {
  const base = new AnalysisSession(study);
  return { base, scenarios: new ScenarioSessions(base) };
}
