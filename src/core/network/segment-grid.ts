/**
 * A uniform grid over line segments (a point is a segment of no length), for "the
 * nearest within a radius" and "does this short leg cross any". Distances are taken
 * in metres at the asking point's own latitude, exact to 1e-5 within a kilometre.
 * Long segments are filed piecewise, so that a cell holds only what passes near it.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";

/** Segments as interleaved ax, ay, bx, by in degrees. */
export interface Segments {
  readonly count: number;
  readonly ends: Float64Array;
}

/** Where the nearest segment was found. */
export interface NearestSegment {
  segmentIndex: number;
  metres: number;
  /** 0 at the segment's first end, 1 at its second. */
  fraction: number;
}

const MOST_CELLS = 4_000_000;

export class SegmentGrid {
  private readonly ends: Float64Array;
  private readonly west: number;
  private readonly south: number;
  private readonly cellLon: number;
  private readonly cellLat: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly starts: Uint32Array;
  private readonly members: Uint32Array;
  private readonly seen: Uint32Array;
  private query = 0;

  /** @param cellMetres wished side of a cell; made larger where the area would need too many cells. */
  constructor(segments: Segments, cellMetres: number) {
    const { ends, count } = segments;
    this.ends = ends;
    this.seen = new Uint32Array(count);
    let west = Infinity;
    let south = Infinity;
    let east = -Infinity;
    let north = -Infinity;
    for (let i = 0; i < count * 4; i += 2) {
      const lon = ends[i] as number;
      const lat = ends[i + 1] as number;
      if (lon < west) west = lon;
      if (lon > east) east = lon;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
    if (count === 0) {
      west = south = east = north = 0;
    }
    const middle = (south + north) / 2;
    const metresPerLon = metresPerDegreeOfLongitude(middle);
    const metresPerLat = metresPerDegreeOfLatitude(middle);
    const squareMetres = (east - west) * metresPerLon * (north - south) * metresPerLat;
    const side = Math.max(cellMetres, Math.sqrt(squareMetres / MOST_CELLS));
    this.west = west;
    this.south = south;
    this.cellLon = side / metresPerLon;
    this.cellLat = side / metresPerLat;
    this.columns = Math.floor((east - west) / this.cellLon) + 1;
    this.rows = Math.floor((north - south) / this.cellLat) + 1;

    const starts = new Uint32Array(this.columns * this.rows + 1);
    this.visitCells(count, (cell) => {
      starts[cell + 1]!++;
    });
    for (let cell = 0; cell < this.columns * this.rows; cell++) starts[cell + 1]! += starts[cell] as number;
    const next = starts.slice(0, this.columns * this.rows);
    const members = new Uint32Array(starts[this.columns * this.rows] as number);
    this.visitCells(count, (cell, segment) => {
      members[next[cell]!++] = segment;
    });
    this.starts = starts;
    this.members = members;
  }

  /**
   * The nearest segment within `limitMetres` (inclusive) that `accepts` agrees to,
   * written into `answer`; false when there is none. Equal distances go to the
   * lower segment number.
   */
  findNearest(
    lon: number,
    lat: number,
    limitMetres: number,
    answer: NearestSegment,
    accepts?: (segmentIndex: number, fraction: number, metres: number) => boolean,
  ): boolean {
    const metresPerLon = metresPerDegreeOfLongitude(lat);
    const metresPerLat = metresPerDegreeOfLatitude(lat);
    const cellMetres = Math.min(this.cellLon * metresPerLon, this.cellLat * metresPerLat);
    const column = Math.floor((lon - this.west) / this.cellLon);
    const row = Math.floor((lat - this.south) / this.cellLat);
    answer.segmentIndex = -1;
    answer.metres = limitMetres;
    const query = this.nextQuery();
    // Anything in ring r lies at least r - 1 cells beyond the nearest side of the point's own cell.
    const across = lon - (this.west + column * this.cellLon);
    const upward = lat - (this.south + row * this.cellLat);
    const toSide = Math.min(
      across * metresPerLon,
      (this.cellLon - across) * metresPerLon,
      upward * metresPerLat,
      (this.cellLat - upward) * metresPerLat,
    );
    const outside = Math.max(-column, column - this.columns + 1, -row, row - this.rows + 1, 0);
    const farthest = Math.max(column, this.columns - 1 - column, row, this.rows - 1 - row);
    for (let ring = outside; ring <= farthest; ring++) {
      if (ring > 0 && toSide + (ring - 1) * cellMetres > answer.metres) break;
      const rowFrom = Math.max(0, row - ring);
      const rowTo = Math.min(this.rows - 1, row + ring);
      for (let y = rowFrom; y <= rowTo; y++) {
        const wholeRow = y === row - ring || y === row + ring;
        const step = wholeRow ? 1 : Math.max(1, 2 * ring);
        for (let x = column - ring; x <= column + ring; x += step) {
          if (x < 0 || x >= this.columns) continue;
          this.searchCell(y * this.columns + x, query, lon, lat, metresPerLon, metresPerLat, answer, accepts);
        }
      }
    }
    return answer.segmentIndex >= 0;
  }

  private searchCell(
    cell: number,
    query: number,
    lon: number,
    lat: number,
    metresPerLon: number,
    metresPerLat: number,
    answer: NearestSegment,
    accepts?: (segmentIndex: number, fraction: number, metres: number) => boolean,
  ): void {
    const { ends, seen, members, starts } = this;
    const end = starts[cell + 1] as number;
    for (let i = starts[cell] as number; i < end; i++) {
      const segment = members[i] as number;
      if (seen[segment] === query) continue;
      seen[segment] = query;
      const ax = ((ends[4 * segment] as number) - lon) * metresPerLon;
      const ay = ((ends[4 * segment + 1] as number) - lat) * metresPerLat;
      const dx = ((ends[4 * segment + 2] as number) - lon) * metresPerLon - ax;
      const dy = ((ends[4 * segment + 3] as number) - lat) * metresPerLat - ay;
      const squared = dx * dx + dy * dy;
      let fraction = squared > 0 ? -(ax * dx + ay * dy) / squared : 0;
      if (fraction < 0) fraction = 0;
      else if (fraction > 1) fraction = 1;
      const x = ax + fraction * dx;
      const y = ay + fraction * dy;
      const metres = Math.sqrt(x * x + y * y);
      if (metres > answer.metres) continue;
      if (metres === answer.metres && answer.segmentIndex >= 0 && segment > answer.segmentIndex) continue;
      if (accepts !== undefined && !accepts(segment, fraction, metres)) continue;
      answer.segmentIndex = segment;
      answer.metres = metres;
      answer.fraction = fraction;
    }
  }

  /** The position at a fraction of a segment. */
  positionAt(segmentIndex: number, fraction: number): [lon: number, lat: number] {
    const s = 4 * segmentIndex;
    const ax = this.ends[s] as number;
    const ay = this.ends[s + 1] as number;
    return [ax + fraction * ((this.ends[s + 2] as number) - ax), ay + fraction * ((this.ends[s + 3] as number) - ay)];
  }

  /** Whether the straight leg from a to b properly crosses any segment; touching an end is not crossing. */
  crosses(ax: number, ay: number, bx: number, by: number): boolean {
    const columnFrom = Math.max(0, Math.floor((Math.min(ax, bx) - this.west) / this.cellLon));
    const columnTo = Math.min(this.columns - 1, Math.floor((Math.max(ax, bx) - this.west) / this.cellLon));
    const rowFrom = Math.max(0, Math.floor((Math.min(ay, by) - this.south) / this.cellLat));
    const rowTo = Math.min(this.rows - 1, Math.floor((Math.max(ay, by) - this.south) / this.cellLat));
    const { ends, members, starts } = this;
    for (let y = rowFrom; y <= rowTo; y++) {
      for (let x = columnFrom; x <= columnTo; x++) {
        const cell = y * this.columns + x;
        const end = starts[cell + 1] as number;
        for (let i = starts[cell] as number; i < end; i++) {
          const s = 4 * (members[i] as number);
          const cx = ends[s] as number;
          const cy = ends[s + 1] as number;
          const dx = ends[s + 2] as number;
          const dy = ends[s + 3] as number;
          if (sideOf(ax, ay, bx, by, cx, cy) * sideOf(ax, ay, bx, by, dx, dy) >= 0) continue;
          if (sideOf(cx, cy, dx, dy, ax, ay) * sideOf(cx, cy, dx, dy, bx, by) < 0) return true;
        }
      }
    }
    return false;
  }

  private nextQuery(): number {
    this.query++;
    if (this.query === 0xffffffff) {
      this.seen.fill(0);
      this.query = 1;
    }
    return this.query;
  }

  private visitCells(count: number, visit: (cell: number, segment: number) => void): void {
    const { ends, cellLon, cellLat, columns } = this;
    for (let segment = 0; segment < count; segment++) {
      const ax = ((ends[4 * segment] as number) - this.west) / cellLon;
      const ay = ((ends[4 * segment + 1] as number) - this.south) / cellLat;
      const bx = ((ends[4 * segment + 2] as number) - this.west) / cellLon;
      const by = ((ends[4 * segment + 3] as number) - this.south) / cellLat;
      const pieces = Math.max(1, Math.ceil(Math.max(Math.abs(bx - ax), Math.abs(by - ay))));
      let lastFrom = -1;
      let lastTo = -1;
      for (let piece = 0; piece < pieces; piece++) {
        const px = ax + ((bx - ax) * piece) / pieces;
        const py = ay + ((by - ay) * piece) / pieces;
        const qx = ax + ((bx - ax) * (piece + 1)) / pieces;
        const qy = ay + ((by - ay) * (piece + 1)) / pieces;
        const columnFrom = this.clampColumn(Math.min(px, qx));
        const columnTo = this.clampColumn(Math.max(px, qx));
        const rowFrom = this.clampRow(Math.min(py, qy));
        const rowTo = this.clampRow(Math.max(py, qy));
        for (let y = rowFrom; y <= rowTo; y++) {
          for (let x = columnFrom; x <= columnTo; x++) {
            const cell = y * columns + x;
            if (cell === lastFrom || cell === lastTo) continue;
            visit(cell, segment);
          }
        }
        lastFrom = rowFrom * columns + columnFrom;
        lastTo = rowTo * columns + columnTo;
      }
    }
  }

  private clampColumn(x: number): number {
    return Math.min(this.columns - 1, Math.max(0, Math.floor(x)));
  }

  private clampRow(y: number): number {
    return Math.min(this.rows - 1, Math.max(0, Math.floor(y)));
  }
}

/** Twice the signed area of a, b, p: positive when p lies to the left of a → b. */
function sideOf(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  return (bx - ax) * (py - ay) - (by - ay) * (px - ax);
}
