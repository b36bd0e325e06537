import { useState } from "react";
import { judgedTargets } from "../../core/plan/judged-targets.ts";
import { Segmented } from "../controls/segmented.tsx";
import { useTargets } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { DraftTable } from "./draft-table.tsx";
import { changeTarget } from "./edit-drafts.ts";
import { PlanComparison } from "./plan-comparison.tsx";
import { PlanList } from "./plan-list.tsx";
import "../scoreboard/scoreboard.css";
import "./plans.css";

/** Drafts of the next plan: made, changed, judged in the place of the current one, and compared. */
export function PlansSheet() {
  const { t } = useText();
  const study = useAnalysis((state) => state.study);
  const edits = useProject(currentEdits);
  const targets = useTargets();
  const [mode, setMode] = useState<"edit" | "compare">(edits.snapshots.length > 0 ? "compare" : "edit");
  if (!study) return null;
  const plan = targets.length > 0 ? targets : judgedTargets(study, edits);
  const judged = edits.drafts.find(({ id }) => id === edits.draftId);
  return (
    <div className="plans">
      <PlanList study={study} judged={plan} />
      <div className="plans-work">
        <Segmented
          label={t("plans.mode")}
          hideLabel
          value={mode}
          options={[
            { value: "edit", label: t("plans.mode.edit") },
            { value: "compare", label: t("plans.mode.compare") },
          ]}
          onChange={setMode}
        />
        {mode === "compare" ? (
          <PlanComparison study={study} />
        ) : judged ? (
          <>
            <p className="panel-note">{t("plans.edit.note")}</p>
            <div className="score-scroll">
              <DraftTable draft={judged} onChange={(target) => changeTarget(judged.id, target)} />
            </div>
          </>
        ) : (
          <p className="panel-note">{t(edits.drafts.length === 0 ? "plans.edit.none" : "plans.edit.pick")}</p>
        )}
      </div>
    </div>
  );
}
