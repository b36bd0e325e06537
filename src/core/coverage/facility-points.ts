/**
 * The points through which facilities are reached. A point facility is reached at
 * itself; a line (a trail) anywhere along it, each of its places over the street
 * nearest to that place. Along a line the nearest street and the leg to it change
 * evenly between turning points (see nearest-along), so the points listed are these,
 * found to a millimetre, and between two of them on one street the leg is
 * interpolated: the least cost over the whole line is exact. Beside barriers, which
 * may open and close at once, the line is looked at every metre. An area with
 * entrances is reached through them alone.
 */
import { longitudeDifference } from "../geodesy.ts";
import type { Facilities } from "../model/facility.ts";
import type { SegmentGrid } from "../network/segment-grid.ts";
import type { Foot, StreetIndex } from "../network/snap.ts";
import { listEntrances } from "./area-entrances.ts";

export interface FacilityPoints {
  /** Interleaved lon, lat. */
  readonly coordinates: Float64Array;
  /** Facility that each point belongs to. */
  readonly facilityOfPoint: Int32Array;
  /** 1 where the leg to the street changes evenly from this point to the next. */
  readonly evenToNext: Uint8Array;
}

/** Those of a study without the layer. */
export const NO_FACILITY_POINTS: FacilityPoints = {
  coordinates: new Float64Array(0),
  facilityOfPoint: new Int32Array(0),
  evenToNext: new Uint8Array(0),
};

/** How the streets are reached from a facility. */
export interface FacilityReach {
  readonly streets: StreetIndex;
  readonly radiusMetres: number;
  readonly barriers: SegmentGrid | null;
}

const SHARP_METRES = 1e-3;

/** Points as they are listed. */
class Found {
  private count = 0;
  private coordinates: Float64Array;
  private facilityOfPoint: Int32Array;
  private evenToNext: Uint8Array;

  constructor(capacity: number) {
    this.coordinates = new Float64Array(2 * capacity);
    this.facilityOfPoint = new Int32Array(capacity);
    this.evenToNext = new Uint8Array(capacity);
  }

  add(facility: number, lon: number, lat: number, isEven: boolean): void {
    const at = this.count;
    this.grow(at + 1);
    this.coordinates[2 * at] = lon;
    this.coordinates[2 * at + 1] = lat;
    this.facilityOfPoint[at] = facility;
    this.evenToNext[at] = isEven ? 1 : 0;
    this.count++;
  }

  copy(facility: number, { points, first, end }: KnownFacilityPoints): void {
    const at = this.count;
    this.grow(at + end - first);
    this.coordinates.set(points.coordinates.subarray(2 * first, 2 * end), 2 * at);
    this.facilityOfPoint.fill(facility, at, at + end - first);
    this.evenToNext.set(points.evenToNext.subarray(first, end), at);
    this.count += end - first;
  }

  private grow(needed: number): void {
    const capacity = this.evenToNext.length;
    if (needed <= capacity) return;
    const roomy = new Found(Math.max(needed, 2 * capacity));
    roomy.coordinates.set(this.coordinates);
    roomy.facilityOfPoint.set(this.facilityOfPoint);
    roomy.evenToNext.set(this.evenToNext);
    this.coordinates = roomy.coordinates;
    this.facilityOfPoint = roomy.facilityOfPoint;
    this.evenToNext = roomy.evenToNext;
  }

  finish(): FacilityPoints {
    return {
      coordinates: this.coordinates.slice(0, 2 * this.count),
      facilityOfPoint: this.facilityOfPoint.slice(0, this.count),
      evenToNext: this.evenToNext.slice(0, this.count),
    };
  }
}

/** A facility's points among others that are known. */
export interface KnownFacilityPoints {
  readonly points: FacilityPoints;
  readonly first: number;
  readonly end: number;
}

/** Points of every facility of the layer, in order. `known` tells those of facilities that were listed before on the same streets. */
export function listFacilityPoints(
  layer: Facilities,
  reach: FacilityReach,
  known: ((facility: number) => KnownFacilityPoints | null) | null = null,
): FacilityPoints {
  const found = new Found(layer.count);
  for (let facility = 0; facility < layer.count; facility++) {
    const before = known?.(facility) ?? null;
    if (before !== null) {
      found.copy(facility, before);
      continue;
    }
    const first = layer.starts[facility] as number;
    const end = layer.starts[facility + 1] as number;
    const entrances = listEntrances(layer, facility, reach.streets);
    for (let i = 0; i < entrances.length; i += 2) {
      found.add(facility, entrances[i] as number, entrances[i + 1] as number, false);
    }
    if (entrances.length > 0) continue;
    for (let position = first; position < end - 1; position++) {
      const lon = layer.coordinates[2 * position] as number;
      const lat = layer.coordinates[2 * position + 1] as number;
      const lonStep = longitudeDifference(lon, layer.coordinates[2 * position + 2] as number);
      const latStep = (layer.coordinates[2 * position + 3] as number) - lat;
      addStretch(found, facility, new Stretch(lon, lat, lonStep, latStep, reach), reach);
    }
    if (end > first) {
      found.add(facility, layer.coordinates[2 * end - 2] as number, layer.coordinates[2 * end - 1] as number, false);
    }
  }
  return found.finish();
}

/** Adds a straight part of a line but for its last point. */
function addStretch(found: Found, facility: number, stretch: Stretch, reach: FacilityReach): void {
  const turns = reach.streets.listTurnsAlong(
    stretch.lon,
    stretch.lat,
    stretch.lonStep,
    stretch.latStep,
    reach.radiusMetres,
  );
  const length = turns.at(-1) as number;
  let from: Place = { share: 0, foot: stretch.footAt(0) };
  for (const turn of turns.slice(1)) {
    const to = { share: turn / length, foot: stretch.footAt(turn / length) };
    const looks = Math.ceil((to.share - from.share) * length);
    const places = [from];
    let last = from;
    const looksTwice = looks > 1 && stretch.isNearBarrier(from, to, length);
    for (let look = 1; look < looks && looksTwice; look++) {
      const share = from.share + ((to.share - from.share) * look) / looks;
      const place = { share, foot: stretch.footAt(share) };
      places.push(...listChanges(stretch, last, place, SHARP_METRES / length));
      last = place;
    }
    places.push(...listChanges(stretch, last, to, SHARP_METRES / length));
    for (const [index, place] of places.entries()) {
      const next = places[index + 1] ?? to;
      const [lon, lat] = stretch.positionAt(place.share);
      found.add(facility, lon, lat, place.foot.segmentIndex >= 0 && isSame(place.foot, next.foot));
    }
    from = to;
  }
}

interface Place {
  readonly share: number;
  readonly foot: Foot;
}

/** Pairs of neighbouring places, a millimetre apart, between which one street gives way to another. */
function listChanges(stretch: Stretch, from: Place, to: Place, shareStep: number): Place[] {
  const changes: Place[] = [];
  let start = from;
  while (!isSame(start.foot, to.foot)) {
    let before = start;
    let after = to;
    while (after.share - before.share > shareStep) {
      const share = (before.share + after.share) / 2;
      const place = { share, foot: stretch.footAt(share) };
      if (isSame(place.foot, start.foot)) before = place;
      else after = place;
    }
    changes.push(before, after);
    start = after;
  }
  return changes.filter((place) => place !== from && place !== to);
}

function isSame(a: Foot, b: Foot): boolean {
  return a.segmentIndex === b.segmentIndex;
}

/** A straight part of a line and the feet of its places on the streets. */
class Stretch {
  readonly lon: number;
  readonly lat: number;
  readonly lonStep: number;
  readonly latStep: number;
  private readonly reach: FacilityReach;

  constructor(lon: number, lat: number, lonStep: number, latStep: number, reach: FacilityReach) {
    this.lon = lon;
    this.lat = lat;
    this.lonStep = lonStep;
    this.latStep = latStep;
    this.reach = reach;
  }

  positionAt(share: number): [lon: number, lat: number] {
    const lon = this.lon + this.lonStep * share;
    return [lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon, this.lat + this.latStep * share];
  }

  /** Whether a barrier could stop a leg between two places of the line, `length` metres long. */
  isNearBarrier(from: Place, to: Place, length: number): boolean {
    const { barriers, radiusMetres } = this.reach;
    if (barriers === null) return false;
    const [lon, lat] = this.positionAt((from.share + to.share) / 2);
    const isRefused = from.foot.segmentIndex < 0 || to.foot.segmentIndex < 0;
    const leg = isRefused ? radiusMetres : Math.max(from.foot.metres, to.foot.metres);
    return barriers.listWithin(lon, lat, leg + (to.share - from.share) * length).length > 0;
  }

  footAt(share: number): Foot {
    const [lon, lat] = this.positionAt(share);
    const { streets, radiusMetres, barriers } = this.reach;
    return streets.findFoot(lon, lat, radiusMetres, barriers);
  }
}
