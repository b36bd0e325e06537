import { Fragment, lazy, Suspense, useState } from "react";
import { GROUP_IDS } from "../../core/model/demand.ts";
import { formatCount, formatDemand } from "../../core/model/format-number.ts";
import type { StudySource } from "../../core/model/study.ts";
import { listStudyAssumptions } from "../../core/model/study-assumptions.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { chooseService } from "../coverage/service-list.tsx";
import { FigureSource } from "../figures/figure.tsx";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { SourceDay, SourceKind } from "./source-kind.tsx";
import "./data-texts.ts";
import "./data.css";

const ExportLayerForm = lazy(async () => ({
  default: (await import("./export-layer-form.tsx")).ExportLayerForm,
}));

/** Layers that are no tables of their own: the plan is saved from the export menu. */
const NOT_EXPORTED: ReadonlySet<string> = new Set(["plan"]);

/** In the place of a layer's id: the form of several layers is open. */
const SEVERAL = "*";

interface LayerRow {
  readonly id: string;
  readonly name: string;
  readonly count: string;
  readonly source: StudySource | undefined;
  /** The service that the coverage workspace can show of this layer. */
  readonly circleId: string | null;
}

/** The study's layers: what, how many, from where, real or simulated. */
export function DataLayers() {
  const text = useText();
  const { t, local, language } = text;
  const study = useAnalysis((state) => state.study);
  const [exported, setExported] = useState<string | null>(null);
  if (!study) return null;
  const assumptions = listStudyAssumptions(study);
  const closeForm = (id: string): void => {
    setExported(null);
    document.querySelector<HTMLElement>(`[data-export="${id}"]`)?.focus();
  };
  const rows = layerRows(text, study);
  const [first, ...others] = rows.filter(({ id }) => !NOT_EXPORTED.has(id));
  const groups = GROUP_IDS.filter((id) => study.demand.totals[id] !== undefined);
  return (
    <div className="data" data-figures>
      <h2 className="workspace-title">{t("data.heading")}</h2>
      <p className="panel-note">
        {t("data.intro")} <FigureSource of={{ kind: "study" }} about={t("data.heading")} />
      </p>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t("data.layer")}</th>
            <th scope="col" className="number">
              {t("data.count")}
            </th>
            <th scope="col">{t("data.source")}</th>
            <th scope="col">
              <span className="visually-hidden">{t("export.open")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, count, source, circleId }) => (
            <Fragment key={id}>
              <tr>
                <th scope="row">
                  {circleId === null ? (
                    name
                  ) : (
                    <button
                      type="button"
                      className="link"
                      title={t("data.open.service")}
                      onClick={() => {
                        chooseService(circleId);
                        useView.getState().show({ workspace: "coverage" });
                      }}
                    >
                      {name}
                    </button>
                  )}
                </th>
                <td className="number">{count}</td>
                <td>
                  {source && (
                    <>
                      <SourceKind study={study} source={source} layer={id} />
                      <span className="quiet">
                        <SourceDay study={study} source={source} layer={id} />
                      </span>
                    </>
                  )}
                </td>
                <td className="data-export">
                  {!NOT_EXPORTED.has(id) && (
                    <button
                      type="button"
                      className="link"
                      aria-label={t("export.open.layer", { layer: name })}
                      aria-expanded={exported === id}
                      data-export={id}
                      onClick={() => setExported(exported === id ? null : id)}
                    >
                      {t("export.open")}
                    </button>
                  )}
                </td>
              </tr>
              {exported === id && (
                <tr className="data-export-form">
                  <td colSpan={4}>
                    <Suspense fallback={<p className="panel-note">{t("sheet.loading")}</p>}>
                      <ExportLayerForm key={id} layers={[{ id, name }]} onClose={() => closeForm(id)} />
                    </Suspense>
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
      <p className="data-export-several">
        <button
          type="button"
          className="link"
          aria-expanded={exported === SEVERAL}
          data-export={SEVERAL}
          onClick={() => setExported(exported === SEVERAL ? null : SEVERAL)}
        >
          {t("export.several")}
        </button>
      </p>
      {exported === SEVERAL && first && (
        <Suspense fallback={<p className="panel-note">{t("sheet.loading")}</p>}>
          <ExportLayerForm key={SEVERAL} layers={[first, ...others]} onClose={() => closeForm(SEVERAL)} />
        </Suspense>
      )}
      {study.communities.approximate && <p className="ask-warning">{t("data.approximate")}</p>}
      {study.demand.unit !== "people" && <p className="ask-warning">{t(`demand.warning.${study.demand.unit}`)}</p>}
      <h3>{t("data.totals")}</h3>
      <dl className="data-totals">
        {groups.map((id) => (
          <div key={id}>
            <dt>{study.demand.unit === "people" ? t(`group.${id}`) : t(`demand.${study.demand.unit}`)}</dt>
            <dd className="number">
              {formatDemand(study.demand.totals[id] ?? Number.NaN, study.demand.unit, language)}
            </dd>
          </div>
        ))}
      </dl>
      {assumptions.length > 0 && (
        <>
          <h3>{t("data.assumptions")}</h3>
          <ul className="target-notes">
            {assumptions.map((assumption) => (
              <li key={assumption.zh + assumption.en}>{local(assumption)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function layerRows({ t, local }: Text, study: StudyView): LayerRow[] {
  const { unit } = study.demand;
  const facilityCounts = new Map(study.facilities.map(({ serviceId, count }) => [serviceId, count]));
  const row = (id: string, name: string, count: number, circleId: string | null = null): LayerRow => ({
    id,
    name,
    count: formatCount(count),
    source: sourceOf(study.sources, id),
    circleId,
  });
  return [
    row("streets", t("data.layer.streets"), study.streets.count),
    ...(study.streetBlocks.count > 0
      ? [row("street-blocks", t("data.layer.street-blocks"), study.streetBlocks.count)]
      : []),
    row("communities", t("data.layer.communities"), study.communities.count),
    ...(study.units.length > 0 ? [row("units", t("data.layer.units"), study.units.length)] : []),
    row("demand", unit === "people" ? t("data.layer.demand") : t(`data.layer.demand.${unit}`), study.demand.count),
    ...study.services
      .filter(({ id }) => facilityCounts.has(id))
      .map(({ id, title, circle }) =>
        row(`facilities:${id}`, local(title), facilityCounts.get(id) ?? 0, circle ? id : null),
      ),
    ...(study.barriers.length > 0 ? [row("barriers", t("data.layer.barriers"), study.barriers.length)] : []),
    ...(study.context.length > 0 ? [row("context", t("data.layer.context"), study.context.length)] : []),
    ...(study.targets.length > 0 ? [row("plan", t("data.layer.plan"), study.targets.length)] : []),
  ];
}

/** The source of a layer: its own, that of its family (`facilities` for `facilities:clinic`), or that of all layers. */
function sourceOf(sources: readonly StudySource[], id: string): StudySource | undefined {
  const family = id.split(":")[0];
  return (
    sources.find(({ layer }) => layer === id) ??
    sources.find(({ layer }) => layer === family) ??
    sources.find(({ layer }) => layer.startsWith(`${id}:`)) ??
    sources.find(({ layer }) => layer === "*")
  );
}
