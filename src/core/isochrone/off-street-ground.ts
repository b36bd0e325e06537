/**
 * The ground beside the streets, in blocks of lattice points: which runs of street are
 * near each block, nearest first, which of its points lie in water or near a barrier,
 * and the legs between them. It depends on no search, so it is found once, block by
 * block where an isochrone comes, and serves all that follow.
 */
import { checkPositive } from "../errors.ts";
import type { Mode } from "../model/parameters.ts";
import type { Barrier } from "../model/study.ts";
import type { Network } from "../network/network.ts";
import { BarrierLines } from "./barrier-lines.ts";
import { BlockCandidates, type BlockFrame, frameBlock } from "./block-candidates.ts";
import { BlockTable } from "./block-table.ts";
import { type GroundOptions, leastOffStreetMetres } from "./ground-options.ts";
import { BLOCK_SIDE, chooseLattice, type Lattice } from "./lattice.ts";
import { ALL_POINTS, BLOCK_POINTS, LegTable } from "./leg-table.ts";
import { LinkCrossings } from "./link-crossings.ts";
import { Sight } from "./sight.ts";
import { cutStreetPieces, type StreetPieces } from "./street-pieces.ts";

/** Outlines are interpolated against values up to a cell beyond the limit. */
const BEYOND_CELLS = 1;
/** What was found is dropped, and found again, when it takes more than this. */
const MOST_BYTES = 128 * 1024 * 1024;

/** Points farther inside than this need no exact slack: no outline passes near them. */
const WELL_INSIDE_CELLS = 1.5;

export class OffStreetGround {
  readonly options: GroundOptions;
  readonly network: Network;
  readonly mode: Mode;
  readonly lattice: Lattice;
  readonly pieces: StreetPieces;
  readonly barriers: BarrierLines;
  readonly sight: Sight;
  readonly legs: LegTable;
  readonly blocks = new BlockTable();
  readonly crossings: LinkCrossings;
  /** 1 where a barrier lies near enough to a run that legs from it may be stopped. */
  readonly runNearBarrier: Uint8Array;
  /** The farthest from the street that is drawn over water. */
  readonly ribbonMetres: number;
  /** Blocks around a run's own that its legs may come to. */
  readonly columnMargin: number;
  readonly rowMargin: number;

  /** Where the states of runs lie in the legs' memory, band by band. */
  private readonly statesAt: number[] = [];
  /** Legs this long or longer need not be told apart. */
  readonly rangeMetres: number;
  /** Points with a leg no longer than this are well inside. */
  readonly wellInsideMetres: number;
  private readonly candidates: BlockCandidates;

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
    this.crossings = new LinkCrossings(this.barriers);
    this.pieces = cutStreetPieces(network, mode, this.barriers, this.lattice, cellMetres);
    this.ribbonMetres = leastOffStreetMetres(cellMetres);
    this.rangeMetres = offStreetMetres + BEYOND_CELLS * cellMetres;
    this.wellInsideMetres = offStreetMetres - WELL_INSIDE_CELLS * cellMetres;
    const far = this.rangeMetres + this.pieces.longestMetres / 2;
    this.columnMargin = Math.ceil(far / this.lattice.leastBlockWidthMetres);
    this.rowMargin = Math.ceil(far / this.lattice.leastBlockHeightMetres);
    this.sight = new Sight(this.pieces, this.barriers, this.lattice);
    this.legs = new LegTable(this.sight, this.lattice, offStreetMetres - this.ribbonMetres, this.rangeMetres);
    this.candidates = new BlockCandidates(this.pieces, this.legs, this);
    this.runNearBarrier = this.findRunsNearBarriers();
  }

  private findRunsNearBarriers(): Uint8Array {
    const { ends, runStarts, runCount, runMetres } = this.pieces;
    const { blockWidthUnits, blockHeightUnits, leastBlockWidthMetres, leastBlockHeightMetres } = this.lattice;
    const near = new Uint8Array(runCount);
    for (let run = 0; run < runCount; run++) {
      const first = runStarts[run] as number;
      const length = (runMetres[2 * run + 1] as number) - (runMetres[2 * run] as number);
      const [x, y] = [ends[4 * first] as number, ends[4 * first + 1] as number];
      const marginX = ((this.rangeMetres + length) / leastBlockWidthMetres) * blockWidthUnits;
      const marginY = ((this.rangeMetres + length) / leastBlockHeightMetres) * blockHeightUnits;
      if (this.barriers.meetsBox(x - marginX, y - marginY, x + marginX, y + marginY)) near[run] = 1;
    }
    return near;
  }

  /** Address, in the legs' memory, of a band's states: one byte a run. Records given before may be void then. */
  statesOf(band: number): number {
    while (this.statesAt.length <= band) {
      this.clearBlocks();
      this.statesAt.push(this.legs.takeStates(this.pieces.runCount));
    }
    return this.statesAt[band] as number;
  }

  /** Turns to a row of blocks; drops what was found when it has grown large: records given before are void then. */
  takeRow(row: number): void {
    this.sight.takeRow(row);
    const { metresPerX, metresPerY } = this.sight;
    this.legs.kernel.takeCells(this.lattice.columnUnits * metresPerX, this.lattice.rowUnits * metresPerY);
    if (this.legs.recordBytes < MOST_BYTES) return;
    this.clearBlocks();
    this.legs.drop();
  }

  private clearBlocks(): void {
    this.blocks.clear();
    this.crossings.clear();
  }

  /** The place, in the table of blocks, of a block of the row taken; its runs are gathered and measured on the first call. */
  blockAt(column: number, row: number): number {
    const known = this.blocks.find(column, row);
    return known >= 0 ? known : this.addBlock(column, row);
  }

  private addBlock(column: number, row: number): number {
    const frame = frameBlock(column, row, this.lattice, this.sight);
    const { candidates, legs } = this;
    const isNear = this.meetsAround(frame, this.rangeMetres);
    const nears = isNear ? this.findNearBarrier(frame) : 0;
    const waters = this.findWater(frame, isNear);
    const links = isNear ? this.findCrossedLinks(frame) : 0;
    candidates.gather(frame, waters);
    const { count, runs, leastMetres } = candidates;
    const record = count === 0 ? 0 : legs.take(count, waters, nears);
    for (let candidate = 0; candidate < count; candidate++) {
      candidates.takeShapes(candidate);
      legs.setPair(record, candidate, runs[candidate] as number, leastMetres[candidate] as number);
    }
    const crossings = links === 0 ? -1 : this.crossings.take();
    return this.blocks.add(column, row, record, links, this.findInnerRun(frame, waters, isNear), crossings);
  }

  /** The nearest run that all the block's points are well within the limit of, with no barrier between; -1 where there is none. */
  private findInnerRun({ x0, y0 }: BlockFrame, waters: number, isNear: boolean): number {
    const { count, runs, withinBits } = this.candidates;
    const { columnUnits, rowUnits } = this.lattice;
    if (waters !== 0) return -1;
    const [east, north] = [x0 + (BLOCK_SIDE - 1) * columnUnits, y0 + (BLOCK_SIDE - 1) * rowUnits];
    for (let candidate = 0; candidate < count; candidate++) {
      if (withinBits[candidate] !== ALL_POINTS) continue;
      const run = runs[candidate] as number;
      if (!isNear || !this.sight.gatherBarriers(run, x0, y0, east, north)) return run;
    }
    return -1;
  }

  /** The points of a block whose legs a barrier may stop, among the barriers that `meetsAround` found. */
  private findNearBarrier(frame: BlockFrame): number {
    const rangeX = Math.ceil(this.rangeMetres / frame.metresPerX);
    const rangeY = Math.ceil(this.rangeMetres / frame.metresPerY);
    return this.choosePoints(frame, (x, y) => this.barriers.foundIn(x - rangeX, y - rangeY, x + rangeX, y + rangeY));
  }

  /** The links of a block's points that a barrier may cross: bits eastwards, then southwards. */
  private findCrossedLinks(frame: BlockFrame): number {
    const { x0, y0 } = frame;
    const { columnUnits, rowUnits } = this.lattice;
    const { barriers } = this;
    const [east, north] = [x0 + BLOCK_SIDE * columnUnits, y0 + (BLOCK_SIDE - 1) * rowUnits];
    if (barriers.collectInBox(x0, y0 - rowUnits, east, north) === 0) return 0;
    const eastwards = this.choosePoints(frame, (x, y) => barriers.foundIn(x, y, x + columnUnits, y));
    const southwards = this.choosePoints(frame, (x, y) => barriers.foundIn(x, y - rowUnits, x, y));
    return eastwards | (southwards << BLOCK_POINTS);
  }

  /** The points of a block that lie in water: where no shore passes between them, the first stands for all. */
  private findWater(frame: BlockFrame, isNear: boolean): number {
    const { barriers } = this;
    if (!isNear || !this.meetsAround(frame, 0)) return barriers.isWater(frame.x0, frame.y0) ? ALL_POINTS : 0;
    return this.choosePoints(frame, (x, y) => barriers.isWater(x, y));
  }

  /** The points of a block, by their positions, that something is true of: one bit each. */
  private choosePoints({ x0, y0 }: BlockFrame, isChosen: (x: number, y: number) => boolean): number {
    const { columnUnits, rowUnits } = this.lattice;
    let bits = 0;
    for (let point = 0; point < BLOCK_POINTS; point++) {
      if (isChosen(x0 + (point % BLOCK_SIDE) * columnUnits, y0 + (point >> 2) * rowUnits)) bits |= 1 << point;
    }
    return bits;
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
}
