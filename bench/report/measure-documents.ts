/** The documents' part of the bench: the whole set for Datong and each document by itself, as the command line makes them. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, getPriority, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { runAlone } from "../alone.ts";
import type { ReportMeasurement } from "../tasks/measure-report.ts";

const RUNS = 2;
const SET = ["pptx", "docx", "xlsx", "pdf"] as const;
const SINGLE = [...SET, "png", "svg"] as const;
const MOST_SECONDS = 60;

interface Row {
  readonly formats: readonly string[];
  readonly seconds: readonly number[];
  readonly measured: ReportMeasurement;
  /** One-minute load of the machine before each run. */
  readonly loads: readonly number[];
}

/** The section's text. */
export async function measureDocuments(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "minsheng-documents-"));
  try {
    console.log("Making the whole set …");
    const set = makeRow(SET, folder);
    const pages = countPages(folder, set);
    const rows = SINGLE.map((format) => {
      console.log(`Making the ${format} …`);
      return makeRow([format], folder);
    });
    return writeSection(set, rows, pages);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeRow(formats: readonly string[], out: string): Row {
  const seconds: number[] = [];
  const loads: number[] = [];
  let measured: ReportMeasurement | null = null;
  for (let run = 0; run < RUNS; run++) {
    loads.push(loadavg()[0] ?? Number.NaN);
    const start = performance.now();
    measured = runAlone("measureReport", { formats, out });
    seconds.push((performance.now() - start) / 1000);
  }
  if (!measured) throw new Error("no run");
  return { formats, seconds, measured, loads };
}

/** Slides out of the file; pages as LibreOffice lays them out, null where it is not installed. */
function countPages(folder: string, set: Row): { readonly slides: number; readonly pages: number | null } {
  const pathOf = (ending: string): string => set.measured.files.find(({ path }) => path.endsWith(ending))?.path ?? "";
  const deck = unzipSync(readFileSync(pathOf(".pptx")), {
    filter: ({ name }) => /^ppt\/slides\/slide\d+\.xml$/.test(name),
  });
  const profile = `-env:UserInstallation=file://${join(folder, "office")}`;
  const asked = [profile, "--headless", "--convert-to", "pdf", "--outdir", folder, pathOf(".docx")];
  spawnSync("soffice", asked, { timeout: 180_000 });
  const made = readdirSync(folder).find((name) => name.endsWith(".pdf") && pathOf(".docx").includes(name.slice(0, -4)));
  const told = made ? spawnSync("pdfinfo", [join(folder, made)], { encoding: "utf8" }).stdout : "";
  const found = /Pages:\s+(\d+)/.exec(told ?? "");
  return { slides: Object.keys(deck).length, pages: found ? Number(found[1]) : null };
}

function writeSection(set: Row, rows: readonly Row[], { slides, pages }: ReturnType<typeof countPages>): string {
  const loads = [set, ...rows].flatMap((row) => row.loads);
  const [best, worst] = [Math.min(...set.seconds), Math.max(...set.seconds)];
  const isAhead = getPriority() < 0;
  const table = [set, ...rows].map((row, at) => {
    const { mostMemory, processorSeconds, files } = row.measured;
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const cells = [
      at === 0 ? "the whole set" : row.formats.join(),
      Math.min(...row.seconds).toFixed(1),
      Math.max(...row.seconds).toFixed(1),
      processorSeconds.toFixed(1),
      (mostMemory / 2 ** 20).toFixed(0),
      (bytes / 1e6).toFixed(1),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return `## Documents

\`minsheng report datong\`: from starting the command to the files on the disk, study read, network built, analysis run and every map drawn each time, in a process of its own on ${cpus().length} cores. Best and worst of ${RUNS} runs; load of the machine before them ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}${isAhead ? ", other work giving way (priority above it)" : ""}. Processor seconds are those of both cores together and hardly depend on the load. The PNG is the A3 sheet at 300 dots per inch.

| documents | best s | worst s | processor s | most memory MiB | files MB |
|---|---|---|---|---|---|
${table.join("\n")}

The whole set is ${SET.join(", ")}: ${slides} slides, ${pages === null ? "pages not counted (LibreOffice is not installed)" : `${pages} pages as LibreOffice lays them out`}. Bar: 12 slides, 20 pages, A3 PDF and XLSX within ${MOST_SECONDS} s on 2 cores; best ${best.toFixed(1)} s, worst ${worst.toFixed(1)} s: ${worst <= MOST_SECONDS ? "holds" : "**does not hold** at this load"}.
`;
}
