import { describe, expect, it } from "vitest";
import { AnalysisError } from "../../../src/core/errors.ts";
import { countPixels, paintPng } from "../../../src/report/scene/paint-png.ts";
import type { Mark, Scene } from "../../../src/report/scene/scene.ts";
import { readPixels } from "../../support/read-pixels.ts";
import { readReportTools } from "../../support/read-report-tools.ts";
import { createSampleScene } from "../../support/sample-scene.ts";

const tools = readReportTools();

describe("paintPng", () => {
  it("counts whole pixels of each page: A3 at 300 dots per inch has 4961 × 3508, A0 14043 × 9933", () => {
    expect([countPixels(420, 300), countPixels(297, 300)]).toEqual([4961, 3508]);
    expect([countPixels(1189, 300), countPixels(841, 300)]).toEqual([14043, 9933]);
    expect(countPixels(0.01, 300)).toBe(1);
  });

  it("draws A3 at 300 dots per inch to the edge, says its density and is not blank", async () => {
    const sheet: Scene = { ...createSampleScene(), widthMm: 420, heightMm: 297 };
    const strips: string[] = [];
    const png = await paintPng(sheet, 300, tools, { onStrip: (done, total) => strips.push(`${done}/${total}`) });
    const pixels = readPixels(png);
    expect([pixels.width, pixels.height, pixels.channels]).toEqual([4961, 3508, 3]);
    expect(pixels.pixelsPerMetre).toBe(11811);
    const corner = (3508 * 4961 - 1) * 3;
    expect([...pixels.data.subarray(corner, corner + 3)]).toEqual([0xfb, 0xfa, 0xf7]);
    expect(pixels.meanOf(118, 118, 700, 580)).toBeLessThan(240);
    expect(strips.length).toBeGreaterThan(3);
    expect(strips.at(-1)).toBe(`${strips.length}/${strips.length}`);
  });

  it("shows no seam: strips of any height make the same picture", async () => {
    const whole = readPixels(await paintPng(createSampleScene(), 200, tools, { rowsPerStrip: 1000 }));
    for (const rowsPerStrip of [37, 100, 211]) {
      const striped = readPixels(await paintPng(createSampleScene(), 200, tools, { rowsPerStrip }));
      // Edges that a seam cuts are rounded anew: a few pixels differ by less than a fifth of the way to white.
      const differences = whole.data.map((value, at) => Math.abs(value - striped.data[at]!));
      const seen = differences.filter((difference) => difference > 8).length;
      expect(Math.max(...new Set(differences)), `strips of ${rowsPerStrip} rows`).toBeLessThan(50);
      expect(seen / differences.length, `strips of ${rowsPerStrip} rows`).toBeLessThan(0.001);
    }
  });

  it("is transparent where the scene has no background, with colours that are not darkened", async () => {
    const clear: Scene = {
      widthMm: 10,
      heightMm: 10,
      background: null,
      marks: [{ kind: "rect", x: 0, y: 0, width: 5, height: 10, fill: { colour: "#2a6f97", opacity: 0.5 } }],
    };
    const pixels = readPixels(await paintPng(clear, 25.4, tools));
    expect(pixels.channels).toBe(4);
    expect([...pixels.data.subarray(36, 40)]).toEqual([0, 0, 0, 0]);
    const [red, green, blue, opacity] = pixels.data;
    expect(Math.abs(opacity! - 128)).toBeLessThanOrEqual(1);
    expect(Math.max(Math.abs(red! - 0x2a), Math.abs(green! - 0x6f), Math.abs(blue! - 0x97))).toBeLessThanOrEqual(2);
  });

  it("draws Chinese in both weights: ink where the letters are", async () => {
    const drawn = (weight: 400 | 700, text: string): Promise<Uint8Array> =>
      paintPng(
        {
          widthMm: 50,
          heightMm: 10,
          background: "#ffffff",
          marks: [{ kind: "text", x: 2, y: 7, text, sizeMm: 5, weight, colour: "#000000", anchor: "start" }],
        },
        127,
        tools,
      );
    const light = readPixels(await drawn(400, "大同市平城区")).meanOf(0, 0, 250, 50);
    const bold = readPixels(await drawn(700, "大同市平城区")).meanOf(0, 0, 250, 50);
    expect(light).toBeLessThan(245);
    expect(bold).toBeLessThan(light - 3);
    expect(readPixels(await drawn(400, "")).meanOf(0, 0, 250, 50)).toBe(255);
  });

  it("draws clipped groups whose marks lie beside the strip or the page", async () => {
    const clipped = (x: number, y: number, clipX: number): Mark => ({
      kind: "group",
      x: 0,
      y: 0,
      clip: { x: clipX, y: 0, width: 40, height: 30 },
      marks: [{ kind: "path", parts: [[x, y, x + 3, y, x, y + 3]], isClosed: true, fill: { colour: "#000000" } }],
    });
    const beside: Scene = {
      widthMm: 40,
      heightMm: 30,
      background: "#ffffff",
      marks: [clipped(60, 5, 0), clipped(5, 60, 0), clipped(5, 5, 90), clipped(20, 14, 0), clipped(0, 0, 40)],
    };
    const pixels = readPixels(await paintPng(beside, 127, tools, { rowsPerStrip: 10 }));
    expect(pixels.meanOf(100, 70, 15, 15)).toBeLessThan(180);
    expect(pixels.meanOf(0, 0, 90, 150)).toBe(255);
  });

  it("stops between two strips when it is asked to", async () => {
    const signal = { aborted: false };
    const painting = paintPng(createSampleScene(), 200, tools, {
      rowsPerStrip: 50,
      signal,
      onStrip: (done) => {
        if (done === 2) signal.aborted = true;
      },
    });
    await expect(painting).rejects.toThrow(AnalysisError);
  });
});
