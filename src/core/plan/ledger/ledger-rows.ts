/**
 * The rows of the problem ledger: each problem with what the user wrote about it, and the
 * notes whose problem has meanwhile gone, so that nothing written is lost.
 */
import { VERDICT_MET, VERDICT_NOT_MET } from "../../coverage/coverage-result.ts";
import type { Target, TargetResult } from "../target.ts";
import type { LedgerNote } from "./ledger-note.ts";
import type { Ledger, Problem } from "./ledger-problem.ts";
import { comparePlaces, type UnitPlace } from "./unit-places.ts";

/** `open`: not met; `resolved`: met now; `not-judged`: the target or the unit is no longer there, or not tested. */
export type ProblemState = "open" | "resolved" | "not-judged";

export interface LedgerRow {
  readonly targetId: string;
  readonly unitId: string;
  readonly state: ProblemState;
  /** Null for a note whose problem has gone. */
  readonly problem: Problem | null;
  /** People of the rule's group in the unit, and those short; null where they are not known. */
  readonly people: number | null;
  readonly peopleShort: number | null;
  readonly note: LedgerNote | null;
}

/** What a note is filed under. */
export function keyOfRow({ targetId, unitId }: Pick<LedgerRow, "targetId" | "unitId">): string {
  return JSON.stringify([targetId, unitId]);
}

/** Rows in the order of district, township, unit, target; `results` with stated values. */
export function writeRows(
  problems: Ledger["problems"],
  notes: readonly LedgerNote[],
  targets: readonly Target[],
  results: readonly TargetResult[],
  places: ReadonlyMap<string, UnitPlace>,
): LedgerRow[] {
  const notesByKey = new Map(notes.map((note) => [keyOfRow(note), note]));
  const rows = problems.map((problem): LedgerRow => {
    const { targetId, unitId, people, peopleShort } = problem;
    const key = keyOfRow(problem);
    const note = notesByKey.get(key) ?? null;
    notesByKey.delete(key);
    return { targetId, unitId, state: "open", problem, people, peopleShort, note };
  });
  if (notesByKey.size === 0) return rows;
  const resultsById = new Map(results.map((result) => [result.targetId, result]));
  for (const note of notesByKey.values()) rows.push(rowOfNote(note, resultsById.get(note.targetId)));
  const order = new Map(targets.map(({ id }, index) => [id, index]));
  const targetRank = ({ targetId }: LedgerRow): number => order.get(targetId) ?? targets.length;
  return rows.sort(
    (a, b) =>
      comparePlaces(places.get(a.unitId), places.get(b.unitId)) ||
      targetRank(a) - targetRank(b) ||
      compareText(a.unitId, b.unitId) ||
      compareText(a.targetId, b.targetId),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function rowOfNote(note: LedgerNote, result: TargetResult | undefined): LedgerRow {
  const { targetId, unitId } = note;
  const base = { targetId, unitId, problem: null, note } as const;
  const unit = result?.units.ids.indexOf(unitId) ?? -1;
  if (result && unit >= 0) {
    const verdict = result.units.verdicts[unit];
    const people = result.units.people[unit] ?? null;
    const peopleShort = result.units.peopleShort[unit] ?? null;
    if (verdict === VERDICT_MET) return { ...base, state: "resolved", people, peopleShort };
    if (verdict === VERDICT_NOT_MET) return { ...base, state: "not-judged", people, peopleShort };
  }
  const isWhole = result?.units.ids.length === 0;
  const state = isWhole && result.verdict === "met" ? "resolved" : "not-judged";
  return { ...base, state, people: null, peopleShort: null };
}
