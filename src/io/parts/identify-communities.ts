/** Which column tells communities apart, and which rows are parts of one: 飞地 stand in rows of their own under one code and name. */
import { polygonsOf } from "../../core/areas.ts";
import type { AreaGeometry, PolygonRings } from "../../core/model/geometry.ts";
import { contentOf, distinctShare, IDENTIFYING_SHARE } from "../tables/column-content.ts";
import { columnChoices, columnFor } from "../tables/column-names.ts";
import { type Column, type FeatureTable, textAt } from "../tables/feature-table.ts";

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

/** A community stands in no more rows than this: what most rows are called is no community's code. */
const MOST_PARTS = 100;

/** The outlines of a community that stands in several rows. */
export class CommunityParts {
  private readonly rings: PolygonRings[] = [];
  private rows = 1;
  private readonly known = new Set<string>();

  constructor(area: AreaGeometry) {
    this.take(polygonsOf(area));
  }

  /** Takes in a further part; false where it is an outline said twice, or there are too many. */
  add(area: AreaGeometry): boolean {
    const parts = polygonsOf(area);
    if (this.rows === MOST_PARTS || parts.some((part) => this.known.has(JSON.stringify(part)))) return false;
    this.rows++;
    this.take(parts);
    return true;
  }

  private take(parts: readonly PolygonRings[]): void {
    for (const part of parts) {
      this.known.add(JSON.stringify(part));
      this.rings.push(part);
    }
  }

  /** All of them as one area. */
  joined(): AreaGeometry {
    return { type: "MultiPolygon", coordinates: this.rings };
  }
}
