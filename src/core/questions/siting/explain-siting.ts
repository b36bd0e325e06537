/**
 * What an answer of a siting question means on the ground: for each new site whom it covers that nobody covered before
 * it (or, where walks are weighed, who walks less to it than before), from where and how far they walked; for the communities what
 * changes; and why the spot with the largest gain of its own is not among them. New sites are ranked by what each adds to those before it.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { CompensatedSums } from "../../compensated-sum.ts";
import { GROUP_IDS, type GroupId } from "../../model/demand.ts";
import type { Position } from "../../model/geometry.ts";
import type { StudySites } from "./prepare-sites.ts";
import type { SitingUse } from "./site-use.ts";

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

export interface PopularSpot {
  readonly siteId: string;
  readonly position: Position;
  readonly communityIndex: number;
  /** People whom it alone would add to what stands, or who would walk less. */
  readonly gain: number;
  readonly savedSeconds: number;
  /** How many of these the chosen sites cover together, or bring nearer. */
  readonly covered: number;
  /** The chosen site that covers most of them, or brings most of them nearer, by its place in the ranking. */
  readonly rank: number;
  readonly coveredByRank: number;
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
  /** Covered people by community, before and after. */
  readonly communityBefore: Float64Array;
  readonly communityAfter: Float64Array;
  readonly popular: PopularSpot | null;
  /** Null where the question weighs no walks. */
  readonly walks: WalkChange | null;
  /** Left out where neither places nor money count; with places, covered means with a place. */
  readonly use?: SitingUse;
}

/** Pairs by site, so that a site's people can be read off. */
interface Columns {
  readonly starts: Int32Array;
  readonly demand: Int32Array;
  readonly seconds: Float64Array;
}

const columnsOf = new WeakMap<StudySites, Columns>();

function turn(sites: StudySites): Columns {
  const known = columnsOf.get(sites);
  if (known) return known;
  const { rows } = sites;
  const starts = new Int32Array(rows.siteCount + 1);
  for (const site of rows.siteIndexes) starts[site + 1]!++;
  for (let site = 0; site < rows.siteCount; site++) starts[site + 1]! += starts[site] as number;
  const next = starts.slice();
  const demand = new Int32Array(rows.costs.length);
  const seconds = new Float64Array(rows.costs.length);
  for (let point = 0; point < rows.demandCount; point++) {
    for (let pair = rows.rowStarts[point] as number; pair < (rows.rowStarts[point + 1] as number); pair++) {
      const at = next[rows.siteIndexes[pair] as number]!++;
      demand[at] = point;
      seconds[at] = rows.costs[pair] as number;
    }
  }
  const columns = { starts, demand, seconds };
  columnsOf.set(sites, columns);
  return columns;
}

/**
 * Explains open sites (indexes of `sites`).
 * @param isByWalk new sites are ranked by the walks that they save, not by the people whom they cover.
 */
export function explainSiting(
  session: AnalysisSession,
  sites: StudySites,
  chosen: Iterable<number>,
  isByWalk: boolean,
): SitingSummary {
  const { demand, communities } = session.study;
  const { people, cutoffSeconds } = sites;
  const standing = new Set(sites.standing);
  const open = [...chosen];
  const isOpen = new Set(open);
  const ground = readGround(sites, isByWalk ? sites.limitSeconds : cutoffSeconds);
  const { each } = ground;
  const communityOf = (site: number): number => {
    let [least, found] = [Infinity, -1];
    each(site, (point, seconds) => {
      const community = demand.communityIndexes[point] as number;
      if (community < 0 || seconds >= least) return;
      [least, found] = [seconds, community];
    });
    return found;
  };
  const before = ground.measureWalks(sites.standing);
  const after = ground.measureWalks(open);
  const kept = ground.measureWalks(open.filter((site) => standing.has(site)));
  const isCovered = (walks: Float64Array): Uint8Array =>
    Uint8Array.from(walks, (walk) => (walk <= cutoffSeconds ? 1 : 0));
  /** What a site is worth to a point that walks so long: 0 where it changes nothing. */
  const worth = (walk: number, seconds: number): number => {
    if (!isByWalk) return walk <= cutoffSeconds ? 0 : 1;
    return Math.max(0, Math.min(walk, sites.limitSeconds) - seconds);
  };
  const valueOver = (site: number, walks: Float64Array): number => {
    let sum = 0;
    each(site, (point, seconds) => {
      sum += (people[point] as number) * worth(walks[point] as number, seconds);
    });
    return sum;
  };
  const secondsToday = session.costs(sites.search).demand.seconds;
  const all = sum(people, null);
  const explained: ExplainedSite[] = [];
  const ranked: number[] = [];
  const left = open.filter((site) => !standing.has(site));
  const walks = kept.slice();
  while (left.length > 0) {
    let [best, most] = [0, -1];
    left.forEach((site, place) => {
      const value = valueOver(site, walks);
      if (value > most) [best, most] = [place, value];
    });
    const [site] = left.splice(best, 1) as [number];
    const own: number[] = [];
    const ownSeconds: number[] = [];
    each(site, (point, seconds) => {
      const isHelped = worth(walks[point] as number, seconds) > 0;
      if (seconds < (walks[point] as number)) walks[point] = seconds;
      if (!isHelped || !((people[point] as number) > 0)) return;
      own.push(point);
      ownSeconds.push(seconds);
    });
    ranked.push(site);
    const weights = own.map((point) => people[point] as number);
    explained.push({
      siteId: sites.siteIds[site] as string,
      position: ground.positionOf(site),
      communityIndex: communityOf(site),
      gained: weights.reduce((total, weight) => total + weight, 0),
      savedSeconds: isByWalk ? most : 0,
      cumulativeShare: all > 0 ? sum(people, isCovered(walks)) / all : Number.NaN,
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
    communityBefore: coveredByCommunity(communities.count, demand.communityIndexes, people, coveredBefore),
    communityAfter: coveredByCommunity(communities.count, demand.communityIndexes, people, coveredAfter),
    popular: findPopular(),
    walks: isByWalk ? compareWalks(sites, before, after) : null,
  };

  function findPopular(): PopularSpot | null {
    let [spot, most] = [-1, 0];
    for (let site = 0; site < sites.siteIds.length; site++) {
      if (standing.has(site)) continue;
      const value = valueOver(site, kept);
      if (value > most) [spot, most] = [site, value];
    }
    if (spot < 0 || isOpen.has(spot)) return null;
    const wanted = new Set<number>();
    let [gain, inAnswer] = [0, 0];
    each(spot, (point, seconds) => {
      const walk = kept[point] as number;
      if (!(worth(walk, seconds) > 0)) return;
      wanted.add(point);
      gain += people[point] as number;
      if (worth(walk, after[point] as number) > 0 && (after[point] as number) < walk)
        inAnswer += people[point] as number;
    });
    let [rank, coveredByRank] = [0, 0];
    ranked.forEach((site, place) => {
      let own = 0;
      each(site, (point, seconds) => {
        if (wanted.has(point) && worth(kept[point] as number, seconds) > 0) own += people[point] as number;
      });
      if (own > coveredByRank) [rank, coveredByRank] = [place + 1, own];
    });
    return {
      siteId: sites.siteIds[spot] as string,
      position: ground.positionOf(spot),
      communityIndex: communityOf(spot),
      gain,
      savedSeconds: isByWalk ? most : 0,
      covered: inAnswer,
      rank,
      coveredByRank,
    };
  }
}

type TakePoint = (point: number, seconds: number) => void;

/** Walks of the sites up to a limit. */
function readGround(sites: StudySites, limitSeconds: number) {
  const columns = turn(sites);
  const each = (site: number, take: TakePoint): void => {
    for (let at = columns.starts[site] as number; at < (columns.starts[site + 1] as number); at++) {
      const seconds = columns.seconds[at] as number;
      if (seconds <= limitSeconds) take(columns.demand[at] as number, seconds);
    }
  };
  return {
    each,
    /** To the nearest of a list, by demand point; Infinity beyond the limit. */
    measureWalks: (list: Iterable<number>): Float64Array => {
      const walks = new Float64Array(sites.people.length).fill(Infinity);
      for (const site of list)
        each(site, (point, seconds) => {
          if (seconds < (walks[point] as number)) walks[point] = seconds;
        });
      return walks;
    },
    positionOf: (site: number): Position => [
      sites.positions[2 * site] as number,
      sites.positions[2 * site + 1] as number,
    ],
  };
}

function compareWalks(
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
