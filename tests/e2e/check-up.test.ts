/** The data check-up in the built app: what it finds, where it shows it, what it mends, and that all of it can be undone. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Position } from "../../src/core/model/geometry.ts";
import type { Study } from "../../src/core/model/study.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { addClinics, createSoundTown, offset, placeOfClinic } from "../core/questions/check-up/check-toy-study.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { listFigures } from "../support/list-figures.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { runCommand } from "../support/run-command.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { dropFiles, goTo, readText } from "../support/use-page.ts";

/** A town with a clinic entered twice, one far outside, and one whose name a spreadsheet would run. */
function createFaultyTown(): Study {
  const town = createSoundTown();
  const A: Position = placeOfClinic(town, "A");
  return addClinics(town, [
    { id: "A2", name: "A", at: A },
    { id: "out", name: "=SUM(1)", at: offset(A, -50_000, 0) },
  ]);
}

const head = (page: Page, id: string) => page.locator(`.check-finding[data-check="${id}"] .check-head`);
const pill = (page: Page, id: string) => head(page, id).locator(".pill").textContent();

async function waitForCheckUp(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid="check-up"][data-status="done"] .check-findings', { timeout: 60_000 });
}

describe("the data check-up", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    served = await serveBuild();
    app = await openApp(browser, served.url);
    page = app.page;
    folder = mkdtempSync(join(tmpdir(), "minsheng-e2e-"));
    await waitForMap(page);
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("runs by itself once the map stands, and says of the shipped study what the command line says", async () => {
    const placeOf = (part: string): number => served.requested.findLastIndex((path) => path.includes(part));
    await expect.poll(() => placeOf("check-study"), { timeout: 60_000 }).toBeGreaterThan(placeOf("geodata/datong"));
    await goTo(page, "数据");
    await waitForCheckUp(page);
    const told = JSON.parse(runCommand(["check", "datong", "--json"]).stdout) as {
      findings: { id: string; state: string; count: number }[];
    };
    const shown = await page
      .locator(".check-finding")
      .evaluateAll((lines) =>
        lines.map((line) => [
          (line as HTMLElement).dataset.check,
          Number.parseInt(line.querySelector(".check-count")?.textContent ?? "", 10),
        ]),
      );
    expect(shown).toEqual(told.findings.filter(({ state }) => state === "found").map(({ id, count }) => [id, count]));
  });

  it("shows where the people are that it counts, and every number stands by its list", async () => {
    await head(page, "home-behind-barrier").click();
    expect(await readText(page, "check-items")).toContain("云冈-003");
    expect(await readText(page, "drawn-legend")).toContain("体检发现的位置");
    const scale = await page.locator(".map-scale").textContent();
    await page.getByTestId("check-items").getByRole("button").first().click();
    await expect.poll(() => page.locator(".map-scale").textContent()).not.toBe(scale);
    const { unled } = await listFigures(page);
    expect(unled.filter(({ place }) => place.includes("check-"))).toEqual([]);
    expect(await findBarriers(page)).toEqual([]);
    await goTo(page, "覆盖");
    await expect.poll(() => page.getByTestId("drawn-legend").count()).toBe(0);
  });

  it("mends what is safe in a scenario of its own, and takes it back step by step", async () => {
    await goTo(page, "数据");
    const bytes = await writeStudyFile(createFaultyTown());
    writeFileSync(join(folder, "faulty.mscircle"), bytes);
    await dropFiles(page, [{ name: "faulty.mscircle", bytes }]);
    await expect.poll(() => readText(page, "study-title"), { timeout: 60_000 }).toContain("手绘小城");
    await waitForMap(page);
    await waitForCheckUp(page);
    expect(await pill(page, "facility-duplicate")).toBe("有误");

    await head(page, "facility-duplicate").click();
    await page.getByRole("button", { name: "只保留一处，关闭其余 1 处" }).click();
    await expect.poll(() => pill(page, "facility-duplicate")).toBe("已修正");
    await head(page, "facility-outside").click();
    await page.getByRole("button", { name: "不计入这 1 处设施" }).click();
    await expect.poll(() => pill(page, "facility-outside")).toBe("已修正");
    expect(await readText(page, "check-remedy")).toContain("数据修正");

    await page.keyboard.press("Control+z");
    await expect.poll(() => pill(page, "facility-outside")).toBe("有误");
    expect(await pill(page, "facility-duplicate")).toBe("已修正");
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => pill(page, "facility-outside")).toBe("已修正");
  });

  it("saves the corrections with the study, for the command line as well", async () => {
    await waitForMap(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "保存研究（.mscircle）" }).click(),
    ]);
    const path = join(folder, "mended.mscircle");
    writeFileSync(path, readFileSync(await download.path()));
    const before = runCommand(["check", path]);
    expect(before.stdout).toContain("设施重复录入 facilities entered twice: 1 / 4");
    const after = runCommand(["check", path, "--scenario", "数据修正"]);
    expect(after.stdout).toContain("设施重复录入 facilities entered twice: 0 / 2");
    expect(after.stdout).toContain("设施在研究范围外 facilities outside the study: 0 / 2");
  });

  it("gives the list away as the command line writes it, with no cell that a spreadsheet runs", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载清单（CSV）" }).last().click(),
    ]);
    expect(download.suggestedFilename()).toBe("check-facility-outside.csv");
    const taken = readFileSync(await download.path(), "utf8").replace("\uFEFF", "");
    const out = join(folder, "out");
    runCommand(["check", join(folder, "faulty.mscircle"), "--out", out]);
    expect(existsSync(join(out, "check-facility-outside.csv"))).toBe(true);
    expect(taken).toBe(readFileSync(join(out, "check-facility-outside.csv"), "utf8"));
    expect(taken).toContain(",'=SUM(1),");
  });

  it("speaks English too, and raised no error and asked nobody else", async () => {
    await page.getByRole("button", { name: "EN" }).click();
    await expect.poll(() => readText(page, "check-up")).toContain("Facilities outside the study");
    expect(app.errors).toEqual([]);
    expect(app.outsideRequests).toEqual([]);
  });
});
