import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openBeforeTests } from "../support/built-app.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { type OpenedApp, waitForMap } from "../support/open-app.ts";
import { dropFiles, readText } from "../support/use-page.ts";

describe("drawing a scenario in the built app", () => {
  let app: OpenedApp;
  let page: Page;
  let [x, y] = [0, 0];

  const settle = async (): Promise<void> => {
    await page.waitForTimeout(250);
    await waitForMap(page);
  };
  const steps = async (): Promise<string[]> => await page.locator(".scenario-steps label").allTextContents();
  const change = async (): Promise<string> => {
    await settle();
    return await readText(page, "scenario-change");
  };
  const finish = async (): Promise<void> => await page.getByTestId("draw-finish").click();
  const fault = async (): Promise<string> => await readText(page, "draw-fault");

  openBeforeTests("选址", async (opened) => {
    app = opened;
    page = opened.page;
    await page.getByTestId("new-scenario").click();
    const box = await page.locator(".study-map-canvas").boundingBox();
    if (!box) throw new Error("no map");
    [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    for (let step = 0; step < 6; step++) {
      await page.mouse.wheel(0, -400);
      await page.waitForTimeout(400);
    }
    await page.waitForTimeout(1000);
  });

  it("draws a street by clicks, says what is missing, and gives up on Escape", async () => {
    await page.getByTestId("draw-street").click();
    await finish();
    expect(await fault()).toContain("请在地图上点出至少两点");
    await page.mouse.click(x - 60, y - 50);
    await page.keyboard.press("Enter");
    expect(await fault()).toContain("请再点一处");
    await page.keyboard.press("Escape");
    expect(await page.getByTestId("draw-form").count()).toBe(0);
    expect(await steps()).toEqual([]);

    await page.getByTestId("draw-street").click();
    await page.mouse.click(x - 60, y - 50);
    await page.waitForTimeout(400);
    await page.mouse.click(x + 80, y + 60);
    await page.waitForTimeout(400);
    expect((await page.getByTestId("draw-points").inputValue()).split("\n")).toHaveLength(2);
    await page.keyboard.press("Enter");
    expect(await steps()).toEqual(["新增道路 新路 1"]);
    expect(await page.getByTestId("drawn-legend").textContent()).toBe("新增道路");
    expect(await change()).toMatch(/人$/);
  });

  it("adds an estate at typed coordinates, by keys alone", async () => {
    await page.getByTestId("draw-estate").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("draw-points").fill("40.08, 113.30");
    await page.getByTestId("draw-people-all").fill("3000");
    await page.keyboard.press("Enter");
    expect(await fault()).toContain("坐标读不出来");
    await page.getByTestId("draw-points").fill("110.30, 40.08");
    await page.getByTestId("draw-people-all").press("Enter");
    expect(await fault()).toContain("研究范围外");
    await page.getByTestId("draw-points").fill("113.30, 40.08");
    await page.getByTestId("draw-people-60+").fill("4000");
    await page.keyboard.press("Enter");
    expect(await fault()).toBe("“60 岁以上”多于全体人数：请改正其中一个。");
    await page.getByTestId("draw-people-60+").fill("600");
    await page.keyboard.press("Enter");
    expect((await steps()).at(-1)).toBe("新增小区 新小区 1");
    await settle();
    expect(await page.getByTestId("step-issue").first().textContent()).toContain("按 0 计");
  });

  it("closes a street, draws a wall, resizes a facility and changes a speed", async () => {
    await page.getByTestId("draw-close-street").click();
    await page.mouse.click(x - 60, y - 50);
    await finish();
    expect((await steps()).at(-1)).toMatch(/^封闭道路 /);

    await page.getByTestId("draw-barrier").click();
    await page.mouse.click(x - 90, y + 40);
    await page.waitForTimeout(400);
    await page.mouse.dblclick(x + 90, y + 50);
    expect((await steps()).at(-1)).toBe("新增阻隔 新阻隔 1");

    await page.getByTestId("draw-resize").click();
    await page.getByTestId("draw-facility").selectOption({ index: 1 });
    await page.getByTestId("draw-capacity").fill("-3");
    await finish();
    expect(await fault()).toContain("不小于 0");
    await page.getByTestId("draw-capacity").fill("999");
    await finish();
    expect((await steps()).at(-1)).toMatch(/^调整规模 /);

    await page.getByTestId("draw-profile").click();
    await page.getByTestId("draw-speed").fill("90");
    await finish();
    expect(await fault()).toContain("0.1 至 10");
    const before = await change();
    await page.getByTestId("draw-speed").fill("0.5");
    await finish();
    expect((await steps()).at(-1)).toMatch(/^改变速度 .+ 0\.5 m\/s$/);
    expect(await change()).not.toBe(before);
    expect(await steps()).toHaveLength(6);
  });

  it("opens a gate at a place, or says where there is none", async () => {
    await page.getByTestId("draw-gate").click();
    await page.getByTestId("draw-points").fill("113.9, 39.5");
    await page.getByTestId("draw-finish").focus();
    await finish();
    expect(await fault()).toContain("换一处");
    await page.keyboard.press("Escape");
  });

  it("renames, reorders, switches off, copies, takes back and brings back", async () => {
    const was = await steps();
    await page.locator(".scenario-name input").fill("修桥方案");
    await page.keyboard.press("Enter");
    expect(await page.locator(".scenario-choice").textContent()).toContain("修桥方案");
    const [first, second] = was;
    await page.getByRole("button", { name: `下移：${first}` }).click();
    expect((await steps()).slice(0, 2)).toEqual([second, first]);
    const whole = await change();
    await page.getByRole("checkbox", { name: /生效：改变速度/ }).uncheck();
    const without = await change();
    expect(without).not.toBe(whole);
    await page.locator(".scenarios h2").click();
    await page.keyboard.press("Control+z");
    expect(await change()).toBe(whole);
    await page.keyboard.press("Control+Shift+z");
    expect(await change()).toBe(without);
    await page.getByRole("button", { name: "另存为新方案" }).click();
    expect(await page.locator(".scenario-name input").inputValue()).toBe("修桥方案 2");
    expect(await change()).toBe(without);
    await page.getByRole("button", { name: "方案上移：修桥方案 2" }).click();
    expect(await page.locator(".scenario-choice label").allTextContents()).toEqual(["现状", "修桥方案 2", "修桥方案"]);
  });

  it("takes scenarios away as a file and brings them back, and refuses one that does not fit", async () => {
    const was = await steps();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "导出方案文件" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("scenarios.json");
    const bytes = readFileSync(await download.path());
    await page.getByRole("button", { name: "删除方案" }).click();
    await settle();
    await dropFiles(page, [{ name: "scenarios.json", bytes }]);
    await page.getByTestId("scenario-file-outcome").waitFor();
    expect(await readText(page, "scenario-file-outcome")).toBe("已导入 1 个方案。");
    expect(await steps()).toEqual(was);

    const foreign = JSON.stringify({
      scenarios: [
        {
          id: "scenario-1",
          name: "别处",
          edits: [{ id: "edit-1", isOff: false, kind: "close-facility", serviceId: "clinic", facilityId: "nowhere-7" }],
        },
      ],
    });
    const open = async (content: string): Promise<string> => {
      await page
        .getByTestId("scenario-file")
        .setInputFiles({ name: "别处.json", mimeType: "application/json", buffer: Buffer.from(content) });
      await page.waitForTimeout(300);
      return await readText(page, "scenario-file-outcome");
    };
    expect(await open(foreign)).toBe(
      "“别处.json”与当前研究不符，未导入：方案“别处”的各步都找不到对象（如 nowhere-7）。请先打开制作该方案时的研究。",
    );
    expect(await open("{")).toContain("内容不是 JSON");
    expect(await open(`{"scenarios":[{"id":"a","name":"b","edits":[{"kind":"x"}]}]}`)).toContain("的值不对");
    expect(await steps()).toEqual(was);
  });

  it("has nothing that stands in anybody's way, asks nobody else and logs no error", async () => {
    await page.getByTestId("draw-estate").click();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
