/** Studies that an earlier version of the page kept in this browser: its store, and its study files. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { STUDY_VERSION } from "../../src/io/study/migrate-study.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { goTo, readText } from "../support/use-page.ts";

const FIXTURES = join(import.meta.dirname, "../io/study/fixtures");

describe("a study kept by an earlier version of the page", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;

  beforeAll(async () => {
    browser = await launchBrowser();
    served = await serveBuild();
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  beforeEach(async () => {
    // Of the page's origin, and without any of its code.
    app = await openApp(browser, served.url, { path: "geodata/datong/manifest.json" });
  });

  afterEach(async () => {
    expect(app.errors).toEqual([]);
    await app.page.context().close();
  });

  /** The store as version 1 of it was, with one study in it that was open last. */
  async function plant(page: Page, fixture: string): Promise<void> {
    const base64 = readFileSync(join(FIXTURES, `${fixture}.mscircle`)).toString("base64");
    await page.evaluate(async (given) => {
      const bytes = Uint8Array.from(atob(given), (character) => character.charCodeAt(0));
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open("minsheng.studies", 1);
        request.onupgradeneeded = () => {
          for (const name of ["studies", "layers", "states"]) request.result.createObjectStore(name, { keyPath: "id" });
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const change = database.transaction(["studies", "layers", "states"], "readwrite");
      change.objectStore("studies").put({
        format: 1,
        id: "toy",
        studyId: "toy",
        title: { zh: "玩具", en: "Toy" },
        name: "老研究",
        demonstration: false,
        kind: "files",
        fingerprint: "aa",
        openedAt: 1_700_000_000_000,
        changedAt: 1_700_000_000_000,
        layerBytes: bytes.length,
        removedAt: null,
      });
      change.objectStore("layers").put({
        id: "toy",
        file: { name: "toy.mscircle", bytes: new Blob([bytes]) },
        plan: [],
        issues: [],
      });
      // Choices as they were before there were scenarios, edits or presentations.
      change.objectStore("states").put({
        format: 1,
        id: "toy",
        revision: 3,
        savedAt: 1_700_000_000_000,
        choices: {
          serviceId: "clinic",
          parameters: {
            serviceIds: null,
            profileId: null,
            speedMetresPerSecond: null,
            groupId: null,
            cutoffSeconds: 1380,
            passShare: 0.8,
            snapRadiusMetres: 300,
            searchLimitSeconds: 3600,
          },
          scope: { areaId: "all", kind: "all" },
        },
      });
      await new Promise((resolve) => {
        change.oncomplete = resolve;
      });
      database.close();
      localStorage.setItem("minsheng.open", "toy");
    }, base64);
  }

  it.each(["version-1", "version-2", "version-3"])(
    "%s opens with what was asked of it, and is kept on",
    async (fixture) => {
      const { page } = app;
      await plant(page, fixture);
      await page.goto(served.url);
      await waitForMap(page);
      expect(await readText(page, "study-title")).toContain("玩具");
      const slider = page.locator('input[type="range"]').first();
      expect(await slider.inputValue()).toBe("23");
      await page.locator('[data-testid="keeping-notice"][data-kind="restored"]').waitFor();
      expect(await readText(page, "keeping-notice")).toContain("老研究");
      await goTo(page, "数据");
      await page.getByTestId("kept-toy").waitFor();
      const origins = await page.getByTestId("layer-origins").textContent();
      if (fixture === "version-1") expect(origins).toContain("没有");
      else expect(origins).toContain("诊所.csv");
      expect(origins?.includes("由人确认")).toBe(fixture === "version-3");

      // What is taken out of the browser is a file of this version.
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByTestId("kept-toy").getByRole("button", { name: "下载" }).click(),
      ]);
      const { "manifest.json": manifest } = unzipSync(new Uint8Array(readFileSync(await download.path())));
      expect(JSON.parse(strFromU8(manifest as Uint8Array))).toMatchObject({ version: STUDY_VERSION });
      await goTo(page, "覆盖");
      await slider.fill("11");
      await page.waitForTimeout(1200);
      await page.reload();
      await waitForMap(page);
      expect(await slider.inputValue()).toBe("11");
    },
  );
});
