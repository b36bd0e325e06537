import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { changeRuleKind } from "../../../src/core/plan/change-kind.ts";
import { findTargetFaults } from "../../../src/core/plan/check-target.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import { judgeTargets } from "../../../src/core/plan/judge/judge-targets.ts";
import type { Rule, Target } from "../../../src/core/plan/target.ts";
import { describeTest } from "../../../src/core/plan/words/describe-test.ts";
import { KIND_WORDS } from "../../../src/core/plan/words/rule-words.ts";
import { isSameTarget, listTargetChanges } from "../../../src/core/plan/words/target-changes.ts";
import { parsePlan } from "../../../src/io/study/plan-file.ts";
import { createRandomStudy, RANDOM_STUDY_SERVICES } from "../../support/random-study.ts";

const PLAN = resolve(import.meta.dirname, "../../../geodata/plan/plan.json");
const { targets } = parsePlan(readFileSync(PLAN, "utf8"));
const [CIRCLE] = createDefaultTargets(RANDOM_STUDY_SERVICES) as [Target];
const services = RANDOM_STUDY_SERVICES;
const RUN = { passShare: 0.8, profileId: null };
const clinics = { serviceIds: ["clinic"] };

describe("what a rule tests, in a sentence", () => {
  const say = (rule: Rule, value: number | null = null, change: Partial<Target> = {}): string =>
    describeTest({ ...CIRCLE, rule, target: { value, text: "", measure: "" }, ...change }, services, RUN).zh;

  it("says of a circle who, how far, how many of them and what is asked for", () => {
    const circle = { ...CIRCLE.rule, groupId: "60+", profileId: "elderly" } as Extract<Rule, { kind: "service-area" }>;
    expect(say(circle)).toBe(
      "每个社区和行政村：60 岁及以上居民中，至少 80 %（随本次运行）的人按老年人步行沿道路 15 分钟内能到卫生服务站，即为达标。计划没有给出数值，只报结果。",
    );
    const inWheelchairs = describeTest({ ...CIRCLE, rule: circle }, services, { ...RUN, profileId: "wheelchair" });
    expect(inWheelchairs.zh).toContain("按轮椅出行（不走台阶）（随本次运行）沿道路 15 分钟内能到");
    const straight: Rule = {
      ...circle,
      needs: [
        { serviceIds: ["clinic"], filters: [{ attribute: "ownership", oneOf: ["公办", "普惠"] }] },
        { serviceIds: ["elderly-day-care"] },
      ],
      reach: { kind: "distance", metres: 300, measure: "straight" },
      passShare: 0.9,
    };
    expect(say(straight, 0.5)).toBe(
      "每个社区和行政村：60 岁及以上居民中，至少 90 %的人直线 300 米内有卫生服务站（举办性质 ownership=公办/普惠）；且 日间照料中心，即为达标；要求达标单位占 50 %。",
    );
  });

  it("says of every other kind what is counted and what is asked for", () => {
    expect(
      say({ kind: "at-least-per-unit", needs: [clinics], count: 2, minimumPeople: 1000 }, 1, { unit: "village" }),
    ).toBe("每个行政村（只看 1000 人及以上的）内有至少 2 处卫生服务站，即为达标；要求达标单位占 100 %。");
    const ratio: Rule = {
      kind: "ratio",
      what: "床位",
      need: clinics,
      amount: { of: "sum", attribute: "beds" },
      groupId: "60+",
      per: 1000,
    };
    expect(say(ratio, 35)).toBe(
      "卫生服务站的“床位 beds”列合计，按每 1000 人（60 岁及以上）计，全市一个数值；要求不少于 35。",
    );
    expect(say({ ...ratio, need: null, amount: { of: "count" } }, 6)).toContain("床位（没有相应图层，需人工填报）");
    expect(
      say(
        {
          kind: "share-with-property",
          of: "",
          property: "",
          need: clinics,
          having: [{ attribute: "tcm_hall", oneOf: [true] }],
          amount: { of: "count" },
        },
        0.7,
      ),
    ).toBe("卫生服务站中，符合“中医馆 tcm_hall=是”的占比（按处数计）；要求不低于 70 %。");
    expect(
      say(
        {
          kind: "added-since",
          what: "",
          need: clinics,
          amount: { of: "length" },
          since: "2020-12-31",
          dateAttribute: "opened",
        },
        100,
      ),
    ).toBe("2020-12-31 之后新增的卫生服务站：线路公里数（时间看“启用年份 opened”列）；要求不少于 100。");
    expect(say({ kind: "listed-projects", what: "公办园" }, 23)).toContain("按建成数判定；要求不少于 23。");
    expect(say({ kind: "reported", what: "探访率" }, 1, { target: { value: 1, text: "", measure: "share" } })).toBe(
      "探访率：地图检验不了，按人工填报的数值判定；要求不低于 100 %。",
    );
  });

  it("says it of all 62 targets in both languages", () => {
    for (const target of targets) {
      const { zh, en } = describeTest(target, services, RUN);
      expect(zh, target.id).toMatch(/。$/);
      expect(`${zh}${en}`, target.id).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

describe("what differs from the plan", () => {
  const changed: Target = {
    ...CIRCLE,
    unit: "village",
    rule: { ...CIRCLE.rule, passShare: 0.9, profileId: "cycle" } as Rule,
    target: { ...CIRCLE.target, value: 0.5 },
    binding: "binding",
  };

  it("is told field by field, the old and the new", () => {
    expect(listTargetChanges(CIRCLE, CIRCLE, services)).toEqual([]);
    expect(
      listTargetChanges(CIRCLE, changed, services).map(({ label, before, after }) => [label.zh, before.zh, after.zh]),
    ).toEqual([
      ["统计单位", "社区和行政村", "行政村"],
      ["出行方式", "成人步行", "骑行"],
      ["达标比例", "随本次运行", "90 %"],
      ["目标值", "计划未给数值", "50 %"],
      ["属性", "计划未注明", "约束性"],
    ]);
    const answered: Target = { ...CIRCLE, bureau: { zh: "平城区民政局", en: "平城区民政局" } };
    expect(listTargetChanges(CIRCLE, answered, services)).toEqual([
      {
        of: "bureau",
        label: { zh: "责任单位", en: "Who answers for it" },
        before: { zh: "无", en: "none" },
        after: { zh: "平城区民政局", en: "平城区民政局" },
      },
    ]);
    const other = listTargetChanges(CIRCLE, changeRuleKind(CIRCLE, "at-least-per-unit", services), services);
    expect(other.map(({ label, after }) => [label.zh, after.zh])).toEqual([
      ["规则", "每单位至少几处"],
      ["范围", "无"],
      ["出行方式", "无"],
      ["分母", "无"],
      ["人群", "无"],
      ["达标比例", "无"],
      ["每单位至少", "1"],
    ]);
  });

  it("stands among the assumptions, with who confirmed the rule or that nobody has", () => {
    const study = { ...createRandomStudy(3), targets: [CIRCLE] };
    const sentences = (target: Target): string[] =>
      (judgeTargets(new AnalysisSession(study), [target], DEFAULT_PARAMETERS)[0]?.assumptions ?? []).map(
        ({ zh }) => zh,
      );
    expect(sentences(CIRCLE).at(-1)).toBe("口径未经确认（默认值）");
    expect(sentences(CIRCLE).filter((zh) => zh.startsWith("已改口径"))).toEqual([]);
    const confirmed = { ...changed, confirmation: { by: "张工", date: "2026-03-01" } };
    expect(sentences(confirmed)).toContain("已改口径 · 达标比例：计划为 随本次运行，现为 90 %");
    expect(sentences(confirmed).at(-1)).toBe("口径由张工于 2026-03-01 确认");
    // Who answers for it is not how it is tested.
    const answered: Target = { ...CIRCLE, bureau: { zh: "平城区民政局", en: "平城区民政局" } };
    expect(sentences(answered).filter((zh) => zh.startsWith("已改"))).toEqual([
      "已改责任单位：原为 无，现为 平城区民政局",
    ]);
    const untestable = { ...changed, rule: { kind: "reported", what: "探访率" } } as Target;
    expect(sentences(untestable)).toContain("已改口径 · 规则：计划为 服务圈，现为 人工填报数值");
  });

  it("does not depend on the order in which fields are written", () => {
    const backwards = Object.fromEntries(Object.entries(CIRCLE).reverse()) as unknown as Target;
    expect(isSameTarget(CIRCLE, backwards)).toBe(true);
    expect(isSameTarget(CIRCLE, changed)).toBe(false);
  });
});

describe("another kind of rule", () => {
  const kinds = Object.keys(KIND_WORDS) as Rule["kind"][];

  it("is made of what the old one said; all that is left to fill in is told as a fault of the rule", () => {
    for (const target of targets) {
      for (const kind of kinds) {
        const changed = changeRuleKind(target, kind, services);
        expect(changed.rule.kind).toBe(kind);
        const codes = findTargetFaults(changed, { serviceIds: null }).map(({ code }) => code);
        const open = ["no-needs", "no-property", ...(kind === target.rule.kind ? [] : ["no-column"])];
        expect(
          codes.filter((code) => !open.includes(code)),
          `${target.id} ${kind}`,
        ).toEqual([]);
      }
    }
  });

  it("takes away numbers that would be in another measure", () => {
    const beds = targets.find(({ id }) => id === "T09") as Target;
    expect(changeRuleKind(beds, "share-with-property", services).target.value).toBeNull();
    expect(changeRuleKind(beds, "reported", services).target.value).toBe(35);
    const day = targets.find(({ id }) => id === "T05") as Target;
    expect(changeRuleKind(day, "service-area", services).target.value).toBe(1);
    expect(changeRuleKind(day, "ratio", services).target.value).toBeNull();
  });
});
