/**
 * The studies and sessions of a baseline's scenarios. A scenario that was edited is derived from what was last made
 * of it, so that only the latest edit's layers are made and computed again; all scenarios share what the baseline
 * has. The latest few are kept, so that scenarios can be looked at in turn.
 */
import { AnalysisSession } from "../analysis-session.ts";
import { LatestValues } from "../latest-values.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Study } from "../model/study.ts";
import { type AppliedScenario, applyScenario } from "./apply-scenario.ts";
import type { EditIssue } from "./edit-issue.ts";

export interface ScenarioSession {
  readonly study: Study;
  readonly session: AnalysisSession;
  readonly issues: readonly EditIssue[];
}

interface Made extends ScenarioSession {
  readonly scenarioId: string;
  readonly applied: AppliedScenario;
}

const MOST_KEPT = 4;

export class ScenarioSessions {
  private readonly base: AnalysisSession;
  private readonly made = new LatestValues<Made>(MOST_KEPT);

  constructor(base: AnalysisSession) {
    this.base = base;
  }

  /** The scenario's study and a session of it; the baseline's own where no edit has an effect. */
  open(scenario: Scenario): ScenarioSession {
    const key = JSON.stringify([scenario.id, scenario.edits]);
    return this.made.find(key, () => this.derive(scenario));
  }

  private derive(scenario: Scenario): Made {
    const { base } = this;
    const last = this.findLast(scenario.id);
    const applied = applyScenario(base.study, scenario, last?.applied);
    const { study, issues } = applied;
    const made = { scenarioId: scenario.id, applied, study, issues };
    if (study === base.study) return { ...made, session: base };
    const relatives = last && last.session !== base ? [last.session, base] : [base];
    const session = new AnalysisSession(study, relatives);
    if (last && last.session !== base) last.session.releaseRelatives();
    return { ...made, session };
  }

  /** What was last made of the scenario. */
  private findLast(scenarioId: string): Made | undefined {
    return [...this.made.all()].findLast((made) => made.scenarioId === scenarioId);
  }
}
