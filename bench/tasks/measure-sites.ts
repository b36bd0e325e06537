/** Siting questions on random points in a square, answered by the product, and by HiGHS alone on the plain model. */
import { buildCostRows, type CostRows } from "../../src/core/access/cost-rows.ts";
import { ProgramBuilder } from "../../src/core/siting/program-builder.ts";
import type { SitingProblem } from "../../src/core/siting/siting-problem.ts";
import { SITING_SOLVERS } from "../../src/core/siting/siting-solvers.ts";
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";

export interface SitingCase {
  readonly model: "set-cover" | "max-coverage" | "p-median";
  readonly demand: number;
  readonly candidates: number;
  /** Null for set cover. */
  readonly sites: number | null;
  /** In sides of the square; of a p-median null: every pair may be used. */
  readonly radius: number | null;
  readonly gap: number;
  readonly timeLimitSeconds: number;
}

export interface SitingResult {
  readonly pairs: number;
  readonly firstSeconds: number;
  /** When the answer was within 1 % of the final bound; null where it never was. */
  readonly closeSeconds: number | null;
  readonly seconds: number;
  readonly objective: number;
  readonly gap: number;
  readonly residentBytes: number;
}

function createProblem({ model, demand, candidates, sites, radius }: SitingCase): SitingProblem {
  let state = 1;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const list = (count: number): Float64Array => Float64Array.from({ length: count }, draw);
  const [demandX, demandY] = [list(demand), list(demand)];
  const people = list(demand).map((share) => 1 + Math.floor(100 * share));
  const [siteX, siteY] = [list(candidates), list(candidates)];
  const pairs = { demandIndexes: [] as number[], siteIndexes: [] as number[], costs: [] as number[] };
  for (let point = 0; point < demand; point++) {
    for (let site = 0; site < candidates; site++) {
      const x = (demandX[point] as number) - (siteX[site] as number);
      const y = (demandY[point] as number) - (siteY[site] as number);
      const cost = Math.sqrt(x * x + y * y);
      if (radius !== null && cost > radius) continue;
      pairs.demandIndexes.push(point);
      pairs.siteIndexes.push(site);
      pairs.costs.push(cost);
    }
  }
  const typed = {
    count: pairs.costs.length,
    demandIndexes: Int32Array.from(pairs.demandIndexes),
    siteIndexes: Int32Array.from(pairs.siteIndexes),
    costs: Float64Array.from(pairs.costs),
  };
  // Whoever is served by none within the radius counts the radius.
  const unserved = model === "p-median" && radius !== null ? { unservedCost: radius } : {};
  const rows: CostRows = buildCostRows(typed, demand, candidates);
  return {
    model,
    rows,
    people,
    fixedSites: new Int32Array(0),
    sites,
    cutoff: radius,
    capacity: null,
    budget: null,
    ...unserved,
  };
}

const secondsNow = (): number => performance.now() / 1000;

/** The product's way: reduction, heuristic, bound, solver. */
export async function measureSites(asked: SitingCase): Promise<SitingResult> {
  const problem = createProblem(asked);
  const solver = await loadHighsSolver();
  const began = secondsNow();
  const steps = SITING_SOLVERS[asked.model](problem, solver, {
    timeLimitSeconds: asked.timeLimitSeconds,
    gap: asked.gap,
    now: secondsNow,
  });
  const history: { readonly at: number; readonly objective: number }[] = [];
  const note = (objective: number): void => {
    if (history.at(-1)?.objective !== objective) history.push({ at: secondsNow() - began, objective });
  };
  let step = steps.next();
  for (; !step.done; step = steps.next()) if (step.value.best) note(step.value.best.objective);
  const { objective, bound, gap } = step.value;
  note(objective);
  const close = history.find((known) => Math.abs(known.objective - bound) <= 0.01 * Math.abs(bound));
  return {
    pairs: problem.rows.costs.length,
    firstSeconds: history[0]?.at ?? Number.NaN,
    closeSeconds: close?.at ?? null,
    seconds: secondsNow() - began,
    objective,
    gap,
    residentBytes: process.resourceUsage().maxRSS * 1024,
  };
}

/** HiGHS alone on the model as books write it: one row a demand point, nothing merged, nothing known. */
export async function measureSitesPlainly(
  asked: SitingCase,
): Promise<Pick<SitingResult, "seconds" | "objective" | "gap">> {
  const { rows, people } = createProblem(asked);
  const solver = await loadHighsSolver();
  const isMax = asked.model === "max-coverage";
  const program = new ProgramBuilder();
  for (let site = 0; site < rows.siteCount; site++) program.addColumn(isMax ? 0 : 1, 1, true);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    const [first, end] = [rows.rowStarts[demand] as number, rows.rowStarts[demand + 1] as number];
    if (isMax) program.addTerm(program.addColumn(people[demand] as number, 1, false), 1);
    else if (first === end) continue;
    for (let pair = first; pair < end; pair++) program.addTerm(rows.siteIndexes[pair] as number, isMax ? -1 : 1);
    program.endRow(isMax ? -Infinity : 1, isMax ? 0 : Infinity);
  }
  if (asked.sites !== null) {
    for (let site = 0; site < rows.siteCount; site++) program.addTerm(site, 1);
    program.endRow(asked.sites, asked.sites);
  }
  const written = program.finish(isMax ? "maximise" : "minimise");
  const began = secondsNow();
  const { objective, bound } = solver(written, { timeLimitSeconds: asked.timeLimitSeconds, gap: asked.gap });
  return { seconds: secondsNow() - began, objective, gap: Math.abs(bound - objective) / Math.abs(objective) };
}
