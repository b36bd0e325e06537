import { booleanValid } from "@turf/turf";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../geodata/build/random.ts";
import { distanceMetres } from "../../src/core/geodesy.ts";
import { DEFAULT_GROUND } from "../../src/core/isochrone/ground-options.ts";
import { type Isochrone, type IsochroneBand, IsochroneMaker } from "../../src/core/isochrone/isochrone.ts";
import { OffStreetGround } from "../../src/core/isochrone/off-street-ground.ts";
import { ReachCollector } from "../../src/core/isochrone/reach.ts";
import type { AreaGeometry, MultiPolygonGeometry, Position } from "../../src/core/model/geometry.ts";
import type { Barrier } from "../../src/core/model/study.ts";
import type { Network } from "../../src/core/network/network.ts";
import { indexBarriers } from "../../src/core/network/snap.ts";
import { BoundedSearch } from "../../src/core/routing/bounded-search.ts";
import { type CostSources, runFrom } from "../../src/core/routing/cost-field.ts";
import { buildSearchGraph } from "../../src/core/routing/search-graph.ts";
import { createRandomCity } from "../support/random-city.ts";
import { holdsPoint, type OpenTown, openTown } from "../support/toy-isochrone.ts";

const OFF_STREET = 100;

interface StreetPlace {
  readonly lon: number;
  readonly lat: number;
  readonly cost: number;
}

/** Every place of the reached streets, a metre apart, with its cost. */
function listReached(town: OpenTown, sources: CostSources, cutoffMetres: number): StreetPlace[] {
  const { network } = town;
  const graph = buildSearchGraph(network, { mode: "walk", metresPerSecond: 1 });
  const search = new BoundedSearch(graph);
  runFrom(search, sources, cutoffMetres);
  const reach = new ReachCollector(graph);
  reach.collect(search, sources, Int32Array.from(sources.snaps.edgeIndexes.keys()), cutoffMetres);
  const places: StreetPlace[] = [];
  for (let part = 0; part < reach.count; part++) {
    const near = reach.nearMetres[part] as number;
    const far = reach.farMetres[part] as number;
    const steps = Math.max(1, Math.ceil(Math.abs(far - near)));
    for (let step = 0; step <= steps; step++) {
      const at = near + ((far - near) * step) / steps;
      const [lon, lat] = positionOn(network, reach.edgeIndexes[part] as number, at);
      places.push({ lon, lat, cost: (reach.nearCosts[part] as number) + Math.abs(at - near) });
    }
  }
  return places;
}

function positionOn(network: Network, edge: number, metres: number): Position {
  const { coordinates, edgeFirstPositions, edgeLastPositions } = network;
  let left = metres;
  const last = edgeLastPositions[edge] as number;
  for (let at = edgeFirstPositions[edge] as number; at < last; at++) {
    const [ax, ay, bx, by] = coordinates.slice(2 * at, 2 * at + 4) as unknown as [number, number, number, number];
    const length = distanceMetres(ax, ay, bx, by);
    if (left <= length || at === last - 1) {
      const share = length > 0 ? Math.min(1, left / length) : 0;
      return [ax + share * (bx - ax), ay + share * (by - ay)];
    }
    left -= length;
  }
  throw new Error("an edge without a shape");
}

/** The greatest min(limit, cutoff − cost) − leg over all places in sight, by trying them all. */
function slackAt(
  [lon, lat]: Position,
  places: readonly StreetPlace[],
  cutoff: number,
  barriers: ReturnType<typeof indexBarriers>,
): number {
  let best = -Infinity;
  for (const place of places) {
    const slack = Math.min(OFF_STREET, cutoff - place.cost) - distanceMetres(lon, lat, place.lon, place.lat);
    if (slack <= best) continue;
    if (barriers?.crosses(lon, lat, place.lon, place.lat)) continue;
    best = slack;
  }
  return best;
}

function createWalls(seed: number): Barrier[] {
  const random = createRandom(seed * 17);
  return Array.from({ length: 6 }, (): Barrier => {
    const west = 113.3 + random() * 0.012;
    const south = 40.08 + random() * 0.012;
    const turn = random() * 2 * Math.PI;
    const coordinates = Array.from(
      { length: 6 },
      (_, i): Position => [
        west + 0.0012 * i * Math.cos(turn) + 0.0004 * random(),
        south + 0.0009 * i * Math.sin(turn) + 0.0003 * random(),
      ],
    );
    return { kind: seed % 2 === 0 ? "wall" : "railway", name: "", geometry: { type: "LineString", coordinates } };
  });
}

function createTown(seed: number, barriers: readonly Barrier[], cellMetres = 20) {
  const city = createRandomCity(seed);
  const town = openTown({ streets: city.streets, barriers, ground: { cellMetres, offStreetMetres: OFF_STREET } });
  const snaps = town.snap(city.facilities);
  const sources: CostSources = { snaps, sourceOfPoint: Int32Array.from(snaps.edgeIndexes.keys()) };
  return { city, town, sources };
}

const pointsOf = ({ snaps }: CostSources): Int32Array => Int32Array.from(snaps.edgeIndexes.keys());

function listProbes(seed: number, count: number): Position[] {
  const random = createRandom(seed * 101);
  return Array.from({ length: count }, () => [113.298 + random() * 0.0165, 40.078 + random() * 0.0165]);
}

function signedArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1] as Position;
    const [x2, y2] = ring[i] as Position;
    sum += (x1 - 113) * (y2 - 40) - (x2 - 113) * (y1 - 40);
  }
  return sum;
}

/** Whether a vertex is inside, or on the outline to the last decimal of 1e-7°. */
function holdsVertex(area: MultiPolygonGeometry, vertex: Position): boolean {
  return holdsPoint(area, vertex) || isOnOutline(area, vertex);
}

function isOnOutline(area: MultiPolygonGeometry, vertex: Position): boolean {
  return area.coordinates.flat().some((ring) =>
    ring.some((corner, i) => {
      if (i === 0) return false;
      const [ax, ay] = ring[i - 1] as Position;
      const [dx, dy] = [corner[0] - ax, corner[1] - ay];
      const share = Math.max(0, Math.min(1, ((vertex[0] - ax) * dx + (vertex[1] - ay) * dy) / (dx * dx + dy * dy)));
      return Math.hypot(vertex[0] - ax - share * dx, vertex[1] - ay - share * dy) < 1e-9;
    }),
  );
}

function expectNested(isochrone: Isochrone, seed: number): void {
  for (const [index, outer] of isochrone.bands.entries()) {
    const inner = isochrone.bands[index - 1];
    if (!inner) continue;
    expect(outer.areaSquareMetres).toBeGreaterThanOrEqual(inner.areaSquareMetres);
    expect(outer.reachMetres).toBeGreaterThanOrEqual(inner.reachMetres);
    for (const vertex of inner.geometry.coordinates.flat(2)) {
      expect(holdsVertex(outer.geometry, vertex), `seed ${seed}: ${vertex}`).toBe(true);
    }
    // No hole of the outer band may hold ground of the inner one.
    for (const vertex of outer.geometry.coordinates.flatMap((rings) => rings.slice(1)).flat()) {
      if (holdsPoint(inner.geometry, vertex)) expect(isOnOutline(inner.geometry, vertex)).toBe(true);
    }
  }
}

describe("isochrones", () => {
  for (let seed = 1; seed <= 8; seed++) {
    for (const walled of [false, true]) {
      const barriers = walled ? createWalls(seed) : [];
      it(`hold what a walk reaches and nothing else, ${walled ? "walls and railways" : "no barriers"} (seed ${seed})`, () => {
        const cutoff = 420;
        const { town, sources } = createTown(seed, barriers);
        const [band] = town.maker.make(sources, pointsOf(sources), [cutoff]).bands as [IsochroneBand];
        const places = listReached(town, sources, cutoff);
        const lines = indexBarriers(barriers);
        let inside = 0;
        let wrong = 0;
        const probes = listProbes(seed, 1500);
        for (const probe of probes) {
          const slack = slackAt(probe, places, cutoff, lines);
          const held = holdsPoint(band.geometry, probe);
          if (held) inside++;
          if (slack > 3 !== held && slack < -3 === held) wrong++;
          // Away from barriers the outline is true to three metres, to six in notches between two streets.
          if (!walled && Math.abs(slack) > 6) expect(held, `seed ${seed} ${probe} slack ${slack}`).toBe(slack > 0);
        }
        expect(inside).toBeGreaterThan(50);
        // In the shadow of a wall it is true to a cell.
        expect(wrong / probes.length, `seed ${seed}`).toBeLessThan(walled ? 0.006 : 0.002);
      });
    }

    it(`bands nest and are valid: rings closed, turned as RFC 7946 says (seed ${seed})`, () => {
      for (const barriers of [[], createWalls(seed)]) {
        const { town, sources } = createTown(seed, barriers, seed % 2 === 0 ? 10 : 20);
        const isochrone = town.maker.make(sources, pointsOf(sources), [60, 150, 300, 301, 600, 900]);
        for (const { geometry } of isochrone.bands) {
          if (geometry.coordinates.length === 0) continue;
          expect(booleanValid({ type: "Feature", properties: {}, geometry })).toBe(true);
          for (const rings of geometry.coordinates) {
            for (const [index, ring] of rings.entries()) {
              expect(ring.length).toBeGreaterThanOrEqual(4);
              expect(ring.at(-1)).toEqual(ring[0]);
              expect(Math.sign(signedArea(ring))).toBe(index === 0 ? 1 : -1);
              if (index > 0)
                expect(
                  holdsPoint({ type: "Polygon", coordinates: [rings[0] as Position[]] }, ring[0] as Position),
                ).toBe(true);
            }
          }
        }
        expectNested(isochrone, seed);
        // A band asked for alone is the band among others, but for shadows of walls that a wider band fills.
        const alone = town.maker.make(sources, pointsOf(sources), [300]).bands[0] as IsochroneBand;
        const among = isochrone.bands[2] as IsochroneBand;
        expect(alone.reachMetres).toBeCloseTo(among.reachMetres, 6);
        expect(Math.abs(alone.areaSquareMetres - among.areaSquareMetres)).toBeLessThan(
          1 + 1e-3 * alone.areaSquareMetres,
        );
      }
    });
  }

  it("no lattice cell lies across a barrier that no street crosses", () => {
    for (let seed = 1; seed <= 10; seed++) {
      // A closed wall round the middle of the town, thinner than anything, at a slant.
      const ring: Position[] = [
        [113.3031, 40.0862],
        [113.3064, 40.0829],
        [113.3097, 40.0871],
        [113.3059, 40.0906],
        [113.3031, 40.0862],
      ];
      const wall: Barrier = { kind: "wall", name: "", geometry: { type: "LineString", coordinates: ring } };
      const city = createRandomCity(seed);
      const inside: AreaGeometry = { type: "Polygon", coordinates: [ring] };
      const lines = indexBarriers([wall]);
      // Streets that meet the wall are taken away.
      const kept = [...city.streets.permissions.keys()].filter((street) => {
        const first = city.streets.starts[street] as number;
        const end = city.streets.starts[street + 1] as number;
        for (let at = first; at < end; at++) {
          const [ax, ay, bx, by] = city.streets.coordinates.slice(2 * at, 2 * at + 4) as unknown as number[];
          if (holdsPoint(inside, [ax as number, ay as number])) return false;
          if (at + 1 < end && lines?.crosses(ax as number, ay as number, bx as number, by as number)) return false;
        }
        return true;
      });
      const permissions = city.streets.permissions.map((bits, street) => (kept.includes(street) ? bits : 0));
      const town = openTown({ streets: { ...city.streets, permissions }, barriers: [wall] });
      const snaps = town.snap(city.facilities);
      const points = Int32Array.from(snaps.edgeIndexes.keys());
      const { bands } = town.maker.make({ snaps, sourceOfPoint: points }, points, [200, 700, 1500]);
      for (const { geometry } of bands) {
        for (const probe of listProbes(seed, 4000)) {
          if (!holdsPoint(inside, probe) || !holdsPoint(geometry, probe)) continue;
          // Outlines join the places where links meet the wall; between two of them they may cut a corner of it.
          const depth = Math.min(...ring.slice(1).map((b, i) => toLine(probe, ring[i] as Position, b)));
          expect(depth, `seed ${seed} ${probe}`).toBeLessThan(5);
        }
      }
    }
  });

  it("grow with the cutoff and the speed", () => {
    for (let seed = 1; seed <= 6; seed++) {
      const city = createRandomCity(seed);
      const probes = listProbes(seed, 600);
      let held = new Set<number>();
      let reach = 0;
      for (const metresPerSecond of [0.8, 1, 1.2, 1.7]) {
        const town = openTown({ streets: city.streets, barriers: createWalls(seed), metresPerSecond });
        const snaps = town.snap(city.facilities);
        const points = Int32Array.from(snaps.edgeIndexes.keys());
        const [band] = town.maker.make({ snaps, sourceOfPoint: points }, points, [400]).bands as [IsochroneBand];
        const now = new Set([...probes.keys()].filter((index) => holdsPoint(band.geometry, probes[index] as Position)));
        expect(band.reachMetres).toBeGreaterThan(reach);
        expect([...held].filter((index) => !now.has(index)).length).toBeLessThanOrEqual(1);
        held = now;
        reach = band.reachMetres;
      }
    }
  });

  it("makers on the same ground may take turns, with other bands, and one may never end", () => {
    for (let seed = 1; seed <= 4; seed++) {
      const { town, sources } = createTown(seed, createWalls(seed));
      const [one, other] = [Int32Array.of(0), Int32Array.of(pointsOf(sources).length - 1)];
      const graph = buildSearchGraph(town.network, { mode: "walk", metresPerSecond: 1.5 });
      const alone = new IsochroneMaker(
        graph,
        new OffStreetGround(town.network, "walk", createWalls(seed), DEFAULT_GROUND),
      );
      const slow = JSON.stringify(town.maker.make(sources, one, [150, 300]));
      const fast = JSON.stringify(alone.make(sources, other, [100, 200, 300]));
      const given = new IsochroneMaker(graph, town.ground).makeInSteps(sources, other, [400]);
      given.next();
      const turns = [
        town.maker.makeInSteps(sources, one, [150, 300]),
        new IsochroneMaker(graph, town.ground).makeInSteps(sources, other, [100, 200, 300]),
      ];
      const answers: string[] = ["", ""];
      while (answers.includes("")) {
        turns.forEach((turn, index) => {
          const step = turn.next();
          if (step.done && step.value !== undefined) answers[index] = JSON.stringify(step.value);
        });
      }
      expect(answers).toEqual([slow, fast]);
    }
  });

  it("one maker gives what a fresh one gives, whatever was asked before", () => {
    for (let seed = 1; seed <= 4; seed++) {
      const { town, sources } = createTown(seed, createWalls(seed));
      const single = (point: number) => town.maker.make(sources, Int32Array.of(point), [300, 600]);
      const first = pointsOf(sources).length - 1;
      const once = JSON.stringify(single(first));
      for (const point of pointsOf(sources)) single(point);
      town.maker.make(sources, pointsOf(sources), [1200]);
      expect(JSON.stringify(single(first))).toBe(once);
      const fresh = createTown(seed, createWalls(seed));
      expect(JSON.stringify(fresh.town.maker.make(fresh.sources, Int32Array.of(first), [300, 600]))).toBe(once);
    }
  });
});

function toLine(point: Position, a: Position, b: Position): number {
  const [px, py] = [(point[0] - a[0]) * 85_170, (point[1] - a[1]) * 111_040];
  const [dx, dy] = [(b[0] - a[0]) * 85_170, (b[1] - a[1]) * 111_040];
  const share = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy)));
  return Math.hypot(px - share * dx, py - share * dy);
}
