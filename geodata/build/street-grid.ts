/**
 * A warped grid of main streets and its blocks. Block interiors are drawn in the
 * block's own coordinates (0…1 across and along), so that lanes bend with it.
 */
import { distance, interpolate, isInside, type Point } from "./plane.ts";
import { noiseAt, type Random } from "./random.ts";
import type { StreetCanvas } from "./street-canvas.ts";

export interface GridPlan {
  readonly origin: Point;
  /** Radians, counter-clockwise. */
  readonly turn: number;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Metres by which noise bends the streets. */
  readonly warpMetres: number;
  readonly seed: number;
  /** Cells whose middle is refused are left out, with the streets around them that serve nobody. */
  readonly accepts: (middle: Point) => boolean;
  /** Class of a whole line by its number. */
  readonly kindOfColumn: (index: number) => string;
  readonly kindOfRow: (index: number) => string;
  readonly mayCrossRailway: (axis: "column" | "row", index: number) => boolean;
}

/** Corners in order: (0,0), (1,0), (1,1), (0,1). */
export interface Block {
  readonly corners: readonly [Point, Point, Point, Point];
  readonly middle: Point;
}

export interface DrawnGrid {
  readonly blocks: readonly Block[];
  /** Junctions on the rim, where roads from outside arrive. */
  readonly ports: readonly Point[];
}

const STEP_METRES = 130;

/** Irregular positions from `from` to `to`, `spacing` apart on average. */
export function spaceIrregularly(from: number, to: number, spacing: number, random: Random): number[] {
  const positions = [from];
  const count = Math.max(1, Math.round((to - from) / spacing));
  const step = (to - from) / count;
  for (let i = 1; i < count; i++) positions.push(from + step * (i + (random() - 0.5) * 0.45));
  positions.push(to);
  return positions;
}

/** Draws the grid's main streets and returns its blocks. */
export function drawGrid(canvas: StreetCanvas, plan: GridPlan): DrawnGrid {
  const cosine = Math.cos(plan.turn);
  const sine = Math.sin(plan.turn);
  const place = (x: number, y: number): Point => {
    const px = plan.origin[0] + x * cosine - y * sine;
    const py = plan.origin[1] + x * sine + y * cosine;
    return [
      px +
        plan.warpMetres * noiseAt(px, py, 2300, plan.seed) +
        plan.warpMetres * 0.35 * noiseAt(px, py, 700, plan.seed + 1),
      py +
        plan.warpMetres * noiseAt(px, py, 2300, plan.seed + 2) +
        plan.warpMetres * 0.35 * noiseAt(px, py, 700, plan.seed + 3),
    ];
  };
  const { xs, ys } = plan;
  const accepted = new Set<number>();
  const blocks: Block[] = [];
  for (let i = 0; i + 1 < xs.length; i++) {
    for (let j = 0; j + 1 < ys.length; j++) {
      const [x0, x1, y0, y1] = [xs[i] as number, xs[i + 1] as number, ys[j] as number, ys[j + 1] as number];
      const middle = place((x0 + x1) / 2, (y0 + y1) / 2);
      if (!plan.accepts(middle)) continue;
      accepted.add(i * 1000 + j);
      blocks.push({ corners: [place(x0, y0), place(x1, y0), place(x1, y1), place(x0, y1)], middle });
    }
  }
  const has = (i: number, j: number): boolean => accepted.has(i * 1000 + j);
  const walk = (from: number, to: number, at: (value: number) => Point): Point[] => {
    const steps = Math.max(1, Math.round(Math.abs(to - from) / STEP_METRES));
    return Array.from({ length: steps + 1 }, (_, step) => at(from + ((to - from) * step) / steps));
  };
  const ports: Point[] = [];
  for (let i = 0; i < xs.length; i++) {
    drawRuns(
      ys,
      (j) => has(i, j) || has(i - 1, j),
      (from, to) => {
        const points = walk(ys[from] as number, ys[to] as number, (y) => place(xs[i] as number, y));
        canvas.addStreet(points, plan.kindOfColumn(i), { crossing: plan.mayCrossRailway("column", i) });
        ports.push(points[0] as Point, points.at(-1) as Point);
      },
    );
  }
  for (let j = 0; j < ys.length; j++) {
    drawRuns(
      xs,
      (i) => has(i, j) || has(i, j - 1),
      (from, to) => {
        const points = walk(xs[from] as number, xs[to] as number, (x) => place(x, ys[j] as number));
        canvas.addStreet(points, plan.kindOfRow(j), { crossing: plan.mayCrossRailway("row", j) });
        ports.push(points[0] as Point, points.at(-1) as Point);
      },
    );
  }
  return { blocks, ports };
}

/** Calls back for each unbroken run of intervals that are wanted. */
function drawRuns(
  values: readonly number[],
  wanted: (index: number) => boolean,
  draw: (from: number, to: number) => void,
): void {
  let start = -1;
  for (let index = 0; index < values.length; index++) {
    const on = index + 1 < values.length && wanted(index);
    if (on && start < 0) start = index;
    if (!on && start >= 0) {
      draw(start, index);
      start = -1;
    }
  }
}

/** The place at (u, v) inside a block. */
export function placeInBlock(block: Block, u: number, v: number): Point {
  const [a, b, c, d] = block.corners;
  return interpolate(interpolate(a, b, u), interpolate(d, c, u), v);
}

/** Mean width (along u) and height (along v) in metres. */
export function sizeOfBlock(block: Block): { width: number; height: number } {
  const [a, b, c, d] = block.corners;
  return { width: (distance(a, b) + distance(d, c)) / 2, height: (distance(a, d) + distance(b, c)) / 2 };
}

/** Whether the whole block lies outside every ring. */
export function isClearOf(block: Block, rings: readonly (readonly Point[])[]): boolean {
  const probes = [
    ...block.corners,
    block.middle,
    placeInBlock(block, 0.5, 0),
    placeInBlock(block, 0.5, 1),
    placeInBlock(block, 0, 0.5),
    placeInBlock(block, 1, 0.5),
  ];
  return !rings.some((ring) => probes.some((probe) => isInside(probe, ring)));
}
