import { beforeAll, describe, expect, it } from "vitest";
import type { IntegerProgram, ProgramSolver } from "../../src/core/siting/integer-program.ts";
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";

const EXACT = { timeLimitSeconds: 20, gap: 0 };

/** Maximise the objective under `Σ weight × column ≤ limit`, columns between 0 and 1. */
function knapsack(objective: number[], weights: number[], limit: number, isWhole = true): IntegerProgram {
  return {
    sense: "maximise",
    objective: Float64Array.from(objective),
    lower: new Float64Array(objective.length),
    upper: new Float64Array(objective.length).fill(1),
    whole: new Uint8Array(objective.length).fill(isWhole ? 1 : 0),
    rowLower: Float64Array.of(-Infinity),
    rowUpper: Float64Array.of(limit),
    rowStarts: Int32Array.of(0, objective.length),
    columns: Int32Array.from(objective, (_, column) => column),
    values: Float64Array.from(weights),
  };
}

describe("HiGHS as the solver", () => {
  let solve: ProgramSolver;
  beforeAll(async () => {
    solve = await loadHighsSolver();
  });

  it("fills a knapsack by whole pieces and proves it", () => {
    // 10 + 7 weigh 4 + 3; 10 + 6 weigh 4 + 2 ≤ 6; 7 + 6 weigh 5: best is 16.
    const answer = solve(knapsack([10, 7, 6], [4, 3, 2], 6), EXACT);
    expect(answer).toEqual({ status: "optimal", values: Float64Array.of(1, 0, 1), objective: 16, bound: 16 });
  });

  it("fills it to the brim where pieces may be cut", () => {
    // By value for weight: 6 for 2, then 10 for 4 fill it; nothing is cut at 6, a third of the 7 at 7.
    const answer = solve(knapsack([10, 7, 6], [4, 3, 2], 7, false), EXACT);
    expect(answer.status).toBe("optimal");
    expect(answer.objective).toBeCloseTo(16 + 7 / 3, 9);
    expect(answer.bound).toBe(answer.objective);
  });

  it("says that nothing can meet the rows", () => {
    const program = { ...knapsack([1, 1], [1, 1], 3), rowLower: Float64Array.of(3) };
    expect(solve(program, EXACT).status).toBe("infeasible");
  });

  it("answers a program without columns by its rows alone", () => {
    const empty = { ...knapsack([], [], 0), rowStarts: Int32Array.of(0, 0) };
    expect(solve(empty, EXACT).status).toBe("optimal");
    expect(solve({ ...empty, rowLower: Float64Array.of(1) }, EXACT).status).toBe("infeasible");
  });

  it("begins with the answer it is given, and stops where it is told to", () => {
    const size = 60;
    const objective = Array.from({ length: size }, (_, i) => 100 + ((i * 7919) % 97));
    const weights = Array.from({ length: size }, (_, i) => 50 + ((i * 104729) % 89));
    const program = knapsack(objective, weights, 1000);
    const start = new Float64Array(size);
    start[0] = 1;
    const stopped = solve(program, { ...EXACT, start, isStopped: () => true });
    expect(["feasible", "optimal"]).toContain(stopped.status);
    expect(stopped.objective).toBeGreaterThanOrEqual(100);
    const whole = solve(program, { ...EXACT, start });
    expect(whole.status).toBe("optimal");
    expect(stopped.objective).toBeLessThanOrEqual(whole.objective + 1e-6);
    expect(stopped.bound).toBeGreaterThanOrEqual(whole.objective - 1e-6);
  });

  it("gives equal answers to equal programs", () => {
    const program = knapsack([5, 5, 5, 5], [2, 2, 2, 2], 5);
    expect(solve(program, EXACT)).toEqual(solve(program, EXACT));
  });
});
