/**
 * 平城区 as a sketch of itself: the walled old city with its alleys, a grid of main
 * streets and gated superblocks around it, 御河 with few bridges, the railway with
 * few crossings, the new district east of the river, ring roads, a motorway.
 */
import { type BlockStyle, fillBlock } from "./blocks.ts";
import { isInside, type Point } from "./plane.ts";
import { noiseAt, type Random } from "./random.ts";
import type { Home, StreetCanvas } from "./street-canvas.ts";
import { type DrawnGrid, drawGrid, isClearOf, placeInBlock, spaceIrregularly } from "./street-grid.ts";

const OLD_CITY_HALF = 1000;
const WALL_HALF = 930;
const RIVER_SOUTH = -21000;
const RIVER_NORTH = 22000;

/** Middle of the river at a latitude of the plane. */
export function riverAt(y: number): number {
  return 3500 + 260 * Math.sin(y / 5200) + 150 * noiseAt(0, y, 2600, 77) + Math.max(0, (Math.abs(y) - 9000) * 0.12);
}

function riverHalfWidth(y: number): number {
  return 62 + 22 * noiseAt(500, y, 1800, 78) + (Math.abs(y) < 5500 ? 28 : 0);
}

/** The railway from west to east, north of the old city. */
function railwayAt(x: number): number {
  return 3650 + 180 * Math.sin(x / 5200) + 90 * noiseAt(x, 0, 3000, 81);
}

export interface CoreCity {
  readonly homes: Home[];
  readonly ports: Point[];
  /** Outlines inside which no village may stand. */
  readonly footprints: Point[][];
  readonly trails: { readonly name: string; readonly points: readonly Point[] }[];
}

export function drawCoreCity(canvas: StreetCanvas, random: Random): CoreCity {
  const homes: Home[] = [];
  const trails: { name: string; points: readonly Point[] }[] = [];
  drawRiver(canvas);
  drawRailways(canvas);
  const riverRing = canvas.waters[0]?.ring ?? [];
  const oldCity: Point[] = [
    [-OLD_CITY_HALF, -OLD_CITY_HALF],
    [OLD_CITY_HALF, -OLD_CITY_HALF],
    [OLD_CITY_HALF, OLD_CITY_HALF],
    [-OLD_CITY_HALF, OLD_CITY_HALF],
  ];

  const westXs = [
    ...spaceIrregularly(-6300, -1000, 560, random),
    -500,
    0,
    500,
    ...spaceIrregularly(1000, 2900, 560, random),
  ];
  const westYs = [
    ...spaceIrregularly(-6400, -1000, 560, random),
    -500,
    0,
    500,
    ...spaceIrregularly(1000, 7800, 590, random),
  ];
  const west = drawGrid(canvas, {
    origin: [0, 0],
    turn: 0.02,
    xs: westXs,
    ys: westYs,
    warpMetres: 55,
    seed: 11,
    accepts: (middle) =>
      Math.max(Math.abs(middle[0]), Math.abs(middle[1])) > OLD_CITY_HALF - 60 &&
      middle[0] < riverAt(middle[1]) - 380 &&
      !isCornerOfCity(middle),
    kindOfColumn: (index) => (index % 4 === 0 ? "primary" : index % 2 === 0 ? "secondary" : "tertiary"),
    kindOfRow: (index) => (index % 4 === 1 ? "primary" : index % 2 === 1 ? "secondary" : "tertiary"),
    mayCrossRailway: (axis, index) => axis === "column" && index % 4 === 2,
  });
  const eastXs = spaceIrregularly(4350, 8300, 760, random);
  const eastYs = spaceIrregularly(-5400, 5600, 760, random);
  const east = drawGrid(canvas, {
    origin: [0, 0],
    turn: 0,
    xs: eastXs,
    ys: eastYs,
    warpMetres: 70,
    seed: 12,
    accepts: (middle) => middle[0] > riverAt(middle[1]) + 420 && !(middle[0] > 7000 && middle[1] < -3000),
    kindOfColumn: (index) => (index % 3 === 0 ? "primary" : "secondary"),
    kindOfRow: (index) => (index % 3 === 1 ? "primary" : "secondary"),
    mayCrossRailway: (axis, index) => axis === "column" && index === 3,
  });
  drawOldCity(canvas, random, homes, trails);
  drawBridges(canvas, west, east, riverRing);
  fillWest(canvas, west, random, homes, trails, oldCity);
  fillEast(canvas, east, random, homes, trails);
  drawRiverside(canvas, trails);
  drawRings(canvas);
  return {
    homes,
    trails,
    ports: [...west.ports, ...east.ports].filter(([x, y]) => Math.abs(y) > 5000 || x < -5200 || x > 7000),
    footprints: [
      [
        [-7000, -7100],
        [8900, -7100],
        [8900, 8400],
        [-7000, 8400],
      ],
    ],
  };
}

/** The grid's corners are left to villages, so that the city is round rather than square. */
function isCornerOfCity([x, y]: Point): boolean {
  const dx = x / 6900;
  const dy = (y - 700) / 7400;
  return dx * dx * dx * dx + dy * dy * dy * dy > 0.92 + 0.16 * noiseAt(x, y, 1500, 19);
}

function drawRiver(canvas: StreetCanvas): void {
  const west: Point[] = [];
  const east: Point[] = [];
  for (let y = RIVER_SOUTH; y <= RIVER_NORTH; y += 180) {
    west.push([riverAt(y) - riverHalfWidth(y), y]);
    east.push([riverAt(y) + riverHalfWidth(y), y]);
  }
  canvas.waters.push({ name: "御河（示意）", ring: [...west, ...east.reverse()] });
  const lake: Point[] = Array.from({ length: 28 }, (_, k) => {
    const angle = (k * Math.PI * 2) / 28;
    const radius = 420 + 90 * Math.sin(angle * 3 + 1) + 60 * Math.cos(angle * 2);
    return [6300 + radius * 1.25 * Math.cos(angle), -700 + radius * 0.8 * Math.sin(angle)];
  });
  canvas.waters.push({ name: "示例湖", ring: lake });
}

function drawRailways(canvas: StreetCanvas): void {
  const points: Point[] = [];
  for (let x = -36000; x <= 30000; x += 300) points.push([x, railwayAt(x)]);
  canvas.railways.push({ name: "示例铁路（东西线）", points });
  const branch: Point[] = [];
  for (let y = railwayAt(-4300); y >= -30000; y -= 300)
    branch.push([-4300 - 900 * (1 - Math.exp((y - 3650) / 4000)) + 120 * noiseAt(3, y, 2500, 82), y]);
  canvas.railways.push({ name: "示例铁路（南北线）", points: branch });
}

/** Inside the wall: a cross of main streets through four gates, alleys between, a walk on the wall's foot. */
function drawOldCity(canvas: StreetCanvas, random: Random, homes: Home[], trails: CoreCity["trails"]): void {
  const style: Omit<BlockStyle, "kind"> = { density: 0.62, oldness: 1.75, youth: 0.7 };
  const inner = WALL_HALF - 32;
  const grid = drawGrid(canvas, {
    origin: [0, 0],
    turn: 0.02,
    xs: [-inner, -inner / 2, 0, inner / 2, inner],
    ys: [-inner, -inner / 2, 0, inner / 2, inner],
    warpMetres: 10,
    seed: 13,
    accepts: () => true,
    kindOfColumn: (index) => (index === 2 ? "secondary" : "tertiary"),
    kindOfRow: (index) => (index === 2 ? "secondary" : "tertiary"),
    mayCrossRailway: () => false,
  });
  for (const block of grid.blocks) fillBlock(canvas, block, { ...style, kind: "alleys" }, random, homes);
  const turned = ([x, y]: Point): Point => [
    x * Math.cos(0.02) - y * Math.sin(0.02),
    x * Math.sin(0.02) + y * Math.cos(0.02),
  ];
  const wall: Point[] = (
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as Point[]
  ).map(([x, y]) => turned([x * WALL_HALF, y * WALL_HALF]));
  canvas.walls.push({ name: "古城墙（示意）", ring: wall });
  for (const [x, y] of [
    [0, 1],
    [0, -1],
    [1, 0],
    [-1, 0],
  ] as Point[]) {
    canvas.addStreet(
      [turned([x * (inner - 120), y * (inner - 120)]), turned([x * (OLD_CITY_HALF + 90), y * (OLD_CITY_HALF + 90)])],
      "secondary",
    );
  }
  for (const [x, y] of [
    [0.5, 1],
    [-0.5, -1],
  ] as Point[]) {
    canvas.addStreet(
      [turned([x * inner, y * (inner - 60)]), turned([x * inner, y * (OLD_CITY_HALF + 90)])],
      "tertiary",
    );
  }
  const foot = WALL_HALF + 22;
  const walk = (
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
      [-1, -1],
    ] as Point[]
  ).map(([x, y]) => turned([x * foot, y * foot]));
  canvas.addStreet(walk, "footway", { name: "环城步道" });
  trails.push({ name: "环城健身步道", points: walk });
  for (const [x, y] of [
    [0.25, 1],
    [-0.7, 1],
    [0.6, -1],
    [-0.3, -1],
  ] as Point[]) {
    canvas.addStreet([turned([x * foot, y * foot]), turned([x * foot, y * (OLD_CITY_HALF + 90)])], "footway");
    canvas.addStreet([turned([y * foot, x * foot]), turned([y * (OLD_CITY_HALF + 90), x * foot])], "footway");
  }
}

function drawBridges(canvas: StreetCanvas, west: DrawnGrid, east: DrawnGrid, river: readonly Point[]): void {
  const bridges = [-4300, -2100, -250, 1500, 4700, 7000];
  const nearest = (ports: readonly Point[], y: number, x: number): Point =>
    ports.reduce((best, port) =>
      Math.hypot(port[0] - x, port[1] - y) < Math.hypot(best[0] - x, best[1] - y) ? port : best,
    );
  for (const y of bridges) {
    const from = nearest(
      west.ports.filter(([x]) => x > 1500),
      y,
      2900,
    );
    const to = nearest(
      east.ports.filter(([x]) => x < 5600),
      y,
      4400,
    );
    if (isInside(from, river) || isInside(to, river)) continue;
    canvas.addStreet([from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], to], "primary", {
      bridge: true,
      crossing: true,
    });
  }
}

function fillWest(
  canvas: StreetCanvas,
  grid: DrawnGrid,
  random: Random,
  homes: Home[],
  trails: CoreCity["trails"],
  oldCity: readonly Point[],
): void {
  for (const block of grid.blocks) {
    const [x, y] = block.middle;
    if (isInside(block.middle, oldCity)) continue;
    const away = Math.hypot(x, y);
    const nearRailway = Math.abs(y - railwayAt(x)) < 420 || Math.abs(x + 4300) < 300;
    const draw = random();
    const crossesRail = grid.blocks.length > 0 && Math.abs(y - railwayAt(x)) < 330;
    if (
      !isClearOf(
        block,
        canvas.waters.map(({ ring }) => ring),
      )
    )
      continue;
    let style: BlockStyle;
    if (crossesRail) style = { kind: "works", density: 0.25, oldness: 1.2, youth: 0.8 };
    else if (draw < 0.05 && away > 1600) style = { kind: "park", density: 0, oldness: 1, youth: 1 };
    else if (nearRailway && draw < 0.5) style = { kind: "works", density: 0.4, oldness: 1.3, youth: 0.8 };
    else if (draw < 0.12 && away > 3600) style = { kind: "works", density: 0.2, oldness: 1, youth: 1 };
    else if (draw < 0.64)
      style = {
        kind: "gated",
        density: 1.15 + 0.5 * random(),
        oldness: away < 3200 ? 1.2 : 0.9,
        youth: away < 3200 ? 0.9 : 1.1,
      };
    else style = { kind: "open", density: 0.72, oldness: 1.35, youth: 0.85 };
    fillBlock(canvas, block, style, random, homes);
    if (style.kind === "park") trails.push({ name: "公园健身步道", points: parkLoop(block) });
  }
}

function fillEast(
  canvas: StreetCanvas,
  grid: DrawnGrid,
  random: Random,
  homes: Home[],
  trails: CoreCity["trails"],
): void {
  for (const block of grid.blocks) {
    if (
      !isClearOf(
        block,
        canvas.waters.map(({ ring }) => ring),
      )
    )
      continue;
    if (Math.abs(block.middle[1] - railwayAt(block.middle[0])) < 420) continue;
    const draw = random();
    const style: BlockStyle =
      draw < 0.1
        ? { kind: "park", density: 0, oldness: 1, youth: 1 }
        : draw < 0.2
          ? { kind: "works", density: 0.15, oldness: 0.8, youth: 1 }
          : { kind: "gated", density: 1.25 + 0.5 * random(), oldness: 0.55, youth: 1.6 };
    fillBlock(canvas, block, style, random, homes);
    if (style.kind === "park") trails.push({ name: "公园健身步道", points: parkLoop(block) });
  }
}

function parkLoop(block: Parameters<typeof placeInBlock>[0]): Point[] {
  return Array.from({ length: 17 }, (_, k) =>
    placeInBlock(block, 0.5 + 0.34 * Math.cos((k * Math.PI) / 8), 0.5 + 0.34 * Math.sin((k * Math.PI) / 8)),
  );
}

/** Walks on both banks, reached from the ends of the nearest streets. */
function drawRiverside(canvas: StreetCanvas, trails: CoreCity["trails"]): void {
  for (const side of [-1, 1]) {
    const points: Point[] = [];
    for (let y = -5400; y <= 6400; y += 150) points.push([riverAt(y) + side * (riverHalfWidth(y) + 45), y]);
    canvas.addStreet(points, "footway", { name: "滨河步道", crossing: true });
    trails.push({ name: side < 0 ? "滨河健身步道（西岸）" : "滨河健身步道（东岸）", points: points.slice(12, -14) });
    for (let y = -5000; y <= 6200; y += 700) {
      const start: Point = [riverAt(y) + side * (riverHalfWidth(y) + 45), y];
      canvas.addStreet([start, [start[0] + side * (side < 0 ? 620 : 760), y]], "unclassified");
    }
  }
}

/** Outer ring road, and a motorway that nobody walks along. */
function drawRings(canvas: StreetCanvas): void {
  const ring = (rx: number, ry: number, cx: number, cy: number): Point[] =>
    Array.from({ length: 97 }, (_, k) => {
      const angle = (k * Math.PI * 2) / 96;
      const power = 0.62;
      const cosine = Math.cos(angle);
      const sine = Math.sin(angle);
      return [
        cx + rx * Math.sign(cosine) * Math.abs(cosine) ** power,
        cy + ry * Math.sign(sine) * Math.abs(sine) ** power,
      ];
    });
  canvas.addStreet(ring(8200, 8300, 1100, 500), "trunk", { name: "环城路（示意）", bridge: true, crossing: true });
  canvas.addStreet(ring(12500, 11800, 1000, 300), "motorway", {
    name: "绕城高速（示意）",
    bridge: true,
    crossing: true,
  });
}

export function circle([x, y]: Point, radius: number): Point[] {
  return Array.from({ length: 20 }, (_, k) => [
    x + radius * Math.cos((k * Math.PI) / 10),
    y + radius * Math.sin((k * Math.PI) / 10),
  ]);
}
