/** The scenarios' part of the bench: edits on the Datong study, and what one more facility would gain there. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { readStudyFolder } from "../../src/io/study/study-folder.ts";
import { ROOT } from "../places.ts";
import { type MeasuredEdit, measureDrags, measureGains, measureOtherEdits } from "./drag-facility.ts";
import { measurePageDrags } from "./drag-in-page.ts";

/** Milliseconds at the 95th percentile that a drag may take in the worker. */
const DRAG_BAR_MS = 30;
/** Milliseconds at the 95th percentile from the pointer's move to the recoloured map. */
const PAGE_BAR_MS = 50;

/** The section's text. */
export async function measureScenarios(): Promise<string> {
  console.log("Measuring edits of scenarios …");
  const folder = join(ROOT, "geodata/datong");
  const study = await readStudyFolder(async (name) => new Uint8Array(readFileSync(join(folder, name))));
  const base = new AnalysisSession(study);
  runAnalysis(study, DEFAULT_PARAMETERS, base);
  const drags = measureDrags(study, base);
  const others = measureOtherEdits(study, base);
  console.log("Measuring marginal gains …");
  const gains = measureGains(study, base);
  const built = spawnSync("npx", ["vite", "build", "--logLevel", "error"], { cwd: ROOT, stdio: "inherit" });
  if (built.status !== 0) throw new Error("The app could not be built.");
  console.log("Measuring drags in Chromium …");
  const pageDrags = await measurePageDrags();
  const ms = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
  const row = ({ what, measured }: MeasuredEdit): string =>
    `| ${what} | ${ms(measured.medianMs)} | ${ms(measured.p95Ms)} |`;
  const drag = (each: MeasuredEdit): string => `${row(each)} ${each.measured.p95Ms <= DRAG_BAR_MS ? "yes" : "no"} |`;
  const whole = (value: number): string => Math.round(value).toLocaleString("en");
  return `## Scenarios

Datong demonstration study, in the engine as the worker runs it: from the edit (the scenario's study derived) to the coverage of the service on every street and community. Every result equals a run from nothing to the bit (\`tests/properties/scenarios.test.ts\`).

| a facility dragged, 200 steps | median ms | p95 ms | ≤ ${DRAG_BAR_MS} ms |
|---|---|---|---|
${drags.map(drag).join("\n")}

The same in the built page (headless Chromium, software rendering), a new facility dragged across the old town: from the pointer's move to the end of drawing the frame with the new colours, over those of 60 steps that changed a colour:

| service | steps | median ms | p95 ms | ≤ ${PAGE_BAR_MS} ms |
|---|---|---|---|---|
${pageDrags.map(({ serviceId, recoloured, measured }) => `| ${serviceId} | ${recoloured} | ${ms(measured.medianMs)} | ${ms(measured.p95Ms)} | ${measured.p95Ms <= PAGE_BAR_MS ? "yes" : "no"} |`).join("\n")}

| other edits, coverage of day-care centres | median ms | p95 ms |
|---|---|---|
${others.map(row).join("\n")}

What one more facility would gain at each of ${whole(base.network.nodeCount)} street nodes, exactly, at each service's own speed and group within 15 minutes:

| service | people not covered | most that one would gain | milliseconds |
|---|---|---|---|
${gains.map((each) => `| ${each.serviceId} | ${whole(each.uncovered)} | ${whole(each.best)} | ${ms(each.milliseconds)} |`).join("\n")}
`;
}
