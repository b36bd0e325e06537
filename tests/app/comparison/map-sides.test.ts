import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseMapSides, placeSide } from "../../../src/app/comparison/comparison-view.ts";
import { moveByKey, shareAt } from "../../../src/app/comparison/swipe-share.ts";
import { createSharedClasses } from "../../../src/report/map/colour-classes.ts";
import { createCoverage } from "../map/create-map-study.ts";

const IDS = ["", "a", "b", "c"];
const NOBODY_CHOSE = { leftId: null, rightId: null, shownId: null };

describe("which two scenarios stand left and right", () => {
  it("the reference and the one shown, where nobody chose; the first where none is shown", () => {
    expect(chooseMapSides(IDS, NOBODY_CHOSE)).toEqual({ leftId: "", rightId: "a" });
    expect(chooseMapSides(IDS, { ...NOBODY_CHOSE, shownId: "c" })).toEqual({ leftId: "", rightId: "c" });
  });

  it("any two that are compared may be chosen, the reference need not be among them", () => {
    expect(chooseMapSides(IDS, { leftId: "c", rightId: "a", shownId: "b" })).toEqual({ leftId: "c", rightId: "a" });
  });

  it("what is no longer compared gives way", () => {
    expect(chooseMapSides(["", "a"], { leftId: "c", rightId: "b", shownId: "b" })).toEqual({
      leftId: "",
      rightId: "a",
    });
  });

  it("they are always two different ones of those compared, and stay so when one is placed anywhere", () => {
    const anyId = fc.option(fc.constantFrom(...IDS, "gone"));
    const compared = fc.integer({ min: 2, max: 4 }).map((count) => IDS.slice(0, count));
    fc.assert(
      fc.property(compared, anyId, anyId, anyId, fc.boolean(), fc.nat(3), (ids, leftId, rightId, shownId, left, at) => {
        const sides = chooseMapSides(ids, { leftId, rightId, shownId });
        const placed = ids[at % ids.length] as string;
        const side = left ? "leftId" : "rightId";
        const next = placeSide(sides, side, placed);
        for (const each of [sides, next]) {
          expect(each.leftId).not.toBe(each.rightId);
          expect(ids).toContain(each.leftId);
          expect(ids).toContain(each.rightId);
        }
        expect(next[side]).toBe(placed);
        expect(chooseMapSides(ids, { ...next, shownId })).toEqual(next);
      }),
    );
  });
});

describe("the line between two scenarios", () => {
  it("arrows move it by two hundredths, Page by ten, Home and End to the edges; other keys are not its own", () => {
    const keys = ["ArrowLeft", "ArrowRight", "PageDown", "PageUp", "Home", "End", "Tab", "toString"];
    expect(keys.map((key) => moveByKey(0.5, key))).toEqual([0.48, 0.52, 0.4, 0.6, 0, 1, null, null]);
  });

  it("stays on the map, and as many steps back as there end where they began", () => {
    expect([moveByKey(0.01, "ArrowLeft"), moveByKey(0.95, "PageUp")]).toEqual([0, 1]);
    let share: number = 0.5;
    for (let step = 0; step < 20; step++) share = moveByKey(share, "ArrowRight") ?? Number.NaN;
    for (let step = 0; step < 20; step++) share = moveByKey(share, "ArrowLeft") ?? Number.NaN;
    expect(share).toBe(0.5);
  });

  it("follows the pointer on a map that begins anywhere, and keeps to its edges beside it", () => {
    const map = { left: 100, width: 400 };
    expect([300, 50, 900].map((x) => shareAt(x, map))).toEqual([0.5, 0, 1]);
    expect(shareAt(10, { left: 0, width: 0 })).toBe(0.5);
  });
});

describe("the classes of two scenarios", () => {
  it("are the same on both sides, cut for both together, each with its own counts", () => {
    const people = [100, 100, 100, 100];
    const low = createCoverage(people, [0.1, 0.11, 0.12, 0.13]);
    const high = createCoverage(people, [0.1, 0.7, 0.8, 0.9]);
    for (const method of ["equal", "quantile", "natural", "plan"] as const) {
      const [left, right] = createSharedClasses([low, high], { method, count: 3 }, 0.8);
      const looks = (classes: typeof left) => classes?.classes.map(({ from, to, colour }) => [from, to, colour]);
      expect(looks(left)).toEqual(looks(right));
      // The same share has the same class wherever it stands.
      expect(left?.classIndexes[0]).toBe(right?.classIndexes[0]);
      for (const classes of [left, right]) {
        expect(classes?.classes.reduce((sum, { count }) => sum + count, 0)).toBe(4);
      }
      expect(right?.classIndexes[3]).toBeGreaterThan(left?.classIndexes[3] as number);
    }
  });
});
