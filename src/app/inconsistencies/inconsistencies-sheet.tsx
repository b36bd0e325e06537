import { Fragment, useState } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import type { Inconsistency } from "../../core/plan/target.ts";
import { lineRanges } from "../../core/plan/words/line-ranges.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { Segmented } from "../controls/segmented.tsx";
import { downloadCsv } from "../frame/download.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import { arithmeticOf, decisionOf, sumText } from "./inconsistency-choices.ts";
import { InconsistencyBody } from "./inconsistency-list.tsx";
import "./inconsistencies.css";

type Shown = "all" | "open" | "decided";
const SHOWN: readonly Shown[] = ["all", "open", "decided"];
/** Sums shown before a row is unfolded. */
const FIRST_SUMS = 3;

/** All places where the plan contradicts itself, with what is decided of each; a row unfolds to its choice. */
export function InconsistenciesSheet() {
  const text = useText();
  const { t, list } = text;
  const study = useAnalysis((state) => state.study);
  const choices = useProject((state) => currentEdits(state).choices);
  const [shown, setShown] = useState<Shown>("all");
  const [unfoldedId, setUnfolded] = useState<string | null>(null);
  if (!study) return null;
  if (study.inconsistencies.length === 0) return <p className="panel-note">{t("inconsistencies.noPlan")}</p>;
  const rows = study.inconsistencies.map((inconsistency) => ({
    inconsistency,
    decision: decisionOf(inconsistency, choices),
  }));
  const open = rows.filter(({ decision }) => decision === null).length;
  const visible = rows.filter(({ decision }) => shown === "all" || (shown === "decided") === (decision !== null));
  const download = () =>
    downloadCsv("inconsistencies.csv", [
      [
        "ID",
        ...(["title", "lines", "targets", "evidence", "arithmetic", "state", "decidedBy", "date", "why"] as const).map(
          (column) => t(`inconsistencies.column.${column}`),
        ),
      ],
      ...rows.map(({ inconsistency, decision }) => [
        inconsistency.id,
        text.local(inconsistency.title),
        list(lineRanges(inconsistency.lines)),
        list(inconsistency.targetIds),
        text.local(inconsistency.evidence),
        arithmeticOf(inconsistency, study)
          .map((line) => `${text.local(line.label)}：${sumText(text, line)}`)
          .join("\n"),
        decision
          ? t("inconsistency.decided.which", { option: text.local(decision.option.title) })
          : t("inconsistency.open"),
        decision?.choice.decidedBy ?? "",
        decision?.choice.date ?? "",
        decision?.choice.note ?? "",
      ]),
    ]);
  return (
    <div className="inconsistencies-sheet" data-testid="inconsistencies-sheet">
      <div className="inconsistencies-tools">
        <p role="status">{t("inconsistencies.count", { total: formatCount(rows.length), open: formatCount(open) })}</p>
        <Segmented<Shown>
          label={t("inconsistencies.filter")}
          hideLabel
          value={shown}
          options={SHOWN.map((value) => ({ value, label: t(`inconsistencies.filter.${value}`) }))}
          onChange={setShown}
        />
        <button type="button" className="button" onClick={download}>
          {t("inconsistencies.download")}
        </button>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">ID</th>
            {(["title", "lines", "targets", "arithmetic", "state"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`inconsistencies.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {visible.map(({ inconsistency }) => (
            <Fragment key={inconsistency.id}>
              <Row
                text={text}
                study={study}
                inconsistency={inconsistency}
                isUnfolded={unfoldedId === inconsistency.id}
                onUnfold={() => setUnfolded(unfoldedId === inconsistency.id ? null : inconsistency.id)}
              />
              {unfoldedId === inconsistency.id && (
                <tr className="inconsistency-unfolded">
                  <td colSpan={6}>
                    <InconsistencyBody study={study} inconsistency={inconsistency} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
      {visible.length === 0 && <p className="panel-note">{t("inconsistencies.none")}</p>}
      <p className="panel-note">{t("inconsistency.note")}</p>
    </div>
  );
}

function Row({
  text,
  study,
  inconsistency,
  isUnfolded,
  onUnfold,
}: {
  readonly text: Text;
  readonly study: StudyView;
  readonly inconsistency: Inconsistency;
  readonly isUnfolded: boolean;
  readonly onUnfold: () => void;
}) {
  const { t, local, list } = text;
  const selected = useView((state) => state.selectedTargetId);
  const decision = useProject((state) =>
    currentEdits(state).choices.find((each) => each.inconsistencyId === inconsistency.id),
  );
  const made = decision ? decisionOf(inconsistency, [decision]) : null;
  const sums = arithmeticOf(inconsistency, study);
  const { id, targetIds } = inconsistency;
  return (
    <tr data-testid="inconsistency-row" data-inconsistency-id={id} data-decided={made !== null}>
      <td className="target-id">{id}</td>
      <th scope="row">
        <button
          type="button"
          className="link"
          aria-expanded={isUnfolded}
          title={t("inconsistencies.unfold", { id })}
          onClick={onUnfold}
        >
          {local(inconsistency.title)}
        </button>
      </th>
      <td className="quiet">{list(lineRanges(inconsistency.lines))}</td>
      <td>
        {targetIds.length === 0 && <span className="quiet">{t("inconsistencies.noTarget")}</span>}
        {targetIds.map((targetId) => (
          <button
            key={targetId}
            type="button"
            className="link inconsistency-target"
            aria-label={t("inconsistencies.openTarget", { id: targetId })}
            aria-pressed={selected === targetId}
            onClick={() => chooseTarget(targetId)}
          >
            {targetId}
          </button>
        ))}
      </td>
      <td className="inconsistency-sums">
        {sums.slice(0, FIRST_SUMS).map((line) => (
          <span key={line.id} title={local(line.label)}>
            {sumText(text, line)}
          </span>
        ))}
        {sums.length > FIRST_SUMS && <span className="quiet">+ {formatCount(sums.length - FIRST_SUMS)}</span>}
      </td>
      <td>
        <span className="choice-state" data-decided={made !== null}>
          {made ? t("inconsistency.decided.which", { option: local(made.option.title) }) : t("inconsistency.open")}
        </span>
        {made && (
          <span className="choice-effect">
            {t("inconsistency.decided.by", { by: made.choice.decidedBy, date: made.choice.date })}
          </span>
        )}
      </td>
    </tr>
  );
}
