/** Large files brought to the built page: how long it takes, how long the page is busy at a time, how much memory it takes. */
import type { Browser } from "playwright-core";
import { openApp, waitForMap } from "../../tests/support/open-app.ts";
import { listRenderers, peakBytes } from "./processes.ts";

export interface PageImport {
  /** From choosing the file to what it holds (the review), or to the opened study where it needs no review; seconds. */
  readonly readSeconds: number;
  /** From confirming to the opened study with the colours of the service on screen; null without review. */
  readonly openedSeconds: number | null;
  /** From confirming to the whole answer, every service and target; null without review. */
  readonly madeSeconds: number | null;
  /** The longest time that the page was busy at a stretch until then, milliseconds. */
  readonly longestTaskMs: number;
  /** The same from confirming on; null without review. */
  readonly longestMadeMs: number | null;
  /** The most that the page's process held, workers included, bytes. */
  readonly peakBytes: number;
}

declare global {
  interface Window {
    longestTask: number;
  }
}

const LONG = { timeout: 300_000 };

export async function importInPage(
  browser: Browser,
  url: string,
  path: string,
  reviewed: boolean,
): Promise<PageImport> {
  const { page } = await openApp(browser, url);
  try {
    // tsx names functions through a helper that the page does not have.
    await page.evaluate("globalThis.__name = (named) => named;");
    await waitForMap(page);
    await page.waitForTimeout(3000);
    await page.evaluate(() => {
      window.longestTask = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longestTask = Math.max(window.longestTask, duration);
      }).observe({ type: "longtask" });
    });
    await page.getByRole("tab", { name: "数据" }).click();
    const title = (await page.getByTestId("study-title").first().textContent()) ?? "";
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "选择文件" }).click(),
    ]);
    const start = performance.now();
    await chooser.setFiles(path);
    let openedSeconds: number | null = null;
    let madeSeconds: number | null = null;
    if (reviewed) await page.getByTestId("import-details").waitFor(LONG);
    else {
      const hasChanged = (before: string): boolean =>
        (document.querySelector("[data-testid=study-title]")?.textContent ?? "") !== before;
      await page.waitForFunction(hasChanged, title, LONG);
      await page.waitForSelector('body[data-analysis="done"]', LONG);
    }
    const readSeconds = (performance.now() - start) / 1000;
    const takeLongest = async (): Promise<number> => {
      // Long tasks are told a little later.
      await page.waitForTimeout(1000);
      return await page.evaluate(() => {
        const longest = window.longestTask;
        window.longestTask = 0;
        return longest;
      });
    };
    const longestTaskMs = await takeLongest();
    let longestMadeMs: number | null = null;
    if (reviewed) {
      const legendOf = (): Promise<string> =>
        page.evaluate(() => document.querySelector("[data-testid=map-legend]")?.textContent ?? "");
      const legend = await legendOf();
      const confirmed = performance.now();
      await page.getByTestId("import-finish").click();
      await page.getByTestId("import-panel").waitFor({ state: "detached", ...LONG });
      const hasNewLegend = (before: string): boolean => {
        const now = document.querySelector("[data-testid=map-legend]")?.textContent ?? "";
        return now !== "" && now !== before;
      };
      await page.waitForFunction(hasNewLegend, legend, LONG);
      openedSeconds = (performance.now() - confirmed) / 1000;
      await page.waitForSelector('body[data-analysis="done"]', LONG);
      madeSeconds = (performance.now() - confirmed) / 1000;
      longestMadeMs = await takeLongest();
    }
    return {
      readSeconds,
      openedSeconds,
      madeSeconds,
      longestTaskMs,
      longestMadeMs,
      peakBytes: Math.max(0, ...listRenderers().map(peakBytes)),
    };
  } finally {
    await page.context().close();
  }
}
