/** The table of communities: one row each, sortable, with the likeliest cause of a gap. */

import { type PlacedCommunities, parentName } from "../model/unit-tree.ts";
import { type ServiceCoverage, VERDICT_MET, VERDICT_NOT_MET } from "./coverage-result.ts";

/** `none`: no facility within the search; `detour`: the straight line would pass; `far`: the straight line fails too. */
export type GapCause = "none" | "detour" | "far";

export interface GapRow {
  readonly communityIndex: number;
  readonly name: string;
  readonly parentName: string;
  readonly people: number;
  readonly peopleShort: number;
  /** 0–1; NaN without people of the group. */
  readonly share: number;
  readonly straightShare: number;
  /** Infinity beyond the search limit, NaN without people. */
  readonly medianSeconds: number;
  readonly verdict: number;
  readonly cause: GapCause | null;
}

export type GapColumn = "name" | "parentName" | "peopleShort" | "share" | "medianSeconds";
export interface GapSort {
  readonly column: GapColumn;
  readonly descending: boolean;
}

export function gapRow(study: PlacedCommunities, coverage: ServiceCoverage, index: number, passShare: number): GapRow {
  const people = coverage.people[index] ?? 0;
  const covered = coverage.peopleCovered[index] ?? 0;
  const straightShare = (coverage.peopleCoveredStraight[index] ?? 0) / people;
  const verdict = coverage.verdicts[index] ?? 0;
  return {
    communityIndex: index,
    name: study.communities.names[index] ?? "",
    parentName: parentName(study, index),
    people,
    peopleShort: Math.max(0, people - covered),
    share: covered / people,
    straightShare,
    medianSeconds: coverage.medianSeconds[index] ?? Number.NaN,
    verdict,
    cause: verdict === VERDICT_NOT_MET ? causeOfGap(coverage, index, passShare) : null,
  };
}

/** Why a community that is not met is not: the likeliest cause. */
export function causeOfGap(coverage: ServiceCoverage, index: number, passShare: number): GapCause {
  if ((coverage.nearestFacilityIndexes[index] ?? -1) < 0) return "none";
  const straightShare = (coverage.peopleCoveredStraight[index] ?? 0) / (coverage.people[index] ?? 0);
  return straightShare >= passShare ? "detour" : "far";
}

/** Rows of the communities that `keep` accepts, by verdict. */
export function gapRows(
  study: PlacedCommunities,
  coverage: ServiceCoverage,
  indexes: readonly number[],
  passShare: number,
  show: "gaps" | "met" | "all",
): GapRow[] {
  const wantedVerdict = show === "gaps" ? VERDICT_NOT_MET : VERDICT_MET;
  return indexes
    .filter((index) => show === "all" || coverage.verdicts[index] === wantedVerdict)
    .map((index) => gapRow(study, coverage, index, passShare));
}

/** Sorted copy; rows without a value come last either way, equals keep the study's order. */
export function sortRows(rows: readonly GapRow[], { column, descending }: GapSort): GapRow[] {
  const sign = descending ? -1 : 1;
  if (column === "name" || column === "parentName") {
    const collator = new Intl.Collator("zh-CN", { numeric: true });
    return [...rows].sort(
      (a, b) => sign * collator.compare(a[column], b[column]) || a.communityIndex - b.communityIndex,
    );
  }
  return [...rows].sort((a, b) => {
    const left = a[column];
    const right = b[column];
    if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
    if (left === right) return a.communityIndex - b.communityIndex;
    return left < right ? -sign : sign;
  });
}
