/** “Why is it red?” in a community's card: the answer first, then the walk against the straight line, the reasons, and what would turn it. */

import { VERDICT_MET, VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import type { Verdict } from "../../core/plan/target.ts";
import { describeFailure } from "../describe-error.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import type { Beside } from "../select/use-beside.ts";
import { useText } from "../strings/text.ts";
import { useTargetOnMap } from "../targets/target-on-map.ts";
import { CapacityFold } from "./capacity-fold.tsx";
import { CommunityReasons } from "./community-reasons.tsx";
import { useExplain } from "./explain-store.ts";
import { UnitReasons } from "./unit-reasons.tsx";
import { type Explanation, useExplanation } from "./use-explanation.ts";
import { useViewOfWalk } from "./view-of-walk.ts";
import "./explain.css";

export function ExplainFold({
  shown,
  communityIndex,
}: {
  readonly shown: ShownCoverage;
  readonly communityIndex: number;
}) {
  const { t } = useText();
  const isOpen = useExplain((state) => state.isOpen);
  const show = useExplain((state) => state.show);
  const onMap = useTargetOnMap();
  const code = (onMap?.coverage ?? shown.coverage).verdicts[communityIndex];
  const isFull = useExplanation()?.community.answer?.cause === "over-capacity";
  const verdict: Verdict = code === VERDICT_MET ? "met" : code === VERDICT_NOT_MET ? "not-met" : "not-testable";
  return (
    <section className="explain" data-open={isOpen} data-testid="explain">
      <button
        type="button"
        className="explain-open"
        aria-expanded={isOpen}
        data-testid="explain-open"
        onClick={() => show({ isOpen: !isOpen })}
      >
        {t(isFull ? "explain.ask.full" : `explain.ask.${verdict}`)}
      </button>
      {isOpen && <ExplainContent shown={shown} />}
    </section>
  );
}

function ExplainContent({ shown }: { readonly shown: ShownCoverage }) {
  const explanation = useExplanation();
  if (!explanation) return null;
  return <ExplanationBody shown={shown} explanation={explanation} />;
}

function ExplanationBody({
  shown,
  explanation: { target, community, unit, asksUnit },
}: {
  readonly shown: ShownCoverage;
  readonly explanation: Explanation;
}) {
  useViewOfWalk(community.answer ?? null);
  if (asksUnit) {
    if (!unit.answer || !target) return <Waiting beside={unit} />;
    return <UnitReasons study={shown.study} unit={unit.answer} />;
  }
  if (!community.answer) return <Waiting beside={community} />;
  return (
    <div className="explain-body" data-stale={!community.isFresh} aria-busy={!community.isFresh}>
      <CommunityReasons study={shown.study} explanation={community.answer} targetId={target?.id ?? null} />
      <CapacityFold study={shown.study} explanation={community.answer} />
    </div>
  );
}

function Waiting({ beside: { answer, status, failure } }: { readonly beside: Beside<unknown> }) {
  const { t, local } = useText();
  if (failure) {
    return <p className="panel-note">{t("explain.failed", { reason: local(describeFailure(failure).todo) })}</p>;
  }
  return (
    <p className="panel-note" role="status">
      {t(answer === null && status === "done" ? "explain.nobody" : "explain.counting")}
    </p>
  );
}
