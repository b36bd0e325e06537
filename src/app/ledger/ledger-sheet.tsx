import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { formatCount, formatDemand } from "../../core/model/format-number.ts";
import type { Ledger } from "../../core/plan/ledger/ledger-problem.ts";
import { writeRows } from "../../core/plan/ledger/ledger-rows.ts";
import { placeUnits } from "../../core/plan/ledger/unit-places.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { downloadBytes } from "../frame/download.ts";
import { useBeside } from "../select/use-beside.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { requestLedgerCsv } from "../store/ask-worker.ts";
import { currentEdits, currentParameters, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { LedgerChosen } from "./ledger-chosen.tsx";
import { RESPONSIBLE_NAMES } from "./ledger-editors.tsx";
import { LedgerFilters } from "./ledger-filters.tsx";
import {
  createLineMaker,
  filterLines,
  type LedgerFilter,
  type LedgerLine,
  NO_FILTER,
  sortLines,
  sumLines,
} from "./ledger-lines.ts";
import { LedgerTable } from "./ledger-table.tsx";
import { useLedgerView } from "./ledger-view.ts";
import { type JudgedPlan, useJudgedPlan } from "./use-judged-plan.ts";
import "./ledger.css";

/** The problem ledger: what is not met, why, what is to be done by whom; filtered, sorted, written in, taken away. */
export function LedgerSheet() {
  const { t } = useText();
  const study = useAnalysis((state) => state.study);
  const isJudged = useAnalysis((state) => (state.result?.targets.length ?? 0) > 0);
  const isDone = useAnalysis((state) => state.status === "done");
  const plan = useJudgedPlan();
  const passShare = useProject((state) => currentParameters(state).passShare);
  const { answer, isFresh, status } = useBeside("ledger", { passShare, edits: plan.edits }, isJudged);
  if (!study) return null;
  if (isDone && !isJudged) return <p className="panel-note">{t("ledger.none")}</p>;
  if (!answer)
    return (
      <p className="panel-note" role="status">
        {t(status === "failed" ? "ledger.failed" : "ledger.counting")}
      </p>
    );
  return <LedgerOf key={study.id} study={study} plan={plan} ledger={answer} isFresh={isFresh} />;
}

function LedgerOf({
  study,
  plan,
  ledger,
  isFresh,
}: {
  readonly study: StudyView;
  readonly plan: JudgedPlan;
  readonly ledger: Ledger;
  readonly isFresh: boolean;
}) {
  const { t, language } = useText();
  const { filter: asked, sort, chosen, enter, narrow } = useLedgerView();
  const filter = useDeferredValue(asked);
  useEffect(() => enter(study.id), [enter, study.id]);
  const lines = useLedgerLines(study, plan, ledger);
  const shown = useMemo(
    () => sortLines(filterLines(lines, filter), sort, ledger.groupIds),
    [lines, filter, sort, ledger.groupIds],
  );
  const chosenLines = useMemo(() => shown.filter(({ key }) => chosen.has(key)), [shown, chosen]);
  const totals = useMemo(() => sumLines(shown, study), [shown, study]);
  if (lines.length === 0) return <p className="panel-note">{t("ledger.none")}</p>;
  const { unit } = study.demand;
  const amount = formatDemand(totals.people, unit, language);
  const isNarrowed = Object.entries(NO_FILTER).some(([key, value]) => filter[key as keyof LedgerFilter] !== value);
  return (
    <div className="ledger" data-stale={!isFresh} data-testid="ledger">
      <LedgerFilters lines={lines} />
      {chosenLines.length > 0 ? (
        <LedgerChosen lines={chosenLines} />
      ) : (
        <div className="ledger-sums">
          <p role="status" title={t("ledger.totals.hint")} data-testid="ledger-totals">
            {t(totals.people > 0 || totals.units === 0 ? "ledger.totals" : "ledger.totals.noPeople", {
              rows: formatCount(totals.open),
              units: formatCount(totals.units),
              communities: formatCount(totals.communities),
              people: unit === "people" ? t("ledger.totals.people", { amount }) : amount,
            })}
            {totals.resolved > 0 && ` · ${t("ledger.totals.resolved", { count: formatCount(totals.resolved) })}`}
          </p>
          {isNarrowed && (
            <button type="button" className="link" data-testid="ledger-clear" onClick={() => narrow(NO_FILTER)}>
              {t("ledger.filter.clear")}
            </button>
          )}
          <p className="ledger-legend" title={t("ledger.legend.hint")}>
            <span className="ledger-proposed">{t("ledger.legend.proposed")}</span>
            <span className="ledger-entered">{t("ledger.legend.entered")}</span>
            {study.demonstration && <span className="ledger-demonstration">{t("ledger.demonstration")}</span>}
          </p>
          <LedgerDownloads lines={lines} shown={shown} />
        </div>
      )}
      <ResponsibleNames lines={lines} />
      {shown.length === 0 ? (
        <p className="panel-note">
          {t("ledger.noneShown")}{" "}
          <button type="button" className="link" onClick={() => narrow(NO_FILTER)}>
            {t("ledger.showAll")}
          </button>
        </p>
      ) : (
        <LedgerTable lines={shown} groupIds={ledger.groupIds} unit={unit} />
      )}
    </div>
  );
}

/** Rows with what is written about them; a note changes its own rows alone. */
function useLedgerLines(study: StudyView, plan: JudgedPlan, ledger: Ledger): readonly LedgerLine[] {
  const { local } = useText();
  const parameters = useProject(currentParameters);
  const notes = useProject((state) => currentEdits(state).ledgerNotes);
  const { targets, results } = plan;
  const places = useMemo(() => placeUnits(study), [study]);
  const makeLine = useMemo(
    () => createLineMaker({ study, targets, results, parameters, places, ledger }, local),
    [study, targets, results, parameters, places, ledger, local],
  );
  return useMemo(
    () => writeRows(ledger.problems, notes, targets, results, places).map(makeLine),
    [ledger, notes, targets, results, places, makeLine],
  );
}

/** Names offered where a responsible unit is written. */
function ResponsibleNames({ lines }: { readonly lines: readonly LedgerLine[] }) {
  const names = useMemo(() => [...new Set(lines.map(({ responsible }) => responsible))], [lines]);
  return (
    <datalist id={RESPONSIBLE_NAMES}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

function LedgerDownloads({
  lines,
  shown,
}: {
  readonly lines: readonly LedgerLine[];
  readonly shown: readonly LedgerLine[];
}) {
  const { t } = useText();
  const [status, setStatus] = useState<"idle" | "working" | "failed">("idle");
  const download = async (name: string, keys: readonly string[] | null) => {
    setStatus("working");
    try {
      const { bytes } = await requestLedgerCsv(keys);
      downloadBytes(name, bytes);
      setStatus("idle");
    } catch {
      setStatus("failed");
    }
  };
  const isNarrowed = shown.length < lines.length;
  return (
    <p className="ledger-downloads">
      {isNarrowed && shown.length > 0 && (
        <button
          type="button"
          className="link"
          disabled={status === "working"}
          data-testid="ledger-download-shown"
          onClick={() =>
            void download(
              "ledger-selection.csv",
              shown.map(({ key }) => key),
            )
          }
        >
          {t("ledger.download.shown", { count: formatCount(shown.length) })}
        </button>
      )}
      <button
        type="button"
        className="link"
        disabled={status === "working"}
        data-testid="ledger-download-all"
        onClick={() => void download("ledger.csv", null)}
      >
        {t("ledger.download.all")}
      </button>
      <span role="status" className="ledger-failed">
        {status === "failed" && t("ledger.download.failed")}
      </span>
    </p>
  );
}
