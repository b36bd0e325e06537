/**
 * HiGHS, compiled to WebAssembly, as the core's `ProgramSolver`. The module (3.5 MB) is loaded on the first
 * question that needs it. A solve is synchronous, on one thread, with a fixed seed: equal programs and
 * options give equal answers unless the time limit cuts them off.
 */
import type { Highs, Model } from "highs";
import type { IntegerProgram, ProgramAnswer, ProgramSolver, SolverOptions } from "../core/siting/integer-program.ts";

/** How much of a whole number's fraction is forgiven. */
const WHOLE_TOLERANCE = 1e-6;
/** HiGHS's own mark of a solution that meets every row. */
const FEASIBLE = 2;

/**
 * Loads HiGHS. In Node the WebAssembly file is found beside the package.
 * @param locate where the file of that name is to be fetched from, for a page whose bundler moved it.
 */
export async function loadHighsSolver(locate?: (file: string) => string): Promise<ProgramSolver> {
  const { default: loadHighs } = await import("highs");
  const highs = await loadHighs(locate ? { locateFile: locate } : {});
  return (program, options) => solveProgram(highs, program, options);
}

function solveProgram(highs: Highs, program: IntegerProgram, options: SolverOptions): ProgramAnswer {
  if (program.objective.length === 0) return answerWithoutColumns(program);
  return highs.withModel((model): ProgramAnswer => {
    passProgram(highs, model, program);
    model.options.set({
      output_flag: false,
      random_seed: 0,
      time_limit: Math.max(options.timeLimitSeconds, 0.01),
      mip_rel_gap: options.gap,
      mip_feasibility_tolerance: WHOLE_TOLERANCE,
    });
    if (options.start) model.setSolution({ colValue: options.start });
    const { isStopped } = options;
    const { simplexInterrupt, mipInterrupt } = highs.constants.callbackType;
    const stop = (event: { interrupt(): void }): undefined => {
      if (isStopped?.()) event.interrupt();
      return undefined;
    };
    model.run(isStopped ? { [simplexInterrupt]: stop, [mipInterrupt]: stop } : undefined);
    return readAnswer(highs, model, program);
  });
}

function passProgram(highs: Highs, model: Model, program: IntegerProgram): void {
  const { minimize, maximize } = highs.constants.objectiveSense;
  const [numCols, numRows] = [program.objective.length, program.rowLower.length];
  model.passModel({
    numCols,
    numRows,
    sense: program.sense === "minimise" ? minimize : maximize,
    colCost: program.objective,
    colLower: program.lower,
    colUpper: program.upper,
    rowLower: program.rowLower,
    rowUpper: program.rowUpper,
    matrix: {
      format: "csr",
      numRows,
      numCols,
      starts: program.rowStarts,
      indices: program.columns,
      values: program.values,
    },
    ...(program.whole.includes(1) ? { integrality: Int32Array.from(program.whole) } : {}),
  });
}

function readAnswer(highs: Highs, model: Model, program: IntegerProgram): ProgramAnswer {
  const { optimal, infeasible, unboundedOrInfeasible } = highs.constants.modelStatus;
  const status = model.getModelStatus();
  const worst = program.sense === "minimise" ? -Infinity : Infinity;
  if (status === infeasible || status === unboundedOrInfeasible)
    return { status: "infeasible", values: null, objective: Number.NaN, bound: Number.NaN };
  const isMixed = program.whole.includes(1);
  const found = Number(model.info.get("primal_solution_status")) === FEASIBLE;
  const objective = found ? model.getObjectiveValue() : Number.NaN;
  const proven = isMixed ? Number(model.info.get("mip_dual_bound")) : status === optimal ? objective : worst;
  const bound = Number.isFinite(proven) ? proven : worst;
  if (!found) return { status: "no-answer", values: null, objective, bound };
  const values = model.getSolution().colValue;
  for (let column = 0; column < values.length; column++)
    if (program.whole[column] === 1) values[column] = Math.round(values[column] as number);
  return { status: status === optimal ? "optimal" : "feasible", values, objective, bound };
}

/** HiGHS refuses a model without columns; every row of such a model is an empty sum. */
function answerWithoutColumns({ rowLower, rowUpper }: IntegerProgram): ProgramAnswer {
  const holds = rowLower.every((lower, row) => lower <= 0 && (rowUpper[row] as number) >= 0);
  if (!holds) return { status: "infeasible", values: null, objective: Number.NaN, bound: Number.NaN };
  return { status: "optimal", values: new Float64Array(0), objective: 0, bound: 0 };
}
