import { formatCount } from "../../core/model/format-number.ts";
import { FigureSource } from "../figures/figure.tsx";
import { useText } from "../strings/text.ts";
import type { ReadingsOnMap } from "./readings-on-map.ts";
import "./readings.css";

/** What the map's colours mean while readings are compared. */
export function ReadingsLegend({
  readings: { title, counts, readingsTested },
  demonstration,
}: {
  readonly readings: ReadingsOnMap;
  readonly demonstration: boolean;
}) {
  const { t, local } = useText();
  const rows = [
    { id: "met", count: counts.met },
    { id: "depends", count: counts.depends },
    { id: "not-met", count: counts.notMet },
  ] as const;
  return (
    <section className="target-legend" data-figures data-testid="map-legend" aria-label={t("map.legend")}>
      <h2>
        {local(title)} <FigureSource of={{ kind: "map" }} about={t("map.legend")} />
      </h2>
      <p className="quiet">{t("readings.map.count", { count: formatCount(readingsTested) })}</p>
      <ul>
        {rows.map(({ id, count }) => (
          <li key={id}>
            <span className="target-swatch" data-verdict={id} />
            <span>{t(`readings.map.${id}`)}</span>
            <span className="number">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      {demonstration && <span className="demo-badge">{t("app.demonstration")}</span>}
    </section>
  );
}
