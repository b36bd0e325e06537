/**
 * Equity in a question about a study: long walks weigh more than in proportion. The p-median on people × e^(κ seconds) is
 * solved, and its figures told as the walk that would be as bad for all (core/siting/kolm-pollak). κ comes from the walks
 * to what stands already; where nobody has any, from those to the nearest candidates.
 */
import { sumCompensated } from "../../compensated-sum.ts";
import { calibrateAversion, transformForEquity } from "../../siting/kolm-pollak.ts";
import { serveDemand } from "../../siting/serve-demand.ts";
import { listUnreachable } from "../../siting/siting-faults.ts";
import type { SitingAnswer, SitingProblem } from "../../siting/siting-problem.ts";
import { measureGap } from "../../siting/siting-steps.ts";
import type { SitingWork } from "../../siting/work-on-siting.ts";

export interface PosedEquity {
  /** β as it was asked. */
  readonly aversion: number;
  /** Per second. */
  readonly kappa: number;
  /** People who can be reached at all: whose walks count. */
  readonly people: number;
}

/** e^x stays a finite number with room for sums. */
const LARGEST_EXPONENT = 600;

export function poseEquity(
  plain: SitingProblem,
  standing: readonly number[],
  limitSeconds: number,
  aversion: number,
): { readonly problem: SitingProblem; readonly equity: PosedEquity } {
  const all = Int32Array.from({ length: plain.rows.siteCount }, (_, site) => site);
  const today = Int32Array.from(standing);
  const isReached = serveDemand(plain, today).servedBy.some(
    (site, demand) => site >= 0 && (plain.people[demand] as number) > 0,
  );
  const reference = { chosen: isReached ? today : all } as SitingAnswer;
  const kappa = Math.min(calibrateAversion(plain, reference, aversion), LARGEST_EXPONENT / limitSeconds);
  const { unservedCost, ...others } = plain;
  const unreachable = new Set(listUnreachable(plain));
  return {
    problem: {
      ...transformForEquity(others, kappa),
      ...(unservedCost === undefined ? {} : { unservedCost: Math.exp(kappa * unservedCost) }),
    },
    equity: {
      aversion,
      kappa,
      people: plain.people.reduce((sum, count, demand) => (unreachable.has(demand) ? sum : sum + count), 0),
    },
  };
}

/** Σ people × e^(κ seconds) as the seconds that would be as bad for all. */
function readEquivalent({ kappa, people }: PosedEquity, sum: number): number {
  return Math.log(sum / people) / kappa;
}

/**
 * The equivalent walk to the nearest of some sites, in seconds; whoever walks longer than the limit counts the limit.
 * @param problem as `poseEquity` gave it.
 */
export function measureEquivalent(
  problem: SitingProblem,
  equity: PosedEquity,
  open: Int32Array,
  limitSeconds: number,
): number {
  const { people } = problem;
  const most = Math.exp(equity.kappa * limitSeconds);
  const unreachable = new Set(listUnreachable(problem));
  const terms: number[] = [];
  serveDemand(problem, open).costs.forEach((cost, demand) => {
    if (!unreachable.has(demand) && (people[demand] as number) > 0)
      terms.push((people[demand] as number) * Math.min(cost, most));
  });
  return readEquivalent(equity, sumCompensated(terms));
}

/** An answer of the transformed question with its figures in seconds. */
export function readEquityAnswer(equity: PosedEquity, answer: SitingAnswer): SitingAnswer {
  const objective = readEquivalent(equity, answer.objective);
  const bound = Math.min(objective, readEquivalent(equity, Math.max(answer.bound, equity.people)));
  return { ...answer, objective, bound, gap: answer.gap === 0 ? 0 : measureGap(objective, bound) };
}

/** Answers that are further off in seconds than this are no longer nearly as good. */
const MOST_WORSE = 0.01;

/** All that a solver found, in seconds; a curve's values are the equivalent walk × people, as those of a sum of walks. */
export function readEquityWork(equity: PosedEquity, { answer, alternatives, curve }: SitingWork): SitingWork {
  const best = readEquityAnswer(equity, answer);
  const total = (sum: number): number => equity.people * readEquivalent(equity, Math.max(sum, equity.people));
  return {
    answer: best,
    alternatives: alternatives
      .map((other) => {
        const objective = readEquivalent(equity, other.objective);
        return { ...other, objective, worseBy: Math.max(0, objective / best.objective - 1) };
      })
      .filter(({ worseBy }) => worseBy <= MOST_WORSE),
    curve: curve?.map((point) => ({ ...point, value: total(point.value), bound: total(point.bound) })) ?? null,
  };
}
