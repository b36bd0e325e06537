import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openBeforeTests } from "../support/built-app.ts";
import { findBarriers } from "../support/find-barriers.ts";
import type { OpenedApp } from "../support/open-app.ts";
import { readText } from "../support/use-page.ts";

describe("settled sites in the built app", () => {
  let app: OpenedApp;
  let page: Page;

  openBeforeTests("选址", (opened) => {
    app = opened;
    page = opened.page;
  });

  const settle = async (dx: number, dy: number): Promise<void> => {
    const box = await page.locator(".study-map-canvas").boundingBox();
    if (!box) throw new Error("no map");
    await page.getByTestId("site-required-draw").click();
    await page.mouse.click(box.x + dx, box.y + dy);
    await page.waitForTimeout(400);
    await page.getByTestId("site-required-draw").click();
  };

  it("are in the answer, and no more of them than are asked for", async () => {
    await page.getByTestId("site-required").locator("summary").click();
    await settle(220, 260);
    await settle(260, 300);
    await page.getByTestId("site-field-newSites").fill("1");
    await page.getByTestId("site-solve").click();
    expect(await readText(page, "site-form-faults")).toContain("必建点有 2 处，多于要新增的 1 处");
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: "移除第 2 处必建点" }).click();
    await page.getByTestId("site-field-newSites").fill("3");
    await page.getByTestId("site-solve").click();
    await page.getByTestId("site-apply").waitFor({ timeout: 90_000 });
    expect(await page.getByTestId("site-table").locator(".site-rank").count()).toBe(3);
    expect(await page.locator(".site-settled").allTextContents()).toEqual(["必建"]);
    await page.getByTestId("site-required").getByRole("button", { name: "全部清除" }).click();
    await expect.poll(() => page.locator(".site-required-list li").count()).toBe(0);
    expect(app.errors).toEqual([]);
    expect(app.outsideRequests).toEqual([]);
  });
});
