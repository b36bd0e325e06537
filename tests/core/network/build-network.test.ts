import { describe, expect, it } from "vitest";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import {
  CYCLE_BOTH,
  type StreetBlocks,
  type Streets,
  WALK_BOTH,
  WALK_FORWARD,
} from "../../../src/core/model/streets.ts";
import { buildNetwork } from "../../../src/core/network/build-network.ts";
import { findComponents } from "../../../src/core/network/components.ts";
import { StreetIndex } from "../../../src/core/network/snap.ts";
import { searchCostField } from "../../../src/core/routing/cost-field.ts";
import { measurePointCosts } from "../../../src/core/routing/point-costs.ts";
import { buildSearchGraph } from "../../../src/core/routing/search-graph.ts";

type Point = [lon: number, lat: number];

/** Points of the drawings below, 0.001° apart. */
const at = (x: number, y: number): Point => [
  Math.round((113.3 + x * 0.001) * 1e7) / 1e7,
  Math.round((40 + y * 0.001) * 1e7) / 1e7,
];

function createStreets(lines: Point[][], permissions: number[] = lines.map(() => WALK_BOTH | CYCLE_BOTH)): Streets {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) as number) + line.length);
  return {
    count: lines.length,
    coordinates: Float64Array.from(lines.flat(2)),
    starts: Uint32Array.from(starts),
    permissions: Uint8Array.from(permissions),
    classes: lines.map(() => "residential"),
    names: lines.map(() => ""),
    ids: lines.map((_, index) => `w${index}`),
  };
}

const NO_BLOCKS: StreetBlocks = { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) };

const blockAt = (point: Point, stops: number): StreetBlocks => ({
  count: 1,
  coordinates: Float64Array.from(point),
  stops: Uint8Array.of(stops),
});

/** Seconds at 1 m/s from a home to a facility, Infinity where there is no way. */
function secondsBetween(
  streets: Streets,
  blocks: StreetBlocks,
  home: Point,
  facility: Point,
  mode: "walk" | "cycle" = "walk",
): number {
  const network = buildNetwork(streets, blocks);
  const index = new StreetIndex(network, findComponents(network, mode));
  const sources = { snaps: index.snap(Float64Array.from(facility), 300, null), sourceOfPoint: Int32Array.of(0) };
  const homes = index.snap(Float64Array.from(home), 300, null);
  const pace = { mode, metresPerSecond: 1 };
  const field = searchCostField(buildSearchGraph(network, pace), sources, 20_000);
  return measurePointCosts(field, sources, homes, 20_000).seconds[0] as number;
}

describe("building the network", () => {
  it("splits streets where they share a vertex and nowhere else", () => {
    //   c       lines: a–b–d with a bend at b, c–b joins at b, e–f crosses a–b without a vertex
    //   |
    // a-b-d
    const network = buildNetwork(
      createStreets([
        [at(0, 0), at(2, 0), at(4, 0)],
        [at(2, 2), at(2, 0)],
        [at(1, -1), at(1, 1)],
      ]),
      NO_BLOCKS,
    );
    expect(network.edgeCount).toBe(4);
    expect(network.nodeCount).toBe(6);
  });

  it("keeps a bend inside an edge and measures along it", () => {
    const network = buildNetwork(createStreets([[at(0, 0), at(1, 1), at(2, 0)]]), NO_BLOCKS);
    expect(network.edgeCount).toBe(1);
    const expected = distanceMetres(...at(0, 0), ...at(1, 1)) + distanceMetres(...at(1, 1), ...at(2, 0));
    expect(network.edgeMetres[0]).toBeCloseTo(expected, 9);
  });

  it("a street that doubles a vertex makes no edge without length", () => {
    const network = buildNetwork(createStreets([[at(0, 0), at(1, 0), at(1, 0), at(2, 0), at(2, 0)]]), NO_BLOCKS);
    expect(network.edgeCount).toBe(1);
    expect(network.edgeMetres[0]).toBeGreaterThan(100);
  });

  it("a closed ring without junctions is one edge from a node to itself, reached either way round", () => {
    const ring = [at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)];
    const streets = createStreets([ring]);
    const network = buildNetwork(streets, NO_BLOCKS);
    expect(network.edgeCount).toBe(1);
    expect(network.edgeFromNodes[0]).toBe(network.edgeToNodes[0]);
    const overStart = secondsBetween(streets, NO_BLOCKS, at(0.5, 0), at(0, 0.5));
    const expected = distanceMetres(...at(0.5, 0), ...at(0, 0)) + distanceMetres(...at(0, 0), ...at(0, 0.5));
    expect(overStart).toBeCloseTo(expected, 3);
  });

  it("streets that nobody may use are left out", () => {
    const network = buildNetwork(createStreets([[at(0, 0), at(1, 0)]], [0]), NO_BLOCKS);
    expect(network.edgeCount).toBe(0);
    expect(network.nodeCount).toBe(0);
  });

  it("a one-way walk is walked only along its drawing", () => {
    const streets = createStreets([[at(0, 0), at(2, 0)]], [WALK_FORWARD]);
    expect(secondsBetween(streets, NO_BLOCKS, at(0.5, 0), at(1.5, 0))).toBeCloseTo(
      distanceMetres(...at(0.5, 0), ...at(1.5, 0)),
      6,
    );
    expect(secondsBetween(streets, NO_BLOCKS, at(1.5, 0), at(0.5, 0))).toBe(Infinity);
  });

  it("a locked gate lets people up to both of its sides but not through", () => {
    const streets = createStreets([[at(0, 0), at(1, 0), at(2, 0)]]);
    const gate = blockAt(at(1, 0), WALK_BOTH | CYCLE_BOTH);
    expect(secondsBetween(streets, gate, at(0.2, 0), at(1.8, 0))).toBe(Infinity);
    expect(secondsBetween(streets, gate, at(0.2, 0), at(0.9, 0))).toBeCloseTo(
      distanceMetres(...at(0.2, 0), ...at(0.9, 0)),
      6,
    );
    expect(secondsBetween(streets, NO_BLOCKS, at(0.2, 0), at(1.8, 0))).toBeLessThan(Infinity);
  });

  it("a turnstile for cycles lets walkers through", () => {
    const streets = createStreets([[at(0, 0), at(1, 0), at(2, 0)]]);
    const turnstile = blockAt(at(1, 0), CYCLE_BOTH);
    expect(secondsBetween(streets, turnstile, at(0.2, 0), at(1.8, 0), "walk")).toBeCloseTo(
      distanceMetres(...at(0.2, 0), ...at(1.8, 0)),
      3,
    );
    expect(secondsBetween(streets, turnstile, at(0.2, 0), at(1.8, 0), "cycle")).toBe(Infinity);
  });

  it("a gate at a crossing of four streets closes every turn over it", () => {
    const streets = createStreets([
      [at(0, 1), at(1, 1), at(2, 1)],
      [at(1, 0), at(1, 1), at(1, 2)],
    ]);
    const gate = blockAt(at(1, 1), WALK_BOTH | CYCLE_BOTH);
    expect(secondsBetween(streets, gate, at(0.5, 1), at(1, 0.5))).toBe(Infinity);
  });
});
