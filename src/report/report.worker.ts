/** The worker that makes documents and sheets, so that neither the page nor its analyses wait for them. */

import regularUrl from "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf?url";
import boldUrl from "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf?url";
import rasterizerUrl from "@resvg/resvg-wasm/index_bg.wasm?url";
import { carryError } from "../core/carried-failure.ts";
import { AnalysisError, BadDataError, type Issue } from "../core/errors.ts";
import { readStudyFile } from "../io/study/study-file.ts";
import { ReportDesk } from "./report-desk.ts";
import type { ReportJob, ReportNews, ReportTask } from "./report-job.ts";
import type { ReportTools } from "./report-tools.ts";

let tools: Promise<ReportTools> | null = null;
let desk: ReportDesk | null = null;

self.onmessage = (event: MessageEvent<ReportJob>) => void work(event.data);

async function work({ id, study, task }: ReportJob): Promise<void> {
  try {
    tools ??= loadTools();
    const loaded = await tools.catch((error: unknown) => {
      // What could not be fetched may be there the next time.
      tools = null;
      throw error;
    });
    if (study) {
      send({ kind: "progress", id, progress: { stage: "reading", done: 0, total: 1 } });
      desk = new ReportDesk(await readStudyFile(study), loaded);
    }
    if (!desk) throw new AnalysisError("worker-crashed", { message: "no study" });
    await answer(id, desk, task);
  } catch (error) {
    send({ kind: "failure", id, failure: carryError(error) });
  }
}

async function answer(id: number, desk: ReportDesk, task: ReportTask): Promise<void> {
  if (task.kind === "draw") {
    send({ kind: "drawn", id, svg: desk.drawSheet(task.layout, task.parameters, task.date) });
    return;
  }
  const onStep = (done: number, total: number): void =>
    send({ kind: "progress", id, progress: { stage: "drawing", done, total } });
  if (task.kind === "charts") {
    send({ kind: "charts", id, charts: desk.makeCharts(task.question, onStep) });
    return;
  }
  const issues: Issue[] = [];
  const onIssue = (issue: Issue): number => issues.push(issue);
  const files =
    task.kind === "sheet"
      ? await desk.makeSheet(task.layout, task.parameters, task.date, task.formats, { onStep, onIssue })
      : task.kind === "chart"
        ? await desk.makeChartFile(task.chart, task.format, task.date, onIssue)
        : task.kind === "stage"
          ? await desk.makeStage(task.views, task.request, { onStep })
          : await desk.makeReport(task.request, {
              onProgress: (progress) => send({ kind: "progress", id, progress }),
              onIssue,
            });
  send({ kind: "files", id, files, issues });
}

async function loadTools(): Promise<ReportTools> {
  const [regular, bold, rasterizer] = await Promise.all([regularUrl, boldUrl, rasterizerUrl].map(fetchBytes));
  return {
    fonts: { regular: regular as Uint8Array, bold: bold as Uint8Array },
    rasterizer: rasterizer as Uint8Array,
  };
}

/** @throws BadDataError `unreadable-file` where the page's own server does not give the file. */
async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok)
    throw new BadDataError([
      { code: "unreadable-file", severity: "error", layer: url, details: { status: response?.status ?? 0 } },
    ]);
  return new Uint8Array(await response.arrayBuffer());
}

function send(news: ReportNews): void {
  self.postMessage(news);
}
