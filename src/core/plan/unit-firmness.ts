/**
 * How firmly each unit stands: which changes turn it. A unit that passes and fails under some
 * change is fragile (勉强达标); one that fails and passes under some change is near (差一点).
 */
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../coverage/coverage-result.ts";
import type { LandFigures, UnitFigures } from "./unit-figures.ts";

export const NOT_JUDGED = 0;
export const FIRMLY_MET = 1;
export const FRAGILE = 2;
export const NEAR = 3;
export const FIRMLY_NOT_MET = 4;

/** Parallel arrays in the order of the rule's units. */
export interface UnitFirmness {
  readonly ids: readonly string[];
  /** People of the rule's group, and those short of it, without any change. */
  readonly people: Float64Array;
  readonly peopleShort: Float64Array;
  /** The same in m² of residential land, where that is judged. */
  readonly land?: LandFigures;
  /** NOT_JUDGED, FIRMLY_MET, FRAGILE, NEAR or FIRMLY_NOT_MET. */
  readonly codes: Uint8Array;
  /** Places, among the rows of the sensitivity, of the changes that turn each unit. */
  readonly turnedBy: readonly (readonly number[])[];
}

/** Whether a unit has another verdict in the second figures; a unit that either does not test is not turned. */
function isTurned(base: UnitFigures, changed: UnitFigures, unit: number): boolean {
  const [before, after] = [base.verdicts[unit], changed.verdicts[unit]];
  return before !== after && before !== VERDICT_NOT_TESTABLE && after !== VERDICT_NOT_TESTABLE;
}

/** Units that pass and no longer do, and that pass only under the change. */
export function countTurned(base: UnitFigures, changed: UnitFigures): { lost: number; gained: number } {
  const counts = { lost: 0, gained: 0 };
  base.ids.forEach((_, unit) => {
    if (!isTurned(base, changed, unit)) return;
    if (base.verdicts[unit] === VERDICT_MET) counts.lost++;
    else counts.gained++;
  });
  return counts;
}

/** The firmness of every unit: the first figures are those without a change. */
export function judgeFirmness(figures: readonly UnitFigures[]): UnitFirmness {
  const [base, ...changed] = figures as [UnitFigures, ...UnitFigures[]];
  const turnedBy = base.ids.map((_, unit) =>
    changed.flatMap((each, index) => (isTurned(base, each, unit) ? [index + 1] : [])),
  );
  return {
    ids: base.ids,
    people: base.people,
    peopleShort: base.peopleShort,
    ...(base.land ? { land: base.land } : {}),
    codes: Uint8Array.from(base.verdicts, (verdict, unit) => {
      const turns = turnedBy[unit]?.length ?? 0;
      if (verdict === VERDICT_MET) return turns > 0 ? FRAGILE : FIRMLY_MET;
      if (verdict === VERDICT_NOT_MET) return turns > 0 ? NEAR : FIRMLY_NOT_MET;
      return NOT_JUDGED;
    }),
    turnedBy,
  };
}
