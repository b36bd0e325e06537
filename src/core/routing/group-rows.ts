/**
 * Many to many where a source is a group of points (a line, a park with gates): one
 * bounded search a group from all its points at once, so a target's cost is that of the
 * cheapest point and a group costs one search however many points it has.
 */
import type { Snaps } from "../network/snap.ts";
import { BoundedSearch } from "./bounded-search.ts";
import { type CostSources, startAtPoint, toLimitTicks } from "./cost-field.ts";
import { listDoors, type TakeRow } from "./cost-matrix.ts";
import { groupByEdge, metresAlongEdge } from "./point-costs.ts";
import type { SearchGraph } from "./search-graph.ts";

/** Hands over the row of every group in turn, up to a limit in level metres (inclusive); refused points reach nothing. */
export function searchGroupRows(
  graph: SearchGraph,
  { snaps, sourceOfPoint }: CostSources,
  groupCount: number,
  targets: Snaps,
  limitMetres: number,
  takeRow: TakeRow,
): void {
  const limitTicks = toLimitTicks(graph, limitMetres);
  const search = new BoundedSearch(graph);
  const doors = listDoors(graph, targets);
  const targetsOnEdge = groupByEdge(targets);
  const best = new Float64Array(targets.count).fill(Infinity);
  const found = new Int32Array(targets.count);
  const metres = new Float64Array(targets.count);
  let count = 0;
  const consider = (target: number, cost: number): void => {
    if (cost > limitMetres || cost >= (best[target] as number)) return;
    if (best[target] === Infinity) found[count++] = target;
    best[target] = cost;
  };
  const points = groupPoints(sourceOfPoint, groupCount);
  for (let group = 0; group < groupCount; group++) {
    const first = points.starts[group] as number;
    const end = points.starts[group + 1] as number;
    search.clear();
    search.open(limitTicks);
    for (let i = first; i < end; i++) startAtPoint(search, snaps, points.members[i] as number, 0, limitTicks);
    search.run(limitTicks);
    count = 0;
    for (let i = 0; i < search.touchedCount; i++) {
      const node = search.touched[i] as number;
      const doorsEnd = doors.starts[node + 1] as number;
      const reached = (search.ticks[node] as number) / graph.ticksPerMetre;
      for (let door = doors.starts[node] as number; door < doorsEnd; door++) {
        consider(doors.targets[door] as number, reached + (doors.metres[door] as number));
      }
    }
    for (let i = first; i < end; i++) {
      const point = points.members[i] as number;
      const edge = snaps.edgeIndexes[point] as number;
      if (edge < 0) continue;
      for (const target of targetsOnEdge.get(edge) ?? []) {
        const along = metresAlongEdge(graph, targets, target, snaps, point);
        consider(
          target,
          along + (targets.offStreetMetres[target] as number) + (snaps.offStreetMetres[point] as number),
        );
      }
    }
    found.subarray(0, count).sort();
    for (let i = 0; i < count; i++) {
      const target = found[i] as number;
      metres[i] = best[target] as number;
      best[target] = Infinity;
    }
    takeRow(group, found, metres, count);
  }
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
