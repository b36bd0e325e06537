/** Charts of the English page: everything that the product says is English, only names of the study stay as they are. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadStudy } from "../../../src/cli/load-study.ts";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { PROFILES, type ProfileId } from "../../../src/core/model/parameters.ts";
import { BASELINE_NAME, type Scenario } from "../../../src/core/model/scenario.ts";
import { defaultScope, type Scope, WHOLE_STUDY } from "../../../src/core/model/scope.ts";
import { analyseInSteps } from "../../../src/core/run-analysis.ts";
import type { BarChart, Chart, LineChart, WaterfallChart } from "../../../src/report/charts/chart.ts";
import { makeChartFile } from "../../../src/report/charts/chart-files.ts";
import { chartScene } from "../../../src/report/charts/chart-scene.ts";
import { describeChart } from "../../../src/report/charts/chart-sentence.ts";
import { tabulateChart, writeCell, writeChartCsv } from "../../../src/report/charts/chart-table.ts";
import { districtChart, lorenzChart, minutesChart, servicesChart } from "../../../src/report/charts/coverage-charts.ts";
import { changeChart, marginalGainChart, stagesChart, stepsChart } from "../../../src/report/charts/scenario-charts.ts";
import { type ChartedRun, type ChartQuestion, makeStudyCharts } from "../../../src/report/charts/study-charts.ts";
import { chartWords } from "../../../src/report/charts/words/chart-words.ts";
import { createMeasureText } from "../../../src/report/scene/measure-text.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { listTextBoxes } from "../../support/list-marks.ts";
import { readReportTools } from "../../support/read-report-tools.ts";
import { FIVE_MINUTES, factsOf } from "../facts/facts-of.ts";

const tools = readReportTools();
const measureText = createMeasureText(tools.fonts);
const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”]/u;

/** All that a chart shows or says anywhere. */
function listTexts(chart: Chart): string[] {
  const { columns, rows } = tabulateChart(chart);
  return [
    chart.title,
    chart.basis,
    describeChart(chart),
    ...listTextBoxes(chartScene(chart, 200, 112, measureText), measureText).map(({ text }) => text),
    ...columns.map(({ name }) => name),
    ...rows.flatMap(({ cells }) => cells.map((cell, at) => writeCell(cell, columns[at]!, chart))),
    writeChartCsv(chart),
  ];
}

function expectEnglish(chart: Chart, names: readonly string[] = []): void {
  for (const text of listTexts(chart)) {
    const rest = names.reduce((left, name) => left.replaceAll(name, ""), text);
    expect(rest, chart.id).not.toMatch(CHINESE);
  }
}

const BASE = { id: "chart", title: "Coverage", basis: "Basis.", isDemonstration: true, language: "en" } as const;
const FALL: WaterfallChart = {
  ...BASE,
  kind: "waterfall",
  unit: "people",
  from: { name: "As it is", value: 30_000 },
  steps: [{ id: "a", name: "Add a centre", change: 1500 }],
  to: { name: "Near", value: 31_500 },
};

describe("a chart in English", () => {
  const place = (id: string, east: number): Scenario["edits"][number] => ({
    kind: "add-facility",
    id,
    isOff: false,
    serviceId: "clinic",
    facilityId: id,
    name: id,
    coordinates: [[113.3 + east, 40.1]],
    attributes: {},
  });
  const drawn = createDrawnStudy(
    `
      A-1-2---3-----4
    `,
    { spacingMetres: 75, communityColumns: [13, 17] },
  );
  const near: Scenario = { id: "s1", name: "Near", edits: [place("n", 0.0088)] };
  const far: Scenario = { id: "s2", name: "Far", edits: [near.edits[0]!, place("f", 0.0176)] };
  const conditions = { ...FIVE_MINUTES, night: true, slope: true, stairsFactor: 2, crossingSeconds: 20 };

  it.each(["people", "residential-floor-m2", "residential-street-m"] as const)(
    "says nothing in Chinese, whatever the drawing: %s",
    (unit) => {
      const study = { ...drawn, demonstration: true, demand: { ...drawn.demand, unit } };
      const facts = { ...factsOf(study, [near, far], conditions), language: "en" as const };
      const [service] = facts.services;
      const edits = Array.from({ length: 12 }, (_, at) => ({ id: `e${at}`, name: `Step ${at}`, change: at * 1000 }));
      const charts = [
        districtChart(facts, service!),
        minutesChart(facts, service!),
        servicesChart({ ...facts, services: [service!, service!] }),
        lorenzChart(facts, service!),
        changeChart(facts, 0, 0),
        stagesChart(facts, 0),
        stepsChart(facts, service!, "Near", 2_000_000, edits),
        marginalGainChart(facts, service!, [
          [0, 0],
          [1, 12_345],
          [2, 13_000],
        ]),
      ];
      for (const chart of charts) {
        if (!chart) throw new Error("a chart is missing");
        expectEnglish(chart, ["示例街道"]);
        expect(listTexts(chart)).toContain("Demonstration data");
        // What is not people is not called people in the account of an amount.
        if (unit !== "people" && chart.kind === "waterfall") expect(describeChart(chart)).not.toContain("people");
      }
    },
  );

  it.each(Object.keys(PROFILES) as ProfileId[])("says in English how %s gets about", (profileId) => {
    const facts = { ...factsOf(drawn, [], { ...conditions, profileId }), language: "en" as const };
    expectEnglish(minutesChart(facts, facts.services[0]!));
    expectEnglish(lorenzChart(facts, facts.services[0]!)!);
  });

  it("writes thousands with thin spaces and millions in words, never 万 or 亿", () => {
    const vast = { ...FALL, from: { name: "As it is", value: 1_300_000 }, to: { name: "Near", value: 1_301_500 } };
    expect(describeChart(FALL)).toBe(
      "From 30\u2009000 people to 31\u2009500 people, a net change of +1\u2009500 people; largest effect: 'Add a centre', +1\u2009500 people.",
    );
    expect(describeChart(vast)).toContain("1.3\u2009million people");
    expectEnglish(vast);
    const small = { ...FALL, steps: [{ ...FALL.steps[0]!, change: 300 }], to: { name: "Near", value: 30_300 } };
    expect(listTexts(small).some((text) => /^Vertical axis begins at [\d\u2009]+, not at 0$/.test(text))).toBe(true);
  });

  it("says what is not testable and how many bars found no room", () => {
    const categories = Array.from({ length: 60 }, (_, at) => ({ id: String(at), name: `Unit ${at}` }));
    const values = categories.map((_, at) => (at === 0 ? null : 0.5));
    const mark = { value: 0.8, name: "Pass mark 80%" };
    const series = [{ name: "Along streets", colour: "#1d4672", values }];
    const bars: BarChart = { ...BASE, kind: "bars", unit: "share", categories, series, mark };
    expect(listTexts(bars)).toContain("not testable");
    expect(listTexts(bars).some((text) => /^\d+ more are not listed$/.test(text))).toBe(true);
    expect(describeChart(bars)).toContain("59 are below the pass mark of 80%");
    expectEnglish(bars);
    const nothing = { ...bars, series: [{ ...series[0]!, values: values.map(() => null) }] };
    expect(describeChart(nothing)).toContain("not testable");
  });

  it("reads minutes as minutes where lines have no value, and where they have one", () => {
    const lines: LineChart = {
      ...BASE,
      kind: "lines",
      x: { name: "Walking time (minutes)", unit: "minutes", upTo: 30 },
      y: { name: "Cumulative share", unit: "share" },
      series: [
        { name: "Along streets", colour: "#1d4672", isDashed: false, points: [[15, 0.25]] },
        { name: "Straight line", colour: "#8a867c", isDashed: true, points: [[15, 0.5]] },
      ],
      mark: { value: 15, name: "Limit 15 min" },
    };
    expect(describeChart(lines)).toBe(
      "Within 15 minutes 25.0% get there (in a straight line it would be 50.0%); fewer than half get there within the time shown.",
    );
    expect(listTexts(lines)).toContain("15 min 25.0%");
    const without = { ...lines, mark: { value: 12.5, name: "Limit 12.5 min" } };
    expect(describeChart(without)).toBe("Fewer than half get there within the time shown.");
  });

  it("says in English where communities belong to no district", () => {
    const facts = { ...factsOf(drawn), language: "en" as const };
    const [service] = facts.services;
    const districts = service!.districts.map((district) => ({ ...district, id: "", name: "不属于任何区县" }));
    expect(districtChart(facts, { ...service!, districts }).categories).toEqual([{ id: "", name: "In no district" }]);
  });

  it("is Chinese where no language is named", () => {
    expect(chartWords()).toBe(chartWords("zh-CN"));
    expect(chartWords("en")).not.toBe(chartWords());
  });
});

describe("charts of the shipped study in English", () => {
  let run: ChartedRun;
  let names: readonly string[];
  const ask = (scope: Scope, change: Partial<ChartQuestion> = {}): ChartQuestion => ({
    language: "en",
    serviceId: "elderly-day-care",
    parameters: run.result.parameters,
    scope,
    level: "county",
    scenarioName: BASELINE_NAME,
    stepsOf: null,
    gain: null,
    ...change,
  });

  beforeAll(async () => {
    const { study } = await loadStudy("geodata/datong");
    const session = new AnalysisSession(study);
    run = {
      scenarioName: BASELINE_NAME,
      session,
      result: finishSteps(analyseInSteps(study, FIVE_MINUTES, session, false)),
    };
    names = study.units.map(({ name }) => name).sort((a, b) => b.length - a.length);
  }, 60_000);

  it("have Chinese names of places and nothing else Chinese, in each scope and level", () => {
    const { study } = run.session;
    const county: Scope = { areaId: "140212", kind: "village" };
    const gain = {
      points: [
        [0, 0],
        [1, 900],
        [2, 1300],
      ] as const,
      asked: run.result.services.find(({ serviceId }) => serviceId === "elderly-day-care")!,
      parameters: run.result.parameters,
      communityCount: 1,
      scenarioName: null,
    };
    for (const scope of [defaultScope(study), WHOLE_STUDY, county])
      for (const level of ["county", "township"] as const)
        for (const chart of makeStudyCharts(run, ask(scope, { level, gain }))) expectEnglish(chart, names);
  });

  it("have the numbers of the Chinese ones", () => {
    const numbersOf = (chart: Chart) => tabulateChart(chart).rows.map(({ cells }) => cells.slice(1));
    const english = makeStudyCharts(run, ask(WHOLE_STUDY));
    const chinese = makeStudyCharts(run, ask(WHOLE_STUDY, { language: "zh-CN" }));
    expect(english.map(({ id }) => id)).toEqual(chinese.map(({ id }) => id));
    expect(english.map(numbersOf)).toEqual(chinese.map(numbersOf));
    for (const chart of chinese) expect(chart.title).toMatch(CHINESE);
  });

  it("become files with English names and words", async () => {
    const { study } = run.session;
    const [chart] = makeStudyCharts(run, ask(WHOLE_STUDY));
    for (const format of ["csv", "svg"] as const) {
      const file = await makeChartFile(study, chart!, format, "2026-01-01", tools, measureText);
      expect(file.name).toBe(
        `Datong-14th-Five-Year-Plan-for-public-coverage-by-district-elderly-day-care-2026-01-01.${format}`,
      );
      const text = names.reduce((left, name) => left.replaceAll(name, ""), new TextDecoder().decode(file.bytes));
      expect(text).toContain("Basis");
      expect(text.replace(/font-family="[^"]*"/g, "")).not.toMatch(CHINESE);
    }
  });
});
