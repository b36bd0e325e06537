/**
 * The only door to documents: study + request → files, for the page's worker and the command line alike. The analysis is
 * run here, its facts are made once, and every document reads these; each picture is drawn once. Equal studies and requests
 * give equal bytes. Either all files are answered or none.
 */
import type { AnalysisResult, Progress, WorkControl } from "../core/analysis-result.ts";
import { AnalysisError, BadDataError, type Issue } from "../core/errors.ts";
import { BASELINE_NAME, findScenario, type Scenario } from "../core/model/scenario.ts";
import type { Study } from "../core/model/study.ts";
import { analyseInSteps } from "../core/run-analysis.ts";
import { buildFacts, type ScenarioRun } from "./facts/build-facts.ts";
import type { ReportFacts } from "./facts/report-facts.ts";
import { reportFileName } from "./name-files.ts";
import { makePaper } from "./paper/make-paper.ts";
import { createPictures, type DrawPicture } from "./pictures/draw-pictures.ts";
import { REPORT_FORMATS, type ReportFile, type ReportFormat, type ReportRequest } from "./report-request.ts";
import type { ReportTools } from "./report-tools.ts";
import { createTextCover } from "./scene/cover-text.ts";
import { createMeasureText } from "./scene/measure-text.ts";
import type { MeasureText } from "./scene/scene.ts";
import { defaultLayout } from "./sheet/default-layout.ts";
import { makeSheets, type SheetFormat } from "./sheet/make-sheets.ts";
import { sheetFileName } from "./sheet/sheet-file-name.ts";
import type { SheetRun, SheetSource } from "./sheet/sheet-source.ts";
import { makeSlides } from "./slides/make-slides.ts";
import { openSessions, type StudySessions } from "./study-sessions.ts";
import { makeWorkbook } from "./workbook/make-workbook.ts";

/** What issues call the maps and charts of documents. */
const PICTURES = "文档的地图与图表";
const DOCUMENT_NAME = "公共服务覆盖评估";
/** Documents that show a map of each service, and how its pictures are called. */
const MAPS_OF: Readonly<Partial<Record<ReportFormat, string>>> = { pptx: "map", docx: "upright-map" };
const SHEET_FORMATS: readonly ReportFormat[] = ["pdf", "png", "svg"];

export interface ReportControl extends WorkControl {
  /** Told of what could not be drawn as it stands; the documents are made all the same. */
  readonly onIssue?: (issue: Issue) => void;
  /** Sessions of the study that are open already, with all that they keep; they are opened here where left out. */
  readonly sessions?: StudySessions;
}

/** Tells progress, then asks whether to go on; awaited, so that a worker hears a cancellation. */
type Tell = (progress: Progress) => Promise<void>;

/**
 * Makes the files that are asked for, in the order of `REPORT_FORMATS`.
 * @throws AnalysisError("cancelled") where the signal says so, "bad-parameter" for a request that cannot be met;
 * BadDataError with `no-facilities` where there is nothing to report on
 */
export async function makeReport(
  study: Study,
  request: ReportRequest,
  tools: ReportTools,
  control: ReportControl = {},
): Promise<ReportFile[]> {
  const scenarios = checkRequest(study, request);
  const tell = createTell(control);
  const { base: session, scenarios: sessions } = control.sessions ?? openSessions(study);
  const result = await runInSteps(analyseInSteps(study, request.parameters, session), tell);
  if (result.services.length === 0)
    throw new BadDataError([{ code: "no-facilities", severity: "error", layer: study.title.zh || study.id }]);
  const runs: (ScenarioRun & { readonly study: Study })[] = [];
  for (const scenario of scenarios) {
    const opened = sessions.open(scenario);
    const steps = analyseInSteps(opened.study, request.parameters, opened.session);
    runs.push({ ...opened, scenario, result: await runInSteps(steps, tell) });
  }
  await tell({ stage: "coverage", done: 0, total: 1 });
  const facts = buildFacts(study, session, result, runs);
  const measureText = createMeasureText(tools.fonts);
  const source = sheetSource(facts, runs, request);
  const texts = createTextCover(tools.fonts);
  const drawPicture = createPictures(facts, source, request, tools, measureText, texts, control);
  const maps = orderedFormats(request).flatMap((format) => {
    const kind = MAPS_OF[format];
    return kind === undefined ? [] : facts.services.map(({ service }) => `${kind}:${service.id}`);
  });
  for (const [done, id] of maps.entries()) {
    await tell({ stage: "drawing", done, total: maps.length });
    await drawPicture(id);
  }
  const work: Work = { facts, request, tools, measureText, source, drawPicture, tell, control };
  const files = [...(await makeDocuments(work)), ...(await makeSheetFiles(work))];
  await tell({ stage: "writing", done: files.length, total: files.length });
  const issue = texts.issue(PICTURES);
  if (issue) control.onIssue?.(issue);
  return files;
}

/** The names of the files that a request will give, in the same order, without making them. */
export function reportFileNames(study: Study, request: ReportRequest): string[] {
  return orderedFormats(request).map((format) =>
    isSheet(format)
      ? sheetFileName(study, layoutOf(study, request), request.date, format)
      : reportFileName(study, DOCUMENT_NAME, request.date, format),
  );
}

interface Work {
  readonly facts: ReportFacts;
  readonly request: ReportRequest;
  readonly tools: ReportTools;
  readonly measureText: MeasureText;
  readonly source: SheetSource;
  readonly drawPicture: DrawPicture;
  readonly tell: Tell;
  readonly control: ReportControl;
}

async function makeDocuments(work: Work): Promise<ReportFile[]> {
  const { facts, request, measureText, drawPicture, tell } = work;
  const files: ReportFile[] = [];
  for (const format of orderedFormats(request)) {
    if (isSheet(format)) continue;
    const step = (): Promise<void> => tell({ stage: "writing", done: files.length, total: request.formats.length });
    await step();
    const name = reportFileName(facts.study, DOCUMENT_NAME, request.date, format);
    if (format === "pptx")
      files.push({ name, bytes: await makeSlides(facts, request, drawPicture, measureText, step) });
    else if (format === "docx") files.push({ name, bytes: await makePaper(facts, request, drawPicture, step) });
    else files.push({ name, bytes: await runInSteps(makeWorkbook(facts, request), step) });
  }
  return files;
}

/** All formats of the map sheet, which is laid out once. */
async function makeSheetFiles({ facts, request, tools, measureText, source, tell, control }: Work) {
  const formats = orderedFormats(request).filter(isSheet);
  if (formats.length === 0) return [];
  const total = request.formats.length;
  const onStep = (done: number): void => {
    const made = total - formats.length + done - 1;
    if (done <= formats.length) control.onProgress?.({ stage: "writing", done: made, total });
  };
  await tell({ stage: "writing", done: total - formats.length, total });
  const { signal, onIssue } = control;
  const told = { ...(signal ? { signal } : {}), ...(onIssue ? { onIssue } : {}) };
  return makeSheets(source, layoutOf(facts.study, request), formats, tools, { measureText, onStep, ...told });
}

function orderedFormats({ formats }: ReportRequest): ReportFormat[] {
  return REPORT_FORMATS.filter((format) => formats.includes(format));
}

function isSheet(format: ReportFormat): format is SheetFormat {
  return SHEET_FORMATS.includes(format);
}

/** The layout asked for, else the first service's own sheet; stamp and organisation are the request's. */
function layoutOf(study: Study, { layout, parameters, stamp, organisation }: ReportRequest) {
  if (layout) return layout;
  const wanted = parameters.serviceIds;
  const first = study.services.find(({ id, circle }) => (wanted ? wanted.includes(id) : circle)) ?? study.services[0];
  return { ...defaultLayout(study, first?.id ?? ""), stamp, organisation };
}

/** The scenarios that are asked for. @throws AnalysisError for what the study does not have and for no format at all */
function checkRequest({ scenarios }: Study, { formats, scenarioNames, date }: ReportRequest): Scenario[] {
  const bad = (field: string, value: string): AnalysisError => new AnalysisError("bad-parameter", { field, value });
  if (formats.length === 0) throw bad("formats", "");
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) throw bad("date", date);
  return [...new Set(scenarioNames)].flatMap((name) => {
    if (name === BASELINE_NAME) return [];
    const scenario = findScenario(scenarios, name);
    if (!scenario) throw bad("scenario", name);
    return [scenario];
  });
}

/** The runs that sheets may show: the baseline and the scenarios. */
function sheetSource(
  { study, result }: ReportFacts,
  runs: readonly { readonly scenario: Scenario; readonly study: Study; readonly result: AnalysisResult }[],
  { date }: ReportRequest,
): SheetSource {
  const baseline: SheetRun = { scenarioName: BASELINE_NAME, study, result };
  const others = runs.map(
    (run): SheetRun => ({ scenarioName: run.scenario.name, study: run.study, result: run.result }),
  );
  return { study, runs: [baseline, ...others], date };
}

function createTell({ onProgress, signal }: WorkControl): Tell {
  return async (progress) => {
    onProgress?.(progress);
    // Lets a message in that cancels.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (signal?.aborted) throw new AnalysisError("cancelled");
  };
}

async function runInSteps<Result>(
  steps: Generator<Progress, Result>,
  tell: (progress: Progress) => Promise<void>,
): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await tell(step.value);
  }
}
