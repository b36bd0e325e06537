import { describe, expect, it } from "vitest";
import { createRandom } from "../../geodata/build/random.ts";
import { WALK_BACKWARD, WALK_FORWARD } from "../../src/core/model/streets.ts";
import { buildNetwork } from "../../src/core/network/build-network.ts";
import { findComponents } from "../../src/core/network/components.ts";
import type { Network } from "../../src/core/network/network.ts";
import { type Snaps, StreetIndex } from "../../src/core/network/snap.ts";
import { type CostField, type CostSources, nodeSeconds, searchCostField } from "../../src/core/routing/cost-field.ts";
import { measurePointCosts } from "../../src/core/routing/point-costs.ts";
import { buildSearchGraph, type EdgeFactors, type Pace } from "../../src/core/routing/search-graph.ts";
import { createRandomCity } from "../support/random-city.ts";

/**
 * The oracle: every point becomes a node of its own, every edge a chain of its
 * points, and all arcs are relaxed until nothing changes. A foot at an edge's end is at the node there.
 */
function relaxNaively(
  network: Network,
  facilities: Snaps,
  homes: Snaps,
  metresPerSecond: number,
  factors: EdgeFactors | null = null,
): number[] {
  interface Arc {
    from: number;
    to: number;
    metres: number;
  }
  const arcs: Arc[] = [];
  const facilityBase = network.nodeCount;
  const homeBase = facilityBase + facilities.count;
  const footBase = homeBase + homes.count;
  let nextFoot = footBase;
  const onEdge = new Map<number, { node: number; at: number }[]>();
  const attach = (snaps: Snaps, base: number): void => {
    for (let point = 0; point < snaps.count; point++) {
      const edge = snaps.edgeIndexes[point] as number;
      if (edge < 0) continue;
      const foot = nextFoot++;
      const off = snaps.offStreetMetres[point] as number;
      arcs.push({ from: base + point, to: foot, metres: off }, { from: foot, to: base + point, metres: off });
      const list = onEdge.get(edge) ?? [];
      list.push({ node: foot, at: snaps.fromStartMetres[point] as number });
      onEdge.set(edge, list);
    }
  };
  attach(facilities, facilityBase);
  attach(homes, homeBase);
  for (let edge = 0; edge < network.edgeCount; edge++) {
    const chain = [
      { node: network.edgeFromNodes[edge] as number, at: 0 },
      ...(onEdge.get(edge) ?? []).sort((a, b) => a.at - b.at),
      { node: network.edgeToNodes[edge] as number, at: network.edgeMetres[edge] as number },
    ];
    for (let i = 1; i < chain.length; i++) {
      const a = chain[i - 1] as { node: number; at: number };
      const b = chain[i] as { node: number; at: number };
      const metres = Math.max(0, b.at - a.at);
      const permissions = network.edgePermissions[edge] as number;
      // A foot at a node is the node, whichever way the street is open.
      const isHere = metres === 0 && network.edgeMetres[edge] !== 0;
      const along = metres === 0 ? 0 : metres * (factors?.forward[edge] ?? 1);
      const against = metres === 0 ? 0 : metres * (factors?.backward[edge] ?? 1);
      if (isHere || permissions & WALK_FORWARD) arcs.push({ from: a.node, to: b.node, metres: along });
      if (isHere || permissions & WALK_BACKWARD) arcs.push({ from: b.node, to: a.node, metres: against });
    }
    const [start, end] = [network.edgeFromNodes[edge] as number, network.edgeToNodes[edge] as number];
    for (const { node, at } of onEdge.get(edge) ?? []) {
      // A foot at a node stands at the node, whatever the edge's own direction.
      const rest = Math.max(0, (network.edgeMetres[edge] as number) - at);
      if (at <= 0.01) arcs.push({ from: node, to: start, metres: at }, { from: start, to: node, metres: at });
      if (rest <= 0.01) arcs.push({ from: node, to: end, metres: rest }, { from: end, to: node, metres: rest });
    }
  }
  const seconds = new Array<number>(nextFoot).fill(Infinity);
  for (let facility = 0; facility < facilities.count; facility++) seconds[facilityBase + facility] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, to, metres } of arcs) {
      if (to >= homeBase && to < footBase) continue;
      const reached = (seconds[to] as number) + metres / metresPerSecond;
      if (reached < (seconds[from] as number) - 1e-12) {
        seconds[from] = reached;
        changed = true;
      }
    }
  }
  return seconds.slice(homeBase, footBase);
}

function searchSeconds(network: Network, sources: CostSources, pace: Pace, limitSeconds: number): CostField {
  return searchCostField(buildSearchGraph(network, pace), sources, limitSeconds * pace.metresPerSecond);
}

function attachCity(seed: number) {
  const city = createRandomCity(seed);
  const network = buildNetwork(city.streets, city.streetBlocks);
  const index = new StreetIndex(network, findComponents(network, "walk"));
  const facilitySnaps = index.snap(city.facilities, 200, null);
  const homes = index.snap(city.homes, 200, null);
  const sources = {
    snaps: facilitySnaps,
    sourceOfPoint: Int32Array.from({ length: facilitySnaps.count }, (_, i) => i),
  };
  return { network, sources, homes };
}

describe("cost field", () => {
  for (let seed = 1; seed <= 40; seed++) {
    it(`equals naive relaxation of every street, one-way and closed ones included (seed ${seed})`, () => {
      const { network, sources, homes } = attachCity(seed);
      const pace = { mode: "walk", metresPerSecond: 1.2 } as const;
      const limit = 1500;
      const field = searchSeconds(network, sources, pace, limit);
      const costs = measurePointCosts(field, sources, homes, limit * pace.metresPerSecond);
      const expected = relaxNaively(network, sources.snaps, homes, 1.2);
      let reached = 0;
      for (let home = 0; home < homes.count; home++) {
        const oracle = expected[home] as number;
        if (oracle <= limit) {
          expect(costs.seconds[home]).toBeCloseTo(oracle, 3);
          reached++;
        } else expect(costs.seconds[home]).toBe(Infinity);
      }
      expect(reached).toBeGreaterThan(0);
    });
  }

  for (let seed = 1; seed <= 20; seed++) {
    it(`equals naive relaxation where streets are harder one way than the other (seed ${seed})`, () => {
      const { network, sources, homes } = attachCity(seed);
      const random = createRandom(seed + 500);
      const factorsOf = () => Float64Array.from({ length: network.edgeCount }, () => 0.84 + 2 * random() ** 2);
      const factors = { forward: factorsOf(), backward: factorsOf() };
      const graph = buildSearchGraph(network, { mode: "walk", metresPerSecond: 1.2 }, "towards", factors);
      const field = searchCostField(graph, sources, 1800);
      const costs = measurePointCosts(field, sources, homes, 1800);
      const expected = relaxNaively(network, sources.snaps, homes, 1.2, factors);
      for (let home = 0; home < homes.count; home++) {
        const oracle = expected[home] as number;
        if (oracle <= 1500) expect(costs.seconds[home]).toBeCloseTo(oracle, 3);
        else expect(costs.seconds[home]).toBe(Infinity);
      }
    });
  }

  it("a smaller limit gives the same costs up to that limit and nothing beyond", () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { network, sources } = attachCity(seed);
      const pace = { mode: "walk", metresPerSecond: 0.8 } as const;
      const wide = searchSeconds(network, sources, pace, 3600);
      const narrow = searchSeconds(network, sources, pace, 400);
      for (let node = 0; node < network.nodeCount; node++) {
        const full = nodeSeconds(wide, node);
        expect(nodeSeconds(narrow, node)).toBe(full <= 400 ? full : Infinity);
        expect(narrow.sourceIndexes[node]).toBe(full <= 400 ? wide.sourceIndexes[node] : -1);
      }
    }
  });

  it("each node carries the source whose own field gives its cost, the lowest one among equals", () => {
    const { network, sources } = attachCity(3);
    const pace = { mode: "walk", metresPerSecond: 1 } as const;
    const together = searchSeconds(network, sources, pace, 3600);
    const alone = Array.from({ length: sources.snaps.count }, (_, source) => {
      const edgeIndexes = sources.snaps.edgeIndexes.map((edge, point) => (point === source ? edge : -1));
      return searchSeconds(network, { ...sources, snaps: { ...sources.snaps, edgeIndexes } }, pace, 3600);
    });
    for (let node = 0; node < network.nodeCount; node++) {
      const best = Math.min(...alone.map((field) => nodeSeconds(field, node)));
      expect(nodeSeconds(together, node)).toBe(best);
      const expected = best === Infinity ? -1 : alone.findIndex((field) => nodeSeconds(field, node) === best);
      expect(together.sourceIndexes[node]).toBe(expected);
    }
  });
});
