/** The stage as a file: every view's map, words and figures made now, so that it opens anywhere without the product. */
import { AnalysisError } from "../../core/errors.ts";
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import type { StageView } from "../../core/model/presentation.ts";
import { BASELINE_NAME } from "../../core/model/scenario.ts";
import type { Study } from "../../core/model/study.ts";
import { VERSION } from "../../io/version.ts";
import type { ReportFile, ReportRequest } from "../report-request.ts";
import type { MeasureText } from "../scene/scene.ts";
import { stampWords } from "../sheet/sheet-words.ts";
import { wholeName } from "../words/answer-sentence.ts";
import { type Trace, traceOf } from "../words/trace.ts";
import { writeStagePage } from "./stage-page.ts";
import { STAGE_SCRIPT } from "./stage-script.ts";
import { makeStageSlide, type StageRun, type StageSlide } from "./stage-slides.ts";

export interface StageControl {
  readonly onStep?: (done: number, total: number) => void;
  readonly signal?: { readonly aborted: boolean };
}

/** The run of a scenario under parameters; null where the study has no such scenario. */
export type RunScenario = (scenarioName: string, parameters: AnalysisParameters) => StageRun | null;

/**
 * @throws AnalysisError `nothing-to-present` where none of the views can be shown, `cancelled`.
 */
export async function makeStage(
  study: Study,
  views: readonly StageView[],
  runScenario: RunScenario,
  request: ReportRequest,
  measureText: MeasureText,
  { onStep, signal }: StageControl = {},
): Promise<ReportFile> {
  const slides: StageSlide[] = [];
  for (const [index, view] of views.entries()) {
    if (signal?.aborted) throw new AnalysisError("cancelled");
    onStep?.(index, views.length);
    const parameters = { ...request.parameters, cutoffSeconds: 60 * view.cutoffMinutes };
    const run = runScenario(view.scenarioName, parameters) ?? runScenario(BASELINE_NAME, parameters);
    const { beforeScenarioName: before } = view;
    const runBefore = before === null || before === view.scenarioName ? null : runScenario(before, parameters);
    const slide = run && makeStageSlide(view, run, runBefore, measureText);
    if (slide) slides.push(slide);
  }
  if (slides.length === 0) throw new AnalysisError("nothing-to-present", { views: views.length });
  const baseline = runScenario(BASELINE_NAME, request.parameters);
  const title = request.title.trim() || `${wholeName(study)}公共服务覆盖汇报`;
  const words = {
    title,
    isDemonstration: study.demonstration,
    stamp: stampWords(request.stamp),
    trace: baseline ? writeTrace(study, baseline, views, request) : [],
  };
  const html = writeStagePage(slides, words, await hashScript());
  onStep?.(views.length, views.length);
  return { name: `${study.id}-stage-${request.date}.html`, bytes: new TextEncoder().encode(html) };
}

function writeTrace(
  study: Study,
  { result }: StageRun,
  views: readonly StageView[],
  request: ReportRequest,
): readonly string[] {
  const names = new Set(
    views.flatMap(({ scenarioName, beforeScenarioName }) => [scenarioName, beforeScenarioName ?? ""]),
  );
  const scenarios = study.scenarios.filter(({ name }) => names.has(name));
  const services = result.services.map((coverage) => ({ coverage }));
  return linesOf(traceOf({ study, result, version: VERSION, scenarios, services }, request));
}

function linesOf({ study, parameters, sources, inputs, command }: Trace): string[] {
  return [
    ...study.map(({ name, value }) => `${name}：${value}`),
    `参数：${parameters.map(({ name, value, isDefault }) => `${name} ${value}${isDefault ? "（默认）" : ""}`).join("；")}`,
    ...sources.map(
      ({ layer, source, licence, date, isSimulated }) =>
        `数据来源 ${layer}：${source}（${licence}，${date}${isSimulated ? "，模拟" : ""}）`,
    ),
    ...inputs.map(({ name, sha256 }) => `sha256 ${name}：${sha256}`),
    `重算：${command}`,
  ];
}

/** For the page's policy: base64 of the script's sha256. */
async function hashScript(): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest("SHA-256", new TextEncoder().encode(STAGE_SCRIPT));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
