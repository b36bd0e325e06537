/** An answer as files: its sites with what they gain, and every assumption they rest on. */
import type { SitingSummary } from "../../core/questions/explain-siting.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { SitingReport } from "../../worker/siting-protocol.ts";

type Row = Readonly<Record<string, string | number>>;

/** What every site of the answer shares: the question, its assumptions and the proof. */
function assumptionsOf(study: StudyView, report: SitingReport): Row {
  return {
    study: study.title.zh || study.title.en,
    data: study.demonstration ? "演示数据 demonstration" : "",
    service: report.serviceId,
    model: report.model,
    group: report.groupId,
    demandUnit: study.demand.unit,
    profile: report.profileId,
    metresPerSecond: report.metresPerSecond,
    cutoffMinutes: report.cutoffSeconds / 60,
    longestMinutes: report.limitSeconds / 60,
    gridMetres: report.gridMetres,
    candidates: report.candidateCount,
    standing: report.facilityCount,
    standingKept: report.keepsStanding ? "yes" : "no",
    objective: report.objective,
    bound: report.bound,
    gap: report.gap,
  };
}

/** One row a site, in the order of the ranking. `worseBy` is 0 for the best answer. */
export function listSiteRows(study: StudyView, report: SitingReport, summary: SitingSummary, worseBy: number): Row[] {
  const shared = { ...assumptionsOf(study, report), worseBy };
  return summary.sites.map((site, index) => ({
    rank: index + 1,
    siteId: site.siteId,
    community: study.communities.names[site.communityIndex] ?? "",
    lon: site.position[0],
    lat: site.position[1],
    ...(summary.walks
      ? { nearer: site.gained, personHoursSaved: site.savedSeconds / 3600 }
      : { newlyCovered: site.gained }),
    cumulativeShare: site.cumulativeShare,
    minutesBefore: minutesOf(site.secondsBefore),
    minutesAfter: minutesOf(site.secondsAfter),
    ...Object.fromEntries(site.byGroup.map(({ groupId, people }) => [`people ${groupId}`, people])),
    ...shared,
  }));
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
