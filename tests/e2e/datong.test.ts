import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";

/** Figures on screen with thin spaces, 万 and % taken off: "61.2%" → 61.2. */
async function readFigure(page: Page, testId: string): Promise<number> {
  const text = (await page.getByTestId(testId).first().textContent()) ?? "";
  const match = /(\d[\d\u2009\u202f\u00a0 ,]*(?:\.\d+)?)\s*%/.exec(text);
  if (!match) throw new Error(`No share in “${text}” (${testId})`);
  return Number((match[1] as string).replace(/[^\d.]/g, ""));
}

describe("the Datong study in the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;

  beforeAll(async () => {
    browser = await launchBrowser();
    served = await serveBuild();
    app = await openApp(browser, served.url);
    await waitForMap(app.page);
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it("opens on the city with an answer in a sentence, and says that its data is simulated", async () => {
    const { page } = app;
    const sentence = (await page.getByTestId("answer-sentence").textContent()) ?? "";
    expect(sentence).toMatch(/社区/);
    expect(sentence).toMatch(/15 ?分钟/);
    expect(sentence).toMatch(/%/);
    await expect(page.getByTestId("demo-badge").first().textContent()).resolves.toContain("演示数据");
    expect(await page.getByTestId("legend").textContent()).toContain("演示数据");
    expect(await page.title()).toContain("民生圈");
  });

  it("gives people, communities and land shares, with the straight line never below the streets", async () => {
    const { page } = app;
    const people = await readFigure(page, "people-share");
    const straight = await readFigure(page, "straight-share");
    expect(people).toBeGreaterThan(5);
    expect(people).toBeLessThan(100);
    expect(straight).toBeGreaterThanOrEqual(people);
    expect(await readFigure(page, "community-share")).toBeLessThanOrEqual(100);
    expect(await readFigure(page, "land-share")).toBeLessThanOrEqual(100);
  });

  it("moving the slider by keyboard changes minutes and shares, and moving it back restores them", async () => {
    const { page } = app;
    const before = await readFigure(page, "people-share");
    const slider = page.getByTestId("time-slider");
    await slider.focus();
    for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowRight");
    await expect.poll(async () => await page.getByTestId("minutes-value").textContent()).toContain("20");
    await expect.poll(async () => await readFigure(page, "people-share")).toBeGreaterThan(before);
    for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowLeft");
    await expect.poll(async () => await readFigure(page, "people-share")).toBe(before);
  });

  it("dragging the slider with the mouse recolours as it goes", async () => {
    const { page } = app;
    const before = await readFigure(page, "people-share");
    const box = await page.getByTestId("time-slider").boundingBox();
    if (!box) throw new Error("no slider");
    const middle = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.4, middle);
    await page.mouse.down();
    for (let share = 0.4; share >= 0.05; share -= 0.05) await page.mouse.move(box.x + box.width * share, middle);
    await page.mouse.up();
    await expect.poll(async () => await readFigure(page, "people-share")).toBeLessThan(before);
    await page.keyboard.press("Control+z");
    await expect.poll(async () => await readFigure(page, "people-share")).toBe(before);
  });

  it("a gap community clicked in the table opens its card", async () => {
    const { page } = app;
    const row = page.getByTestId("gap-row").first();
    const text = (await row.textContent()) ?? "";
    await row.click();
    const card = page.getByTestId("community-card");
    await card.waitFor({ state: "visible" });
    const name = ((await card.textContent()) ?? "").match(/[\u4e00-\u9fa5]+-[\u4e00-\u9fa5]?\d+/)?.[0];
    expect(name).toBeTruthy();
    expect(text).toContain(name);
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
  });

  it("a click on the map opens the card of the community under it", async () => {
    const { page } = app;
    const canvas = await page.locator("canvas.maplibregl-canvas").boundingBox();
    if (!canvas) throw new Error("no map");
    await page.waitForTimeout(1500);
    await page.mouse.click(canvas.x + canvas.width * 0.5, canvas.y + canvas.height * 0.45);
    await page.getByTestId("community-card").waitFor({ state: "visible" });
    await page.keyboard.press("Escape");
  });

  it("lists the plan's 62 targets, judged or saying what they need", async () => {
    const { page } = app;
    await page
      .getByRole("tab", { name: "目标" })
      .or(page.getByRole("button", { name: "目标" }))
      .first()
      .click();
    await page.getByTestId("target-row").first().waitFor();
    expect(await page.getByTestId("target-row").count()).toBe(62);
    await page
      .getByRole("tab", { name: "覆盖" })
      .or(page.getByRole("button", { name: "覆盖" }))
      .first()
      .click();
  });

  it("switches to English and back", async () => {
    const { page } = app;
    await page
      .getByRole("button", { name: /EN|English/ })
      .first()
      .click();
    await expect.poll(async () => await page.getByTestId("answer-sentence").textContent()).toMatch(/communities/i);
    await page
      .getByRole("button", { name: /中文|中/ })
      .first()
      .click();
    await expect.poll(async () => await page.getByTestId("answer-sentence").textContent()).toMatch(/社区/);
  });

  it("axe finds nothing serious", async () => {
    const { page } = app;
    await page.evaluate(readFileSync(resolve(import.meta.dirname, "../../node_modules/axe-core/axe.min.js"), "utf8"));
    const serious = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run();
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
    });
    expect(serious).toEqual([]);
  });

  it("asks nothing of any other origin and logs no error", () => {
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
