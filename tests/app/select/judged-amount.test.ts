/** Hectares where land is judged, people where people are: on the page, in its tables and in its files. */
import { describe, expect, it } from "vitest";
import { comparisonRows } from "../../../src/app/plans/comparison-rows.ts";
import { changesText } from "../../../src/app/plans/plan-words.ts";
import { amountText, shortRank, shortText } from "../../../src/app/select/judged-amount.ts";
import { startStrings, type Text } from "../../../src/app/strings/text.ts";
import { sensitivityCsv } from "../../../src/app/targets/sensitivity-csv.ts";
import { describeUnit } from "../../../src/app/targets/target-overlay.tsx";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { comparePlans } from "../../../src/core/plan/compare-plans.ts";
import { judgeTargets } from "../../../src/core/plan/judge/judge-targets.ts";
import { figureOf } from "../../../src/core/plan/snapshot.ts";
import type { Rule, Target, TargetResult } from "../../../src/core/plan/target.ts";
import { measureSensitivity, type Sensitivity } from "../../../src/core/questions/measure-sensitivity.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { createCircle } from "../../support/drawn-targets.ts";
import { finishSteps } from "../../support/finish-steps.ts";

const strings = startStrings("zh-CN");
const text: Text = {
  t: (key, values) => strings.t(key, values ?? {}),
  language: "zh-CN",
  local: ({ zh }) => zh,
  list: (names) => names.join("、"),
};

/** The clinic, 100 people at 100 m on 2 ha, 300 at 900 m on 5 ha, one community. Four minutes are 288 m. */
const drawn = createDrawnStudy("A1-------3", { spacingMetres: 100 });
const study = { ...drawn, demand: { ...drawn.demand, landSquareMetres: Float64Array.of(20_000, 50_000) } };
const session = new AnalysisSession(study);
const view = study as unknown as StudyView;
const people = createCircle("T1", 240);
const land: Target = { ...people, rule: { ...people.rule, denominator: "land" } as Rule };
const judge = (target: Target): TargetResult => judgeTargets(session, [target], DEFAULT_PARAMETERS)[0] as TargetResult;

describe("what a circle is short of", () => {
  it("is people, or hectares with their unit", () => {
    expect(shortText(judge(people), "people", "zh-CN")).toBe("300 人");
    expect(shortText(judge(land), "people", "zh-CN")).toBe("5.0 公顷");
    expect(shortText(judge(land), "people", "en")).toBe("5.0 ha");
    expect(amountText(12_345_678, true, "people", "zh-CN")).toBe("1\u2009234.6 公顷");
  });

  it("hectares are ranked among themselves, below all that count people", () => {
    const ranks = [
      shortRank({ peopleShort: 0 }),
      ...[50_000, 10_000, 0].map((landShortSquareMetres) => shortRank({ peopleShort: 9999, landShortSquareMetres })),
    ];
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    expect(new Set(ranks).size).toBe(4);
  });

  it("is told of a unit on the map in what it was judged by", () => {
    const words = (target: Target) => describeUnit(text, view, { target, result: judge(target) }, 0).join(" ");
    expect(words(people)).toContain("300 人");
    expect(words(land)).toContain("5.0 公顷");
    expect(words(land)).not.toContain("人");
  });
});

describe("two plans of which one judges land", () => {
  const sideOf = (target: Target) => ({
    targets: [target],
    figures: [figureOf(target, judge(target), DEFAULT_PARAMETERS)],
  });
  const longer = (target: Target, seconds: number): Target => ({
    ...target,
    rule: { ...target.rule, reach: { kind: "time", seconds } } as Rule,
  });

  it("have no difference of people in hectares, nor the other way round", () => {
    const [row] = comparePlans(sideOf(people), sideOf(land)).rows;
    expect(row).toMatchObject({ peopleShortChange: null, landShortChange: null });
    const [both] = comparePlans(sideOf(land), sideOf(longer(land, 900))).rows;
    // 900 m are 750 s: the 5 ha come within reach.
    expect(both).toMatchObject({ peopleShortChange: null, landShortChange: -50_000 });
  });

  it("name the denominator and the other way among what was changed, and write hectares in a column of their own", () => {
    const either: Target = {
      ...land,
      rule: { ...land.rule, otherWay: { profileId: "cycle", reach: { kind: "time", seconds: 300 } } } as Rule,
    };
    // 300 s by bicycle are 1050 m: both homes.
    const comparison = comparePlans(sideOf(people), sideOf(either));
    const [row] = comparison.rows;
    const words = row ? changesText(text, row, (id) => id).join() : "";
    expect(words).toContain("按居住用地");
    expect(words).toContain("或骑行 5 分钟");
    const [header = [], cells = []] = comparisonRows(text, comparison, "甲", "乙", new Map(), view);
    const cellOf = (name: string) => cells[header.indexOf(name)];
    expect([cellOf("landShortHectaresBefore"), cellOf("landShortHectaresAfter")]).toEqual(["", "0.0000"]);
    expect(cellOf("peopleShortBefore")).toBe("300.00");
  });
});

describe("the sensitivity of a circle of land as a file", () => {
  it("says why nobody is put at one point, and gives hectares beside people", () => {
    const answer = finishSteps(measureSensitivity(session, DEFAULT_PARAMETERS, land)) as Sensitivity;
    const lines = sensitivityCsv(text, view, land, judge(land), answer);
    expect(lines.flat().join()).toContain("用地不能并");
    const head = lines.find((line) => line.includes("居住用地缺口（公顷）")) ?? [];
    const first = lines[lines.indexOf(head) + 1] ?? [];
    expect(first[head.indexOf("居住用地缺口（公顷）")]).toBe("5.0000");
    expect(first[head.indexOf("缺口人口")]).toBe("300");
  });
});
