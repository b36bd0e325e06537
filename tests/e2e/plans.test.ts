import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers } from "../support/find-barriers.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { runCommand } from "../support/run-command.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { goTo, readText } from "../support/use-page.ts";

/** The cells of a target in the scoreboard, without white space. */
const rowText = async (page: Page, targetId: string): Promise<string> =>
  ((await page.locator(`.score-row[data-target-id="${targetId}"]`).textContent()) ?? "").replaceAll(/\s/g, "");

const openSheet = async (page: Page, id: "scoreboard" | "plans"): Promise<void> => {
  const tab = page.locator(`[data-sheet="${id}"]`);
  if ((await tab.count()) > 0 && (await tab.first().isVisible())) await tab.first().click();
  else await page.locator(`[data-open-sheet="${id}"]`).click();
};

const shownIds = async (page: Page): Promise<(string | null)[]> =>
  await page.locator(".score-row").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-target-id")));

describe("the scoreboard and the next plan in the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "minsheng-plans-"));
    const { status, stderr } = runCommand(["analyze", "datong", "--out", join(folder, "out")]);
    expect(status, stderr).toBe(0);
    browser = await launchBrowser();
    served = await serveBuild();
    app = await openApp(browser, served.url);
    page = app.page;
    await waitForMap(page);
    await goTo(page, "目标");
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("lists every target chapter by chapter, with shares along streets and straight", async () => {
    await openSheet(page, "scoreboard");
    await page.getByTestId("scoreboard").waitFor();
    const ids = await shownIds(page);
    expect(ids).toHaveLength(62);
    expect(ids[0]).toBe("T17");
    const t01 = await rowText(page, "T01");
    expect(t01).toMatch(/市文旅局默认/);
    expect(t01).toMatch(/197\/401/);
    expect(t01).toMatch(/66\.3%直线94\.7%/);
    expect(t01).toContain("+28.4");
    // No rate runs on from one whose list of communities nobody knows.
    expect(await rowText(page, "T03")).toContain("不可比");
    expect(await findBarriers(page)).toEqual([]);
  });

  it("is narrowed down and sorted", async () => {
    await page.getByLabel("责任单位", { exact: true }).selectOption({ label: "市人社局" });
    expect(await shownIds(page)).toEqual(["T31"]);
    await page.getByRole("button", { name: "清除筛选" }).click();
    await page.getByLabel("搜目标、原文").fill("日间照料中心");
    expect(await shownIds(page)).toContain("T16");
    await page.getByLabel("搜目标、原文").fill("");
    await page.getByRole("button", { name: /^缺口/ }).click();
    expect((await shownIds(page)).slice(0, 2)).toEqual(["T54", "T39"]);
    await page.getByRole("button", { name: "恢复按章排列" }).click();
    expect((await shownIds(page))[0]).toBe("T17");
  });

  it("a row leads to the target's quotation and assumptions", async () => {
    await page.locator('.score-row[data-target-id="T05"] .score-open').click();
    await expect.poll(() => page.locator("#answer").textContent()).toContain("社区养老服务设施实现全覆盖");
    expect(await page.locator("#answer").textContent()).toContain("统计单位");
  });

  it("is taken away as the command line writes it", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载 CSV" }).click(),
    ]);
    const written = readFileSync(join(folder, "out/scoreboard.csv"));
    expect(readFileSync(await download.path()).toString()).toBe(written.toString());
  });

  it("takes in the figures of another run, refuses a bad file with every fault, and shows the trend", async () => {
    await page.getByRole("button", { name: /^快照/ }).click();
    const panel = page.locator(".snapshot-panel");
    const take = async (name: string, text: string): Promise<void> => {
      await panel.getByLabel("结果文件").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
      await panel.getByRole("button", { name: "导入为快照" }).click();
    };
    await take("bad.csv", "a,b\n1,2\n");
    await expect.poll(() => panel.getByRole("alert").textContent()).toContain("还差：数据日期");
    await panel.getByLabel("数据日期").fill("2019-12-31");
    await take("bad.csv", "a,b\n1,2\n");
    await expect.poll(() => panel.getByTestId("issue-list").locator("li").count()).toBe(6);
    await take("targets.csv", readFileSync(join(folder, "out/targets.csv"), "utf8"));
    await expect.poll(() => panel.locator(".snapshot-list li").count()).toBe(1);
    expect(await panel.getByRole("alert").count()).toBe(0);
    await page.getByRole("button", { name: /^快照/ }).click();
    const trend = page.locator('.score-row[data-target-id="T17"] .score-trend');
    expect(await trend.getAttribute("aria-label")).toMatch(/2019-12-31 87\.4%.*2020-11-01 87\.4%/);
    await trend.click();
    expect(await page.locator(".score-trend-table").textContent()).toContain("快照“2019-12-31 数据”");
  });

  it("keeps the figures of the run as a snapshot, once", async () => {
    await page.getByTestId("keep-snapshot").click();
    await expect.poll(() => page.locator(".score-status").textContent()).toContain("已存为快照");
    await page.getByTestId("keep-snapshot").click();
    await expect.poll(() => page.locator(".score-status").textContent()).toContain("已经存过");
  });

  it("a draft of the next plan is judged in the place of the plan, and says so", async () => {
    await openSheet(page, "plans");
    await page.getByTestId("new-draft").click();
    await expect.poll(() => readText(page, "judged-draft")).toContain("下一期规划 1");
    await page.locator('.plans .segmented-option input[value="edit"]').check({ force: true });
    const cell = page.getByLabel("T05 目标值");
    await cell.fill("150");
    await cell.press("Enter");
    await expect.poll(() => page.locator(".cell-fault").textContent()).toMatch(/目标值要填大于 0、不超过 100 的数/);
    await cell.fill("40");
    await cell.press("Enter");
    const minutes = page.getByLabel("T04 时间（分钟）");
    await minutes.fill("20");
    await minutes.press("Enter");
    await expect.poll(() => page.locator("#answer .verdict").first().textContent()).toBe("达标");
    expect(await findBarriers(page)).toEqual([]);
    await openSheet(page, "scoreboard");
    await expect.poll(() => rowText(page, "T05")).toContain("40.0%");
    expect(await rowText(page, "T05")).toContain("达标");
  });

  it("is compared with the plan: what was changed, which verdicts turn, which units", async () => {
    await openSheet(page, "plans");
    await page.locator('.plans .segmented-option input[value="compare"]').check({ force: true });
    await expect.poll(() => readText(page, "plan-comparison-summary")).toContain("1 项判定改变：1 项变为达标");
    const table = page.getByTestId("plan-comparison");
    expect(await table.locator('[data-target-id="T05"]').textContent()).toContain("目标值：100% → 40.0%");
    expect(await table.locator('[data-target-id="T04"]').textContent()).toMatch(
      /15 分钟 → 20 分钟.*新达到 92，不再达到 0/,
    );
    await table.getByRole("button", { name: /新达到 92/ }).click();
    expect(await page.locator(".turned-units li").count()).toBe(92);
    const counted = page.getByTestId("map-legend").locator("tr[data-class]");
    await expect
      .poll(() => counted.evaluateAll((rows) => rows.map((row) => `${row.dataset.class} ${row.dataset.count}`)))
      .toEqual(["turned-met 92", "turned-not-met 0", "stays-met 90", "stays-not-met 219"]);
    expect(await findBarriers(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载比较 CSV" }).click(),
    ]);
    const csv = readFileSync(await download.path()).toString();
    expect(csv.split("\r\n").filter((row) => row !== "")).toHaveLength(63);
    expect(csv).toContain("演示数据");
  });

  it("a value of the whole colours the counties, one that cannot be tested nothing, never another question", async () => {
    await page.getByRole("button", { name: "回到目标列表" }).click();
    const legend = page.getByTestId("map-legend");
    await page.locator('[data-target-id="T09"] button').first().click();
    await expect.poll(() => legend.locator('tr[data-class="far-below"]').getAttribute("data-count")).toBe("3");
    expect(await legend.locator('tr[data-class="reaches"]').getAttribute("data-count")).toBe("8");
    await page.locator('[data-target-id="T29"] button').first().click();
    await expect.poll(() => legend.textContent()).toContain("不可测，地图不着色");
    expect(await legend.count()).toBe(1);
    await openSheet(page, "plans");
  });

  it("baselines are set from now, and every step is taken back by undo until the plan is judged again", async () => {
    await page.getByRole("button", { name: "以现状为基期" }).click();
    await openSheet(page, "scoreboard");
    await expect.poll(() => rowText(page, "T05")).toMatch(/44\.4%2020/);
    const undo = page.locator(".bar-actions").getByRole("button", { name: /^撤销/ });
    // Baselines, minutes, target number, the draft itself.
    for (let step = 0; step < 4; step++) await undo.click();
    await expect.poll(() => page.getByTestId("judged-draft").count()).toBe(0);
    await expect.poll(() => rowText(page, "T05")).toMatch(/13\.4%2020.*未达标/);
    expect(app.errors).toEqual([]);
    expect(app.outsideRequests).toEqual([]);
  });
});
