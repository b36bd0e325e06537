/** Our isochrone polygons, one start each, at the points that the many-to-many row starts from. */

import { DEFAULT_GROUND } from "../../src/core/isochrone/ground-options.ts";
import { IsochroneMaker } from "../../src/core/isochrone/isochrone.ts";
import { OffStreetGround } from "../../src/core/isochrone/off-street-ground.ts";
import { orderByEdge } from "../../src/core/isochrone/reach.ts";
import { findComponents } from "../../src/core/network/components.ts";
import { StreetIndex } from "../../src/core/network/snap.ts";
import type { CostSources } from "../../src/core/routing/cost-field.ts";
import { buildSearchGraph } from "../../src/core/routing/search-graph.ts";
import { formatIsochrone } from "../../src/io/vector/isochrone-features.ts";
import { writeArray } from "../graph-files.ts";
import { measure } from "../measure.ts";
import { ADULT, buildJunctionNetwork, drawStreetPoints, LIMIT_METRES, readCity } from "../networks.ts";

const STARTS = 1000;
const SEED = 11;
const SNAP_RADIUS_METRES = 300;
const ROUNDS = 3;

export interface IsochroneFigures {
  readonly city: string;
  readonly barriers: number;
  readonly starts: number;
  readonly cellMetres: number;
  readonly offStreetMetres: number;
  /** Milliseconds an isochrone in the first thousand, with which the ground beside the streets is found. */
  readonly firstMs: number;
  /** Milliseconds an isochrone afterwards. */
  readonly medianMs: number;
  /** Milliseconds an isochrone where starts come in no order, a call each. */
  readonly scatteredMs: number;
  /** Milliseconds an isochrone that is written as JSON too. */
  readonly writtenMs: number;
  readonly positions: number;
}

/** Measures, and leaves the starts in the folder for the peers, in the order in which they are drawn here. */
export async function measureIsochrones({ folder }: { folder: string }): Promise<IsochroneFigures> {
  const city = await readCity();
  const network = buildJunctionNetwork(city);
  const graph = buildSearchGraph(network, ADULT, "onwards");
  const starts = drawStreetPoints(network, STARTS, SEED);
  const snaps = new StreetIndex(network, findComponents(network, ADULT.mode)).snap(starts, SNAP_RADIUS_METRES, null);
  const sources: CostSources = { snaps, sourceOfPoint: Int32Array.from({ length: STARTS }, (_, start) => start) };
  const inOrder = orderByEdge(sources, sources.sourceOfPoint);
  const startsInOrder = Float64Array.from({ length: 2 * inOrder.length }, (_, at) => {
    return starts[2 * (inOrder[at >> 1] as number) + (at & 1)] as number;
  });
  writeArray(folder, "source-points.f64", startsInOrder);
  const cutoffs = [LIMIT_METRES / ADULT.metresPerSecond];

  const began = performance.now();
  const ground = new OffStreetGround(network, ADULT.mode, city.barriers, DEFAULT_GROUND);
  const maker = new IsochroneMaker(graph, ground);
  let positions = 0;
  let bytes = 0;
  const makeAll = (isWritten: boolean): void => {
    positions = 0;
    maker.makeEach(sources, inOrder, cutoffs, (point, { bands, cellMetres }) => {
      for (const { geometry, reachMetres, areaSquareMetres } of bands) {
        for (const rings of geometry.coordinates) for (const ring of rings) positions += ring.length;
        const id = String(point);
        if (isWritten)
          bytes += formatIsochrone(
            { id, minutes: 15, reachMetres, areaSquareMetres, cellMetres, geometry },
            null,
          ).length;
      }
    });
  };
  makeAll(false);
  const firstMs = performance.now() - began;
  const again = measure(ROUNDS, () => makeAll(false), 1);
  const scattered = measure(
    ROUNDS,
    () => {
      for (let start = 0; start < STARTS; start++) maker.make(sources, Int32Array.of(start), cutoffs);
    },
    1,
  );
  const written = measure(ROUNDS, () => makeAll(true), 1);
  if (bytes === 0) throw new Error("No isochrone was written.");
  return {
    city: city.name,
    barriers: city.barriers.length,
    starts: STARTS,
    cellMetres: DEFAULT_GROUND.cellMetres,
    offStreetMetres: DEFAULT_GROUND.offStreetMetres,
    firstMs: firstMs / STARTS,
    medianMs: again.medianMs / STARTS,
    scatteredMs: scattered.medianMs / STARTS,
    writtenMs: written.medianMs / STARTS,
    positions: positions / STARTS,
  };
}
