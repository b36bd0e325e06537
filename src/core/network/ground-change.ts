/**
 * What of the streets that points may be attached to is other than before, for one travel: edges that are
 * gone, new, or came to lie on an island or off it. Points farther from all of these than from their own street keep it.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Components } from "./components.ts";
import type { NetworkChange } from "./relate-networks.ts";
import { type NearestSegment, SegmentGrid } from "./segment-grid.ts";
import { collectSegmentsOf, type EdgeSegments } from "./snap.ts";

export interface GroundChange {
  readonly network: NetworkChange;
  /** Old edges that are not as they were, by old number; new ones by new number. */
  readonly isGone: Uint8Array;
  readonly isFresh: Uint8Array;
  readonly gone: EdgeSegments;
  readonly fresh: EdgeSegments;
  /** Whether an island is touched. */
  readonly touchesIslands: boolean;
  readonly near: NearChange;
}

/** More changed segments than these are not looked at one by one. */
const MOST_SEGMENTS = 20_000;
const CELL_METRES = 100;
/** Far beyond the last bits by which distances to one place differ. */
const MARGIN_METRES = 0.01;

/** Null where too much has changed. */
export function listGroundChange(network: NetworkChange, before: Components, after: Components): GroundChange | null {
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
  if (gone.count + fresh.count > MOST_SEGMENTS) return null;
  return { network, isGone, isFresh, gone, fresh, touchesIslands, near: new NearChange([gone.ends, fresh.ends]) };
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
