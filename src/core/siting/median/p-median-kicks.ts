/**
 * Betters a p-median answer that no single exchange betters: a few of its sites are thrown out for others that the
 * bound's search often took, and the result is exchanged to a local optimum again (iterated local search; Lourenço,
 * Martin and Stützle 2003). The numbers that choose are a fixed series, so equal questions give equal answers.
 */
import type { NumberSeries } from "../number-series.ts";
import type { MedianInstance } from "./p-median-instance.ts";
import type { Incumbent, MedianValuer } from "./p-median-node.ts";

/** A site that was taken this seldom is not tried. */
const LEAST_SHARE = 0.01;
const MOST_REPLACED = 6;

/** Tries `trials` kicks from the best answer. @returns whether one bettered it. */
export function kickSites(
  valuer: MedianValuer,
  instance: MedianInstance,
  status: Int8Array,
  shares: Float64Array,
  incumbent: Incumbent,
  series: NumberSeries,
  trials: number,
  isOver: () => boolean,
): boolean {
  const before = incumbent.cost;
  for (let trial = 0; trial < trials && !isOver(); trial++) {
    if (incumbent.sites === null) break;
    const kept = Array.from(incumbent.sites);
    const isOpen = new Set(kept);
    const out = kept.filter((site) => (status[site] as number) <= 0);
    const into: number[] = [];
    for (let site = 0; site < shares.length; site++)
      if (status[site] === 0 && !isOpen.has(site) && (shares[site] as number) > LEAST_SHARE) into.push(site);
    if (out.length === 0 || into.length === 0) break;
    const replaced = Math.min(2 + series.below(MOST_REPLACED - 1), out.length, into.length);
    for (let at = 0; at < replaced; at++) {
      isOpen.delete(out.splice(series.below(out.length), 1)[0] as number);
      isOpen.add(into.splice(series.below(into.length), 1)[0] as number);
    }
    for (const site of kept) if (status[site] === -1) isOpen.delete(site);
    valuer.offer(instance, status, isOpen, incumbent, isOver);
  }
  return incumbent.cost < before;
}
