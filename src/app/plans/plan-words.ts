/** What a plan asks and what was changed in it, in a planner's words. */
import type { ChangedPart, ComparedTarget } from "../../core/plan/compare-plans.ts";
import type { SnapshotFigure } from "../../core/plan/snapshot.ts";
import { isShareTarget } from "../../core/plan/stated-value.ts";
import type { FacilityNeed, Rule, Target } from "../../core/plan/target.ts";
import { mainFigure } from "../../core/plan/trend.ts";
import { formatCount, formatDecimal, formatShare, NO_VALUE } from "../format-number.ts";
import type { Text } from "../strings/text.ts";
import { askedText, baselineText } from "../targets/target-words.ts";

/** 15 分钟，达标比例 80%; 每个单元至少 1 处，10 000 人以上. */
export function ruleText({ t, list }: Pick<Text, "t" | "list">, rule: Rule): string {
  switch (rule.kind) {
    case "service-area": {
      const { reach, passShare, profileId, groupId } = rule;
      const range =
        reach.kind === "time"
          ? t("plans.rule.minutes", { minutes: formatDecimal(reach.seconds / 60) })
          : t(`plans.rule.metres.${reach.measure}`, { metres: formatCount(reach.metres) });
      return list([
        range,
        ...(reach.kind === "time" && profileId !== null ? [t(`ask.profile.${profileId}`)] : []),
        t(`group.${groupId}`),
        passShare === null ? t("plans.rule.runPass") : t("plans.rule.pass", { share: formatShare(passShare) }),
        needsText(list, rule.needs),
      ]);
    }
    case "at-least-per-unit":
      return list([
        t("plans.rule.count", { count: formatCount(rule.count) }),
        ...(rule.minimumPeople ? [t("plans.rule.minimum", { people: formatCount(rule.minimumPeople) })] : []),
        needsText(list, rule.needs),
      ]);
    default:
      return t(`plans.rule.${rule.kind}`);
  }
}

/** Services by their ids: two rules may differ in them alone. */
function needsText(list: Text["list"], needs: readonly FacilityNeed[]): string {
  return list(
    needs.map(({ serviceIds, filters = [] }) => {
      const filtered = filters.map(({ attribute, oneOf }) => `${attribute}=${oneOf.join("/")}`).join(", ");
      return filtered === "" ? serviceIds.join("/") : `${serviceIds.join("/")} (${filtered})`;
    }),
  );
}

/** One changed part as old → new. */
export function changeText(text: Text, part: ChangedPart, before: Target, after: Target): string {
  const { t } = text;
  const words = (target: Target): string => {
    switch (part) {
      case "target":
        return askedText(target);
      case "baseline":
        return target.baseline.year === null
          ? baselineText(target)
          : t("plans.baseline", { value: baselineText(target), year: target.baseline.year });
      case "unit":
        return t(`targets.unit.${target.unit}`);
      case "rule":
        return ruleText(text, target.rule);
    }
  };
  return t("plans.change", { part: t(`plans.part.${part}`), before: words(before), after: words(after) });
}

/** All that was changed in a target, or that only one side has it. */
export function changesText(text: Text, row: ComparedTarget): string[] {
  const { before, after } = row;
  if (row.isAdded) return [text.t("plans.added")];
  if (row.isRemoved) return [text.t("plans.removed")];
  if (before === null || after === null) return [];
  return row.changes.map((part) => changeText(text, part, before, after));
}

/** A figure in the measure of its target; without the target as a plain number or a share of units. */
export function comparedFigureText(target: Target | null, figure: SnapshotFigure | null): string {
  const value = figure ? mainFigure(figure) : null;
  if (figure === null || value === null) return NO_VALUE;
  const isShare = target ? isShareTarget(target) : figure.value === null;
  return isShare ? formatShare(value) : formatDecimal(value);
}
