/** The page's charts of the shipped study, held to communities.csv of the same run. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadStudy } from "../../../src/cli/load-study.ts";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { BASELINE_NAME, type Scenario } from "../../../src/core/model/scenario.ts";
import { defaultScope, type Scope, WHOLE_STUDY } from "../../../src/core/model/scope.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { unitTree } from "../../../src/core/model/unit-tree.ts";
import { analyseInSteps } from "../../../src/core/run-analysis.ts";
import { ScenarioSessions } from "../../../src/core/scenario/scenario-sessions.ts";
import { communitiesCsv } from "../../../src/io/outputs/run-files.ts";
import type { Chart } from "../../../src/report/charts/chart.ts";
import { describeChart } from "../../../src/report/charts/chart-sentence.ts";
import { tabulateChart, writeChartCsv } from "../../../src/report/charts/chart-table.ts";
import {
  type ChartedRun,
  type ChartQuestion,
  makeStepsChart,
  makeStudyCharts,
} from "../../../src/report/charts/study-charts.ts";
import { readTable } from "../../cli/read-table.ts";
import { finishSteps } from "../../support/finish-steps.ts";

const SERVICE = "elderly-day-care";

describe("charts of the shipped study", () => {
  let study: Study;
  let run: ChartedRun;
  let rows: readonly Readonly<Record<string, string>>[];
  let countyIds: ReadonlyMap<string, string>;
  let core: Scope;

  const ask = (scope: Scope, change: Partial<ChartQuestion> = {}): ChartQuestion => ({
    language: "zh-CN",
    serviceId: SERVICE,
    parameters: DEFAULT_PARAMETERS,
    scope,
    level: "county",
    scenarioName: BASELINE_NAME,
    stepsOf: null,
    gain: null,
    ...change,
  });
  const find = <Kind extends Chart["kind"]>(charts: readonly Chart[], id: string, kind: Kind) => {
    const chart = charts.find((each) => each.id === id);
    if (chart?.kind !== kind) throw new Error(`no chart ${id}`);
    return chart as Extract<Chart, { kind: Kind }>;
  };
  const sumOf = (column: string, isCounted: (id: string) => boolean): number =>
    rows.filter(({ communityId = "" }) => isCounted(communityId)).reduce((sum, row) => sum + Number(row[column]), 0);

  beforeAll(async () => {
    ({ study } = await loadStudy("geodata/datong"));
    const session = new AnalysisSession(study);
    const result = finishSteps(analyseInSteps(study, DEFAULT_PARAMETERS, session, false));
    run = { scenarioName: BASELINE_NAME, session, result };
    rows = readTable(communitiesCsv(study, result)).filter(({ service }) => service === SERVICE);
    const tree = unitTree(study);
    countyIds = new Map(study.communities.ids.map((id, index) => [id, tree.countyIds[index] ?? ""]));
    core = defaultScope(study);
  });

  it("districts are the sums of communities.csv, and together the whole", () => {
    const chart = find(makeStudyCharts(run, ask(WHOLE_STUDY)), `coverage-by-district:${SERVICE}`, "bars");
    expect(chart.categories.length).toBeGreaterThan(8);
    for (const [at, { id }] of chart.categories.entries()) {
      const people = sumOf("people", (community) => countyIds.get(community) === id);
      const covered = sumOf("peopleCovered", (community) => countyIds.get(community) === id);
      expect(chart.amounts?.[0]?.values[at], id).toBeCloseTo(people, 1);
      expect(chart.series[0]?.values[at], id).toBeCloseTo(covered / people, 5);
    }
    const all = chart.amounts?.[0]?.values.reduce((sum, each) => sum + each, 0);
    expect(all).toBeCloseTo(
      sumOf("people", () => true),
      0,
    );
  });

  it("a narrower scope counts its own communities alone: districts, minutes and walks", () => {
    const whole = makeStudyCharts(run, ask(WHOLE_STUDY));
    const charts = makeStudyCharts(run, ask(core, { level: "township" }));
    const bars = find(charts, `coverage-by-district:${SERVICE}`, "bars");
    const urban = new Set(study.communities.ids.filter((_, index) => study.communities.kinds[index] === "urban"));
    const isCore = (id: string): boolean => ["140213", "140214"].includes(countyIds.get(id) ?? "") && urban.has(id);
    const [people, covered] = [sumOf("people", isCore), sumOf("peopleCovered", isCore)];
    const counted = (column: number): number =>
      bars.amounts?.[column]?.values.reduce((sum, each) => sum + each, 0) ?? 0;
    expect(people).toBeGreaterThan(0);
    expect(counted(0)).toBeCloseTo(people, 0);
    expect(counted(1)).toBeCloseTo(covered, 0);
    const lines = find(charts, `people-by-minutes:${SERVICE}`, "lines");
    expect(lines.series[0]?.points.find(([minute]) => minute === 15)?.[1]).toBeCloseTo(covered / people, 5);
    expect(find(charts, `lorenz:${SERVICE}`, "lines").title).not.toBe(find(whole, `lorenz:${SERVICE}`, "lines").title);
    for (const chart of charts) expect(chart.basis).toMatch(/范围为平城区、云冈区的 305 个城镇社区/);
  });

  it("the steps of a scenario add up to what the scenario changes, those without effect told but not drawn", () => {
    const place = (id: string, community: number): Scenario["edits"][number] => ({
      kind: "add-facility",
      id,
      isOff: false,
      serviceId: SERVICE,
      facilityId: id,
      name: id,
      coordinates: [
        [study.communities.centres[2 * community] as number, study.communities.centres[2 * community + 1] as number],
      ],
      attributes: {},
    });
    const layer = study.facilities.find(({ serviceId }) => serviceId === SERVICE);
    const closed = { kind: "close-facility", isOff: false, serviceId: SERVICE } as const;
    const edits: Scenario["edits"] = [
      place("新一", 3),
      { ...closed, id: "停一", facilityId: layer?.ids[0] ?? "" },
      { ...place("别处", 40), id: "别处", serviceId: "kindergarten" } as Scenario["edits"][number],
      place("新二", 120),
      { ...place("关着", 200), isOff: true },
    ];
    const scenario: Scenario = { id: "s", name: "方案甲", edits };
    const sessions = new ScenarioSessions(run.session);
    const seen: number[] = [];
    const chart = makeStepsChart(run, sessions, scenario, ask(WHOLE_STUDY), (done) => seen.push(done));
    const opened = new ScenarioSessions(new AnalysisSession(study)).open(scenario);
    const after = finishSteps(analyseInSteps(opened.study, DEFAULT_PARAMETERS, opened.session, false));
    const total = (result: typeof after): number =>
      result.services.find(({ serviceId }) => serviceId === SERVICE)?.peopleCovered.reduce((sum, each) => sum + each) ??
      0;
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(chart?.from.value).toBeCloseTo(total(run.result), 6);
    expect(chart?.to.value).toBeCloseTo(total(after), 6);
    const changes = chart?.steps.map(({ id }) => id);
    expect(changes).toEqual(["新一", "停一", "新二"]);
    expect(chart?.steps[1]?.change).toBeLessThan(0);
    expect(chart?.steps.reduce((sum, { change }) => sum + change, chart.from.value)).toBeCloseTo(total(after), 6);
    expect(chart?.basis).toContain("另有 1 项不改变");
    const told = chart && tabulateChart(chart).rows.at(-1)?.cells;
    expect(told?.[1]).toBeCloseTo(total(after) - total(run.result), 6);
  });

  it("a siting answer's curve keeps the question's own reach and scope in its basis", () => {
    const own = run.result.services.find(({ serviceId }) => serviceId === SERVICE);
    const gain = {
      points: [
        [0, 0],
        [1, 900],
        [2, 1300],
      ] as const,
      asked: { ...own!, cutoffSeconds: 600 },
      parameters: { ...DEFAULT_PARAMETERS, cutoffSeconds: 600 },
      communityCount: 77,
      scenarioName: "近期",
    };
    const chart = find(makeStudyCharts(run, ask(core, { gain })), `marginal-gain:${SERVICE}`, "lines");
    expect(chart.basis).toMatch(/方案“近期”.+77 个社区.+10 分钟/);
    expect(describeChart(chart)).toBe("第 1 处新增 900 人，到第 2 处只多 400 人。");
  });

  it("every chart says its point in a sentence and gives its numbers as CSV with what they rest on", () => {
    for (const chart of makeStudyCharts(run, ask(core))) {
      expect(describeChart(chart), chart.id).toMatch(/\d.*。$/);
      const table = readTable(writeChartCsv(chart));
      expect(table.length).toBe(tabulateChart(chart).rows.length);
      expect(table.every((row) => row.口径 === chart.basis)).toBe(true);
      const [row] = table;
      const numbers = Object.values(row ?? {}).filter((cell) => /^[\d.]+$/.test(cell));
      expect(numbers.length).toBeGreaterThan(1);
    }
  });
});
