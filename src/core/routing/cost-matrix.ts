/**
 * Many to many, sparse: from each source the cost of every target within the limit.
 * One bounded search a source on reused arrays, then the targets of every reached edge
 * once, so a search pays only for what it finds. Sources are searched in the order of
 * their streets in memory.
 */
import { AnalysisError, checkPositive } from "../errors.ts";
import type { Snaps } from "../network/snap.ts";
import { giveBackSearch, takeSearch } from "./bounded-search.ts";
import { startAtPoint, toLimitTicks } from "./cost-field.ts";
import { layOutTargets, type MatrixTargets } from "./matrix-targets.ts";
import { RowCollector } from "./row-collector.ts";
import type { SearchGraph } from "./search-graph.ts";

/** Rows by source (compressed), targets ascending within a row. */
export interface CostMatrix {
  /** Where each source's row begins; `sources + 1` offsets. */
  readonly rowStarts: Float64Array;
  readonly targetIndexes: Int32Array;
  /** Level metres, both legs off the street included. */
  readonly metres: Float64Array;
}

/** Receives one source's row; the arrays are reused, `count` entries of them count. */
export type TakeRow = (source: number, targets: Int32Array, metres: Float64Array, count: number) => void;

/**
 * Costs between attached points up to a limit in level metres (inclusive); refused points have none.
 * @throws AnalysisError `no-sources` for an empty list, `bad-parameter` for an impossible speed or limit.
 */
export function measureCostMatrix(
  graph: SearchGraph,
  sources: Snaps,
  targets: Snaps,
  limitMetres: number,
  onProgress?: (sourcesDone: number) => void,
): CostMatrix {
  const counts = new Float64Array(sources.count + 1);
  const rowTargets = new Array<Int32Array>(sources.count);
  const rowMetres = new Array<Float64Array>(sources.count);
  let done = 0;
  searchRows(layOutTargets(graph, targets), sources, limitMetres, (source, found, metres, count) => {
    counts[source + 1] = count;
    rowTargets[source] = found.slice(0, count);
    rowMetres[source] = metres.slice(0, count);
    onProgress?.(++done);
  });
  for (let source = 0; source < sources.count; source++) counts[source + 1]! += counts[source] as number;
  const total = counts[sources.count] as number;
  const targetIndexes = new Int32Array(total);
  const metres = new Float64Array(total);
  for (let source = 0; source < sources.count; source++) {
    const row = rowTargets[source];
    if (row === undefined) continue;
    targetIndexes.set(row, counts[source]);
    metres.set(rowMetres[source] as Float64Array, counts[source]);
  }
  return { rowStarts: counts, targetIndexes, metres };
}

/**
 * Hands over the row of every attached source, in the order in which they are searched; throws as `measureCostMatrix`.
 * `range` keeps to the sources from its first to before its second, for work that is shared out.
 */
export function searchRows(
  targets: MatrixTargets,
  sources: Snaps,
  limitMetres: number,
  takeRow: TakeRow,
  range: readonly [first: number, end: number] = [0, sources.count],
): void {
  const { graph } = targets;
  checkPositive("metresPerSecond", graph.pace.metresPerSecond);
  if (sources.count === 0) throw new AnalysisError("no-sources");
  const limitTicks = toLimitTicks(graph, limitMetres);
  const search = takeSearch(graph);
  const row = new RowCollector(targets, { snaps: sources }, limitMetres);
  const own = new Int32Array(1);
  for (const source of orderByStreet(graph, sources, range)) {
    search.clear();
    search.open(limitTicks, 1, false);
    startAtPoint(search, sources, source, 0, limitTicks);
    search.run(limitTicks);
    own[0] = source;
    const count = row.collect(search, own);
    takeRow(source, row.targets, row.metres, count);
  }
  giveBackSearch(search);
}

/** Attached points of a range in the order of their streets' first nodes: neighbours one after the other. */
function orderByStreet(graph: SearchGraph, points: Snaps, range: readonly [first: number, end: number]): number[] {
  const attached: number[] = [];
  for (let point = range[0]; point < range[1]; point++) {
    if ((points.edgeIndexes[point] as number) >= 0) attached.push(point);
  }
  const nodeOf = (point: number): number => graph.network.edgeFromNodes[points.edgeIndexes[point] as number] as number;
  return attached.sort((a, b) => nodeOf(a) - nodeOf(b) || a - b);
}
