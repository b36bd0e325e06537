/**
 * What a study's runs share: the network, the attachments and the cost fields
 * found so far. A session belongs to one study. Moving the cutoff or the pass mark
 * finds everything here and routes nothing again; a new speed, service or facility
 * filter adds one field. What is closed to a travel is no street to it: its pieces,
 * index and attachments are its own; travels to which the same is open share them.
 * A session with relatives (a scenario's with its baseline's) takes from them what both studies share.
 */

import type { StatedNorm } from "./access/capacity-norms.ts";
import type { ServiceCoverage, SnapCounts } from "./coverage/coverage-result.ts";
import { type FacilityPoints, listFacilityPoints, NO_FACILITY_POINTS } from "./coverage/facility-points.ts";
import { type LandSamples, sampleCommunityLand } from "./coverage/land-samples.ts";
import { measureStraightDistances } from "./coverage/straight-line.ts";
import { accumulateByMinute, summariseWalks, type WalkSummary } from "./coverage/walk-summary.ts";
import { checkPositive } from "./errors.ts";
import type { GroundOptions } from "./isochrone/ground-options.ts";
import { OffStreetGround } from "./isochrone/off-street-ground.ts";
import { KeptValues, type StudyLayer } from "./kept-values.ts";
import type { KnownSearch, ServiceCosts, SnappedPoints } from "./known-search.ts";
import { LatestValues } from "./latest-values.ts";
import type { GroupId } from "./model/demand.ts";
import type { Facilities } from "./model/facility.ts";
import type { Mode } from "./model/parameters.ts";
import type { Study } from "./model/study.ts";
import { BarrierIndex } from "./network/barrier-index.ts";
import { checkPoints } from "./network/check-positions.ts";
import type { Components } from "./network/components.ts";
import type { GroundChange } from "./network/ground-change.ts";
import type { Network } from "./network/network.ts";
import type { NetworkChange } from "./network/relate-networks.ts";
import type { SegmentGrid } from "./network/segment-grid.ts";
import { countSourceSnaps, indexBarriers, type Snaps, type StreetIndex } from "./network/snap.ts";
import type { Travel } from "./network/travel.ts";
import { STRAIGHT_LIMIT_METRES } from "./plan/reach-limits.ts";
import { type CostSources, createEmptyField, searchCostField } from "./routing/cost-field.ts";
import { measurePointCosts } from "./routing/point-costs.ts";
import type { Direction, SearchGraph } from "./routing/search-graph.ts";
import { type KnownWalks, Relatives, type StraightFromPoints, sharesLayer } from "./scenario/relatives.ts";
import {
  type AnySearch,
  checkSearch,
  keyOfSearch,
  limitMetresOf,
  paceOf,
  type ServiceSearch,
} from "./service-search.ts";
import { TravelledStreets } from "./travelled-streets.ts";

interface KnownStraight {
  readonly serviceId: string;
  readonly metres: Float64Array;
}

/** Where points find their streets. */
const GROUND: readonly StudyLayer[] = ["streets", "barriers"];
/** What is counted. */
const PLACES: readonly StudyLayer[] = ["demand", "communities"];
const MOST_FIELDS_KEPT = 64;
const LEAST_FIELDS_KEPT = 8;
const MOST_BYTES_KEPT = 256 * 2 ** 20;
/** Straight distances to some of a service's facilities that are kept: 8 bytes a point each. */
const MOST_STRAIGHT_KEPT = 24;

export class AnalysisSession {
  readonly study: Study;
  /** Read by relatives. */
  readonly kept: KeptValues;
  private readonly streets: TravelledStreets;
  private readonly relatives: Relatives;
  private readonly straight: LatestValues<KnownStraight>;
  private fields: LatestValues<KnownSearch> | null;

  /**
   * @param relatives sessions of studies that share layers with this one, the nearest first.
   * @param twin a session of the same study under other norms, with whom all that is found is shared.
   */
  constructor(study: Study, relatives: readonly AnalysisSession[] = [], twin: AnalysisSession | null = null) {
    this.study = study;
    this.kept = twin?.kept ?? new KeptValues();
    this.streets =
      twin?.streets ??
      new TravelledStreets(
        study,
        this.kept,
        relatives.map(({ streets }) => streets),
      );
    this.relatives = twin?.relatives ?? new Relatives(study, relatives);
    this.straight = twin?.straight ?? new LatestValues(MOST_STRAIGHT_KEPT);
    this.fields = twin?.fields ?? null;
    for (const relative of relatives) this.adopt(relative);
  }

  /** The study with other norms of capacity, and all that was found of it: nothing routed rests on a norm, and what does is kept by its norms. */
  withNorms(capacityNorms: readonly StatedNorm[]): AnalysisSession {
    const { edits } = this.study;
    if (edits.capacityNorms === capacityNorms) return this;
    this.fields ??= new LatestValues<KnownSearch>(this.fieldsKept);
    return new AnalysisSession({ ...this.study, edits: { ...edits, capacityNorms } }, [], this);
  }

  /** The study with other origins of its layers, and all that was found of it: nothing that is found rests on where a layer came from. */
  withOrigins(origins: Study["origins"]): AnalysisSession {
    this.fields ??= new LatestValues<KnownSearch>(this.fieldsKept);
    return new AnalysisSession({ ...this.study, origins }, [], this);
  }

  private adopt(relative: AnalysisSession): void {
    const shares = (layer: StudyLayer): boolean => sharesLayer(relative.study, this.study, layer);
    this.kept.adopt(relative.kept, shares);
    const stays = (serviceId: string): boolean => [...PLACES, facilitiesOf(serviceId)].every(shares);
    this.straight.adopt(relative.straight, ({ serviceId }) => stays(serviceId));
    if (relative.fields === null || !GROUND.every(shares)) return;
    this.fields ??= new LatestValues<KnownSearch>(this.fieldsKept);
    this.fields.adopt(relative.fields, ({ search }) => stays(search.serviceId));
  }

  /** Lets the relatives go: what was not taken from them by now is found anew. */
  releaseRelatives(): void {
    this.relatives.release();
    this.streets.release();
    this.kept.release();
  }

  /** The searches whose costs are kept. */
  knownSearches(): Iterable<KnownSearch> {
    return this.fields?.all() ?? [];
  }

  get network(): Network {
    return this.streets.network;
  }

  components(travel: Travel): Components {
    return this.streets.components(travel);
  }

  /** The streets of a travel, to be looked for. */
  streetIndex(travel: Travel): StreetIndex {
    return this.streets.streetIndex(travel);
  }

  /** The study's barriers, each known by its segments. */
  get barrierIndex(): BarrierIndex {
    return this.remember("barrier index", () => new BarrierIndex(this.study.barriers), ["barriers"]);
  }

  private get barriers(): SegmentGrid | null {
    return this.remember("barriers", () => indexBarriers(this.study.barriers), ["barriers"]);
  }

  private groundFrom(travel: Travel): (session: AnalysisSession) => GroundChange | null {
    return ({ streets }) => this.streets.groundChangeFrom(streets, travel);
  }

  private snap(
    layer: string,
    points: Float64Array,
    travel: Travel,
    radiusMetres: number,
    pointLayers: readonly StudyLayer[] | null,
    serviceId: string | null = null,
  ): Snaps {
    const key = `snap ${layer} ${this.streets.access(travel).key} ${radiusMetres}`;
    const layers = pointLayers && [...GROUND, ...pointLayers];
    const attach = (some: Float64Array): Snaps =>
      this.streetIndex(travel).snap(some, radiusMetres, this.barriers, layer);
    const ground = this.groundFrom(travel);
    const make = (): SnappedPoints => {
      const taken = pointLayers && this.relatives.takeSnaps(key, points, serviceId, attach, ground, radiusMetres);
      return taken ?? { points, snaps: attach(points) };
    };
    return this.remember(key, make, layers).snaps;
  }

  demandSnaps(travel: Travel, radiusMetres: number): Snaps {
    return this.snap("demand", this.study.demand.coordinates, travel, radiusMetres, ["demand"]);
  }

  /** Land samples on their streets; where people's own cells are the land these are the same points. */
  landSnaps(travel: Travel, radiusMetres: number): Snaps {
    if (this.landIsDemand) return this.demandSnaps(travel, radiusMetres);
    return this.snap("land", this.land.coordinates, travel, radiusMetres, PLACES);
  }

  /** Attachments of places that are neither homes nor facilities; one name always stands for the same places. */
  placeSnaps(name: string, coordinates: Float64Array, travel: Travel, radiusMetres: number): Snaps {
    return this.snap(`places:${name}`, coordinates, travel, radiusMetres, null);
  }

  facilitySnaps(serviceId: string, travel: Travel, radiusMetres: number): Snaps {
    const { coordinates } = this.facilityPoints(serviceId, travel, radiusMetres);
    const layer = facilitiesOf(serviceId);
    return this.snap(layer, coordinates, travel, radiusMetres, [layer], serviceId);
  }

  /** How many of the service's facilities were attached. */
  countFacilities(serviceId: string, travel: Travel, radiusMetres: number): SnapCounts {
    const snaps = this.facilitySnaps(serviceId, travel, radiusMetres);
    const { facilityOfPoint } = this.facilityPoints(serviceId, travel, radiusMetres);
    return countSourceSnaps(snaps, facilityOfPoint, this.facilities(serviceId)?.count ?? 0);
  }

  /** Land by sample; residential land is where the people's own cells are. */
  get land(): LandSamples {
    return this.remember(
      "land",
      () => {
        const { coordinates, communityIndexes, landSquareMetres } = this.study.demand;
        if (landSquareMetres !== null) return { coordinates, communityIndexes, squareMetres: landSquareMetres };
        return sampleCommunityLand(this.study.communities);
      },
      PLACES,
    );
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
    const key = `facility points ${serviceId} ${this.streets.access(travel).key} ${radiusMetres}`;
    const make = (): FacilityPoints => {
      const layer = this.facilities(serviceId);
      if (!layer) return NO_FACILITY_POINTS;
      checkPositive("snapRadiusMetres", radiusMetres);
      checkPoints(layer.coordinates, `facilities:${serviceId}`);
      const reach = { streets: this.streetIndex(travel), radiusMetres, barriers: this.barriers };
      return listFacilityPoints(
        layer,
        reach,
        this.relatives.takeFacilityPoints(key, layer, this.groundFrom(travel), reach),
      );
    };
    return this.remember(key, make, [...GROUND, facilitiesOf(serviceId)]);
  }

  /** Searches the service's cost field once per distinct search and keeps the latest ones. */
  costs(search: AnySearch): ServiceCosts {
    if (search.measure === "time") checkSearch(search.pace, search.limitSeconds);
    this.fields ??= new LatestValues<KnownSearch>(this.fieldsKept);
    return this.fields.find(keyOfSearch(search), () => this.searchService(search)).costs;
  }

  /** How many cost fields are kept: fewer where the network is large. */
  private get fieldsKept(): number {
    const bytes = 16 * this.network.nodeCount + 12 * this.study.demand.count;
    return Math.max(LEAST_FIELDS_KEPT, Math.min(MOST_FIELDS_KEPT, Math.floor(MOST_BYTES_KEPT / bytes)));
  }

  private searchService(search: AnySearch): KnownSearch {
    const { travel, snapRadiusMetres } = search;
    const limitMetres = limitMetresOf(search);
    const sources = this.sourcesOf(search);
    const graph = this.graphOf(search);
    const demandSnaps = this.demandSnaps(travel, snapRadiusMetres);
    const landSnaps = this.landIsDemand ? null : this.landSnaps(travel, snapRadiusMetres);
    const made = { search, demandSnaps, landSnaps };
    const changeFrom = ({ streets }: AnalysisSession): NetworkChange | null => this.streets.changeFrom(streets);
    const setting = { graph, changeFrom, sources, demandSnaps, landSnaps };
    const repaired = this.relatives.takeCosts(search, setting);
    if (repaired) return { ...made, costs: repaired };
    const field = sources.snaps.count === 0 ? createEmptyField(graph) : searchCostField(graph, sources, limitMetres);
    const demand = measurePointCosts(field, sources, demandSnaps, limitMetres);
    const landSeconds = landSnaps ? measurePointCosts(field, sources, landSnaps, limitMetres).seconds : demand.seconds;
    return { ...made, costs: { field, sources, demand, landSeconds } };
  }

  /** The network as a search walks it; a distance at one metre a second, so that its seconds are its metres. */
  graphOf(search: AnySearch, direction: Direction = "towards"): SearchGraph {
    return this.streets.layOutGraph(search.travel, search.measure, paceOf(search), limitMetresOf(search), direction);
  }

  /** The network as the search's profile walks it. Speeds share one layout: costs are level metres. */
  searchGraph(
    search: Omit<ServiceSearch, "serviceId" | "facilityIndexes">,
    direction: Direction = "towards",
  ): SearchGraph {
    const { pace, travel, limitSeconds } = search;
    checkSearch(pace, limitSeconds);
    return this.streets.layOutGraph(travel, "time", pace, limitSeconds * pace.metresPerSecond, direction);
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
    const layer = this.facilities(serviceId);
    if (!layer)
      return this.remember(`no straight ${name}`, () => new Float64Array(points.length / 2).fill(Infinity), PLACES);
    const asked = `straight ${name} ${serviceId}`;
    if (facilityIndexes !== null) {
      const counted = [{ layer, facilityIndexes }];
      const measure = (): KnownStraight => ({
        serviceId,
        metres: measureStraightDistances(points, counted, STRAIGHT_LIMIT_METRES),
      });
      return this.straight.find(`${asked} ${facilityIndexes.join(",")}`, measure).metres;
    }
    const all = { layer, facilityIndexes: Array.from({ length: layer.count }, (_, index) => index) };
    const make = (): StraightFromPoints => ({
      points,
      metres:
        this.relatives.takeStraight(asked, serviceId, points, STRAIGHT_LIMIT_METRES) ??
        measureStraightDistances(points, [all], STRAIGHT_LIMIT_METRES),
    });
    return this.remember(asked, make, [...PLACES, facilitiesOf(serviceId)]).metres;
  }

  /** Median times and favourite facilities of a group under a search. */
  walkSummary(search: ServiceSearch, groupId: GroupId, people: Float64Array): WalkSummary {
    const key = `walks ${keyOfSearch(search)} ${groupId}`;
    const make = (): KnownWalks => {
      const costs = this.costs(search).demand;
      const { communities, demand } = this.study;
      const summary =
        this.relatives.takeWalkSummary(key, search, people, costs) ??
        summariseWalks(communities.count, demand.communityIndexes, people, costs.seconds, costs.sourceIndexes);
      return { summary, people, costs };
    };
    return this.remember(key, make, this.allOf(search.serviceId)).summary;
  }

  /** Cumulative shares of a group's people by minutes walked, on streets and straight at the same speed. */
  walkCurves(
    search: ServiceSearch,
    groupId: GroupId,
    people: Float64Array,
    straightMetres: Float64Array,
  ): ServiceCoverage["curve"] {
    return this.remember(
      `curves ${keyOfSearch(search)} ${groupId}`,
      () => {
        const { communityIndexes } = this.study.demand;
        const { seconds } = this.costs(search).demand;
        return {
          network: accumulateByMinute(communityIndexes, people, seconds),
          straight: accumulateByMinute(communityIndexes, people, straightMetres, search.pace.metresPerSecond),
        };
      },
      this.allOf(search.serviceId),
    );
  }

  /** All layers on which a service's times rest. */
  private allOf(serviceId: string): readonly StudyLayer[] {
    return [...GROUND, ...PLACES, facilitiesOf(serviceId)];
  }

  /** The ground beside the streets of a mode, found where isochrones come. */
  ground(mode: Mode, options: GroundOptions): OffStreetGround {
    const { cellMetres, offStreetMetres } = options;
    return this.remember(
      `ground ${mode} ${cellMetres} ${offStreetMetres}`,
      () => new OffStreetGround(this.network, mode, this.study.barriers, options),
      GROUND,
    );
  }

  /** What `make` gave the first time it was asked for under this key. With `layers`, what it rests on: relatives may take it over. */
  remember<Value>(key: string, make: () => Value, layers: readonly StudyLayer[] | null = null): Value {
    return this.kept.remember(key, make, layers);
  }
}

function facilitiesOf(serviceId: string): StudyLayer {
  return `facilities:${serviceId}`;
}
