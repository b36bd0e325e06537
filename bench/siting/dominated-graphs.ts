/**
 * Graphs made by a rule whose domination numbers γ are published: so few nodes have all others beside them. γ is the optimum of the set cover
 * within one edge, n people are covered by γ sites, the farthest of them walks 1, and all walk n − γ in sum.
 */
export interface DominatedGraph {
  readonly name: string;
  readonly nodes: number;
  readonly domination: number;
  readonly source: string;
  readonly isBeside: (a: number, b: number) => boolean;
}

/** Rows and columns, neighbours in four directions. */
function createGrid(side: number, domination: number, source: string): DominatedGraph {
  const apart = (a: number, b: number): number =>
    Math.abs(Math.floor(a / side) - Math.floor(b / side)) + Math.abs((a % side) - (b % side));
  const isBeside = (a: number, b: number): boolean => apart(a, b) === 1;
  return { name: `grid ${side} × ${side}`, nodes: side * side, domination, source, isBeside };
}

/** The king's moves on a chess board: ⌈side ÷ 3⌉². */
function createKings(side: number): DominatedGraph {
  const isBeside = (a: number, b: number): boolean =>
    a !== b && Math.abs(Math.floor(a / side) - Math.floor(b / side)) <= 1 && Math.abs((a % side) - (b % side)) <= 1;
  const domination = Math.ceil(side / 3) ** 2;
  const source = "Yaglom & Yaglom 1964";
  return { name: `king's board ${side} × ${side}`, nodes: side * side, domination, source, isBeside };
}

/** Words of so many bits, neighbours differ in one: the covering codes K(bits, 1). */
function createCube(bits: number, domination: number): DominatedGraph {
  const isBeside = (a: number, b: number): boolean => a !== b && ((a ^ b) & ((a ^ b) - 1)) === 0;
  return { name: `cube of ${bits} bits`, nodes: 2 ** bits, domination, source: "Cohen & others 1997", isBeside };
}

/** Of the grid's numbers those from side 16 on are ⌊(side + 2)² ÷ 5⌋ − 4. */
export const DOMINATED_GRAPHS: readonly DominatedGraph[] = [
  createGrid(8, 16, "Alanko & others 2011"),
  createGrid(10, 24, "Alanko & others 2011"),
  createGrid(16, 60, "Gonçalves & others 2011"),
  createGrid(30, 200, "Gonçalves & others 2011"),
  createKings(10),
  createKings(30),
  createCube(5, 7),
  createCube(7, 16),
];
