/**
 * All that a user adds to a plan: changed targets, values entered by hand, choices between
 * readings, norms and readings of the circle set for this plan, siting questions, notes in the ledger, drafts of the next plan, figures of other days. Part of the
 * study file; the plan itself is never overwritten, so that every edit can be taken back.
 */
import { isSameNorm, type StatedNorm } from "../access/capacity-norms.ts";
import type { InconsistencyChoice } from "./inconsistency-choice.ts";
import type { LedgerNote } from "./ledger/ledger-note.ts";
import { type ListedProject, putProjects } from "./listed-project.ts";
import type { PlanDraft } from "./plan-draft.ts";
import type { PlanReading } from "./plan-reading.ts";
import type { SiteQuestion } from "./site-form.ts";
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
  /** For how many people a unit of capacity stands, at most one a service and column. */
  readonly capacityNorms: readonly StatedNorm[];
  /** Readings of the circle: a preset's id stands in its place, every other is one of the plan's own. */
  readonly circleReadings: readonly PlanReading[];
  /** Where to build: the question in the form, and those kept under a name; at most one a name. */
  readonly siteQuestions: readonly SiteQuestion[];
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
  capacityNorms: [],
  circleReadings: [],
  siteQuestions: [],
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
    capacityNorms: second.capacityNorms.reduce(putNorm, first.capacityNorms),
    circleReadings: mergeBy(first.circleReadings, second.circleReadings, ({ id }) => id),
    siteQuestions: mergeBy(first.siteQuestions, second.siteQuestions, ({ name }) => name),
  };
}

/** The norms with one in the place of that of the same unit. */
export function putNorm(norms: readonly StatedNorm[], norm: StatedNorm): readonly StatedNorm[] {
  return [...norms.filter((each) => !isSameNorm(each, norm)), norm];
}

function mergeBy<Item>(first: readonly Item[], second: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map([...first, ...second].map((item) => [keyOf(item), item])).values()];
}

export function hasEdits(edits: PlanEdits): boolean {
  return Object.values(edits).some((value: PlanEdits[keyof PlanEdits]) => value.length > 0);
}
