import { describe, expect, it } from "vitest";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import { WALK_BOTH } from "../../../src/core/model/streets.ts";
import { buildNetwork } from "../../../src/core/network/build-network.ts";
import { findComponents } from "../../../src/core/network/components.ts";
import {
  countSnaps,
  indexBarriers,
  REFUSED_BEHIND_BARRIER,
  REFUSED_ON_ISLAND,
  REFUSED_TOO_FAR,
  StreetIndex,
} from "../../../src/core/network/snap.ts";

type Point = [lon: number, lat: number];
const NO_BLOCKS = { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) };

function createIndex(lines: Point[][]) {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) as number) + line.length);
  const network = buildNetwork(
    {
      count: lines.length,
      coordinates: Float64Array.from(lines.flat(2)),
      starts: Uint32Array.from(starts),
      permissions: new Uint8Array(lines.length).fill(WALK_BOTH),
      classes: lines.map(() => "residential"),
      names: lines.map(() => ""),
      ids: lines.map(() => ""),
    },
    NO_BLOCKS,
  );
  const components = findComponents(network, "walk");
  return { network, components, index: new StreetIndex(network, components) };
}

const LONG_STREET: Point[] = [
  [113.0, 40.0],
  [113.5, 40.0],
];

describe("attaching points to streets", () => {
  it("keeps the edge, the leg off the street and the distances to both ends", () => {
    const { network, index } = createIndex([
      [
        [113.3, 40.0],
        [113.31, 40.0],
      ],
    ]);
    const snaps = index.snap(Float64Array.of(113.304, 40.001), 300, null);
    expect(snaps.edgeIndexes[0]).toBe(0);
    expect(snaps.offStreetMetres[0]).toBeCloseTo(distanceMetres(113.304, 40.001, 113.304, 40.0), 3);
    expect(snaps.fromStartMetres[0]).toBeCloseTo(distanceMetres(113.3, 40, 113.304, 40), 3);
    expect((snaps.fromStartMetres[0] as number) + (snaps.toEndMetres[0] as number)).toBeCloseTo(
      network.edgeMetres[0] as number,
      9,
    );
  });

  it("refuses a point beyond the radius and says that it is too far", () => {
    const { index } = createIndex([LONG_STREET]);
    const snaps = index.snap(Float64Array.of(113.3, 40.01, 113.3, 40.002), 300, null);
    expect([...snaps.refusals]).toEqual([REFUSED_TOO_FAR, 0]);
    expect(countSnaps(snaps)).toEqual({ attached: 1, tooFar: 1, behindBarrier: 0, onIsland: 0 });
  });

  it("walks round a river instead of over it: the nearer street across the water is passed over", () => {
    const { index } = createIndex([
      [
        [113.3, 40.0],
        [113.31, 40.0],
        [113.31, 40.003],
        [113.3, 40.003],
      ],
    ]);
    const river = indexBarriers([
      {
        kind: "water",
        name: "",
        geometry: {
          type: "LineString",
          coordinates: [
            [113.299, 40.0012],
            [113.309, 40.0012],
          ],
        },
      },
    ]);
    const home = Float64Array.of(113.303, 40.00125);
    const free = index.snap(home, 300, null);
    const stopped = index.snap(home, 300, river);
    expect(free.offStreetMetres[0]).toBeCloseTo(distanceMetres(113.303, 40.00125, 113.303, 40.0), 3);
    expect(stopped.offStreetMetres[0]).toBeCloseTo(distanceMetres(113.303, 40.00125, 113.303, 40.003), 3);
    expect(stopped.refusals[0]).toBe(0);
  });

  it("refuses a point that only has streets beyond a wall", () => {
    const { index } = createIndex([LONG_STREET]);
    const wall = indexBarriers([
      {
        kind: "wall",
        name: "",
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [113.299, 40.0005],
              [113.301, 40.0005],
              [113.301, 40.0015],
              [113.299, 40.0015],
              [113.299, 40.0005],
            ],
          ],
        },
      },
    ]);
    const snaps = index.snap(Float64Array.of(113.3, 40.001), 300, wall);
    expect(snaps.refusals[0]).toBe(REFUSED_BEHIND_BARRIER);
    expect(snaps.edgeIndexes[0]).toBe(-1);
  });

  it("never attaches to an island, and says so where an island is all there is", () => {
    const { components, index } = createIndex([
      LONG_STREET,
      [
        [113.3, 40.004],
        [113.301, 40.004],
      ],
    ]);
    expect(components.islandCount).toBe(1);
    const snaps = index.snap(Float64Array.of(113.3005, 40.0041, 113.3005, 40.0025), 300, null);
    expect(snaps.refusals[0]).toBe(REFUSED_ON_ISLAND);
    expect(snaps.edgeIndexes[1]).toBe(0);
  });

  it("the largest piece is never an island, however small the study", () => {
    const { components } = createIndex([
      [
        [113.3, 40.004],
        [113.3001, 40.004],
      ],
    ]);
    expect(components.islandCount).toBe(0);
    expect(components.usableEdges[0]).toBe(1);
  });
});
