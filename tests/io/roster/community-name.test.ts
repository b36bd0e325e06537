import { describe, expect, it } from "vitest";
import { foldText, kindConflict, splitName } from "../../../src/io/roster/community-name.ts";

const take = (name: string): string[] => {
  const { body, core, kind } = splitName(foldText(name));
  return [body, core, kind];
};

describe("a community's name", () => {
  it("is the same in full-width, spaced and traditional forms", () => {
    expect(foldText("　新榮鎮　東 馬莊村 （第１組）")).toBe("新荣镇东马庄村(第1组)");
    expect(foldText("“华林”·社区\u200b")).toBe("华林社区");
  });

  it("is taken apart into what names it and what says its kind", () => {
    expect(take("迎新街社区居民委员会")).toEqual(["迎新街社区", "迎新街", "urban"]);
    expect(take("长沟村村民委员会")).toEqual(["长沟村", "长沟", "village"]);
    expect(take("店湾矿居委会")).toEqual(["店湾矿", "店湾矿", "urban"]);
    expect(take("医药园区类似社区")).toEqual(["医药园区类似社区", "医药园区", "bare-urban"]);
    expect(take("迎新街社区")).toEqual(["迎新街社区", "迎新街", "bare-urban"]);
    expect(take("古店村")).toEqual(["古店村", "古店", "bare-village"]);
    expect(take("古店")).toEqual(["古店", "古店", "none"]);
  });

  it("keeps two characters, however short it is", () => {
    expect(take("南村村委会")).toEqual(["南村", "南村", "village"]);
    expect(take("西村委会")).toEqual(["西村", "西村", "village"]);
    expect(take("许村")).toEqual(["许村", "许村", "bare-village"]);
    expect(take("村委会")[1]).not.toBe("");
    expect(take("")).toEqual(["", "", "none"]);
  });

  it("speaks against another kind only where it says its own", () => {
    const conflict = (first: string, second: string): number =>
      kindConflict(splitName(first).kind, splitName(second).kind);
    expect(conflict("王家园", "王家园村委会")).toBe(0);
    expect(conflict("王家园社区", "王家园社区居委会")).toBe(0);
    expect(conflict("王家园村", "王家园社区居委会")).toBe(1);
    expect(conflict("王家园社区", "王家园村委会")).toBe(2);
  });

  it("reads no more than a name's length of hostile text", () => {
    expect(foldText("村".repeat(1_000_000)).length).toBe(200);
  });
});
