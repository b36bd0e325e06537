/**
 * What a study's runs share: the network, the attachments and the cost fields
 * found so far. A session belongs to one study. Moving the cutoff or the pass mark
 * finds everything here and routes nothing again; a new speed, service or facility
 * filter adds one field.
 */

import type { ServiceCoverage, SnapCounts } from "./coverage/coverage-result.ts";
import { type FacilityPoints, listFacilityPoints } from "./coverage/facility-points.ts";
import { type LandSamples, sampleCommunityLand } from "./coverage/land-samples.ts";
import { measureStraightDistances } from "./coverage/straight-line.ts";
import { accumulateByMinute, summariseWalks, type WalkSummary } from "./coverage/walk-summary.ts";
import { checkPositive } from "./errors.ts";
import { type Isochrone, IsochroneMaker } from "./isochrone/isochrone.ts";
import { DEFAULT_GROUND, type GroundOptions, OffStreetGround } from "./isochrone/off-street-ground.ts";
import type { GroupId } from "./model/demand.ts";
import type { Facilities } from "./model/facility.ts";
import type { Mode } from "./model/parameters.ts";
import type { Study } from "./model/study.ts";
import { buildNetwork } from "./network/build-network.ts";
import { checkPoints } from "./network/check-positions.ts";
import { type Components, findComponents } from "./network/components.ts";
import { keyOfFactors, LEVEL, makeEdgeFactors } from "./network/edge-factors.ts";
import type { Network } from "./network/network.ts";
import type { SegmentGrid } from "./network/segment-grid.ts";
import { countSourceSnaps, indexBarriers, type Snaps, StreetIndex } from "./network/snap.ts";
import { closeEdges, findClosedEdges, findPresentConditions, keyOfUse, type StreetUse } from "./network/street-use.ts";
import { type CostField, type CostSources, createEmptyField, searchCostField } from "./routing/cost-field.ts";
import { measurePointCosts, type PointCosts } from "./routing/point-costs.ts";
import { buildSearchGraph, chooseTicksPerMetre, type Direction, type SearchGraph } from "./routing/search-graph.ts";
import type { DistanceSearch, ServiceSearch } from "./service-search.ts";

/** One search's costs for everything that is judged. */
export interface ServiceCosts {
  readonly field: CostField;
  readonly sources: CostSources;
  readonly demand: PointCosts;
  /** Seconds for each land sample. */
  readonly landSeconds: Float64Array;
}

const NO_FACILITY_POINTS: FacilityPoints = {
  coordinates: new Float64Array(0),
  facilityOfPoint: new Int32Array(0),
  evenToNext: new Uint8Array(0),
};
const MOST_FIELDS_KEPT = 64;
const LEAST_FIELDS_KEPT = 8;
const MOST_BYTES_KEPT = 256 * 2 ** 20;
/** Straight distances beyond this are not looked for. */
const STRAIGHT_LIMIT_METRES = 20_000;

export class AnalysisSession {
  readonly study: Study;
  private readonly kept = new Map<string, unknown>();
  private readonly fields = new Map<string, ServiceCosts>();

  constructor(study: Study) {
    this.study = study;
  }

  get network(): Network {
    return this.remember("network", () => buildNetwork(this.study.streets, this.study.streetBlocks));
  }

  /** Condition bits that some street has. */
  private get presentConditions(): number {
    return this.remember("present conditions", () => findPresentConditions(this.network));
  }

  /** Uses that close the same streets share everything that rests on it. */
  private keyOf(use: StreetUse): string {
    return keyOfUse(use, this.presentConditions, this.study.streets.elevations !== undefined);
  }

  components(use: StreetUse): Components {
    return this.remember(`components ${this.keyOf(use)}`, () => {
      const all = this.remember(`components ${use.mode}, all open`, () => findComponents(this.network, use.mode));
      return closeEdges(all, this.network, findClosedEdges(this.network, this.study.streets, use));
    });
  }

  private streetIndex(use: StreetUse): StreetIndex {
    return this.remember(`streets ${this.keyOf(use)}`, () => new StreetIndex(this.network, this.components(use)));
  }

  private get barriers(): SegmentGrid | null {
    return this.remember("barriers", () => indexBarriers(this.study.barriers));
  }

  private snap(layer: string, points: Float64Array, use: StreetUse, radiusMetres: number): Snaps {
    return this.remember(`snap ${layer} ${this.keyOf(use)} ${radiusMetres}`, () =>
      this.streetIndex(use).snap(points, radiusMetres, this.barriers, layer),
    );
  }

  demandSnaps(use: StreetUse, radiusMetres: number): Snaps {
    return this.snap("demand", this.study.demand.coordinates, use, radiusMetres);
  }

  facilitySnaps(serviceId: string, use: StreetUse, radiusMetres: number): Snaps {
    const { coordinates } = this.facilityPoints(serviceId, use, radiusMetres);
    return this.snap(`facilities:${serviceId}`, coordinates, use, radiusMetres);
  }

  /** How many of the service's facilities were attached. */
  countFacilities(serviceId: string, use: StreetUse, radiusMetres: number): SnapCounts {
    const snaps = this.facilitySnaps(serviceId, use, radiusMetres);
    const { facilityOfPoint } = this.facilityPoints(serviceId, use, radiusMetres);
    return countSourceSnaps(snaps, facilityOfPoint, this.facilities(serviceId)?.count ?? 0);
  }

  /** Land by sample; residential land is where the people's own cells are. */
  get land(): LandSamples {
    return this.remember("land", () => {
      const { coordinates, communityIndexes, landSquareMetres } = this.study.demand;
      if (landSquareMetres !== null) return { coordinates, communityIndexes, squareMetres: landSquareMetres };
      return sampleCommunityLand(this.study.communities);
    });
  }

  private get landIsDemand(): boolean {
    return this.study.demand.landSquareMetres !== null;
  }

  /** The service's layer, or undefined where the study has none. */
  facilities(serviceId: string): Facilities | undefined {
    return this.study.facilities.find((layer) => layer.serviceId === serviceId);
  }

  /** The points through which the service's facilities are reached; lines have those that their streets need. */
  facilityPoints(serviceId: string, use: StreetUse, radiusMetres: number): FacilityPoints {
    return this.remember(`facility points ${serviceId} ${this.keyOf(use)} ${radiusMetres}`, () => {
      const layer = this.facilities(serviceId);
      if (!layer) return NO_FACILITY_POINTS;
      checkPositive("snapRadiusMetres", radiusMetres);
      checkPoints(layer.coordinates, `facilities:${serviceId}`);
      return listFacilityPoints(layer, { streets: this.streetIndex(use), radiusMetres, barriers: this.barriers });
    });
  }

  /** Searches the service's cost field once per distinct search and keeps the latest ones. */
  costs(search: ServiceSearch): ServiceCosts {
    const key = this.keyOfSearch(search);
    const known = this.fields.get(key);
    if (known) {
      this.fields.delete(key);
      this.fields.set(key, known);
      return known;
    }
    const costs = this.searchService(search);
    this.fields.set(key, costs);
    if (this.fields.size > this.fieldsKept) {
      for (const oldest of this.fields.keys()) {
        this.fields.delete(oldest);
        break;
      }
    }
    return costs;
  }

  /** True metres along open streets from each demand point to the nearest facility that counts; Infinity beyond the limit. */
  demandMetres(search: DistanceSearch): Float64Array {
    const { serviceId, use, snapRadiusMetres, facilityIndexes, limitMetres } = search;
    // At one metre a second on level streets seconds are metres.
    const pace = { mode: use.mode, metresPerSecond: 1 };
    const targets = { serviceId, use, snapRadiusMetres, facilityIndexes };
    return this.costs({ ...targets, measure: "time", pace, effort: LEVEL, limitSeconds: limitMetres }).demand.seconds;
  }

  /** How many cost fields are kept: fewer where the network is large. */
  private get fieldsKept(): number {
    const bytes = 16 * this.network.nodeCount + 12 * this.study.demand.count;
    return Math.max(LEAST_FIELDS_KEPT, Math.min(MOST_FIELDS_KEPT, Math.floor(MOST_BYTES_KEPT / bytes)));
  }

  private searchService(search: ServiceSearch): ServiceCosts {
    const { use, snapRadiusMetres } = search;
    const limitMetres = limitMetresOf(search);
    const sources = this.sourcesOf(search);
    const graph = this.searchGraph(search);
    const field = sources.snaps.count === 0 ? createEmptyField(graph) : searchCostField(graph, sources, limitMetres);
    const costsOf = (points: Snaps): PointCosts => measurePointCosts(field, sources, points, limitMetres);
    const demand = costsOf(this.demandSnaps(use, snapRadiusMetres));
    const landSeconds = this.landIsDemand
      ? demand.seconds
      : costsOf(this.snap("land", this.land.coordinates, use, snapRadiusMetres)).seconds;
    return { field, sources, demand, landSeconds };
  }

  /** The network as the search's profile walks it. Speeds share one layout, as costs are level metres, unless seconds are lost at crossings. */
  searchGraph(
    search: Omit<ServiceSearch, "serviceId" | "facilityIndexes">,
    direction: Direction = "towards",
  ): SearchGraph {
    const { pace, use, effort } = search;
    checkPositive("metresPerSecond", pace.metresPerSecond);
    checkPositive("limitSeconds", search.limitSeconds);
    const ticksPerMetre = chooseTicksPerMetre(limitMetresOf(search));
    const { streets } = this.study;
    const conditions = this.presentConditions;
    const hasElevations = streets.elevations !== undefined;
    const key = keyOfFactors(use, effort, pace.metresPerSecond, conditions, hasElevations);
    const graph = this.remember(`graph ${key} ${direction} ${ticksPerMetre}`, () => {
      const factors = this.remember(`factors ${key}`, () =>
        makeEdgeFactors(this.network, streets, use, effort, pace.metresPerSecond, conditions),
      );
      return buildSearchGraph(this.network, pace, direction, factors, ticksPerMetre);
    });
    return { ...graph, pace };
  }

  /** The attached points from which a search starts. */
  sourcesOf(search: Omit<ServiceSearch, "limitSeconds" | "pace" | "effort" | "measure">): CostSources {
    const { serviceId, use, snapRadiusMetres } = search;
    const { facilityOfPoint, evenToNext } = this.facilityPoints(serviceId, use, snapRadiusMetres);
    const snaps = this.facilitySnaps(serviceId, use, snapRadiusMetres);
    if (search.facilityIndexes === null) return { snaps, sourceOfPoint: facilityOfPoint, evenToNext };
    const counted = new Set(search.facilityIndexes);
    const edgeIndexes = snaps.edgeIndexes.map((edge, point) =>
      counted.has(facilityOfPoint[point] as number) ? edge : -1,
    );
    return { snaps: { ...snaps, edgeIndexes }, sourceOfPoint: facilityOfPoint, evenToNext };
  }

  /** Straight metres from each demand point to the nearest facility that counts; Infinity beyond 20 km. */
  straightDemandMetres(serviceId: string, facilityIndexes: readonly number[] | null): Float64Array {
    return this.straightMetres("demand", this.study.demand.coordinates, serviceId, facilityIndexes);
  }

  /** Straight metres from each land sample to the nearest facility. */
  straightLandMetres(serviceId: string): Float64Array {
    if (this.landIsDemand) return this.straightDemandMetres(serviceId, null);
    return this.straightMetres("land", this.land.coordinates, serviceId, null);
  }

  private straightMetres(
    name: string,
    points: Float64Array,
    serviceId: string,
    facilityIndexes: readonly number[] | null,
  ): Float64Array {
    const counted = facilityIndexes === null ? "all" : facilityIndexes.join(",");
    return this.remember(`straight ${name} ${serviceId} ${counted}`, () => {
      const layer = this.facilities(serviceId);
      if (!layer) return new Float64Array(points.length / 2).fill(Infinity);
      const listed = facilityIndexes ?? Array.from({ length: layer.count }, (_, index) => index);
      return measureStraightDistances(points, [{ layer, facilityIndexes: listed }], STRAIGHT_LIMIT_METRES);
    });
  }

  /** Median times and favourite facilities of a group under a search. */
  walkSummary(search: ServiceSearch, groupId: GroupId, people: Float64Array): WalkSummary {
    return this.remember(`walks ${this.keyOfSearch(search)} ${groupId}`, () => {
      const { demand } = this.costs(search);
      const { communities } = this.study;
      const { communityIndexes } = this.study.demand;
      return summariseWalks(communities.count, communityIndexes, people, demand.seconds, demand.sourceIndexes);
    });
  }

  /** Cumulative shares of a group's people by minutes walked, on streets and straight at the same speed. */
  walkCurves(
    search: ServiceSearch,
    groupId: GroupId,
    people: Float64Array,
    straightMetres: Float64Array,
  ): ServiceCoverage["curve"] {
    return this.remember(`curves ${this.keyOfSearch(search)} ${groupId}`, () => {
      const { communityIndexes } = this.study.demand;
      const { seconds } = this.costs(search).demand;
      const { metresPerSecond } = search.pace;
      return {
        network: accumulateByMinute(communityIndexes, people, (point) => seconds[point] as number),
        straight: accumulateByMinute(
          communityIndexes,
          people,
          (point) => (straightMetres[point] as number) / metresPerSecond,
        ),
      };
    });
  }

  /**
   * The ground within ascending cutoffs of a service's facilities (or, `onwards`, that can be walked to
   * from them). For looking at; numbers are counted on streets.
   */
  isochrone(
    search: ServiceSearch,
    cutoffsSeconds: readonly number[],
    direction: Direction = "towards",
    options: GroundOptions = DEFAULT_GROUND,
  ): Isochrone {
    const { cellMetres, offStreetMetres } = options;
    const drawing = `${direction} ${cellMetres} ${offStreetMetres}`;
    return this.remember(`isochrone ${this.keyOfSearch(search)} ${drawing} ${cutoffsSeconds.join(",")}`, () => {
      const sources = this.sourcesOf(search);
      const limitSeconds = Math.max(search.limitSeconds, ...cutoffsSeconds.filter(Number.isFinite));
      const graph = this.searchGraph({ ...search, limitSeconds }, direction);
      const maker = new IsochroneMaker(graph, this.ground(search.use.mode, options));
      return maker.make(sources, Int32Array.from(sources.snaps.edgeIndexes.keys()), cutoffsSeconds);
    });
  }

  /** The ground beside the streets of a mode, found where isochrones come. */
  private ground(mode: Mode, options: GroundOptions): OffStreetGround {
    const { cellMetres, offStreetMetres } = options;
    return this.remember(
      `ground ${mode} ${cellMetres} ${offStreetMetres}`,
      () => new OffStreetGround(this.network, mode, this.study.barriers, options),
    );
  }

  private keyOfSearch(search: ServiceSearch): string {
    const { serviceId, use, pace, effort, limitSeconds, snapRadiusMetres, facilityIndexes } = search;
    const counted = facilityIndexes === null ? "all" : facilityIndexes.join(",");
    const hasElevations = this.study.streets.elevations !== undefined;
    const factors = keyOfFactors(use, effort, pace.metresPerSecond, this.presentConditions, hasElevations);
    return `${serviceId} ${factors} ${pace.metresPerSecond} ${limitSeconds} ${snapRadiusMetres} ${counted}`;
  }

  /** What `make` gave the first time it was asked for under this key. */
  remember<Value>(key: string, make: () => Value): Value {
    if (this.kept.has(key)) return this.kept.get(key) as Value;
    const value = make();
    this.kept.set(key, value);
    return value;
  }
}

function limitMetresOf({ pace, limitSeconds }: Pick<ServiceSearch, "pace" | "limitSeconds">): number {
  return limitSeconds * pace.metresPerSecond;
}
