import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { parsePresentation } from "../../src/io/study/presentation-file.ts";
import { openBeforeTests } from "../support/built-app.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { type OpenedApp, waitForMap } from "../support/open-app.ts";
import { exportFile, goTo, readText } from "../support/use-page.ts";

const WORKSPACES = ["数据", "目标", "覆盖", "选址", "汇报"];

describe("the stage of the built app", () => {
  let app: OpenedApp;
  let page: Page;

  openBeforeTests("汇报", (opened) => {
    app = opened;
    page = opened.page;
  });

  const record = async (): Promise<void> => {
    await goTo(page, "汇报");
    await page.locator(".present input[value=stage]").check();
    await page.getByTestId("stage-record").click();
  };

  it("records what is on screen, with a sentence and notes of the presenter's own", async () => {
    await record();
    await page.getByTestId("view-sentence").fill("先看老城：<b>一半</b>走不到");
    await page.getByTestId("view-notes").fill("停一停，等大家看清图例");
    await goTo(page, "覆盖");
    await page.getByRole("slider").first().focus();
    for (let press = 0; press < 5; press++) await page.keyboard.press("ArrowLeft");
    await waitForMap(page);
    await record();
    expect(await page.locator(".stage-view").count()).toBe(2);
  });

  it("presents them by keyboard, dark, with the numbers of the answer, and leaves the question as it was", async () => {
    await goTo(page, "覆盖");
    const before = await readText(page, "answer-sentence");
    await goTo(page, "汇报");
    await page.getByTestId("stage-begin").click();
    await page.getByTestId("stage").waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    await page.keyboard.press("Home");
    await expect.poll(() => readText(page, "stage-place")).toBe("1 / 2");
    // Names and sentences are text, never markup.
    expect(await readText(page, "stage-sentence")).toBe("先看老城：<b>一半</b>走不到");
    expect(await page.getByTestId("stage-notes").count()).toBe(0);
    await page.keyboard.press("n");
    expect(await readText(page, "stage-notes")).toBe("停一停，等大家看清图例");
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => readText(page, "stage-place")).toBe("2 / 2");
    await expect.poll(() => readText(page, "stage-sentence")).toContain("10 分钟");
    await page.keyboard.press("PageDown");
    expect(await readText(page, "stage-place")).toBe("2 / 2");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByTestId("stage").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("light");
    await goTo(page, "覆盖");
    await expect.poll(() => readText(page, "answer-sentence")).toBe(before);
  });

  it("keeps the views in the study file, and takes them away with undo", async () => {
    const bytes = await exportFile(page, ".mscircle");
    const files = unzipSync(new Uint8Array(bytes));
    const { views } = parsePresentation(new TextDecoder().decode(files["presentation.json"]));
    expect(views.map(({ sentence, cutoffMinutes }) => [sentence, cutoffMinutes])).toEqual([
      ["先看老城：<b>一半</b>走不到", 15],
      ["", 10],
    ]);
    await goTo(page, "汇报");
    await page.keyboard.press("Control+z");
    await expect.poll(() => page.locator(".stage-view").count()).toBe(1);
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => page.locator(".stage-view").count()).toBe(2);
  });

  it("has a dark workbench too, in which axe finds nothing serious in any workspace", async () => {
    await page.locator(".bar-theme").click();
    for (const workspace of WORKSPACES) {
      await goTo(page, workspace);
      await page.waitForTimeout(300);
      expect(await findBarriers(page), workspace).toEqual([]);
    }
    await page.reload();
    await waitForMap(page);
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    expect(app.errors).toEqual([]);
    expect(app.outsideRequests).toEqual([]);
  });
});
