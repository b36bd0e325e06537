/** A finding and its rows in words of the page. */

import "../data/data-texts.ts";
import {
  formatCount,
  formatDecimal,
  formatDemand,
  formatHectares,
  formatMetres,
  formatShare,
} from "../../core/model/format-number.ts";
import { originsOfLayer, titleOfOrigin } from "../../core/model/layer-origin.ts";
import { describeOriginSystem, nameSystem } from "../../core/model/origin-words.ts";
import type { CheckItem, FigureUnit, Finding } from "../../core/questions/check-up/finding.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Text, TextKey } from "../strings/text.ts";

/** Codes of items that have a word of their own; others (`80+ > 65+`) speak for themselves. */
const DETAILS = [
  ...["missing", "zero", "huge", "tiny", "dense", "same-id", "same-name", "at-community"],
  ...["communities", "townships", "counties", "separate", "island", "gap", "fold", "water", "railway", "wall"],
];

function formatFigure(
  { language }: Text,
  { demand }: Pick<StudyView, "demand">,
  value: number,
  unit: FigureUnit,
): string {
  if (unit === "metres") return value < 100 ? `${formatDecimal(value)} m` : formatMetres(value);
  if (unit === "square-metres") return value < 10_000 ? `${formatCount(value)} m²` : formatHectares(value, language);
  if (unit === "demand") return formatDemand(value, demand.unit, language);
  return formatDecimal(value);
}

/** How much of the whole a finding concerns; null where counting says it. */
export function amountWords(text: Text, study: StudyView, { amount }: Finding): string | null {
  if (amount === null || !(amount.total > 0)) return null;
  const key = amount.unit === "metres" ? "check.amount.metres" : "check.amount.demand";
  const value = formatFigure(text, study, amount.value, amount.unit);
  const share = amount.value / amount.total;
  // Printed shares end at 0.1 %: a handful of people is not one in a thousand.
  const shareWords = share > 0 && share < 0.001 ? text.t("check.share.least") : formatShare(share);
  return text.t(key, { value, share: shareWords });
}

/** The layer in words: the service's title, or the kind of layer. */
export function layerWords({ t, local }: Text, study: Pick<StudyView, "services">, layer: string): string {
  if (layer === "control-total") return t("check.untested.control-total");
  if (layer === "units" || layer === "origins") return t(`check.untested.${layer}`);
  const serviceId = layer.startsWith("facilities:") ? layer.slice("facilities:".length) : null;
  if (serviceId === null) return t(`data.layer.${layer}` as TextKey);
  const service = study.services.find(({ id }) => id === serviceId);
  return service ? local(service.title) : serviceId;
}

export interface ItemWords {
  readonly title: string;
  readonly note: string;
  readonly figure: string;
}

/** One row of a finding's list. */
export function itemWords(text: Text, study: StudyView, finding: Finding, item: CheckItem): ItemWords {
  const { t } = text;
  const { layer, index, id, name, figure, besideId, detail } = item;
  const isService = layer.startsWith("facilities:");
  const notes: string[] = [];
  if (finding.id === "layer-shifted") {
    notes.push(t("check.detail.shifted", { system: besideId.toUpperCase(), metres: detail }));
    const origins = originsOfLayer(study.origins, layer);
    for (const origin of origins) notes.push(`${titleOfOrigin(origin)}: ${text.local(describeOriginSystem(origin))}`);
  } else if (finding.id === "layer-system") {
    const key = detail === "assumed" ? "check.detail.system-assumed" : "check.detail.system-approximate";
    notes.push(id, t(key, { system: text.local(nameSystem({ id: besideId, title: name })) }));
  } else {
    if (isService) notes.push(layerWords(text, study, layer));
    if (detail !== "") notes.push(DETAILS.includes(detail) ? t(`check.detail.${detail}` as TextKey) : detail);
    if (besideId !== "" && besideId !== id) notes.push(t("check.beside", { id: besideId }));
  }
  const unit = finding.figureUnit;
  const isLayer = finding.id === "layer-shifted" || finding.id === "layer-system";
  const group = finding.id === "people-sums" ? t(`group.${id}` as TextKey) : null;
  const home = layer === "demand" && index >= 0 ? t("check.demand", { row: formatCount(index + 1) }) : null;
  return {
    title: isLayer
      ? layerWords(text, study, layer)
      : (group ?? (home ? [home, name].filter(Boolean).join(" · ") : name || id)),
    note: notes.join(" · "),
    figure:
      unit === null
        ? ""
        : figure !== null
          ? formatFigure(text, study, figure, unit)
          : unit === "metres"
            ? t("check.no-figure")
            : "",
  };
}
