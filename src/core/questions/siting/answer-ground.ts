/** An answer's ground: walks before, after and to what stays, and what a further site is worth over any of them. */
import type { AnalysisSession } from "../../analysis-session.ts";
import type { Position } from "../../model/geometry.ts";
import type { StudySites } from "./prepare-sites.ts";
import { readGround, type TakePoint, type Walks } from "./site-walks.ts";

export interface AnswerGround {
  readonly sites: StudySites;
  /** New sites are valued by the walks that they save, not by the people whom they cover. */
  readonly isByWalk: boolean;
  readonly standing: ReadonlySet<number>;
  /** Sites of the answer, those that stay included, in the order given. */
  readonly open: readonly number[];
  readonly isOpen: ReadonlySet<number>;
  /** Walks to what stands, to the answer, and to what stands and stays. */
  readonly before: Walks;
  readonly after: Walks;
  readonly kept: Walks;
  readonly each: (site: number, take: TakePoint) => void;
  readonly measureWalks: (sites: Iterable<number>) => Walks;
  readonly positionOf: (site: number) => Position;
  /** The community with the person nearest to a site; −1 where it reaches nobody. */
  readonly communityOf: (site: number) => number;
  /** What a site so far away is worth to a point: 0 where it changes nothing. */
  readonly worth: (walks: Walks, point: number, seconds: number) => number;
  /** Σ people × worth. */
  readonly valueOver: (site: number, walks: Walks) => number;
  /** 1 for each point with as many sites within the cutoff as make covered. */
  readonly isCovered: (walks: Walks) => Uint8Array;
}

/** @param chosen open sites, indexes of `sites`. */
export function layAnswerGround(
  session: AnalysisSession,
  sites: StudySites,
  chosen: Iterable<number>,
  isByWalk: boolean,
  timesCovered: number,
): AnswerGround {
  const { communityIndexes } = session.study.demand;
  const { people, cutoffSeconds, limitSeconds } = sites;
  const standing = new Set(sites.standing);
  const open = [...chosen];
  const { each, measureWalks, positionOf } = readGround(sites, isByWalk ? limitSeconds : cutoffSeconds, timesCovered);
  const worth = ({ last, lastButOne }: Walks, point: number, seconds: number): number => {
    const walk = last[point] as number;
    if (isByWalk) return Math.max(0, Math.min(walk, limitSeconds) - seconds);
    return walk <= cutoffSeconds || (lastButOne !== null && (lastButOne[point] as number) > cutoffSeconds) ? 0 : 1;
  };
  return {
    sites,
    isByWalk,
    standing,
    open,
    isOpen: new Set(open),
    before: measureWalks(sites.standing),
    after: measureWalks(open),
    kept: measureWalks(open.filter((site) => standing.has(site))),
    each,
    measureWalks,
    positionOf,
    communityOf: (site) => {
      let [least, found] = [Infinity, -1];
      each(site, (point, seconds) => {
        const community = communityIndexes[point] as number;
        if (community < 0 || seconds >= least) return;
        [least, found] = [seconds, community];
      });
      return found;
    },
    worth,
    valueOver: (site, walks) => {
      let sum = 0;
      each(site, (point, seconds) => {
        sum += (people[point] as number) * worth(walks, point, seconds);
      });
      return sum;
    },
    isCovered: ({ last }) => Uint8Array.from(last, (walk) => (walk <= cutoffSeconds ? 1 : 0)),
  };
}
