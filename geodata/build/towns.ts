/** County towns and the western quarters: a grid sized by the town's people, mixed blocks, a park with a trail. */
import { type BlockStyle, fillBlock } from "./blocks.ts";
import { type CoreCity, circle } from "./core-city.ts";
import { isInside, type Point } from "./plane.ts";
import { noiseAt, type Random } from "./random.ts";
import type { Home, StreetCanvas } from "./street-canvas.ts";
import { drawGrid, isClearOf, placeInBlock, spaceIrregularly } from "./street-grid.ts";

export interface TownPlan {
  readonly centre: Point;
  readonly urbanPeople: number;
  readonly seed: number;
  /** People per square kilometre of town. */
  readonly density?: number;
  readonly accepts?: (middle: Point) => boolean;
}

export function drawTown(canvas: StreetCanvas, plan: TownPlan, random: Random): CoreCity {
  const homes: Home[] = [];
  const trails: { name: string; points: readonly Point[] }[] = [];
  const half = Math.sqrt(plan.urbanPeople / (plan.density ?? 9500)) * 500 * 1.12;
  const xs = spaceIrregularly(-half, half, 430, random);
  const ys = spaceIrregularly(-half, half, 430, random);
  const grid = drawGrid(canvas, {
    origin: plan.centre,
    turn: (random() - 0.5) * 0.5,
    xs,
    ys,
    warpMetres: 45,
    seed: plan.seed,
    accepts: (middle) => {
      const [x, y] = [middle[0] - plan.centre[0], middle[1] - plan.centre[1]];
      if (canvas.waters.some(({ ring }) => isInside(middle, ring))) return false;
      if (plan.accepts && !plan.accepts(middle)) return false;
      return Math.hypot(x, y) < half * (1.12 + 0.25 * noiseAt(middle[0], middle[1], 900, plan.seed + 5));
    },
    kindOfColumn: (index) => (index % 3 === 1 ? "secondary" : "tertiary"),
    kindOfRow: (index) => (index % 3 === 1 ? "secondary" : "tertiary"),
    mayCrossRailway: (_, index) => index % 3 === 1,
  });
  const water = canvas.waters.map(({ ring }) => ring);
  for (const block of grid.blocks) {
    const away = Math.hypot(block.middle[0] - plan.centre[0], block.middle[1] - plan.centre[1]) / half;
    if (!isClearOf(block, water)) continue;
    const draw = random();
    let style: BlockStyle = { kind: "open", density: 0.7, oldness: 1.1, youth: 1 };
    if (away < 0.35 && draw < 0.6) style = { kind: "alleys", density: 0.5, oldness: 1.3, youth: 0.9 };
    else if (draw < 0.38) style = { kind: "gated", density: 1 + 0.4 * random(), oldness: 0.8, youth: 1.25 };
    else if (draw > 0.93 && away > 0.4) style = { kind: "park", density: 0, oldness: 1, youth: 1 };
    else if (draw > 0.86 && away > 0.6) style = { kind: "works", density: 0.2, oldness: 1, youth: 1 };
    fillBlock(canvas, block, style, random, homes);
    if (style.kind === "park") {
      const loop = Array.from({ length: 17 }, (_, k) =>
        placeInBlock(block, 0.5 + 0.34 * Math.cos((k * Math.PI) / 8), 0.5 + 0.34 * Math.sin((k * Math.PI) / 8)),
      );
      trails.push({ name: "公园健身步道", points: loop });
    }
  }
  return { homes, trails, ports: [...grid.ports], footprints: [circle(plan.centre, half * 1.25 + 500)] };
}
