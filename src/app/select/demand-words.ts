/** What is counted, in words: people of a group, or what stands for people. Floor area and street length are never called people. */
import type { DemandUnit, GroupId } from "../../core/model/demand.ts";
import type { TextKey, Translate } from "../strings/text.ts";

/** "60 岁以上居民", or "住宅建筑面积" in a study without people. */
export function demandWords(t: Translate, groupId: GroupId, unit: DemandUnit): string {
  return unit === "people" ? t(`residents.${groupId}`) : t(`demand.${unit}`);
}

/** Label of the first of the three figures. */
export function peopleFigureKey(unit: DemandUnit): TextKey {
  if (unit === "people") return "figures.people";
  return unit === "residential-floor-m2" ? "figures.demand" : "figures.street";
}

/** Name of a scope's area as the sentence says it. */
export function scopeWords(t: Translate, areaId: string, areaName: string | undefined): string {
  if (areaId === "core") return t("ask.scope.core");
  return areaId === "all" ? t("answer.scope.all") : (areaName ?? areaId);
}
