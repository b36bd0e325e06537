/** Covering questions answered by trying every choice of sites: what the solvers are held against. */
import type { SitingProblem } from "../../src/core/siting/siting-problem.ts";

/** People with at least so many of the open sites within the cutoff. */
function countCoveredNaively(
  { rows, people, cutoff, timesCovered = 1 }: SitingProblem,
  open: ReadonlySet<number>,
): number {
  let sum = 0;
  people.forEach((count, demand) => {
    let found = 0;
    for (let pair = rows.rowStarts[demand] as number; pair < (rows.rowStarts[demand + 1] as number); pair++)
      if ((rows.costs[pair] as number) <= (cutoff as number) && open.has(rows.siteIndexes[pair] as number)) found++;
    if (found >= timesCovered) sum += count;
  });
  return sum;
}

function sitesOf({ rows, cutoff }: SitingProblem, demand: number): number[] {
  const sites: number[] = [];
  for (let pair = rows.rowStarts[demand] as number; pair < (rows.rowStarts[demand + 1] as number); pair++)
    if ((rows.costs[pair] as number) <= (cutoff as number)) sites.push(rows.siteIndexes[pair] as number);
  return sites;
}

/** The most people with a place: the least cut, over every set of sites that is cut off by its places. */
function countPlacesNaively(problem: SitingProblem, open: readonly number[]): number {
  const capacity = problem.capacity as Float64Array;
  let least = Infinity;
  for (let mask = 0; mask < 1 << open.length; mask++) {
    const cut = new Set(open.filter((_, bit) => (mask >> bit) & 1));
    let sum = [...cut].reduce((total, site) => total + (capacity[site] as number), 0);
    problem.people.forEach((count, demand) => {
      if (sitesOf(problem, demand).some((site) => open.includes(site) && !cut.has(site))) sum += count;
    });
    least = Math.min(least, sum);
  }
  return least;
}

/** What a choice is worth: people covered, or people with a place. */
export function scoreNaively(problem: SitingProblem, open: readonly number[]): number {
  return problem.capacity ? countPlacesNaively(problem, open) : countCoveredNaively(problem, new Set(open));
}

/** The people whom all sites together serve: in backup cover each as often as the sites within reach allow. */
export function isAllCovered(problem: SitingProblem, open: readonly number[]): boolean {
  if (problem.capacity) {
    const all = Array.from({ length: problem.rows.siteCount }, (_, site) => site);
    const reached = scoreNaively({ ...problem, capacity: new Float64Array(all.length).fill(1e9) }, all);
    return scoreNaively(problem, open) >= reached - 1e-6;
  }
  return Array.from(problem.people).every((count, demand) => {
    const within = sitesOf(problem, demand);
    const need = Math.min(problem.timesCovered ?? 1, within.length);
    return count === 0 || within.filter((site) => open.includes(site)).length >= need;
  });
}

function isAllowed({ fixedSites, sites, budget, model }: SitingProblem, open: readonly number[]): boolean {
  if (fixedSites.some((site) => !open.includes(site))) return false;
  if (sites !== null && (budget === null && model === "max-coverage" ? open.length !== sites : open.length > sites))
    return false;
  if (budget === null) return true;
  const added = open.filter((site) => !fixedSites.includes(site));
  return added.reduce((sum, site) => sum + (budget.siteCosts[site] as number), 0) <= budget.total + 1e-9;
}

/** The best objective over every choice; null where no choice is allowed (or covers all, in set cover). */
export function solveCoverByTrying(problem: SitingProblem): number | null {
  const { siteCount } = problem.rows;
  let best: number | null = null;
  for (let mask = 0; mask < 1 << siteCount; mask++) {
    const open = Array.from({ length: siteCount }, (_, site) => site).filter((site) => (mask >> site) & 1);
    if (!isAllowed(problem, open)) continue;
    if (problem.model === "set-cover") {
      if (isAllCovered(problem, open) && (best === null || open.length < best)) best = open.length;
    } else best = Math.max(best ?? 0, scoreNaively(problem, open));
  }
  return best;
}
