/**
 * Which barriers a straight line crosses, where, and how wide they are there: every
 * shore, rail and wall as a segment that knows its barrier. Sides are half open, so a
 * line through a shared vertex crosses once; the last millimetre at either end touches
 * and does not cross.
 */
import { distanceMetres, longitudeDifference } from "../geodesy.ts";
import type { Position } from "../model/geometry.ts";
import type { Barrier } from "../model/study.ts";
import { SegmentGrid } from "./segment-grid.ts";

/** One barrier crossed by a line. An area (water) is crossed from shore to shore, as one. */
export interface BarrierCrossing {
  readonly barrierIndex: number;
  /** The middle of the crossing. */
  readonly position: Position;
  /** From shore to shore along the line; 0 for lines. */
  readonly widthMetres: number;
  /** Along the line from its start to the middle of the crossing. */
  readonly metresAlong: number;
}

const CELL_METRES = 200;
/** A long line is looked along in pieces of at most this length. */
const PIECE_METRES = 400;
const TOUCH_METRES = 1e-3;

export class BarrierIndex {
  private readonly grid: SegmentGrid | null;
  private readonly barrierOfSegment: Int32Array;
  private readonly isArea: Uint8Array;

  constructor(barriers: readonly Barrier[]) {
    const ends: number[] = [];
    const owners: number[] = [];
    barriers.forEach(({ geometry }, barrier) => {
      for (const line of linesOf(geometry)) {
        for (let i = 1; i < line.length; i++) {
          ends.push(...(line[i - 1] as Position), ...(line[i] as Position));
          owners.push(barrier);
        }
      }
    });
    this.barrierOfSegment = Int32Array.from(owners);
    this.isArea = Uint8Array.from(barriers, ({ geometry }) => (geometry.type.endsWith("Polygon") ? 1 : 0));
    this.grid =
      owners.length > 0 ? new SegmentGrid({ count: owners.length, ends: Float64Array.from(ends) }, CELL_METRES) : null;
  }

  /** Barriers within a distance of a place. */
  hasWithin([lon, lat]: Position, metres: number): boolean {
    return this.grid?.findNearest(lon, lat, metres, { segmentIndex: -1, metres: 0, fraction: 0 }) ?? false;
  }

  /** Whether the inside of the line crosses any barrier. */
  crosses(from: Position, to: Position): boolean {
    return this.grid?.crosses(from[0], from[1], to[0], to[1]) ?? false;
  }

  /** Everything that the line crosses, in the order in which it is met. */
  listCrossings(from: Position, to: Position): BarrierCrossing[] {
    const metres = distanceMetres(from[0], from[1], to[0], to[1]);
    if (this.grid === null || !(metres > 2 * TOUCH_METRES)) return [];
    const lonStep = longitudeDifference(from[0], to[0]);
    const latStep = to[1] - from[1];
    const at = (share: number): Position => [from[0] + share * lonStep, from[1] + share * latStep];
    const met: { readonly barrier: number; readonly share: number }[] = [];
    for (const segment of this.segmentsAlong(at, metres)) {
      const [ax, ay, bx, by] = this.relativeEnds(segment, from);
      const share = shareOfCrossing(lonStep, latStep, ax, ay, bx, by);
      if (!(share * metres > TOUCH_METRES && (1 - share) * metres > TOUCH_METRES)) continue;
      met.push({ barrier: this.barrierOfSegment[segment] as number, share });
    }
    met.sort((a, b) => a.share - b.share || a.barrier - b.barrier);
    const crossings: { barrier: number; first: number; last: number }[] = [];
    for (const { barrier, share } of met) {
      const open = this.isArea[barrier] === 1 ? crossings.find((each) => each.barrier === barrier) : undefined;
      if (open) open.last = share;
      else crossings.push({ barrier, first: share, last: share });
    }
    return crossings.map(({ barrier, first, last }) => ({
      barrierIndex: barrier,
      position: at((first + last) / 2),
      widthMetres: (last - first) * metres,
      metresAlong: ((first + last) / 2) * metres,
    }));
  }

  private segmentsAlong(at: (share: number) => Position, metres: number): Set<number> {
    const found = new Set<number>();
    const pieces = Math.ceil(metres / PIECE_METRES);
    for (let piece = 0; piece < pieces; piece++) {
      const [lon, lat] = at((piece + 0.5) / pieces);
      for (const segment of this.grid?.listWithin(lon, lat, (0.51 * metres) / pieces + 1) ?? []) found.add(segment);
    }
    return found;
  }

  private relativeEnds(segment: number, from: Position): [number, number, number, number] {
    const [ax, ay] = this.grid?.positionAt(segment, 0) ?? from;
    const [bx, by] = this.grid?.positionAt(segment, 1) ?? from;
    return [longitudeDifference(from[0], ax), ay - from[1], longitudeDifference(from[0], bx), by - from[1]];
  }
}

/** Share of the way from 0, 0 to q at which the segment a–b is crossed; NaN where it is not. */
function shareOfCrossing(qx: number, qy: number, ax: number, ay: number, bx: number, by: number): number {
  const sideA = qx * ay - qy * ax;
  const sideB = qx * by - qy * bx;
  if (sideA >= 0 === sideB >= 0) return Number.NaN;
  const sideP = (bx - ax) * -ay - (by - ay) * -ax;
  const sideQ = (bx - ax) * (qy - ay) - (by - ay) * (qx - ax);
  if (sideP >= 0 === sideQ >= 0) return Number.NaN;
  return sideP / (sideP - sideQ);
}

function linesOf(geometry: Barrier["geometry"]): readonly (readonly Position[])[] {
  if (geometry.type === "LineString") return [geometry.coordinates];
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
  return geometry.coordinates;
}
