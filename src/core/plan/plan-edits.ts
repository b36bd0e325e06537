/**
 * All that a user adds to a plan: changed targets, values entered by hand, choices between
 * readings, notes in the ledger, drafts of the next plan, figures of other days. Part of the
 * study file; the plan itself is never overwritten, so that every edit can be taken back.
 */
import type { InconsistencyChoice } from "./inconsistency-choice.ts";
import type { LedgerNote } from "./ledger/ledger-note.ts";
import { type ListedProject, putProjects } from "./listed-project.ts";
import type { PlanDraft } from "./plan-draft.ts";
import type { Snapshot } from "./snapshot.ts";
import { mergeStatedUnits, type StatedUnit } from "./stated-units.ts";
import { mergeStatedValues, type StatedValue } from "./stated-value.ts";
import type { Target } from "./target.ts";

export interface PlanEdits {
  /** Targets that stand in the place of the plan's with the same id. */
  readonly targets: readonly Target[];
  /** Values for targets that no map can test, at most one a target. */
  readonly statedValues: readonly StatedValue[];
  /** Values by county of such targets, at most one a target and county. */
  readonly statedUnits: readonly StatedUnit[];
  /** Projects that the plan lists by name. */
  readonly projects: readonly ListedProject[];
  /** At most one an inconsistency. */
  readonly choices: readonly InconsistencyChoice[];
  /** At most one a target and unit. */
  readonly ledgerNotes: readonly LedgerNote[];
  readonly drafts: readonly PlanDraft[];
  /** The draft that is judged; "" judges the plan. */
  readonly draftId: string;
  readonly snapshots: readonly Snapshot[];
}

export const NO_EDITS: PlanEdits = {
  targets: [],
  statedValues: [],
  statedUnits: [],
  projects: [],
  choices: [],
  ledgerNotes: [],
  drafts: [],
  draftId: "",
  snapshots: [],
};

/** Edits of two sources as one: what was entered by hand is never lost. The second's where both have the same, but values of the later day. */
export function mergeEdits(first: PlanEdits, second: PlanEdits): PlanEdits {
  return {
    targets: mergeBy(first.targets, second.targets, ({ id }) => id),
    statedValues: mergeStatedValues(first.statedValues, second.statedValues),
    statedUnits: mergeStatedUnits(first.statedUnits, second.statedUnits),
    projects: putProjects(first.projects, second.projects),
    choices: mergeBy(first.choices, second.choices, ({ inconsistencyId }) => inconsistencyId),
    ledgerNotes: mergeBy(first.ledgerNotes, second.ledgerNotes, ({ targetId, unitId }) =>
      JSON.stringify([targetId, unitId]),
    ),
    drafts: mergeBy(first.drafts, second.drafts, ({ id }) => id),
    draftId: second.draftId || first.draftId,
    snapshots: mergeBy(first.snapshots, second.snapshots, ({ id }) => id),
  };
}

function mergeBy<Item>(first: readonly Item[], second: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map([...first, ...second].map((item) => [keyOf(item), item])).values()];
}

export function hasEdits(edits: PlanEdits): boolean {
  return Object.values(edits).some((value: PlanEdits[keyof PlanEdits]) => value.length > 0);
}
