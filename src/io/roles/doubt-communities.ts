/**
 * Outlines of which nothing says that they are communities are taken for them only where nothing else is: squares and lawns beside a
 * layer of communities, or brought into a study that has some, would otherwise take their place.
 */
import { polygonsOf } from "../../core/areas.ts";
import type { AreaGeometry } from "../../core/model/geometry.ts";
import { contentOf, distinctShare } from "../tables/column-content.ts";
import { CODE_HEADERS, HEADERS } from "../tables/column-headers.ts";
import { columnFor, groupColumns, plainHeader } from "../tables/column-names.ts";
import { type FeatureTable, geometryAt, MULTI_POLYGON, POLYGON } from "../tables/feature-table.ts";
import type { LabelledTable } from "../tables/labelled-table.ts";

const COMMUNITY_LAYER = /社区|村|居委|街道|乡镇|行政区|区划|辖区|网格|单元|communit|village|district|quarter|admin/i;

/** Headers of codes and names of divisions; `名称` alone, or a code of any kind, says nothing. */
const DIVISION_HEADERS: ReadonlySet<string> = new Set(
  [...CODE_HEADERS, ...HEADERS.name.slice(HEADERS.name.indexOf("社区名称"), HEADERS.name.indexOf("mc"))].map(
    plainHeader,
  ),
);

/** A code or a name that stands in most rows is that of the unit above. */
const DISTINCT_SHARE = 0.5;

/** Whether a layer's name, headers or cells say that its outlines are communities or other divisions. */
export function speaksOfCommunities({ layer, calledAfter, table }: LabelledTable): boolean {
  if (groupColumns(table).size > 0) return true;
  const name = columnFor(table, "name");
  if (name && contentOf(name) === "facilities") return false;
  if (COMMUNITY_LAYER.test(calledAfter ?? layer)) return true;
  return table.columns.some((column) => {
    const content = contentOf(column);
    const speaks = DIVISION_HEADERS.has(plainHeader(column.name)) || content === "codes" || content === "communities";
    return speaks && distinctShare(column) >= DISTINCT_SHARE;
  });
}

function areaOfRing(ring: readonly (readonly number[])[]): number {
  let sum = 0;
  for (let at = 1; at < ring.length; at++) {
    const [x0 = 0, y0 = 0] = ring[at - 1] ?? [];
    const [x1 = 0, y1 = 0] = ring[at] ?? [];
    sum += x0 * y1 - x1 * y0;
  }
  return Math.abs(sum) / 2;
}

/** The least share of the box around them that communities cover; they lie side by side. */
const COVERED_SHARE = 0.1;

/** Whether outlines lie far from one another, as no communities do. */
export function areScattered(table: FeatureTable): boolean {
  const { coordinates } = table;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < coordinates.length; at += 2) {
    const [x, y] = [coordinates[at] as number, coordinates[at + 1] as number];
    [west, south, east, north] = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)];
  }
  let covered = 0;
  for (let row = 0; row < table.count; row++) {
    if (table.kinds[row] !== POLYGON && table.kinds[row] !== MULTI_POLYGON) continue;
    for (const [outer] of polygonsOf(geometryAt(table, row) as AreaGeometry)) covered += areaOfRing(outer ?? []);
  }
  return covered < COVERED_SHARE * (east - west) * (north - south);
}
