/** A thousand fifteen-minute polygons. */
import { join } from "node:path";
import { runAlone } from "../alone.ts";
import type { Bench } from "../prepare-bench.ts";
import { isAbsent, missingRow, type RowGroup, writeCount } from "../table.ts";

const LEAST_TIMES_VALHALLA = 4;

/** Needs the points that the matrix's row has left in the bench's folder. */
export function compareIsochrones(bench: Bench): RowGroup {
  const work = "one 15-min isochrone polygon, of 1,000 starts";
  const bar = `≥ ${LEAST_TIMES_VALHALLA} ×`;
  if (isAbsent(bench.valhalla)) return { rows: [missingRow(work, bench.valhalla.absent, bar)], notes: [] };
  const { configPath } = bench.valhalla;
  const valhalla = runAlone("measureValhallaIsochrones", { configPath, folder: join(bench.folder, "matrix") });
  return {
    rows: [missingRow(work, `Valhalla: ${valhalla.medianMs.toFixed(1)} ms`, bar)],
    notes: [
      `Valhalla: \`isochrone\` with \`polygons\`, \`generalize: 0\`, \`denoise: 0\`, a request a start, its answer kept as text; ${writeCount(valhalla.positions)} positions a polygon. Its raster for a walk of 15 minutes is its finest, 0.001° (111 × 80 m in Monaco), and cannot be asked to be finer.`,
    ],
  };
}
