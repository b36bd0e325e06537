/**
 * Heights along street lines out of an elevation model: at every vertex and, where
 * vertices are farther apart than a step, evenly between them. On bridges and in
 * tunnels the ground says nothing: they are straight from one end of the line to the
 * other. Cost: one look-up a sample.
 */
import { distanceMetres, longitudeDifference } from "../geodesy.ts";
import { OFF_GROUND, type StreetElevations, type Streets } from "../model/streets.ts";

/** Positions of all samples (interleaved lon, lat), and the sample of each street position. */
export interface ElevationSamples {
  readonly samples: Uint32Array;
  readonly coordinates: Float64Array;
}

function metresBetween(coordinates: Float64Array, position: number): number {
  return distanceMetres(
    coordinates[2 * position] as number,
    coordinates[2 * position + 1] as number,
    coordinates[2 * position + 2] as number,
    coordinates[2 * position + 3] as number,
  );
}

/** Lays out where heights are needed: no two samples of a line are farther apart than `stepMetres`. */
export function placeSamples(streets: Streets, stepMetres: number): ElevationSamples {
  const { count, starts, coordinates } = streets;
  const positionCount = starts[count] ?? 0;
  const samples = new Uint32Array(positionCount);
  let total = 0;
  for (let street = 0; street < count; street++) {
    const end = starts[street + 1] as number;
    for (let position = starts[street] as number; position < end; position++) {
      samples[position] = total;
      total += position + 1 < end ? Math.max(1, Math.ceil(metresBetween(coordinates, position) / stepMetres)) : 1;
    }
  }
  const placed = new Float64Array(2 * total);
  for (let street = 0; street < count; street++) {
    const end = starts[street + 1] as number;
    for (let position = starts[street] as number; position < end; position++) {
      const lon = coordinates[2 * position] as number;
      const lat = coordinates[2 * position + 1] as number;
      const first = samples[position] as number;
      placed[2 * first] = lon;
      placed[2 * first + 1] = lat;
      if (position + 1 === end) continue;
      const steps = (samples[position + 1] as number) - first;
      const lonStep = longitudeDifference(lon, coordinates[2 * position + 2] as number) / steps;
      const latStep = ((coordinates[2 * position + 3] as number) - lat) / steps;
      for (let step = 1; step < steps; step++) {
        placed[2 * (first + step)] = lon + step * lonStep;
        placed[2 * (first + step) + 1] = lat + step * latStep;
      }
    }
  }
  return { samples, coordinates: placed };
}

/** Heights of the samples, bridges and tunnels made straight; `heightAt` answers NaN where it knows none. */
export function sampleElevations(
  streets: Streets,
  placed: ElevationSamples,
  heightAt: (lon: number, lat: number) => number,
): StreetElevations {
  const { samples, coordinates } = placed;
  const metres = new Float32Array(coordinates.length / 2);
  for (let sample = 0; sample < metres.length; sample++) {
    metres[sample] = heightAt(coordinates[2 * sample] as number, coordinates[2 * sample + 1] as number);
  }
  for (let street = 0; street < streets.count; street++) {
    if (((streets.conditions?.[street] ?? 0) & OFF_GROUND) === 0) continue;
    straighten(streets, street, samples, metres);
  }
  return { samples, metres };
}

/** Gives a line the even slope between its two ends. */
function straighten(streets: Streets, street: number, samples: Uint32Array, metres: Float32Array): void {
  const first = streets.starts[street] as number;
  const last = (streets.starts[street + 1] as number) - 1;
  if (last <= first) return;
  let length = 0;
  for (let position = first; position < last; position++) length += metresBetween(streets.coordinates, position);
  const start = metres[samples[first] as number] as number;
  const rise = (metres[samples[last] as number] as number) - start;
  let along = 0;
  for (let position = first; position < last; position++) {
    const from = samples[position] as number;
    const steps = (samples[position + 1] as number) - from;
    const stretch = metresBetween(streets.coordinates, position);
    for (let step = 0; step < steps; step++) {
      metres[from + step] = length > 0 ? start + (rise * (along + (stretch * step) / steps)) / length : start;
    }
    along += stretch;
  }
}
