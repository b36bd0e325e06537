/** The part of a study that a siting question is about: its name, and its outline on the map. */

import { unitTree } from "../../core/model/unit-tree.ts";
import type { SiteForm } from "../../core/plan/site-form.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Shape } from "../map/study-shapes.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import type { Text } from "../strings/text.ts";

export type AreaOfForm = Pick<SiteForm, "areaKind" | "areaUnitIds" | "areaCommunityIds">;

export function nameArea({ t, list }: Pick<Text, "t" | "list">, study: StudyView, area: AreaOfForm): string {
  if (area.areaKind === "all") return t("site.area.whole");
  const { unitsById, indexById } = unitTree(study);
  if (area.areaKind === "units") return list(area.areaUnitIds.map((id) => unitsById.get(id)?.name ?? id));
  const [first = ""] = area.areaCommunityIds;
  return area.areaCommunityIds.length === 1
    ? (study.communities.names[indexById.get(first) ?? -1] ?? first)
    : t("site.area.some", { count: area.areaCommunityIds.length });
}

/** Communities of an area by index, ascending; null: all. */
export function communitiesOfArea(study: StudyView, area: AreaOfForm): readonly number[] | null {
  if (area.areaKind === "all") return null;
  const { countyIds, indexById } = unitTree(study);
  if (area.areaKind === "communities")
    return area.areaCommunityIds.flatMap((id) => indexById.get(id) ?? []).sort((a, b) => a - b);
  return Array.from(countyIds.keys()).filter((index) => area.areaUnitIds.includes(countyIds[index] ?? ""));
}

/** Borders of the units, or of each chosen community. */
export const outlineArea = rememberLatest((study: StudyView, form: SiteForm): readonly Shape[] => {
  if (form.areaKind === "all") return [];
  const { unitsById } = unitTree(study);
  if (form.areaKind === "units") {
    const names = new Set(form.areaUnitIds.map((id) => unitsById.get(id)?.name));
    const borders = study.context.filter(({ kind, name }) => kind === "county-border" && names.has(name));
    if (borders.length > 0)
      return borders.map(({ geometry }): Shape => ({ type: "Feature", geometry, properties: {} }));
  }
  return (communitiesOfArea(study, form) ?? []).flatMap((index): Shape[] => {
    const geometry = study.communities.areas[index];
    return geometry ? [{ type: "Feature", geometry, properties: {} }] : [];
  });
});
