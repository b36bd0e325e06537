/**
 * Rings that come without saying which is a hole of which (shapefiles) → polygons. By the format's rule outer rings run
 * clockwise and holes against; each hole goes to the smallest outer ring around it. Where the rule is not kept, so that a
 * ring against the clock lies in no outer one, nesting decides alone: a ring within an odd number of others is a hole.
 */

interface Ring {
  readonly start: number;
  readonly end: number;
  /** Doubled; below zero where it runs clockwise. */
  readonly area: number;
  readonly box: readonly [west: number, south: number, east: number, north: number];
}

type Span = readonly [start: number, end: number];

/** With more pairs than this of hole and outer ring, a hole is taken to follow its outer ring in the file. */
const MOST_PAIRS = 4e7;

function measureRing(coordinates: Float64Array, start: number, end: number): Ring {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  let area = 0;
  const originX = coordinates[2 * start] ?? 0;
  const originY = coordinates[2 * start + 1] ?? 0;
  for (let index = start; index < end; index++) {
    const x = coordinates[2 * index] as number;
    const y = coordinates[2 * index + 1] as number;
    const next = index + 1 < end ? index + 1 : start;
    area +=
      (x - originX) * ((coordinates[2 * next + 1] as number) - originY) -
      ((coordinates[2 * next] as number) - originX) * (y - originY);
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return { start, end, area, box: [west, south, east, north] };
}

/** 1 within, -1 outside, 0 on the ring. */
function sideOf(coordinates: Float64Array, ring: Ring, x: number, y: number): number {
  let isInside = false;
  let from = ring.end - 1;
  for (let to = ring.start; to < ring.end; from = to++) {
    const [x0, y0] = [coordinates[2 * from] as number, coordinates[2 * from + 1] as number];
    const [x1, y1] = [coordinates[2 * to] as number, coordinates[2 * to + 1] as number];
    const turn = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0);
    const isBeside = Math.min(x0, x1) <= x && x <= Math.max(x0, x1) && Math.min(y0, y1) <= y && y <= Math.max(y0, y1);
    if (turn === 0 && isBeside) return 0;
    if (y0 > y !== y1 > y && turn > 0 === y1 > y0) isInside = !isInside;
  }
  return isInside ? 1 : -1;
}

/** Whether the hole lies in the outer ring: told by its first position that is not on it. */
function contains(coordinates: Float64Array, outer: Ring, hole: Ring): boolean {
  const [west, south, east, north] = outer.box;
  if (hole.box[0] < west || hole.box[1] < south || hole.box[2] > east || hole.box[3] > north) return false;
  for (let index = hole.start; index < hole.end; index++) {
    const side = sideOf(coordinates, outer, coordinates[2 * index] as number, coordinates[2 * index + 1] as number);
    if (side !== 0) return side > 0;
  }
  return true;
}

/** The smallest of the outer rings around a ring, as its index; -1 where there is none. */
function placeRing(coordinates: Float64Array, outers: readonly Ring[], ring: Ring): number {
  let best = -1;
  outers.forEach((outer, index) => {
    const size = Math.abs(outer.area);
    if (best >= 0 && size >= Math.abs((outers[best] as Ring).area)) return;
    if (size >= Math.abs(ring.area) && contains(coordinates, outer, ring)) best = index;
  });
  return best;
}

function spanOf({ start, end }: Ring): Span {
  return [start, end];
}

function groupByNesting(coordinates: Float64Array, rings: readonly Ring[]): Span[][] {
  const placed: Ring[] = [];
  const depths: number[] = [];
  /** Of each placed ring that is an outer one, its polygon. */
  const polygons: (Span[] | null)[] = [];
  for (const ring of rings.toSorted((one, other) => Math.abs(other.area) - Math.abs(one.area))) {
    const parent = placeRing(coordinates, placed, ring);
    const depth = parent < 0 ? 0 : (depths[parent] as number) + 1;
    placed.push(ring);
    depths.push(depth);
    polygons.push(depth % 2 === 0 ? [spanOf(ring)] : null);
    if (depth % 2 === 1) polygons[parent]?.push(spanOf(ring));
  }
  return polygons.filter((polygon) => polygon !== null);
}

/** Rings given by where each ends → the rings of each polygon, outer ring first, as pairs of start and end in positions. */
export function groupRings(coordinates: Float64Array, ends: readonly number[]): readonly (readonly Span[])[] {
  let start = 0;
  const rings = ends.map((end) => {
    const ring = measureRing(coordinates, start, end);
    start = end;
    return ring;
  });
  const outers = rings.filter(({ area }) => area <= 0);
  if (rings.length <= 1 || outers.length === rings.length) return rings.map((ring) => [spanOf(ring)]);
  const polygons = outers.map((outer) => [spanOf(outer)]);
  const isMany = (outers.length + 1) * rings.length > MOST_PAIRS;
  let latest = -1;
  for (const ring of rings) {
    if (ring.area <= 0) {
      latest++;
      continue;
    }
    const place = isMany ? latest : placeRing(coordinates, outers, ring);
    if (place >= 0) polygons[place]?.push(spanOf(ring));
    else if (isMany) polygons.push([spanOf(ring)]);
    else return groupByNesting(coordinates, rings);
  }
  return polygons;
}
