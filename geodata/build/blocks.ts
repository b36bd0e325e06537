/**
 * What stands inside a block: a gated superblock (walls, few gates, inner lanes
 * that touch nothing outside), an open quarter, old-city alleys, a works, a park.
 */
import { distance, type Point } from "./plane.ts";
import type { Random } from "./random.ts";
import type { Home, StreetCanvas } from "./street-canvas.ts";
import { type Block, placeInBlock, sizeOfBlock } from "./street-grid.ts";

export type BlockKind = "gated" | "open" | "alleys" | "works" | "park";

export interface BlockStyle {
  readonly kind: BlockKind;
  /** Relative people per home. */
  readonly density: number;
  readonly oldness: number;
  readonly youth: number;
}

const HOME_STEP_METRES = 72;
const WALL_METRES = 16;
const RING_METRES = 34;

/** Draws a block's inside; homes are pushed onto the list. */
export function fillBlock(canvas: StreetCanvas, block: Block, style: BlockStyle, random: Random, homes: Home[]): void {
  if (style.kind === "gated") fillGated(canvas, block, style, random, homes);
  else if (style.kind === "open") fillOpen(canvas, block, style, random, homes, 118, "residential");
  else if (style.kind === "alleys") fillOpen(canvas, block, style, random, homes, 62, "living_street");
  else if (style.kind === "works") fillWorks(canvas, block, style, random, homes);
  else fillPark(canvas, block);
}

function line(block: Block, from: readonly [number, number], to: readonly [number, number]): Point[] {
  const steps = 3;
  return Array.from({ length: steps + 1 }, (_, step) =>
    placeInBlock(block, from[0] + ((to[0] - from[0]) * step) / steps, from[1] + ((to[1] - from[1]) * step) / steps),
  );
}

function fillGated(canvas: StreetCanvas, block: Block, style: BlockStyle, random: Random, homes: Home[]): void {
  const { width, height } = sizeOfBlock(block);
  const [wu, wv] = [WALL_METRES / width, WALL_METRES / height];
  const [ru, rv] = [RING_METRES / width, RING_METRES / height];
  const columns = Math.max(2, Math.round((width - 2 * RING_METRES) / 105));
  const rows = Math.max(2, Math.round((height - 2 * RING_METRES) / 105));
  const us = Array.from({ length: columns + 1 }, (_, k) => ru + ((1 - 2 * ru) * k) / columns);
  const vs = Array.from({ length: rows + 1 }, (_, k) => rv + ((1 - 2 * rv) * k) / rows);
  for (const u of us) addLane(canvas, line(block, [u, rv], [u, 1 - rv]), "service", style, random, homes);
  for (const v of vs) addLane(canvas, line(block, [ru, v], [1 - ru, v]), "service", style, random, homes);
  canvas.walls.push({
    name: "小区围墙",
    ring: [
      placeInBlock(block, wu, wv),
      placeInBlock(block, 1 - wu, wv),
      placeInBlock(block, 1 - wu, 1 - wv),
      placeInBlock(block, wu, 1 - wv),
    ],
  });
  const gates = 2 + Math.floor(random() * 2.3);
  const firstSide = Math.floor(random() * 4);
  for (let gate = 0; gate < gates; gate++) {
    const side = (firstSide + gate * (gates === 2 ? 2 : 1)) % 4;
    const u = us[1 + Math.floor(random() * (us.length - 2))] ?? 0.5;
    const v = vs[1 + Math.floor(random() * (vs.length - 2))] ?? 0.5;
    if (side === 0) canvas.addStreet([placeInBlock(block, u, rv), placeInBlock(block, u, 0)], "service");
    if (side === 1) canvas.addStreet([placeInBlock(block, 1 - ru, v), placeInBlock(block, 1, v)], "service");
    if (side === 2) canvas.addStreet([placeInBlock(block, u, 1 - rv), placeInBlock(block, u, 1)], "service");
    if (side === 3) canvas.addStreet([placeInBlock(block, ru, v), placeInBlock(block, 0, v)], "service");
  }
}

function fillOpen(
  canvas: StreetCanvas,
  block: Block,
  style: BlockStyle,
  random: Random,
  homes: Home[],
  spacing: number,
  kind: string,
): void {
  const { width, height } = sizeOfBlock(block);
  const columns = Math.max(2, Math.round(width / (spacing * 1.5)));
  const rows = Math.max(2, Math.round(height / spacing));
  for (let k = 1; k < columns; k++) {
    const u = (k + (random() - 0.5) * 0.3) / columns;
    addLane(canvas, line(block, [u, 0], [u + (random() - 0.5) * 0.04, 1]), kind, style, random, homes);
  }
  for (let k = 1; k < rows; k++) {
    const v = (k + (random() - 0.5) * 0.3) / rows;
    // Some alleys end inside the block.
    const [from, to] =
      random() < 0.25 ? [0, 0.55 + random() * 0.2] : random() < 0.3 ? [0.3 + random() * 0.2, 1] : [0, 1];
    addLane(
      canvas,
      line(block, [from, v], [to, v]),
      spacing < 80 && random() < 0.4 ? "footway" : kind,
      style,
      random,
      homes,
    );
  }
}

function fillWorks(canvas: StreetCanvas, block: Block, style: BlockStyle, random: Random, homes: Home[]): void {
  const v = 0.35 + random() * 0.3;
  addLane(canvas, line(block, [0, v], [0.8, v]), "service", style, random, homes);
  canvas.addStreet(line(block, [0.45, v], [0.45, 0.85]), "service");
}

function fillPark(canvas: StreetCanvas, block: Block): void {
  canvas.greens.push({
    name: "公园绿地",
    ring: [
      placeInBlock(block, 0.05, 0.05),
      placeInBlock(block, 0.95, 0.05),
      placeInBlock(block, 0.95, 0.95),
      placeInBlock(block, 0.05, 0.95),
    ],
  });
  canvas.addStreet([placeInBlock(block, 0, 0), placeInBlock(block, 0.5, 0.5), placeInBlock(block, 1, 1)], "footway");
  canvas.addStreet([placeInBlock(block, 1, 0), placeInBlock(block, 0.5, 0.5), placeInBlock(block, 0, 1)], "footway");
  const loop = Array.from({ length: 17 }, (_, k) =>
    placeInBlock(block, 0.5 + 0.34 * Math.cos((k * Math.PI) / 8), 0.5 + 0.34 * Math.sin((k * Math.PI) / 8)),
  );
  canvas.addStreet(loop, "footway");
}

/** A lane with homes every so often, by turns on its two sides. */
export function addLane(
  canvas: StreetCanvas,
  points: readonly Point[],
  kind: string,
  style: Omit<BlockStyle, "kind">,
  random: Random,
  homes: Home[],
  homeStepMetres = HOME_STEP_METRES,
): void {
  canvas.addStreet(points, kind);
  if (style.density <= 0) return;
  let left = homeStepMetres * (0.3 + random() * 0.5);
  let side = random() < 0.5 ? 1 : -1;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1] as Point;
    const b = points[i] as Point;
    const length = distance(a, b);
    let along = left;
    while (along < length) {
      const away = (9 + random() * 7) * side;
      side = -side;
      const share = along / length;
      homes.push({
        point: [
          a[0] + (b[0] - a[0]) * share - ((b[1] - a[1]) / length) * away,
          a[1] + (b[1] - a[1]) * share + ((b[0] - a[0]) / length) * away,
        ],
        weight: style.density * (0.5 + random()),
        oldness: style.oldness,
        youth: style.youth,
        squareMetres: Math.round(900 + random() * 1600),
      });
      along += homeStepMetres * (0.8 + random() * 0.4);
    }
    left = along - length;
  }
}
