import type { IsochroneAnswer } from "../../worker/protocol.ts";
import { FigureSource } from "../figures/figure.tsx";
import { useText } from "../strings/text.ts";
import { bandColour } from "./answer-shapes.ts";

/** What the bands mean: minutes and ground of each. */
export function IsochroneLegend({
  title,
  bands,
  asGround,
  demonstration,
  domain,
}: {
  readonly title: string;
  readonly bands: IsochroneAnswer["bands"];
  /** Whether bands are drawn as ground, else as edges alone. */
  readonly asGround: boolean;
  readonly demonstration: boolean;
  readonly domain: string;
}) {
  const { t } = useText();
  return (
    <section
      className={asGround ? "map-legend" : "map-legend isochrone-edges"}
      data-figures
      data-testid="isochrone-legend"
      data-domain={domain}
      aria-label={t("isochrone.legend")}
    >
      <h2>
        {title} <FigureSource of={{ kind: "bands" }} about={t("isochrone.legend")} />
      </h2>
      <ul>
        {bands.map(({ cutoffSeconds, areaSquareMetres }, band) => (
          <li key={cutoffSeconds}>
            {asGround ? (
              <span className="map-swatch" style={{ backgroundColor: bandColour(band) }} />
            ) : (
              <span className="isochrone-edge" data-outermost={band === bands.length - 1} />
            )}
            <span>{t("isochrone.band", { minutes: Number((cutoffSeconds / 60).toFixed(1)) })}</span>
            <span className="map-legend-count">{t("isochrone.area", { area: formatArea(areaSquareMetres) })}</span>
          </li>
        ))}
      </ul>
      <footer>
        <span>{t("isochrone.note")}</span>
        {demonstration && <span className="map-badge">{t("map.demonstration")}</span>}
      </footer>
    </section>
  );
}

/** Square kilometres with the decimals that a small area needs. */
export function formatArea(squareMetres: number): string {
  const value = squareMetres / 1e6;
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
