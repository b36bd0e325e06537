import { formatCount } from "../../core/model/format-number.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import type { Finding } from "../../core/questions/check-up/finding.ts";
import { currentChoices, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { addCorrections, findCorrections, listMended, takeCorrectionsBack } from "./corrections.ts";

const NO_SCENARIOS: readonly Scenario[] = [];

/** The scenarios of the project. */
export function useScenarios(): readonly Scenario[] {
  return useProject((state) => currentChoices(state)?.scenarios ?? NO_SCENARIOS);
}

/** What can be done about a finding at once, and what has been; every click is one step that can be undone. */
export function Remedy({ finding }: { readonly finding: Finding }) {
  const { t } = useText();
  const scenarios = useScenarios();
  const shownId = useProject((state) => currentChoices(state)?.scenarioId ?? null);
  const { remedy, items } = finding;
  if (remedy === null) return <p className="panel-note">{t("check.remedy.none")}</p>;
  const corrections = findCorrections(scenarios);
  const mendable = items.filter(({ edits }) => edits.length > 0);
  const mended = listMended(items, corrections);
  const open = mendable.length - mended.length;
  const edit = useProject.getState().edit;
  const apply = (): void => edit(addCorrections(scenarios, finding, t("check.scenario")));
  const takeBack = (): void => {
    const left = takeCorrectionsBack(scenarios, finding);
    const isShown = left.some(({ id }) => id === shownId);
    edit({ scenarios: left, scenarioId: isShown ? shownId : null });
  };
  return (
    <div className="check-remedy" data-testid="check-remedy">
      {mendable.length < items.length && (
        <p className="panel-note">
          {t("check.remedy.some", { count: formatCount(mendable.length), all: formatCount(items.length) })}
        </p>
      )}
      {open > 0 && (
        <button type="button" className="button button-primary" onClick={apply}>
          {t(`check.remedy.${remedy}`, { count: formatCount(open) })}
        </button>
      )}
      {corrections && mended.length > 0 && (
        <p className="check-mended" role="status">
          {t("check.remedy.done", { count: formatCount(mended.length), name: corrections.name })}{" "}
          {corrections.id !== shownId && (
            <>
              {t("check.remedy.hidden")}{" "}
              <button type="button" className="link" onClick={() => useProject.getState().showScenario(corrections.id)}>
                {t("check.remedy.show")}
              </button>{" "}
            </>
          )}
          <button type="button" className="link" onClick={() => useView.getState().show({ workspace: "siting" })}>
            {t("check.remedy.open")}
          </button>{" "}
          <button type="button" className="link" onClick={takeBack}>
            {t("check.remedy.undo")}
          </button>
        </p>
      )}
      <p className="panel-note">{t("check.remedy.note")}</p>
    </div>
  );
}
