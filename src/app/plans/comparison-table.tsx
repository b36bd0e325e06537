import { useState } from "react";
import { formatCount, formatDemand, formatHectares, NO_VALUE } from "../../core/model/format-number.ts";
import {
  type ComparedTarget,
  listTurnedUnits,
  type PlanComparison,
  type TurnedUnits,
} from "../../core/plan/compare-plans.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import { differingRows } from "./compare-sides.ts";
import { changesText, comparedFigureText, serviceName } from "./plan-words.ts";
import { TurnedUnitList } from "./turned-unit-list.tsx";

const COLUMN_COUNT = 5;

/** How many verdicts change, then target by target what was changed and what that does. */
export function ComparisonTable({
  study,
  comparison,
  titles,
  caption,
  isStale,
  resultsOf,
}: {
  readonly study: StudyView;
  readonly comparison: PlanComparison;
  /** Targets by id, for the titles of those that a side has figures of alone. */
  readonly titles: ReadonlyMap<string, Target>;
  readonly caption: string;
  readonly isStale: boolean;
  /** A target's results before and after, where the sides were judged. */
  readonly resultsOf: (targetId: string) => readonly (TargetResult | undefined)[];
}) {
  const { t } = useText();
  const [showsAll, setShowsAll] = useState(false);
  const [openId, setOpen] = useState<string | null>(null);
  const rows = showsAll ? comparison.rows : differingRows(comparison);
  return (
    <>
      <div className="compare-summary" data-stale={isStale}>
        <p data-testid="plan-comparison-summary" role="status">
          {t("plans.summary", {
            turned: formatCount(comparison.turned),
            met: formatCount(comparison.turnedToMet),
            notMet: formatCount(comparison.turnedToNotMet),
            changed: formatCount(comparison.changed),
            added: formatCount(comparison.added),
            removed: formatCount(comparison.removed),
          })}
        </p>
        <label>
          <input type="checkbox" checked={showsAll} onChange={(event) => setShowsAll(event.target.checked)} />
          {t("plans.showAll")}
        </label>
      </div>
      <div className="score-scroll">
        {rows.length === 0 ? (
          <p className="panel-note">{t("plans.compare.same")}</p>
        ) : (
          <table className="compare-table" data-testid="plan-comparison">
            <caption className="visually-hidden">{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{t("score.column.target")}</th>
                <th scope="col">{t("plans.column.changes")}</th>
                <th scope="col">{t("plans.column.verdict")}</th>
                <th scope="col" className="number">
                  {t("plans.column.figure")}
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
                  study={study}
                  results={resultsOf(row.targetId)}
                  isOpen={openId === row.targetId}
                  onToggle={() => setOpen(openId === row.targetId ? null : row.targetId)}
                />
              ))}
            </tbody>
          </table>
        )}
        <p className="score-note">
          {study.demonstration && `${t("app.demonstration")} · `}
          {t("plans.compare.note")}
        </p>
      </div>
    </>
  );
}

/** Null where a side was not judged or the target has no units. */
function turnedUnits([before, after]: readonly (TargetResult | undefined)[]): TurnedUnits | null {
  if (!before || !after || before.share === null || after.share === null) return null;
  return listTurnedUnits(before.units, after.units);
}

/** One target under both sides; it opens its page. */
function ComparedRow({
  row,
  target,
  study,
  results,
  isOpen,
  onToggle,
}: {
  readonly row: ComparedTarget;
  readonly target: Target | null;
  readonly study: StudyView;
  /** Whether the units that turn are listed. */
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Before and after, where the sides were judged. */
  readonly results: readonly (TargetResult | undefined)[];
}) {
  const text = useText();
  const { t, local, language } = text;
  const isSelected = useView((state) => state.selectedTargetId === row.targetId);
  const { beforeFigure, afterFigure, peopleShortChange, landShortChange } = row;
  const turned = turnedUnits(results);
  const hasTurned = turned !== null && turned.met.length + turned.lost.length > 0;
  const cells = (
    <tr data-target-id={row.targetId} data-turned={row.isTurned} data-selected={isSelected}>
      <th scope="row">
        <button type="button" className="draft-open" onClick={() => chooseTarget(row.targetId)}>
          <span className="target-id">{row.targetId}</span> {target ? local(target.title) : ""}
        </button>
      </th>
      <td className="compare-changes">
        {changesText(text, row, (id) => serviceName(text, study, id)).map((words) => (
          <div key={words}>{words}</div>
        ))}
        {row.otherBasis !== null && !row.changes.includes(row.otherBasis === "units" ? "unit" : "rule") && (
          <small>{t(`plans.otherBasis.${row.otherBasis}`)}</small>
        )}
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
        {(beforeFigure?.share ?? afterFigure?.share) != null && (
          <small>
            {unitsText(beforeFigure)} → {unitsText(afterFigure)}
          </small>
        )}
        {hasTurned && (
          <button type="button" className="link compare-turned" aria-expanded={isOpen} onClick={onToggle}>
            {t("plans.turnedUnits", { met: formatCount(turned.met.length), lost: formatCount(turned.lost.length) })}
          </button>
        )}
      </td>
      <td className="number">
        {landShortChange !== null && (
          <>
            {`${signOf(landShortChange)}${formatHectares(Math.abs(landShortChange), language)}`}
            <small>{t("circle.land")}</small>
          </>
        )}
        {peopleShortChange === null
          ? landShortChange === null && NO_VALUE
          : `${signOf(peopleShortChange)}${formatDemand(Math.abs(peopleShortChange), study.demand.unit, language)}`}
      </td>
    </tr>
  );
  const [before, after] = results;
  if (!hasTurned || !isOpen || target === null || !before || !after) return cells;
  const { title, unit } = target;
  return (
    <>
      {cells}
      <tr className="compare-units">
        <td colSpan={COLUMN_COUNT}>
          <TurnedUnitList
            study={study}
            compared={{ targetId: target.id, title, unit, before: before.units, after: after.units }}
            turned={turned}
          />
        </td>
      </tr>
    </>
  );
}

function unitsText(figure: ComparedTarget["beforeFigure"]): string {
  if (figure === null || figure.share === null) return NO_VALUE;
  return `${formatCount(figure.unitsMet)} / ${formatCount(figure.unitsTested)}`;
}

function signOf(change: number): string {
  if (Math.abs(change) < 0.5) return "";
  return change < 0 ? "−" : "+";
}
