/**
 * Streets of one mode cut into pieces no longer than a cell, filed by the block of
 * the lattice that holds their middle: what an off-street walk starts from. Built
 * once a network and mode, in one pass over the streets' shapes.
 */
import { distanceMetres } from "../geodesy.ts";
import type { Mode } from "../model/parameters.ts";
import { eitherBit, type Network } from "../network/network.ts";
import { blockKey, type Lattice, UNITS_PER_DEGREE } from "./lattice.ts";

export interface StreetPieces {
  readonly count: number;
  /** `edges + 1` offsets: the pieces of an edge follow one another from its first node to its last. */
  readonly edgeStarts: Int32Array;
  /** Interleaved ax, ay, bx, by in units of 1e-7°. */
  readonly ends: Int32Array;
  /** Metres along the edge at which a piece begins, and ends. */
  readonly fromMetres: Float64Array;
  readonly toMetres: Float64Array;
  /** The bin of each piece: a block that holds pieces. */
  readonly binOfPiece: Int32Array;
  readonly binColumns: Int32Array;
  readonly binRows: Int32Array;
  /** Pieces by bin, compressed. */
  readonly binStarts: Int32Array;
  readonly binPieces: Int32Array;
  readonly binOfBlock: ReadonlyMap<number, number>;
}

/** Cuts the edges that a mode may use. */
export function cutStreetPieces(network: Network, mode: Mode, lattice: Lattice, longestMetres: number): StreetPieces {
  const { edgeCount, edgePermissions, edgeFirstPositions, edgeLastPositions, coordinates } = network;
  const usable = eitherBit(mode);
  const edgeStarts = new Int32Array(edgeCount + 1);
  const lengthFrom = (position: number): number =>
    distanceMetres(
      coordinates[2 * position] as number,
      coordinates[2 * position + 1] as number,
      coordinates[2 * position + 2] as number,
      coordinates[2 * position + 3] as number,
    );
  let count = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (((edgePermissions[edge] as number) & usable) !== 0) {
      const last = edgeLastPositions[edge] as number;
      for (let position = edgeFirstPositions[edge] as number; position < last; position++) {
        count += Math.ceil(lengthFrom(position) / longestMetres);
      }
    }
    edgeStarts[edge + 1] = count;
  }

  const ends = new Int32Array(4 * count);
  const fromMetres = new Float64Array(count);
  const toMetres = new Float64Array(count);
  const binOfPiece = new Int32Array(count);
  const binOfBlock = new Map<number, number>();
  const columns: number[] = [];
  const rows: number[] = [];
  const sizes: number[] = [];
  let lastKey = Number.NaN;
  let lastBin = -1;
  const fileUnder = (x: number, y: number): number => {
    const column = Math.floor(x / lattice.blockWidthUnits);
    const row = Math.floor(y / lattice.blockHeightUnits);
    const key = blockKey(column, row);
    if (key !== lastKey) {
      lastKey = key;
      const known = binOfBlock.get(key);
      if (known === undefined) {
        lastBin = columns.length;
        binOfBlock.set(key, lastBin);
        columns.push(column);
        rows.push(row);
        sizes.push(0);
      } else lastBin = known;
    }
    sizes[lastBin]!++;
    return lastBin;
  };
  let piece = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (edgeStarts[edge] === edgeStarts[edge + 1]) continue;
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
        const x = Math.round(ax + (dx * part) / parts);
        const y = Math.round(ay + (dy * part) / parts);
        const toX = Math.round(ax + (dx * (part + 1)) / parts);
        const toY = Math.round(ay + (dy * (part + 1)) / parts);
        ends[4 * piece] = x;
        ends[4 * piece + 1] = y;
        ends[4 * piece + 2] = toX;
        ends[4 * piece + 3] = toY;
        fromMetres[piece] = along + (metres * part) / parts;
        toMetres[piece] = along + (metres * (part + 1)) / parts;
        binOfPiece[piece] = fileUnder((x + toX) / 2, (y + toY) / 2);
      }
      along += metres;
    }
    // The pieces end where the edge ends, whatever the last bits of two sums say.
    if (piece > 0) toMetres[piece - 1] = Math.max(toMetres[piece - 1] as number, network.edgeMetres[edge] as number);
  }

  const binStarts = new Int32Array(columns.length + 1);
  for (let bin = 0; bin < columns.length; bin++) {
    binStarts[bin + 1] = (binStarts[bin] as number) + (sizes[bin] as number);
  }
  const next = binStarts.slice(0, columns.length);
  const binPieces = new Int32Array(count);
  for (let index = 0; index < count; index++) binPieces[next[binOfPiece[index] as number]!++] = index;
  return {
    count,
    edgeStarts,
    ends,
    fromMetres,
    toMetres,
    binOfPiece,
    binColumns: Int32Array.from(columns),
    binRows: Int32Array.from(rows),
    binStarts,
    binPieces,
    binOfBlock,
  };
}
