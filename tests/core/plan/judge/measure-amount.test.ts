import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../../src/core/analysis-session.ts";
import { distanceMetres } from "../../../../src/core/geodesy.ts";
import type { AttributeValue, Facilities } from "../../../../src/core/model/facility.ts";
import { DEFAULT_PARAMETERS } from "../../../../src/core/model/parameters.ts";
import type { Study } from "../../../../src/core/model/study.ts";
import { createDefaultTargets } from "../../../../src/core/plan/default-targets.ts";
import { judgeTargets } from "../../../../src/core/plan/judge/judge-targets.ts";
import { isAfter } from "../../../../src/core/plan/judge/measure-amount.ts";
import type { Rule, Target, TargetResult } from "../../../../src/core/plan/target.ts";
import { createPointFacilities, createRandomStudy } from "../../../support/random-study.ts";

type Columns = Readonly<Record<string, readonly AttributeValue[]>>;

function createLayer(serviceId: string, attributes: Columns): Facilities {
  const count = Object.values(attributes)[0]?.length ?? 0;
  const base = createRandomStudy(1).demand.coordinates;
  return { ...createPointFacilities(serviceId, base.slice(0, 2 * count)), attributes };
}

/** 4,000 people, of whom 1,000 are 60 and over, and the layers given. */
function createTown(facilities: readonly Facilities[], date = "2025-12-31"): Study {
  const base = createRandomStudy(1);
  const people = new Float64Array(base.demand.count);
  people.set([2500, 1500]);
  return {
    ...base,
    date,
    demand: { ...base.demand, unit: "people", people: { all: people, "60+": people.map((count) => count / 4) } },
    facilities,
  };
}

function judge(study: Study, rule: Rule, value: number | null, readings: Target["readings"] = []): TargetResult {
  const [template] = createDefaultTargets(createRandomStudy(1).services);
  const target: Target = {
    ...(template as Target),
    id: "X",
    unit: "city",
    rule,
    readings,
    target: { value, text: "", measure: "" },
  };
  return judgeTargets(
    new AnalysisSession({ ...study, targets: [target] }),
    [target],
    DEFAULT_PARAMETERS,
  )[0] as TargetResult;
}

const beds = (groupId: "60+" | "all" = "60+", per = 1000): Rule => ({
  kind: "ratio",
  what: "养老床位",
  need: { serviceIds: ["elderly-care-home"] },
  amount: { of: "sum", attribute: "beds" },
  groupId,
  per,
});

const HOMES = createLayer("elderly-care-home", { beds: [20, 12, null, 3], nursing_beds: [10, 2, null, 1] });

describe("ratios", () => {
  it("35 beds for 1,000 older people are 35 per thousand, and 8.75 for each thousand of all", () => {
    const result = judge(createTown([HOMES]), beds(), 35);
    expect(result).toMatchObject({ value: 35, verdict: "met", reason: null, unitsTested: 1, unitsMet: 1, share: null });
    expect(judge(createTown([HOMES]), beds("all"), 35)).toMatchObject({ value: 8.75, verdict: "not-met", unitsMet: 0 });
    expect(judge(createTown([HOMES]), beds("60+", 100), 3.5)).toMatchObject({ value: 3.5, verdict: "met" });
    expect(judge(createTown([HOMES]), beds(), null)).toMatchObject({ value: 35, verdict: "no-number" });
    const sentences = result.assumptions.map(({ zh }) => zh);
    expect(sentences).toContain("35（beds 合计） ÷ 1000 人（60 岁及以上）× 1000 = 35");
    expect(sentences).toContain("1 处设施缺少该属性，按 0 计");
    expect(sentences).toContain("数据日期：2025-12-31");
    const undated = judge({ ...createTown([HOMES]), date: "" }, beds(), 35);
    expect(undated.assumptions.map(({ zh }) => zh)).toContain("数据日期：未注明");
  });

  it("the arithmetic of I17 and of I02: beds for 35 ‰ of the census, metres of sports ground a person", () => {
    const withBeds = (count: number): TargetResult => {
      const census = createTown([createLayer("elderly-care-home", { beds: [count] })]);
      const older = new Float64Array(census.demand.count);
      older[0] = 640_901;
      const people = { ...census.demand.people, "60+": older };
      return judge({ ...census, demand: { ...census.demand, people } }, beds(), 35);
    };
    expect(withBeds(22_432)).toMatchObject({ verdict: "met", value: (22_432 * 1000) / 640_901 });
    expect(withBeds(22_431).verdict).toBe("not-met");
    // 20,000 m² a year for five years among 3,105,591 people.
    const grounds = createTown([createLayer("sports-venue", { area_m2: [20_000, 20_000, 20_000, 20_000, 20_000] })]);
    const all = new Float64Array(grounds.demand.count);
    all[0] = 3_105_591;
    const added = judge(
      { ...grounds, demand: { ...grounds.demand, people: { all } } },
      {
        kind: "ratio",
        what: "",
        need: { serviceIds: ["sports-venue"] },
        amount: { of: "sum", attribute: "area_m2" },
        groupId: "all",
        per: 1,
      },
      2.8,
    );
    expect(added.value).toBeCloseTo(0.0322, 4);
    expect((added.value as number) / (2.8 - 1.63)).toBeCloseTo(0.028, 3);
  });

  it("is not testable, and says what is lacking, without a layer, a column or the people", () => {
    expect(judge(createTown([]), beds(), 35)).toMatchObject({
      verdict: "not-testable",
      reason: "no-facility-layer",
      missingServiceIds: ["elderly-care-home"],
      value: null,
      unitsTested: 0,
    });
    expect(judge(createTown([createLayer("elderly-care-home", { opened: [2020] })]), beds(), 35)).toMatchObject({
      reason: "needs-other-data",
      missingAttributes: [{ serviceId: "elderly-care-home", attribute: "beds" }],
      value: null,
    });
    const { "60+": _older, ...others } = createTown([HOMES]).demand.people;
    const without = createTown([HOMES]);
    expect(judge({ ...without, demand: { ...without.demand, people: others } }, beds(), 35).reason).toBe("no-people");
    expect(judge({ ...without, demand: { ...without.demand, unit: "residential-street-m" } }, beds(), 35).reason).toBe(
      "no-people",
    );
    expect(judge(without, { ...beds(), need: null } as Rule, 35)).toMatchObject({
      reason: "needs-other-data",
      value: null,
    });
  });

  it("adds up several layers only where all of them are there", () => {
    const rule: Rule = {
      ...(beds() as Extract<Rule, { kind: "ratio" }>),
      need: { serviceIds: ["elderly-care-home", "hospital"] },
    };
    expect(judge(createTown([HOMES]), rule, 35)).toMatchObject({
      reason: "no-facility-layer",
      missingServiceIds: ["hospital"],
    });
    const hospital = createLayer("hospital", { beds: [15] });
    expect(judge(createTown([HOMES, hospital]), rule, 35).value).toBe(50);
  });
});

describe("shares with a property", () => {
  const kindergartens = createLayer("kindergarten", {
    ownership: ["公办", "普惠", "民办", "公办"],
    enrolment: [100, 200, 60, 40],
    places: [120, 200, 80, 100],
  });
  const inclusive = (attribute: string | null): Rule => ({
    kind: "share-with-property",
    of: "在园幼儿",
    property: "普惠",
    need: { serviceIds: ["kindergarten"] },
    having: [{ attribute: "ownership", oneOf: ["公办", "普惠"] }],
    amount: attribute === null ? { of: "count" } : { of: "sum", attribute },
  });

  it("are shares of enrolment, of places or of kindergartens, as the rule says", () => {
    const town = createTown([kindergartens]);
    const readings = [{ id: "by-places", title: { zh: "按学位", en: "by places" }, rule: inclusive("places") }];
    const result = judge(town, inclusive("enrolment"), 0.85, readings);
    expect(result).toMatchObject({ value: 340 / 400, verdict: "met" });
    expect(result.readings).toEqual([
      expect.objectContaining({ readingId: "by-places", value: 420 / 500, unitsMet: 0 }),
    ]);
    expect(judge(town, inclusive(null), 0.85)).toMatchObject({ value: 0.75, verdict: "not-met" });
  });

  it("of a part of each facility: nursing beds among beds", () => {
    const rule: Rule = {
      kind: "share-with-property",
      of: "养老床位",
      property: "护理型",
      need: { serviceIds: ["elderly-care-home"] },
      having: [],
      amount: { of: "sum", attribute: "beds" },
      partAmount: { of: "sum", attribute: "nursing_beds" },
    };
    expect(judge(createTown([HOMES]), rule, 0.5)).toMatchObject({ value: 13 / 35, verdict: "not-met" });
  });

  it("of nothing are not testable", () => {
    const none = createLayer("kindergarten", { ownership: ["民办"], enrolment: [0] });
    expect(judge(createTown([none]), inclusive("enrolment"), 0.9)).toMatchObject({
      verdict: "not-testable",
      reason: "no-such-facilities",
      value: null,
    });
  });
});

describe("amounts added since a day", () => {
  const added = (amount: Extract<Rule, { kind: "added-since" }>["amount"], serviceId = "kindergarten"): Rule => ({
    kind: "added-since",
    what: "",
    need: { serviceIds: [serviceId] },
    amount,
    since: "2020-12-31",
    dateAttribute: "opened",
  });
  const layer = createLayer("kindergarten", { opened: [2019, 2020, 2021, "2021-03-01", "2020-12-31", null, "不详"] });

  it("count what opened after it, and tell what says no date", () => {
    const result = judge(createTown([layer]), added({ of: "count" }), 2);
    expect(result).toMatchObject({ value: 2, verdict: "met" });
    expect(result.assumptions.map(({ zh }) => zh)).toContain("2 处设施缺少该属性，按 0 计");
    expect(judge(createTown([layer]), added({ of: "count" }), 3).verdict).toBe("not-met");
  });

  it("are kilometres of lines", () => {
    const trails: Facilities = {
      serviceId: "fitness-trail",
      count: 2,
      ids: ["a", "b"],
      names: ["a", "b"],
      coordinates: Float64Array.of(113.3, 40, 113.31, 40, 113.31, 40.01, 113.4, 40, 113.42, 40),
      starts: Uint32Array.of(0, 3, 5),
      attributes: { opened: [2022, 2018] },
    };
    const metres = distanceMetres(113.3, 40, 113.31, 40) + distanceMetres(113.31, 40, 113.31, 40.01);
    const result = judge(createTown([trails]), added({ of: "length" }, "fitness-trail"), 100);
    expect(result.value).toBeCloseTo(metres / 1000, 9);
    expect(result.verdict).toBe("not-met");
  });

  it("are not testable with data as old as the day itself: 0 would be wrong", () => {
    expect(judge(createTown([layer], "2020-11-01"), added({ of: "count" }), 100)).toMatchObject({
      verdict: "not-testable",
      reason: "data-too-old",
      value: null,
    });
  });

  it("know years, days and what is neither", () => {
    expect(
      ["2021", 2021, "2021-1-5", "2021-01", 2020, "2020-12-31", "", "约 2021", 2020.5, true, null].map((value) =>
        isAfter(value, "2020-12-31"),
      ),
    ).toEqual([true, true, true, true, false, false, null, null, null, null, null]);
  });
});
