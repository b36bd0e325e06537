/**
 * A study on the desk of whoever lays out sheets: opened once, each scenario run once for the parameters at hand, so that a
 * sheet can be seen again at once after each change of its layout.
 */
import type { Issue } from "../core/errors.ts";
import { LatestValues } from "../core/latest-values.ts";
import type { AnalysisParameters } from "../core/model/parameters.ts";
import type { MapLayout, StageView } from "../core/model/presentation.ts";
import { BASELINE_NAME, findScenario, type Scenario } from "../core/model/scenario.ts";
import type { Study } from "../core/model/study.ts";
import { runAnalysis } from "../core/run-analysis.ts";
import type { Chart } from "./charts/chart.ts";
import { type ChartFormat, makeChartFile } from "./charts/chart-files.ts";
import { type ChartQuestion, makeStepsChart, makeStudyCharts } from "./charts/study-charts.ts";
import { makeReport, type ReportControl } from "./make-report.ts";
import type { ReportFile, ReportRequest } from "./report-request.ts";
import type { ReportTools } from "./report-tools.ts";
import { createTextCover } from "./scene/cover-text.ts";
import { createMeasureText } from "./scene/measure-text.ts";
import { paintSvg } from "./scene/paint-svg.ts";
import type { MeasureText } from "./scene/scene.ts";
import { layoutSheet } from "./sheet/layout-sheet.ts";
import { makeSheets, type SheetControl, type SheetFormat } from "./sheet/make-sheets.ts";
import type { SheetSource } from "./sheet/sheet-source.ts";
import { makeStage, type StageControl } from "./stage/make-stage.ts";
import type { StageRun } from "./stage/stage-slides.ts";
import { openSessions, type StudySessions } from "./study-sessions.ts";

/** Runs that are kept: scenarios under the cutoffs at hand. */
const MOST_RUNS = 8;

export class ReportDesk {
  readonly study: Study;
  private readonly tools: ReportTools;
  private readonly sessions: StudySessions;
  private readonly measureText: MeasureText;
  private readonly steps = new LatestValues<{ readonly chart: Chart | null }>(MOST_RUNS);
  private readonly runs = new LatestValues<StageRun>(MOST_RUNS);

  constructor(study: Study, tools: ReportTools) {
    this.study = study;
    this.tools = tools;
    this.sessions = openSessions(study);
    this.measureText = createMeasureText(tools.fonts);
  }

  /** All documents of a request, from the sessions that are open here. @throws as `makeReport` does */
  async makeReport(request: ReportRequest, control: ReportControl): Promise<ReportFile[]> {
    return await makeReport(this.study, request, this.tools, { ...control, sessions: this.sessions });
  }

  /** The sheet as an SVG picture. A scenario that the study does not have leaves its map out. */
  drawSheet(layout: MapLayout, parameters: AnalysisParameters, date: string): string {
    const source = this.sourceOf(layout, parameters, date);
    const { scene, title } = layoutSheet(source, layout, this.measureText);
    return paintSvg(createTextCover(this.tools.fonts).cover(scene), title);
  }

  /** The sheet as files. @throws AnalysisError("cancelled") */
  async makeSheet(
    layout: MapLayout,
    parameters: AnalysisParameters,
    date: string,
    formats: readonly SheetFormat[],
    control: SheetControl = {},
  ): Promise<ReportFile[]> {
    const source = this.sourceOf(layout, parameters, date);
    return await makeSheets(source, layout, formats, this.tools, { ...control, measureText: this.measureText });
  }

  /** The views of the stage as one file. @throws AnalysisError `nothing-to-present`, `cancelled` */
  async makeStage(
    views: readonly StageView[],
    request: ReportRequest,
    control: StageControl = {},
  ): Promise<ReportFile[]> {
    const run = (name: string, parameters: AnalysisParameters) => this.runOf(name, parameters);
    return [await makeStage(this.study, views, run, request, this.measureText, control)];
  }

  /** Charts of a service; a scenario that the study does not have is told as the study stands. @throws AnalysisError */
  makeCharts(question: ChartQuestion, onStep?: (done: number, total: number) => void): Chart[] {
    const { parameters, scenarioName, stepsOf } = question;
    const base = this.runOf(BASELINE_NAME, parameters);
    const run = this.runOf(scenarioName, parameters) ?? base;
    if (!base || !run) return [];
    const charts = makeStudyCharts(run, question);
    const scenario = stepsOf === null ? undefined : findScenario(this.study.scenarios, stepsOf);
    const steps = scenario && this.stepsOf(base, scenario, question, onStep);
    return steps ? [...charts, steps] : charts;
  }

  /** A chart as a file. */
  async makeChartFile(
    chart: Chart,
    format: ChartFormat,
    date: string,
    onIssue?: (issue: Issue) => void,
  ): Promise<ReportFile[]> {
    return [await makeChartFile(this.study, chart, format, date, this.tools, this.measureText, onIssue)];
  }

  private stepsOf(
    base: StageRun,
    scenario: Scenario,
    question: ChartQuestion,
    onStep?: (done: number, total: number) => void,
  ): Chart | null {
    const { serviceId, parameters, scope, language } = question;
    const key = JSON.stringify([scenario.name, serviceId, parameters, scope, language]);
    return this.steps.find(key, () => ({
      chart: makeStepsChart(base, this.sessions.scenarios, scenario, question, onStep),
    })).chart;
  }

  private sourceOf({ maps }: MapLayout, parameters: AnalysisParameters, date: string): SheetSource {
    const names = [...new Set([BASELINE_NAME, ...maps.map(({ scenarioName }) => scenarioName)])];
    return { study: this.study, runs: names.flatMap((name) => this.runOf(name, parameters) ?? []), date };
  }

  private runOf(scenarioName: string, parameters: AnalysisParameters): StageRun | null {
    const scenario = findScenario(this.study.scenarios, scenarioName);
    if (!scenario && scenarioName !== BASELINE_NAME) return null;
    return this.runs.find(JSON.stringify([scenarioName, parameters]), () => {
      const { base, scenarios } = this.sessions;
      const { study, session } = scenario ? scenarios.open(scenario) : { study: this.study, session: base };
      return { scenarioName, study, session, result: runAnalysis(study, parameters, session) };
    });
  }
}
