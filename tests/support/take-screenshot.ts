/** `npm run screenshot`: builds the app and takes the pictures of docs/images of the Datong study. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { ensureBrowser } from "./find-browser.ts";
import { launchBrowser, openApp, waitForMap } from "./open-app.ts";
import { serveBuild } from "./serve-build.ts";

const IMAGES = resolve(import.meta.dirname, "../../docs/images");

await ensureBrowser();
if (spawnSync("npx", ["vite", "build", "--logLevel", "error"], { stdio: "inherit" }).status !== 0) {
  throw new Error("The app could not be built.");
}
const served = await serveBuild();
const browser = await launchBrowser();
try {
  const { page } = await openApp(browser, served.url, { width: 1440, height: 900 });
  await waitForMap(page);
  await page.waitForTimeout(3000);
  mkdirSync(IMAGES, { recursive: true });
  await page.screenshot({ path: resolve(IMAGES, "coverage.png") });
  await page.locator("[data-workspace=targets]").first().click();
  await page.locator('[data-target-id="T04"] button').first().click();
  await page.locator("[data-testid=target-sensitivity] summary").click();
  await page.locator("[data-testid=target-sensitivity] table").waitFor();
  await page.waitForTimeout(3000);
  await page.screenshot({ path: resolve(IMAGES, "targets.png") });
  await page.locator("[data-workspace=present]").first().click();
  await page.locator(".present input[value=sheets]").check();
  await page.getByTestId("sheet-new").click();
  await page.getByTestId("sheet-picture").waitFor({ timeout: 60_000 });
  await page.waitForTimeout(2000);
  await page.screenshot({ path: resolve(IMAGES, "sheet.png") });
  await page.locator(".present input[value=stage]").check();
  await page.getByTestId("stage-record").click();
  await page.getByTestId("stage-begin").click();
  await page.waitForTimeout(4000);
  await page.screenshot({ path: resolve(IMAGES, "stage.png") });
  console.log(IMAGES);
} finally {
  await browser.close();
  await served.close();
}
