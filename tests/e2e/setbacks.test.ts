/** What can fail beside the study: the graphics of the map, and the texts of the other language. Each is said, and mends. */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openApp, waitForMap } from "../support/open-app.ts";
import { readPixels } from "../support/read-pixels.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { goTo, readText } from "../support/use-page.ts";

declare global {
  interface Window {
    /** Gives the lost context back, as a driver does that has started again. */
    giveBack: () => void;
  }
}

let browser: Browser;
let served: ServedBuild;
let page: Page;
let isEnglishMissing = false;

beforeAll(async () => {
  browser = await launchBrowser();
  served = await serveBuild({ isMissing: (path) => isEnglishMissing && /\/en-[\w-]+\.js$/.test(path) });
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

async function open(): Promise<void> {
  ({ page } = await openApp(browser, served.url));
  await waitForMap(page);
  await page.waitForTimeout(2000);
}

describe("a lost graphics context", () => {
  beforeAll(open);
  afterAll(async () => await page.context().close());

  const lose = (): Promise<void> =>
    page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(".maplibregl-canvas");
      const context = canvas?.getContext("webgl2") ?? canvas?.getContext("webgl");
      const extension = context?.getExtension("WEBGL_lose_context");
      if (!extension) throw new Error("no context to lose");
      window.giveBack = () => extension.restoreContext();
      extension.loseContext();
    });
  const said = () => page.locator(".map-message-passing");
  const camera = () => page.locator(".study-map-canvas").getAttribute("data-camera");

  /** The middle of the map, without what stands over it, once it has come to rest. */
  const look = async (): Promise<Buffer> => {
    await page.mouse.move(4, 400);
    const box = await page.locator(".study-map-canvas").boundingBox();
    if (!box) throw new Error("no map");
    const clip = { x: box.x + 290, y: box.y + 60, width: box.width - 360, height: box.height - 140 };
    let before = await page.screenshot({ clip });
    for (let tries = 0; tries < 40; tries++) {
      await page.waitForTimeout(500);
      const now = await page.screenshot({ clip });
      if (now.equals(before)) return now;
      before = now;
    }
    throw new Error("the map does not come to rest");
  };
  /** Share of the pixels that differ to the eye. Names may stand a little elsewhere. */
  const difference = (one: Buffer, other: Buffer): number => {
    const [a, b] = [readPixels(one), readPixels(other)];
    if (a.width !== b.width || a.height !== b.height) return 1;
    let changed = 0;
    for (let at = 0; at < a.data.length; at += a.channels) {
      const differs = [0, 1, 2].some(
        (channel) => Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)) > 24,
      );
      if (differs) changed++;
    }
    return changed / (a.data.length / a.channels);
  };

  it("is said in a sentence, the answer stays, and the map is whole again once the graphics are", async () => {
    const before = await look();
    const sentence = await readText(page, "answer-sentence");
    await lose();
    await said().waitFor();
    expect(await said().textContent()).toContain("正在恢复");
    expect(await readText(page, "answer-sentence")).toBe(sentence);
    await page.evaluate(() => window.giveBack());
    await said().waitFor({ state: "detached" });
    await waitForMap(page);
    expect(difference(before, await look())).toBeLessThan(0.02);
  });

  it("that never comes back is replaced: the same map at the same place, recoloured by the slider as before", async () => {
    await page.getByRole("button", { name: "放大" }).click();
    await page.waitForTimeout(800);
    const [before, place] = [await look(), await camera()];
    await lose();
    await said().waitFor();
    await said().waitFor({ state: "detached", timeout: 30_000 });
    await expect.poll(async () => difference(before, await look()), { timeout: 60_000 }).toBeLessThan(0.02);
    expect(await camera()).toBe(place);
    await page.getByRole("slider").first().focus();
    await page.keyboard.press("Home");
    await waitForMap(page);
    expect(difference(before, await look())).toBeGreaterThan(0.02);
    await page.keyboard.press("End");
    await waitForMap(page);
  });

  it("while a picture is being made leaves the picture whole", async () => {
    await goTo(page, "汇报");
    await page.locator(".present input[value=sheets]").check();
    await page.getByTestId("sheet-new").click();
    await page.getByTestId("sheet-picture").waitFor({ timeout: 60_000 });
    const arriving = page.waitForEvent("download", { timeout: 90_000 });
    await page.getByTestId("sheet-png").click();
    await lose();
    const download = await arriving;
    const { width, height } = readPixels(readFileSync(await download.path()));
    expect([width, height]).toEqual([4961, 3508]);
    await goTo(page, "覆盖");
    await said().waitFor({ state: "detached", timeout: 30_000 });
    const picture = readPixels(await look());
    expect(new Set(picture.data).size).toBeGreaterThan(40);
  });
});

describe("English texts that cannot be fetched", () => {
  beforeAll(async () => {
    isEnglishMissing = true;
    await open();
  });
  afterEach(() => {
    isEnglishMissing = true;
  });
  afterAll(async () => await page.context().close());

  it("are named in a sentence that says what to do; the page stays Chinese, and English comes once it is there", async () => {
    const button = page.locator(".bar-language");
    await button.click();
    await page.getByTestId("notice").waitFor();
    expect(await readText(page, "notice")).toMatch(/英文文字没有取到.+再点一次/);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-CN");
    isEnglishMissing = false;
    await button.click();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe("en");
    expect(await page.getByTestId("notice").count()).toBe(0);
  });

  it("are named at the start too, where English was the last choice; the notice can be closed", async () => {
    await page.reload();
    await page.getByTestId("notice").waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-CN");
    await page.getByRole("button", { name: "关闭提示" }).click();
    expect(await page.getByTestId("notice").count()).toBe(0);
    await waitForMap(page);
  });
});
