import { formatCount } from "../../core/model/format-number.ts";
import { FigureSource } from "../figures/figure.tsx";
import { useText } from "../strings/text.ts";
import type { TargetOnMap } from "./target-on-map.ts";

/** What the map's colours mean while it shows a target. */
export function TargetLegend({
  target: { target, result },
  demonstration,
}: {
  readonly target: TargetOnMap;
  readonly demonstration: boolean;
}) {
  const { t, local } = useText();
  const rows = [
    { id: "met", label: t("verdict.met"), count: result.unitsMet },
    { id: "not-met", label: t("verdict.not-met"), count: result.unitsTested - result.unitsMet },
  ] as const;
  return (
    <section className="target-legend" data-figures data-testid="map-legend" aria-label={t("map.legend")}>
      <h2>
        {target.id} {local(target.title)}{" "}
        <FigureSource of={{ kind: "target", targetId: target.id }} about={t("map.legend")} />
      </h2>
      <p className="quiet">{t(`targets.unit.${target.unit}`)}</p>
      <ul>
        {rows.map(({ id, label, count }) => (
          <li key={id}>
            <span className="target-swatch" data-verdict={id} />
            <span>{label}</span>
            <span className="number">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      {demonstration && <span className="demo-badge">{t("app.demonstration")}</span>}
    </section>
  );
}
