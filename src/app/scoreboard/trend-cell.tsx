import { formatCount, formatDecimal, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import type { ScoreRow } from "../../core/plan/scoreboard.ts";
import { isShareTarget } from "../../core/plan/stated-value.ts";
import type { Target } from "../../core/plan/target.ts";
import type { Incomparable, TrendPoint } from "../../core/plan/trend.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { Sparkline } from "./sparkline.tsx";

/** The inconsistency about communities that were redrawn between two figures. */
const REDRAWN_LISTS = "I11";

/** A line where two figures can be compared, else that they cannot; pressed, it opens the figures themselves. */
export function TrendCell({
  row: { target, trend },
  isOpen,
  onToggle,
}: {
  readonly row: ScoreRow;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const text = useText();
  const { t, local } = text;
  if (trend.points.length < 2 && trend.incomparable.length === 0) return <span className="quiet">{NO_VALUE}</span>;
  const isLine = trend.points.length >= 2;
  const words = isLine
    ? trend.points.map((point) => `${point.date} ${figureText(target, point.value)}`).join(text.list(["", ""]))
    : t("score.trend.incomparable");
  return (
    <button
      type="button"
      className="score-trend"
      aria-expanded={isOpen}
      aria-label={t("score.trend.open", { target: local(target.title), words })}
      title={words}
      onClick={onToggle}
    >
      {isLine ? (
        <Sparkline points={trend.points} asked={target.target.value} isShare={isShareTarget(target)} />
      ) : (
        t("score.trend.incomparable")
      )}
    </button>
  );
}

/** The figures of a trend as a table, with why those that stand apart cannot be compared. */
export function TrendTable({ row: { target, trend } }: { readonly row: ScoreRow }) {
  const text = useText();
  const { t, local } = text;
  const toldElsewhere = useAnalysis((state) => state.study?.inconsistencies.some(({ id }) => id === REDRAWN_LISTS));
  const rows = [
    ...trend.points.map((point) => ({ point, why: null })),
    ...trend.incomparable.map(({ point, why }) => ({ point, why })),
  ];
  return (
    <table className="score-trend-table">
      <caption>{t("score.trend.caption", { id: target.id, target: local(target.title) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("score.trend.date")}</th>
          <th scope="col">{t("score.trend.source")}</th>
          <th scope="col" className="number">
            {t("score.trend.value")}
          </th>
          <th scope="col" className="number">
            {t("score.trend.units")}
          </th>
          <th scope="col">{t("score.trend.compared")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ point, why }) => (
          <tr key={`${point.source}-${point.date}-${point.title}`}>
            <td>{point.date}</td>
            <td>{sourceText(text, point)}</td>
            <td className="number">{figureText(target, point.value)}</td>
            <td className="number">{point.unitsTested === null ? NO_VALUE : formatCount(point.unitsTested)}</td>
            <td>{why === null ? t("score.trend.yes") : reasonText(text, why, toldElsewhere)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Why a figure stands apart; where the plan's own inconsistencies tell of redrawn lists, with their place. */
function reasonText({ t }: Text, why: Incomparable, toldElsewhere: boolean | undefined): string {
  const words = t(`score.trend.why.${why}`);
  const isOfLists = why === "units" || why === "units-unknown";
  return isOfLists && toldElsewhere ? t("score.trend.see", { why: words, id: REDRAWN_LISTS }) : words;
}

function sourceText({ t }: Text, { source, title }: TrendPoint): string {
  return source === "snapshot" ? t("score.trend.source.snapshot", { title }) : t(`score.trend.source.${source}`);
}

/** A figure in the measure of its target. */
export function figureText(target: Target, value: number | null): string {
  if (value === null) return NO_VALUE;
  return isShareTarget(target) ? formatShare(value) : formatDecimal(value);
}
