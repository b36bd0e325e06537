import { describe, expect, it } from "vitest";
import { createMapFrame } from "../../../src/report/map/map-frame.ts";
import { drawGrid } from "../../../src/report/sheet/draw-grid.ts";
import { createSheetStyle } from "../../../src/report/sheet/sheet-style.ts";
import { degreeWords, scaleWords } from "../../../src/report/sheet/sheet-words.ts";

const style = createSheetStyle({ page: "A3", isPortrait: false }, (text, sizeMm) => text.length * sizeMm);

describe("the grid of a map", () => {
  it("writes degrees where the meridian or parallel of that name leaves the frame", () => {
    const frame = createMapFrame({ kind: "bounds", bounds: [113.1, 39.9, 113.5, 40.2] }, 300, 220);
    const { labels } = drawGrid(frame, style);
    expect(labels.length).toBeGreaterThan(6);
    for (const label of labels) {
      if (label.kind !== "text") throw new Error("a label that is no text");
      const [, degrees, minutes, letter] = /^(\d+)°(\d\d)′([EN])$/.exec(label.text) ?? [];
      const value = Number(degrees) + Number(minutes) / 60;
      const isInside = label.x > 0 && label.x < 300 && label.y > 0 && label.y < 220;
      expect(isInside).toBe(false);
      const [lon, lat] = frame.toDegrees(Math.min(300, Math.max(0, label.x)), Math.min(220, Math.max(0, label.y)));
      expect(letter === "E" ? lon : lat).toBeCloseTo(value, 4);
    }
  });
});

describe("words of a sheet", () => {
  it("say degrees in whole minutes with their hemisphere", () => {
    expect(degreeWords(113.3, "EW")).toBe("113°18′E");
    expect(degreeWords(-0.5, "NS")).toBe("0°30′S");
    expect(degreeWords(59.9999999, "NS")).toBe("60°00′N");
  });

  it("say scales as Chinese maps do", () => {
    expect([50_000, 25_000, 850_000, 5000].map(scaleWords)).toEqual(["1:5万", "1:2.5万", "1:85万", "1:5\u2009000"]);
  });
});
