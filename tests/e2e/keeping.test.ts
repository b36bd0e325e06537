import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { createToyTownXml } from "../support/toy-town.ts";
import { dropFiles, goTo, readText } from "../support/use-page.ts";

const TOWN = { name: "town.osm", bytes: new TextEncoder().encode(createToyTownXml()) };
/** A change may wait this long before it is written, and a little for the writing. */
const SAVED_AFTER_MS = 1200;

describe("studies kept in the browser", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let context: BrowserContext;

  beforeAll(async () => {
    browser = await launchBrowser();
    served = await serveBuild();
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
  const keptTown = (page: Page) => page.getByTestId("kept-town");

  async function openPage(): Promise<Page> {
    const page = await context.newPage();
    page.on("pageerror", (error) => app.errors.push(error.message));
    await page.addInitScript(() => localStorage.setItem("minsheng.tour", "done"));
    await page.goto(served.url);
    await waitForMap(page);
    return page;
  }

  async function openTown(page: Page): Promise<void> {
    await dropFiles(page, [TOWN]);
    await expect.poll(() => readText(page, "study-title"), { timeout: 60_000 }).toContain("town");
    await waitForMap(page);
    await goTo(page, "数据");
    await keptTown(page).waitFor({ timeout: 30_000 });
    await goTo(page, "覆盖");
  }

  const slider = (page: Page) => page.locator('input[type="range"]').first();

  async function setMinutes(page: Page, minutes: number): Promise<void> {
    await slider(page).fill(String(minutes));
    await expect.poll(() => slider(page).inputValue()).toBe(String(minutes));
  }

  /** Ends a page as a crash does: without a word to it. */
  async function crash(page: Page): Promise<void> {
    const session = await context.newCDPSession(page);
    const crashed = page.waitForEvent("crash");
    session.send("Page.crash").catch(() => undefined);
    await crashed;
    await page.close();
  }

  it("an edit is there again after a crash, with the study that was open", async () => {
    const { page } = app;
    await openTown(page);
    await setMinutes(page, 23);
    await page.waitForTimeout(SAVED_AFTER_MS);
    await crash(page);
    const again = await openPage();
    expect(await readText(again, "study-title")).toContain("town");
    expect(await slider(again).inputValue()).toBe("23");
    await notice(again, "restored").waitFor();
    await goTo(again, "数据");
    // What was assumed while the OSM file was read is not forgotten with the file.
    expect(await again.getByTestId("issue-list").textContent()).toContain("admin_level 10");
    await again.getByRole("button", { name: "打开演示研究" }).click();
    await expect.poll(() => readText(again, "study-title")).toContain("大同");
  });

  it("an edit of the last moment is there again after the page was left", async () => {
    const { page } = app;
    await setMinutes(page, 11);
    await page.reload();
    await waitForMap(page);
    await expect.poll(() => slider(page).inputValue()).toBe("11");
    expect(await page.getByTestId("keeping-notice").count()).toBe(0);
  });

  it("lists studies: renames one, downloads it with its edits, deletes it and takes that back, finds it by search", async () => {
    const { page } = app;
    await openTown(page);
    await setMinutes(page, 23);
    await page.waitForTimeout(SAVED_AFTER_MS);
    await goTo(page, "数据");
    const shipped = page.getByTestId("kept-datong");
    await shipped.getByText("演示数据").waitFor();
    await shipped.getByRole("button", { name: "打开" }).click();
    await expect.poll(() => readText(page, "study-title")).toContain("大同");
    await waitForMap(page);

    const town = keptTown(page);
    await town.getByRole("button", { name: "改名" }).click();
    await town.getByRole("textbox").fill("老城试验");
    await town.getByRole("button", { name: "好" }).click();
    await expect.poll(() => town.textContent()).toContain("老城试验");

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      town.getByRole("button", { name: "下载" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("town.mscircle");
    expect(
      readFileSync(await download.path())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");

    await town.getByRole("button", { name: "删除" }).click();
    await expect.poll(() => town.count()).toBe(0);
    await page.getByRole("button", { name: "撤销删除" }).click();
    await expect.poll(() => town.count()).toBe(1);

    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill("老城试验");
    await page.getByRole("option").filter({ hasText: "打开研究：老城试验" }).click();
    await expect.poll(() => readText(page, "study-title")).toContain("town");
    await goTo(page, "覆盖");
    expect(await slider(page).inputValue()).toBe("23");
  });

  it("a study that cannot be read is said, the shipped one opens, and the broken one can be downloaded or deleted", async () => {
    const { page } = app;
    await openTown(page);
    await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open("minsheng.studies");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const change = database.transaction("layers", "readwrite");
      const layers = change.objectStore("layers");
      const request = layers.get("town");
      request.onsuccess = () => {
        const { file } = request.result as { file: { name: string; bytes: Blob } };
        layers.put({ id: "town", file: { ...file, bytes: file.bytes.slice(0, 1000) }, plan: [], issues: [] });
      };
      await new Promise((resolve) => {
        change.oncomplete = resolve;
      });
      database.close();
    });
    await page.reload();
    await waitForMap(page);
    expect(await readText(page, "study-title")).toContain("大同");
    const broken = notice(page, "broken");
    await broken.waitFor();
    expect(await broken.textContent()).toContain("无法读取");
    expect(await page.getByTestId("drop-panel").count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      broken.getByRole("button", { name: "下载" }).click(),
    ]);
    expect(readFileSync(await download.path()).length).toBe(1000);
    await broken.getByRole("button", { name: "删除" }).click();
    await goTo(page, "数据");
    await page.getByTestId("kept-datong").waitFor();
    expect(await keptTown(page).count()).toBe(0);
  });

  it("a full browser is said with sizes, and what was kept stays whole", async () => {
    const { page } = app;
    await setMinutes(page, 12);
    await page.waitForTimeout(SAVED_AFTER_MS);
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      let count = 0;
      // The first record of a change gets through, the second does not: nothing of it may stay.
      IDBObjectStore.prototype.put = function (...given) {
        if (count++ % 2 === 1) throw new DOMException("no room", "QuotaExceededError");
        return put.apply(this, given);
      };
    });
    await dropFiles(page, [TOWN]);
    await expect.poll(() => readText(page, "study-title"), { timeout: 60_000 }).toContain("town");
    await notice(page, "full").waitFor();
    expect(await notice(page, "full").textContent()).toMatch(/空间不足.*\d+(\.\d+)? [kM]B/);
    await waitForMap(page);
    await page.reload();
    await waitForMap(page);
    expect(await readText(page, "study-title")).toContain("大同");
    expect(await slider(page).inputValue()).toBe("12");
    await goTo(page, "数据");
    await page.getByTestId("kept-datong").waitFor();
    expect(await keptTown(page).count()).toBe(0);
  });

  it("without a store of studies the page works, says so, and still keeps what was asked", async () => {
    const { page } = app;
    await context.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("forbidden", "SecurityError");
      };
    });
    await page.reload();
    await waitForMap(page);
    await notice(page, "unavailable").waitFor();
    await setMinutes(page, 9);
    await page.waitForTimeout(SAVED_AFTER_MS);
    await page.reload();
    await waitForMap(page);
    expect(await slider(page).inputValue()).toBe("9");
  });

  it("a page whose store a newer version has taken over says so, and does not blame the browser", async () => {
    const { page } = app;
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.open("minsheng.studies", 3);
          request.onsuccess = () => {
            request.result.close();
            resolve();
          };
          request.onerror = () => reject(request.error);
        }),
    );
    await notice(page, "newer").waitFor();
    expect(await notice(page, "newer").textContent()).toContain("新版本");
    await notice(page, "newer").getByRole("button", { name: "关闭" }).click();
    // What is to be saved afterwards meets the same, not a browser that forbids it; nothing of it is lost.
    await setMinutes(page, 9);
    await notice(page, "newer").waitFor();
    expect(await notice(page, "unavailable").count()).toBe(0);
    await page.reload();
    await waitForMap(page);
    expect(await slider(page).inputValue()).toBe("9");
    await notice(page, "newer").waitFor();
  });

  it("a second tab reads, and saves only once it has asked for the study", async () => {
    const { page } = app;
    await setMinutes(page, 12);
    await page.waitForTimeout(SAVED_AFTER_MS);
    const second = await openPage();
    await notice(second, "elsewhere").waitFor();
    expect(await slider(second).inputValue()).toBe("12");
    await setMinutes(second, 27);
    await second.getByRole("button", { name: "改由此页保存" }).click();
    await expect.poll(() => notice(second, "elsewhere").count()).toBe(0);
    await notice(page, "elsewhere").waitFor();
    await page.close();
    await second.waitForTimeout(SAVED_AFTER_MS);
    await crash(second);
    const third = await openPage();
    expect(await slider(third).inputValue()).toBe("27");
  });
});
