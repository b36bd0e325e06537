/** Every number on screen leads to its rows and assumptions; the rows of a sample of each view add up to the number. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatShare } from "../../src/core/model/format-number.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { listFigures } from "../support/list-figures.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { goTo } from "../support/use-page.ts";

const SHEETS = ["scoreboard", "plans", "readings", "inconsistencies", "ledger", "robustness", "crossings"] as const;

interface OpenAccount {
  /** Sums of the rows as they are listed, by column; NaN where a cell is no number. */
  readonly added: Readonly<Record<string, number>>;
  /** What the account says under each column. */
  readonly told: Readonly<Record<string, number>>;
  readonly rows: number;
  readonly defaults: number;
  readonly assumptions: number;
  readonly words: string;
}

describe("numbers on screen", () => {
  let server: ServedBuild;
  let browser: Browser;
  let app: OpenedApp;
  let page: Page;

  beforeAll(async () => {
    server = await serveBuild();
    browser = await launchBrowser();
    app = await openApp(browser, server.url);
    page = app.page;
    await waitForMap(page);
    await page.waitForSelector('[data-testid="answer-settled"][aria-busy="false"]');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** One click on a number or on the word beside it, a second where rows are folded; then the account is read and closed. */
  async function readAccount(control: ReturnType<Page["locator"]>): Promise<OpenAccount> {
    await control.click();
    const panel = page.locator('[data-testid="figure-panel"][data-ready="true"]');
    await panel.waitFor({ timeout: 30_000 });
    const more = panel.getByTestId("figure-all-rows");
    if (await more.count()) await more.click();
    const account = await panel.evaluate((root) => {
      const cellsOf = (row: Element): [string, number][] =>
        [...row.querySelectorAll<HTMLElement>("td[data-column]")].map((cell) => [
          cell.dataset.column ?? "",
          Number(cell.dataset.value ?? Number.NaN),
        ]);
      const added: Record<string, number> = {};
      const rows = [...root.querySelectorAll('[data-testid="figure-rows"] tr')];
      for (const row of rows) for (const [id, value] of cellsOf(row)) added[id] = (added[id] ?? 0) + value;
      const told = Object.fromEntries([...root.querySelectorAll('[data-testid="figure-sum"] tr')].flatMap(cellsOf));
      return {
        added,
        told,
        rows: rows.length,
        defaults: root.querySelectorAll('[data-mark="default"]').length,
        assumptions: root.querySelectorAll("[data-mark]").length,
        words: root.textContent ?? "",
      };
    });
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    return account;
  }
  const textOf = async (testId: string) => ((await page.getByTestId(testId).first().textContent()) ?? "").trim();
  const expectAllLed = async () => {
    const { numbers, unled } = await listFigures(page);
    expect(unled).toEqual([]);
    expect(numbers).toBeGreaterThan(30);
  };

  it("lead on from the answer, and the rows of its communities add up to it", async () => {
    await expectAllLed();
    const people = await readAccount(page.getByTestId("people-share").locator("button"));
    expect(await textOf("people-share")).toBe(formatShare((people.added.covered ?? 0) / (people.added.people ?? 0)));
    expect(people.added.covered).toBeCloseTo(people.told.covered ?? Number.NaN, 3);
    expect(people.rows).toBe(305);
    expect(people.words).toContain("÷");
    expect(people.defaults).toBeGreaterThan(5);
    const communities = await readAccount(page.getByTestId("community-share").locator("button"));
    expect(await textOf("community-share")).toBe(formatShare((communities.added.met ?? 0) / communities.rows));
    const land = await readAccount(page.getByTestId("land-share").locator("button"));
    expect(await textOf("land-share")).toBe(formatShare((land.added.covered ?? 0) / (land.added.land ?? 0)));
    const straight = await readAccount(page.getByTestId("straight-share").locator("button"));
    expect(await textOf("straight-share")).toBe(
      formatShare((straight.added.covered ?? 0) / (straight.added.people ?? 0)),
    );
  });

  it("say of an assumption that somebody changed that it was chosen", async () => {
    const chosen = page.locator('.figure-panel [data-mark="chosen"]');
    const slider = page.locator(".panel-section.time input[type=range]");
    await page.getByTestId("people-share").locator("button").click();
    await page.getByTestId("figure-assumptions").waitFor();
    expect(await chosen.count()).toBe(0);
    await page.keyboard.press("Escape");
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector('[data-testid="answer-settled"][aria-busy="false"]');
    await page.getByTestId("people-share").locator("button").click();
    await expect.poll(() => chosen.allTextContents()).toEqual([expect.stringContaining("时限")]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+z");
    await page.waitForSelector('[data-testid="answer-settled"][aria-busy="false"]');
  });

  it("lead on from capacity and equity", async () => {
    for (const fold of ["access-fold", "equity-fold"]) await page.getByTestId(fold).locator("summary").click();
    await page.getByTestId("equity-gini").waitFor({ timeout: 60_000 });
    await expectAllLed();
    const access = await readAccount(page.getByTestId("access-fold").locator(".figure-source"));
    for (const state of ["served", "overCapacity", "notCovered"] as const) {
      const shown = Number(await page.getByTestId(`state-${state}`).getAttribute("data-people"));
      expect(access.added[state], state).toBeCloseTo(shown, 3);
    }
    expect(await textOf("backup-share")).toBe(formatShare((access.added.backup ?? 0) / (access.added.people ?? 0)));
    const equity = await readAccount(page.getByTestId("equity-fold").locator(".figure-source"));
    expect(equity.added.people).toBeCloseTo(equity.told.people ?? Number.NaN, 3);
    expect(equity.rows).toBeGreaterThan(305);
    for (const fold of ["access-fold", "equity-fold"]) await page.getByTestId(fold).locator("summary").click();
  });

  it("lead on from a community to its homes and from a facility to those who come to it", async () => {
    await page.getByTestId("gap-row").nth(1).locator("button").click();
    const card = page.getByTestId("community-card");
    await page.getByTestId("explain-open").click();
    await page.getByTestId("community-choices").waitFor();
    await expectAllLed();
    const homes = await readAccount(card.locator(".figure-source").first());
    expect(await card.locator(".card-verdict strong").textContent()).toContain(
      formatShare((homes.added.covered ?? 0) / (homes.added.people ?? 0)),
    );
    expect(homes.added["group-all"]).toBeGreaterThan(homes.added.people ?? 0);
    expect(homes.rows).toBeGreaterThan(20);
    await page.getByTestId("community-choices").locator("button").first().click();
    await page.getByTestId("facility-facts").waitFor();
    const catchment = await textOf("facility-catchment");
    const facility = await readAccount(page.getByTestId("facility-card").locator(".figure-source").first());
    expect(catchment.replace(/\D/g, "")).toBe(String(Math.round(facility.added.people ?? Number.NaN)));
    await expectAllLed();
  });

  it("lead on from the data to their layers", async () => {
    await goTo(page, "数据");
    await page.locator(".data-table").waitFor();
    await expectAllLed();
    const study = await readAccount(page.locator(".workspace-left .figure-source").first());
    expect(study.rows).toBeGreaterThan(8);
    expect(study.words).toContain("演示数据");
  });

  it("lead on from the list of targets and from one of them to its units", async () => {
    await goTo(page, "目标");
    await page.getByTestId("target-row").first().waitFor();
    await expectAllLed();
    const summary = (await page.locator(".workspace-left .panel-note").first().textContent()) ?? "";
    const targets = await readAccount(page.locator(".workspace-left .figure-source").first());
    const verdicts = ["met", "not-met", "no-number", "not-testable"].map((verdict) => targets.added[verdict]);
    expect(summary.match(/\d+/g)?.map(Number)).toEqual([targets.rows, ...verdicts]);
    await page.locator('[data-target-id="T01"] button').first().click();
    await page.locator(".target-result button").waitFor();
    await expectAllLed();
    const shown = (await page.locator(".target-result").textContent())?.match(/\d+/g)?.map(Number);
    const target = await readAccount(page.locator(".target-result button"));
    expect(shown?.slice(0, 2)).toEqual([target.rows, target.added.met]);
    expect(target.defaults).toBeGreaterThan(0);
    expect(target.words).toContain("口径未经确认（默认值）");
  });

  it("lead on from a value of the whole to its counties", async () => {
    await page.locator('[data-target-id="T09"] button').first().click();
    await page.getByTestId("value-by-county").waitFor();
    await expectAllLed();
    const counties = await readAccount(page.getByTestId("map-legend").locator(".figure-source"));
    expect(counties.rows).toBe(11);
    expect(counties.told.amount).toBe(counties.added.amount);
    expect(counties.told.whole).toBe(counties.added.whole);
    // 30.3 beds for every 1,000 older people of all counties.
    expect(((counties.told.amount ?? 0) * 1000) / (counties.told.whole ?? 1)).toBeCloseTo(30.32, 2);
  });

  it("lead on from every table under the map", async () => {
    for (const sheet of SHEETS) {
      await page
        .locator(`[data-open-sheet="${sheet}"]:visible, [data-sheet="${sheet}"][role=tab]:visible`)
        .first()
        .click();
      await page.locator(".sheet .figure-source").waitFor();
      await expect.poll(() => page.locator(".sheet-body .panel-note").count(), { timeout: 5000 }).toBeLessThan(9);
      await expectAllLed();
      const account = await readAccount(page.locator(".sheet-head .figure-source"));
      expect(account.rows, sheet).toBe(62);
      expect(account.defaults, sheet).toBeGreaterThan(3);
    }
  });

  it("are open to the keyboard and to a screen reader, and give the focus back", async () => {
    await goTo(page, "覆盖");
    const number = page.getByTestId("land-share").locator("button");
    await number.focus();
    await page.keyboard.press("Enter");
    await page.locator('[data-testid="figure-panel"][data-ready="true"]').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await number.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(app.errors).toEqual([]);
  });

  it("come with the list of assumptions where a file cannot carry them", async () => {
    const names: string[] = [];
    page.on("download", (download) => names.push(download.suggestedFilename()));
    for (const [wanted, expected] of [
      ["communities.csv", ["communities.csv", "assumptions.csv"]],
      ["communities.fgb", ["communities.fgb", "assumptions.csv"]],
      ["targets.csv", ["targets.csv"]],
    ] as const) {
      names.length = 0;
      await page.getByRole("button", { name: "导出" }).click();
      await page.getByRole("menuitem").filter({ hasText: wanted }).click();
      await page.getByRole("menu").waitFor({ state: "detached", timeout: 30_000 });
      await expect.poll(() => names.toSorted()).toEqual(expected.toSorted());
    }
  });

  it("are missed as soon as one link is gone", async () => {
    await page.locator(".answer-sentence .figure-source").evaluate((source) => source.remove());
    const { unled } = await listFigures(page);
    expect(unled.length).toBeGreaterThan(0);
    expect(unled.every(({ place }) => place.includes("answer-sentence"))).toBe(true);
  });
});
