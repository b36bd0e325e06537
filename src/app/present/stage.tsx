import { useEffect, useRef } from "react";
import { formatDemand, formatShare } from "../../core/model/format-number.ts";
import { answerWords } from "../coverage/answer-sentence.tsx";
import { useReturnedFocus } from "../frame/return-focus.ts";
import { demandWords } from "../select/demand-words.ts";
import { useShownCoverage } from "../select/shown-coverage.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentPresentation, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { usePresent } from "./present-store.ts";
import { endViews, showView } from "./stage-view.ts";
import "./stage.css";

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  " ": 1,
  Enter: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
  Backspace: -1,
};

/** So long the map takes to fill the screen. */
const RESIZED_MS = 250;

function leave(): void {
  usePresent.getState().put({ stageIndex: null });
  endViews();
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
}

/** Shows the view that is so many places on; the ends stay. */
function step(by: number, count: number): void {
  const { stageIndex, put } = usePresent.getState();
  if (stageIndex !== null) put({ stageIndex: Math.min(count - 1, Math.max(0, stageIndex + by)) });
}

/** Dark and full-screen: one view after the other over the one map, a sentence, three numbers, and notes for the presenter. */
export function Stage() {
  const text = useText();
  const { t, local, language } = text;
  const index = usePresent((state) => state.stageIndex);
  const showsNotes = usePresent((state) => state.showsNotes);
  const views = useProject((state) => currentPresentation(state).views);
  const study = useAnalysis((state) => state.study);
  const shown = useShownCoverage();
  const root = useRef<HTMLElement>(null);
  const hasBegun = useRef(false);
  const view = index === null ? undefined : views[Math.min(index, views.length - 1)];
  const count = views.length;

  useEffect(() => {
    if (!view) {
      if (index !== null) leave();
      return;
    }
    // A flight that begins before the map has its new size ends beside its aim.
    const timer = setTimeout(() => showView(view), hasBegun.current ? 0 : RESIZED_MS);
    hasBegun.current = true;
    return () => clearTimeout(timer);
  }, [view, index]);

  useReturnedFocus();
  useEffect(() => {
    root.current?.focus();
    void document.documentElement.requestFullscreen?.().catch(() => undefined);
    const onFullscreen = (): void => {
      if (!document.fullscreenElement) leave();
    };
    document.addEventListener("fullscreenchange", onFullscreen);
    return () => document.removeEventListener("fullscreenchange", onFullscreen);
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const isOnControl = event.target instanceof Element && event.target.closest("button, [role=slider]") !== null;
      if (isOnControl && (event.key === "Enter" || event.key === " " || event.key.startsWith("Arrow"))) return;
      const by = STEPS[event.key];
      if (by !== undefined) step(by, count);
      else if (event.key === "Home") step(-count, count);
      else if (event.key === "End") step(count, count);
      else if (event.key === "Escape") leave();
      else if (event.key === "n" || event.key === "N") usePresent.getState().put({ showsNotes: !showsNotes });
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [count, showsNotes]);

  if (!view || index === null || !study) return null;
  const { answer } = shown ?? {};
  const isOfView = shown?.service.id === view.serviceId;
  const sentence = view.sentence || (shown && isOfView ? answerWords(text, shown) : "");
  return (
    <section className="stage" aria-label={t("present.stage")} data-testid="stage">
      <header className="stage-bar" ref={root} tabIndex={-1}>
        <span className="stage-study">{local(study.title)}</span>
        {study.demonstration && <span className="demo-badge">{t("app.demonstration")}</span>}
        <span className="stage-place" data-testid="stage-place">
          {t("present.place", { place: Math.min(index, count - 1) + 1, count })}
        </span>
        <button type="button" className="button button-quiet" onClick={() => step(-1, count)} disabled={index === 0}>
          {t("present.previous")}
        </button>
        <button
          type="button"
          className="button button-quiet"
          onClick={() => step(1, count)}
          disabled={index >= count - 1}
        >
          {t("present.next")}
        </button>
        <button
          type="button"
          className="button button-quiet"
          aria-pressed={showsNotes}
          onClick={() => usePresent.getState().put({ showsNotes: !showsNotes })}
        >
          {t("present.notes")}
        </button>
        <button type="button" className="button button-quiet" data-testid="stage-end" onClick={leave}>
          {t("present.end")}
        </button>
      </header>
      {showsNotes && (
        <aside className="stage-notes" data-testid="stage-notes" aria-label={t("present.view.notes")}>
          {view.notes || t("present.notes.none")}
        </aside>
      )}
      <footer className="stage-foot">
        <p className="stage-sentence" data-testid="stage-sentence" aria-live="polite">
          {sentence}
        </p>
        {shown && answer && isOfView && (
          <dl className="stage-figures">
            <div>
              <dt>
                {t("present.figure.share", {
                  group: demandWords(t, shown.coverage.groupId, study.demand.unit),
                  minutes: Number((shown.coverage.cutoffSeconds / 60).toFixed(1)),
                })}
              </dt>
              <dd>{formatShare(answer.peopleShare)}</dd>
            </div>
            <div>
              <dt>{t("present.figure.short")}</dt>
              <dd>{formatDemand(answer.peopleShort, study.demand.unit, language)}</dd>
            </div>
            <div>
              <dt>{t("present.figure.units")}</dt>
              <dd>
                {answer.notMet}
                <small>{t("present.figure.of", { count: answer.tested })}</small>
              </dd>
            </div>
          </dl>
        )}
      </footer>
    </section>
  );
}
