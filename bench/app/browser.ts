/** What a user feels in the built app: load, choropleth, slider; and the engine inside the worker. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { createServer } from "vite";
import { launchBrowser, waitForMap } from "../../tests/support/open-app.ts";
import { serveBuild } from "../../tests/support/serve-build.ts";
import { dropFiles } from "../../tests/support/use-page.ts";
import { type Measurement, summarise } from "../measure.ts";
import type { StudyFigures } from "../study-figures.ts";

export interface BrowserFigures {
  readonly browser: string;
  /** From navigation to the painted choropleth. */
  readonly choroplethVisible: Measurement;
  /** JavaScript fetched before the choropleth is visible, gzipped, in kB. */
  readonly firstLoadKb: number;
  /** From a key press on the slider to the end of the frame in which the map draws the new colours. */
  readonly sliderRedraw: Measurement;
  /** The same until the pixels can be read back: with software rendering, the time of painting on the processor. */
  readonly sliderPixels: Measurement;
  /** From dropping Monaco's extract to its choropleth, seconds; null where the extract is absent. */
  readonly monacoSeconds: number | null;
  readonly engine: StudyFigures;
}

const LOADS = 5;
const SLIDER_STEPS = 20;
/** Half seconds that a busy machine is given to follow a key press. */
const MOST_WAITS = 20;
const MONACO = resolve(import.meta.dirname, "../../../shared/geodata/monaco.osm.pbf");

declare global {
  interface Window {
    /** Whether each frame is waited for until its pixels can be read back. */
    readBack: boolean;
    /** When the last frame was drawn (and, where asked, read back). */
    frameDrawnAt: number;
    /** When a key was last pressed. */
    keyPressedAt: number;
  }
}

export async function measureBrowser(): Promise<BrowserFigures> {
  const browser = await launchBrowser();
  const served = await serveBuild();
  try {
    const loads: number[] = [];
    let firstLoadBytes = 0;
    for (let load = 0; load < LOADS; load++) {
      const { page, scripts } = await openPage(browser);
      const start = performance.now();
      await page.goto(served.url);
      await page.waitForSelector('body[data-choropleth="visible"]', { timeout: 120_000 });
      loads.push(performance.now() - start);
      firstLoadBytes = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0);
      await page.context().close();
    }
    const { page } = await openPage(browser);
    await page.goto(served.url);
    await waitForMap(page);
    await page.waitForTimeout(3000);
    const sliderRedraw = await measureSlider(page, false);
    const sliderPixels = await measureSlider(page, true);
    const monacoSeconds = await measureMonaco(page);
    await page.context().close();
    return {
      browser: `Chromium ${browser.version()}`,
      choroplethVisible: summarise(loads),
      firstLoadKb: firstLoadBytes / 1000,
      sliderRedraw,
      sliderPixels,
      monacoSeconds,
      engine: await measureWorkerEngine(browser),
    };
  } finally {
    await served.close();
    await browser.close();
  }
}

/** A page of a fresh profile that has seen the tour, and the gzipped size of each script that it fetches. */
async function openPage(browser: Browser): Promise<{ page: Page; scripts: ReadonlyMap<string, number> }> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
  const page = await context.newPage();
  const scripts = new Map<string, number>();
  context.on("response", async (response) => {
    if (!/\.m?js(\?|$)/.test(response.url())) return;
    const body = await response.body().catch(() => null);
    if (body) scripts.set(response.url(), gzipSync(body).length);
  });
  // tsx names functions through a helper that the page does not have.
  await page.addInitScript("globalThis.__name = (named) => named;");
  await page.addInitScript(() => {
    localStorage.setItem("minsheng.tour", "done");
    window.readBack = false;
    window.frameDrawnAt = 0;
    addEventListener("keydown", () => (window.keyPressedAt = performance.now()), { capture: true });
    let pending = false;
    for (const name of ["drawElements", "drawArrays"] as const) {
      const draw = WebGL2RenderingContext.prototype[name] as (...parameters: number[]) => void;
      WebGL2RenderingContext.prototype[name] = function (this: WebGL2RenderingContext, ...parameters: number[]): void {
        draw.apply(this, parameters);
        if (pending) return;
        pending = true;
        queueMicrotask(() => {
          pending = false;
          if (window.readBack) this.readPixels(0, 0, 1, 1, this.RGBA, this.UNSIGNED_BYTE, new Uint8Array(4));
          window.frameDrawnAt = performance.now();
        });
      };
    }
  });
  return { page, scripts };
}

/**
 * Presses the slider's arrow keys. Each sample runs from the key press to the end of the last frame that the map drew
 * for it, provided that the answer has changed too.
 */
async function measureSlider(page: Page, readBack: boolean): Promise<Measurement> {
  await page.evaluate((asked) => {
    window.readBack = asked;
  }, readBack);
  await page.getByTestId("time-slider").focus();
  const samples: number[] = [];
  for (let step = 0; step < SLIDER_STEPS; step++) {
    const before = await page.getByTestId("answer-sentence").textContent();
    await page.keyboard.press(step < SLIDER_STEPS / 2 ? "ArrowRight" : "ArrowLeft");
    let milliseconds = 0;
    for (let wait = 0; wait < MOST_WAITS && milliseconds <= 0; wait++) {
      await page.waitForTimeout(500);
      const [start, end] = await page.evaluate(() => [window.keyPressedAt, window.frameDrawnAt] as const);
      const hasFollowed = (await page.getByTestId("answer-sentence").textContent()) !== before;
      if (hasFollowed) milliseconds = end - start;
    }
    if (milliseconds <= 0) throw new Error("The map or the answer did not follow the slider within ten seconds.");
    samples.push(milliseconds);
  }
  return summarise(samples);
}

/** From dropping Monaco's extract on the page to its painted choropleth; null where the extract is absent. */
async function measureMonaco(page: Page): Promise<number | null> {
  if (!existsSync(MONACO)) return null;
  const start = performance.now();
  await dropFiles(page, [{ name: "monaco.osm.pbf", bytes: readFileSync(MONACO) }]);
  await page.getByTestId("study-title").filter({ hasText: "monaco" }).waitFor({ timeout: 120_000 });
  await waitForMap(page);
  return (performance.now() - start) / 1000;
}

async function measureWorkerEngine(browser: Browser): Promise<StudyFigures> {
  const server = await createServer({ server: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
  await server.listen();
  try {
    const address = server.resolvedUrls?.local[0] ?? "";
    const page = await browser.newPage();
    await page.goto(`${address}bench/app/worker-page.html`);
    await page.waitForSelector("#figures", { timeout: 180_000, state: "attached" });
    return JSON.parse((await page.textContent("#figures")) ?? "{}") as StudyFigures;
  } finally {
    await server.close();
  }
}
