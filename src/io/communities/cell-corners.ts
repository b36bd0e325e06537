/** Corners of cells, found again: what several cells compute of one corner differs in its last bits, and must become one position. */
import type { Position } from "../../core/model/geometry.ts";

/** Corners nearer than this are one: far above rounding, far below any survey. */
const SAME_CORNER_METRES = 1e-5;
const BUCKET_METRES = 1e-3;
/** Farther than any place on earth from another: such corners are faults, told elsewhere. */
const FARTHEST_METRES = 1e8;

/** Local metres about a place, and back. */
export interface Plane {
  readonly toPlane: (position: Position) => Position;
  readonly toDegrees: (x: number, y: number) => Position;
}

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly position: Position;
}

/** One position in degrees for all corners at a place; corners of the border keep the bits of their file. */
export class Corners {
  /** By a mix of bucket column and row; different buckets may share a list. */
  private readonly buckets = new Map<number, Corner[]>();
  private readonly plane: Plane;

  constructor(plane: Plane) {
    this.plane = plane;
  }

  at(x: number, y: number, original?: Position): Position {
    const [column, row] = [Math.floor(x / BUCKET_METRES), Math.floor(y / BUCKET_METRES)];
    const known = this.findIn(column, row, x, y) ?? this.findBeside(column, row, x, y);
    if (known) return known;
    const corner = { x, y, position: original ?? this.plane.toDegrees(x, y) };
    const key = keyOfBucket(column, row);
    const here = this.buckets.get(key);
    if (here) here.push(corner);
    else this.buckets.set(key, [corner]);
    return corner.position;
  }

  private findIn(column: number, row: number, x: number, y: number): Position | null {
    for (const corner of this.buckets.get(keyOfBucket(column, row)) ?? []) {
      if (Math.abs(corner.x - x) <= SAME_CORNER_METRES && Math.abs(corner.y - y) <= SAME_CORNER_METRES)
        return corner.position;
    }
    return null;
  }

  /** Looks over the bucket's edge, where the place is that near to it. */
  private findBeside(column: number, row: number, x: number, y: number): Position | null {
    const near = SAME_CORNER_METRES;
    if (!(Math.abs(x) < FARTHEST_METRES && Math.abs(y) < FARTHEST_METRES)) return null;
    const [left, right] = [Math.floor((x - near) / BUCKET_METRES), Math.floor((x + near) / BUCKET_METRES)];
    const [low, high] = [Math.floor((y - near) / BUCKET_METRES), Math.floor((y + near) / BUCKET_METRES)];
    for (let c = left; c <= right; c++) {
      for (let r = low; r <= high; r++) {
        const found = c === column && r === row ? null : this.findIn(c, r, x, y);
        if (found) return found;
      }
    }
    return null;
  }
}

function keyOfBucket(column: number, row: number): number {
  return Math.imul(column, 73_856_093) ^ Math.imul(row, 19_349_663);
}
