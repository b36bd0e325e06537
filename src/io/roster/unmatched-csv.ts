/** The rows of a list that have no community of the study, as CSV: to be mended by hand and read again. */
import { formatCsv } from "../tables/csv-writer.ts";
import { textAt } from "../tables/feature-table.ts";
import type { LabelledTable } from "../tables/labelled-table.ts";
import type { MatchTarget } from "./match-targets.ts";
import { REASON_WORDS, STATE_WORDS } from "./match-words.ts";
import { communityOfRows, decisionOf, type MatchReview } from "./review-matches.ts";

const ADDED_COLUMNS = ["row", "state", "proposals"];
const MOST_PROPOSALS = 3;

/** All columns of the list, then each row's label, what was decided or found, and the best proposals with their reasons. */
export function unmatchedCsv(
  { table, labels }: Pick<LabelledTable, "table" | "labels">,
  review: MatchReview,
  targets: readonly MatchTarget[],
): string {
  const byId = new Map(targets.map((target) => [target.id, target]));
  const communities = communityOfRows(review, targets);
  const rows = [...communities.keys()].filter((row) => (communities[row] as number) < 0);
  return formatCsv(
    [...table.columns.map(({ name }) => name), ...ADDED_COLUMNS],
    rows.map((row) => [
      ...table.columns.map((column) => textAt(column, row)),
      String(labels[row] ?? row + 1),
      describeRow(review, row, byId),
      (review.matches[row]?.candidates ?? [])
        .slice(0, MOST_PROPOSALS)
        .map(({ targetId, reasons }) => {
          const words = reasons.map((reason) => REASON_WORDS[reason].zh).join("，");
          return `${nameTarget(byId.get(targetId), targetId)}（${words}）`;
        })
        .join("；"),
    ]),
  );
}

function describeRow(review: MatchReview, row: number, byId: ReadonlyMap<string, MatchTarget>): string {
  const decision = decisionOf(review, row);
  if (decision?.kind === "not-in-study") return "不在本研究";
  if (decision !== null) return `${nameTarget(byId.get(decision.targetId), decision.targetId)}：不在本研究`;
  const match = review.matches[row];
  if (match?.isAmbiguous) return "几处同样可能，未选";
  return STATE_WORDS[match?.state ?? "none"].zh;
}

function nameTarget(target: MatchTarget | undefined, id: string): string {
  return target ? `${target.countyName}${target.townshipName}${target.names[0] ?? id} ${target.code || target.id}` : id;
}
