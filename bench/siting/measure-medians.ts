/**
 * The medians' and centers' part of the bench: published instances, and a graph of their kind for each of the forty pmed
 * files (its nodes and its p), against HiGHS alone on the whole model.
 */
import type { ProgramSolver } from "../../src/core/siting/integer-program.ts";
import { createMedianProgram } from "../../src/core/siting/median/p-median-program.ts";
import type { SitingProblem } from "../../src/core/siting/siting-problem.ts";
import { SITING_SOLVERS } from "../../src/core/siting/siting-solvers.ts";
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";
import { createPmedProblem, PMED1, PMED5 } from "../../tests/golden/pmed.ts";
import { createPmedGraph, type PmedGraph } from "./pmed-like.ts";

type WalkModel = "p-median" | "p-center";

const LIMIT_SECONDS = 60;
/** HiGHS is asked up to so many nodes: beyond, its model alone takes longer than the limit. */
const MOST_NODES_FOR_PEER = 200;

/** Nodes and p of pmed1 to pmed40. */
const SHAPES: readonly (readonly [nodes: number, sites: readonly number[]])[] = [
  [100, [5, 10, 10, 20, 33]],
  [200, [5, 10, 20, 40, 67]],
  [300, [5, 10, 30, 60, 100]],
  [400, [5, 10, 40, 80, 133]],
  [500, [5, 10, 50, 100, 167]],
  [600, [5, 10, 60, 120, 200]],
  [700, [5, 10, 70, 140]],
  [800, [5, 10, 80]],
  [900, [5, 10, 90]],
];

/** The section's text. */
export async function measureMedians(): Promise<string> {
  const highs = await loadHighsSolver();
  const likes = SHAPES.flatMap(([nodes, counts]) => counts.map((sites) => [nodes, sites] as const));
  const named: (readonly [name: string, graph: PmedGraph])[] = [
    ["pmed1", PMED1],
    ["pmed5", PMED5],
    ...likes.map(([nodes, sites], at) => [`like pmed${at + 1}`, createPmedGraph(nodes, sites, at + 1)] as const),
  ];
  return `## Siting: p-median and p-center

Every node is demand of one person and a site. From the cost rows to the proof, one thread, limit ${LIMIT_SECONDS} s; HiGHS (WebAssembly) is given the p-median with nothing reduced, up to ${MOST_NODES_FOR_PEER} nodes. “like pmedN” has the nodes and the p of that file of the OR-Library, on a graph of its kind.

| p-median | nodes | p | Σ cost | proven | first answer s | proof s | HiGHS alone |
|---|---|---|---|---|---|---|---|
${named.map(([name, graph]) => measureOne("p-median", name, graph, highs, true)).join("\n")}

| p-center | nodes | p | largest cost | proven | first answer s | proof s |
|---|---|---|---|---|---|---|
${named.map(([name, graph]) => measureOne("p-center", name, graph, highs, false)).join("\n")}
`;
}

function measureOne(model: WalkModel, name: string, graph: PmedGraph, highs: ProgramSolver, asksPeer: boolean): string {
  const nodes = graph.ring.length;
  console.log(`Measuring ${model} ${name}, ${nodes} nodes, p = ${graph.sites} …`);
  const problem = createPmedProblem(graph, model);
  const ours = solveOurs(problem, highs);
  const cells = [
    name,
    nodes,
    graph.sites,
    ours.objective,
    ours.isProven ? "yes" : "no",
    seconds(ours.first),
    seconds(ours.all),
  ];
  return `| ${[...cells, ...(asksPeer ? [solvePeer(problem, nodes, highs)] : [])].join(" | ")} |`;
}

function solvePeer(problem: SitingProblem, nodes: number, highs: ProgramSolver): string {
  if (nodes > MOST_NODES_FOR_PEER) return "not asked";
  const began = performance.now();
  const { status, objective } = highs(createMedianProgram(problem), { timeLimitSeconds: LIMIT_SECONDS, gap: 0 });
  return `${Math.round(objective)}, ${status}, ${seconds(performance.now() - began)} s`;
}

function solveOurs(
  problem: SitingProblem,
  highs: ProgramSolver,
): { objective: number; isProven: boolean; first: number; all: number } {
  const began = performance.now();
  const now = (): number => performance.now() / 1000;
  const steps = SITING_SOLVERS[problem.model](problem, highs, { timeLimitSeconds: LIMIT_SECONDS, gap: 0, now });
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
