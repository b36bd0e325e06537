import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openBeforeTests } from "../support/built-app.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { listFigures } from "../support/list-figures.ts";
import type { OpenedApp } from "../support/open-app.ts";
import { readText } from "../support/use-page.ts";

describe("the siting form in the built app", () => {
  let app: OpenedApp;
  let page: Page;

  const fill = (id: string, value: string): Promise<void> => page.getByTestId(`site-field-${id}`).fill(value);
  const pickCandidates = (name: string): Promise<void> => page.locator(".site-kinds label", { hasText: name }).click();
  const solve = async (): Promise<void> => {
    await page.getByTestId("site-solve").click();
    await page.getByTestId("site-apply").waitFor({ timeout: 90_000 });
  };
  const takeFile = async (name: string, text: string): Promise<void> => {
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByTestId("site-candidate-file").click(),
    ]);
    await chooser.setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  };

  openBeforeTests("选址", (opened) => {
    app = opened;
    page = opened.page;
  });

  it("names each field that is wrong, and keeps what was typed", async () => {
    await pickCandidates("图层");
    await page.getByTestId("site-has-budget").check();
    await page.getByTestId("site-has-places").check();
    await fill("newSites", "五");
    await page.getByTestId("site-solve").click();
    expect(await readText(page, "site-form-faults")).toBe(
      "候选点：还没有选图层。新增：“五”不是数。每处造价：还没有填。总预算：还没有填。新建每处容量：还没有填。",
    );
    expect(await page.getByTestId("site-field-newSites").inputValue()).toBe("五");
    expect(await page.getByTestId("site-apply").count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("builds in a layer within a yearly budget, and says the places that each site uses", async () => {
    await page.getByTestId("site-candidate-layer").selectOption("culture-room");
    await fill("newSites", "9");
    await fill("siteCost", "120");
    await fill("budget", "250");
    await page.getByTestId("site-yearly").check();
    await fill("newPlaces", "270");
    await solve();
    // 250 × 3 pays for six at 120.
    expect(await readText(page, "site-sentence")).toMatch(/新增 6 处.+走得到且有位的多 [\d\s.]+/);
    expect(await readText(page, "site-spent")).toContain("造价合计 720 万元，预算每年 250 万元，共 3 年");
    expect(await page.locator('[data-testid="site-years"] tbody td:first-child').allTextContents()).toEqual([
      "第 1 年",
      "第 2 年",
      "第 3 年",
    ]);
    expect(await readText(page, "site-standing-places")).toMatch(/现有 361 处容量 .+用到 .+处用满/);
    const served = page.locator('[data-testid="site-table"] tbody tr td:nth-child(4)');
    for (const cell of await served.allTextContents()) expect(cell).toMatch(/^\d+／270$/);
    await page.locator('[data-testid="site-table"] .link').first().click();
    expect(await readText(page, "site-card-places")).toMatch(/容量 270 人，服务 \d+ 人（[\d.]+%）/);
    expect((await listFigures(page)).unled).toEqual([]);
    expect(await findBarriers(page)).toEqual([]);
    await page.locator('.site-answer [data-figure="siting"]').first().click();
    const account = page.locator('[data-testid="figure-panel"][data-ready="true"]');
    await account.waitFor();
    const [sum = 0, ...rows] = await account
      .locator('td[data-column="served"]')
      .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute("data-value"))));
    expect(rows.reduce((total, row) => total + row, 0)).toBeCloseTo(sum, 3);
    await page.keyboard.press("Escape");
  });

  it("says that a budget pays for nothing, and asks with one that does", async () => {
    await fill("budget", "30");
    await page.getByTestId("site-solve").click();
    await page.getByTestId("site-nearest").waitFor({ timeout: 60_000 });
    expect(await readText(page, "site-fault")).toBe("预算：90 万元不够最便宜的一处（120 万元）。");
    await page.getByTestId("site-nearest").click();
    await page.getByTestId("site-apply").waitFor({ timeout: 60_000 });
    expect(await page.getByTestId("site-field-budget").inputValue()).toBe("40");
    expect(await page.locator('[data-testid="site-table"] tbody tr').count()).toBe(1);
    await page.getByTestId("site-has-budget").uncheck();
    await page.getByTestId("site-has-places").uncheck();
  });

  it("takes vacant land from a file with its costs, and says what is wrong with another", async () => {
    await pickCandidates("文件");
    await takeFile("地块.csv", "编号,经度,纬度\n甲,abc,40.1\n");
    await page.getByTestId("site-file-fault").waitFor();
    await takeFile("地块.csv", "编号,经度,纬度,造价\n甲,113.30,40.08,80\n乙,113.31,40.09,95\n丙,113.29,40.07,60\n");
    await page.getByTestId("site-candidate-count").waitFor();
    expect(await readText(page, "site-candidate-count")).toContain("地块.csv：3 个");
    await page.getByTestId("site-has-budget").check();
    expect(await page.getByTestId("site-cost-column").inputValue()).toBe("造价");
    await page.getByTestId("site-yearly").uncheck();
    await page.getByTestId("site-number-free").check();
    await fill("siteCost", "");
    await fill("budget", "160");
    await solve();
    expect(await page.getByText("候选点 3 个（地块.csv）").count()).toBe(1);
    expect(await readText(page, "site-spent")).toMatch(/造价合计 (155|140|80|95|60) 万元，预算 160 万元/);
    await page.getByTestId("site-has-budget").uncheck();
  });

  it("takes places from clicks on the map, and leaves out those in an area drawn there", async () => {
    await pickCandidates("手绘");
    const box = await page.locator(".study-map-canvas").boundingBox();
    if (!box) throw new Error("no map");
    const [x, y] = [box.x + box.width * 0.6, box.y + box.height * 0.35];
    await page.getByTestId("site-draw").click();
    for (const [dx, dy] of [
      [0, 0],
      [60, 10],
      [-70, 20],
    ] as const) {
      await page.mouse.click(x + dx, y + dy);
      await page.waitForTimeout(400);
    }
    expect(await readText(page, "site-drawn-count")).toContain("已选 3 处");
    await page.getByTestId("site-excluded").locator("summary").click();
    await page.getByTestId("site-area-draw").click();
    for (const [dx, dy] of [
      [-25, -25],
      [25, -25],
      [25, 25],
      [-25, 25],
    ] as const) {
      await page.mouse.click(x + dx, y + dy);
      await page.waitForTimeout(400);
    }
    await page.getByTestId("site-area-finish").click();
    expect(await readText(page, "site-area-count")).toBe("手绘 1 片");
    await fill("newSites", "1");
    await solve();
    expect(await page.getByText("候选点 2 个（手绘）").count()).toBe(1);
    expect(await page.getByText("排除区内另有 1 个候选点已去掉").count()).toBe(1);
    expect((await listFigures(page)).unled).toEqual([]);
  });

  it("shows what one more facility would gain, with the number beside the cursor", async () => {
    await page.getByTestId("site-gain").check();
    const legend = page.getByTestId("gain-legend");
    await legend.locator('[data-figure="gain"]').waitFor({ timeout: 60_000 });
    expect(await legend.textContent()).toMatch(/再建一处.+多覆盖多少人.+现在走不到的共/);
    expect(await legend.locator("li").count()).toBe(5);
    const box = await page.locator(".study-map-canvas").boundingBox();
    if (!box) throw new Error("no map");
    let words = "";
    for (let step = 0; step < 12 && !words.startsWith("+"); step++) {
      await page.mouse.move(box.x + box.width * (0.3 + 0.04 * step), box.y + box.height * 0.4);
      await page.waitForTimeout(150);
      words = await readText(page, "map-tooltip");
    }
    expect(words).toMatch(/^\+[\d\s]+人在此再建一处/);
    await page.mouse.move(5, 5);
    await page.waitForTimeout(150);
    expect((await listFigures(page)).unled).toEqual([]);
    expect(await findBarriers(page)).toEqual([]);
    await legend.locator('[data-figure="gain"]').click();
    const account = page.locator('[data-testid="figure-panel"][data-ready="true"]');
    await account.waitFor();
    expect(await account.textContent()).toContain("各格互不相加");
    await page.keyboard.press("Escape");
    await page.getByTestId("site-gain").uncheck();
    await page.getByTestId("map-legend").waitFor();
  });

  it("asks nobody else and logs no error", () => {
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
