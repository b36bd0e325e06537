import { useMemo } from "react";
import {
  COMPARISON_FILES,
  type ComparisonToWrite,
  comparedCommunitiesCsv,
  comparedDistrictsCsv,
  comparedTargetsCsv,
} from "../../io/outputs/comparison-csv.ts";
import { Segmented } from "../controls/segmented.tsx";
import { FigureSource } from "../figures/figure.tsx";
import { downloadBytes } from "../frame/download.ts";
import { downloadAssumptions } from "../frame/download-with-assumptions.ts";
import { useSettledCoverage } from "../select/shown-coverage.ts";
import { useTargets } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
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
          comparison: answer,
          study: baseline,
          scenarios: scenarios ?? [],
          targets: targetList,
          passShare: shown.result.parameters.passShare,
          snapRadiusMetres: shown.result.parameters.snapRadiusMetres,
          areaId: shown.scope.areaId,
          kind: shown.scope.kind,
          communityIndexes: shown.indexes,
        }
      : null;
  const download = (name: string, text: string): void => {
    downloadBytes(name, new TextEncoder().encode(text));
    void downloadAssumptions();
  };
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
                  onClick={() => download(COMPARISON_FILES.districts, comparedDistrictsCsv(written))}
                >
                  {t("compare.download.districts")}
                </button>
                <button
                  type="button"
                  className="link"
                  disabled={!isFresh}
                  onClick={() => download(COMPARISON_FILES.communities, comparedCommunitiesCsv(written))}
                >
                  {t("compare.download.communities")}
                </button>
              </>
            ) : (
              <button
                type="button"
                className="link"
                disabled={!isFresh}
                onClick={() => download(COMPARISON_FILES.targets, comparedTargetsCsv(written))}
              >
                {t("compare.download.targets")}
              </button>
            )}
            <FigureSource
              of={{ kind: "comparison", scenarioId: idOfSide(written.comparison.sides[1] ?? null), unitId: null }}
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
        {!answer || !shown || !baseline ? (
          <p className="panel-note" role="status">
            {t(status === "idle" ? "compare.choose" : status === "failed" ? "compare.failed" : "compare.counting")}
          </p>
        ) : table === "districts" ? (
          <DistrictTable answer={answer} shown={shown} caption={askedWords(text, answer, shown)} />
        ) : (
          <TargetTable
            answer={answer}
            targets={targets}
            showsAll={showsAll}
            caption={t("compare.targets.note", { unit: t(`compare.unit.${baseline.demand.unit}`) })}
          />
        )}
      </div>
    </section>
  );
}
