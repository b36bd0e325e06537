import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { loadStudy } from "../../src/cli/load-study.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { makeReport } from "../../src/report/make-report.ts";
import { REPORT_FORMATS, type ReportFormat } from "../../src/report/report-request.ts";
import { openBeforeTests } from "../support/built-app.ts";
import { findBarriers } from "../support/find-barriers.ts";
import type { OpenedApp } from "../support/open-app.ts";
import { readReportTools } from "../support/read-report-tools.ts";
import { goTo, readText } from "../support/use-page.ts";

/** Width and height out of a PNG's header. */
function sizeOfPng(bytes: Buffer): readonly [number, number] {
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe("documents, sheets and the stage's file out of the built app", () => {
  let app: OpenedApp;
  let page: Page;

  openBeforeTests("汇报", (opened) => {
    app = opened;
    page = opened.page;
  });

  const part = (value: string) => page.locator(`.present input[value=${value}]`).check();
  const ask = async (formats: readonly ReportFormat[]): Promise<void> => {
    for (const format of REPORT_FORMATS)
      await page.getByTestId(`format-${format}`).setChecked(formats.includes(format));
  };
  const download = async (act: () => Promise<void>): Promise<Buffer> => {
    const [file] = await Promise.all([page.waitForEvent("download", { timeout: 100_000 }), act()]);
    return readFileSync(await file.path());
  };

  it("makes the same bytes as the command line, and answers meanwhile", async () => {
    await ask(["xlsx", "pdf"]);
    await page.getByTestId("documents-organisation").fill("大同市自然资源局");
    await page.getByTestId("documents-make").click();
    await page.getByTestId("report-cancel").waitFor();
    // The page stays at hand while the worker writes, and the work goes on while one looks elsewhere.
    await goTo(page, "目标");
    await page.getByText("计划目标").first().waitFor();
    await goTo(page, "汇报");
    await page.getByTestId("documents-files").waitFor({ timeout: 100_000 });
    const links = page.locator(".present-files .link");
    const names = await links.allTextContents();
    const { study, hashes } = await loadStudy("datong");
    const date = /\d{4}-\d{2}-\d{2}/.exec(names[0] ?? "")?.[0] ?? "";
    const files = await makeReport(
      study,
      {
        formats: ["xlsx", "pdf"],
        parameters: DEFAULT_PARAMETERS,
        scenarioNames: [],
        title: "",
        organisation: "大同市自然资源局",
        stamp: { kind: "internal" },
        date,
        layout: null,
        inputs: hashes,
      },
      readReportTools(),
    );
    expect(names).toEqual(files.map(({ name }) => name));
    for (const [at, { bytes }] of files.entries()) {
      const made = await download(() => links.nth(at).click());
      expect(made.equals(Buffer.from(bytes)), names[at]).toBe(true);
    }
  });

  it("ends when it is told to, and leaves nothing behind", async () => {
    await ask(["pptx", "docx"]);
    await page.getByTestId("documents-make").click();
    await page.getByTestId("report-cancel").click();
    await expect.poll(() => page.getByTestId("documents-make").count()).toBe(1);
    expect(await page.getByTestId("documents-files").count()).toBe(0);
    expect(await page.getByTestId("report-failure").count()).toBe(0);
  });

  it("never makes up a number of review", async () => {
    await page.locator(".present input[value=reviewed]").check();
    expect(await page.getByTestId("documents-make").isDisabled()).toBe(true);
    await page.getByTestId("stamp-number").fill("晋S(2026)001号");
    expect(await page.getByTestId("documents-make").isDisabled()).toBe(false);
    await page.locator(".present input[value=internal]").check();
  });

  it("lays out a sheet that is seen as printed, and draws it at 300 dots per inch", async () => {
    await part("sheets");
    await page.getByTestId("sheet-new").click();
    const picture = page.getByTestId("sheet-picture");
    await picture.waitFor({ timeout: 60_000 });
    const first = await picture.getAttribute("src");
    await page.getByTestId("sheet-title").fill("老城日间照料覆盖");
    await expect.poll(() => picture.getAttribute("src"), { timeout: 60_000 }).not.toBe(first);
    expect(await findBarriers(page)).toEqual([]);
    const png = await download(() => page.getByTestId("sheet-png").click());
    expect(sizeOfPng(png)).toEqual([4961, 3508]);
    const svg = (await download(() => page.getByTestId("sheet-svg").click())).toString("utf8");
    for (const words of ["老城日间照料覆盖", "演示数据", "内部资料 · 未经审图", "比例尺"]) expect(svg).toContain(words);
  });

  it("takes the stage away as a file that plays without a network", async () => {
    await part("stage");
    await page.getByTestId("stage-record").click();
    await page.getByTestId("view-sentence").fill("第一幅");
    await page.getByTestId("stage-record").click();
    await page.getByTestId("view-sentence").last().fill("第二幅");
    const [file] = await Promise.all([
      page.waitForEvent("download", { timeout: 100_000 }),
      page.getByTestId("stage-file").click(),
    ]);
    const browser = page.context().browser();
    const context = await browser?.newContext({ offline: true });
    const played = await context?.newPage();
    if (!played) throw new Error("no second page");
    const said: string[] = [];
    played.on("console", (message) => said.push(message.text()));
    played.on("pageerror", (error) => said.push(error.message));
    const path = `${await file.path()}.html`;
    await file.saveAs(path);
    await played.goto(pathToFileURL(path).href);
    await expect.poll(() => played.locator("#place").textContent()).toBe("1 / 3");
    expect(await played.locator(".view:not([hidden]) .sentence").textContent()).toBe("第一幅");
    expect(await played.locator(".view:not([hidden]) svg path").count()).toBeGreaterThan(10);
    await played.keyboard.press("ArrowRight");
    await expect.poll(() => played.locator("#place").textContent()).toBe("2 / 3");
    await expect
      .poll(() => played.locator(".view:not([hidden]) .sentence").allTextContents(), { timeout: 10_000 })
      .toEqual(["第二幅"]);
    // The flight is over before anything else is asked of the page.
    await expect.poll(() => played.locator(".flying").count(), { timeout: 10_000 }).toBe(0);
    await played.keyboard.press("n");
    expect(await played.locator(".view:not([hidden]) .notes").isVisible()).toBe(true);
    expect(await findBarriers(played)).toEqual([]);
    expect(said).toEqual([]);
    await context?.close();
  });

  it("says nothing on the console and asks nobody else", async () => {
    await goTo(page, "覆盖");
    expect(await readText(page, "answer-sentence")).not.toBe("");
    expect(app.errors).toEqual([]);
    expect(app.outsideRequests).toEqual([]);
  });
});
