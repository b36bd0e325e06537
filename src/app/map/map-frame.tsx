import { memo } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import type { StudySource } from "../../core/model/study.ts";
import { metresPerPixelAt } from "../../report/map/paper-zoom.ts";
import { useText } from "../strings/text.ts";
import type { MapCamera } from "./map-events.ts";
import { scaleBar } from "./map-figures.ts";

const WIDEST_BAR_PIXELS = 120;

/** Scale bar and 1:n, true at the latitude of the middle of the map. */
export const MapScale = memo(function MapScale({ camera }: { readonly camera: MapCamera }) {
  const { t } = useText();
  const { metres, pixels, denominator } = scaleBar(metresPerPixelAt(camera.latitude, camera.zoom), WIDEST_BAR_PIXELS);
  const length =
    metres >= 1000 ? t("map.kilometres", { value: formatCount(metres / 1000) }) : t("map.metres", { value: metres });
  return (
    <div className="map-scale" role="img" aria-label={`${t("map.scale")} 1:${formatCount(denominator)}`}>
      <span>0</span>
      <span className="map-scale-bar" style={{ width: pixels }} />
      <span>{length}</span>
      <span className="map-scale-number">1:{formatCount(denominator)}</span>
    </div>
  );
});

export interface MapStampProps {
  /** True where the study lies in China: its datum and the rule for unreviewed maps are then named. */
  readonly inChina: boolean;
  readonly demonstration: boolean;
  readonly sources: readonly StudySource[];
}

/** What may be done with the map, and whose data it draws. */
export const MapStamp = memo(function MapStamp({ inChina, demonstration, sources }: MapStampProps) {
  const { t } = useText();
  const credits = [...new Set(sources.map(({ source, licence }) => (licence ? `${source}（${licence}）` : source)))];
  return (
    <div className="map-stamp">
      {demonstration && <span className="map-badge">{t("map.demonstration")}</span>}
      <span>{t(inChina ? "map.stamp" : "map.stamp.abroad")}</span>
      {credits.length > 0 && (
        <details className="map-sources">
          <summary>{t("map.sources")}</summary>
          <ul>
            {credits.map((credit) => (
              <li key={credit}>{credit}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
});

export interface MapButtonsProps {
  readonly onZoom: (steps: number) => void;
  readonly onFitCore: () => void;
  readonly onFitStudy: () => void;
}

function MapButton({
  label,
  path,
  onClick,
}: {
  readonly label: string;
  readonly path: string;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onClick}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}

/** Zoom and the two views that one comes back to. */
export const MapButtons = memo(function MapButtons({ onZoom, onFitCore, onFitStudy }: MapButtonsProps) {
  const { t } = useText();
  return (
    <div className="map-buttons">
      <MapButton label={t("map.zoomIn")} path="M8 3v10M3 8h10" onClick={() => onZoom(1)} />
      <MapButton label={t("map.zoomOut")} path="M3 8h10" onClick={() => onZoom(-1)} />
      <MapButton
        label={t("map.fitCore")}
        path="M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z"
        onClick={onFitCore}
      />
      <MapButton
        label={t("map.fitStudy")}
        path="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"
        onClick={onFitStudy}
      />
    </div>
  );
});
