/**
 * Rows of `costs --to`: for every pair within the limit, sorted by fromId and toId.
 * Sources are searched in groups of neighbouring ids, so that no more than some
 * millions of pairs are held at a time, however many there are.
 */
import type { Snaps } from "../core/network/snap.ts";
import { searchRows } from "../core/routing/cost-matrix.ts";
import { layOutTargets } from "../core/routing/matrix-targets.ts";
import type { SearchGraph } from "../core/routing/search-graph.ts";
import { type CsvRows, encodeCell } from "../io/csv-rows.ts";
import type { AttachedPoints } from "./attach-points.ts";

export const PAIR_COLUMNS = ["fromId", "toId", "metres", "seconds"] as const;

const MOST_PAIRS_HELD = 4_000_000;

/** Decides by the numbers as printed, so that a limit is inclusive whatever the last bits are. */
export type WithinLimit = (metres: number) => boolean;

interface PairSearch {
  /** Laid out for walking away from the sources. */
  readonly graph: SearchGraph;
  readonly from: AttachedPoints;
  readonly to: AttachedPoints;
  /** In level metres; a little beyond what `isWithin` takes. */
  readonly searchMetres: number;
  readonly isWithin: WithinLimit;
  readonly onProgress: (sourcesDone: number) => void;
}

interface Row {
  readonly targets: Int32Array;
  readonly metres: Float64Array;
}

function sliceSnaps(snaps: Snaps, first: number, end: number): Snaps {
  return {
    count: end - first,
    edgeIndexes: snaps.edgeIndexes.subarray(first, end),
    offStreetMetres: snaps.offStreetMetres.subarray(first, end),
    fromStartMetres: snaps.fromStartMetres.subarray(first, end),
    toEndMetres: snaps.toEndMetres.subarray(first, end),
    refusals: snaps.refusals.subarray(first, end),
  };
}

/** Searches all pairs and writes those within the limit. */
export async function writePairRows(rows: CsvRows, search: PairSearch): Promise<void> {
  const { graph, from, to, searchMetres, isWithin, onProgress } = search;
  const { metresPerSecond } = graph.pace;
  const layout = layOutTargets(graph, to.snaps);
  const toCells = to.points.ids.map(encodeCell);
  const step = Math.max(1, Math.min(512, Math.floor(MOST_PAIRS_HELD / Math.max(1, to.points.count))));
  for (let first = 0; first < from.points.count; first += step) {
    const end = Math.min(from.points.count, first + step);
    const found = new Map<number, Row>();
    const sources = sliceSnaps(from.snaps, first, end);
    searchRows(layout, sources, searchMetres, (source, targets, metres, count) => {
      found.set(source, { targets: targets.slice(0, count), metres: metres.slice(0, count) });
    });
    for (let source = first; source < end; source++) {
      const row = found.get(source - first);
      if (!row) continue;
      const fromCell = encodeCell(from.points.ids[source] as string);
      for (let at = 0; at < row.targets.length; at++) {
        const metres = row.metres[at] as number;
        if (!isWithin(metres)) continue;
        rows.cell(fromCell);
        rows.cell(toCells[row.targets[at] as number] as Uint8Array);
        rows.thousandths(metres);
        rows.thousandths(metres / metresPerSecond);
        rows.endRow();
      }
    }
    onProgress(end);
    // Lets the signal in that breaks the run off.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
