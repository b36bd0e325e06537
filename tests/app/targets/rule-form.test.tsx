import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { startStrings } from "../../../src/app/strings/text.ts";
import { ChangedMark, RuleEditor } from "../../../src/app/targets/rule-editor/rule-editor.tsx";
import { RuleForm } from "../../../src/app/targets/rule-editor/rule-form.tsx";
import { changeRuleKind } from "../../../src/core/plan/change-kind.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import type { Rule, Target } from "../../../src/core/plan/target.ts";
import { KIND_WORDS } from "../../../src/core/plan/words/rule-words.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createRandomStudy } from "../../support/random-study.ts";

const random = createRandomStudy(3);
const [own] = createDefaultTargets(random.services) as [Target];
const facilities = random.facilities.map((layer) => ({
  ...layer,
  attributes: { grade: layer.ids.map((_, index) => (index % 2 === 0 ? "<b>甲</b>" : "乙")) },
}));
const study = { ...random, facilities, targets: [own] } as unknown as StudyView;
const change = (rule: Partial<Extract<Rule, { kind: "service-area" }>>): Target => ({
  ...own,
  rule: { ...own.rule, ...rule } as Rule,
});
const form = (target: Target): string => renderToStaticMarkup(<RuleForm study={study} target={target} />);

beforeAll(() => {
  startStrings("zh-CN");
});

describe("the form of a rule", () => {
  it("tells a fault beside its field, which is marked and described by it, and counts them", () => {
    const html = form(change({ profileId: null, needs: [] }));
    expect(html).toContain("有 2 处不能成立");
    const [, id] = /data-field="rule.profileId".*?aria-describedby="([^"]+)"/.exec(html) ?? [];
    expect(html).toContain(`id="${id}"`);
    expect(html).toMatch(/data-field="rule.profileId".*?aria-invalid="true".*?沿道路的服务圈要指明出行方式/);
    expect(html).toContain("至少要有一项设施要求");
    expect(form(own)).not.toContain('aria-invalid="true"');
  });

  it("offers the columns that the layers have, with values as text and the facilities that hold them", () => {
    const html = form(
      change({ needs: [{ serviceIds: ["clinic"], filters: [{ attribute: "grade", oneOf: ["乙", "丙"] }] }] }),
    );
    const count = facilities[0]?.attributes.grade.filter((value) => value === "乙").length;
    expect(html).toContain(`乙（${count}）`);
    expect(html).toContain("&lt;b&gt;甲&lt;/b&gt;");
    expect(html).toContain("丙（0）");
    const lacking = form(
      change({ needs: [{ serviceIds: ["clinic"], filters: [{ attribute: "open", oneOf: [true] }] }] }),
    );
    expect(lacking).toContain("将显示“不可测”，不会算成 0%");
  });

  it("has the other readings of the target, each fault beside the field of its reading, which is unfolded", () => {
    const reading = { id: "far", title: { zh: "远一点", en: "farther" }, rule: own.rule };
    const folded = form({ ...own, readings: [reading] });
    expect(folded).toContain("远一点");
    expect(folded).not.toContain('data-field="readings.0.title"');
    const faulty = { ...reading, id: "faulty", rule: { ...own.rule, profileId: null } as Rule };
    const nameless = { ...reading, id: "nameless", title: { zh: " ", en: "" } };
    const html = form({ ...own, readings: [reading, faulty, nameless] });
    expect(html).toContain("有 2 处不能成立");
    expect(html).toMatch(/data-field="readings.1.rule.profileId".*?aria-invalid="true".*?要指明出行方式/);
    expect(html).toMatch(/data-field="readings.2.title".*?还没有填名称/);
    expect(html).not.toContain('data-field="readings.0.title"');
    const [rule] = html.match(/data-field="rule.profileId".*?<\/div>/) ?? [];
    expect(rule).toContain('aria-invalid="false"');
  });

  it("asks for people or land, no group where land is judged, and for the limit of another way where there is one", () => {
    expect(form(own)).toMatch(/data-field="rule.denominator".*?<option value="people" selected="">人口/);
    expect(form(own)).toContain('data-field="rule.groupId"');
    const land = form(change({ denominator: "land", groupId: "all" }));
    expect(land).toMatch(/data-field="rule.denominator".*?<option value="land" selected="">居住用地/);
    expect(land).not.toContain('data-field="rule.groupId"');
    expect(form(own)).not.toContain("另一种方式的时限");
    const two = form(
      change({ profileId: "adult", otherWay: { profileId: "cycle", reach: { kind: "time", seconds: 600 } } }),
    );
    expect(two).toMatch(/data-field="rule.otherWay.reach.seconds".*?value="10"/);
    expect(form(change({ denominator: "land", groupId: "60+" }))).toContain("按居住用地判定时不分人群");
  });

  it("names who answers for the target", () => {
    const html = form({ ...own, bureau: { zh: "民政局", en: "civil affairs bureau" } });
    expect(html).toMatch(/data-field="bureau".*?value="民政局"/);
    expect(form(own)).toMatch(/data-field="bureau".*?value=""/);
  });

  it("has a labelled control for every field of every kind", () => {
    for (const kind of Object.keys(KIND_WORDS) as Rule["kind"][]) {
      const html = form(changeRuleKind(own, kind, study.services));
      for (const [, id] of html.matchAll(/<(?:input|select) id="([^"]+)"/g))
        expect(html, kind).toContain(`for="${id}"`);
      expect(html.match(/data-field="target.value"/g)).toHaveLength(1);
    }
  });
});

describe("a target whose rule was changed", () => {
  it("says so, with what the plan says and what is tested now", () => {
    const changed = change({ passShare: 0.9 });
    const html = renderToStaticMarkup(<RuleEditor study={study} target={changed} />);
    expect(html).toContain("随本次运行 → 90 %");
    expect(html).toContain("还原为计划原口径");
    expect(html).toContain("至少 90 %的人");
    expect(renderToStaticMarkup(<ChangedMark study={study} target={changed} />)).toContain("已改口径");
    expect(renderToStaticMarkup(<ChangedMark study={study} target={own} />)).toBe("");
    expect(renderToStaticMarkup(<RuleEditor study={study} target={own} />)).not.toContain("还原");
  });

  it("with another reading beside its rule alone says that, in words, and not that the rule was changed", () => {
    const reading = { id: "own-1", title: { zh: "半小时", en: "half an hour" }, rule: own.rule };
    const html = renderToStaticMarkup(<RuleEditor study={study} target={{ ...own, readings: [reading] }} />);
    expect(html).toContain("其他读法与计划不同");
    expect(html).toMatch(/读法“半小时”.*无 → 服务圈，计入设施 /);
    const mark = renderToStaticMarkup(<ChangedMark study={study} target={{ ...own, readings: [reading] }} />);
    expect(mark).toContain("已改读法");
    expect(mark).not.toContain("已改口径");
  });

  it("is not marked as changed where somebody else answers for it or confirmed it: that is not the rule", () => {
    const answered = { ...own, bureau: { zh: "平城区民政局", en: "平城区民政局" } };
    const mark = renderToStaticMarkup(<ChangedMark study={study} target={answered} />);
    expect(mark).toContain("已改责任单位");
    expect(mark).not.toContain("已改口径");
    const html = renderToStaticMarkup(<RuleEditor study={study} target={answered} />);
    expect(html).toContain("无 → 平城区民政局");
    expect(html).not.toContain("口径不同");
    const confirmed = { ...own, confirmation: { by: "张工", date: "2026-03-01" } };
    expect(renderToStaticMarkup(<ChangedMark study={study} target={confirmed} />)).toBe("");
  });
});
