import { useEffect, useRef, useState } from "react";
import type { Progress } from "../../core/analysis-result.ts";
import type { ReportFile } from "../../report/report-request.ts";
import { describeFailure } from "../describe-error.ts";
import { ProgressLine } from "../frame/progress-banner.tsx";
import type { Failure } from "../store/analysis-store.ts";
import { failureOf, isCancelled } from "../store/failure-of.ts";
import { useText } from "../strings/text.ts";
import type { ReportControl } from "./report-client.ts";

/** Files that are being made. */
export type ReportWorkState =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly progress: Progress | null }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "done"; readonly files: readonly ReportFile[]; readonly seconds: number };

type MakeFiles = (control: ReportControl) => Promise<readonly ReportFile[]>;

const IDLE: ReportWorkState = { kind: "idle" };

/** How far files are; begins to make them, and gives up. Leaving the page's part gives up too. */
export function useReportWork(): readonly [ReportWorkState, (make: MakeFiles) => Promise<void>, () => void] {
  const [work, setWork] = useState<ReportWorkState>(IDLE);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  const begin = async (make: MakeFiles): Promise<void> => {
    const own = new AbortController();
    controller.current = own;
    const started = performance.now();
    setWork({ kind: "running", progress: null });
    const onProgress = (progress: Progress): void => {
      if (!own.signal.aborted) setWork({ kind: "running", progress });
    };
    try {
      const files = await make({ signal: own.signal, onProgress });
      setWork({ kind: "done", files, seconds: (performance.now() - started) / 1000 });
    } catch (error) {
      if (controller.current === own)
        setWork(isCancelled(error) ? IDLE : { kind: "failed", failure: failureOf(error) });
    }
  };
  return [work, begin, () => controller.current?.abort()];
}

/** Progress with a way out, or why there are no files. */
export function ReportWork({ work, onStop }: { readonly work: ReportWorkState; readonly onStop: () => void }) {
  const { t, local } = useText();
  if (work.kind === "running")
    return (
      <div className="present-take" role="status">
        <ProgressLine title={t("present.making")} progress={work.progress} />
        <button type="button" className="button" data-testid="report-cancel" onClick={onStop}>
          {t("app.cancel")}
        </button>
      </div>
    );
  if (work.kind !== "failed") return null;
  const { happened, todo } = describeFailure(work.failure);
  return (
    <p className="present-fault present-fault-plain" role="alert" data-testid="report-failure">
      {local(happened)} {local(todo)}
    </p>
  );
}
