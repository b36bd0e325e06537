/** Valhalla's isochrones and matrix at the places that our side has drawn; text in, text out, one request at a time. */
import { distanceMetres } from "../../src/core/geodesy.ts";
import { readDoubles } from "../graph-files.ts";
import { ADULT, LIMIT_METRES } from "../networks.ts";
import { openValhalla } from "../peers/valhalla.ts";

const CUTOFF_SECONDS = LIMIT_METRES / ADULT.metresPerSecond;
const KILOMETRES_PER_HOUR = ADULT.metresPerSecond * 3.6;
const PEDESTRIAN = { costing: "pedestrian", costing_options: { pedestrian: { walking_speed: KILOMETRES_PER_HOUR } } };

interface Asked {
  readonly configPath: string;
  readonly folder: string;
}

export interface ValhallaIsochrones {
  readonly starts: number;
  readonly refused: number;
  /** Milliseconds an isochrone. */
  readonly medianMs: number;
  /** Mean positions of its rings. */
  readonly positions: number;
}

/** One polygon a start, nothing generalised, no part left out. */
export async function measureValhallaIsochrones({ configPath, folder }: Asked): Promise<ValhallaIsochrones> {
  const actor = openValhalla(configPath, null);
  const points = readDoubles(folder, "source-points.f64");
  const queries = locationsOf(points).map((location) =>
    JSON.stringify({
      ...PEDESTRIAN,
      locations: [location],
      contours: [{ time: CUTOFF_SECONDS / 60 }],
      polygons: true,
      generalize: 0,
      denoise: 0,
    }),
  );
  let refused = 0;
  let positions = 0;
  for (const query of queries.slice(0, 50)) await actor.isochrone(query).catch(() => null);
  const rounds: number[] = [];
  for (let round = 0; round < 3; round++) {
    refused = 0;
    positions = 0;
    const began = performance.now();
    for (const query of queries) {
      try {
        positions += (await actor.isochrone(query)).length;
      } catch {
        refused++;
      }
    }
    rounds.push(performance.now() - began);
  }
  const sample = await actor.isochrone(queries[0] as string);
  const bytesAPosition = sample.length / Math.max(1, (sample.match(/\[-?\d/g) ?? []).length);
  return {
    starts: queries.length,
    refused,
    medianMs: middle(rounds) / (queries.length - refused),
    positions: positions / (queries.length - refused) / bytesAPosition,
  };
}

export interface ValhallaMatrix {
  readonly sources: number;
  readonly targets: number;
  readonly medianMs: number;
  /** Pairs in the answer, and those within fifteen minutes. */
  readonly pairs: number;
  readonly pairsWithin: number;
  readonly maxMatrixMetres: number;
}

/** All sources by the first targets in one request, its searches bounded as tightly as its limits allow. */
export async function measureValhallaMatrix({
  configPath,
  folder,
  targets,
}: Asked & { targets: number }): Promise<ValhallaMatrix> {
  const sources = locationsOf(readDoubles(folder, "source-points.f64"));
  const ends = locationsOf(readDoubles(folder, "target-points.f64")).slice(0, targets);
  let longest = 0;
  for (const a of sources)
    for (const b of ends) longest = Math.max(longest, distanceMetres(a.lon, a.lat, b.lon, b.lat));
  const maxMatrixMetres = Math.ceil(longest / 100) * 100 + 100;
  const actor = openValhalla(configPath, maxMatrixMetres);
  const query = JSON.stringify({ ...PEDESTRIAN, sources, targets: ends, verbose: false });
  const rounds: number[] = [];
  let answer = await actor.matrix(query);
  for (let round = 0; round < 3; round++) {
    const began = performance.now();
    answer = await actor.matrix(query);
    rounds.push(performance.now() - began);
  }
  const { durations } = (JSON.parse(answer) as { sources_to_targets: { durations: (number | null)[][] } })
    .sources_to_targets;
  const seconds = durations.flat();
  return {
    sources: sources.length,
    targets: ends.length,
    medianMs: middle(rounds),
    pairs: seconds.length,
    pairsWithin: seconds.filter((duration) => duration !== null && duration <= CUTOFF_SECONDS).length,
    maxMatrixMetres,
  };
}

function locationsOf(points: Float64Array): { lon: number; lat: number }[] {
  return Array.from({ length: points.length / 2 }, (_, index) => ({
    lon: points[2 * index] as number,
    lat: points[2 * index + 1] as number,
  }));
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
