import { readFileSync } from "node:fs";
import Papa from "papaparse";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openBeforeTests } from "../support/built-app.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { listFigures } from "../support/list-figures.ts";
import { type OpenedApp, waitForMap } from "../support/open-app.ts";
import { readText } from "../support/use-page.ts";

describe("scenarios compared in the built app", () => {
  let app: OpenedApp;
  let page: Page;

  const settle = async (): Promise<void> => {
    await page.waitForTimeout(300);
    await waitForMap(page);
  };
  const waitForAnswer = async (): Promise<void> => {
    await page.waitForTimeout(100);
    await page.waitForSelector('[data-testid="comparison-answers"][aria-busy="false"]');
  };
  const numberOf = (text: string): number => Number(text.replace(/[^\d.]/g, ""));
  const cells = async (district: string): Promise<number[]> => {
    const texts = await page.locator(`[data-district="${district}"] td .figure-link`).allTextContents();
    return texts.map(numberOf);
  };

  openBeforeTests("选址", async (opened) => {
    app = opened;
    page = opened.page;
    await page.getByTestId("new-scenario").click();
    await settle();
    const box = await page.locator(".study-map-canvas").boundingBox();
    if (!box) throw new Error("no map");
    await page.getByTestId("place-facility").click();
    await page.mouse.click(box.x + box.width / 2 + 60, box.y + box.height / 2 + 40);
    await settle();
  });

  it("a facility added: people gain, nobody loses, and the table adds up to the change in the panel before", async () => {
    const change = numberOf(await readText(page, "scenario-change"));
    expect(change).toBeGreaterThan(0);
    await page.getByTestId("open-comparison").click();
    await waitForAnswer();
    expect(numberOf(await readText(page, "comparison-gained"))).toBe(change);
    expect(await readText(page, "comparison-lost")).toBe("0 人");
    const [, before = 0, after, gained = 0, lost = 0] = await cells("all");
    expect(before + gained - lost).toBe(after);
    expect(gained).toBe(change);
  });

  it("the map's legend counts the same people, and every number leads to its rows", async () => {
    const gainedByClass = await page.locator("[data-gain-class] td:last-child").allTextContents();
    const gained = gainedByClass.reduce((sum, text) => sum + numberOf(text.split("/")[0] ?? ""), 0);
    // Each class is rounded by itself.
    expect(Math.abs(gained - numberOf(await readText(page, "comparison-gained")))).toBeLessThanOrEqual(4);
    expect((await listFigures(page)).unled).toEqual([]);
    await page.locator('[data-testid="comparison-gained"] [data-figure]').click();
    await page.waitForSelector('[data-testid="figure-panel"][data-ready="true"]');
    const sums = await page.getByTestId("figure-sum").locator("td, th").allTextContents();
    expect(sums.map(numberOf)).toContain(numberOf(await readText(page, "comparison-gained")));
    expect(await page.getByTestId("figure-assumptions").textContent()).toContain("的步骤：增设");
    await page.keyboard.press("Escape");
  });

  it("the other way round, those who gained are those who lose", async () => {
    const gained = await readText(page, "comparison-gained");
    const id = await page.locator(".comparison-answer").getAttribute("data-scenario");
    await page.getByTestId("comparison-reference").selectOption(id ?? "");
    await waitForAnswer();
    expect(await readText(page, "comparison-lost")).toBe(gained);
    expect(await readText(page, "comparison-gained")).toBe("0 人");
    await page.getByTestId("comparison-reference").selectOption("");
    await waitForAnswer();
    expect(await readText(page, "comparison-gained")).toBe(gained);
  });

  it("lists the targets that change, and gives the table as a file that says on what it rests", async () => {
    await page.getByLabel("按规划目标").check();
    const rows = page.locator("[data-testid='comparison-targets'] tbody tr");
    const changed = await rows.count();
    expect(changed).toBeGreaterThan(0);
    await page.getByLabel("显示全部目标").check();
    expect(await rows.count()).toBeGreaterThan(changed);
    const [download] = await Promise.all([
      page.waitForEvent("download", (each) => each.suggestedFilename().includes("comparison-targets")),
      page.getByRole("button", { name: "下载目标表" }).click(),
    ]);
    const text = readFileSync(await download.path(), "utf8").replace(/^\uFEFF/, "");
    const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    expect(data.filter((row) => row.changed === "yes")).toHaveLength(changed);
    expect(data[0]).toMatchObject({ before: "现状", after: "方案 1", dataDate: "2020-11-01", note: "演示数据" });
    expect(data[0]?.stepsAfter).toContain("增设");
    expect((await listFigures(page)).unled).toEqual([]);
  });

  it("has nothing that stands in anybody's way, asks nobody else, logs no error, and goes back to editing", async () => {
    expect(await findBarriers(page)).toEqual([]);
    await page.getByTestId("close-comparison").click();
    await page.waitForSelector('[data-testid="new-scenario"]');
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
