/**
 * Other sites that are nearly as good. All answers but the best differ from it in a site it has: each of these is
 * closed in turn, the ones before it held open, and the best of what is left is found; the same again with every
 * answer so found (Lawler 1972; Murty 1968). What is found is truly the next best as long as time is not up.
 */

import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import { createDeadline, type SitingOptions } from "../siting-steps.ts";
import { foldStanding } from "./fold-standing.ts";
import { answerMedian, readyMedian } from "./p-median.ts";
import { chooseValuer } from "./p-median-capacity.ts";
import type { MedianInstance } from "./p-median-instance.ts";
import { type Incumbent, NEAREST } from "./p-median-node.ts";
import { searchTree } from "./p-median-tree.ts";

interface Part {
  readonly status: Int8Array;
  readonly best: Incumbent;
}

/**
 * The next best answers to a p-median question, best first; their bound is that of the best answer.
 * @param most how many; @param share how much worse they may be (0.01: one per cent).
 */
export function* listAlternativesInSteps(
  problem: SitingProblem,
  answer: SitingAnswer,
  most: number,
  share: number,
  options: SitingOptions,
): Generator<SitingAnswer, SitingAnswer[]> {
  const { unservedCost } = problem;
  if (unservedCost === undefined || problem.capacity !== null)
    return yield* listParted(problem, answer, most, answer.objective * (1 + share) + 1e-9, options);
  const { problem: folded, base, fold, unfold } = foldStanding(problem, unservedCost, answer.unreachable);
  const own = {
    ...answer,
    chosen: fold(answer.chosen),
    objective: answer.objective - base,
    bound: answer.bound - base,
  };
  const found: SitingAnswer[] = [];
  for (const next of listParted(folded, own, most, answer.objective * (1 + share) - base + 1e-9, options)) {
    const alternative = unfold(next);
    found.push(alternative);
    yield alternative;
  }
  return found;
}

/** @param limit the most that an answer may cost. */
function* listParted(
  problem: SitingProblem,
  answer: SitingAnswer,
  most: number,
  limit: number,
  options: SitingOptions,
): Generator<SitingAnswer, SitingAnswer[]> {
  const ready = readyMedian(problem);
  const { isOver } = createDeadline(options);
  const found: SitingAnswer[] = [];
  let parts = listParts(ready.instance, ready.status, answer.chosen, limit, isOver);
  while (found.length < most && parts.length > 0) {
    const next = parts.reduce((best, part) => (part.best.cost < best.best.cost ? part : best));
    const alternative = answerMedian(ready, next.best, answer.bound);
    found.push(alternative);
    yield alternative;
    if (found.length === most || isOver()) break;
    parts = parts.filter((part) => part !== next);
    parts.push(...listParts(ready.instance, next.status, alternative.chosen, limit, isOver));
  }
  return found;
}

/** The best within the limit of each part that leaves these sites out. */
function listParts(
  instance: MedianInstance,
  decided: Int8Array,
  sites: Int32Array,
  limit: number,
  isOver: () => boolean,
): Part[] {
  const valuer = chooseValuer(instance, NEAREST);
  const status = decided.slice();
  const parts: Part[] = [];
  for (const site of sites) {
    if (status[site] !== 0) continue;
    if (isOver()) break;
    const part = status.slice();
    part[site] = -1;
    // Whole costs are beaten by 1, so the limit itself must lie above what is allowed.
    const best: Incumbent = { cost: instance.isWhole ? Math.floor(limit) + 1 : limit, sites: null };
    const kept = [...sites].filter((other) => other !== site);
    valuer.offer(instance, part, kept, best, isOver);
    const tree = searchTree(valuer, instance, best, part.slice(), { isOver, mostNodes: Infinity, gap: 0 });
    while (!tree.next().done);
    if (best.sites) parts.push({ status: part, best });
    status[site] = 1;
  }
  return parts;
}
