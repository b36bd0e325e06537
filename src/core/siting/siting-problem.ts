/**
 * What a location–allocation model is asked and what it answers, on any cost matrix: demand points with
 * people, sites with a cost to those they can reach, and what an answer may look like. Indexes refer to the
 * matrix; ids belong to whoever made it. A site that no candidate list names does not exist here.
 */
import type { CostRows } from "../access/cost-rows.ts";

export const SITING_MODELS = ["set-cover", "max-coverage", "p-median", "p-center"] as const;
export type SitingModel = (typeof SITING_MODELS)[number];

export interface SitingProblem {
  readonly model: SitingModel;
  /** Costs (seconds, metres or any other unit ≥ 0) of the pairs that may be used; a pair that is absent is out of reach. */
  readonly rows: CostRows;
  /** People of each demand point, finite and ≥ 0; fractions are people too. */
  readonly people: Float64Array;
  /** Sites that stand already: they are part of every answer and count among `sites`. Ascending, each once. */
  readonly fixedSites: Int32Array;
  /** Sites in the answer, fixed ones included. Null: as few as the model needs (set-cover), or as the budget allows. */
  readonly sites: number | null;
  /** A pair with a cost ≤ cutoff covers. Null only for p-median and p-center, which then use every pair. */
  readonly cutoff: number | null;
  /** People a site can take, by site (Infinity: any number). Null: nobody asks for places. */
  readonly capacity: Float64Array | null;
  /** What opening a site costs, by site, and the most that all new sites may cost together. Fixed sites cost nothing. */
  readonly budget: { readonly siteCosts: Float64Array; readonly total: number } | null;
  /** Open sites within the cutoff that a demand point must have to count as covered (backup cover); 1 where absent. For cover models without capacity. */
  readonly timesCovered?: number;
  /**
   * p-median: what a person counts whom no open site serves (with capacity: has a place for) for less, in the unit of the costs. Where
   * absent, everybody who can be reached must be served.
   */
  readonly unservedCost?: number;
}

export interface SitingAnswer {
  /** Open sites, fixed ones included, ascending. */
  readonly chosen: Int32Array;
  /** Sites (set-cover), people covered (max-coverage), Σ people × cost (p-median), largest cost (p-center). */
  readonly objective: number;
  /** No answer can be better than this: at most (max-coverage) or at least (the others). */
  readonly bound: number;
  /** |bound − objective| ÷ max(|objective|, tiny); 0 where the answer is proven. */
  readonly gap: number;
  /** Demand points with people that no site, fixed or not, can serve: listed before anything is solved. Ascending. */
  readonly unreachable: Int32Array;
  /** Site that serves each demand point, −1 where none does; null where places are shared out in parts. */
  readonly servedBy: Int32Array | null;
}
