/**
 * The ground beside the streets: for each lattice point the pieces of street within
 * the off-street limit, nearest first, and whether a straight leg to them is free of
 * barriers. It depends on no search, so it is found once, block by block where an
 * isochrone comes, and serves all that follow. Legs are measured exactly (point to
 * segment); a leg is tested against barriers only when an answer hangs on it.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Mode } from "../model/parameters.ts";
import type { Barrier } from "../model/study.ts";
import type { Network } from "../network/network.ts";
import { BarrierLines } from "./barrier-lines.ts";
import { BLOCK_SIDE, blockKey, blockRowLatitude, chooseLattice, type Lattice, UNITS_PER_DEGREE } from "./lattice.ts";
import { cutStreetPieces, type StreetPieces } from "./street-pieces.ts";

/** How finely isochrones are drawn and how far from the street. */
export interface GroundOptions {
  /** Largest distance of neighbouring lattice points. */
  readonly cellMetres: number;
  /** The farthest that anybody walks from a street. */
  readonly offStreetMetres: number;
}

export const DEFAULT_GROUND: GroundOptions = { cellMetres: 20, offStreetMetres: 100 };

/** Points of a block. */
export const BLOCK_POINTS = BLOCK_SIDE * BLOCK_SIDE;
/** Half the width of a street over water, in cells: wide enough that no bend of it falls between lattice points. */
const RIBBON_CELLS = 0.75;
/** Outlines are interpolated against values up to a cell beyond the limit. */
const BEYOND_CELLS = 1.5;
/** Neighbour lists are dropped and found again when they hold more entries than this (9 bytes each). */
const MOST_ENTRIES = 8_000_000;

const UNKNOWN = 0;
const FREE = 1;
const BLOCKED = 2;
const FREE_AT_FIRST_END = 3;
const FREE_AT_SECOND_END = 4;
/** A leg is tested from a little inside its piece, so that a street ending at a wall stays on its side of it. */
const RETRACTION = 0.02;

export class OffStreetGround {
  readonly options: GroundOptions;
  readonly network: Network;
  readonly mode: Mode;
  readonly lattice: Lattice;
  readonly pieces: StreetPieces;
  readonly barriers: BarrierLines;
  /** 1 where a barrier lies near enough to a bin of pieces that legs from it may be stopped. */
  readonly binNearBarrier: Uint8Array;
  /** The farthest from the street that is drawn over water. */
  readonly ribbonMetres: number;
  /** Blocks around a piece's own that its legs may come to. */
  readonly columnMargin: number;
  readonly rowMargin: number;

  /** Per block: `BLOCK_POINTS + 1` offsets into the entries. */
  entryStarts = new Int32Array(17 * 256);
  /** Bits of the block's points that lie in water. */
  blockWaters = new Uint16Array(256);
  blockNearBarrier = new Uint8Array(256);
  entryPieces = new Int32Array(1 << 16);
  entryMetres = new Float32Array(1 << 16);
  private entryLegs = new Uint8Array(1 << 16);
  private entryCount = 0;
  private blockCount = 0;
  private readonly blockOfKey = new Map<number, number>();
  private readonly rangeMetres: number;
  private candidates = new Int32Array(1024);
  private candidateShapes = new Float64Array(5 * 1024);
  /** Metres per unit of 1e-7° at the block row last asked for. */
  metresPerX = 0;
  metresPerY = 0;
  private metricRow = Number.NaN;

  constructor(network: Network, mode: Mode, barriers: readonly Barrier[], options: GroundOptions) {
    this.network = network;
    this.mode = mode;
    this.options = options;
    const { cellMetres, offStreetMetres } = options;
    this.lattice = chooseLattice(network, cellMetres);
    this.pieces = cutStreetPieces(network, mode, this.lattice, cellMetres);
    this.barriers = new BarrierLines(barriers, this.lattice);
    this.ribbonMetres = Math.min(offStreetMetres, RIBBON_CELLS * cellMetres);
    this.rangeMetres = offStreetMetres + BEYOND_CELLS * cellMetres;
    const far = this.rangeMetres + cellMetres / 2;
    this.columnMargin = Math.ceil(far / this.lattice.leastBlockWidthMetres);
    this.rowMargin = Math.ceil(far / this.lattice.leastBlockHeightMetres);
    const { binColumns, binRows } = this.pieces;
    this.binNearBarrier = Uint8Array.from(binColumns, (column, bin) =>
      this.barriers.isNear(column, binRows[bin] as number, this.columnMargin, this.rowMargin) ? 1 : 0,
    );
  }

  /** Takes the lengths of a row of blocks. */
  useRow(row: number): void {
    if (row === this.metricRow) return;
    this.metricRow = row;
    const latitude = blockRowLatitude(this.lattice, row);
    this.metresPerX = metresPerDegreeOfLongitude(latitude) / UNITS_PER_DEGREE;
    this.metresPerY = metresPerDegreeOfLatitude(latitude) / UNITS_PER_DEGREE;
  }

  /** Drops the neighbour lists when they have grown large; block numbers given before are void then. */
  makeRoom(): void {
    if (this.entryCount < MOST_ENTRIES) return;
    this.blockOfKey.clear();
    this.blockCount = 0;
    this.entryCount = 0;
  }

  /** The number of a block's record, made on the first call. */
  blockAt(column: number, row: number): number {
    const key = blockKey(column, row);
    const known = this.blockOfKey.get(key);
    if (known !== undefined) return known;
    const block = this.buildBlock(column, row);
    this.blockOfKey.set(key, block);
    return block;
  }

  private buildBlock(column: number, row: number): number {
    this.useRow(row);
    const { lattice, barriers, metresPerX, metresPerY } = this;
    const block = this.blockCount++;
    if (block === this.blockWaters.length) this.growBlocks();
    const x0 = column * lattice.blockWidthUnits;
    const y0 = row * lattice.blockHeightUnits;
    const count = this.gatherCandidates(column, row, x0, y0);
    const nearBarrier = barriers.isNear(column, row, this.columnMargin, this.rowMargin);
    this.blockNearBarrier[block] = nearBarrier ? 1 : 0;
    const unknown = nearBarrier ? UNKNOWN : FREE;
    const first = block * (BLOCK_POINTS + 1);
    let waters = 0;
    this.entryStarts[first] = this.entryCount;
    for (let point = 0; point < BLOCK_POINTS; point++) {
      const x = (point % BLOCK_SIDE) * lattice.columnUnits;
      const y = Math.floor(point / BLOCK_SIDE) * lattice.rowUnits;
      let limit = this.rangeMetres;
      if (count > 0 && barriers.isWater(x0 + x, y0 + y)) {
        waters |= 1 << point;
        limit -= this.options.offStreetMetres - this.ribbonMetres;
      }
      this.addEntries(count, x * metresPerX, y * metresPerY, limit, unknown);
      this.entryStarts[first + point + 1] = this.entryCount;
    }
    this.blockWaters[block] = waters;
    return block;
  }

  /** Pieces of the blocks around, their shapes in metres from the block's first point: ax, ay, dx, dy, 1 / length². */
  private gatherCandidates(column: number, row: number, x0: number, y0: number): number {
    const { pieces, metresPerX, metresPerY } = this;
    const { ends, binOfBlock, binStarts, binPieces } = pieces;
    let count = 0;
    for (let y = row - this.rowMargin; y <= row + this.rowMargin; y++) {
      for (let x = column - this.columnMargin; x <= column + this.columnMargin; x++) {
        const bin = binOfBlock.get(blockKey(x, y));
        if (bin === undefined) continue;
        const end = binStarts[bin + 1] as number;
        for (let i = binStarts[bin] as number; i < end; i++) {
          const piece = binPieces[i] as number;
          if (count === this.candidates.length) this.growCandidates();
          const ax = ((ends[4 * piece] as number) - x0) * metresPerX;
          const ay = ((ends[4 * piece + 1] as number) - y0) * metresPerY;
          const dx = ((ends[4 * piece + 2] as number) - x0) * metresPerX - ax;
          const dy = ((ends[4 * piece + 3] as number) - y0) * metresPerY - ay;
          const squared = dx * dx + dy * dy;
          const { candidateShapes } = this;
          this.candidates[count] = piece;
          candidateShapes[5 * count] = ax;
          candidateShapes[5 * count + 1] = ay;
          candidateShapes[5 * count + 2] = dx;
          candidateShapes[5 * count + 3] = dy;
          candidateShapes[5 * count + 4] = squared > 0 ? 1 / squared : 0;
          count++;
        }
      }
    }
    return count;
  }

  /** Adds the candidates within a limit of a point (metres from the block's first), nearest first. */
  private addEntries(candidateCount: number, px: number, py: number, limit: number, leg: number): void {
    if (this.entryCount + candidateCount > this.entryPieces.length) this.growEntries(candidateCount);
    const { candidates, candidateShapes, entryPieces, entryMetres, entryLegs } = this;
    const first = this.entryCount;
    const limitSquared = limit * limit;
    let end = first;
    for (let candidate = 0, at = 0; candidate < candidateCount; candidate++, at += 5) {
      let x = (candidateShapes[at] as number) - px;
      let y = (candidateShapes[at + 1] as number) - py;
      const dx = candidateShapes[at + 2] as number;
      const dy = candidateShapes[at + 3] as number;
      let share = -(x * dx + y * dy) * (candidateShapes[at + 4] as number);
      share = share < 0 ? 0 : share > 1 ? 1 : share;
      x += share * dx;
      y += share * dy;
      const squared = x * x + y * y;
      if (squared > limitSquared) continue;
      const metres = Math.fround(Math.sqrt(squared));
      let slot = end++;
      while (slot > first && (entryMetres[slot - 1] as number) > metres) {
        entryMetres[slot] = entryMetres[slot - 1] as number;
        entryPieces[slot] = entryPieces[slot - 1] as number;
        slot--;
      }
      entryMetres[slot] = metres;
      entryPieces[slot] = candidates[candidate] as number;
    }
    entryLegs.fill(leg, first, end);
    this.entryCount = end;
  }

  /**
   * Metres of a free leg from a lattice point (units) to an entry's piece: to its nearest
   * point, else to the nearer end that is in sight; Infinity where all are behind barriers.
   */
  freeMetres(entry: number, x: number, y: number): number {
    let leg = this.entryLegs[entry] as number;
    if (leg === FREE) return this.entryMetres[entry] as number;
    if (leg === BLOCKED) return Infinity;
    const { ends } = this.pieces;
    const at = 4 * (this.entryPieces[entry] as number);
    const { metresPerX, metresPerY } = this;
    const ax = ends[at] as number;
    const ay = ends[at + 1] as number;
    const bx = ends[at + 2] as number;
    const by = ends[at + 3] as number;
    const toA = length((ax - x) * metresPerX, (ay - y) * metresPerY);
    const toB = length((bx - x) * metresPerX, (by - y) * metresPerY);
    if (leg === UNKNOWN) {
      const dx = (bx - ax) * metresPerX;
      const dy = (by - ay) * metresPerY;
      const squared = dx * dx + dy * dy;
      const along = squared > 0 ? ((x - ax) * metresPerX * dx + (y - ay) * metresPerY * dy) / squared : 0;
      const share = along < 0 ? 0 : along > 1 ? 1 : along;
      if (this.isFree(x, y, ax + share * (bx - ax), ay + share * (by - ay), ax, ay, bx, by)) leg = FREE;
      else if (this.isFree(x, y, toA <= toB ? ax : bx, toA <= toB ? ay : by, ax, ay, bx, by))
        leg = toA <= toB ? FREE_AT_FIRST_END : FREE_AT_SECOND_END;
      else if (this.isFree(x, y, toA <= toB ? bx : ax, toA <= toB ? by : ay, ax, ay, bx, by))
        leg = toA <= toB ? FREE_AT_SECOND_END : FREE_AT_FIRST_END;
      else leg = BLOCKED;
      this.entryLegs[entry] = leg;
      if (leg === FREE) return this.entryMetres[entry] as number;
      if (leg === BLOCKED) return Infinity;
    }
    return leg === FREE_AT_FIRST_END ? toA : toB;
  }

  /** Whether a straight leg from a lattice point to a foot on a piece (a to b) crosses no barrier. */
  isFree(
    x: number,
    y: number,
    footX: number,
    footY: number,
    ax: number,
    ay: number,
    bx: number,
    by: number,
  ): boolean {
    const toX = footX + ((ax + bx) / 2 - footX) * RETRACTION;
    const toY = footY + ((ay + by) / 2 - footY) * RETRACTION;
    return this.barriers.firstCrossing(x, y, toX, toY) > 1;
  }

  private growBlocks(): void {
    const size = this.blockWaters.length * 2;
    const starts = new Int32Array(17 * size);
    starts.set(this.entryStarts);
    this.entryStarts = starts;
    const waters = new Uint16Array(size);
    waters.set(this.blockWaters);
    this.blockWaters = waters;
    const near = new Uint8Array(size);
    near.set(this.blockNearBarrier);
    this.blockNearBarrier = near;
  }

  private growCandidates(): void {
    const candidates = new Int32Array(this.candidates.length * 2);
    candidates.set(this.candidates);
    this.candidates = candidates;
    const shapes = new Float64Array(this.candidateShapes.length * 2);
    shapes.set(this.candidateShapes);
    this.candidateShapes = shapes;
  }

  private growEntries(extra: number): void {
    const size = Math.max(this.entryPieces.length * 2, this.entryCount + extra);
    const pieces = new Int32Array(size);
    pieces.set(this.entryPieces);
    this.entryPieces = pieces;
    const metres = new Float32Array(size);
    metres.set(this.entryMetres);
    this.entryMetres = metres;
    const legs = new Uint8Array(size);
    legs.set(this.entryLegs);
    this.entryLegs = legs;
  }
}

function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
