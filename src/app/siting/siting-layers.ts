/** What the study has that a siting question may use: columns that could be costs, and layers of areas. */

import { type LocalizedText, OUTLINE_ATTRIBUTE } from "../../core/model/facility.ts";
import type { SiteForm } from "../../core/plan/site-form.ts";
import type { StudyView } from "../../worker/protocol.ts";

type Origin = Pick<SiteForm, "candidateKind" | "candidateServiceId" | "candidateFile">;

/** Columns of the candidates with a number ≥ 0 in some row. */
export function numberColumnsOf(
  study: Pick<StudyView, "facilities">,
  { candidateKind, candidateServiceId, candidateFile }: Origin,
): readonly string[] {
  if (candidateKind === "file") return Object.keys(candidateFile?.columns ?? {});
  if (candidateKind !== "layer") return [];
  const layer = study.facilities.find(({ serviceId }) => serviceId === candidateServiceId);
  return Object.entries(layer?.attributes ?? {}).flatMap(([name, values]) =>
    values.some((value) => typeof value === "number" && value >= 0) ? [name] : [],
  );
}

export interface AreaLayer {
  readonly id: string;
  /** Null for `water` and `green`. */
  readonly title: LocalizedText | null;
  readonly count: number;
}

export function areaLayersOf(study: Pick<StudyView, "facilities" | "services" | "barriers" | "context">): AreaLayer[] {
  const isArea = ({ geometry }: { readonly geometry: { readonly type: string } }): boolean =>
    geometry.type.endsWith("Polygon");
  const own = [
    { id: "water", count: study.barriers.filter((each) => each.kind === "water" && isArea(each)).length },
    { id: "green", count: study.context.filter((each) => each.kind === "green" && isArea(each)).length },
  ];
  const outlined = study.facilities.map(({ serviceId, attributes }) => ({
    id: serviceId,
    title: study.services.find(({ id }) => id === serviceId)?.title ?? { zh: serviceId, en: serviceId },
    count: (attributes[OUTLINE_ATTRIBUTE] ?? []).filter((value) => value === true).length,
  }));
  return [...own.map((layer) => ({ ...layer, title: null })), ...outlined].filter(({ count }) => count > 0);
}
