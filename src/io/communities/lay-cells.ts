/**
 * The cells of points within areas: to each point what lies nearer to it than to any other point of the same area
 * (Voronoi 1908; neighbours from a Delaunay triangulation, cells cut half-plane by half-plane in local metres). Cells of
 * an area fill it without a gap or an overlap: neighbours share their corners to the last bit. Distances are straight, in a plane
 * about the middle of all areas: over 200 km the border between two cells may be off by about 1 % of their distance.
 * Cost: n log n, and the area's vertices once more for each cell that touches its border.
 */
import { Delaunay } from "d3-delaunay";
import { polygonsOf } from "../../core/areas.ts";
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../core/geodesy.ts";
import type { AreaGeometry, Bounds, PolygonRings, Position, Ring } from "../../core/model/geometry.ts";
import { Corners, type Plane } from "./cell-corners.ts";
import { type CutLine, cutRings, type FlatRing } from "./cut-rings.ts";

/** Points that share out an area among them. */
export interface CellArea {
  /** Its rings, closed, in degrees; inside is even-odd over all of them. */
  readonly rings: readonly (readonly Position[])[];
  /** Indexes of its points; no two at the same place. */
  readonly members: readonly number[];
}

const GRID_SIDE = 256;

/** Rings of areas. */
export function ringsOfAreas(areas: readonly AreaGeometry[]): Ring[] {
  return areas.flatMap((area) => polygonsOf(area).flat());
}

function planeAbout(areas: readonly CellArea[]): Plane {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { rings } of areas) {
    for (const ring of rings) {
      for (const [lon, lat] of ring) {
        [west, east] = [Math.min(west, lon), Math.max(east, lon)];
        [south, north] = [Math.min(south, lat), Math.max(north, lat)];
      }
    }
  }
  const [lon0, lat0] = [(west + east) / 2, (south + north) / 2];
  const [across, up] = [metresPerDegreeOfLongitude(lat0), metresPerDegreeOfLatitude(lat0)];
  return {
    toPlane: ([lon, lat]) => [(lon - lon0) * across, (lat - lat0) * up],
    toDegrees: (x, y) => [lon0 + x / across, lat0 + y / up],
  };
}

/** Tells boxes that no edge of the rings comes near, by the sums of a grid of marks. */
class EdgeMarks {
  private readonly bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  private readonly sums = new Float64Array((GRID_SIDE + 1) * (GRID_SIDE + 1));

  constructor(rings: readonly FlatRing[]) {
    for (const ring of rings) {
      for (let at = 0; at < ring.length; at += 2) {
        const [x, y] = [ring[at] as number, ring[at + 1] as number];
        this.bounds[0] = Math.min(this.bounds[0], x);
        this.bounds[1] = Math.min(this.bounds[1], y);
        this.bounds[2] = Math.max(this.bounds[2], x);
        this.bounds[3] = Math.max(this.bounds[3], y);
      }
    }
    const marks = new Uint8Array(GRID_SIDE * GRID_SIDE);
    for (const ring of rings) {
      for (let at = 0; at < ring.length; at += 2) {
        const next = (at + 2) % ring.length;
        const [left, right] = this.columns(ring[at] as number, ring[next] as number);
        const [low, high] = this.rows(ring[at + 1] as number, ring[next + 1] as number);
        for (let row = low; row <= high; row++) marks.fill(1, row * GRID_SIDE + left, row * GRID_SIDE + right + 1);
      }
    }
    for (let row = 0; row < GRID_SIDE; row++) {
      let sum = 0;
      for (let column = 0; column < GRID_SIDE; column++) {
        sum += marks[row * GRID_SIDE + column] as number;
        this.sums[(row + 1) * (GRID_SIDE + 1) + column + 1] =
          (this.sums[row * (GRID_SIDE + 1) + column + 1] as number) + sum;
      }
    }
  }

  private place(value: number, from: number, to: number): number {
    return Math.max(0, Math.min(GRID_SIDE - 1, Math.floor(((value - from) / (to - from || 1)) * GRID_SIDE)));
  }

  private columns(a: number, b: number): [number, number] {
    const [west, , east] = this.bounds;
    return [this.place(Math.min(a, b), west, east), this.place(Math.max(a, b), west, east)];
  }

  private rows(a: number, b: number): [number, number] {
    const [, south, , north] = this.bounds;
    return [this.place(Math.min(a, b), south, north), this.place(Math.max(a, b), south, north)];
  }

  /** True where no edge comes near the box and the box lies within the rings' bounds. */
  isClear([west, south, east, north]: Bounds): boolean {
    if (!(west > this.bounds[0] && south > this.bounds[1] && east < this.bounds[2] && north < this.bounds[3]))
      return false;
    const [left, right] = this.columns(west, east);
    const [low, high] = this.rows(south, north);
    const sum = (row: number, column: number): number => this.sums[row * (GRID_SIDE + 1) + column] as number;
    return sum(high + 1, right + 1) - sum(low, right + 1) - sum(high + 1, left) + sum(low, left) === 0;
  }
}

function isInside(rings: readonly FlatRing[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let at = 0; at < ring.length; at += 2) {
      const next = (at + 2) % ring.length;
      const [y1, y2] = [ring[at + 1] as number, ring[next + 1] as number];
      if (y1 > y === y2 > y) continue;
      const x1 = ring[at] as number;
      if (x1 + ((y - y1) / (y2 - y1)) * ((ring[next] as number) - x1) > x) inside = !inside;
    }
  }
  return inside;
}

/** The line between two points, the same whichever of them asks: its positive side is the one of the smaller index. */
function bisector(points: Float64Array, one: number, other: number): CutLine {
  const [low, high] = one < other ? [one, other] : [other, one];
  const [x1, y1] = [points[2 * low] as number, points[2 * low + 1] as number];
  const [x2, y2] = [points[2 * high] as number, points[2 * high + 1] as number];
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2, towardsX: x1 - x2, towardsY: y1 - y2 };
}

function areaOfRing(ring: readonly Position[]): number {
  const [origin] = ring as [Position];
  let sum = 0;
  for (let at = 1; at + 1 < ring.length; at++) {
    const [[x1, y1], [x2, y2]] = [ring[at] as Position, ring[at + 1] as Position];
    sum += (x1 - origin[0]) * (y2 - origin[1]) - (x2 - origin[0]) * (y1 - origin[1]);
  }
  return sum / 2;
}

/** A point strictly inside a ring: the middle of the widest span of a parallel. */
function placeInside(ring: readonly Position[]): Position {
  const lats = [...new Set(ring.map(([, lat]) => lat))].sort((a, b) => a - b);
  let best: Position = ring[0] as Position;
  let widest = 0;
  const step = Math.max(1, Math.floor(lats.length / 8));
  for (let at = 0; at + 1 < lats.length; at += step) {
    const lat = ((lats[at] as number) + (lats[at + 1] as number)) / 2;
    const found: number[] = [];
    for (let edge = 0; edge + 1 < ring.length; edge++) {
      const [[x1, y1], [x2, y2]] = [ring[edge] as Position, ring[edge + 1] as Position];
      if (y1 > lat !== y2 > lat) found.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1));
    }
    found.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < found.length; pair += 2) {
      const [west, east] = [found[pair] as number, found[pair + 1] as number];
      if (east - west <= widest) continue;
      widest = east - west;
      best = [(west + east) / 2, lat];
    }
  }
  return best;
}

/** Rings as polygons with their holes: outer rings run counter-clockwise. */
function polygonsFromRings(rings: readonly Position[][]): AreaGeometry | null {
  const directed = (ring: Position[], isOuter: boolean): Position[] =>
    areaOfRing(ring) > 0 === isOuter ? ring : ring.toReversed();
  const [single] = rings;
  if (single && rings.length === 1) return { type: "Polygon", coordinates: [directed(single, true)] };
  const flat = rings.map((ring) => ring.slice(0, -1).flat());
  const places = rings.map(placeInside);
  const sizes = rings.map((ring) => Math.abs(areaOfRing(ring)));
  // Rings do not cross: one that holds a place of a smaller one holds all of it.
  const holders = places.map(([x, y], index) =>
    flat.flatMap((ring, other) =>
      (sizes[other] as number) > (sizes[index] as number) && isInside([ring], x, y) ? [other] : [],
    ),
  );
  const polygons = new Map<number, PolygonRings>();
  rings.forEach((ring, index) => {
    if ((holders[index] as number[]).length % 2 === 0) polygons.set(index, [directed(ring, true)]);
  });
  rings.forEach((ring, index) => {
    const around = holders[index] as number[];
    if (around.length % 2 === 0) return;
    const outer = around.find((other) => (holders[other] as number[]).length === around.length - 1);
    if (outer !== undefined) polygons.get(outer)?.push(directed(ring, false));
  });
  const list = [...polygons.values()];
  const [only] = list;
  if (!only) return null;
  return list.length === 1 ? { type: "Polygon", coordinates: only } : { type: "MultiPolygon", coordinates: list };
}

/** A ring with one position a corner, closed; null where nothing is left of it. */
function closeRing(ring: FlatRing, corners: Corners): Position[] | null {
  const closed: Position[] = [];
  for (let at = 0; at < ring.length; at += 2) {
    const position = corners.at(ring[at] as number, ring[at + 1] as number);
    if (position !== closed.at(-1)) closed.push(position);
  }
  while (closed.length > 1 && closed.at(-1) === closed[0]) closed.pop();
  if (closed.length < 3) return null;
  closed.push(closed[0] as Position);
  return areaOfRing(closed) === 0 ? null : closed.map(([lon, lat]) => [lon, lat]);
}

function boundsOfCell(cell: ArrayLike<ArrayLike<number>> | null): Bounds | null {
  if (!cell) return null;
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < cell.length; at++) {
    const [x, y] = [cell[at]?.[0] as number, cell[at]?.[1] as number];
    bounds[0] = Math.min(bounds[0], x - 1);
    bounds[1] = Math.min(bounds[1], y - 1);
    bounds[2] = Math.max(bounds[2], x + 1);
    bounds[3] = Math.max(bounds[3], y + 1);
  }
  return bounds;
}

/** The cell of each point (interleaved lon, lat), in their order; null where nothing of the area is nearest to it. */
export function layCells(coordinates: Float64Array, areas: readonly CellArea[]): (AreaGeometry | null)[] {
  const plane = planeAbout(areas);
  const corners = new Corners(plane);
  const cells: (AreaGeometry | null)[] = new Array(coordinates.length / 2).fill(null);
  const planar = areas.map(({ rings, members }) => ({
    members,
    rings: rings.map((ring) => {
      const [first, last] = [ring[0], ring.at(-1)];
      const isClosed = first !== undefined && first[0] === last?.[0] && first[1] === last[1];
      return (isClosed ? ring.slice(0, -1) : ring).flatMap((position) => {
        const [x, y] = plane.toPlane(position);
        corners.at(x, y, position);
        return [x, y];
      });
    }),
  }));
  for (const { rings, members } of planar) {
    const marks = new EdgeMarks(rings);
    const points = Float64Array.from(
      members.flatMap((index) =>
        plane.toPlane([coordinates[2 * index] as number, coordinates[2 * index + 1] as number]),
      ),
    );
    const delaunay = new Delaunay(points);
    const voronoi = delaunay.voronoi([-1e9, -1e9, 1e9, 1e9]);
    members.forEach((index, at) => {
      const box = boundsOfCell(voronoi.cellPolygon(at));
      const isFree =
        box !== null && marks.isClear(box) && isInside(rings, points[2 * at] as number, points[2 * at + 1] as number);
      let cell: FlatRing[] = rings;
      if (isFree) {
        const [west, south, east, north] = box;
        cell = [[west, south, east, south, east, north, west, north]];
      }
      for (const neighbour of delaunay.neighbors(at))
        cell = cutRings(cell, bisector(points, at, neighbour), at < neighbour);
      cells[index] = polygonsFromRings(
        cell.flatMap((ring) => {
          const closed = closeRing(ring, corners);
          return closed ? [closed] : [];
        }),
      );
    });
  }
  return cells;
}
