import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../geodata/build/random.ts";
import { CROSSING, NIGHT_CLOSED, NO_WHEELCHAIR, type Streets } from "../../src/core/model/streets.ts";
import { buildNetwork } from "../../src/core/network/build-network.ts";
import { type Measure, measureEdgeFactors } from "../../src/core/network/edge-factors.ts";
import { toblerFactor } from "../../src/core/network/slope.ts";
import { findClosedEdges, type Travel, travelLevel } from "../../src/core/network/travel.ts";
import { searchCostField } from "../../src/core/routing/cost-field.ts";
import { buildSearchGraph } from "../../src/core/routing/search-graph.ts";
import { raiseStreets } from "../support/hilly.ts";
import { createRandomCity } from "../support/random-city.ts";

/** A random city on hills, with steps, crossings, closures and gates. */
function createHardCity(seed: number) {
  const { streets, streetBlocks } = createRandomCity(seed);
  const random = createRandom(seed + 1000);
  const hard: Streets = raiseStreets(
    {
      ...streets,
      classes: streets.classes.map((name) => (random() < 0.15 ? "steps" : name)),
      conditions: Uint8Array.from({ length: streets.count }, () => {
        const kind = random();
        return kind < 0.1 ? NIGHT_CLOSED : kind < 0.2 ? NO_WHEELCHAIR : kind < 0.4 ? CROSSING : 0;
      }),
    },
    (lon, lat) => 1000 + 40 * Math.sin(lon * 2000) * Math.cos(lat * 1700),
  );
  const conditions = Uint8Array.from({ length: streetBlocks.count }, () => (random() < 0.5 ? NIGHT_CLOSED : 0));
  const stops = streetBlocks.stops.map((bits) => (random() < 0.5 ? bits : 0));
  return { streets: hard, network: buildNetwork(hard, { ...streetBlocks, stops, conditions }) };
}

type City = ReturnType<typeof createHardCity>;

function factorsOf({ streets, network }: City, travel: Travel, measure: Measure = "time") {
  const closed = findClosedEdges(network, streets.elevations ?? null, travel);
  const pace = { mode: travel.mode, metresPerSecond: 1 };
  return measureEdgeFactors(network, streets, travel, pace, measure, closed);
}

/** Level metres from every node to the first node of the first edge, which is open to all. */
function costsOf(city: City, travel: Travel, edge: number, measure: Measure = "time"): Int32Array {
  const snaps = {
    count: 1,
    edgeIndexes: Int32Array.of(edge),
    offStreetMetres: Float64Array.of(0),
    fromStartMetres: Float64Array.of(0),
    toEndMetres: Float64Array.of(city.network.edgeMetres[edge] as number),
    refusals: Uint8Array.of(0),
  };
  const pace = { mode: travel.mode, metresPerSecond: 1 };
  const graph = buildSearchGraph(city.network, pace, "towards", factorsOf(city, travel, measure));
  return searchCostField(graph, { snaps, sourceOfPoint: Int32Array.of(0) }, 20_000).ticks;
}

/** An edge that nothing closes, so that all travels may start on it. */
function findOpenEdge({ network }: City): number {
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (network.edgeConditions?.[edge] === 0 && (network.edgeMetres[edge] as number) > 0) return edge;
  }
  return 0;
}

const anyTravel = fc.record({
  mode: fc.constant<"walk">("walk"),
  isWheelchair: fc.boolean(),
  atNight: fc.boolean(),
  slope: fc.boolean(),
  stairsFactor: fc.constantFrom(1, 1.5, 2, 4),
  crossingSeconds: fc.constantFrom(0, 20, 60),
  steepestIncline: fc.constantFrom(null, 0.05, 1 / 12, 0.3),
});
const anySeed = fc.integer({ min: 1, max: 60 });
const RUNS = { numRuns: 60, seed: 20201101 };

/** UNREACHED is the largest number of ticks, so comparisons hold for it too. */
function expectNowhereLess(costs: Int32Array, least: Int32Array): void {
  const less = costs.findIndex((ticks, node) => ticks < (least[node] as number));
  expect(less, `node ${less}`).toBe(-1);
}

describe("travel under conditions", () => {
  it(`a wheelchair is never faster than a walker at the same speed (seed ${RUNS.seed})`, () => {
    fc.assert(
      fc.property(anySeed, anyTravel, (seed, travel) => {
        const city = createHardCity(seed);
        const edge = findOpenEdge(city);
        const walker = costsOf(city, { ...travel, isWheelchair: false, stairsFactor: 1 }, edge);
        expectNowhereLess(costsOf(city, { ...travel, isWheelchair: true }, edge), walker);
      }),
      RUNS,
    );
  });

  it(`night is never faster than day (seed ${RUNS.seed})`, () => {
    fc.assert(
      fc.property(anySeed, anyTravel, (seed, travel) => {
        const city = createHardCity(seed);
        const edge = findOpenEdge(city);
        const day = costsOf(city, { ...travel, atNight: false }, edge);
        expectNowhereLess(costsOf(city, { ...travel, atNight: true }, edge), day);
      }),
      RUNS,
    );
  });

  it(`no factor is below the fastest of Tobler's, and without slope none is below 1 (seed ${RUNS.seed})`, () => {
    const fastest = toblerFactor(-0.05);
    fc.assert(
      fc.property(anySeed, anyTravel, (seed, travel) => {
        const factors = factorsOf(createHardCity(seed), travel);
        const least = Math.min(...(factors?.forward ?? [1]), ...(factors?.backward ?? [1]));
        expect(least).toBeGreaterThanOrEqual(travel.slope ? fastest * (1 - 1e-12) : 1);
      }),
      RUNS,
    );
  });

  it(`a distance depends on who and when alone, and is the level way among what is open (seed ${RUNS.seed})`, () => {
    fc.assert(
      fc.property(anySeed, anyTravel, (seed, travel) => {
        const city = createHardCity(seed);
        const edge = findOpenEdge(city);
        const level = { ...travel, slope: false, stairsFactor: 1, crossingSeconds: 0 };
        const metres = costsOf(city, travel, edge, "distance");
        expect(metres).toEqual(costsOf(city, level, edge, "distance"));
        expect(metres).toEqual(costsOf(city, level, edge, "time"));
      }),
      RUNS,
    );
  });

  it(`what costs nothing extra has no factors, and gives the costs of a plain walk (seed ${RUNS.seed})`, () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const city = createHardCity(seed);
        expect(factorsOf(city, travelLevel("walk"))).toBeNull();
        const ones = new Float64Array(city.network.edgeCount).fill(1);
        const pace = { mode: "walk", metresPerSecond: 1 } as const;
        const plain = buildSearchGraph(city.network, pace);
        const told = buildSearchGraph(city.network, pace, "towards", { forward: ones, backward: ones });
        expect(told.arcs).toEqual(plain.arcs);
      }),
      RUNS,
    );
  });
});
