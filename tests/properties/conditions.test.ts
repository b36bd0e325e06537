import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../geodata/build/random.ts";
import { distanceMetres } from "../../src/core/geodesy.ts";
import {
  CONDITION_CROSSING,
  CONDITION_NIGHT_NO_WALK,
  CONDITION_NO_WHEELCHAIR,
  CONDITION_STEPS,
  STOPS_WALK_AT_NIGHT,
  STOPS_WHEELCHAIR,
  type Streets,
  WALK_BACKWARD,
  WALK_FORWARD,
} from "../../src/core/model/streets.ts";
import { buildNetwork } from "../../src/core/network/build-network.ts";
import { findComponents } from "../../src/core/network/components.ts";
import { LEVEL, makeEdgeFactors, type StreetEffort } from "../../src/core/network/edge-factors.ts";
import { toblerFactor } from "../../src/core/network/incline.ts";
import type { Network } from "../../src/core/network/network.ts";
import { type Snaps, StreetIndex } from "../../src/core/network/snap.ts";
import {
  closeEdges,
  findClosedEdges,
  findPresentConditions,
  type StreetUse,
  WALKING,
} from "../../src/core/network/street-use.ts";
import { nodeMetres, searchCostField } from "../../src/core/routing/cost-field.ts";
import { measurePointCosts } from "../../src/core/routing/point-costs.ts";
import { buildSearchGraph } from "../../src/core/routing/search-graph.ts";
import { createRandomCity } from "../support/random-city.ts";

const LIMIT_METRES = 4000;
const PACE = { mode: "walk", metresPerSecond: 1 } as const;
const EFFORT: StreetEffort = { slope: true, stairsFactor: 2, crossingSeconds: 15 };
const WHEELS: StreetUse = { mode: "walk", stepFree: true, steepestIncline: 0.15, timeOfDay: "day" };
const NIGHT: StreetUse = { ...WALKING, timeOfDay: "night" };

/** A random city with steps, crossings, closures, stiles, gates and hills; some heights unknown. */
function createCity(seed: number) {
  const city = createRandomCity(seed);
  const random = createRandom(seed + 900);
  const bits = [
    CONDITION_STEPS | CONDITION_NO_WHEELCHAIR,
    CONDITION_CROSSING,
    CONDITION_NIGHT_NO_WALK,
    CONDITION_NO_WHEELCHAIR,
  ];
  const conditions = Uint8Array.from({ length: city.streets.count }, () =>
    random() < 0.35 ? (bits[Math.floor(random() * bits.length)] as number) : 0,
  );
  const { coordinates } = city.streets;
  const heights = Float64Array.from({ length: coordinates.length / 2 }, (_, position) => {
    const lon = coordinates[2 * position] as number;
    const lat = coordinates[2 * position + 1] as number;
    const height = 1000 + 20 * Math.sin(lon * 900) + 15 * Math.cos(lat * 1300);
    return height > 1028 ? Number.NaN : height;
  });
  const streets: Streets = {
    ...city.streets,
    conditions,
    elevations: { metres: heights, ofPosition: Uint32Array.from(heights.keys()) },
  };
  const stops = city.streetBlocks.stops.map(
    (stop, index) => [stop, STOPS_WHEELCHAIR, STOPS_WALK_AT_NIGHT][index % 3] as number,
  );
  const network = buildNetwork(streets, { ...city.streetBlocks, stops });
  const present = findPresentConditions(network);
  const all = findComponents(network, "walk");
  const attach = (points: Float64Array, use: StreetUse): Snaps =>
    new StreetIndex(network, closeEdges(all, network, findClosedEdges(network, streets, use))).snap(points, 300, null);
  const costsOf = (use: StreetUse, effort: StreetEffort, snapUse: StreetUse = use) => {
    const graph = buildSearchGraph(
      network,
      PACE,
      "towards",
      makeEdgeFactors(network, streets, use, effort, 1, present),
    );
    const snaps = attach(city.facilities, snapUse);
    const sources = { snaps, sourceOfPoint: Int32Array.from({ length: snaps.count }, (_, index) => index) };
    const field = searchCostField(graph, sources, LIMIT_METRES);
    const homes = attach(city.homes, snapUse);
    const points = measurePointCosts(field, sources, homes, LIMIT_METRES);
    const nodes = Array.from({ length: network.nodeCount }, (_, node) => nodeMetres(field, node));
    return { nodes, points: [...points.seconds], homes, snaps };
  };
  return { network, streets, present, costsOf, city };
}

/** Level metres from every node to the first nodes of some edges, walked towards them: all arcs relaxed until nothing changes. */
function relaxNaively(network: Network, streets: Streets, atNight: boolean, sourceEdges: readonly number[]): number[] {
  const heights = streets.elevations?.metres ?? new Float64Array(0);
  const { coordinates } = network;
  const timeOf = (edge: number, forward: boolean): number => {
    const bits = network.edgeConditions[edge] as number;
    const permitted = (network.edgePermissions[edge] as number) & (forward ? WALK_FORWARD : WALK_BACKWARD);
    if (!permitted || (atNight && bits & CONDITION_NIGHT_NO_WALK)) return Infinity;
    const street = network.edgeStreetIndexes[edge] as number;
    let level = 0;
    let sloped = 0;
    for (let p = network.edgeFirstPositions[edge] as number; p < (network.edgeLastPositions[edge] as number); p++) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = coordinates.subarray(2 * p, 2 * p + 4);
      const run = distanceMetres(ax, ay, bx, by);
      const rise = ((heights[p + 1] as number) - (heights[p] as number)) * (forward ? 1 : -1);
      const incline = Number.isNaN(rise) || run === 0 ? 0 : Math.max(-1, Math.min(1, rise / run));
      level += run;
      sloped += (run * 6 * Math.exp(-3.5 * 0.05)) / (6 * Math.exp(-3.5 * Math.abs(incline + 0.05)));
    }
    if (bits & CONDITION_STEPS) return level * EFFORT.stairsFactor;
    if (!(bits & CONDITION_CROSSING)) return sloped;
    let whole = 0;
    for (let p = streets.starts[street] as number; p < (streets.starts[street + 1] as number) - 1; p++) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = coordinates.subarray(2 * p, 2 * p + 4);
      whole += distanceMetres(ax, ay, bx, by);
    }
    return sloped + (EFFORT.crossingSeconds * level) / whole;
  };
  const costs = new Array<number>(network.nodeCount).fill(Infinity);
  for (const edge of sourceEdges) if (edge >= 0) costs[network.edgeFromNodes[edge] as number] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (let edge = 0; edge < network.edgeCount; edge++) {
      const [from, to] = [network.edgeFromNodes[edge] as number, network.edgeToNodes[edge] as number];
      for (const [here, there, cost] of [
        [from, to, timeOf(edge, true)],
        [to, from, timeOf(edge, false)],
      ] as const) {
        if ((costs[there] as number) + cost >= (costs[here] as number) - 1e-9) continue;
        costs[here] = (costs[there] as number) + cost;
        changed = true;
      }
    }
  }
  return costs;
}

const seeds = fc.integer({ min: 1, max: 100_000 });

function expectNeverLess(more: readonly number[], less: readonly number[]): void {
  more.forEach((cost, index) => {
    expect(cost).toBeGreaterThanOrEqual((less[index] as number) - 1e-3);
  });
}

describe("conditions of streets", () => {
  it("a wheelchair is never faster than a walker at the same speed from the same door", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { costsOf } = createCity(seed);
        // Attached where a wheelchair is attached: its streets are some of the walker's.
        const walker = costsOf(WALKING, EFFORT, WHEELS);
        const wheels = costsOf(WHEELS, EFFORT);
        expectNeverLess(wheels.nodes, walker.nodes);
        expectNeverLess(wheels.points, walker.points);
      }),
      { numRuns: 60 },
    );
  });

  it("the night is never faster than the day from the same door", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { costsOf } = createCity(seed);
        const day = costsOf(WALKING, EFFORT, NIGHT);
        const night = costsOf(NIGHT, EFFORT);
        expectNeverLess(night.nodes, day.nodes);
        expectNeverLess(night.points, day.points);
      }),
      { numRuns: 60 },
    );
  });

  it("a door that is on an open street is the same by day and night, on foot and on wheels", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { network, streets, costsOf } = createCity(seed);
        const day = costsOf(WALKING, LEVEL).homes.edgeIndexes;
        for (const use of [NIGHT, WHEELS]) {
          const closed = findClosedEdges(network, streets, use);
          const attached = costsOf(use, LEVEL).homes.edgeIndexes;
          day.forEach((edge, home) => {
            if (edge >= 0 && closed?.[edge] !== 1) expect(attached[home]).toBe(edge);
            if ((attached[home] as number) >= 0) expect(closed?.[attached[home] as number]).not.toBe(1);
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it("no slope is faster than Tobler's best, and what is lost at crossings and steps only ever adds", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { network, streets, present, costsOf } = createCity(seed);
        const effort = { ...LEVEL, slope: true };
        const factors = makeEdgeFactors(network, streets, WALKING, effort, 1, present);
        for (let edge = 0; edge < network.edgeCount; edge++) {
          expect(factors?.forward[edge]).toBeGreaterThanOrEqual(toblerFactor(-0.05) - 1e-9);
          expect(factors?.backward[edge]).toBeGreaterThanOrEqual(toblerFactor(-0.05) - 1e-9);
        }
        const level = costsOf(WALKING, LEVEL);
        expectNeverLess(costsOf(WALKING, { ...LEVEL, stairsFactor: 3 }).points, level.points);
        expectNeverLess(costsOf(WALKING, { ...LEVEL, crossingSeconds: 30 }).points, level.points);
      }),
      { numRuns: 40 },
    );
  });

  it("every junction costs what relaxing every segment says, by Tobler's own formula, steps, waits and closures", () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), (seed, atNight) => {
        const { network, streets, present } = createCity(seed);
        const use = atNight ? NIGHT : WALKING;
        const sourceNodes = [3, 11, 20].filter((node) => node < network.nodeCount);
        const edgeAt = sourceNodes.map((node) =>
          network.edgeFromNodes.findIndex((from, edge) => from === node && (network.edgeMetres[edge] as number) > 1),
        );
        const snaps: Snaps = {
          count: edgeAt.length,
          edgeIndexes: Int32Array.from(edgeAt),
          offStreetMetres: new Float64Array(edgeAt.length),
          fromStartMetres: new Float64Array(edgeAt.length),
          toEndMetres: Float64Array.from(edgeAt, (edge) => network.edgeMetres[edge] ?? 0),
          refusals: new Uint8Array(edgeAt.length),
        };
        const factors = makeEdgeFactors(network, streets, use, EFFORT, 1, present);
        const graph = buildSearchGraph(network, PACE, "towards", factors);
        const sources = { snaps, sourceOfPoint: Int32Array.from(edgeAt.keys()) };
        const field = searchCostField(graph, sources, LIMIT_METRES);
        const expected = relaxNaively(network, streets, atNight, edgeAt);
        for (let node = 0; node < network.nodeCount; node++) {
          const cost = expected[node] as number;
          if (cost <= LIMIT_METRES - 1) expect(nodeMetres(field, node)).toBeCloseTo(cost, 2);
          else if (cost === Infinity) expect(nodeMetres(field, node)).toBe(Infinity);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("factors of 1 give the costs of no factors, to the last bit", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { network, city } = createCity(seed);
        const index = new StreetIndex(network, findComponents(network, "walk"));
        const snaps = index.snap(city.facilities, 300, null);
        const sources = { snaps, sourceOfPoint: Int32Array.from({ length: snaps.count }, (_, one) => one) };
        const ones = {
          forward: new Float64Array(network.edgeCount).fill(1),
          backward: new Float64Array(network.edgeCount).fill(1),
        };
        const homes = index.snap(city.homes, 300, null);
        const [level, told] = [null, ones].map((factors) => {
          const field = searchCostField(buildSearchGraph(network, PACE, "towards", factors), sources, LIMIT_METRES);
          return measurePointCosts(field, sources, homes, LIMIT_METRES);
        });
        expect(told).toEqual(level);
      }),
      { numRuns: 20 },
    );
  });
});
