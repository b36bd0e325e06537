/**
 * A second opinion on walking times that shares nothing with the engine: Dijkstra with a binary heap and float64
 * seconds over the raw vertices of the streets, lengths by Vincenty's formula, facilities attached by looking at
 * every segment. It reads streets, permissions, street blocks and barriers only.
 */
import { WALK_BACKWARD, WALK_FORWARD } from "../../src/core/model/streets.ts";
import type { Study } from "../../src/core/model/study.ts";

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly ends: readonly [ax: number, ay: number, bx: number, by: number];
  readonly metres: number;
  /** Metres of level ground that take as long. */
  readonly cost: number;
  readonly forward: boolean;
  readonly backward: boolean;
}

export interface RawVertex {
  readonly lon: number;
  readonly lat: number;
  /** Seconds of walking from here to the nearest facility; Infinity where there is no way. */
  readonly seconds: number;
}

const RADIUS_METRES = 300;
/** A row of streets is higher than the radius. */
const ROW_DEGREES = 0.005;

/** Length on the WGS84 ellipsoid (Vincenty 1975, inverse problem). */
export function vincentyMetres(lon1: number, lat1: number, lon2: number, lat2: number): number {
  if (lon1 === lon2 && lat1 === lat2) return 0;
  const [a, f] = [6378137, 1 / 298.257223563];
  const b = a * (1 - f);
  const radians = Math.PI / 180;
  const L = (lon2 - lon1) * radians;
  const [u1, u2] = [lat1, lat2].map((lat) => Math.atan((1 - f) * Math.tan(lat * radians))) as [number, number];
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = L;
  for (let i = 0; i < 100; i++) {
    const [sl, cl] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
    const cosSigma = s1 * s2 + c1 * c2 * cl;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (c1 * c2 * sl) / sinSigma;
    const cos2Alpha = 1 - sinAlpha ** 2;
    const cosMiddle = cos2Alpha === 0 ? 0 : cosSigma - (2 * s1 * s2) / cos2Alpha;
    const C = (f / 16) * cos2Alpha * (4 + f * (4 - 3 * cos2Alpha));
    const next =
      L + (1 - C) * f * sinAlpha * (sigma + C * sinSigma * (cosMiddle + C * cosSigma * (2 * cosMiddle ** 2 - 1)));
    const done = Math.abs(next - lambda) < 1e-14;
    lambda = next;
    if (!done) continue;
    const uu = (cos2Alpha * (a ** 2 - b ** 2)) / b ** 2;
    const A = 1 + (uu / 16384) * (4096 + uu * (-768 + uu * (320 - 175 * uu)));
    const B = (uu / 1024) * (256 + uu * (-128 + uu * (74 - 47 * uu)));
    const delta =
      B *
      sinSigma *
      (cosMiddle +
        (B / 4) *
          (cosSigma * (2 * cosMiddle ** 2 - 1) -
            (B / 6) * cosMiddle * (4 * sinSigma ** 2 - 3) * (4 * cosMiddle ** 2 - 3)));
    return b * A * (sigma - delta);
  }
  throw new Error("no convergence");
}

/** Seconds, steps taking `stairsFactor` times level time, from every vertex of the walkable streets that are no island, places with a street block left out. */
export function walkFromEveryVertex(
  study: Study,
  facilities: Float64Array,
  metresPerSecond: number,
  stairsFactor = 1,
): RawVertex[] {
  const numbers = new Map<string, number>();
  const places: (readonly [number, number])[] = [];
  const keyOf = (lon: number, lat: number): string => `${Math.round(lon * 1e7)} ${Math.round(lat * 1e7)}`;
  const numberOf = (key: string, lon: number, lat: number): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, places.length);
    places.push([lon, lat]);
    return places.length - 1;
  };
  const blocked = new Set<string>();
  for (let i = 0; i < study.streetBlocks.count; i++) {
    const stops = study.streetBlocks.stops[i] as number;
    const [lon = 0, lat = 0] = study.streetBlocks.coordinates.subarray(2 * i, 2 * i + 2);
    if (stops & (WALK_FORWARD | WALK_BACKWARD)) blocked.add(keyOf(lon, lat));
  }
  const closed = new Set<number>();
  const segments: Segment[] = [];
  const { streets } = study;
  for (let street = 0; street < streets.count; street++) {
    const bits = streets.permissions[street] as number;
    if ((bits & (WALK_FORWARD | WALK_BACKWARD)) === 0) continue;
    for (let p = streets.starts[street] as number; p < (streets.starts[street + 1] as number) - 1; p++) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = streets.coordinates.subarray(2 * p, 2 * p + 4);
      const [from, to] = [
        [ax, ay, "out"],
        [bx, by, "in"],
      ].map(([lon, lat, side]) => {
        const key = keyOf(lon as number, lat as number);
        if (!blocked.has(key)) return numberOf(key, lon as number, lat as number);
        // Each street end at a closed gate is a place of its own.
        const own = numberOf(`${key} ${side === "out" ? p : p + 1} ${side}`, lon as number, lat as number);
        closed.add(own);
        return own;
      }) as [number, number];
      const [forward, backward] = [(bits & WALK_FORWARD) !== 0, (bits & WALK_BACKWARD) !== 0];
      const metres = vincentyMetres(ax, ay, bx, by);
      const cost = metres * (streets.classes[street] === "steps" ? stairsFactor : 1);
      segments.push({ from, to, ends: [ax, ay, bx, by], metres, cost, forward, backward });
    }
  }

  const usable = leaveOutIslands(places.length, segments);
  const arcs: { to: number; cost: number }[][] = places.map(() => []);
  // Towards the facilities: an arc leads from where one arrives to where one came from.
  for (const { from, to, cost, forward, backward } of usable) {
    if (forward) (arcs[to] as { to: number; cost: number }[]).push({ to: from, cost });
    if (backward) (arcs[from] as { to: number; cost: number }[]).push({ to, cost });
  }
  const walls = listWalls(study);
  const rows = new Map<number, Segment[]>();
  for (const segment of usable) {
    const [, ay, , by] = segment.ends;
    for (
      let row = Math.floor(Math.min(ay, by) / ROW_DEGREES);
      row <= Math.floor(Math.max(ay, by) / ROW_DEGREES);
      row++
    ) {
      const list = rows.get(row) ?? [];
      rows.set(row, list);
      list.push(segment);
    }
  }
  const metres = new Float64Array(places.length).fill(Infinity);
  const heap = new Heap();
  const offer = (vertex: number, value: number): void => {
    if (value >= (metres[vertex] as number)) return;
    metres[vertex] = value;
    heap.push(vertex, value);
  };
  for (let i = 0; i < facilities.length; i += 2) {
    const [lon = 0, lat = 0] = facilities.subarray(i, i + 2);
    const row = Math.floor(lat / ROW_DEGREES);
    const nearby = [row - 1, row, row + 1].flatMap((at) => rows.get(at) ?? []);
    const found = attach(nearby, walls, lon, lat);
    if (!found) continue;
    const { segment, share, leg } = found;
    if (segment.forward || share === 0) offer(segment.from, leg + share * segment.cost);
    if (segment.backward || share === 1) offer(segment.to, leg + (1 - share) * segment.cost);
  }
  for (let top = heap.pop(); top; top = heap.pop()) {
    if (top.value > (metres[top.vertex] as number)) continue;
    for (const arc of arcs[top.vertex] as { to: number; cost: number }[]) offer(arc.to, top.value + arc.cost);
  }
  const seen = new Set<number>();
  for (const { from, to } of usable) seen.add(from).add(to);
  return [...seen]
    .filter((vertex) => !closed.has(vertex))
    .map((vertex) => {
      const [lon, lat] = places[vertex] as readonly [number, number];
      return { lon, lat, seconds: (metres[vertex] as number) / metresPerSecond };
    });
}

function leaveOutIslands(count: number, segments: readonly Segment[]): Segment[] {
  const parents = Array.from({ length: count }, (_, i) => i);
  const rootOf = (vertex: number): number => {
    let at = vertex;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number;
      at = parents[at] as number;
    }
    return at;
  };
  for (const { from, to } of segments) parents[rootOf(from)] = rootOf(to);
  const metres = new Map<number, number>();
  const drawn = new Set<string>();
  for (const { from, to, metres: length } of segments) {
    const pair = from < to ? `${from} ${to}` : `${to} ${from}`;
    if (drawn.has(pair)) continue;
    drawn.add(pair);
    metres.set(rootOf(from), (metres.get(rootOf(from)) ?? 0) + length);
  }
  const limit = Math.min(2000, Math.max(...metres.values()) / 100);
  return segments.filter(({ from }) => (metres.get(rootOf(from)) ?? 0) >= limit);
}

type Ends = readonly [ax: number, ay: number, bx: number, by: number];

function listWalls(study: Study): Ends[] {
  const walls: Ends[] = [];
  for (const { geometry } of study.barriers) {
    const lines =
      geometry.type === "LineString"
        ? [geometry.coordinates]
        : geometry.type === "MultiPolygon"
          ? geometry.coordinates.flat()
          : geometry.coordinates;
    for (const line of lines) {
      line.slice(1).forEach((b, i) => {
        const a = line[i] as [number, number];
        walls.push([a[0], a[1], b[0], b[1]]);
      });
    }
  }
  return walls;
}

function attach(
  segments: readonly Segment[],
  walls: readonly Ends[],
  lon: number,
  lat: number,
): { segment: Segment; share: number; leg: number } | null {
  const kx = vincentyMetres(lon - 0.0005, lat, lon + 0.0005, lat) * 1000;
  const ky = vincentyMetres(lon, lat - 0.0005, lon, lat + 0.0005) * 1000;
  const near: { segment: Segment; share: number; leg: number }[] = [];
  for (const segment of segments) {
    const [ax, ay, bx, by] = segment.ends;
    const box = RADIUS_METRES / 60_000;
    if (Math.min(ax, bx) > lon + box || Math.max(ax, bx) < lon - box) continue;
    if (Math.min(ay, by) > lat + box || Math.max(ay, by) < lat - box) continue;
    const [dx, dy] = [(bx - ax) * kx, (by - ay) * ky];
    const [px, py] = [(lon - ax) * kx, (lat - ay) * ky];
    const share = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
    const leg = Math.hypot(px - share * dx, py - share * dy);
    if (leg <= RADIUS_METRES) near.push({ segment, share, leg });
  }
  near.sort((a, b) => a.leg - b.leg);
  const cross = (a: number, b: number, c: number, d: number, e: number, f: number): number =>
    Math.sign((c - a) * (f - b) - (d - b) * (e - a));
  return (
    near.find(({ segment: { ends }, share }) => {
      const [x, y] = [ends[0] + share * (ends[2] - ends[0]), ends[1] + share * (ends[3] - ends[1])];
      return !walls.some(
        ([ax, ay, bx, by]) =>
          cross(lon, lat, x, y, ax, ay) * cross(lon, lat, x, y, bx, by) < 0 &&
          cross(ax, ay, bx, by, lon, lat) * cross(ax, ay, bx, by, x, y) < 0,
      );
    }) ?? null
  );
}

class Heap {
  private readonly items: { vertex: number; value: number }[] = [];

  push(vertex: number, value: number): void {
    const { items } = this;
    let at = items.length;
    items.push({ vertex, value });
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((items[parent]?.value as number) <= value) break;
      [items[at], items[parent]] = [items[parent] as never, items[at] as never];
      at = parent;
    }
  }

  pop(): { vertex: number; value: number } | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (items.length === 0 || last === undefined) return top;
    items[0] = last;
    for (let at = 0; ; ) {
      const costAt = (index: number): number => items[index]?.value ?? Infinity;
      const child = costAt(2 * at + 1) <= costAt(2 * at + 2) ? 2 * at + 1 : 2 * at + 2;
      if (costAt(child) >= costAt(at)) break;
      [items[at], items[child]] = [items[child] as never, items[at] as never];
      at = child;
    }
    return top;
  }
}
