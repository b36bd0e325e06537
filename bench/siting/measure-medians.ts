/** The p-median's part of the bench: published instances and graphs of their kind, against HiGHS alone on the whole model. */
import { solvePMedianInSteps } from "../../src/core/siting/median/p-median.ts";
import { createMedianProgram } from "../../src/core/siting/median/p-median-program.ts";
import type { SitingProblem } from "../../src/core/siting/siting-problem.ts";
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";
import { measurePmed, PMED1, PMED5 } from "../../tests/golden/pmed.ts";
import { createPmedGraph, type PmedGraph } from "./pmed-like.ts";

const LIMIT_SECONDS = 60;
/** HiGHS is asked up to so many nodes: beyond, its model alone takes longer than the limit. */
const MOST_NODES_FOR_PEER = 200;

const SIZES = [
  [200, 5],
  [200, 10],
  [200, 67],
  [400, 5],
  [400, 133],
  [600, 10],
  [600, 200],
  [900, 10],
  [900, 90],
] as const;

/** The section's text. */
export async function measureMedians(): Promise<string> {
  const highs = await loadHighsSolver();
  const named: (readonly [name: string, graph: PmedGraph])[] = [
    ["pmed1", PMED1],
    ["pmed5", PMED5],
    ...SIZES.map(
      ([nodes, sites], at) => [`like pmed, series ${at + 1}`, createPmedGraph(nodes, sites, at + 1)] as const,
    ),
  ];
  const lines: string[] = [];
  for (const [name, graph] of named) {
    console.log(`Measuring ${name}, ${graph.ring.length} nodes, p = ${graph.sites} …`);
    const problem = createProblem(graph);
    const ours = solveOurs(problem);
    let peer = "not asked";
    if (graph.ring.length <= MOST_NODES_FOR_PEER) {
      const began = performance.now();
      const { status, objective } = highs(createMedianProgram(problem), { timeLimitSeconds: LIMIT_SECONDS, gap: 0 });
      peer = `${objective}, ${status}, ${seconds(performance.now() - began)} s`;
    }
    lines.push(
      `| ${name} | ${graph.ring.length} | ${graph.sites} | ${ours.objective} | ${ours.isProven ? "yes" : "no"} | ${seconds(ours.first)} | ${seconds(ours.all)} | ${peer} |`,
    );
  }
  return `## Siting: p-median

Every node is demand of one person and a site. From the cost rows to the proof, one thread, limit ${LIMIT_SECONDS} s; HiGHS (WebAssembly) is given the model with nothing reduced.

| instance | nodes | p | Σ cost | proven | first answer s | proof s | HiGHS alone |
|---|---|---|---|---|---|---|---|
${lines.join("\n")}
`;
}

function createProblem(graph: PmedGraph): SitingProblem {
  const size = graph.ring.length;
  return {
    model: "p-median",
    rows: {
      demandCount: size,
      siteCount: size,
      rowStarts: Float64Array.from({ length: size + 1 }, (_, at) => at * size),
      siteIndexes: Int32Array.from({ length: size * size }, (_, at) => at % size),
      costs: measurePmed(graph),
    },
    people: new Float64Array(size).fill(1),
    fixedSites: new Int32Array(0),
    sites: graph.sites,
    cutoff: null,
    capacity: null,
    budget: null,
  };
}

function solveOurs(problem: SitingProblem): { objective: number; isProven: boolean; first: number; all: number } {
  const began = performance.now();
  const now = (): number => performance.now() / 1000;
  const steps = solvePMedianInSteps(problem, null, { timeLimitSeconds: LIMIT_SECONDS, gap: 0, now });
  let first = 0;
  for (;;) {
    const step = steps.next();
    if (first === 0 && (step.done || step.value.best)) first = performance.now() - began;
    if (!step.done) continue;
    const { objective, gap } = step.value;
    return { objective, isProven: gap === 0, first, all: performance.now() - began };
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1);
}
