/**
 * Ways of a multipolygon or boundary relation → polygons. Ways are joined where
 * they share an end node; a ring is cut off as soon as the walk meets a node it
 * has passed, so rings that touch come apart rightly. What does not close (the
 * extract ends there) is reported, never closed by a straight line.
 */
import type { AreaGeometry, PolygonRings, Position, Ring } from "../../core/model/geometry.ts";
import type { OsmData, OsmRelation, OsmWay } from "./osm-data.ts";

/** Positions of a way whose nodes the file has; `complete` is false where some are missing. */
export function positionsOfWay(
  data: OsmData,
  way: OsmWay,
): { readonly positions: Position[]; readonly complete: boolean } {
  const positions: Position[] = [];
  for (let at = way.first; at < way.end; at++) {
    const slot = data.slots[at] as number;
    const lon = data.coordinates[2 * slot] as number;
    if (!Number.isNaN(lon)) positions.push([lon, data.coordinates[2 * slot + 1] as number]);
  }
  return { positions, complete: positions.length === way.end - way.first };
}

/** True for a way that ends where it begins and encloses something. */
export function isClosed(data: OsmData, way: OsmWay): boolean {
  return way.end - way.first >= 4 && data.slots[way.first] === data.slots[way.end - 1];
}

/** A closed way as a polygon; null where it is open or lacks nodes. */
export function polygonOfWay(data: OsmData, way: OsmWay): AreaGeometry | null {
  if (!isClosed(data, way)) return null;
  const { positions, complete } = positionsOfWay(data, way);
  return complete ? { type: "Polygon", coordinates: [positions] } : null;
}

interface Chain {
  readonly slots: readonly number[];
}

/** Joins ways into closed rings of node slots; answers them and whether anything was left open. */
function joinRings(data: OsmData, ways: readonly OsmWay[]): { readonly rings: number[][]; readonly open: boolean } {
  const chains: Chain[] = ways.map((way) => ({ slots: Array.from(data.slots.subarray(way.first, way.end)) }));
  const byEnd = new Map<number, number[]>();
  chains.forEach(({ slots }, index) => {
    for (const slot of new Set([slots[0] ?? -1, slots[slots.length - 1] ?? -1])) {
      const known = byEnd.get(slot);
      if (known) known.push(index);
      else byEnd.set(slot, [index]);
    }
  });
  const used = new Uint8Array(chains.length);
  const rings: number[][] = [];
  let open = false;
  chains.forEach((first, start) => {
    if (used[start] === 1) return;
    used[start] = 1;
    let path: number[] = [...first.slots];
    for (;;) {
      const end = path[path.length - 1] ?? -1;
      const met = path.indexOf(end);
      if (met < path.length - 1) {
        const ring = path.slice(met);
        if (ring.length >= 4) rings.push(ring);
        path = path.slice(0, met + 1);
        if (path.length <= 1) return;
        continue;
      }
      const next = (byEnd.get(end) ?? []).find((index) => used[index] === 0);
      if (next === undefined) {
        open = true;
        return;
      }
      used[next] = 1;
      const slots = chains[next]?.slots ?? [];
      const onward = slots[0] === end ? slots : [...slots].reverse();
      for (const slot of onward.slice(1)) path.push(slot);
    }
  });
  return { rings, open };
}

function ringOfSlots(data: OsmData, slots: readonly number[]): Ring | null {
  const ring: Ring = slots.map((slot) => [
    data.coordinates[2 * slot] as number,
    data.coordinates[2 * slot + 1] as number,
  ]);
  return ring.some(([lon]) => Number.isNaN(lon)) ? null : ring;
}

function ringHolds(ring: readonly Position[], [lon, lat]: Position): boolean {
  let inside = false;
  for (let index = 0; index + 1 < ring.length; index++) {
    const [x1, y1] = ring[index] as Position;
    const [x2, y2] = ring[index + 1] as Position;
    if (y1 > lat !== y2 > lat && x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1) > lon) inside = !inside;
  }
  return inside;
}

/** True where most of a hole's corners lie in the outer ring (single ones may lie on it). */
function ringEncloses(outer: readonly Position[], hole: readonly Position[]): boolean {
  const inside = hole.filter((position) => ringHolds(outer, position)).length;
  return 2 * inside > hole.length;
}

export interface AssembledArea {
  readonly area: AreaGeometry | null;
  /** False where outer ways are missing or do not close: the area reaches beyond the extract. */
  readonly complete: boolean;
}

/** The polygons of a relation; `area` is null where it is not complete. */
export function assembleArea(data: OsmData, relation: OsmRelation): AssembledArea {
  const incomplete: AssembledArea = { area: null, complete: false };
  const outerWays: OsmWay[] = [];
  const innerWays: OsmWay[] = [];
  const seen = new Set<number>();
  for (const { wayId, role } of relation.members) {
    if (role !== "" && role !== "outer" && role !== "inner") continue;
    const way = data.memberWays.get(wayId);
    if (!way || way.end === way.first) {
      if (role === "inner") continue;
      return incomplete;
    }
    if (seen.has(wayId)) continue;
    seen.add(wayId);
    (role === "inner" ? innerWays : outerWays).push(way);
  }
  const outer = joinRings(data, outerWays);
  if (outer.open || outer.rings.length === 0) return incomplete;
  const polygons: PolygonRings[] = [];
  for (const slots of outer.rings) {
    const ring = ringOfSlots(data, slots);
    if (!ring) return incomplete;
    polygons.push([ring]);
  }
  for (const slots of joinRings(data, innerWays).rings) {
    const hole = ringOfSlots(data, slots);
    if (hole) polygons.find(([ring]) => ring !== undefined && ringEncloses(ring, hole))?.push(hole);
  }
  const [only] = polygons;
  const area: AreaGeometry =
    polygons.length === 1 && only
      ? { type: "Polygon", coordinates: only }
      : { type: "MultiPolygon", coordinates: polygons };
  return { area, complete: true };
}
