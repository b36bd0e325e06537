import { describe, expect, it } from "vitest";
import {
  formatAmount,
  formatCount,
  formatDemand,
  formatMetres,
  formatMinutes,
  formatPoints,
  formatShare,
} from "../../../src/core/model/format-number.ts";

describe("numbers on the page", () => {
  it("have thin spaces between thousands", () => {
    expect(formatCount(4820)).toBe("4\u2009820");
    expect(formatCount(1_234_567.4)).toBe("1\u2009234\u2009567");
    expect(formatCount(999)).toBe("999");
  });

  it("are told in 万 in Chinese where large, never in English", () => {
    expect(formatAmount(129_300, "zh-CN")).toBe("12.9\u2009万");
    expect(formatAmount(9_999, "zh-CN")).toBe("9\u2009999");
    expect(formatAmount(129_300, "en")).toBe("129\u2009300");
    expect(formatAmount(3_105_591, "en")).toBe("3.1\u2009million");
  });

  it("are called people only where they count people", () => {
    expect(formatDemand(129_300, "people", "zh-CN")).toBe("12.9\u2009万人");
    expect(formatDemand(4820, "people", "zh-CN")).toBe("4\u2009820 人");
    expect(formatDemand(1_611_000, "residential-floor-m2", "zh-CN")).toBe("161.1\u2009万 m²");
    expect(formatDemand(4820, "residential-street-m", "zh-CN")).toBe("4\u2009820 m");
  });

  it("reach 0 % and 100 % only when they are exact", () => {
    expect(formatShare(0)).toBe("0%");
    expect(formatShare(1)).toBe("100%");
    expect(formatShare(1.0000000000000002)).toBe("100%");
    expect(formatShare(0.00001)).toBe("0.1%");
    expect(formatShare(0.99999)).toBe("99.9%");
    expect(formatShare(0.612)).toBe("61.2%");
    expect(formatShare(Number.NaN)).toBe("—");
  });

  it("say what lies beyond the search limit", () => {
    expect(formatMinutes(1344, 3600)).toBe("22.4");
    expect(formatMinutes(Infinity, 3600)).toBe(">\u200960");
    expect(formatMinutes(Number.NaN, 3600)).toBe("—");
  });

  it("keep metres below ten kilometres", () => {
    expect(formatMetres(1196)).toBe("1\u2009196 m");
    expect(formatMetres(29_618_000)).toBe("29\u2009618.0 km");
    expect(formatPoints(-0.2961)).toBe("29.6");
  });
});
