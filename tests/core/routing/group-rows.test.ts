import { describe, expect, it } from "vitest";
import { buildNetwork } from "../../../src/core/network/build-network.ts";
import { findComponents } from "../../../src/core/network/components.ts";
import { StreetIndex } from "../../../src/core/network/snap.ts";
import { searchRows, type TakeRow } from "../../../src/core/routing/cost-matrix.ts";
import { GroupRows } from "../../../src/core/routing/group-rows.ts";
import { layOutTargets } from "../../../src/core/routing/matrix-targets.ts";
import { buildSearchGraph, type Direction } from "../../../src/core/routing/search-graph.ts";
import { createRandomCity } from "../../support/random-city.ts";

const PACE = { mode: "walk", metresPerSecond: 1.2 } as const;

function createCity(seed: number, direction: Direction) {
  const city = createRandomCity(seed);
  const network = buildNetwork(city.streets, city.streetBlocks);
  const index = new StreetIndex(network, findComponents(network, "walk"));
  return {
    graph: buildSearchGraph(network, PACE, direction),
    // The last point and the last target are beyond every street and refused.
    points: index.snap(Float64Array.of(...city.facilities, ...city.homes.slice(0, 30), 114, 41), 300, null),
    targets: index.snap(Float64Array.of(...city.homes, 114, 41), 300, null),
  };
}

describe("rows of groups", () => {
  it.each([1, 2, 3, 5, 8, 13, 21, 34])(
    "hold the cheapest of a group's points for every target, both ways of one-way streets (city %i)",
    (seed) => {
      for (const direction of ["towards", "onwards"] as const) {
        const { graph, points, targets } = createCity(seed, direction);
        const layout = layOutTargets(graph, targets);
        const groupCount = 6;
        // Group 4 has no point, group 5 only the refused one.
        const sourceOfPoint = Int32Array.from({ length: points.count }, (_, point) =>
          point === points.count - 1 ? 5 : (point * 7) % 4,
        );
        const expected = Array.from({ length: groupCount }, () => new Map<number, number>());
        searchRows(layout, points, 700, (source, found, metres, count) => {
          const row = expected[sourceOfPoint[source] as number] as Map<number, number>;
          for (let i = 0; i < count; i++) {
            const target = found[i] as number;
            row.set(target, Math.min(row.get(target) ?? Infinity, metres[i] as number));
          }
        });
        const groups: number[] = [];
        const takeRow: TakeRow = (group, found, metres, count) => {
          groups.push(group);
          const row = Array.from({ length: count }, (_, i): [number, number] => [
            found[i] as number,
            metres[i] as number,
          ]);
          expect(row).toEqual([...(expected[group] as Map<number, number>)].sort(([a], [b]) => a - b));
        };
        const rows = new GroupRows(layout, { snaps: points, sourceOfPoint }, groupCount, 700);
        for (const [first, end] of [
          [0, 1],
          [1, 5],
          [5, 5],
          [5, groupCount],
        ] as const) {
          rows.search(first, end, takeRow);
        }
        expect(groups).toEqual([0, 1, 2, 3, 4, 5]);
        expect(expected.slice(0, 4).every((row) => row.size > 0)).toBe(true);
        expect([expected[4]?.size, expected[5]?.size]).toEqual([0, 0]);
      }
    },
  );
});
