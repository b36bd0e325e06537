import { useMemo, useState } from "react";
import { comparePlans } from "../../core/plan/compare-plans.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { downloadWithAssumptions } from "../frame/download-with-assumptions.ts";
import { useTargets } from "../select/target-results.ts";
import { useBeside } from "../select/use-beside.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentEdits, currentParameters, useProject } from "../store/project-store.ts";
import { type Text, useText } from "../strings/text.ts";
import {
  CURRENT_PLAN,
  figuresOfSide,
  keepSides,
  listSides,
  type Side,
  sideOfDraft,
  targetsOfSide,
} from "./compare-sides.ts";
import { comparisonRows } from "./comparison-rows.ts";
import { ComparisonTable } from "./comparison-table.tsx";

/** A side as it was judged; null for a snapshot and until the answer is there. */
interface JudgedSide {
  readonly targets: readonly Target[];
  readonly results: readonly TargetResult[];
}

/** Two plans or two days, chosen and judged on the same data. */
export function PlanComparison({ study }: { readonly study: StudyView }) {
  const text = useText();
  const { t } = text;
  const edits = useProject(currentEdits);
  const passShare = useProject((state) => currentParameters(state).passShare);
  const parameters = useAnalysis((state) => state.result?.parameters);
  const judged = useTargets();
  const sides = listSides(edits);
  const [chosen, setChosen] = useState<readonly [string, string]>(() => [CURRENT_PLAN, sideOfDraft(edits.draftId)]);
  const [before, after] = keepSides(sides, ...chosen);
  const plans = useMemo(
    () => [before, after].map((id) => targetsOfSide(study, edits, id)),
    [study, edits, before, after],
  );
  const asked = plans.flatMap((targets) => (targets ? [targets] : []));
  const isComparable = before !== after;
  const question = isComparable && asked.length > 0 ? { passShare, plans: asked } : null;
  const { answer, isFresh, status } = useBeside("plans", question, true);
  if (!isComparable) return <p className="panel-note">{t("plans.compare.none")}</p>;

  const judgedSides = plans.map((targets): JudgedSide | null => {
    const results = targets ? answer?.[asked.indexOf(targets)] : undefined;
    return targets && results ? { targets, results } : null;
  });
  const [left, right] = [before, after].map((id, at) =>
    parameters ? figuresOfSide(edits, id, judgedSides[at] ?? null, parameters) : null,
  );
  const comparison = left && right ? comparePlans(left, right) : null;
  const titleOf = (id: string): string => sideText(text, sides.find((side) => side.id === id) as Side);
  const titles = new Map(judged.map((target) => [target.id, target]));
  return (
    <>
      <div className="compare-bar">
        <SidePicker
          label={t("plans.before")}
          sides={sides}
          other={after}
          value={before}
          onChange={(id) => setChosen([id, after])}
        />
        <span aria-hidden="true">→</span>
        <SidePicker
          label={t("plans.after")}
          sides={sides}
          other={before}
          value={after}
          onChange={(id) => setChosen([before, id])}
        />
        <button type="button" className="link" onClick={() => setChosen([after, before])}>
          {t("plans.swap")}
        </button>
        {comparison && (
          <button
            type="button"
            className="link"
            onClick={() =>
              void downloadWithAssumptions(
                "plan-comparison.csv",
                comparisonRows(text, comparison, titleOf(before), titleOf(after), titles, study),
              )
            }
          >
            {t("plans.compare.download")}
          </button>
        )}
      </div>
      {comparison ? (
        <ComparisonTable
          study={study}
          comparison={comparison}
          titles={titles}
          caption={t("plans.compare.caption", { before: titleOf(before), after: titleOf(after) })}
          isStale={question !== null && !isFresh}
          resultsOf={(targetId) =>
            judgedSides.map((side) => side?.results.find((result) => result.targetId === targetId))
          }
        />
      ) : (
        <p className="panel-note" role="status">
          {t(status === "failed" ? "plans.compare.failed" : "plans.compare.judging")}
        </p>
      )}
    </>
  );
}

function SidePicker({
  label,
  sides,
  other,
  value,
  onChange,
}: {
  readonly label: string;
  readonly sides: readonly Side[];
  readonly other: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  const text = useText();
  return (
    <label>
      <span className="quiet">{label}</span>
      <select className="score-select compare-select" value={value} onChange={(event) => onChange(event.target.value)}>
        {sides.map((side) => (
          <option key={side.id} value={side.id} disabled={side.id === other}>
            {sideText(text, side)}
          </option>
        ))}
      </select>
    </label>
  );
}

function sideText({ t }: Pick<Text, "t">, { kind, title, date }: Side): string {
  if (kind === "plan") return t("plans.current");
  return t(`plans.side.${kind}`, { title, date });
}
