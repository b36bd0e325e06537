/** A spot that an answer does not have: whom it would serve by itself, and which of the chosen sites serve these already. */
import type { Position } from "../../model/geometry.ts";
import type { AnswerGround } from "./answer-ground.ts";

export interface SpotReach {
  readonly siteId: string;
  readonly position: Position;
  readonly communityIndex: number;
  /** People whom it alone would add to what stays, or who would walk less. */
  readonly gain: number;
  readonly savedSeconds: number;
  /** How many of these the chosen sites cover together, or bring nearer. */
  readonly covered: number;
  /** The chosen site that covers most of them, or brings most of them nearer, by its place in the ranking; 0 where none does. */
  readonly rank: number;
  readonly coveredByRank: number;
}

/** @param ranked new sites of the answer, the most useful first. */
export function describeSpotReach(ground: AnswerGround, ranked: readonly number[], spot: number): SpotReach {
  const { sites, isByWalk, after, kept, each, worth, valueOver } = ground;
  const { people, cutoffSeconds } = sites;
  const wanted = new Set<number>();
  let [gain, covered] = [0, 0];
  each(spot, (point, seconds) => {
    if (!(worth(kept, point, seconds) > 0)) return;
    wanted.add(point);
    gain += people[point] as number;
    const walk = after.last[point] as number;
    if (walk < (kept.last[point] as number) && (isByWalk || walk <= cutoffSeconds)) covered += people[point] as number;
  });
  let [rank, coveredByRank] = [0, 0];
  ranked.forEach((site, place) => {
    let own = 0;
    each(site, (point, seconds) => {
      if (wanted.has(point) && worth(kept, point, seconds) > 0) own += people[point] as number;
    });
    if (own > coveredByRank) [rank, coveredByRank] = [place + 1, own];
  });
  return {
    siteId: sites.siteIds[spot] as string,
    position: ground.positionOf(spot),
    communityIndex: ground.communityOf(spot),
    gain,
    savedSeconds: isByWalk ? valueOver(spot, kept) : 0,
    covered,
    rank,
    coveredByRank,
  };
}

/** The spot with the largest gain of its own; null where it is among the sites, or none gains anything. */
export function findPopularSpot(ground: AnswerGround, ranked: readonly number[]): SpotReach | null {
  const { sites, standing, kept, isOpen, valueOver } = ground;
  let [spot, most] = [-1, 0];
  for (let site = 0; site < sites.siteIds.length; site++) {
    if (standing.has(site)) continue;
    const value = valueOver(site, kept);
    if (value > most) [spot, most] = [site, value];
  }
  return spot < 0 || isOpen.has(spot) ? null : describeSpotReach(ground, ranked, spot);
}
