/**
 * `npm run bench`: measures the product on the Datong study, in Node and in the
 * built app in Chromium, with peers in the same run, and writes bench/README.md.
 * Nothing is asserted: the figures are for reading.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { AnalysisSession } from "../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../src/core/model/parameters.ts";
import { searchOf } from "../src/core/service-search.ts";
import { readStudyFolder } from "../src/io/study-folder.ts";
import { type BrowserFigures, measureBrowser } from "./browser.ts";
import { type EngineFigures, measureEngine } from "./engine.ts";
import { measureScipy, type ScipyFigures } from "./scipy-peer.ts";

const ROOT = resolve(import.meta.dirname, "..");
const STUDY = join(ROOT, "geodata/datong");
const PEER_SERVICE = "kindergarten";

const readStart = performance.now();
const study = await readStudyFolder((name) => readFile(join(STUDY, name)));
const readMs = performance.now() - readStart;
console.log("Measuring the engine in Node …");
const engine = measureEngine(study);
const service = study.services.find(({ id }) => id === PEER_SERVICE);
const scipy = service ? measureScipy(new AnalysisSession(study), searchOf(service, DEFAULT_PARAMETERS)) : null;
const built = spawnSync("npx", ["vite", "build", "--logLevel", "error"], { cwd: ROOT, stdio: "inherit" });
if (built.status !== 0) throw new Error("The app could not be built.");
console.log("Measuring the built app in Chromium …");
const browser = await measureBrowser();
const report = writeReport({ readMs, engine, scipy, browser });
writeFileSync(join(ROOT, "bench/README.md"), report);
console.log(report);
process.exit(0);

interface Figures {
  readonly readMs: number;
  readonly engine: EngineFigures;
  readonly scipy: ScipyFigures | null;
  readonly browser: BrowserFigures;
}

function writeReport({ readMs, engine, scipy, browser }: Figures): string {
  const ms = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
  const version = (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string }).version;
  const processor = cpus()[0]?.model.trim() ?? "unknown processor";
  const slowest = [...browser.engine.costField].sort((a, b) => b.measured.medianMs - a.measured.medianMs)[0];
  const peer = engine.costField.find(({ serviceId }) => serviceId === PEER_SERVICE);
  const fieldRows = engine.costField.map(({ serviceId, facilities, measured }) => {
    const inWorker = browser.engine.costField.find((field) => field.serviceId === serviceId)?.measured;
    return `| cost field, ${serviceId} (${facilities} facilities) | ${ms(measured.medianMs)} | ${inWorker ? ms(inWorker.medianMs) : ""} |`;
  });
  return `# Measurements

Written by \`npm run bench\`; do not edit. Version ${version}, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${processor}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, ${browser.browser} (headless, software rendering).
Datong demonstration study: ${engine.edges.toLocaleString("en")} edges, ${engine.nodes.toLocaleString("en")} nodes, ${engine.demandPoints.toLocaleString("en")} places where people live.

## What must hold
| work | bar | measured |
|---|---|---|
| cost field of one service over the whole network, in the worker, median | ≤ 100 ms | ${ms(slowest?.measured.medianMs ?? Number.NaN)} ms (slowest service: ${slowest?.serviceId ?? "none"}) |
| slider: key press to the map's frame with the new colours, median / p95 | ≤ 50 ms | ${ms(browser.sliderRedraw.medianMs)} / ${ms(browser.sliderRedraw.p95Ms)} ms |
| choropleth visible after load, production build, median / worst of ${browser.choroplethVisible.runs} | ≤ 3 s | ${(browser.choroplethVisible.medianMs / 1000).toFixed(2)} / ${(browser.choroplethVisible.p95Ms / 1000).toFixed(2)} s |
| first-load JavaScript, workers included, gzipped | ≤ 900 kB | ${browser.firstLoadKb.toFixed(0)} kB |

Without a graphics card the processor then paints that frame: pixels can be read back after ${ms(browser.sliderPixels.medianMs)} / ${ms(browser.sliderPixels.p95Ms)} ms.

Monaco's OpenStreetMap extract (180,118 nodes), from dropping the file on the page to its choropleth: ${browser.monacoSeconds === null ? "not measured, the extract is absent" : `${browser.monacoSeconds.toFixed(1)} s`}.

## The engine, one thread, milliseconds (medians)
| work | Node | worker in Chromium |
|---|---|---|
| read the study's files | ${ms(readMs)} | |
| build the network | ${ms(engine.networkMs)} | ${ms(browser.engine.networkMs)} |
| attach everybody to a street | ${ms(engine.snapMs)} | ${ms(browser.engine.snapMs)} |
${fieldRows.join("\n")}
| a run at a new speed (field, every home, counting, targets) | ${ms(engine.newSpeed.medianMs)} | ${ms(browser.engine.newSpeed.medianMs)} |
| a run at a new cutoff (the slider) | ${ms(engine.newCutoff.medianMs)} | ${ms(browser.engine.newCutoff.medianMs)} |

## A peer in the same run
${
  scipy && peer
    ? `scipy ${scipy.version} \`csgraph.dijkstra(limit=3600 s, min_only=True)\`, all kindergartens at once, same network: ${ms(scipy.medianMs)} ms. Ours: ${ms(peer.measured.medianMs)} ms, ${(scipy.medianMs / peer.measured.medianMs).toFixed(1)} times as fast.`
    : "scipy was not to be had on this machine; no peer was measured."
}
`;
}
