/** What the user writes into the ledger goes into the plan's edits: one undo step, however many rows. */
import type { LedgerNote } from "../../core/plan/ledger/ledger-note.ts";
import { keyOfRow } from "../../core/plan/ledger/ledger-rows.ts";
import { currentEdits, useProject } from "../store/project-store.ts";

export type NoteChange = Partial<Omit<LedgerNote, "targetId" | "unitId">>;
export type NoteKey = Pick<LedgerNote, "targetId" | "unitId">;

/** Longest text of a cell, as the study file accepts it. */
export const LONGEST_NOTE = 2000;

/** Writes into some rows; an empty text gives a cell back to what the tool proposes. Nothing changed is no step. */
export function writeNotes(rows: readonly NoteKey[], change: NoteChange, mergeKey?: string): void {
  const { editPlan } = useProject.getState();
  const before = currentEdits(useProject.getState()).ledgerNotes;
  const after = changeNotes(before, rows, change);
  if (after !== before) editPlan({ ledgerNotes: after }, mergeKey);
}

/** Notes with a change in some rows; a note that says nothing is left out. The same list where nothing changes. */
export function changeNotes(
  notes: readonly LedgerNote[],
  rows: readonly NoteKey[],
  change: NoteChange,
): readonly LedgerNote[] {
  const byKey = new Map(notes.map((note) => [keyOfRow(note), note]));
  let isChanged = false;
  for (const { targetId, unitId } of rows) {
    const key = keyOfRow({ targetId, unitId });
    const before = byKey.get(key) ?? { ...EMPTY, targetId, unitId };
    const after = { ...before, ...change };
    if (FIELDS.every((field) => after[field] === before[field])) continue;
    isChanged = true;
    if (FIELDS.every((field) => after[field] === EMPTY[field])) byKey.delete(key);
    else byKey.set(key, after);
  }
  return isChanged ? [...byKey.values()] : notes;
}

const EMPTY = { cause: "", measure: "", responsible: "", status: "open", note: "" } as const;
const FIELDS = ["cause", "measure", "responsible", "status", "note"] as const;
