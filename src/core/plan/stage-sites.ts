/**
 * An answer built year by year: sites in the order of their ranking, each in the first year in which the money given so far
 * pays for it and for those before it. What a year leaves over is there in the next.
 */

export interface SiteYear {
  /** From 1. */
  readonly year: number;
  /** Places in the ranking, from 0. */
  readonly sites: readonly number[];
  readonly spent: number;
  /** Money that is left at the end of the year. */
  readonly left: number;
}

/** Room for the last bits of sums of money. */
const ROUNDING_ROOM = 1 + 1e-12;

/** `costs` in the order of the ranking; together they are no more than `yearly` × `years`. */
export function stageSites(costs: readonly number[], yearly: number, years: number): SiteYear[] {
  const stages: { year: number; sites: number[]; spent: number; left: number }[] = [];
  let [spent, next] = [0, 0];
  for (let year = 1; year <= years; year++) {
    const given = yearly * year;
    const sites: number[] = [];
    let ofYear = 0;
    while (next < costs.length && spent + (costs[next] as number) <= given * ROUNDING_ROOM) {
      spent += costs[next] as number;
      ofYear += costs[next] as number;
      sites.push(next++);
    }
    stages.push({ year, sites, spent: ofYear, left: Math.max(0, given - spent) });
  }
  return stages;
}
