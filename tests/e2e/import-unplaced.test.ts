/** A list of which some rows state no position: two layers in the review, one study, and the same on the command line. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Study } from "../../src/core/model/study.ts";
import { bringInTests } from "../support/bring-files.ts";
import { type GivenFile, goTo, readText } from "../support/use-page.ts";

/** Forty clinics, every tenth with “/” in the place of its position; of these one names a community that there is not. */
function createHalfPlacedList({ communities }: Study): GivenFile {
  const rows = Array.from({ length: 40 }, (_, row) => {
    const index = 14 * row;
    const [lon, lat] = [communities.centres[2 * index] as number, communities.centres[2 * index + 1] as number];
    const isPlaced = row % 10 !== 9;
    const code = row === 39 ? "" : communities.ids[index];
    const name = row === 39 ? "不存在的社区" : communities.names[index];
    const position = isPlaced ? `${lon.toFixed(6)},${lat.toFixed(6)}` : "/,/";
    return `${row + 1},第${row + 1}卫生室,${name},${code},${position}`;
  });
  const text = `序号,卫生室名称,社区,社区代码,经度,纬度\n${rows.join("\n")}\n`;
  return { name: "卫生室.csv", bytes: Buffer.from(text) };
}

describe("a list of which some rows state no position", () => {
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

  it("is shown as what it has on the map and what is matched by community, and gives the command line's bytes", async () => {
    await open();
    const list = createHalfPlacedList(study);
    await bring(list);
    const panel = page.getByTestId("import-panel");
    await expect.poll(() => panel.textContent()).toContain("卫生室.csv › 无坐标的行");
    await page.locator(".import-layer", { hasText: "无坐标的行" }).click();
    const details = page.getByTestId("import-details");
    await expect.poll(() => details.locator("h2").textContent()).toBe("卫生室.csv › 无坐标的行");
    expect(await readText(page, "import-matching")).toBe("4 行中 3 行对应到社区，1 行待定，0 行不在本研究。");
    await page.getByRole("button", { name: "逐行核对" }).click();
    await page.locator(".import-match", { hasText: "第40卫生室" }).waitFor();
    await finish();
    const said = await expectSameAsCommandLine([list]);
    expect(said).toContain("有 4 行没有坐标，其中 3 行放在所写的社区");
    await goTo(page, "数据");
    const origins = page.getByTestId("layer-origins");
    await expect.poll(() => origins.textContent()).toContain("无坐标的行");
  });
});
