/** How the siting workspace words why a spot is not built on. */

import { formatCount, formatDemand, formatShare } from "../../core/model/format-number.ts";
import type { ExplainedSpot } from "../../core/questions/siting/explain-spot.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { SitingReport } from "../../worker/siting-protocol.ts";
import type { Text } from "../strings/text.ts";
import { PROVEN_GAP } from "./siting-words.ts";

/** Fewer people are nobody, a shorter time is none. */
const LEAST_PEOPLE = 0.5;
const LEAST_SECONDS = 0.05;

type Report = Pick<SitingReport, "gap" | "limitSeconds" | "requiredIds" | "summary" | "wishes">;

/** Sentences: whom it would serve and who serves them, one more site here, the best exchange, money. */
export function describeSpot(text: Text, study: StudyView, report: Report, spot: ExplainedSpot): string[] {
  const { t, language } = text;
  const amount = (people: number): string => formatDemand(people, study.demand.unit, language);
  if (spot.ownRank > 0) return [t("site.why.own", { rank: spot.ownRank })];
  const isByWalk = spot.measure !== "covered";
  const alone = {
    gain: amount(spot.gain),
    saved: formatCount(spot.savedSeconds / 3600),
    covered: amount(spot.covered),
    rank: spot.rank,
    byRank: amount(spot.coveredByRank),
  };
  const reached =
    spot.gain < LEAST_PEOPLE
      ? t(isByWalk ? "site.why.alone.none.walk" : "site.why.alone.none")
      : t(isByWalk ? "site.why.alone.walk" : "site.why.alone", alone);
  const shared = spot.gain >= LEAST_PEOPLE && spot.rank > 0 ? [t("site.why.shared", alone)] : [];
  return [
    [reached, ...shared].join(""),
    describeWithIt(text, study, report, spot),
    ...describeExchange(text, study, report, spot),
    ...(spot.tried < report.summary.sites.length - report.requiredIds.length
      ? [t("site.why.few", { tried: spot.tried })]
      : []),
    ...(spot.money
      ? [t("site.why.money", { cost: formatCount(spot.money.cost), left: formatCount(Math.max(0, spot.money.left)) })]
      : []),
    ...(isByWalk && report.wishes.capacity ? [t("site.why.placeless")] : []),
  ];
}

function describeWithIt(
  { t, language }: Text,
  study: StudyView,
  { summary: { people } }: Report,
  { measure, value, valueWithIt }: ExplainedSpot,
): string {
  if (measure === "covered") {
    if (valueWithIt - value < LEAST_PEOPLE) return t("site.why.more.none");
    const [before, after] = [formatShare(value / people), formatShare(valueWithIt / people)];
    const more = { people: formatDemand(valueWithIt - value, study.demand.unit, language), before, after };
    return t(before === after ? "site.why.more.few" : "site.why.more", more);
  }
  if (value - valueWithIt < LEAST_SECONDS) return t("site.why.more.none.walk", { what: t(`site.why.${measure}`) });
  return t("site.why.more.walk", {
    what: t(`site.why.${measure}`),
    difference: describeDuration({ t }, value - valueWithIt),
  });
}

/** From this on a difference is told in minutes. */
const LEAST_MINUTES_SECONDS = 90;

function describeDuration({ t }: Pick<Text, "t">, seconds: number): string {
  return seconds < LEAST_MINUTES_SECONDS
    ? t("site.why.seconds", { seconds: seconds.toFixed(1) })
    : t("site.why.minutes", { minutes: (seconds / 60).toFixed(1) });
}

function describeExchange(
  { t, language }: Text,
  study: StudyView,
  { gap, limitSeconds }: Report,
  { measure, value, exchange, barred }: ExplainedSpot,
): string[] {
  if (barred === "money") return [t("site.why.barred.money")];
  if (barred === "walk") return [t("site.why.barred.walk", { minutes: limitSeconds / 60 })];
  if (!exchange) return [];
  const { rank } = exchange;
  const isPeople = measure === "covered";
  const worse = isPeople ? value - exchange.value : exchange.value - value;
  const least = isPeople ? LEAST_PEOPLE : LEAST_SECONDS;
  const difference = isPeople
    ? formatDemand(Math.abs(worse), study.demand.unit, language)
    : describeDuration({ t }, Math.abs(worse));
  const what = isPeople ? "" : t(`site.why.${measure}`);
  if (Math.abs(worse) < least) return [t(isPeople ? "site.why.swap.same" : "site.why.swap.same.walk", { rank, what })];
  if (worse > 0) return [t(isPeople ? "site.why.swap.worse" : "site.why.swap.worse.walk", { rank, what, difference })];
  const better = t(isPeople ? "site.why.swap.better" : "site.why.swap.better.walk", { rank, what, difference });
  return [gap > PROVEN_GAP ? `${better}${t("site.why.unproven")}` : better];
}
