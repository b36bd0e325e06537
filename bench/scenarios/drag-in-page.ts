/** A facility dragged in the built page: from the pointer's move to the end of the drawing of the frame that has the new colours. */
import type { Page } from "playwright-core";
import { launchBrowser, openApp, waitForMap } from "../../tests/support/open-app.ts";
import { serveBuild } from "../../tests/support/serve-build.ts";
import { goTo } from "../../tests/support/use-page.ts";
import { type Measurement, summarise } from "../measure.ts";

export interface PageDrag {
  readonly serviceId: string;
  /** Steps that changed a colour on the map; only these are measured. */
  readonly recoloured: number;
  readonly measured: Measurement;
}

const STEPS = 60;
const STEP_PIXELS = 10;
const LONGEST_WAIT_MS = 400;

declare global {
  interface Window {
    movedAt: number;
    recolouredAfter: number;
  }
}

/** Every service that a scenario can be sited for, one new facility of it dragged across the old town. */
export async function measurePageDrags(): Promise<readonly PageDrag[]> {
  const browser = await launchBrowser();
  const served = await serveBuild();
  try {
    const { page } = await openApp(browser, served.url);
    // tsx names functions through a helper that the page does not have.
    await page.evaluate("globalThis.__name = (named) => named;");
    await waitForMap(page);
    await goTo(page, "选址");
    await page.getByTestId("new-scenario").click();
    const box = await page.locator(".study-map-canvas").boundingBox();
    if (!box) throw new Error("There is no map.");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    for (let step = 0; step < 5; step++) {
      await page.mouse.wheel(0, -400);
      await page.waitForTimeout(400);
    }
    await page.evaluate(() => {
      let colouredAt = 0;
      addEventListener(
        "mousemove",
        () => {
          window.movedAt = performance.now();
          window.recolouredAfter = 0;
          colouredAt = 0;
        },
        { capture: true },
      );
      // The frames since the move, each by the end of its drawing; the first one after the colours were set has them.
      let frames: number[] = [];
      const take = (): void => {
        const frame = frames.find((end) => end > colouredAt);
        if (colouredAt > 0 && frame !== undefined && window.recolouredAfter === 0)
          window.recolouredAfter = frame - window.movedAt;
      };
      new PerformanceObserver((list) => {
        const [first] = list.getEntriesByName("choropleth-recolour");
        if (first && first.startTime > window.movedAt && colouredAt === 0) colouredAt = first.startTime;
        take();
      }).observe({ entryTypes: ["measure"] });
      for (const name of ["drawElements", "drawArrays"] as const) {
        const draw = WebGL2RenderingContext.prototype[name] as (...parameters: number[]) => void;
        let isPending = false;
        WebGL2RenderingContext.prototype[name] = function (
          this: WebGL2RenderingContext,
          ...parameters: number[]
        ): void {
          draw.apply(this, parameters);
          if (isPending) return;
          isPending = true;
          queueMicrotask(() => {
            isPending = false;
            frames = [...frames.slice(-40), performance.now()];
          });
        };
      }
    });
    const serviceIds = await page
      .getByTestId("site-service")
      .locator("option")
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    const drags: PageDrag[] = [];
    for (const serviceId of serviceIds) drags.push(await measureDrag(page, serviceId, x, y));
    return drags;
  } finally {
    await served.close();
    await browser.close();
  }
}

async function measureDrag(page: Page, serviceId: string, x: number, y: number): Promise<PageDrag> {
  await page.getByTestId("site-service").selectOption(serviceId);
  await page.waitForTimeout(800);
  await waitForMap(page);
  await page.getByTestId("place-facility").click();
  await page.mouse.click(x, y);
  await page.waitForTimeout(1200);
  await waitForMap(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const samples: number[] = [];
  for (let step = 1; step <= STEPS; step++) {
    const angle = (4 * Math.PI * step) / STEPS;
    const reach = STEP_PIXELS * (8 + step / 10);
    await page.mouse.move(x + reach * Math.sin(angle), y + reach * (1 - Math.cos(angle)));
    await page.waitForTimeout(LONGEST_WAIT_MS);
    const milliseconds = await page.evaluate(() => window.recolouredAfter);
    if (milliseconds > 0) samples.push(milliseconds);
  }
  await page.mouse.up();
  await page.waitForTimeout(500);
  await page.locator(".scenario-steps .scenario-step-tools button").last().click();
  await waitForMap(page);
  return { serviceId, recoloured: samples.length, measured: summarise(samples) };
}
