/** What is changed in a sensitivity, in words, and how firmly a unit stands. */

import { formatCount, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import type { Target } from "../../core/plan/target.ts";
import { FIRMLY_MET, FIRMLY_NOT_MET, FRAGILE, NEAR } from "../../core/plan/unit-firmness.ts";
import type { SensitivityRow } from "../../core/questions/measure-sensitivity.ts";
import type { SensitivityChange } from "../../core/questions/sensitivity-changes.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { MapClassId } from "../map/class-map.ts";
import type { Text } from "../strings/text.ts";
import { valueText } from "./target-words.ts";

/** The classes of units, the firmest first. */
export const FIRMNESS_CLASSES = ["firmly-met", "fragile", "near", "firmly-not-met"] as const satisfies MapClassId[];
const FIRMNESS_CODES: readonly number[] = [FIRMLY_MET, FRAGILE, NEAR, FIRMLY_NOT_MET];

/** Place of a unit's class among FIRMNESS_CLASSES, -1 where it is not judged. */
export function firmnessClassIndex(code: number | undefined): number {
  return code === undefined ? -1 : FIRMNESS_CODES.indexOf(code);
}

export function changeText({ t, local }: Text, study: StudyView, target: Target, change: SensitivityChange): string {
  switch (change.kind) {
    case "none":
      return t("sensitivity.none");
    case "pace":
      return t("sensitivity.pace", { change: percent(change.factor) });
    case "distance":
      return t("sensitivity.distance", { change: percent(change.factor) });
    case "minimum-people":
      return t("firm.change.minimumPeople", { change: percent(change.factor) });
    case "pass-share":
      return t("sensitivity.passShare", { share: formatShare(change.passShare) });
    case "snap-radius":
      return t("sensitivity.snapRadius", { metres: formatCount(change.metres) });
    case "near-border":
      return t("firm.change.nearBorder", { metres: formatCount(change.metres) });
    case "straight":
      return t("sensitivity.straight");
    case "one-way":
      return t("circle.sensitivity.one-way", { profile: t(`ruleEditor.profile.${change.profileId}`) });
    case "one-point":
      return t(`firm.change.${change.point}`);
    case "count":
      return t("firm.change.count", { count: formatCount(change.count) });
    case "group":
      return t("firm.change.group", { group: t(`group.${change.groupId}`) });
    case "without": {
      const service = study.services.find(({ id }) => id === change.serviceId);
      return t("sensitivity.without", { service: service ? local(service.title) : change.serviceId });
    }
    case "without-filter":
      return t("firm.change.withoutFilter", { filter: filterText(target, change.needIndex, change.attribute) });
  }
}

function percent(factor: number): string {
  return `${factor > 1 ? "+" : "−"}${Math.round(Math.abs(factor - 1) * 100)}%`;
}

function filterText({ rule }: Target, needIndex: number, attribute: string): string {
  const needs = "needs" in rule ? rule.needs : "need" in rule && rule.need ? [rule.need] : [];
  const values = needs[needIndex]?.filters?.find((filter) => filter.attribute === attribute)?.oneOf ?? [];
  return `${attribute} = ${values.join("/")}`;
}

/** The figure of a row in the measure of the target. */
export function figureText(
  { t }: Text,
  target: Target,
  { share, value }: Pick<SensitivityRow, "share" | "value">,
): string {
  if (value !== null) return valueText(target, target.rule, value, t);
  return share === null ? NO_VALUE : formatShare(share);
}

/** What is particular to circles: how speed is changed, and that neither land nor people who ask for a place are put at one point; "" for other rules. */
export function circleNote({ t }: Pick<Text, "t">, { rule }: Target): string {
  if (rule.kind !== "service-area") return "";
  if (rule.withPlaces) return t("circle.sensitivity.note.places");
  return t(rule.denominator === "land" ? "circle.sensitivity.note.land" : "firm.note.circle");
}

/** How far the verdict holds, in a sentence. */
export function summaryText(text: Text, target: Target, rows: readonly SensitivityRow[]): string {
  const { t } = text;
  const turned = rows.filter(({ isTurned }) => isTurned).length;
  const figures = rows.filter(({ share, value }) => share !== null || value !== null);
  const sorted = figures.toSorted((a, b) => (a.value ?? a.share ?? 0) - (b.value ?? b.share ?? 0));
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (!least || !most || rows.length < 2) return t("firm.nothing");
  const range = { least: figureText(text, target, least), most: figureText(text, target, most) };
  if (rows[0]?.verdict === "no-number") return t("sensitivity.noNumber", range);
  if (turned === 0) return t("sensitivity.firm", range);
  return t("sensitivity.fragile", { count: formatCount(turned), total: formatCount(rows.length - 1), ...range });
}
