import { memo } from "react";
import { describeFailure } from "../describe-error.ts";
import { type ShownCoverage, useOpenStudy, useSettledCoverage, useShownCoverage } from "../select/shown-coverage.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { reopenStudy } from "../store/open-study.ts";
import { requestAnalysis } from "../store/run-commands.ts";
import { useText } from "../strings/text.ts";
import { AccessFold } from "./access-fold.tsx";
import { AnswerSentence } from "./answer-sentence.tsx";
import { Basis } from "./basis.tsx";
import { DomainTargets } from "./domain-targets.tsx";
import { EquityFold } from "./equity-fold.tsx";
import { Figures } from "./figures.tsx";
import { GapTable } from "./gap-table.tsx";
import { MethodTable } from "./method-table.tsx";
import { WalkCurve } from "./walk-curve.tsx";
import "./answer-panel.css";

/**
 * The answer: the sentence first, then three figures, the communities that fall short, the plan's targets, the curve.
 * Sentence and figures follow the hand with the map; the rest follows when it rests, and pales until then.
 */
export function AnswerPanel() {
  const { t, local } = useText();
  const open = useOpenStudy();
  const shown = useShownCoverage();
  const settled = useSettledCoverage();
  const failure = useAnalysis((state) => (state.status === "failed" ? state.failure : null));
  const waiting = useAnalysis((state) => state.opening !== null);
  if (failure) {
    const { title, happened, todo } = describeFailure(failure);
    const crashed = failure.kind !== "bad-data" && !(failure.kind === "analysis" && failure.code !== "worker-crashed");
    return (
      <div className="answer-failure" role="alert">
        <h2>{local(title)}</h2>
        <p>{local(happened)}</p>
        <p>{local(todo)}</p>
        <button type="button" className="button" onClick={() => (crashed ? void reopenStudy() : requestAnalysis())}>
          {t("app.retry")}
        </button>
      </div>
    );
  }
  if (!shown) return waiting || open?.service ? <AnswerSkeleton /> : null;
  return (
    <div className="answer">
      <AnswerSentence shown={shown} />
      <Figures shown={shown} />
      {settled ? (
        <div className="answer-settled" aria-busy={settled !== shown} data-testid="answer-settled">
          <SettledAnswer shown={settled} />
        </div>
      ) : (
        <SettledSkeleton />
      )}
    </div>
  );
}

/** What is drawn once for each whole result, however many looks went before it. */
const SettledAnswer = memo(function SettledAnswer({ shown }: { readonly shown: ShownCoverage }) {
  return (
    <>
      <MethodTable shown={shown} />
      <Basis shown={shown} />
      <AccessFold shown={shown} />
      <EquityFold shown={shown} />
      <GapTable shown={shown} />
      <DomainTargets shown={shown} />
      <WalkCurve shown={shown} />
    </>
  );
});

function AnswerSkeleton() {
  return (
    <div className="answer" aria-hidden="true">
      <div className="skeleton-group">
        <div className="skeleton" style={{ width: "100%", height: 20 }} />
        <div className="skeleton" style={{ width: "94%", height: 20 }} />
        <div className="skeleton" style={{ width: "60%", height: 20 }} />
      </div>
      <SettledSkeleton />
    </div>
  );
}

function SettledSkeleton() {
  return (
    <div className="settled-skeleton" aria-hidden="true">
      <div className="skeleton-group">
        <div className="skeleton" style={{ width: "100%", height: 72 }} />
      </div>
      <div className="skeleton-group">
        {["one", "two", "three", "four", "five", "six"].map((row) => (
          <div key={row} className="skeleton" style={{ width: "100%" }} />
        ))}
      </div>
    </div>
  );
}
