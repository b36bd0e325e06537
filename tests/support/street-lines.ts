/** Streets from lists of positions, and the costs between places on them, for tests that draw their own town. */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../src/core/geodesy.ts";
import type { Mode } from "../../src/core/model/parameters.ts";
import { CYCLE_BOTH, type StreetBlocks, type Streets, WALK_BOTH } from "../../src/core/model/streets.ts";
import type { Barrier } from "../../src/core/model/study.ts";
import { buildNetwork } from "../../src/core/network/build-network.ts";
import { findComponents } from "../../src/core/network/components.ts";
import { indexBarriers, type Snaps, StreetIndex } from "../../src/core/network/snap.ts";
import { searchCostField } from "../../src/core/routing/cost-field.ts";
import { measureCostMatrix } from "../../src/core/routing/cost-matrix.ts";
import { measurePointCosts, type PointCosts } from "../../src/core/routing/point-costs.ts";
import { buildSearchGraph } from "../../src/core/routing/search-graph.ts";

export type Place = [lon: number, lat: number];

export const NO_BLOCKS: StreetBlocks = { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) };

/** Streets of the given positions; open both ways to everybody unless told otherwise. */
export function createStreets(
  lines: readonly (readonly Place[])[],
  permissions: readonly number[] = lines.map(() => WALK_BOTH | CYCLE_BOTH),
): Streets {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) as number) + line.length);
  return {
    count: lines.length,
    coordinates: Float64Array.from(lines.flat(2)),
    starts: Uint32Array.from(starts),
    permissions: Uint8Array.from(permissions),
    classes: lines.map(() => "residential"),
    names: lines.map((_, index) => `street ${index}`),
    ids: lines.map((_, index) => `w${index}`),
  };
}

export interface TownOptions {
  readonly mode?: Mode;
  readonly blocks?: StreetBlocks;
  readonly barriers?: readonly Barrier[];
  readonly radiusMetres?: number;
  readonly limitMetres?: number;
}

export type Town = ReturnType<typeof createTown>;

/** A town whose costs can be asked for, at 1 m/s, so that seconds are metres. */
export function createTown(streets: Streets, options: TownOptions = {}) {
  const { mode = "walk", blocks = NO_BLOCKS, radiusMetres = 300, limitMetres = 50_000 } = options;
  const network = buildNetwork(streets, blocks);
  const components = findComponents(network, mode);
  const index = new StreetIndex(network, components);
  const barriers = indexBarriers(options.barriers ?? []);
  const graph = buildSearchGraph(network, { mode, metresPerSecond: 1 });
  const onwards = buildSearchGraph(network, { mode, metresPerSecond: 1 }, "onwards");
  const snap = (places: readonly Place[]): Snaps =>
    index.snap(Float64Array.from(places.flat()), radiusMetres, barriers);
  return {
    network,
    components,
    index,
    barriers,
    graph,
    snap,
    /** Costs of walking from each home to its nearest facility. */
    costs: (homes: readonly Place[], facilities: readonly Place[]): PointCosts => {
      const sources = { snaps: snap(facilities), sourceOfPoint: Int32Array.from(facilities, (_, i) => i) };
      const field = searchCostField(graph, sources, limitMetres);
      return measurePointCosts(field, sources, snap(homes), limitMetres);
    },
    /** Metres of walking from each place to each other one, both legs off the street included; Infinity where there is no way. */
    matrix: (from: readonly Place[], to: readonly Place[]): number[][] => {
      const found = measureCostMatrix(onwards, snap(from), snap(to), limitMetres);
      return from.map((_, row) => {
        const values = to.map(() => Infinity);
        for (let i = found.rowStarts[row] as number; i < (found.rowStarts[row + 1] as number); i++) {
          values[found.targetIndexes[i] as number] = found.metres[i] as number;
        }
        return values;
      });
    },
  };
}

/** Positions of the letters and digits of a drawing, each character `stepEast` metres wide and `stepSouth` high. */
export function readPlaces(drawing: string, stepEast: number, stepSouth = stepEast): Record<string, Place> {
  const places: Record<string, Place> = {};
  drawing.split("\n").forEach((text, row) => {
    [...text].forEach((mark, column) => {
      if (/[A-Za-z0-9]/.test(mark)) places[mark] = placeAt(column * stepEast, -row * stepSouth);
    });
  });
  return places;
}

/** The position some metres east and north of an origin, to the grain of street vertices. */
export function placeAt(eastMetres: number, northMetres: number, [west, south]: Place = [113.3, 40.1]): Place {
  const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
  return [
    round(west + eastMetres / metresPerDegreeOfLongitude(south)),
    round(south + northMetres / metresPerDegreeOfLatitude(south)),
  ];
}

/** Lines by the letters of their positions ("abc" is a street over a, b and c). */
export function linesOf(places: Record<string, Place>, words: readonly string[]): Place[][] {
  return words.map((word) => [...word].map((letter) => places[letter] as Place));
}
