import type { DemandUnit } from "../../core/model/demand.ts";
import { formatCount, formatPoints, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import type { CoverageShares } from "../../core/plan/coverage-shares.ts";
import { isDefaultBureau } from "../../core/plan/default-bureau.ts";
import { groupOfRule, type ScoreRow } from "../../core/plan/scoreboard.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { shortText } from "../select/judged-amount.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import { askedText, baselineText } from "../targets/target-words.ts";
import { sharesShown } from "./score-rows.ts";
import { figureText, TrendCell, TrendTable } from "./trend-cell.tsx";

/** One target in the scoreboard. All of the row opens its page: map, communities, quotation, assumptions. */
export function TargetScore({
  row,
  demandUnit,
  columnCount,
  isTrendOpen,
  onToggleTrend,
}: {
  readonly row: ScoreRow;
  readonly demandUnit: DemandUnit;
  readonly columnCount: number;
  readonly isTrendOpen: boolean;
  readonly onToggleTrend: () => void;
}) {
  const text = useText();
  const { t, local, language } = text;
  const study = useAnalysis((state) => state.study);
  const isSelected = useView((state) => state.selectedTargetId === row.target.id);
  const { target, result, now, verdict } = row;
  const hasUnits = result?.share != null;
  const group = groupOfRule(target.rule);
  const shares = result?.coverage ? sharesShown(result.coverage) : null;
  return (
    <>
      <tr className="score-row" data-target-id={target.id} data-verdict={verdict} data-selected={isSelected}>
        <th scope="row">
          <button
            type="button"
            className="score-open"
            aria-pressed={isSelected}
            onClick={() => chooseTarget(isSelected ? null : target.id)}
          >
            <span className="target-id">{target.id}</span> {local(target.title)}
          </button>
        </th>
        <td>
          {target.binding === null ? <span className="quiet">{NO_VALUE}</span> : t(`targets.binding.${target.binding}`)}
        </td>
        <td className="score-bureau">
          {target.bureau ? local(target.bureau) : NO_VALUE}
          {study && isDefaultBureau(study, target) && <small>{t("score.default")}</small>}
        </td>
        <td className="number">
          {baselineText(target)}
          {target.baseline.value !== null && target.baseline.year !== null && <small>{target.baseline.year}</small>}
        </td>
        <td className="number">
          <strong>{now === null ? NO_VALUE : figureText(target, now.value)}</strong>
          {now !== null && <small>{result?.stated ? t("score.stated", { date: now.date }) : now.date}</small>}
        </td>
        <td className="number">{askedText(target)}</td>
        <td>
          <TrendCell row={row} isOpen={isTrendOpen} onToggle={onToggleTrend} />
        </td>
        <td>{result ? <VerdictMark verdict={verdict} /> : NO_VALUE}</td>
        <td className="number">
          {hasUnits ? shortText(result, demandUnit, language) : NO_VALUE}
          {hasUnits && result.landShortSquareMetres !== undefined && <small>{t("circle.land")}</small>}
          {hasUnits && group !== null && demandUnit === "people" && <small>{t(`group.${group}`)}</small>}
        </td>
        <td className="number">
          {hasUnits ? `${formatCount(result.unitsMet)} / ${formatCount(result.unitsTested)}` : NO_VALUE}
          {hasUnits && <small>{t(`targets.unit.${target.unit}`)}</small>}
          {shares?.straight && <small>{t("score.straight", { share: formatShare(shares.straight.units) })}</small>}
        </td>
        <ShareCell text={text} shares={shares} part="people" />
        <ShareCell text={text} shares={shares} part="land" />
        <td className="number">
          {shares?.straight ? signedPoints(shares.straight.people - shares.own.people) : NO_VALUE}
          {shares?.straight && (
            <small>
              {t("score.difference.units", { points: signedPoints(shares.straight.units - shares.own.units) })}
            </small>
          )}
        </td>
      </tr>
      {isTrendOpen && (
        <tr className="score-trend-row">
          <td colSpan={columnCount}>
            <TrendTable row={row} />
          </td>
        </tr>
      )}
    </>
  );
}

/** A share as the rule counts it, with the straight line's under it, or that no distance is asked for. */
function ShareCell({
  text: { t },
  shares,
  part,
}: {
  readonly text: Text;
  readonly shares: { readonly own: CoverageShares; readonly straight: CoverageShares | null } | null;
  readonly part: "people" | "land";
}) {
  const own = shares?.own[part] ?? null;
  if (shares === null || own === null) return <td className="number">{NO_VALUE}</td>;
  const straight = shares.straight?.[part] ?? null;
  return (
    <td className="number">
      {formatShare(own)}
      <small>{straight === null ? t("score.inUnits") : t("score.straight", { share: formatShare(straight) })}</small>
    </td>
  );
}

function signedPoints(difference: number): string {
  return `${difference < 0 ? "−" : "+"}${formatPoints(difference)}`;
}
