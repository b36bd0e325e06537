import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { runCommand } from "../support/run-command.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { createToyTownXml } from "../support/toy-town.ts";
import {
  type CommunityRow,
  dropFiles,
  exportFile,
  type GivenFile,
  goTo,
  parseCommunities,
  readShare,
  readText,
} from "../support/use-page.ts";

const MONACO = resolve(import.meta.dirname, "../../../shared/geodata/monaco.osm.pbf");

const createTown = (): GivenFile => ({ name: "town.osm", bytes: new TextEncoder().encode(createToyTownXml()) });

/** The share of the study's people covered, out of communities.csv, to one decimal as the screen prints it. */
function shareOf(rows: readonly CommunityRow[], serviceId: string): number {
  const own = rows.filter(({ service }) => service === serviceId);
  const sum = (column: "people" | "peopleCovered"): number =>
    own.reduce((total, row) => total + Number(row[column]), 0);
  return Number(((100 * sum("peopleCovered")) / sum("people")).toFixed(1));
}

describe("importing files into the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let folder: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    served = await serveBuild();
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "minsheng-e2e-"));
    app = await openApp(browser, served.url);
    await waitForMap(app.page);
  });

  afterEach(async () => {
    expect(app.errors).toEqual([]);
    expect(app.outsideRequests).toEqual([]);
    await app.page.context().close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** communities.csv of the command line for a file, and the study file that it made. */
  function runOnCommandLine({ name, bytes }: GivenFile, options: readonly string[] = []) {
    const source = join(folder, name);
    writeFileSync(source, bytes);
    const path = join(folder, name.replace(/\..*$/, ".mscircle"));
    const imported = runCommand(["import", source, ...options, "--out", path]);
    expect(imported.status, imported.stderr).toBe(0);
    const analysed = runCommand(["analyze", path, "--out", join(folder, "out")]);
    expect(analysed.status, analysed.stderr).toBe(0);
    const csv = readFileSync(join(folder, "out/communities.csv"));
    return { csv, rows: parseCommunities(csv.toString()), study: readFileSync(path) };
  }

  async function dropAndWait(files: readonly GivenFile[]): Promise<void> {
    const { page } = app;
    const before = await readText(page, "study-title");
    await dropFiles(page, files);
    await expect.poll(() => readText(page, "study-title"), { timeout: 60_000 }).not.toBe(before);
    await waitForMap(page);
  }

  async function expectScreenToSay(rows: readonly CommunityRow[], serviceIds: readonly string[]): Promise<void> {
    const { page } = app;
    expect(rows.length).toBeGreaterThan(1);
    for (const serviceId of serviceIds) {
      await page.getByTestId(`service-${serviceId}`).click();
      await expect.poll(() => readShare(page, "people-share")).toBe(shareOf(rows, serviceId));
    }
    // Demand is floor area here, and nothing on screen may call it people.
    expect(rows[0]?.group).toBe("residential-floor-m2");
    expect(await readText(page, "answer-sentence")).toMatch(/住宅|建筑面积/);
    expect(await readText(page, "answer-sentence")).not.toMatch(/人/);
    expect(await page.getByTestId("demo-badge").count()).toBe(0);
  }

  it("a study made on the command line gives the same shares on screen", async () => {
    const { rows, study } = runOnCommandLine(createTown(), ["--admin-level", "10"]);
    await dropAndWait([{ name: "town.mscircle", bytes: study }]);
    await expectScreenToSay(rows, ["school", "clinic"]);
  });

  it("an OSM file dropped on the page gives the command line's numbers and bytes", async () => {
    const { rows, csv } = runOnCommandLine(createTown());
    await dropAndWait([createTown()]);
    await expectScreenToSay(rows, ["school", "clinic"]);
    expect((await exportFile(app.page, "communities.csv")).toString()).toBe(csv.toString());
  });

  it("a file can be chosen instead of dropped", async () => {
    const { page } = app;
    await goTo(page, "数据");
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "选择文件" }).click(),
    ]);
    const town = createTown();
    await chooser.setFiles({ name: town.name, mimeType: "application/xml", buffer: Buffer.from(town.bytes) });
    await expect.poll(() => readText(page, "study-title")).toContain("town");
  });

  it.skipIf(!existsSync(MONACO))(
    "Monaco's extract dropped on the page gives the command line's numbers and bytes (skipped where ../shared/geodata/monaco.osm.pbf is absent)",
    async () => {
      const monaco = { name: "monaco.osm.pbf", bytes: new Uint8Array(readFileSync(MONACO)) };
      const { rows, csv } = runOnCommandLine(monaco);
      await dropAndWait([monaco]);
      await expectScreenToSay(rows, ["school", "pharmacy"]);
      expect((await exportFile(app.page, "communities.csv")).toString()).toBe(csv.toString());
    },
  );

  it.skipIf(!existsSync(MONACO))(
    "the quarters of Monaco, imported on the command line, show the same numbers on screen (skipped without the extract)",
    async () => {
      const monaco = { name: "monaco.osm.pbf", bytes: new Uint8Array(readFileSync(MONACO)) };
      const { rows, study } = runOnCommandLine(monaco, ["--admin-level", "10"]);
      expect(rows.map(({ name }) => name)).toContain("Monaco-Ville");
      await dropAndWait([{ name: "monaco.mscircle", bytes: study }]);
      await expectScreenToSay(rows, ["kindergarten", "school", "pharmacy"]);
    },
  );

  it("broken files are each named with what to do, and the open study stays", async () => {
    const { page } = app;
    const title = await readText(page, "study-title");
    const answer = await readText(page, "answer-sentence");
    await dropFiles(page, [
      { name: "nothing.osm.pbf", bytes: new Uint8Array(0) },
      { name: "text.osm.pbf", bytes: new TextEncoder().encode("this is no map") },
      { name: "places.csv", bytes: new TextEncoder().encode("id,lon,lat\n1,NaN,40.1\n2,113.3,abc\n") },
    ]);
    const panel = page.getByTestId("import-panel");
    await panel.waitFor();
    const text = (await panel.textContent()) ?? "";
    for (const name of ["nothing.osm.pbf", "text.osm.pbf", "places.csv"]) expect(text).toContain(name);
    expect(await page.getByTestId("import-finish").isDisabled()).toBe(true);
    await page.getByTestId("import-leave").click();
    await panel.waitFor({ state: "detached" });
    await goTo(page, "覆盖");
    expect(await readText(page, "study-title")).toBe(title);
    expect(await readText(page, "answer-sentence")).toBe(answer);
  });
});
