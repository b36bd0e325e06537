/** Calling off what takes long: the page stays usable, the open study as it was, and what was decided before stands again. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Study } from "../../src/core/model/study.ts";
import { bringInTests, LONG } from "../support/bring-files.ts";
import { createAmapList, createLargeList } from "../support/brought-files.ts";
import { dropFiles, exportFile, goTo, readText } from "../support/use-page.ts";

describe("an import that is called off", () => {
  let study: Study;
  let page: Page;
  const { open, bring, finish } = bringInTests(
    (read) => {
      study = read;
    },
    (opened) => {
      page = opened;
    },
  );

  /** What the open study says of itself. */
  async function figures(): Promise<string> {
    await goTo(page, "覆盖");
    const said = [await readText(page, "study-title"), await readText(page, "answer-sentence")];
    return [...said, (await exportFile(page, "communities.csv")).toString()].join("\n");
  }

  it("while a large file is read, leaves the study as it was, and another file can be brought at once", async () => {
    await open();
    const before = await figures();
    await dropFiles(page, [createLargeList(study, 400_000)]);
    const reading = page.getByTestId("import-reading");
    await reading.getByRole("button", { name: "取消" }).click();
    await reading.waitFor({ state: "detached" });
    expect(await page.getByTestId("import-panel").count()).toBe(0);
    expect(await page.getByTestId("import-reading").count()).toBe(0);
    expect(await figures()).toBe(before);
    await bring(createAmapList(study));
    expect(await readText(page, "import-panel")).toContain("60 行");
    await finish();
  });

  it("while its study is made, stands again as it was shown, and can be decided about and finished", async () => {
    await open();
    const before = await figures();
    await bring(createLargeList(study));
    const choice = page.getByTestId("import-join").locator("input[type=radio]");
    await choice.nth(1).check();
    await expect.poll(() => readText(page, "import-panel"), LONG).toMatch(/加入：586 → 60.586 处/);
    await page.getByTestId("import-revising").waitFor({ state: "detached", ...LONG });
    // Confirmed before it was looked over, so that the study is made anew; called off in the midst of that.
    await choice.nth(0).check();
    await page.getByTestId("import-finish").press("Enter");
    const making = page.getByTestId("import-panel").getByText("正在组成研究");
    await making.waitFor();
    await page.getByTestId("import-leave").press("Enter");
    await making.waitFor({ state: "detached", ...LONG });
    expect(await page.getByTestId("import-revising").count()).toBe(0);
    expect(await choice.nth(1).isChecked()).toBe(true);
    expect(await readText(page, "import-panel")).toMatch(/加入：586 → 60.586 处/);
    expect(await figures()).toBe(before);
    await goTo(page, "数据");
    await choice.nth(0).check();
    await expect.poll(() => readText(page, "import-panel"), LONG).toMatch(/替换：586 → 60.000 处/);
    await finish();
    await goTo(page, "数据");
    await expect
      .poll(() => page.locator(".data-table tr", { hasText: "幼儿园" }).first().textContent())
      .toContain("60");
  });
});
