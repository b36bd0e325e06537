import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openBeforeTests } from "../support/built-app.ts";
import { findBarriers } from "../support/find-barriers.ts";
import { type OpenedApp, waitForMap } from "../support/open-app.ts";
import { TWO_SCENARIOS } from "../support/two-scenarios.ts";
import { dropFiles } from "../support/use-page.ts";

type Pixel = readonly [x: number, y: number];
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const PHONE = { width: 390, height: 844, hasTouch: true };

describe("two scenarios on the map of a phone", () => {
  let app: OpenedApp;
  let page: Page;

  const mode = (index: number) => page.locator("[data-testid=comparison-mode] .segmented-option").nth(index);
  const line = () => page.getByTestId("swipe-line");
  const lineAt = async (): Promise<number> => Number(await line().getAttribute("aria-valuenow"));
  const rest = async (): Promise<void> => {
    await page.waitForTimeout(1500);
  };
  const boxOf = async (locator: Locator): Promise<Box> => {
    const box = await locator.boundingBox();
    if (!box) throw new Error("It is not there.");
    return box;
  };
  const cameras = (): Promise<(string | undefined)[]> =>
    page.locator(".study-map-canvas").evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.camera));
  /** One finger put down, drawn along and lifted. */
  const draw = async ([first, ...others]: readonly [Pixel, ...Pixel[]]): Promise<void> => {
    const session = await page.context().newCDPSession(page);
    const send = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
      session.send("Input.dispatchTouchEvent", { type, touchPoints });
    await send("touchStart", [{ x: first[0], y: first[1] }]);
    for (const [x, y] of others) await send("touchMove", [{ x, y }]);
    await send("touchEnd", []);
    await session.detach();
  };
  const overlap = (a: Box, b: Box): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  openBeforeTests(
    "选址",
    async (opened) => {
      app = opened;
      page = opened.page;
      const bytes = Buffer.from(JSON.stringify({ scenarios: TWO_SCENARIOS }));
      await dropFiles(page, [{ name: "scenarios.json", bytes }]);
      await page.getByTestId("open-comparison").waitFor();
      await waitForMap(page);
      await page.getByTestId("open-comparison").tap();
      await page.waitForSelector('[data-testid="comparison-answers"][aria-busy="false"]');
    },
    PHONE,
  );

  it("leads to the map when the swipe is chosen, and nothing lies over the line's grip or the sides' names", async () => {
    await mode(1).tap();
    await line().waitFor();
    await rest();
    const stage = await boxOf(page.locator(".map-stage"));
    expect(stage.y).toBeGreaterThanOrEqual(0);
    expect(stage.y + stage.height).toBeLessThan(PHONE.height);
    const grip = await boxOf(page.locator(".swipe-grip"));
    const onTop = await page.evaluate(
      ([x, y]) => document.elementFromPoint(x, y)?.closest("[data-testid=swipe-line]") !== null,
      [grip.x + grip.width / 2, grip.y + grip.height / 2] as const,
    );
    expect(onTop).toBe(true);
    const boxes = await Promise.all(
      [
        page.getByTestId("side-label").first(),
        page.getByTestId("side-label").last(),
        page.getByTestId("map-legend"),
        page.locator(".map-stage .map-corner"),
        page.locator(".swipe-grip"),
      ].map(boxOf),
    );
    boxes.forEach((one, index) => {
      for (const other of boxes.slice(index + 1)) expect(overlap(one, other)).toBe(false);
    });
  });

  it("the line follows the finger and moves no map; a finger beside it moves both", async () => {
    const [before] = await cameras();
    const grip = await boxOf(page.locator(".swipe-grip"));
    const stage = await boxOf(page.locator(".map-stage"));
    const y = grip.y + grip.height / 2;
    const x = grip.x + grip.width / 2;
    const to = stage.x + 0.8 * stage.width;
    await draw([
      [x, y],
      [x + 20, y + 4],
      [x + 60, y + 8],
      [to, y],
    ]);
    expect(await lineAt()).toBe(80);
    await rest();
    expect(await cameras()).toEqual([before, before]);
    await draw([
      [stage.x + 100, y],
      [stage.x + 110, y + 10],
      [stage.x + 130, y + 30],
      [stage.x + 160, y + 40],
    ]);
    await rest();
    const [left, right] = await cameras();
    expect(left).not.toBe(before);
    expect(right).toBe(left);
    expect(await lineAt()).toBe(80);
  });

  it("side by side: a finger on either map moves both, and the page is no wider than the phone", async () => {
    await mode(2).tap();
    await rest();
    const stage = await boxOf(page.locator(".map-stage"));
    for (const at of [0.25, 0.7]) {
      const [start] = await cameras();
      const [x, y] = [stage.x + at * stage.width, stage.y + 0.6 * stage.height];
      await draw([
        [x, y],
        [x + 8, y - 8],
        [x + 24, y - 24],
        [x + 40, y - 30],
      ]);
      await rest();
      const [left, right] = await cameras();
      expect(left).not.toBe(start);
      expect(right).toBe(left);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    expect(await findBarriers(page)).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
