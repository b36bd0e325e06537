/** Files brought to the built app, with the shipped study open, and the same files on the command line. For one describe block. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { loadStudy } from "../../src/cli/load-study.ts";
import type { Study } from "../../src/core/model/study.ts";
import { launchBrowser, type OpenedApp, type OpenOptions, openApp, waitForMap } from "./open-app.ts";
import { runCommand } from "./run-command.ts";
import { type ServedBuild, serveBuild } from "./serve-build.ts";
import { dropFiles, exportFile, type GivenFile, goTo } from "./use-page.ts";

export const LONG = { timeout: 60_000 };

export interface Bringing {
  readonly open: (options?: OpenOptions) => Promise<void>;
  readonly bring: (...files: readonly GivenFile[]) => Promise<void>;
  /** Ends the review and waits until the new study has its answer. */
  readonly finish: () => Promise<void>;
  /** Holds the page's communities.csv against the command line's for the shipped study with files added; returns what that said. */
  readonly expectSameAsCommandLine: (files: readonly GivenFile[], options?: readonly string[]) => Promise<string>;
  /** Of this test alone. */
  readonly folder: () => string;
}

/** @param onStudy gets the shipped study before the block's tests, `onOpen` each page that is opened. */
export function bringInTests(onStudy: (study: Study) => void, onOpen: (page: Page) => void): Bringing {
  let browser: Browser | undefined;
  let served: ServedBuild | undefined;
  let app: OpenedApp;
  let folder = "";

  beforeAll(async () => {
    browser = await launchBrowser();
    served = await serveBuild();
    onStudy((await loadStudy("datong")).study);
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "minsheng-brought-"));
  });

  afterEach(async () => {
    expect(app.errors).toEqual([]);
    expect(app.outsideRequests).toEqual([]);
    await app.page.context().close();
    rmSync(folder, { recursive: true, force: true });
  });

  const runOnCommandLine = (files: readonly GivenFile[], options: readonly string[]) => {
    for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
    const path = join(folder, "made.mscircle");
    const [main] = files as [GivenFile];
    const imported = runCommand(["import", "datong", join(folder, main.name), ...options, "--out", path]);
    expect(imported.status, imported.stderr).toBe(0);
    const analysed = runCommand(["analyze", path, "--out", join(folder, "out")]);
    expect(analysed.status, analysed.stderr).toBe(0);
    return { csv: readFileSync(join(folder, "out/communities.csv"), "utf8"), stderr: imported.stderr };
  };

  return {
    async open(options = {}) {
      if (!browser || !served) throw new Error("no browser");
      app = await openApp(browser, served.url, options);
      onOpen(app.page);
      await waitForMap(app.page);
    },
    async bring(...files) {
      await dropFiles(app.page, files);
      for (const part of ["import-panel", "import-details"]) await app.page.getByTestId(part).waitFor(LONG);
    },
    async finish() {
      const { page } = app;
      await expect.poll(() => page.getByTestId("import-finish").isEnabled(), LONG).toBe(true);
      await page.getByTestId("import-finish").click();
      await page.getByTestId("import-panel").waitFor({ state: "detached", ...LONG });
      await waitForMap(page);
    },
    async expectSameAsCommandLine(files, options = []) {
      const { csv, stderr } = runOnCommandLine(files, options);
      await goTo(app.page, "覆盖");
      expect((await exportFile(app.page, "communities.csv")).toString() === csv).toBe(true);
      return stderr;
    },
    folder: () => folder,
  };
}
