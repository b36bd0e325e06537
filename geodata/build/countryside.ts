/** Villages along roads: where they stand, their own lanes, and the country roads that join them. */
import { Delaunay } from "d3-delaunay";
import { addLane } from "./blocks.ts";
import { distance, isInside, type Point } from "./plane.ts";
import { drawSize, noiseAt, type Random } from "./random.ts";
import type { Home, StreetCanvas } from "./street-canvas.ts";

const VILLAGE_HOME_STEP_METRES = 150;

export interface Village {
  readonly centre: Point;
  readonly size: number;
  readonly homes: Home[];
}

/** Chooses `count` places inside the area, away from each other and from towns; denser where the noise says that land is good. */
export function placeVillages(
  area: readonly (readonly (readonly Point[])[])[],
  count: number,
  avoid: readonly (readonly Point[])[],
  water: readonly (readonly Point[])[],
  random: Random,
): Point[] {
  const all = area.flat(2);
  const [west, east] = [Math.min(...all.map(([x]) => x)), Math.max(...all.map(([x]) => x))];
  const [south, north] = [Math.min(...all.map(([, y]) => y)), Math.max(...all.map(([, y]) => y))];
  const inArea = (point: Point): boolean =>
    area.some((rings) => rings.every((ring, index) => isInside(point, ring) === (index === 0)));
  const places: Point[] = [];
  let spacing = 2600;
  for (let tries = 0; places.length < count; tries++) {
    if (tries > 4000) {
      spacing *= 0.85;
      tries = 0;
    }
    const point: Point = [west + random() * (east - west), south + random() * (north - south)];
    const fertile = 0.5 + 0.5 * noiseAt(point[0], point[1], 9000, 301);
    if (random() > 0.15 + fertile * fertile) continue;
    if (!inArea(point) || avoid.some((ring) => isInside(point, ring))) continue;
    const margin = [
      [300, 0],
      [-300, 0],
      [0, 300],
      [0, -300],
      [0, 0],
    ] as const;
    if (margin.some(([dx, dy]) => water.some((ring) => isInside([point[0] + dx, point[1] + dy], ring)))) continue;
    if (places.some((other) => distance(point, other) < spacing)) continue;
    places.push(point);
  }
  return places;
}

/** A village's lanes: a bent main street through the centre, cross lanes, some back lanes. */
export function drawVillage(canvas: StreetCanvas, centre: Point, random: Random): Village {
  const homes: Home[] = [];
  const size = drawSize(random);
  const turn = random() * Math.PI;
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const style = { density: 0.55, oldness: 1.25, youth: 0.9 };
  const bend = (random() - 0.5) * 0.0016;
  const place = (x: number, y: number): Point => {
    const by = y + bend * x * x;
    const px = centre[0] + x * cosine - by * sine;
    const py = centre[1] + x * sine + by * cosine;
    return [
      px + 9 * noiseAt(px, py, 120, 401) * Math.min(1, Math.abs(x) / 60),
      py + 9 * noiseAt(px, py, 120, 402) * Math.min(1, Math.abs(x) / 60),
    ];
  };
  const long = 120 + 130 * Math.sqrt(size);
  const deep = 60 + 75 * Math.sqrt(size);
  const lane = (from: Point, to: Point, kind: string): void => {
    const steps = Math.max(2, Math.round(distance(from, to) / 55));
    const points = Array.from({ length: steps + 1 }, (_, k) =>
      place(from[0] + ((to[0] - from[0]) * k) / steps, from[1] + ((to[1] - from[1]) * k) / steps),
    );
    addLane(canvas, points, kind, style, random, homes, VILLAGE_HOME_STEP_METRES);
  };
  lane([-long, 0], [0, 0], "residential");
  lane([0, 0], [long, 0], "residential");
  const rows = Math.max(1, Math.round(deep / 70));
  for (let row = 1; row <= rows; row++) {
    for (const side of [-1, 1]) {
      if (random() < 0.2 && row > 1) continue;
      const reach = long * (0.95 - 0.16 * row * random());
      lane(
        [-reach * (0.5 + 0.5 * random()), side * row * 68],
        [reach * (0.5 + 0.5 * random()), side * row * 68],
        "residential",
      );
    }
  }
  const columns = Math.max(2, Math.round((2 * long) / 95));
  for (let k = 0; k <= columns; k++) {
    const x = -long * 0.92 + (2 * long * 0.92 * k) / columns + (random() - 0.5) * 26;
    lane(
      [x, -deep * (0.4 + 0.6 * random()) - 6],
      [x, deep * (0.4 + 0.6 * random()) + 6],
      random() < 0.3 ? "footway" : "living_street",
    );
  }
  return { centre, size, homes };
}

export interface RoadSite {
  /** Places where a road may arrive; the one nearest to the other end is taken. */
  readonly ports: readonly Point[];
  readonly centre: Point;
  readonly isTown: boolean;
}

/** Joins sites by the relative neighbourhood graph and some shorter detours; roads bend with the land. */
export function drawCountryRoads(canvas: StreetCanvas, sites: readonly RoadSite[], random: Random): void {
  const delaunay = Delaunay.from(sites.map(({ centre }) => [centre[0], centre[1]] as [number, number]));
  const joined = new Set<string>();
  sites.forEach((site, index) => {
    for (const other of delaunay.neighbors(index)) {
      const key = index < other ? `${index}-${other}` : `${other}-${index}`;
      if (joined.has(key)) continue;
      joined.add(key);
      const there = sites[other] as RoadSite;
      const length = distance(site.centre, there.centre);
      if (length > 16000) continue;
      const around = new Set([...delaunay.neighbors(index), ...delaunay.neighbors(other)]);
      const between = [...around].some((third) => {
        if (third === index || third === other) return false;
        const centre = (sites[third] as RoadSite).centre;
        return Math.max(distance(centre, site.centre), distance(centre, there.centre)) < length;
      });
      const shortcut = [...around].filter((third) => {
        if (third === index || third === other) return false;
        const centre = (sites[third] as RoadSite).centre;
        return distance(centre, site.centre) ** 2 + distance(centre, there.centre) ** 2 < length * length;
      });
      if (between && (shortcut.length > 0 || random() > 0.32)) continue;
      const from = nearestPort(site, there.centre);
      const to = nearestPort(there, from);
      const major = site.isTown || there.isTown;
      canvas.addStreet(bendRoad(from, to), major ? "secondary" : random() < 0.4 ? "tertiary" : "unclassified", {
        crossing: major || random() < 0.5,
        bridge: major,
      });
    }
  });
}

function nearestPort(site: RoadSite, towards: Point): Point {
  return site.ports.reduce((best, port) => (distance(port, towards) < distance(best, towards) ? port : best));
}

/** A road that follows the land: noise fades out at both ends. */
function bendRoad(from: Point, to: Point): Point[] {
  const length = distance(from, to);
  const steps = Math.max(2, Math.round(length / 260));
  const amplitude = Math.min(360, length * 0.09);
  return Array.from({ length: steps + 1 }, (_, k) => {
    const share = k / steps;
    const x = from[0] + (to[0] - from[0]) * share;
    const y = from[1] + (to[1] - from[1]) * share;
    const fade = Math.sin(Math.PI * share);
    return [
      x + fade * amplitude * (noiseAt(x, y, 1900, 501) + 0.4 * noiseAt(x, y, 600, 502)),
      y + fade * amplitude * (noiseAt(x, y, 1900, 503) + 0.4 * noiseAt(x, y, 600, 504)),
    ] as Point;
  });
}
