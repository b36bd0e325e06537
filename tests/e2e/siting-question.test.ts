import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openBeforeTests } from "../support/built-app.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { listFigures } from "../support/list-figures.ts";
import { type OpenedApp, waitForMap } from "../support/open-app.ts";
import { goTo, readText } from "../support/use-page.ts";

describe("a siting question kept with the study, in the built app", () => {
  let app: OpenedApp;
  let page: Page;

  openBeforeTests("选址", (opened) => {
    app = opened;
    page = opened.page;
  });

  it("takes back what was changed in the form, step by step", async () => {
    await page.getByTestId("site-area").selectOption({ label: "平城区" });
    await page.getByTestId("site-field-newSites").fill("3");
    await page.getByTestId("site-field-newSites").blur();
    await page.getByRole("button", { name: "撤销" }).click();
    expect(await page.getByTestId("site-field-newSites").inputValue()).toBe("5");
    expect(await page.getByTestId("site-area").inputValue()).toBe("140213");
    await page.getByRole("button", { name: "重做" }).click();
    expect(await page.getByTestId("site-field-newSites").inputValue()).toBe("3");
  });

  it("stands as it was after the page is loaded again", async () => {
    await page.getByTestId("site-demands").locator("summary").click();
    await page.getByTestId("site-backup").check();
    await page.getByTestId("site-kept").locator("summary").click();
    await page.getByTestId("site-kept-name").fill("平城后备");
    await page.getByTestId("site-keep-question").click();
    await page.getByTestId("site-backup").uncheck();
    await page.waitForTimeout(600);
    await page.reload();
    await waitForMap(page);
    await goTo(page, "选址");
    expect(await page.getByTestId("site-area").inputValue()).toBe("140213");
    expect(await page.getByTestId("site-field-newSites").inputValue()).toBe("3");
    await page.getByTestId("site-kept").locator("summary").click();
    await page.getByRole("button", { name: "打开“平城后备”" }).click();
    expect(await page.getByTestId("site-backup").isChecked()).toBe(true);
    await page.getByTestId("site-backup").uncheck();
  });

  it("solves over one county, names it in answer and file, and applies it as a scenario", async () => {
    await page.getByTestId("site-solve").click();
    await page.getByTestId("site-apply").waitFor({ timeout: 90_000 });
    expect(await readText(page, "site-sentence")).toMatch(/^平城区新增 3 处.+可多覆盖/);
    expect(await page.getByText(/范围外的 [\d\s]+ 个候选点不参与/).count()).toBe(1);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载 CSV" }).click(),
    ]);
    const [head = "", first = ""] = readFileSync(await download.path(), "utf8").split(/\r?\n/);
    expect(first.split(",")[head.replace("\uFEFF", "").split(",").indexOf("area")]).toBe("平城区");
    await page.getByTestId("site-why-ask").click();
    const map = await page.locator(".study-map-canvas").boundingBox();
    if (!map) throw new Error("There is no map.");
    await page.mouse.click(map.x + map.width / 2, map.y + map.height / 3);
    expect(await readText(page, "site-why-card")).toMatch(/单独建在这里.+在所选之外再建这一处.+用它换下/s);
    await page.keyboard.press("Escape");
    expect(await readText(page, "site-why-ask")).toBe("在图上点一处，看为什么没选");
    await page.getByTestId("site-why-ask").hover();
    expect((await listFigures(page)).unled).toEqual([]);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByTestId("site-apply").click();
    await page.getByTestId("site-applied").waitFor();
  });

  it("refuses at once what the model cannot meet, in a sentence", async () => {
    await page.getByTestId("site-demands").locator("summary").click();
    await page.getByTestId("site-equity").check();
    expect(await readText(page, "site-combine-equity-model")).toContain("公平优先：只能用于 p-中位");
    await page.getByTestId("site-solve").click();
    expect(await readText(page, "site-form-faults")).toContain("公平优先：只能用于 p-中位");
    await page.getByTestId("site-equity").uncheck();
  });

  it("asks nobody else and logs no error", () => {
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
