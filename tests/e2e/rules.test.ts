import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { runCommand } from "../support/run-command.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { exportFile } from "../support/use-page.ts";

describe("a rule edited in the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "minsheng-e2e-"));
    browser = await launchBrowser();
    served = await serveBuild();
    app = await openApp(browser, served.url);
    await waitForMap(app.page);
    await app.page.locator("#tab-targets").click();
    await app.page.locator('[data-target-id="T04"] button').click();
    await app.page.getByTestId("open-rule-editor").click();
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const form = (): Locator => app.page.getByTestId("rule-form");
  const figures = async (): Promise<string> => (await app.page.locator(".target-result").textContent()) ?? "";

  it("judges at once, says what differs from the plan, and comes back with undo", async () => {
    const before = await figures();
    await form().getByLabel("达标比例", { exact: true }).selectOption("own");
    await form().getByLabel("自定达标比例").fill("50");
    await expect.poll(figures).not.toBe(before);
    await expect.poll(() => app.page.getByTestId("rule-changes").textContent()).toContain("随本次运行 → 50 %");
    expect(await app.page.locator('[data-target-id="T04"]').textContent()).toContain("已改口径");
    await form().getByLabel("自定达标比例").blur();
    while (await app.page.getByTestId("rule-changes").isVisible()) await app.page.keyboard.press("Control+z");
    await expect.poll(figures).toBe(before);
  });

  it("does not apply what contradicts itself, and says so beside the field", async () => {
    const before = await figures();
    await form().getByLabel("出行方式").selectOption("");
    const fault = form().locator('[data-field="rule.profileId"] .rule-fault');
    await expect.poll(() => fault.textContent()).toContain("要指明出行方式");
    expect(await figures()).toBe(before);
    await form().getByLabel("出行方式").selectOption("elderly");
    await expect.poll(() => fault.count()).toBe(0);
  });

  it("a filter on a column that the layer lacks is not testable, never 0 %", async () => {
    await form().getByRole("button", { name: "加筛选：只计某一类" }).click();
    await form().getByLabel("列", { exact: true }).selectOption({ label: "另写列名" });
    await form().getByLabel("列名").fill("open_to_public");
    await form().getByLabel("另写取值").fill("是");
    await form().getByRole("button", { name: "加上" }).click();
    await expect.poll(() => app.page.locator(".target-reason").textContent()).toContain("缺少列 open_to_public");
    await form().getByLabel("列", { exact: true }).selectOption("grade");
    await form()
      .getByText(/^三级（\d+）$/)
      .click();
    await expect.poll(figures).toMatch(/个城市社区中 \d+ 个达到/);
  });

  it("the study saved with it gives the same targets.csv on the command line, with the change and who confirmed it", async () => {
    await form().getByLabel("确认人").fill("=张工");
    const exported = (await exportFile(app.page, "targets.csv")).toString();
    expect(exported).toContain("已改口径 · 计入设施");
    expect(exported).toMatch(/口径由=张工于 \d{4}-\d{2}-\d{2} 确认/);
    const saved = join(folder, "datong.mscircle");
    writeFileSync(saved, await exportFile(app.page, ".mscircle"));
    const { status, stderr } = runCommand(["analyze", saved, "--out", join(folder, "out")]);
    expect(status, stderr).toBe(0);
    expect(readFileSync(join(folder, "out/targets.csv"), "utf8")).toBe(exported);
    expect(app.errors).toEqual([]);
  });
});
