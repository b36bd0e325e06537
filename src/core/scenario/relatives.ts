/**
 * What a session takes from sessions of studies that share layers with its own. Layers that
 * are the same objects give their values as they are. Of what rests on an edited layer, what the edit does not touch is taken over
 * and the rest is found again: attachments point by point, cost fields from their nearest
 * relative, straight distances and summaries where they may differ. Every answer equals one made from nothing, to the bit:
 * values are compared, never assumed. A relative that has nothing to give costs a look.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import type { FacilityPoints, FacilityReach, KnownFacilityPoints } from "../coverage/facility-points.ts";
import { repairStraightDistances } from "../coverage/straight-line.ts";
import { repairWalkSummary, type WalkSummary } from "../coverage/walk-summary.ts";
import type { StudyLayer } from "../kept-values.ts";
import type { KnownSearch, SearchSetting, ServiceCosts, SnappedPoints } from "../known-search.ts";
import type { Facilities } from "../model/facility.ts";
import type { Study } from "../model/study.ts";
import type { GroundChange } from "../network/ground-change.ts";
import type { NetworkChange } from "../network/relate-networks.ts";
import type { Snaps } from "../network/snap.ts";
import { moveSnaps } from "../routing/move-field.ts";
import { measurePointCosts, type PointCosts } from "../routing/point-costs.ts";
import { compareSources, type RepairedField, repairCostField, type SourceChange } from "../routing/repair-field.ts";
import { type AnySearch, keyOfSearch, limitMetresOf, type ServiceSearch } from "../service-search.ts";
import { liesAlike, listChanged, matchFacilities } from "./match-facilities.ts";
import { countCommonPoints, matchPoints, meetsChange, mergeSnaps, openPoints } from "./match-points.ts";

/** Where more than this share of the sources changed, a search from nothing is as fast. */
const MOST_CHANGED_SHARE = 0.25;

/** Whether two studies have the same object as a layer. */
export function sharesLayer(a: Study, b: Study, layer: StudyLayer): boolean {
  if (layer === "streets") return a.streets === b.streets && a.streetBlocks === b.streetBlocks;
  if (layer === "barriers" || layer === "demand" || layer === "communities") return a[layer] === b[layer];
  const serviceId = layer.slice("facilities:".length);
  const layerOf = (study: Study): Facilities | undefined =>
    study.facilities.find((each) => each.serviceId === serviceId);
  return layerOf(a) === layerOf(b);
}

/** A search under other facilities: all that its costs depend on but which of them count. */
function keyOfAll(search: AnySearch): string {
  return keyOfSearch({ ...search, facilityIndexes: null });
}

export class Relatives {
  private readonly study: Study;
  private sessions: readonly AnalysisSession[];
  private readonly orders = new Map<string, readonly AnalysisSession[]>();

  /** @param sessions the nearest first. */
  constructor(study: Study, sessions: readonly AnalysisSession[]) {
    this.study = study;
    this.sessions = sessions;
  }

  /** Lets the relatives go, so that a line of descendants does not keep them all. */
  release(): void {
    this.sessions = [];
    this.orders.clear();
  }

  /** Attachments: those of points that a relative attached are copied. Null where none attached any to the same streets. */
  takeSnaps(
    key: string,
    points: Float64Array,
    serviceId: string | null,
    attach: (points: Float64Array) => Snaps,
    ground: (session: AnalysisSession) => GroundChange | null,
    radiusMetres: number,
  ): SnappedPoints | null {
    for (const session of this.nearestFirst(serviceId)) {
      const found = session.kept.find(key) as SnappedPoints | undefined;
      if (found === undefined) continue;
      const isShared = this.sharesGround(session);
      const change = isShared ? null : ground(session);
      if (!isShared && change === null) continue;
      const network = change?.streets?.network;
      const known = network === undefined ? found : { ...found, snaps: moveSnaps(found.snaps, network) };
      const placeOf = matchPoints(known.points, points);
      if (change !== null) openPoints(placeOf, points, known.snaps, change, radiusMetres);
      const open: number[] = [];
      for (let point = 0; point < placeOf.length; point++) {
        if ((placeOf[point] as number) < 0) open.push(points[2 * point] as number, points[2 * point + 1] as number);
      }
      const fresh = attach(Float64Array.from(open));
      return { points, snaps: mergeSnaps(known.snaps, placeOf, fresh) };
    }
    return null;
  }

  /** The known points of facilities that lie as before on the same streets, by new facility; null where none are. */
  takeFacilityPoints(
    key: string,
    layer: Facilities,
    ground: (session: AnalysisSession) => GroundChange | null,
    reach: FacilityReach,
  ): ((facility: number) => KnownFacilityPoints | null) | null {
    for (const session of this.nearestFirst(layer.serviceId)) {
      const known = session.kept.find(key) as FacilityPoints | undefined;
      const before = session.facilities(layer.serviceId);
      if (known === undefined || before === undefined) continue;
      const isShared = this.sharesGround(session);
      const change = isShared ? null : ground(session);
      if (!isShared && change === null) continue;
      const indexOf = matchFacilities(before, layer);
      const oldOf = new Int32Array(layer.count).fill(-1);
      indexOf.forEach((place, index) => {
        if (place >= 0 && liesAlike(before, index, layer, place)) oldOf[place] = index;
      });
      const starts = new Int32Array(before.count + 1);
      const { facilityOfPoint } = known;
      for (let point = 0; point < facilityOfPoint.length; point++) starts[1 + (facilityOfPoint[point] as number)]!++;
      for (let facility = 0; facility < before.count; facility++) starts[facility + 1]! += starts[facility] as number;
      return (facility) => {
        const old = oldOf[facility] as number;
        if (old < 0 || (change !== null && meetsChange(layer, facility, change, reach))) return null;
        return { points: known, first: starts[old] as number, end: starts[old + 1] as number };
      };
    }
    return null;
  }

  /** A service's costs, repaired from the nearest that a relative has found. */
  takeCosts(search: AnySearch, setting: SearchSetting): ServiceCosts | null {
    const nearest = this.findNearest(search, setting);
    if (nearest === null) return null;
    const { known, change, streets } = nearest;
    const { graph, sources, demandSnaps, landSnaps } = setting;
    const limitMetres = limitMetresOf(search);
    const repaired = repairCostField(known.costs.field, graph, sources, change, limitMetres, streets);
    const costsOf = (before: Snaps, now: Snaps, costs: PointCosts): PointCosts => {
      const moved = streets === null ? before : moveSnaps(before, streets);
      const kept = keepPointCosts(moved, now, costs, repaired, change);
      return measurePointCosts(repaired.field, sources, now, limitMetres, kept);
    };
    const demand = costsOf(known.demandSnaps, demandSnaps, known.costs.demand);
    const land = { seconds: known.costs.landSeconds, sourceIndexes: NO_INDEXES };
    const landSeconds =
      landSnaps === null ? demand.seconds : costsOf(known.landSnaps ?? known.demandSnaps, landSnaps, land).seconds;
    return { field: repaired.field, sources, demand, landSeconds };
  }

  private findNearest(
    search: AnySearch,
    { graph, sources, landSnaps, changeFrom }: SearchSetting,
  ): NearestSearch | null {
    const wanted = keyOfAll(search);
    const asked = keyOfSearch(search);
    let nearest: NearestSearch | null = null;
    const attached = sources.snaps.edgeIndexes.reduce((count, edge) => count + (edge >= 0 ? 1 : 0), 0);
    let least = MOST_CHANGED_SHARE * attached;
    for (const session of this.nearestFirst(search.serviceId)) {
      const indexOf = matchFacilities(session.facilities(search.serviceId), this.layerOf(search.serviceId));
      let isSameSearch = false;
      for (const known of session.knownSearches()) {
        if (keyOfAll(known.search) !== wanted) continue;
        if ((known.landSnaps === null) !== (landSnaps === null)) continue;
        const isShared = known.costs.field.graph.arcs === graph.arcs;
        const streets = isShared ? null : changeFrom(session);
        if (!isShared && streets?.before !== known.costs.field.graph.network) continue;
        const { sources: old } = known.costs;
        const before = streets === null ? old : { ...old, snaps: moveSnaps(old.snaps, streets) };
        const change = compareSources(before, sources, indexOf);
        if (change.pointCount > least || (nearest !== null && change.pointCount === least)) continue;
        nearest = { known, change, streets };
        least = change.pointCount;
        isSameSearch ||= keyOfSearch(known.search) === asked;
      }
      // The others differ by more facilities.
      if (isSameSearch) break;
    }
    return nearest;
  }

  /** Straight distances to all facilities of a service, where a relative has some for the same service. */
  takeStraight(key: string, serviceId: string, points: Float64Array, limitMetres: number): Float64Array | null {
    const layer = this.layerOf(serviceId);
    for (const session of this.nearestFirst(serviceId)) {
      const known = session.kept.find(key) as StraightFromPoints | undefined;
      const before = session.facilities(serviceId);
      if (known === undefined || layer === undefined || before === undefined) continue;
      const changed = listChanged(before, layer, matchFacilities(before, layer));
      if (changed.before.length + changed.after.length > MOST_CHANGED_SHARE * layer.count) continue;
      return repairStraightDistances(
        points,
        known.metres,
        countCommonPoints(known.points, points),
        { layer, facilityIndexes: Array.from({ length: layer.count }, (_, index) => index) },
        [
          { layer: before, facilityIndexes: changed.before },
          { layer, facilityIndexes: changed.after },
        ],
        limitMetres,
      );
    }
    return null;
  }

  /** A summary of walks, where a relative has one of the same search. */
  takeWalkSummary(key: string, search: ServiceSearch, people: Float64Array, costs: PointCosts): WalkSummary | null {
    for (const session of this.nearestFirst(search.serviceId)) {
      const known = session.kept.find(key) as KnownWalks | undefined;
      if (known === undefined || !sharesLayer(session.study, this.study, "communities")) continue;
      return repairWalkSummary(
        this.study.communities.count,
        known.summary,
        {
          communityIndexes: session.study.demand.communityIndexes,
          people: known.people,
          seconds: known.costs.seconds,
          facilityIndexes: known.costs.sourceIndexes,
        },
        {
          communityIndexes: this.study.demand.communityIndexes,
          people,
          seconds: costs.seconds,
          facilityIndexes: costs.sourceIndexes,
        },
        matchFacilities(session.facilities(search.serviceId), this.layerOf(search.serviceId)),
      );
    }
    return null;
  }

  /** The relatives in the order of how many of a service's facilities differ from this study's. */
  private nearestFirst(serviceId: string | null): readonly AnalysisSession[] {
    if (serviceId === null || this.sessions.length < 2) return this.sessions;
    const known = this.orders.get(serviceId);
    if (known !== undefined) return known;
    const layer = this.layerOf(serviceId);
    const differenceOf = (session: AnalysisSession): number => {
      const before = session.facilities(serviceId);
      const changed = listChanged(before, layer, matchFacilities(before, layer));
      return changed.before.length + changed.after.length;
    };
    const order = this.sessions
      .map((session) => ({ session, difference: differenceOf(session) }))
      .sort((a, b) => a.difference - b.difference)
      .map(({ session }) => session);
    this.orders.set(serviceId, order);
    return order;
  }

  /** Whether points find the same streets in both. */
  private sharesGround({ study }: AnalysisSession): boolean {
    return sharesLayer(study, this.study, "streets") && sharesLayer(study, this.study, "barriers");
  }

  private layerOf(serviceId: string): Facilities | undefined {
    return this.study.facilities.find((layer) => layer.serviceId === serviceId);
  }
}

interface NearestSearch {
  readonly known: KnownSearch;
  readonly change: SourceChange;
  /** How its network came to be this one's; null where they are the same. */
  readonly streets: NetworkChange | null;
}

export interface StraightFromPoints {
  readonly points: Float64Array;
  readonly metres: Float64Array;
}

/** A summary with what it was made of. */
export interface KnownWalks {
  readonly summary: WalkSummary;
  readonly people: Float64Array;
  readonly costs: PointCosts;
}

const NO_INDEXES = new Int32Array(0);

/** What stays of points' costs, and which are to be measured: those elsewhere now, or beside a change. */
function keepPointCosts(
  before: Snaps,
  now: Snaps,
  costs: PointCosts,
  { field, isChanged }: RepairedField,
  { keptAs }: SourceChange,
): PointCosts & { readonly isOpen: Uint8Array } {
  const { edgeFromNodes, edgeToNodes } = field.graph.network;
  const seconds = new Float64Array(now.count).fill(Infinity);
  const sourceIndexes = new Int32Array(now.count).fill(-1);
  const isOpen = new Uint8Array(now.count);
  const knowsSources = costs.sourceIndexes.length > 0;
  for (let point = 0; point < now.count; point++) {
    const edge = now.edgeIndexes[point] as number;
    const isSame =
      before === now ||
      (point < before.count &&
        before.edgeIndexes[point] === edge &&
        before.offStreetMetres[point] === now.offStreetMetres[point] &&
        before.fromStartMetres[point] === now.fromStartMetres[point] &&
        before.toEndMetres[point] === now.toEndMetres[point]);
    if (
      !isSame ||
      (edge >= 0 && (isChanged[edgeFromNodes[edge] as number] === 1 || isChanged[edgeToNodes[edge] as number] === 1))
    ) {
      isOpen[point] = 1;
      continue;
    }
    seconds[point] = costs.seconds[point] as number;
    if (!knowsSources) continue;
    const source = costs.sourceIndexes[point] as number;
    sourceIndexes[point] = source < 0 ? -1 : (keptAs[source] as number);
  }
  return { seconds, sourceIndexes, isOpen };
}
