import { describe, expect, it } from "vitest";
import { buildNetwork } from "../../src/core/network/build-network.ts";
import { findComponents } from "../../src/core/network/components.ts";
import { type Snaps, StreetIndex } from "../../src/core/network/snap.ts";
import { measureCostMatrix } from "../../src/core/routing/cost-matrix.ts";
import { buildSearchGraph } from "../../src/core/routing/search-graph.ts";
import { createRandomCity } from "../support/random-city.ts";
import { relaxNaively } from "../support/relax-naively.ts";

const LIMIT_METRES = 1500;

function pick(snaps: Snaps, point: number): Snaps {
  return {
    count: 1,
    edgeIndexes: snaps.edgeIndexes.slice(point, point + 1),
    offStreetMetres: snaps.offStreetMetres.slice(point, point + 1),
    fromStartMetres: snaps.fromStartMetres.slice(point, point + 1),
    toEndMetres: snaps.toEndMetres.slice(point, point + 1),
    refusals: snaps.refusals.slice(point, point + 1),
  };
}

function attachCity(seed: number) {
  const city = createRandomCity(seed);
  const network = buildNetwork(city.streets, city.streetBlocks);
  const index = new StreetIndex(network, findComponents(network, "walk"));
  return { network, sources: index.snap(city.facilities, 200, null), targets: index.snap(city.homes, 200, null) };
}

describe("many-to-many costs", () => {
  it("are those of walking from each source to each target, as naive relaxation of every street finds them", () => {
    let compared = 0;
    let turned = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { network, sources, targets } = attachCity(seed);
      const pace = { mode: "walk", metresPerSecond: 1 } as const;
      const onwards = measureCostMatrix(buildSearchGraph(network, pace, "onwards"), sources, targets, LIMIT_METRES);
      const row = (source: number): Map<number, number> => {
        const [first, end] = [onwards.rowStarts[source] as number, onwards.rowStarts[source + 1] as number];
        const found = Array.from(onwards.targetIndexes.subarray(first, end));
        expect(found).toEqual([...found].sort((a, b) => a - b));
        return new Map(found.map((target, at) => [target, onwards.metres[first + at] as number]));
      };
      const rows = Array.from({ length: sources.count }, (_, source) => row(source));
      for (let target = 0; target < targets.count; target++) {
        // Walking from the sources to this target, and from it back to each of them.
        const there = relaxNaively(network, pick(targets, target), sources, 1);
        rows.forEach((found, source) => {
          const expected = there[source] as number;
          if (Math.abs(expected - LIMIT_METRES) < 0.01) return;
          if (expected > LIMIT_METRES) expect(found.get(target), `seed ${seed}`).toBeUndefined();
          else {
            expect(Math.abs((found.get(target) as number) - expected), `seed ${seed}`).toBeLessThan(2e-3);
            compared++;
          }
        });
      }
      const back = measureCostMatrix(buildSearchGraph(network, pace, "towards"), sources, targets, LIMIT_METRES);
      turned +=
        back.metres.length === onwards.metres.length && back.metres.every((m, i) => m === onwards.metres[i]) ? 0 : 1;
    }
    expect(compared).toBeGreaterThan(1000);
    // One-way streets make the way back another one: the test would see a direction mixed up.
    expect(turned).toBeGreaterThan(10);
  });
});
