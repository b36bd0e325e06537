/** What readers of shapes tell of a layer in the same way: what was left out, and which shapes no table can hold. */
import { type FeatureTable, OTHER_GEOMETRY } from "../tables/feature-table.ts";
import type { IssueList } from "../tables/labelled-table.ts";

/** Tells once that heights and measures of the layer's positions were left out. */
export function noteHeights(layer: string, issues: IssueList): void {
  issues.warn("assumed", layer, { field: "geometry", details: { what: "heights-dropped" } });
}

/** Tells once that the layer's curves were made into lines. */
export function noteCurves(layer: string, issues: IssueList): void {
  issues.warn("assumed", layer, { field: "geometry", details: { what: "curves-stroked" } });
}

/** Tells of each feature whose shape is of a kind that is not read (collections, surfaces); it is kept without one. */
export function noteUnreadShapes(
  { kinds, count }: FeatureTable,
  labels: readonly (string | number)[],
  layer: string,
  issues: IssueList,
): void {
  for (let row = 0; row < count; row++) {
    if (kinds[row] !== OTHER_GEOMETRY) continue;
    issues.warn("bad-value", layer, { row: labels[row], field: "geometry", details: { what: "unsupported-shape" } });
  }
}

/** Tells of each feature that mixed points, lines and areas, of which those of the highest dimension were kept. */
export function noteMixedShapes(
  rows: readonly number[],
  labels: readonly (string | number)[],
  layer: string,
  issues: IssueList,
): void {
  for (const row of rows)
    issues.warn("bad-value", layer, { row: labels[row], field: "geometry", details: { what: "mixed-collection" } });
}
