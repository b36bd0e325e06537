/** An answer as files: its sites with what they gain, and every assumption they rest on. */
import type { SiteForm } from "../../core/plan/site-form.ts";
import type { SitingSummary } from "../../core/questions/siting/explain-siting.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { SitingReport } from "../../worker/siting-protocol.ts";
import { stageYears } from "./siting-stages.ts";

type Row = Readonly<Record<string, string | number>>;

/** What every site of the answer shares: the question, its assumptions and the proof. */
function assumptionsOf(study: StudyView, report: SitingReport, asked: SiteForm): Row {
  return {
    study: study.title.zh || study.title.en,
    data: study.demonstration ? "演示数据 demonstration" : "",
    service: report.serviceId,
    model: report.model,
    group: report.groupId,
    area: areaOf(study, asked),
    areaPeopleOnly: report.isWithin ? "yes" : "no",
    demandUnit: study.demand.unit,
    profile: report.profileId,
    metresPerSecond: report.metresPerSecond,
    cutoffMinutes: report.cutoffSeconds / 60,
    longestMinutes: report.limitSeconds / 60,
    candidatesFrom: originOf(report),
    candidatesOutside: report.outsideCount,
    ...(report.wishes.timesCovered > 1 ? { timesCovered: report.wishes.timesCovered } : {}),
    ...(report.equity ? { equityFactor: report.equity.aversion, kappaPerSecond: report.equity.kappa } : {}),
    ...(report.wishes.isCapped ? { longestIsCap: "yes" } : {}),
    gridMetres: report.wishes.candidates.kind === "grid" ? report.gridMetres : "",
    candidatesExcluded: report.droppedCount,
    candidates: report.candidateCount,
    standing: report.facilityCount,
    standingKept: report.keepsStanding ? "yes" : "no",
    objective: report.objective,
    bound: report.bound,
    gap: report.gap,
  };
}

/** One row a site, in the order of the ranking. `worseBy` is 0 for the best answer. */
export function listSiteRows(
  study: StudyView,
  report: SitingReport,
  summary: SitingSummary,
  asked: SiteForm,
  worseBy: number,
): Row[] {
  const shared = { ...assumptionsOf(study, report, asked), ...meansOf(report, asked), worseBy };
  const years = summary.use && asked.hasBudget && asked.isYearly ? stageYears(summary.use, asked) : null;
  return summary.sites.map((site, index) => ({
    rank: index + 1,
    siteId: site.siteId,
    ...(report.requiredIds.length > 0 ? { settled: report.requiredIds.includes(site.siteId) ? "yes" : "no" } : {}),
    community: study.communities.names[site.communityIndex] ?? "",
    lon: site.position[0],
    lat: site.position[1],
    ...(summary.walks
      ? { nearer: site.gained, personHoursSaved: site.savedSeconds / 3600 }
      : { newlyCovered: site.gained }),
    ...useOf(summary, index),
    ...(years ? { year: years.find(({ sites }) => sites.includes(index))?.year ?? "" } : {}),
    cumulativeShare: site.cumulativeShare,
    minutesBefore: minutesOf(site.secondsBefore),
    minutesAfter: minutesOf(site.secondsAfter),
    ...Object.fromEntries(site.byGroup.map(({ groupId, people }) => [`people ${groupId}`, people])),
    ...shared,
  }));
}

function areaOf({ units, communities }: StudyView, asked: SiteForm): string {
  if (asked.areaKind === "all") return "";
  if (asked.areaKind === "units")
    return asked.areaUnitIds.map((id) => units.find((unit) => unit.id === id)?.name ?? id).join("; ");
  return asked.areaCommunityIds.map((id) => communities.names[communities.ids.indexOf(id)] ?? id).join("; ");
}

function originOf({ wishes: { candidates } }: SitingReport): string {
  return candidates.kind === "layer" ? candidates.serviceId : candidates.kind;
}

/** What was said of money and places. */
function meansOf({ wishes: { costs, capacity } }: SitingReport, asked: SiteForm): Row {
  return {
    ...(costs
      ? {
          budget: costs.total,
          years: asked.isYearly ? asked.years : 1,
          costColumn: costs.column ?? "",
          costEach: costs.each ?? "",
        }
      : {}),
    ...(capacity
      ? {
          newPlaces: capacity.newPlaces,
          standingPlaces: capacity.standing.kind === "each" ? capacity.standing.places : capacity.standing.kind,
        }
      : {}),
  };
}

/** What a new site costs, takes and serves. */
function useOf({ use }: SitingSummary, index: number): Row {
  const own = use?.sites[index];
  if (!own) return {};
  return {
    ...(own.cost === null ? {} : { cost: own.cost }),
    ...(own.capacity === null ? {} : { capacity: own.capacity, served: own.served ?? 0 }),
  };
}

/** Empty where nothing was reached within the search limit. */
function minutesOf(seconds: number): number | string {
  return Number.isFinite(seconds) ? seconds / 60 : "";
}

/** Cells for `downloadCsv`, which escapes them. */
export function siteCells(rows: readonly Row[]): string[][] {
  const [first] = rows;
  if (!first) return [];
  const names = Object.keys(first);
  return [names, ...rows.map((row) => names.map((name) => String(row[name] ?? "")))];
}

export function siteGeoJson(rows: readonly Row[]): string {
  return JSON.stringify({
    type: "FeatureCollection",
    features: rows.map(({ lon, lat, ...properties }) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [lon, lat] },
      properties,
    })),
  });
}
