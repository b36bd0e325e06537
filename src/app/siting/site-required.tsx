import type { Position } from "../../core/model/geometry.ts";
import { MOST_REQUIRED } from "../../core/plan/site-form.ts";
import { useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { changeForm, currentForm, useSiteForm } from "./site-form-store.ts";
import { boundsAround } from "./site-view.ts";
import { useSiting } from "./siting-store.ts";

/** One more settled site, as far as there may be more. */
export function requireSite(position: Position): void {
  const { requiredSites } = currentForm(useProject.getState());
  const isKnown = requiredSites.some(([lon, lat]) => lon === position[0] && lat === position[1]);
  if (!isKnown && requiredSites.length < MOST_REQUIRED) changeForm({ requiredSites: [...requiredSites, position] });
}

/** New sites that are settled already, clicked on the map: every answer has them. */
export function SiteRequired() {
  const { t } = useText();
  const { requiredSites } = useSiteForm();
  const { status, hand, put } = useSiting();
  const isRunning = status === "running";
  const isFull = requiredSites.length >= MOST_REQUIRED;
  return (
    <details
      className="site-part"
      data-testid="site-required"
      open={requiredSites.length > 0 || hand === "required" || undefined}
    >
      <summary>
        {t(requiredSites.length > 0 ? "site.required.some" : "site.required.heading", { count: requiredSites.length })}
      </summary>
      <p className="quiet">{t("site.required.note")}</p>
      <div className="site-row">
        <button
          type="button"
          className="button"
          aria-pressed={hand === "required"}
          disabled={isRunning || isFull}
          data-testid="site-required-draw"
          onClick={() => put({ hand: hand === "required" ? null : "required", sketch: [] })}
        >
          {t(hand === "required" ? "site.draw.stop" : "site.required.draw")}
        </button>
        {requiredSites.length > 0 && (
          <button type="button" className="link" disabled={isRunning} onClick={() => changeForm({ requiredSites: [] })}>
            {t("site.draw.clear")}
          </button>
        )}
      </div>
      {isFull && <p className="quiet">{t("site.required.full", { most: MOST_REQUIRED })}</p>}
      {requiredSites.length > 0 && (
        <ol className="site-required-list">
          {requiredSites.map((position, place) => (
            <li key={position.join(" ")}>
              <button
                type="button"
                className="link"
                onClick={() => useView.getState().fly({ kind: "bounds", bounds: boundsAround(position) })}
              >
                {position[0].toFixed(4)}, {position[1].toFixed(4)}
              </button>
              <button
                type="button"
                className="link"
                disabled={isRunning}
                aria-label={t("site.required.drop.of", { place: place + 1 })}
                onClick={() => changeForm({ requiredSites: requiredSites.filter((_, index) => index !== place) })}
              >
                {t("site.required.drop")}
              </button>
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}
