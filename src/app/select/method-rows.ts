/** The three methods side by side: shares in scope, and how far each lies from the streets. */

import type { CoverageAnswer } from "../../core/coverage/coverage-answer.ts";
import { type ServiceCoverage, VERDICT_NOT_TESTABLE } from "../../core/coverage/coverage-result.ts";
import type { IsochroneAnswer } from "../../worker/protocol.ts";
import type { ColourMethod } from "../store/view-store.ts";

/** Shares 0–1 of people, communities met and land; NaN where there is nothing to divide by. */
export interface MethodFigures {
  readonly people: number;
  readonly communities: number;
  readonly land: number;
}

export interface MethodRow {
  readonly method: ColourMethod;
  /** Null where it has not been computed. */
  readonly figures: MethodFigures | null;
  /** Figures less those of the streets; null for the streets themselves. */
  readonly difference: MethodFigures | null;
}

/** Shares of another count of the same people and land: who is covered and how much land, by community. */
export function summariseMethod(
  coverage: ServiceCoverage,
  indexes: readonly number[],
  passShare: number,
  counted: NonNullable<IsochroneAnswer["counted"]>,
): MethodFigures {
  let [people, covered, tested, met, land, landCovered] = [0, 0, 0, 0, 0, 0];
  for (const index of indexes) {
    const here = coverage.people[index] ?? 0;
    const within = counted.peopleCovered[index] ?? 0;
    people += here;
    covered += within;
    if (coverage.verdicts[index] !== VERDICT_NOT_TESTABLE) {
      tested++;
      if (within >= passShare * here) met++;
    }
    const share = counted.landShare[index] ?? Number.NaN;
    const area = coverage.landSquareMetres[index] ?? 0;
    if (Number.isNaN(share) || area <= 0) continue;
    land += area;
    landCovered += area * share;
  }
  return { people: covered / people, communities: met / tested, land: landCovered / land };
}

/** Rows in the order in which methods are offered. */
export function methodRows(answer: CoverageAnswer, isochrone: MethodFigures | null): MethodRow[] {
  const network = { people: answer.peopleShare, communities: answer.communityShare, land: answer.landShare };
  const straight = {
    people: answer.peopleShareStraight,
    communities: answer.communityShareStraight,
    land: answer.landShareStraight,
  };
  const less = (figures: MethodFigures): MethodFigures => ({
    people: figures.people - network.people,
    communities: figures.communities - network.communities,
    land: figures.land - network.land,
  });
  return [
    { method: "network", figures: network, difference: null },
    { method: "isochrone", figures: isochrone, difference: isochrone && less(isochrone) },
    { method: "straight", figures: straight, difference: less(straight) },
  ];
}
