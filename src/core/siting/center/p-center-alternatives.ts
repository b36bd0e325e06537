/**
 * Other sites whose longest walk is hardly longer: each new site of the answer is left out in turn, and so many sites
 * that serve everybody within the longest walk allowed are looked for.
 */
import { type CostRows, cutRows } from "../../access/cost-rows.ts";
import type { Alternative } from "../cover/list-alternatives.ts";
import { readyMedian } from "../median/p-median.ts";
import { mergeReachable } from "../median/p-median-instance.ts";
import { exchangeEach } from "../places/place-alternatives.ts";
import { findFarthest, serveDemand } from "../serve-demand.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import { createDeadline, type SitingOptions } from "../siting-steps.ts";
import { findCover } from "./p-center-cover.ts";
import { findSeatedRadius } from "./seated-radius.ts";

/**
 * At most `most` of them, the best first; fewer where time is up or no site can be done without.
 * @param share how much longer the longest walk may be (0.01: one per cent).
 */
export function listOtherCenters(
  problem: SitingProblem,
  answer: SitingAnswer,
  most: number,
  share: number,
  options: SitingOptions,
): Alternative[] {
  if (problem.capacity !== null) return listOtherSeats(problem, answer, most, share, options);
  const { merged, instance } = readyMedian(problem);
  const { isOver } = createDeadline(options);
  const { fixedSites, count, siteCosts, budget } = instance;
  const limit = answer.objective * (1 + share);
  const within = cutRows(merged.rows, limit);
  const isFixed = new Set(fixedSites);
  const found = new Map<string, Alternative>();
  for (const out of answer.chosen) {
    if (found.size >= most || isOver()) break;
    if (isFixed.has(out)) continue;
    const rows = dropSite(within, out);
    if (rows === null) continue;
    const limits = { people: merged.people, capacity: null, fixedSites, count, siteCosts, budget };
    const steps = findCover({ rows, ...limits }, isOver);
    let step = steps.next();
    while (!step.done) step = steps.next();
    const chosen = step.value.sites;
    if (chosen === null || chosen.includes(out)) continue;
    found.set(chosen.join(" "), compare(answer, chosen, findFarthest(problem, serveDemand(problem, chosen).costs)));
  }
  return [...found.values()].sort((a, b) => a.worseBy - b.worseBy);
}

/** Where places count: each new site in turn is given up for one other that lets everybody keep a place. */
function listOtherSeats(
  problem: SitingProblem,
  answer: SitingAnswer,
  most: number,
  share: number,
  options: SitingOptions,
): Alternative[] {
  const { isOver } = createDeadline(options);
  const limit = Math.min(answer.objective * (1 + share), problem.cutoff ?? Infinity);
  const found: Alternative[] = [];
  if (problem.budget !== null) return found;
  const merged = mergeReachable(problem);
  const within: SitingProblem = { ...problem, rows: merged.rows, people: merged.people, cutoff: limit };
  for (const exchange of exchangeEach(within, answer.chosen, { lost: 0, more: 0 })) {
    if (found.length >= most || isOver()) break;
    if (exchange === null) continue;
    const { chosen } = exchange;
    found.push(compare(answer, chosen, findSeatedRadius(problem, merged, chosen, limit)));
  }
  return found.sort((a, b) => a.worseBy - b.worseBy);
}

function compare(answer: SitingAnswer, chosen: Int32Array, objective: number): Alternative {
  const worseBy = Math.max(0, (objective - answer.objective) / Math.max(answer.objective, 1e-12));
  return { chosen, objective, worseBy };
}

/** Rows without a site; null where somebody has no other. */
function dropSite({ demandCount, siteCount, ...rows }: CostRows, out: number): CostRows | null {
  const rowStarts = new Float64Array(demandCount + 1);
  const siteIndexes = new Int32Array(rows.siteIndexes.length);
  const costs = new Float64Array(siteIndexes.length);
  let at = 0;
  for (let demand = 0; demand < demandCount; demand++) {
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
      if (rows.siteIndexes[pair] === out) continue;
      siteIndexes[at] = rows.siteIndexes[pair] as number;
      costs[at++] = rows.costs[pair] as number;
    }
    if (at === rowStarts[demand]) return null;
    rowStarts[demand + 1] = at;
  }
  return { demandCount, siteCount, rowStarts, siteIndexes: siteIndexes.slice(0, at), costs: costs.slice(0, at) };
}
