/** Charts beside the map: their numbers are the answer's, they and the map point at each other, and their files are whole. */
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openBeforeTests } from "../support/built-app.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { listFigures } from "../support/list-figures.ts";
import { type OpenedApp, waitForMap } from "../support/open-app.ts";
import { exportFile, goTo, parseCommunities, readText } from "../support/use-page.ts";

const SERVICE = "elderly-day-care";
const DISTRICTS = `[data-chart="coverage-by-district:${SERVICE}"]`;
const MINUTES = `[data-chart="people-by-minutes:${SERVICE}"]`;

describe("charts in the built app", () => {
  let app: OpenedApp;
  let page: Page;

  openBeforeTests("汇报", async (opened) => {
    app = opened;
    page = opened.page;
    await page.locator(".present .segmented-option", { hasText: /^图表$/ }).click();
    await settle();
  });

  const settle = async (): Promise<void> => {
    await page.locator(`[data-testid="charts"][aria-busy="false"] ${DISTRICTS}`).waitFor({ timeout: 90_000 });
  };
  const choose = async (label: string): Promise<void> => {
    await page.locator(".present-part .segmented-option", { hasText: label }).click();
    await page.locator('[data-testid="charts"][aria-busy="true"]').waitFor();
    await settle();
  };
  /** The cells of a chart's table, numbers in full. */
  const readTable = async (chart: string): Promise<{ words: string; value: number }[][]> =>
    await page.locator(`${chart} tbody tr`).evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll<HTMLElement>("td")].map((cell) => ({
          words: cell.textContent ?? "",
          value: Number(cell.dataset.value ?? Number.NaN),
        })),
      ),
    );
  const take = async (chart: string, format: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download", { timeout: 60_000 }),
      page.locator(`${chart} [data-take="${format}"]`).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };

  it("tell the numbers of the answer for the map's own scope", async () => {
    const rows = await readTable(DISTRICTS);
    const sum = (column: number): number => rows.reduce((total, row) => total + (row[column]?.value ?? 0), 0);
    await goTo(page, "覆盖");
    const told = await readText(page, "people-share");
    await goTo(page, "汇报");
    await settle();
    expect(`${((100 * sum(2)) / sum(1)).toFixed(1)}%`).toBe(told);
    expect(await page.locator(`${MINUTES} .chart-sentence`).textContent()).toContain(told);
    expect(await page.locator(`${DISTRICTS} .chart-basis`).textContent()).toMatch(/范围为平城区、云冈区.+演示数据/);
  });

  it("are the sums of communities.csv over the whole study", async () => {
    await choose("全部研究区");
    const rows = await readTable(DISTRICTS);
    expect(rows.length).toBeGreaterThan(8);
    const csv = parseCommunities((await exportFile(page, "communities.csv")).toString());
    const own = csv.filter(({ service }) => service === SERVICE);
    const people = own.reduce((total, row) => total + Number(row.people), 0);
    const covered = own.reduce((total, row) => total + Number(row.peopleCovered), 0);
    expect(rows.reduce((total, row) => total + (row[1]?.value ?? 0), 0)).toBeCloseTo(people, 0);
    expect(rows.reduce((total, row) => total + (row[2]?.value ?? 0), 0)).toBeCloseTo(covered, 0);
  });

  it("outline a district on the map by pointer and keyboard, fly there, and are marked from the map", async () => {
    const outlined = () =>
      page.evaluate(() => document.querySelector("[data-bar]:focus, [data-bar]:hover")?.getAttribute("data-bar") ?? "");
    const scale = () => page.locator(".map-scale-number").textContent();
    const bar = page.locator(`${DISTRICTS} .chart-bar`).first();
    const canvas = page.locator(".study-map-canvas");
    /** The map once it has come to rest. */
    const look = async (): Promise<Buffer> => {
      let before = await canvas.screenshot();
      for (let tries = 0; tries < 30; tries++) {
        await page.waitForTimeout(500);
        const now = await canvas.screenshot();
        if (now.equals(before)) return now;
        before = now;
      }
      throw new Error("the map does not come to rest");
    };
    // Off the bars, over which the menu of exports has left it.
    await page.mouse.move(4, 400);
    const bare = await look();
    await bar.focus();
    expect(await outlined()).not.toBe("");
    const lit = await look();
    expect(lit.equals(bare)).toBe(false);
    await bar.blur();
    expect((await look()).equals(lit)).toBe(false);
    await bar.focus();
    const before = await scale();
    await page.keyboard.press("Enter");
    await expect.poll(scale, { timeout: 10_000 }).not.toBe(before);
    await page.waitForTimeout(1500);
    const box = await canvas.boundingBox();
    if (!box) throw new Error("no map");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.move(box.x + box.width / 2 + 4, box.y + box.height / 2 + 4);
    await page.locator(`${DISTRICTS} .chart-bar[data-marked]`).waitFor();
    expect(await page.locator(`${DISTRICTS} .chart-bar[data-marked]`).count()).toBe(1);
  });

  it("tell a line's values under the pointer and, by arrow keys, one after the other: those of its table", async () => {
    const reader = page.locator(`${MINUTES} .chart-reader`);
    const reading = page.locator(`${MINUTES} .chart-reading`);
    const rows = await readTable(MINUTES);
    const rowOf = (id: string | null) => rows.find(([first]) => String(first?.value) === id) ?? [];
    const told = async (): Promise<string> => {
      const id = await reading.getAttribute("data-reading");
      const words = (await reading.textContent()) ?? "";
      for (const { words: cell } of rowOf(id)) if (cell !== "—") expect(words).toContain(cell);
      expect(await reader.getAttribute("aria-valuetext")).toContain(rowOf(id)[1]?.words);
      return id ?? "";
    };
    await reader.focus();
    expect(await told()).toBe("15");
    await page.keyboard.press("ArrowRight");
    expect(await told()).toBe("16");
    await page.keyboard.press("Home");
    expect(await told()).toBe("0");
    await reader.blur();
    expect(await reading.count()).toBe(0);
    await reader.scrollIntoViewIfNeeded();
    const box = await reader.boundingBox();
    if (!box) throw new Error("no chart");
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.5 * box.height);
    const middle = Number(await told());
    await page.mouse.move(box.x + box.width - 2, box.y + 0.5 * box.height);
    expect(Number(await told())).toBeGreaterThan(middle);
    await page.mouse.move(4, 400);
    expect(await reading.count()).toBe(0);
  });

  it("say what is missing, and where to go for it", async () => {
    expect(await page.locator(".chart-none").allTextContents()).toEqual([
      expect.stringContaining("还没有方案"),
      expect.stringContaining("还没有选址答案"),
    ]);
  });

  it("are taken along as PNG, SVG and CSV", async () => {
    const picture = await take(MINUTES, "png");
    expect(picture.name).toMatch(/^大同市-.+-\d{4}-\d\d-\d\d\.png$/);
    expect(picture.bytes.subarray(1, 4).toString()).toBe("PNG");
    expect(picture.bytes.readUInt32BE(16)).toBe(1512);
    const drawing = (await take(DISTRICTS, "svg")).bytes.toString();
    expect(drawing).toMatch(/^<svg /);
    expect(drawing).toContain("演示数据");
    expect(drawing).toContain("口径：");
    const table = Papa.parse<string[]>((await take(DISTRICTS, "csv")).bytes.toString().replace("\uFEFF", ""), {
      skipEmptyLines: true,
    }).data;
    const rows = await readTable(DISTRICTS);
    expect(table.length).toBe(rows.length + 1);
    expect(Number(table[1]?.[4])).toBeCloseTo(rows[0]?.[4]?.value ?? Number.NaN, 5);
  });

  it("are English on the English page, with the same numbers, down to the files", async () => {
    const chinese = await readTable(DISTRICTS);
    const numbersOf = (rows: typeof chinese) => rows.map((row) => row.slice(1).map(({ value }) => value));
    await page.getByRole("button", { name: "切换为英文" }).click();
    await page.locator(`${DISTRICTS}[lang="en"]`).waitFor({ timeout: 90_000 });
    await settle();
    expect(await page.locator(`${DISTRICTS} h3`).textContent()).toBe(
      "Elderly day-care centre: share of residents aged 60+ covered (by district)",
    );
    expect(await page.locator(`${DISTRICTS} .chart-sentence`).textContent()).toMatch(
      /^Of \d+ districts .+% and .+%; \d+ are below/,
    );
    expect(await page.locator(`${MINUTES} .chart-sentence`).textContent()).toMatch(
      /^Within 15 minutes [\d.]+% get there/,
    );
    expect(await page.locator(`${MINUTES} .chart-basis`).textContent()).toMatch(/^Basis: .+demonstration data/);
    expect(await page.locator(`${DISTRICTS} thead th`).allTextContents()).toEqual([
      "District",
      "Total",
      "Reached along streets",
      "Reached in a straight line",
      "Along streets",
      "Straight line",
    ]);
    const english = await readTable(DISTRICTS);
    expect(numbersOf(english)).toEqual(numbersOf(chinese));
    expect(english[0]?.[1]?.words).toMatch(/^[\d\u2009]+ people$/);
    for (const id of ["people-by-minutes", "lorenz"]) {
      const texts = await page.locator(`[data-chart^="${id}:${SERVICE}"]`).allTextContents();
      expect(texts.join(), id).not.toMatch(/\p{Script=Han}/u);
      expect(texts.join().length, id).toBeGreaterThan(100);
    }
    const drawing = await take(MINUTES, "svg");
    expect(drawing.name).toMatch(/^Datong-.+people-by-minutes-elderly-day-care-\d{4}-\d\d-\d\d\.svg$/);
    expect(drawing.bytes.toString()).toContain("Demonstration data");
    expect((await take(MINUTES, "csv")).bytes.toString()).not.toMatch(/\p{Script=Han}/u);
    await page.getByRole("button", { name: "Switch to Chinese" }).click();
    await page.locator(`${DISTRICTS}[lang="zh-CN"]`).waitFor({ timeout: 90_000 });
    await settle();
    expect(await readTable(DISTRICTS)).toEqual(chinese);
  });

  it("tell a siting answer's gains and the steps of the scenario made of it, which add up", async () => {
    await goTo(page, "选址");
    await page.getByTestId("site-solve").click();
    await page.getByTestId("site-apply").waitFor({ timeout: 90_000 });
    const sentence = await readText(page, "site-sentence");
    await page.getByTestId("site-apply").click();
    await page.waitForTimeout(500);
    await waitForMap(page);
    await goTo(page, "汇报");
    const steps = page.locator(`[data-chart^="steps:${SERVICE}"]`);
    await steps.waitFor({ timeout: 90_000 });
    await settle();
    const rows = await readTable(`[data-chart^="steps:${SERVICE}"]`);
    const changes = rows.slice(1, -1).map((row) => row[1]?.value ?? Number.NaN);
    const total = rows.at(-1)?.[1]?.value ?? Number.NaN;
    expect(changes.length).toBe(5);
    expect(changes.reduce((sum, each) => sum + each, 0)).toBeCloseTo(total, 3);
    expect(sentence.replace(/\s/g, "")).toContain(`可多覆盖${Math.round(total)}`);
    const gains = await readTable(`[data-chart="marginal-gain:${SERVICE}"]`);
    expect(gains.find(([sites]) => sites?.value === 5)?.[1]?.value).toBeCloseTo(total, 3);
  });

  it("lead from every number to what made it", async () => {
    for (const summary of await page.locator(".chart-numbers summary").all()) await summary.click();
    expect((await listFigures(page)).unled).toEqual([]);
    await page.locator(`${DISTRICTS} .figure-source`).click();
    const panel = page.locator('[data-testid="figure-panel"][data-ready="true"]');
    await panel.waitFor();
    expect(await panel.textContent()).toContain("每个分区的比例");
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
  });

<<<<<<< HEAD
  it("are English on the English page, with the same numbers, down to the files", async () => {
    const chinese = await readTable(DISTRICTS);
    const numbersOf = (rows: typeof chinese) => rows.map((row) => row.slice(1).map(({ value }) => value));
    await page.getByRole("button", { name: "切换为英文" }).click();
    await page.locator(`${DISTRICTS}[lang="en"]`).waitFor({ timeout: 90_000 });
    await settle();
    expect(await page.locator(`${DISTRICTS} h3`).textContent()).toBe(
      "Elderly day-care centre: share of residents aged 60+ covered (by district)",
    );
    expect(await page.locator(`${DISTRICTS} .chart-sentence`).textContent()).toMatch(
      /^Of \d+ districts .+% and .+%; \d+ are below/,
    );
    expect(await page.locator(`${MINUTES} .chart-sentence`).textContent()).toMatch(
      /^Within 15 minutes [\d.]+% get there/,
    );
    expect(await page.locator(`${MINUTES} .chart-basis`).textContent()).toMatch(/^Basis: .+demonstration data/);
    expect(await page.locator(`${DISTRICTS} thead th`).allTextContents()).toEqual([
      "District",
      "Total",
      "Reached along streets",
      "Reached in a straight line",
      "Along streets",
      "Straight line",
    ]);
    const english = await readTable(DISTRICTS);
    expect(numbersOf(english)).toEqual(numbersOf(chinese));
    expect(english[0]?.[1]?.words).toMatch(/^[\d\u2009]+ people$/);
    // Names of facilities and scenarios are the study's own.
    for (const id of ["people-by-minutes", "lorenz", "marginal-gain"]) {
      const texts = await page.locator(`[data-chart^="${id}:${SERVICE}"]`).allTextContents();
      expect(texts.join(), id).not.toMatch(/\p{Script=Han}/u);
      expect(texts.join().length, id).toBeGreaterThan(100);
    }
    const drawing = await take(MINUTES, "svg");
    expect(drawing.name).toMatch(/^Datong-.+people-by-minutes-elderly-day-care-\d{4}-\d\d-\d\d\.svg$/);
    expect(drawing.bytes.toString()).toContain("Demonstration data");
    expect((await take(MINUTES, "csv")).bytes.toString()).not.toMatch(/\p{Script=Han}/u);
    await page.getByRole("button", { name: "Switch to Chinese" }).click();
    await page.locator(`${DISTRICTS}[lang="zh-CN"]`).waitFor({ timeout: 90_000 });
    await settle();
    expect(await readTable(DISTRICTS)).toEqual(chinese);
  });

=======
>>>>>>> english
  it("have no barriers in either theme, and raise no error", async () => 
    expect(await findBarriers(page)).toEqual([]);
    await page.locator(".bar-theme").click();
    await page.waitForTimeout(300);
    expect(await findBarriers(page)).toEqual([]);
    await page.locator(".bar-theme").click();
    expect(app.errors).toEqual([]);
    expect(app.outsideRequests).toEqual([]););
});
