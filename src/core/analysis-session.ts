/**
 * What a study's runs share: the network, the attachments and the cost fields
 * found so far. A session belongs to one study. Moving the cutoff or the pass mark
 * finds everything here and routes nothing again; a new speed, service or facility
 * filter adds one field. What is closed to a travel is no street to it: its pieces,
 * index and attachments are its own; travels to which the same is open share them.
 */

import type { ServiceCoverage, SnapCounts } from "./coverage/coverage-result.ts";
import { type FacilityPoints, listFacilityPoints } from "./coverage/facility-points.ts";
import { type LandSamples, sampleCommunityLand } from "./coverage/land-samples.ts";
import { measureStraightDistances } from "./coverage/straight-line.ts";
import { accumulateByMinute, summariseWalks, type WalkSummary } from "./coverage/walk-summary.ts";
import { checkPositive } from "./errors.ts";
import type { GroundOptions } from "./isochrone/ground-options.ts";
import { OffStreetGround } from "./isochrone/off-street-ground.ts";
import { LatestValues } from "./latest-values.ts";
import type { GroupId } from "./model/demand.ts";
import type { Facilities } from "./model/facility.ts";
import type { Mode } from "./model/parameters.ts";
import type { Study } from "./model/study.ts";
import { BarrierIndex } from "./network/barrier-index.ts";
import { buildNetwork } from "./network/build-network.ts";
import { checkPoints } from "./network/check-positions.ts";
import { type Components, findComponents } from "./network/components.ts";
import { dependOnSpeed, type Measure, measureEdgeFactors } from "./network/edge-factors.ts";
import type { Network } from "./network/network.ts";
import type { SegmentGrid } from "./network/segment-grid.ts";
import { countSourceSnaps, indexBarriers, type Snaps, StreetIndex } from "./network/snap.ts";
import { findClosedEdges, type Travel } from "./network/travel.ts";
import type { StatedNorm } from "./plan/capacity-norms.ts";
import { STRAIGHT_LIMIT_METRES } from "./plan/reach-limits.ts";
import { type CostField, type CostSources, createEmptyField, searchCostField } from "./routing/cost-field.ts";
import { measurePointCosts, type PointCosts } from "./routing/point-costs.ts";
import {
  buildSearchGraph,
  chooseTicksPerMetre,
  type Direction,
  type EdgeFactors,
  type Pace,
  type SearchGraph,
} from "./routing/search-graph.ts";
import { type AnySearch, keyOfSearch, limitMetresOf, paceOf, type ServiceSearch } from "./service-search.ts";

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
/** Straight distances to some of a service's facilities that are kept: 8 bytes a point each. */
const MOST_STRAIGHT_KEPT = 24;
/** A run needs one or two of each for every profile that its services have. */
const MOST_CLOSURES_KEPT = 6;
const MOST_HARDSHIPS_KEPT = 12;

/** All that was found of a study. */
interface Found {
  readonly kept: Map<string, unknown>;
  readonly straight: LatestValues<Float64Array>;
  /** Names of the conditions that were asked for last, the latest at the end; what rests on older ones is let go. */
  readonly closures: string[];
  readonly hardships: string[];
}

function createFound(): Found {
  return { kept: new Map(), straight: new LatestValues(MOST_STRAIGHT_KEPT), closures: [], hardships: [] };
}

export class AnalysisSession {
  readonly study: Study;
  private readonly found: Found;

  constructor(study: Study, found: Found = createFound()) {
    this.study = study;
    this.found = found;
  }

  /** The study with other norms of capacity, and all that was found of it: nothing routed rests on a norm, and what does is kept by its norms. */
  withNorms(capacityNorms: readonly StatedNorm[]): AnalysisSession {
    const { edits } = this.study;
    if (edits.capacityNorms === capacityNorms) return this;
    return new AnalysisSession({ ...this.study, edits: { ...edits, capacityNorms } }, this.found);
  }

  get network(): Network {
    return this.remember("network", () => buildNetwork(this.study.streets, this.study.streetBlocks));
  }

  /** Edges that are closed to a travel, null where none is; and the name of what stays open, by which things are kept. */
  private access(travel: Travel): { readonly closed: Uint8Array | null; readonly key: string } {
    const { mode, isWheelchair, atNight, steepestIncline } = travel;
    const asked = `[${mode} ${atNight ? "night" : "day"} ${isWheelchair ? `wheelchair ${steepestIncline}` : "afoot"}]`;
    const access = this.remember(`access ${asked}`, () => {
      const closed = findClosedEdges(this.network, this.study.streets.elevations ?? null, travel);
      return { closed, key: closed === null ? mode : asked };
    });
    if (access.closed !== null) this.keepLatest(this.found.closures, asked, MOST_CLOSURES_KEPT);
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

  /** The study's barriers, each known by its segments. */
  get barrierIndex(): BarrierIndex {
    return this.remember("barrier index", () => new BarrierIndex(this.study.barriers));
  }

  private get barriers(): SegmentGrid | null {
    return this.remember("barriers", () => indexBarriers(this.study.barriers));
  }

  private snap(layer: string, points: Float64Array, travel: Travel, radiusMetres: number): Snaps {
    return this.remember(`snap ${layer} ${this.access(travel).key} ${radiusMetres}`, () =>
      this.streetIndex(travel).snap(points, radiusMetres, this.barriers, layer),
    );
  }

  demandSnaps(travel: Travel, radiusMetres: number): Snaps {
    return this.snap("demand", this.study.demand.coordinates, travel, radiusMetres);
  }

  /** Land samples on their streets; where people's own cells are the land these are the same points. */
  landSnaps(travel: Travel, radiusMetres: number): Snaps {
    if (this.landIsDemand) return this.demandSnaps(travel, radiusMetres);
    return this.snap("land", this.land.coordinates, travel, radiusMetres);
  }

  /** Attachments of places that are neither homes nor facilities; one name always stands for the same places. */
  placeSnaps(name: string, coordinates: Float64Array, travel: Travel, radiusMetres: number): Snaps {
    return this.snap(`places:${name}`, coordinates, travel, radiusMetres);
  }

  facilitySnaps(serviceId: string, travel: Travel, radiusMetres: number): Snaps {
    const { coordinates } = this.facilityPoints(serviceId, travel, radiusMetres);
    return this.snap(`facilities:${serviceId}`, coordinates, travel, radiusMetres);
  }

  /** How many of the service's facilities were attached. */
  countFacilities(serviceId: string, travel: Travel, radiusMetres: number): SnapCounts {
    const snaps = this.facilitySnaps(serviceId, travel, radiusMetres);
    const { facilityOfPoint } = this.facilityPoints(serviceId, travel, radiusMetres);
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
  facilityPoints(serviceId: string, travel: Travel, radiusMetres: number): FacilityPoints {
    return this.remember(`facility points ${serviceId} ${this.access(travel).key} ${radiusMetres}`, () => {
      const layer = this.facilities(serviceId);
      if (!layer) return NO_FACILITY_POINTS;
      checkPositive("snapRadiusMetres", radiusMetres);
      checkPoints(layer.coordinates, `facilities:${serviceId}`);
      return listFacilityPoints(layer, { streets: this.streetIndex(travel), radiusMetres, barriers: this.barriers });
    });
  }

  /** Searches the service's cost field once per distinct search and keeps the latest ones. */
  costs(search: AnySearch): ServiceCosts {
    if (search.measure === "time") checkSearch(search.pace, search.limitSeconds);
    const fields = this.remember("fields", () => new LatestValues<ServiceCosts>(this.fieldsKept));
    return fields.find(keyOfSearch(search), () => this.searchService(search));
  }

  /** How many cost fields are kept: fewer where the network is large. */
  private get fieldsKept(): number {
    const bytes = 16 * this.network.nodeCount + 12 * this.study.demand.count;
    return Math.max(LEAST_FIELDS_KEPT, Math.min(MOST_FIELDS_KEPT, Math.floor(MOST_BYTES_KEPT / bytes)));
  }

  private searchService(search: AnySearch): ServiceCosts {
    const { travel, snapRadiusMetres } = search;
    const limitMetres = limitMetresOf(search);
    const sources = this.sourcesOf(search);
    const graph = this.graphOf(search);
    const field = sources.snaps.count === 0 ? createEmptyField(graph) : searchCostField(graph, sources, limitMetres);
    const costsOf = (points: Snaps): PointCosts => measurePointCosts(field, sources, points, limitMetres);
    const demand = costsOf(this.demandSnaps(travel, snapRadiusMetres));
    const landSeconds = this.landIsDemand ? demand.seconds : costsOf(this.landSnaps(travel, snapRadiusMetres)).seconds;
    return { field, sources, demand, landSeconds };
  }

  /** The network as a search walks it; a distance at one metre a second, so that its seconds are its metres. */
  graphOf(search: AnySearch, direction: Direction = "towards"): SearchGraph {
    return this.layOutGraph(search.travel, search.measure, paceOf(search), limitMetresOf(search), direction);
  }

  /** The network as the search's profile walks it. Speeds share one layout: costs are level metres. */
  searchGraph(
    search: Omit<ServiceSearch, "serviceId" | "facilityIndexes">,
    direction: Direction = "towards",
  ): SearchGraph {
    const { pace, travel, limitSeconds } = search;
    checkSearch(pace, limitSeconds);
    return this.layOutGraph(travel, "time", pace, limitSeconds * pace.metresPerSecond, direction);
  }

  private layOutGraph(
    travel: Travel,
    measure: Measure,
    pace: Pace,
    limitMetres: number,
    direction: Direction,
  ): SearchGraph {
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
    if (found.factors !== null) this.keepLatest(this.found.hardships, asked, MOST_HARDSHIPS_KEPT);
    return found;
  }

  /** The attached points from which a search starts. */
  sourcesOf(search: Pick<AnySearch, "serviceId" | "travel" | "snapRadiusMetres" | "facilityIndexes">): CostSources {
    const { serviceId, travel, snapRadiusMetres } = search;
    const { facilityOfPoint, evenToNext } = this.facilityPoints(serviceId, travel, snapRadiusMetres);
    const snaps = this.facilitySnaps(serviceId, travel, snapRadiusMetres);
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

  /** Straight metres from each land sample to the nearest facility that counts. */
  straightLandMetres(serviceId: string, facilityIndexes: readonly number[] | null = null): Float64Array {
    if (this.landIsDemand) return this.straightDemandMetres(serviceId, facilityIndexes);
    return this.straightMetres("land", this.land.coordinates, serviceId, facilityIndexes);
  }

  private straightMetres(
    name: string,
    points: Float64Array,
    serviceId: string,
    facilityIndexes: readonly number[] | null,
  ): Float64Array {
    const measure = (): Float64Array => {
      const layer = this.facilities(serviceId);
      if (!layer) return new Float64Array(points.length / 2).fill(Infinity);
      const listed = facilityIndexes ?? Array.from({ length: layer.count }, (_, index) => index);
      return measureStraightDistances(points, [{ layer, facilityIndexes: listed }], STRAIGHT_LIMIT_METRES);
    };
    const asked = `straight ${name} ${serviceId}`;
    if (facilityIndexes === null) return this.remember(asked, measure);
    return this.found.straight.find(`${asked} ${facilityIndexes.join(",")}`, measure);
  }

  /** Median times and favourite facilities of a group under a search. */
  walkSummary(search: ServiceSearch, groupId: GroupId, people: Float64Array): WalkSummary {
    return this.remember(`walks ${keyOfSearch(search)} ${groupId}`, () => {
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
    return this.remember(`curves ${keyOfSearch(search)} ${groupId}`, () => {
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

  /** Notes a name as the latest of its kind, and lets everything go that is kept under names beyond the latest few. */
  private keepLatest(names: string[], name: string, most: number): void {
    if (names.at(-1) === name) return;
    const before = names.indexOf(name);
    if (before >= 0) names.splice(before, 1);
    names.push(name);
    if (names.length <= most) return;
    const oldest = names.shift() as string;
    for (const key of this.found.kept.keys()) if (key.includes(oldest)) this.found.kept.delete(key);
  }

  /** The ground beside the streets of a mode, found where isochrones come. */
  ground(mode: Mode, options: GroundOptions): OffStreetGround {
    const { cellMetres, offStreetMetres } = options;
    return this.remember(
      `ground ${mode} ${cellMetres} ${offStreetMetres}`,
      () => new OffStreetGround(this.network, mode, this.study.barriers, options),
    );
  }

  /** What `make` gave the first time it was asked for under this key. */
  remember<Value>(key: string, make: () => Value): Value {
    if (this.found.kept.has(key)) return this.found.kept.get(key) as Value;
    const value = make();
    this.found.kept.set(key, value);
    return value;
  }
}

function checkSearch(pace: Pace, limitSeconds: number): void {
  checkPositive("metresPerSecond", pace.metresPerSecond);
  checkPositive("limitSeconds", limitSeconds);
}
