import { Component, type ReactNode } from "react";
import { useView } from "../store/view-store.ts";
import { textIn } from "../strings/text.ts";

interface Caught {
  readonly message: string | null;
}

/** Catches a failure of the page itself: says so, and what to do, instead of a blank. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, Caught> {
  override state: Caught = { message: null };

  static getDerivedStateFromError(error: unknown): Caught {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    const { t } = textIn(useView.getState().language);
    return (
      <div className="no-study" role="alert">
        <h2>{t("app.crash.title")}</h2>
        <p>{t("app.crash.body")}</p>
        <p className="panel-note">{message}</p>
        <div className="no-study-actions">
          <button type="button" className="button button-primary" onClick={() => location.reload()}>
            {t("app.crash.reload")}
          </button>
        </div>
      </div>
    );
  }
}
