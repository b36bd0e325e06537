/** Tables → demand: points with people, or with what a study without people counts in their place. */
import type { DemandUnit, GroupId } from "../../core/model/demand.ts";
import { peopleColumns } from "../people/people-table.ts";
import { columnFor, exampleNames, isSameHeader } from "../tables/column-names.ts";
import { type Column, type FeatureTable, findColumn, numberAt, textAt } from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";
import { AMOUNT_COLUMN, COMMUNITY_COLUMN, DEMAND_UNIT_COLUMN } from "../tables/own-columns.ts";
import { placesOf } from "./layer-from-features.ts";

function amountAt(column: Column, row: number, layer: string, label: string | number, issues: IssueList): number {
  const value = numberAt(column, row);
  if (value >= 0 && value < Number.POSITIVE_INFINITY) return value;
  issues.error("bad-value", layer, {
    row: label,
    field: column.name,
    value: shown(column.values[row]),
    details: { expected: "0, 1, 2 …" },
  });
  return 0;
}

export interface DemandPoints {
  readonly coordinates: Float64Array;
  readonly unit: DemandUnit;
  /** The id of the community that a row names as its own; "" where it names none. */
  readonly communityIds: readonly string[];
  readonly people: Partial<Record<GroupId, Float64Array>> & { readonly all: Float64Array };
  readonly landSquareMetres: Float64Array | null;
}

const UNITS: readonly DemandUnit[] = ["people", "residential-floor-m2", "residential-street-m"];

/** What a table counts: people, unless it was exported from a study that counts something else and says so in all rows. */
export function demandUnitOf({ columns, count }: FeatureTable): DemandUnit {
  const column = columns.find(({ name }) => isSameHeader(name, DEMAND_UNIT_COLUMN)) ?? null;
  const unit = UNITS.find((each) => each === textAt(column, 0)) ?? "people";
  for (let row = 1; row < count; row++) if (textAt(column, row) !== unit) return "people";
  return unit;
}

/**
 * Points (or areas, as a point inside) with people; a missing `people` column is one issue per file. What counts something else, by its own
 * word, is taken as that; several files have to count the same.
 */
export function demandFromTables(tables: readonly LabelledTable[], issues: IssueList): DemandPoints {
  const coordinates: number[] = [];
  const people = new Map<GroupId, number[]>([["all", []]]);
  const communityIds: string[] = [];
  const land: number[] = [];
  const [first] = tables;
  const unit = first ? demandUnitOf(first.table) : "people";
  let landEverywhere = tables.length > 0;
  for (const labelled of tables) {
    const { table, layer, labels } = labelled;
    const own = demandUnitOf(table);
    const groups = new Map(peopleColumns(labelled, issues));
    const amount = own === "people" ? null : findColumn(table, AMOUNT_COLUMN);
    if (amount) groups.set("all", amount);
    if (own !== unit)
      issues.error("bad-value", layer, { field: DEMAND_UNIT_COLUMN, value: own, details: { expected: unit } });
    const community = findColumn(table, COMMUNITY_COLUMN);
    const landColumn = columnFor(table, "land");
    if (!landColumn) landEverywhere = false;
    if (!groups.has("all"))
      issues.error("missing-column", layer, { field: "people", details: { names: exampleNames("people") } });
    for (let row = 0; row < table.count; row++) {
      const label = labels[row] ?? row + 1;
      const [place] = placesOf(table, row, false);
      if (!place)
        issues.error("bad-value", layer, {
          row: label,
          field: "geometry",
          value: "none",
          details: { expected: "Point" },
        });
      const at = coordinates.length / 2;
      coordinates.push(...(place?.[place.length >> 1] ?? [Number.NaN, Number.NaN]));
      for (const [groupId, column] of groups) {
        const amounts = people.get(groupId) ?? [];
        people.set(groupId, amounts);
        amounts[at] = amountAt(column, row, layer, label, issues);
      }
      communityIds.push(textAt(community, row));
      land[at] = landColumn ? amountAt(landColumn, row, layer, label, issues) : 0;
    }
  }
  const count = coordinates.length / 2;
  const filled = [...people].map(
    ([groupId, amounts]) => [groupId, Float64Array.from({ length: count }, (_, row) => amounts[row] ?? 0)] as const,
  );
  const all = filled.find(([groupId]) => groupId === "all")?.[1] ?? new Float64Array(count);
  return {
    coordinates: Float64Array.from(coordinates),
    unit,
    communityIds,
    people: { ...Object.fromEntries(filled), all },
    landSquareMetres: landEverywhere ? Float64Array.from(land) : null,
  };
}
