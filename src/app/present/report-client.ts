/** Documents and sheets are made in a worker of their own, started when first asked for and ended by whoever gives up. */
import type { Progress } from "../../core/analysis-result.ts";
import { restoreError } from "../../core/carried-failure.ts";
import { AnalysisError, type Issue } from "../../core/errors.ts";
import type { Chart } from "../../report/charts/chart.ts";
import type { ChartQuestion } from "../../report/charts/study-charts.ts";
import type { ReportJob, ReportNews, ReportTask } from "../../report/report-job.ts";
import type { ReportFile } from "../../report/report-request.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { requestStudyFile } from "../store/ask-worker.ts";
import { currentChoices, useProject } from "../store/project-store.ts";

export interface ReportControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Told of what could not be drawn as it stands. */
  readonly onIssues?: (issues: readonly Issue[]) => void;
}

interface OpenReport {
  readonly worker: Worker;
  /** What the worker's study was saved from. */
  readonly basis: readonly unknown[];
  readonly inputs: Readonly<Record<string, string>>;
}

let open: OpenReport | null = null;
let nextId = 1;
/** One job after the other: the worker holds one study. */
let last: Promise<unknown> = Promise.resolve();

function startWorker(): Worker {
  return new Worker(new URL("../../report/report.worker.ts", import.meta.url), { type: "module", name: "report" });
}

/** What a saved study rests on. */
function basisNow(): readonly unknown[] {
  const choices = currentChoices(useProject.getState());
  return [useAnalysis.getState().baseline, choices?.edits, choices?.scenarios];
}

export type MakeTask = (inputs: Readonly<Record<string, string>>) => ReportTask;

/** A sheet as an SVG picture. @throws AnalysisError, BadDataError */
export async function requestDrawing(makeTask: MakeTask, control: ReportControl = {}): Promise<string> {
  const news = await ask(makeTask, control);
  return news.kind === "drawn" ? news.svg : "";
}

/** Files of a sheet or of a report. @throws AnalysisError, BadDataError */
export async function requestReport(makeTask: MakeTask, control: ReportControl = {}): Promise<readonly ReportFile[]> {
  const news = await ask(makeTask, control);
  if (news.kind !== "files") return [];
  control.onIssues?.(news.issues);
  return news.files;
}

/** Charts as plain values. @throws AnalysisError, BadDataError */
export async function requestCharts(question: ChartQuestion, control: ReportControl = {}): Promise<readonly Chart[]> {
  const news = await ask(() => ({ kind: "charts", question }), control);
  return news.kind === "charts" ? news.charts : [];
}

type Answer = Extract<ReportNews, { readonly kind: "drawn" | "files" | "charts" }>;

function ask(makeTask: MakeTask, control: ReportControl): Promise<Answer> {
  const next = last.then(() => run(makeTask, control));
  last = next.catch(() => undefined);
  return next;
}

async function run(makeTask: MakeTask, { signal, onProgress }: ReportControl): Promise<Answer> {
  const check = (): void => {
    if (signal?.aborted) throw new AnalysisError("cancelled");
  };
  check();
  const basis = basisNow();
  let study: Uint8Array | null = null;
  if (!open || open.basis.some((part, at) => part !== basis[at])) {
    const saved = await requestStudyFile();
    check();
    study = saved.bytes;
    open = { worker: open?.worker ?? startWorker(), basis, inputs: saved.inputs };
  }
  const { worker, inputs } = open;
  const id = nextId++;
  return await new Promise<Answer>((resolve, reject) => {
    const end = (): void => {
      worker.terminate();
      open = null;
    };
    const onAbort = (): void => {
      end();
      reject(new AnalysisError("cancelled"));
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    const settle = (): void => signal?.removeEventListener("abort", onAbort);
    worker.onmessage = ({ data }: MessageEvent<ReportNews>) => {
      if (data.id !== id) return;
      if (data.kind === "progress") {
        onProgress?.(data.progress);
        return;
      }
      settle();
      if (data.kind === "failure") {
        end();
        reject(restoreError(data.failure));
      } else resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      settle();
      end();
      reject(new AnalysisError("worker-crashed", { message: event.message ?? "" }));
    };
    const job: ReportJob = { id, study, task: makeTask(inputs) };
    worker.postMessage(job, study ? [study.buffer] : []);
  });
}
