/**
 * Outlines of a band by marching squares, fed row by row, so that only two rows of
 * values are ever held. Every vertex lies on a link between two lattice points, at a
 * whole unit strictly between them; ambiguous squares always part (land that meets
 * only at a corner is not joined). A greater slack moves each vertex outwards along
 * its own link, so bands nest, and rings neither touch nor cross. Rings are traced
 * with the band on their left: outer rings run counter-clockwise, holes clockwise.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { MultiPolygonGeometry, PolygonRings, Position, Ring } from "../model/geometry.ts";
import { larger } from "./grow-array.ts";
import { UNITS_PER_DEGREE } from "./lattice.ts";

const NONE = -1;

export interface Outline {
  readonly geometry: MultiPolygonGeometry;
  readonly areaSquareMetres: number;
}

export class OutlineTracer {
  private xs = new Int32Array(1024);
  private ys = new Int32Array(1024);
  private next = new Int32Array(1024);
  /** For a vertex on a row: the vertex before it on the same row, -1 for the first and for those between rows. */
  private before = new Int32Array(1024);
  private onRow = new Uint8Array(1024);
  private ringOf = new Int32Array(1024);
  private count = 0;

  clear(): void {
    this.count = 0;
  }

  /** Adds a vertex; `before` is the vertex before it on its row, NONE for the row's first, `onRow` whether it lies on a row. */
  addVertex(x: number, y: number, onRow: boolean, before: number): number {
    const vertex = this.count++;
    if (vertex === this.xs.length) this.grow();
    this.xs[vertex] = x;
    this.ys[vertex] = y;
    this.onRow[vertex] = onRow ? 1 : 0;
    this.before[vertex] = before;
    return vertex;
  }

  /** Joins the vertices on a square's sides; bits of `corners`: south-west 1, south-east 2, north-east 4, north-west 8. */
  joinSquare(corners: number, south: number, east: number, north: number, west: number): void {
    const { next } = this;
    switch (corners) {
      case 1:
        next[south] = west;
        break;
      case 2:
        next[east] = south;
        break;
      case 3:
        next[east] = west;
        break;
      case 4:
        next[north] = east;
        break;
      case 5:
        next[south] = west;
        next[north] = east;
        break;
      case 6:
        next[north] = south;
        break;
      case 7:
        next[north] = west;
        break;
      case 8:
        next[west] = north;
        break;
      case 9:
        next[south] = north;
        break;
      case 10:
        next[east] = south;
        next[west] = north;
        break;
      case 11:
        next[east] = north;
        break;
      case 12:
        next[west] = east;
        break;
      case 13:
        next[south] = east;
        break;
      case 14:
        next[west] = south;
        break;
    }
  }

  /** Traces all rings and sorts holes under their outer rings. Parts come from south to north. */
  trace(): Outline {
    const { count, xs, ys, next, ringOf, onRow } = this;
    ringOf.fill(NONE, 0, count);
    const rings: Ring[] = [];
    const isHole: boolean[] = [];
    /** Each ring's lowest vertex on a row: what lies west of it is inside or outside for the whole ring. */
    const lowest: number[] = [];
    let area = 0;
    for (let first = 0; first < count; first++) {
      if (ringOf[first] !== NONE) continue;
      const ring: Ring = [];
      let low = NONE;
      let [least, most] = [Infinity, -Infinity];
      const originX = xs[first] as number;
      const originY = ys[first] as number;
      let twice = 0;
      for (let vertex = first; ; ) {
        ringOf[vertex] = rings.length;
        if (onRow[vertex] !== 0 && (low === NONE || vertex < low)) low = vertex;
        const x = xs[vertex] as number;
        const y = ys[vertex] as number;
        if (y < least) least = y;
        if (y > most) most = y;
        ring.push([x / UNITS_PER_DEGREE, y / UNITS_PER_DEGREE]);
        const following = next[vertex] as number;
        twice +=
          (x - originX) * ((ys[following] as number) - originY) - ((xs[following] as number) - originX) * (y - originY);
        vertex = following;
        if (vertex === first) break;
      }
      ring.push(ring[0]?.slice() as Position);
      area += this.measureRing(first, least, most);
      rings.push(ring);
      isHole.push(twice < 0);
      lowest.push(low);
    }
    return {
      geometry: { type: "MultiPolygon", coordinates: this.gatherParts(rings, isHole, lowest) },
      areaSquareMetres: area,
    };
  }

  /** The ring west of a hole's lowest vertex is its outer ring, or a hole of the same part that begins lower or farther west. */
  private gatherParts(rings: Ring[], isHole: boolean[], lowest: number[]): PolygonRings[] {
    const parts: PolygonRings[] = [];
    const partOf = new Array<number>(rings.length).fill(NONE);
    rings.forEach((ring, index) => {
      if (isHole[index]) return;
      partOf[index] = parts.length;
      parts.push([ring]);
    });
    const findPart = (start: number): number => {
      let ring = start;
      const passed: number[] = [];
      while (partOf[ring] === NONE) {
        passed.push(ring);
        ring = this.ringOf[this.before[lowest[ring] as number] as number] as number;
      }
      const part = partOf[ring] as number;
      for (const hole of passed) partOf[hole] = part;
      return part;
    };
    rings.forEach((ring, index) => {
      if (isHole[index]) parts[findPart(index)]?.push(ring);
    });
    return parts;
  }

  /** The signed area of a ring, edge by edge at the scale of each edge's latitude. */
  private measureRing(first: number, least: number, most: number): number {
    const { xs, ys, next } = this;
    const middle = (least + most) / 2;
    const half = Math.max(1, (most - least) / 2);
    const isCurved = half <= MOST_CURVED_UNITS;
    const atMiddle = squareMetresPerUnit(middle);
    const atLeast = squareMetresPerUnit(middle - half);
    const atMost = squareMetresPerUnit(middle + half);
    const slope = (atMost - atLeast) / 2;
    const bend = (atMost + atLeast) / 2 - atMiddle;
    const originX = xs[first] as number;
    let area = 0;
    let vertex = first;
    do {
      const following = next[vertex] as number;
      const [y1, y2] = [ys[vertex] as number, ys[following] as number];
      const middleX = ((xs[vertex] as number) + (xs[following] as number)) / 2 - originX;
      const y = (y1 + y2) / 2;
      const share = (y - middle) / half;
      const scale = isCurved ? atMiddle + share * (slope + share * bend) : squareMetresPerUnit(y);
      area += middleX * (y2 - y1) * scale;
      vertex = following;
    } while (vertex !== first);
    return area;
  }

  private grow(): void {
    const size = this.xs.length * 2;
    this.xs = larger(this.xs, size);
    this.ys = larger(this.ys, size);
    this.next = larger(this.next, size);
    this.before = larger(this.before, size);
    this.ringOf = larger(this.ringOf, size);
    this.onRow = larger(this.onRow, size);
  }
}

/** Over a degree of latitude the scale follows a parabola (error below 1e-7). */
const MOST_CURVED_UNITS = UNITS_PER_DEGREE / 2;

function squareMetresPerUnit(y: number): number {
  const latitude = y / UNITS_PER_DEGREE;
  return (
    (metresPerDegreeOfLongitude(latitude) / UNITS_PER_DEGREE) * (metresPerDegreeOfLatitude(latitude) / UNITS_PER_DEGREE)
  );
}
