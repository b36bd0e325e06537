import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findBarriers } from "../support/find-barriers.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { runCommand } from "../support/run-command.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { type CommunityRow, exportFile, goTo, parseCommunities, readShare, readText } from "../support/use-page.ts";

describe("the Datong study in the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let folder: string;
  let rows: readonly CommunityRow[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "minsheng-e2e-"));
    const { status, stderr } = runCommand(["analyze", "datong", "--out", join(folder, "out")]);
    expect(status, stderr).toBe(0);
    rows = parseCommunities(readFileSync(join(folder, "out/communities.csv"), "utf8"));
    browser = await launchBrowser();
    served = await serveBuild();
    app = await openApp(browser, served.url);
    await waitForMap(app.page);
  });

  beforeEach(async () => {
    await app.page.locator("#tab-coverage").click();
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("opens on the city with an answer in a sentence, and says that its data is simulated", async () => {
    const { page } = app;
    const sentence = await readText(page, "answer-sentence");
    expect(sentence).toMatch(/社区/);
    expect(sentence).toMatch(/15 ?分钟/);
    expect(sentence).toMatch(/%/);
    expect(await readText(page, "demo-badge")).toContain("演示数据");
    expect(await readText(page, "map-legend")).toContain("演示数据");
    expect(await page.title()).toContain("民生圈");
  });

  it("gives people, communities and land shares, with the straight line never below the streets", async () => {
    const { page } = app;
    const people = await readShare(page, "people-share");
    expect(people).toBeGreaterThan(5);
    expect(people).toBeLessThan(100);
    expect(await readShare(page, "straight-share")).toBeGreaterThanOrEqual(people);
    expect(await readShare(page, "community-share")).toBeLessThan(100);
    expect(await readShare(page, "land-share")).toBeLessThan(100);
  });

  it.each(["communities.csv", "targets.csv", "scoreboard.csv", "assumptions.csv", "communities.fgb", "ledger.csv"])(
    "exports %s with the bytes of the command line",
    async (name) => {
      const exported = await exportFile(app.page, name);
      const written = readFileSync(join(folder, "out", name));
      if (name.endsWith(".csv")) expect(exported.toString()).toBe(written.toString());
      expect(Buffer.compare(exported, written)).toBe(0);
    },
  );

  it("moving the slider by keyboard changes minutes and shares, and moving it back restores them", async () => {
    const { page } = app;
    const before = await readShare(page, "people-share");
    await page.getByTestId("time-slider").focus();
    for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowRight");
    await expect.poll(() => readText(page, "minutes-value")).toContain("20");
    await expect.poll(() => readShare(page, "people-share")).toBeGreaterThan(before);
    await expect.poll(() => readText(page, "answer-sentence")).toMatch(/20 ?分钟/);
    for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowLeft");
    await expect.poll(() => readShare(page, "people-share")).toBe(before);
  });

  it("dragging the slider with the mouse changes the shares, and one undo takes the drag back", async () => {
    const { page } = app;
    const before = await readShare(page, "people-share");
    const box = await page.getByTestId("time-slider").boundingBox();
    if (!box) throw new Error("no slider");
    const middle = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.4, middle);
    await page.mouse.down();
    for (let share = 0.4; share >= 0.05; share -= 0.05) await page.mouse.move(box.x + box.width * share, middle);
    await page.mouse.up();
    await expect.poll(() => readShare(page, "people-share")).toBeLessThan(before);
    await page.keyboard.press("Control+z");
    await expect.poll(() => readShare(page, "people-share")).toBe(before);
  });

  it("a gap community clicked in the table opens its card, with the command line's share", async () => {
    const { page } = app;
    const row = page.getByTestId("gap-row").first();
    const name = (await row.getByRole("button").first().textContent()) ?? "";
    await row.click();
    const card = page.getByTestId("community-card");
    await card.waitFor({ state: "visible" });
    expect(await card.getByRole("heading", { level: 2 }).textContent()).toBe(name);
    const service = await page.locator('[data-testid^="service-"][data-checked="true"]').getAttribute("data-testid");
    const shares = rows
      .filter((each) => each.name === name && `service-${each.service}` === service)
      .map(({ peopleShare }) => (100 * Number(peopleShare)).toFixed(1));
    expect(shares).toContain((await readShare(page, "community-card")).toFixed(1));
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
  });

  it("a click on the map opens the card of the community under it and marks its row", async () => {
    const { page } = app;
    const box = await page.getByTestId("study-map").boundingBox();
    if (!box) throw new Error("no map");
    await page.waitForTimeout(1500);
    const card = page.getByTestId("community-card");
    for (const [x, y] of [
      [0.5, 0.45],
      [0.55, 0.4],
      [0.45, 0.35],
      [0.6, 0.5],
      [0.4, 0.5],
    ] as const) {
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
      await page.waitForTimeout(300);
      if (await card.isVisible()) break;
    }
    const name = (await card.getByRole("heading", { level: 2 }).textContent()) ?? "";
    expect(rows.map((row) => row.name)).toContain(name);
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
  });

  it("lists the plan's 62 targets, judged or saying what they need", async () => {
    const { page } = app;
    await goTo(page, "目标");
    await page.getByTestId("target-row").first().waitFor();
    expect(await page.getByTestId("target-row").count()).toBe(62);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("shows how firmly a circle's figure stands, one assumption changed at a time", async () => {
    const { page } = app;
    await goTo(page, "目标");
    await page.locator('[data-target-id="T03"] button').click();
    const result = (await page.locator(".target-result").textContent()) ?? "";
    const sensitivity = page.getByTestId("target-sensitivity");
    await sensitivity.locator("summary").click();
    const rows = sensitivity.locator("tbody tr");
    await expect.poll(() => rows.count(), { timeout: 30_000 }).toBe(14);
    const [met = "", share = ""] = await rows.first().locator(".number").allTextContents();
    expect(result).toContain(`${met} 个达到`);
    expect(result).toContain(share);
    expect(await rows.last().textContent()).toContain("不计全民健身广场");
    expect(await findBarriers(page)).toEqual([]);
  });

  it("a value entered by hand judges a target that no map can test, until it is undone", async () => {
    const { page } = app;
    await goTo(page, "目标");
    const row = page.locator('[data-testid="target-row"][data-target-id="T51"]');
    await row.getByRole("button").click();
    await expect.poll(() => row.getAttribute("data-verdict")).toBe("not-testable");
    expect(await page.locator(".target-reason").textContent()).toContain("缺少列 area_m2");
    const form = page.getByRole("form", { name: "人工填报" });
    await form.getByRole("button", { name: "保存填报" }).click();
    expect(await form.getByRole("alert").textContent()).toMatch(/数值.*数据日期.*来源/);
    await form.getByLabel("数值").fill("1.5");
    await form.getByLabel("数据日期").fill("2024-12-31");
    await form.getByLabel(/^来源/).fill("<b>年报</b>");
    await form.getByRole("button", { name: "保存填报" }).click();
    await expect.poll(() => row.getAttribute("data-verdict")).toBe("not-met");
    expect(await page.locator(".target-details").textContent()).toContain("来源：<b>年报</b>；未经确认");
    await form.getByLabel("数值").fill("1.63");
    await form.getByRole("button", { name: "保存填报" }).click();
    await expect.poll(() => row.getAttribute("data-verdict")).toBe("met");
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: "撤销（Ctrl+Z）" }).click();
    await expect.poll(() => row.getAttribute("data-verdict")).toBe("not-met");
    await form.getByRole("button", { name: "撤销填报" }).click();
    await expect.poll(() => row.getAttribute("data-verdict")).toBe("not-testable");
  });

  it("the later workspaces say what they will do, and the data workspace names its sources", async () => {
    const { page } = app;
    for (const workspace of ["选址", "汇报"]) {
      await goTo(page, workspace);
      expect((await page.locator("#workspace").textContent())?.length).toBeGreaterThan(40);
    }
    await goTo(page, "数据");
    await expect.poll(() => page.locator("#workspace").textContent()).toMatch(/模拟/);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("switches to English and back", async () => {
    const { page } = app;
    await page.getByRole("button", { name: "切换为英文" }).click();
    await expect.poll(() => readText(page, "answer-sentence")).toMatch(/communities/i);
    await page.getByRole("button", { name: "Switch to Chinese" }).click();
    await expect.poll(() => readText(page, "answer-sentence")).toMatch(/社区/);
  });

  it("axe finds nothing serious in the coverage workspace", async () => {
    expect(await findBarriers(app.page)).toEqual([]);
  });

  it("asks nothing of any other origin and logs no error", () => {
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
