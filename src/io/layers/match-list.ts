/** A list without positions, matched to the communities of a study: what was found, what was decided, and what comes of it. */
import type { WorkControl } from "../../core/analysis-result.ts";
import type { Study } from "../../core/model/study.ts";
import { breathe } from "../breathe.ts";
import { findUnit, findUnitColumns, indexUnits } from "../people/find-unit.ts";
import { findListColumns, type ListColumns, readListRows } from "../roster/list-columns.ts";
import { type ListRow, type MatchSettings, type RowMatch, RowMatcher } from "../roster/match-rows.ts";
import { listTargets, type MatchTarget } from "../roster/match-targets.ts";
import { findPeoplePlaces } from "../roster/people-places.ts";
import { placeList } from "../roster/place-matched.ts";
import {
  acceptLikely,
  communityOfRows,
  decideRow,
  decisionOf,
  type MatchReview,
  startReview,
} from "../roster/review-matches.ts";
import type { Roster } from "../roster/roster-file.ts";
import type { Spelling } from "../roster/spelling.ts";
import type { Column } from "../tables/feature-table.ts";
import type { IssueList, LabelledTable } from "../tables/labelled-table.ts";
import { assignMeanings } from "./assign-meanings.ts";
import { keepRows } from "./lay-out-layer.ts";
import type { LayerSettings } from "./layer-settings.ts";

/** To what lists are matched: communities, and what helps to know them. */
export interface MatchContext {
  readonly study: Pick<Study, "communities" | "units" | "demand">;
  readonly targets: readonly MatchTarget[];
  readonly settings: MatchSettings;
  /** Interleaved lon, lat by community: where people live in it. */
  readonly places: Float64Array;
}

export interface MatchedList {
  readonly columns: ListColumns;
  readonly rows: readonly ListRow[];
  readonly review: MatchReview;
  /** Of a table of people: rows without a community that name a whole township or county, each with that unit's id. */
  readonly ofUnits: ReadonlyMap<number, string>;
}

export function createMatchContext(
  study: MatchContext["study"],
  roster: Roster | null,
  spelling: Spelling,
): MatchContext {
  return {
    study,
    targets: listTargets(study, roster),
    settings: { roster, spelling },
    places: findPeoplePlaces(study.communities, study.demand),
  };
}

/** Rows after which others get their turn. */
const ROWS_AT_ONCE = 256;

/** Matches all rows, then takes what was decided by hand. Throws AnalysisError("cancelled"). */
export async function matchList(
  labelled: LabelledTable,
  context: MatchContext,
  settings: LayerSettings,
  isOfPeople: boolean,
  control: WorkControl = {},
): Promise<MatchedList> {
  const columns = findListColumns(labelled.table);
  const rows = readListRows(labelled.table, columns);
  const matcher = new RowMatcher(context.targets, context.settings);
  const matches: RowMatch[] = [];
  for (const row of rows) {
    if (matches.length > 0 && matches.length % ROWS_AT_ONCE === 0) {
      control.onProgress?.({ stage: "reading", done: matches.length, total: rows.length });
      await breathe(control);
    }
    matches.push(matcher.match(row));
  }
  let review = startReview(matches);
  if (settings.acceptLikely) review = acceptLikely(review);
  const decisions = settings.decisions ?? {};
  labelled.labels.forEach((label, row) => {
    const decision = Object.hasOwn(decisions, String(label)) ? decisions[String(label)] : undefined;
    if (decision) review = decideRow(review, row, decision);
  });
  return { columns, rows, review, ofUnits: isOfPeople ? findUnitRows(labelled, review, context) : new Map() };
}

function findUnitRows(
  { table }: LabelledTable,
  review: MatchReview,
  { study, targets }: MatchContext,
): ReadonlyMap<number, string> {
  const index = indexUnits(study.units, study.communities);
  const columns = findUnitColumns(table);
  const communities = communityOfRows(review, targets);
  const found = new Map<number, string>();
  communities.forEach((community, row) => {
    const unit = community >= 0 || decisionOf(review, row) !== null ? null : findUnit(columns, row, index);
    if (unit !== null) found.set(row, study.units[unit]?.id ?? "");
  });
  return found;
}

function tellUnplaced(
  { layer, labels }: LabelledTable,
  unplaced: readonly number[],
  total: number,
  issues: IssueList,
): void {
  if (unplaced.length === 0) return;
  for (const row of unplaced)
    issues.warn("unknown-id", layer, {
      row: labels[row] ?? row + 1,
      field: "community",
      details: { what: "no-community" },
    });
  issues.warn("assumed", layer, { field: "community", details: { what: "unmatched", count: unplaced.length, total } });
}

/** The rows that have a community as points there; the others are named.
 * @param along whether a list of which no row has one came along with others, which it does not stop, or is what is left of a list. */
export function placeMatched(
  labelled: LabelledTable,
  { review }: MatchedList,
  { study, targets, places }: MatchContext,
  issues: IssueList,
  { isAlong = false, isRest = false }: { readonly isAlong?: boolean; readonly isRest?: boolean } = {},
): LabelledTable {
  const communities = communityOfRows(review, targets);
  const placed = placeList(labelled, communities, study.communities.ids, places);
  tellUnplaced(labelled, placed.unplaced, labelled.table.count, issues);
  if (placed.labelled.table.count === 0 && !isRest) {
    const details = { what: "none-matched", total: labelled.table.count };
    issues[isAlong ? "warn" : "error"]("unknown-id", labelled.layer, { field: "community", details });
  }
  return placed.labelled;
}

/** The rows that have a community, each under its community's id: what a table of people is read by. The others are named. */
export function identifyMatched(
  labelled: LabelledTable,
  { review, ofUnits }: MatchedList,
  { study, targets }: MatchContext,
  issues: IssueList,
): LabelledTable {
  const communities = communityOfRows(review, targets);
  const isPlaced = (row: number): boolean => (communities[row] ?? -1) >= 0 || ofUnits.has(row);
  const unplaced = labelled.labels.flatMap((_, row) => (isPlaced(row) ? [] : [row]));
  tellUnplaced(labelled, unplaced, labelled.table.count, issues);
  const kept = keepRows(labelled, isPlaced);
  const ids = Array.from(communities, (index, row) => study.communities.ids[index] ?? ofUnits.get(row) ?? "").filter(
    (id) => id !== "",
  );
  const id: Column = { name: "community-id", type: "String", values: ids };
  const table = assignMeanings({ ...kept.table, columns: [...kept.table.columns, id] }, { id: id.name });
  return { ...kept, table };
}
