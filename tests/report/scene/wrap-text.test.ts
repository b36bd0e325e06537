import { describe, expect, it } from "vitest";
import type { MeasureText } from "../../../src/report/scene/scene.ts";
import { fitText, wrapText } from "../../../src/report/scene/wrap-text.ts";

/** A Chinese character is one em wide, everything else half an em. */
const measureText: MeasureText = (text, sizeMm) =>
  [...text].reduce((ems, character) => ems + (/[\u2e80-\uffef“”‘’…—]/.test(character) ? 1 : 0.5), 0) * sizeMm;

const wrap = (text: string, ems: number, maxLines?: number): string[] =>
  wrapText(text, {
    widthMm: ems,
    sizeMm: 1,
    weight: 400,
    measureText,
    ...(maxLines === undefined ? {} : { maxLines }),
  });

describe("wrapText", () => {
  it("fills lines of Chinese up to the width", () => {
    expect(wrap("平城区一百五十五个社区", 4)).toEqual(["平城区一", "百五十五", "个社区"]);
  });

  it("begins no line with a closing mark and ends none with an opening one", () => {
    expect(wrap("大同市区，平城区", 4)).toEqual(["大同市", "区，平城", "区"]);
    expect(wrap("大同市（平城区）覆盖", 4)).toEqual(["大同市", "（平城", "区）覆盖"]);
    const text =
      "“十五分钟生活圈”（含养老、教育、医疗）的覆盖率：平城区、云冈区、新荣区；均未达标。《规划》要求“全覆盖”！";
    for (let ems = 3; ems < 30; ems++) {
      for (const line of wrap(text, ems)) {
        expect(line).not.toMatch(/^[，。、；：！？）》”]/);
        expect(line).not.toMatch(/[（《“]$/);
      }
      expect(wrap(text, ems).join("")).toBe(text);
    }
  });

  it("keeps numbers with their units and Latin words whole", () => {
    expect(wrap("步行15分钟可达", 4)).toEqual(["步行", "15分钟可", "达"]);
    expect(wrap("缺口2.1万人以上", 6)).toEqual(["缺口", "2.1万人以上"]);
    expect(wrap("缺口2.1 万人", 5)).toEqual(["缺口", "2.1 万人"]);
    expect(wrap("覆盖率81.3%，合计12\u2009345人", 6)).toEqual(["覆盖率", "81.3%，合计", "12\u2009345人"]);
    expect(wrap("the quick brown fox", 4)).toEqual(["the", "quick", "brown", "fox"]);
    expect(wrap("坐标系CGCS2000投影", 4)).toEqual(["坐标系", "CGCS2000", "投影"]);
  });

  it("cuts a word that is longer than a line instead of letting it stick out", () => {
    expect(wrap("abcdefghij", 2)).toEqual(["abcd", "efgh", "ij"]);
  });

  it("keeps line ends of the text and drops spaces where a line ends", () => {
    expect(wrap("一二\n三四", 9)).toEqual(["一二", "三四"]);
    expect(wrap("一二 三四", 2)).toEqual(["一二", "三四"]);
    expect(wrap("", 2)).toEqual([""]);
  });

  it("ends in an ellipsis where lines run out", () => {
    expect(wrap("一二三四五六七八九十", 4, 2)).toEqual(["一二三四", "五六七…"]);
    expect(wrap("一二三四五六七八", 4, 2)).toEqual(["一二三四", "五六七八"]);
  });
});

describe("fitText", () => {
  it("leaves a short text alone and shortens a long one to the width", () => {
    const block = { widthMm: 4, sizeMm: 1, weight: 400 as const, measureText };
    expect(fitText("平城区", block)).toBe("平城区");
    expect(fitText("平城区向阳里", block)).toBe("平城区…");
  });
});
