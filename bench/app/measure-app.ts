/** The app's part of the bench: the built page in Chromium, and the engine inside its worker. */
import { spawnSync } from "node:child_process";
import { ROOT } from "../places.ts";
import { measureBrowser } from "./browser.ts";

/** The section's text. */
export async function measureApp(): Promise<string> {
  const built = spawnSync("npx", ["vite", "build", "--logLevel", "error"], { cwd: ROOT, stdio: "inherit" });
  if (built.status !== 0) throw new Error("The app could not be built.");
  console.log("Measuring the built app in Chromium …");
  const app = await measureBrowser();
  const { engine } = app;
  const ms = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
  const slowest = [...engine.costField].sort((a, b) => b.measured.medianMs - a.measured.medianMs)[0];
  const fieldRows = engine.costField.map(
    ({ serviceId, facilities, measured }) =>
      `| cost field, ${serviceId} (${facilities} facilities) | ${ms(measured.medianMs)} |`,
  );
  return `## The app

${app.browser} (headless, software rendering), Datong demonstration study: ${engine.edges.toLocaleString("en")} edges, ${engine.nodes.toLocaleString("en")} nodes, ${engine.demandPoints.toLocaleString("en")} places where people live.

| work | bar | measured |
|---|---|---|
| cost field of one service over the whole network, in the worker, median | ≤ 100 ms | ${ms(slowest?.measured.medianMs ?? Number.NaN)} ms (slowest service: ${slowest?.serviceId ?? "none"}) |
| slider: key press to the map's frame with the new colours, median / p95 | ≤ 50 ms | ${ms(app.sliderRedraw.medianMs)} / ${ms(app.sliderRedraw.p95Ms)} ms |
| choropleth visible after load, production build, median / worst of ${app.choroplethVisible.runs} | ≤ 3 s | ${(app.choroplethVisible.medianMs / 1000).toFixed(2)} / ${(app.choroplethVisible.p95Ms / 1000).toFixed(2)} s |
| first-load JavaScript, workers included, gzipped | ≤ 900 kB | ${app.firstLoadKb.toFixed(0)} kB |

Without a graphics card the processor then paints that frame: pixels can be read back after ${ms(app.sliderPixels.medianMs)} / ${ms(app.sliderPixels.p95Ms)} ms.

Monaco's OpenStreetMap extract (180,118 nodes), from dropping the file on the page to its choropleth: ${app.monacoSeconds === null ? "not measured, the extract is absent" : `${app.monacoSeconds.toFixed(1)} s`}.

| the engine in the page's worker | milliseconds (medians) |
|---|---|
| build the network | ${ms(engine.networkMs)} |
| attach everybody to a street | ${ms(engine.snapMs)} |
${fieldRows.join("\n")}
| a run at a new speed (field, every home, counting, targets) | ${ms(engine.newSpeed.medianMs)} |
| a run at a new cutoff (the slider) | ${ms(engine.newCutoff.medianMs)} |
`;
}
