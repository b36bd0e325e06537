/**
 * Legs from the points of blocks to runs of street: metres from each of a block's 16
 * points to a run's nearest point in sight. They depend on no search, so each is found
 * once: the straight lengths with the block, whether a barrier stands between when an
 * answer first hangs on it. A leg over water, where the limit is shorter, counts longer
 * by the difference, so that one limit stands for all.
 */
import type { BlockCandidates, BlockFrame } from "./block-candidates.ts";
import { larger } from "./grow-array.ts";
import { BLOCK_SIDE } from "./lattice.ts";
import type { Sight } from "./sight.ts";

/** Points of a block. */
export const BLOCK_POINTS = BLOCK_SIDE * BLOCK_SIDE;
/** One bit a point. */
export const ALL_POINTS = (1 << BLOCK_POINTS) - 1;

export class LegTable {
  /** Sixteen values a pair of block and run. */
  metres = new Float32Array(BLOCK_POINTS * 1024);
  /** Points with no barrier near their leg: any part of the run is in sight. */
  clearBits = new Uint16Array(1024);
  /** Points whose leg has been looked at; the others' metres are straight, whatever stands between. */
  knownBits = new Uint16Array(1024);
  private readonly sight: Sight;
  private readonly waterMetres: number;

  /** `waterMetres`: what a leg over water counts longer. */
  constructor(sight: Sight, waterMetres: number) {
    this.sight = sight;
    this.waterMetres = waterMetres;
  }

  /** Makes room for pairs up to a number. */
  takePairs(count: number): void {
    if (count <= this.clearBits.length) return;
    const size = Math.max(count, 2 * this.clearBits.length);
    this.metres = larger(this.metres, BLOCK_POINTS * size);
    this.clearBits = larger(this.clearBits, size);
    this.knownBits = larger(this.knownBits, size);
  }

  /**
   * Measures the legs from a block's points to a candidate run, straight. `waters` and
   * `nears` say which points lie in water, and which near a barrier.
   */
  add(
    pair: number,
    candidates: BlockCandidates,
    candidate: number,
    frame: BlockFrame,
    waters: number,
    nears: number,
  ): void {
    this.knownBits[pair] = ALL_POINTS & ~nears;
    this.clearBits[pair] = ALL_POINTS & ~nears;
    candidates.measureLegs(candidate, frame, this.metres, BLOCK_POINTS * pair);
    for (let point = 0; waters !== 0 && point < BLOCK_POINTS; point++) {
      if ((waters & (1 << point)) !== 0) this.metres[BLOCK_POINTS * pair + point]! += this.waterMetres;
    }
  }

  /** Looks whether barriers stand between a point at (x, y) and a run; measures its leg to what is in sight. */
  test(pair: number, point: number, run: number, x: number, y: number, isWater: boolean): void {
    const bit = 1 << point;
    if (((this.knownBits[pair] as number) & bit) !== 0) return;
    this.knownBits[pair]! |= bit;
    if (this.sight.gatherBarriers(run, x, y)) {
      const metres = this.sight.measureVisible(run, x, y, isWater);
      this.metres[BLOCK_POINTS * pair + point] = isWater ? metres + this.waterMetres : metres;
    } else this.clearBits[pair]! |= bit;
  }
}
