import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadStudy } from "../../src/cli/load-study.ts";
import type { StatedNorm } from "../../src/core/access/capacity-norms.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { formatCount } from "../../src/core/model/format-number.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { explainCommunity } from "../../src/core/questions/explain-community.ts";
import { findMissingLinks } from "../../src/core/questions/find-missing-links.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { SAMPLE_NORM } from "../support/sample-edits.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { goTo, readText } from "../support/use-page.ts";

const SERVICE_ID = "elderly-day-care";
/** Within reach of day care, and most of it without a bed. */
const FULL = "平城-025";
const LONG = { timeout: 90_000 };

describe("why a community is red, in the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let page: Page;
  let session: AnalysisSession;

  beforeAll(async () => {
    served = await serveBuild();
    browser = await launchBrowser();
    app = await openApp(browser, served.url);
    page = app.page;
    await waitForMap(page);
    session = new AnalysisSession((await loadStudy("geodata/datong")).study);
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  it("the card tells the engine's reasons and remedies, and nothing stands in a reader's way", async () => {
    const row = page.getByTestId("gap-row").first();
    const communityIndex = Number(await row.getAttribute("data-community-index"));
    await row.click();
    await page.getByTestId("explain-open").click();
    await page.getByTestId("explain-answer").waitFor(LONG);
    const question = {
      parameters: DEFAULT_PARAMETERS,
      serviceId: SERVICE_ID,
      target: null,
      passShare: DEFAULT_PARAMETERS.passShare,
      communityIndex,
      place: null,
      withPlaces: false,
    };
    const explanation = finishSteps(explainCommunity(session, question));
    const { cause, short, remedies } = explanation ?? {};
    expect(await page.getByTestId("explain-answer").getAttribute("data-cause")).toBe(cause);
    const counted = cause && cause in (short?.byReason ?? {}) ? short?.byReason[cause as "far"] : undefined;
    if (counted !== undefined) expect(await readText(page, "explain-answer")).toContain(formatCount(counted));
    const buttons = page.getByTestId("explain-remedies").locator("button");
    expect(await buttons.count()).toBe(remedies?.length);
    for (const [index, remedy] of (remedies ?? []).entries()) {
      expect(await buttons.nth(index).textContent()).toContain(formatCount(remedy.peopleHere));
    }
    expect(await findBarriers(page)).toEqual([]);
  });

  it("a full community has that as its cause, with the fewest places that turn it, by the norm that is set beside it", async () => {
    const communityIndex = session.study.communities.names.indexOf(FULL);
    const ask = (norms: readonly StatedNorm[]) =>
      finishSteps(
        explainCommunity(session.withNorms(norms), {
          parameters: DEFAULT_PARAMETERS,
          ...{ serviceId: SERVICE_ID, target: null, passShare: DEFAULT_PARAMETERS.passShare },
          ...{ communityIndex, place: null, withPlaces: true },
        }),
      );
    const best = (norms: readonly StatedNorm[]): string => {
      const [remedy] = ask(norms)?.remedies ?? [];
      return remedy?.kind === "places" ? `床位增加 ${formatCount(remedy.morePlaces)}（` : "";
    };
    await page.keyboard.press("Control+k");
    const search = page.locator("dialog.search");
    await search.getByRole("combobox").fill(FULL);
    await search.getByRole("option", { name: FULL }).first().click();
    await page.getByTestId("explain-capacity").locator("summary").click();
    const answer = page.getByTestId("explain-answer");
    await expect.poll(() => answer.getAttribute("data-cause"), LONG).toBe("over-capacity");
    const first = page.getByTestId("explain-remedies").locator("button").first();
    expect(best([])).not.toBe("");
    expect(await first.textContent()).toContain(best([]));
    expect(await findBarriers(page)).toEqual([]);
    // A bed for fewer people: more beds turn it.
    expect(best([SAMPLE_NORM])).not.toBe(best([]));
    const norm = page.getByTestId(`norm-${SERVICE_ID}`);
    await norm.getByRole("button", { name: "改这个口径" }).click();
    await norm.getByLabel("单位", { exact: true }).selectOption(SAMPLE_NORM.measure);
    await norm.getByLabel("数值").fill(String(SAMPLE_NORM.value));
    await norm.getByLabel("来源").fill(SAMPLE_NORM.source);
    await norm.getByLabel("确认人").fill(SAMPLE_NORM.confirmedBy);
    await norm.getByLabel("确认日期").fill(SAMPLE_NORM.date);
    await norm.getByRole("button", { name: "保存" }).click();
    await expect.poll(() => first.textContent(), LONG).toContain(best([SAMPLE_NORM]));
    await page.keyboard.press("Control+z");
    await expect.poll(() => first.textContent(), LONG).toContain(best([]));
    await page.getByTestId("explain-capacity").locator("summary").click();
  });

  it("the table of missing crossings is the engine's, and leads to their places", async () => {
    await goTo(page, "目标");
    await page.locator("[data-open-sheet=crossings]").click();
    await page.getByTestId("crossings-run").click();
    await page.getByTestId("crossing-row").first().waitFor(LONG);
    const question = { parameters: DEFAULT_PARAMETERS, serviceId: SERVICE_ID, target: null, passShare: 0.8 };
    const links =
      finishSteps(findMissingLinks(session, question))?.links.filter(({ kind }) => kind === "wall-gate") ?? [];
    await page.getByTestId("crossings-kind-wall-gate").click();
    const rows = page.getByTestId("crossing-row");
    expect(await rows.count()).toBe(links.length);
    for (const index of [0, 1, links.length - 1]) {
      const gained = await rows.nth(index).locator("strong").textContent();
      expect(gained).toBe(formatCount(links[index]?.peopleGained ?? Number.NaN));
    }
    await rows.nth(1).click();
    expect(await rows.nth(1).getAttribute("data-chosen")).toBe("true");
    expect(await findBarriers(page)).toEqual([]);
  });

  it("asks nothing of any other origin and logs no error", () => {
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
