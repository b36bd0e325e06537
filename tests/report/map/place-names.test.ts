import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxesMeet, type NameWish, placeNames } from "../../../src/report/map/place-names.ts";
import type { MeasureText } from "../../../src/report/scene/scene.ts";

const FRAME = { widthMm: 120, heightMm: 80 };
const measureText: MeasureText = (text, sizeMm) => [...text].length * sizeMm;

function wish(text: string, x: number, y: number, more: Partial<NameWish> = {}): NameWish {
  return {
    text,
    x,
    y,
    sizeMm: 2.5,
    weight: 400,
    colour: "#000000",
    haloColour: "#ffffff",
    paddingMm: 0.5,
    mayShift: true,
    mayHideIcons: false,
    ...more,
  };
}

const wishes = fc.array(
  fc
    .tuple(
      fc.stringMatching(/^[大同市平城区社区甲乙]{1,24}$/),
      fc.double({ min: -5, max: 125, noNaN: true }),
      fc.double({ min: -5, max: 85, noNaN: true }),
    )
    .map(([text, x, y]) => wish(text, x, y)),
  { maxLength: 60 },
);

describe("names on a map", () => {
  it("never overlap, never leave the frame and never hide an icon that they need not", () => {
    fc.assert(
      fc.property(wishes, (asked) => {
        const icons = [{ x: 60, y: 40, radiusMm: 4 }];
        const { names } = placeNames(asked, icons, FRAME, measureText);
        for (const [index, name] of names.entries()) {
          expect(name.x >= 0 && name.y >= 0 && name.x + name.width <= 120 && name.y + name.height <= 80).toBe(true);
          expect(boxesMeet(name, { x: 56, y: 36, width: 8, height: 8 })).toBe(false);
          for (const other of names.slice(index + 1)) expect(boxesMeet(name, other)).toBe(false);
        }
      }),
    );
  });

  it("give the place to the more important one; the other stands beside it or not at all", () => {
    const county = wish("平城区", 60, 40);
    const { names } = placeNames(
      [county, wish("甲社区", 60, 41), wish("乙社区", 60, 41, { mayShift: false })],
      [],
      FRAME,
      measureText,
    );
    expect(names.map(({ text }) => text)).toEqual(["平城区", "甲社区"]);
    expect(names[0]?.x).toBeCloseTo(60 - 3.75);
  });

  it("break long ones into lines of about the same length", () => {
    const { marks } = placeNames([wish("大同经济技术开发区", 60, 40)], [], FRAME, measureText);
    expect(marks.map((mark) => (mark.kind === "text" ? mark.text : ""))).toEqual(["大同经济技", "术开发区"]);
  });

  it("stand beside an icon, or over it where they may", () => {
    const icon = { x: 60, y: 40, radiusMm: 1 };
    const shifted = placeNames([wish("甲", 60, 40)], [icon], FRAME, measureText).names[0];
    expect(shifted && boxesMeet(shifted, { x: 59, y: 39, width: 2, height: 2 })).toBe(false);
    expect(placeNames([wish("甲", 60, 40, { mayShift: false })], [icon], FRAME, measureText).names).toEqual([]);
    expect(
      placeNames([wish("甲", 60, 40, { mayShift: false, mayHideIcons: true })], [icon], FRAME, measureText).names,
    ).toHaveLength(1);
  });
});
