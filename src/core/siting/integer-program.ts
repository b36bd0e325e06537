/**
 * A mixed-integer linear program in flat arrays, and the contract of whatever solves it. The core states
 * programs and reads answers; the solver itself (a WebAssembly module that must be loaded) is handed in.
 */

export interface IntegerProgram {
  readonly sense: "minimise" | "maximise";
  /** By column. */
  readonly objective: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1 where the column must be a whole number. */
  readonly whole: Uint8Array;
  /** By row: `rowLower ≤ Σ value × column ≤ rowUpper`; ±Infinity where a side is free. */
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Compressed rows: `rowStarts` has one more entry than there are rows. */
  readonly rowStarts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

export interface SolverOptions {
  readonly timeLimitSeconds: number;
  /** Stop where the relative gap is no larger. */
  readonly gap: number;
  /** Values by column of an answer that is known already; a solver may begin there, and ignores what is not feasible. */
  readonly start?: Float64Array;
  /** Asked now and then; the solver stops where it says true, and answers with the best it has. */
  readonly isStopped?: () => boolean;
}

export interface ProgramAnswer {
  readonly status: "optimal" | "feasible" | "infeasible" | "no-answer";
  /** By column; null without a feasible answer. */
  readonly values: Float64Array | null;
  readonly objective: number;
  /** The solver's proven bound on the objective. */
  readonly bound: number;
}

export type ProgramSolver = (program: IntegerProgram, options: SolverOptions) => ProgramAnswer;
