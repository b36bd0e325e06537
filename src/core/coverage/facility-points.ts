/**
 * The points through which facilities are reached: a point facility at itself, a
 * line (a trail) anywhere along it, sampled every 10 m, so that a walk to it is at
 * most 5 m too long.
 */
import { distanceMetres } from "../geodesy.ts";
import type { Facilities } from "../model/facility.ts";

export interface FacilityPoints {
  /** Interleaved lon, lat. */
  readonly coordinates: Float64Array;
  /** Facility that each point belongs to. */
  readonly facilityOfPoint: Int32Array;
}

const LINE_STEP_METRES = 10;

/** Points of every facility of the layer, in order. */
export function listFacilityPoints(layer: Facilities): FacilityPoints {
  const coordinates: number[] = [];
  const facilityOfPoint: number[] = [];
  for (let facility = 0; facility < layer.count; facility++) {
    const first = layer.starts[facility] as number;
    const end = layer.starts[facility + 1] as number;
    for (let position = first; position < end; position++) {
      const lon = layer.coordinates[2 * position] as number;
      const lat = layer.coordinates[2 * position + 1] as number;
      if (position > first) {
        const lastLon = layer.coordinates[2 * position - 2] as number;
        const lastLat = layer.coordinates[2 * position - 1] as number;
        const steps = Math.ceil(distanceMetres(lastLon, lastLat, lon, lat) / LINE_STEP_METRES);
        for (let step = 1; step < steps; step++) {
          const share = step / steps;
          coordinates.push(lastLon + (lon - lastLon) * share, lastLat + (lat - lastLat) * share);
          facilityOfPoint.push(facility);
        }
      }
      coordinates.push(lon, lat);
      facilityOfPoint.push(facility);
    }
  }
  return { coordinates: Float64Array.from(coordinates), facilityOfPoint: Int32Array.from(facilityOfPoint) };
}
