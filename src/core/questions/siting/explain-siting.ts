/**
 * What an answer of a siting question means on the ground: for each new site whom it covers that nobody covered before
 * it (or, where walks are weighed, who walks less to it than before), from where and how far they walked; for the communities what
 * changes; and why the spot with the largest gain of its own is not among them. New sites are ranked by what each adds to those before it.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { CompensatedSums } from "../../compensated-sum.ts";
import { GROUP_IDS, type GroupId } from "../../model/demand.ts";
import type { Position } from "../../model/geometry.ts";
import { layAnswerGround } from "./answer-ground.ts";
import type { StudySites } from "./prepare-sites.ts";
import { rankSites } from "./rank-sites.ts";
import type { SitingUse } from "./site-use.ts";
import { findPopularSpot, type SpotReach } from "./spot-reach.ts";

export interface PeopleOfCommunity {
  readonly communityIndex: number;
  readonly people: number;
}

export interface ExplainedSite {
  readonly siteId: string;
  readonly position: Position;
  /** The community with the person nearest to it; −1 where it reaches nobody. */
  readonly communityIndex: number;
  /** People within the cutoff of this one and of none before it; where walks are weighed, those to whom it is nearer than all before it. */
  readonly gained: number;
  /** Σ people × seconds that these walk less; 0 where nobody weighs walks. */
  readonly savedSeconds: number;
  /** Share of all people that is covered with this one and those before it. */
  readonly cumulativeShare: number;
  /** The same people counted in each group of the study. */
  readonly byGroup: readonly { readonly groupId: GroupId; readonly people: number }[];
  /** Most people first. */
  readonly byCommunity: readonly PeopleOfCommunity[];
  /** Medians of those people; Infinity where they found none within the search limit, NaN without people. */
  readonly secondsBefore: number;
  readonly secondsAfter: number;
}

/** Walks before and after, of those with any site within the limit; a longer walk counts the limit. */
export interface WalkChange {
  readonly people: number;
  /** Means over these people, in seconds. */
  readonly meanBefore: number;
  readonly meanAfter: number;
  /** The longest walk; the limit stands for all longer ones. */
  readonly farthestBefore: number;
  readonly farthestAfter: number;
  /** People who walk longer than the limit. */
  readonly beyondBefore: number;
  readonly beyondAfter: number;
  readonly limitSeconds: number;
}

export interface SitingSummary {
  readonly people: number;
  readonly coveredBefore: number;
  readonly coveredAfter: number;
  readonly sites: readonly ExplainedSite[];
  /** Standing facilities that the answer gives up. */
  readonly closedIds: readonly string[];
  /** People whom the question is not about and who are covered now, or walk less; null where it is about all. */
  readonly gainedElsewhere: number | null;
  /** Covered people by community, before and after, those included whom the question is not about. */
  readonly communityBefore: Float64Array;
  readonly communityAfter: Float64Array;
  /** The spot with the largest gain of its own where it is not among the sites. */
  readonly popular: SpotReach | null;
  /** Null where the question weighs no walks. */
  readonly walks: WalkChange | null;
  /** Walks that would be as bad for all, in seconds; left out where walks weigh in proportion. */
  readonly equivalent?: { readonly before: number; readonly after: number };
  /** Left out where neither places nor money count; with places, covered means with a place. */
  readonly use?: SitingUse;
}

/**
 * Explains open sites (indexes of `sites`).
 * @param isByWalk new sites are ranked by the walks that they save, not by the people whom they cover.
 * @param timesCovered for covers: a walk is then that to so manieth nearest site, and covered means that it ends in time.
 */
export function explainSiting(
  session: AnalysisSession,
  sites: StudySites,
  chosen: Iterable<number>,
  isByWalk: boolean,
  timesCovered = 1,
): SitingSummary {
  const { demand, communities } = session.study;
  const { people, everybody, cutoffSeconds } = sites;
  const ground = layAnswerGround(session, sites, chosen, isByWalk, timesCovered);
  const { standing, open, isOpen, before, after, kept, each, communityOf, worth, isCovered } = ground;
  const secondsToday = timesCovered > 1 ? before.last : session.costs(sites.search).demand.seconds;
  const all = sum(people, null);
  const explained: ExplainedSite[] = [];
  const ranked: number[] = [];
  const walks = kept.copy();
  let covered = sum(people, isCovered(walks));
  const fresh = open.filter((site) => !standing.has(site));
  for (const { site, value } of rankSites(ground, fresh, walks, timesCovered)) {
    const own: number[] = [];
    const ownSeconds: number[] = [];
    each(site, (point, seconds) => {
      const isHelped = worth(walks, point, seconds) > 0;
      const isOut = (walks.last[point] as number) > cutoffSeconds;
      walks.add(point, seconds);
      if (isOut && (walks.last[point] as number) <= cutoffSeconds) covered += people[point] as number;
      if (!isHelped || !((people[point] as number) > 0)) return;
      own.push(point);
      ownSeconds.push(timesCovered > 1 ? (walks.last[point] as number) : seconds);
    });
    ranked.push(site);
    const weights = own.map((point) => people[point] as number);
    explained.push({
      siteId: sites.siteIds[site] as string,
      position: ground.positionOf(site),
      communityIndex: communityOf(site),
      gained: weights.reduce((total, weight) => total + weight, 0),
      savedSeconds: isByWalk ? value : 0,
      cumulativeShare: all > 0 ? covered / all : Number.NaN,
      byGroup: GROUP_IDS.flatMap((groupId) => {
        const ofGroup = demand.people[groupId];
        return ofGroup
          ? [{ groupId, people: own.reduce((count, point) => count + (ofGroup[point] as number), 0) }]
          : [];
      }),
      byCommunity: listByCommunity(own, people, demand.communityIndexes),
      secondsBefore: weightedMedian(
        own.map((point) => secondsToday[point] as number),
        weights,
      ),
      secondsAfter: weightedMedian(ownSeconds, weights),
    });
  }
  const [coveredBefore, coveredAfter] = [isCovered(before), isCovered(after)];
  return {
    people: all,
    coveredBefore: sum(people, coveredBefore),
    coveredAfter: sum(people, coveredAfter),
    sites: explained,
    closedIds: sites.standing.filter((site) => !isOpen.has(site)).map((site) => sites.siteIds[site] as string),
    gainedElsewhere: people === everybody ? null : countElsewhere(),
    communityBefore: coveredByCommunity(communities.count, demand.communityIndexes, everybody, coveredBefore),
    communityAfter: coveredByCommunity(communities.count, demand.communityIndexes, everybody, coveredAfter),
    popular: findPopularSpot(ground, ranked),
    walks: isByWalk ? compareWalks(sites, before.last, after.last) : null,
  };

  function countElsewhere(): number {
    let count = 0;
    everybody.forEach((all, point) => {
      const isHelped = isByWalk
        ? (after.last[point] as number) < (before.last[point] as number)
        : coveredAfter[point] === 1 && coveredBefore[point] === 0;
      if (isHelped) count += all - (people[point] as number);
    });
    return count;
  }
}

/** Who walks how far before and after; sites are those of the question. */
export function compareWalks(
  { rows, people, limitSeconds }: StudySites,
  before: Float64Array,
  after: Float64Array,
): WalkChange {
  const sums = new CompensatedSums(5);
  let [farthestBefore, farthestAfter] = [0, 0];
  for (let point = 0; point < people.length; point++) {
    const count = people[point] as number;
    if (!(count > 0) || rows.rowStarts[point] === rows.rowStarts[point + 1]) continue;
    const [was, is] = [before[point] as number, after[point] as number];
    farthestBefore = Math.max(farthestBefore, Math.min(was, limitSeconds));
    farthestAfter = Math.max(farthestAfter, Math.min(is, limitSeconds));
    sums.add(0, count);
    sums.add(1, count * Math.min(was, limitSeconds));
    sums.add(2, count * Math.min(is, limitSeconds));
    if (was > limitSeconds) sums.add(3, count);
    if (is > limitSeconds) sums.add(4, count);
  }
  const counted = sums.value(0);
  return {
    people: counted,
    meanBefore: counted > 0 ? sums.value(1) / counted : Number.NaN,
    meanAfter: counted > 0 ? sums.value(2) / counted : Number.NaN,
    farthestBefore,
    farthestAfter,
    beyondBefore: sums.value(3),
    beyondAfter: sums.value(4),
    limitSeconds,
  };
}

/** People of demand points by community, most first; those outside all communities are left out. */
export function listByCommunity(
  points: Iterable<number>,
  people: Float64Array,
  communityIndexes: Int32Array,
): PeopleOfCommunity[] {
  const sums = new Map<number, number>();
  for (const point of points) {
    const community = communityIndexes[point] as number;
    if (community >= 0) sums.set(community, (sums.get(community) ?? 0) + (people[point] as number));
  }
  return [...sums]
    .map(([communityIndex, count]) => ({ communityIndex, people: count }))
    .sort((a, b) => b.people - a.people || a.communityIndex - b.communityIndex);
}

function coveredByCommunity(
  count: number,
  communityIndexes: Int32Array,
  people: Float64Array,
  covered: Uint8Array,
): Float64Array {
  const sums = new Float64Array(count);
  for (let point = 0; point < communityIndexes.length; point++) {
    const community = communityIndexes[point] as number;
    if (community >= 0 && covered[point] === 1) sums[community]! += people[point] as number;
  }
  return sums;
}

function sum(people: Float64Array, covered: Uint8Array | null): number {
  let total = 0;
  for (let point = 0; point < people.length; point++)
    if (covered === null || covered[point] === 1) total += people[point] as number;
  return total;
}

/** The value that half of the weight does not exceed; NaN without weight. */
function weightedMedian(values: readonly number[], weights: readonly number[]): number {
  const order = values.map((_, place) => place).sort((a, b) => (values[a] as number) - (values[b] as number));
  const half = weights.reduce((total, weight) => total + weight, 0) / 2;
  let reached = 0;
  for (const place of order) {
    reached += weights[place] as number;
    if (reached >= half) return values[place] as number;
  }
  return Number.NaN;
}
