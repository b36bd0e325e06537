/**
 * Elevation models → heights along streets: at every vertex, and on long segments at
 * steps of a cell's side (10 m at the least, 100 m at the most), for between them a
 * model has nothing to say. Of several rasters the first that knows a place gives its
 * height. Heights are kept to the millimetre.
 */
import { distanceMetres, longitudeDifference } from "../../core/geodesy.ts";
import type { StreetElevations, Streets } from "../../core/model/streets.ts";
import type { IssueList } from "../labelled-table.ts";
import { type ElevationRaster, sampleRaster } from "./elevation-raster.ts";
import { readGeotiff } from "./read-geotiff.ts";

export interface ElevationFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Streets with heights, and how complete they are. */
export interface ElevatedStreets {
  readonly streets: Streets;
  readonly sampleCount: number;
  /** Samples for which no raster has a value; slopes there are level. */
  readonly missingCount: number;
}

const LEAST_STEP_METRES = 10;
const MOST_STEP_METRES = 100;

/**
 * Samples the rasters along the streets. Faults go to `issues` (`bad-raster`, `raster-off-streets`, `bad-coordinate`,
 * `unreadable-file`, `too-large`), gaps as a warning; null where a raster cannot be used.
 */
export async function addElevations(
  streets: Streets,
  files: readonly ElevationFile[],
  issues: IssueList,
): Promise<ElevatedStreets | null> {
  const rasters: ElevationRaster[] = [];
  for (const { name, bytes } of files) {
    const raster = await readGeotiff(bytes, name, streets.coordinates, issues);
    if (raster) rasters.push(raster);
  }
  if (rasters.length < files.length || rasters.length === 0) return null;
  const elevations = sampleHeights(streets, rasters);
  const sampleCount = elevations.metres.length;
  const missingCount = elevations.metres.reduce((count, height) => count + (Number.isNaN(height) ? 1 : 0), 0);
  const layer = files.map(({ name }) => name).join(", ");
  if (missingCount === sampleCount) {
    issues.error("bad-raster", layer, { field: "values", details: { what: "no-values" } });
    return null;
  }
  if (missingCount > 0) {
    issues.warn("assumed", layer, {
      field: "elevation",
      details: { what: "elevation-gaps", count: missingCount, total: sampleCount },
    });
  }
  return { streets: { ...streets, elevations }, sampleCount, missingCount };
}

/** Heights along all streets; the step follows the finest raster. */
function sampleHeights(streets: Streets, rasters: readonly ElevationRaster[]): StreetElevations {
  const { coordinates, starts, count } = streets;
  const finest = Math.min(...rasters.map(({ cellMetres }) => cellMetres));
  const step = Math.min(MOST_STEP_METRES, Math.max(LEAST_STEP_METRES, finest));
  const ofPosition = new Uint32Array(starts[count] ?? 0);
  const heights: number[] = [];
  const sample = (lon: number, lat: number): void => {
    let height = Number.NaN;
    for (let index = 0; index < rasters.length && Number.isNaN(height); index++) {
      height = sampleRaster(rasters[index] as ElevationRaster, lon, lat);
    }
    heights.push(Math.round(height * 1000) / 1000);
  };
  for (let street = 0; street < count; street++) {
    const end = starts[street + 1] as number;
    for (let position = starts[street] as number; position < end; position++) {
      const lon = coordinates[2 * position] as number;
      const lat = coordinates[2 * position + 1] as number;
      ofPosition[position] = heights.length;
      sample(lon, lat);
      if (position + 1 === end) break;
      for (const [betweenLon, betweenLat] of listBetween(
        lon,
        lat,
        coordinates[2 * position + 2] as number,
        coordinates[2 * position + 3] as number,
        step,
      )) {
        sample(betweenLon, betweenLat);
      }
    }
  }
  return { metres: Float64Array.from(heights), ofPosition };
}

/** Evenly spaced places between two positions, none farther than a step from the next. */
function listBetween(lon: number, lat: number, toLon: number, toLat: number, step: number): [number, number][] {
  const pieces = Math.ceil(distanceMetres(lon, lat, toLon, toLat) / step);
  return Array.from({ length: Math.max(0, pieces - 1) }, (_, index) =>
    placeBetween(lon, lat, toLon, toLat, (index + 1) / pieces),
  );
}

/** The place at a share of the way between two positions. */
export function placeBetween(lon: number, lat: number, toLon: number, toLat: number, share: number): [number, number] {
  return [lon + longitudeDifference(lon, toLon) * share, lat + (toLat - lat) * share];
}
