import { Component, type ReactNode } from "react";
import { useView } from "../store/view-store.ts";
import { textIn } from "../strings/text.ts";

interface PartBoundaryProps {
  /** What the part is called on screen. */
  readonly name: string;
  readonly children: ReactNode;
}

interface Caught {
  readonly message: string | null;
}

/** Catches a failure of one part of a panel, or of loading it: the part says so, all around it stays. */
export class PartBoundary extends Component<PartBoundaryProps, Caught> {
  override state: Caught = { message: null };

  static getDerivedStateFromError(error: unknown): Caught {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    const { name, children } = this.props;
    if (message === null) return children;
    const { t } = textIn(useView.getState().language);
    return (
      <section className="panel-section" role="alert" data-testid="part-failed">
        <p className="ask-warning">{t("app.part.failed", { name, message })}</p>
        <button type="button" className="button" onClick={() => this.setState({ message: null })}>
          {t("app.retry")}
        </button>{" "}
        <button type="button" className="button" onClick={() => location.reload()}>
          {t("app.crash.reload")}
        </button>
      </section>
    );
  }
}
