/** Opens the built app in headless Chromium and notes everything that a careful user would object to. */
import { type Browser, chromium, type Page } from "playwright-core";
import { findBrowser } from "./find-browser.ts";

const FLAGS = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error("No Chromium found: run the tests with `npm test`, which installs one.");
  return await chromium.launch({ executablePath, args: FLAGS });
}

export interface OpenedApp {
  readonly page: Page;
  /** Console errors and uncaught exceptions, in order. */
  readonly errors: string[];
  /** Requests to anywhere but the page's own origin; they are refused. */
  readonly outsideRequests: string[];
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  /** False keeps the first-start tour. */
  readonly skipTour?: boolean;
  /** A phone: fingers in the place of a mouse. */
  readonly hasTouch?: boolean;
  /** Another file of the page's origin to begin with. */
  readonly path?: string;
}

/** Opens the app in a fresh profile. */
export async function openApp(browser: Browser, url: string, options: OpenOptions = {}): Promise<OpenedApp> {
  const { width = 1366, height = 768, skipTour = true, hasTouch = false, path = "" } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    locale: "zh-CN",
    hasTouch,
    isMobile: hasTouch,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const errors: string[] = [];
  const outsideRequests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  await context.route("**/*", async (route) => {
    const requested = route.request().url();
    if (requested.startsWith(url) || /^(blob|data):/.test(requested)) return await route.continue();
    outsideRequests.push(requested);
    await route.abort();
  });
  if (skipTour) await page.addInitScript(() => localStorage.setItem("minsheng.tour", "done"));
  await page.goto(new URL(path, url).href);
  return { page, errors, outsideRequests };
}

/** Waits until the analysis is done and the choropleth has been painted. */
export async function waitForMap(page: Page): Promise<void> {
  await page.waitForSelector('body[data-analysis="done"][data-choropleth="visible"]', { timeout: 90_000 });
}
