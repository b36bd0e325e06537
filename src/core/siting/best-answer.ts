/**
 * The best answer so far of one question and the least of its proven bounds. People covered are counted on the problem
 * itself, for whichever way an answer was found.
 */
import { CompensatedSums } from "../compensated-sum.ts";
import type { SitingAnswer, SitingProblem } from "./siting-problem.ts";
import { measureGap } from "./siting-steps.ts";

/** Open sites by site of the problem. */
export function markOpen(siteCount: number, sites: Iterable<number>): Uint8Array {
  const isOpen = new Uint8Array(siteCount);
  for (const site of sites) isOpen[site] = 1;
  return isOpen;
}

/** The nearest open site within the cutoff by demand point, −1 where there is none; of equally near ones the first. */
export function findServingSites({ rows, cutoff }: SitingProblem, chosen: Iterable<number>): Int32Array {
  const isOpen = markOpen(rows.siteCount, chosen);
  const limit = cutoff ?? Infinity;
  const servedBy = new Int32Array(rows.demandCount).fill(-1);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    let least = Infinity;
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
      const cost = rows.costs[pair] as number;
      const site = rows.siteIndexes[pair] as number;
      if (isOpen[site] !== 1 || cost > limit || cost >= least) continue;
      least = cost;
      servedBy[demand] = site;
    }
  }
  return servedBy;
}

/** People with as many open sites within the cutoff as are asked for. */
export function countCovered(problem: SitingProblem, chosen: Iterable<number>): number {
  const { rows, people, timesCovered = 1 } = problem;
  const limit = problem.cutoff ?? Infinity;
  const isOpen = markOpen(rows.siteCount, chosen);
  const sum = new CompensatedSums(1);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    if (!((people[demand] as number) > 0)) continue;
    let found = 0;
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end && found < timesCovered; pair++)
      if (isOpen[rows.siteIndexes[pair] as number] === 1 && (rows.costs[pair] as number) <= limit) found++;
    if (found >= timesCovered) sum.add(0, people[demand] as number);
  }
  return sum.value(0);
}

export class BestAnswer {
  private readonly problem: SitingProblem;
  private readonly unreachable: Int32Array;
  private readonly sign: 1 | -1;
  private chosen: Int32Array | null = null;
  private kept: SitingAnswer | null = null;
  private servedBy: Int32Array | null = null;
  objective: number;
  bound: number;

  constructor(problem: SitingProblem, unreachable: Int32Array) {
    this.problem = problem;
    this.unreachable = unreachable;
    this.sign = problem.model === "max-coverage" ? 1 : -1;
    this.objective = -this.sign * Infinity;
    this.bound = this.sign * Infinity;
  }

  get isKnown(): boolean {
    return this.chosen !== null;
  }

  get sites(): Int32Array {
    return this.chosen ?? new Int32Array(0);
  }

  /** Takes an answer that is better than the one before; of equal ones the first stays. */
  offer(sites: Iterable<number>, objective: number): boolean {
    if (this.chosen !== null && !(this.sign * (objective - this.objective) > 1e-12 * Math.abs(objective))) return false;
    this.chosen = Int32Array.from(new Set(sites)).sort();
    this.objective = objective;
    this.kept = null;
    this.servedBy = null;
    return true;
  }

  /** Takes a proven bound that is tighter than the one before; it is never tighter than what was reached. */
  tighten(bound: number): void {
    if (this.sign * (bound - this.bound) < 0) this.bound = bound;
    this.kept = null;
  }

  get gap(): number {
    if (this.chosen === null || !Number.isFinite(this.bound)) return Infinity;
    return this.sign * (this.bound - this.objective) <= 0 ? 0 : measureGap(this.objective, this.bound);
  }

  answer(): SitingAnswer | null {
    if (this.chosen === null) return null;
    if (this.kept !== null) return this.kept;
    const { problem, objective, gap } = this;
    if (problem.capacity === null) this.servedBy ??= findServingSites(problem, this.chosen);
    const { servedBy } = this;
    const bound = gap === 0 ? objective : this.bound;
    this.kept = { chosen: this.chosen, objective, bound, gap, unreachable: this.unreachable, servedBy };
    return this.kept;
  }
}
