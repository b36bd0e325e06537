/** From which files each layer came, how they were read and in which coordinate system: what the study file keeps of it. */
import type { LayerOrigin } from "../../core/model/layer-origin.ts";
import { titleOfOrigin } from "../../core/model/layer-origin.ts";
import { describeOriginRows, describeOriginSystem } from "../../core/model/origin-words.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { originsZhCn } from "../strings/origins.zh-cn.ts";
import { addTexts, type Text, type TextKey, useText } from "../strings/text.ts";
import "./layer-origins.css";

addTexts(originsZhCn);

/** The layer as the list of layers calls it. */
function layerTitle({ t, local }: Text, { services }: Pick<StudyView, "services">, layer: string): string {
  if (layer === "street-elevations") return t("origins.layer.street-elevations");
  const service = services.find(({ id }) => `facilities:${id}` === layer);
  if (service) return local(service.title);
  return layer.startsWith("facilities:") ? layer.slice("facilities:".length) : t(`data.layer.${layer}` as TextKey);
}

/** Layers of the study that no file is known of. */
function layersWithout({ origins, facilities }: StudyView): string[] {
  const known = new Set(origins.map(({ layer }) => layer));
  const all = ["streets", "communities", "demand", ...facilities.map(({ serviceId }) => `facilities:${serviceId}`)];
  return all.filter((layer) => !known.has(layer));
}

export function LayerOrigins() {
  const text = useText();
  const { t, list } = text;
  const study = useAnalysis((state) => state.study);
  if (!study) return null;
  const layers = [...new Set(study.origins.map(({ layer }) => layer))];
  const missing = layersWithout(study);
  return (
    <section className="panel-section" data-testid="layer-origins">
      <h2>{t("origins.heading")}</h2>
      {layers.length === 0 && <p className="panel-note">{t("origins.none")}</p>}
      {layers.length > 0 && (
        <ul className="data-sources layer-origins">
          {layers.map((layer) => (
            <li key={layer}>
              <h3>{layerTitle(text, study, layer)}</h3>
              {study.origins
                .filter((origin) => origin.layer === layer)
                .map((origin) => (
                  <OriginFacts key={titleOfOrigin(origin)} origin={origin} text={text} />
                ))}
            </li>
          ))}
        </ul>
      )}
      {layers.length > 0 && missing.length > 0 && (
        <p className="panel-note">
          {t("origins.missing", { layers: list(missing.map((layer) => layerTitle(text, study, layer))) })}
        </p>
      )}
    </section>
  );
}

function OriginFacts({ origin, text: { t, local } }: { readonly origin: LayerOrigin; readonly text: Text }) {
  const { format, encoding, system, importedOn } = origin;
  const facts: readonly (readonly [TextKey, string])[] = [
    ["origins.file", titleOfOrigin(origin)],
    ["origins.format", [format, encoding].filter((part) => part !== "").join(" · ")],
    ["origins.system", local(describeOriginSystem(origin))],
    ["origins.rows", local(describeOriginRows(origin))],
    ...(importedOn === "" ? [] : [["origins.date", importedOn] as const]),
  ];
  const isAssumed = system?.basis === "assumed" && !system.isConfirmed;
  return (
    <dl data-doubtful={isAssumed || system?.isApproximate === true}>
      {facts.map(([key, value]) => (
        <div key={key}>
          <dt>{t(key)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
