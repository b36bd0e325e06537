/** A page that is killed while files are brought: the next one has the files and every decision, and finishes what was confirmed. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadStudy } from "../../src/cli/load-study.ts";
import type { Study } from "../../src/core/model/study.ts";
import { createAmapList, createLargeList, createPlainList } from "../support/brought-files.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { createToyTownXml } from "../support/toy-town.ts";
import { dropFiles, type GivenFile, goTo, readText } from "../support/use-page.ts";

const LONG = { timeout: 60_000 };
/** What is decided may wait this long before it is written. */
const NOTED_AFTER_MS = 1000;

/** No study is written as long as this page lives. */
async function holdStudies(page: Page): Promise<void> {
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      if (this.name === "studies") throw new DOMException("not yet", "AbortError");
      return put.apply(this, given);
    };
  });
}

describe("an import that the page did not survive", () => {
  let browser: Browser;
  let served: ServedBuild;
  let study: Study;
  let app: OpenedApp;
  let context: BrowserContext;

  beforeAll(async () => {
    browser = await launchBrowser();
    served = await serveBuild();
    ({ study } = await loadStudy("datong"));
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  beforeEach(async () => {
    app = await openApp(browser, served.url);
    context = app.page.context();
    await waitForMap(app.page);
  });

  afterEach(async () => {
    expect(app.errors).toEqual([]);
    expect(app.outsideRequests).toEqual([]);
    await context.close();
  });

  const notice = (page: Page, kind: string) => page.locator(`[data-testid="keeping-notice"][data-kind="${kind}"]`);

  async function openPage(): Promise<Page> {
    const page = await context.newPage();
    page.on("pageerror", (error) => app.errors.push(error.message));
    await page.addInitScript(() => localStorage.setItem("minsheng.tour", "done"));
    await page.goto(served.url);
    return page;
  }

  /** Ends a page as a crash does: without a word to it. */
  async function crash(page: Page): Promise<void> {
    const session = await context.newCDPSession(page);
    const crashed = page.waitForEvent("crash");
    session.send("Page.crash").catch(() => undefined);
    await crashed;
    await page.close();
  }

  async function bring(page: Page, ...files: readonly GivenFile[]): Promise<void> {
    await dropFiles(page, files);
    await page.getByTestId("import-details").waitFor(LONG);
    await page.locator('[data-testid="import-recording"][data-state="kept"]').waitFor(LONG);
  }

  const countRecords = (page: Page): Promise<number> =>
    page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open("minsheng.studies");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const read = database.transaction(["imports", "pieces"]);
      const counts = ["imports", "pieces"].map((name) => read.objectStore(name).count());
      await new Promise((resolve) => {
        read.oncomplete = resolve;
      });
      database.close();
      return counts.reduce((sum, { result }) => sum + result, 0);
    });

  const clinics = (page: Page) => page.locator(".data-table tr", { hasText: "卫生" }).first();

  /** Decides about layers, columns and rows in twenty places. */
  async function decideMuch(page: Page): Promise<void> {
    await page.locator(".import-layer", { hasText: "卫生室" }).click();
    await page.getByRole("button", { name: "逐行核对" }).click();
    const open = page.locator(".import-match").filter({ hasNotText: "已选定" });
    for (let row = 1; row <= 18; row++) {
      // Only rows in sight are in the page.
      await page.locator(".import-matches-rows").evaluate((rows, top) => rows.scrollTo({ top }), 30 * (row - 1));
      await open.first().locator("select").selectOption({ label: "不在本研究" });
      await expect.poll(() => readText(page, "import-matching"), LONG).toContain(`${row} 行不在本研究`);
    }
    await page.locator(".import-layer", { hasText: "幼儿园" }).click();
    await page.getByTestId("import-role").selectOption("leave-out");
    await expect.poll(() => readText(page, "import-panel"), LONG).toContain("不导入");
  }

  it("comes back in the midst of the review with files and twenty decisions, and is finished from there", async () => {
    const { page } = app;
    await bring(page, createPlainList(study), createAmapList(study));
    await decideMuch(page);
    await page.locator(".import-layer", { hasText: "卫生室" }).click();
    const counts = await readText(page, "import-matching");
    await page.waitForTimeout(NOTED_AFTER_MS);
    await crash(page);

    const again = await openPage();
    await notice(again, "import-restored").waitFor(LONG);
    expect(await notice(again, "import-restored").textContent()).toContain("卫生室.csv、幼儿园.csv");
    await again.getByTestId("import-details").waitFor(LONG);
    expect(await readText(again, "import-details")).toContain("卫生室");
    expect(await readText(again, "import-matching")).toBe(counts);
    expect(await again.locator(".import-match").filter({ hasText: "已选定" }).count()).toBeGreaterThan(5);
    expect(await again.locator('.import-layer[data-state="left-out"]').count()).toBe(1);
    expect(await findBarriers(again)).toEqual([]);
    await again.getByTestId("import-finish").click();
    await again.getByTestId("import-panel").waitFor({ state: "detached", ...LONG });
    await waitForMap(again);
    await expect.poll(() => countRecords(again), LONG).toBe(0);
    await again.reload();
    await waitForMap(again);
    expect(await again.getByTestId("import-panel").count()).toBe(0);
    await notice(again, "restored").waitFor();
  });

  it("is finished by itself where it had been confirmed, and stands as it was decided", async () => {
    const { page } = app;
    await bring(page, createAmapList(study));
    await page.getByTestId("import-role").selectOption("facilities:clinic");
    await expect.poll(() => page.getByTestId("import-finish").isEnabled(), LONG).toBe(true);
    await page.locator(".import-underway").waitFor({ state: "detached", ...LONG });
    await holdStudies(page);
    await page.getByTestId("import-finish").click();
    await page.waitForTimeout(NOTED_AFTER_MS);
    await crash(page);

    const again = await openPage();
    await notice(again, "import-restored").waitFor(LONG);
    expect(await notice(again, "import-restored").textContent()).toContain("上次导入未写完，已恢复");
    await again.getByTestId("import-panel").waitFor({ state: "detached", ...LONG });
    await waitForMap(again);
    await goTo(again, "数据");
    await expect.poll(() => again.getByTestId("layer-origins").textContent(), LONG).toContain("幼儿园.csv");
    await expect.poll(() => clinics(again).textContent(), LONG).toContain("60");
    await expect.poll(() => countRecords(again), LONG).toBe(0);
    await again.reload();
    await waitForMap(again);
    expect(await notice(again, "import-restored").count()).toBe(0);
    await goTo(again, "数据");
    await expect.poll(() => again.getByTestId("layer-origins").textContent(), LONG).toContain("幼儿园.csv");
  });

  it("is finished by itself where the page was killed after its study was shown, with what was asked of it since", async () => {
    const { page } = app;
    await bring(page, createLargeList(study));
    await expect.poll(() => page.getByTestId("import-finish").isEnabled(), LONG).toBe(true);
    await holdStudies(page);
    await page.getByTestId("import-finish").click();
    await page.getByTestId("import-panel").waitFor({ state: "detached", ...LONG });
    await waitForMap(page);
    await goTo(page, "覆盖");
    const slider = (of: Page) => of.locator('input[type="range"]').first();
    await slider(page).fill("23");
    await page.waitForTimeout(NOTED_AFTER_MS);
    await crash(page);

    const again = await openPage();
    await notice(again, "import-restored").waitFor(LONG);
    await expect.poll(() => countRecords(again), LONG).toBe(0);
    await goTo(again, "覆盖");
    expect(await slider(again).inputValue()).toBe("23");
  });

  it("is taken up by one tab alone, and not while the tab that began it lives", async () => {
    const { page } = app;
    await bring(page, createAmapList(study));
    const second = await openPage();
    await waitForMap(second);
    await second.waitForTimeout(2000);
    expect(await second.getByTestId("import-panel").count()).toBe(0);
    await second.close();
    await crash(page);
    const third = await openPage();
    await third.getByTestId("import-details").waitFor(LONG);
    const fourth = await openPage();
    await waitForMap(fourth);
    await fourth.waitForTimeout(2000);
    expect(await fourth.getByTestId("import-panel").count()).toBe(0);
  });

  it("is gone once it was given up", async () => {
    const { page } = app;
    await bring(page, createAmapList(study));
    expect(await countRecords(page)).toBe(2);
    await page.getByTestId("import-leave").click();
    await page.getByTestId("import-panel").waitFor({ state: "detached" });
    await expect.poll(() => countRecords(page)).toBe(0);
    await page.reload();
    await waitForMap(page);
    await page.waitForTimeout(1500);
    expect(await page.getByTestId("import-panel").count()).toBe(0);
  });

  it("is asked about where it was taken up before and did not come through, and goes on or is dropped as the reader says", async () => {
    const { page } = app;
    await bring(page, createAmapList(study));
    await crash(page);
    const failing = await openPage();
    await failing.getByTestId("import-reading").waitFor(LONG);
    await crash(failing);
    const third = await openPage();
    await notice(third, "import-waiting").waitFor(LONG);
    expect(await notice(third, "import-waiting").textContent()).toContain("不再自动恢复");
    expect(await third.getByTestId("import-panel").count()).toBe(0);
    await waitForMap(third);
    expect(await findBarriers(third)).toEqual([]);
    await notice(third, "import-waiting").getByRole("button", { name: "继续导入" }).press("Enter");
    await third.getByTestId("import-details").waitFor(LONG);
    await third.waitForTimeout(NOTED_AFTER_MS);
    await crash(third);
    const fourth = await openPage();
    await fourth.getByTestId("import-details").waitFor(LONG);
    await fourth.getByTestId("import-leave").click();
    await expect.poll(() => countRecords(fourth)).toBe(0);
  });

  it("goes on without a record where there is no room, and says so", async () => {
    const { page } = app;
    await page.evaluate(() => {
      navigator.storage.estimate = async () => ({ usage: 999_000, quota: 1_000_000 });
    });
    await dropFiles(page, [createAmapList(study)]);
    await notice(page, "import-unkept").waitFor(LONG);
    expect(await notice(page, "import-unkept").textContent()).toMatch(/空间不足.*\d+(\.\d+)? [kM]B/);
    await page.locator('[data-testid="import-recording"][data-state="refused"]').waitFor(LONG);
    expect(await countRecords(page)).toBe(0);
    await expect.poll(() => page.getByTestId("import-finish").isEnabled(), LONG).toBe(true);
    await page.getByTestId("import-finish").click();
    await page.getByTestId("import-panel").waitFor({ state: "detached", ...LONG });
    await waitForMap(page);
  });

  it("is said to be lost where its files were not yet on record", async () => {
    const { page } = app;
    await bring(page, createAmapList(study));
    // As it stands before the last piece is there.
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.open("minsheng.studies");
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            const change = request.result.transaction("imports", "readwrite");
            const records = change.objectStore("imports");
            const read = records.getAll();
            read.onsuccess = () => {
              for (const record of read.result) records.put({ ...record, isWhole: false });
            };
            change.oncomplete = () => resolve();
          };
        }),
    );
    await crash(page);
    const again = await openPage();
    await notice(again, "import-lost").waitFor(LONG);
    expect(await notice(again, "import-lost").textContent()).toContain("请重新选择：幼儿园.csv");
    await waitForMap(again);
    expect(await countRecords(again)).toBe(0);
  });

  it("opens map data again that were being opened as they are", async () => {
    const { page } = app;
    const town = { name: "town.osm", bytes: new TextEncoder().encode(createToyTownXml()) };
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...given) {
        if (this.name === "studies") throw new DOMException("not yet", "AbortError");
        return put.apply(this, given);
      };
    });
    await dropFiles(page, [town]);
    await expect.poll(() => readText(page, "study-title"), LONG).toContain("town");
    await expect.poll(() => countRecords(page), LONG).toBe(2);
    await page.waitForTimeout(NOTED_AFTER_MS);
    await crash(page);
    const again = await openPage();
    await expect.poll(() => readText(again, "study-title"), LONG).toContain("town");
    await notice(again, "import-restored").waitFor(LONG);
    await waitForMap(again);
    await expect.poll(() => countRecords(again), LONG).toBe(0);
  });
});
