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
  /** Residential land, by which the units were judged; absent where people were. */
  readonly land?: LandFigures;
}

/** m² by unit: in all, and beyond reach. */
export interface LandFigures {
  readonly squareMetres: Float64Array;
  readonly short: Float64Array;
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

/** What a unit was judged by, in all and beyond reach: people of the group, or m² of residential land. */
export function judgedAmounts(
  { people, peopleShort, land }: UnitFigures,
  unit: number,
): { all: number; short: number } {
  const [all, short] = land ? [land.squareMetres, land.short] : [people, peopleShort];
  return { all: all[unit] as number, short: short[unit] as number };
}

/** Units tested and met, and the people (and the m² of land, where land is judged) short in those tested. */
export function sumUnits({ people, peopleShort, verdicts, land }: UnitFigures): {
  readonly unitsTested: number;
  readonly unitsMet: number;
  readonly peopleTested: number;
  readonly peopleShort: number;
  readonly landTested: number;
  readonly landShort: number;
} {
  const sums = { unitsTested: 0, unitsMet: 0, peopleTested: 0, peopleShort: 0, landTested: 0, landShort: 0 };
  verdicts.forEach((verdict, unit) => {
    if (verdict === VERDICT_NOT_TESTABLE) return;
    sums.unitsTested++;
    if (verdict === VERDICT_MET) sums.unitsMet++;
    sums.peopleTested += people[unit] as number;
    sums.peopleShort += peopleShort[unit] as number;
    sums.landTested += land?.squareMetres[unit] ?? 0;
    sums.landShort += land?.short[unit] ?? 0;
  });
  return sums;
}

/** Ids of the units tested and not met. */
export function unitIdsNotMet({ ids, verdicts }: UnitFigures): string[] {
  return ids.filter((_, unit) => verdicts[unit] === VERDICT_NOT_MET);
}
