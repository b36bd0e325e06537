/**
 * The ground beside the streets: for each lattice point the runs of street within the
 * off-street limit, nearest first, and whether barriers stand between. It depends on
 * no search, so it is found once, block by block where an isochrone comes, and serves
 * all that follow. Legs are measured exactly (point to segment); a leg is tested
 * against barriers only when an answer hangs on it.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Mode } from "../model/parameters.ts";
import type { Barrier } from "../model/study.ts";
import type { Network } from "../network/network.ts";
import { BarrierLines } from "./barrier-lines.ts";
import { BlockTable } from "./block-table.ts";
import { larger } from "./grow-array.ts";
import { BLOCK_SIDE, blockRowLatitude, chooseLattice, type Lattice, UNITS_PER_DEGREE } from "./lattice.ts";
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
const BEYOND_CELLS = 1;
/** Neighbour lists are dropped and found again when they hold more entries than this (9 bytes each). */
const MOST_ENTRIES = 8_000_000;

/** Places among a block's runs are 16-bit. */
const MOST_RUNS = 65_535;

/** Of a leg from a lattice point to a run: not looked at, no barrier anywhere near it, or tested point by point. */
const UNKNOWN = 0;
export const CLEAR = 1;
export const TESTED = 2;
/** A leg is tested from a little inside its piece, so that a street ending at a wall stays on its side of it. */
const RETRACTION_METRES = 0.25;

export class OffStreetGround {
  readonly options: GroundOptions;
  readonly network: Network;
  readonly mode: Mode;
  readonly lattice: Lattice;
  readonly pieces: StreetPieces;
  readonly barriers: BarrierLines;
  /** 1 where a barrier lies near enough to a run that legs from it may be stopped. */
  readonly runNearBarrier: Uint8Array;
  /** The farthest from the street that is drawn over water. */
  readonly ribbonMetres: number;
  /** Blocks around a run's own that its legs may come to. */
  readonly columnMargin: number;
  readonly rowMargin: number;

  /** Per block: `BLOCK_POINTS + 1` offsets into the entries. */
  entryStarts = new Int32Array((BLOCK_POINTS + 1) * 256);
  /** Bits of the block's points that lie in water. */
  blockWaters = new Uint16Array(256);
  /** Bits of the block's points near which a barrier may stop legs. */
  blockNearBarriers = new Uint16Array(256);
  /** Per block: offset of its runs in `blockRuns`, one more at the end. */
  runStarts = new Int32Array(257);
  blockRuns = new Int32Array(1 << 14);
  private blockRunCount = 0;
  /** Runs by point, nearest first, as places among the block's runs … */
  entryPlaces = new Uint16Array(1 << 16);
  /** … and the metres to them; once tested, to the nearest of their points in sight (Infinity where none is). */
  entryMetres = new Float32Array(1 << 16);
  entryLegs = new Uint8Array(1 << 16);
  private entryCount = 0;
  private readonly blocks = new BlockTable();
  private readonly rangeMetres: number;
  /** Candidates of a block: their runs, offsets into the shapes of their pieces, those shapes. */
  private candidateRuns = new Int32Array(256);
  private candidateStarts = new Int32Array(257);
  private candidateShapes = new Float64Array(5 * 1024);
  private readonly runSeen: Int32Array;
  private seenRound = 0;
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
    this.barriers = new BarrierLines(barriers, this.lattice);
    this.pieces = cutStreetPieces(network, mode, this.barriers, this.lattice, cellMetres);
    this.ribbonMetres = Math.min(offStreetMetres, RIBBON_CELLS * cellMetres);
    this.rangeMetres = offStreetMetres + BEYOND_CELLS * cellMetres;
    const far = this.rangeMetres + this.pieces.longestMetres / 2;
    this.columnMargin = Math.ceil(far / this.lattice.leastBlockWidthMetres);
    this.rowMargin = Math.ceil(far / this.lattice.leastBlockHeightMetres);
    this.runSeen = new Int32Array(this.pieces.runCount);
    this.runNearBarrier = this.findRunsNearBarriers();
  }

  private findRunsNearBarriers(): Uint8Array {
    const { ends, runStarts, runCount } = this.pieces;
    const { columnUnits, rowUnits, blockWidthUnits, blockHeightUnits } = this.lattice;
    const near = new Uint8Array(runCount);
    const marginX = this.columnMargin * blockWidthUnits + columnUnits;
    const marginY = this.rowMargin * blockHeightUnits + rowUnits;
    for (let run = 0; run < runCount; run++) {
      let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let at = 4 * (runStarts[run] as number); at < 4 * (runStarts[run + 1] as number); at += 2) {
        west = Math.min(west, ends[at] as number);
        east = Math.max(east, ends[at] as number);
        south = Math.min(south, ends[at + 1] as number);
        north = Math.max(north, ends[at + 1] as number);
      }
      if (this.barriers.meetsBox(west - marginX, south - marginY, east + marginX, north + marginY)) near[run] = 1;
    }
    return near;
  }

  /** Takes the lengths of a row of blocks. */
  takeRow(row: number): void {
    if (row === this.metricRow) return;
    this.metricRow = row;
    const latitude = blockRowLatitude(this.lattice, row);
    this.metresPerX = metresPerDegreeOfLongitude(latitude) / UNITS_PER_DEGREE;
    this.metresPerY = metresPerDegreeOfLatitude(latitude) / UNITS_PER_DEGREE;
  }

  /** Drops the neighbour lists when they have grown large; block numbers given before are void then. */
  makeRoom(): void {
    if (this.entryCount < MOST_ENTRIES) return;
    this.blocks.clear();
    this.entryCount = 0;
    this.blockRunCount = 0;
  }

  /** The number of a block's record, made on the first call. */
  blockAt(column: number, row: number): number {
    const known = this.blocks.find(column, row);
    return known >= 0 ? known : this.buildBlock(column, row);
  }

  private buildBlock(column: number, row: number): number {
    this.takeRow(row);
    const { lattice, barriers, metresPerX, metresPerY } = this;
    const block = this.blocks.add(column, row);
    if (block === this.blockWaters.length) this.growBlocks();
    const x0 = column * lattice.blockWidthUnits;
    const y0 = row * lattice.blockHeightUnits;
    const count = this.gatherCandidates(column, row, x0, y0);
    const nearBarrier = barriers.isNear(column, row, this.columnMargin, this.rowMargin);
    const rangeX = Math.ceil(this.rangeMetres / metresPerX);
    const rangeY = Math.ceil(this.rangeMetres / metresPerY);
    let near = 0;
    this.keepRuns(block, count);
    const first = block * (BLOCK_POINTS + 1);
    let waters = 0;
    // Away from every shore a block is all water or all land.
    let isWater = false;
    this.entryStarts[first] = this.entryCount;
    for (let point = 0; point < BLOCK_POINTS; point++) {
      const x = (point % BLOCK_SIDE) * lattice.columnUnits;
      const y = Math.floor(point / BLOCK_SIDE) * lattice.rowUnits;
      let limit = this.rangeMetres;
      if (count > 0 && (nearBarrier || point === 0)) isWater = barriers.isWater(x0 + x, y0 + y);
      if (isWater) {
        waters |= 1 << point;
        limit -= this.options.offStreetMetres - this.ribbonMetres;
      }
      const isNear =
        nearBarrier && barriers.meetsBox(x0 + x - rangeX, y0 + y - rangeY, x0 + x + rangeX, y0 + y + rangeY);
      if (isNear) near |= 1 << point;
      this.addEntries(count, x * metresPerX, y * metresPerY, limit, isNear ? UNKNOWN : CLEAR);
      this.entryStarts[first + point + 1] = this.entryCount;
    }
    this.blockWaters[block] = waters;
    this.blockNearBarriers[block] = near;
    return block;
  }

  private keepRuns(block: number, count: number): void {
    while (this.blockRunCount + count > this.blockRuns.length)
      this.blockRuns = larger(this.blockRuns, 2 * this.blockRuns.length);
    this.blockRuns.set(this.candidateRuns.subarray(0, count), this.blockRunCount);
    this.blockRunCount += count;
    this.runStarts[block + 1] = this.blockRunCount;
  }

  /** Runs of the blocks around that come near enough, the shapes of their pieces in metres from the block's first point: ax, ay, dx, dy, 1 / length². */
  private gatherCandidates(column: number, row: number, x0: number, y0: number): number {
    const { bins, binStarts, binRuns, runStarts } = this.pieces;
    const round = ++this.seenRound;
    let count = 0;
    let at = 0;
    for (let y = row - this.rowMargin; y <= row + this.rowMargin; y++) {
      const binEnd = bins.startOf(y + 1);
      for (let bin = bins.firstFrom(column - this.columnMargin, y); bin < binEnd; bin++) {
        if ((bins.columns[bin] as number) > column + this.columnMargin) break;
        const end = binStarts[bin + 1] as number;
        for (let i = binStarts[bin] as number; i < end; i++) {
          const run = binRuns[i] as number;
          if (this.runSeen[run] === round) continue;
          this.runSeen[run] = round;
          if (count === this.candidateRuns.length) this.growCandidates();
          this.candidateRuns[count] = run;
          this.candidateStarts[count] = at;
          const last = runStarts[run + 1] as number;
          let isNear = false;
          for (let piece = runStarts[run] as number; piece < last; piece++, at += 5) {
            if (this.addShape(piece, x0, y0, at)) isNear = true;
          }
          if (isNear && count < MOST_RUNS) count++;
          else at = this.candidateStarts[count] as number;
        }
      }
    }
    this.candidateStarts[count] = at;
    return count;
  }

  /** Adds a piece's shape; true where it comes within range of the block's box. */
  private addShape(piece: number, x0: number, y0: number, at: number): boolean {
    if (at + 5 > this.candidateShapes.length) this.candidateShapes = larger(this.candidateShapes, 2 * at);
    const { candidateShapes, metresPerX, metresPerY } = this;
    const { ends } = this.pieces;
    const ax = ((ends[4 * piece] as number) - x0) * metresPerX;
    const ay = ((ends[4 * piece + 1] as number) - y0) * metresPerY;
    const dx = ((ends[4 * piece + 2] as number) - x0) * metresPerX - ax;
    const dy = ((ends[4 * piece + 3] as number) - y0) * metresPerY - ay;
    const squared = dx * dx + dy * dy;
    candidateShapes[at] = ax;
    candidateShapes[at + 1] = ay;
    candidateShapes[at + 2] = dx;
    candidateShapes[at + 3] = dy;
    candidateShapes[at + 4] = squared > 0 ? 1 / squared : 0;
    const { rangeMetres, lattice } = this;
    const east = (BLOCK_SIDE - 1) * lattice.columnUnits * metresPerX + rangeMetres;
    const north = (BLOCK_SIDE - 1) * lattice.rowUnits * metresPerY + rangeMetres;
    return (
      Math.max(ax, ax + dx) >= -rangeMetres &&
      Math.min(ax, ax + dx) <= east &&
      Math.max(ay, ay + dy) >= -rangeMetres &&
      Math.min(ay, ay + dy) <= north
    );
  }

  /** Adds the candidates within a limit of a point (metres from the block's first), nearest first. */
  private addEntries(candidateCount: number, px: number, py: number, limit: number, leg: number): void {
    if (this.entryCount + candidateCount > this.entryPlaces.length) this.growEntries(candidateCount);
    const { candidateStarts, candidateShapes, entryPlaces, entryMetres } = this;
    const first = this.entryCount;
    const limitSquared = limit * limit;
    let end = first;
    for (let candidate = 0; candidate < candidateCount; candidate++) {
      const last = candidateStarts[candidate + 1] as number;
      let least = Infinity;
      for (let at = candidateStarts[candidate] as number; at < last; at += 5) {
        let x = (candidateShapes[at] as number) - px;
        let y = (candidateShapes[at + 1] as number) - py;
        const dx = candidateShapes[at + 2] as number;
        const dy = candidateShapes[at + 3] as number;
        const along = -(x * dx + y * dy) * (candidateShapes[at + 4] as number);
        const share = Math.max(0, Math.min(1, along));
        x += share * dx;
        y += share * dy;
        const squared = x * x + y * y;
        if (squared < least) least = squared;
      }
      if (least > limitSquared) continue;
      const metres = Math.fround(Math.sqrt(least));
      let slot = end++;
      while (slot > first && (entryMetres[slot - 1] as number) > metres) {
        entryMetres[slot] = entryMetres[slot - 1] as number;
        entryPlaces[slot] = entryPlaces[slot - 1] as number;
        slot--;
      }
      entryMetres[slot] = metres;
      entryPlaces[slot] = candidate;
    }
    this.entryLegs.fill(leg, first, end);
    this.entryCount = end;
  }

  /** Looks whether barriers stand between a lattice point (units) and an entry's run; measures the leg to what is in sight of it. */
  testLegs(entry: number, run: number, x: number, y: number, isWater: boolean): void {
    if (this.entryLegs[entry] !== UNKNOWN) return;
    const { ends, runStarts } = this.pieces;
    const first = 4 * (runStarts[run] as number);
    const end = 4 * (runStarts[run + 1] as number);
    let [west, south, east, north] = [x, y, x, y];
    for (let at = first; at < end; at += 2) {
      const ex = ends[at] as number;
      const ey = ends[at + 1] as number;
      if (ex < west) west = ex;
      else if (ex > east) east = ex;
      if (ey < south) south = ey;
      else if (ey > north) north = ey;
    }
    if (!this.barriers.meetsBox(west, south, east, north)) {
      this.entryLegs[entry] = CLEAR;
      return;
    }
    let least = Infinity;
    for (let piece = first / 4; piece < end / 4; piece++) {
      const foot = this.footOn(piece, x, y);
      let metres = this.legMetres(piece, foot, x, y);
      if (metres >= least) continue;
      if (this.isFree(piece, foot, x, y, isWater)) {
        least = metres;
        continue;
      }
      for (let share = 0; share <= 1; share += 0.25) {
        metres = this.legMetres(piece, share, x, y);
        if (metres < least && this.isFree(piece, share, x, y, isWater)) least = metres;
      }
    }
    this.entryMetres[entry] = least;
    this.entryLegs[entry] = TESTED;
  }

  /** Share of a piece at its nearest point to a position (units). */
  footOn(piece: number, x: number, y: number): number {
    const { ends } = this.pieces;
    const ax = ends[4 * piece] as number;
    const ay = ends[4 * piece + 1] as number;
    const dx = ((ends[4 * piece + 2] as number) - ax) * this.metresPerX;
    const dy = ((ends[4 * piece + 3] as number) - ay) * this.metresPerY;
    const squared = dx * dx + dy * dy;
    if (squared === 0) return 0;
    const along = ((x - ax) * this.metresPerX * dx + (y - ay) * this.metresPerY * dy) / squared;
    return Math.max(0, Math.min(1, along));
  }

  /** Straight metres from a position (units) to the point at a share of a piece. */
  legMetres(piece: number, share: number, x: number, y: number): number {
    const { ends } = this.pieces;
    const ax = ends[4 * piece] as number;
    const ay = ends[4 * piece + 1] as number;
    const legX = (ax + share * ((ends[4 * piece + 2] as number) - ax) - x) * this.metresPerX;
    const legY = (ay + share * ((ends[4 * piece + 3] as number) - ay) - y) * this.metresPerY;
    return Math.sqrt(legX * legX + legY * legY);
  }

  /**
   * Whether no barrier stands on that straight leg. A foot on a shore is on land: from water it is not
   * in sight, or the ribbon of a bridge would run along every quay.
   */
  isFree(piece: number, share: number, x: number, y: number, isWater: boolean): boolean {
    const { ends, fromMetres, toMetres } = this.pieces;
    const ax = ends[4 * piece] as number;
    const ay = ends[4 * piece + 1] as number;
    const back = RETRACTION_METRES / ((toMetres[piece] as number) - (fromMetres[piece] as number));
    const inside = share < 0.5 ? Math.min(0.5, share + back) : Math.max(0.5, share - back);
    const toX = ax + inside * ((ends[4 * piece + 2] as number) - ax);
    const toY = ay + inside * ((ends[4 * piece + 3] as number) - ay);
    return !this.barriers.standsBetween(x, y, toX, toY, !isWater);
  }

  private growBlocks(): void {
    const size = this.blockWaters.length * 2;
    this.entryStarts = larger(this.entryStarts, (BLOCK_POINTS + 1) * size);
    this.blockWaters = larger(this.blockWaters, size);
    this.runStarts = larger(this.runStarts, size + 1);
    this.blockNearBarriers = larger(this.blockNearBarriers, size);
  }

  private growCandidates(): void {
    const size = this.candidateRuns.length * 2;
    this.candidateRuns = larger(this.candidateRuns, size);
    this.candidateStarts = larger(this.candidateStarts, size + 1);
  }

  private growEntries(extra: number): void {
    const size = Math.max(this.entryPlaces.length * 2, this.entryCount + extra);
    this.entryPlaces = larger(this.entryPlaces, size);
    this.entryMetres = larger(this.entryMetres, size);
    this.entryLegs = larger(this.entryLegs, size);
  }
}
