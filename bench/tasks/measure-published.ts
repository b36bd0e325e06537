/** Published optima of the four models on graphs made by a rule, by the product and by HiGHS alone on the plain model. */
import { createMedianProgram } from "../../src/core/siting/median/p-median-program.ts";
import { ProgramBuilder } from "../../src/core/siting/program-builder.ts";
import type { SitingModel, SitingProblem } from "../../src/core/siting/siting-problem.ts";
import { SITING_SOLVERS } from "../../src/core/siting/siting-solvers.ts";
import { finishSiting } from "../../src/core/siting/siting-steps.ts";
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";
import { DOMINATED_GRAPHS, type DominatedGraph } from "../siting/dominated-graphs.ts";

export interface PublishedCase {
  /** Place among `DOMINATED_GRAPHS`. */
  readonly graph: number;
  readonly model: SitingModel;
  readonly timeLimitSeconds: number;
}

export interface PublishedResult {
  readonly seconds: number;
  readonly objective: number;
  readonly isProven: boolean;
}

/** Steps between all nodes; the site's number rises within each row. */
function measureSteps({ nodes, isBeside }: DominatedGraph): Float64Array {
  const beside = Array.from({ length: nodes }, (_, a) =>
    Array.from({ length: nodes }, (_, b) => b).filter((b) => isBeside(a, b)),
  );
  const steps = new Float64Array(nodes * nodes).fill(Infinity);
  for (let from = 0; from < nodes; from++) {
    const reached = [from];
    steps[from * nodes + from] = 0;
    for (const node of reached)
      for (const next of beside[node] as number[]) {
        if (steps[from * nodes + next] !== Infinity) continue;
        steps[from * nodes + next] = (steps[from * nodes + node] as number) + 1;
        reached.push(next);
      }
  }
  return steps;
}

function createPublished(graph: DominatedGraph, model: SitingModel): SitingProblem {
  const { nodes, domination } = graph;
  const isCover = model === "set-cover" || model === "max-coverage";
  return {
    model,
    rows: {
      demandCount: nodes,
      siteCount: nodes,
      rowStarts: Float64Array.from({ length: nodes + 1 }, (_, at) => at * nodes),
      siteIndexes: Int32Array.from({ length: nodes * nodes }, (_, at) => at % nodes),
      costs: measureSteps(graph),
    },
    people: new Float64Array(nodes).fill(1),
    fixedSites: new Int32Array(0),
    sites: model === "set-cover" ? null : domination,
    cutoff: isCover ? 1 : null,
    capacity: null,
    budget: null,
  };
}

/** What the published number says that each model answers. */
export function tellOptimum({ nodes, domination }: DominatedGraph, model: SitingModel): number {
  return { "set-cover": domination, "max-coverage": nodes, "p-center": 1, "p-median": nodes - domination }[model];
}

const secondsNow = (): number => performance.now() / 1000;

export async function measurePublished({ graph, model, timeLimitSeconds }: PublishedCase): Promise<PublishedResult> {
  const problem = createPublished(DOMINATED_GRAPHS[graph] as DominatedGraph, model);
  const solver = await loadHighsSolver();
  const began = secondsNow();
  const { objective, gap } = finishSiting(
    SITING_SOLVERS[model](problem, solver, { timeLimitSeconds, gap: 0, now: secondsNow }),
  );
  return { seconds: secondsNow() - began, objective, isProven: gap <= 1e-9 };
}

/** HiGHS alone: covers with a row a point, the p-median with a row a pair; not asked for the p-center. */
export async function measurePublishedPlainly({
  graph,
  model,
  timeLimitSeconds,
}: PublishedCase): Promise<PublishedResult> {
  const problem = createPublished(DOMINATED_GRAPHS[graph] as DominatedGraph, model);
  const solver = await loadHighsSolver();
  const program = model === "p-median" ? createMedianProgram(problem) : writePlainCover(problem);
  const began = secondsNow();
  const { objective, status } = solver(program, { timeLimitSeconds, gap: 0 });
  return { seconds: secondsNow() - began, objective, isProven: status === "optimal" };
}

function writePlainCover({ rows, model, sites }: SitingProblem) {
  const isMax = model === "max-coverage";
  const program = new ProgramBuilder();
  for (let site = 0; site < rows.siteCount; site++) program.addColumn(isMax ? 0 : 1, 1, true);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    if (isMax) program.addTerm(program.addColumn(1, 1, false), 1);
    for (let pair = rows.rowStarts[demand] as number; pair < (rows.rowStarts[demand + 1] as number); pair++)
      if ((rows.costs[pair] as number) <= 1) program.addTerm(rows.siteIndexes[pair] as number, isMax ? -1 : 1);
    program.endRow(isMax ? -Infinity : 1, isMax ? 0 : Infinity);
  }
  if (sites !== null) {
    for (let site = 0; site < rows.siteCount; site++) program.addTerm(site, 1);
    program.endRow(sites, sites);
  }
  return program.finish(isMax ? "maximise" : "minimise");
}
