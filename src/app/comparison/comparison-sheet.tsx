import { useMemo } from "react";
import { Segmented } from "../controls/segmented.tsx";
import { FigureSource } from "../figures/figure.tsx";
import { downloadWithAssumptions } from "../frame/download-with-assumptions.ts";
import { wordsOf } from "../scenarios/scenario-steps.tsx";
import { useSettledCoverage } from "../select/shown-coverage.ts";
import { useTargets } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { type ComparisonToWrite, communityRows, districtRows, stepsByScenario, targetRows } from "./comparison-csv.ts";
import { type ComparisonTableId, idOfSide, useComparisonView } from "./comparison-view.ts";
import { askedWords } from "./comparison-words.ts";
import { DistrictTable } from "./district-table.tsx";
import { TargetTable } from "./target-table.tsx";
import { useComparison } from "./use-comparison.ts";
import "./comparison.css";

const TABLES: readonly ComparisonTableId[] = ["districts", "targets"];

/** Under the map: the comparison by district, and by target of the plan. */
export function ComparisonSheet() {
  const text = useText();
  const { t } = text;
  const { answer, isFresh, status } = useComparison();
  const shown = useSettledCoverage();
  const baseline = useAnalysis((state) => state.baseline);
  const scenarios = useProject((state) => currentChoices(state)?.scenarios);
  const table = useComparisonView((state) => state.table);
  const showsAll = useComparisonView((state) => state.showsAllTargets);
  const isFolded = useComparisonView((state) => state.isTableFolded);
  const put = useComparisonView((state) => state.put);
  const targetList = useTargets();
  const targets = useMemo(() => new Map(targetList.map((target) => [target.id, target])), [targetList]);
  const written: ComparisonToWrite | null =
    answer && shown && baseline
      ? {
          answer,
          shown,
          stepsOf: stepsByScenario(scenarios ?? [], (scenario) =>
            scenario.edits.filter(({ isOff }) => !isOff).map((edit) => wordsOf(t, edit, scenario, baseline)),
          ),
        }
      : null;
  const download = (name: string, rows: readonly (readonly string[])[]): void =>
    void downloadWithAssumptions(name, rows);
  return (
    <section
      className="sheet comparison-sheet"
      data-folded={isFolded}
      data-figures
      aria-label={t("compare.heading")}
      data-testid="comparison"
    >
      <header className="sheet-head">
        <h2>{t("compare.heading")}</h2>
        <Segmented
          label={t("compare.table")}
          hideLabel
          value={table}
          options={TABLES.map((value) => ({ value, label: t(`compare.table.${value}`) }))}
          onChange={(value) => put({ table: value })}
        />
        {table === "targets" && (
          <label className="comparison-all">
            <input
              type="checkbox"
              checked={showsAll}
              onChange={(event) => put({ showsAllTargets: event.target.checked })}
            />
            {t("compare.targets.all")}
          </label>
        )}
        <button
          type="button"
          className="link"
          data-testid="fold-comparison"
          aria-expanded={!isFolded}
          onClick={() => put({ isTableFolded: !isFolded })}
        >
          {t(isFolded ? "sides.table.unfold" : "sides.table.fold")}
        </button>
        {written && (
          <span className="comparison-downloads" data-stale={!isFresh}>
            {table === "districts" ? (
              <>
                <button
                  type="button"
                  className="link"
                  disabled={!isFresh}
                  onClick={() => download("scenario-comparison-districts.csv", districtRows(text, written))}
                >
                  {t("compare.download.districts")}
                </button>
                <button
                  type="button"
                  className="link"
                  disabled={!isFresh}
                  onClick={() => download("scenario-comparison-communities.csv", communityRows(text, written))}
                >
                  {t("compare.download.communities")}
                </button>
              </>
            ) : (
              <button
                type="button"
                className="link"
                disabled={!isFresh}
                onClick={() => download("scenario-comparison-targets.csv", targetRows(text, written, targets))}
              >
                {t("compare.download.targets")}
              </button>
            )}
            <FigureSource
              of={{ kind: "comparison", scenarioId: idOfSide(written.answer.sides[1] ?? null), unitId: null }}
              about={t("compare.heading")}
            />
          </span>
        )}
      </header>
      <div
        className="sheet-body"
        role="region"
        aria-label={t(`compare.table.${table}`)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
        tabIndex={0}
        data-stale={written !== null && !isFresh}
      >
        {!written || !shown || !baseline ? (
          <p className="panel-note" role="status">
            {t(status === "idle" ? "compare.choose" : status === "failed" ? "compare.failed" : "compare.counting")}
          </p>
        ) : table === "districts" ? (
          <DistrictTable answer={written.answer} shown={shown} caption={askedWords(text, written.answer, shown)} />
        ) : (
          <TargetTable
            answer={written.answer}
            study={baseline}
            targets={targets}
            showsAll={showsAll}
            caption={t("compare.targets.note")}
          />
        )}
      </div>
    </section>
  );
}
