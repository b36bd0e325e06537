/**
 * What somebody decides about the rows of a list: matches that are certain stand unless changed, all others wait for a hand. A review is
 * plain data and never changed in place, so that whoever holds it can undo.
 */
import type { RowMatch } from "./match-rows.ts";
import type { MatchTarget } from "./match-targets.ts";

export type RowDecision =
  | { readonly kind: "community"; readonly targetId: string }
  /** The row is of elsewhere, or of nothing that the study knows. */
  | { readonly kind: "not-in-study" };

export interface MatchReview {
  readonly matches: readonly RowMatch[];
  /** Decisions made by hand, by row; a certain match needs none. */
  readonly byHand: ReadonlyMap<number, RowDecision>;
}

export type ReviewFilter = "all" | "to-decide" | "decided";

export interface ReviewCounts {
  readonly all: number;
  readonly toDecide: number;
  readonly decided: number;
  /** Of those decided: rows that have a community of the study. */
  readonly placed: number;
  /** Of those decided: rows of communities that the study does not hold. */
  readonly outside: number;
}

export function startReview(matches: readonly RowMatch[]): MatchReview {
  return { matches, byHand: new Map() };
}

/** What stands for a row: the hand's decision, else a certain match, else null. */
export function decisionOf({ matches, byHand }: MatchReview, row: number): RowDecision | null {
  const match = matches[row];
  const matched: RowDecision | null =
    match?.state === "certain" && match.chosenId !== null ? { kind: "community", targetId: match.chosenId } : null;
  return byHand.get(row) ?? matched;
}

/** The review with a row decided, or with the hand's decision taken back (null). */
export function decideRow(review: MatchReview, row: number, decision: RowDecision | null): MatchReview {
  const byHand = new Map(review.byHand);
  if (decision === null) byHand.delete(row);
  else byHand.set(row, decision);
  return { ...review, byHand };
}

/** The review with every likely match accepted that no hand has touched. */
export function acceptLikely(review: MatchReview): MatchReview {
  const byHand = new Map(review.byHand);
  review.matches.forEach(({ state, chosenId }, row) => {
    if (state === "likely" && chosenId !== null && !byHand.has(row))
      byHand.set(row, { kind: "community", targetId: chosenId });
  });
  return { ...review, byHand };
}

/** The rows under a filter, in the order of the list. */
export function filterRows(review: MatchReview, filter: ReviewFilter): number[] {
  return [...review.matches.keys()].filter(
    (row) => filter === "all" || (decisionOf(review, row) !== null) === (filter === "decided"),
  );
}

/** The community of each row by its place in the study; -1 where it is undecided, elsewhere, or of a community that the study does not hold. */
export function communityOfRows(review: MatchReview, targets: readonly MatchTarget[]): Int32Array {
  const indexes = new Map(targets.map(({ id, communityIndex }) => [id, communityIndex]));
  return Int32Array.from(review.matches, (_, row) => {
    const decision = decisionOf(review, row);
    return decision?.kind === "community" ? (indexes.get(decision.targetId) ?? -1) : -1;
  });
}

export function countReview(review: MatchReview, targets: readonly MatchTarget[]): ReviewCounts {
  const decided = filterRows(review, "decided").length;
  const placed = communityOfRows(review, targets).reduce((count, index) => count + (index < 0 ? 0 : 1), 0);
  const all = review.matches.length;
  return { all, decided, toDecide: all - decided, placed, outside: decided - placed };
}
