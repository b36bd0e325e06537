/** The figures of the answer: one service's coverage summed over the communities in scope. */
import { type ServiceCoverage, VERDICT_MET, VERDICT_NOT_TESTABLE } from "./coverage-result.ts";

export interface CoverageAnswer {
  /** Communities in scope, and how many of them were met, not met, not testable. */
  readonly communities: number;
  readonly tested: number;
  readonly met: number;
  readonly notMet: number;
  readonly notTestable: number;
  /** Of the service's group, in the study's demand unit. */
  readonly people: number;
  readonly peopleCovered: number;
  readonly peopleShort: number;
  /** Shares 0–1, NaN where there is nothing to divide by. */
  readonly peopleShare: number;
  readonly peopleShareStraight: number;
  readonly communityShare: number;
  readonly communityShareStraight: number;
  readonly landShare: number;
  readonly landShareStraight: number;
  /** m² that the land shares are of, and those of them within reach. */
  readonly land: number;
  readonly landCovered: number;
  readonly peopleCoveredStraight: number;
  /** The fewest units above communities that hold half of the shortfall, worst first. */
  readonly worstParents: readonly ParentShortfall[];
}

export interface ParentShortfall {
  readonly parentId: string;
  readonly peopleShort: number;
  readonly people: number;
  readonly notMet: number;
  readonly tested: number;
  readonly communityIndexes: readonly number[];
}

/**
 * Sums a service's coverage.
 * @param indexes communities in scope
 * @param passShare at which a community would be met on the straight line
 */
export function summariseCoverage(
  coverage: ServiceCoverage,
  indexes: readonly number[],
  parentIds: readonly string[],
  passShare: number,
): CoverageAnswer {
  let people = 0;
  let covered = 0;
  let straight = 0;
  let met = 0;
  let metStraight = 0;
  let notTestable = 0;
  let land = 0;
  let landCovered = 0;
  let landStraight = 0;
  for (const index of indexes) {
    const here = coverage.people[index] ?? 0;
    people += here;
    covered += coverage.peopleCovered[index] ?? 0;
    straight += coverage.peopleCoveredStraight[index] ?? 0;
    if (coverage.verdicts[index] === VERDICT_NOT_TESTABLE) notTestable++;
    else {
      if (coverage.verdicts[index] === VERDICT_MET) met++;
      if ((coverage.peopleCoveredStraight[index] ?? 0) >= passShare * here) metStraight++;
    }
    const share = coverage.landShare[index] ?? Number.NaN;
    const area = coverage.landSquareMetres[index] ?? 0;
    if (Number.isNaN(share) || area <= 0) continue;
    land += area;
    landCovered += area * share;
    landStraight += area * (coverage.landShareStraight[index] ?? 0);
  }
  const tested = indexes.length - notTestable;
  return {
    communities: indexes.length,
    tested,
    met,
    notMet: tested - met,
    notTestable,
    people,
    peopleCovered: covered,
    peopleShort: Math.max(0, people - covered),
    peopleShare: covered / people,
    peopleShareStraight: straight / people,
    communityShare: met / tested,
    communityShareStraight: metStraight / tested,
    landShare: landCovered / land,
    landShareStraight: landStraight / land,
    land,
    landCovered,
    peopleCoveredStraight: straight,
    worstParents: halfOfShortfall(shortfallByParent(coverage, indexes, parentIds)),
  };
}

/** Shortfall of every unit above communities, worst first. */
export function shortfallByParent(
  coverage: ServiceCoverage,
  indexes: readonly number[],
  parentIds: readonly string[],
): ParentShortfall[] {
  const byParent = new Map<
    string,
    { short: number; people: number; notMet: number; tested: number; members: number[] }
  >();
  for (const index of indexes) {
    const parentId = parentIds[index] ?? "";
    const entry = byParent.get(parentId) ?? { short: 0, people: 0, notMet: 0, tested: 0, members: [] };
    entry.short += Math.max(0, (coverage.people[index] ?? 0) - (coverage.peopleCovered[index] ?? 0));
    entry.people += coverage.people[index] ?? 0;
    const verdict = coverage.verdicts[index];
    if (verdict !== VERDICT_NOT_TESTABLE) {
      entry.tested++;
      if (verdict !== VERDICT_MET) entry.notMet++;
    }
    entry.members.push(index);
    byParent.set(parentId, entry);
  }
  return [...byParent]
    .map(([parentId, { short, people, notMet, tested, members }]) => ({
      parentId,
      peopleShort: short,
      people,
      notMet,
      tested,
      communityIndexes: members,
    }))
    .sort((a, b) => b.peopleShort - a.peopleShort || (a.parentId < b.parentId ? -1 : 1));
}

function halfOfShortfall(parents: readonly ParentShortfall[]): ParentShortfall[] {
  const total = parents.reduce((sum, { peopleShort }) => sum + peopleShort, 0);
  if (total <= 0 || parents.some(({ parentId }) => parentId === "")) return [];
  const chosen: ParentShortfall[] = [];
  let sum = 0;
  for (const parent of parents) {
    if (sum >= total / 2) break;
    chosen.push(parent);
    sum += parent.peopleShort;
  }
  return chosen;
}
