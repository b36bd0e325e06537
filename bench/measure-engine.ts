/** The engine's part of the bench: every row, one after the other, as a section of the report. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MONACO, ROOT } from "./places.ts";
import { prepareBench } from "./prepare-bench.ts";
import { compareAccuracy } from "./rows/compare-accuracy.ts";
import { compareDatong } from "./rows/compare-datong.ts";
import { compareFields } from "./rows/compare-fields.ts";
import { compareIsochrones } from "./rows/compare-isochrones.ts";
import { compareMatrices } from "./rows/compare-matrices.ts";
import { compareSearches } from "./rows/compare-searches.ts";
import { compareTurf } from "./rows/compare-turf.ts";
import { isAbsent, missingRow, type RowGroup, writeTable } from "./table.ts";

/** The section's text; a row that fails says so and stops no other. */
export async function measureEngine(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "minsheng-bench-"));
  try {
    console.log("Looking for the peers …");
    const bench = await prepareBench(folder, existsSync(MONACO) ? MONACO : null);
    const parts: Readonly<Record<string, () => RowGroup>> = {
      "bounded searches": () => compareSearches(bench),
      "multi-source fields": () => compareFields(bench),
      "many-to-many": () => compareMatrices(bench),
      isochrones: () => compareIsochrones(bench),
      accuracy: () => compareAccuracy(bench),
      "Turf alone": () => compareTurf(),
      "the Datong study": () => compareDatong(bench),
    };
    const groups: RowGroup[] = [];
    // A handler of its own lets what was started be stopped and deleted before the bench ends.
    let isInterrupted = false;
    process.once("SIGINT", () => {
      isInterrupted = true;
    });
    for (const [name, compare] of Object.entries(parts)) {
      await new Promise((resolve) => setImmediate(resolve));
      if (isInterrupted) throw new Error("The bench was interrupted; the report is as it was.");
      const began = performance.now();
      groups.push(attempt(name, compare));
      console.log(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
    const peers = [
      isAbsent(bench.scipy) ? null : `scipy ${bench.scipy.version}`,
      isAbsent(bench.valhalla) ? null : `Valhalla ${bench.valhalla.version}`,
      `Turf ${readVersion("@turf/turf")}`,
    ].filter((peer) => peer !== null);
    return `## The engine against its peers

Medians in one run, one thread each, after a warm-up for each; every one of our rows in a process of its own. The same graph with the same
numbering, starts and limit for everybody who takes a graph; files read and matrices built before the clock starts. The
ratio is the peer's time over ours where it ends in ×, ours over the floor's where it says so. Peers: ${peers.join(", ")}, pgRouting.

${writeTable(groups.flatMap(({ rows }) => rows))}

${groups
  .flatMap(({ notes }) => notes)
  .map((note) => `- ${note}`)
  .join("\n")}
`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readVersion(name: string): string {
  const manifest = readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

function attempt(name: string, compare: () => RowGroup): RowGroup {
  try {
    return compare();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`${name}: ${reason}`);
    return { rows: [missingRow(name, `could not be measured: ${reason.slice(0, 300)}`)], notes: [] };
  }
}
