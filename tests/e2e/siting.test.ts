import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers } from "../support/find-barriers.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { goTo, readText } from "../support/use-page.ts";

describe("siting in the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let page: Page;

  const fill = async (label: string, value: number): Promise<void> => {
    await page.getByRole("spinbutton", { name: label }).fill(String(value));
    await page.getByRole("spinbutton", { name: label }).press("Enter");
  };

  beforeAll(async () => {
    browser = await launchBrowser();
    served = await serveBuild();
    app = await openApp(browser, served.url);
    page = app.page;
    await waitForMap(page);
    await goTo(page, "选址");
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it("finds five sites with proof, explains one, becomes a scenario and is taken back", async () => {
    await page.getByTestId("site-solve").click();
    await page.getByTestId("site-apply").waitFor({ timeout: 90_000 });
    expect(await readText(page, "site-sentence")).toMatch(/新增 5 处.+可多覆盖 [\d\s.]+.*覆盖率 [\d.]+% → [\d.]+%/);
    expect(await readText(page, "site-proof")).toBe("已证明最优");
    expect(await page.locator('[data-testid="site-table"] tbody tr').count()).toBe(5);
    expect(await page.locator('[data-testid="site-alternatives"] input').count()).toBeGreaterThanOrEqual(4);
    await page.locator('[data-testid="site-table"] .link').first().click();
    expect(await readText(page, "site-card")).toContain("步行时间中位数");
    expect(await findBarriers(page)).toEqual([]);
    await page.getByTestId("site-apply").click();
    expect(await readText(page, "site-applied")).toContain("新增 5 处");
    await page.waitForTimeout(300);
    await waitForMap(page);
    expect(await page.locator(".scenario-steps li").count()).toBe(5);
    await page.locator("body").press("Control+z");
    await page.getByTestId("site-apply").waitFor();
    expect(await page.locator(".scenario-steps li").count()).toBe(0);
  });

  it("keeps the best answer where it is stopped", async () => {
    await fill("新增", 60);
    await page.getByTestId("site-solve").click();
    await page.getByTestId("site-sentence").waitFor({ timeout: 60_000 });
    await page.getByTestId("site-stop").click();
    await page.getByTestId("site-apply").waitFor();
    expect(await page.locator('[data-testid="site-table"] tbody tr').count()).toBe(60);
    expect(await page.getByText("已停止").count()).toBe(1);
  });

  it("says why a question has no answer, and asks the nearest one that has", async () => {
    await fill("候选点网格", 20_000);
    await fill("新增", 900);
    await page.getByTestId("site-solve").click();
    await page.getByTestId("site-nearest").waitFor({ timeout: 60_000 });
    expect(await readText(page, "site-fault")).toMatch(/要求新增 900 处，但候选点只有 \d+ 个。/);
    const wanted = Number(/\d+/.exec(await readText(page, "site-nearest"))?.[0]);
    await page.getByTestId("site-nearest").click();
    await page.getByTestId("site-apply").waitFor({ timeout: 60_000 });
    expect(await page.locator('[data-testid="site-table"] tbody tr').count()).toBe(wanted);
  });

  it("asks nobody else and logs no error", () => {
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
