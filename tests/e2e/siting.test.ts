import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openBeforeTests } from "../support/built-app.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { listFigures } from "../support/list-figures.ts";
import { type OpenedApp, waitForMap } from "../support/open-app.ts";
import { readText } from "../support/use-page.ts";

describe("siting in the built app", () => {
  let app: OpenedApp;
  let page: Page;

  const fill = async (label: string, value: number): Promise<void> => {
    await page.getByRole("spinbutton", { name: label }).fill(String(value));
    await page.getByRole("spinbutton", { name: label }).press("Enter");
  };

  const pickModel = async (name: string, note: string): Promise<void> => {
    await page.locator(".site-models label", { hasText: name }).click();
    expect(await readText(page, "site-model-note")).toContain(note);
  };

  openBeforeTests("选址", (opened) => {
    app = opened;
    page = opened.page;
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
    expect(await readText(page, "site-sentence")).toContain(`新增 ${wanted} 处`);
  });

  it("finds the least mean walk with proof, curve and near-equal answers; every number leads to its rows", async () => {
    await pickModel("p-中位", "所有人步行时间之和最小");
    await fill("候选点网格", 500);
    await fill("新增", 5);
    await page.getByTestId("site-solve").click();
    await page.getByTestId("site-apply").waitFor({ timeout: 120_000 });
    const sentence = await readText(page, "site-sentence");
    const [before, after] = (/平均步行 ([\d.]+) → ([\d.]+) 分钟/.exec(sentence) ?? []).slice(1).map(Number);
    expect(after).toBeLessThan(before ?? 0);
    expect(await readText(page, "site-proof")).toBe("已证明最优");
    expect(await readText(page, "site-walks")).toContain("步行超过 60 分钟的按 60 分钟计");
    expect(await page.locator('[data-testid="site-table"] tbody tr').count()).toBe(5);
    expect(await page.locator('[data-testid="site-alternatives"] input').count()).toBeGreaterThanOrEqual(2);
    expect(await page.getByTestId("site-curve").count()).toBe(1);
    expect((await listFigures(page)).unled).toEqual([]);
    expect(await findBarriers(page)).toEqual([]);
    await page.locator('.site-answer [data-figure="siting"]').click();
    const account = page.locator('[data-testid="figure-panel"][data-ready="true"]');
    await account.waitFor();
    const saved = account.locator('td[data-column="saved"]');
    const [sum = 0, ...rows] = await saved.evaluateAll((cells) =>
      cells.map((cell) => Number(cell.getAttribute("data-value"))),
    );
    expect(rows).toHaveLength(5);
    expect(rows.reduce((total, row) => total + row, 0)).toBeCloseTo(sum, 3);
    await page.keyboard.press("Escape");
    await page.getByTestId("map-legend").locator(".figure-source").click();
    await account.waitFor();
    expect(await account.textContent()).toContain("新增后走得到");
    await page.keyboard.press("Escape");
  });

  it("says of a p-center out of reach how many sites it takes, and answers then", async () => {
    await pickModel("p-中心", "离得最远的人步行时间最短");
    await fill("候选点网格", 5000);
    await fill("新增", 1);
    await page.getByTestId("site-solve").click();
    await page.getByTestId("site-nearest").waitFor({ timeout: 90_000 });
    expect(await readText(page, "site-fault")).toMatch(/新增 1 处不够：仍有 .+ 60 分钟内走不到任何一处/);
    expect(await readText(page, "site-other")).toBe("改用 p-中位求解");
    expect((await listFigures(page)).unled).toEqual([]);
    const wanted = Number(/新增 (\d+) 处/.exec(await readText(page, "site-nearest"))?.[1]);
    await page.getByTestId("site-nearest").click();
    await page.getByTestId("site-apply").waitFor({ timeout: 120_000 });
    expect(await readText(page, "site-sentence")).toMatch(/最远步行 >\s60 → [\d.]+ 分钟/);
    expect(await readText(page, "site-proof")).toMatch(/已证明最优|最远步行不可能短于 [\d.]+ 分钟/);
    expect(await readText(page, "site-sentence")).toContain(`新增 ${wanted} 处`);
  });

  it("asks nobody else and logs no error", () => {
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
