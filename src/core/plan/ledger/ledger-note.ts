/** What a planner writes into a row of the problem ledger; an empty text leaves what the tool proposes. */

export const LEDGER_STATUSES = ["open", "planned", "under-way", "done", "dropped"] as const;
export type LedgerStatus = (typeof LEDGER_STATUSES)[number];

export interface LedgerNote {
  readonly targetId: string;
  readonly unitId: string;
  readonly cause: string;
  readonly measure: string;
  readonly responsible: string;
  readonly status: LedgerStatus;
  readonly note: string;
}
