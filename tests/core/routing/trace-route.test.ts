import { describe, expect, it } from "vitest";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import { WALK_BOTH, WALK_FORWARD } from "../../../src/core/model/streets.ts";
import { buildNetwork } from "../../../src/core/network/build-network.ts";
import { findComponents } from "../../../src/core/network/components.ts";
import { StreetIndex } from "../../../src/core/network/snap.ts";
import { type CostSources, searchCostField } from "../../../src/core/routing/cost-field.ts";
import { measurePointCosts } from "../../../src/core/routing/point-costs.ts";
import { buildSearchGraph } from "../../../src/core/routing/search-graph.ts";
import { traceStreetPath } from "../../../src/core/routing/trace-route.ts";
import { createRandomCity } from "../../support/random-city.ts";
import { createStreets, createTown, type Place, placeAt, type Town } from "../../support/street-lines.ts";

const at = (x: number, y: number): Place => placeAt(x * 100, y * 100);

function lengthOf(path: readonly Place[]): number {
  return path.slice(1).reduce((sum, b, i) => sum + distanceMetres(...(path[i] as Place), ...b), 0);
}

function trace(town: Town, home: Place, facilities: readonly Place[]) {
  const sources: CostSources = {
    snaps: town.snap(facilities),
    sourceOfPoint: Int32Array.from(facilities, (_, i) => i),
  };
  const field = searchCostField(town.graph, sources, 20_000);
  const points = town.snap([home]);
  const costs = measurePointCosts(field, sources, points, 20_000);
  const seconds = costs.seconds[0] as number;
  const onwards = buildSearchGraph(town.network, town.graph.pace, "onwards");
  const traced = traceStreetPath({ field, opposite: onwards, sources, points, point: 0, seconds });
  return { traced, seconds, source: costs.sourceIndexes[0] };
}

describe("the walk behind a time", () => {
  it("round the block to a facility behind on a one-way street has the length of the time", () => {
    const lines = [
      [at(0, 0), at(3, 0)],
      [at(3, 0), at(3, 2), at(0, 2), at(0, 0)],
    ];
    const town = createTown(createStreets(lines, [WALK_FORWARD, WALK_BOTH]));
    const { traced, seconds } = trace(town, at(2, 0), [at(1, 0)]);
    expect(seconds).toBeCloseTo(900, 0);
    expect(lengthOf(traced?.path ?? [])).toBeCloseTo(seconds, 1);
  });

  it("on a loop goes the shorter way round", () => {
    const town = createTown(createStreets([[at(0, 0), at(2, 0), at(2, 2), at(0, 2), at(0, 0)]]));
    const { traced, seconds } = trace(town, at(0, 0.5), [at(0.5, 0)]);
    expect(seconds).toBeCloseTo(100, 1);
    expect(lengthOf(traced?.path ?? [])).toBeCloseTo(100, 1);
  });

  it("of two facilities at one cost leads to the one that the cost names", () => {
    const town = createTown(
      createStreets([
        [at(0, 0), at(4, 0)],
        [at(4, 0), at(8, 0)],
      ]),
    );
    const { traced, source } = trace(town, at(4, 0), [at(6, 0), at(2, 0), at(6, 0)]);
    expect(traced?.sourcePoint).toBe(source);
    const middle = trace(town, at(2, 0), [at(3, 0), at(1, 0)]);
    expect(middle.traced?.sourcePoint).toBe(middle.source);
  });

  it("across the antimeridian is no longer than the walk", () => {
    const town = createTown(
      createStreets([
        [
          [179.999, 10],
          [-179.999, 10],
        ],
      ]),
    );
    const { traced, seconds } = trace(town, [179.9995, 10], [[-179.9995, 10]]);
    expect(seconds).toBeCloseTo(109.6, 0);
    expect(lengthOf(traced?.path ?? [])).toBeCloseTo(seconds, 1);
    for (const [lon] of traced?.path ?? []) expect(Math.abs(lon)).toBeLessThanOrEqual(180);
  });

  it("has the length of the time at every home of a random city, and ends at the facility named", () => {
    for (let seed = 1; seed <= 15; seed++) {
      const city = createRandomCity(seed);
      const network = buildNetwork(city.streets, city.streetBlocks);
      const index = new StreetIndex(network, findComponents(network, "walk"));
      const snaps = index.snap(city.facilities, 200, null);
      const sources = { snaps, sourceOfPoint: Int32Array.from({ length: snaps.count }, (_, i) => i) };
      const pace = { mode: "walk", metresPerSecond: 1 } as const;
      const field = searchCostField(buildSearchGraph(network, pace), sources, 20_000);
      const points = index.snap(city.homes, 200, null);
      const costs = measurePointCosts(field, sources, points, 20_000);
      const opposite = buildSearchGraph(network, pace, "onwards");
      for (let point = 0; point < points.count; point++) {
        const seconds = costs.seconds[point] as number;
        if (seconds === Infinity) continue;
        const traced = traceStreetPath({ field, opposite, sources, points, point, seconds });
        expect(traced?.sourcePoint).toBe(costs.sourceIndexes[point]);
        const legs =
          (points.offStreetMetres[point] as number) + (snaps.offStreetMetres[traced?.sourcePoint as number] as number);
        expect(Math.abs(lengthOf(traced?.path ?? []) + legs - seconds)).toBeLessThan(0.01);
      }
    }
  });
});
