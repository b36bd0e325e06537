import { useMemo, useState } from "react";
import type { DemandUnit } from "../../core/model/demand.ts";
import { type ComparedTarget, comparePlans } from "../../core/plan/compare-plans.ts";
import type { Target } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { formatCount, formatDemand, NO_VALUE } from "../format-number.ts";
import { downloadCsv } from "../frame/download.ts";
import { useTargets } from "../select/target-results.ts";
import { useBeside } from "../select/use-beside.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentEdits, currentParameters, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import {
  CURRENT_PLAN,
  differingRows,
  figuresOfSide,
  keepSides,
  listSides,
  type Side,
  targetsOfSide,
} from "./compare-sides.ts";
import { comparisonRows } from "./comparison-rows.ts";
import { changesText, comparedFigureText } from "./plan-words.ts";

/** Two plans or two days side by side: what was changed, and what that does to each verdict. */
export function PlanComparisonTable({ study }: { readonly study: StudyView }) {
  const text = useText();
  const { t } = text;
  const edits = useProject(currentEdits);
  const passShare = useProject((state) => currentParameters(state).passShare);
  const parameters = useAnalysis((state) => state.result?.parameters);
  const judged = useTargets();
  const sides = listSides(edits);
  const [chosen, setChosen] = useState<readonly [string, string]>([CURRENT_PLAN, sides.at(-1)?.id ?? CURRENT_PLAN]);
  const [showsAll, setShowsAll] = useState(false);
  const [before, after] = keepSides(sides, ...chosen);
  const plans = useMemo(
    () => [before, after].map((id) => targetsOfSide(study, edits, id)),
    [study, edits, before, after],
  );
  const asked = plans.flatMap((targets) => (targets ? [targets] : []));
  const isComparable = sides.length > 1 && before !== after;
  const { answer, isFresh, status } = useBeside(
    "plans",
    isComparable && asked.length > 0 ? { passShare, plans: asked } : null,
    true,
  );
  if (!isComparable) return <p className="panel-note">{t("plans.compare.none")}</p>;
  const pickers = (
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
    </div>
  );
  const judgedSides = [before, after].map((id, side) => {
    const targets = plans[side] ?? null;
    const results = targets ? answer?.[asked.indexOf(targets)] : undefined;
    return parameters ? figuresOfSide(edits, id, targets && results ? { targets, results } : null, parameters) : null;
  });
  const [left, right] = judgedSides;
  if (!left || !right) {
    return (
      <>
        {pickers}
        <p className="panel-note" role="status">
          {t(status === "failed" ? "plans.compare.failed" : "plans.compare.judging")}
        </p>
      </>
    );
  }
  const comparison = comparePlans(left, right);
  const rows = showsAll ? comparison.rows : differingRows(comparison);
  const titles = new Map(judged.map((target) => [target.id, target]));
  const titleOf = (id: string): string => {
    const side = sides.find((each) => each.id === id);
    return side ? sideText(text, side) : id;
  };
  return (
    <>
      {pickers}
      <p className="compare-summary" data-testid="plan-comparison-summary" data-stale={asked.length > 0 && !isFresh}>
        {t("plans.summary", {
          turned: formatCount(comparison.turned),
          met: formatCount(comparison.turnedToMet),
          notMet: formatCount(comparison.turnedToNotMet),
          changed: formatCount(comparison.changed),
          added: formatCount(comparison.added),
          removed: formatCount(comparison.removed),
        })}
        <label>
          <input type="checkbox" checked={showsAll} onChange={(event) => setShowsAll(event.target.checked)} />
          {t("plans.showAll")}
        </label>
        <button
          type="button"
          className="link"
          onClick={() =>
            downloadCsv(
              "plan-comparison.csv",
              comparisonRows(text, comparison, titleOf(before), titleOf(after), titles, study),
            )
          }
        >
          {t("plans.compare.download")}
        </button>
      </p>
      <div className="score-scroll">
        {rows.length === 0 ? (
          <p className="panel-note">{t("plans.compare.same")}</p>
        ) : (
          <table className="compare-table" data-testid="plan-comparison">
            <caption className="visually-hidden">
              {t("plans.compare.caption", { before: titleOf(before), after: titleOf(after) })}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t("score.column.target")}</th>
                <th scope="col">{t("plans.column.changes")}</th>
                <th scope="col">{t("plans.column.verdict")}</th>
                <th scope="col" className="number">
                  {t("plans.column.figure")}
                </th>
                <th scope="col" className="number">
                  {t("plans.column.units")}
                </th>
                <th scope="col" className="number">
                  {t("plans.column.short")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ComparedRow
                  key={row.targetId}
                  row={row}
                  target={row.after ?? row.before ?? titles.get(row.targetId) ?? null}
                  demandUnit={study.demand.unit}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <p className="score-note">
        {study.demonstration && `${t("app.demonstration")} · `}
        {t("plans.compare.note")}
      </p>
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

function sideText({ t }: ReturnType<typeof useText>, { kind, title, date }: Side): string {
  if (kind === "plan") return t("plans.current");
  return t(`plans.side.${kind}`, { title, date });
}

/** One target under both sides; it opens its page. */
function ComparedRow({
  row,
  target,
  demandUnit,
}: {
  readonly row: ComparedTarget;
  readonly target: Target | null;
  readonly demandUnit: DemandUnit;
}) {
  const text = useText();
  const { t, local, language } = text;
  const isSelected = useView((state) => state.selectedTargetId === row.targetId);
  const { beforeFigure, afterFigure, peopleShortChange } = row;
  const units = (figure: ComparedTarget["beforeFigure"]): string =>
    figure === null || figure.share === null
      ? NO_VALUE
      : `${formatCount(figure.unitsMet)} / ${formatCount(figure.unitsTested)}`;
  return (
    <tr data-target-id={row.targetId} data-turned={row.isTurned} data-selected={isSelected}>
      <th scope="row">
        <button type="button" className="draft-open" onClick={() => chooseTarget(row.targetId)}>
          <span className="target-id">{row.targetId}</span> {target ? local(target.title) : ""}
        </button>
      </th>
      <td className="compare-changes">
        {changesText(text, row).map((words) => (
          <div key={words}>{words}</div>
        ))}
        {row.otherBasis !== null && <small>{t(`plans.otherBasis.${row.otherBasis}`)}</small>}
      </td>
      <td>
        <span className="compare-verdicts">
          {beforeFigure ? <VerdictMark verdict={beforeFigure.verdict} /> : NO_VALUE}
          <span aria-hidden="true">→</span>
          {afterFigure ? <VerdictMark verdict={afterFigure.verdict} /> : NO_VALUE}
        </span>
      </td>
      <td className="number">
        {comparedFigureText(row.before ?? target, beforeFigure)} →{" "}
        {comparedFigureText(row.after ?? target, afterFigure)}
      </td>
      <td className="number">
        {units(beforeFigure)} → {units(afterFigure)}
      </td>
      <td className="number">
        {peopleShortChange === null
          ? NO_VALUE
          : `${peopleShortChange < 0 ? "−" : "+"}${formatDemand(Math.abs(peopleShortChange), demandUnit, language)}`}
      </td>
    </tr>
  );
}
