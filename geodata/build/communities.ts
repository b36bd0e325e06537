/**
 * Communities: urban ones grow around weighted centres of homes (Lloyd's method), villages
 * around their own; their cells fill each county to its border without a hole.
 * Every outline is simulated.
 */
import { Delaunay } from "d3-delaunay";
import polygonClipping, { type MultiPolygon } from "polygon-clipping";
import { distance, type Point } from "./plane.ts";
import type { Random } from "./random.ts";
import type { Home } from "./street-canvas.ts";

/** Centres for `count` communities with about the same number of people each. */
export function chooseUrbanCentres(homes: readonly Home[], count: number, random: Random): Point[] {
  const total = homes.reduce((sum, home) => sum + home.weight, 0);
  const draw = (): Point => {
    let left = random() * total;
    for (const home of homes) {
      left -= home.weight;
      if (left <= 0) return home.point;
    }
    return (homes.at(-1) as Home).point;
  };
  let centres: Point[] = [];
  for (let tries = 0; centres.length < count; tries++) {
    const point = draw();
    const spacing = 420 / (1 + tries / 300);
    if (centres.every((other) => distance(point, other) > spacing)) centres.push(point);
  }
  for (let round = 0; round < 12; round++) {
    const delaunay = Delaunay.from(centres.map(([x, y]) => [x, y] as [number, number]));
    const sums = centres.map(() => ({ x: 0, y: 0, weight: 0 }));
    let nearest = 0;
    for (const home of homes) {
      nearest = delaunay.find(home.point[0], home.point[1], nearest);
      const sum = sums[nearest] as { x: number; y: number; weight: number };
      sum.x += home.point[0] * home.weight;
      sum.y += home.point[1] * home.weight;
      sum.weight += home.weight;
    }
    centres = centres.map((centre, index) => {
      const sum = sums[index] as { x: number; y: number; weight: number };
      return sum.weight > 0 ? [sum.x / sum.weight, sum.y / sum.weight] : centre;
    });
  }
  return centres;
}

/** Cells of the centres within the county, in the centres' order. */
function cutCells(centres: readonly Point[], county: readonly Point[][][]): Point[][][][] {
  const all = county.flat(2);
  const margin = 60_000;
  const bounds: [number, number, number, number] = [
    Math.min(...all.map(([x]) => x)) - margin,
    Math.min(...all.map(([, y]) => y)) - margin,
    Math.max(...all.map(([x]) => x)) + margin,
    Math.max(...all.map(([, y]) => y)) + margin,
  ];
  const voronoi = Delaunay.from(centres.map(([x, y]) => [x, y] as [number, number])).voronoi(bounds);
  return centres.map((_, index) => {
    const ring = voronoi.cellPolygon(index) as [number, number][];
    return polygonClipping.intersection([[ring]], county as unknown as MultiPolygon) as unknown as Point[][][];
  });
}

/** A part of a county that communities do not reach across, such as one bank of a river. */
export interface CountyPart {
  readonly area: readonly Point[][][];
  readonly includes: (point: Point) => boolean;
}

/** Cells of all centres, part by part, and the centre that a home belongs to: the nearest in its own part. */
export function layCells(
  centres: readonly Point[],
  parts: readonly CountyPart[],
): { readonly areas: readonly Point[][][][]; readonly findCentre: (point: Point) => number } {
  const areas: Point[][][][] = centres.map(() => []);
  const searches = parts.map((part) => {
    const members = centres.flatMap((centre, index) => (part.includes(centre) ? [index] : []));
    const own = members.map((index) => centres[index] as Point);
    cutCells(own, part.area as Point[][][]).forEach((area, i) => {
      areas[members[i] as number] = area;
    });
    const delaunay = Delaunay.from(own.map(([x, y]) => [x, y] as [number, number]));
    return { part, find: (point: Point): number => members[delaunay.find(point[0], point[1])] as number };
  });
  const findCentre = (point: Point): number => {
    const search = searches.find(({ part }) => part.includes(point));
    if (!search) throw new Error("a home outside every part of its county");
    return search.find(point);
  };
  return { areas, findCentre };
}

/** A county cut along a line that runs from south to north; `lineAt` gives its x at a y. */
export function cutAlongLine(county: readonly Point[][][], lineAt: (y: number) => number): CountyPart[] {
  const ys = Array.from({ length: 320 }, (_, step) => -48_000 + step * 300);
  const west = [...ys.map((y): [number, number] => [lineAt(y), y]), [-200_000, 48_000], [-200_000, -48_000]] as [
    number,
    number,
  ][];
  const area = county as unknown as MultiPolygon;
  const half: MultiPolygon = [[west]];
  return [
    {
      area: polygonClipping.intersection(area, half) as unknown as Point[][][],
      includes: ([x, y]) => x < lineAt(y),
    },
    {
      area: polygonClipping.difference(area, half) as unknown as Point[][][],
      includes: ([x, y]) => x >= lineAt(y),
    },
  ];
}
