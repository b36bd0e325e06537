/** Siting questions on graphs whose edges are all 1 long and whose every node is demand of one person and a site. */
import type { SitingProblem } from "../../src/core/siting/siting-problem.ts";

/** Steps between the nodes of a square lattice, by row: neighbours in four directions. */
export function createGrid(side: number): Float64Array {
  const size = side * side;
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [from, to] = [Math.floor(at / size), at % size];
    return Math.abs(Math.floor(from / side) - Math.floor(to / side)) + Math.abs((from % side) - (to % side));
  });
}

/** @param steps between all nodes, row by row. */
export function createSteps(
  steps: Float64Array,
  { model, sites, cutoff }: Pick<SitingProblem, "model" | "sites" | "cutoff">,
): SitingProblem {
  const size = Math.sqrt(steps.length);
  return {
    model,
    rows: {
      demandCount: size,
      siteCount: size,
      rowStarts: Float64Array.from({ length: size + 1 }, (_, at) => at * size),
      siteIndexes: Int32Array.from({ length: size * size }, (_, at) => at % size),
      costs: steps,
    },
    people: new Float64Array(size).fill(1),
    fixedSites: new Int32Array(0),
    sites,
    cutoff,
    capacity: null,
    budget: null,
  };
}
