import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, waitForMap } from "../support/open-app.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { readShare, readText } from "../support/use-page.ts";

/** A question to the worker, as the page posted it. */
interface Posted {
  readonly name: string;
  readonly firstLook: boolean;
  readonly minutes: number;
  readonly services: number | null;
}

interface Watched {
  /** Questions to the analysis worker, in order. */
  posted: Posted[];
  /** The minutes named by each part of the page at every change of it. */
  seen: { sentence: string; legend: string; isSettled: boolean; curve: string }[];
}

declare global {
  interface Window {
    watched: Watched;
  }
}

const matches = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? "";

describe("the time slider in the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    served = await serveBuild();
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
    page = await context.newPage();
    page.on("pageerror", (error) => errors.push(error.message));
    // tsx and vitest name functions through a helper that the page does not have.
    await page.addInitScript("globalThis.__name = (named) => named;");
    await page.addInitScript(() => {
      localStorage.setItem("minsheng.tour", "done");
      window.watched = { posted: [], seen: [] };
      const post = Worker.prototype.postMessage as (...parameters: unknown[]) => void;
      Worker.prototype.postMessage = function (this: Worker, ...parameters: unknown[]): void {
        const [message] = parameters as [{ kind?: string; name?: string; parameters?: Record<string, unknown> }];
        if (message?.kind === "request") {
          const asked = (message.parameters?.parameters ?? {}) as { cutoffSeconds?: number; serviceIds?: unknown[] };
          window.watched.posted.push({
            name: message.name ?? "",
            firstLook: message.parameters?.firstLook === true,
            minutes: (asked.cutoffSeconds ?? 0) / 60,
            services: asked.serviceIds?.length ?? null,
          });
        }
        post.apply(this, parameters);
      };
    });
    await page.goto(served.url);
    await waitForMap(page);
    await page.evaluate(() => {
      const text = (selector: string) => document.querySelector(selector)?.textContent ?? "";
      new MutationObserver(() => {
        window.watched.seen.push({
          sentence: text('[data-testid="answer-sentence"]'),
          legend: text('[data-testid="map-legend"] h2'),
          isSettled: document.querySelector('[data-testid="answer-settled"]')?.getAttribute("aria-busy") === "false",
          curve: text(".curve-cutoff-text"),
        });
      }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    });
  });

  beforeEach(async () => {
    await page.evaluate(() => {
      window.watched.posted.length = 0;
      window.watched.seen.length = 0;
    });
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  const drag = async (steps: number, key: "ArrowRight" | "ArrowLeft"): Promise<void> => {
    await page.getByTestId("time-slider").focus();
    for (let step = 0; step < steps; step++) await page.keyboard.press(key);
  };
  const atRest = async (minutes: number): Promise<void> => {
    await expect.poll(() => readText(page, "answer-sentence")).toMatch(new RegExp(`${minutes} ?分钟`));
    await expect.poll(() => page.getByTestId("answer-settled").getAttribute("aria-busy")).toBe("false");
    await page.waitForSelector('body[data-analysis="done"]');
  };

  it("with everything folded asks for looks at one service while it moves, and for the whole run when it rests", async () => {
    await drag(6, "ArrowRight");
    await atRest(21);
    const posted = await page.evaluate(() => window.watched.posted);
    expect(new Set(posted.map(({ name }) => name))).toEqual(new Set(["analyse"]));
    for (const { firstLook, services } of posted) expect(services).toBe(firstLook ? 1 : null);
    const whole = posted.filter(({ firstLook }) => !firstLook);
    expect(whole.at(-1)).toMatchObject({ minutes: 21 });
    expect(posted.findLast(({ firstLook }) => firstLook)).toMatchObject({ minutes: 21 });
    expect(posted.at(-1)?.firstLook).toBe(false);
  });

  it("the legend never names another time than the sentence, and every figure settles on the last one", async () => {
    await drag(6, "ArrowLeft");
    await atRest(15);
    const seen = await page.evaluate(() => window.watched.seen);
    expect(seen.length).toBeGreaterThan(0);
    for (const { sentence, legend, isSettled, curve } of seen) {
      const minutes = matches(sentence, /(\d+) ?分钟/);
      expect(matches(legend, /(\d+) ?分钟/)).toBe(minutes);
      if (isSettled) expect(matches(curve, /(\d+) ?分/)).toBe(minutes);
    }
    expect(await page.locator(".curve-cutoff-text").textContent()).toBe("15 分");
    expect(await readShare(page, "network-people")).toBe(await readShare(page, "people-share"));
    expect(await readText(page, "answer-sentence")).toContain(await readText(page, "people-share"));
  });

  it("the last of many moves wins, whatever was under way", async () => {
    const share = await readShare(page, "people-share");
    await drag(3, "ArrowRight");
    await page.waitForTimeout(120);
    await drag(2, "ArrowRight");
    await drag(5, "ArrowLeft");
    await atRest(15);
    expect(await readShare(page, "people-share")).toBe(share);
    expect(await readShare(page, "network-people")).toBe(share);
    expect(errors).toEqual([]);
  });
});
