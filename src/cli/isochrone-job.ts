/** The work of one thread of `isochrones`: the bands of some points. */

import type { GroundOptions } from "../core/isochrone/ground-options.ts";
import { IsochroneMaker } from "../core/isochrone/isochrone.ts";
import { OffStreetGround } from "../core/isochrone/off-street-ground.ts";
import type { Barrier } from "../core/model/study.ts";
import type { Snaps } from "../core/network/snap.ts";
import type { SearchGraph } from "../core/routing/search-graph.ts";
import type { IsochroneFeature } from "../io/vector/isochrone-features.ts";
import type { JobAnswer } from "../worker/serve-pool.ts";

export interface IsochroneParcel {
  readonly graph: SearchGraph;
  readonly barriers: readonly Barrier[];
  readonly ground: GroundOptions;
  readonly snaps: Snaps;
  readonly ids: readonly string[];
  /** Ascending. */
  readonly minutes: readonly number[];
}

/** Points from `first` up to, not including, `end`. */
export interface IsochroneTask {
  readonly first: number;
  readonly end: number;
}

export function createIsochroneJob({ graph, barriers, ground, snaps, ids, minutes }: IsochroneParcel) {
  const maker = new IsochroneMaker(graph, new OffStreetGround(graph.network, graph.pace.mode, barriers, ground));
  const sources = { snaps, sourceOfPoint: Int32Array.from(snaps.edgeIndexes.keys()) };
  const cutoffs = minutes.map((value) => value * 60);
  return ({ first, end }: IsochroneTask): JobAnswer<IsochroneFeature[]> => {
    const features: IsochroneFeature[][] = Array.from({ length: end - first }, () => []);
    const points = Int32Array.from({ length: end - first }, (_, at) => first + at);
    maker.makeEach(sources, points, cutoffs, (point, { bands, cellMetres }) => {
      features[point - first] = bands.map(({ geometry, reachMetres, areaSquareMetres }, index) => {
        const id = ids[point] as string;
        return { id, minutes: minutes[index] as number, reachMetres, areaSquareMetres, cellMetres, geometry };
      });
    });
    return { answer: features.flat(), transfer: [] };
  };
}
