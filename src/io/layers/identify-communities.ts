/** Which column tells communities apart, and which rows are parts of one: 飞地 stand in rows of their own under one code and name. */
import { polygonsOf } from "../../core/areas.ts";
import type { AreaGeometry } from "../../core/model/geometry.ts";
import { contentOf, distinctShare } from "../tables/column-content.ts";
import { columnChoices, columnFor } from "../tables/column-names.ts";
import { type Column, type FeatureTable, textAt } from "../tables/feature-table.ts";

/** How much of a column must be filled in and unlike the rest for it to tell communities apart; what is then said twice is a fault. */
const IDENTIFYING_SHARE = 0.9;

/** The column of ids: codes of divisions, which other tables name too, before numbers of a file's own; null where there is none. */
export function findIdColumn(table: Pick<FeatureTable, "columns">): Column | null {
  const first = columnFor(table, "id");
  if (first === null || first.meaning === "id") return first;
  const telling = columnChoices(table, "id").filter((column) => distinctShare(column) >= IDENTIFYING_SHARE);
  const best = telling.find((column) => contentOf(column) === "codes") ?? telling[0];
  return best ?? (isOfParents(first) ? null : first);
}

/** Whether a column holds the codes of what communities belong to, each said many times. */
function isOfParents(column: Column): boolean {
  const texts = Array.from({ length: column.values.length }, (_, row) => textAt(column, row));
  return distinctShare(column) <= 0.5 && texts.every((text) => /^\d{6,}$/.test(text));
}

/** Two parts of a community as one area; null where they are the same outline said twice. */
export function joinParts(one: AreaGeometry, other: AreaGeometry): AreaGeometry | null {
  const [parts, more] = [polygonsOf(one), polygonsOf(other)];
  if (more.some((part) => parts.some((known) => JSON.stringify(known) === JSON.stringify(part)))) return null;
  return { type: "MultiPolygon", coordinates: [...parts, ...more].map((rings) => [...rings]) } as AreaGeometry;
}
