/**
 * Straight legs between lattice points and pieces of street: how long they are, at the
 * scale of one row of blocks, and whether a barrier stands on them. Positions are in
 * units of 1e-7°.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { BarrierLines } from "./barrier-lines.ts";
import { BLOCK_SIDE, blockRowLatitude, type Lattice, UNITS_PER_DEGREE } from "./lattice.ts";
import type { StreetPieces } from "./street-pieces.ts";

/** A leg is tested from a little inside its piece, so that a street ending at a wall stays on its side of it. */
const RETRACTION_METRES = 0.25;

export class Sight {
  /** Metres per unit of 1e-7° at the block row last taken. */
  metresPerX = 0;
  metresPerY = 0;
  private row = Number.NaN;
  /** What `gatherForBlock` gathered last, and when. */
  private gatheredRun = -1;
  private gatheredX = 0;
  private gatheredY = 0;
  private collections = 0;
  private readonly pieces: StreetPieces;
  private readonly barriers: BarrierLines;
  private readonly lattice: Lattice;

  constructor(pieces: StreetPieces, barriers: BarrierLines, lattice: Lattice) {
    this.pieces = pieces;
    this.barriers = barriers;
    this.lattice = lattice;
  }

  /** Takes the lengths of a row of blocks. */
  takeRow(row: number): void {
    if (row === this.row) return;
    this.row = row;
    const { lattice } = this;
    const latitude = blockRowLatitude(lattice, row);
    this.metresPerX = metresPerDegreeOfLongitude(latitude) / UNITS_PER_DEGREE;
    this.metresPerY = metresPerDegreeOfLatitude(latitude) / UNITS_PER_DEGREE;
  }

  /** Finds the barriers that may stand between a run and a position (or a box of them), for `isFree`; false where there are none. */
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

  /** Finds the barriers that may stand between a run and any point of a block, once for all questions that follow one another. */
  gatherForBlock(run: number, x0: number, y0: number): void {
    const { barriers, lattice } = this;
    const isSame = this.gatheredRun === run && this.gatheredX === x0 && this.gatheredY === y0;
    if (isSame && this.collections === barriers.collections) return;
    const { columnUnits, rowUnits } = lattice;
    this.gatherBarriers(run, x0, y0, x0 + (BLOCK_SIDE - 1) * columnUnits, y0 + (BLOCK_SIDE - 1) * rowUnits);
    this.gatheredRun = run;
    this.gatheredX = x0;
    this.gatheredY = y0;
    this.collections = barriers.collections;
  }

  /** Share of a piece at its nearest point to a position. */
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

  /** Metres from a position to the point at a share of a piece. */
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

  /** Metres from a position to what is in sight of a run, barriers having been gathered; Infinity where none of it is. */
  measureVisible(run: number, x: number, y: number, isWater: boolean): number {
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
    return least;
  }
}
