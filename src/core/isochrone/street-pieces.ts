/**
 * Streets of one mode as straight pieces, and runs of up to four pieces of one edge,
 * filed by the blocks of the lattice that they pass: what an off-street walk starts
 * from. A piece is at most 2½ cells long, follows its street to within 1/40 of a cell
 * and ends where the street crosses a barrier. Built once a network and mode; for
 * drawing only, lengths are measured on the streets' own shapes.
 */
import { distanceMetres, longitudeDifference } from "../geodesy.ts";
import type { Mode } from "../model/parameters.ts";
import { eitherBit, type Network } from "../network/network.ts";
import type { BarrierLines } from "./barrier-lines.ts";
import { BlockRows } from "./block-rows.ts";
import { larger } from "./grow-array.ts";
import { type Lattice, UNITS_PER_DEGREE } from "./lattice.ts";

export interface StreetPieces {
  /** Interleaved ax, ay, bx, by in units of 1e-7°. */
  readonly ends: Int32Array;
  /** Metres along the edge at which a piece begins, and ends. */
  readonly fromMetres: Float64Array;
  readonly toMetres: Float64Array;
  readonly runCount: number;
  /** `runs + 1` offsets into the pieces. */
  readonly runStarts: Int32Array;
  /** Interleaved a run: metres along the edge at which it begins, and ends. */
  readonly runMetres: Float64Array;
  /** `edges + 1` offsets into the runs, from the edge's first node to its last. */
  readonly edgeRuns: Int32Array;
  /** Bins are blocks that pieces lie in (by their middles). */
  readonly bins: BlockRows;
  /** Runs by bin, compressed. */
  readonly binStarts: Int32Array;
  readonly binRuns: Int32Array;
  /** Bins by run, compressed. */
  readonly runBinStarts: Int32Array;
  readonly runBins: Int32Array;
  /** Bins by edge, compressed. */
  readonly edgeBinStarts: Int32Array;
  readonly edgeBins: Int32Array;
  /** No piece is longer. */
  readonly longestMetres: number;
}

const LONGEST_CELLS = 2.5;
const DEVIATION_CELLS = 1 / 40;
const MOST_PIECES_IN_RUN = 4;
const LEAST_METRES = 1e-6;
/** Vertices that one piece may pass over. */
const MOST_VERTICES = 64;

/** Cuts the edges that a mode may use. */
export function cutStreetPieces(
  network: Network,
  mode: Mode,
  barriers: BarrierLines,
  lattice: Lattice,
  cellMetres: number,
): StreetPieces {
  const { edgeCount, edgePermissions, edgeMetres } = network;
  const usable = eitherBit(mode);
  const cutter = new PieceCutter(network, barriers, cellMetres);
  const edgeRuns = new Int32Array(edgeCount + 1);
  const runStarts: number[] = [];
  for (let edge = 0; edge < edgeCount; edge++) {
    if (((edgePermissions[edge] as number) & usable) !== 0) {
      let piece = cutter.count;
      cutter.cutEdge(edge);
      for (; piece < cutter.count; piece += MOST_PIECES_IN_RUN) runStarts.push(piece);
      // The pieces end where the edge ends, whatever the last bits of two sums say.
      if (runStarts.length > (edgeRuns[edge] as number))
        cutter.toMetres[cutter.count - 1] = Math.max(
          cutter.toMetres[cutter.count - 1] as number,
          edgeMetres[edge] as number,
        );
    }
    edgeRuns[edge + 1] = runStarts.length;
  }
  const runCount = runStarts.length;
  runStarts.push(cutter.count);
  const starts = Int32Array.from(runStarts);
  const runMetres = new Float64Array(2 * runCount);
  for (let run = 0; run < runCount; run++) {
    runMetres[2 * run] = cutter.fromMetres[starts[run] as number] as number;
    runMetres[2 * run + 1] = cutter.toMetres[(starts[run + 1] as number) - 1] as number;
  }
  const filed = fileRuns(cutter.ends, starts, lattice);
  return {
    ends: cutter.ends,
    fromMetres: cutter.fromMetres,
    toMetres: cutter.toMetres,
    runCount,
    runStarts: starts,
    runMetres,
    edgeRuns,
    longestMetres: LONGEST_CELLS * cellMetres,
    ...filed,
    ...fileEdges(filed, edgeRuns),
  };
}

/** Follows the shapes of edges and collects their pieces. */
class PieceCutter {
  count = 0;
  ends = new Int32Array(4 * 4096);
  fromMetres = new Float64Array(4096);
  toMetres = new Float64Array(4096);
  private readonly network: Network;
  private readonly barriers: BarrierLines;
  private readonly longest: number;
  private readonly deviation: number;

  constructor(network: Network, barriers: BarrierLines, cellMetres: number) {
    this.network = network;
    this.barriers = barriers;
    this.longest = LONGEST_CELLS * cellMetres;
    this.deviation = DEVIATION_CELLS * cellMetres;
  }

  cutEdge(edge: number): void {
    const { coordinates, edgeFirstPositions, edgeLastPositions } = this.network;
    const last = edgeLastPositions[edge] as number;
    let along = 0;
    let from = edgeFirstPositions[edge] as number;
    while (from < last) {
      // The farthest vertex to which one straight piece will do.
      let to = from + 1;
      let metres = this.lengthFrom(from);
      while (to < last && to - from < MOST_VERTICES) {
        const next = this.lengthFrom(to);
        if (metres + next > this.longest || !this.isStraight(from, to + 1)) break;
        metres += next;
        to++;
      }
      const ax = Math.round((coordinates[2 * from] as number) * UNITS_PER_DEGREE);
      const ay = Math.round((coordinates[2 * from + 1] as number) * UNITS_PER_DEGREE);
      // A street over the antimeridian goes on beyond 180°.
      const lonStep = longitudeDifference(coordinates[2 * from] as number, coordinates[2 * to] as number);
      const bx = ax + Math.round(lonStep * UNITS_PER_DEGREE);
      const by = Math.round((coordinates[2 * to + 1] as number) * UNITS_PER_DEGREE);
      if (metres > 0) this.addStraight(ax, ay, bx, by, along, metres);
      along += metres;
      from = to;
    }
  }

  private lengthFrom(position: number): number {
    const { coordinates } = this.network;
    return distanceMetres(
      coordinates[2 * position] as number,
      coordinates[2 * position + 1] as number,
      coordinates[2 * position + 2] as number,
      coordinates[2 * position + 3] as number,
    );
  }

  /** Whether the vertices between two positions lie near the straight line that joins them, one after the other. */
  private isStraight(from: number, to: number): boolean {
    const { coordinates } = this.network;
    const ax = coordinates[2 * from] as number;
    const ay = coordinates[2 * from + 1] as number;
    const perLat = 111_000;
    const perLon = perLat * Math.max(0.01, 1 - (ay * ay) / 8100);
    const dx = longitudeDifference(ax, coordinates[2 * to] as number) * perLon;
    const dy = ((coordinates[2 * to + 1] as number) - ay) * perLat;
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0) return false;
    let before = 0;
    for (let position = from + 1; position < to; position++) {
      const x = longitudeDifference(ax, coordinates[2 * position] as number) * perLon;
      const y = ((coordinates[2 * position + 1] as number) - ay) * perLat;
      const forward = x * dx + y * dy;
      if (Math.abs(x * dy - y * dx) > this.deviation * length || forward < before || forward > length * length)
        return false;
      before = forward;
    }
    return true;
  }

  /** Adds a straight stretch, cut at barriers and where it is too long. */
  private addStraight(ax: number, ay: number, bx: number, by: number, along: number, metres: number): void {
    let share = 0;
    while (share < 1) {
      const crossing = this.barriers.firstCrossing(ax, ay, bx, by, share);
      const stop = Math.min(crossing, 1);
      const parts = Math.max(1, Math.ceil(((stop - share) * metres) / this.longest));
      for (let part = 0; part < parts; part++) {
        const from = share + ((stop - share) * part) / parts;
        const to = part === parts - 1 ? stop : share + ((stop - share) * (part + 1)) / parts;
        if ((to - from) * metres < LEAST_METRES) continue;
        if (this.count === this.fromMetres.length) this.grow();
        const piece = this.count++;
        this.ends[4 * piece] = Math.round(ax + (bx - ax) * from);
        this.ends[4 * piece + 1] = Math.round(ay + (by - ay) * from);
        this.ends[4 * piece + 2] = Math.round(ax + (bx - ax) * to);
        this.ends[4 * piece + 3] = Math.round(ay + (by - ay) * to);
        this.fromMetres[piece] = along + metres * from;
        this.toMetres[piece] = along + metres * to;
      }
      share = stop;
    }
  }

  private grow(): void {
    const size = 2 * this.count;
    this.ends = larger(this.ends, 4 * size);
    this.fromMetres = larger(this.fromMetres, size);
    this.toMetres = larger(this.toMetres, size);
  }
}

type FiledRuns = Pick<StreetPieces, "bins" | "binStarts" | "binRuns" | "runBinStarts" | "runBins">;

/** Files each run under the blocks that hold the middles of its pieces. */
function fileRuns(ends: Int32Array, runStarts: Int32Array, lattice: Lattice): FiledRuns {
  const runCount = runStarts.length - 1;
  const count = runStarts[runCount] as number;
  const columns = new Int32Array(count);
  const rows = new Int32Array(count);
  for (let piece = 0; piece < count; piece++) {
    const x = ((ends[4 * piece] as number) + (ends[4 * piece + 2] as number)) / 2;
    const y = ((ends[4 * piece + 1] as number) + (ends[4 * piece + 3] as number)) / 2;
    columns[piece] = Math.floor(x / lattice.blockWidthUnits);
    rows[piece] = Math.floor(y / lattice.blockHeightUnits);
  }
  const bins = new BlockRows(columns, rows);
  const runBinStarts = new Int32Array(runCount + 1);
  const runBins = new Int32Array(count);
  let filed = 0;
  for (let run = 0; run < runCount; run++) {
    const first = filed;
    const end = runStarts[run + 1] as number;
    for (let piece = runStarts[run] as number; piece < end; piece++) {
      const bin = bins.find(columns[piece] as number, rows[piece] as number);
      if (runBins.subarray(first, filed).indexOf(bin) < 0) runBins[filed++] = bin;
    }
    runBinStarts[run + 1] = filed;
  }
  const binStarts = new Int32Array(bins.count + 1);
  for (let at = 0; at < filed; at++) binStarts[(runBins[at] as number) + 1]!++;
  for (let bin = 0; bin < bins.count; bin++) binStarts[bin + 1]! += binStarts[bin] as number;
  const next = binStarts.slice(0, bins.count);
  const binRuns = new Int32Array(filed);
  for (let run = 0; run < runCount; run++) {
    const end = runBinStarts[run + 1] as number;
    for (let at = runBinStarts[run] as number; at < end; at++) binRuns[next[runBins[at] as number]!++] = run;
  }
  return { bins, binStarts, binRuns, runBinStarts, runBins };
}

/** The bins of an edge are those of its runs, each once. */
function fileEdges(
  { runBinStarts, runBins }: FiledRuns,
  edgeRuns: Int32Array,
): Pick<StreetPieces, "edgeBinStarts" | "edgeBins"> {
  const edgeCount = edgeRuns.length - 1;
  const edgeBinStarts = new Int32Array(edgeCount + 1);
  const edgeBins = new Int32Array(runBins.length);
  let filed = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    const first = filed;
    const end = runBinStarts[edgeRuns[edge + 1] as number] as number;
    for (let at = runBinStarts[edgeRuns[edge] as number] as number; at < end; at++) {
      const bin = runBins[at] as number;
      if (edgeBins.subarray(first, filed).indexOf(bin) < 0) edgeBins[filed++] = bin;
    }
    edgeBinStarts[edge + 1] = filed;
  }
  return { edgeBinStarts, edgeBins: edgeBins.slice(0, filed) };
}
