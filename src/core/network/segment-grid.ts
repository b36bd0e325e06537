/**
 * A uniform grid over line segments (a point is a segment of no length), for "the
 * nearest within a radius" and "does this short leg cross any". Distances are taken
 * in metres at the asking point's own latitude, exact to 1e-4 within a kilometre.
 * Long segments are filed piecewise, so that a cell holds only what passes near it.
 * Segments on both sides of the antimeridian are laid side by side first.
 */
import { longitudeDifference, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import { type GridRoom, makeRoom, visitCellsOf } from "./grid-room.ts";
import { layOutLongitudes } from "./lay-out-longitudes.ts";
import { prefersFoot } from "./prefer-foot.ts";

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

/** A few segments that are gone from a grid or new in it. Those that are new have their place in the grid's room. */
export interface GridPatch {
  readonly of: SegmentGrid;
  /** That of the other grid, or a copy of it. */
  readonly room: GridRoom;
  readonly gone: readonly number[];
  readonly fresh: readonly number[];
  /** Ascends with the order that the segments would have in a grid made from nothing; equals keep that of their numbers. */
  readonly orders: Int32Array;
}

const MOST_CELLS = 4_000_000;
/** Distances that differ by less are equal. */
const TIE_METRES = 1e-6;
/** A leg that only reaches a segment with its last millimetre touches it. */
const TOUCH_METRES = 1e-3;

export class SegmentGrid {
  private readonly room: GridRoom;
  private readonly ends: Float64Array;
  readonly west: number;
  readonly south: number;
  readonly cellLon: number;
  readonly cellLat: number;
  readonly columns: number;
  readonly rows: number;
  private readonly starts: Uint32Array;
  private readonly members: Uint32Array;
  private readonly seen: Uint32Array;
  /** Cells whose segments are others than `members` says. */
  private readonly patches: ReadonlyMap<number, Uint32Array> | null;
  /** By what segments are ordered where it is not their numbers alone (see prefer-foot). */
  private readonly orders: Int32Array | null;
  /** Longitudes are asked for within half a turn of it. */
  private readonly middleLon: number;
  private limit = 0;

  /**
   * @param cellMetres wished side of a cell; made larger where the area would need too many cells.
   * @param patch a grid from which this one differs by a few segments.
   */
  constructor(segments: Segments, cellMetres: number, patch: GridPatch | null = null) {
    if (patch !== null) {
      const { of } = patch;
      this.room = patch.room;
      this.ends = patch.room.ends;
      this.seen = patch.room.seen;
      this.middleLon = of.middleLon;
      this.west = of.west;
      this.south = of.south;
      this.cellLon = of.cellLon;
      this.cellLat = of.cellLat;
      this.columns = of.columns;
      this.rows = of.rows;
      this.starts = of.starts;
      this.members = of.members;
      this.orders = patch.orders;
      this.patches = this.patchCells(patch);
      return;
    }
    this.patches = null;
    this.orders = null;
    const { count } = segments;
    this.room = makeRoom(layOutLongitudes(segments.ends), count);
    const { ends, box } = this.room;
    this.ends = ends;
    this.seen = this.room.seen;
    const [west, south, east, north] = box;
    const middle = (south + north) / 2;
    const metresPerLon = Math.max(1, metresPerDegreeOfLongitude(middle));
    const metresPerLat = metresPerDegreeOfLatitude(middle);
    const squareMetres = (east - west) * metresPerLon * (north - south) * metresPerLat;
    const side = Math.max(cellMetres, Math.sqrt(squareMetres / MOST_CELLS));
    this.middleLon = (west + east) / 2;
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

  /** A grid that differs from another by a few segments; costs what these touch. */
  static patch(patch: GridPatch): SegmentGrid {
    return new SegmentGrid({ count: 0, ends: patch.of.ends }, 0, patch);
  }

  /** Room for further segments, shared by all grids that were patched from one. */
  get shared(): GridRoom {
    return this.room;
  }

  /** The cells that a patch changes, each with its segments in their order. */
  private patchCells({ of, gone, fresh, orders }: GridPatch): ReadonlyMap<number, Uint32Array> {
    const lists = new Map<number, Set<number>>();
    const listOf = (cell: number): Set<number> => {
      let list = lists.get(cell);
      if (list === undefined) {
        const own = of.patches?.get(cell);
        list = new Set(own ?? of.members.subarray(of.starts[cell] as number, of.starts[cell + 1] as number));
        lists.set(cell, list);
      }
      return list;
    };
    for (const segment of gone) visitCellsOf(this.ends, segment, this, (cell) => listOf(cell).delete(segment));
    for (const segment of fresh) visitCellsOf(this.ends, segment, this, (cell) => listOf(cell).add(segment));
    const patches = new Map(of.patches);
    for (const [cell, list] of lists) {
      const sorted = [...list].sort((a, b) => (orders[a] as number) - (orders[b] as number) || a - b);
      patches.set(cell, Uint32Array.from(sorted));
    }
    return patches;
  }

  /**
   * The nearest segment within `limitMetres` (inclusive) that `accepts` agrees to,
   * written into `answer`; false when there is none. Which of several at one distance
   * is told by where they lie, not by their order (see prefer-foot).
   */
  findNearest(
    askedLon: number,
    lat: number,
    limitMetres: number,
    answer: NearestSegment,
    accepts?: (segmentIndex: number, fraction: number, metres: number) => boolean,
  ): boolean {
    const lon = this.turnTowards(askedLon);
    const metresPerLon = metresPerDegreeOfLongitude(lat);
    const metresPerLat = metresPerDegreeOfLatitude(lat);
    const cellMetres = Math.min(this.cellLon * metresPerLon, this.cellLat * metresPerLat);
    const column = Math.floor((lon - this.west) / this.cellLon);
    const row = Math.floor((lat - this.south) / this.cellLat);
    answer.segmentIndex = -1;
    answer.metres = limitMetres;
    this.limit = limitMetres;
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
      if (ring > 0 && toSide + (ring - 1) * cellMetres > answer.metres + TIE_METRES) break;
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
    const { ends, seen, starts, limit, orders } = this;
    const own = this.patches?.get(cell);
    const members = own ?? this.members;
    const end = own === undefined ? (starts[cell + 1] as number) : own.length;
    let reach = answer.metres + TIE_METRES;
    let far = reach * reach;
    for (let i = own === undefined ? (starts[cell] as number) : 0; i < end; i++) {
      const segment = members[i] as number;
      if (seen[segment] === query) continue;
      seen[segment] = query;
      const ax = ((ends[4 * segment] as number) - lon) * metresPerLon;
      const ay = ((ends[4 * segment + 1] as number) - lat) * metresPerLat;
      const dx = ((ends[4 * segment + 2] as number) - lon) * metresPerLon - ax;
      const dy = ((ends[4 * segment + 3] as number) - lat) * metresPerLat - ay;
      const squared = dx * dx + dy * dy;
      // Farther than that from the whole line through the segment: no division needed to know.
      const cross = ax * dy - ay * dx;
      if (cross * cross > far * squared) continue;
      let fraction = squared > 0 ? -(ax * dx + ay * dy) / squared : 0;
      if (fraction < 0) fraction = 0;
      else if (fraction > 1) fraction = 1;
      const x = ax + fraction * dx;
      const y = ay + fraction * dy;
      const apart = x * x + y * y;
      if (apart > far) continue;
      const metres = Math.sqrt(apart);
      if (metres > limit) continue;
      const isTie = answer.segmentIndex >= 0 && metres > answer.metres - TIE_METRES;
      if (isTie && !prefersFoot(ends, segment, fraction, metres, answer, lon, lat, metresPerLon, metresPerLat, orders))
        continue;
      if (accepts !== undefined && !accepts(segment, fraction, metres)) continue;
      answer.segmentIndex = segment;
      answer.metres = metres;
      answer.fraction = fraction;
      reach = metres + TIE_METRES;
      far = reach * reach;
    }
  }

  /** Every segment within `metres` of a point (inclusive), in no order. */
  listWithin(askedLon: number, lat: number, metres: number): number[] {
    const lon = this.turnTowards(askedLon);
    const metresPerLon = Math.max(1, metresPerDegreeOfLongitude(lat));
    const metresPerLat = metresPerDegreeOfLatitude(lat);
    const columnFrom = this.clampColumn((lon - metres / metresPerLon - this.west) / this.cellLon);
    const columnTo = this.clampColumn((lon + metres / metresPerLon - this.west) / this.cellLon);
    const rowFrom = this.clampRow((lat - metres / metresPerLat - this.south) / this.cellLat);
    const rowTo = this.clampRow((lat + metres / metresPerLat - this.south) / this.cellLat);
    const query = this.nextQuery();
    const found: number[] = [];
    const answer: NearestSegment = { segmentIndex: -1, metres: 0, fraction: 0 };
    const collect = (segment: number): boolean => {
      found.push(segment);
      return false;
    };
    this.limit = metres;
    answer.metres = metres;
    for (let row = rowFrom; row <= rowTo; row++) {
      for (let column = columnFrom; column <= columnTo; column++) {
        const cell = row * this.columns + column;
        this.searchCell(cell, query, lon, lat, metresPerLon, metresPerLat, answer, collect);
      }
    }
    return found;
  }

  /** The position at a fraction of a segment. */
  positionAt(segmentIndex: number, fraction: number): [lon: number, lat: number] {
    const s = 4 * segmentIndex;
    const ax = this.ends[s] as number;
    const ay = this.ends[s + 1] as number;
    return [ax + fraction * ((this.ends[s + 2] as number) - ax), ay + fraction * ((this.ends[s + 3] as number) - ay)];
  }

  /**
   * Whether the inside of the straight leg from a to b crosses any segment, at a vertex that segments
   * share too. Touching is not crossing: with a last millimetre, at a corner that stays on one side, or alongside.
   */
  crosses(fromLon: number, fromLat: number, toLon: number, toLat: number): boolean {
    const turnedLon = this.turnTowards(fromLon);
    const lonStep = longitudeDifference(fromLon, toLon);
    const latStep = toLat - fromLat;
    const columnFrom = Math.max(0, Math.floor((turnedLon + Math.min(0, lonStep) - this.west) / this.cellLon));
    const columnTo = Math.min(
      this.columns - 1,
      Math.floor((turnedLon + Math.max(0, lonStep) - this.west) / this.cellLon),
    );
    const rowFrom = Math.max(0, Math.floor((Math.min(fromLat, toLat) - this.south) / this.cellLat));
    const rowTo = Math.min(this.rows - 1, Math.floor((Math.max(fromLat, toLat) - this.south) / this.cellLat));
    if (!this.holdsAny(columnFrom, columnTo, rowFrom, rowTo)) return false;
    const x = lonStep * metresPerDegreeOfLongitude(fromLat);
    const y = latStep * metresPerDegreeOfLatitude(fromLat);
    const shrink = TOUCH_METRES / Math.sqrt(x * x + y * y);
    if (!(shrink < 0.5)) return false;
    const ax = turnedLon + shrink * lonStep;
    const ay = fromLat + shrink * latStep;
    const bx = turnedLon + (1 - shrink) * lonStep;
    const by = fromLat + (1 - shrink) * latStep;
    const { ends, starts } = this;
    // Sides of the leg towards which segments leave from vertices that lie on it.
    let leavesLeft = false;
    let leavesRight = false;
    for (let row = rowFrom; row <= rowTo; row++) {
      for (let column = columnFrom; column <= columnTo; column++) {
        const cell = row * this.columns + column;
        const own = this.patches?.get(cell);
        const members = own ?? this.members;
        const end = own === undefined ? (starts[cell + 1] as number) : own.length;
        for (let i = own === undefined ? (starts[cell] as number) : 0; i < end; i++) {
          const s = 4 * (members[i] as number);
          const cx = ends[s] as number;
          const cy = ends[s + 1] as number;
          const dx = ends[s + 2] as number;
          const dy = ends[s + 3] as number;
          const c = sideOf(ax, ay, bx, by, cx, cy);
          const d = sideOf(ax, ay, bx, by, dx, dy);
          if ((c > 0 && d > 0) || (c < 0 && d < 0) || (c === 0 && d === 0)) continue;
          if (c !== 0 && d !== 0) {
            if (sideOf(cx, cy, dx, dy, ax, ay) * sideOf(cx, cy, dx, dy, bx, by) <= 0) return true;
            continue;
          }
          const within = c === 0 ? isBetween(ax, ay, bx, by, cx, cy) : isBetween(ax, ay, bx, by, dx, dy);
          if (!within) continue;
          if (c + d > 0) leavesLeft = true;
          else leavesRight = true;
          if (leavesLeft && leavesRight) return true;
        }
      }
    }
    return false;
  }

  private holdsAny(columnFrom: number, columnTo: number, rowFrom: number, rowTo: number): boolean {
    for (let row = rowFrom; row <= rowTo; row++) {
      for (let column = columnFrom; column <= columnTo; column++) {
        const cell = row * this.columns + column;
        const own = this.patches?.get(cell);
        if (own === undefined ? this.starts[cell] !== this.starts[cell + 1] : own.length > 0) return true;
      }
    }
    return false;
  }

  /** The same longitude, within half a turn of the grid's middle. */
  private turnTowards(lon: number): number {
    const away = lon - this.middleLon;
    if (away > 180) return lon - 360;
    return away < -180 ? lon + 360 : lon;
  }

  private nextQuery(): number {
    const { room } = this;
    room.query++;
    if (room.query === 0xffffffff) {
      this.seen.fill(0);
      room.query = 1;
    }
    return room.query;
  }

  private visitCells(count: number, visit: (cell: number, segment: number) => void): void {
    for (let segment = 0; segment < count; segment++) visitCellsOf(this.ends, segment, this, visit);
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

/** Whether a point on the line through a and b lies between them. */
function isBetween(ax: number, ay: number, bx: number, by: number, px: number, py: number): boolean {
  return (px - ax) * (px - bx) + (py - ay) * (py - by) <= 0;
}
