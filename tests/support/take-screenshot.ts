/** `npm run screenshot`: builds the app and takes the pictures of docs/images: the five workspaces and the stage of the Datong study in three sizes. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { ensureBrowser } from "./find-browser.ts";
import { launchBrowser, openApp, waitForMap } from "./open-app.ts";
import { serveBuild } from "./serve-build.ts";
import { goTo } from "./use-page.ts";

const IMAGES = resolve(import.meta.dirname, "../../docs/images");
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
] as const;
/** Small and without seams at letters. */
const WEBP_QUALITY = 0.86;
const LARGEST_BYTES = 6_000_000;

type Take = (name: string) => Promise<void>;

/** What is on screen in each picture, in the order in which a planner comes there. */
const SCENES: readonly ((page: Page, take: Take) => Promise<void>)[] = [
  async (page, take) => {
    await goTo(page, "覆盖");
    await take("coverage");
  },
  async (page, take) => {
    await goTo(page, "数据");
    await take("data");
  },
  async (page, take) => {
    await goTo(page, "目标");
    await page.locator('[data-target-id="T04"] button').first().click();
    await page.locator("[data-testid=target-sensitivity] summary").click();
    await page.locator("[data-testid=target-sensitivity] table").waitFor();
    await page.evaluate(() => document.querySelector(".workspace")?.scrollTo(0, 0));
    await take("targets");
    await page.evaluate(() => document.querySelector(".workspace-left")?.scrollTo(0, 0));
    await page.locator(".sheet-openers .button").first().click();
    await page.locator('.sheet-tab[data-sheet="ledger"]').click();
    await page.locator(".sheet .ledger-row, .sheet [role=row]").nth(2).waitFor({ timeout: 60_000 });
    await take("ledger");
    await page.getByTestId("close-sheet").click();
  },
  async (page, take) => {
    await goTo(page, "选址");
    await page.getByTestId("site-solve").click();
    await page.getByTestId("site-apply").waitFor({ timeout: 120_000 });
    await page.evaluate(() => {
      document.querySelector(".workspace-left")?.scrollTo(0, 0);
      document.querySelector(".workspace")?.scrollTo(0, 0);
    });
    await take("siting");
  },
  async (page, take) => {
    await goTo(page, "汇报");
    await page.locator(".present input[value=sheets]").check();
    await page.getByTestId("sheet-new").click();
    await page.getByTestId("sheet-picture").waitFor({ timeout: 60_000 });
    await take("sheet");
    await page.locator(".present input[value=charts]").check();
    await page.locator('[data-testid="charts"][aria-busy="false"] .chart-card').first().waitFor({ timeout: 90_000 });
    await page.evaluate(() => {
      if (innerWidth < 720) document.querySelector(".chart-card")?.scrollIntoView();
    });
    await take("charts");
    await page.locator(".present input[value=stage]").check();
    await page.getByTestId("stage-record").click();
    await page.getByTestId("stage-begin").click();
    await take("stage");
  },
];

async function takeAll(browser: Browser, url: string): Promise<void> {
  const blank = await browser.newPage();
  for (const { width, height } of SIZES) {
    const { page } = await openApp(browser, url, { width, height, hasTouch: width < 500 });
    await waitForMap(page);
    const take: Take = async (name) => {
      // Flights end, tiles and names come in.
      await page.waitForTimeout(3500);
      const path = resolve(IMAGES, `${name}-${width}.webp`);
      writeFileSync(path, await toWebp(blank, await page.screenshot()));
    };
    for (const scene of SCENES) await scene(page, take);
    await page.context().close();
    console.log(`${width} × ${height}`);
  }
  await blank.close();
}

/** A picture at a fifth of its bytes, encoded by the browser. */
async function toWebp(blank: Page, png: Buffer): Promise<Buffer> {
  const encoded = await blank.evaluate(
    async ({ base64, quality }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      canvas.getContext("2d")?.drawImage(picture, 0, 0);
      const blob = await canvas.convertToBlob({ type: "image/webp", quality });
      const out = new Uint8Array(await blob.arrayBuffer());
      let letters = "";
      for (const byte of out) letters += String.fromCharCode(byte);
      return btoa(letters);
    },
    { base64: png.toString("base64"), quality: WEBP_QUALITY },
  );
  return Buffer.from(encoded, "base64");
}

await ensureBrowser();
if (spawnSync("npx", ["vite", "build", "--logLevel", "error"], { stdio: "inherit" }).status !== 0) {
  throw new Error("The app could not be built.");
}
const served = await serveBuild();
const browser = await launchBrowser();
try {
  rmSync(IMAGES, { recursive: true, force: true });
  mkdirSync(IMAGES, { recursive: true });
  await takeAll(browser, served.url);
} finally {
  await browser.close();
  await served.close();
}
const bytes = readdirSync(IMAGES).reduce((sum, name) => sum + statSync(resolve(IMAGES, name)).size, 0);
console.log(`${IMAGES}: ${(bytes / 1e6).toFixed(1)} MB`);
if (bytes > LARGEST_BYTES) throw new Error("The pictures of docs/images have grown too large.");
