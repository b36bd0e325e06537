import { describe, expect, it } from "vitest";
import type { Mark } from "../../../src/report/scene/scene.ts";
import { splitLayers } from "../../../src/report/scene/split-layers.ts";

const PAGE = { left: 0, top: 0, right: 100, bottom: 80 };
const dot = (x: number): Mark => ({ kind: "circle", x, y: 5, radiusMm: 1, fill: { colour: "#000000" } });
const clipped = (x: number, width: number, ...marks: Mark[]): Mark => ({
  kind: "group",
  x,
  y: 10,
  clip: { x: 0, y: 0, width, height: 20 },
  marks,
});

describe("splitLayers", () => {
  it("makes one layer of a drawing without clips", () => {
    const marks: Mark[] = [dot(1), { kind: "group", x: 3, y: 0, marks: [dot(2)] }, dot(3)];
    expect(splitLayers(marks, PAGE)).toEqual([{ window: PAGE, marks }]);
    expect(splitLayers([], PAGE)).toEqual([]);
  });

  it("gives a clipped group a window of its own and keeps the order of drawing", () => {
    const layers = splitLayers([dot(1), clipped(20, 30, dot(2), dot(4)), dot(3)], PAGE);
    expect(layers.map(({ window }) => window)).toEqual([PAGE, { left: 20, top: 10, right: 50, bottom: 30 }, PAGE]);
    expect(layers[1]!.marks).toEqual([
      { kind: "group", x: 20, y: 10, marks: [dot(2)] },
      { kind: "group", x: 20, y: 10, marks: [dot(4)] },
    ]);
  });

  it("cuts clips that lie in one another, in groups that are not clipped too", () => {
    const inner = clipped(10, 50, dot(1));
    const layers = splitLayers([{ kind: "group", x: 5, y: 5, marks: [clipped(20, 30, inner)] }], PAGE);
    expect(layers).toEqual([
      {
        window: { left: 35, top: 25, right: 55, bottom: 35 },
        marks: [{ kind: "group", x: 35, y: 25, marks: [dot(1)] }],
      },
    ]);
  });
});
