/** The mining district: settlements strung along a valley road like beads, with steps up its slope. */
import { addLane, fillBlock } from "./blocks.ts";
import { type CoreCity, circle } from "./core-city.ts";
import { isInside, type Point } from "./plane.ts";
import type { Random } from "./random.ts";
import type { Home, StreetCanvas } from "./street-canvas.ts";
import { drawGrid, placeInBlock, spaceIrregularly } from "./street-grid.ts";

/** Settlements of the mining district, strung along a valley like beads. */
export function drawMiningValley(canvas: StreetCanvas, random: Random): CoreCity {
  const homes: Home[] = [];
  const trails: { name: string; points: readonly Point[] }[] = [];
  const ports: Point[] = [];
  const footprints: Point[][] = [];
  const valley = (t: number): Point => [
    -8200 - 19500 * t,
    -800 - 6500 * t + 1500 * Math.sin(t * 9) + 420 * Math.sin(t * 23),
  ];
  const road: Point[] = Array.from({ length: 101 }, (_, k) => valley(k / 100));
  canvas.addStreet([[-6300, -500], [-7300, -700], ...road], "primary", {
    name: "矿区公路（示意）",
    crossing: true,
    bridge: true,
  });
  const stream = road.map(([x, y]): Point => [x + 60, y - 290]);
  canvas.waters.push({
    name: "十里河（示意）",
    ring: [...stream, ...[...stream].reverse().map(([x, y]): Point => [x + 10, y - 36])],
  });
  const line: Point[] = road.map(([x, y]): Point => [x + 20, y - 175]);
  canvas.railways.push({ name: "矿区铁路（示意）", points: line });
  ports.push(road[0] as Point, road.at(-1) as Point);
  for (let bead = 0; bead < 15; bead++) {
    const t = 0.03 + (bead + (random() - 0.5) * 0.4) * 0.064;
    const centre = valley(t);
    const ahead = valley(t + 0.01);
    const turn = Math.atan2(ahead[1] - centre[1], ahead[0] - centre[0]);
    const long = 420 + random() * 640;
    const deep = 380 + random() * 360;
    const grid = drawGrid(canvas, {
      origin: centre,
      turn: turn + Math.PI,
      xs: spaceIrregularly(-long, long, 330, random),
      ys: [24, 24 + deep * 0.5, 24 + deep],
      warpMetres: 26,
      seed: 200 + bead,
      accepts: ([x, y]) => !canvas.waters.some(({ ring }) => isInside([x, y], ring)),
      kindOfColumn: () => "residential",
      kindOfRow: () => "residential",
      mayCrossRailway: () => false,
    });
    for (const block of grid.blocks) {
      const style = { density: 1.0, oldness: 1.45, youth: 0.85 };
      fillBlock(canvas, block, { ...style, kind: random() < 0.3 ? "gated" : "open" }, random, homes);
      if (random() < 0.35) {
        canvas.addStreet([placeInBlock(block, 0.3, 1), placeInBlock(block, 0.36, 1.35)], "steps");
        addLane(
          canvas,
          [placeInBlock(block, 0.1, 1.36), placeInBlock(block, 0.36, 1.35), placeInBlock(block, 0.8, 1.38)],
          "footway",
          { ...style, density: 0.5 },
          random,
          homes,
        );
      }
    }
    // Down to the road, and one bead in three has a crossing to the stream's far bank.
    canvas.addStreet([grid.blocks[0]?.corners[0] ?? centre, centre], "residential", { crossing: true });
    footprints.push(circle(centre, long + 700));
  }
  return { homes, trails, ports, footprints };
}
