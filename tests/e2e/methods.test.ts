import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadStudy } from "../../src/cli/load-study.ts";
import { measureAccess } from "../../src/core/access/measure-access.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import type { Service } from "../../src/core/model/facility.ts";
import { formatShare } from "../../src/core/model/format-number.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { communitiesInScope, defaultScope } from "../../src/core/model/scope.ts";
import type { Study } from "../../src/core/model/study.ts";
import { drawIsochrone } from "../../src/core/questions/draw-isochrone.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { searchOf } from "../../src/core/service-search.ts";
import { countByMethod } from "../support/count-by-method.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { readShare, readText } from "../support/use-page.ts";

const SERVICE_ID = "elderly-day-care";
const GROUP_ID = "60+";
const PARAMETERS = { ...DEFAULT_PARAMETERS, serviceIds: [SERVICE_ID] };
/** The isochrone of a whole city's facilities takes seconds, more on a busy machine. */
const LONG = { timeout: 90_000 };

const choose = async (page: Page, name: string) =>
  await page.locator(".ask .segmented-option", { has: page.getByText(name, { exact: true }) }).click();

describe("methods, capacity and facilities in the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let page: Page;
  let study: Study;
  let session: AnalysisSession;
  let inScope: readonly number[];

  const sum = (values: ArrayLike<number>): number =>
    inScope.reduce((total, community) => total + (values[community] ?? 0), 0);
  const comparedAt = (cutoffSeconds: number) => {
    const service = study.services.find(({ id }) => id === SERVICE_ID) as Service;
    const people = study.demand.people[GROUP_ID] as Float64Array;
    return countByMethod(session, searchOf(service, PARAMETERS), cutoffSeconds, people);
  };

  beforeAll(async () => {
    ({ study } = await loadStudy("datong"));
    session = new AnalysisSession(study);
    inScope = communitiesInScope({ ...study }, defaultScope(study));
    browser = await launchBrowser();
    served = await serveBuild();
    app = await openApp(browser, served.url, { width: 1440, height: 900 });
    page = app.page;
    await waitForMap(page);
  });

  beforeEach(async () => {
    await choose(page, "路网");
    await choose(page, "居民");
  });

  afterEach(async () => {
    await page.keyboard.press("Escape");
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it("shows streets and straight line side by side from the start, and computes the isochrone only when asked", async () => {
    const { people, onStreets, straight } = comparedAt(900);
    expect(await readText(page, "network-people")).toBe(formatShare(sum(onStreets) / sum(people)));
    expect(await readText(page, "straight-share")).toBe(formatShare(sum(straight) / sum(people)));
    expect(await readText(page, "method-isochrone")).toContain("未计算");
    const points = (100 * (sum(straight) - sum(onStreets))) / sum(people);
    expect(await readText(page, "method-straight")).toContain(`+${points.toFixed(1)}`);
  });

  it("choosing the isochrone gives the core's figure, draws three bands and says what it is for", async () => {
    await choose(page, "等时圈");
    await page.getByTestId("isochrone-people").waitFor(LONG);
    const { people, inIsochrone } = comparedAt(900);
    expect(await readText(page, "isochrone-people")).toBe(formatShare(sum(inIsochrone) / sum(people)));
    const legend = await readText(page, "isochrone-legend");
    for (const minutes of [5, 10, 15]) expect(legend).toContain(`${minutes} 分钟内`);
    expect(await page.locator(".ask-warning").textContent()).toContain("核对");
    expect(await readShare(page, "people-share")).toBe(await readShare(page, "network-people"));
    expect(await findBarriers(page)).toEqual([]);
  });

  it("a new time drops the isochrone's figure at once and brings the new one after the slider rests", async () => {
    await choose(page, "等时圈");
    await page.getByTestId("isochrone-people").waitFor(LONG);
    await page.getByTestId("time-slider").focus();
    for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowLeft");
    await expect.poll(() => readText(page, "minutes-value")).toContain("10");
    await page.getByTestId("isochrone-people").waitFor({ state: "detached" });
    const { people, onStreets, inIsochrone } = comparedAt(600);
    await expect.poll(() => readText(page, "network-people")).toBe(formatShare(sum(onStreets) / sum(people)));
    await page.getByTestId("isochrone-people").waitFor(LONG);
    expect(await readText(page, "isochrone-people")).toBe(formatShare(sum(inIsochrone) / sum(people)));
    for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowRight");
    await expect.poll(() => readText(page, "minutes-value")).toContain("15");
  });

  it("choosing the straight line colours by it and warns of detours", async () => {
    await choose(page, "直线");
    await expect.poll(() => readText(page, "map-legend")).toContain("直线");
    expect(await page.locator(".ask-warning").textContent()).toContain("未计绕行");
  });

  it("capacity: the three states are the core's, and add up to the people", async () => {
    await choose(page, "容量");
    await page.getByTestId("state-bar").waitFor(LONG);
    const result = runAnalysis(study, PARAMETERS, session);
    const [access] = measureAccess(session, result);
    const people = async (state: string) =>
      Number(await page.getByTestId(`state-${state}`).getAttribute("data-people"));
    const [served, over, out] = [await people("served"), await people("overCapacity"), await people("notCovered")];
    expect(served).toBeCloseTo(sum(access?.peopleServed ?? []), 6);
    expect(over).toBeCloseTo(sum(access?.peopleOverCapacity ?? []), 6);
    expect(out).toBeCloseTo(sum(access?.peopleNotCovered ?? []), 6);
    expect(served + over + out).toBeCloseTo(sum(access?.people ?? []), 6);
    expect(await readShare(page, "backup-share")).toBeCloseTo(
      (100 * sum(access?.peopleWithBackup ?? [])) / sum(access?.people ?? []),
      1,
    );
    expect(await readText(page, "map-legend")).toContain("beds");
    await page.getByTestId("equity-fold").locator("summary").click();
    const own = access?.equity.find(({ groupId }) => groupId === GROUP_ID)?.measures.gini;
    const gini = own && "value" in own ? own.value.toFixed(3) : "";
    await expect.poll(() => readText(page, "equity-gini")).toContain(gini);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByTestId("equity-fold").locator("summary").click();
  });

  it("capacity that cannot be tested says what is missing instead of nought", async () => {
    await page.getByTestId("service-fitness-square").click();
    await choose(page, "可达性");
    await expect.poll(() => readText(page, "message-legend"), LONG).toContain("不可测：需要");
    await page.getByTestId(`service-${SERVICE_ID}`).click();
  });

  it("a facility's card gives its catchment, its attachment and its own isochrone", async () => {
    const layer = study.facilities.find(({ serviceId }) => serviceId === SERVICE_ID);
    const facility = 101;
    await page.keyboard.press("Control+k");
    await page.locator("dialog.search input").fill(layer?.names[facility] ?? "");
    await page
      .getByRole("option")
      .filter({ hasText: layer?.names[facility] ?? "" })
      .first()
      .click();
    await page.getByTestId("facility-bands").waitFor(LONG);
    const drawn = finishSteps(drawIsochrone(session, PARAMETERS, SERVICE_ID, facility));
    const bands = await readText(page, "facility-bands");
    for (const { areaSquareMetres } of drawn.bands) expect(bands).toContain((areaSquareMetres / 1e6).toFixed(2));
    expect(await readText(page, "facility-facts")).toMatch(/离路 \d+ m/);
    const [access] = measureAccess(session, runAnalysis(study, PARAMETERS, session));
    expect(Number((await readText(page, "facility-catchment")).replace(/\D/g, ""))).toBe(
      Math.round(access?.catchments.people[facility] ?? Number.NaN),
    );
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: "看片区" }).click();
    await expect.poll(() => readText(page, "map-legend"), LONG).toContain("片区");
  });

  it("a community's card names the three nearest facilities and who has a second one", async () => {
    await page.getByTestId("gap-row").first().click();
    await page.getByTestId("community-choices").waitFor();
    expect(await page.getByTestId("community-choices").locator("li").count()).toBeLessThanOrEqual(3);
    expect(await readText(page, "community-backup")).toContain("%");
  });

  it("a facility named in a community's card opens its own card beside it", async () => {
    await page.getByTestId("gap-row").first().click();
    const third = page.getByTestId("community-choices").locator("li button").last();
    const name = (await third.textContent()) ?? "";
    await third.click();
    await expect.poll(() => page.getByTestId("facility-card").locator("h2").textContent()).toBe(name);
    expect(await page.getByTestId("community-choices").count()).toBe(1);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByTestId("facility-card").getByRole("button", { name: "关闭设施" }).click();
  });

  it("asks nothing of any other origin and logs no error", () => {
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
