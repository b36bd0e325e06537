/** The built app in a browser for one describe block: opened on the shipped study before its tests, closed after them. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser, type OpenedApp, type OpenOptions, openApp, waitForMap } from "./open-app.ts";
import { type ServedBuild, serveBuild } from "./serve-build.ts";
import { goTo } from "./use-page.ts";

/**
 * @param workspace by its Chinese name
 * @param onOpen what all tests of the block begin with
 */
export function openBeforeTests(
  workspace: string,
  onOpen: (app: OpenedApp) => Promise<void> | void,
  options: OpenOptions = {},
): void {
  let browser: Browser | undefined;
  let served: ServedBuild | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
    served = await serveBuild();
    const app = await openApp(browser, served.url, options);
    await waitForMap(app.page);
    await goTo(app.page, workspace);
    await onOpen(app);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });
}
