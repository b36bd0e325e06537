/**
 * Many to many where a source is a group of points (a line, a park with gates): one
 * bounded search a group from all its points at once, so a target's cost is that of the
 * cheapest point and a group costs one search however many points it has. Points are
 * grouped and the row's arrays made once; groups are then searched in whatever portions suit.
 */
import { giveBackSearch, takeSearch } from "./bounded-search.ts";
import { type CostSources, startAtPoint, toLimitTicks } from "./cost-field.ts";
import type { TakeRow } from "./cost-matrix.ts";
import type { MatrixTargets } from "./matrix-targets.ts";
import { RowCollector } from "./row-collector.ts";

/** Rows of groups up to a limit in level metres (inclusive); refused points reach nothing. */
export class GroupRows {
  private readonly targets: MatrixTargets;
  private readonly sources: CostSources;
  private readonly limitTicks: number;
  private readonly row: RowCollector;
  private readonly starts: Int32Array;
  private readonly members: Int32Array;

  /** @throws AnalysisError for an impossible limit. */
  constructor(targets: MatrixTargets, sources: CostSources, groupCount: number, limitMetres: number) {
    this.targets = targets;
    this.sources = sources;
    this.limitTicks = toLimitTicks(targets.graph, limitMetres);
    this.row = new RowCollector(targets, sources, limitMetres);
    ({ starts: this.starts, members: this.members } = groupPoints(sources.sourceOfPoint, groupCount));
  }

  /** Hands over the row of every group from `first` to before `end`, in turn. */
  search(first: number, end: number, takeRow: TakeRow): void {
    const { row, sources, limitTicks, starts, members } = this;
    const search = takeSearch(this.targets.graph);
    for (let group = first; group < end; group++) {
      const points = members.subarray(starts[group], starts[group + 1]);
      search.clear();
      search.open(limitTicks, points.length, false);
      for (const point of points) startAtPoint(search, sources.snaps, point, 0, limitTicks);
      search.run(limitTicks);
      takeRow(group, row.targets, row.metres, row.collect(search, points));
    }
    giveBackSearch(search);
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
