import type { ReactNode } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { LegendFrame } from "../map/legend-frame.tsx";
import { useText } from "../strings/text.ts";
import { askedOfCounty, type CountyClass, type CountyClasses } from "./county-classes.ts";
import { valueText } from "./target-words.ts";

function Frame({
  study,
  target,
  note,
  children,
}: {
  readonly study: StudyView;
  readonly target: Target;
  readonly note: string;
  readonly children?: ReactNode;
}) {
  const { local } = useText();
  return (
    <LegendFrame
      title={`${target.id} ${local(target.title)}`}
      of={{ kind: "target", targetId: target.id }}
      about={target.id}
      note={note}
      demonstration={study.demonstration}
    >
      {children}
    </LegendFrame>
  );
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** Counties by their share of what the target asks for, or by their amount; the city's own verdict is said above. */
export function CountyLegend({
  study,
  target,
  result,
  counties,
}: {
  readonly study: StudyView;
  readonly target: Target;
  readonly result: TargetResult;
  readonly counties: CountyClasses;
}) {
  const { t } = useText();
  const asked = askedOfCounty(target);
  const whole =
    result.value === null
      ? t("judgedMap.whole.open")
      : t("judgedMap.whole", { value: valueText(target, target.rule, result.value, t) });
  const note =
    counties.isMark && asked !== null
      ? t("judgedMap.byMark", { whole, asked: valueText(target, target.rule, asked, t) })
      : t("judgedMap.byAmount", { whole });
  const label = ({ from, to, isMet }: CountyClass): string => {
    if (!counties.isMark) {
      const [low, high] = [from, to ?? from].map((end) => valueText(target, target.rule, end, t));
      return t("judgedMap.range", { from: low as string, to: high as string });
    }
    if (isMet) return t("judgedMap.met");
    const end = percent(to ?? 1);
    return from === 0 ? t("judgedMap.below", { to: end }) : t("judgedMap.share", { from: percent(from), to: end });
  };
  const count = (value: number): string => t("judgedMap.counties", { count: formatCount(value) });
  return (
    <Frame study={study} target={target} note={note}>
      <ul>
        {[...counties.rows].reverse().map((row) => (
          <li key={row.from} data-from={row.from} data-count={row.count}>
            <span
              className={row.isMet ? "map-swatch" : "map-swatch map-swatch-not-met"}
              style={{ backgroundColor: row.colour }}
            />
            <span>{label(row)}</span>
            <span className="map-legend-count">{count(row.count)}</span>
          </li>
        ))}
        {counties.notTestable > 0 && (
          <li data-count={counties.notTestable}>
            <span className="map-swatch map-swatch-no-data" />
            <span>{t("verdict.not-testable")}</span>
            <span className="map-legend-count">{count(counties.notTestable)}</span>
          </li>
        )}
      </ul>
    </Frame>
  );
}

/** Said in the place of colours where a target cannot be told by county. */
export function WholeLegend({
  study,
  target,
  result,
}: {
  readonly study: StudyView;
  readonly target: Target;
  readonly result: TargetResult;
}) {
  const { t } = useText();
  const note =
    result.verdict === "not-testable"
      ? t("judgedMap.notTestable")
      : t("judgedMap.wholeOnly", {
          verdict: t(`verdict.${result.verdict}`),
          value: result.value === null ? "" : valueText(target, target.rule, result.value, t),
        });
  return <Frame study={study} target={target} note={note} />;
}
