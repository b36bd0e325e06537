import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyChoices, inconsistenciesOf } from "../../../src/core/plan/apply-choices.ts";
import type { InconsistencyChoice } from "../../../src/core/plan/inconsistency-choice.ts";
import { judgedTargets } from "../../../src/core/plan/judged-targets.ts";
import { NO_EDITS, type PlanEdits } from "../../../src/core/plan/plan-edits.ts";
import type { Target } from "../../../src/core/plan/target.ts";
import { describeEffect } from "../../../src/core/plan/words/describe-effect.ts";
import { parsePlan } from "../../../src/io/study/plan-file.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const { targets, inconsistencies } = parsePlan(readFileSync(resolve(ROOT, "geodata/plan/plan.json"), "utf8"));
const plan = { targets, inconsistencies, services: [] };

function choose(inconsistencyId: string, optionId: string, change: Partial<InconsistencyChoice> = {}) {
  return { inconsistencyId, optionId, decidedBy: "李工", date: "2026-03-01", note: "", ...change };
}
function targetOf(id: string, edits: Partial<PlanEdits> = {}): Target {
  return judgedTargets(plan, { ...NO_EDITS, ...edits }).find((target) => target.id === id) as Target;
}
const original = (id: string): Target => targets.find((target) => target.id === id) as Target;
const said = ({ assumptions }: Target): string => assumptions.map(({ zh }) => zh).join("\n");

describe("choices between readings of the plan", () => {
  it("without a choice no figure, unit or rule is other than the plan's, and each open inconsistency is told", () => {
    for (const target of judgedTargets(plan, NO_EDITS)) {
      const { assumptions, ...figures } = target;
      const { assumptions: before, ...expected } = original(target.id);
      expect(figures).toEqual(expected);
      expect(assumptions.slice(0, before.length)).toEqual(before);
      expect(assumptions.slice(before.length).map(({ zh }) => zh)).toEqual(
        inconsistenciesOf(target, inconsistencies).map(
          ({ id, title }) => `矛盾 ${id}（${title.zh}）：未作选择，按现有处理`,
        ),
      );
    }
  });

  it("I01 read as swapped sets baseline 1.63 and target 2.80 of T51, as printed 2.80 and 1.63, and says who decided", () => {
    const swapped = targetOf("T51", { choices: [choose("I01", "swapped", { note: "脚注④" })] });
    expect([swapped.baseline.value, swapped.target.value]).toEqual([1.63, 2.8]);
    expect(said(swapped)).toContain(
      "矛盾 I01（人均体育场馆面积两列疑似颠倒）：已选“两列颠倒：1.63 是现状，2.80 是目标”（决定：李工，2026-03-01，理由：脚注④）",
    );
    const printed = targetOf("T51", { choices: [choose("I01", "as-printed")] });
    expect([printed.baseline.value, printed.target.value]).toEqual([2.8, 1.63]);
    expect(said(printed)).toContain("（决定：李工，2026-03-01，未写理由）");
  });

  it("holds for a target of which only who answers for it, or who confirmed it, was written", () => {
    const choices = [choose("I01", "swapped")];
    const edit = {
      ...original("T51"),
      bureau: { zh: "平城区教体局", en: "平城区教体局" },
      confirmation: { by: "张工", date: "2026-03-01" },
    };
    const named = targetOf("T51", { choices, targets: [edit] });
    expect([named.baseline.value, named.target.value, named.bureau?.zh]).toEqual([1.63, 2.8, "平城区教体局"]);
    expect(said(named)).not.toContain("已手工修改");
    const edited = targetOf("T51", { choices, targets: [{ ...edit, unit: "township" }] });
    expect(edited.target.value).toBe(original("T51").target.value);
    expect(said(edited)).toContain("已手工修改");
  });

  it("takes a reading as a planner changed it; one that was deleted leaves the target as edited", () => {
    const choices = [choose("I09", "from-10000")];
    const own = original("T05");
    const change = (minimumPeople: number) =>
      own.readings.map((each) =>
        each.id === "from-10000" ? { ...each, rule: { ...each.rule, minimumPeople } as Target["rule"] } : each,
      );
    const changed = targetOf("T05", { choices, targets: [{ ...own, readings: change(5000) }] });
    expect(changed.rule).toMatchObject({ kind: "at-least-per-unit", minimumPeople: 5000 });
    expect(said(changed)).not.toContain("已手工修改");
    const without = own.readings.filter(({ id }) => id !== "from-10000");
    const kept = targetOf("T05", { choices, targets: [{ ...own, readings: without }] });
    expect(kept.rule).toEqual(own.rule);
    expect(said(kept)).toContain("已手工修改");
  });

  it("a reading takes the place of the rule, which stands beside it from then on", () => {
    const { rule, readings, unit } = targetOf("T05", { choices: [choose("I09", "from-10000")] });
    expect(rule).toEqual(original("T05").readings.find(({ id }) => id === "from-10000")?.rule);
    expect(unit).toBe("urban-community");
    expect(readings.map(({ id }) => id)).toEqual(["before-choice", "all-communities"]);
    expect(readings[0]).toMatchObject({ rule: original("T05").rule, unit: original("T05").unit });
    expect(targetOf("T08", { choices: [choose("I09", "from-10000")] }).rule).toEqual(original("T08").rule);
  });

  it("units, groups and denominators change as the option says", () => {
    expect(targetOf("T45", { choices: [choose("I13", "six")] }).unit).toBe("county-proper");
    expect(targetOf("T33", { choices: [choose("I13", "eleven")] }).unit).toBe("county-and-zone");
    expect(targetOf("T09", { choices: [choose("I17", "from-65")] }).rule).toMatchObject({ groupId: "65+" });
    expect(targetOf("T09", { choices: [choose("I17", "from-60")] }).rule).toMatchObject({ groupId: "60+" });
    expect(targetOf("T03", { choices: [choose("I11", "n358")] }).baseline.value).toBeCloseTo(231 / 358, 6);
    expect(targetOf("T03", { choices: [choose("I22", "full")] }).target.value).toBe(1);
    expect(targetOf("T03", { choices: [choose("I23", "walk-or-cycle")] }).rule).toMatchObject({
      profileId: "adult",
      otherWay: { profileId: "cycle", reach: null },
    });
  });

  it("of two choices that set the same figure the later in the plan holds, and both are told", () => {
    const choices = [choose("I12", "drop"), choose("I11", "n401")];
    const target = targetOf("T03", { choices });
    expect(target.baseline.value).toBeNull();
    expect(said(target)).toContain("已选“401 个");
    expect(said(target)).toContain("已选“社区已重划");
  });

  it("a target edited by hand stays as edited and says that the choice does not change it", () => {
    const edited = { ...original("T51"), target: { value: 2, text: "", measure: "" } };
    const { baseline, target, ...rest } = targetOf("T51", { targets: [edited], choices: [choose("I01", "swapped")] });
    expect([baseline.value, target.value]).toEqual([2.8, 2]);
    expect(said({ baseline, target, ...rest })).toContain("本目标已手工修改，所选不再改动它");
  });

  it("a target copied after a choice tells it once, as of now", () => {
    const copied = targetOf("T51", { choices: [choose("I01", "swapped")] });
    const again = targetOf("T51", { targets: [copied], choices: [choose("I01", "swapped", { decidedBy: "王工" })] });
    const lines = said(again)
      .split("\n")
      .filter((line) => line.startsWith("矛盾 I01"));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("决定：王工");
  });

  it("a choice that the plan has no option for counts as none; a draft decides for itself", () => {
    expect(targetOf("T51", { choices: [choose("I01", "else"), choose("I99", "x")] })).toEqual(targetOf("T51"));
    const drafts = [{ id: "d", title: "下一轮", createdOn: "2026-01-01", targets: [original("T51")] }];
    expect(targetOf("T51", { drafts, draftId: "d", choices: [choose("I01", "swapped")] })).toEqual(original("T51"));
  });

  it("whatever is chosen, in whatever order it was entered, gives the same targets; taking all back gives the plan's", () => {
    const anyChoices = fc
      .tuple(
        ...inconsistencies.map(({ id, options }) =>
          fc.option(fc.constantFrom(...options.map((each) => choose(id, each.id)))),
        ),
      )
      .map((made) => made.filter((each) => each !== null));
    fc.assert(
      fc.property(anyChoices, fc.infiniteStream(fc.nat()), (choices, keys) => {
        const judged = judgedTargets(plan, { ...NO_EDITS, choices });
        const shuffled = choices
          .map((choice) => ({ choice, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ choice }) => choice);
        expect(judgedTargets(plan, { ...NO_EDITS, choices: shuffled })).toEqual(judged);
        const ids = judged.map(({ id }) => id);
        expect(ids).toEqual(targets.map(({ id }) => id));
        // What can be read from a file again is a plan.
        const written = JSON.stringify({ targets: judged, inconsistencies: [] });
        expect(() =>
          parsePlan(written.replaceAll(/"inconsistencyIds":\[[^\]]*\]/g, '"inconsistencyIds":[]')),
        ).not.toThrow();
      }),
      { numRuns: 20 },
    );
  });

  it("every option of the shipped plan can be applied, and says what it changes where it changes anything", () => {
    for (const { id, options } of inconsistencies) {
      expect(options.length, id).toBeGreaterThan(1);
      const kept = options.filter(({ effects }) =>
        effects.every((effect) => describeEffect(effect, original(effect.targetId)).zh === ""),
      );
      for (const option of options) {
        const changed = applyChoices(targets, inconsistencies, [choose(id, option.id)]).filter(
          (target) => said(target).includes(`矛盾 ${id}（`) && said(target).includes(`已选“${option.title.zh}”`),
        );
        expect(changed.map((target) => target.id)).toEqual(
          expect.arrayContaining(option.effects.map(({ targetId }) => targetId)),
        );
        if (!kept.includes(option))
          for (const effect of option.effects) {
            const { zh, en } = describeEffect(effect, original(effect.targetId));
            expect(zh + en, `${id} ${option.id} ${effect.targetId}`).not.toBe("");
          }
      }
    }
  });

  it("an edit of one target leaves every other one the same object: nothing else is judged or drawn anew", () => {
    const choices = [choose(inconsistencies[0]?.id ?? "", inconsistencies[0]?.options[0]?.id ?? "")];
    const before = judgedTargets(plan, { ...NO_EDITS, choices });
    const edited = { ...original("T04"), title: { zh: "改过", en: "changed" } };
    const after = judgedTargets(plan, { ...NO_EDITS, choices, targets: [edited] });
    expect(after.filter((target, at) => target !== before[at]).map(({ id }) => id)).toEqual(["T04"]);
    // Another choice decides anew.
    expect(judgedTargets(plan, NO_EDITS).filter((target, at) => target !== before[at]).length).toBeGreaterThan(1);
  });
});
