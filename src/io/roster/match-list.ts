/** A list without coordinates → its review, ready to be decided: the one door for page, worker and command line. */
import type { Study } from "../../core/model/study.ts";
import type { LabelledTable } from "../tables/labelled-table.ts";
import { findListColumns, type ListColumns, readListRows } from "./list-columns.ts";
import { matchRows } from "./match-rows.ts";
import { listTargets, type MatchTarget } from "./match-targets.ts";
import { type MatchReview, startReview } from "./review-matches.ts";
import type { Roster } from "./roster-file.ts";
import { loadSpelling } from "./spelling.ts";

export interface MatchedList {
  readonly columns: ListColumns;
  readonly targets: readonly MatchTarget[];
  readonly review: MatchReview;
}

/**
 * Matches all rows of a list to a study's communities.
 * @param roster of the study's city; null where there is none, and a name without its place is then never certain.
 * @param columns those that somebody chose; found by their headers where left out.
 */
export async function matchList(
  { table }: Pick<LabelledTable, "table">,
  study: Pick<Study, "communities" | "units">,
  roster: Roster | null,
  columns: ListColumns = findListColumns(table),
): Promise<MatchedList> {
  const targets = listTargets(study, roster);
  const cityNames = study.units.filter(({ level }) => level === "city").map(({ name }) => name);
  const spelling = await loadSpelling();
  const matches = matchRows(readListRows(table, columns), targets, { roster, cityNames, spelling });
  return { columns, targets, review: startReview(matches) };
}
