import { describe, expect, it } from "vitest";
import { findTargetFaults } from "../../../src/core/plan/check-target.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import type { Reach, Rule, Target, TargetUnit } from "../../../src/core/plan/target.ts";
import { TARGET_FAULT_WORDS } from "../../../src/core/plan/words/fault-words.ts";
import { RANDOM_STUDY_SERVICES } from "../../support/random-study.ts";

const [CIRCLE] = createDefaultTargets(RANDOM_STUDY_SERVICES) as [Target];
const KNOWN = { serviceIds: new Set(RANDOM_STUDY_SERVICES.map(({ id }) => id)) };

type Kind = Rule["kind"];
type RuleOf<Name extends Kind> = Extract<Rule, { kind: Name }>;

const circle = CIRCLE.rule as RuleOf<"service-area">;
const clinics = { serviceIds: ["clinic"] };
const atLeast: RuleOf<"at-least-per-unit"> = { kind: "at-least-per-unit", needs: [clinics], count: 1 };
const ratio: RuleOf<"ratio"> = {
  kind: "ratio",
  what: "",
  need: clinics,
  amount: { of: "sum", attribute: "beds" },
  groupId: "60+",
  per: 1000,
};
const share: RuleOf<"share-with-property"> = {
  kind: "share-with-property",
  of: "",
  property: "",
  need: clinics,
  having: [{ attribute: "grade", oneOf: ["二级"] }],
  amount: { of: "count" },
};
const added: RuleOf<"added-since"> = {
  kind: "added-since",
  what: "",
  need: clinics,
  amount: { of: "count" },
  since: "2020-12-31",
  dateAttribute: "opened",
};

/** Faults of a target with such a rule, as "field code". */
function faultsOf(rule: Rule, change: Partial<Target> = {}): string[] {
  const isWhole = rule.kind !== "service-area" && rule.kind !== "at-least-per-unit";
  const unit: TargetUnit = isWhole ? "city" : "community";
  return findTargetFaults({ ...CIRCLE, unit, rule, ...change }, KNOWN).map(({ field, code }) => `${field} ${code}`);
}

describe("contradictions in a rule", () => {
  it("a rule of each kind that can stand has none", () => {
    const rules: Rule[] = [circle, atLeast, ratio, share, added, { kind: "reported", what: "" }];
    expect(rules.flatMap((rule) => faultsOf(rule))).toEqual([]);
    expect(
      faultsOf({ ...circle, reach: { kind: "distance", metres: 300, measure: "straight" }, profileId: null }),
    ).toEqual([]);
    const part: Rule = { ...share, having: [], amount: { of: "sum", attribute: "beds" }, partAmount: ratio.amount };
    expect(faultsOf(part)).toEqual([]);
  });

  it("names every fault at once, each by its field and with the value", () => {
    const rule: Rule = {
      ...circle,
      needs: [{ serviceIds: [], filters: [{ attribute: " ", oneOf: [] }] }, { serviceIds: ["clinic", "ice-rink"] }],
      reach: { kind: "time", seconds: 0 },
      profileId: null,
      passShare: 80,
    };
    const target: Target = {
      ...CIRCLE,
      unit: "facility",
      rule,
      target: { value: 100, text: "", measure: "" },
      baseline: { value: -1, text: "", year: 21, measure: "" },
      confirmation: { by: " ", date: "2026-02-30" },
    };
    expect(findTargetFaults(target, KNOWN)).toEqual([
      { field: "unit", code: "unit-not-counted", value: "facility" },
      { field: "rule.needs.0.serviceIds", code: "no-services", value: "" },
      { field: "rule.needs.0.filters.0.attribute", code: "no-column", value: " " },
      { field: "rule.needs.0.filters.0.oneOf", code: "no-values", value: "" },
      { field: "rule.needs.1.serviceIds", code: "unknown-service", value: "ice-rink" },
      { field: "rule.reach.seconds", code: "bad-reach", value: "0" },
      { field: "rule.profileId", code: "no-mode", value: "" },
      { field: "rule.passShare", code: "share-out-of-range", value: "80" },
      { field: "target.value", code: "share-out-of-range", value: "100" },
      { field: "baseline.value", code: "bad-number", value: "-1" },
      { field: "baseline.year", code: "bad-year", value: "21" },
      { field: "confirmation.by", code: "nobody-confirmed", value: " " },
      { field: "confirmation.date", code: "bad-day", value: "2026-02-30" },
    ]);
  });

  it("a distance along streets without a mode is refused like a time, a straight one is not; a straight one beyond 20 km is", () => {
    const metres = (measure: "network" | "straight", value: number): Rule => ({
      ...circle,
      reach: { kind: "distance", metres: value, measure },
      profileId: null,
    });
    expect(faultsOf(metres("network", 10_000))).toEqual(["rule.profileId no-mode"]);
    expect(faultsOf(metres("straight", 10_000))).toEqual([]);
    expect(faultsOf(metres("straight", 20_001))).toEqual(["rule.reach.metres straight-too-far"]);
    expect(faultsOf({ ...circle, reach: { kind: "time", seconds: 14_401 } })).toEqual(["rule.reach.seconds bad-reach"]);
  });

  it("who asks for places asks for one need along streets, for people; either of two ways will do", () => {
    const asking: Rule = { ...circle, profileId: "adult", withPlaces: true };
    expect(faultsOf(asking)).toEqual([]);
    const straight: Rule = {
      ...asking,
      reach: { kind: "distance", metres: 500, measure: "straight" },
      needs: [...circle.needs, ...circle.needs],
    };
    expect(faultsOf(straight)).toEqual(["rule.withPlaces places-along-streets", "rule.withPlaces places-of-one-need"]);
    expect(faultsOf({ ...asking, otherWay: { profileId: "cycle", reach: null } })).toEqual([]);
    expect(faultsOf({ ...asking, denominator: "land", groupId: "all" })).toEqual(["rule.withPlaces places-not-land"]);
  });

  it("refuses a kind named twice in one need, whose facilities would count twice; two needs may share a kind", () => {
    const twice: Rule = { ...circle, needs: [{ serviceIds: ["clinic", "clinic"] }] };
    expect(faultsOf(twice)).toEqual(["rule.needs.0.serviceIds service-twice"]);
    // One clinic stands in the community: named twice it would pass for two.
    const two: Rule = { kind: "at-least-per-unit", needs: [{ serviceIds: ["clinic", "clinic"] }], count: 2 };
    expect(faultsOf(two)).toEqual(["rule.needs.0.serviceIds service-twice"]);
    expect(faultsOf({ ...circle, needs: [{ serviceIds: ["clinic"] }, { serviceIds: ["clinic"] }] })).toEqual([]);
  });

  it("land belongs to no group; a second way is another one, measured as the first, and never straight", () => {
    expect(faultsOf({ ...circle, denominator: "land", groupId: "all" })).toEqual([]);
    expect(faultsOf({ ...circle, denominator: "land", groupId: "60+" })).toEqual(["rule.groupId group-with-land"]);
    const way = (profileId: "adult" | "cycle", reach: Reach | null = null): Rule => ({
      ...circle,
      profileId: "adult",
      otherWay: { profileId, reach },
    });
    expect(faultsOf(way("cycle"))).toEqual([]);
    expect(faultsOf(way("cycle", { kind: "time", seconds: 600 }))).toEqual([]);
    expect(faultsOf(way("adult"))).toEqual(["rule.otherWay.profileId same-way"]);
    expect(faultsOf(way("boat" as "cycle"))).toEqual(["rule.otherWay.profileId unknown-mode"]);
    expect(faultsOf(way("cycle", { kind: "time", seconds: 0 }))).toEqual(["rule.otherWay.reach.seconds bad-reach"]);
    const metres = { kind: "distance", metres: 3000, measure: "network" } as const;
    expect(faultsOf(way("cycle", metres))).toEqual(["rule.otherWay.reach other-way-measure"]);
    const straight = { ...metres, measure: "straight" } as const;
    expect(faultsOf({ ...circle, reach: straight, otherWay: { profileId: "cycle", reach: null } })).toEqual([
      "rule.otherWay.profileId other-way-straight",
    ]);
  });

  it("each kind of rule has the faults of its own fields", () => {
    expect(faultsOf({ ...atLeast, needs: [], count: 1.5, minimumPeople: 0 })).toEqual([
      "rule.needs no-needs",
      "rule.count bad-count",
      "rule.minimumPeople bad-people",
    ]);
    expect(faultsOf({ ...ratio, amount: { of: "sum", attribute: "" }, groupId: "old" as "60+", per: 0 })).toEqual([
      "rule.amount.attribute no-column",
      "rule.groupId unknown-group",
      "rule.per bad-per",
    ]);
    expect(faultsOf({ ...share, having: [] })).toEqual(["rule.having no-property"]);
    expect(faultsOf({ ...share, having: [], partAmount: { of: "sum", attribute: "beds" } })).toEqual([
      "rule.partAmount other-amount",
    ]);
    expect(faultsOf({ ...added, since: "2020", dateAttribute: "" })).toEqual([
      "rule.since bad-day",
      "rule.dateAttribute no-column",
    ]);
  });

  it("a value of the whole has no unit that is tested one by one, and a unit must be one", () => {
    expect(faultsOf(ratio, { unit: "township" })).toEqual(["unit unit-not-whole"]);
    expect(faultsOf({ kind: "listed-projects", what: "" }, { unit: "village" })).toEqual(["unit unit-not-whole"]);
    expect(faultsOf(atLeast, { unit: "listed" })).toEqual(["unit unit-not-counted"]);
    expect(faultsOf(circle, { unit: "street corner" as TargetUnit })).toEqual(["unit unknown-unit"]);
  });

  it("readings are checked as the rule is, and have ids of their own", () => {
    const title = { zh: "", en: "" };
    const readings = [
      { id: "a", title, rule: { ...circle, profileId: null } },
      { id: "a", title, rule: circle, unit: "listed" as const },
      { id: "plan", title, rule: circle },
    ];
    expect(faultsOf(circle, { readings })).toEqual([
      "readings.0.rule.profileId no-mode",
      "readings.1.id duplicate-reading",
      "readings.1.unit unit-not-counted",
      "readings.2.id duplicate-reading",
    ]);
  });

  it("a plan file may name kinds of facility that a study has no layer of", () => {
    const target: Target = { ...CIRCLE, rule: { ...circle, needs: [{ serviceIds: ["ice-rink"] }] } };
    expect(findTargetFaults(target, { serviceIds: null })).toEqual([]);
    expect(findTargetFaults(target, KNOWN)).toHaveLength(1);
  });

  it("every fault has words in both languages", () => {
    for (const { zh, en } of Object.values(TARGET_FAULT_WORDS)) {
      expect(zh).toMatch(/\p{Script=Han}.*。$/u);
      expect(en).toMatch(/^[A-Z].*\.$/);
    }
  });
});
