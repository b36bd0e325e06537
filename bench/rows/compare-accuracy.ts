/** Every vertex of a real city's streets against another program's Dijkstra on another graph of them. */
import { join } from "node:path";
import { runAlone } from "../alone.ts";
import { askScipy } from "../peers/scipy.ts";
import type { Bench } from "../prepare-bench.ts";
import { isAbsent, missingRow, type RowGroup, writeCount } from "../table.ts";

const MOST_SECONDS_OFF = 0.05;

export function compareAccuracy(bench: Bench): RowGroup {
  const folder = join(bench.folder, "accuracy");
  const ours = runAlone("measureAccuracy", { folder });
  const work = `largest difference at every vertex (${writeCount(ours.vertices)}) from ${ours.starts} starts`;
  const bar = `≤ ${MOST_SECONDS_OFF} s`;
  if (isAbsent(bench.scipy)) return { rows: [missingRow(work, bench.scipy.absent, bar)], notes: [] };
  const scipy = askScipy(bench.scipy, "accuracy", folder, { limit: ours.limitMetres });
  const secondsOff = scipy.largestMetres / ours.metresPerSecond;
  return {
    rows: [
      {
        work,
        ours: `${secondsOff.toFixed(5)} s`,
        peer: `scipy in float64; ${scipy.missing} vertices that one of us does not reach`,
        ratio: "",
        bar,
        holds: secondsOff <= MOST_SECONDS_OFF && scipy.missing === 0,
      },
    ],
    notes: [
      `Accuracy: ${ours.city}. Ours is found on the network of junctions, at both ends of every stretch between two vertices that may be walked; scipy's on the graph in which every vertex is a node, its lengths unrounded. ${writeCount(scipy.checked)} costs, walks of up to ${(scipy.longestMetres / 1000).toFixed(1)} km. The quantum of our costs is 1/${writeCount(ours.ticksPerMetre)} m (${(1000 / ours.ticksPerMetre).toFixed(3)} mm, ${(1e6 / ours.ticksPerMetre / ours.metresPerSecond).toFixed(0)} µs of an adult's walk); an edge is rounded by at most half of it.`,
    ],
  };
}
