/**
 * A siting question about a study as the page asks it, from its wishes to a problem for the solvers: candidates with what
 * they cost, less excluded areas, and places. What each answer then means is told with the same wishes.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { sumByCommunity } from "../../coverage/sum-by-community.ts";
import { AnalysisError } from "../../errors.ts";
import type { AreaGeometry, Position } from "../../model/geometry.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import { findCombinationFaults } from "../../plan/site-form.ts";
import { searchOf } from "../../service-search.ts";
import type { SitingModel, SitingProblem } from "../../siting/siting-problem.ts";
import { explainSiting, type SitingSummary } from "./explain-siting.ts";
import { measureEquivalent, type PosedEquity, poseEquity } from "./pose-equity.ts";
import { prepareStudySites, type StudySites, stateSitingProblem, weighsWalks } from "./prepare-sites.ts";
import { addRequired, findRequired, leaveMoney, refuseExcluded } from "./required-sites.ts";
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
import { type AreaWish, countWithin, keepWithin, markCommunities } from "./siting-area.ts";

export interface ExclusionWish {
  readonly areas: readonly AreaGeometry[];
  /** Facilities with an outline, by service; `water` and `green` are areas of the study itself. */
  readonly layers: readonly string[];
}

/** What a question asks beside its model; all may be left out. */
export interface SitingWishes {
  /** Whose people and candidates; null: the whole study. */
  readonly area: AreaWish | null;
  readonly candidates: CandidateWish;
  /** New sites that are settled: in every answer, among the number that is asked for, paid out of the same money. */
  readonly required: readonly Position[];
  readonly excluded: ExclusionWish;
  /** Covers: so many sites within the cutoff make covered. */
  readonly timesCovered: number;
  /** p-median: aversion to long walks; null weighs them in proportion. */
  readonly aversion: number | null;
  /** p-median: nobody may walk longer than the limit who could walk less. */
  readonly isCapped: boolean;
  readonly costs: CostWish | null;
  /** With costs: the number of new sites is what the money pays for. */
  readonly isNumberFree: boolean;
  readonly capacity: CapacityWish | null;
}

export const NO_WISHES: SitingWishes = {
  area: null,
  candidates: { kind: "grid" },
  required: [],
  excluded: { areas: [], layers: [] },
  timesCovered: 1,
  aversion: null,
  isCapped: false,
  costs: null,
  isNumberFree: false,
  capacity: null,
};

export interface PosedSiting {
  readonly sites: StudySites;
  readonly problem: SitingProblem;
  /** Candidates in excluded areas. */
  readonly droppedCount: number;
  /** Candidates outside the area that is asked about. */
  readonly outsideCount: number;
  /** 1 for each community that is asked about; null: all are. */
  readonly isWithin: Uint8Array | null;
  /** Null where walks weigh in proportion. */
  readonly equity: PosedEquity | null;
  /** The areas where nothing may be built. */
  readonly excluded: readonly AreaGeometry[];
  /** Settled sites by id, in the order in which they were given. */
  readonly requiredIds: readonly string[];
  /** The candidates that take part, settled sites last. */
  readonly table: CandidateTable;
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
  refuseCombinations(model, wishes);
  const { study } = session;
  const service = study.services.find(({ id }) => id === serviceId);
  if (!service) throw new AnalysisError("unknown-service", { serviceId });
  const { travel } = searchOf(service, parameters, study.profileSpeeds);
  const { candidates, area } = wishes;
  const isWithin = area ? markCommunities(study, area) : null;
  const listed = listCandidates(session, travel, candidates, gridMetres);
  const standingIds = session.facilities(serviceId)?.ids ?? [];
  const named =
    candidates.kind === "grid"
      ? listed
      : separateIds(listed, standingIds, candidates.kind === "layer" ? candidates.serviceId : "site");
  const within = isWithin ? keepWithin(named, study, isWithin) : { table: named, outsideCount: 0 };
  const excluded = areasOf(session, wishes.excluded);
  const dropped = dropExcluded(within.table, excluded);
  const { droppedCount } = dropped;
  refuseExcluded(wishes.required, excluded);
  const { table, requiredIds } = addRequired(dropped.table, wishes.required, standingIds);
  const costs = wishes.costs ? priceCandidates(table, wishes.costs) : null;
  const longest = weighsWalks(model) ? question.longestSeconds : 0;
  const prepared = yield* prepareStudySites(session, parameters, serviceId, table, longest);
  const sites = isWithin
    ? { ...prepared, people: countWithin(prepared.everybody, study.demand.communityIndexes, isWithin) }
    : prepared;
  const capacity = wishes.capacity ? countSitePlaces(session, serviceId, sites, wishes.capacity) : null;
  const required = findRequired(sites, requiredIds);
  const plain = stateSitingProblem(sites, model, question.newSites, question.keepsStanding, required);
  const { unservedCost, ...others } = plain;
  const stated: SitingProblem = {
    ...others,
    ...(unservedCost === undefined || wishes.isCapped ? {} : { unservedCost }),
    ...(wishes.timesCovered > 1 ? { timesCovered: wishes.timesCovered } : {}),
    sites: costs && wishes.isNumberFree ? null : plain.sites,
    capacity,
    budget: wishes.costs && costs ? leaveMoney(costsBySite(sites, table, costs), wishes.costs.total, required) : null,
  };
  const posed = { sites, droppedCount, outsideCount: within.outsideCount, isWithin, excluded, table, requiredIds };
  if (wishes.aversion === null) return { ...posed, problem: stated, equity: null };
  return { ...posed, ...poseEquity(stated, sites.standing, sites.limitSeconds, wishes.aversion) };
}

/** @throws AnalysisError `siting-impossible` (`cannot-combine`) for what no solver can meet together. */
function refuseCombinations(model: SitingModel, { timesCovered, aversion, isCapped, capacity }: SitingWishes): void {
  const [what] = findCombinationFaults({
    model,
    isBacked: timesCovered > 1,
    isEquity: aversion !== null,
    isCapped,
    hasPlaces: capacity !== null,
  });
  if (what !== undefined) throw new AnalysisError("siting-impossible", { cause: "cannot-combine", what });
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
  { sites, problem, isWithin, equity }: PosedSiting,
  chosen: Int32Array,
): SitingSummary {
  const plain = explainSiting(session, sites, chosen, weighsWalks(problem.model), problem.timesCovered ?? 1);
  const measure = (open: Int32Array): number =>
    equity ? measureEquivalent(problem, equity, open, sites.limitSeconds) : Number.NaN;
  const summary = equity
    ? { ...plain, equivalent: { before: measure(Int32Array.from(sites.standing)), after: measure(chosen) } }
    : plain;
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
  // Who has a place elsewhere was not asked.
  const byCommunity = (served: Float64Array): Float64Array =>
    sumByCommunity(demand, communities.count, served).map((count, index) =>
      isWithin === null || isWithin[index] === 1 ? count : Number.NaN,
    );
  const total = ({ served }: { readonly served: Float64Array }): number =>
    served.reduce((sum, count) => sum + count, 0);
  return {
    ...summary,
    use,
    coveredBefore: total(before),
    coveredAfter: total(after),
    communityBefore: byCommunity(before.served),
    communityAfter: byCommunity(after.served),
  };
}
