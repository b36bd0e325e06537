import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { buildFacts } from "../../../src/report/facts/build-facts.ts";
import type { ReportFacts, ServiceFacts } from "../../../src/report/facts/report-facts.ts";
import { answerSentence, threeFigures } from "../../../src/report/words/answer-sentence.ts";
import { basisLine } from "../../../src/report/words/basis-lines.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";

function factsOf(changes: Partial<Study>, cutoffSeconds = 300): readonly [ReportFacts, ServiceFacts] {
  const study = {
    ...createDrawnStudy("A-1-2---3-----4", { spacingMetres: 75, communityColumns: [6, 10] }),
    ...changes,
  };
  const session = new AnalysisSession(study);
  const facts = buildFacts(study, session, runAnalysis(study, { ...DEFAULT_PARAMETERS, cutoffSeconds }, session));
  return [facts, facts.services[0] as ServiceFacts];
}

describe("the answer of a service as a sentence", () => {
  it("says how many communities pass, how many people are covered and short", () => {
    expect(answerSentence(...factsOf({}))).toBe(
      "手绘小城 3 个社区中，1 个有 80% 以上的居民能在步行 5 分钟内到达卫生服务站，覆盖居民 30.0%；缺口 700 人。",
    );
  });

  it("speaks of one district where it is asked for", () => {
    const [facts, service] = factsOf({});
    expect(answerSentence(facts, service, service.districts[0])).toMatch(/^示例街道 3 个社区中，1 个/);
  });

  it("says so where everybody is covered", () => {
    expect(answerSentence(...factsOf({}, 3600))).toBe(
      "手绘小城 3 个社区全部达标：80% 以上的居民都能在步行 60 分钟内到达卫生服务站，覆盖居民 100%。",
    );
  });

  it("is no figure where there is no facility, and none where nobody lives", () => {
    const [facts, service] = factsOf({ facilities: [] });
    expect(answerSentence(facts, service)).toBe("研究里没有卫生服务站，无法检验覆盖。");
    expect(threeFigures(facts, service).map(({ value }) => value)).toEqual(["—", "—", "不可检验"]);
    const { demand } = createDrawnStudy("A-1-2---3-----4", { spacingMetres: 75 });
    const nobody = { ...demand, communityIndexes: new Int32Array(4), people: { all: new Float64Array(4) } };
    expect(answerSentence(...factsOf({ demand: nobody }))).toBe("手绘小城没有可检验的社区：居民数量为零。");
  });

  it("never calls floor area people", () => {
    const { demand } = createDrawnStudy("A-1-2---3-----4", { spacingMetres: 75, communityColumns: [6, 10] });
    const [facts, service] = factsOf({ demand: { ...demand, unit: "residential-floor-m2" } });
    expect(answerSentence(facts, service)).toContain("覆盖住宅建筑面积 30.0%；缺口 700 m²");
    expect(basisLine(facts.study, facts.result, service.coverage)).not.toMatch(/人口|居民/);
  });

  it("counts communities without people of the group apart", () => {
    const { demand } = createDrawnStudy("A-1-2---3-----4", { spacingMetres: 75, communityColumns: [6, 10] });
    const people = { all: Float64Array.of(100, 200, 0, 400) };
    expect(answerSentence(...factsOf({ demand: { ...demand, people } }))).toBe(
      "手绘小城 2 个社区中，1 个有 80% 以上的居民能在步行 5 分钟内到达卫生服务站，覆盖居民 42.9%；缺口 400 人。另有 1 个社区没有居民，不可检验。",
    );
  });
});

describe("the basis line", () => {
  it("names group, reach, pass mark and date, and marks what nobody chose", () => {
    const [facts, { coverage }] = factsOf({}, 900);
    expect(basisLine(facts.study, facts.result, coverage)).toBe(
      "口径：统计对象为居民；沿街道成人步行 15 分钟，1.2 m/s（默认）；社区有 80% 以上在范围内为达标（默认）；数据日期 2020-11-01；演示数据。",
    );
  });

  it("does not call a default what somebody chose", () => {
    const [facts, { coverage }] = factsOf({ demonstration: false, date: "" }, 600);
    expect(basisLine(facts.study, facts.result, coverage)).toBe(
      "口径：统计对象为居民；沿街道成人步行 10 分钟，1.2 m/s；社区有 80% 以上在范围内为达标（默认）；数据日期 未注明。",
    );
  });
});
