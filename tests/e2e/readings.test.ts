import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadStudy } from "../../src/cli/load-study.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { formatShare } from "../../src/core/model/format-number.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import type { Target } from "../../src/core/plan/target.ts";
import { compareReadings } from "../../src/core/questions/compare-readings.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { exportFile, goTo } from "../support/use-page.ts";

describe("readings and contradictions in the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let page: Page;
  let study: Study;

  beforeAll(async () => {
    ({ study } = await loadStudy("datong"));
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
  });

  const target = (id: string): Target => study.targets.find((each) => each.id === id) as Target;
  const openRow = async (id: string) => {
    await page.locator(`[data-inconsistency-id=${id}] th button`).click();
    return page.locator(".inconsistency-unfolded");
  };
  it("the table of readings says what the core says, and the legend counts the communities that change", async () => {
    await page.locator('[data-target-id="T04"] button').first().click();
    await page.locator("[data-open-sheet=readings]").click();
    await page.getByTestId("readings-table").waitFor();
    const steps = compareReadings(new AnalysisSession(study), DEFAULT_PARAMETERS, {
      kind: "target",
      target: target("T04"),
    });
    const comparison = finishSteps(steps);
    for (const { readingId, state, people, peopleCovered, unitsMet, unitsTested } of comparison?.readings ?? []) {
      const cells = await page.locator(`[data-reading-id="${readingId}"] td.number`).allTextContents();
      expect(cells.slice(0, 2)).toEqual(
        state === "tested" ? [formatShare(peopleCovered / people), `${unitsMet} / ${unitsTested}`] : ["—", "—"],
      );
    }
    const changing = comparison?.changingIndexes.length ?? 0;
    expect(changing).toBeGreaterThan(0);
    expect(await page.getByTestId("map-legend").textContent()).toContain(`随口径改变${changing}`);
    expect(await page.getByTestId("changing-communities").getAttribute("aria-rowcount")).toBe(String(changing + 1));
    expect(await findBarriers(page)).toEqual([]);
  });

  it("a reading taken as the target's rule is judged and undone", async () => {
    const result = page.locator(".target-result");
    const before = await result.textContent();
    await page.locator('[data-reading-id="gb-50180"]').getByRole("button", { name: "用作本目标口径" }).click();
    await expect.poll(() => result.textContent()).not.toBe(before);
    expect(await page.locator(".target-notes").last().textContent()).toContain("口径取自GB 50180-2018（待核实）");
    await page.keyboard.press("Control+z");
    await expect.poll(() => result.textContent()).toBe(before);
  });

  it("a choice is recorded with who and when, changes its target, stands in targets.csv, and can be taken back", async () => {
    await page.locator("[data-sheet=inconsistencies]").click();
    expect(await page.getByTestId("inconsistencies-sheet").getByRole("status").textContent()).toBe("23 处，23 处未定");
    const unfolded = await openRow("I01");
    expect(await unfolded.locator("input:checked").count()).toBe(0);
    await unfolded.locator("button[type=submit]").click();
    expect(await unfolded.getByRole("alert").textContent()).toContain("选一种读法");
    await unfolded.locator('input[value="swapped"]').check();
    await unfolded.getByLabel("决定人").fill("李工");
    await unfolded.locator("button[type=submit]").click();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.getByTestId("inconsistencies-sheet").getByRole("status").textContent()).toBe("23 处，22 处未定");
    const csv = (await exportFile(page, "targets.csv")).toString("utf8");
    const row = csv.split("\n").find((line) => line.startsWith("T51,")) ?? "";
    expect(row).toContain("已选“两列颠倒：1.63 是现状，2.80 是目标”（决定：李工");
    expect(row).toContain(",2.8,");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载 CSV" }).click(),
    ]);
    const list = readFileSync(await download.path(), "utf8");
    expect(list).toContain("已定：两列颠倒");
    expect(list).toContain("(2.80 − 1.63) × 3,105,591 = 3,633,541 m²");
    await page.getByRole("button", { name: "打开目标 T51" }).first().click();
    expect(await page.locator("#answer h2").textContent()).toBe("人均体育场馆面积");
    await unfolded.getByRole("button", { name: "撤回选择" }).click();
    expect(await page.getByTestId("inconsistencies-sheet").getByRole("status").textContent()).toBe("23 处，23 处未定");
    expect(app.errors).toEqual([]);
    expect(app.outsideRequests).toEqual([]);
  });
});
