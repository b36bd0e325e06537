/** What an edit of a rule costs in the built page: from the input in the form to the target's new figures on the page. */
import type { Browser, Page } from "playwright-core";
import { launchBrowser, waitForMap } from "../../tests/support/open-app.ts";
import { serveBuild } from "../../tests/support/serve-build.ts";
import { type Measurement, summarise } from "../measure.ts";

export interface PageEdits {
  readonly browser: string;
  readonly edits: readonly { readonly what: string; readonly measured: Measurement }[];
}

const STEPS = 48;
/** Edits that leave the figures as they were are no samples. */
const LONGEST_WAIT = 1500;

declare global {
  interface Window {
    /** Writes a value into a field, or ticks a box, and answers the milliseconds until the target's figures have changed; null where they do not. */
    measureEdit: (selector: string, value: string | null, longest: number) => Promise<number | null>;
  }
}

export async function measurePageEdits(): Promise<PageEdits> {
  const browser = await launchBrowser();
  const served = await serveBuild();
  try {
    const page = await openForm(browser, served.url);
    const passShare = '[data-field="rule.passShare"] input';
    const minutes = '[data-field="rule.reach.seconds"] input';
    const edits: PageEdits["edits"][number][] = [];
    const add = async (what: string, edit: (step: number) => Promise<number | null>): Promise<void> => {
      const samples: number[] = [];
      for (let step = 0; step < STEPS; step++) {
        const milliseconds = await edit(step);
        if (milliseconds !== null) samples.push(milliseconds);
      }
      edits.push({ what, measured: summarise(samples) });
    };
    const write = (selector: string, value: string | null): Promise<number | null> =>
      page.evaluate(([of, to, longest]) => window.measureEdit(of, to, longest), [
        selector,
        value,
        LONGEST_WAIT,
      ] as const);

    await page.locator('[data-field="rule.passShare.whose"] select').selectOption("own");
    await add("pass mark of a circle (T04)", (step) => write(passShare, String(30 + ((step * 17) % 61))));
    await write(passShare, "50");
    await add("minutes of the circle: all day-care centres, searched already", (step) =>
      write(minutes, String(8 + ((step * 7) % 23))),
    );
    await write(minutes, "15");
    await page.getByRole("button", { name: "加筛选：只计某一类" }).click();
    await page.locator('[data-field="rule.needs.0.filters.0.attribute"] select').selectOption("opened");
    // The first value judges with a filter for the first time; it is no sample.
    await write(".rule-values label:nth-of-type(1) input", null);
    await add("a value of a filter ticked or not (year of opening)", (step) =>
      write(`.rule-values label:nth-of-type(${2 + (step % 12)}) input`, null),
    );
    await page.context().close();
    return { browser: `Chromium ${browser.version()}`, edits };
  } finally {
    await served.close();
    await browser.close();
  }
}

async function openForm(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
  const page = await context.newPage();
  // tsx names functions through a helper that the page does not have.
  await page.addInitScript("globalThis.__name = (named) => named;");
  await page.addInitScript(() => {
    localStorage.setItem("minsheng.tour", "done");
    window.measureEdit = (selector, value, longest) =>
      new Promise((resolve) => {
        const input = document.querySelector<HTMLInputElement>(selector);
        const figures = document.querySelector(".target-result");
        if (!input || !figures) throw new Error(`Nothing at ${selector}`);
        let timer = 0;
        const start = performance.now();
        const observer = new MutationObserver(() => {
          const milliseconds = performance.now() - start;
          observer.disconnect();
          clearTimeout(timer);
          // The map follows; the next edit waits until it is at rest.
          setTimeout(() => resolve(milliseconds), 800);
        });
        observer.observe(figures, { subtree: true, childList: true, characterData: true });
        timer = window.setTimeout(() => {
          observer.disconnect();
          resolve(null);
        }, longest);
        if (value === null) return input.click();
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, value);
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
  });
  await page.goto(url);
  await waitForMap(page);
  await page.locator("[data-workspace=targets]").first().click();
  await page.locator('[data-target-id="T04"] button').first().click();
  await page.locator(".target-result").waitFor();
  await page.getByTestId("open-rule-editor").click();
  await page.getByTestId("rule-form").waitFor();
  await page.waitForTimeout(1000);
  return page;
}
