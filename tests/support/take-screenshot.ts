/** `npm run screenshot`: builds the app and takes docs/images/coverage.png and targets.png of the Datong study. */
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
  console.log(IMAGES);
} finally {
  await browser.close();
  await served.close();
}
