/**
 * Water, railways and walls as an off-street walk meets them: every shore and line as
 * a segment, filed by blocks of the lattice, and the water areas themselves. A leg
 * that passes exactly through a vertex of a line crosses it: sides are half open, so
 * nothing leaks through corners. Positions are in units of 1e-7°.
 */
import { AreaIndex } from "../areas.ts";
import type { AreaGeometry, Position } from "../model/geometry.ts";
import type { Barrier } from "../model/study.ts";
import { BlockRows } from "./block-rows.ts";
import { larger } from "./grow-array.ts";
import { type Lattice, UNITS_PER_DEGREE } from "./lattice.ts";

/** Square of the distance, in units, at which a place lies on a line. */
const TOUCH_SQUARED = 1.5 * 1.5;

export class BarrierLines {
  private readonly lattice: Lattice;
  /** Interleaved ax, ay, bx, by. */
  private readonly ends: Float64Array;
  private readonly bins: BlockRows;
  private readonly binStarts: Int32Array;
  private readonly binSegments: Int32Array;
  private readonly waters: AreaIndex | null;
  /** How often lines were collected: what was found holds until the next time. */
  collections = 0;
  private found = new Int32Array(64);
  private foundCount = 0;

  constructor(barriers: readonly Barrier[], lattice: Lattice) {
    this.lattice = lattice;
    this.ends = listSegments(barriers);
    const columns: number[] = [];
    const rows: number[] = [];
    this.visitBlocks((column, row) => {
      columns.push(column);
      rows.push(row);
    });
    this.bins = new BlockRows(Int32Array.from(columns), Int32Array.from(rows));
    this.binStarts = new Int32Array(this.bins.count + 1);
    const binOf = columns.map((column, pair) => this.bins.find(column, rows[pair] as number));
    for (const bin of binOf) this.binStarts[bin + 1]!++;
    for (let bin = 0; bin < this.bins.count; bin++) this.binStarts[bin + 1]! += this.binStarts[bin] as number;
    this.binSegments = new Int32Array(columns.length);
    const next = this.binStarts.slice(0, this.bins.count);
    let pair = 0;
    this.visitBlocks((_column, _row, segment) => {
      this.binSegments[next[binOf[pair++] as number]!++] = segment;
    });
    const areas = barriers.flatMap(({ kind, geometry }): AreaGeometry[] =>
      kind === "water" && (geometry.type === "Polygon" || geometry.type === "MultiPolygon") ? [geometry] : [],
    );
    this.waters = areas.length > 0 ? new AreaIndex(areas) : null;
  }

  /** Whether a position lies in a water area. */
  isWater(x: number, y: number): boolean {
    return this.waters !== null && this.waters.find(x / UNITS_PER_DEGREE, y / UNITS_PER_DEGREE) >= 0;
  }

  /** Share of the way from p to q, beyond the share `after`, at which the first line is crossed; above 1 where none is. */
  firstCrossing(px: number, py: number, qx: number, qy: number, after = -1): number {
    const { ends, binStarts, binSegments } = this;
    const { blockWidthUnits, blockHeightUnits } = this.lattice;
    const columnFrom = Math.floor(Math.min(px, qx) / blockWidthUnits);
    const columnTo = Math.floor(Math.max(px, qx) / blockWidthUnits);
    const rowFrom = Math.floor(Math.min(py, qy) / blockHeightUnits);
    const rowTo = Math.floor(Math.max(py, qy) / blockHeightUnits);
    let first = 2;
    for (let row = rowFrom; row <= rowTo; row++) {
      const binEnd = this.bins.startOf(row + 1);
      for (let bin = this.bins.firstFrom(columnFrom, row); bin < binEnd; bin++) {
        if ((this.bins.columns[bin] as number) > columnTo) break;
        const end = binStarts[bin + 1] as number;
        for (let i = binStarts[bin] as number; i < end; i++) {
          const s = 4 * (binSegments[i] as number);
          const ax = ends[s] as number;
          const ay = ends[s + 1] as number;
          const bx = ends[s + 2] as number;
          const by = ends[s + 3] as number;
          const sideA = (qx - px) * (ay - py) - (qy - py) * (ax - px);
          const sideB = (qx - px) * (by - py) - (qy - py) * (bx - px);
          if (sideA >= 0 === sideB >= 0) continue;
          const sideP = (bx - ax) * (py - ay) - (by - ay) * (px - ax);
          const sideQ = (bx - ax) * (qy - ay) - (by - ay) * (qx - ax);
          if (sideP >= 0 === sideQ >= 0) continue;
          const share = sideP / (sideP - sideQ);
          if (share < first && share > after) first = share;
        }
      }
    }
    return first;
  }

  /**
   * Whether a line stands between p and q, among those that the last `collectInBox` found. A line that q lies
   * on (to 1.5 cm) does not, where `mayTouch`: whoever stands on a street drawn along a wall can step off it on both sides.
   */
  standsBetween(px: number, py: number, qx: number, qy: number, mayTouch: boolean): boolean {
    const { ends, found } = this;
    for (let i = 0; i < this.foundCount; i++) {
      const s = 4 * (found[i] as number);
      const ax = ends[s] as number;
      const ay = ends[s + 1] as number;
      const bx = ends[s + 2] as number;
      const by = ends[s + 3] as number;
      const sideA = (qx - px) * (ay - py) - (qy - py) * (ax - px);
      const sideB = (qx - px) * (by - py) - (qy - py) * (bx - px);
      if (sideA >= 0 === sideB >= 0) continue;
      const sideP = (bx - ax) * (py - ay) - (by - ay) * (px - ax);
      const sideQ = (bx - ax) * (qy - ay) - (by - ay) * (qx - ax);
      if (sideP >= 0 === sideQ >= 0) continue;
      if (mayTouch && sideQ * sideQ <= TOUCH_SQUARED * ((bx - ax) * (bx - ax) + (by - ay) * (by - ay))) continue;
      return true;
    }
    return false;
  }

  /** Finds the lines that may pass through a box; answers how many. */
  collectInBox(west: number, south: number, east: number, north: number): number {
    this.foundCount = 0;
    this.collections++;
    this.visitBox(west, south, east, north, false);
    return this.foundCount;
  }

  /** Whether any of the lines found may pass through a smaller box. */
  foundIn(west: number, south: number, east: number, north: number): boolean {
    const { ends, found } = this;
    for (let i = 0; i < this.foundCount; i++) {
      const s = 4 * (found[i] as number);
      const ax = ends[s] as number;
      const ay = ends[s + 1] as number;
      const bx = ends[s + 2] as number;
      const by = ends[s + 3] as number;
      const isBeside = (ax < west && bx < west) || (ax > east && bx > east);
      if (!isBeside && !((ay < south && by < south) || (ay > north && by > north))) return true;
    }
    return false;
  }

  /** Whether any line may pass through a box. */
  meetsBox(west: number, south: number, east: number, north: number): boolean {
    return this.visitBox(west, south, east, north, true);
  }

  private visitBox(west: number, south: number, east: number, north: number, stopsAtFirst: boolean): boolean {
    const { ends, binStarts, binSegments } = this;
    const { blockWidthUnits, blockHeightUnits } = this.lattice;
    const columnFrom = Math.floor(west / blockWidthUnits);
    const columnTo = Math.floor(east / blockWidthUnits);
    const rowTo = Math.floor(north / blockHeightUnits);
    for (let row = Math.floor(south / blockHeightUnits); row <= rowTo; row++) {
      const binEnd = this.bins.startOf(row + 1);
      for (let bin = this.bins.firstFrom(columnFrom, row); bin < binEnd; bin++) {
        if ((this.bins.columns[bin] as number) > columnTo) break;
        const end = binStarts[bin + 1] as number;
        for (let i = binStarts[bin] as number; i < end; i++) {
          const s = 4 * (binSegments[i] as number);
          const ax = ends[s] as number;
          const ay = ends[s + 1] as number;
          const bx = ends[s + 2] as number;
          const by = ends[s + 3] as number;
          if ((ax < west && bx < west) || (ax > east && bx > east)) continue;
          if ((ay < south && by < south) || (ay > north && by > north)) continue;
          if (stopsAtFirst) return true;
          if (this.foundCount === this.found.length) this.found = larger(this.found, 2 * this.foundCount);
          this.found[this.foundCount++] = binSegments[i] as number;
        }
      }
    }
    return false;
  }

  /** Visits the blocks that each segment passes, a few beside them included; a segment may meet a block twice. */
  private visitBlocks(visit: (column: number, row: number, segment: number) => void): void {
    const { ends } = this;
    const { blockWidthUnits, blockHeightUnits } = this.lattice;
    for (let segment = 0; segment < ends.length / 4; segment++) {
      const ax = (ends[4 * segment] as number) / blockWidthUnits;
      const ay = (ends[4 * segment + 1] as number) / blockHeightUnits;
      const dx = (ends[4 * segment + 2] as number) / blockWidthUnits - ax;
      const dy = (ends[4 * segment + 3] as number) / blockHeightUnits - ay;
      const steps = Math.max(1, Math.ceil(Math.max(Math.abs(dx), Math.abs(dy))));
      let [west, east, south, north] = [1, 0, 1, 0];
      for (let step = 0; step < steps; step++) {
        const x1 = ax + (dx * step) / steps;
        const x2 = ax + (dx * (step + 1)) / steps;
        const y1 = ay + (dy * step) / steps;
        const y2 = ay + (dy * (step + 1)) / steps;
        const columnFrom = Math.floor(Math.min(x1, x2));
        const columnTo = Math.floor(Math.max(x1, x2));
        const rowFrom = Math.floor(Math.min(y1, y2));
        const rowTo = Math.floor(Math.max(y1, y2));
        for (let row = rowFrom; row <= rowTo; row++) {
          for (let column = columnFrom; column <= columnTo; column++) {
            if (column >= west && column <= east && row >= south && row <= north) continue;
            visit(column, row, segment);
          }
        }
        [west, east, south, north] = [columnFrom, columnTo, rowFrom, rowTo];
      }
    }
  }
}

function listSegments(barriers: readonly Barrier[]): Float64Array {
  const ends: number[] = [];
  const addLine = (line: readonly Position[]): void => {
    for (let i = 1; i < line.length; i++) {
      const [ax, ay] = toUnits(line[i - 1] as Position);
      const [bx, by] = toUnits(line[i] as Position);
      if (ax !== bx || ay !== by) ends.push(ax, ay, bx, by);
    }
  };
  for (const { geometry } of barriers) {
    if (geometry.type === "LineString") addLine(geometry.coordinates);
    else if (geometry.type === "MultiPolygon") for (const rings of geometry.coordinates) rings.forEach(addLine);
    else geometry.coordinates.forEach(addLine);
  }
  return Float64Array.from(ends);
}

function toUnits([lon, lat]: Position): [number, number] {
  return [Math.round(lon * UNITS_PER_DEGREE), Math.round(lat * UNITS_PER_DEGREE)];
}
