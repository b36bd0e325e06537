import { describe, expect, it } from "vitest";
import { selectInWindow } from "../../../src/report/scene/marks-in-window.ts";
import type { Mark } from "../../../src/report/scene/scene.ts";

const WINDOW = { left: 0, top: 10, right: 50, bottom: 20 };
const square = (x: number, y: number): number[] => [x, y, x + 2, y, x + 2, y + 2, x, y + 2];
const path = (...parts: number[][]): Mark => ({ kind: "path", parts, isClosed: true, fill: { colour: "#000000" } });

describe("selectInWindow", () => {
  it("keeps the parts of a path that touch the window, whole", () => {
    const across = [0, 0, 40, 40, 0, 40];
    expect(selectInWindow([path(square(5, 12), square(5, 2), across, square(60, 12))], WINDOW)).toEqual([
      path(square(5, 12), across),
    ]);
    expect(selectInWindow([path(square(5, 30))], WINDOW)).toEqual([]);
  });

  it("keeps what reaches in with its line, its letters or its turn", () => {
    const stroke = { colour: "#000000", widthMm: 1 };
    const line: Mark = { kind: "path", parts: [[0, 9, 9, 9]], isClosed: false, stroke };
    const thin: Mark = { ...line, stroke: { ...stroke, widthMm: 0.1 } };
    const text = (y: number, angle: number): Mark => ({
      kind: "text",
      x: 5,
      y,
      text: "大同市平城区",
      sizeMm: 3,
      weight: 400,
      colour: "#000000",
      anchor: "start",
      angle,
    });
    expect(selectInWindow([line, thin], WINDOW)).toEqual([line]);
    expect(selectInWindow([text(22, 0), text(40, 0), text(34, -90)], WINDOW)).toEqual([text(22, 0), text(34, -90)]);
  });

  it("looks into moved groups", () => {
    const group = (y: number): Mark => ({ kind: "group", x: 0, y, marks: [path(square(5, 2)), path(square(5, 40))] });
    expect(selectInWindow([group(0)], WINDOW)).toEqual([]);
    expect(selectInWindow([group(10)], WINDOW)).toEqual([{ ...group(10), marks: [path(square(5, 2))] }]);
  });
});
