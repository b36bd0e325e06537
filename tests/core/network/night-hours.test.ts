import { describe, expect, it } from "vitest";
import { readConditionalAccess, readOpeningHours } from "../../../src/core/network/night-hours.ts";

describe("opening hours at night (22:00 to 06:00)", () => {
  const cases: readonly (readonly [text: string, expected: string])[] = [
    ["24/7", "open"],
    ["00:00-24:00", "open"],
    ["Mo-Su 00:00-24:00", "open"],
    ["06:00-22:00", "closed"],
    ["6:00-22:00", "closed"],
    ["05:00-23:00", "closed"],
    ["Mo-Fr 06:00-22:00; Sa,Su 07:00-21:00", "closed"],
    ["06:00-12:00,14:00-22:00", "closed"],
    ["20:00-08:00", "open"],
    ["Mo-Fr 00:00-24:00", "closed"],
    ["Mo-Fr 00:00-24:00; Sa,Su off", "closed"],
    ["24/7; PH off", "open"],
    ["sunrise-sunset", "closed"],
    ["dawn-dusk", "closed"],
    ["(sunrise-00:30)-(sunset+00:30)", "closed"],
    ["Apr-Sep 06:00-22:00; Oct-Mar 07:00-20:00", "closed"],
    ["Apr-Sep 00:00-24:00; Oct-Mar 00:00-24:00", "open"],
    ["off", "closed"],
    ["closed", "closed"],
    ["Mo-Su,PH 06:00-21:30", "closed"],
    ["06:00-22:00+", "unread"],
    ["when the keeper is there", "unread"],
    ["week 01-10 06:00-22:00", "unread"],
    ["25:00-26:00", "unread"],
    ["", "unread"],
  ];
  for (const [text, expected] of cases) {
    it(`"${text}" is ${expected}`, () => {
      expect(readOpeningHours(text)).toBe(expected);
    });
  }
});

describe("conditional access at night", () => {
  const cases: readonly (readonly [text: string, expected: string])[] = [
    ["no @ (22:00-06:00)", "closed"],
    ["no @ 22:00-06:00", "closed"],
    ["private @ (Mo-Su 23:00-05:00)", "closed"],
    ["no @ (07:00-19:00)", "open"],
    ["yes @ (06:00-22:00)", "closed"],
    ["yes @ (24/7)", "open"],
    ["designated @ (05:30-23:00); no @ (23:00-05:30)", "closed"],
    ["no @ (weight>3.5)", "unread"],
    ["no @ (Mo-Fr 07:00-09:00; Sa 22:00-24:00)", "closed"],
    ["delivery @ (22:00-06:00)", "unread"],
    ["no", "unread"],
  ];
  for (const [text, expected] of cases) {
    it(`"${text}" is ${expected}`, () => {
      expect(readConditionalAccess(text)).toBe(expected);
    });
  }
});
