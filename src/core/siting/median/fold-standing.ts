/**
 * p-median where not everybody must be served: whoever no open site serves for less counts a stated cost. What stands in
 * every answer is one site then, at the least that each person walks already, and nobody has a pair that is no nearer;
 * people whom no new site could help are a sum that no choice changes.
 */
import type { CostRows } from "../../access/cost-rows.ts";
import { sumCompensated } from "../../compensated-sum.ts";
import { createAnswer, serveDemand } from "../serve-demand.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";

export interface FoldedMedian {
  /** The same question of the sites that may be opened, and one that stands for all others, the last. */
  readonly problem: SitingProblem;
  /** Σ people × cost of the people who were left out. */
  readonly base: number;
  /** An answer of it as one of the question that was folded. */
  readonly unfold: (answer: SitingAnswer) => SitingAnswer;
  /** Sites of the question as those of the folded one, ascending. */
  readonly fold: (chosen: Int32Array) => Int32Array;
}

/**
 * @param problem without capacities.
 * @param unreachable demand points that no site can serve within the cutoff: they are left out.
 */
export function foldStanding(problem: SitingProblem, unservedCost: number, unreachable: Int32Array): FoldedMedian {
  const { rows, people, fixedSites, sites, budget } = problem;
  const isFixed = new Uint8Array(rows.siteCount);
  for (const site of fixedSites) isFixed[site] = 1;
  const siteOf = Int32Array.from(isFixed.keys()).filter((site) => isFixed[site] === 0);
  const last = siteOf.length;
  const standing = standingCosts(problem, unservedCost);
  const folded = foldRows(problem, siteOf, standing);
  const counts = people.slice();
  for (const demand of unreachable) counts[demand] = 0;
  const left = counts.slice();
  const terms: number[] = [];
  for (let demand = 0; demand < left.length; demand++) {
    const hasChoice = (folded.rowStarts[demand + 1] as number) - (folded.rowStarts[demand] as number) > 1;
    if (hasChoice || !((left[demand] as number) > 0)) continue;
    terms.push((left[demand] as number) * (standing[demand] as number));
    left[demand] = 0;
  }
  const isSettled = !left.some((count) => count > 0);
  const base = isSettled ? 0 : sumCompensated(terms);
  const numbers = new Int32Array(rows.siteCount).fill(last);
  siteOf.forEach((site, place) => {
    numbers[site] = place;
  });
  const { unservedCost: _, ...rest } = problem;
  let known: { readonly key: string; readonly chosen: Int32Array; readonly servedBy: Int32Array } | null = null;
  return {
    base,
    problem: {
      ...rest,
      rows: folded,
      people: isSettled ? counts : left,
      fixedSites: Int32Array.of(last),
      sites: sites === null ? null : sites - fixedSites.length + 1,
      cutoff: null,
      budget: budget && {
        ...budget,
        siteCosts: Float64Array.from([...siteOf, -1], (site) => (site < 0 ? 0 : (budget.siteCosts[site] as number))),
      },
    },
    fold: (chosen) => Int32Array.from(new Set([...Array.from(chosen, (site) => numbers[site] as number), last])).sort(),
    unfold: (answer) => {
      const key = answer.chosen.join(" ");
      if (known?.key !== key) {
        const added = Array.from(answer.chosen).flatMap((place) => (place === last ? [] : [siteOf[place] as number]));
        const chosen = Int32Array.from([...fixedSites, ...added]).sort();
        const { servedBy, costs } = serveDemand(problem, chosen);
        known = {
          key,
          chosen,
          servedBy: servedBy.map((site, at) => ((costs[at] as number) > unservedCost ? -1 : site)),
        };
      }
      const { chosen, servedBy } = known;
      return createAnswer(chosen, answer.objective + base, answer.bound + base, unreachable, servedBy);
    },
  };
}

/** What each demand point costs as things stand: its cheapest fixed site within the cutoff, or what it counts unserved. */
function standingCosts(problem: SitingProblem, unservedCost: number): Float64Array {
  return serveDemand(problem, problem.fixedSites).costs.map((cost) => Math.min(cost, unservedCost));
}

/** The pairs that are cheaper than what stands, by the new numbers of their sites, and then what stands. */
function foldRows({ rows, cutoff }: SitingProblem, siteOf: Int32Array, standing: Float64Array): CostRows {
  const { demandCount, siteCount } = rows;
  const limit = cutoff ?? Infinity;
  const numbers = new Int32Array(siteCount).fill(-1);
  siteOf.forEach((site, place) => {
    numbers[site] = place;
  });
  const isCheaper = (pair: number, demand: number): boolean =>
    (rows.costs[pair] as number) < (standing[demand] as number) &&
    (rows.costs[pair] as number) <= limit &&
    (numbers[rows.siteIndexes[pair] as number] as number) >= 0;
  const rowStarts = new Float64Array(demandCount + 1);
  for (let demand = 0; demand < demandCount; demand++) {
    let count = 1;
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) if (isCheaper(pair, demand)) count++;
    rowStarts[demand + 1] = (rowStarts[demand] as number) + count;
  }
  const size = rowStarts[demandCount] as number;
  const siteIndexes = new Int32Array(size);
  const costs = new Float64Array(size);
  let at = 0;
  for (let demand = 0; demand < demandCount; demand++) {
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
      if (!isCheaper(pair, demand)) continue;
      siteIndexes[at] = numbers[rows.siteIndexes[pair] as number] as number;
      costs[at++] = rows.costs[pair] as number;
    }
    siteIndexes[at] = siteOf.length;
    costs[at++] = standing[demand] as number;
  }
  return { demandCount, siteCount: siteOf.length + 1, rowStarts, siteIndexes, costs };
}
