/** Turf alone: circles where we walk streets. */
import { runAlone } from "../alone.ts";
import { compareTimes, type RowGroup, writeCount } from "../table.ts";

export function compareTurf(): RowGroup {
  const turf = runAlone("measureTurf", {});
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const circles = `${writeCount(turf.facilities)} circles, ${writeCount(turf.homes)} homes`;
  return {
    rows: [
      compareTimes({
        work: `coverage of ${turf.serviceId} in the Datong study, straight line: ${circles}`,
        oursMs: turf.straightMs,
        peerName: "Turf, buffers drawn beforehand and `booleanPointInPolygon`",
        peerMs: turf.turfCoverageMs,
        atLeast: null,
      }),
      compareTimes({
        work: "the same coverage along the streets (field and every home)",
        oursMs: turf.networkMs,
        peerName: "Turf, straight line",
        peerMs: turf.turfCoverageMs,
        atLeast: null,
      }),
    ],
    notes: [
      `Turf: \`buffer\` of a point with 16 steps takes ${(turf.bufferMs * 1000).toFixed(0)} µs, ${writeCount(turf.starts * turf.bufferMs)} ms for ${writeCount(turf.starts)} starts, and knows no streets. \`booleanPointInPolygon\` tries circle after circle (with their boxes) until one holds the home; it was asked for one home in 20 and its time scaled. Covered homes: Turf ${share(turf.turfShare)}, our straight line ${share(turf.straightShare)}, along streets ${share(turf.networkShare)}.`,
    ],
  };
}
