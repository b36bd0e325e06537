/**
 * Streets of one mode cut into pieces no longer than a cell, and runs of up to eight
 * pieces of one edge, filed by the blocks of the lattice that they pass: what an
 * off-street walk starts from. Built once a network and mode, in two passes over the
 * streets' shapes.
 */
import { distanceMetres } from "../geodesy.ts";
import type { Mode } from "../model/parameters.ts";
import { eitherBit, type Network } from "../network/network.ts";
import { BlockTable } from "./block-table.ts";
import { type Lattice, UNITS_PER_DEGREE } from "./lattice.ts";

export interface StreetPieces {
  readonly count: number;
  /** Interleaved ax, ay, bx, by in units of 1e-7°. */
  readonly ends: Int32Array;
  /** Metres along the edge at which a piece begins, and ends. */
  readonly fromMetres: Float64Array;
  readonly toMetres: Float64Array;
  readonly runCount: number;
  /** `runs + 1` offsets into the pieces. */
  readonly runStarts: Int32Array;
  /** `edges + 1` offsets into the runs, from the edge's first node to its last. */
  readonly edgeRuns: Int32Array;
  /** Bins are blocks that pieces lie in (by their middles). */
  readonly bins: BlockTable;
  readonly binColumns: Int32Array;
  readonly binRows: Int32Array;
  /** Runs by bin, compressed. */
  readonly binStarts: Int32Array;
  readonly binRuns: Int32Array;
  /** Bins by run, compressed. */
  readonly runBinStarts: Int32Array;
  readonly runBins: Int32Array;
}

const MOST_PIECES_IN_RUN = 8;

/** Cuts the edges that a mode may use. */
export function cutStreetPieces(network: Network, mode: Mode, lattice: Lattice, longestMetres: number): StreetPieces {
  const { edgeCount, edgePermissions, edgeFirstPositions, edgeLastPositions, coordinates } = network;
  const usable = eitherBit(mode);
  const lengthFrom = (position: number): number =>
    distanceMetres(
      coordinates[2 * position] as number,
      coordinates[2 * position + 1] as number,
      coordinates[2 * position + 2] as number,
      coordinates[2 * position + 3] as number,
    );
  const edgeRuns = new Int32Array(edgeCount + 1);
  const edgePieces = new Int32Array(edgeCount + 1);
  let count = 0;
  let runCount = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (((edgePermissions[edge] as number) & usable) !== 0) {
      const last = edgeLastPositions[edge] as number;
      for (let position = edgeFirstPositions[edge] as number; position < last; position++) {
        count += Math.ceil(lengthFrom(position) / longestMetres);
      }
    }
    runCount += Math.ceil((count - (edgePieces[edge] as number)) / MOST_PIECES_IN_RUN);
    edgePieces[edge + 1] = count;
    edgeRuns[edge + 1] = runCount;
  }

  const ends = new Int32Array(4 * count);
  const fromMetres = new Float64Array(count);
  const toMetres = new Float64Array(count);
  let piece = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (edgePieces[edge] === edgePieces[edge + 1]) continue;
    let along = 0;
    const last = edgeLastPositions[edge] as number;
    for (let position = edgeFirstPositions[edge] as number; position < last; position++) {
      const metres = lengthFrom(position);
      const parts = Math.ceil(metres / longestMetres);
      const ax = (coordinates[2 * position] as number) * UNITS_PER_DEGREE;
      const ay = (coordinates[2 * position + 1] as number) * UNITS_PER_DEGREE;
      const dx = (coordinates[2 * position + 2] as number) * UNITS_PER_DEGREE - ax;
      const dy = (coordinates[2 * position + 3] as number) * UNITS_PER_DEGREE - ay;
      for (let part = 0; part < parts; part++, piece++) {
        ends[4 * piece] = Math.round(ax + (dx * part) / parts);
        ends[4 * piece + 1] = Math.round(ay + (dy * part) / parts);
        ends[4 * piece + 2] = Math.round(ax + (dx * (part + 1)) / parts);
        ends[4 * piece + 3] = Math.round(ay + (dy * (part + 1)) / parts);
        fromMetres[piece] = along + (metres * part) / parts;
        toMetres[piece] = along + (metres * (part + 1)) / parts;
      }
      along += metres;
    }
    // The pieces end where the edge ends, whatever the last bits of two sums say.
    toMetres[piece - 1] = Math.max(toMetres[piece - 1] as number, network.edgeMetres[edge] as number);
  }

  const runStarts = new Int32Array(runCount + 1);
  for (let edge = 0; edge < edgeCount; edge++) {
    let start = edgePieces[edge] as number;
    for (let run = edgeRuns[edge] as number; run < (edgeRuns[edge + 1] as number); run++) {
      runStarts[run] = start;
      start += MOST_PIECES_IN_RUN;
    }
  }
  runStarts[runCount] = count;
  return {
    count,
    ends,
    fromMetres,
    toMetres,
    runCount,
    runStarts,
    edgeRuns,
    ...fileRuns(ends, runCount, runStarts, lattice),
  };
}

type FiledRuns = Pick<
  StreetPieces,
  "bins" | "binColumns" | "binRows" | "binStarts" | "binRuns" | "runBinStarts" | "runBins"
>;

/** Files each run under the blocks that hold the middles of its pieces. */
function fileRuns(ends: Int32Array, runCount: number, runStarts: Int32Array, lattice: Lattice): FiledRuns {
  const bins = new BlockTable();
  const binColumns: number[] = [];
  const binRows: number[] = [];
  const runBinStarts = new Int32Array(runCount + 1);
  const runBins: number[] = [];
  for (let run = 0; run < runCount; run++) {
    const first = runBins.length;
    const end = runStarts[run + 1] as number;
    for (let piece = runStarts[run] as number; piece < end; piece++) {
      const x = ((ends[4 * piece] as number) + (ends[4 * piece + 2] as number)) / 2;
      const y = ((ends[4 * piece + 1] as number) + (ends[4 * piece + 3] as number)) / 2;
      const column = Math.floor(x / lattice.blockWidthUnits);
      const row = Math.floor(y / lattice.blockHeightUnits);
      let bin = bins.find(column, row);
      if (bin < 0) {
        bin = bins.add(column, row);
        binColumns.push(column);
        binRows.push(row);
      }
      if (runBins.indexOf(bin, first) < 0) runBins.push(bin);
    }
    runBinStarts[run + 1] = runBins.length;
  }
  const binStarts = new Int32Array(bins.count + 1);
  for (const bin of runBins) binStarts[bin + 1]!++;
  for (let bin = 0; bin < bins.count; bin++) binStarts[bin + 1]! += binStarts[bin] as number;
  const next = binStarts.slice(0, bins.count);
  const binRuns = new Int32Array(runBins.length);
  for (let run = 0; run < runCount; run++) {
    const end = runBinStarts[run + 1] as number;
    for (let at = runBinStarts[run] as number; at < end; at++) binRuns[next[runBins[at] as number]!++] = run;
  }
  return {
    bins,
    binColumns: Int32Array.from(binColumns),
    binRows: Int32Array.from(binRows),
    binStarts,
    binRuns,
    runBinStarts,
    runBins: Int32Array.from(runBins),
  };
}
