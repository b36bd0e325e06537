import { describe, expect, it } from "vitest";
import type { Target, TargetResult } from "../../../src/core/plan/target.ts";
import { NO_UNITS } from "../../../src/core/plan/unit-figures.ts";
import {
  askedWords,
  baselineWords,
  foundWords,
  quoteTitle,
  targetSentence,
} from "../../../src/report/words/target-sentences.ts";
import { createStudy } from "../../io/create-study.ts";
import { createCircle, createTarget } from "../../support/drawn-targets.ts";

const study = createStudy({
  communities: { ...createStudy().communities, kinds: ["urban", "urban", "village"] },
});

function resultOf(target: Target, changes: Partial<TargetResult>): TargetResult {
  return {
    targetId: target.id,
    readingId: "rule",
    unitsTested: 4,
    unitsMet: 1,
    share: 0.25,
    value: null,
    peopleShort: 12_345,
    verdict: "not-met",
    reason: null,
    missingServiceIds: [],
    missingAttributes: [],
    stated: null,
    assumptions: [],
    units: NO_UNITS,
    breakdown: [],
    coverage: null,
    readings: [],
    ...changes,
  };
}

describe("a target in a sentence", () => {
  const circle = createCircle("T1", 900, "urban-community");

  it("says what was found, what is asked, the verdict and who is short", () => {
    expect(targetSentence({ target: circle, result: resultOf(circle, {}) }, study)).toBe(
      "“目标 T1”：4 个城市社区中 1 个达标（25.0%），要求 100%，未达标；缺口 1.2\u2009万人。",
    );
  });

  it("gives no verdict where the plan gives no number", () => {
    const target = { ...circle, target: { value: null, text: "基本形成", measure: "" } };
    const result = resultOf(target, { verdict: "no-number" });
    expect(targetSentence({ target, result }, study)).toBe(
      "“目标 T1”：4 个城市社区中 1 个达标（25.0%），“基本形成”，未给数值；缺口 1.2\u2009万人。",
    );
  });

  it("says why it cannot be tested and what that would need, and no share", () => {
    const target = { ...circle, dataNeeded: { zh: "机构名单", en: "" } };
    const missing = resultOf(target, {
      verdict: "not-testable",
      reason: "needs-other-data",
      share: null,
      unitsTested: 0,
      missingAttributes: [{ serviceId: "clinic", attribute: "beds" }],
    });
    const sentence = targetSentence({ target, result: missing }, study);
    expect(sentence).toBe("“目标 T1”：不可检验，需要其他数据（诊所的“床位”）；需要的数据：机构名单。");
    expect(sentence).not.toContain("%");
  });

  it("writes a value in its measure, never a share of units beside it", () => {
    const ratio = createTarget(
      "T9",
      "city",
      {
        kind: "ratio",
        what: "养老床位",
        need: { serviceIds: ["clinic"] },
        amount: { of: "sum", attribute: "beds" },
        groupId: "60+",
        per: 1000,
      },
      {
        target: { value: 35, text: "35", measure: "beds per 1,000" },
        baseline: { value: 30.3, text: "30.3", year: 2020, measure: "beds per 1,000" },
      },
    );
    const facts = { target: ratio, result: resultOf(ratio, { value: 30.3167, share: null, peopleShort: 0 }) };
    expect(foundWords(facts)).toBe("每 1\u2009000 名 60 岁以上居民 30.3 张");
    expect(askedWords(ratio)).toBe("每 1\u2009000 名 60 岁以上居民 35 张");
    expect(baselineWords(ratio)).toBe("每 1\u2009000 名 60 岁以上居民 30.3 张（2020 年）");
    expect(targetSentence(facts, study)).toBe(
      "“目标 T9”：现状每 1\u2009000 名 60 岁以上居民 30.3 张，要求每 1\u2009000 名 60 岁以上居民 35 张，未达标。",
    );
  });

  it("puts single marks inside double ones", () => {
    expect(quoteTitle("乡镇“残疾人之家”")).toBe("“乡镇‘残疾人之家’”");
  });
});
