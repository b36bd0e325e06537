/**
 * What of the streets that points may be attached to is other than before, for one travel: edges that are
 * gone, new, or came to lie on an island or off it; and what else stops a leg off the street. Points farther from all of
 * these than from their own street keep it.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Barrier } from "../model/study.ts";
import type { Components } from "./components.ts";
import type { NetworkChange } from "./relate-networks.ts";
import { type NearestSegment, SegmentGrid } from "./segment-grid.ts";
import { collectSegmentsOf, type EdgeSegments, listBarrierEnds } from "./snap.ts";

export interface GroundChange {
  /** Null where the streets are the same. */
  readonly streets: StreetsChange | null;
  readonly near: NearChange;
}

export interface StreetsChange {
  readonly network: NetworkChange;
  /** Old edges that are not as they were, by old number; new ones by new number. */
  readonly isGone: Uint8Array;
  readonly isFresh: Uint8Array;
  readonly gone: EdgeSegments;
  readonly fresh: EdgeSegments;
  /** Whether an island is touched. */
  readonly touchesIslands: boolean;
}

/** More changed segments than these are not looked at one by one. */
const MOST_SEGMENTS = 20_000;
const CELL_METRES = 100;
/** Far beyond the last bits by which distances to one place differ. */
const MARGIN_METRES = 0.01;
/** No degree of latitude is shorter. */
const LEAST_METRES_PER_DEGREE = 110_000;

/** @returns null where too much has changed. */
export function listGroundChange(
  streets: StreetsChange | null,
  barriersBefore: readonly Barrier[],
  barriers: readonly Barrier[],
): GroundChange | null {
  const others = [...without(barriersBefore, barriers), ...without(barriers, barriersBefore)];
  const lists = [listBarrierEnds(others), ...(streets === null ? [] : [streets.gone.ends, streets.fresh.ends])];
  const size = lists.reduce((sum, list) => sum + list.length, 0);
  return size > 4 * MOST_SEGMENTS ? null : { streets, near: new NearChange(lists) };
}

function without(barriers: readonly Barrier[], others: readonly Barrier[]): readonly Barrier[] {
  if (barriers === others) return [];
  const known = new Set(others);
  return barriers.filter((barrier) => !known.has(barrier));
}

export function listStreetsChange(network: NetworkChange, before: Components, after: Components): StreetsChange {
  const { newEdgeOf, oldEdgeOf } = network;
  const isGone = new Uint8Array(newEdgeOf.length);
  const isFresh = new Uint8Array(oldEdgeOf.length);
  const goneEdges: number[] = [];
  const freshEdges: number[] = [];
  const goes = (old: number): void => {
    if (before.permittedEdges[old] === 0) return;
    isGone[old] = 1;
    goneEdges.push(old);
  };
  const { permittedEdges: permitted, usableEdges: usable } = after;
  for (let edge = 0; edge < oldEdgeOf.length; edge++) {
    const old = oldEdgeOf[edge] as number;
    if (old >= 0 && before.permittedEdges[old] === permitted[edge] && before.usableEdges[old] === usable[edge])
      continue;
    if (old >= 0) goes(old);
    if (permitted[edge] === 0) continue;
    isFresh[edge] = 1;
    freshEdges.push(edge);
  }
  for (const old of network.goneEdges) goes(old);
  goneEdges.sort((a, b) => a - b);
  const touchesIslands =
    freshEdges.some((edge) => usable[edge] === 0) || goneEdges.some((edge) => before.usableEdges[edge] === 0);
  const gone = collectSegmentsOf(network.before, goneEdges);
  const fresh = collectSegmentsOf(network.after, freshEdges);
  return { network, isGone, isFresh, gone, fresh, touchesIslands };
}

const ANYWHERE: NearestSegment = { segmentIndex: -1, metres: 0, fraction: 0 };

/** Whether some place lies near a change; a box is looked at first. */
export class NearChange {
  private readonly grid: SegmentGrid | null;
  private west = Infinity;
  private south = Infinity;
  private east = -Infinity;
  private north = -Infinity;

  constructor(lists: readonly Float64Array[]) {
    const ends = new Float64Array(lists.reduce((size, list) => size + list.length, 0));
    let at = 0;
    for (const list of lists) {
      ends.set(list, at);
      at += list.length;
    }
    this.grid = ends.length > 0 ? new SegmentGrid({ count: ends.length / 4, ends }, CELL_METRES) : null;
    for (let i = 0; i < ends.length; i += 2) {
      this.west = Math.min(this.west, ends[i] as number);
      this.east = Math.max(this.east, ends[i] as number);
      this.south = Math.min(this.south, ends[i + 1] as number);
      this.north = Math.max(this.north, ends[i + 1] as number);
    }
    if (this.east - this.west > 180) [this.west, this.east] = [-Infinity, Infinity];
  }

  /** West, south, east, north beyond which nothing that changed lies within so many metres. */
  boxWithin(metres: number): readonly [number, number, number, number] {
    const farthest = Math.max(Math.abs(this.south), Math.abs(this.north)) + 1;
    if (this.grid === null) return [Infinity, Infinity, -Infinity, -Infinity];
    const latReach = (1.02 * (metres + MARGIN_METRES)) / LEAST_METRES_PER_DEGREE;
    const perLon = metresPerDegreeOfLongitude(farthest);
    if (!(latReach < 1 && farthest < 89)) return [-Infinity, -Infinity, Infinity, Infinity];
    const lonReach = (1.02 * (metres + MARGIN_METRES)) / perLon;
    const [west, east] = [this.west - lonReach, this.east + lonReach];
    const isWhole = west > -180 && east < 180;
    return [isWhole ? west : -Infinity, this.south - latReach, isWhole ? east : Infinity, this.north + latReach];
  }

  /** Whether anything that changed lies within so many metres of a place (and a little farther). */
  isWithin(lon: number, lat: number, metres: number): boolean {
    if (this.grid === null) return false;
    const reach = metres + MARGIN_METRES;
    const latReach = (1.01 * reach) / metresPerDegreeOfLatitude(lat);
    if (lat < this.south - latReach || lat > this.north + latReach) return false;
    const lonReach = (1.01 * reach) / Math.max(1, metresPerDegreeOfLongitude(lat));
    const isBeside = lon < this.west - lonReach || lon > this.east + lonReach;
    if (isBeside && lon - lonReach > -180 && lon + lonReach < 180) return false;
    return this.grid.findNearest(lon, lat, reach, ANYWHERE);
  }
}
