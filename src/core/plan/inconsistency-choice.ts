/** What a planner decides where the plan contradicts itself: which reading holds, who decided, when and why. */

export interface InconsistencyChoice {
  readonly inconsistencyId: string;
  /** One of the inconsistency's options. */
  readonly optionId: string;
  readonly decidedBy: string;
  /** ISO 8601. */
  readonly date: string;
  readonly note: string;
}
