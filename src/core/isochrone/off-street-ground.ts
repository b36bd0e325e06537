/**
 * The ground beside the streets: for each lattice point the runs of street within the
 * off-street limit, nearest first, and whether barriers stand between. It depends on
 * no search, so it is found once, block by block where an isochrone comes, and serves
 * all that follow. Legs are measured exactly (point to segment); a leg is tested
 * against barriers only when an answer hangs on it.
 */
import { checkPositive } from "../errors.ts";
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Mode } from "../model/parameters.ts";
import type { Barrier } from "../model/study.ts";
import type { Network } from "../network/network.ts";
import { BarrierLines } from "./barrier-lines.ts";
import { BlockCandidates, type BlockFrame, frameBlock } from "./block-candidates.ts";
import { BlockTable } from "./block-table.ts";
import { type GroundOptions, leastOffStreetMetres } from "./ground-options.ts";
import { larger } from "./grow-array.ts";
import { BLOCK_SIDE, blockRowLatitude, chooseLattice, type Lattice, UNITS_PER_DEGREE } from "./lattice.ts";
import { cutStreetPieces, type StreetPieces } from "./street-pieces.ts";

/** Points of a block. */
export const BLOCK_POINTS = BLOCK_SIDE * BLOCK_SIDE;
/** Outlines are interpolated against values up to a cell beyond the limit. */
const BEYOND_CELLS = 1;
/** Neighbour lists are dropped and found again when they hold more entries than this (9 bytes each). */
const MOST_ENTRIES = 8_000_000;

/** Points farther inside than this need no exact slack: no outline passes near them. */
export const WELL_INSIDE_CELLS = 1.5;
/** Of a leg from a lattice point to a run: not looked at, no barrier near it, or tested point by point. */
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

  /** Per block: offset of its runs in `blockRuns`, one more at the end. */
  runStarts = new Int32Array(257);
  blockRuns = new Int32Array(1 << 14);
  /** Metres from the block's middle to each of its runs, which come nearest first. */
  blockMetres = new Float32Array(1 << 14);
  /** Per block: a run so near, on open land, that all its points are well inside wherever that run is; -1 where there is none. */
  innerRuns = new Int32Array(256);
  /** Per block: 1 where a barrier may stop legs from some of its points. */
  nearBarrier = new Uint8Array(256);
  /** Per block: 1 where it is dry land and no barrier is near. */
  isOpen = new Uint8Array(256);
  /** Per block: the number of its points' record, -1 until they are looked at. */
  private pointRecords = new Int32Array(256);

  /** Per record: `BLOCK_POINTS + 1` offsets into the entries; bits of points in water, and of points near a barrier. */
  entryStarts = new Int32Array((BLOCK_POINTS + 1) * 256);
  waterBits = new Uint16Array(256);
  barrierBits = new Uint16Array(256);
  /** Runs by point, nearest first, as places among the block's runs … */
  entryPlaces = new Uint16Array(1 << 16);
  /** … and the metres to them; once tested, to the nearest of their points in sight (Infinity where none is). */
  entryMetres = new Float32Array(1 << 16);
  entryLegs = new Uint8Array(1 << 16);
  private blockRunCount = 0;
  private recordCount = 0;
  private entryCount = 0;
  private readonly blocks = new BlockTable();
  private readonly rangeMetres: number;
  private readonly candidates: BlockCandidates;
  private gatheredBlock = -1;
  /** Metres per unit of 1e-7° at the block row last asked for. */
  metresPerX = 0;
  metresPerY = 0;
  private metricRow = Number.NaN;

  /** Throws AnalysisError `bad-parameter` for sizes that are not above 0, or a limit so small that streets fall between lattice points. */
  constructor(network: Network, mode: Mode, barriers: readonly Barrier[], options: GroundOptions) {
    checkPositive("cellMetres", options.cellMetres);
    checkPositive("offStreetMetres", options.offStreetMetres - leastOffStreetMetres(options.cellMetres) + 1e-9);
    this.network = network;
    this.mode = mode;
    this.options = options;
    const { cellMetres, offStreetMetres } = options;
    this.lattice = chooseLattice(network, cellMetres);
    this.barriers = new BarrierLines(barriers, this.lattice);
    this.pieces = cutStreetPieces(network, mode, this.barriers, this.lattice, cellMetres);
    this.ribbonMetres = leastOffStreetMetres(cellMetres);
    this.rangeMetres = offStreetMetres + BEYOND_CELLS * cellMetres;
    const far = this.rangeMetres + this.pieces.longestMetres / 2;
    this.columnMargin = Math.ceil(far / this.lattice.leastBlockWidthMetres);
    this.rowMargin = Math.ceil(far / this.lattice.leastBlockHeightMetres);
    this.candidates = new BlockCandidates(this.pieces);
    this.runNearBarrier = this.findRunsNearBarriers();
  }

  private findRunsNearBarriers(): Uint8Array {
    const { ends, runStarts, runCount, fromMetres, toMetres } = this.pieces;
    const { blockWidthUnits, blockHeightUnits, leastBlockWidthMetres, leastBlockHeightMetres } = this.lattice;
    const near = new Uint8Array(runCount);
    for (let run = 0; run < runCount; run++) {
      const first = runStarts[run] as number;
      const length = (toMetres[(runStarts[run + 1] as number) - 1] as number) - (fromMetres[first] as number);
      const [x, y] = [ends[4 * first] as number, ends[4 * first + 1] as number];
      const marginX = ((this.rangeMetres + length) / leastBlockWidthMetres) * blockWidthUnits;
      const marginY = ((this.rangeMetres + length) / leastBlockHeightMetres) * blockHeightUnits;
      if (this.barriers.meetsBox(x - marginX, y - marginY, x + marginX, y + marginY)) near[run] = 1;
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

  /** Drops what was found when it has grown large; block numbers given before are void then. */
  makeRoom(): void {
    if (this.entryCount + this.blockRunCount < MOST_ENTRIES) return;
    this.blocks.clear();
    this.blockRunCount = 0;
    this.recordCount = 0;
    this.entryCount = 0;
    this.gatheredBlock = -1;
  }

  /** The number of a block, whose runs are gathered on the first call. */
  blockAt(column: number, row: number): number {
    const known = this.blocks.find(column, row);
    return known >= 0 ? known : this.addBlock(column, row);
  }

  /** The record of a block's points, made on the first call. */
  recordOf(block: number, column: number, row: number): number {
    const known = this.pointRecords[block] as number;
    return known >= 0 ? known : this.addRecord(block, column, row);
  }

  private frameOf(column: number, row: number): BlockFrame {
    this.takeRow(row);
    return frameBlock(column, row, this.lattice, this.metresPerX, this.metresPerY);
  }

  private addBlock(column: number, row: number): number {
    const block = this.blocks.add(column, row);
    if (block === this.pointRecords.length) this.growBlocks();
    const frame = this.frameOf(column, row);
    const { candidates } = this;
    const corner = frame.cornerMetres;
    candidates.gather(frame, this.columnMargin, this.rowMargin, this.rangeMetres + corner);
    this.gatheredBlock = block;
    const { count } = candidates;
    while (this.blockRunCount + count > this.blockRuns.length) {
      this.blockRuns = larger(this.blockRuns, 2 * this.blockRuns.length);
      this.blockMetres = larger(this.blockMetres, 2 * this.blockMetres.length);
    }
    this.blockRuns.set(candidates.runs.subarray(0, count), this.blockRunCount);
    this.blockMetres.set(candidates.middleMetres.subarray(0, count), this.blockRunCount);
    this.blockRunCount += count;
    this.runStarts[block + 1] = this.blockRunCount;
    this.pointRecords[block] = -1;
    this.nearBarrier[block] = this.meetsAround(frame, this.rangeMetres) ? 1 : 0;
    this.isOpen[block] = this.nearBarrier[block] === 0 && !this.barriers.isWater(frame.x0, frame.y0) ? 1 : 0;
    this.innerRuns[block] = this.findInnerRun(block, frame, corner);
    return block;
  }

  /** The nearest run that all the block's points are well within the limit of, with no barrier between; -1 where there is none. */
  private findInnerRun(block: number, { x0, y0 }: BlockFrame, corner: number): number {
    const { count, runs, middleMetres } = this.candidates;
    const { offStreetMetres, cellMetres } = this.options;
    const { columnUnits, rowUnits } = this.lattice;
    let nearest = offStreetMetres - WELL_INSIDE_CELLS * cellMetres - corner;
    let inner = -1;
    const [east, north] = [x0 + (BLOCK_SIDE - 1) * columnUnits, y0 + (BLOCK_SIDE - 1) * rowUnits];
    for (let candidate = 0; candidate < count; candidate++) {
      const metres = middleMetres[candidate] as number;
      const run = runs[candidate] as number;
      if (metres > nearest) continue;
      if (this.nearBarrier[block] === 1 && this.gatherBarriers(run, x0, y0, east, north)) continue;
      nearest = metres;
      inner = run;
    }
    // With no shore between, the first point stands for all.
    return inner >= 0 && !this.barriers.isWater(x0, y0) ? inner : -1;
  }

  /** Whether a barrier may lie within a distance of any of the block's points; gathers them. */
  private meetsAround({ x0, y0, metresPerX, metresPerY }: BlockFrame, metres: number): boolean {
    const { columnUnits, rowUnits } = this.lattice;
    const rangeX = Math.ceil(metres / metresPerX);
    const rangeY = Math.ceil(metres / metresPerY);
    const east = x0 + (BLOCK_SIDE - 1) * columnUnits + rangeX;
    const north = y0 + (BLOCK_SIDE - 1) * rowUnits + rangeY;
    return this.barriers.collectInBox(x0 - rangeX, y0 - rangeY, east, north) > 0;
  }

  private addRecord(block: number, column: number, row: number): number {
    const frame = this.frameOf(column, row);
    const corner = frame.cornerMetres;
    if (this.gatheredBlock !== block)
      this.candidates.gather(frame, this.columnMargin, this.rowMargin, this.rangeMetres + corner);
    this.gatheredBlock = block;
    const record = this.recordCount++;
    if (record === this.waterBits.length) this.growRecords();
    const { lattice, barriers } = this;
    const { x0, y0, metresPerX, metresPerY } = frame;
    // Where no shore passes between its points a block is all water or all land.
    const meetsBarrier = this.nearBarrier[block] === 1 && this.meetsAround(frame, 0);
    const nearBarrier = this.nearBarrier[block] === 1 && this.meetsAround(frame, this.rangeMetres);
    const rangeX = Math.ceil(this.rangeMetres / metresPerX);
    const rangeY = Math.ceil(this.rangeMetres / metresPerY);
    const first = record * (BLOCK_POINTS + 1);
    let isWater = false;
    let waters = 0;
    let nears = 0;
    this.entryStarts[first] = this.entryCount;
    for (let point = 0; point < BLOCK_POINTS; point++) {
      const x = (point % BLOCK_SIDE) * lattice.columnUnits;
      const y = Math.floor(point / BLOCK_SIDE) * lattice.rowUnits;
      let limit = this.rangeMetres;
      if (meetsBarrier || point === 0) isWater = barriers.isWater(x0 + x, y0 + y);
      if (isWater) {
        waters |= 1 << point;
        limit -= this.options.offStreetMetres - this.ribbonMetres;
      }
      const isNear =
        nearBarrier && barriers.foundIn(x0 + x - rangeX, y0 + y - rangeY, x0 + x + rangeX, y0 + y + rangeY);
      if (isNear) nears |= 1 << point;
      this.addEntries(frame, x * metresPerX, y * metresPerY, limit, isNear ? UNKNOWN : CLEAR);
      this.entryStarts[first + point + 1] = this.entryCount;
    }
    this.waterBits[record] = waters;
    this.barrierBits[record] = nears;
    this.pointRecords[block] = record;
    return record;
  }

  /** Adds the candidates within a limit of a point (metres from the block's first), nearest first. */
  private addEntries(frame: BlockFrame, px: number, py: number, limit: number, leg: number): void {
    const { candidates } = this;
    const { count, middleMetres } = candidates;
    if (this.entryCount + count > this.entryPlaces.length) this.growEntries(count);
    const { entryPlaces, entryMetres, entryLegs } = this;
    const offX = px - frame.middleX;
    const offY = py - frame.middleY;
    const farthest = limit + Math.sqrt(offX * offX + offY * offY);
    const limitSquared = limit * limit;
    const first = this.entryCount;
    let end = first;
    for (let candidate = 0; candidate < count; candidate++) {
      if ((middleMetres[candidate] as number) > farthest) continue;
      const squared = candidates.squaredTo(candidate, px, py);
      if (squared > limitSquared) continue;
      const metres = Math.fround(Math.sqrt(squared));
      entryLegs[end] = leg;
      let slot = end++;
      while (slot > first && (entryMetres[slot - 1] as number) > metres) {
        entryMetres[slot] = entryMetres[slot - 1] as number;
        entryPlaces[slot] = entryPlaces[slot - 1] as number;
        slot--;
      }
      entryMetres[slot] = metres;
      entryPlaces[slot] = candidate;
    }
    this.entryCount = end;
  }

  /** Looks whether barriers stand between a lattice point (units) and an entry's run; measures the leg to what is in sight of it. */
  testLegs(entry: number, run: number, x: number, y: number, isWater: boolean): void {
    if (this.entryLegs[entry] !== UNKNOWN) return;
    if (!this.gatherBarriers(run, x, y)) {
      this.entryLegs[entry] = CLEAR;
      return;
    }
    const { runStarts } = this.pieces;
    const end = runStarts[run + 1] as number;
    let least = Infinity;
    for (let piece = runStarts[run] as number; piece < end; piece++) {
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

  /** Finds the barriers that may stand between a run and a lattice point (or a box of them), for `isFree`; false where there are none. */
  gatherBarriers(run: number, x: number, y: number, eastX = x, northY = y): boolean {
    const { ends, runStarts } = this.pieces;
    const end = 4 * (runStarts[run + 1] as number);
    let west = x;
    let east = eastX;
    let south = y;
    let north = northY;
    for (let at = 4 * (runStarts[run] as number); at < end; at += 2) {
      const ex = ends[at] as number;
      const ey = ends[at + 1] as number;
      if (ex < west) west = ex;
      if (ex > east) east = ex;
      if (ey < south) south = ey;
      if (ey > north) north = ey;
    }
    return this.barriers.collectInBox(west, south, east, north) > 0;
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
   * Whether none of the barriers gathered stands on that straight leg. A foot on a shore is on land: from water it is not
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
    const size = this.pointRecords.length * 2;
    this.runStarts = larger(this.runStarts, size + 1);
    this.innerRuns = larger(this.innerRuns, size);
    this.nearBarrier = larger(this.nearBarrier, size);
    this.isOpen = larger(this.isOpen, size);
    this.pointRecords = larger(this.pointRecords, size);
  }

  private growRecords(): void {
    const size = this.waterBits.length * 2;
    this.entryStarts = larger(this.entryStarts, (BLOCK_POINTS + 1) * size);
    this.waterBits = larger(this.waterBits, size);
    this.barrierBits = larger(this.barrierBits, size);
  }

  private growEntries(extra: number): void {
    const size = Math.max(this.entryPlaces.length * 2, this.entryCount + extra);
    this.entryPlaces = larger(this.entryPlaces, size);
    this.entryMetres = larger(this.entryMetres, size);
    this.entryLegs = larger(this.entryLegs, size);
  }
}
