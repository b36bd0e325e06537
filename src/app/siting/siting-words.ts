/** How the siting workspace words an answer, its proof and a question without one. */

import { formatCount, formatDemand, formatMinutes, formatShare } from "../../core/model/format-number.ts";
import type { SiteForm } from "../../core/plan/site-form.ts";
import type { SitingSummary } from "../../core/questions/siting/explain-siting.ts";
import type { SitingModel } from "../../core/siting/siting-problem.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Failure } from "../store/analysis-store.ts";
import type { Text } from "../strings/text.ts";
import { nameArea } from "./site-area-words.ts";
import { describeMeansFault } from "./siting-faults.ts";

/** A gap that is rounding alone. */
export const PROVEN_GAP = 1e-9;

export interface Proof {
  readonly model: SitingModel;
  readonly gap: number;
  readonly bound: number;
}

/** Per cent rounded away from zero: what is promised holds. */
export function formatGap(gap: number): string {
  const tenths = Math.ceil(gap * 1000 - 1e-9);
  return `${(Math.max(1, tenths) / 10).toFixed(1)}%`;
}

export function describeProof({ t }: Pick<Text, "t">, { model, gap, bound }: Proof): string {
  if (gap <= PROVEN_GAP) return t("site.proof.best");
  if (model === "set-cover") return t("site.proof.least", { least: Math.ceil(bound - 1e-6) });
  if (model === "p-center") return t("site.proof.farthest", { least: (bound / 60).toFixed(1) });
  return t("site.proof.gap", { gap: formatGap(gap) });
}

/** Minutes of a walk that the limit may stand for. */
function minutesOf(seconds: number, isBeyond: boolean): string {
  return formatMinutes(isBeyond ? Number.POSITIVE_INFINITY : seconds, seconds);
}

/** The sentence before its proof, with its figures marked. */
export function describeAnswer(
  text: Text,
  study: StudyView,
  serviceTitle: string,
  summary: SitingSummary,
  model: SitingModel,
  area: string,
): string {
  const { people, coveredBefore, coveredAfter, sites, closedIds, walks } = summary;
  if (sites.length === 0 && closedIds.length === 0) return text.t("site.answer.none");
  if (walks) {
    const isFarthest = model === "p-center";
    const before = isFarthest
      ? minutesOf(walks.farthestBefore, walks.beyondBefore > 0)
      : minutesOf(walks.meanBefore, false);
    const after = isFarthest
      ? minutesOf(walks.farthestAfter, walks.beyondAfter > 0)
      : minutesOf(walks.meanAfter, false);
    return text.t(closedIds.length > 0 ? "site.answer.walk.replace" : "site.answer.walk", {
      area,
      count: sites.length,
      service: serviceTitle,
      closed: closedIds.length,
      what: text.t(isFarthest ? "site.farthest" : "site.mean"),
      before,
      after,
    });
  }
  const gain = coveredAfter - coveredBefore;
  const isByPlace = summary.use?.countsPlaces === true && closedIds.length === 0;
  const amount = formatDemand(Math.abs(gain), study.demand.unit, text.language);
  return text.t(isByPlace ? "site.answer.places" : closedIds.length > 0 ? "site.answer.replace" : "site.answer", {
    area,
    count: sites.length,
    service: serviceTitle,
    closed: closedIds.length,
    gain: closedIds.length > 0 ? `${gain < 0 ? "−" : "+"}${amount}` : amount,
    before: formatShare(people > 0 ? coveredBefore / people : Number.NaN),
    after: formatShare(people > 0 ? coveredAfter / people : Number.NaN),
  });
}

/** Whose walks these are, what became of the longest, and how many are covered: what stands under the sentence. */
export function describeWalks(
  text: Text,
  study: StudyView,
  summary: SitingSummary,
  cutoffSeconds: number,
): string | null {
  const { walks, people, coveredBefore, coveredAfter } = summary;
  if (!walks) return null;
  const amount = (count: number): string => formatDemand(count, study.demand.unit, text.language);
  return text.t("site.walks.note", {
    people: amount(walks.people),
    limit: walks.limitSeconds / 60,
    beyondBefore: amount(walks.beyondBefore),
    beyondAfter: amount(walks.beyondAfter),
    cutoff: cutoffSeconds / 60,
    before: formatShare(people > 0 ? coveredBefore / people : Number.NaN),
    after: formatShare(people > 0 ? coveredAfter / people : Number.NaN),
  });
}

/** What the further demands made of the answer, and what it does for those outside the area. */
export function describeDemands(
  { t, language }: Pick<Text, "t" | "language">,
  study: StudyView,
  { gainedElsewhere, walks, equivalent }: SitingSummary,
  asked: SiteForm,
  cutoffSeconds: number,
): string[] {
  const people = formatDemand(gainedElsewhere ?? 0, study.demand.unit, language);
  return [
    ...(asked.isBacked ? [t("site.note.backup", { minutes: cutoffSeconds / 60 })] : []),
    ...(equivalent
      ? [
          t("site.note.equity", {
            before: minutesOf(equivalent.before, false),
            after: minutesOf(equivalent.after, false),
            aversion: asked.aversion,
          }),
        ]
      : []),
    ...(asked.isCapped && walks ? [t("site.note.cap", { minutes: walks.limitSeconds / 60 })] : []),
    ...(gainedElsewhere !== null && gainedElsewhere >= 0.5
      ? [t(walks ? "site.area.elsewhere.walk" : "site.area.elsewhere", { people })]
      : []),
  ];
}

export function placeName({ t }: Pick<Text, "t">, study: StudyView, communityIndex: number): string {
  const name = study.communities.names[communityIndex];
  return name ? t("site.near", { name }) : t("site.noPlace");
}

/** What may be asked instead. */
export interface NearestQuestion {
  readonly label: string;
  readonly ask?: Partial<SiteForm>;
  readonly cutoffSeconds?: number;
  readonly everybody?: boolean;
}

export interface FaultWords {
  readonly sentence: string;
  readonly nearest: NearestQuestion | null;
  /** Another model that has an answer where this one asks for too much. */
  readonly other?: NearestQuestion;
}

const LONGEST_CUTOFF = 3600;
const FINE_GRID = 250;

/** The cause, some of the communities concerned, and what may be asked instead; null where the failure is no fault of the question. */
export function describeFault(
  text: Pick<Text, "t" | "language" | "list">,
  study: StudyView,
  failure: Failure | null,
  ask: SiteForm,
  cutoffSeconds: number,
): FaultWords | null {
  const words = describeCause(text, study, failure, ask, cutoffSeconds);
  const where = failure?.kind === "analysis" ? String(failure.fields.where ?? "") : "";
  if (!words || where === "") return words;
  const names = text.list(where.split("、"));
  return { ...words, sentence: `${words.sentence}${text.t("site.fault.where", { names })}` };
}

function describeCause(
  { t, language, list }: Pick<Text, "t" | "language" | "list">,
  study: StudyView,
  failure: Failure | null,
  ask: SiteForm,
  cutoffSeconds: number,
): FaultWords | null {
  if (failure?.kind !== "analysis" || failure.code !== "siting-impossible") return null;
  const { fields } = failure;
  const ofMeans = describeMeansFault({ t, language }, study, fields, ask, Math.max(ask.longestSeconds, cutoffSeconds));
  if (ofMeans) return ofMeans;
  const number = (field: string): number => Number(fields[field] ?? 0);
  const finer = Math.min(FINE_GRID, ask.gridMetres / 2);
  switch (fields.cause) {
    case "too-many-sites": {
      // Both figures of the fault count what is kept.
      const available = number("available") - (number("sites") - ask.newSites);
      return {
        sentence: t("site.fault.too-many-sites", { asked: ask.newSites, available }),
        nearest:
          available > 0
            ? { label: t("site.fix.sites", { count: available }), ask: { newSites: available } }
            : { label: t("site.fix.grid", { grid: finer }), ask: { gridMetres: finer } },
      };
    }
    case "sites-too-few": {
      const wanted = number("needed") - (number("sites") - ask.newSites);
      return {
        sentence: t("site.fault.sites-too-few", {
          asked: ask.newSites,
          people: formatDemand(number("people"), study.demand.unit, language),
          minutes: Math.max(ask.longestSeconds, cutoffSeconds) / 60,
          needed: wanted,
        }),
        nearest: { label: t("site.fix.sites", { count: wanted }), ask: { newSites: wanted } },
        other: ask.isCapped
          ? { label: t("site.fix.cap"), ask: { isCapped: false } }
          : { label: t("site.fix.median"), ask: { model: "p-median" } },
      };
    }
    case "time-too-short":
      return {
        sentence: t("site.fault.time-too-short", { seconds: ask.timeLimitSeconds }),
        nearest: {
          label: t("site.fix.time", { seconds: 2 * ask.timeLimitSeconds }),
          ask: { timeLimitSeconds: 2 * ask.timeLimitSeconds },
        },
        ...(ask.hasPlaces ? { other: { label: t("site.fix.cover"), ask: { model: "max-coverage" as const } } } : {}),
      };
    case "no-candidates":
      return {
        sentence: t("site.fault.no-candidates"),
        nearest: { label: t("site.fix.grid", { grid: finer }), ask: { gridMetres: finer } },
      };
    case "no-people":
      return {
        sentence: t("site.fault.no-people"),
        nearest: { label: t("site.fix.everybody"), everybody: true },
        ...(ask.areaKind === "all" ? {} : { other: { label: t("site.fix.whole"), ask: { areaKind: "all" as const } } }),
      };
    case "all-unreachable": {
      const longer = Math.min(LONGEST_CUTOFF, 2 * cutoffSeconds);
      return {
        sentence: t("site.fault.all-unreachable", {
          people: formatDemand(number("people"), study.demand.unit, language),
        }),
        nearest:
          longer > cutoffSeconds
            ? { label: t("site.fix.cutoff", { minutes: longer / 60 }), cutoffSeconds: longer }
            : { label: t("site.fix.grid", { grid: finer }), ask: { gridMetres: finer } },
      };
    }
    case "none-within":
      return {
        sentence: t("site.fault.none-within", {
          outside: formatCount(number("outside")),
          area: nameArea({ t, list }, study, ask),
        }),
        nearest: { label: t("site.fix.whole"), ask: { areaKind: "all" } },
      };
    case "area-unknown":
      return {
        sentence: t("site.fault.area-unknown", { first: String(fields.first) }),
        nearest: { label: t("site.fix.whole"), ask: { areaKind: "all" } },
      };
    case "cannot-combine":
      return { sentence: t("site.fault.cannot-combine"), nearest: null };
    default:
      return { sentence: t("site.fault.other", { cause: String(fields.cause) }), nearest: null };
  }
}
