import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadStudy } from "../../src/cli/load-study.ts";
import type { StatedNorm } from "../../src/core/access/capacity-norms.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { formatCount, formatShare } from "../../src/core/model/format-number.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { type PlanReading, readingsOfPlan } from "../../src/core/plan/plan-reading.ts";
import type { Target } from "../../src/core/plan/target.ts";
import { compareReadings } from "../../src/core/questions/compare-readings.ts";
import { measureTargetCapacity } from "../../src/core/questions/measure-target-capacity.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { runCommand } from "../support/run-command.ts";
import { SAMPLE_NORM, SAMPLE_READING } from "../support/sample-edits.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { exportFile, goTo } from "../support/use-page.ts";

const LONG = { timeout: 60_000 };
const NORM = SAMPLE_NORM;
const READING: PlanReading = { ...SAMPLE_READING, title: "市民政局 800 米" };

describe("norms and readings set for a plan in the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let page: Page;
  let folder: string;
  let session: AnalysisSession;
  let target: Target;

  beforeAll(async () => {
    const { study } = await loadStudy("datong");
    session = new AnalysisSession(study);
    target = study.targets.find(({ id }) => id === "T04") as Target;
    folder = mkdtempSync(join(tmpdir(), "minsheng-e2e-"));
    browser = await launchBrowser();
    served = await serveBuild();
    app = await openApp(browser, served.url);
    page = app.page;
    await waitForMap(page);
    await goTo(page, "目标");
    await page.locator('[data-target-id="T04"] button').first().click();
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const norm = (): Locator => page.getByTestId("norm-elderly-day-care");
  const takes = (norms: readonly StatedNorm[]): string => {
    const answer = finishSteps(measureTargetCapacity(session, DEFAULT_PARAMETERS, target, norms));
    return `共可容纳 ${formatCount(answer?.needs[0]?.states?.capacity ?? Number.NaN)} 人`;
  };

  it("a norm is changed where its figures are read: refused field by field, then counted as the core counts", async () => {
    const capacity = page.getByTestId("target-capacity");
    await capacity.locator("summary").click();
    await norm().waitFor(LONG);
    expect(await norm().textContent()).toContain("（默认值）");
    expect(await capacity.textContent()).toContain(takes([]));
    await norm().getByRole("button", { name: "改这个口径" }).click();
    await norm().getByLabel("数值").fill("0");
    expect(await norm().locator("[aria-invalid=true]").count()).toBe(3);
    await norm().getByLabel("单位", { exact: true }).selectOption("units-per-thousand");
    await norm().getByLabel("数值").fill("40");
    await norm().getByLabel("来源").fill(NORM.source);
    await norm().getByLabel("确认人").fill(NORM.confirmedBy);
    await norm().getByLabel("确认日期").fill(NORM.date);
    expect(await findBarriers(page)).toEqual([]);
    await norm().getByRole("button", { name: "保存" }).click();
    await expect.poll(() => capacity.textContent(), LONG).toContain(takes([NORM]));
    expect(await norm().textContent()).toContain("王工于 2026-03-01 确认（已改，非默认值）");
    await page.keyboard.press("Control+z");
    await expect.poll(() => capacity.textContent(), LONG).toContain(takes([]));
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => capacity.textContent(), LONG).toContain(takes([NORM]));
  });

  it("a reading is added, refused field by field, compared like the five, and taken as the target's rule", async () => {
    await page.locator("[data-open-sheet=readings]").click();
    await page.getByTestId("readings-table").waitFor(LONG);
    await page.getByRole("button", { name: "加一种口径" }).click();
    const form = page.getByTestId("reading-form");
    await form.getByLabel("出行方式").selectOption("");
    expect(await form.locator('[data-field="profileId"] .rule-fault').textContent()).toContain("要指明出行方式");
    await form.getByLabel("名称").fill(READING.title);
    await form.getByLabel("来源").fill(READING.source);
    await form.getByLabel("出行方式").selectOption("elderly");
    await form.getByLabel("达标比例").fill("60");
    await form.getByLabel("米", { exact: true }).fill("800");
    expect(await findBarriers(page)).toEqual([]);
    await form.getByRole("button", { name: "保存" }).click();
    const row = page.locator('[data-reading-id="own-1"]');
    await row.waitFor(LONG);
    const subject = { kind: "target", target } as const;
    const asked = readingsOfPlan([READING]);
    const own = finishSteps(compareReadings(session, DEFAULT_PARAMETERS, subject, asked))?.readings[5];
    expect((await row.locator("td.number").allTextContents()).slice(0, 2)).toEqual([
      formatShare((own?.peopleCovered ?? 0) / (own?.people ?? 0)),
      `${own?.unitsMet} / ${own?.unitsTested}`,
    ]);
    await row.getByRole("button", { name: "用作本目标口径" }).click();
    await expect
      .poll(() => page.locator(".target-result").textContent())
      .toContain(`${own?.unitsTested} 个城市社区中 ${own?.unitsMet} 个`);
  });

  it("page and command line write both into the same assumptions", async () => {
    const exported = (await exportFile(page, "assumptions.csv")).toString();
    expect(exported).toContain("peoplePerUnit.elderly-day-care,25,people / beds,no");
    expect(exported).toContain("口径“市民政局 800 米”");
    const saved = join(folder, "datong.mscircle");
    writeFileSync(saved, await exportFile(page, ".mscircle"));
    const { status, stderr } = runCommand(["analyze", saved, "--out", join(folder, "out")]);
    expect(status, stderr).toBe(0);
    expect(readFileSync(join(folder, "out/assumptions.csv"), "utf8")).toBe(exported);
    expect(app.errors).toEqual([]);
    expect(app.outsideRequests).toEqual([]);
  });
});
