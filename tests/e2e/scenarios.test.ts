import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openBeforeTests } from "../support/built-app.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { type OpenedApp, waitForMap } from "../support/open-app.ts";
import { dropFiles, readText } from "../support/use-page.ts";

declare global {
  interface Window {
    mapTasks: number;
  }
}

/** Counts from now on what the map gives its own workers: shapes to be cut anew, whose frames would come before the new colours. */
async function countMapTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.mapTasks = 0;
    const post = Worker.prototype.postMessage as (this: Worker, message: unknown, transfer?: unknown) => void;
    Worker.prototype.postMessage = function (this: Worker, message: { kind?: string }, transfer?: unknown) {
      if (message.kind !== "request" && message.kind !== "cancel") window.mapTasks++;
      post.call(this, message, transfer);
    };
  });
}

describe("a scenario in the built app", () => {
  let app: OpenedApp;
  let page: Page;

  const settle = async (): Promise<void> => {
    await page.waitForTimeout(200);
    await waitForMap(page);
  };
  const change = async (): Promise<string> => {
    await settle();
    return await readText(page, "scenario-change");
  };

  openBeforeTests("选址", (opened) => {
    app = opened;
    page = opened.page;
  });

  it("places a facility by a click, drags it with the change beside the hand, and takes each step back", async () => {
    await page.getByTestId("new-scenario").click();
    expect(await change()).toBe("0 人");
    const box = await page.locator(".study-map-canvas").boundingBox();
    if (!box) throw new Error("no map");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    for (let step = 0; step < 6; step++) {
      await page.mouse.wheel(0, -400);
      await page.waitForTimeout(400);
    }
    await page.waitForTimeout(1000);
    await page.getByTestId("place-facility").click();
    await page.mouse.click(x + 60, y + 40);
    const placed = await change();
    expect(placed).toMatch(/^\+\d/);
    await page.waitForTimeout(800);

    await page.mouse.move(x + 60, y + 40);
    await page.waitForTimeout(300);
    await page.mouse.down();
    await page.waitForTimeout(300);
    await countMapTasks(page);
    const legend = await page.locator(".map-legend").first().boundingBox();
    if (!legend) throw new Error("no legend");
    await page.mouse.move(x, y);
    await page.mouse.move(legend.x + 40, legend.y + 20);
    await page.waitForTimeout(300);
    for (let step = 1; step <= 8; step++) {
      await page.mouse.move(x + 60 - step * 12, y + 40 - step * 9);
      await page.waitForTimeout(100);
    }
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => window.mapTasks)).toBe(0);
    expect(await readText(page, "drag-note")).toMatch(/^覆盖 ([+−]\d.*|0 )人$/);
    await page.mouse.up();
    const dragged = await change();
    expect(dragged).not.toBe(placed);

    await page.keyboard.press("Control+z");
    expect(await change()).toBe(placed);
    await page.keyboard.press("Control+z");
    expect(await change()).toBe("0 人");
    await page.keyboard.press("Control+Shift+z");
    expect(await change()).toBe(placed);
    await page.locator(".scenario-steps input").uncheck();
    expect(await change()).toBe("0 人");
  });

  it("a scenario of a thousand steps has those in view in the page alone, to the last one", async () => {
    const edits = Array.from({ length: 1000 }, (_, at) => ({
      kind: "add-facility",
      id: `edit-${at + 1}`,
      isOff: false,
      serviceId: "elderly-day-care",
      facilityId: `site-${at + 1}`,
      name: `新增点 ${at + 1}`,
      coordinates: [[113 + (at % 40) / 50, 39.7 + Math.floor(at / 40) / 40]],
      attributes: {},
    }));
    const bytes = Buffer.from(JSON.stringify({ scenarios: [{ id: "many", name: "千处", edits }] }));
    await dropFiles(page, [{ name: "scenarios.json", bytes }]);
    await page.getByTestId("step-count").waitFor();
    const all = await change();
    expect(await readText(page, "step-count")).toContain("共 1\u2009000 步");
    const steps = page.locator(".scenario-steps li");
    expect(await steps.count()).toBeLessThan(40);
    expect(await steps.first().textContent()).toContain("新增点 1");
    await page.locator(".scenario-steps-frame").evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
    const last = steps.filter({ hasText: "新增点 1000" });
    await last.waitFor();
    expect(await last.getAttribute("aria-posinset")).toBe("1000");
    await last.getByRole("button", { name: "删除" }).click();
    expect(await readText(page, "step-count")).toContain("共 999 步");
    await page.keyboard.press("Control+z");
    expect(await readText(page, "step-count")).toContain("共 1\u2009000 步");
    expect(await change()).toBe(all);
  });

  it("has nothing that stands in anybody's way, asks nobody else and logs no error", async () => {
    expect(await findBarriers(page)).toEqual([]);
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
