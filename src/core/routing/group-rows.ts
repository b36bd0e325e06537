/**
 * Many to many where a source is a group of points (a line, a park with gates): one
 * bounded search a group from all its points at once, so a target's cost is that of the
 * cheapest point and a group costs one search however many points it has.
 */
import { giveBackSearch, takeSearch } from "./bounded-search.ts";
import { type CostSources, startAtPoint, toLimitTicks } from "./cost-field.ts";
import type { TakeRow } from "./cost-matrix.ts";
import type { MatrixTargets } from "./matrix-targets.ts";
import { RowCollector } from "./row-collector.ts";

/**
 * Hands over the row of every group in turn, up to a limit in level metres (inclusive); refused points reach nothing.
 * `range` keeps to the groups from its first to before its second, for work that pauses.
 */
export function searchGroupRows(
  targets: MatrixTargets,
  sources: CostSources,
  groupCount: number,
  limitMetres: number,
  takeRow: TakeRow,
  range: readonly [first: number, end: number] = [0, groupCount],
): void {
  const { graph } = targets;
  const limitTicks = toLimitTicks(graph, limitMetres);
  const search = takeSearch(graph);
  const row = new RowCollector(targets, sources, limitMetres);
  const { starts, members } = groupPoints(sources.sourceOfPoint, groupCount);
  for (let group = range[0]; group < range[1]; group++) {
    const points = members.subarray(starts[group], starts[group + 1]);
    search.clear();
    search.open(limitTicks, points.length, false);
    for (const point of points) startAtPoint(search, sources.snaps, point, 0, limitTicks);
    search.run(limitTicks);
    takeRow(group, row.targets, row.metres, row.collect(search, points));
  }
  giveBackSearch(search);
}

/** Points by group. */
function groupPoints(groupOfPoint: Int32Array, groupCount: number): { starts: Int32Array; members: Int32Array } {
  const starts = new Int32Array(groupCount + 1);
  for (const group of groupOfPoint) starts[group + 1]!++;
  for (let group = 0; group < groupCount; group++) starts[group + 1]! += starts[group] as number;
  const members = new Int32Array(groupOfPoint.length);
  const next = starts.slice(0, groupCount);
  groupOfPoint.forEach((group, point) => {
    members[next[group]!++] = point;
  });
  return { starts, members };
}
