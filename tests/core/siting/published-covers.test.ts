/**
 * Set covers whose optima are published and whose instances follow from their definitions. Lines of the affine space of
 * dimension d over three elements (Steiner triple systems of 9, 27 points: Fulkerson, Nemhauser & Trotter 1974): what meets all
 * lines is what a largest cap leaves, 9 − 4 = 5 and 27 − 9 = 18. Edges that meet all squares of a cube of dimension 3, 4 (Erdős
 * 1984, the CYC instances): the most edges without a square are 9 of 12 and 24 of 32.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { buildCostRows, type CostRows } from "../../../src/core/access/cost-rows.ts";
import { solveMaxCoverInSteps } from "../../../src/core/siting/cover/solve-max-cover.ts";
import { solveSetCoverInSteps } from "../../../src/core/siting/cover/solve-set-cover.ts";
import type { ProgramSolver } from "../../../src/core/siting/integer-program.ts";
import type { SitingProblem } from "../../../src/core/siting/siting-problem.ts";
import { finishSiting } from "../../../src/core/siting/siting-steps.ts";
import { loadHighsSolver } from "../../../src/worker/highs-solver.ts";

const OPTIONS = { timeLimitSeconds: 60, gap: 0, now: () => performance.now() / 1000 };

function rowsOf(sets: readonly (readonly number[])[], siteCount: number): CostRows {
  const demandIndexes = Int32Array.from(sets.flatMap((set, demand) => set.map(() => demand)));
  const siteIndexes = Int32Array.from(sets.flat());
  const costs = new Float64Array(siteIndexes.length);
  return buildCostRows({ count: costs.length, demandIndexes, siteIndexes, costs }, sets.length, siteCount);
}

/** Lines of the affine space: three points that add up to nothing in every coordinate. */
function listLines(dimension: number): number[][] {
  const count = 3 ** dimension;
  const digit = (point: number, at: number): number => Math.floor(point / 3 ** at) % 3;
  const lines: number[][] = [];
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) {
      let c = 0;
      for (let at = 0; at < dimension; at++) c += ((6 - digit(a, at) - digit(b, at)) % 3) * 3 ** at;
      if (c > b) lines.push([a, b, c]);
    }
  return lines;
}

/** Squares of a cube by their four edges; an edge is numbered by its lower corner and its direction. */
function listSquares(dimension: number): { readonly squares: number[][]; readonly edgeCount: number } {
  const numbers = new Map<string, number>();
  const edge = (corner: number, direction: number): number => {
    const key = `${corner & ~(1 << direction)} ${direction}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key) as number;
  };
  const squares: number[][] = [];
  for (let corner = 0; corner < 1 << dimension; corner++)
    for (let i = 0; i < dimension; i++)
      for (let j = i + 1; j < dimension; j++) {
        if ((corner >> i) & 1 || (corner >> j) & 1) continue;
        squares.push([edge(corner, i), edge(corner, j), edge(corner | (1 << i), j), edge(corner | (1 << j), i)]);
      }
  return { squares, edgeCount: numbers.size };
}

function ask(rows: CostRows, change: Partial<SitingProblem> = {}): SitingProblem {
  return {
    model: "set-cover",
    rows,
    people: new Float64Array(rows.demandCount).fill(1),
    fixedSites: new Int32Array(0),
    sites: null,
    cutoff: 0,
    capacity: null,
    budget: null,
    ...change,
  };
}

describe("published covers", () => {
  let solver: ProgramSolver;
  beforeAll(async () => {
    solver = await loadHighsSolver();
  });

  it.each([
    [2, 12, 5],
    [3, 117, 18],
  ])(
    "points that meet all lines of the affine space of dimension %i",
    (dimension, lineCount, least) => {
      const lines = listLines(dimension);
      expect(lines).toHaveLength(lineCount);
      const rows = rowsOf(lines, 3 ** dimension);
      expect(finishSiting(solveSetCoverInSteps(ask(rows), solver, OPTIONS))).toMatchObject({
        objective: least,
        bound: least,
        gap: 0,
      });
    },
    60_000,
  );

  it("one point fewer than the least misses some line", () => {
    // Three points in line are on 4 + 3 + 3 = 10 of the 12 lines; of the two others, which are parallel to it, a fourth meets one.
    const fewer = ask(rowsOf(listLines(2), 9), { model: "max-coverage", sites: 4 });
    expect(finishSiting(solveMaxCoverInSteps(fewer, solver, OPTIONS))).toMatchObject({
      objective: 11,
      bound: 11,
      gap: 0,
    });
  });

  it.each([
    [3, 6, 3],
    [4, 24, 8],
  ])(
    "edges that meet all squares of the cube of dimension %i",
    (dimension, squareCount, least) => {
      const { squares, edgeCount } = listSquares(dimension);
      expect(squares).toHaveLength(squareCount);
      const answer = finishSiting(solveSetCoverInSteps(ask(rowsOf(squares, edgeCount)), solver, OPTIONS));
      expect(answer).toMatchObject({ objective: least, bound: least, gap: 0 });
    },
    60_000,
  );

  it.each([
    [10, 24],
    [16, 60],
    [30, 200],
  ])("a lattice of %i a side, each point beside four others, by exchanges alone", (side, least) => {
    // The least that has all others beside it: Alanko & others 2011, Gonçalves & others 2011.
    const sets = Array.from({ length: side * side }, (_, at) => {
      const [x, y] = [at % side, Math.floor(at / side)];
      const beside = [
        [x, y] as const,
        [x - 1, y] as const,
        [x + 1, y] as const,
        [x, y - 1] as const,
        [x, y + 1] as const,
      ];
      return beside
        .flatMap(([a, b]) => (a >= 0 && b >= 0 && a < side && b < side ? [b * side + a] : []))
        .sort((a, b) => a - b);
    });
    const answer = finishSiting(solveSetCoverInSteps(ask(rowsOf(sets, side * side)), null, OPTIONS));
    expect(answer.objective).toBe(least);
    expect(answer.bound).toBeLessThanOrEqual(least);
  });
});
