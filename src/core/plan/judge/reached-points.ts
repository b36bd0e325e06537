/**
 * Which demand points reach each facility of a service within a cutoff, so that any choice of
 * facilities is answered without routing. One bounded search a facility, the same ticks and legs
 * as the service's cost field: a point is reached by a choice exactly where the field of that
 * choice has a cost within the cutoff. A facility takes 4 bytes a point that reaches it, or one
 * bit a point of the study where that is less.
 */
import { layOutOnce } from "../../access/facility-rows.ts";
import type { AnalysisSession } from "../../analysis-session.ts";
import { LatestValues } from "../../latest-values.ts";
import { GroupRows } from "../../routing/group-rows.ts";
import { type AnySearch, keyOfSearch, limitMetresOf, paceOf } from "../../service-search.ts";

/** Whose reach is asked for: homes, or samples of the land. */
export type PointKind = "demand" | "land";

/** Bits of points: point p is bit p mod 32 of word p ÷ 32. */
export type PointBits = Uint32Array;

const MOST_BYTES = 128 * 2 ** 20;
/** Room above the limit for the last bits of limit × speed ÷ speed; what is beyond the cutoff is left out after. */
const ROUNDING_ROOM = 1 + 2 ** -40;

export function createPointBits(pointCount: number): PointBits {
  return new Uint32Array((pointCount + 31) >>> 5);
}

export function hasPoint(bits: PointBits, point: number): boolean {
  return (((bits[point >>> 5] as number) >>> (point & 31)) & 1) === 1;
}

export function addPoint(bits: PointBits, point: number): void {
  bits[point >>> 5]! |= 1 << (point & 31);
}

/** The points that reach each facility: a list of them, or bits where these are smaller. */
type Reached = { readonly points: Int32Array } | { readonly bits: PointBits };

export class ReachedPoints {
  readonly bytes: number;
  private readonly rows: readonly Reached[];

  constructor(rows: readonly Reached[]) {
    this.rows = rows;
    this.bytes = rows.reduce((sum, row) => sum + ("bits" in row ? row.bits : row.points).byteLength, 0);
  }

  /** Adds the points that reach one of the facilities. */
  addTo(bits: PointBits, facilityIndexes: readonly number[]): void {
    for (const facility of facilityIndexes) {
      const row = this.rows[facility];
      if (row === undefined) continue;
      if ("points" in row) for (const point of row.points) addPoint(bits, point);
      else for (let word = 0; word < bits.length; word++) bits[word]! |= row.bits[word] as number;
    }
  }
}

/**
 * The points that reach each facility of a search (of all facilities) within a cutoff in the search's unit; searched
 * once and kept among the latest. Null where a study is so large that they would not fit.
 */
export function findReachedPoints(
  session: AnalysisSession,
  search: AnySearch,
  cutoff: number,
  points: PointKind = "demand",
): ReachedPoints | null {
  const kept = session.remember(
    "reached points",
    () => new LatestValues<ReachedPoints | null>(MOST_BYTES, (reached) => reached?.bytes ?? 0),
  );
  return kept.find(`${points} ${keyOfSearch(search)} within ${cutoff}`, () =>
    searchReachedPoints(session, search, cutoff, points),
  );
}

function searchReachedPoints(
  session: AnalysisSession,
  search: AnySearch,
  cutoff: number,
  kind: PointKind,
): ReachedPoints | null {
  const { serviceId, travel, snapRadiusMetres } = search;
  const { metresPerSecond } = paceOf(search);
  const limitMetres = limitMetresOf(search);
  const snaps =
    kind === "land" ? session.landSnaps(travel, snapRadiusMetres) : session.demandSnaps(travel, snapRadiusMetres);
  const doors = layOutOnce(session.graphOf(search), snaps);
  const facilityCount = session.facilities(serviceId)?.count ?? 0;
  const sources = session.sourcesOf(search);
  const finder = new GroupRows(doors, sources, facilityCount, cutoff * metresPerSecond * ROUNDING_ROOM);
  const pointCount = snaps.count;
  const bitBytes = createPointBits(pointCount).byteLength;
  const rows: Reached[] = [];
  let bytes = 0;
  for (let facility = 0; facility < facilityCount; facility++) {
    finder.search(facility, facility + 1, (_, found, metres, foundCount) => {
      const points = found
        .subarray(0, foundCount)
        .filter((_point, at) => isWithin(metres[at] as number, limitMetres, metresPerSecond, cutoff));
      const row = rowOfPoints(points, pointCount);
      bytes += Math.min(points.byteLength, bitBytes);
      rows[facility] = row;
    });
    if (bytes > MOST_BYTES) return null;
  }
  return new ReachedPoints(rows);
}

/** As the cost field decides it. */
function isWithin(metres: number, limitMetres: number, metresPerSecond: number, cutoff: number): boolean {
  return metres <= limitMetres && metres / metresPerSecond <= cutoff;
}

/** The points that reach a facility, as a list or as bits, whichever is smaller. */
export function rowOfPoints(points: Int32Array, pointCount: number): Reached {
  const isShort = points.byteLength <= createPointBits(pointCount).byteLength;
  return isShort ? { points } : { bits: toBits(points, pointCount) };
}

function toBits(points: Int32Array, pointCount: number): PointBits {
  const bits = createPointBits(pointCount);
  for (const point of points) addPoint(bits, point);
  return bits;
}
