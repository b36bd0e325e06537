/** A planner works through the problem ledger: narrows it, hands rows out, takes it back, takes it away, comes again. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers } from "../support/find-barriers.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { runCommand } from "../support/run-command.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { exportFile, goTo } from "../support/use-page.ts";

const RESPONSIBLE = "平城区民政局养老服务科";

describe("the problem ledger", () => {
  let server: ServedBuild;
  let browser: Browser;
  let app: OpenedApp;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "minsheng-ledger-"));
    server = await serveBuild();
    browser = await launchBrowser();
    app = await openApp(browser, server.url);
    await waitForMap(app.page);
    await goTo(app.page, "目标");
    await openLedger(app.page);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function openLedger(page: Page): Promise<void> {
    await page.locator('[data-open-sheet="ledger"]').click();
    await page.waitForSelector('[data-testid="ledger-row"]', { timeout: 60_000 });
  }
  const rows = (page: Page) => page.getByTestId("ledger-row");
  const totals = async (page: Page) => (await page.getByTestId("ledger-totals").textContent()) ?? "";

  it("says how many problems there are and draws only a part of them", async () => {
    const { page } = app;
    expect(await totals(page)).toMatch(/^5.472 条问题/);
    expect(await rows(page).count()).toBeLessThan(40);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("hands ten rows of one district and service out, and takes each step back", async () => {
    const { page } = app;
    await page.locator('[data-filter="county"]').selectOption({ label: "平城区" });
    await page.locator('[data-filter="service"]').selectOption({ label: "养老" });
    await expect.poll(() => totals(page)).toMatch(/^410 条问题/);
    await rows(page).first().locator('[data-column="unit"]').focus();
    for (let row = 0; row < 10; row++) {
      await page.keyboard.press(" ");
      await page.keyboard.press("ArrowDown");
    }
    const chosen = page.getByTestId("ledger-chosen");
    await expect.poll(() => chosen.locator("strong").textContent()).toBe("已选 10 条");
    await chosen.getByRole("combobox", { name: "改责任单位" }).fill(RESPONSIBLE);
    await chosen.getByRole("button", { name: "应用" }).click();
    await chosen.getByRole("combobox", { name: "改状态" }).selectOption("planned");
    expect(await findBarriers(page)).toEqual([]);
    await page.getByTestId("ledger-scroller").evaluate((scroller) => scroller.scrollTo(0, 0));
    const status = rows(page).first().locator('[data-column="status"]');
    const responsible = rows(page).first().locator('[data-column="responsible"]');
    await expect.poll(() => status.textContent()).toBe("已列入计划");
    await rows(page).first().locator('[data-column="short"]').focus();
    await page.keyboard.press("Control+z");
    await expect.poll(() => status.textContent()).toBe("待处理");
    expect(await responsible.textContent()).toContain(RESPONSIBLE);
    await page.keyboard.press("Control+z");
    await expect.poll(() => responsible.textContent()).not.toContain(RESPONSIBLE);
    await page.keyboard.press("Control+Shift+z");
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => status.textContent()).toBe("已列入计划");
  });

  it("is written in by keyboard; Esc gives up, Enter keeps, an emptied cell is proposed again", async () => {
    const { page } = app;
    const measure = rows(page).first().locator('[data-column="measure"]');
    const proposed = await measure.textContent();
    await measure.focus();
    await page.keyboard.press("F2");
    await page.keyboard.type("不要了");
    await page.keyboard.press("Escape");
    expect(await measure.textContent()).toBe(proposed);
    await page.keyboard.press("Enter");
    await page.keyboard.type("租用社区用房");
    await page.keyboard.press("Enter");
    await expect.poll(() => measure.textContent()).toBe("人工租用社区用房");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Enter");
    await expect.poll(() => measure.textContent()).toBe(proposed);
  });

  it("is exported with what was written, with the bytes of the command line", async () => {
    const { page } = app;
    const exported = await exportFile(page, "ledger.csv");
    expect(exported.toString().match(new RegExp(RESPONSIBLE, "g"))).toHaveLength(10);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page
        .getByRole("button", { name: "导出" })
        .click()
        .then(() => page.getByRole("menuitem", { name: /mscircle/ }).click()),
    ]);
    const study = join(folder, "study.mscircle");
    writeFileSync(study, readFileSync(await download.path()));
    const { status, stderr } = runCommand(["analyze", study, "--out", join(folder, "out")]);
    expect(status, stderr).toBe(0);
    expect(exported.toString()).toBe(readFileSync(join(folder, "out", "ledger.csv"), "utf8"));
  });

  it("leads from a row to the map and the target, and from the target back to its rows", async () => {
    const { page } = app;
    await rows(page).first().locator('[data-column="unit"] button').click();
    const card = page.getByTestId("community-card");
    await card.waitFor();
    await card
      .getByTestId("card-ledger")
      .getByRole("button", { name: /条未达标/ })
      .click();
    await expect.poll(() => totals(page)).toMatch(/^\d 条问题 · 1 个单元/);
    await page.getByTestId("target-ledger").click();
    await expect.poll(() => page.locator('[data-filter="target"]').inputValue()).toMatch(/^T0/);
  });

  it("is there again after the page was closed", async () => {
    const { page, errors } = app;
    await page.reload();
    await waitForMap(page);
    await goTo(page, "目标");
    await openLedger(page);
    await page.locator('[data-filter="text"]').fill(RESPONSIBLE);
    await expect.poll(() => totals(page)).toMatch(/^10 条问题/);
    expect(errors).toEqual([]);
  });
});
