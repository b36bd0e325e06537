import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { communitiesCsv, reachTexts, readingsCsv, sharesOfReading } from "../../../src/app/readings/reading-words.ts";
import { agreementOf } from "../../../src/app/readings/readings-on-map.ts";
import { takeReading, useOfReading } from "../../../src/app/readings/take-reading.ts";
import { useAnalysis } from "../../../src/app/store/analysis-store.ts";
import { currentEdits, useProject } from "../../../src/app/store/project-store.ts";
import { startStrings, type Text, type TextKey } from "../../../src/app/strings/text.ts";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import type { ServiceCoverage } from "../../../src/core/coverage/coverage-result.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { NO_PRESENTATION } from "../../../src/core/model/presentation.ts";
import { judgedTargets } from "../../../src/core/plan/judged-targets.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import type { Target } from "../../../src/core/plan/target.ts";
import { compareReadings, type ReadingComparison } from "../../../src/core/questions/compare-readings.ts";
import { parsePlan } from "../../../src/io/study/plan-file.ts";
import { createColourClasses, NO_DATA } from "../../../src/report/map/colour-classes.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { finishSteps } from "../../support/finish-steps.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const plan = parsePlan(readFileSync(resolve(ROOT, "geodata/plan/plan.json"), "utf8"));
const strings = startStrings("zh-CN");
const text: Text = {
  t: (key: TextKey, values = {}) => strings.t(key, values),
  language: "zh-CN",
  local: ({ zh }) => zh,
  list: (names) => names.join("、"),
};

/** As in the comparison's own test: 甲 changes, 乙 changes, 丙 is met in no reading. */
const study = createDrawnStudy("A-3-1-4-1---5", { spacingMetres: 100, communityColumns: [5, 9] });
const comparison = finishSteps(
  compareReadings(new AnalysisSession(study), DEFAULT_PARAMETERS, {
    kind: "service",
    serviceId: "clinic",
    unit: "urban-community",
  }),
) as ReadingComparison;
const view = study as unknown as StudyView;

describe("readings on the page", () => {
  it("colour a community by whether the readings agree, the changing ones with a texture of their own", () => {
    const values = agreementOf(comparison);
    expect([...values]).toEqual([1, 1, 0]);
    const coverage = { people: Float64Array.of(1, 1, Number.NaN), verdicts: new Uint8Array(3) } as ServiceCoverage;
    const method = { method: "equal", count: 5 } as const;
    const { classes, classIndexes } = createColourClasses(coverage, "agreement", method, 0.8, values);
    expect(classes.map(({ verdict, count }) => [verdict, count])).toEqual([
      ["not-met", 0],
      ["depends", 2],
      ["met", 0],
    ]);
    expect([...classIndexes]).toEqual([1, 1, -2]);
    expect(createColourClasses(coverage, "agreement", method, 0.8, values.fill(Number.NaN)).classIndexes[0]).toBe(
      NO_DATA,
    );
  });

  it("say reach, mode and shares; what was not tested has none", () => {
    const words = comparison.readings.map((figures) => reachTexts(text, view, figures));
    expect(words).toEqual([
      ["路网 15 分钟，成人 1.2 m/s"],
      ["直线 300 米"],
      ["步行路网 500 米"],
      ["直线 1\u2009000 米"],
      [],
    ]);
    expect(comparison.readings.map((figures) => sharesOfReading(figures).communities)).toEqual([
      2 / 3,
      0,
      1 / 3,
      2 / 3,
      null,
    ]);
  });

  it("leave as tables that say what is a default, what is to be verified, and that data are simulated", () => {
    const readings = readingsCsv(text, view, comparison);
    expect(readings).toHaveLength(6);
    expect(new Set(readings.map((row) => row.length)).size).toBe(1);
    expect(readings[2]?.join("|")).toContain("(待核实)");
    expect(readings[2]?.join("|")).toContain("（默认）");
    expect(readings[5]).toContain("未给数值，不检验");
    const communities = communitiesCsv(text, view, comparison);
    expect(new Set(communities.map((row) => row.length)).size).toBe(1);
    expect(communities.slice(1).map((row) => [row[1], ...row.slice(-2)])).toEqual([
      ["甲", "是", "演示数据"],
      ["乙", "是", "演示数据"],
      ["丙", "否", "演示数据"],
    ]);
  });
});

describe("a reading as the rule of a target", () => {
  const planned = judgedTargets({ ...plan, services: [] }, NO_EDITS).find(({ id }) => id === "T04") as Target;
  const judged = (): Target =>
    judgedTargets({ ...plan, services: [] }, currentEdits(useProject.getState())).find(
      ({ id }) => id === "T04",
    ) as Target;

  beforeEach(() => {
    useAnalysis.setState({ study: { ...plan, services: [] } as unknown as StudyView });
    useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
    useProject.getState().openStudy(
      "datong",
      {
        serviceId: null,
        parameters: DEFAULT_PARAMETERS,
        scope: { areaId: "all", kind: "all" },
        edits: NO_EDITS,
        scenarios: [],
        presentation: NO_PRESENTATION,
        scenarioId: null,
      },
      () => true,
    );
  });

  it("can be taken, changed for another, undone and given back to the plan", () => {
    expect(useOfReading(planned, judged(), "plan")).toBe("in-use");
    expect(useOfReading(planned, judged(), "gb-50180")).toBe("take");
    expect(useOfReading(planned, judged(), "fitness-circle")).toBe("cannot");
    takeReading(planned, "gb-50180");
    expect(judged().rule).toMatchObject({ reach: { metres: 300, measure: "straight" }, groupId: "60+" });
    expect(useOfReading(planned, judged(), "gb-50180")).toBe("in-use");
    expect(useOfReading(planned, judged(), "plan")).toBe("restore");
    takeReading(planned, "tdt-1062");
    expect(judged().rule).toMatchObject({ reach: { metres: 1000, measure: "network" } });
    expect(judged().assumptions.filter(({ zh }) => zh.startsWith("口径取自"))).toHaveLength(1);
    expect(judged().assumptions.filter(({ zh }) => zh.startsWith("矛盾 I11"))).toHaveLength(1);
    useProject.getState().undo();
    expect(judged().rule).toMatchObject({ reach: { metres: 300 } });
    takeReading(planned, "plan");
    expect(judged()).toEqual(planned);
  });

  it("TD/T 1063 makes the target judge land, which has no group; the next reading gives both back", () => {
    takeReading(planned, "tdt-1063");
    expect(judged().rule).toMatchObject({ denominator: "land", groupId: "all", reach: { metres: 300 } });
    expect(useOfReading(planned, judged(), "tdt-1063")).toBe("in-use");
    expect(useOfReading(planned, judged(), "gb-50180")).toBe("take");
    takeReading(planned, "gb-50180");
    expect(judged().rule).not.toHaveProperty("denominator");
    expect(judged().rule).toMatchObject({ groupId: "60+" });
  });

  it("the fitness circle is on foot or by bicycle, either within 15 minutes", () => {
    const fitness = judgedTargets({ ...plan, services: [] }, NO_EDITS).find(({ id }) => id === "T03") as Target;
    takeReading(fitness, "fitness-circle");
    const now = judgedTargets({ ...plan, services: [] }, currentEdits(useProject.getState()));
    const taken = now.find(({ id }) => id === "T03") as Target;
    expect(taken.rule).toMatchObject({
      reach: { kind: "time", seconds: 900 },
      profileId: "adult",
      otherWay: { profileId: "cycle", reach: null },
    });
    expect(useOfReading(fitness, taken, "fitness-circle")).toBe("in-use");
    expect(useOfReading(fitness, taken, "plan")).toBe("restore");
  });
});
