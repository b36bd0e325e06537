import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Study } from "../../src/core/model/study.ts";
import { writeTemplate } from "../../src/io/import/import-templates.ts";
import { bringInTests, LONG } from "../support/bring-files.ts";
import { createAgesTable, createLargeList, createOverlappingList, createSexesTable } from "../support/brought-files.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { runCommand } from "../support/run-command.ts";
import { goTo, readText } from "../support/use-page.ts";

describe("what is decided about brought layers", () => {
  let study: Study;
  let page: Page;
  const { open, bring, finish, expectSameAsCommandLine, folder } = bringInTests(
    (read) => {
      study = read;
    },
    (opened) => {
      page = opened;
    },
  );

  it("a list says what becomes of the facilities that are there, and joins them without its doubles", async () => {
    await open();
    const list = createOverlappingList(study);
    await bring(list);
    const choice = page.getByTestId("import-join");
    expect(await choice.textContent()).toContain("研究中已有幼儿园 586 处");
    expect(await choice.textContent()).toContain("10 处与现有设施同名且相距不到 50 m");
    expect(await choice.getByLabel("替换本类设施（586 → 40）").isChecked()).toBe(true);
    expect(await readText(page, "import-panel")).toContain("替换：586 → 40 处");
    await choice.getByLabel("加入现有设施（586 + 40 = 626）").check();
    await expect.poll(() => readText(page, "import-panel")).toContain("加入：586 → 626 处");
    await choice.getByLabel("跳过疑似重复（586 + 30 = 616）").check();
    await expect.poll(() => readText(page, "import-panel")).toContain("加入：586 → 616 处");
    await finish();
    await goTo(page, "数据");
    expect(await page.locator(".data-table tr", { hasText: "幼儿园" }).first().textContent()).toContain("616");
    expect(await page.locator("body").textContent()).toContain("幼儿园的名单由两份合成：原有 586 处，加入 40 处");
    const told = await expectSameAsCommandLine([list], ["--add", "kindergarten", "--skip-duplicates"]);
    expect(told).toContain("10 of them probable duplicates (same name within 50 m), which were skipped");
  });

  it("a list takes the place of the facilities that are there where nothing else is decided", async () => {
    await open();
    const list = createOverlappingList(study);
    await bring(list);
    await finish();
    const told = await expectSameAsCommandLine([list], []);
    expect(told).toContain("586 before, 40 now");
  });

  it("men and women are added up, and people held against a total and scaled to it, as on the command line", async () => {
    await open();
    const table = createSexesTable(study);
    await bring(table);
    expect(await page.getByTestId("import-finish").isDisabled()).toBe(true);
    expect(await readText(page, "import-control")).toContain("先处理上面的问题");
    await page.getByTestId("import-sum-sexes").check();
    const total = page.getByLabel("全体的控制总数（人）");
    await total.fill("3,105,591");
    await total.press("Enter");
    await expect.poll(() => readText(page, "import-difference-all")).toMatch(/^−97.437（−3\.1%）$/);
    expect(await readText(page, "import-control")).toContain("请注明来源和日期");
    for (const [label, value] of [
      ["来源", "七普公报"],
      ["日期", "2020-11-01"],
    ] as const) {
      await page.getByTestId("import-control").getByLabel(label).fill(value);
      await page.getByTestId("import-control").getByLabel(label).press("Enter");
    }
    expect(await page.getByLabel("保留研究中的人数").isChecked()).toBe(true);
    await page.getByLabel("按控制总数缩放").check();
    await finish();
    await goTo(page, "数据");
    expect(await page.locator("body").textContent()).toMatch(
      /总人口由 \d+ 按控制总数（七普公报，2020-11-01）缩放到 3105591/,
    );
    const control = ["--control-total", "3105591", "--control-source", "七普公报", "--control-date", "2020-11-01"];
    await expectSameAsCommandLine([table], ["--sum-sexes", ...control, "--scale-to-control"]);
  });

  it("totals of several groups may each have a source of their own, as on the command line", async () => {
    await open();
    const table = createAgesTable(study);
    await bring(table);
    const control = page.getByTestId("import-control");
    for (const [group, people] of [
      ["全体", "3,105,591"],
      ["60 岁以上", "640901"],
    ] as const) {
      await page.getByLabel(`${group}的控制总数（人）`).fill(people);
      await page.getByLabel(`${group}的控制总数（人）`).press("Enter");
    }
    await control.getByLabel("来源（其余各组）").fill("七普公报");
    await control.getByLabel("日期（其余各组）").fill("2020-11-01");
    await control.getByLabel("日期（其余各组）").press("Enter");
    await expect.poll(() => readText(page, "import-basis-60+")).toContain("来源：七普公报，2020-11-01");
    await page.getByRole("button", { name: "60 岁以上：另注来源" }).press("Enter");
    await page.getByLabel("60 岁以上的来源").fill("民政局台账");
    await page.getByLabel("60 岁以上的来源").press("Enter");
    for (const theme of ["light", "dark"]) {
      if (theme === "dark") await page.evaluate(() => document.querySelector<HTMLElement>(".bar-theme")?.click());
      await page.waitForTimeout(300);
      expect(await findBarriers(page), theme).toEqual([]);
    }
    await finish();
    await goTo(page, "数据");
    const body = await page.locator("body").textContent();
    expect(body).toMatch(/总人口为 \d+ 人，控制总数（七普公报，2020-11-01）为 3105591 人/);
    expect(body).toMatch(/60\+ 岁人口为 \d+ 人，控制总数（民政局台账，2020-11-01）为 640901 人/);
    const totals = ["--control-total", "3105591", "--control-total", "60+=640901", "--control-date", "2020-11-01"];
    const sources = ["--control-source", "七普公报", "--control-source", "60+=民政局台账"];
    await expectSameAsCommandLine([table], [...totals, ...sources]);
  });

  it("what is no number is no control total", async () => {
    await open();
    await bring(createSexesTable(study));
    await page.getByTestId("import-sum-sexes").check();
    const total = page.getByLabel("全体的控制总数（人）");
    await total.fill("约三百万");
    await total.press("Enter");
    expect(await total.inputValue()).toBe("");
    expect(await readText(page, "import-difference-all")).toBe("—");
  });

  it("reading again as decided tells its progress, and given up leaves what was decided before", async () => {
    await open();
    await bring(createLargeList(study));
    const choice = page.getByTestId("import-join");
    await choice.locator("input[type=radio]").nth(1).check();
    const underway = page.getByTestId("import-revising");
    await underway.waitFor(LONG);
    await underway.getByRole("button", { name: "取消" }).click();
    await underway.waitFor({ state: "detached" });
    expect(await choice.locator("input[type=radio]").first().isChecked()).toBe(true);
    expect(await readText(page, "import-panel")).toContain("替换：586 →");
  });

  it("forms are offered beside opening, with the command line's bytes", async () => {
    await open();
    await goTo(page, "数据");
    for (const [label, id, format] of [
      ["Excel 设施清单模板，下载", "facilities", "xlsx"],
      ["CSV 社区人口表模板，下载", "communities", "csv"],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: label }).click(),
      ]);
      const bytes = readFileSync(await download.path());
      expect(bytes.equals(Buffer.from(writeTemplate(id, format)))).toBe(true);
      const out = join(folder(), download.suggestedFilename());
      expect(runCommand(["import", "--template", id, "--out", out]).status).toBe(0);
      expect(readFileSync(out).equals(bytes)).toBe(true);
    }
  });

  it.each([
    ["a desk", {}],
    ["a phone", { width: 390, height: 844, hasTouch: true }],
  ] as const)("has nothing that axe calls serious on %s, light or dark", async (_, size) => {
    await open(size);
    await bring(createOverlappingList(study), createSexesTable(study));
    await page.locator(".import-layer", { hasText: "社区人口" }).click();
    await page.getByTestId("import-sum-sexes").check();
    await page.getByLabel("全体的控制总数（人）").waitFor();
    for (const theme of ["light", "dark"]) {
      if (theme === "dark") await page.evaluate(() => document.querySelector<HTMLElement>(".bar-theme")?.click());
      for (const layer of await page.locator(".import-layer").all()) {
        await layer.click();
        await page.waitForTimeout(300);
        expect(await findBarriers(page), theme).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      }
    }
  });
});
