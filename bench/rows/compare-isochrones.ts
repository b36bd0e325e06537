/** A thousand fifteen-minute polygons. */
import { join } from "node:path";
import { runAlone } from "../alone.ts";
import { alternate, medianOf } from "../measure.ts";
import type { Bench } from "../prepare-bench.ts";
import { compareTimes, isAbsent, missingRow, type RowGroup, writeCount, writeTime } from "../table.ts";

const LEAST_TIMES_VALHALLA = 4;
const REPEATS = 3;

export function compareIsochrones(bench: Bench): RowGroup {
  const folder = join(bench.folder, "isochrones");
  const { valhalla } = bench;
  const measured = alternate(
    isAbsent(valhalla) ? 1 : REPEATS,
    () => runAlone("measureIsochrones", { folder }),
    () =>
      isAbsent(valhalla)
        ? valhalla
        : runAlone("measureValhallaIsochrones", { configPath: valhalla.configPath, folder }),
  );
  const [ours] = measured.ours;
  const [first, again, scattered, written] = (["firstMs", "medianMs", "scatteredMs", "writtenMs"] as const).map((key) =>
    medianOf(measured.ours.map((figures) => figures[key])),
  ) as [number, number, number, number];
  const work = `one 15-min isochrone, cells ≤ ${ours.cellMetres} m, of ${writeCount(ours.starts)} starts`;
  const bar = `≥ ${LEAST_TIMES_VALHALLA} ×`;
  const notes = [
    `Isochrones: ${ours.city}, starts along its streets, drawn in the order of the streets (for Valhalla too), which keeps what neighbours share in the processor's cache; ours with ${writeCount(ours.barriers)} barriers, ${ours.offStreetMetres} m off the street, ${writeCount(ours.positions)} positions a polygon. The ground beside the streets is found once a network, block by block as isochrones come there: the first ${writeCount(ours.starts)} take ${writeTime(first)} each with it, all later ones ${writeTime(again)}; written as GeoJSON text, ${writeTime(written)}.`,
  ];
  const answers = measured.peer.flatMap((answer) => (isAbsent(answer) ? [] : [answer]));
  const [answer] = answers;
  if (answer === undefined) {
    const reason = isAbsent(valhalla) ? valhalla.absent : "";
    return { rows: [{ ...missingRow(work, reason, bar), ours: writeTime(again) }], notes };
  }
  const peerMs = medianOf(answers.map(({ medianMs }) => medianMs));
  const peerName = "Valhalla, raster of 0.001° (111 × 80 m)";
  notes.push(
    `Valhalla: \`isochrone\` with \`polygons\`, \`generalize: 0\`, \`denoise: 0\`, walking speed 4.32 km/h, a request a start, its answer kept as text; ${writeCount(answer.positions)} positions a polygon${answer.refused === 0 ? "" : `, ${writeCount(answer.refused)} starts refused`}. Its raster has 600 cells across the farthest walk, rounded to whole thousandths of a degree and never finer than one: 0.001° here, and no request can make it finer (its vertices lie on those lines).`,
  );
  return {
    rows: [
      compareTimes({ work, oursMs: again, peerName, peerMs, atLeast: LEAST_TIMES_VALHALLA }),
      compareTimes({
        work: `${work}: the first ones, ground included`,
        oursMs: first,
        peerName,
        peerMs,
        atLeast: null,
      }),
      compareTimes({
        work: `${work}: a call a start, in no order`,
        oursMs: scattered,
        peerName,
        peerMs,
        atLeast: null,
      }),
      compareTimes({ work: `${work}: as GeoJSON text`, oursMs: written, peerName, peerMs, atLeast: null }),
    ],
    notes,
  };
}
