import { useEffect, useState } from "react";
import type { Progress } from "../../core/analysis-result.ts";
import { formatCount } from "../../core/model/format-number.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { cancelOpening } from "../store/open-study.ts";
import { cancelAnalysis } from "../store/run-commands.ts";
import { useText } from "../strings/text.ts";
import "./progress-banner.css";

/** Work shorter than this is not worth a word. */
const PATIENCE_MS = 300;

/** What is being done, how far it has come, and a way to stop it. The map stays usable beneath. */
export function ProgressBanner() {
  const opening = useAnalysis((state) => state.opening);
  const running = useAnalysis((state) => state.status === "running" && !state.isHeld);
  const progress = useAnalysis((state) => state.progress);
  const { t, list } = useText();
  const busy = opening !== null || running;
  const isLate = useLate(busy);
  if (!busy || (!isLate && !opening)) return null;
  const title = opening ? t("progress.opening", { name: list(opening.fileNames) }) : t("progress.running");
  return (
    <div className="progress-banner" role="status" data-testid="progress">
      <ProgressLine title={title} progress={opening ? opening.progress : progress} />
      <button type="button" className="button" onClick={opening ? cancelOpening : cancelAnalysis}>
        {t("app.cancel")}
      </button>
    </div>
  );
}

/** Whether something has been under way for long enough to say so. */
export function useLate(isBusy: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isBusy) {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isBusy]);
  return isLate;
}

/** One stage of work: its name, its count, its bar. */
export function ProgressLine({ title, progress }: { readonly title: string; readonly progress: Progress | null }) {
  const { t } = useText();
  const known = progress !== null && progress.total > 1;
  const share = known ? Math.min(1, progress.done / progress.total) : null;
  return (
    <div className="progress-line">
      <div className="progress-title">{title}</div>
      <div className="progress-stage">
        <span>{progress ? t(`progress.${progress.stage}`) : t("progress.waiting")}</span>
        {known && (
          <span>
            {formatCount(progress.done)} / {formatCount(progress.total)}
          </span>
        )}
      </div>
      <div className="progress-track" data-known={share !== null}>
        <div className="progress-fill" style={share === null ? undefined : { width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
