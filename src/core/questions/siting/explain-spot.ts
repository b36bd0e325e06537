/**
 * Why an answer does not build on a spot: whom a site there would serve by itself and who serves them already, what one more
 * site there would bring, and what the answer would be with the spot in the place of a chosen site. Every exchange is counted, so
 * that what is told is the best one. Where the answer is proven no exchange betters it.
 */
import type { Progress } from "../../analysis-result.ts";
import type { AnalysisSession } from "../../analysis-session.ts";
import { AreaIndex } from "../../areas.ts";
import { distanceMetres } from "../../geodesy.ts";
import type { Position } from "../../model/geometry.ts";
import { type AnswerGround, layAnswerGround } from "./answer-ground.ts";
import { compareWalks } from "./explain-siting.ts";
import { createCommunityFinder } from "./find-community.ts";
import { measureEquivalent } from "./pose-equity.ts";
import type { PosedSiting } from "./pose-siting.ts";
import { weighsWalks } from "./prepare-sites.ts";
import { fillPlaces } from "./site-places.ts";
import type { Walks } from "./site-walks.ts";
import { describeSpotReach, type SpotReach } from "./spot-reach.ts";

/** An answer as the page has it: new sites, the most useful first, and standing facilities that it gives up. */
export interface AnswerSites {
  readonly newIds: readonly string[];
  readonly closedIds: readonly string[];
}

/** What an answer is measured by: people covered (with places: served), or seconds: the mean walk, the longest, the equivalent one. */
export type SpotMeasure = "covered" | "mean" | "farthest" | "equivalent";

export interface ExplainedSpot extends SpotReach {
  /** From where it was asked about to the nearest candidate, which the rest is about. */
  readonly metres: number;
  /** Its place among the sites of the answer; 0 where it is none of them. */
  readonly ownRank: number;
  readonly measure: SpotMeasure;
  /** The answer's measure, and that with one more site here. */
  readonly value: number;
  readonly valueWithIt: number;
  /** The best of all allowed exchanges against one chosen site, by that site's place in the ranking; null where none is allowed. */
  readonly exchange: { readonly rank: number; readonly value: number } | null;
  /** What forbids every exchange: the budget, or (p-center, a cap) people who would then walk longer than they may. */
  readonly barred: "money" | "walk" | null;
  /** Exchanges that were counted: with all chosen sites, or where counting takes long with those nearest to the spot. */
  readonly tried: number;
  /** What it costs, and what is left of the budget; null without money. */
  readonly money: { readonly cost: number; readonly left: number } | null;
}

export interface SpotAnswer {
  /** Why the very place that was asked about is no candidate; null where nothing forbids one. */
  readonly refusal: "excluded" | "outside" | null;
  /** Null where the question has no candidates. */
  readonly spot: ExplainedSpot | null;
}

/** Yields the exchanges counted so far. */
export function* explainSpot(
  session: AnalysisSession,
  posed: PosedSiting,
  { newIds, closedIds }: AnswerSites,
  asked: Position,
): Generator<Progress, SpotAnswer> {
  const { sites, problem } = posed;
  const refusal = refuseSpot(session, posed, asked);
  const spot = findNearest(posed, asked);
  if (spot < 0) return { refusal, spot: null };
  const siteOf = new Map(sites.siteIds.map((id, site) => [id, site]));
  const ranked = newIds.flatMap((id) => siteOf.get(id) ?? []);
  const closed = new Set(closedIds);
  const kept = sites.standing.filter((site) => !closed.has(sites.siteIds[site] as string));
  const isByWalk = weighsWalks(problem.model);
  const ground = layAnswerGround(session, sites, [...kept, ...ranked], isByWalk, problem.timesCovered ?? 1);
  const measureOf = createMeasure(posed, ground, kept);
  const reach = describeSpotReach(ground, ranked, spot);
  const position = ground.positionOf(spot);
  const ownRank = ranked.indexOf(spot) + 1;
  const value = measureOf.value(ranked, ground.after);
  const told = {
    ...reach,
    metres: distanceMetres(asked[0], asked[1], position[0], position[1]),
    ownRank,
    measure: measureOf.measure,
    value,
    money: countMoney(posed, ranked, spot),
  };
  if (ownRank > 0) return { refusal, spot: { ...told, valueWithIt: value, exchange: null, barred: null, tried: 0 } };
  const withIt = addTo(ground, ground.after, [spot]);
  const valueWithIt = measureOf.value([...ranked, spot], withIt);
  const isBetter = (a: number, b: number): boolean => (measureOf.measure === "covered" ? a > b : a < b);
  const mustServe = isByWalk && problem.unservedCost === undefined;
  const mostBeyond = mustServe ? countBeyond(ground, ground.after) : Infinity;
  let exchange: ExplainedSpot["exchange"] = null;
  let barred: ExplainedSpot["barred"] = null;
  const settled = new Set(problem.fixedSites);
  const aside = new Set(measureOf.isCostly ? findFarther(ground, ranked, spot) : []);
  ranked.forEach((site, place) => {
    if (settled.has(site)) aside.add(place);
  });
  let done = 0;
  for (const { place, walks } of leaveEachOut(ground, ranked, addTo(ground, ground.kept, [spot]))) {
    if (aside.has(place)) continue;
    yield { stage: "siting", done: done++, total: ranked.length - aside.size };
    const isPaid = isPaidFor(posed, told.money, ranked[place] as number);
    if (!isPaid || (mustServe && countBeyond(ground, walks) > mostBeyond)) {
      barred = isPaid ? "walk" : (barred ?? "money");
      continue;
    }
    const others = ranked.filter((_, index) => index !== place);
    const changed = measureOf.value([...others, spot], walks);
    if (exchange === null || isBetter(changed, exchange.value)) exchange = { rank: place + 1, value: changed };
  }
  return { refusal, spot: { ...told, valueWithIt, exchange, barred: exchange ? null : barred, tried: done } };
}

function countBeyond({ sites, before }: AnswerGround, walks: Walks): number {
  return compareWalks(sites, before.last, walks.last).beyondAfter;
}

function refuseSpot(
  { study }: AnalysisSession,
  { excluded, isWithin }: PosedSiting,
  [lon, lat]: Position,
): SpotAnswer["refusal"] {
  if (new AreaIndex(excluded).find(lon, lat) >= 0) return "excluded";
  if (isWithin === null) return null;
  const community = createCommunityFinder(study)(lon, lat);
  return community >= 0 && isWithin[community] === 1 ? null : "outside";
}

/** The candidate nearest to a place; of equally near ones the first. −1 without candidates. */
function findNearest({ sites }: PosedSiting, [lon, lat]: Position): number {
  const standing = new Set(sites.standing);
  let [nearest, least] = [-1, Infinity];
  for (let site = 0; site < sites.siteIds.length; site++) {
    if (standing.has(site)) continue;
    const { positions } = sites;
    const metres = distanceMetres(lon, lat, positions[2 * site] as number, positions[2 * site + 1] as number);
    if (metres < least) [nearest, least] = [site, metres];
  }
  return nearest;
}

/** Exchanges counted where each takes long. */
const MOST_COSTLY = 20;

/** Chosen sites by place that are not among those nearest to a spot. */
function findFarther({ positionOf }: AnswerGround, ranked: readonly number[], spot: number): number[] {
  const [lon, lat] = positionOf(spot);
  const metresTo = (place: number): number => distanceMetres(lon, lat, ...positionOf(ranked[place] as number));
  const byDistance = Array.from(ranked.keys(), (place) => ({ place, metres: metresTo(place) }));
  byDistance.sort((a, b) => a.metres - b.metres || a.place - b.place);
  return byDistance.slice(MOST_COSTLY).map(({ place }) => place);
}

interface Measuring {
  readonly measure: SpotMeasure;
  /** Each value is counted from all people anew. */
  readonly isCostly: boolean;
  /** @param ranked new sites; with what stays they have these walks. */
  readonly value: (ranked: readonly number[], walks: Walks) => number;
}

function createMeasure(
  { sites, problem, equity }: PosedSiting,
  ground: AnswerGround,
  kept: readonly number[],
): Measuring {
  const { people } = sites;
  const openOf = (ranked: readonly number[]): Int32Array => Int32Array.from([...kept, ...ranked]).sort();
  if (equity) {
    const value = (ranked: readonly number[]): number =>
      measureEquivalent(problem, equity, openOf(ranked), sites.limitSeconds);
    return { measure: "equivalent", isCostly: true, value };
  }
  if (ground.isByWalk) {
    const measure = problem.model === "p-center" ? "farthest" : "mean";
    return {
      measure,
      isCostly: false,
      value: (_, walks) => {
        const { meanAfter, farthestAfter } = compareWalks(sites, ground.before.last, walks.last);
        return measure === "farthest" ? farthestAfter : meanAfter;
      },
    };
  }
  if (problem.capacity) {
    const value = (ranked: readonly number[]): number =>
      fillPlaces(problem, openOf(ranked)).served.reduce((sum, count) => sum + count, 0);
    return { measure: "covered", isCostly: true, value };
  }
  const value = (_: readonly number[], walks: Walks): number =>
    ground.isCovered(walks).reduce((sum, covered, point) => sum + covered * (people[point] as number), 0);
  return { measure: "covered", isCostly: false, value };
}

function countMoney({ problem }: PosedSiting, ranked: readonly number[], spot: number): ExplainedSpot["money"] {
  const { budget } = problem;
  if (!budget) return null;
  // What is settled is paid for: the problem's money is what is left after it.
  const settled = new Set(problem.fixedSites);
  const spent = ranked.reduce((sum, site) => sum + (settled.has(site) ? 0 : (budget.siteCosts[site] as number)), 0);
  return { cost: budget.siteCosts[spot] as number, left: budget.total - spent };
}

function isPaidFor({ problem: { budget } }: PosedSiting, money: ExplainedSpot["money"], site: number): boolean {
  return !budget || !money || money.cost <= money.left + (budget.siteCosts[site] as number) + 1e-9;
}

function addTo({ each }: AnswerGround, walks: Walks, added: readonly number[]): Walks {
  const more = walks.copy();
  for (const site of added) each(site, (point, seconds) => more.add(point, seconds));
  return more;
}

/** The walks to all ranked sites but one, for each in turn: halves are added on the way down, so that each is added log₂ n times. */
function* leaveEachOut(
  ground: AnswerGround,
  ranked: readonly number[],
  walks: Walks,
  from = 0,
  to = ranked.length,
): Generator<{ readonly place: number; readonly walks: Walks }> {
  if (to - from <= 1) {
    if (to > from) yield { place: from, walks };
    return;
  }
  const middle = (from + to) >> 1;
  yield* leaveEachOut(ground, ranked, addTo(ground, walks, ranked.slice(middle, to)), from, middle);
  yield* leaveEachOut(ground, ranked, addTo(ground, walks, ranked.slice(from, middle)), middle, to);
}
