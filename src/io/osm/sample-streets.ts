/**
 * Demand from streets, where a study has neither people nor buildings: points
 * every 50 m along residential streets, each standing for its metres of street.
 */
import { BadDataError } from "../../core/errors.ts";
import { distanceMetres } from "../../core/geodesy.ts";
import type { Streets } from "../../core/model/streets.ts";

const SAMPLE_METRES = 50;
/** Half a million kilometres of street, more than a province has: streets that jump across the country would fill the memory. */
const MOST_SAMPLES = 10_000_000;
const RESIDENTIAL = new Set(["residential", "living_street"]);
const OTHER_TOWN_STREETS = new Set([
  "unclassified",
  "road",
  "tertiary",
  "secondary",
  "primary",
  "pedestrian",
  "street",
]);

export interface StreetSamples {
  /** Interleaved lon, lat. */
  readonly coordinates: Float64Array;
  /** Metres of street that each point stands for. */
  readonly metres: Float64Array;
  /** Which streets were sampled. */
  readonly basis: "residential" | "town" | "all";
}

function refuseLarge(layer: string): never {
  const details = { unit: "metres", limit: MOST_SAMPLES * SAMPLE_METRES };
  throw new BadDataError([{ code: "too-large", severity: "error", layer, field: "streets", details }]);
}

interface Samples {
  readonly coordinates: number[];
  readonly metres: number[];
  /** What issues call the streets. */
  readonly layer: string;
}

function sampleStreet(streets: Streets, street: number, into: Samples): void {
  const { coordinates, starts } = streets;
  const first = starts[street] as number;
  const end = starts[street + 1] as number;
  const lengths: number[] = [];
  let total = 0;
  for (let at = first; at + 1 < end; at++) {
    const length = distanceMetres(
      coordinates[2 * at] as number,
      coordinates[2 * at + 1] as number,
      coordinates[2 * at + 2] as number,
      coordinates[2 * at + 3] as number,
    );
    lengths.push(length);
    total += length;
  }
  if (total === 0) return;
  const pieces = Math.max(1, Math.round(total / SAMPLE_METRES));
  if (into.metres.length + pieces > MOST_SAMPLES) refuseLarge(into.layer);
  let segment = 0;
  let passed = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const target = ((piece + 0.5) / pieces) * total;
    while (segment + 1 < lengths.length && passed + (lengths[segment] as number) < target)
      passed += lengths[segment++] as number;
    const length = lengths[segment] as number;
    const share = length === 0 ? 0 : Math.min(1, (target - passed) / length);
    const at = 2 * (first + segment);
    const [lon, lat] = [coordinates[at] as number, coordinates[at + 1] as number];
    into.coordinates.push(
      lon + share * ((coordinates[at + 2] as number) - lon),
      lat + share * ((coordinates[at + 3] as number) - lat),
    );
    into.metres.push(total / pieces);
  }
}

/** Points along residential streets; where there are none along town streets, else along all that may be walked. Throws BadDataError (too-large) naming `layer`. */
export function sampleStreets(streets: Streets, layer: string): StreetSamples {
  const of = (wanted: (highway: string) => boolean): number[] => {
    const rows: number[] = [];
    for (let row = 0; row < streets.count; row++) {
      if (streets.permissions[row] !== 0 && wanted(streets.classes[row] ?? "")) rows.push(row);
    }
    return rows;
  };
  let basis: StreetSamples["basis"] = "residential";
  let rows = of((highway) => RESIDENTIAL.has(highway));
  if (rows.length === 0) {
    basis = "town";
    rows = of((highway) => OTHER_TOWN_STREETS.has(highway));
  }
  if (rows.length === 0) {
    basis = "all";
    rows = of(() => true);
  }
  const into: Samples = { coordinates: [], metres: [], layer };
  for (const row of rows) sampleStreet(streets, row, into);
  return { coordinates: Float64Array.from(into.coordinates), metres: Float64Array.from(into.metres), basis };
}
