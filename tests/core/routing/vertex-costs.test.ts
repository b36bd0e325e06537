import { describe, expect, it } from "vitest";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import { type Streets, WALK_BACKWARD, WALK_BOTH, WALK_FORWARD } from "../../../src/core/model/streets.ts";
import { buildNetwork } from "../../../src/core/network/build-network.ts";
import { findComponents } from "../../../src/core/network/components.ts";
import { StreetIndex } from "../../../src/core/network/snap.ts";
import { VertexIndex } from "../../../src/core/network/vertex-index.ts";
import { searchCostField } from "../../../src/core/routing/cost-field.ts";
import { buildSearchGraph, type Direction } from "../../../src/core/routing/search-graph.ts";
import { measureVertexCosts } from "../../../src/core/routing/vertex-costs.ts";
import { createRandomCity } from "../../support/random-city.ts";

const NO_BLOCKS = { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) };
const LIMIT = 900;

function numberPlaces(streets: Streets): { count: number; ofPosition: Int32Array } {
  const size = streets.starts[streets.count] as number;
  const index = new VertexIndex(size);
  const ofPosition = Int32Array.from({ length: size }, (_, position) =>
    index.add(streets.coordinates[2 * position] as number, streets.coordinates[2 * position + 1] as number),
  );
  return { count: index.count, ofPosition };
}

/** The oracle: every segment of every street is an arc, relaxed until nothing changes; sources stand on vertices. */
function relaxNaively(
  streets: Streets,
  ofPosition: Int32Array,
  sources: readonly number[],
  onwards: boolean,
): number[] {
  const arcs: { from: number; to: number; metres: number }[] = [];
  for (let street = 0; street < streets.count; street++) {
    const bits = streets.permissions[street] as number;
    for (let at = (streets.starts[street] as number) + 1; at < (streets.starts[street + 1] as number); at++) {
      const [a, b] = [ofPosition[at - 1] as number, ofPosition[at] as number];
      const [ax, ay, bx, by] = streets.coordinates.subarray(2 * at - 2, 2 * at + 2) as unknown as [
        number,
        number,
        number,
        number,
      ];
      const metres = distanceMetres(ax, ay, bx, by);
      if (bits & (onwards ? WALK_FORWARD : WALK_BACKWARD)) arcs.push({ from: a, to: b, metres });
      if (bits & (onwards ? WALK_BACKWARD : WALK_FORWARD)) arcs.push({ from: b, to: a, metres });
    }
  }
  const costs = new Array<number>(Math.max(...ofPosition) + 1).fill(Infinity);
  for (const source of sources) costs[source] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, to, metres } of arcs) {
      const reached = (costs[from] as number) + metres;
      if (reached >= (costs[to] as number) - 1e-9) continue;
      costs[to] = reached;
      changed = true;
    }
  }
  return costs;
}

describe("costs of every vertex", () => {
  for (const direction of ["onwards", "towards"] satisfies Direction[]) {
    it(`equal naive relaxation over every segment, shape points and one-way streets included (${direction})`, () => {
      let compared = 0;
      for (let seed = 1; seed <= 30; seed++) {
        const { streets } = createRandomCity(seed);
        const network = buildNetwork(streets, NO_BLOCKS);
        const index = new StreetIndex(network, findComponents(network, "walk"));
        const places = numberPlaces(streets);
        // Sources on bends (inside edges) and on junctions, a one-way street among them now and then.
        const positions = [seed, 17, 40 + seed, 61].filter((position) => position < places.ofPosition.length);
        const points = Float64Array.from(
          positions.flatMap((at) => [...streets.coordinates.subarray(2 * at, 2 * at + 2)]),
        );
        const snaps = index.snap(points, 50, null);
        const used = positions.filter((_, point) => (snaps.edgeIndexes[point] as number) >= 0);
        const sources = { snaps, sourceOfPoint: Int32Array.from(positions, (_, point) => point) };
        const graph = buildSearchGraph(network, { mode: "walk", metresPerSecond: 1.2 }, direction);
        const field = searchCostField(graph, sources, LIMIT);
        const { metres, sourceIndexes } = measureVertexCosts(field, sources, places, LIMIT);
        const starts = used.map((position) => places.ofPosition[position] as number);
        const expected = relaxNaively(streets, places.ofPosition, starts, direction === "onwards");
        for (let place = 0; place < places.count; place++) {
          const cost = expected[place] as number;
          if (Math.abs(cost - LIMIT) < 0.01) continue;
          if (cost > LIMIT) {
            expect(metres[place], `seed ${seed}, place ${place}`).toBe(Infinity);
            expect(sourceIndexes[place]).toBe(-1);
          } else {
            expect(Math.abs((metres[place] as number) - cost), `seed ${seed}, place ${place}`).toBeLessThan(2e-3);
            compared++;
          }
        }
      }
      expect(compared).toBeGreaterThan(1000);
    });
  }

  it("walk both ways round to a vertex inside an edge, whichever is shorter", () => {
    // a ── b ── c ── d, one line from node to node: 111 m a part; sources at both ends.
    const streets: Streets = {
      count: 1,
      coordinates: Float64Array.from([0, 0, 0.001, 0, 0.002, 0, 0.003, 0]),
      starts: Uint32Array.from([0, 4]),
      permissions: Uint8Array.from([WALK_BOTH]),
      classes: ["street"],
      names: [""],
      ids: ["1"],
    };
    const network = buildNetwork(streets, NO_BLOCKS);
    const index = new StreetIndex(network, findComponents(network, "walk"));
    const snaps = index.snap(Float64Array.from([0, 0, 0.003, 0]), 50, null);
    const sources = { snaps, sourceOfPoint: Int32Array.from([0, 1]) };
    const graph = buildSearchGraph(network, { mode: "walk", metresPerSecond: 1 }, "onwards");
    const costs = measureVertexCosts(searchCostField(graph, sources, 1000), sources, numberPlaces(streets), 1000);
    expect(Array.from(costs.metres, (metres) => Math.round(metres))).toEqual([0, 111, 111, 0]);
    expect([...costs.sourceIndexes]).toEqual([0, 0, 1, 1]);
  });
});
