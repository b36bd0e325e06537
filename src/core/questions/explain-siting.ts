/**
 * What an answer of a siting question means on the ground: for each new site whom it covers that nobody covered before
 * it, from where and how far they walked; for the communities what changes; and why the spot with the largest gain of its own
 * is not among them. New sites are ranked by what each adds to those before it, so that their people add up.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import { GROUP_IDS, type GroupId } from "../model/demand.ts";
import type { Position } from "../model/geometry.ts";
import type { StudySites } from "./prepare-sites.ts";

export interface PeopleOfCommunity {
  readonly communityIndex: number;
  readonly people: number;
}

export interface ExplainedSite {
  readonly siteId: string;
  readonly position: Position;
  /** The community with the person nearest to it; −1 where it reaches nobody. */
  readonly communityIndex: number;
  /** People within the cutoff of this one and of none before it. */
  readonly gained: number;
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
  /** People whom it alone would add to what stands. */
  readonly gain: number;
  /** How many of these the chosen sites cover together. */
  readonly covered: number;
  /** The chosen site that covers most of them, by its place in the ranking. */
  readonly rank: number;
  readonly coveredByRank: number;
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

/** Explains open sites (indexes of `sites`). */
export function explainSiting(session: AnalysisSession, sites: StudySites, chosen: Iterable<number>): SitingSummary {
  const { demand, communities } = session.study;
  const { people } = sites;
  const columns = turn(sites);
  const standing = new Set(sites.standing);
  const open = [...chosen];
  const isOpen = new Set(open);
  const each = (site: number, take: (point: number, seconds: number) => void): void => {
    for (let at = columns.starts[site] as number; at < (columns.starts[site + 1] as number); at++)
      take(columns.demand[at] as number, columns.seconds[at] as number);
  };
  const mark = (list: Iterable<number>): Uint8Array => {
    const covered = new Uint8Array(demand.count);
    for (const site of list)
      each(site, (point) => {
        covered[point] = 1;
      });
    return covered;
  };
  const gainOver = (site: number, covered: Uint8Array): number => {
    let sum = 0;
    each(site, (point) => {
      if (covered[point] !== 1) sum += people[point] as number;
    });
    return sum;
  };
  const positionOf = (site: number): Position => [
    sites.positions[2 * site] as number,
    sites.positions[2 * site + 1] as number,
  ];
  const communityOf = (site: number): number => {
    let [least, found] = [Infinity, -1];
    each(site, (point, seconds) => {
      const community = demand.communityIndexes[point] as number;
      if (community < 0 || seconds >= least) return;
      [least, found] = [seconds, community];
    });
    return found;
  };
  const before = mark(sites.standing);
  const covered = mark(open.filter((site) => standing.has(site)));
  const base = covered.slice();
  const all = sum(people, null);
  const secondsToday = session.costs(sites.search).demand.seconds;
  const explained: ExplainedSite[] = [];
  const ranked: number[] = [];
  const left = open.filter((site) => !standing.has(site));
  let total = sum(people, covered);
  while (left.length > 0) {
    let [best, gained] = [0, -1];
    left.forEach((site, place) => {
      const gain = gainOver(site, covered);
      if (gain > gained) [best, gained] = [place, gain];
    });
    const [site] = left.splice(best, 1) as [number];
    const own: number[] = [];
    const after: number[] = [];
    each(site, (point, seconds) => {
      if (covered[point] === 1) return;
      covered[point] = 1;
      if (!((people[point] as number) > 0)) return;
      own.push(point);
      after.push(seconds);
    });
    total += gained;
    ranked.push(site);
    const weights = own.map((point) => people[point] as number);
    explained.push({
      siteId: sites.siteIds[site] as string,
      position: positionOf(site),
      communityIndex: communityOf(site),
      gained,
      cumulativeShare: all > 0 ? total / all : Number.NaN,
      byGroup: GROUP_IDS.flatMap((groupId) => {
        const ofGroup = demand.people[groupId];
        return ofGroup
          ? [{ groupId, people: own.reduce((count, point) => count + (ofGroup[point] as number), 0) }]
          : [];
      }),
      byCommunity: sumByCommunity(own, people, demand.communityIndexes),
      secondsBefore: weightedMedian(
        own.map((point) => secondsToday[point] as number),
        weights,
      ),
      secondsAfter: weightedMedian(after, weights),
    });
  }
  return {
    people: all,
    coveredBefore: sum(people, before),
    coveredAfter: sum(people, covered),
    sites: explained,
    closedIds: sites.standing.filter((site) => !isOpen.has(site)).map((site) => sites.siteIds[site] as string),
    communityBefore: coveredByCommunity(communities.count, demand.communityIndexes, people, before),
    communityAfter: coveredByCommunity(communities.count, demand.communityIndexes, people, covered),
    popular: findPopular(),
  };

  function findPopular(): PopularSpot | null {
    let [spot, most] = [-1, 0];
    for (let site = 0; site < sites.siteIds.length; site++) {
      if (standing.has(site)) continue;
      const gain = gainOver(site, base);
      if (gain > most) [spot, most] = [site, gain];
    }
    if (spot < 0 || isOpen.has(spot)) return null;
    const wanted = new Set<number>();
    let inAnswer = 0;
    each(spot, (point) => {
      if (base[point] === 1) return;
      wanted.add(point);
      if (covered[point] === 1) inAnswer += people[point] as number;
    });
    let [rank, coveredByRank] = [0, 0];
    ranked.forEach((site, place) => {
      let own = 0;
      each(site, (point) => {
        if (wanted.has(point)) own += people[point] as number;
      });
      if (own > coveredByRank) [rank, coveredByRank] = [place + 1, own];
    });
    return {
      siteId: sites.siteIds[spot] as string,
      position: positionOf(spot),
      communityIndex: communityOf(spot),
      gain: most,
      covered: inAnswer,
      rank,
      coveredByRank,
    };
  }
}

/** People of demand points by community, most first; those outside all communities are left out. */
export function sumByCommunity(
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
