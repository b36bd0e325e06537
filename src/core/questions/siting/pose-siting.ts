/**
 * A siting question about a study as the page asks it, from its wishes to a problem for the solvers: candidates with what
 * they cost, less excluded areas, and places. What each answer then means is told with the same wishes.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { sumByCommunity } from "../../coverage/sum-by-community.ts";
import { AnalysisError } from "../../errors.ts";
import type { AreaGeometry } from "../../model/geometry.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import { searchOf } from "../../service-search.ts";
import type { SitingModel, SitingProblem } from "../../siting/siting-problem.ts";
import { explainSiting, type SitingSummary } from "./explain-siting.ts";
import { prepareStudySites, type StudySites, stateSitingProblem, weighsWalks } from "./prepare-sites.ts";
import {
  areasOfLayer,
  type CandidateTable,
  type CandidateWish,
  type CostWish,
  dropExcluded,
  listCandidates,
  priceCandidates,
  separateIds,
} from "./site-candidates.ts";
import { type CapacityWish, countSitePlaces, fillPlaces } from "./site-places.ts";
import type { SiteUse, SitingUse } from "./site-use.ts";

export interface ExclusionWish {
  readonly areas: readonly AreaGeometry[];
  /** Facilities with an outline, by service; `water` and `green` are areas of the study itself. */
  readonly layers: readonly string[];
}

/** What a question asks beside its model; all may be left out. */
export interface SitingWishes {
  readonly candidates: CandidateWish;
  readonly excluded: ExclusionWish;
  readonly costs: CostWish | null;
  /** With costs: the number of new sites is what the money pays for. */
  readonly isNumberFree: boolean;
  readonly capacity: CapacityWish | null;
}

export const NO_WISHES: SitingWishes = {
  candidates: { kind: "grid" },
  excluded: { areas: [], layers: [] },
  costs: null,
  isNumberFree: false,
  capacity: null,
};

export interface PosedSiting {
  readonly sites: StudySites;
  readonly problem: SitingProblem;
  /** Candidates in excluded areas. */
  readonly droppedCount: number;
}

export interface SitingQuestionOfStudy {
  readonly serviceId: string;
  readonly model: SitingModel;
  readonly newSites: number;
  readonly keepsStanding: boolean;
  readonly gridMetres: number;
  readonly longestSeconds: number;
}

/**
 * Pauses with the number of sites searched.
 * @throws AnalysisError `unknown-service`, `unknown-group`, `siting-impossible`.
 */
export function* poseSiting(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  question: SitingQuestionOfStudy,
  wishes: SitingWishes,
): Generator<number, PosedSiting> {
  const { serviceId, model, gridMetres } = question;
  const service = session.study.services.find(({ id }) => id === serviceId);
  if (!service) throw new AnalysisError("unknown-service", { serviceId });
  const { travel } = searchOf(service, parameters, session.study.profileSpeeds);
  const { candidates } = wishes;
  const listed = listCandidates(session, travel, candidates, gridMetres);
  const standingIds = session.facilities(serviceId)?.ids ?? [];
  const named =
    candidates.kind === "grid"
      ? listed
      : separateIds(listed, standingIds, candidates.kind === "layer" ? candidates.serviceId : "site");
  const { table, droppedCount } = dropExcluded(named, areasOf(session, wishes.excluded));
  const costs = wishes.costs ? priceCandidates(table, wishes.costs) : null;
  const longest = weighsWalks(model) ? question.longestSeconds : 0;
  const sites = yield* prepareStudySites(session, parameters, serviceId, table, longest);
  const capacity = wishes.capacity ? countSitePlaces(session, serviceId, sites, wishes.capacity) : null;
  const plain = stateSitingProblem(sites, model, question.newSites, question.keepsStanding);
  const problem: SitingProblem = {
    ...plain,
    sites: costs && wishes.isNumberFree ? null : plain.sites,
    capacity,
    budget: wishes.costs && costs ? { siteCosts: costsBySite(sites, table, costs), total: wishes.costs.total } : null,
  };
  return { sites, problem, droppedCount };
}

/** What stands already costs nothing. */
function costsBySite({ siteIds }: StudySites, { ids }: CandidateTable, costs: Float64Array): Float64Array {
  const costOf = new Map(ids.map((id, candidate) => [id, costs[candidate] as number]));
  return Float64Array.from(siteIds, (id) => costOf.get(id) ?? 0);
}

function areasOf({ study }: AnalysisSession, { areas, layers }: ExclusionWish): AreaGeometry[] {
  const found = [...areas];
  const take = (geometry: { readonly type: string }): void => {
    if (geometry.type === "Polygon" || geometry.type === "MultiPolygon") found.push(geometry as AreaGeometry);
  };
  for (const id of layers) {
    if (id === "water") for (const { kind, geometry } of study.barriers) if (kind === id) take(geometry);
    if (id === "green") for (const { kind, geometry } of study.context) if (kind === id) take(geometry);
    const layer = study.facilities.find(({ serviceId }) => serviceId === id);
    if (layer) found.push(...areasOfLayer(layer));
  }
  return found;
}

/** As `explainSiting`; where places count, covered means with a place, before as after. */
export function explainPosed(
  session: AnalysisSession,
  { sites, problem }: PosedSiting,
  chosen: Int32Array,
): SitingSummary {
  const summary = explainSiting(session, sites, chosen, weighsWalks(problem.model));
  const { capacity, budget } = problem;
  if (!capacity && !budget) return summary;
  const siteOf = new Map(sites.siteIds.map((id, site) => [id, site]));
  const standing = new Set(sites.standing);
  const fresh = summary.sites.map(({ siteId }) => siteOf.get(siteId) as number);
  const stays = Array.from(chosen).filter((site) => standing.has(site));
  const after = capacity ? fillPlaces(problem, chosen) : null;
  const describeUse = (site: number, isNew: boolean): SiteUse => ({
    siteId: sites.siteIds[site] as string,
    isNew,
    capacity: capacity ? (capacity[site] as number) : null,
    served: after ? (after.servedAtSite[site] as number) : null,
    cost: budget ? (budget.siteCosts[site] as number) : null,
  });
  const used = [...fresh.map((site) => describeUse(site, true)), ...stays.map((site) => describeUse(site, false))];
  const spent = budget ? fresh.reduce((sum, site) => sum + (budget.siteCosts[site] as number), 0) : null;
  const use: SitingUse = { sites: used, spent, countsPlaces: after !== null };
  if (!after || summary.walks) return { ...summary, use };
  const before = fillPlaces(problem, sites.standing);
  const { demand, communities } = session.study;
  const total = ({ served }: { readonly served: Float64Array }): number =>
    served.reduce((sum, count) => sum + count, 0);
  return {
    ...summary,
    use,
    coveredBefore: total(before),
    coveredAfter: total(after),
    communityBefore: sumByCommunity(demand, communities.count, before.served),
    communityAfter: sumByCommunity(demand, communities.count, after.served),
  };
}
