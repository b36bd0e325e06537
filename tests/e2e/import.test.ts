import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Papa from "papaparse";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { runCommand } from "../support/run-command.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { createToyTownXml } from "../support/toy-town.ts";

const MONACO = resolve(import.meta.dirname, "../../../shared/geodata/monaco.osm.pbf");

interface CommunityRow {
  readonly name: string;
  readonly service: string;
  readonly group: string;
  readonly people: string;
  readonly peopleCovered: string;
}

function readCommunities(folder: string): CommunityRow[] {
  const text = readFileSync(join(folder, "communities.csv"), "utf8");
  return Papa.parse<CommunityRow>(text, { header: true, skipEmptyLines: true }).data;
}

/** Gives files to the page as if they had been dropped on it. */
async function dropFiles(page: Page, files: readonly { name: string; bytes: Uint8Array }[]): Promise<void> {
  const payload = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString("base64") }));
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, payload);
  for (const type of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent("body", type, { dataTransfer: transfer });
  }
}

async function readTitle(page: Page): Promise<string> {
  return (await page.getByTestId("study-title").first().textContent()) ?? "";
}

/** The share of the study's people covered, as the screen prints it, for a service. */
async function readPeopleShare(page: Page, serviceId: string): Promise<string> {
  await page.getByTestId(`service-${serviceId}`).click();
  await page.waitForSelector('body[data-analysis="done"]');
  await page.waitForTimeout(500);
  const text = (await page.getByTestId("people-share").first().textContent()) ?? "";
  return /(\d+(?:\.\d+)?)\s*%/.exec(text)?.[1] ?? text;
}

/** The same share out of the command line's communities.csv. */
function shareOf(rows: readonly CommunityRow[], serviceId: string): string {
  const own = rows.filter(({ service }) => service === serviceId);
  const sum = (column: "people" | "peopleCovered"): number =>
    own.reduce((total, row) => total + Number(row[column]), 0);
  return ((100 * sum("peopleCovered")) / sum("people")).toFixed(1);
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

  async function compareWithCommand(name: string, bytes: Uint8Array, serviceIds: readonly string[]): Promise<void> {
    const { page } = app;
    const source = join(folder, name);
    writeFileSync(source, bytes);
    const study = join(folder, "study.mscircle");
    const imported = runCommand(["import", source, "--admin-level", "10", "--out", study]);
    expect(imported.stderr + imported.stdout).not.toMatch(/error:/i);
    expect(imported.status).toBe(0);
    expect(runCommand(["analyze", study, "--out", join(folder, "out")]).status).toBe(0);
    const rows = readCommunities(join(folder, "out"));
    expect(rows.length).toBeGreaterThan(1);

    const before = await readTitle(page);
    await dropFiles(page, [{ name: "study.mscircle", bytes: readFileSync(study) }]);
    await expect.poll(async () => await readTitle(page), { timeout: 60_000 }).not.toBe(before);
    await waitForMap(page);
    for (const serviceId of serviceIds) {
      expect(await readPeopleShare(page, serviceId)).toBe(shareOf(rows, serviceId));
    }
    // Demand is floor area here, and nothing on screen may call it people.
    expect(rows[0]?.group).toBe("residential-floor-m2");
    expect(await page.getByTestId("answer-sentence").textContent()).toMatch(/住宅|建筑面积/);
    expect(await page.getByTestId("demo-badge").count()).toBe(0);
  }

  it("a small town gives the same shares on screen as on the command line", async () => {
    await compareWithCommand("town.osm", new TextEncoder().encode(createToyTownXml()), ["school", "clinic"]);
  });

  it("an OSM file dropped on the page is imported there", async () => {
    const { page } = app;
    const before = await readTitle(page);
    await dropFiles(page, [{ name: "town.osm", bytes: new TextEncoder().encode(createToyTownXml()) }]);
    await expect.poll(async () => await readTitle(page), { timeout: 60_000 }).not.toBe(before);
    await waitForMap(page);
    expect(await page.getByTestId("answer-sentence").textContent()).toMatch(/%/);
  });

  it.skipIf(!existsSync(MONACO))(
    "Monaco's extract (skipped where ../shared/geodata/monaco.osm.pbf is absent) gives the command line's numbers",
    async () => {
      await compareWithCommand("monaco.osm.pbf", readFileSync(MONACO), ["school", "pharmacy"]);
    },
  );

  it("broken files are each named with what to do, and the open study stays", async () => {
    const { page } = app;
    const before = await readTitle(page);
    const answer = await page.getByTestId("answer-sentence").textContent();
    await dropFiles(page, [
      { name: "nothing.osm.pbf", bytes: new Uint8Array(0) },
      { name: "text.osm.pbf", bytes: new TextEncoder().encode("this is no map") },
      { name: "places.csv", bytes: new TextEncoder().encode("id,lon,lat\n1,NaN,40.1\n2,113.3,abc\n") },
    ]);
    const issues = page.getByTestId("issue-list");
    await issues.waitFor({ state: "visible" });
    const text = (await issues.textContent()) ?? "";
    for (const name of ["nothing.osm.pbf", "text.osm.pbf", "places.csv"]) expect(text).toContain(name);
    await page.keyboard.press("Escape");
    await issues.waitFor({ state: "detached" });
    expect(await readTitle(page)).toBe(before);
    expect(await page.getByTestId("answer-sentence").textContent()).toBe(answer);
  });
});
