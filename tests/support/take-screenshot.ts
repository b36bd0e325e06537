/** `npm run screenshot`: builds the app and takes docs/images/coverage.png of the Datong study. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ensureBrowser } from "./find-browser.ts";
import { launchBrowser, openApp, waitForMap } from "./open-app.ts";
import { serveBuild } from "./serve-build.ts";

const PATH = resolve(import.meta.dirname, "../../docs/images/coverage.png");

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
  mkdirSync(dirname(PATH), { recursive: true });
  await page.screenshot({ path: PATH });
  console.log(PATH);
} finally {
  await browser.close();
  await served.close();
}
