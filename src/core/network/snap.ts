/**
 * Attaches points to the streets that a mode may use. Each attachment keeps the
 * edge, the distance off the street and the distances along it to both ends; the
 * cost of a point is then the lower of its two ways round plus the leg off the
 * street (the scheme of Conveyal R5). A leg may not cross water, a railway or a
 * wall: only streets do that. One radius for people and facilities alike.
 */
import type { SnapCounts } from "../coverage/coverage-result.ts";
import { checkPositive } from "../errors.ts";
import { distanceMetres } from "../geodesy.ts";
import type { Position } from "../model/geometry.ts";
import type { Barrier } from "../model/study.ts";
import { checkPoints } from "./check-positions.ts";
import type { Components } from "./components.ts";
import { capacityBehind } from "./grid-room.ts";
import { listTurnsAlong } from "./nearest-along.ts";
import type { Network } from "./network.ts";
import { type NearestSegment, SegmentGrid } from "./segment-grid.ts";

export const REFUSED_TOO_FAR = 1;
export const REFUSED_BEHIND_BARRIER = 2;
export const REFUSED_ON_ISLAND = 3;

/** A foot this close to an end of its edge is at the end. */
const END_METRES = 1e-6;

/** Attachments of a list of points; index = point. */
export interface Snaps {
  readonly count: number;
  /** Edge that the point is attached to, -1 when refused. */
  readonly edgeIndexes: Int32Array;
  /** Straight leg between the point and the street. */
  readonly offStreetMetres: Float64Array;
  /** Along the edge, from its first node to the point's foot. */
  readonly fromStartMetres: Float64Array;
  /** Along the edge, from the point's foot to its last node. */
  readonly toEndMetres: Float64Array;
  /** 0 when attached, else a REFUSED_* code. */
  readonly refusals: Uint8Array;
}

/** Where a place meets the streets: a segment of the index and how far along it; -1 where refused. */
export interface Foot {
  readonly segmentIndex: number;
  readonly fraction: number;
  readonly metres: number;
}

/** What an index holds; patch-street-index makes them of others. */
export interface StreetSegments {
  readonly grid: SegmentGrid;
  /** Streets on islands; null where there are none. */
  readonly islands: SegmentGrid | null;
  /** Edge of each segment, -1 where it is none of this index. */
  readonly edges: Int32Array;
  /** Metres along its edge at which each segment starts, and its length. */
  readonly startMetres: Float64Array;
  readonly metres: Float64Array;
}

/** The streets of one mode as a searchable index. Built once per study and mode. */
export class StreetIndex {
  readonly segments: StreetSegments;
  private readonly grid: SegmentGrid;
  private readonly network: Network;

  constructor(network: Network, components: Components, segments: StreetSegments | null = null) {
    this.network = network;
    this.segments = segments ?? listStreetSegments(network, components);
    this.grid = this.segments.grid;
  }

  /**
   * Attaches each point (interleaved lon, lat) to the nearest usable street within
   * the radius (inclusive) whose leg crosses no barrier.
   * @throws BadDataError, naming `layer`, where a point is not on the globe; AnalysisError for an impossible radius.
   */
  snap(points: Float64Array, radiusMetres: number, barriers: SegmentGrid | null, layer = "points"): Snaps {
    checkPositive("snapRadiusMetres", radiusMetres);
    checkPoints(points, layer);
    const count = points.length / 2;
    const snaps: Snaps = {
      count,
      edgeIndexes: new Int32Array(count).fill(-1),
      offStreetMetres: new Float64Array(count),
      fromStartMetres: new Float64Array(count),
      toEndMetres: new Float64Array(count),
      refusals: new Uint8Array(count),
    };
    const { edges, startMetres, metres } = this.segments;
    const found: NearestSegment = { segmentIndex: -1, metres: 0, fraction: 0 };
    for (let point = 0; point < count; point++) {
      const lon = points[2 * point] as number;
      const lat = points[2 * point + 1] as number;
      snaps.refusals[point] = this.findStreet(lon, lat, radiusMetres, barriers, found);
      if (found.segmentIndex < 0) continue;
      const edge = edges[found.segmentIndex] as number;
      const along =
        (startMetres[found.segmentIndex] as number) + found.fraction * (metres[found.segmentIndex] as number);
      const length = this.network.edgeMetres[edge] as number;
      const fromStart = along < END_METRES ? 0 : length - along < END_METRES ? length : along;
      snaps.edgeIndexes[point] = edge;
      snaps.offStreetMetres[point] = found.metres;
      snaps.fromStartMetres[point] = fromStart;
      snaps.toEndMetres[point] = length - fromStart;
    }
    return snaps;
  }

  /** The foot of one place, by the rule of `snap`. */
  findFoot(lon: number, lat: number, radiusMetres: number, barriers: SegmentGrid | null): Foot {
    const found: NearestSegment = { segmentIndex: -1, metres: 0, fraction: 0 };
    this.findStreet(lon, lat, radiusMetres, barriers, found);
    return found;
  }

  /** Metres along a straight line between which one street is nearest and the leg to it changes evenly, barriers aside. */
  listTurnsAlong(lon: number, lat: number, lonStep: number, latStep: number, radiusMetres: number): number[] {
    return listTurnsAlong(this.grid, lon, lat, lonStep, latStep, radiusMetres);
  }

  /** Ends (ax, ay, bx, by) of the usable street segments within a distance of a place. */
  listSegmentsWithin(lon: number, lat: number, metres: number): [number, number, number, number][] {
    return this.grid
      .listWithin(lon, lat, metres)
      .map((segment) => [...this.grid.positionAt(segment, 0), ...this.grid.positionAt(segment, 1)]);
  }

  /** Whether the inside of a straight line crosses any usable street. */
  crossesStreet(fromLon: number, fromLat: number, toLon: number, toLat: number): boolean {
    return this.grid.crosses(fromLon, fromLat, toLon, toLat);
  }

  private findStreet(
    lon: number,
    lat: number,
    radiusMetres: number,
    barriers: SegmentGrid | null,
    found: NearestSegment,
  ): number {
    if (!this.grid.findNearest(lon, lat, radiusMetres, found)) {
      const island: NearestSegment = { segmentIndex: -1, metres: 0, fraction: 0 };
      return this.segments.islands?.findNearest(lon, lat, radiusMetres, island) ? REFUSED_ON_ISLAND : REFUSED_TOO_FAR;
    }
    if (barriers === null || !this.legCrosses(lon, lat, found.segmentIndex, found.fraction, barriers)) return 0;
    const open = this.grid.findNearest(
      lon,
      lat,
      radiusMetres,
      found,
      (segment, fraction) => !this.legCrosses(lon, lat, segment, fraction, barriers),
    );
    return open ? 0 : REFUSED_BEHIND_BARRIER;
  }

  private legCrosses(lon: number, lat: number, segment: number, fraction: number, barriers: SegmentGrid): boolean {
    const [footLon, footLat] = this.grid.positionAt(segment, fraction);
    return barriers.crosses(lon, lat, footLon, footLat);
  }
}

const STREET_CELL_METRES = 100;
const BARRIER_CELL_METRES = 200;

function listStreetSegments(network: Network, components: Components): StreetSegments {
  const { usableEdges } = components;
  const isListed = (edge: number): boolean => usableEdges[edge] === 1 && network.edgeTwins[edge] === edge;
  const main = collectSegments(network, isListed, true);
  const { edges, startMetres, metres } = main;
  const grid = new SegmentGrid(main, STREET_CELL_METRES);
  return { grid, islands: listIslands(network, components), edges, startMetres, metres };
}

/** The streets that are on islands. */
export function listIslands(
  network: Network,
  { islandCount, permittedEdges, usableEdges }: Components,
): SegmentGrid | null {
  if (islandCount === 0) return null;
  const islands = collectSegments(network, (edge) => permittedEdges[edge] === 1 && usableEdges[edge] === 0);
  return new SegmentGrid(islands, STREET_CELL_METRES);
}

export interface EdgeSegments {
  readonly count: number;
  readonly ends: Float64Array;
  readonly edges: Int32Array;
  readonly startMetres: Float64Array;
  readonly metres: Float64Array;
}

/** The segments of all edges that are included, edge by edge; `hasRoom`: with room for more behind them (see grid-room). */
function collectSegments(network: Network, includes: (edge: number) => boolean, hasRoom = false): EdgeSegments {
  const included = new Int32Array(network.edgeCount);
  let count = 0;
  for (let edge = 0; edge < network.edgeCount; edge++) if (includes(edge)) included[count++] = edge;
  return collectSegmentsOf(network, included.subarray(0, count), hasRoom);
}

/** The segments of some edges, edge by edge. */
export function collectSegmentsOf(network: Network, included: Iterable<number>, hasRoom = false): EdgeSegments {
  let count = 0;
  for (const edge of included) {
    count += (network.edgeLastPositions[edge] as number) - (network.edgeFirstPositions[edge] as number);
  }
  const ends = new Float64Array(count * 4);
  const capacity = hasRoom ? capacityBehind(count) : count;
  const edges = new Int32Array(capacity).fill(-1, count);
  const startMetres = new Float64Array(capacity);
  const metres = new Float64Array(capacity);
  const { coordinates } = network;
  let segment = 0;
  for (const edge of included) {
    let along = 0;
    const last = network.edgeLastPositions[edge] as number;
    for (let position = network.edgeFirstPositions[edge] as number; position < last; position++) {
      const ax = coordinates[2 * position] as number;
      const ay = coordinates[2 * position + 1] as number;
      const bx = coordinates[2 * position + 2] as number;
      const by = coordinates[2 * position + 3] as number;
      ends[4 * segment] = ax;
      ends[4 * segment + 1] = ay;
      ends[4 * segment + 2] = bx;
      ends[4 * segment + 3] = by;
      edges[segment] = edge;
      startMetres[segment] = along;
      metres[segment] = distanceMetres(ax, ay, bx, by);
      along += metres[segment] as number;
      segment++;
    }
  }
  return { count, ends, edges, startMetres, metres };
}

/** Index of everything that stops a leg off the street; null where the study has none. */
export function indexBarriers(barriers: readonly Barrier[]): SegmentGrid | null {
  const ends = listBarrierEnds(barriers);
  if (ends.length === 0) return null;
  return new SegmentGrid({ count: ends.length / 4, ends }, BARRIER_CELL_METRES);
}

/** The segments of barriers: interleaved ax, ay, bx, by. */
export function listBarrierEnds(barriers: readonly Barrier[]): Float64Array {
  const ends: number[] = [];
  const addLine = (line: readonly Position[]): void => {
    for (let i = 1; i < line.length; i++) {
      const a = line[i - 1] as Position;
      const b = line[i] as Position;
      ends.push(a[0], a[1], b[0], b[1]);
    }
  };
  for (const { geometry } of barriers) {
    if (geometry.type === "LineString") addLine(geometry.coordinates);
    else if (geometry.type === "MultiPolygon") for (const rings of geometry.coordinates) rings.forEach(addLine);
    else geometry.coordinates.forEach(addLine);
  }
  return Float64Array.from(ends);
}

const counted = new WeakMap<Snaps, SnapCounts>();

/** How many of the points were attached, and why the others were not. Counted once. */
export function countSnaps(snaps: Snaps): SnapCounts {
  const counts = counted.get(snaps) ?? countRefusals(snaps.refusals);
  counted.set(snaps, counts);
  return counts;
}

/** The same of facilities: one is attached when any of its points is, else it is told by its first point. */
export function countSourceSnaps(snaps: Snaps, sourceOfPoint: Int32Array, sourceCount: number): SnapCounts {
  const refusals = new Int16Array(sourceCount).fill(-1);
  for (let point = 0; point < snaps.count; point++) {
    const source = sourceOfPoint[point] as number;
    if (snaps.refusals[point] === 0) refusals[source] = 0;
    else if (refusals[source] === -1) refusals[source] = snaps.refusals[point] as number;
  }
  return countRefusals(refusals);
}

function countRefusals(refusals: Uint8Array | Int16Array): SnapCounts {
  const counts = { attached: 0, tooFar: 0, behindBarrier: 0, onIsland: 0 };
  for (let point = 0; point < refusals.length; point++) {
    const refusal = refusals[point];
    if (refusal === 0) counts.attached++;
    else if (refusal === REFUSED_TOO_FAR) counts.tooFar++;
    else if (refusal === REFUSED_BEHIND_BARRIER) counts.behindBarrier++;
    else if (refusal === REFUSED_ON_ISLAND) counts.onIsland++;
  }
  return counts;
}
