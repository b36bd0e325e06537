/** The one way from a number to what made it. Neither of the two reads any state: they cost nothing while the slider moves. */
import type { ReactNode } from "react";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import type { FigureSubject } from "./figure-subject.ts";
import "./figure.css";

const ask = (of: FigureSubject) => () => useView.getState().show({ figure: of });

/** A number that opens its account. */
export function Figure({ of, children }: { readonly of: FigureSubject; readonly children: ReactNode }) {
  const { t } = useText();
  return (
    <button type="button" className="figure-link" data-figure={of.kind} title={t("figure.ask")} onClick={ask(of)}>
      {children}
    </button>
  );
}

/** A quiet mark beside a heading that opens the account of the numbers under it; `about` says to a screen reader which. */
export function FigureSource({ of, about }: { readonly of: FigureSubject; readonly about?: string }) {
  const { t } = useText();
  return (
    <button
      type="button"
      className="figure-source"
      data-figure={of.kind}
      title={t("figure.ask")}
      aria-label={about === undefined ? t("figure.ask") : t("figure.ask.about", { about })}
      onClick={ask(of)}
    >
      <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
        <circle cx="7" cy="7" r="5.6" />
        <path d="M7 6.4v3.4M7 4.2v.1" />
      </svg>
      <span>{t("figure.source")}</span>
    </button>
  );
}
