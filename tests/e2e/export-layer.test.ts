import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Download } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers } from "../support/find-barriers.ts";
import { launchBrowser, type OpenedApp, openApp, waitForMap } from "../support/open-app.ts";
import { runCommand } from "../support/run-command.ts";
import { type ServedBuild, serveBuild } from "../support/serve-build.ts";
import { goTo } from "../support/use-page.ts";

describe("exporting a layer from the built app", () => {
  let browser: Browser;
  let served: ServedBuild;
  let app: OpenedApp;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "minsheng-e2e-"));
    browser = await launchBrowser();
    served = await serveBuild();
    app = await openApp(browser, served.url);
    await waitForMap(app.page);
    await goTo(app.page, "数据");
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const form = () => app.page.getByTestId("export-form");
  /** A label's own text is followed by those of its options. */
  const field = (label: string) => form().getByLabel(new RegExp(`^${label}`));
  const choose = async (label: string, value: string): Promise<void> => {
    await field(label).selectOption(value);
  };
  const take = async (): Promise<Download> => {
    const [download] = await Promise.all([
      app.page.waitForEvent("download"),
      form().getByRole("button", { name: "导出", exact: true }).click(),
    ]);
    return download;
  };
  const exportOnCommandLine = (...parameters: readonly string[]): Buffer => {
    const out = join(folder, parameters.at(-1) as string);
    runCommand(["export", "datong", ...parameters.slice(0, -1), "--out", out]);
    return readFileSync(out);
  };

  it("opens by keyboard under the layer's row, and Escape leads back to it", async () => {
    const { page } = app;
    const opener = page.getByRole("button", { name: "导出图层“社区与行政村”" });
    await opener.focus();
    await page.keyboard.press("Enter");
    await form().waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("SELECT");
    await page.keyboard.press("Escape");
    await expect.poll(() => form().count()).toBe(0);
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("gives communities with the coverage on screen, byte for byte those of the command line", async () => {
    await app.page.getByRole("button", { name: "导出图层“社区与行政村”" }).click();
    await choose("格式", "gpkg");
    await expect.poll(() => field("坐标系").locator("option").count()).toBeGreaterThan(5);
    await choose("同时写入覆盖结果", "shown");
    const download = await take();
    expect(download.suggestedFilename()).toBe("datong-communities.gpkg");
    const shown = ["--layer", "communities", "--coverage", "--service", "elderly-day-care"];
    const wanted = exportOnCommandLine(...shown, "a.gpkg");
    expect(Buffer.compare(readFileSync(await download.path()), wanted)).toBe(0);
    expect(await form().getByTestId("export-done").textContent()).toContain("datong-communities.gpkg");
  });

  it("names a shifted datum on the form and in the file's name, and leaves columns out", async () => {
    await app.page.getByRole("button", { name: "导出图层“幼儿园”" }).click();
    await choose("格式", "csv");
    await expect.poll(() => field("坐标系").locator("option").count()).toBeGreaterThan(5);
    await choose("坐标系", "gcj02");
    await expect.poll(() => form().textContent()).toContain("GCJ02");
    await form().getByText(/^字段/).click();
    await form().getByLabel("county").uncheck();
    const download = await take();
    expect(download.suggestedFilename()).toBe("datong-facilities-kindergarten.gcj02.csv");
    const [header = ""] = readFileSync(await download.path(), "utf8").split("\n");
    expect(header).toBe("\uFEFFlon,lat,id,name,ownership,centre,places,opened,dataNote,crs");
  });

  it("gives several layers at once, those that are chosen, byte for byte those of the command line", async () => {
    const { page } = app;
    await page.getByRole("button", { name: "一次导出多个图层…" }).click();
    await form().getByRole("button", { name: "全不选" }).click();
    await expect.poll(() => form().getByRole("button", { name: "导出", exact: true }).isEnabled()).toBe(false);
    for (const layer of ["社区与行政村", "幼儿园"]) await form().getByLabel(layer, { exact: true }).check();
    await choose("格式", "gpkg");
    await choose("坐标系", "other");
    await form().getByRole("textbox", { name: "EPSG 代码" }).fill("4610");
    const several = await take();
    expect(several.suggestedFilename()).toBe("datong-layers.gpkg");
    const asked = ["--layer", "communities", "--layer", "facilities:kindergarten", "--crs", "EPSG:4610"];
    const wanted = exportOnCommandLine(...asked, "several.gpkg");
    expect(Buffer.compare(readFileSync(await several.path()), wanted)).toBe(0);
    expect(await form().getByTestId("export-done").textContent()).toContain("可能偏几十米到一百多米");
    await choose("格式", "csv");
    expect((await take()).suggestedFilename()).toBe("datong-layers.csv.zip");
  });

  it("has nothing that axe objects to", async () => {
    expect(await findBarriers(app.page)).toEqual([]);
  });

  it("can be stopped on the way and tried again", async () => {
    await app.page.getByRole("button", { name: "导出图层“人口点”" }).click();
    await choose("格式", "xlsx");
    await expect.poll(() => form().getByRole("button", { name: "导出", exact: true }).isEnabled()).toBe(true);
    await form().getByRole("button", { name: "导出", exact: true }).click();
    await form().getByRole("button", { name: "取消" }).click();
    await expect.poll(() => form().getByRole("status").count()).toBe(0);
    await choose("格式", "fgb");
    const download = await take();
    const wanted = exportOnCommandLine("--layer", "demand", "demand.fgb");
    expect(Buffer.compare(readFileSync(await download.path()), wanted)).toBe(0);
  });

  it("says why a code is no system", async () => {
    await choose("坐标系", "other");
    expect(await form().getByRole("button", { name: "导出", exact: true }).isEnabled()).toBe(false);
    await form().getByRole("textbox", { name: "EPSG 代码" }).fill("99999");
    await form().getByRole("button", { name: "导出", exact: true }).click();
    await expect.poll(() => form().getByRole("alert").textContent()).toContain("不认识这个 EPSG 代码");
    await form().getByRole("textbox", { name: "EPSG 代码" }).fill("32601");
    await form().getByRole("button", { name: "导出", exact: true }).click();
    await expect.poll(() => form().getByRole("alert").textContent()).toContain("不覆盖研究所在的地方");
  });

  it("asked nothing of any other origin and logged no error", () => {
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
