/** The facility nearest in a straight line, and the place of it that is nearest: streets and barriers ignored. */
import { distanceMetres } from "../geodesy.ts";
import type { Facilities } from "../model/facility.ts";
import type { Position } from "../model/geometry.ts";
import { type NearestSegment, SegmentGrid } from "../network/segment-grid.ts";
import { addFacilitySegments, chooseCellMetres } from "./straight-line.ts";

export interface StraightNearest {
  readonly facilityIndex: number;
  readonly position: Position;
  readonly metres: number;
}

export class StraightIndex {
  private readonly grid: SegmentGrid | null;
  private readonly facilityOfSegment: Int32Array;

  /** @param facilityIndexes the facilities that count; null: all. */
  constructor(layer: Facilities, facilityIndexes: readonly number[] | null) {
    const ends: number[] = [];
    const owners: number[] = [];
    for (const facility of facilityIndexes ?? Array.from({ length: layer.count }, (_, index) => index)) {
      addFacilitySegments(layer, facility, ends);
      while (owners.length < ends.length / 4) owners.push(facility);
    }
    this.facilityOfSegment = Int32Array.from(owners);
    const segments = { count: owners.length, ends: Float64Array.from(ends) };
    this.grid = owners.length > 0 ? new SegmentGrid(segments, chooseCellMetres(ends)) : null;
  }

  /** Null where none lies within the limit. */
  find([lon, lat]: Position, limitMetres: number): StraightNearest | null {
    const found: NearestSegment = { segmentIndex: -1, metres: 0, fraction: 0 };
    if (!this.grid?.findNearest(lon, lat, limitMetres, found)) return null;
    const position = this.grid.positionAt(found.segmentIndex, found.fraction);
    return {
      facilityIndex: this.facilityOfSegment[found.segmentIndex] as number,
      position,
      metres: distanceMetres(lon, lat, ...position),
    };
  }
}
