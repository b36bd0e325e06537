import { describe, expect, it } from "vitest";
import { parseArguments } from "../../../src/cli/parse-arguments.ts";
import { parametersOf, RUN_OPTIONS } from "../../../src/cli/run-options.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import type { ReportFacts } from "../../../src/report/facts/report-facts.ts";
import type { ReportRequest } from "../../../src/report/report-request.ts";
import { reportCommand } from "../../../src/report/words/report-command.ts";
import { traceOf } from "../../../src/report/words/trace.ts";
import { createStudy } from "../../io/create-study.ts";

const REQUEST: ReportRequest = {
  formats: ["pptx", "xlsx"],
  parameters: DEFAULT_PARAMETERS,
  scenarioNames: [],
  title: "",
  organisation: "",
  stamp: { kind: "internal" },
  date: "2026-11-29",
  layout: null,
  inputs: { "b.fgb": "bb", "a.fgb": "aa" },
};

function parse(command: string) {
  const words = [...command.matchAll(/"([^"]*)"|'((?:[^']|'\\'')*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single?.replaceAll(String.raw`'\''`, "'") ?? bare ?? "",
  );
  expect(words.slice(0, 2)).toEqual(["minsheng", "report"]);
  const text = { kind: "text" } as const;
  return parseArguments(words.slice(2), {
    ...RUN_OPTIONS,
    service: { kind: "text", repeatable: true },
    scenario: { kind: "text", repeatable: true },
    ...{ format: text, plan: text, layout: text, title: text, organisation: text, "review-number": text },
    ...{ date: text, out: text },
  });
}

describe("report command", () => {
  it("is short where nothing was chosen", () => {
    expect(reportCommand(createStudy(), REQUEST)).toBe(
      "minsheng report toy --format pptx,xlsx --date 2026-11-29 --out DIR",
    );
  });

  it("gives every choice back to whoever runs it", () => {
    const parameters: AnalysisParameters = {
      ...DEFAULT_PARAMETERS,
      serviceIds: ["clinic", "fitness-trail"],
      profileId: "wheelchair",
      speedMetresPerSecond: 0.75,
      groupId: "60+",
      cutoffSeconds: 630,
      passShare: 0.65,
      slope: true,
      stairsFactor: 2.5,
      crossingSeconds: 30,
      night: true,
      steepestIncline: null,
    };
    const names = ["新增 3 处", `a "b" $c`, "it's"];
    const request = { ...REQUEST, parameters, scenarioNames: names, title: "汇报 稿", organisation: "某局" };
    const command = reportCommand(createStudy(), {
      ...request,
      origin: { study: "my town.mscircle", plan: "next.json" },
      stamp: { kind: "reviewed", number: "晋S(2026)01" },
    });
    const parsed = parse(command);
    expect(parsed.problems).toEqual([]);
    expect(parametersOf(parsed, [])).toEqual(parameters);
    expect(parsed.files.map(({ path }) => path)).toEqual(["my town.mscircle"]);
    const valuesOf = (wanted: string) => parsed.options.filter(({ name }) => name === wanted).map(({ value }) => value);
    expect(valuesOf("scenario")).toEqual(names);
    expect(valuesOf("title")).toEqual(["汇报 稿"]);
    expect(valuesOf("plan")).toEqual(["next.json"]);
    expect(valuesOf("review-number")).toEqual(["晋S(2026)01"]);
  });

  it("names the study's file where the study was read from one", () => {
    const command = reportCommand(createStudy(), { ...REQUEST, inputs: { "某市.mscircle": "00" } });
    expect(command).toContain("minsheng report 某市.mscircle ");
  });
});

describe("trace", () => {
  const study = createStudy();
  const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 600 };
  const result = runAnalysis(study, parameters);
  const facts = {
    ...{ study, result, version: "9.9.9", scenarios: [], targets: [] },
    services: result.services.map((coverage) => ({ coverage })),
  } as unknown as ReportFacts;
  const trace = traceOf(facts, { ...REQUEST, parameters });

  it("says which study, of which day, made when and by which version, and that it is a demonstration", () => {
    expect(Object.fromEntries(trace.study.map(({ name, value }) => [name, value]))).toEqual({
      研究: "玩具",
      研究编号: "toy",
      数据日期: "2024-01-01",
      数据性质: "演示数据：模拟生成，非实测",
      编制日期: "2026-11-29",
      软件版本: "民生圈 minsheng 9.9.9",
    });
    expect(trace.sources).toEqual([
      { layer: "*", source: "drawn by hand", licence: "CC0", date: "未注明", isSimulated: true },
    ]);
  });

  it("marks each parameter as a default or as chosen, the speeds used among them", () => {
    const byName = new Map(trace.parameters.map((line) => [line.name, line]));
    expect(byName.get("时限")).toEqual({ name: "时限", value: "10 分钟", isDefault: false });
    expect(byName.get("社区达标比例")).toEqual({ name: "社区达标比例", value: "80%", isDefault: true });
    expect(byName.get("老年人步行速度")).toEqual({ name: "老年人步行速度", value: "0.8 m/s", isDefault: true });
    expect(byName.get("轮椅最大坡度")?.value).toBe("8.33%");
  });

  it("lists the inputs in the order of their names", () => {
    expect(trace.inputs).toEqual([
      { name: "a.fgb", sha256: "aa" },
      { name: "b.fgb", sha256: "bb" },
    ]);
  });
});
