import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Study } from "../../src/core/model/study.ts";
import { bringInTests, LONG } from "../support/bring-files.ts";
import { createAmapList, createGbkShapefile, createOfficeWorkbook, createPlainList } from "../support/brought-files.ts";
import { createPopulation } from "../support/create-population.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { dropFiles, exportFile, type GivenFile, goTo, readText } from "../support/use-page.ts";

describe("looking over files before they are imported", () => {
  let study: Study;
  let page: Page;
  const { open, bring, finish, expectSameAsCommandLine } = bringInTests(
    (read) => {
      study = read;
    },
    (opened) => {
      page = opened;
    },
  );

  const chosenSystem = (): Promise<string> =>
    page.getByTestId("import-systems").locator("input[type=radio]:checked").inputValue();

  it("a list from a web map is proposed as GCJ-02, shown on the map, and gives the command line's bytes", async () => {
    await open();
    const list = createAmapList(study);
    await bring(list);
    expect(await chosenSystem()).toBe("gcj02");
    expect(await readText(page, "import-systems")).toMatch(
      /GCJ-02（高德、腾讯），60 个位置到最近道路的中位距离为 \d+ m/,
    );
    expect(await readText(page, "drawn-legend")).toBe("待导入的图层");
    // A name is text, whatever is written in it.
    expect(await readText(page, "import-grid")).toContain("<img src=x onerror=document.title='hacked'>幼儿园");
    expect(await page.locator(".app img").count()).toBe(0);
    expect(await readText(page, "import-panel")).toMatch(/坐标系 GCJ-02（高德、腾讯） · 距道路中位 \d+ m/);
    expect(await readText(page, "import-panel")).toContain("导入即确认图上看过的坐标系");
    await finish();
    expect(await page.title()).not.toContain("hacked");
    await expectSameAsCommandLine([list]);
    await goTo(page, "数据");
    const origins = page.getByTestId("layer-origins");
    await expect.poll(() => origins.textContent()).toContain(list.name);
    expect(await origins.textContent()).toMatch(
      /GCJ-02（高德、腾讯）（与街道比对得出，到最近街道的中位距离 \d+ 米，若为其他坐标系则为 .*WGS84 \(EPSG:4326\) \d+ 米.*，导入时由人确认）/,
    );
    expect(await origins.textContent()).toContain("没有导入记录：");
    // Whether it is real is not the product's to say.
    expect(await page.locator('.data-table [data-kind="brought"]').allTextContents()).toEqual(["导入"]);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("confirms the systems of layers that were looked at on the map, and of no others", async () => {
    await open();
    const list = createAmapList(study);
    const other = { ...list, name: "托育机构.csv" };
    await bring(list, other);
    const rows = page.locator(".import-layer");
    const states = (): Promise<(string | null)[]> =>
      rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-state")));
    expect(await states()).toEqual(["looked-at", "unsure"]);
    expect(await readText(page, "import-confirms")).toMatch(/^有 1 个图层还没有在图上看过/);
    // The same streets tell the same of both: only one was looked at.
    await finish();
    await goTo(page, "数据");
    const origins = page.getByTestId("layer-origins");
    await expect.poll(() => origins.textContent()).toContain(other.name);
    const told = await origins.locator("dl").allTextContents();
    expect(told.find((text) => text.includes(list.name))).toContain("导入时由人确认");
    expect(told.find((text) => text.includes(other.name))).toContain("未经人确认");
    await bring(list, other);
    await rows.nth(1).click();
    expect(await states()).toEqual(["looked-at", "looked-at"]);
    expect(await readText(page, "import-confirms")).toMatch(/^导入即确认/);
  });

  it("a shapefile in GBK without a word on it is read in GBK, its parts dropped side by side", async () => {
    await open();
    const files = createGbkShapefile(study);
    await bring(...files);
    expect(await page.locator(".import-layer").count()).toBe(1);
    expect(await readText(page, "import-details")).toContain("平城区第1卫生服务站");
    expect(await page.getByLabel("文字编码").inputValue()).toBe("gb18030");
    expect(await page.getByTestId("import-role").inputValue()).toBe("facilities:clinic");
    await finish();
    await expectSameAsCommandLine(files);
  });

  it("a raster of several bands is asked whose people they count, and then gives the command line's bytes", async () => {
    await open();
    const people = (column: number, row: number, band: number): number => ((column * 7 + row * 3) % 11) / (band + 1);
    const over = { width: 60, height: 60, west: 113.1, north: 40.2, cell: 0.005, bands: 2, peopleOf: people };
    const file = { name: "grid_pop.tif", bytes: createPopulation(over) };
    await dropFiles(page, [file]);
    const panel = page.getByTestId("import-panel");
    await expect.poll(() => panel.textContent(), LONG).toContain("都没有写明是哪个年龄的人口");
    expect(await findBarriers(page)).toEqual([]);
    await page.getByLabel("年龄").fill("all,60+");
    await page.getByLabel("年龄").press("Enter");
    await expect.poll(() => page.getByTestId("import-finish").isEnabled(), LONG).toBe(true);
    expect(await page.getByLabel("年龄").inputValue()).toBe("all,60+");
    await finish();
    await expectSameAsCommandLine([file], ["--ages", "all,60+"]);
  });

  it("an office's workbook is read below its merged header and without its totals", async () => {
    await open();
    const workbook = createOfficeWorkbook(study);
    await bring(workbook);
    const marks = page.locator(".import-grid tr");
    expect(await marks.evaluateAll((rows) => rows.slice(0, 10).map((row) => row.getAttribute("data-mark")))).toEqual([
      "skipped",
      "header",
      "header",
      ...Array(6).fill("data"),
      "skipped",
    ]);
    expect(await readText(page, "import-details")).toContain("位置 › 经度");
    expect(await readText(page, "import-panel")).toContain("12 行");
    await finish();
    await expectSameAsCommandLine([workbook]);
  });

  it("a list without coordinates is matched row by row; what is not certain waits for a hand", async () => {
    await open();
    const list = createPlainList(study);
    await bring(list);
    const counts = page.getByTestId("import-matching");
    expect(await counts.textContent()).toBe("32 行中 2 行对应到社区，30 行待定，0 行不在本研究。");
    await page.getByLabel("“很可能”的对应也采用").check();
    await expect.poll(() => counts.textContent()).toContain("30 行对应到社区，2 行待定");
    await page.getByRole("button", { name: "逐行核对" }).click();
    const row = page.locator(".import-match", { hasText: "第31卫生室" });
    // No candidate: the community is found by typing.
    await row.locator("select").selectOption({ label: "查找其他社区…" });
    const typed = row.locator("input");
    const label = await page.locator("datalist option").nth(5).getAttribute("value");
    await typed.fill(label ?? "");
    await expect.poll(() => counts.textContent()).toContain("31 行对应到社区，1 行待定");
    await page
      .locator(".import-match", { hasText: "第32卫生室" })
      .locator("select")
      .selectOption({ label: "不在本研究" });
    await expect.poll(() => counts.textContent()).toContain("0 行待定，1 行不在本研究");
    await finish();
    expect(await page.locator("body").textContent()).toContain("近似");
  });

  it("likely rows that are accepted on the command line give the page's bytes", async () => {
    await open();
    const list = createPlainList(study);
    await bring(list);
    await page.getByLabel("“很可能”的对应也采用").check();
    await expect.poll(() => readText(page, "import-matching")).toContain("30 行对应到社区");
    await finish();
    await expectSameAsCommandLine([list], ["--accept-likely"]);
  });

  it("a layer may be left out, and putting the files away leaves no trace", async () => {
    await open();
    const [title, answer] = [await readText(page, "study-title"), await readText(page, "answer-sentence")];
    const before = await exportFile(page, "communities.csv");
    await bring(createAmapList(study));
    await page.getByTestId("import-role").selectOption("leave-out");
    await expect.poll(() => readText(page, "import-panel")).toContain("没有要导入的图层");
    expect(await page.getByTestId("import-finish").isDisabled()).toBe(true);
    await page.getByTestId("import-leave").click();
    await page.getByTestId("import-panel").waitFor({ state: "detached" });
    expect(await page.getByTestId("drawn-legend").count()).toBe(0);
    // Nothing was done, so there is nothing to undo.
    expect(await page.getByRole("button", { name: "撤销" }).isDisabled()).toBe(true);
    expect(await readText(page, "study-title")).toBe(title);
    await goTo(page, "覆盖");
    expect(await readText(page, "answer-sentence")).toBe(answer);
    expect((await exportFile(page, "communities.csv")).equals(before)).toBe(true);
  });

  it("a file that breaks off is told beside those that can be read, and the study stays as it is", async () => {
    await open();
    const answer = await readText(page, "answer-sentence");
    const [shp] = createGbkShapefile(study) as [GivenFile];
    await bring(createAmapList(study), { name: "断.shp", bytes: shp.bytes.slice(0, 300) });
    expect(await readText(page, "import-panel")).toContain("断.shp");
    expect(await page.getByTestId("import-finish").isDisabled()).toBe(true);
    await page.getByTestId("import-leave").click();
    await goTo(page, "覆盖");
    expect(await readText(page, "answer-sentence")).toBe(answer);
  });

  it("goes from the first layer to the finished study by keyboard alone", async () => {
    await open();
    await bring(createAmapList(study), createOfficeWorkbook(study));
    const tabTo = async (matches: string): Promise<void> => {
      for (let press = 0; press < 80; press++) {
        if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, matches)) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`${matches} is not reached by Tab`);
    };
    await tabTo(".import-layer:not([aria-current=true])");
    await page.keyboard.press("Enter");
    await expect.poll(() => readText(page, "import-details")).toContain("台账");
    await tabTo("[data-testid=import-finish]");
    await tabTo("[data-testid=import-role]");
    await page.keyboard.press("End");
    await expect.poll(() => readText(page, "import-panel")).toContain("不导入");
    await page.keyboard.press("Shift+Tab");
    await tabTo("[data-testid=import-finish]");
    await page.keyboard.press("Enter");
    await page.getByTestId("import-panel").waitFor({ state: "detached", ...LONG });
  });

  it.each([
    ["a desk", {}],
    ["a phone", { width: 390, height: 844, hasTouch: true }],
  ] as const)("has nothing that axe calls serious on %s, light or dark, and no sideways scrolling", async (_, size) => {
    await open(size);
    await bring(createAmapList(study), createPlainList(study));
    for (const theme of ["light", "dark"]) {
      if (theme === "dark") await page.evaluate(() => document.querySelector<HTMLElement>(".bar-theme")?.click());
      for (const layer of await page.locator(".import-layer").all()) {
        await layer.click();
        const matches = page.getByRole("button", { name: "逐行核对" });
        if ((await matches.count()) > 0) await matches.click();
        await page.waitForTimeout(300);
        expect(await findBarriers(page), theme).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      }
    }
  });
});
