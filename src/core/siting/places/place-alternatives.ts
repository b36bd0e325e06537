/**
 * Answers nearly as good as the best where places count: each new site in turn is given up for others, and people move to where
 * there is room. Each differs from the best answer in one site or few; others may exist.
 */
import type { Alternative } from "../cover/list-alternatives.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import { createDeadline, type SitingOptions } from "../siting-steps.ts";
import { PlaceFlow } from "./place-flow.ts";
import { buildPlaceModel } from "./place-parts.ts";
import { PlaceSearch } from "./place-search.ts";

/** Sites that are weighed in the place of another. */
const EFFORT = { mostTried: 24, mostMoves: Infinity };

/** A choice with one site given up. */
export interface PlaceExchange {
  /** Open sites of the problem, fixed ones included, ascending. */
  readonly chosen: Int32Array;
  /** People without a place who had one before. */
  readonly lost: number;
}

/**
 * At most `most` of them, the best first; fewer where time is up or no more are found. For set cover and maximal cover.
 * @param share how much worse they may be (0.01: one per cent).
 */
export function listPlaceAlternatives(
  problem: SitingProblem,
  answer: SitingAnswer,
  most: number,
  share: number,
  options: SitingOptions,
): Alternative[] {
  const { isOver } = createDeadline(options);
  const least = Math.max(answer.objective, 1e-12);
  const isSetCover = problem.model === "set-cover";
  const limits = isSetCover
    ? { lost: 0, more: Math.floor(share * answer.objective) }
    : { lost: share * answer.objective, more: 0 };
  const found = new Map<string, Alternative>();
  for (const exchange of exchangeEach(problem, answer.chosen, limits)) {
    if (isOver()) break;
    if (exchange === null) continue;
    const { chosen, lost } = exchange;
    const worse = isSetCover ? Math.max(0, chosen.length - answer.objective) : lost;
    const objective = isSetCover ? chosen.length : answer.objective - lost;
    found.set(chosen.join(" "), { chosen, objective, worseBy: worse / least });
    // Of covers with as few sites none is better than another.
    if (isSetCover && Array.from(found.values()).filter(({ worseBy }) => worseBy === 0).length >= most) break;
  }
  return [...found.values()].sort((a, b) => a.worseBy - b.worseBy).slice(0, most);
}

/**
 * For each new site what stands in for it best, null where nothing does within the limits; null also while it is looked for.
 * @param limits people who may lose their place, and sites that may be more than before.
 */
export function* exchangeEach(
  problem: SitingProblem,
  chosen: Int32Array,
  limits: { readonly lost: number; readonly more: number },
): Generator<PlaceExchange | null> {
  const place = buildPlaceModel(problem);
  const { model, places, isFixed } = place;
  const flow = new PlaceFlow(model, places);
  const isChosen = new Set(chosen);
  const own = Array.from(model.siteOf.keys()).filter((site) => isChosen.has(model.siteOf[site] as number));
  const fresh = own.filter((site) => isFixed[site] === 0);
  const search = new PlaceSearch(flow, { ...place.limits, most: fresh.length + limits.more }, isFixed);
  search.reset(fresh);
  const room = Math.max(limits.lost, 10 * flow.least);
  for (const out of fresh) {
    const mark = flow.begin();
    let lost = flow.close(out);
    const into: number[] = [];
    while (into.length <= limits.more && (into.length === 0 || lost > room)) {
      const spent = search.sumSpent(search.listNew());
      const steps = search.findWanted((site) => site !== out && search.mayOpen(site, spent), EFFORT);
      let step = steps.next();
      for (; !step.done; step = steps.next()) yield null;
      if (step.value < 0) break;
      into.push(step.value);
      lost -= flow.open(step.value);
    }
    const isFound = into.length > 0 && lost <= room;
    const sites = [...chosen].filter((site) => site !== model.siteOf[out]);
    const others = into.map((site) => model.siteOf[site] as number);
    flow.undo(mark);
    flow.keep();
    yield isFound ? { chosen: Int32Array.from([...sites, ...others]).sort(), lost: Math.max(0, lost) } : null;
  }
}
