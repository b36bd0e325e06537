import { create } from "zustand";
import type { Progress } from "../../core/analysis-result.ts";
import type { Issue } from "../../core/errors.ts";
import type { ReportFile } from "../../report/report-request.ts";
import { describeFailure } from "../describe-error.ts";
import { describeIssue } from "../describe-issue.ts";
import { ProgressLine } from "../frame/progress-banner.tsx";
import type { Failure } from "../store/analysis-store.ts";
import { failureOf, isCancelled } from "../store/failure-of.ts";
import { useText } from "../strings/text.ts";
import type { ReportControl } from "./report-client.ts";

/** Files that are being made. */
export type ReportWorkState =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly progress: Progress | null; readonly controller: AbortController }
  | { readonly kind: "failed"; readonly failure: Failure }
  | {
      readonly kind: "done";
      readonly files: readonly ReportFile[];
      readonly seconds: number;
      readonly issues: readonly Issue[];
    };

/** What can be made at a time, each by itself. */
export type WorkName = "documents" | "sheet" | "chart" | "stage";

type MakeFiles = (control: ReportControl) => Promise<readonly ReportFile[]>;

const IDLE: ReportWorkState = { kind: "idle" };

/** Stays while the reader looks at something else. */
const useWorks = create<Readonly<Record<WorkName, ReportWorkState>>>(() => ({
  documents: IDLE,
  sheet: IDLE,
  chart: IDLE,
  stage: IDLE,
}));

export function useReportWork(name: WorkName): ReportWorkState {
  return useWorks((state) => state[name]);
}

/** Makes files; one that is under way by that name gives way. */
export async function beginReportWork(name: WorkName, make: MakeFiles): Promise<void> {
  stopReportWork(name);
  const controller = new AbortController();
  const started = performance.now();
  const isOwn = (): boolean => {
    const now = useWorks.getState()[name];
    return now.kind === "running" && now.controller === controller;
  };
  const put = (state: ReportWorkState): void => useWorks.setState({ [name]: state });
  put({ kind: "running", progress: null, controller });
  const onProgress = (progress: Progress): void => {
    if (isOwn()) put({ kind: "running", progress, controller });
  };
  try {
    let issues: readonly Issue[] = [];
    const onIssues = (told: readonly Issue[]): void => {
      issues = told;
    };
    const files = await make({ signal: controller.signal, onProgress, onIssues });
    if (isOwn()) put({ kind: "done", files, issues, seconds: (performance.now() - started) / 1000 });
  } catch (error) {
    if (isOwn()) put(isCancelled(error) ? IDLE : { kind: "failed", failure: failureOf(error) });
  }
}

function stopReportWork(name: WorkName): void {
  const now = useWorks.getState()[name];
  if (now.kind !== "running") return;
  useWorks.setState({ [name]: IDLE });
  now.controller.abort();
}

/** Progress with a way out, why there are no files, or what could not be drawn in them. */
export function ReportWork({ name }: { readonly name: WorkName }) {
  const { t, local } = useText();
  const work = useReportWork(name);
  if (work.kind === "running")
    return (
      <div className="present-take" role="status">
        <ProgressLine title={t("present.making")} progress={work.progress} />
        <button type="button" className="button" data-testid="report-cancel" onClick={() => stopReportWork(name)}>
          {t("app.cancel")}
        </button>
      </div>
    );
  if (work.kind === "done")
    return work.issues.map((issue) => {
      const { happened, todo } = describeIssue(issue);
      return (
        <p key={issue.layer} className="present-fault present-fault-plain" role="status" data-testid="report-issue">
          {issue.layer}：{local(happened)} {local(todo)}
        </p>
      );
    });
  if (work.kind !== "failed") return null;
  const { happened, todo } = describeFailure(work.failure);
  return (
    <p className="present-fault present-fault-plain" role="alert" data-testid="report-failure">
      {local(happened)} {local(todo)}
    </p>
  );
}
