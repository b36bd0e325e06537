/**
 * A study's streets as its travels have them: the network, what is closed to whom and its pieces,
 * the index by which places find their street, and the layouts that searches walk. Made once each and kept in the
 * session's values, so that sessions whose studies have the same streets share them.
 */
import type { KeptValues, StudyLayer } from "./kept-values.ts";
import type { Study } from "./model/study.ts";
import { buildNetwork } from "./network/build-network.ts";
import { type Components, findComponents } from "./network/components.ts";
import { dependOnSpeed, type Measure, measureEdgeFactors } from "./network/edge-factors.ts";
import type { Network } from "./network/network.ts";
import { StreetIndex } from "./network/snap.ts";
import { findClosedEdges, type Travel } from "./network/travel.ts";
import {
  buildSearchGraph,
  chooseTicksPerMetre,
  type Direction,
  type EdgeFactors,
  type Pace,
  type SearchGraph,
} from "./routing/search-graph.ts";

const STREETS: readonly StudyLayer[] = ["streets"];
/** A run needs one or two of each for every profile that its services have. */
const MOST_CLOSURES_KEPT = 6;
const MOST_HARDSHIPS_KEPT = 12;

export class TravelledStreets {
  private readonly study: Study;
  private readonly kept: KeptValues;

  constructor(study: Study, kept: KeptValues) {
    this.study = study;
    this.kept = kept;
  }

  private remember<Value>(key: string, make: () => Value): Value {
    return this.kept.remember(key, make, STREETS);
  }

  get network(): Network {
    return this.remember("network", () => buildNetwork(this.study.streets, this.study.streetBlocks));
  }

  /** Edges that are closed to a travel, null where none is; and the name of what stays open, by which things are kept. */
  access(travel: Travel): { readonly closed: Uint8Array | null; readonly key: string } {
    const { mode, isWheelchair, atNight, steepestIncline } = travel;
    const asked = `[${mode} ${atNight ? "night" : "day"} ${isWheelchair ? `wheelchair ${steepestIncline}` : "afoot"}]`;
    const access = this.remember(`access ${asked}`, () => {
      const closed = findClosedEdges(this.network, this.study.streets.elevations ?? null, travel);
      return { closed, key: closed === null ? mode : asked };
    });
    if (access.closed !== null) this.kept.keepLatest("closures", asked, MOST_CLOSURES_KEPT);
    return access;
  }

  components(travel: Travel): Components {
    const { closed, key } = this.access(travel);
    return this.remember(`components ${key}`, () => findComponents(this.network, travel.mode, closed));
  }

  /** The streets of a travel, to be looked for. */
  streetIndex(travel: Travel): StreetIndex {
    const { key } = this.access(travel);
    return this.remember(`streets ${key}`, () => new StreetIndex(this.network, this.components(travel)));
  }

  /** The network laid out for a search up to a limit in level metres. Speeds share one layout where they cost alike. */
  layOutGraph(travel: Travel, measure: Measure, pace: Pace, limitMetres: number, direction: Direction): SearchGraph {
    const ticksPerMetre = chooseTicksPerMetre(limitMetres);
    const { factors, key } = this.edgeFactors(travel, measure, pace);
    const graph = this.remember(`graph ${key} ${direction} ${ticksPerMetre}`, () =>
      buildSearchGraph(this.network, pace, direction, factors, ticksPerMetre),
    );
    return { ...graph, pace };
  }

  /** The factors of a travel, and the name by which its graphs are kept: the mode alone where all is level. */
  private edgeFactors(
    travel: Travel,
    measure: Measure,
    pace: Pace,
  ): { readonly factors: EdgeFactors | null; readonly key: string } {
    const { closed, key } = this.access(travel);
    const { slope, stairsFactor, crossingSeconds, mode } = travel;
    const speed = dependOnSpeed(this.network, travel, measure) ? pace.metresPerSecond : "";
    const asked =
      measure === "distance" ? `{${key} metres}` : `{${key} ${slope} ${stairsFactor} ${crossingSeconds} ${speed}}`;
    const found = this.remember(`factors ${asked}`, () => {
      const factors = measureEdgeFactors(this.network, this.study.streets, travel, pace, measure, closed);
      return { factors, key: factors === null ? mode : asked };
    });
    if (found.factors !== null) this.kept.keepLatest("hardships", asked, MOST_HARDSHIPS_KEPT);
    return found;
  }
}
