/** What a user feels in the built app: load, choropleth, slider; and the engine inside the worker. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { createServer } from "vite";
import { launchBrowser, waitForMap } from "../tests/support/open-app.ts";
import { serveBuild } from "../tests/support/serve-build.ts";
import { dropFiles } from "../tests/support/use-page.ts";
import type { EngineFigures } from "./engine.ts";
import { type Measurement, summarise } from "./measure.ts";

export interface BrowserFigures {
  readonly browser: string;
  /** From navigation to the painted choropleth. */
  readonly choroplethVisible: Measurement;
  /** JavaScript fetched before the choropleth is visible, gzipped, in kB. */
  readonly firstLoadKb: number;
  /** From a key press on the slider to the frame with the new colours, read back. */
  readonly sliderRedraw: Measurement;
  /** From dropping Monaco's extract to its choropleth, seconds; null where the extract is absent. */
  readonly monacoSeconds: number | null;
  readonly engine: EngineFigures;
}

const LOADS = 5;
const SLIDER_STEPS = 20;
const MONACO = resolve(import.meta.dirname, "../../shared/geodata/monaco.osm.pbf");

declare global {
  interface Window {
    /** WebGL contexts that have drawn, each with the time of its last draw call. */
    drawnAt: Map<WebGL2RenderingContext, number>;
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
    const sliderRedraw = await measureSlider(page);
    const monacoSeconds = await measureMonaco(page);
    await page.context().close();
    return {
      browser: `Chromium ${browser.version()}`,
      choroplethVisible: summarise(loads),
      firstLoadKb: firstLoadBytes / 1000,
      sliderRedraw,
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
    window.drawnAt = new Map();
    for (const name of ["drawElements", "drawArrays"] as const) {
      const draw = WebGL2RenderingContext.prototype[name] as (...parameters: number[]) => void;
      WebGL2RenderingContext.prototype[name] = function (this: WebGL2RenderingContext, ...parameters: number[]): void {
        window.drawnAt.set(this, performance.now());
        draw.apply(this, parameters);
      };
    }
  });
  return { page, scripts };
}

/**
 * Presses the slider's arrow keys. Each sample runs from the key press until the answer has changed, the map has
 * drawn a frame after that, and the pixels of that frame can be read back.
 */
async function measureSlider(page: Page): Promise<Measurement> {
  await page.waitForTimeout(3000);
  await page.getByTestId("time-slider").focus();
  const samples: number[] = [];
  for (let step = 0; step < SLIDER_STEPS; step++) {
    const painted = page.evaluate(
      () =>
        new Promise<number>((done) => {
          const answer = (): string => document.querySelector('[data-testid="answer-sentence"]')?.textContent ?? "";
          const before = answer();
          addEventListener(
            "keydown",
            () => {
              const start = performance.now();
              let answeredAt = 0;
              const look = (): void => {
                if (answeredAt === 0 && answer() !== before) answeredAt = performance.now();
                const drawn = [...window.drawnAt].find(([, time]) => answeredAt > 0 && time > answeredAt);
                if (drawn) {
                  const [context] = drawn;
                  context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
                  done(performance.now() - start);
                } else {
                  requestAnimationFrame(look);
                }
              };
              new MutationObserver(() => {
                if (answeredAt === 0 && answer() !== before) answeredAt = performance.now();
              }).observe(document.body, { subtree: true, childList: true, characterData: true });
              requestAnimationFrame(look);
            },
            { once: true, capture: true },
          );
        }),
    );
    await page.keyboard.press(step < SLIDER_STEPS / 2 ? "ArrowRight" : "ArrowLeft");
    samples.push(await painted);
    await page.waitForTimeout(200);
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

async function measureWorkerEngine(browser: Browser): Promise<EngineFigures> {
  const server = await createServer({ server: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
  await server.listen();
  try {
    const address = server.resolvedUrls?.local[0] ?? "";
    const page = await browser.newPage();
    await page.goto(`${address}bench/worker-page.html`);
    await page.waitForSelector("#figures", { timeout: 180_000, state: "attached" });
    return JSON.parse((await page.textContent("#figures")) ?? "{}") as EngineFigures;
  } finally {
    await server.close();
  }
}
