import { useEffect, useId, useState } from "react";
import type { InconsistencyChoice } from "../../core/plan/inconsistency-choice.ts";
import type { Inconsistency } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useTargetResults } from "../select/target-results.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { decisionOf, effectTexts, recordChoice, withdrawChoice } from "./inconsistency-choices.ts";

type Missing = "option" | "decidedBy" | "date";

/** The readings as radio buttons with what each would change, who decides, when and why. Nothing is chosen beforehand. */
export function ChoiceForm({
  study,
  inconsistency,
}: {
  readonly study: StudyView;
  readonly inconsistency: Inconsistency;
}) {
  const text = useText();
  const { t, local, list } = text;
  const choices = useProject((state) => currentEdits(state).choices);
  const results = useTargetResults();
  const made = decisionOf(inconsistency, choices)?.choice ?? null;
  const name = useId();
  const [entered, setEntered] = useState<InconsistencyChoice>(() => made ?? emptyChoice(inconsistency.id));
  const [isTried, setTried] = useState(false);
  // What is chosen also changes by undo and redo.
  useEffect(() => {
    setEntered(made ?? emptyChoice(inconsistency.id));
    setTried(false);
  }, [made, inconsistency.id]);
  const change = (part: Partial<InconsistencyChoice>) => setEntered({ ...entered, ...part });
  const missing = missingOf(entered);
  const save = () => {
    setTried(true);
    if (missing.length === 0)
      recordChoice({ ...entered, decidedBy: entered.decidedBy.trim(), note: entered.note.trim() });
  };
  if (inconsistency.options.length === 0) return null;
  return (
    <form
      className="choice-form"
      aria-label={`${inconsistency.id} ${t("inconsistency.options")}`}
      data-testid="choice-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <fieldset>
        <legend>{t("inconsistency.options")}</legend>
        {inconsistency.options.map((option) => (
          <label key={option.id} className="choice-option" data-chosen={made?.optionId === option.id}>
            <input
              type="radio"
              name={name}
              value={option.id}
              checked={entered.optionId === option.id}
              onChange={() => change({ optionId: option.id })}
            />
            <span>
              {local(option.title)}
              {effectTexts(text, study, option, results).map((line) => (
                <span key={line} className="choice-effect">
                  {line}
                </span>
              ))}
            </span>
          </label>
        ))}
      </fieldset>
      <div className="choice-fields">
        <label>
          <span>{t("inconsistency.by")}</span>
          <input
            value={entered.decidedBy}
            maxLength={200}
            aria-invalid={isTried && missing.includes("decidedBy")}
            onChange={(event) => change({ decidedBy: event.target.value })}
          />
        </label>
        <label>
          <span>{t("inconsistency.date")}</span>
          <input
            type="date"
            value={entered.date}
            aria-invalid={isTried && missing.includes("date")}
            onChange={(event) => change({ date: event.target.value })}
          />
        </label>
        <label className="choice-why">
          <span>{t("inconsistency.why")}</span>
          <input value={entered.note} maxLength={2000} onChange={(event) => change({ note: event.target.value })} />
        </label>
      </div>
      {isTried && missing.length > 0 && (
        <p className="choice-faults" role="alert">
          {t("inconsistency.faults", { fields: list(missing.map((field) => t(`inconsistency.fault.${field}`))) })}
        </p>
      )}
      <p className="choice-buttons">
        <button type="submit" className="button">
          {t(made ? "inconsistency.change" : "inconsistency.save")}
        </button>
        {made && (
          <button type="button" className="link" onClick={() => withdrawChoice(inconsistency.id)}>
            {t("inconsistency.withdraw")}
          </button>
        )}
      </p>
    </form>
  );
}

function missingOf({ optionId, decidedBy, date }: InconsistencyChoice): Missing[] {
  return [
    ...(optionId === "" ? (["option"] as const) : []),
    ...(decidedBy.trim() === "" ? (["decidedBy"] as const) : []),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(date) ? [] : (["date"] as const)),
  ];
}

/** Nothing but the day of today. */
function emptyChoice(inconsistencyId: string): InconsistencyChoice {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return { inconsistencyId, optionId: "", decidedBy: "", date: local.toISOString().slice(0, 10), note: "" };
}
