import { describe, expect, it } from "vitest";
import { createRandom } from "../../geodata/build/random.ts";
import { buildNetwork } from "../../src/core/network/build-network.ts";
import { findComponents } from "../../src/core/network/components.ts";
import type { Network } from "../../src/core/network/network.ts";
import { StreetIndex } from "../../src/core/network/snap.ts";
import { type CostField, type CostSources, nodeSeconds, searchCostField } from "../../src/core/routing/cost-field.ts";
import { measurePointCosts } from "../../src/core/routing/point-costs.ts";
import { buildSearchGraph, type Pace } from "../../src/core/routing/search-graph.ts";
import { createRandomCity } from "../support/random-city.ts";
import { relaxNaively } from "../support/relax-naively.ts";

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
