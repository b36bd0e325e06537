import { useEffect } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import { type CandidateKind, MOST_CORNERS, MOST_POINTS } from "../../core/plan/site-form.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { Segmented } from "../controls/segmented.tsx";
import { describeFailure } from "../describe-error.ts";
import { useText } from "../strings/text.ts";
import { changeForm, useSiteForm } from "./site-form-store.ts";
import { guessCost, pickSiteLayer } from "./site-layer-file.ts";
import { SiteNumber } from "./site-number.tsx";
import { areaLayersOf, numberColumnsOf } from "./siting-layers.ts";
import { type FileFault, useSiting } from "./siting-store.ts";

const KINDS: readonly CandidateKind[] = ["grid", "layer", "file", "drawn"];

/** Where may be built: street nodes, a layer of the study, a file, or places clicked on the map. */
export function SiteCandidates({ study, serviceId }: { readonly study: StudyView; readonly serviceId: string }) {
  const { t, local } = useText();
  const ask = useSiteForm();
  const { status, put, fileFailure } = useSiting();
  const isRunning = status === "running";
  const layers = study.facilities.filter((layer) => layer.serviceId !== serviceId && layer.count > 0);
  // Another study has not got that layer, and a service is no candidate for itself.
  const isGone = ask.candidateServiceId !== null && !layers.some((layer) => layer.serviceId === ask.candidateServiceId);
  useEffect(() => {
    if (isGone) changeForm({ candidateServiceId: null, costColumn: null });
  }, [isGone]);
  return (
    <section className="site-part" aria-label={t("site.candidates.heading")}>
      <div className="site-kinds">
        <Segmented
          label={t("site.candidates.heading")}
          options={KINDS.map((kind) => ({
            value: kind,
            label: t(`site.candidates.${kind}`),
            disabled: isRunning,
          }))}
          value={ask.candidateKind}
          onChange={(candidateKind) => {
            const columns = numberColumnsOf(study, { ...ask, candidateKind });
            changeForm({ candidateKind, costColumn: guessCost(columns) });
            put({ hand: null });
          }}
        />
      </div>
      {ask.candidateKind === "grid" && (
        <>
          <SiteNumber id="gridMetres" />
          <p className="quiet">{t("site.grid.default")}</p>
        </>
      )}
      {ask.candidateKind === "layer" && (
        <label className="site-service">
          <span className="panel-label">{t("site.candidates.which")}</span>
          <select
            value={ask.candidateServiceId ?? ""}
            disabled={isRunning}
            data-testid="site-candidate-layer"
            onChange={({ target }) => {
              const candidateServiceId = target.value === "" ? null : target.value;
              const columns = numberColumnsOf(study, { ...ask, candidateServiceId });
              changeForm({ candidateServiceId, costColumn: guessCost(columns) });
            }}
          >
            <option value="">{t("site.candidates.choose")}</option>
            {layers.map((layer) => (
              <option key={layer.serviceId} value={layer.serviceId}>
                {local(
                  study.services.find(({ id }) => id === layer.serviceId)?.title ?? {
                    zh: layer.serviceId,
                    en: layer.serviceId,
                  },
                )}{" "}
                ({formatCount(layer.count)})
              </option>
            ))}
          </select>
        </label>
      )}
      {ask.candidateKind === "file" && (
        <>
          <p className="quiet">{t("site.candidates.file.note")}</p>
          <div className="site-row">
            <button
              type="button"
              className="button"
              disabled={isRunning}
              data-testid="site-candidate-file"
              onClick={() => pickSiteLayer("candidates")}
            >
              {t(ask.candidateFile ? "site.file.other" : "site.file.open")}
            </button>
            {ask.candidateFile && (
              <span data-testid="site-candidate-count">
                {t("site.candidates.file.read", {
                  name: ask.candidateFile.name,
                  count: formatCount(ask.candidateFile.ids.length),
                })}
              </span>
            )}
          </div>
        </>
      )}
      {ask.candidateKind === "drawn" && <DrawnSites isRunning={isRunning} />}
      {fileFailure?.of === "candidates" && <FileTrouble fault={fileFailure} />}
    </section>
  );
}

function DrawnSites({ isRunning }: { readonly isRunning: boolean }) {
  const { t } = useText();
  const ask = useSiteForm();
  const { hand, put } = useSiting();
  return (
    <>
      <div className="site-row">
        <button
          type="button"
          className="button"
          aria-pressed={hand === "site"}
          disabled={isRunning}
          data-testid="site-draw"
          onClick={() => put({ hand: hand === "site" ? null : "site", sketch: [] })}
        >
          {t(hand === "site" ? "site.draw.stop" : "site.draw.sites")}
        </button>
        <span data-testid="site-drawn-count">{t("site.draw.count", { count: ask.drawnSites.length })}</span>
      </div>
      {ask.drawnSites.length > 0 && (
        <div className="site-row">
          <button
            type="button"
            className="link"
            onClick={() => changeForm({ drawnSites: ask.drawnSites.slice(0, -1) })}
          >
            {t("site.draw.back")}
          </button>
          <button type="button" className="link" onClick={() => changeForm({ drawnSites: [] })}>
            {t("site.draw.clear")}
          </button>
        </div>
      )}
      <p className="quiet">{t("site.draw.note")}</p>
    </>
  );
}

function FileTrouble({ fault }: { readonly fault: FileFault }) {
  const { t, local } = useText();
  if (!("failure" in fault)) {
    const { of, tooMany } = fault;
    const most = of === "candidates" ? MOST_POINTS : MOST_CORNERS;
    return (
      <p className="site-fault" role="alert" data-testid="site-file-fault">
        {tooMany === null
          ? t("site.excluded.no-areas")
          : t(`site.file.many.${of}`, { count: formatCount(tooMany), most: formatCount(most) })}
      </p>
    );
  }
  const { happened, todo } = describeFailure(fault.failure);
  return (
    <p className="site-fault" role="alert" data-testid="site-file-fault">
      {local(happened)} {local(todo)}
    </p>
  );
}

/** Where nothing may be built: areas of the study, of a file, or drawn on the map. */
export function SiteExclusions({ study }: { readonly study: StudyView }) {
  const { t, local } = useText();
  const ask = useSiteForm();
  const { status, put, hand, sketch, fileFailure } = useSiting();
  const isRunning = status === "running";
  const toggle = (id: string, isOn: boolean): void =>
    changeForm({
      excludedLayers: isOn ? [...ask.excludedLayers, id] : ask.excludedLayers.filter((each) => each !== id),
    });
  const finish = (): void => {
    if (sketch.length > 2) changeForm({ drawnAreas: [...ask.drawnAreas, sketch] });
    put({ sketch: [], hand: null });
  };
  const count = ask.excludedLayers.length + ask.drawnAreas.length + (ask.excludedFile ? 1 : 0);
  return (
    <details className="site-part" data-testid="site-excluded" open={count > 0 || undefined}>
      <summary>{t(count > 0 ? "site.excluded.some" : "site.excluded.heading", { count })}</summary>
      <p className="quiet">{t("site.excluded.note")}</p>
      {areaLayersOf(study).map(({ id, title, count: areas }) => (
        <label key={id} className="site-keep">
          <input
            type="checkbox"
            checked={ask.excludedLayers.includes(id)}
            disabled={isRunning}
            onChange={(event) => toggle(id, event.target.checked)}
          />
          <span>
            {t("site.excluded.layer", {
              name: title ? local(title) : t(id === "water" ? "site.excluded.water" : "site.excluded.green"),
              count: formatCount(areas),
            })}
          </span>
        </label>
      ))}
      <div className="site-row">
        {hand === "area" ? (
          <>
            <button
              type="button"
              className="button button-primary"
              disabled={sketch.length < 3}
              data-testid="site-area-finish"
              onClick={finish}
            >
              {t("site.excluded.finish", { count: sketch.length })}
            </button>
            <button type="button" className="link" onClick={() => put({ sketch: sketch.slice(0, -1) })}>
              {t("site.draw.back")}
            </button>
            <button type="button" className="link" onClick={() => put({ sketch: [], hand: null })}>
              {t("app.cancel")}
            </button>
          </>
        ) : (
          <>
            <button
              type="button"
              className="button"
              disabled={isRunning}
              data-testid="site-area-draw"
              onClick={() => put({ hand: "area", sketch: [] })}
            >
              {t("site.excluded.draw")}
            </button>
            <button type="button" className="button" disabled={isRunning} onClick={() => pickSiteLayer("excluded")}>
              {t("site.excluded.file")}
            </button>
          </>
        )}
      </div>
      {hand === "area" && <p className="quiet">{t("site.excluded.hint")}</p>}
      {ask.drawnAreas.length > 0 && (
        <div className="site-row" data-rows-below>
          <span data-testid="site-area-count">{t("site.excluded.drawn", { count: ask.drawnAreas.length })}</span>
          <button type="button" className="link" onClick={() => changeForm({ drawnAreas: [] })}>
            {t("site.draw.clear")}
          </button>
        </div>
      )}
      {ask.excludedFile && (
        <div className="site-row" data-rows-below>
          <span>
            {t("site.excluded.read", {
              name: ask.excludedFile.name,
              count: formatCount(ask.excludedFile.areas.length),
            })}
          </span>
          <button type="button" className="link" onClick={() => changeForm({ excludedFile: null })}>
            {t("site.draw.clear")}
          </button>
        </div>
      )}
      {fileFailure?.of === "excluded" && <FileTrouble fault={fileFailure} />}
    </details>
  );
}
