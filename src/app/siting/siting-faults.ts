/** Why a siting question about money, places or candidates has no answer, and what may be asked instead. */

import { formatCount, formatDemand } from "../../core/model/format-number.ts";
import type { SiteForm } from "../../core/plan/site-form.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Text } from "../strings/text.ts";
import type { FaultWords } from "./siting-words.ts";

type Fields = Readonly<Record<string, string | number>>;

/** The smallest whole sum of money in the form that is not less than one for all years. */
function budgetOf(ask: SiteForm, total: number): number {
  return Math.ceil(ask.isYearly ? total / ask.years : total);
}

/** Null where the cause is none of these. */
export function describeMeansFault(
  { t, language }: Pick<Text, "t" | "language">,
  study: StudyView,
  fields: Fields,
  ask: SiteForm,
  longestSeconds: number,
): FaultWords | null {
  const number = (field: string): number => Number(fields[field] ?? 0);
  const amount = (field: string): string => formatDemand(number(field), study.demand.unit, language);
  const needed = fields.needed === undefined ? null : number("needed");
  switch (fields.cause) {
    case "all-excluded":
      return {
        sentence: t("site.fault.all-excluded", { dropped: formatCount(number("dropped")) }),
        nearest: {
          label: t("site.fix.nothing-excluded"),
          ask: { excludedLayers: [], excludedFile: null, drawnAreas: [] },
        },
      };
    case "required-excluded":
    case "required-refused": {
      const first = number("first");
      return {
        sentence: t(`site.fault.${fields.cause}`, { first, count: number("count") }),
        nearest: {
          label: t("site.fix.drop-required", { first }),
          ask: { requiredSites: ask.requiredSites.filter((_, place) => place !== first - 1) },
        },
      };
    }
    case "required-over-budget": {
      const budget = budgetOf(ask, number("cost"));
      return {
        sentence: t("site.fault.required-over-budget", {
          count: ask.requiredSites.length,
          cost: formatCount(number("cost")),
          total: formatCount(number("total")),
        }),
        nearest: { label: t("site.fix.budget", { budget: formatCount(budget) }), ask: { budget } },
      };
    }
    case "cost-missing":
      return {
        sentence: t("site.fault.cost-missing", {
          points: formatCount(number("points")),
          all: formatCount(number("all")),
          column: String(fields.column),
          first: String(fields.first),
        }),
        nearest: null,
      };
    case "capacity-missing":
      return {
        sentence: t(fields.column === "" ? "site.fault.no-capacity" : "site.fault.capacity-missing", {
          points: formatCount(number("points")),
          all: formatCount(number("all")),
          column: String(fields.column),
        }),
        nearest: { label: t("site.fix.unlimited"), ask: { standingKind: "unlimited" } },
      };
    case "budget-below-cheapest": {
      const budget = budgetOf(ask, number("cheapest"));
      return {
        sentence: t("site.fault.budget-below-cheapest", {
          total: formatCount(number("total")),
          cheapest: formatCount(number("cheapest")),
        }),
        nearest: { label: t("site.fix.budget", { budget: formatCount(budget) }), ask: { budget } },
      };
    }
    case "budget-too-small": {
      const budget = needed === null ? null : budgetOf(ask, needed);
      return {
        sentence: t("site.fault.budget-too-small", { total: formatCount(number("total")), people: amount("people") }),
        nearest:
          budget === null ? null : { label: t("site.fix.budget", { budget: formatCount(budget) }), ask: { budget } },
        other: { label: t("site.fix.cover"), ask: { model: "max-coverage" } },
      };
    }
    case "capacity-too-small":
      return {
        sentence: t("site.fault.capacity-too-small", { places: amount("places"), people: amount("people") }),
        nearest: { label: t("site.fix.cover"), ask: { model: "max-coverage" } },
      };
    case "sites-too-few":
    case "time-too-short": {
      if (needed === null || (fields.cause === "sites-too-few" && fields.unplaced === undefined)) return null;
      const standing = number("sites") - ask.newSites;
      const [wanted, least] = [needed - standing, number("least") - standing];
      const isProven = least >= wanted;
      const sentence =
        fields.cause === "time-too-short"
          ? t("site.fault.seats-open", { asked: ask.newSites, seconds: ask.timeLimitSeconds, needed: wanted })
          : t(isProven ? "site.fault.seats-too-few-proven" : "site.fault.seats-too-few", {
              asked: ask.newSites,
              people: amount("unplaced"),
              minutes: longestSeconds / 60,
              needed: wanted,
              least,
            });
      return {
        sentence,
        nearest: { label: t("site.fix.sites", { count: wanted }), ask: { newSites: wanted } },
        other: { label: t("site.fix.cover"), ask: { model: "max-coverage" } },
      };
    }
    default:
      return null;
  }
}
