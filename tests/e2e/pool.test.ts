import { availableParallelism } from "node:os";
import type { Browser, Page } from "playwright-core";
import { type PreviewServer, preview } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { measureAccess } from "../../src/core/access/measure-access.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createDenseTown } from "../support/dense-town.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { dropFiles, type GivenFile } from "../support/use-page.ts";

/** Seconds of searching for one worker. */
const TOWN = createDenseTown({ size: 150, clinics: 6000, homes: 300 });
const LONG = { timeout: 90_000 };
const POOL_SCRIPT = /\/pool\.worker-[\w-]+\.js$/;
/** With one processor nobody helps. */
const CAN_HELP = availableParallelism() > 1;

const countPoolScripts = ({ requested }: ServedBuild): number =>
  requested.filter((path) => POOL_SCRIPT.test(path)).length;
const choose = async (page: Page, name: string) =>
  await page.locator(".ask .segmented-option", { has: page.getByText(name, { exact: true }) }).click();

describe("long questions in the built app", () => {
  let browser: Browser;
  let served: ServedBuild | null = null;
  let app: OpenedApp | null = null;
  let town: GivenFile;
  let expected: readonly number[];

  beforeAll(async () => {
    browser = await launchBrowser();
    town = { name: "town.mscircle", bytes: await writeStudyFile(TOWN) };
    const session = new AnalysisSession(TOWN);
    const parameters = { ...DEFAULT_PARAMETERS, serviceIds: ["clinic"] };
    const [access] = measureAccess(session, runAnalysis(TOWN, parameters, session));
    const sum = (values: Float64Array | null | undefined): number =>
      values ? values.reduce((total, value) => total + value, 0) : Number.NaN;
    expected = [sum(access?.peopleServed), sum(access?.peopleOverCapacity), sum(access?.peopleNotCovered)];
    expect(expected.every((people) => people > 0)).toBe(true);
  });

  afterEach(async () => {
    await app?.page.context().close();
    await served?.close();
    [app, served] = [null, null];
  });

  afterAll(async () => {
    await browser?.close();
  });

  const openTown = async (page: Page): Promise<void> => {
    await waitForMap(page);
    await dropFiles(page, [town]);
    await page.getByText("密路网小城").first().waitFor(LONG);
    await waitForMap(page);
  };
  const expectAnswer = async (page: Page): Promise<void> => {
    await page.getByTestId("state-bar").waitFor(LONG);
    const states = ["served", "overCapacity", "notCovered"].map(
      async (state) => await page.getByTestId(`state-${state}`).getAttribute("data-people"),
    );
    expect((await Promise.all(states)).map(Number)).toEqual(expected);
  };

  it.each([true, false])("are shared out, with the same answer, on a page that is isolated: %s", async (isolated) => {
    served = await serveBuild({ isolated });
    app = await openApp(browser, served.url);
    const { page } = app;
    await openTown(page);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(isolated);
    // Neither opening a study nor its first map starts workers for what nobody asked.
    expect(countPoolScripts(served)).toBe(0);
    await choose(page, "双重覆盖");
    await expectAnswer(page);
    expect(countPoolScripts(served) > 0).toBe(CAN_HELP);
    expect(app.errors).toEqual([]);
  });

  it.runIf(CAN_HELP)("that a worker fails at are told, and asked again they are answered", async () => {
    let isMissing = true;
    served = await serveBuild({ isMissing: (path) => isMissing && POOL_SCRIPT.test(path) });
    app = await openApp(browser, served.url);
    const { page } = app;
    await openTown(page);
    await choose(page, "双重覆盖");
    const told = page.locator(".fold-waiting").first();
    await expect.poll(() => told.textContent(), LONG).toContain("研究仍然打开");
    isMissing = false;
    await told.getByRole("button", { name: "再试一次" }).click();
    await expectAnswer(page);
  });

  it("the previewed build is isolated, under its strict policy", async () => {
    const server: PreviewServer = await preview({ preview: { port: 0, host: "127.0.0.1", open: false } });
    try {
      const url = server.resolvedUrls?.local[0] ?? "";
      app = await openApp(browser, url);
      await waitForMap(app.page);
      expect(await app.page.evaluate(() => crossOriginIsolated)).toBe(true);
      expect(await app.page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content")).toContain(
        "script-src 'self'; style-src 'self'",
      );
      expect(app.errors).toEqual([]);
      expect(app.outsideRequests).toEqual([]);
    } finally {
      await server.close();
    }
  });
});
