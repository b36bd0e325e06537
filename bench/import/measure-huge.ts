/** The part `huge`: files of a gigabyte, sound and hostile, each imported in a process of its own and deleted afterwards. */
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { runAlone } from "../alone.ts";
import { HUGE_FILES, writeHugeFile } from "./huge-files.ts";

const BYTES = Number(process.env.BENCH_HUGE_BYTES ?? 1e9);
const ONLY = process.env.BENCH_HUGE_FILES?.split(",");

function rowOf(name: string, what: string, folder: string): string {
  const file = HUGE_FILES.find((one) => one.name === name);
  if (!file) throw new Error(`There is no file ${name}.`);
  const bytes = writeHugeFile(file, folder, BYTES);
  const isWhole = /\.(osm|pbf)$/.test(name);
  const load = (loadavg()[0] ?? Number.NaN).toFixed(1);
  const size = `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`;
  try {
    const { outcome, seconds, longestSilence, longestDeafness, peakBytes } = runAlone("measureHugeImport", {
      path: join(folder, name),
      isWhole,
    });
    const times = [seconds, longestSilence, longestDeafness].map((value) => `${value.toFixed(1)} s`);
    return `| ${what} | ${size} | ${outcome} | ${times.join(" | ")} | ${(peakBytes / 1e9).toFixed(2)} GB | ${load} |`;
  } catch (error) {
    const said = error instanceof Error ? (error.message.split("\n").at(-1) ?? "") : String(error);
    return `| ${what} | ${size} | no answer: ${said.slice(0, 100)} | | | | | ${load} |`;
  }
}

export async function measureHuge(): Promise<string> {
  const lines: string[] = [];
  for (const { name, what } of HUGE_FILES) {
    if (ONLY && !ONLY.includes(name)) continue;
    const folder = mkdtempSync(join(tmpdir(), "minsheng-huge-"));
    try {
      lines.push(rowOf(name, what, folder));
      console.error(lines.at(-1));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return `## Files of a gigabyte

Each file is made, added to the Datong study (OSM files alone) as \`minsheng import\` does it, in a process of its own, and deleted. Time counts from the bytes
in memory to the study or its refusal. Silence: the longest time without a word of progress. Deafness: the longest time in which it did not ask whether it was called off. Within GDAL (GeoPackages) the page is heard by a flag in shared memory, without which only its end is.
Memory holds the file itself. The last column is the load of the machine when the file's turn came.

| file | length | outcome | time | silence | deafness | most memory | load |
|---|---|---|---|---|---|---|---|
${lines.join("\n")}
`;
}
