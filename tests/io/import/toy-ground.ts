/** A ground of two quarters and three streets about 113°, 40°, and files as a planner has them. */
import type { Issue } from "../../../src/core/errors.ts";
import type { GroupId } from "../../../src/core/model/demand.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { type ImportFile, type ImportOptions, importFiles } from "../../../src/io/import/import-files.ts";
import { issuesOf, utf8 } from "../bad-data.ts";

export function csv(name: string, text: string, as?: ImportFile["as"]): ImportFile {
  return { name, bytes: utf8(text), as };
}

export function geojson(name: string, features: readonly unknown[], as?: ImportFile["as"]): ImportFile {
  return { name, bytes: utf8(JSON.stringify({ type: "FeatureCollection", features })), as };
}

export function feature(
  type: string,
  coordinates: unknown,
  properties: Readonly<Record<string, unknown>> = {},
): unknown {
  return { type: "Feature", properties, geometry: { type, coordinates } };
}

/** A square or box of degrees as a ring. */
export function box(west: number, south: number, width: number, height = width): number[][] {
  return [
    [west, south],
    [west + width, south],
    [west + width, south + height],
    [west, south + height],
    [west, south],
  ];
}

/**
 * ```
 *   113      113.01     113.02
 *    +---------+---------+  40.01
 *    |  0101   |  0102   |
 *    |----street----     |  40.005
 *    +---------+---------+  40
 * ```
 */
export const STREETS = geojson("streets.geojson", [
  feature(
    "LineString",
    [
      [113.001, 40.005],
      [113.0145, 40.005],
    ],
    { id: "a", highway: "residential" },
  ),
  feature(
    "LineString",
    [
      [113.005, 40.005],
      [113.005, 40.008],
    ],
    { id: "b", highway: "residential" },
  ),
]);

export const QUARTERS = geojson(
  "quarters.geojson",
  [
    feature("Polygon", [box(113, 40, 0.01)], { 代码: "0101", 名称: "东社区", 街道: "南街道" }),
    feature("Polygon", [box(113.01, 40, 0.01)], { 代码: "0102", 名称: "西社区", 街道: "南街道" }),
  ],
  "communities",
);

const AUTO: ImportOptions = { adminLevel: null };

export async function importAll(
  files: readonly ImportFile[],
  options: ImportOptions = AUTO,
): Promise<{ study: Study; told: readonly string[]; issues: readonly Issue[] }> {
  const { study, issues } = await importFiles(files, options);
  return { study, issues, told: issues.map(({ details, code }) => String(details?.what ?? code)) };
}

/** What is refused: layer, code, row and kind of each error. */
export async function refused(files: readonly ImportFile[], options: ImportOptions = AUTO): Promise<string[]> {
  const issues = await issuesOf(importFiles(files, options));
  return issues
    .filter(({ severity }) => severity === "error")
    .map(({ layer, code, row, details }) =>
      [layer, code, row, details?.what].filter((part) => part !== undefined).join(" "),
    );
}

/** People of a group in each community. */
export function peopleIn(study: Study, groupId: GroupId = "all"): number[] {
  const sums = study.communities.ids.map(() => 0);
  study.demand.communityIndexes.forEach((community, row) => {
    if (community >= 0)
      sums[community] = (sums[community] as number) + (study.demand.people[groupId]?.[row] ?? Number.NaN);
  });
  return sums;
}
