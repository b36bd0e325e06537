import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openBeforeTests } from "../support/built-app.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { listFigures } from "../support/list-figures.ts";
import { type OpenedApp, waitForMap } from "../support/open-app.ts";
import { TWO_SCENARIOS } from "../support/two-scenarios.ts";
import { dropFiles } from "../support/use-page.ts";

/** Red, green, blue of each pixel of a part of the page. */
type Pixels = readonly number[];

describe("two scenarios on the map of the built app", () => {
  let app: OpenedApp;
  let page: Page;

  const mode = (index: number) => page.locator("[data-testid=comparison-mode] input[type=radio]").nth(index);
  const rest = async (): Promise<void> => {
    await page.waitForTimeout(1500);
  };
  const cameras = (): Promise<(string | undefined)[]> =>
    page.locator(".study-map-canvas").evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.camera));
  const stage = async () => {
    const box = await page.locator(".map-stage").boundingBox();
    if (!box) throw new Error("no map");
    return box;
  };
  /** A strip of the map beside all that stands on it, read where the picture is decoded: in the browser. */
  const look = async (from: number, to: number): Promise<Pixels> => {
    const box = await stage();
    const clip = {
      x: box.x + from * box.width,
      y: box.y + 0.42 * box.height,
      width: (to - from) * box.width,
      height: 90,
    };
    const picture = (await page.screenshot({ clip })).toString("base64");
    const blank = await page.context().newPage();
    try {
      return await blank.evaluate(async (base64) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const canvas = document.createElement("canvas");
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext("2d");
        if (!context) throw new Error("no canvas");
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        return [...data].filter((_, at) => at % 4 !== 3);
      }, picture);
    } finally {
      await blank.close();
    }
  };
  /** The share of pixels that are plainly another colour. */
  const difference = (one: Pixels, other: Pixels): number => {
    expect(one.length).toBe(other.length);
    let differing = 0;
    for (let at = 0; at < one.length; at += 3) {
      const apart = [0, 1, 2].map((part) => Math.abs((one[at + part] as number) - (other[at + part] as number)));
      if (Math.max(...apart) > 24) differing++;
    }
    return differing / (one.length / 3);
  };
  const line = () => page.getByTestId("swipe-line");
  const lineAt = async (): Promise<number> => Number(await line().getAttribute("aria-valuenow"));

  openBeforeTests("选址", async (opened) => {
    app = opened;
    page = opened.page;
    const bytes = Buffer.from(JSON.stringify({ scenarios: TWO_SCENARIOS }));
    await dropFiles(page, [{ name: "scenarios.json", bytes }]);
    await page.getByTestId("open-comparison").waitFor();
    await waitForMap(page);
    await page.getByTestId("open-comparison").click();
    await page.waitForSelector('[data-testid="comparison-answers"][aria-busy="false"]');
    await page.getByTestId("fold-comparison").click();
    await rest();
  });

  it("swipe: the second map comes with the camera of the first, and each side has a name and a figure", async () => {
    const [before] = await cameras();
    await mode(1).check();
    await rest();
    const [left, right] = await cameras();
    expect([left, right]).toEqual([before, before]);
    await page.getByTestId("side-left").selectOption({ label: "城东" });
    await page.getByTestId("side-right").selectOption({ label: "关停" });
    await rest();
    const labels = await page.getByTestId("side-label").allTextContents();
    expect(labels[0]).toMatch(/^城东覆盖 \d+\.\d%/);
    expect(labels[1]).toMatch(/^关停覆盖 \d+\.\d%/);
    expect(labels[0]?.slice(2)).not.toBe(labels[1]?.slice(2));
    expect(await page.getByTestId("map-legend").count()).toBe(1);
  });

  it("left of the line stands one scenario, right of it the other, wherever the keyboard puts it", async () => {
    await line().focus();
    await page.keyboard.press("End");
    await rest();
    expect(await lineAt()).toBe(100);
    const ofLeft = [await look(0.34, 0.46), await look(0.54, 0.66)] as const;
    await line().focus();
    await page.keyboard.press("Home");
    await rest();
    expect(await lineAt()).toBe(0);
    const ofRight = [await look(0.34, 0.46), await look(0.54, 0.66)] as const;
    // The two differ on the strips that are looked at.
    expect(difference(ofLeft[0], ofRight[0]) + difference(ofLeft[1], ofRight[1])).toBeGreaterThan(0.05);
    for (let step = 0; step < 5; step++) await page.keyboard.press("PageUp");
    await rest();
    expect(await lineAt()).toBe(50);
    expect(difference(await look(0.34, 0.46), ofLeft[0])).toBeLessThan(0.01);
    expect(difference(await look(0.54, 0.66), ofRight[1])).toBeLessThan(0.01);
    await page.keyboard.press("ArrowLeft");
    expect(await lineAt()).toBe(48);
  });

  it("the line follows the mouse and moves no map; a drag beside it moves both", async () => {
    const [before] = await cameras();
    const box = await stage();
    const grip = await line().boundingBox();
    if (!grip) throw new Error("no line");
    const y = box.y + box.height / 2;
    await page.mouse.move(grip.x + grip.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.7 * box.width, y, { steps: 6 });
    await page.mouse.up();
    expect(await lineAt()).toBe(70);
    await rest();
    expect(await cameras()).toEqual([before, before]);
    for (const at of [0.55, 0.85]) {
      const [start] = await cameras();
      await page.mouse.move(box.x + at * box.width, box.y + 0.3 * box.height);
      await page.mouse.down();
      await page.mouse.move(box.x + at * box.width - 50, box.y + 0.3 * box.height + 30, { steps: 6 });
      await page.mouse.up();
      await rest();
      const [left, right] = await cameras();
      expect(left).not.toBe(start);
      expect(right).toBe(left);
    }
  });

  it("side by side: modes change and the camera stays; what moves one map moves the other, whichever it is", async () => {
    const [before] = await cameras();
    await mode(2).check();
    await rest();
    expect(await cameras()).toEqual([before, before]);
    const box = await stage();
    for (const at of [0.42, 0.75]) {
      const [start] = await cameras();
      await page.mouse.move(box.x + at * box.width, box.y + 0.4 * box.height);
      await page.mouse.down();
      await page.mouse.move(box.x + at * box.width + 40, box.y + 0.4 * box.height - 25, { steps: 6 });
      await page.mouse.up();
      await page.mouse.wheel(0, -240);
      await rest();
      const [left, right] = await cameras();
      expect(left).not.toBe(start);
      expect(right).toBe(left);
    }
    await page.getByRole("button", { name: "缩小" }).click();
    await rest();
    const [left, right] = await cameras();
    expect(right).toBe(left);
  });

  it("a community under the pointer is named on both sides, and the tooltip says both figures", async () => {
    const box = await stage();
    // Somewhere there is a community and no facility.
    for (let step = 0; step < 12; step++) {
      await page.mouse.move(box.x + 0.66 * box.width + 9 * step, box.y + 0.5 * box.height + 7 * step);
      await page.waitForTimeout(150);
      if ((await page.getByTestId("side-community").count()) === 2) break;
    }
    const named = await page.getByTestId("side-community").allTextContents();
    const [name] = (named[0] ?? "").split(" ");
    expect(named).toHaveLength(2);
    expect(named[1]?.startsWith(name as string)).toBe(true);
    const tooltip = await page.getByTestId("map-tooltip").textContent();
    expect(tooltip).toContain("此侧 关停：");
    expect(tooltip).toContain("另一侧 城东：");
  });

  it("keeps both maps in step when the table opens, and has nothing in anybody's way and no number that leads nowhere", async () => {
    const [before] = await cameras();
    await page.mouse.move(5, 5);
    await page.getByTestId("fold-comparison").click();
    await rest();
    expect(await cameras()).toEqual([before, before]);
    const sizes = await page
      .locator(".study-map-canvas canvas")
      .evaluateAll((all) =>
        all.map((each) => [each.clientWidth, each.clientHeight, each.parentElement?.parentElement?.clientHeight]),
      );
    for (const [width, height, room] of sizes) {
      expect(height).toBe(room);
      expect(Math.abs((width as number) - (sizes[0]?.[0] as number))).toBeLessThanOrEqual(1);
    }
    expect(await findBarriers(page)).toEqual([]);
    expect((await listFigures(page)).unled).toEqual([]);
  });

  it("back to the difference there is one map again, with the camera that the two had; nobody else is asked", async () => {
    const [before] = await cameras();
    await mode(0).check();
    await rest();
    expect(await cameras()).toEqual([before]);
    expect(await page.locator(".study-map-canvas canvas").count()).toBe(1);
    expect(app.outsideRequests).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
