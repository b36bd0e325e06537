/**
 * What a bound leaves open of a p-median, as an integer program by levels of cost: whoever has no site within a level goes on
 * to the next at what that costs more (Cornuéjols, Nemhauser and Wolsey 1980; García, Labbé and Marín 2011). It is as tight as
 * the program with a share for each pair and has as many columns as there are distinct costs. Pairs that no better answer
 * uses are left out: with them each price would let the bound pass what is known.
 */
import type { IntegerProgram, ProgramSolver, SolverOptions } from "../integer-program.ts";
import { ProgramBuilder } from "../program-builder.ts";
import type { DualSearch } from "./p-median-dual.ts";
import { dropClosedSites, type MedianInstance } from "./p-median-instance.ts";
import { cutAt, type Incumbent, type MedianNode, type MedianValuer } from "./p-median-node.ts";

interface OpenMedian {
  /** Has every answer of `cut` or less. */
  readonly program: IntegerProgram;
  /** By column, the site of the instance; the columns after these are levels. */
  readonly siteOf: Int32Array;
  /** What every answer costs beside the program's objective. */
  readonly base: number;
}

/** A share of a cost that is rounding. */
const ROUNDING = 1e-9;
/** Larger programs leave the solver little time to branch: the tree is sooner done. */
const MOST_PROGRAM_PAIRS = 30_000;

/**
 * @param instance without capacities.
 * @param status 1 open, −1 closed, 0 free.
 * @param cut no dearer answer is looked for.
 */
function writeOpenMedian(
  instance: MedianInstance,
  status: Int8Array,
  { prices, bound }: Pick<DualSearch, "prices" | "bound">,
  cut: number,
): OpenMedian {
  const { demandCount, starts, sites, costs } = dropClosedSites(instance, status);
  const siteOf = Int32Array.from(status.keys()).filter((site) => (status[site] as number) >= 0);
  const columnOf = new Int32Array(status.length).fill(-1);
  siteOf.forEach((site, column) => {
    columnOf[site] = column;
  });
  const program = new ProgramBuilder();
  for (const site of siteOf) program.addColumn(0, 1, true, status[site] === 1 ? 1 : 0);
  const room = Math.max(0, cut - bound) + ROUNDING * Math.abs(cut);
  let base = 0;
  for (let demand = 0; demand < demandCount; demand++) {
    const first = starts[demand] as number;
    const most = (prices[demand] as number) + room;
    let end = first;
    while (end < (starts[demand + 1] as number) && (costs[end] as number) <= most) end++;
    if (end === first) {
      // Nobody serves this demand for as little: an empty sum of at least 1.
      program.endRow(1, Infinity);
      continue;
    }
    base += costs[first] as number;
    let beyond = -1;
    for (let pair = first; pair < end; ) {
      const cost = costs[pair] as number;
      for (; pair < end && costs[pair] === cost; pair++) program.addTerm(columnOf[sites[pair] as number] as number, 1);
      if (beyond >= 0) program.addTerm(beyond, -1);
      const least = beyond >= 0 ? 0 : 1;
      if (pair < end) {
        beyond = program.addColumn((costs[pair] as number) - cost, 1, false);
        program.addTerm(beyond, 1);
      }
      program.endRow(least, Infinity);
    }
  }
  return { program: addLimits(program, instance, siteOf).finish("minimise"), siteOf, base };
}

function addLimits(
  program: ProgramBuilder,
  { count, siteCosts, budget }: MedianInstance,
  siteOf: Int32Array,
): ProgramBuilder {
  if (count !== null) {
    siteOf.forEach((_, column) => {
      program.addTerm(column, 1);
    });
    program.endRow(count, count);
  }
  if (siteCosts !== null) {
    // In shares of the budget, so that the solver's tolerance is a share too.
    const unit = budget > 0 ? budget : 1;
    siteOf.forEach((site, column) => {
      program.addTerm(column, (siteCosts[site] as number) / unit);
    });
    program.endRow(-Infinity, budget / unit);
  }
  return program;
}

/**
 * Lets the solver decide what the root of the tree left open; a better answer goes to the incumbent.
 * @returns whether nothing better is left.
 */
export function decideByLevels(
  valuer: MedianValuer,
  instance: MedianInstance,
  { status, search }: MedianNode,
  incumbent: Incumbent,
  solver: ProgramSolver,
  options: SolverOptions,
): boolean {
  const cut = cutAt(incumbent, instance);
  const { program, siteOf, base } = writeOpenMedian(instance, status, search, cut);
  if (program.columns.length > MOST_PROGRAM_PAIRS) return false;
  const answer = solver(program, options);
  if (answer.status === "infeasible") return true;
  const { values } = answer;
  if (values !== null) {
    const sites = siteOf.filter((_, column) => (values[column] as number) > 0.5);
    const cost = valuer.measure(instance, sites);
    if (cost < incumbent.cost) {
      incumbent.cost = cost;
      incumbent.sites = sites;
    }
  }
  // Whatever the program leaves out is dearer than `cut`. No step of cost is negative, though the solver's bound may be by
  // rounding: an answer that costs nothing would never be proven.
  return Math.max(0, answer.bound) + base >= Math.min(cutAt(incumbent, instance), cut);
}
