import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadStudy } from "../../src/cli/load-study.ts";
import { measureAccess } from "../../src/core/access/measure-access.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { communitiesInScope, defaultScope } from "../../src/core/model/scope.ts";
import type { Study } from "../../src/core/model/study.ts";
import type { Target } from "../../src/core/plan/target.ts";
import { FIRMLY_MET, FIRMLY_NOT_MET, FRAGILE, NEAR } from "../../src/core/plan/unit-firmness.ts";
import { measureRobustness } from "../../src/core/questions/measure-robustness.ts";
import { measureSensitivity, type Sensitivity } from "../../src/core/questions/measure-sensitivity.ts";
import { measureTargetCapacity } from "../../src/core/questions/measure-target-capacity.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { goTo, readText } from "../support/use-page.ts";

/** A busy machine may take its time over a city. */
const LONG = { timeout: 90_000 };

describe("how firmly targets stand, and who finds a place, in the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let page: Page;
  let study: Study;
  let session: AnalysisSession;

  const targetOf = (id: string): Target => study.targets.find((target) => target.id === id) as Target;
  const legendRow = (id: string) => page.locator(`[data-testid="map-legend"] tr[data-class="${id}"]`);
  const figure = async (id: string, name: "count" | "people"): Promise<number> =>
    Number(await legendRow(id).getAttribute(`data-${name}`));

  beforeAll(async () => {
    ({ study } = await loadStudy("datong"));
    session = new AnalysisSession(study);
    browser = await launchBrowser();
    served = await serveBuild();
    app = await openApp(browser, served.url, { width: 1366, height: 768 });
    page = app.page;
    await waitForMap(page);
    await goTo(page, "目标");
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it("shows four classes of units while the sensitivity is unfolded, as the engine counts them", async () => {
    const { rows, units } = finishSteps(
      measureSensitivity(session, DEFAULT_PARAMETERS, targetOf("T04")),
    ) as Sensitivity;
    await page.locator('[data-testid="target-row"][data-target-id="T04"] button').click();
    await page.getByTestId("target-sensitivity").locator("summary").click();
    await legendRow("fragile").waitFor(LONG);
    const classes = { "firmly-met": FIRMLY_MET, fragile: FRAGILE, near: NEAR, "firmly-not-met": FIRMLY_NOT_MET };
    for (const [id, code] of Object.entries(classes)) {
      expect(await figure(id, "count"), id).toBe(units?.codes.filter((each) => each === code).length);
    }
    expect(await page.locator(".target-sensitivity tbody tr").count()).toBe(rows.length);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("names the units that one change turns; each leads to its card, which says which", async () => {
    const first = page.getByTestId("fragile-unit").first();
    const words = (await first.locator(".fragile-turns").textContent()) ?? "";
    await first.locator("button").click();
    await page.getByTestId("card-firmness").waitFor(LONG);
    const card = await readText(page, "card-firmness");
    expect(card).toContain("勉强达标");
    expect(card).toContain(words);
    await page.keyboard.press("Escape");
  });

  it("hands out the table with its assumptions", async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("sensitivity-csv").click()]);
    const csv = readFileSync(await download.path(), "utf8");
    expect(download.suggestedFilename()).toBe("sensitivity-T04.csv");
    for (const words of ["演示数据", "速度 −20%", "集中到人口重心", "计划未规定", "勉强达标"])
      expect(csv).toContain(words);
  });

  it("tells who has a place within the target's own reach", async () => {
    const answer = finishSteps(measureTargetCapacity(session, DEFAULT_PARAMETERS, targetOf("T04")));
    const states = answer?.needs[0]?.states;
    await page.getByTestId("target-capacity").locator("summary").click();
    await legendRow("over-capacity").waitFor(LONG);
    const served = Number(await page.getByTestId("state-served").getAttribute("data-people"));
    expect(served).toBe(states?.totals.served);
    expect(await figure("served", "people")).toBeCloseTo(served, 6);
    expect(await readText(page, "covered-not-sufficient")).toContain(`${states?.unitsCoveredWithoutPlaces} 个`);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("sums up all targets in a sheet", async () => {
    const lines = finishSteps(measureRobustness(session, DEFAULT_PARAMETERS, study.targets));
    await page.locator('[data-open-sheet="robustness"]').click();
    await page.getByTestId("robustness").waitFor(LONG);
    const ids = await page
      .locator('[data-testid="robustness"] tbody tr')
      .evaluateAll((rows) => rows.map((row) => [row.getAttribute("data-target-id"), row.getAttribute("data-fragile")]));
    expect(ids).toEqual(lines.map(({ targetId, turning }) => [targetId, String(turning.length > 0)]));
    expect(await findBarriers(page)).toEqual([]);
    await page.getByTestId("close-sheet").click();
  });

  it("colours communities by the three states of their people, which add up to those in scope", async () => {
    await goTo(page, "覆盖");
    await page.locator('input[value="capacity"]').check();
    await legendRow("over-capacity").waitFor(LONG);
    const parameters = { ...DEFAULT_PARAMETERS, serviceIds: ["elderly-day-care"] };
    const [access] = measureAccess(session, runAnalysis(study, parameters, session));
    const inScope = communitiesInScope(study, defaultScope(study));
    const sum = (values: Float64Array | null | undefined): number =>
      inScope.reduce((total, community) => total + (values?.[community] ?? 0), 0);
    expect(await figure("served", "people")).toBeCloseTo(sum(access?.peopleServed), 6);
    expect(await figure("over-capacity", "people")).toBeCloseTo(sum(access?.peopleOverCapacity), 6);
    expect(await figure("not-covered", "people")).toBeCloseTo(sum(access?.peopleNotCovered), 6);
    expect(await readText(page, "map-legend")).toContain("28.6 人计（默认值）");
    await page.getByTestId("gap-row").first().click();
    await page.getByTestId("card-states").waitFor(LONG);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("asks nothing of any other origin and logs no error", () => {
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
