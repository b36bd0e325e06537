import { describe, expect, it } from "vitest";
import { flattenHatches, strokeHatch } from "../../../src/report/scene/flatten-hatches.ts";
import type { Hatch, Mark } from "../../../src/report/scene/scene.ts";
import { createSampleScene } from "../../support/sample-scene.ts";

const hatch = (more: Partial<Hatch> = {}): Hatch => ({
  kind: "strokes",
  colour: "#a3450f",
  opacity: 0.5,
  angle: 0,
  spacingMm: 2,
  widthMm: 0.2,
  ...more,
});
const rounded = (parts: readonly ArrayLike<number>[]): number[][] =>
  parts.map((part) => Array.from(part, (value) => Math.round(value * 1000) / 1000));

const lengthOf = (part: ArrayLike<number>): number => Math.hypot(part[2]! - part[0]!, part[3]! - part[1]!);

describe("strokeHatch", () => {
  it("cuts level strokes with the edges of the area", () => {
    const square = [0, 0, 10, 0, 10, 6, 0, 6];
    expect(rounded(strokeHatch([square], hatch()).parts)).toEqual([
      [0, 1, 10, 1],
      [0, 3, 10, 3],
      [0, 5, 10, 5],
    ]);
  });

  it("leaves holes free", () => {
    const square = [0, 0, 10, 0, 10, 6, 0, 6];
    const hole = [4, 2, 6, 2, 6, 4, 4, 4];
    expect(rounded(strokeHatch([square, hole], hatch()).parts)).toEqual([
      [0, 1, 10, 1],
      [0, 3, 4, 3],
      [6, 3, 10, 3],
      [0, 5, 10, 5],
    ]);
  });

  it("turns strokes clockwise and covers as much of the area as the hatch says, whatever the angle", () => {
    const triangle = [0, 0, 90, 10, 30, 80];
    const area = (90 * 80 - 10 * 30) / 2;
    for (const angle of [0, 17, 45, 90, 135, 200]) {
      const { parts } = strokeHatch([triangle], hatch({ angle }));
      const metres = parts.reduce((sum, part) => sum + lengthOf(part), 0);
      expect(metres * 2).toBeGreaterThan(area * 0.99);
      expect(metres * 2).toBeLessThan(area * 1.01);
      const [ax, ay, bx, by] = parts[5] as number[];
      const turned = (Math.atan2(by! - ay!, bx! - ax!) * 180) / Math.PI;
      expect((((turned - angle) % 180) + 180.0001) % 180).toBeLessThan(0.001);
    }
  });

  it("sets dots inside the area alone, as strokes without length and with round ends", () => {
    const { parts, stroke } = strokeHatch([[0, 0, 10, 0, 10, 10, 0, 10]], hatch({ kind: "dots", spacingMm: 1 }));
    expect(stroke?.cap).toBe("round");
    expect(parts.length).toBeGreaterThan(90);
    expect(parts.length).toBeLessThan(110);
    for (const [ax, ay, bx, by] of rounded(parts)) {
      expect([ax, ay]).toEqual([bx, by]);
      expect(ax! >= 0 && ax! <= 10 && ay! >= 0 && ay! <= 10).toBe(true);
    }
  });

  it("draws nothing in an area without vertices or without width", () => {
    expect(strokeHatch([], hatch()).parts).toEqual([]);
    expect(strokeHatch([[], [1, 1], [0, 0, 10, 0, 10, 0, 0, 0]], hatch()).parts).toEqual([]);
  });
});

describe("flattenHatches", () => {
  it("leaves no hatched fill, in groups neither, and keeps outlines and all else", () => {
    const list = (marks: readonly Mark[]): Mark[] =>
      marks.flatMap((mark) => (mark.kind === "group" ? list(mark.marks) : [mark]));
    const before = list(createSampleScene().marks);
    const after = list(flattenHatches(createSampleScene()).marks);
    expect(after.some((mark) => mark.kind !== "text" && "fill" in mark && mark.fill && "hatch" in mark.fill)).toBe(
      false,
    );
    expect(after.filter(({ kind }) => kind === "text")).toEqual(before.filter(({ kind }) => kind === "text"));
    expect(after).toHaveLength(before.length + 2);
  });
});
