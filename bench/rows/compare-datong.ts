/** The field of each service of the shipped study, as the page asks for it. */
import { join } from "node:path";
import { runAlone } from "../alone.ts";
import { askScipy } from "../peers/scipy.ts";
import type { Bench } from "../prepare-bench.ts";
import { compareTimes, isAbsent, missingRow, type RowGroup, writeCount, writeTime } from "../table.ts";

export function compareDatong(bench: Bench): RowGroup {
  const ours = runAlone("measureDatong", { folder: join(bench.folder, "datong") });
  const rows = ours.costField.map(({ serviceId, facilities, measured }) => {
    const work = `Datong: field of ${serviceId} (${writeCount(facilities)} facilities)`;
    const asked = ours.services.find((service) => service.serviceId === serviceId);
    if (isAbsent(bench.scipy) || asked === undefined) {
      return {
        ...missingRow(work, isAbsent(bench.scipy) ? bench.scipy.absent : ""),
        ours: writeTime(measured.medianMs),
      };
    }
    const scipy = askScipy(bench.scipy, "field", asked.folder, { limit: asked.limitMetres });
    const peerMs = Math.min(scipy.medianMs, scipy.withLabelsMs);
    return compareTimes({ work, oursMs: measured.medianMs, peerName: "scipy, `min_only=True`", peerMs, atLeast: null });
  });
  const step = (work: string, milliseconds: number): (typeof rows)[number] => ({
    ...missingRow(work, ""),
    ours: writeTime(milliseconds),
  });
  return {
    rows: [
      step("Datong: read the study's files", ours.readMs),
      step("Datong: build the network", ours.networkMs),
      step("Datong: attach everybody to a street", ours.snapMs),
      ...rows,
      step("Datong: a run at a new speed (field, every home, counting, targets)", ours.newSpeed.medianMs),
      step("Datong: a run at a new cutoff (the slider)", ours.newCutoff.medianMs),
    ],
    notes: [
      `Datong demonstration study: ${writeCount(ours.nodes)} nodes, ${writeCount(ours.edges)} edges, ${writeCount(ours.demandPoints)} places where people live; each service at its own profile's speed, up to an hour. scipy starts at one end of each facility's edge, ours at both.`,
    ],
  };
}
