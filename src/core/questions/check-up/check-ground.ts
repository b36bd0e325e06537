/** What the checks of one study share: where its communities are, how many people they have, how its facilities meet the streets. */
import type { AnalysisSession } from "../../analysis-session.ts";
import { AreaIndex } from "../../areas.ts";
import { CompensatedSums } from "../../compensated-sum.ts";
import type { Facilities } from "../../model/facility.ts";
import type { Bounds, Position } from "../../model/geometry.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { Study } from "../../model/study.ts";
import { REFUSED_TOO_FAR, type Snaps } from "../../network/snap.ts";
import type { Travel } from "../../network/travel.ts";
import { searchOf, travelOnFoot } from "../../service-search.ts";
import type { CheckItem, Finding } from "./finding.ts";

/** How a facility layer meets the streets of those who go there. */
export interface FacilityGround {
  readonly layer: Facilities;
  readonly travel: Travel;
  /** By facility: 0 where any of its points is attached, else a REFUSED_* code of its first point. */
  readonly refusals: Uint8Array;
}

/** One check: the same shape for all. Those that take long give way between their steps. */
export interface Check {
  readonly id: Finding["id"];
  readonly find: (ground: CheckGround) => Finding | Generator<undefined, Finding>;
}

export class CheckGround {
  readonly session: AnalysisSession;
  readonly parameters: AnalysisParameters;
  private areaIndex: AreaIndex | null = null;
  private people: Float64Array | null = null;
  private streetBounds: Bounds | null = null;
  private grounds: readonly FacilityGround[] | null = null;

  constructor(session: AnalysisSession, parameters: AnalysisParameters) {
    this.session = session;
    this.parameters = parameters;
  }

  get study(): Study {
    return this.session.study;
  }

  get snapRadiusMetres(): number {
    return this.parameters.snapRadiusMetres;
  }

  get onFoot(): Travel {
    return travelOnFoot(this.parameters);
  }

  /** How people's homes meet the streets on foot. */
  get homeSnaps(): Snaps {
    return this.session.demandSnaps(this.onFoot, this.snapRadiusMetres);
  }

  get hasAreas(): boolean {
    return this.study.communities.areas.some((area) => area !== null);
  }

  /** The community at a place, -1 where none is. */
  findCommunity([lon, lat]: Position): number {
    this.areaIndex ??= new AreaIndex(this.study.communities.areas);
    return this.areaIndex.find(lon, lat);
  }

  /** Everybody by community, in the study's unit of demand. */
  get communityPeople(): Float64Array {
    if (this.people === null) {
      const { communities, demand } = this.study;
      const sums = new CompensatedSums(communities.count);
      for (let home = 0; home < demand.count; home++) {
        const community = demand.communityIndexes[home] as number;
        if (community >= 0 && community < communities.count) sums.add(community, demand.people.all[home] as number);
      }
      this.people = sums.values();
    }
    return this.people;
  }

  /** Attaches layer after layer, so that nobody waits for all of them. */
  *prepare(): Generator<undefined, void> {
    const grounds: FacilityGround[] = [];
    for (const layer of this.study.facilities) {
      const service = this.study.services.find(({ id }) => id === layer.serviceId);
      if (!service) continue;
      const { travel } = searchOf(service, this.parameters, this.study.profileSpeeds);
      const snaps = this.session.facilitySnaps(layer.serviceId, travel, this.snapRadiusMetres);
      const { facilityOfPoint } = this.session.facilityPoints(layer.serviceId, travel, this.snapRadiusMetres);
      grounds.push({ layer, travel, refusals: refusalsOf(layer.count, snaps, facilityOfPoint) });
      yield;
    }
    this.grounds = grounds;
  }

  /** Layers of services that the study has; others cannot be looked at. */
  get facilityGrounds(): readonly FacilityGround[] {
    if (this.grounds === null) for (const _ of this.prepare());
    return this.grounds ?? [];
  }

  get facilityCount(): number {
    return this.study.facilities.reduce((sum, { count }) => sum + count, 0);
  }

  /** A place outside the study: in no community, no street near, and (where outlines are not known) beyond the streets. */
  isOutside({ layer, refusals }: FacilityGround, facility: number): boolean {
    if (refusals[facility] !== REFUSED_TOO_FAR) return false;
    if (this.hasAreas) return !this.isInAnyCommunity(layer, facility);
    const [lon, lat] = placeOf(layer, facility);
    this.streetBounds ??= boundsOf(this.study.streets.coordinates);
    const [west, south, east, north] = this.streetBounds;
    return lon < west || lon > east || lat < south || lat > north;
  }

  /** Whether any position of a facility lies in a community. */
  isInAnyCommunity(layer: Facilities, facility: number): boolean {
    for (let at = layer.starts[facility] as number; at < (layer.starts[facility + 1] as number); at++) {
      if (this.findCommunity([layer.coordinates[2 * at] as number, layer.coordinates[2 * at + 1] as number]) >= 0)
        return true;
    }
    return false;
  }
}

/** The box of interleaved lon, lat. */
function boundsOf(coordinates: Float64Array): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < coordinates.length; at += 2) {
    const [lon, lat] = [coordinates[at] as number, coordinates[at + 1] as number];
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
}

function refusalsOf(count: number, snaps: Snaps, facilityOfPoint: Int32Array): Uint8Array {
  const untold = 255;
  const refusals = new Uint8Array(count).fill(untold);
  for (let point = 0; point < snaps.count; point++) {
    const facility = facilityOfPoint[point] as number;
    if (snaps.refusals[point] === 0) refusals[facility] = 0;
    else if (refusals[facility] === untold) refusals[facility] = snaps.refusals[point] as number;
  }
  return refusals.map((refusal) => (refusal === untold ? 0 : refusal));
}

/** Where a facility is shown: its point, or the middle position of its line. */
export function placeOf({ coordinates, starts }: Facilities, facility: number): Position {
  const first = starts[facility] as number;
  const at = first + (((starts[facility + 1] as number) - first) >> 1);
  return [coordinates[2 * at] as number, coordinates[2 * at + 1] as number];
}

/** Whether a facility is one position. */
export function isPoint({ starts }: Facilities, facility: number): boolean {
  return (starts[facility + 1] as number) - (starts[facility] as number) === 1;
}

/** What may be left out of an item. */
type ItemFacts = Partial<Pick<CheckItem, "figure" | "besideId" | "detail" | "edits">>;

export function facilityItem(layer: Facilities, facility: number, facts: ItemFacts = {}): CheckItem {
  return {
    layer: `facilities:${layer.serviceId}`,
    index: facility,
    id: layer.ids[facility] ?? "",
    name: layer.names[facility] ?? "",
    position: placeOf(layer, facility),
    figure: null,
    besideId: "",
    detail: "",
    edits: [],
    ...facts,
  };
}

export function communityItem({ communities }: Study, community: number, facts: ItemFacts = {}): CheckItem {
  return {
    layer: "communities",
    index: community,
    id: communities.ids[community] ?? "",
    name: communities.names[community] ?? "",
    position: [communities.centres[2 * community] as number, communities.centres[2 * community + 1] as number],
    figure: null,
    besideId: "",
    detail: "",
    edits: [],
    ...facts,
  };
}

export function homeItem({ communities, demand }: Study, home: number, facts: ItemFacts = {}): CheckItem {
  const community = demand.communityIndexes[home] as number;
  return {
    layer: "demand",
    index: home,
    id: String(home + 1),
    name: communities.names[community] ?? "",
    position: [demand.coordinates[2 * home] as number, demand.coordinates[2 * home + 1] as number],
    figure: demand.people.all[home] ?? null,
    besideId: "",
    detail: "",
    edits: [],
    ...facts,
  };
}

/** A name as compared: widths and cases alike, without blanks. */
export function plainTitle(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}
