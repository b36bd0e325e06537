import { useState } from "react";
import { formatCount, formatShare } from "../../core/model/format-number.ts";
import { listScoreboard } from "../../core/plan/scoreboard.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useTargetResults, useTargets } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { ScoreFilters } from "./score-filters.tsx";
import { filterScoreboard, NO_FILTER, type ScoreFilter, type ScoreSort } from "./score-rows.ts";
import { ScoreTable } from "./score-table.tsx";
import { ScoreTools } from "./score-tools.tsx";
import { SnapshotPanel } from "./snapshot-panel.tsx";
import "./scoreboard.css";

const scoreboardOf = rememberLatest(listScoreboard);

/** The plan at a glance: every target from baseline over now to what is asked for. */
export function ScoreboardSheet() {
  const { t, language } = useText();
  const study = useAnalysis((state) => state.study);
  const run = useAnalysis((state) => state.result);
  const targets = useTargets();
  const results = useTargetResults();
  const { snapshots, drafts, draftId } = useProject(currentEdits);
  const [filter, setFilter] = useState<ScoreFilter>(NO_FILTER);
  const [sort, setSort] = useState<ScoreSort | null>(null);
  const [showsSnapshots, setShowsSnapshots] = useState(false);
  const [told, setTold] = useState("");
  const toggleSnapshots = () => {
    // A form and a table need more room than half a sheet has.
    if (!showsSnapshots) useView.getState().show({ sheetIsTall: true });
    setShowsSnapshots(!showsSnapshots);
  };
  if (!study || targets.length === 0) return <p className="panel-note">{t("targets.noPlan")}</p>;
  if (!run || results.length === 0) return <p className="panel-note">{t("progress.targets")}</p>;
  const { parameters, landBasis } = run;
  const draft = drafts.find(({ id }) => id === draftId);
  const context = contextOf(parameters, study.date, snapshots);
  const chapters = filterScoreboard(scoreboardOf(targets, results, context), filter);
  const shown = chapters.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <div className="scoreboard">
      <div className="score-bar">
        <ScoreFilters targets={targets} filter={filter} onChange={setFilter} />
        <ScoreTools
          showsSnapshots={showsSnapshots}
          onToggleSnapshots={toggleSnapshots}
          snapshotCount={snapshots.length}
          onTell={setTold}
        />
      </div>
      {showsSnapshots && <SnapshotPanel />}
      <p className="score-status" role="status">
        {draft && <strong>{t("plans.mark", { title: draft.title })}</strong>}
        {shown === targets.length
          ? t("score.all", { total: formatCount(shown) })
          : t("score.shown", { shown: formatCount(shown), total: formatCount(targets.length) })}
        {shown < targets.length && (
          <button type="button" className="link" onClick={() => setFilter(NO_FILTER)}>
            {t("score.filter.clear")}
          </button>
        )}
        {sort !== null && (
          <button type="button" className="link" onClick={() => setSort(null)}>
            {t("score.byChapter")}
          </button>
        )}
        {told !== "" && <strong>{told}</strong>}
      </p>
      <div className="score-scroll">
        {shown === 0 ? (
          <p className="panel-note">{t("targets.none")}</p>
        ) : (
          <ScoreTable chapters={chapters} sort={sort} onSort={setSort} demandUnit={study.demand.unit} />
        )}
        <p className="score-note">
          {[
            ...(study.demonstration ? [t("app.demonstration")] : []),
            t("score.note.date", { date: study.date || t("score.note.noDate") }),
            parameters.profileId === null
              ? t("score.note.ownProfile")
              : t("score.note.profile", { profile: t(`ask.profile.${parameters.profileId}`) }),
            ...(parameters.speedMetresPerSecond === null
              ? []
              : [t("score.note.speed", { speed: Number(parameters.speedMetresPerSecond.toFixed(2)) })]),
            t("score.note.pass", { share: formatShare(parameters.passShare) }),
            t("score.note.snap", { metres: formatCount(parameters.snapRadiusMetres) }),
            t(`score.note.land.${landBasis}`),
            t("score.note.straight"),
            t("score.note.inUnits"),
            t("score.note.noCoverage"),
            t("score.note.short"),
          ].join(language === "en" ? "; " : "；")}
          {t("score.note.end")}
        </p>
      </div>
    </div>
  );
}

const contextOf = rememberLatest(
  (
    parameters: Parameters<typeof listScoreboard>[2]["parameters"],
    dataDate: string,
    snapshots: Parameters<typeof listScoreboard>[2]["snapshots"],
  ) => ({ parameters, dataDate, snapshots }),
);
