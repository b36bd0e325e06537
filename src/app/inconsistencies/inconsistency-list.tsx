import { formatCount } from "../../core/model/format-number.ts";
import type { Inconsistency } from "../../core/plan/target.ts";
import { lineRanges } from "../../core/plan/words/line-ranges.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { ArithmeticTable } from "./arithmetic-table.tsx";
import { ChoiceForm } from "./choice-form.tsx";
import { decisionOf } from "./inconsistency-choices.ts";
import "./inconsistencies.css";

/** Where the plan contradicts itself or leaves a gap: evidence, arithmetic, and the choice between its readings. */
export function InconsistencyList({
  study,
  inconsistencies,
  lead,
}: {
  readonly study: StudyView;
  readonly inconsistencies: readonly Inconsistency[];
  readonly lead?: string;
}) {
  const { t, local } = useText();
  const choices = useProject((state) => currentEdits(state).choices);
  return (
    <section className="inconsistencies">
      {lead && <p className="inconsistencies-lead">{lead}</p>}
      <h3>
        {t("targets.inconsistencies")}{" "}
        <span className="quiet" data-rows-below>
          {formatCount(inconsistencies.length)}
        </span>
      </h3>
      {inconsistencies.map((each) => {
        const decision = decisionOf(each, choices);
        return (
          <details key={each.id} open={lead === undefined}>
            <summary>
              <span className="target-id">{each.id}</span> {local(each.title)}{" "}
              <span className="choice-state" data-decided={decision !== null}>
                {t(decision ? "inconsistency.decided" : "inconsistency.open")}
              </span>
            </summary>
            <InconsistencyBody study={study} inconsistency={each} />
          </details>
        );
      })}
    </section>
  );
}

/** One of them in full. */
export function InconsistencyBody({
  study,
  inconsistency,
}: {
  readonly study: StudyView;
  readonly inconsistency: Inconsistency;
}) {
  const { t, local, list } = useText();
  return (
    <div className="inconsistency-body">
      <div>
        <p>
          {local(inconsistency.evidence)}
          {inconsistency.lines.length > 0 && (
            <span className="quiet"> {t("targets.line", { lines: list(lineRanges(inconsistency.lines)) })}</span>
          )}
        </p>
        <ArithmeticTable study={study} inconsistency={inconsistency} />
        <p>
          <span className="quiet">{t("targets.inconsistency.treatment")} </span>
          {local(inconsistency.treatment)}
        </p>
      </div>
      <ChoiceForm study={study} inconsistency={inconsistency} />
    </div>
  );
}
