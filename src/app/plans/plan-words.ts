/** What a plan asks and what was changed in it, in a planner's words. */

import { formatCount, formatDecimal, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import type { ChangedPart, ComparedTarget } from "../../core/plan/compare-plans.ts";
import type { SnapshotFigure } from "../../core/plan/snapshot.ts";
import { isShareTarget } from "../../core/plan/stated-value.ts";
import type { FacilityNeed, OtherWay, Reach, Rule, Target } from "../../core/plan/target.ts";
import { mainFigure } from "../../core/plan/trend.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Text } from "../strings/text.ts";
import { askedText, baselineText } from "../targets/target-words.ts";

/** Names of services by their ids. */
type NameService = (serviceId: string) => string;

/** A rule part by part: 15 分钟, 老年, 60 岁以上, 达标比例 80%, 老年人日间照料中心. Rules of one kind have their parts in the same places. */
function ruleParts({ t, list }: Pick<Text, "t" | "list">, rule: Rule, nameService: NameService): string[] {
  switch (rule.kind) {
    case "service-area": {
      const { reach, passShare, profileId, groupId, denominator, otherWay, withPlaces } = rule;
      return [
        limitText(t, reach),
        profileId === null ? t("plans.rule.ownProfile") : t(`ask.profile.${profileId}`),
        otherWayText(t, otherWay),
        denominator === "land" ? t("circle.basis.land") : t(`group.${groupId}`),
        passShare === null ? t("plans.rule.runPass") : t("plans.rule.pass", { share: formatShare(passShare) }),
        needsText(list, rule.needs, nameService),
        t(withPlaces ? "ruleEditor.counted.with" : "ruleEditor.counted.reach"),
      ];
    }
    case "at-least-per-unit":
      return [
        t("plans.rule.count", { count: formatCount(rule.count) }),
        rule.minimumPeople
          ? t("plans.rule.minimum", { people: formatCount(rule.minimumPeople) })
          : t("plans.rule.anySize"),
        needsText(list, rule.needs, nameService),
      ];
    default:
      return [t(`plans.rule.${rule.kind}`)];
  }
}

function limitText(t: Text["t"], reach: Reach): string {
  return reach.kind === "time"
    ? t("plans.rule.minutes", { minutes: formatDecimal(reach.seconds / 60) })
    : t(`plans.rule.metres.${reach.measure}`, { metres: formatCount(reach.metres) });
}

function otherWayText(t: Text["t"], otherWay: OtherWay | undefined): string {
  if (otherWay === undefined) return t("circle.plans.oneWay");
  const profile = t(`ruleEditor.profile.${otherWay.profileId}`);
  return otherWay.reach === null
    ? t("circle.plans.otherWay", { profile })
    : t("circle.plans.otherWay.own", { profile, limit: limitText(t, otherWay.reach) });
}

function needsText(list: Text["list"], needs: readonly FacilityNeed[], nameService: NameService): string {
  return list(
    needs.map(({ serviceIds, filters = [] }) => {
      const named = serviceIds.map(nameService).join("/");
      const filtered = filters.map(({ attribute, oneOf }) => `${attribute}=${oneOf.join("/")}`).join(", ");
      return filtered === "" ? named : `${named} (${filtered})`;
    }),
  );
}

/** One changed part of a target as old → new; of a rule only what differs. */
function changeText(text: Text, part: ChangedPart, before: Target, after: Target, nameService: NameService): string {
  const { t, list } = text;
  const words = ({ rule, unit, ...target }: Target, other: Target): string => {
    switch (part) {
      case "target":
        return askedText({ rule, unit, ...target });
      case "baseline": {
        const value = baselineText({ rule, unit, ...target });
        return target.baseline.year === null ? value : t("plans.baseline", { value, year: target.baseline.year });
      }
      case "unit":
        return t(`targets.unit.${unit}`);
      case "rule": {
        const parts = ruleParts(text, rule, nameService);
        const others = rule.kind === other.rule.kind ? ruleParts(text, other.rule, nameService) : [];
        const differing = parts.filter((words, at) => words !== others[at]);
        return list(differing.length > 0 ? differing : parts);
      }
    }
  };
  return t("plans.change", {
    part: t(`plans.part.${part}`),
    before: words(before, after),
    after: words(after, before),
  });
}

/** All that was changed in a target, or that only one side has it. */
export function changesText(text: Text, row: ComparedTarget, nameService: NameService): string[] {
  const { before, after } = row;
  if (row.isAdded) return [text.t("plans.added")];
  if (row.isRemoved) return [text.t("plans.removed")];
  if (before === null || after === null) return [];
  return row.changes.map((part) => changeText(text, part, before, after, nameService));
}

/** A figure in the measure of its target; without the target as a plain number or a share of units. */
export function comparedFigureText(target: Target | null, figure: SnapshotFigure | null): string {
  const value = figure ? mainFigure(figure) : null;
  if (figure === null || value === null) return NO_VALUE;
  const isShare = target ? isShareTarget(target) : figure.value === null;
  return isShare ? formatShare(value) : formatDecimal(value);
}

/** The title of a service, its id where the study does not know it. */
export function serviceName(
  { local }: Pick<Text, "local">,
  { services }: Pick<StudyView, "services">,
  id: string,
): string {
  const service = services.find((each) => each.id === id);
  return service ? local(service.title) : id;
}
