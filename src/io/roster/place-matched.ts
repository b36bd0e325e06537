/**
 * Matched rows → what a study can hold: facilities that stand at their community, marked as such, and people by community. Rows that
 * belong to no community of the study are named, never dropped in silence.
 */
import { CompensatedSums } from "../../core/compensated-sum.ts";
import type { GroupId } from "../../core/model/demand.ts";
import { APPROXIMATE_ATTRIBUTE, STANDS_IN_ATTRIBUTE } from "../../core/model/facility.ts";
import { groupColumns } from "../tables/column-names.ts";
import { type Column, numberAt, tableOfPoints } from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";

/** The community of each row by its place in the study, -1 where it has none. */
export type CommunityOfRow = ArrayLike<number>;

export interface PlacedList {
  /** The rows that have a community, with all their columns, as points; `labels` are those of the list. */
  readonly labelled: LabelledTable;
  /** Rows of the list that stand nowhere in the study, from 0. */
  readonly unplaced: readonly number[];
}

/**
 * The rows of a list as points at their communities, each with `approximate: true` and its community's id.
 * @param places interleaved lon, lat by community.
 */
export function placeList(
  { table, layer, labels, format, encoding }: LabelledTable,
  communityOfRow: CommunityOfRow,
  communityIds: readonly string[],
  places: Float64Array,
): PlacedList {
  const placed: number[] = [];
  const unplaced: number[] = [];
  for (let row = 0; row < table.count; row++) {
    (communityIds[communityOfRow[row] ?? -1] === undefined ? unplaced : placed).push(row);
  }
  const communities = placed.map((row) => communityOfRow[row] as number);
  const own = table.columns.filter(({ name }) => name !== APPROXIMATE_ATTRIBUTE && name !== STANDS_IN_ATTRIBUTE);
  const columns: Column[] = [
    ...own.map((column): Column => ({ ...column, values: placed.map((row) => column.values[row] ?? null) })),
    { name: APPROXIMATE_ATTRIBUTE, type: "Bool", values: placed.map(() => true) },
    { name: STANDS_IN_ATTRIBUTE, type: "String", values: communities.map((index) => communityIds[index] as string) },
  ];
  const coordinates = Float64Array.from(
    communities.flatMap((index) => [places[2 * index] as number, places[2 * index + 1] as number]),
  );
  return {
    labelled: {
      layer,
      format,
      encoding,
      table: tableOfPoints(coordinates, columns, table.title, table.description),
      labels: placed.map((row) => labels[row] ?? row + 1),
    },
    unplaced,
  };
}

export interface GroupTotals {
  /** Of all rows. */
  readonly stated: number;
  readonly placed: number;
  readonly unplaced: number;
}

export interface PeopleByCommunity {
  /** Amounts by community for each group that the list states. */
  readonly people: ReadonlyMap<GroupId, Float64Array>;
  /** The list's own totals and how they were shared out; placed and unplaced make up what is stated. */
  readonly totals: ReadonlyMap<GroupId, GroupTotals>;
  readonly unplaced: readonly number[];
  /** Communities with more than one row; their amounts were added. */
  readonly repeated: ReadonlyMap<number, readonly number[]>;
}

const STATED = 0;
const PLACED = 1;
const UNPLACED = 2;

/** The people of a list by community, each row's amounts given to its community. Amounts that are no number ≥ 0 are issues. */
export function gatherPeople(
  { table, layer, labels }: LabelledTable,
  communityOfRow: CommunityOfRow,
  communityCount: number,
  issues: IssueList,
): PeopleByCommunity {
  const rowsOf = new Map<number, number[]>();
  const unplaced: number[] = [];
  const communityAt = (row: number): number => {
    const index = communityOfRow[row] ?? -1;
    return index >= 0 && index < communityCount ? index : -1;
  };
  for (let row = 0; row < table.count; row++) {
    const community = communityAt(row);
    if (community < 0) unplaced.push(row);
    else rowsOf.set(community, [...(rowsOf.get(community) ?? []), row]);
  }
  const people = new Map<GroupId, Float64Array>();
  const totals = new Map<GroupId, GroupTotals>();
  for (const [groupId, column] of groupColumns(table)) {
    const amounts = new CompensatedSums(communityCount);
    const sums = new CompensatedSums(3);
    for (let row = 0; row < table.count; row++) {
      const amount = numberAt(column, row);
      if (!(amount >= 0 && amount < Number.POSITIVE_INFINITY)) {
        issues.error("bad-value", layer, {
          row: labels[row] ?? row + 1,
          field: column.name,
          value: shown(column.values[row]),
          details: { expected: "0, 1, 2 …" },
        });
        continue;
      }
      const community = communityAt(row);
      sums.add(STATED, amount);
      sums.add(community < 0 ? UNPLACED : PLACED, amount);
      if (community >= 0) amounts.add(community, amount);
    }
    people.set(groupId, amounts.values());
    totals.set(groupId, {
      stated: sums.value(STATED),
      placed: sums.value(PLACED),
      unplaced: sums.value(UNPLACED),
    });
  }
  return { people, totals, unplaced, repeated: new Map([...rowsOf].filter(([, rows]) => rows.length > 1)) };
}
