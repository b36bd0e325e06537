/** What a user feels in the built app: load, choropleth, slider; and the engine inside the worker. */
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { createServer } from "vite";
import { launchBrowser, openApp, waitForMap } from "../tests/support/open-app.ts";
import { serveBuild } from "../tests/support/serve-build.ts";
import type { EngineFigures } from "./engine.ts";
import { type Measurement, summarise } from "./measure.ts";

export interface BrowserFigures {
  readonly browser: string;
  /** From navigation to the painted choropleth. */
  readonly choroplethVisible: Measurement;
  /** JavaScript fetched before the choropleth is visible, gzipped, in kB. */
  readonly firstLoadKb: number;
  /** From a press on the slider to the frame that shows the new colours. */
  readonly sliderRedraw: Measurement;
  readonly engine: EngineFigures;
}

const LOADS = 5;
const SLIDER_STEPS = 20;

export async function measureBrowser(): Promise<BrowserFigures> {
  const browser = await launchBrowser();
  const served = await serveBuild();
  try {
    const loads: number[] = [];
    let firstLoadBytes = 0;
    let sliderRedraw: Measurement | null = null;
    for (let load = 0; load < LOADS; load++) {
      const scripts = new Map<string, number>();
      const { page } = await openApp(browser, "about:blank");
      page.on("response", async (response) => {
        if (!/\.m?js(\?|$)/.test(response.url())) return;
        scripts.set(response.url(), gzipSync(await response.body()).length);
      });
      await page.unroute("**/*").catch(() => undefined);
      await page.context().unrouteAll();
      const start = performance.now();
      await page.goto(served.url);
      await page.waitForSelector('body[data-choropleth="visible"]', { timeout: 120_000 });
      loads.push(performance.now() - start);
      firstLoadBytes = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0);
      if (load === LOADS - 1) {
        await waitForMap(page);
        sliderRedraw = await measureSlider(page);
      }
      await page.context().close();
    }
    return {
      browser: `Chromium ${browser.version()}`,
      choroplethVisible: summarise(loads),
      firstLoadKb: firstLoadBytes / 1000,
      sliderRedraw: sliderRedraw ?? summarise([]),
      engine: await measureWorkerEngine(browser),
    };
  } finally {
    await served.close();
    await browser.close();
  }
}

/** Presses the slider's arrow keys and waits each time until the map has been drawn with the new run. */
async function measureSlider(page: Page): Promise<Measurement> {
  await page.waitForTimeout(2000);
  await page.getByTestId("time-slider").focus();
  const samples: number[] = [];
  for (let step = 0; step < SLIDER_STEPS; step++) {
    const painted = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const slider = document.querySelector<HTMLElement>('[data-testid="time-slider"]');
          const before = document.body.dataset.paintedMinutes;
          slider?.addEventListener(
            "keydown",
            () => {
              const start = performance.now();
              const check = (): void => {
                if (document.body.dataset.paintedMinutes !== before) resolve(performance.now() - start);
                else requestAnimationFrame(check);
              };
              requestAnimationFrame(check);
            },
            { once: true, capture: true },
          );
        }),
    );
    await page.keyboard.press(step % 2 === 0 ? "ArrowRight" : "ArrowLeft");
    samples.push(await painted);
    await page.waitForTimeout(150);
  }
  return summarise(samples);
}

async function measureWorkerEngine(browser: Awaited<ReturnType<typeof launchBrowser>>): Promise<EngineFigures> {
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
