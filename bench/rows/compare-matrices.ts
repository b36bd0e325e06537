/** Many-to-many within fifteen minutes, sparse: times, and every pair of some rows checked against another search. */
import { join } from "node:path";
import { runAlone } from "../alone.ts";
import { ADULT, LIMIT_METRES } from "../networks.ts";
import { askScipy } from "../peers/scipy.ts";
import type { Bench } from "../prepare-bench.ts";
import { compareTimes, isAbsent, missingRow, type RowGroup, type TableRow, writeCount } from "../table.ts";

const LEAST_TIMES_VALHALLA = 10;
const MOST_SECONDS_OFF = 0.05;

export function compareMatrices(bench: Bench): RowGroup {
  const folder = join(bench.folder, "matrix");
  const ours = runAlone("measureMatrix", { folder });
  const whole = `${writeCount(ours.sources)} × ${writeCount(ours.targets)}`;
  const few = `${writeCount(ours.sources)} × ${writeCount(ours.few.targets)}`;
  const rows: TableRow[] = [];
  const notes = [
    `Many-to-many: points spread evenly along the streets of ${ours.city} (${writeCount(ours.nodes)} junctions), attached to them; ${writeCount(LIMIT_METRES)} m, both ends anywhere along an edge. ${whole} finds ${writeCount(ours.pairs)} pairs in ${ours.medianMs.toFixed(0)} ms; ${few} finds ${writeCount(ours.few.pairs)} in ${ours.few.medianMs.toFixed(0)} ms. Times per pair are the whole time over the pairs found within the limit.`,
  ];
  const perPair = ours.medianMs / ours.pairs;
  const perFewPair = ours.few.medianMs / ours.few.pairs;
  if (isAbsent(bench.valhalla)) {
    rows.push(missingRow(`many-to-many, ${whole}, per pair`, bench.valhalla.absent, `≥ ${LEAST_TIMES_VALHALLA} ×`));
  } else {
    const { configPath } = bench.valhalla;
    const valhalla = runAlone("measureValhallaMatrix", { configPath, folder, targets: ours.few.targets });
    const asked = `${writeCount(valhalla.sources)} × ${writeCount(valhalla.targets)}`;
    rows.push(
      compareTimes({
        work: `many-to-many, ${whole}, per pair found; Valhalla per pair of its answer, near or far`,
        oursMs: perPair,
        peerName: `Valhalla, ${asked}`,
        peerMs: valhalla.medianMs / valhalla.pairs,
        atLeast: LEAST_TIMES_VALHALLA,
      }),
      compareTimes({
        work: `many-to-many, ${asked} for both, per pair found within 15 min`,
        oursMs: perFewPair,
        peerName: `Valhalla, ${asked}`,
        peerMs: valhalla.medianMs / valhalla.pairsWithin,
        atLeast: LEAST_TIMES_VALHALLA,
      }),
    );
    notes.push(
      `Valhalla: \`sources_to_targets\` with \`timedistancematrix\`, ${asked} in one request (${(valhalla.medianMs / 1000).toFixed(1)} s; finding the streets of 10,000 targets alone takes it seconds, and larger requests cost more a pair), walking speed ${(ADULT.metresPerSecond * 3.6).toFixed(2)} km/h, \`max_matrix_distance\` ${writeCount(valhalla.maxMatrixMetres)} m, the least that admits all pairs, since it also bounds the search. ${writeCount(valhalla.pairsWithin)} of its ${writeCount(valhalla.pairs)} pairs are within 15 minutes. It has no limit in minutes, builds its own graph from the same extract, and rounds to whole seconds.`,
    );
  }
  if (isAbsent(bench.scipy)) rows.push(missingRow(`many-to-many, ${whole}`, bench.scipy.absent));
  else {
    const { checkedSources } = ours;
    const parameters = { limit: LIMIT_METRES, checkedSources, fewTargets: ours.few.targets };
    const scipy = askScipy(bench.scipy, "matrix", folder, parameters);
    rows.push(
      compareTimes({
        work: `many-to-many, ${whole}, per pair found`,
        oursMs: perPair,
        peerName: "scipy",
        peerMs: scipy.medianMs / scipy.pairs,
        atLeast: null,
      }),
    );
    const secondsOff = scipy.largestMetres / ADULT.metresPerSecond;
    const exact = secondsOff <= MOST_SECONDS_OFF && scipy.missingPairs === 0;
    rows.push({
      work: `many-to-many: largest difference over all ${writeCount(scipy.checkedPairs)} pairs of ${checkedSources} sources`,
      ours: `${secondsOff.toFixed(5)} s`,
      peer: `scipy; ${scipy.missingPairs} pairs that one of us lacks`,
      ratio: "",
      bar: `≤ ${MOST_SECONDS_OFF} s`,
      holds: exact,
    });
    notes.push(
      "scipy, many-to-many: the graph with a node more for each source, `dijkstra(limit=1080)` a source, then NumPy takes the lower way over the two ends of each target's edge, or straight along a shared edge. Its answers in float64 are the ones ours are checked against.",
    );
  }
  return { rows, notes };
}
