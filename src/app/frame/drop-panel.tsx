import { useEffect, useRef } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import { CloseIcon } from "../controls/icons.tsx";
import { describeFailure } from "../describe-error.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useText } from "../strings/text.ts";
import { IssueList } from "./issue-list.tsx";

/** Why files were not imported: everything that was found, and what to do about each. */
export function DropPanel() {
  const { t, local, list } = useText();
  const failed = useAnalysis((state) => state.openingFailure);
  const hasStudy = useAnalysis((state) => state.study !== null);
  const dismiss = useAnalysis((state) => state.dismissOpeningFailure);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (failed) panel.current?.focus();
  }, [failed]);
  if (!failed) return null;
  const { failure, fileNames } = failed;
  const issues = failure.kind === "bad-data" ? failure.issues : [];
  const { title, happened, todo } = describeFailure(failure);
  const titleText = hasStudy ? t("drop.failed", { names: list(fileNames) }) : t("drop.failed.shipped");
  return (
    <section
      ref={panel}
      className="drop-panel"
      role="alertdialog"
      aria-label={titleText}
      data-testid="drop-panel"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        dismiss();
      }}
    >
      <header>
        <div>
          <h2>{titleText}</h2>
          {issues.length > 0 && <p className="quiet">{t("drop.issues", { count: formatCount(issues.length) })}</p>}
        </div>
        <button type="button" className="button button-icon button-quiet" aria-label={t("app.close")} onClick={dismiss}>
          <CloseIcon />
        </button>
      </header>
      {issues.length > 0 ? (
        <IssueList issues={issues} />
      ) : (
        <div className="drop-panel-plain">
          <strong>{local(title)}</strong>
          <p>{local(happened)}</p>
          <p>{local(todo)}</p>
        </div>
      )}
      {hasStudy && <footer>{t("drop.unchanged")}</footer>}
    </section>
  );
}
