import { describe, expect, it } from "vitest";
import { isOpenAtNight, valueAtNight } from "../../../src/core/network/opening-times.ts";

describe("opening hours at 02:00 on a weekday", () => {
  it.each([
    ["24/7", true],
    ["06:00-22:00", false],
    ["6-22", false],
    ["22:00-06:00", true],
    ["00:00-24:00", true],
    ["08:00-26:00", false],
    ["20:00-27:00", true],
    ["08:00-12:00,14:00-18:00", false],
    ["Mo-Su 05:00-23:00", false],
    ["Mo-Fr 08:00-20:00; Sa 10:00-18:00", false],
    ["Mo-Fr 20:00-04:00; PH off", true],
    ["Sa,Su 08:00-20:00", false],
    ["Mo-Su,PH 00:00-24:00", true],
    ["sunrise-sunset", false],
    ["dawn-dusk", false],
    ["sunset-sunrise", true],
    ["(sunrise-01:00)-(sunset+01:30)", false],
    ["Mo-Su 08:00+", false],
    ["off", false],
    ["Mo-Fr off", false],
    ["Mo-Fr", true],
    ["", null],
    ["Apr-Oct 08:00-20:00", null],
    ["Mo 08:00-20:00; Tu-Fr 08:00-22:00", null],
    ["Mo-Th 08:00-20:00", null],
    ['"nach Vereinbarung"', null],
    ["08:00-25:99", null],
    ["week 1-20 08:00-20:00", null],
    ['Mo-Fr 08:00-20:00 || "by appointment"', null],
  ] as const)("%s → %s", (hours, expected) => {
    expect(isOpenAtNight(hours)).toBe(expected);
  });
});

describe("conditional restrictions at 02:00 on a weekday", () => {
  it.each([
    ["no @ (22:00-06:00)", "no"],
    ["no @ 22:00-06:00", "no"],
    ["no @ (06:00-22:00)", ""],
    ["yes @ (06:00-22:00)", ""],
    ["private @ (sunset-sunrise)", "private"],
    ["yes @ (06:00-22:00); no @ (22:00-06:00)", "no"],
    ["no @ (Mo-Fr 20:00-06:00; Sa,Su 18:00-08:00)", "no"],
    ["no @ (weight > 3.5)", null],
    ["no @ (22:00-06:00 AND winter)", null],
    ["no", null],
    ["delivery @ (07:00-11:00)", ""],
  ] as const)("%s → %s", (text, expected) => {
    expect(valueAtNight(text)).toBe(expected);
  });
});
