import { describe, expect, it } from "vitest";
import { createRandom } from "../../../geodata/build/random.ts";
import { ReachCollector, sumReachMetres } from "../../../src/core/isochrone/reach.ts";
import { CYCLE_BOTH, type Streets, WALK_BOTH } from "../../../src/core/model/streets.ts";
import { buildNetwork } from "../../../src/core/network/build-network.ts";
import type { Network } from "../../../src/core/network/network.ts";
import type { Snaps } from "../../../src/core/network/snap.ts";
import { BoundedSearch } from "../../../src/core/routing/bounded-search.ts";
import { type CostSources, runFrom } from "../../../src/core/routing/cost-field.ts";
import {
  buildSearchGraph,
  type Direction,
  type EdgeFactors,
  edgeFactor,
  type SearchGraph,
} from "../../../src/core/routing/search-graph.ts";
import { createRandomCity } from "../../support/random-city.ts";

const ADULT = { mode: "walk", metresPerSecond: 1.2 } as const;
const STEP_METRES = 0.1;

/** Adds streets that return to where they begin. */
function addLoops(streets: Streets, seed: number): Streets {
  const random = createRandom(seed);
  const coordinates = [...streets.coordinates];
  const starts = [...streets.starts];
  const permissions = [...streets.permissions];
  for (let loop = 0; loop < 4; loop++) {
    const street = Math.floor(random() * streets.count);
    const first = starts[street] as number;
    const [lon, lat] = [coordinates[2 * first] as number, coordinates[2 * first + 1] as number];
    const size = 0.0003 + random() * 0.0006;
    coordinates.push(lon, lat, lon + size, lat, lon + size, lat + size, lon, lat);
    starts.push(coordinates.length / 2);
    permissions.push((loop === 0 ? 1 : WALK_BOTH) | CYCLE_BOTH);
  }
  const count = permissions.length;
  return {
    ...streets,
    count,
    coordinates: Float64Array.from(coordinates),
    starts: Uint32Array.from(starts),
    permissions: Uint8Array.from(permissions),
    classes: new Array<string>(count).fill("residential"),
    names: new Array<string>(count).fill(""),
    ids: Array.from({ length: count }, (_, index) => `w${index}`),
  };
}

/** Points attached by hand: some to nowhere, several to one edge, some at its very ends. */
function createSources(network: Network, seed: number, count: number): CostSources {
  const random = createRandom(seed);
  const snaps: Snaps = {
    count,
    edgeIndexes: new Int32Array(count),
    offStreetMetres: new Float64Array(count),
    fromStartMetres: new Float64Array(count),
    toEndMetres: new Float64Array(count),
    refusals: new Uint8Array(count),
  };
  let edge = 0;
  for (let point = 0; point < count; point++) {
    if (point % 3 !== 1) edge = Math.floor(random() * network.edgeCount);
    const length = network.edgeMetres[edge] as number;
    const kind = random();
    const along = kind < 0.1 ? 0 : kind < 0.2 ? length : random() * length;
    snaps.edgeIndexes[point] = random() < 0.1 ? -1 : edge;
    snaps.offStreetMetres[point] = random() < 0.3 ? 0 : random() * 60;
    snaps.fromStartMetres[point] = along;
    snaps.toEndMetres[point] = length - along;
  }
  return { snaps, sourceOfPoint: Int32Array.from({ length: count }, (_, index) => index) };
}

function createFactors(network: Network, seed: number): EdgeFactors {
  const random = createRandom(seed);
  const draw = () =>
    Float64Array.from({ length: network.edgeCount }, () => (random() < 0.1 ? Infinity : 0.6 + 1.4 * random()));
  return { forward: draw(), backward: draw() };
}

/** Distances of places along an edge from its first node, ascending: its ends, the feet on it, and every step between. */
function placesOn(length: number, feet: readonly number[]): number[] {
  const knots = [0, ...feet.filter((at) => at > 0 && at < length).sort((a, b) => a - b), length];
  const places = [0];
  for (let i = 1; i < knots.length; i++) {
    const [from, to] = [knots[i - 1] as number, knots[i] as number];
    const steps = Math.max(1, Math.ceil((to - from) / STEP_METRES));
    for (let step = 1; step < steps; step++) places.push(from + ((to - from) * step) / steps);
    places.push(to);
  }
  return places;
}

/**
 * The oracle: every edge becomes a chain of tiny edges, all of them are relaxed until
 * nothing changes, and a tiny edge counts when its middle is within the cutoff.
 */
function measureNaively(graph: SearchGraph, sources: CostSources, cutoffs: readonly number[]): number[] {
  const { network, direction } = graph;
  interface Step {
    readonly from: number;
    readonly to: number;
    readonly metres: number;
    readonly onward: number;
    readonly back: number;
  }
  const steps: Step[] = [];
  const costs: number[] = new Array<number>(network.nodeCount).fill(Infinity);
  const around: number[][] = Array.from({ length: network.nodeCount }, () => []);
  const { snaps } = sources;
  for (let edge = 0; edge < network.edgeCount; edge++) {
    const points = [...snaps.edgeIndexes.keys()].filter((point) => snaps.edgeIndexes[point] === edge);
    const length = network.edgeMetres[edge] as number;
    const places = placesOn(
      length,
      points.map((point) => snaps.fromStartMetres[point] as number),
    );
    const towards = direction === "towards";
    const onward = edgeFactor(graph, edge, !towards);
    const back = edgeFactor(graph, edge, towards);
    let previous = network.edgeFromNodes[edge] as number;
    const nodes = [previous];
    for (let i = 1; i < places.length; i++) {
      const isLast = i === places.length - 1;
      const next = isLast ? (network.edgeToNodes[edge] as number) : costs.length;
      if (!isLast) {
        costs.push(Infinity);
        around.push([]);
      }
      nodes.push(next);
      around[previous]?.push(steps.length);
      around[next]?.push(steps.length);
      steps.push({ from: previous, to: next, metres: (places[i] as number) - (places[i - 1] as number), onward, back });
      previous = next;
    }
    for (const point of points) {
      const node = nodes[places.indexOf(snaps.fromStartMetres[point] as number)] as number;
      costs[node] = Math.min(costs[node] as number, snaps.offStreetMetres[point] as number);
    }
  }
  const queue = costs.flatMap((cost, node) => (cost < Infinity ? [node] : []));
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head] as number;
    for (const index of around[node] as number[]) {
      const { from, to, metres, onward, back } = steps[index] as Step;
      const moves = [
        { other: to, factor: onward, leaves: from === node },
        { other: from, factor: back, leaves: to === node },
      ];
      for (const { other, factor, leaves } of moves) {
        if (!leaves || factor === Infinity) continue;
        const cost = (costs[node] as number) + metres * factor;
        if (cost >= (costs[other] as number) - 1e-9) continue;
        costs[other] = cost;
        queue.push(other);
      }
    }
  }
  return cutoffs.map((cutoff) => {
    let total = 0;
    for (const { from, to, metres, onward, back } of steps) {
      const middle = Math.min(
        onward === Infinity ? Infinity : (costs[from] as number) + (onward * metres) / 2,
        back === Infinity ? Infinity : (costs[to] as number) + (back * metres) / 2,
      );
      if (middle <= cutoff) total += metres;
    }
    return total;
  });
}

function collectReach(graph: SearchGraph, sources: CostSources, cutoff: number): ReachCollector {
  const search = new BoundedSearch(graph);
  runFrom(search, sources, cutoff);
  const reach = new ReachCollector(graph);
  reach.collect(search, sources, Int32Array.from(sources.snaps.edgeIndexes.keys()), cutoff);
  return reach;
}

function describePart(reach: ReachCollector, part: number): string {
  const { edgeIndexes, nearMetres, farMetres, nearCosts } = reach;
  return [edgeIndexes[part], nearMetres[part], farMetres[part], nearCosts[part]].join(" ");
}

function expectNear(found: number, expected: number, seed: number): void {
  expect(Math.abs(found - expected), `seed ${seed}: ${found} against ${expected}`).toBeLessThanOrEqual(
    Math.max(1e-4 * expected, 3 * STEP_METRES),
  );
}

describe("reach", () => {
  const directions: readonly Direction[] = ["towards", "onwards"];
  for (let seed = 1; seed <= 12; seed++) {
    it(`whole edges stand for the parts of them, each of which is within the cost (seed ${seed})`, () => {
      const city = createRandomCity(seed, 5);
      const network = buildNetwork(addLoops(city.streets, seed), city.streetBlocks);
      const graph = buildSearchGraph(network, ADULT, "onwards");
      const sources = createSources(network, seed * 31, 2 + (seed % 3));
      const points = Int32Array.from(sources.snaps.edgeIndexes.keys());
      const [within, cutoff] = [700, 900];
      const search = new BoundedSearch(graph);
      runFrom(search, sources, cutoff);
      const parts = new ReachCollector(graph);
      parts.collect(search, sources, points, cutoff);
      const reach = new ReachCollector(graph);
      reach.collect(search, sources, points, cutoff, within);

      const whole = new Set(reach.wholeEdges.subarray(0, reach.wholeCount));
      expect(whole.size).toBe(reach.wholeCount);
      expect(whole.size).toBeGreaterThan(0);
      const expected: string[] = [];
      const metres = new Map<number, number>();
      for (let part = 0; part < parts.count; part++) {
        const edge = parts.edgeIndexes[part] as number;
        const length = Math.abs((parts.farMetres[part] as number) - (parts.nearMetres[part] as number));
        metres.set(edge, (metres.get(edge) ?? 0) + length);
        if (whole.has(edge)) expect((parts.nearCosts[part] as number) + length).toBeLessThanOrEqual(within + 1e-3);
        else expected.push(describePart(parts, part));
      }
      for (const edge of whole) expect(metres.get(edge)).toBeCloseTo(network.edgeMetres[edge] as number, 3);
      expect(Array.from({ length: reach.count }, (_, part) => describePart(reach, part))).toEqual(expected);
      expect(sumReachMetres(reach, cutoff)).toBeCloseTo(sumReachMetres(parts, cutoff), 3);
      // What may be whole is: edges without sources, open both ways, whose every part ends within the cost.
      const isWithin = new Map<number, boolean>();
      for (let part = 0; part < parts.count; part++) {
        const edge = parts.edgeIndexes[part] as number;
        const length = Math.abs((parts.farMetres[part] as number) - (parts.nearMetres[part] as number));
        const ends = (parts.nearCosts[part] as number) + length < within - 1e-3;
        isWithin.set(edge, ends && (isWithin.get(edge) ?? true));
      }
      for (const [edge, ends] of isWithin) {
        const isAll = Math.abs((metres.get(edge) as number) - (network.edgeMetres[edge] as number)) < 1e-6;
        const isTwoWay = edgeFactor(graph, edge, true) === 1 && edgeFactor(graph, edge, false) === 1;
        if (ends && isAll && isTwoWay && !sources.snaps.edgeIndexes.includes(edge)) expect(whole.has(edge)).toBe(true);
      }
    });
  }

  for (let seed = 1; seed <= 16; seed++) {
    const direction = directions[seed % 2] as Direction;
    it(`street length within each cutoff equals that of a densified city (seed ${seed}, ${direction})`, () => {
      const city = createRandomCity(seed, 5);
      const network = buildNetwork(addLoops(city.streets, seed), city.streetBlocks);
      const factors = seed % 4 < 2 ? createFactors(network, seed) : null;
      const graph = buildSearchGraph(network, ADULT, direction, factors);
      const sources = createSources(network, seed * 31, 2 + (seed % 7));
      const cutoffs = [90, 360, 720, 1080, 2500];
      const reach = collectReach(graph, sources, 2500);
      const expected = measureNaively(graph, sources, cutoffs);
      expect(expected[4]).toBeGreaterThan(0);
      for (const [index, cutoff] of cutoffs.entries()) {
        expectNear(sumReachMetres(reach, cutoff), expected[index] as number, seed);
        expect(sumReachMetres(collectReach(graph, sources, cutoff), cutoff)).toBeCloseTo(
          sumReachMetres(reach, cutoff),
          2,
        );
      }
    });
  }

  it("no metre of street is in two parts", () => {
    for (let seed = 1; seed <= 10; seed++) {
      const city = createRandomCity(seed);
      const network = buildNetwork(addLoops(city.streets, seed), city.streetBlocks);
      const sources = createSources(network, seed, 8);
      const reach = collectReach(buildSearchGraph(network, ADULT), sources, 700);
      const spans = Array.from({ length: reach.count }, (_, part) => ({
        edge: reach.edgeIndexes[part] as number,
        low: Math.min(reach.nearMetres[part] as number, reach.farMetres[part] as number),
        high: Math.max(reach.nearMetres[part] as number, reach.farMetres[part] as number),
      })).sort((a, b) => a.edge - b.edge || a.low - b.low);
      for (const [index, span] of spans.entries()) {
        const before = spans[index - 1];
        expect(span.low).toBeGreaterThanOrEqual(0);
        expect(span.high).toBeLessThanOrEqual((network.edgeMetres[span.edge] as number) + 1e-9);
        if (before?.edge === span.edge) expect(span.low).toBeGreaterThanOrEqual(before.high - 1e-9);
      }
    }
  });

  it("reaches beside a line facility as from every place of it", () => {
    const city = createRandomCity(5, 2);
    const network = buildNetwork(city.streets, city.streetBlocks);
    for (const direction of directions) {
      for (const legs of [
        [12, 4],
        [30, 30],
        [0, 55],
      ] as const) {
        for (let edge = 0; edge < 4; edge++) {
          const graph = buildSearchGraph(network, ADULT, direction);
          const length = network.edgeMetres[edge] as number;
          const place = (share: number, leg: number) => ({ at: length * share, leg });
          const line = createLine(edge, length, [place(0.2, legs[0]), place(0.7, legs[1]), place(0.45, 26)], true);
          const dense = Array.from({ length: 401 }, (_, i) =>
            place(0.2 + (0.5 * i) / 400, legs[0] + ((legs[1] - legs[0]) * i) / 400),
          );
          const many = createLine(edge, length, [...dense, place(0.45, 26)], false);
          const expected = measureNaively(graph, many, [20, 60, 300]);
          const reach = collectReach(graph, line, 300);
          for (const [index, cutoff] of [20, 60, 300].entries()) {
            expect(Math.abs(sumReachMetres(reach, cutoff) - (expected[index] as number))).toBeLessThan(0.6);
          }
        }
      }
    }
  });

  it("an edge held by sources alone is reached inside itself, one way as it is walked", () => {
    const streets = {
      ...createRandomCity(1).streets,
      count: 1,
      coordinates: Float64Array.of(113.3, 40.08, 113.31, 40.08),
      starts: Uint32Array.of(0, 2),
      permissions: Uint8Array.of(1),
    };
    const network = buildNetwork(streets, { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) });
    const length = network.edgeMetres[0] as number;
    const sources = createLine(0, length, [{ at: 400, leg: 20 }], false);
    const walked = (direction: Direction, cutoff: number) =>
      sumReachMetres(collectReach(buildSearchGraph(network, ADULT, direction), sources, cutoff), cutoff);
    // People come to the foot along the street's direction only, and leave it so.
    expect(walked("towards", 120)).toBeCloseTo(100, 6);
    expect(walked("towards", 1000)).toBeCloseTo(400, 6);
    expect(walked("onwards", 120)).toBeCloseTo(100, 6);
    expect(walked("onwards", 5000)).toBeCloseTo(length - 400, 6);
    expect(walked("towards", 20)).toBe(0);
  });
});

function createLine(
  edge: number,
  length: number,
  places: readonly { readonly at: number; readonly leg: number }[],
  isEven: boolean,
): CostSources {
  const count = places.length;
  return {
    snaps: {
      count,
      edgeIndexes: new Int32Array(count).fill(edge),
      offStreetMetres: Float64Array.from(places, ({ leg }) => leg),
      fromStartMetres: Float64Array.from(places, ({ at }) => at),
      toEndMetres: Float64Array.from(places, ({ at }) => length - at),
      refusals: new Uint8Array(count),
    },
    sourceOfPoint: new Int32Array(count),
    evenToNext: Uint8Array.from(places, (_, index) => (isEven && index === 0 ? 1 : 0)),
  };
}
