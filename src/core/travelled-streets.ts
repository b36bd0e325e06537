/**
 * A study's streets as its travels have them: the network, what is closed to whom and its pieces,
 * the index by which places find their street, and the layouts that searches walk. Made once each and kept in the
 * session's values, so that sessions whose studies have the same streets share them.
 */
import type { KeptValues, StudyLayer } from "./kept-values.ts";
import type { Mode } from "./model/parameters.ts";
import type { Study } from "./model/study.ts";
import { type BuiltNetwork, buildNetwork } from "./network/build-network.ts";
import { type Components, findComponents } from "./network/components.ts";
import { dependOnSpeed, type Measure, measureEdgeFactors } from "./network/edge-factors.ts";
import { type GroundChange, listGroundChange, listStreetsChange, type StreetsChange } from "./network/ground-change.ts";
import { joinChanges } from "./network/join-changes.ts";
import { carryPieces, labelPieces } from "./network/label-pieces.ts";
import type { Network } from "./network/network.ts";
import { patchStreetIndex } from "./network/patch-street-index.ts";
import { type NetworkChange, relateNetworks } from "./network/relate-networks.ts";
import { StreetIndex } from "./network/snap.ts";
import { spliceNetwork } from "./network/splice-network.ts";
import { listStreetPlaces, type StreetPlaces } from "./network/street-places.ts";
import { findClosedEdges, type Travel } from "./network/travel.ts";
import { carrySearchGraph } from "./routing/carry-graph.ts";
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
  private earlier: readonly TravelledStreets[];
  private readonly changes = new Map<TravelledStreets, NetworkChange | null>();
  private readonly groundChanges = new Map<string, Map<TravelledStreets, GroundChange | null>>();

  /** @param earlier streets from which these may be derived, the nearest first. */
  constructor(study: Study, kept: KeptValues, earlier: readonly TravelledStreets[] = []) {
    this.study = study;
    this.kept = kept;
    this.earlier = earlier;
  }

  /** Lets the streets go from which these could be derived. */
  release(): void {
    this.earlier = [];
    this.changes.clear();
    this.groundChanges.clear();
  }

  /** In what the network differs from that of other streets; null where that is not known or too much. */
  changeFrom(other: TravelledStreets): NetworkChange | null {
    const known = this.changes.get(other);
    if (known !== undefined) return known;
    const change = this.compareWith(other);
    this.changes.set(other, change);
    return change;
  }

  private compareWith(other: TravelledStreets): NetworkChange | null {
    const before = other.kept.find("network") as Network | undefined;
    const { network, fromBaseline } = this;
    if (before === undefined || before === network || other.study.streetBlocks !== this.study.streetBlocks) return null;
    if (fromBaseline?.before === before) return fromBaseline;
    const { fromBaseline: earlier } = other;
    if (fromBaseline !== null && fromBaseline.before === earlier?.before) {
      return joinChanges(earlier, other.study.streets, fromBaseline, this.study.streets);
    }
    return relateNetworks(before, other.study.streets, network, this.study.streets);
  }

  /** In what the streets differ to which a travel's points may be attached; null where that is not known or too much. */
  groundChangeFrom(other: TravelledStreets, travel: Travel): GroundChange | null {
    const { key } = this.access(travel);
    const changes = this.groundChanges.get(key) ?? new Map<TravelledStreets, GroundChange | null>();
    this.groundChanges.set(key, changes);
    const known = changes.get(other);
    if (known !== undefined) return known;
    const streets = this.streetsChangeFrom(other, travel);
    const change = streets && listGroundChange(streets.change, other.study.barriers, this.study.barriers);
    changes.set(other, change);
    return change;
  }

  /** What is other of the streets alone, null inside where nothing is; null where that is not known. */
  private streetsChangeFrom(other: TravelledStreets, travel: Travel): { readonly change: StreetsChange | null } | null {
    if (other.kept.find("network") === this.network) return { change: null };
    const before = other.kept.find(`components ${this.access(travel).key}`) as Components | undefined;
    const network = before && this.changeFrom(other);
    return network ? { change: listStreetsChange(network, before, this.components(travel)) } : null;
  }

  /** What `carry` makes of an earlier value of the same name, the nearest first; null where none can be carried. */
  private carry<Value>(key: string, carry: (known: Value, from: TravelledStreets) => Value | null): Value | null {
    for (const from of this.earlier) {
      const known = from.kept.find(key) as Value | undefined;
      const value = known === undefined ? null : carry(known, from);
      if (value !== null) return value;
    }
    return null;
  }

  private remember<Value>(key: string, make: () => Value): Value {
    return this.kept.remember(key, make, STREETS);
  }

  get network(): Network {
    const build = (): Network => buildNetwork(this.study.streets, this.study.streetBlocks);
    return this.remember("network", () => this.fromBaseline?.after ?? build());
  }

  /** How the network comes of the baseline's; null where it is built from nothing. */
  private get fromBaseline(): NetworkChange | null {
    return this.remember("network from baseline", () => {
      const baseline = this.earlier.at(-1);
      if (baseline === undefined || baseline.study.streetBlocks !== this.study.streetBlocks) return null;
      const places = baseline.places;
      return places && spliceNetwork(places, this.study.streets);
    });
  }

  /** By which other networks are derived from this one; null where this one was not built from nothing. */
  private get places(): StreetPlaces | null {
    const network = this.kept.find("network") as Network | undefined;
    if (network === undefined || !("nodePositions" in network)) return null;
    const built = network as BuiltNetwork;
    return this.remember("street places", () => listStreetPlaces(built, this.study.streets, this.study.streetBlocks));
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
    const find = (): Components => findComponents(this.network, travel.mode, closed, this.pieces(travel.mode));
    return this.remember(`components ${key}`, find);
  }

  /** What is joined for a mode, everything open. */
  private pieces(mode: Mode): Int32Array {
    const name = `pieces ${mode}`;
    return this.remember(name, () => {
      const { network, fromBaseline } = this;
      const known = this.earlier.at(-1)?.kept.find(name) as Int32Array | undefined;
      return (known && fromBaseline && carryPieces(known, fromBaseline, mode)) ?? labelPieces(network, mode);
    });
  }

  /** The streets of a travel, to be looked for. */
  streetIndex(travel: Travel): StreetIndex {
    const { key } = this.access(travel);
    const name = `streets ${key}`;
    return this.remember(name, () => {
      const components = this.components(travel);
      const carried = this.carry<StreetIndex>(name, (known, from) => {
        const change = this.groundChangeFrom(from, travel)?.streets ?? null;
        return change === null ? null : patchStreetIndex(known, change, components);
      });
      return carried ?? new StreetIndex(this.network, components);
    });
  }

  /** The network laid out for a search up to a limit in level metres. Speeds share one layout where they cost alike. */
  layOutGraph(travel: Travel, measure: Measure, pace: Pace, limitMetres: number, direction: Direction): SearchGraph {
    const ticksPerMetre = chooseTicksPerMetre(limitMetres);
    const { factors, key } = this.edgeFactors(travel, measure, pace);
    const name = `graph ${key} ${direction} ${ticksPerMetre}`;
    const graph = this.remember(name, () => {
      const carried = this.carry<SearchGraph>(name, (known, from) => {
        const change = this.changeFrom(from);
        return change === null ? null : carrySearchGraph(known, change, factors);
      });
      return carried ?? buildSearchGraph(this.network, pace, direction, factors, ticksPerMetre);
    });
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
