/** A network spliced from that of other streets is the one that is built from nothing, to the bit. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Streets } from "../../src/core/model/streets.ts";
import { buildNetwork } from "../../src/core/network/build-network.ts";
import { joinChanges } from "../../src/core/network/join-changes.ts";
import { carryPieces, labelPieces } from "../../src/core/network/label-pieces.ts";
import type { Network } from "../../src/core/network/network.ts";
import { type NetworkChange, relateNetworks } from "../../src/core/network/relate-networks.ts";
import { spliceNetwork } from "../../src/core/network/splice-network.ts";
import { listStreetPlaces } from "../../src/core/network/street-places.ts";
import { drawBlocks, drawLines, editLines, streetsOfLines } from "../support/random-lines.ts";

const seeds = fc.integer({ min: 1, max: 1e6 });

function withoutPositions(network: Network & { readonly nodePositions?: Int32Array }): Network {
  const { nodePositions: _, ...shape } = network;
  return shape;
}

/** What a change says is the same, is; all else is listed as gone or new. */
function expectChangeHolds({ before, after, ...change }: NetworkChange): void {
  const { newEdgeOf, oldEdgeOf, newNodeOf, oldNodeOf, goneEdges, freshEdges } = change;
  let last = -1;
  for (let old = 0; old < before.edgeCount; old++) {
    const edge = newEdgeOf[old] as number;
    if (edge < 0) continue;
    expect(edge).toBeGreaterThan(last);
    last = edge;
    expect(oldEdgeOf[edge]).toBe(old);
    const shapeOf = (network: Network, index: number) => {
      const [first, end] = [network.edgeFirstPositions[index] as number, network.edgeLastPositions[index] as number];
      return {
        coordinates: network.coordinates.subarray(2 * first, 2 * end + 2),
        metres: network.edgeMetres[index],
        permissions: network.edgePermissions[index],
        conditions: network.edgeConditions?.[index] ?? 0,
      };
    };
    expect(shapeOf(after, edge)).toEqual(shapeOf(before, old));
    expect(newNodeOf[before.edgeFromNodes[old] as number]).toBe(after.edgeFromNodes[edge]);
    expect(newNodeOf[before.edgeToNodes[old] as number]).toBe(after.edgeToNodes[edge]);
    const twin = before.edgeTwins[old] as number;
    expect(after.edgeTwins[edge]).toBe(newEdgeOf[twin]);
  }
  newNodeOf.forEach((node, old) => {
    if (node >= 0) expect(oldNodeOf[node]).toBe(old);
  });
  const unpaired = (others: Int32Array) => [...others.keys()].filter((index) => others[index] === -1);
  expect(goneEdges).toEqual(unpaired(newEdgeOf));
  expect(freshEdges).toEqual(unpaired(oldEdgeOf));
  expect(oldNodeOf.filter((old) => old >= 0).length).toBe(newNodeOf.filter((node) => node >= 0).length);
}

describe("splicing a network", () => {
  it("gives what a build from nothing gives after any sequence of edits, streets drawn twice, loops, gates and near places among them", () => {
    let spliced = 0;
    let asked = 0;
    let carried = 0;
    let expected = 0;
    let found = 0;
    fc.assert(
      fc.property(
        seeds,
        fc.array(seeds, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 3, max: 60 }),
        fc.integer({ min: 3, max: 9 }),
        fc.integer({ min: 0, max: 3 }),
        (seed, editSeeds, count, side, blockCount) => {
          let lines = drawLines(seed, count, side);
          const before = streetsOfLines(lines);
          const blocks = drawBlocks(seed + 1, blockCount, side);
          const places = listStreetPlaces(buildNetwork(before, blocks), before, blocks);
          let earlier: { readonly change: NetworkChange; readonly streets: Streets } | null = null;
          for (const editSeed of editSeeds) {
            lines = editLines(lines, editSeed, side);
            const after = streetsOfLines(lines);
            const change = spliceNetwork(places, after);
            asked++;
            if (change === null) continue;
            spliced++;
            expect(change.after).toEqual(withoutPositions(buildNetwork(after, blocks)));
            expectChangeHolds(change);
            for (const mode of ["walk", "cycle"] as const) {
              const pieces = carryPieces(labelPieces(change.before, mode), change, mode);
              if (pieces === null) continue;
              expect(pieces).toEqual(labelPieces(change.after, mode));
              carried++;
            }
            if (earlier !== null) {
              const joined = joinChanges(earlier.change, earlier.streets, change, after);
              expectChangeHolds(joined);
              const related = relateNetworks(earlier.change.after, earlier.streets, change.after, after);
              expected += related?.newEdgeOf.filter((edge) => edge >= 0).length ?? 0;
              found += related === null ? 0 : joined.newEdgeOf.filter((edge) => edge >= 0).length;
            }
            earlier = { change, streets: after };
          }
        },
      ),
      { numRuns: 600 },
    );
    // Otherwise nothing would have been tested.
    expect(spliced / asked).toBeGreaterThan(0.3);
    expect(carried / spliced).toBeGreaterThan(0.3);
    // As much is told to be the same as a comparison of all lines tells, but for a few.
    expect(found / expected).toBeGreaterThan(0.97);
  }, 120_000);
});
