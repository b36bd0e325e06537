/**
 * Questions that no answer can meet, told before anything is solved: the cause, whom it concerns, and the
 * nearest question that has an answer. Prose is written where it is shown, from these fields.
 */
import { AnalysisError } from "../errors.ts";
import type { SitingProblem } from "./siting-problem.ts";

export type SitingFault =
  /** There is no site at all. */
  | "no-candidates"
  /** There are no people at any demand point. */
  | "no-people"
  /** No site can serve any demand point: `points`, `people`, `first` (their indexes, joined by commas). */
  | "all-unreachable"
  /** `sites` were asked for, `available` exist. */
  | "too-many-sites"
  /** `sites` were asked for, `fixed` stand already. */
  | "more-fixed-than-sites"
  /** `total` is less than `cheapest`, the cost of site `site`. */
  | "budget-below-cheapest"
  /**
   * All must be covered but at most `people` of `all` can be within the budget or number: `covered`; `needed` sites would do. With
   * places `unplaced` people go without at the best choice found, and fewer than `least` sites cannot do.
   */
  | "sites-too-few"
  | "budget-too-small"
  /** Places for `places` of the `people` who can reach any; `points` demand points go short, `first` among them. */
  | "capacity-too-small"
  /** Time was up before any answer was found, or it was proven that there is none; `needed` sites would do, where known. */
  | "time-too-short";

/** How many of the demand points concerned are named. */
const MOST_NAMED = 5;

export function createSitingFault(fault: SitingFault, fields: Readonly<Record<string, string | number>> = {}) {
  return new AnalysisError("siting-impossible", { cause: fault, ...fields });
}

/** The demand points concerned by a fault: how many, with how many people, the first of them by index. */
export function nameDemand(points: ArrayLike<number>, people: Float64Array): Readonly<Record<string, string | number>> {
  let sum = 0;
  for (let at = 0; at < points.length; at++) sum += people[points[at] as number] as number;
  return { points: points.length, people: sum, first: Array.from(points).slice(0, MOST_NAMED).join(",") };
}

/** Demand points with people that no site can serve within the cutoff. */
export function listUnreachable({ rows, people, cutoff }: SitingProblem): Int32Array {
  const limit = cutoff ?? Infinity;
  const found: number[] = [];
  for (let demand = 0; demand < rows.demandCount; demand++) {
    if (!((people[demand] as number) > 0)) continue;
    const end = rows.rowStarts[demand + 1] as number;
    let pair = rows.rowStarts[demand] as number;
    while (pair < end && (rows.costs[pair] as number) > limit) pair++;
    if (pair === end) found.push(demand);
  }
  return Int32Array.from(found);
}

/**
 * What holds for every model: there are sites and people, their number fits, the budget pays for one, somebody is reached.
 * @returns the demand points that are out of reach.
 * @throws AnalysisError `siting-impossible`, or `bad-parameter` for what is not a question.
 */
export function checkSiting(problem: SitingProblem): Int32Array {
  const { rows, people, fixedSites, sites, cutoff, budget, capacity, model, unservedCost } = problem;
  const { siteCount } = rows;
  const refuse = (field: string, value: unknown): AnalysisError =>
    new AnalysisError("bad-parameter", { field, value: String(value) });
  if (people.length !== rows.demandCount) throw refuse("people", people.length);
  const bad = people.findIndex((count) => !(count >= 0 && count < Infinity));
  if (bad >= 0) throw refuse("people", people[bad]);
  if (cutoff === null ? model === "set-cover" || model === "max-coverage" : !(cutoff >= 0))
    throw refuse("cutoff", cutoff);
  if (sites !== null && !(Number.isInteger(sites) && sites >= 1)) throw refuse("sites", sites);
  if (sites === null && budget === null && model !== "set-cover") throw refuse("sites", sites);
  for (const values of [capacity, budget?.siteCosts ?? null]) {
    if (values !== null && (values.length !== siteCount || !values.every((value) => value >= 0)))
      throw refuse(values === capacity ? "capacity" : "siteCosts", values.length);
  }
  if (unservedCost !== undefined && (!(unservedCost >= 0 && unservedCost < Infinity) || model !== "p-median"))
    throw refuse("unservedCost", unservedCost);
  if (budget && !(budget.total >= 0)) throw refuse("budget", budget.total);
  fixedSites.forEach((site, at) => {
    const isInPlace = Number.isInteger(site) && site >= 0 && site < siteCount && site > (fixedSites[at - 1] ?? -1);
    if (!isInPlace) throw refuse("fixedSites", site);
  });
  if (siteCount === 0) throw createSitingFault("no-candidates");
  if (!people.some((count) => count > 0)) throw createSitingFault("no-people", { points: people.length });
  const unreachable = listUnreachable(problem);
  let withPeople = 0;
  for (const count of people) if (count > 0) withPeople++;
  if (unreachable.length === withPeople) throw createSitingFault("all-unreachable", nameDemand(unreachable, people));
  if (sites !== null && sites > siteCount) throw createSitingFault("too-many-sites", { sites, available: siteCount });
  if (sites !== null && fixedSites.length > sites)
    throw createSitingFault("more-fixed-than-sites", { sites, fixed: fixedSites.length });
  // A set cover may need no new site at all.
  if (budget && model !== "set-cover") checkBudget(problem, budget);
  return unreachable;
}

function checkBudget({ rows, fixedSites, sites }: SitingProblem, budget: NonNullable<SitingProblem["budget"]>): void {
  if (sites !== null && sites === fixedSites.length) return;
  const isFixed = new Set(fixedSites);
  let cheapest = -1;
  for (let site = 0; site < rows.siteCount; site++) {
    if (isFixed.has(site)) continue;
    if (cheapest < 0 || (budget.siteCosts[site] as number) < (budget.siteCosts[cheapest] as number)) cheapest = site;
  }
  if (cheapest >= 0 && (budget.siteCosts[cheapest] as number) > budget.total) {
    const cost = budget.siteCosts[cheapest] as number;
    throw createSitingFault("budget-below-cheapest", { total: budget.total, cheapest: cost, site: cheapest });
  }
}
