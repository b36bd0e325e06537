/**
 * Equity as the Kolm–Pollak equally distributed equivalent (EDE): the walk that would be as bad for all as the walks
 * they have, long ones weighing more (Kolm 1976; Pollak 1971). EDE = ln( Σ people × e^(κ cost) ÷ Σ people ) ÷ κ, and
 * siting for least EDE is a p-median on people × e^(κ cost) (Horton, Logan, Murrell, Skipper and Speakman 2024).
 */
import { sumCompensated } from "../compensated-sum.ts";
import { AnalysisError } from "../errors.ts";
import { serveDemand } from "./serve-demand.ts";
import type { SitingAnswer, SitingProblem } from "./siting-problem.ts";

/** e^x is a finite number, with room for sums, up to this x. */
const LARGEST_EXPONENT = 600;

/**
 * κ per unit of cost: β × Σ people × cost ÷ Σ people × cost², over the walks of a reference answer.
 * @param aversion β > 0; 1 is usual, larger weighs long walks more.
 */
export function calibrateAversion(problem: SitingProblem, reference: SitingAnswer, aversion: number): number {
  if (!(aversion > 0 && aversion < Infinity))
    throw new AnalysisError("bad-parameter", { field: "aversion", value: String(aversion) });
  const served = listServed(problem, reference);
  const sum = sumCompensated(served.map(({ people, cost }) => people * cost));
  const squares = sumCompensated(served.map(({ people, cost }) => people * cost * cost));
  return squares > 0 ? (aversion * sum) / squares : aversion;
}

/** The p-median question whose best answer has the least EDE. @param kappa per unit of cost. */
export function transformForEquity(problem: SitingProblem, kappa: number): SitingProblem {
  const { rows, cutoff } = problem;
  const largest = rows.costs.reduce((most, cost) => Math.max(most, cost), 0);
  if (!(kappa > 0 && kappa * largest <= LARGEST_EXPONENT))
    throw new AnalysisError("bad-parameter", { field: "kappa", value: String(kappa) });
  return {
    ...problem,
    model: "p-median",
    rows: { ...rows, costs: rows.costs.map((cost) => Math.exp(kappa * cost)) },
    cutoff: cutoff === null ? null : Math.exp(kappa * cutoff),
  };
}

/** The EDE of an answer, in the unit of the costs of `problem` (not of the transformed question). */
export function measureEde(problem: SitingProblem, answer: SitingAnswer, kappa: number): number {
  const served = listServed(problem, answer);
  const largest = served.reduce((most, { cost }) => Math.max(most, cost), 0);
  const sum = sumCompensated(served.map(({ people, cost }) => people * Math.exp(kappa * (cost - largest))));
  return largest + Math.log(sum / sumCompensated(served.map(({ people }) => people))) / kappa;
}

function listServed(problem: SitingProblem, { chosen }: SitingAnswer): { people: number; cost: number }[] {
  const { costs } = serveDemand(problem, chosen);
  return Array.from(costs, (cost, demand) => ({ people: problem.people[demand] as number, cost })).filter(
    ({ people, cost }) => people > 0 && cost < Infinity,
  );
}
