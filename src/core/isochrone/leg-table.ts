/**
 * Legs from the points of blocks to runs of street: metres from each of a block's 16
 * points to a run's nearest point in sight, one record a block in the memory of the slack
 * kernel (slack-kernel.as, WebAssembly with vectors). They depend on no search, so each is
 * found once: the straight lengths with the block, whether a barrier stands between when
 * an answer first hangs on it. A leg over water, where the limit is shorter, counts longer
 * by the difference, so that one limit stands for all. Stored legs are rounded down to whole
 * parts of a metre: 1/512 m with the usual limits. 16 bytes a block, 52 a pair.
 */
import { compileKernel, createMemory, growMemory, type LinearMemory, startKernel } from "../web-assembly.ts";
import { BLOCK_SIDE, type Lattice } from "./lattice.ts";
import type { Sight } from "./sight.ts";
import { KERNEL_HEX } from "./slack-kernel-bytes.ts";

/** Points of a block. */
export const BLOCK_POINTS = BLOCK_SIDE * BLOCK_SIDE;
/** One bit a point. */
export const ALL_POINTS = (1 << BLOCK_POINTS) - 1;

/** See slack-kernel.as. */
interface KernelExports {
  prepare(partsPerMetre: number): void;
  takeCells(columnMetres: number, rowMetres: number): void;
  open(metres: number): void;
  leastKept(waters: number, waterMetres: number): number;
  findWithin(metres: number): number;
  blocked(): number;
  most(): number;
  takeWhole(record: number, states: number, wellInside: number, farthest: number, takesFringe: boolean): number;
  findNearer(legs: number): number;
  takeStretch(ax: number, ay: number, dx: number, dy: number, least: number, most: number, points: number): void;
  storeLegs(legs: number, waters: number, waterMetres: number): void;
  finish(limit: number, farthest: number, outside: number): number;
}

/** Lays states into the kernel's memory, and takes them out when another wants the place. */
interface StatesHolder {
  withdraw(): void;
}

/** Where records begin; what the kernel keeps for itself lies before. The lengths kept are the first 16 floats, slack the next. */
const FIRST_BYTES = 512;
/** A record: how many pairs, bits of points in water and near barriers (16 each); then its pairs, their bits, their legs and a list. */
const HEADER_BYTES = 16;
/** A pair: run, the least of its legs were no barrier there. Pairs ascend by that. */
const PAIR_BYTES = 8;
/** Bits of a pair (16 each): points whose leg is known, clear, hidden. */
const BITS_BYTES = 8;
const LEGS_BYTES = 2 * BLOCK_POINTS;
const LIST_BYTES = 4;
/** A leg is so many parts of a metre, in 16 bits. */
const MOST_PARTS = 0xffff;
const FINEST_PARTS_PER_METRE = 512;

let compiled: object | null = null;

export class LegTable {
  readonly kernel: KernelExports;
  /** Views of the memory, made anew whenever it grows. */
  bytes = new Uint8Array(0);
  shorts = new Uint16Array(0);
  ints = new Int32Array(0);
  floats = new Float32Array(0);
  /** First point of the block that is being measured, in units of 1e-7°. */
  x0 = 0;
  y0 = 0;
  /** Whose states lie in the memory. */
  holder: StatesHolder | null = null;
  private readonly memory: LinearMemory;
  private readonly sight: Sight;
  private readonly lattice: Lattice;
  private readonly waterMetres: number;
  private floor = FIRST_BYTES;
  private top = FIRST_BYTES;

  private readonly partsPerMetre: number;

  /** `waterMetres`: what a leg over water counts longer; legs of `rangeMetres` and more need not be told apart. */
  constructor(sight: Sight, lattice: Lattice, waterMetres: number, rangeMetres: number) {
    this.sight = sight;
    this.lattice = lattice;
    this.waterMetres = waterMetres;
    this.partsPerMetre = FINEST_PARTS_PER_METRE;
    while (this.partsPerMetre * rangeMetres >= MOST_PARTS) this.partsPerMetre /= 2;
    compiled ??= compileKernel(KERNEL_HEX);
    this.memory = createMemory(1 << 20);
    this.kernel = startKernel(compiled, this.memory, {
      testPoints: (record: number, pair: number, points: number) => this.testPoints(record, pair, points),
    }) as KernelExports;
    this.viewMemory();
    this.kernel.prepare(this.partsPerMetre);
  }

  /** Bytes that records take. */
  get recordBytes(): number {
    return this.top - this.floor;
  }

  /** Drops all records. */
  drop(): void {
    this.top = this.floor;
  }

  /** Room for one byte a run, all 0, for good. All records are dropped. */
  takeStates(count: number): number {
    const at = this.floor;
    this.floor = align(at + count);
    this.top = this.floor;
    this.reserve();
    this.bytes.fill(0, at, this.floor);
    return at;
  }

  /** A record for so many pairs; its address. */
  take(count: number, waters: number, nears: number): number {
    const record = this.top;
    this.top = align(record + HEADER_BYTES + count * (PAIR_BYTES + BITS_BYTES + LEGS_BYTES + LIST_BYTES));
    this.reserve();
    this.ints[record >> 2] = count;
    this.shorts[(record >> 1) + 2] = waters;
    this.shorts[(record >> 1) + 3] = nears;
    return record;
  }

  /** Bits of a block's points that lie in water. */
  watersOf(record: number): number {
    return this.shorts[(record >> 1) + 2] as number;
  }

  /** Bits of a block's points whose legs a barrier may stop. */
  nearsOf(record: number): number {
    return this.shorts[(record >> 1) + 3] as number;
  }

  runOf(record: number, pair: number): number {
    return this.ints[this.pairAt(record, pair) >> 2] as number;
  }

  /** The least of a pair's legs were no barrier there. */
  leastLegOf(record: number, pair: number): number {
    return this.floats[(this.pairAt(record, pair) >> 2) + 1] as number;
  }

  private pairAt(record: number, pair: number): number {
    return record + HEADER_BYTES + PAIR_BYTES * pair;
  }

  /** Place of a pair's bits, in words of 16. */
  private bitsAt(record: number, pair: number): number {
    return (record + HEADER_BYTES + PAIR_BYTES * (this.ints[record >> 2] as number) + BITS_BYTES * pair) >> 1;
  }

  /** Metres of a pair's leg from a point. */
  legOf(record: number, pair: number, point: number): number {
    return (this.shorts[(this.legsAt(record, pair) >> 1) + point] as number) / this.partsPerMetre;
  }

  /** Address of a pair's legs. */
  private legsAt(record: number, pair: number): number {
    return record + HEADER_BYTES + (PAIR_BYTES + BITS_BYTES) * (this.ints[record >> 2] as number) + LEGS_BYTES * pair;
  }

  /** A pair that `takeWhole` listed. */
  listed(record: number, place: number): number {
    return this.ints[(this.legsAt(record, this.ints[record >> 2] as number) >> 2) + place] as number;
  }

  /** Bits of the points whose leg has been looked at; the others' metres are straight, whatever stands between. */
  knownBits(record: number, pair: number): number {
    return this.shorts[this.bitsAt(record, pair)] as number;
  }

  /** Bits of the points with no barrier near their leg: any part of the run is in sight. */
  clearBits(record: number, pair: number): number {
    return this.shorts[this.bitsAt(record, pair) + 1] as number;
  }

  /** The least of a pair's legs, which the kernel keeps, with what counts longer over water. */
  leastLeg(waters: number): number {
    const { partsPerMetre } = this;
    return Math.floor(this.kernel.leastKept(waters, this.waterMetres) * partsPerMetre) / partsPerMetre;
  }

  /** Writes a pair; what the kernel keeps becomes its legs. */
  setPair(record: number, pair: number, run: number, leastMetres: number): void {
    const at = this.pairAt(record, pair) >> 2;
    const bits = this.bitsAt(record, pair);
    const clear = ALL_POINTS & ~this.nearsOf(record);
    this.ints[at] = run;
    this.floats[at + 1] = leastMetres;
    this.shorts[bits] = clear;
    this.shorts[bits + 1] = clear;
    this.shorts[bits + 2] = 0;
    this.kernel.storeLegs(this.legsAt(record, pair), this.watersOf(record), this.waterMetres);
  }

  /** Takes the block that is measured next. */
  takeBlock(column: number, row: number): void {
    this.x0 = column * this.lattice.blockWidthUnits;
    this.y0 = row * this.lattice.blockHeightUnits;
  }

  /** A point of the block taken, in units of 1e-7°. */
  xOf(point: number): number {
    return this.x0 + (point % BLOCK_SIDE) * this.lattice.columnUnits;
  }

  yOf(point: number): number {
    return this.y0 + (point >> 2) * this.lattice.rowUnits;
  }

  /** The points from which a run is nearer than what the kernel keeps, once barriers have been looked at. */
  findNearer(record: number, pair: number): number {
    const legs = this.legsAt(record, pair);
    const nearer = this.kernel.findNearer(legs);
    const unknown = nearer & ~this.knownBits(record, pair);
    if (unknown === 0) return nearer;
    this.testPoints(record, pair, unknown);
    return this.kernel.findNearer(legs);
  }

  /** Looks what is in sight of a run from points not looked at before, one bit each. */
  private testPoints(record: number, pair: number, points: number): void {
    for (let rest = points; rest !== 0; rest &= rest - 1) this.test(record, pair, lowestPoint(rest));
  }

  /** Looks whether barriers stand between a point and a run; measures its leg to what is in sight. */
  private test(record: number, pair: number, point: number): void {
    const { shorts, sight, partsPerMetre } = this;
    const bit = 1 << point;
    const bits = this.bitsAt(record, pair);
    shorts[bits]! |= bit;
    const x = this.xOf(point);
    const y = this.yOf(point);
    const run = this.runOf(record, pair);
    if (!sight.gatherBarriers(run, x, y)) {
      shorts[bits + 1]! |= bit;
      return;
    }
    const isWater = (this.watersOf(record) & bit) !== 0;
    const metres = sight.measureVisible(run, x, y, isWater) + (isWater ? this.waterMetres : 0);
    if (metres > this.legOf(record, pair, point) + 1 / partsPerMetre + SAME_METRES) shorts[bits + 2]! |= bit;
    shorts[(this.legsAt(record, pair) >> 1) + point] = Math.min(MOST_PARTS, Math.floor(metres * partsPerMetre));
  }

  private reserve(): void {
    const size = this.bytes.length;
    if (this.top <= size) return;
    growMemory(this.memory, Math.max(this.top, size + size / 4));
    this.viewMemory();
  }

  private viewMemory(): void {
    const { buffer } = this.memory;
    this.bytes = new Uint8Array(buffer);
    this.shorts = new Uint16Array(buffer);
    this.ints = new Int32Array(buffer);
    this.floats = new Float32Array(buffer);
  }
}

/** Two ways of measuring one leg agree to this. */
const SAME_METRES = 1e-3;

/** The first of some points, of which there is one bit each. */
export function lowestPoint(points: number): number {
  return 31 - Math.clz32(points & -points);
}

function align(bytes: number): number {
  return (bytes + 15) & ~15;
}
