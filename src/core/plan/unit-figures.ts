/** What a rule finds in each unit that it counts, as parallel arrays in the study's order. */
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../coverage/coverage-result.ts";
import type { CountedUnit } from "./judge/target-units.ts";

export interface UnitFigures {
  readonly ids: readonly string[];
  /** People of the rule's group in each unit. */
  readonly people: Float64Array;
  /** Those not within reach, or everybody where a facility is missing. */
  readonly peopleShort: Float64Array;
  /** VERDICT_* codes; not testable where a unit was not tested. */
  readonly verdicts: Uint8Array;
}

export const NO_UNITS: UnitFigures = {
  ids: [],
  people: new Float64Array(0),
  peopleShort: new Float64Array(0),
  verdicts: new Uint8Array(0),
};

/** Counted units with nothing found in them yet, none of them tested. */
export function layOutUnits(units: readonly CountedUnit[]): UnitFigures {
  return {
    ids: units.map(({ id }) => id),
    people: new Float64Array(units.length),
    peopleShort: new Float64Array(units.length),
    verdicts: new Uint8Array(units.length).fill(VERDICT_NOT_TESTABLE),
  };
}

/** Units tested and met, and the people short in those tested. */
export function sumUnits({ people, peopleShort, verdicts }: UnitFigures): {
  readonly unitsTested: number;
  readonly unitsMet: number;
  readonly peopleTested: number;
  readonly peopleShort: number;
} {
  const sums = { unitsTested: 0, unitsMet: 0, peopleTested: 0, peopleShort: 0 };
  verdicts.forEach((verdict, unit) => {
    if (verdict === VERDICT_NOT_TESTABLE) return;
    sums.unitsTested++;
    if (verdict === VERDICT_MET) sums.unitsMet++;
    sums.peopleTested += people[unit] as number;
    sums.peopleShort += peopleShort[unit] as number;
  });
  return sums;
}

/** Ids of the units tested and not met. */
export function unitIdsNotMet({ ids, verdicts }: UnitFigures): string[] {
  return ids.filter((_, unit) => verdicts[unit] === VERDICT_NOT_MET);
}
