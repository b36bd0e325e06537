/** The part `import`: a province's extract and half a million rows, on the command line and in the built page. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { loadStudy } from "../../src/cli/load-study.ts";
import { launchBrowser } from "../../tests/support/open-app.ts";
import { serveBuild } from "../../tests/support/serve-build.ts";
import { ROOT } from "../places.ts";
import { importInPage, type PageImport } from "./import-in-page.ts";
import { writePeople, writeProvince } from "./large-files.ts";
import { peakBytes } from "./processes.ts";

const MONACO = resolve(import.meta.dirname, "../../../shared/geodata/monaco.osm.pbf");
const ROWS = 500_000;

interface CommandImport {
  readonly seconds: number;
  readonly peakBytes: number;
}

/** `minsheng import …files` in a process of its own. */
async function importOnCommandLine(files: readonly string[], out: string): Promise<CommandImport> {
  const start = performance.now();
  const child = spawn(process.execPath, ["src/cli/minsheng.mjs", "import", ...files, "--out", out, "--force"], {
    cwd: ROOT,
    stdio: "ignore",
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakBytes(child.pid ?? 0));
  }, 100);
  const status = await new Promise<number | null>((done) => child.on("exit", done));
  clearInterval(watch);
  if (status !== 0) throw new Error(`minsheng import ended with ${status}`);
  return { seconds: (performance.now() - start) / 1000, peakBytes: peak };
}

const seconds = (value: number): string => `${value.toFixed(1)} s`;
const ms = (value: number): string => `${value.toFixed(0)} ms`;
const gigabytes = (bytes: number): string => (bytes > 0 ? `${(bytes / 1e9).toFixed(2)} GB` : "not known here");
const megabytes = (path: string): string => `${(statSync(path).size / 1e6).toFixed(1)} MB`;

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function rowsOfPage(what: string, found: PageImport, bars: readonly [read: string, memory: string]): string[] {
  const { readSeconds, openedSeconds, madeSeconds, longestTaskMs, longestMadeMs, peakBytes: peak } = found;
  const made =
    openedSeconds === null || madeSeconds === null
      ? []
      : [
          row([
            `${what}, in the page: from confirming to the opened study in its new colours; both together`,
            "≤ 10 s",
            `${seconds(openedSeconds)}; ${seconds(readSeconds + openedSeconds)}`,
          ]),
          row([`${what}, in the page: from confirming to every service and target`, "", seconds(madeSeconds)]),
        ];
  const until = madeSeconds === null ? "answer" : "review";
  return [
    row([`${what}, in the page: from choosing the file to the ${until}`, bars[0], seconds(readSeconds)]),
    row([`${what}, in the page: longest time that the page is busy at a stretch until then`, "", ms(longestTaskMs)]),
    ...made,
    ...(longestMadeMs === null
      ? []
      : [row([`${what}, in the page: the same from confirming on`, "", ms(longestMadeMs)])]),
    row([`${what}, in the page: most memory of its process, workers included`, bars[1], gigabytes(peak)]),
  ];
}

export async function measureImport(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "minsheng-import-"));
  const browser = await launchBrowser();
  const served = await serveBuild();
  const load = loadavg()[0] ?? Number.NaN;
  try {
    const { study } = await loadStudy("datong");
    const [people, province, out] = ["people.csv", "province.osm.pbf", "out.mscircle"].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    writePeople(study, ROWS, people);
    const lines: string[] = [];
    const list = `${ROWS.toLocaleString("en")} rows of CSV (${megabytes(people)})`;
    const onCommand = await importOnCommandLine(["datong", people], out);
    lines.push(row([`${list} added to the Datong study, command line`, "", seconds(onCommand.seconds)]));
    lines.push(row([`${list}, command line: most memory`, "", gigabytes(onCommand.peakBytes)]));
    lines.push(...rowsOfPage(list, await importInPage(browser, served.url, people, true), ["≤ 10 s", ""]));
    if (existsSync(MONACO)) {
      writeProvince(MONACO, province);
      const extract = `an OSM PBF of ${megabytes(province)}`;
      const made = await importOnCommandLine([province], out);
      lines.push(row([`${extract}, command line`, "≤ 90 s", seconds(made.seconds)]));
      lines.push(row([`${extract}, command line: most memory`, "", gigabytes(made.peakBytes)]));
      const inPage = await importInPage(browser, served.url, province, false);
      lines.push(...rowsOfPage(extract, inPage, ["≤ 90 s", "< 2 GB"]));
    }
    return `## Importing large files

Files made on the spot: a list of places where people live (number, name, position, people, people aged 60 and over) scattered around those of the
Datong study; Monaco's extract 36 times side by side, each copy with ids of its own. The whole command counts, from its start to the study file.
In the page the Datong study is open before. Other work was on the machine at the same time: load ${load.toFixed(1)} on its cores when this part began.

| work | bar | measured |
|---|---|---|
${lines.join("\n")}
`;
  } finally {
    await served.close();
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
