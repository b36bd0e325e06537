import { describe, expect, it } from "vitest";
import { adminLevels } from "../../../src/app/data/level-choice.tsx";
import type { TextKey } from "../../../src/app/strings/text.ts";
import { zhCn } from "../../../src/app/strings/zh-cn.ts";
import { askedText, baselineText, noteText, placeText } from "../../../src/app/targets/target-words.ts";
import { targetsOfService } from "../../../src/app/targets/targets-of-service.ts";
import type { Target, TargetResult } from "../../../src/core/plan/target.ts";
import { lineRanges } from "../../../src/core/plan/words/line-ranges.ts";

const TEXT = {
  t: (key: TextKey) => (zhCn as Partial<Record<TextKey, string>>)[key] ?? "",
  list: (names: readonly string[]) => names.join("、"),
};

const createTarget = (change: Partial<Target>): Target =>
  ({
    id: "T00",
    domain: "elderly",
    rule: { kind: "reported", what: "" },
    baseline: { value: null, text: "", year: null, measure: "" },
    target: { value: null, text: "", measure: "" },
    ...change,
  }) as Target;

describe("a target in words", () => {
  it("prints shares as per cent and every other measure as the plan gives it", () => {
    const target = createTarget({
      baseline: { value: 0.134, text: "", year: 2020, measure: "share of urban communities" },
      target: { value: 35, text: "", measure: "beds per 1,000 older people" },
    });
    expect(baselineText(target)).toBe("13.4%");
    expect(askedText(target)).toBe("35");
    expect(askedText(createTarget({ target: { value: 100_000, text: "", measure: "m² in five years" } }))).toBe(
      "100\u2009000",
    );
    expect(askedText(createTarget({}))).toBe("—");
  });

  it("says a long list of lines as ranges", () => {
    expect(lineRanges([212, 213, 214, 281])).toEqual(["212–214", "281"]);
    expect(placeText({ place: "L61, L224", lines: [61, 224] }, TEXT)).toEqual({
      place: "",
      lines: "61、224",
    });
  });

  it("says in the page's language which part of the plan it is", () => {
    expect(placeText({ place: "table; 6-1 三", lines: [170] }, TEXT).place).toBe("指标表; 6-1 三");
  });

  it("keeps English notes out of Chinese", () => {
    expect(noteText("no number", "zh-CN")).toBe("");
    expect(noteText('"基本形成" unquantified', "zh-CN")).toBe('"基本形成"');
    expect(noteText("二甲", "zh-CN")).toBe("二甲");
    expect(noteText("—", "en")).toBe("");
    expect(noteText("**no 2025 number**", "en")).toBe("no 2025 number");
  });
});

describe("the targets of a service", () => {
  it("are those that name it or share its field, tested ones first", () => {
    const area = (serviceId: string): Target["rule"] => ({
      kind: "service-area",
      needs: [{ serviceIds: [serviceId] }],
      reach: { kind: "time", seconds: 900 },
      profileId: null,
      groupId: "all",
      passShare: null,
    });
    const targets = [
      createTarget({ id: "T1" }),
      createTarget({ id: "T2", domain: "sport", rule: area("day-care") }),
      createTarget({ id: "T3", rule: area("day-care") }),
      createTarget({ id: "T4", domain: "sport" }),
    ];
    const results = new Map([["T3", { targetId: "T3", share: 0.5 } as TargetResult]]);
    const found = targetsOfService(targets, { id: "day-care", domain: "elderly" }, results);
    expect(found.map(({ id }) => id)).toEqual(["T3", "T2", "T1"]);
  });
});

describe("the admin levels of an imported file", () => {
  it("are those with at least one whole area", () => {
    const issue = {
      code: "assumed",
      severity: "warning",
      layer: "monaco.osm.pbf",
      value: "10",
      details: { what: "admin-level", available: "2 (0, 2 cut off), 8 (4, 7 cut off), 10 (9)" },
    } as const;
    expect(adminLevels([issue])).toEqual({ taken: 10, levels: [8, 10] });
    expect(adminLevels([])).toBeNull();
  });
});
